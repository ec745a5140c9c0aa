// See checked_files.h.
#include "driver/checked_files.h"

#include "driver/c_sources.h"
#include "driver/control_comments.h"
#include "driver/header_truth.h"
#include "driver/paths.h"
#include "driver/pipeline.h"
#include "driver/tasks.h"

#include <llvm/ADT/STLExtras.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace nogilc::driver {

namespace {

/// One file with all that belongs to its check alone: threads share nothing.
struct CheckedFile {
  std::string path;
  Options options;
  std::unique_ptr<Session> session;
  size_t ignored = 0;
};

/// Takes out what comments and the configuration ignore, and reports comments without an effect.
void applyIgnores(CheckedFile &file, const Config &config, bool is_all_understood) {
  DiagnosticEngine &diagnostics = file.session->diagnostics();
  const size_t before = diagnostics.errorCount() + diagnostics.warningCount();
  diagnostics.dropIgnored();
  diagnostics.dropIf([&](const Diagnostic &diagnostic) {
    return llvm::is_contained(config.ignored, diagnostic.id);
  });
  file.ignored = before - diagnostics.errorCount() - diagnostics.warningCount();
  if (is_all_understood)
    if (const SourceFile *source = file.session->load(file.path))
      reportUnusedComments(*source, diagnostics, file.options.checks_headers);
}

void check(CheckedFile &file, const Config &config, const CompileCommands &commands) {
  DiagnosticEngine &diagnostics = file.session->diagnostics();
  PipelineRequest request;
  request.path = file.path;
  request.last = std::min(file.options.phase.value_or(Phase::Gil), Phase::Gil);
  request.dump = file.options.dump;
  request.is_check_only = true;
  const PipelineResult result = runPipeline(*file.session, request);
  if (file.options.checks_headers && !request.dump && request.last == Phase::Gil)
    checkHeaders(*file.session, result.extern_declarations, file.path,
                 headerCommand(file.path, file.options, result.distutils, commands));

  // What an error has kept from being understood could have been what a comment speaks of.
  const bool is_all_understood =
      result.has_reached_end && request.last == Phase::Gil &&
      llvm::all_of(diagnostics.sorted(), [](const Diagnostic &diagnostic) {
        return diagnosticRow(diagnostic.id).severity != Severity::Error ||
               diagnosticGroup(diagnostic.id) == "gil" ||
               diagnosticGroup(diagnostic.id) == "comments";
      });

  applyIgnores(file, config, is_all_understood);
}

/// All the C and C++ sources together: what one calls, another defines.
void checkC(llvm::ArrayRef<CheckedFile *> files, const CheckRequest &request) {
  std::vector<CheckedCSource> sources;
  std::vector<std::unique_ptr<CompileCommand>> made;
  for (CheckedFile *file : files) {
    const CompileCommand *command = findCommand(request.commands, file->path);
    if (!command) {
      made.push_back(
          std::make_unique<CompileCommand>(defaultCompileCommand(file->path, file->options)));
      command = made.back().get();
    }
    sources.push_back({file->path, command, file->session.get(), {}});
  }
  checkCSources(sources, request.options);
  for (CheckedFile *file : files) {
    const bool is_all_understood =
        llvm::none_of(file->session->diagnostics().sorted(), [](const Diagnostic &diagnostic) {
          return diagnostic.id == Diag::CNotParsed;
        });
    applyIgnores(*file, request.configs.of(file->path), is_all_understood);
  }
}

/// Puts the diagnostics of several sessions, in the order of their paths, into one report.
class Merger {
public:
  explicit Merger(std::vector<CheckedFile> &files) : files_(files) {}

  CheckReport run() {
    findFiles();
    for (CheckedFile &file : files_)
      add(file);
    sort();
    return std::move(report_);
  }

private:
  template <typename Visit> static void forEachSpan(Diagnostic &diagnostic, Visit visit) {
    visit(diagnostic.span);
    for (DiagnosticLabel &label : diagnostic.labels)
      visit(label.span);
    for (DiagnosticNote &note : diagnostic.notes)
      visit(note.span);
    for (DiagnosticFix &fix : diagnostic.fixes)
      for (DiagnosticEdit &edit : fix.edits)
        visit(edit.span);
  }

  /// Numbers the files that are spoken of in the order of their paths.
  void findFiles() {
    std::map<std::string, std::pair<Session *, FileId>> found;
    for (CheckedFile &file : files_) {
      SourceManager &sources = file.session->sources();
      for (Diagnostic diagnostic : file.session->diagnostics().sorted())
        forEachSpan(diagnostic, [&](const Span &span) {
          if (span.isValid())
            found.try_emplace(sources.file(span.file).path().str(), file.session.get(), span.file);
        });
    }
    for (const auto &[path, place] : found)
      ids_[path] = report_.sources->take(place.first->sources(), place.second).id();
  }

  void add(CheckedFile &file) {
    SourceManager &sources = file.session->sources();
    for (Diagnostic diagnostic : file.session->diagnostics().sorted()) {
      forEachSpan(diagnostic, [&](Span &span) {
        if (span.isValid())
          span.file = ids_.find(sources.file(span.file).path())->second;
      });
      report_.diagnostics.push_back(std::move(diagnostic));
    }
    report_.dropped += file.session->diagnostics().droppedCount();
    report_.ignored += file.ignored;
    report_.has_system_failed |= file.session->hasSystemFailed();
  }

  /// A .pxd that several modules cimport has its problems once.
  void sort() {
    const auto key = [](const Diagnostic &diagnostic) {
      return std::tuple(diagnostic.span.file, diagnostic.span.begin, diagnostic.span.end,
                        llvm::StringRef(diagnostic.message), diagnostic.id);
    };
    auto &all = report_.diagnostics;
    std::stable_sort(all.begin(), all.end(), [&](const Diagnostic &a, const Diagnostic &b) {
      return std::tuple(a.span.file, a.span.begin, a.span.end) <
             std::tuple(b.span.file, b.span.begin, b.span.end);
    });
    std::vector<Diagnostic> once;
    for (Diagnostic &diagnostic : all) {
      bool is_known = false;
      for (auto at = once.rbegin(); at != once.rend() && at->span == diagnostic.span; ++at)
        is_known |= key(*at) == key(diagnostic);
      if (!is_known)
        once.push_back(std::move(diagnostic));
    }
    all = std::move(once);
  }

  std::vector<CheckedFile> &files_;
  llvm::StringMap<FileId> ids_;
  CheckReport report_;
};

} // namespace

size_t CheckReport::count(Severity severity) const {
  return static_cast<size_t>(llvm::count_if(
      diagnostics, [&](const Diagnostic &diagnostic) { return diagnostic.severity == severity; }));
}

CheckReport checkFiles(const CheckRequest &request) {
  std::vector<CheckedFile> files(request.paths.size());
  std::vector<CheckedFile *> c_files;
  std::vector<Task> tasks;
  for (size_t i = 0; i < files.size(); ++i) {
    CheckedFile &file = files[i];
    file.path = request.paths[i];
    const Config &config = request.configs.of(file.path);
    file.options = withConfig(request.options, config);
    file.session = std::make_unique<Session>(file.options, request.overlay);
    if (isCSource(file.path)) {
      c_files.push_back(&file);
      continue;
    }
    tasks.push_back([&file, &config, &request] {
      check(file, config, request.commands);
      return true;
    });
  }
  // Products are printed one after the other.
  runTasks(tasks, request.options.dump ? 1 : request.options.jobs);
  checkC(c_files, request);
  return Merger(files).run();
}

} // namespace nogilc::driver
