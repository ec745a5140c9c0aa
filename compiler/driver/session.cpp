// See session.h.
#include "driver/session.h"

#include "driver/pages.h"
#include "driver/paths.h"
#include "driver/toolchain.h"
#include "support/suggest.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/Process.h>
#include <llvm/Support/raw_ostream.h>

#include <cstdlib>
#include <mutex>

namespace nogilc::driver {

namespace {

WarningOptions warningOptions(const std::vector<std::string> &texts,
                              std::vector<std::string> &unknown) {
  WarningOptions options;
  for (const std::string &text : texts)
    if (!options.apply(text))
      unknown.push_back(text);
  return options;
}

bool wantsColor(ColorMode mode) {
  switch (mode) {
  case ColorMode::Always:
    return true;
  case ColorMode::Never:
    return false;
  case ColorMode::Auto: {
    // https://no-color.org: any value but the empty one.
    const char *no_color = std::getenv("NO_COLOR");
    return (!no_color || !*no_color) && llvm::sys::Process::StandardErrHasColors();
  }
  }
  return false;
}

constexpr size_t kMostShownToPeople = 1000;

/// The slug in `-Wno-error=slug`.
llvm::StringRef slugOf(llvm::StringRef option) {
  option.consume_front("no-");
  option.consume_front("error=");
  return option;
}

/// What the target Python says. Each file of a check has a session; they ask once together.
std::vector<std::string> searchPathOf(const Options &options) {
  static std::mutex mutex;
  static llvm::StringMap<std::vector<std::string>> known;
  const std::scoped_lock lock(mutex);
  const auto [at, is_new] = known.try_emplace(options.python);
  if (is_new) {
    if (auto python = askPython(options.python, cacheFolder(options.cache_dir)))
      at->second = python->search_path;
    else
      llvm::consumeError(python.takeError());
  }
  return at->second;
}

} // namespace

void show(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
          const Options &options, size_t dropped) {
  const bool is_machine = isMachineFormat(options.format);
  llvm::raw_ostream &out = is_machine ? llvm::outs() : llvm::errs();
  std::string text;
  llvm::raw_string_ostream buffer(text);
  buffer.enable_colors(!is_machine && wantsColor(options.color));
  // No one reads the thousandth problem; machines do.
  const size_t shown =
      is_machine ? diagnostics.size() : std::min(diagnostics.size(), kMostShownToPeople);
  render(diagnostics.take_front(shown), sources, options.format, buffer,
         {versionText(), diagnosticPage});
  out << buffer.str();
  if (const size_t hidden = diagnostics.size() - shown + dropped; hidden != 0 && !is_machine)
    out << "nogilc: " << hidden << " more problems are not shown\n";
}

Session::Session(const Options &options, const SourceOverlay *overlay)
    : options_(options), overlay_(overlay),
      diagnostics_(warningOptions(options.warnings, unknown_warnings_)) {
  for (const std::string &text : unknown_warnings_) {
    auto report = std::move(diagnostics_.report(Diag::UnknownWarning, Span()).arg(slugOf(text)));
    Suggestion suggestion(slugOf(text));
    for (const DiagnosticRow &row : diagnosticRows()) {
      suggestion.offer(row.slug);
      suggestion.offer(diagnosticGroup(row.id));
    }
    if (!suggestion.best().empty())
      report.note("did you mean `" + suggestion.best() + "`?");
  }
}

DiagnosticBuilder Session::reportSystem(Diag id) {
  has_system_failed_ = true;
  return diagnostics_.report(id, Span());
}

void Session::reportSystem(Diag id, llvm::Error error) {
  reportSystem(id).arg(llvm::toString(std::move(error)));
}

const SourceFile *Session::load(llvm::StringRef path) {
  if (overlay_) {
    const auto text = overlay_->find(path);
    if (text != overlay_->end() && !sources_.isLoaded(path))
      return &sources_.provide(path, text->second);
  }
  auto file = sources_.load(path);
  if (file)
    return *file;
  reportSystem(Diag::CannotRead, file.takeError());
  return nullptr;
}

bool Session::acceptsSource(llvm::StringRef path) {
  const bool is_check = options_.command == Command::Check;
  if (!isFile(path) || (is_check ? isCheckable(path) || isCSource(path) : isModuleSource(path)))
    return true;
  // The syntax of an include file can be looked at by itself.
  if (is_check && options_.phase == Phase::Parse && path.ends_with(".pxi"))
    return true;
  reportSystem(Diag::NotASource).arg(path);
  return false;
}

const std::vector<std::string> &Session::pythonPath() {
  if (python_path_)
    return *python_path_;
  python_path_.emplace();
  // PYTHONPATH, then what the interpreter has by itself.
  if (const char *own = std::getenv("PYTHONPATH"))
    for (llvm::StringRef folder : llvm::split(own, ':'))
      if (!folder.empty())
        python_path_->push_back(folder.str());
  llvm::append_range(*python_path_, searchPathOf(options_));
  return *python_path_;
}

int Session::finish() {
  show(diagnostics_.sorted(), sources_, options_, diagnostics_.droppedCount());
  if (has_system_failed_)
    return kSystemFailed;
  return diagnostics_.hasErrors() ? kSourceHasErrors : kDone;
}

} // namespace nogilc::driver
