// See c_sources.h.
#include "driver/c_sources.h"

#include "cfacts/link.h"
#include "driver/control_comments.h"
#include "driver/paths.h"
#include "driver/tasks.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringSet.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Process.h>

#include <mutex>
#include <set>

namespace nogilc::driver {

namespace {

/// How far a long run is, on a terminal: `nogilc: 12 of 340 sources`, written over itself.
class ProgressLine {
public:
  ProgressLine(size_t total, const Options &options)
      : total_(total), is_shown_(total > 1 && !isMachineFormat(options.format) &&
                                 llvm::sys::Process::StandardErrIsDisplayed()) {}
  ~ProgressLine() {
    if (is_shown_)
      llvm::errs() << "\r\033[K";
  }
  ProgressLine(const ProgressLine &) = delete;
  ProgressLine &operator=(const ProgressLine &) = delete;

  void step() {
    if (!is_shown_)
      return;
    const std::scoped_lock lock(mutex_);
    llvm::errs() << "\rnogilc: " << ++done_ << " of " << total_ << " sources";
  }

private:
  const size_t total_;
  const bool is_shown_;
  std::mutex mutex_;
  size_t done_ = 0;
};

class CSourceChecker {
public:
  CSourceChecker(llvm::MutableArrayRef<CheckedCSource> sources, const Options &options)
      : sources_(sources), options_(options), program_(companionProgram("nogilc-clang")) {}

  void run();

private:
  void readFacts(CheckedCSource &source, const std::string &effects);
  void readAll(llvm::ArrayRef<CheckedCSource *> sources, const std::string &effects);
  /// Reads those sources again that call functions of other sources which change the GIL's state.
  void readAgain();
  void reportParseErrors(CheckedCSource &source);
  void report(const cfacts::Problem &problem, Session &session);
  Span spanOf(const cfacts::Place &place, Session &session);

  llvm::MutableArrayRef<CheckedCSource> sources_;
  const Options &options_;
  const std::string program_;
};

void CSourceChecker::readFacts(CheckedCSource &source, const std::string &effects) {
  llvm::SmallString<256> root;
  llvm::sys::fs::current_path(root);
  CommandLine command{program_, "facts", root.str().str(), source.command->directory, source.path,
                      effects,  "--"};
  llvm::append_range(command, source.command->command);
  const ProcessResult result = runProcess(command);
  std::string error = result.errors;
  if (result.status == 0) {
    llvm::Expected<cfacts::Unit> unit = cfacts::fromJson(result.output);
    if (unit) {
      source.unit = std::move(*unit);
      return;
    }
    error = llvm::toString(unit.takeError());
  } else if (result.status < 0) {
    error = "it ended `nogilc-clang`: " + error;
  }
  source.unit = {};
  source.unit.error_count = 1;
  source.unit.parse_errors.push_back(
      {{source.path, 0, 0}, llvm::StringRef(error).trim().split('\n').first.str()});
}

void CSourceChecker::readAll(llvm::ArrayRef<CheckedCSource *> sources, const std::string &effects) {
  ProgressLine progress(sources.size(), options_);
  std::vector<Task> tasks;
  for (CheckedCSource *source : sources)
    tasks.push_back([&, source] {
      readFacts(*source, effects);
      progress.step();
      return true;
    });
  runTasks(tasks, options_.jobs);
}

void CSourceChecker::readAgain() {
  std::map<std::string, cfacts::Effect> effects;
  for (const CheckedCSource &source : sources_)
    for (const cfacts::Function &function : source.unit.functions)
      if (function.is_external && function.effect != cfacts::Effect::None)
        effects.emplace(function.key, function.effect);
  if (effects.empty())
    return;
  std::vector<CheckedCSource *> again;
  for (CheckedCSource &source : sources_) {
    llvm::StringSet<> defined;
    for (const cfacts::Function &function : source.unit.functions)
      defined.insert(function.key);
    const bool is_concerned = llvm::any_of(source.unit.functions, [&](const auto &function) {
      return llvm::any_of(function.uses, [&](const cfacts::Use &use) {
        return effects.count(use.callee) != 0 && !defined.contains(use.callee);
      });
    });
    if (is_concerned)
      again.push_back(&source);
  }
  if (again.empty())
    return;
  llvm::SmallString<128> file;
  int descriptor = -1;
  if (llvm::sys::fs::createTemporaryFile("nogilc", "effects", descriptor, file)) {
    sources_.front().session->reportSystem(Diag::CannotWrite).arg("no temporary file can be made");
    return;
  }
  {
    llvm::raw_fd_ostream out(descriptor, /*shouldClose=*/true);
    for (const auto &[key, effect] : effects)
      out << key << ' ' << static_cast<unsigned>(effect) << '\n';
  }
  readAll(again, file.str().str());
  llvm::sys::fs::remove(file);
}

Span CSourceChecker::spanOf(const cfacts::Place &place, Session &session) {
  if (!place.isValid())
    return {};
  const SourceFile *file = session.load(place.file);
  if (!file)
    return {};
  const auto size = static_cast<uint32_t>(file->text().size());
  return file->span(std::min(place.begin, size), std::min(place.end, size));
}

void CSourceChecker::report(const cfacts::Problem &problem, Session &session) {
  const DiagnosticRow *row = findDiagnostic(problem.slug);
  if (!row)
    return;
  DiagnosticBuilder builder = session.diagnostics().report(row->id, spanOf(problem.place, session));
  for (const std::string &argument : problem.arguments)
    builder.arg(argument);
  for (const cfacts::Problem::Remark &remark : problem.remarks) {
    const Span span = spanOf(remark.place, session);
    if (remark.is_label && remark.place.file == problem.place.file)
      builder.label(span, remark.text);
    else
      builder.note(span, remark.text);
  }
}

void CSourceChecker::reportParseErrors(CheckedCSource &source) {
  const cfacts::Unit &unit = source.unit;
  if (unit.error_count == 0)
    return;
  // One problem: the first error. Those that follow often come from it.
  const cfacts::Unit::ParseError first = unit.parse_errors.empty()
                                             ? cfacts::Unit::ParseError{{}, "it does not say why"}
                                             : unit.parse_errors.front();
  const cfacts::Place place =
      first.place.isValid() ? first.place : cfacts::Place{source.path, 0, 0};
  auto builder = std::move(source.session->diagnostics()
                               .report(Diag::CNotParsed, spanOf(place, *source.session))
                               .arg(first.text));
  if (unit.error_count > 1)
    builder.note(std::to_string(unit.error_count - 1) + " more errors follow");
  builder.note("what it does understand is checked");
}

void CSourceChecker::run() {
  if (sources_.empty())
    return;
  if (program_.empty()) {
    sources_.front()
        .session->reportSystem(Diag::NoClang)
        .arg("C and C++ sources are checked by `nogilc-clang`, which is not beside `nogilc`");
    return;
  }
  std::vector<CheckedCSource *> all;
  for (CheckedCSource &source : sources_)
    if (source.session->load(source.path))
      all.push_back(&source);
  readAll(all, "");
  readAgain();
  std::vector<cfacts::Unit> units;
  for (CheckedCSource &source : sources_) {
    reportParseErrors(source);
    if (const SourceFile *file = source.session->load(source.path))
      readControlComments(source.unit.comments, *file, *source.session);
    units.push_back(std::move(source.unit));
  }
  for (const cfacts::LinkedProblem &found : cfacts::link(units))
    report(found.problem, *sources_[found.unit].session);
  for (CheckedCSource &source : sources_)
    reportBareIgnores(*source.session);
}

} // namespace

void checkCSources(llvm::MutableArrayRef<CheckedCSource> sources, const Options &options) {
  CSourceChecker(sources, options).run();
}

} // namespace nogilc::driver
