// See truth.h. The run of Clang; what is compared is in truth_compare.h and truth_gil.h.
#include "headers/truth.h"

#include "headers/invocation.h"
#include "headers/truth_compare.h"
#include "headers/truth_gil.h"

#include <clang/Basic/DiagnosticSema.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Sema/SemaConsumer.h>
#include <clang/Tooling/Tooling.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/VirtualFileSystem.h>

namespace nogilc::headers {

using cfacts::HeaderFinding;
using cfacts::RequestPlace;

namespace {

/// What Clang says: of probes which, of headers what.
class TruthErrors : public clang::DiagnosticConsumer {
public:
  struct Error {
    clang::FullSourceLoc place;
    std::string text;
  };

  explicit TruthErrors(Probes &probes) : probes_(probes) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                        const clang::Diagnostic &info) override {
    clang::DiagnosticConsumer::HandleDiagnostic(level, info);
    // GCC's `malloc (free_it)`, in its own headers: the attribute is left out, and all else is
    // there.
    if (level < clang::DiagnosticsEngine::Error ||
        info.getID() == clang::diag::err_attribute_wrong_number_arguments)
      return;
    is_fatal_ |= level == clang::DiagnosticsEngine::Fatal;
    if (info.hasSourceManager() && info.getLocation().isValid()) {
      const clang::SourceManager &manager = info.getSourceManager();
      const auto [file, offset] = manager.getDecomposedExpansionLoc(info.getLocation());
      if (probes_.file.isValid()) {
        if (file == probes_.file)
          probes_.failed.insert(manager.getLineNumber(file, offset));
        return;
      }
      if (!first_) {
        llvm::SmallString<128> text;
        info.FormatDiagnostic(text);
        first_ = Error{clang::FullSourceLoc(info.getLocation(), manager), text.str().str()};
      }
    } else if (!first_) {
      llvm::SmallString<128> text;
      info.FormatDiagnostic(text);
      first_ = Error{{}, text.str().str()};
    }
    ++count_;
  }

  const std::optional<Error> &first() const { return first_; }
  size_t count() const { return count_; }
  /// Clang has given up: what it did not say is no answer.
  bool isFatal() const { return is_fatal_; }

private:
  Probes &probes_;
  std::optional<Error> first_;
  size_t count_ = 0;
  bool is_fatal_ = false;
};

struct Run {
  const TruthRequest &request;
  FileNames names;
  Probes probes;
  std::vector<uint32_t> verbatim; ///< offsets in the main file
  TruthErrors errors;
  cfacts::HeaderReport report;

  explicit Run(const TruthRequest &request)
      : request(request), probes(request.what), errors(probes) {}
};

class TruthConsumer : public clang::SemaConsumer {
public:
  TruthConsumer(Run &run, clang::CompilerInstance &compiler) : run_(run), compiler_(compiler) {}

  void InitializeSema(clang::Sema &sema) override { sema_ = &sema; }

  void HandleTranslationUnit(clang::ASTContext &context) override {
    const SourcePlaces places(context, run_.names);
    Truth truth{run_.probes,
                *sema_,
                compiler_.getPreprocessor(),
                context,
                places,
                run_.verbatim,
                run_.errors.count() != 0,
                run_.report.findings,
                llvm::DenseSet<uint32_t>(),
                llvm::DenseMap<size_t, const clang::FunctionDecl *>(),
                {}};
    reportMissingHeaders(truth);
    reportErrors(truth);
    if (!run_.errors.isFatal() && isReached(context)) {
      compareDeclarations(truth);
      checkNogilDeclarations(truth);
    }
    run_.report.is_complete =
        truth.missing_includes.empty() && !truth.has_errors && isReached(context);
    noteFiles(context);
  }

private:
  /// One finding: a wrong search path loses many headers at once.
  void reportMissingHeaders(Truth &truth) {
    const cfacts::HeaderRequest &request = run_.request.what;
    HeaderFinding *finding = nullptr;
    for (size_t i = 0; i < request.includes.size(); ++i) {
      const std::string name = probeName("missing", i);
      if (truth.context.getTranslationUnitDecl()->lookup(&truth.context.Idents.get(name)).empty())
        continue;
      truth.missing_includes.insert(static_cast<uint32_t>(i));
      const std::string header = llvm::StringRef(request.includes[i].header).trim("<>").str();
      const RequestPlace place{RequestPlace::Kind::Include, static_cast<uint32_t>(i), 0};
      if (!finding) {
        finding = &run_.report.findings.emplace_back();
        finding->slug = "header-not-found";
        finding->at = place;
        finding->arguments = {header};
        continue;
      }
      finding->remarks.push_back({{}, {place}, "neither is `" + header + "`"});
    }
  }

  bool isReached(clang::ASTContext &context) const {
    return run_.probes.file.isValid() && run_.probes.holds(kReached) &&
           !context.getTranslationUnitDecl()->lookup(&context.Idents.get(kReached)).empty();
  }

  void reportErrors(Truth &truth) {
    if (!run_.errors.first()) {
      if (isReached(truth.context))
        return;
      HeaderFinding &finding = run_.report.findings.emplace_back();
      finding.slug = "header-not-parsed";
      finding.at = {RequestPlace::Kind::Include, 0, 0};
      finding.arguments = {"one of them opens a bracket that nothing closes"};
      return;
    }
    // The C code of a block may include what is missing as well.
    if (run_.errors.isFatal() && !truth.missing_includes.empty())
      return;
    HeaderFinding &finding = run_.report.findings.emplace_back();
    finding.slug = "header-not-parsed";
    finding.at = {RequestPlace::Kind::Include, includeOf(run_.errors.first()->place), 0};
    finding.arguments = {run_.errors.first()->text};
    if (run_.errors.first()->place.isValid())
      truth.note(finding, clang::SourceLocation(run_.errors.first()->place), "it says so here");
    if (run_.errors.count() > 1) {
      HeaderFinding::Remark &remark = finding.remarks.emplace_back();
      remark.text = std::to_string(run_.errors.count() - 1) + " more errors follow";
    }
  }

  /// The include of the main file through which a place was reached.
  uint32_t includeOf(clang::FullSourceLoc place) const {
    if (place.isInvalid())
      return 0;
    const clang::SourceManager &manager = place.getManager();
    clang::SourceLocation at = manager.getExpansionLoc(place);
    while (manager.getFileID(at) != manager.getMainFileID()) {
      at = manager.getIncludeLoc(manager.getFileID(at));
      if (at.isInvalid())
        return 0;
    }
    const uint32_t offset = manager.getFileOffset(at);
    // An include stands before its own C code, and behind that of the one before.
    const auto &offsets = run_.verbatim;
    return static_cast<uint32_t>(std::upper_bound(offsets.begin(), offsets.end(), offset) -
                                 offsets.begin()) -
           (isVerbatim(manager, at) ? 1 : 0);
  }

  bool isVerbatim(const clang::SourceManager &manager, clang::SourceLocation at) const {
    const llvm::StringRef text =
        manager.getBufferData(manager.getMainFileID()).take_front(manager.getFileOffset(at));
    return !text.substr(text.rfind('\n') + 1).starts_with("#include") ||
           !text.drop_back(text.size() - text.rfind('\n')).rtrim().ends_with(")");
  }

  void noteFiles(const clang::ASTContext &context) {
    const clang::SourceManager &manager = context.getSourceManager();
    for (auto at = manager.fileinfo_begin(); at != manager.fileinfo_end(); ++at) {
      llvm::SmallString<256> path(at->first.getName());
      if (at->first == manager.getFileEntryRefForID(manager.getMainFileID()))
        continue;
      if (!llvm::sys::path::is_absolute(path)) {
        path = run_.request.directory;
        llvm::sys::path::append(path, at->first.getName());
      }
      run_.report.files.push_back(path.str().str());
    }
    llvm::sort(run_.report.files);
  }

  Run &run_;
  clang::CompilerInstance &compiler_;
  clang::Sema *sema_ = nullptr;
};

class TruthAction : public clang::ASTFrontendAction {
public:
  explicit TruthAction(Run &run) : run_(run), pragma_(run.probes) {}

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &compiler,
                                                        llvm::StringRef) override {
    compiler.getPreprocessor().AddPragmaHandler(&pragma_);
    return std::make_unique<TruthConsumer>(run_, compiler);
  }

  void EndSourceFileAction() override {
    getCompilerInstance().getPreprocessor().RemovePragmaHandler(&pragma_);
  }

private:
  Run &run_;
  ProbePragma pragma_;
};

/// As a module is compiled, whatever the command was for.
std::vector<std::string> commandFor(const TruthRequest &request, const std::string &main) {
  std::vector<std::string> command;
  for (size_t i = 0; i < request.command.size(); ++i) {
    const llvm::StringRef option = request.command[i];
    if (option == "-x") {
      ++i;
      continue;
    }
    const bool is_of_c = option.starts_with("-std=") && !option.contains("++");
    if (!is_of_c && option != "-fno-exceptions")
      command.push_back(option.str());
  }
  llvm::append_range(command, std::vector<std::string>{"-fexceptions", "-ferror-limit=0",
                                                       "-fno-spell-checking", "-x", "c++", main});
  return adjustedCommand(command);
}

} // namespace

cfacts::HeaderReport compareHeaders(const TruthRequest &request) {
  Run run(request);
  llvm::SmallString<256> main(request.folder);
  llvm::sys::path::append(main, "nogilc_headers.cpp");
  run.names = {request.directory, request.root, main.str().str()};

  llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> memory(new llvm::vfs::InMemoryFileSystem);
  memory->addFile(main, 0,
                  llvm::MemoryBuffer::getMemBufferCopy(includesText(request.what, run.verbatim)));
  llvm::IntrusiveRefCntPtr<llvm::vfs::OverlayFileSystem> system(
      new llvm::vfs::OverlayFileSystem(llvm::vfs::getRealFileSystem()));
  system->pushOverlay(memory);
  clang::FileSystemOptions options;
  options.WorkingDir = request.directory;
  llvm::IntrusiveRefCntPtr<clang::FileManager> files(new clang::FileManager(options, system));
  clang::tooling::ToolInvocation invocation(commandFor(request, run.names.main_file),
                                            std::make_unique<TruthAction>(run), files.get());
  invocation.setDiagnosticConsumer(&run.errors);
  invocation.run();
  if (run.report.findings.empty() && run.errors.first() && !run.report.is_complete) {
    // Clang did not even begin: an option that it does not know.
    HeaderFinding &finding = run.report.findings.emplace_back();
    finding.slug = "header-not-parsed";
    finding.at = {RequestPlace::Kind::Include, 0, 0};
    finding.arguments = {run.errors.first()->text};
  }
  return std::move(run.report);
}

} // namespace nogilc::headers
