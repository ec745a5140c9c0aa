// See known_types.h.
#include "driver/known_types.h"

#include "driver/paths.h"
#include "parse/parse.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>

namespace nogilc::driver {

namespace {

using namespace syntax;

class Collector {
public:
  explicit Collector(std::vector<cfacts::KnownType> &found) : found_(found) {}

  void read(const std::string &path, const std::string &module) {
    Interner interner;
    AstContext ast(interner);
    SourceManager sources;
    DiagnosticEngine diagnostics;
    llvm::Expected<const SourceFile *> file = sources.load(path);
    if (!file)
      return llvm::consumeError(file.takeError());
    parse::ParseOptions options;
    options.file_kind = FileKind::Pxd;
    module_ = module;
    for (const Stmt *stmt : parse::parseModule(**file, options, ast, diagnostics)->body)
      if (auto *block = llvm::dyn_cast<ExternBlock>(stmt))
        collect(block->body, block->has_namespace ? block->cpp_namespace : llvm::StringRef());
  }

private:
  void collect(List<Stmt *> body, llvm::StringRef space) {
    for (const Stmt *stmt : body) {
      if (auto *block = llvm::dyn_cast<DeclBlock>(stmt))
        collect(block->body, space);
      else if (auto *record = llvm::dyn_cast<CStructDef>(stmt))
        add(record->name, record->cname, space,
            record->is_typedef ? ""
            : record->is_union ? "union "
                               : "struct ");
      else if (auto *enumeration = llvm::dyn_cast<CEnumDef>(stmt))
        add(enumeration->name, enumeration->cname, space, enumeration->is_typedef ? "" : "enum ");
      else if (auto *cls = llvm::dyn_cast<CppClassDef>(stmt))
        add(cls->name, cls->cname, space, "");
      else if (auto *alias = llvm::dyn_cast<CTypedef>(stmt))
        addTypedef(*alias->declarator, space);
    }
  }

  void addTypedef(const Declarator &declarator, llvm::StringRef space) {
    const Declarator *at = &declarator;
    for (;;) {
      if (auto *pointer = llvm::dyn_cast<PointerDeclarator>(at))
        at = pointer->inner;
      else if (auto *array = llvm::dyn_cast<ArrayDeclarator>(at))
        at = array->inner;
      else if (auto *function = llvm::dyn_cast<FunctionDeclarator>(at))
        at = function->inner;
      else
        break;
    }
    if (auto *name = llvm::dyn_cast<NameDeclarator>(at))
      add(name->name, name->cname, space, "");
  }

  void add(const Ident &name, llvm::StringRef cname, llvm::StringRef space, llvm::StringRef tag) {
    if (!name)
      return;
    const std::string own = name.name.str().str();
    std::string c_name = cname.str();
    if (c_name.empty())
      c_name = space.empty() ? (tag + own).str() : (space + "::" + own).str();
    found_.push_back({c_name, module_, own});
  }

  std::vector<cfacts::KnownType> &found_;
  std::string module_;
};

} // namespace

std::vector<cfacts::KnownType> knownTypes() {
  std::vector<cfacts::KnownType> found;
  Collector collector(found);
  for (const llvm::StringRef package : {"libc", "libcpp", "posix", "cpython"}) {
    std::vector<std::string> files;
    std::error_code error;
    for (llvm::sys::fs::directory_iterator
             at(resourceFolder() + "/runtime/pxd/" + package.str(), error),
         end;
         at != end && !error; at.increment(error))
      files.push_back(at->path());
    llvm::sort(files);
    for (const std::string &file : files) {
      const llvm::StringRef stem = llvm::sys::path::stem(file);
      if (llvm::StringRef(file).ends_with(".pxd"))
        collector.read(file, package.str() + (stem == "__init__" ? "" : "." + stem.str()));
    }
  }
  return found;
}

} // namespace nogilc::driver
