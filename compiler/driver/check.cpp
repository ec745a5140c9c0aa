// `nogilc check`: all the static checks over files and folders. Nothing is written but what --fix
// and --write-baseline ask for.
#include "driver/baseline.h"
#include "driver/checked_files.h"
#include "driver/commands.h"
#include "driver/config.h"
#include "driver/fixes.h"
#include "driver/paths.h"
#include "driver/source_search.h"
#include "support/output.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/MemoryBuffer.h>

#include <algorithm>
#include <set>

namespace nogilc::driver {

namespace {

constexpr llvm::StringLiteral kStdin = "-";
/// Fixes that overlap take turns; a fix that undoes another one must not go on for ever.
constexpr unsigned kMostRounds = 20;
constexpr unsigned kMostTries = 200;

class Checker {
public:
  explicit Checker(const Options &options)
      : options_(options), configs_(options), system_(options) {}

  int run();

private:
  bool findPaths();
  void readStdin();
  CheckReport check() { return checkFiles({options_, configs_, paths_, &overlay_, commands_}); }
  /// Checks, and again after fixes, until nothing is left to fix.
  CheckReport checkAndFix();
  enum class Outcome : uint8_t { Nothing, Better, Worse };
  Outcome tryFixes(CheckReport &report, llvm::ArrayRef<Diagnostic> problems);
  std::vector<Diagnostic> candidates(const CheckReport &report) const;
  void applyBaselines(CheckReport &report);
  void writeBaseline(const CheckReport &report);
  void writeFixes();
  void summarize(const CheckReport &report) const;
  int finish(CheckReport &report);

  bool wantsFixes() const { return options_.fixes || options_.shows_diff; }

  const Options &options_;
  ConfigFinder configs_;
  Session system_; ///< what has nothing to do with one file
  std::vector<std::string> paths_;
  std::string stdin_path_;
  CompileCommands commands_; ///< of -p
  SourceOverlay overlay_;
  std::vector<std::string> fixed_; ///< paths of files that have a fixed text in overlay_
  llvm::StringMap<std::string> originals_;
  size_t fix_count_ = 0;
  size_t in_baseline_ = 0;
};

void Checker::readStdin() {
  stdin_path_ = options_.stdin_filename.empty() ? "<stdin>" : options_.stdin_filename;
  auto text = llvm::MemoryBuffer::getSTDIN();
  if (!text) {
    system_.reportSystem(Diag::CannotRead).arg("the standard input cannot be read");
    return;
  }
  overlay_[stdin_path_] = (*text)->getBuffer().str();
}

bool Checker::findPaths() {
  std::set<std::string> found; // sorted: the order of the arguments changes nothing
  for (const std::string &input : options_.inputs) {
    if (input == kStdin) {
      readStdin();
      found.insert(stdin_path_);
    } else if (isFolder(input)) {
      const Config &config = configs_.ofFolder(input);
      std::vector<std::string> below =
          sourcesBelow(input, [&](llvm::StringRef path) { return config.excludes(path); });
      if (below.empty())
        system_.reportSystem(Diag::CannotRead)
            .arg("`" + input + "` contains no .pyx, .pxd or pure-mode .py file");
      found.insert(below.begin(), below.end());
    } else if (system_.acceptsSource(input)) {
      found.insert(input);
    }
  }
  if (!options_.build_path.empty()) {
    if (llvm::Expected<CompileCommands> commands = readCompileCommands(options_.build_path))
      commands_ = std::move(*commands);
    else
      system_.reportSystem(Diag::CannotRead, commands.takeError());
    // Named files narrow a build down; without any, all of it is checked.
    if (options_.inputs.empty())
      for (const auto &[path, command] : commands_)
        found.insert(path);
  }
  paths_.assign(found.begin(), found.end());
  // The configurations are found before the threads begin.
  for (const std::string &path : paths_)
    configs_.of(path);
  return configs_.problems().empty();
}

/// The problems whose fixes may be applied: those that change no other files than are checked.
std::vector<Diagnostic> Checker::candidates(const CheckReport &report) const {
  std::vector<Diagnostic> result;
  for (Diagnostic diagnostic : report.diagnostics) {
    llvm::erase_if(diagnostic.fixes, [&](const DiagnosticFix &fix) {
      return llvm::any_of(fix.edits, [&](const DiagnosticEdit &edit) {
        return edit.span.isValid() &&
               !std::binary_search(paths_.begin(), paths_.end(),
                                   report.sources->file(edit.span.file).path());
      });
    });
    if (!diagnostic.fixes.empty())
      result.push_back(std::move(diagnostic));
  }
  return result;
}

/// Errors that are not about the GIL: a fix of what needs it may show what else does, and nothing
/// else.
size_t mistakesIn(const CheckReport &report) {
  return static_cast<size_t>(llvm::count_if(report.diagnostics, [](const Diagnostic &diagnostic) {
    return diagnostic.severity == Severity::Error && diagnosticGroup(diagnostic.id) != "gil";
  }));
}

/// Applies fixes and checks again. If the sources are worse afterwards, it was not done: a fix may
/// be wrong, but not do harm.
Checker::Outcome Checker::tryFixes(CheckReport &report, llvm::ArrayRef<Diagnostic> problems) {
  FixedTexts fixed = applyFixes(problems, *report.sources, options_.unsafe_fixes);
  if (fixed.texts.empty())
    return Outcome::Nothing;
  const SourceOverlay before = overlay_;
  for (auto &entry : fixed.texts)
    overlay_[entry.getKey()] = entry.getValue();
  CheckReport next = check();
  if (mistakesIn(next) > mistakesIn(report)) {
    overlay_ = before;
    return Outcome::Worse;
  }
  for (auto &entry : fixed.texts)
    for (FileId id = 1; id <= report.sources->fileCount(); ++id)
      if (report.sources->file(id).path() == entry.getKey())
        originals_.try_emplace(entry.getKey(), report.sources->file(id).text().str());
  fix_count_ += fixed.fixes;
  report = std::move(next);
  return Outcome::Better;
}

CheckReport Checker::checkAndFix() {
  CheckReport report = check();
  if (!wantsFixes())
    return report;
  unsigned rounds = 0;
  Outcome outcome = Outcome::Better;
  while (outcome == Outcome::Better && rounds++ < kMostRounds)
    outcome = tryFixes(report, candidates(report));
  if (outcome != Outcome::Worse)
    return report;
  // One of them does harm: each is tried alone.
  size_t next = 0;
  for (std::vector<Diagnostic> problems = candidates(report);
       next < problems.size() && rounds++ < kMostTries;) {
    if (tryFixes(report, problems[next]) == Outcome::Better)
      problems = candidates(report);
    else
      ++next;
  }
  return report;
}

void Checker::writeFixes() {
  std::vector<std::string> changed;
  for (const auto &entry : originals_)
    changed.push_back(entry.getKey().str());
  llvm::sort(changed);
  for (const std::string &path : changed) {
    const std::string &text = overlay_[path];
    if (options_.shows_diff)
      llvm::outs() << unifiedDiff(path, originals_[path], text);
    else if (path != stdin_path_)
      if (llvm::Error error = writeFile(path, text))
        system_.reportSystem(Diag::CannotWrite, std::move(error));
  }
  if (options_.fixes && !options_.shows_diff && !stdin_path_.empty())
    llvm::outs() << overlay_[stdin_path_];
  llvm::outs().flush(); // before what is said about it
}

void Checker::applyBaselines(CheckReport &report) {
  std::set<std::string> files;
  for (const std::string &path : paths_)
    files.insert(withConfig(options_, configs_.of(path)).baseline);
  files.erase("");
  for (const std::string &file : files) {
    Baseline baseline(file);
    if (llvm::Error error = baseline.read()) {
      system_.reportSystem(Diag::CannotRead, std::move(error));
      continue;
    }
    const size_t before = report.diagnostics.size();
    llvm::erase_if(report.diagnostics, [&](const Diagnostic &diagnostic) {
      return baseline.take(diagnostic, *report.sources);
    });
    in_baseline_ += before - report.diagnostics.size();
    for (const Baseline::Stale &stale : baseline.stale(paths_))
      system_.diagnostics()
          .report(Diag::StaleBaseline, Span())
          .arg(stale.slug)
          .arg(stale.line)
          .arg(stale.file)
          .note("write `" + file + "` again with `--write-baseline`");
  }
}

void Checker::writeBaseline(const CheckReport &report) {
  Baseline baseline(options_.new_baseline);
  for (const Diagnostic &diagnostic : report.diagnostics)
    baseline.add(diagnostic, *report.sources);
  if (llvm::Error error = baseline.write()) {
    system_.reportSystem(Diag::CannotWrite, std::move(error));
    return;
  }
  in_baseline_ = baseline.size();
}

std::string counted(size_t count, llvm::StringRef what) {
  return std::to_string(count) + " " + what.str() + (count == 1 ? "" : "s");
}

/// One line for people: what was looked at and what came out.
void Checker::summarize(const CheckReport &report) const {
  if (isMachineFormat(options_.format) || options_.dump)
    return;
  const size_t errors = report.count(Severity::Error), warnings = report.count(Severity::Warning);
  llvm::raw_ostream &out = llvm::errs();
  out << "nogilc: " << counted(paths_.size(), "file") << " checked, ";
  out << (errors + warnings == 0 ? "no problems" : counted(errors, "error"));
  if (warnings != 0)
    out << ", " << counted(warnings, "warning");
  if (report.ignored != 0)
    out << ", " << report.ignored << " ignored";
  if (in_baseline_ != 0)
    out << ", " << in_baseline_
        << (options_.new_baseline.empty() ? " in the baseline" : " written to the baseline");
  if (fix_count_ != 0)
    out << ", " << fix_count_ << (options_.shows_diff ? " would be fixed" : " fixed");
  out << '\n';
  if (const size_t fixable = countFixable(report.diagnostics, false); fixable != 0 && !wantsFixes())
    out << "nogilc: `--fix` fixes " << fixable << " of them\n";
}

int Checker::finish(CheckReport &report) {
  // What has no place comes first; it has none of the report's sources.
  std::vector<Diagnostic> all = system_.diagnostics().sorted().vec();
  llvm::append_range(all, report.diagnostics);
  show(all, *report.sources, options_, report.dropped);
  report.diagnostics = std::move(all);
  summarize(report);
  if (report.has_system_failed || system_.hasSystemFailed())
    return kSystemFailed;
  const bool has_diff = options_.shows_diff && !originals_.empty();
  return report.count(Severity::Error) != 0 || has_diff ? kSourceHasErrors : kDone;
}

int Checker::run() {
  if (!findPaths()) {
    show(configs_.problems(), configs_.sources(), options_, 0);
    return kSystemFailed;
  }
  if (options_.shows_files) {
    for (const std::string &path : paths_)
      llvm::outs() << path << '\n';
    return system_.finish();
  }
  CheckReport report = checkAndFix();
  if (wantsFixes())
    writeFixes();
  if (!options_.new_baseline.empty()) {
    writeBaseline(report);
    // What is in the baseline now is not reported.
    llvm::erase_if(report.diagnostics,
                   [](const Diagnostic &diagnostic) { return diagnostic.span.isValid(); });
  } else {
    applyBaselines(report);
  }
  return finish(report);
}

} // namespace

int runCheck(const Options &options) { return Checker(options).run(); }

} // namespace nogilc::driver
