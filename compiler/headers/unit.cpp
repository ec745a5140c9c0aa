// See unit.h.
#include "headers/unit.h"

#include "headers/flow.h"
#include "headers/invocation.h"

#include <clang/AST/ASTConsumer.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Tooling/Tooling.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringSwitch.h>

namespace nogilc::headers {

namespace {

/// Whoever writes `[[clang::annotate("nogilc::nogil")]]` before a function says that it is called
/// without the GIL.
constexpr llvm::StringLiteral kNogilAnnotation = "nogilc::nogil";
/// And `nogilc::trusted`, that a person has seen that it needs no GIL.
constexpr llvm::StringLiteral kTrustedAnnotation = "nogilc::trusted";

bool isAnnotated(const clang::FunctionDecl &function, llvm::StringRef text) {
  return llvm::any_of(function.specific_attrs<clang::AnnotateAttr>(),
                      [&](const auto *annotation) { return annotation->getAnnotation() == text; });
}

/// Where the statements of the project's files begin and end: what comments are about.
class StatementFinder : public clang::RecursiveASTVisitor<StatementFinder> {
public:
  StatementFinder(const SourcePlaces &places, std::vector<cfacts::Place> &found)
      : places_(places), found_(found) {}

  bool VisitCompoundStmt(clang::CompoundStmt *block) {
    for (const clang::Stmt *statement : block->body())
      add(statement->getSourceRange());
    return true;
  }
  bool VisitFunctionDecl(clang::FunctionDecl *function) {
    add(function->getSourceRange());
    return true;
  }

private:
  void add(clang::SourceRange range) {
    if (!range.isValid() || !places_.isOwn(range.getBegin()))
      return;
    cfacts::Place place = places_.place(range);
    // What a macro wrote is as long as the macro's call.
    if (range.getEnd().isMacroID())
      place.end =
          std::max(place.end,
                   places_.place(places_.manager().getExpansionRange(range.getEnd()).getEnd()).end);
    found_.push_back(std::move(place));
  }

  const SourcePlaces &places_;
  std::vector<cfacts::Place> &found_;
};

class CommentCollector : public clang::CommentHandler {
public:
  bool HandleComment(clang::Preprocessor &preprocessor, clang::SourceRange range) override {
    const clang::SourceManager &manager = preprocessor.getSourceManager();
    const clang::CharSourceRange characters = clang::CharSourceRange::getCharRange(range);
    const llvm::StringRef text =
        clang::Lexer::getSourceText(characters, manager, preprocessor.getLangOpts());
    if (text.drop_front(std::min<size_t>(2, text.size())).ltrim().starts_with("nogilc:"))
      ranges_.push_back(range);
    return false;
  }

  llvm::ArrayRef<clang::SourceRange> ranges() const { return ranges_; }

private:
  std::vector<clang::SourceRange> ranges_;
};

/// Every function of the project's files that has a body, templates as they are used.
class FunctionFinder : public clang::RecursiveASTVisitor<FunctionFinder> {
public:
  FunctionFinder(Program &program, std::vector<cfacts::ThreadEntry> &entries)
      : program_(program), entries_(entries) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitFunctionDecl(clang::FunctionDecl *function) {
    if (!function->isThisDeclarationADefinition() ||
        !program_.places.isOwn(function->getLocation()))
      return true;
    program_.summary(*function);
    if (isAnnotated(*function, kNogilAnnotation))
      entries_.push_back({program_.places.key(*function),
                          program_.places.place(function->getLocation()),
                          "it says `" + kNogilAnnotation.str() + "`"});
    return true;
  }

private:
  Program &program_;
  std::vector<cfacts::ThreadEntry> &entries_;
};

class Collector : public clang::ASTConsumer {
public:
  Collector(const UnitRequest &request, const CommentCollector &comments, cfacts::Unit &unit)
      : request_(request), comments_(comments), unit_(unit) {}

  void HandleTranslationUnit(clang::ASTContext &context) override {
    const SourcePlaces places(context, request_.names);
    Program program(context, places, request_.effects);
    FunctionFinder(program, program.entries).TraverseDecl(context.getTranslationUnitDecl());
    for (const auto &[function, summary] : program.functions)
      addFunction(program, *function, *summary);
    unit_.entries = std::move(program.entries);
    dropUseless();
    addComments(context, places);
    countLines(context, places);
  }

private:
  void addFunction(const Program &program, const clang::FunctionDecl &function,
                   const Summary &summary) {
    unit_.functions.push_back(functionFacts(program, function, summary));
    if (unit_.functions.back().is_own)
      llvm::append_range(unit_.problems, summary.problems);
  }

  /// Most functions of headers have nothing to do with the GIL: only those stay that may need it,
  /// by themselves, through calls, or through functions of other sources.
  void dropUseless() {
    llvm::StringMap<std::vector<size_t>> callers;
    llvm::StringMap<size_t> defined;
    for (size_t i = 0; i < unit_.functions.size(); ++i) {
      defined[unit_.functions[i].key] = i;
      for (const cfacts::Use &use : unit_.functions[i].uses) {
        if (!use.callee.empty())
          callers[use.callee].push_back(i);
        if (!use.argument.empty())
          callers[use.argument].push_back(i);
      }
    }
    // A call of a method leads to what overrides it.
    for (const cfacts::Function &function : unit_.functions)
      for (const std::string &base : function.overrides)
        llvm::append_range(callers[function.key], std::vector<size_t>(callers[base]));
    std::vector<bool> is_useful(unit_.functions.size());
    std::vector<size_t> queue;
    const auto keep = [&](size_t function) {
      if (!is_useful[function]) {
        is_useful[function] = true;
        queue.push_back(function);
      }
    };
    for (size_t i = 0; i < unit_.functions.size(); ++i) {
      const cfacts::Function &function = unit_.functions[i];
      const bool is_interesting = llvm::any_of(function.uses, [&](const cfacts::Use &use) {
        return use.kind == cfacts::Use::Kind::Needs || use.kind == cfacts::Use::Kind::Callback ||
               (!use.callee.empty() && !defined.contains(use.callee));
      });
      if (is_interesting || !function.overrides.empty() || function.effect != cfacts::Effect::None)
        keep(i);
    }
    while (!queue.empty()) {
      const size_t function = queue.back();
      queue.pop_back();
      for (size_t caller : callers[unit_.functions[function].key])
        keep(caller);
    }
    std::vector<cfacts::Function> kept;
    for (size_t i = 0; i < unit_.functions.size(); ++i)
      if (is_useful[i])
        kept.push_back(std::move(unit_.functions[i]));
    unit_.functions = std::move(kept);
  }

  void addComments(clang::ASTContext &context, const SourcePlaces &places) {
    if (comments_.ranges().empty())
      return;
    std::vector<cfacts::Place> statements;
    StatementFinder(places, statements).TraverseDecl(context.getTranslationUnitDecl());
    for (const clang::SourceRange &range : comments_.ranges()) {
      if (!places.isOwn(range.getBegin()))
        continue;
      const clang::SourceManager &manager = context.getSourceManager();
      const auto [file, begin] = manager.getDecomposedLoc(range.getBegin());
      const auto [end_file, end] = manager.getDecomposedLoc(range.getEnd());
      if (file != end_file)
        continue;
      const llvm::StringRef text = manager.getBufferData(file);
      cfacts::Comment comment;
      comment.place = {places.fileOf(range.getBegin()), begin, end};
      // Another comment may follow on the line.
      comment.text =
          text.slice(begin + 2, end).ltrim().drop_front(7).split("//").first.trim().str();
      if (text.slice(begin, end).starts_with("/*"))
        comment.text = llvm::StringRef(comment.text).drop_back(2).rtrim().str();
      comment.covered = coveredBy(comment.place, text, statements);
      unit_.comments.push_back(std::move(comment));
    }
  }

  /// The line of a comment and the statements that begin on it; or, of one that is alone on its
  /// line, the next statement.
  static cfacts::Place coveredBy(const cfacts::Place &comment, llvm::StringRef text,
                                 llvm::ArrayRef<cfacts::Place> statements) {
    const size_t line = text.take_front(comment.begin).rfind('\n') + 1;
    const size_t next = std::min(text.find('\n', comment.end), text.size());
    cfacts::Place covered{comment.file, static_cast<uint32_t>(line), static_cast<uint32_t>(next)};
    const bool is_alone = text.slice(line, comment.begin).trim().empty();
    const cfacts::Place *following = nullptr;
    for (const cfacts::Place &statement : statements) {
      if (statement.file != comment.file)
        continue;
      if (!is_alone && statement.begin >= line && statement.begin < next)
        covered.end = std::max(covered.end, statement.end);
      if (is_alone && statement.begin >= comment.end &&
          (!following || statement.begin < following->begin ||
           (statement.begin == following->begin && statement.end > following->end)))
        following = &statement;
    }
    if (following)
      covered.end = std::max(covered.end, following->end);
    return covered;
  }

  void countLines(const clang::ASTContext &context, const SourcePlaces &places) {
    const clang::SourceManager &manager = context.getSourceManager();
    for (auto at = manager.fileinfo_begin(); at != manager.fileinfo_end(); ++at) {
      const clang::FileID id = manager.translateFile(at->first);
      if (id.isValid() && places.isOwn(manager.getLocForStartOfFile(id)))
        unit_.line_count += manager.getBufferData(id).count('\n');
    }
  }

  const UnitRequest &request_;
  const CommentCollector &comments_;
  cfacts::Unit &unit_;
};

class Action : public clang::ASTFrontendAction {
public:
  Action(const UnitRequest &request, cfacts::Unit &unit) : request_(request), unit_(unit) {}

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &compiler,
                                                        llvm::StringRef) override {
    compiler.getPreprocessor().addCommentHandler(&comments_);
    return std::make_unique<Collector>(request_, comments_, unit_);
  }

private:
  const UnitRequest &request_;
  cfacts::Unit &unit_;
  CommentCollector comments_;
};

void addOverridden(const SourcePlaces &places, const clang::CXXMethodDecl &method,
                   cfacts::Function &added) {
  for (const clang::CXXMethodDecl *base : method.overridden_methods()) {
    added.overrides.push_back(places.key(*base));
    addOverridden(places, *base, added);
  }
}

} // namespace

cfacts::Function functionFacts(const Program &program, const clang::FunctionDecl &function,
                               const Summary &summary) {
  const SourcePlaces &places = program.places;
  cfacts::Function facts;
  facts.key = places.key(function);
  facts.name = places.name(function);
  facts.place = places.place(function.getLocation());
  facts.effect = summary.effect;
  facts.is_external = function.isExternallyVisible();
  facts.is_own = places.isOwn(function.getLocation());
  if (!isAnnotated(function, kTrustedAnnotation))
    facts.uses = summary.uses;
  if (const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(&function))
    addOverridden(places, *method, facts);
  return facts;
}

cfacts::Unit readUnit(const UnitRequest &request) {
  cfacts::Unit unit;
  clang::FileSystemOptions options;
  options.WorkingDir = request.names.directory;
  llvm::IntrusiveRefCntPtr<clang::FileManager> files(new clang::FileManager(options));
  ErrorCollector errors;
  clang::tooling::ToolInvocation invocation(adjustedCommand(request.command),
                                            std::make_unique<Action>(request, unit), files.get());
  invocation.setDiagnosticConsumer(&errors);
  invocation.run();
  unit.error_count = errors.getNumErrors();
  for (const ErrorCollector::Error &error : errors.errors()) {
    cfacts::Place place;
    if (error.is_in_main)
      place = {request.names.main_file, error.offset, error.offset + 1};
    std::string text = error.text;
    if (!error.is_in_main && !error.file.empty())
      text += " (in `" + error.file + "`)";
    unit.parse_errors.push_back({std::move(place), std::move(text)});
  }
  return unit;
}

} // namespace nogilc::headers
