// What the parts of bindgen share while the declarations of one request are written.
#pragma once

#include "cfacts/bindings.h"
#include "headers/bindgen_macros.h"
#include "headers/flow.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Lex/Preprocessor.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/Support/GlobPattern.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace nogilc::headers {

/// One declaration, as lines without indentation.
struct BoundItem {
  unsigned header = 0; ///< which of the request's
  std::string cpp_namespace;
  bool needs_gil = false;
  bool is_function = false;
  std::vector<std::string> lines;
};

/// The names that the dialect sees for declarations of C.
class BoundNames {
public:
  /// Gives a declaration a name that is free: its own, if nothing speaks against it.
  std::string claim(const clang::Decl &decl, llvm::StringRef own, llvm::StringRef other);
  /// Of something that is no declaration: a macro. Empty if the name has gone.
  std::string claimWord(llvm::StringRef own);
  /// The same, under any name that is free.
  std::string claimFree(llvm::StringRef own);
  /// Another declaration of the same thing: the tag of a typedef.
  void alias(const clang::Decl &decl, llvm::StringRef name) { names_[&decl] = name.str(); }
  void reserve(llvm::StringRef name) { taken_.try_emplace(name, nullptr); }
  std::string of(const clang::Decl &decl) const { return names_.lookup(&decl); }

private:
  llvm::StringMap<const clang::Decl *> taken_;
  llvm::DenseMap<const clang::Decl *, std::string> names_;
};

/// A word of the dialect that can be no name.
bool isReservedWord(llvm::StringRef word);

/// Which files belong to the headers that were asked for.
class HeaderFiles {
public:
  /// Headers that the text includes and an earlier one has included before: the line, and the file.
  using Repeated = std::vector<std::pair<unsigned, const clang::FileEntry *>>;

  HeaderFiles(const clang::SourceManager &sources, const cfacts::BindingsRequest &request,
              const Repeated &repeated);

  /// Whether what is declared there is asked for by the file's name.
  bool isSelected(clang::SourceLocation location) const;
  /// The header of the request that brought a file.
  unsigned headerOf(clang::SourceLocation location) const;

private:
  clang::FileID fileOf(clang::SourceLocation location) const;
  /// The header that is included on the line of the text that Clang was given.
  unsigned includedBy(clang::FileID file) const;
  unsigned headerOfLine(unsigned line) const;

  const clang::SourceManager &sources_;
  const cfacts::BindingsRequest &request_;
  std::vector<llvm::GlobPattern> patterns_;
  llvm::DenseMap<const clang::FileEntry *, unsigned> named_; ///< the headers themselves
  mutable llvm::DenseMap<clang::FileID, bool> selected_;
};

struct BindContext {
  BindContext(clang::ASTContext &ast, const clang::Preprocessor &preprocessor,
              const SourcePlaces &places, const HeaderFiles &headers,
              const cfacts::BindingsRequest &request, cfacts::Bindings &result);

  clang::ASTContext &ast;
  const clang::Preprocessor &preprocessor;
  const clang::SourceManager &sources;
  const SourcePlaces &places;
  const HeaderFiles &headers;
  const cfacts::BindingsRequest &request;
  cfacts::Bindings &result;

  const llvm::StringMap<cfacts::Effect> no_effects;
  Program program; ///< what functions with a body do about the GIL

  llvm::StringMap<const cfacts::KnownType *> known;
  std::map<std::string, std::set<std::string>> cimports; ///< by module
  llvm::StringMap<std::string> cimported; ///< C's names, and what they are called here
  BoundNames names;
  std::vector<llvm::GlobPattern> name_patterns;
  llvm::DenseSet<const clang::Decl *> declared; ///< or being declared
  llvm::DenseSet<const clang::Decl *> finished;
  /// A typedef needs no more than the names of structs; the structs follow when it is written.
  unsigned typedef_depth = 0;
  llvm::SmallVector<const clang::TagDecl *, 4> postponed;
  std::vector<const clang::Decl *> in_progress;  ///< structs whose fields are being written
  llvm::DenseSet<const clang::Decl *> forwarded; ///< structs whose names came before them
  std::vector<BoundItem> items;

  bool isCpp() const { return ast.getLangOpts().CPlusPlus; }
  bool isSelectedName(llvm::StringRef name) const;
  void omit(llvm::StringRef name, const llvm::Twine &reason);
  BoundItem &add(const clang::NamedDecl &decl, std::vector<std::string> lines);
};

/// Namespaces that a declaration is in, without inline ones: `a::b`.
std::string namespaceOf(const clang::Decl &decl);
/// With namespaces and classes, as C++ names it.
std::string qualifiedName(const clang::NamedDecl &decl);
/// ` "cname"` if the dialect's name is another one than C's.
std::string cnameSuffix(llvm::StringRef name, llvm::StringRef own, llvm::StringRef cname);
/// A documentation comment as lines of the dialect's comments.
void appendComment(BindContext &ctx, const clang::Decl &decl, std::vector<std::string> &lines,
                   llvm::StringRef indent = "");

// bindgen_types.cpp

enum class TypeUse : uint8_t {
  Parameter, ///< of a function that is declared: a Python object is an `object`
  Field,     ///< of a struct
  Other,     ///< results, variables, what pointers point at
};

/// Writes types in the dialect; what they name is declared on the way.
class TypeWriter {
public:
  explicit TypeWriter(BindContext &ctx) : ctx_(ctx) {}

  /// `TYPE NAME`; the name may be empty.
  std::string declaration(clang::QualType type, std::string name, TypeUse use = TypeUse::Other);
  /// `int a, char *b, ...`: the first of a function's parameters.
  std::string parameters(const clang::FunctionDecl &function, unsigned count);
  std::string parameter(const clang::ParmVarDecl &parameter, llvm::StringRef name);
  /// Why the last declarations could not be written; empty if they could.
  const std::string &problem() const { return problem_; }

private:
  std::string fail(const llvm::Twine &reason);
  std::string builtin(const clang::BuiltinType &type, bool is_inner);
  /// Empty: the typedef is looked through.
  std::string typedefName(const clang::TypedefNameDecl &decl);
  std::string functionType(const clang::FunctionType &type, std::string name, TypeUse use);
  /// Types that only C++ has; empty for others (bindgen_cpp.cpp).
  std::string templateType(const clang::Type &type);
  std::string instance(const clang::ClassTemplateDecl &pattern,
                       llvm::ArrayRef<clang::TemplateArgument> arguments);

  BindContext &ctx_;
  std::string problem_;
};

/// `PyObject *`.
bool isObjectPointer(clang::QualType type);
/// Whether a type has to do with Python objects: a struct that begins as they do, pointers to one.
bool mentionsObject(clang::QualType type);
/// A type that a .pxd of nogilc declares: cimports it. Empty if none does.
std::string cimportKnown(BindContext &ctx, llvm::StringRef c_name);

// bindgen_c.cpp

/// Declares a type that something needs, and gives its name in the dialect; empty: it has none.
std::string needTypedef(BindContext &ctx, const clang::TypedefNameDecl &decl);
std::string needTag(BindContext &ctx, const clang::TagDecl &decl);
/// One that has no name, under a made one; C++ says it by `c_name`.
void declareUnnamedTag(BindContext &ctx, const clang::TagDecl &tag, const std::string &wanted,
                       const std::string &c_name);
/// `Outer::` of a type that is declared in another one.
std::string enclosingScope(const clang::TagDecl &tag);
void declareFunction(BindContext &ctx, const clang::FunctionDecl &decl);
bool needsGil(BindContext &ctx, const clang::FunctionDecl &function);
/// What follows the parameters: `except +`, or how a function that may raise says so.
std::string exceptionTail(BindContext &ctx, const clang::FunctionDecl &function, bool needs_gil);
/// A declaration for each number of arguments that the defaults allow; with the parameters of its
/// template. `problem`: why there is none.
void declareOverloads(BindContext &ctx, const clang::FunctionDecl &function,
                      const std::string &template_parameters, std::string &problem);
void declareVariable(BindContext &ctx, const clang::VarDecl &decl);
/// A function under another name: what a macro calls.
void declareFunctionAs(BindContext &ctx, const clang::FunctionDecl &decl, llvm::StringRef name,
                       const std::vector<unsigned> &parameters,
                       const std::vector<std::string> &names, clang::SourceLocation place);

// bindgen_cpp.cpp

/// Whether a struct of C++ has more than C's structs.
bool needsCppClass(const clang::CXXRecordDecl &record);
std::string needClass(BindContext &ctx, const clang::CXXRecordDecl &record);
/// `Outer_Inner` of a type in a class.
std::string nestedName(BindContext &ctx, const clang::TagDecl &tag);
void declareTemplate(BindContext &ctx, const clang::TemplateDecl &decl);
/// Another name of an instance of a template that the dialect cannot name: a class of its own.
bool declareInstance(BindContext &ctx, const clang::TypedefNameDecl &alias,
                     const std::string &name);
/// Of an operator.
bool isDeclarableOperator(const clang::FunctionDecl &function);

// bindgen_macros.cpp

/// The macros of a header, in the order of the source.
void declareMacros(BindContext &ctx, const MacroTable &macros, unsigned header);
bool declareMacro(BindContext &ctx, const MacroTable &macros, llvm::StringRef name);

} // namespace nogilc::headers
