// See bindgen.h. Runs Clang twice over a text that includes the headers: first to find out which
// language they are and which macros they define, then with a variable for each macro, whose type
// and value Clang works out.
#include "headers/bindgen.h"

#include "headers/bindgen_context.h"
#include "headers/invocation.h"

#include <clang/AST/ASTConsumer.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Tooling/Tooling.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/VirtualFileSystem.h>

namespace nogilc::headers {

namespace path = llvm::sys::path;
namespace vfs = llvm::vfs;

namespace {

/// What a run of Clang is for.
using Work =
    std::function<void(clang::ASTContext &, clang::Preprocessor &, const HeaderFiles::Repeated &)>;

/// Hears of includes that are passed over, because the header has been read.
class RepeatedHeaders : public clang::PPCallbacks {
public:
  RepeatedHeaders(const clang::SourceManager &sources, HeaderFiles::Repeated &found)
      : sources_(sources), found_(found) {}

  void FileSkipped(const clang::FileEntryRef &file, const clang::Token &name,
                   clang::SrcMgr::CharacteristicKind) override {
    if (sources_.isInMainFile(name.getLocation()))
      found_.emplace_back(sources_.getSpellingLineNumber(name.getLocation()), &file.getFileEntry());
  }

private:
  const clang::SourceManager &sources_;
  HeaderFiles::Repeated &found_;
};

class Consumer : public clang::ASTConsumer {
public:
  Consumer(const Work &work, clang::Preprocessor &preprocessor)
      : work_(work), preprocessor_(preprocessor) {
    preprocessor.addPPCallbacks(
        std::make_unique<RepeatedHeaders>(preprocessor.getSourceManager(), repeated_));
  }
  void HandleTranslationUnit(clang::ASTContext &context) override {
    work_(context, preprocessor_, repeated_);
  }

private:
  const Work &work_;
  clang::Preprocessor &preprocessor_;
  HeaderFiles::Repeated repeated_;
};

class Action : public clang::ASTFrontendAction {
public:
  explicit Action(const Work &work) : work_(work) {}
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &compiler,
                                                        llvm::StringRef) override {
    return std::make_unique<Consumer>(work_, compiler.getPreprocessor());
  }

private:
  const Work &work_;
};

class Binder {
public:
  Binder(const cfacts::BindingsRequest &request, cfacts::Bindings &result)
      : request_(request), result_(result) {}

  void run() {
    if (!findLanguage())
      return;
    runClang(includes() + macros_.probes(is_cpp_),
             [&](clang::ASTContext &context, clang::Preprocessor &preprocessor,
                 const HeaderFiles::Repeated &repeated) {
               const FileNames names{request_.directory, request_.directory, mainFile()};
               const SourcePlaces places(context, names);
               const HeaderFiles headers(context.getSourceManager(), request_, repeated);
               BindContext ctx(context, preprocessor, places, headers, request_, result_);
               if (request_.is_for_module)
                 bindWanted(ctx);
               else
                 bindAll(ctx);
               writeText(ctx);
               noteFiles(context.getSourceManager());
             });
  }

private:
  std::string mainFile() const {
    llvm::SmallString<256> file(request_.directory);
    path::append(file, is_cpp_ ? "nogilc-bindgen.cpp" : "nogilc-bindgen.c");
    return file.str().str();
  }

  std::string includes() const {
    std::string text;
    for (const auto *headers : {&request_.earlier, &request_.headers})
      for (const std::string &header : *headers) {
        llvm::SmallString<256> file(request_.directory);
        path::append(file, header);
        const bool is_path = path::is_absolute(header) || llvm::sys::fs::exists(file);
        const llvm::StringRef bare = llvm::StringRef(header).trim("<>");
        text += is_path ? ("#include \"" + header + "\"\n") : ("#include <" + bare + ">\n").str();
      }
    return text;
  }

  std::vector<ErrorCollector::Error> runClang(const std::string &text, const Work &work) {
    const auto memory = llvm::makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
    memory->addFile(mainFile(), 0, llvm::MemoryBuffer::getMemBuffer(text));
    const auto system = llvm::makeIntrusiveRefCnt<vfs::OverlayFileSystem>(vfs::getRealFileSystem());
    system->pushOverlay(memory);
    clang::FileSystemOptions options;
    options.WorkingDir = request_.directory;
    llvm::IntrusiveRefCntPtr<clang::FileManager> files(new clang::FileManager(options, system));
    std::vector<std::string> command = adjustedCommand(request_.command);
    command.insert(command.end(), {"-ferror-limit=0", "-fno-spell-checking", "-x",
                                   is_cpp_ ? "c++" : "c", mainFile()});
    // The C++ compiler that reads the header in the end always has it.
    if (!is_cpp_)
      command.push_back("-D_GNU_SOURCE");
    ErrorCollector errors;
    clang::tooling::ToolInvocation invocation(command, std::make_unique<Action>(work), files.get());
    invocation.setDiagnosticConsumer(&errors);
    invocation.run();
    return errors.errors().vec();
  }

  /// A header with an ambiguous name is C if it can be read as C; then, what it calls a function is
  /// one that throws no C++ exceptions.
  bool findLanguage() {
    const bool is_named_cpp = llvm::any_of(request_.headers, [](llvm::StringRef header) {
      const llvm::StringRef extension = path::extension(header.trim("<>"));
      return extension == ".hpp" || extension == ".hh" || extension == ".hxx" ||
             extension == ".H" || extension == ".h++" || extension.empty();
    });
    is_cpp_ = request_.language == "c++" || (request_.language.empty() && is_named_cpp);
    std::vector<ErrorCollector::Error> errors = collect();
    if (!errors.empty() && request_.language.empty() && !is_cpp_) {
      is_cpp_ = true;
      std::vector<ErrorCollector::Error> second = collect();
      // What is wrong in both languages is told of the first.
      if (second.empty())
        errors.clear();
      else if (errors.front().text == second.front().text)
        is_cpp_ = false;
      else
        errors = std::move(second);
    }
    for (const ErrorCollector::Error &error : errors)
      result_.errors.push_back({error.is_in_main ? "" : error.file, error.line, error.text});
    return errors.empty();
  }

  std::vector<ErrorCollector::Error> collect() {
    return runClang(includes(), [&](clang::ASTContext &context, clang::Preprocessor &preprocessor,
                                    const HeaderFiles::Repeated &repeated) {
      const HeaderFiles headers(context.getSourceManager(), request_, repeated);
      macros_ =
          collectMacros(preprocessor, [&](clang::SourceLocation location, llvm::StringRef name) {
            return request_.is_for_module ? llvm::is_contained(request_.wanted, name)
                                          : headers.isSelected(location);
          });
    });
  }

  // ---- what is declared ----

  void bindAll(BindContext &ctx) {
    std::vector<const clang::NamedDecl *> found;
    collectDeclarations(ctx, *ctx.ast.getTranslationUnitDecl(), found);
    // Ordinary names come first: a struct that is called like a function gives way.
    for (const clang::NamedDecl *decl : found)
      if (!llvm::isa<clang::TagDecl, clang::TemplateDecl>(decl) && decl->getIdentifier())
        ctx.names.claim(*decl->getCanonicalDecl(), decl->getName(), "");
    for (unsigned header = 0; header < request_.headers.size(); ++header) {
      declareMacros(ctx, macros_, header);
      for (const clang::NamedDecl *decl : found)
        if (ctx.headers.headerOf(decl->getLocation()) == header)
          declare(ctx, *decl);
    }
  }

  void collectDeclarations(BindContext &ctx, const clang::DeclContext &scope,
                           std::vector<const clang::NamedDecl *> &found) {
    for (const clang::Decl *decl : scope.decls()) {
      if (const auto *linkage = llvm::dyn_cast<clang::LinkageSpecDecl>(decl)) {
        collectDeclarations(ctx, *linkage, found);
        continue;
      }
      if (const auto *space = llvm::dyn_cast<clang::NamespaceDecl>(decl)) {
        if (!space->isAnonymousNamespace())
          collectDeclarations(ctx, *space, found);
        continue;
      }
      const auto *named = llvm::dyn_cast<clang::NamedDecl>(decl);
      if (!named || decl->isImplicit() || !ctx.headers.isSelected(decl->getLocation()))
        continue;
      const auto *tag = llvm::dyn_cast<clang::TagDecl>(decl);
      // Of `typedef struct {...} T` the typedef tells; an enum without a name has items.
      const bool has_name = named->getIdentifier() != nullptr;
      if (llvm::isa<clang::ClassTemplateSpecializationDecl, clang::CXXMethodDecl, clang::UsingDecl,
                    clang::UsingDirectiveDecl, clang::UsingShadowDecl>(named))
        continue;
      if (const auto *function = named->getAsFunction(); function && !has_name) {
        if (function->isOverloadedOperator() && ctx.request.match_names.empty())
          found.push_back(named);
        continue;
      }
      if (tag && !has_name &&
          (tag->getTypedefNameForAnonDecl() || !llvm::isa<clang::EnumDecl>(tag)))
        continue;
      if (!tag && !has_name)
        continue;
      if (has_name && (named->getName().starts_with("__") || !ctx.isSelectedName(named->getName())))
        continue;
      found.push_back(named);
    }
  }

  void declare(BindContext &ctx, const clang::NamedDecl &decl) {
    if (const auto *function = llvm::dyn_cast<clang::FunctionDecl>(&decl))
      declareFunction(ctx, *function);
    else if (const auto *variable = llvm::dyn_cast<clang::VarDecl>(&decl))
      declareVariable(ctx, *variable);
    else if (const auto *type = llvm::dyn_cast<clang::TypedefNameDecl>(&decl))
      needTypedef(ctx, *type);
    else if (const auto *tag = llvm::dyn_cast<clang::TagDecl>(&decl))
      needTag(ctx, *tag);
    else if (const auto *pattern = llvm::dyn_cast<clang::TemplateDecl>(&decl))
      declareTemplate(ctx, *pattern);
  }

  void bindWanted(BindContext &ctx) {
    for (const std::string &name : request_.wanted)
      if (bindName(ctx, name))
        result_.found.push_back(name);
  }

  bool bindName(BindContext &ctx, const std::string &name) {
    if (declareMacro(ctx, macros_, name))
      return true;
    // What the .pxd files of nogilc have is the same type for all.
    for (const char *word : {"", "struct ", "union ", "enum "})
      if (!cimportKnown(ctx, word + name).empty())
        return true;
    const clang::IdentifierInfo &identifier = ctx.ast.Idents.get(name);
    const size_t before = ctx.items.size();
    const size_t omitted = result_.omissions.size();
    bool has_any = false;
    // The ordinary name counts, if a tag has the same.
    for (const bool is_tag : {false, true}) {
      for (const clang::NamedDecl *decl : ctx.ast.getTranslationUnitDecl()->lookup(&identifier)) {
        const bool is_overload = has_any && llvm::isa<clang::FunctionDecl>(decl);
        if (llvm::isa<clang::TagDecl>(decl) != is_tag || (has_any && !is_overload))
          continue;
        if (const auto *constant = llvm::dyn_cast<clang::EnumConstantDecl>(decl))
          needTag(ctx, *llvm::cast<clang::EnumDecl>(constant->getDeclContext()));
        else
          declare(ctx, *decl);
        has_any = true;
      }
    }
    return has_any && (ctx.items.size() > before || result_.omissions.size() == omitted);
  }

  // ---- the text ----

  void writeText(BindContext &ctx) {
    std::string &text = result_.text;
    for (const auto &[module, names] : ctx.cimports)
      text += "from " + module + " cimport " + llvm::join(names, ", ") + "\n";
    const BoundItem *last = nullptr;
    bool was_long = false;
    // Functions that need the GIL come last: nothing depends on them, and other blocks stay whole.
    for (const bool is_last : {false, true}) {
      for (const BoundItem &item : ctx.items) {
        if ((item.needs_gil && item.is_function) != is_last)
          continue;
        const bool is_new = !last || last->header != item.header ||
                            needsGil(*last) != needsGil(item) ||
                            last->cpp_namespace != item.cpp_namespace;
        const bool is_long = item.lines.size() > 1;
        if (is_new) {
          text += std::string(text.empty() ? "" : "\n") + "cdef extern from \"" +
                  headerText(ctx, item.header) + "\"" +
                  (item.cpp_namespace.empty() ? "" : " namespace \"" + item.cpp_namespace + "\"") +
                  (needsGil(item) ? ":\n" : " nogil:\n");
        } else if (is_long || was_long) {
          text += "\n";
        }
        for (const std::string &line : item.lines)
          text += line.empty() ? "\n" : "    " + line + "\n";
        last = &item;
        was_long = is_long;
      }
    }
  }

  /// What a module takes is as `nogil` as its block says; what needs the GIL never is.
  bool needsGil(const BoundItem &item) const {
    return item.needs_gil || (request_.is_for_module &&
                              !llvm::is_contained(request_.nogil, request_.headers[item.header]));
  }

  /// As C finds it from any folder, if a folder of the search path has it.
  std::string headerText(BindContext &ctx, unsigned header) {
    const std::string &written = request_.headers[header];
    if (!path::is_absolute(written))
      return written;
    if (auto file = ctx.sources.getFileManager().getOptionalFileRef(written)) {
      bool is_angled = false;
      auto &search = const_cast<clang::Preprocessor &>(ctx.preprocessor).getHeaderSearchInfo();
      const std::string found =
          search.suggestPathToFileForDiagnostics(*file, mainFile(), &is_angled);
      return found.empty() ? written : found;
    }
    return written;
  }

  void noteFiles(const clang::SourceManager &sources) {
    for (auto at = sources.fileinfo_begin(); at != sources.fileinfo_end(); ++at)
      if (at->first.getName() != mainFile())
        result_.files.push_back(at->first.getName().str());
    llvm::sort(result_.files);
  }

  const cfacts::BindingsRequest &request_;
  cfacts::Bindings &result_;
  bool is_cpp_ = false;
  MacroTable macros_;
};

} // namespace

cfacts::Bindings bindHeaders(const cfacts::BindingsRequest &request) {
  cfacts::Bindings result;
  Binder(request, result).run();
  return result;
}

} // namespace nogilc::headers
