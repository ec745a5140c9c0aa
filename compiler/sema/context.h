// The state that the topics of sema share while one module is analysed. Each topic is a set of free
// functions over Context; this header declares those that other topics call.
#pragma once

#include "sema/sema.h"
#include "types/conversion.h"

#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/SetVector.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringSet.h>

#include <deque>

namespace nogilc::sema {

using syntax::List;
using types::Type;

/// What may be declared where, and what a declaration there means.
struct DeclarationPlace {
  Scope *scope = nullptr;
  const Directives *directives = nullptr;
  ModuleInfo *module = nullptr; ///< the file's module: own or cimported
  bool in_pxd = false;
  bool in_extern = false;
  /// `cdef extern int x` outside of a block: no header says it, so that the C++ has to.
  bool is_header_missing = false;
  bool in_cpython_header = false; ///< the extern block is one of Python.h or another of CPython
  llvm::StringRef cpp_namespace;
  CppClassInfo *cpp_class = nullptr; ///< whose members are declared
  /// Of the parameters that a function declares without a type: `@cython.locals(x=double)`.
  llvm::ArrayRef<std::pair<Name, const Type *>> parameter_types;
};

/// A value given to a local name, for the inference of its type.
struct Binding {
  Symbol *symbol = nullptr;
  const syntax::Expr *value = nullptr; ///< null: `type` says it
  const Type *type = nullptr;          ///< with neither: an object
  enum class Kind : uint8_t {
    Value,
    RangeBound,
    Element,
    Component, ///< one of `count` targets that `value` is unpacked into: the one at `index`
    AugAssign,
    Deleted, ///< by `del`: an object, but for a pointer to a C++ object, which is destroyed
    Opaque
  } kind = Kind::Value;
  uint32_t index = 0, count = 0;
  const syntax::Node *node = nullptr; ///< AugAssign: the statement; RangeBound: the call
  /// What is said holds if this name is the builtin; otherwise the value is an object.
  const syntax::NameExpr *builtin = nullptr;
};

/// A function, class body or the module, waiting to have its names declared and resolved.
struct PendingBody {
  Scope *scope = nullptr;
  FunctionInfo *function = nullptr;
  ClassInfo *cls = nullptr;
  List<syntax::Stmt *> body;
  const syntax::Expr *expression = nullptr; ///< lambdas, generator expressions
  DeclarationPlace place;
  FunctionInfo *block = nullptr; ///< a class body: the innermost Scope::block around it
};

struct Context {
  Context(Analysis &analysis, const SemaOptions &options, ModuleLoader &loader,
          syntax::AstContext &ast, types::TypeContext &types, DiagnosticEngine &diagnostics,
          const syntax::Module &module)
      : analysis(analysis), options(options), loader(loader), ast(ast), types(types),
        diagnostics(diagnostics), module(module) {}

  Analysis &analysis;
  const SemaOptions &options;
  ModuleLoader &loader;
  syntax::AstContext &ast;
  types::TypeContext &types;
  DiagnosticEngine &diagnostics;
  const syntax::Module &module;

  /// Set while the types of locals are inferred: problems are told in the check that follows.
  bool is_quiet = false;
  /// Takes what is said then: an expression is looked at several times.
  DiagnosticEngine muted{};

  /// While a number of C is computed, of an enum's item or of an array's size: items of enums have
  /// a value there, which for Python's compile time (`DEF`, `IF`) they have not.
  bool has_enum_values = false;

  std::deque<PendingBody> pending;
  std::vector<PendingBody> bodies; ///< done with declaring: to be inferred and checked
  llvm::DenseMap<FunctionInfo *, std::vector<Binding>> bindings_of;
  llvm::DenseMap<Name, Symbol *> builtins;
  llvm::DenseMap<Name, Symbol *> compile_time_names; ///< of the platform and the command line
  llvm::StringMap<ModuleInfo *> modules;             ///< by dotted name, fully declared
  llvm::StringSet<> modules_in_progress;
  /// A cycle was reported: what its modules lack is its consequence, and not reported as well.
  bool has_cimport_cycle = false;
  std::vector<std::string> cimport_stack;
  llvm::StringMap<unsigned> used_cnames; ///< of functions, module variables and types
  llvm::DenseMap<FunctionInfo *, llvm::StringMap<unsigned>> used_local_cnames;
  std::optional<Directives> command_line_directives; ///< when they were read
  llvm::DenseMap<FileId, uint8_t> language_levels;
  llvm::DenseSet<FileId> true_division; ///< files of level 2 with `from __future__ import division`
  /// .pxd files of which a statement was passed over.
  llvm::DenseSet<FileId> has_ignored_statement;
  bool hasTrueDivision(Span span) const {
    return languageLevel(span) != 2 || true_division.contains(span.file);
  }
  llvm::StringSet<> seen_includes;
  /// `extern from "x.h": *`: where the names live that the headers declare, and what they could
  /// not. Names of the module, and builtins, come before them.
  Scope *header_scope = nullptr;
  HeaderAnswer headers;
  bool has_asked_headers = false;
  llvm::DenseSet<Scope *> unknown_names; ///< scopes with a `cimport *` that failed
  /// The types that extern blocks of a module declare, with their places: they may be named before.
  llvm::DenseMap<std::pair<Scope *, Name>, std::pair<DeclarationPlace, const syntax::Stmt *>>
      extern_types;
  llvm::DenseSet<Scope *> star_imports; ///< scopes with a run-time `import *`
  /// Own C functions that were declared and await a definition.
  llvm::SetVector<Symbol *> awaiting_definition;
  /// What a function's code names of inline functions of .pxd files and of other modules.
  llvm::MapVector<FunctionInfo *, llvm::SetVector<Symbol *>> uses_of;
  /// `cdef` object locals of a nogil function that were declared outside of `with gil`.
  llvm::SetVector<Symbol *> declared_without_gil;
  llvm::DenseMap<FunctionInfo *, ClassInfo *> class_of_method;
  /// The constants of each enum: its own names hide nothing and are hidden by nothing.
  llvm::DenseMap<const Type *, llvm::SmallVector<Symbol *, 8>> enum_items;
  /// Of typedefs of pointers to functions: the names of the parameters.
  llvm::DenseMap<const Type *, std::vector<Name>> parameter_names_of;
  /// C tuples that have a struct in the module's C++.
  llvm::DenseSet<const Type *> defined_ctuples;
  /// `const` variables of the module that its statements still have to give a value.
  llvm::DenseSet<const Symbol *> unset_constants;
  llvm::StringMap<const Type *> predefined_structs; ///< `Py_buffer`, `Py_tss_t`, `cython.pymutex`
  llvm::DenseSet<NodeId> undeclared;                ///< NameExprs that were reported
  /// Directives of a function's decorators that concern its own declaration only.
  struct FunctionTraits {
    bool is_cfunc = false;
    bool is_ccall = false;
    bool is_inline = false;
    bool is_nogil = false;
    bool is_with_gil = false;
    bool is_static = false;
    const syntax::Expr *critical_section = nullptr;
    const syntax::Expr *returns = nullptr;
    const syntax::CallExpr *exceptval = nullptr;
    llvm::SmallVector<const syntax::CallExpr *, 1> locals;
  };
  llvm::DenseMap<const syntax::Node *, FunctionTraits> traits;
  /// Decorators that stand at the declaration of a C function in a .pxd.
  llvm::DenseMap<const Symbol *, List<syntax::Expr *>> declaration_decorators;
  /// What the decorators of a `cdef class` say about it alone.
  struct ClassTraits {
    bool is_final = false;
    ClassOptions options;
  };
  llvm::DenseMap<const syntax::Node *, ClassTraits> class_traits;

  Name name(llvm::StringRef text) { return ast.name(text); }
  uint8_t languageLevel(Span span) const {
    auto found = language_levels.find(span.file);
    return found == language_levels.end() ? module.language_level : found->second;
  }
  ExprInfo &info(const syntax::Node &node) {
    if (node.id >= analysis.exprs.size()) // a file that was loaded since
      analysis.exprs.resize(ast.nodeCount());
    return analysis.exprs[node.id];
  }
  Symbol *newSymbol(SymbolKind kind, Name name, Span span, Scope *scope);
  Scope *newScope(ScopeKind kind, Scope *parent, FunctionInfo *function);
  const ConstantValue *newConstant(ConstantValue value);
  const Directives *newDirectives(const Directives &value);

  /// Reports, unless types are only being inferred (then the builder has no effect).
  DiagnosticBuilder report(Diag id, Span span);
  void unsupported(Span span, const llvm::Twine &construct);
  /// Of C++: in an extern block it is only noted, for whoever uses the declaration.
  void unsupportedCpp(Span span, const llvm::Twine &construct);
  /// The first use of a symbol tells what could not be declared.
  void reportUnsupported(const Symbol &symbol, Span span);
  llvm::DenseSet<const Symbol *> told_unsupported;
  bool is_in_extern = false;     ///< an extern block is being declared
  std::string noted_unsupported; ///< the first thing in the declaration at hand; empty: nothing
  bool has_unsupported = false;  ///< a symbol has something noted
};

inline bool isClassScope(const Scope &scope) {
  return scope.kind == ScopeKind::PythonClass || scope.kind == ScopeKind::ExtensionClass;
}

// ---- cnames.cpp
std::string mangle(llvm::StringRef name);
std::string uniqueCname(Context &ctx, llvm::StringRef prefix, llvm::StringRef name);
std::string localCname(Context &ctx, FunctionInfo &function, llvm::StringRef name);

// ---- header_names.cpp
/// `cdef extern from "x.h": *`; the header is included already.
void declareUsedNames(Context &ctx, const DeclarationPlace &place, const syntax::ExternBlock &node);
/// What a header declares; null if none does.
Symbol *headerSymbol(Context &ctx, const Scope &root, Name name);

// ---- resolve.cpp
/// The symbol that `name` means when read in `scope`, or null; marks nothing.
Symbol *lookup(Context &ctx, Scope *scope, Name name);
/// The same for a read in the code of `function`: captures what belongs to an outer function.
Symbol *use(Context &ctx, Scope *scope, FunctionInfo *function, Name name);
Symbol *builtinSymbol(Context &ctx, Name name);
/// A name or dotted name that stands for a symbol at compile time (`mod.sub.f`), or null.
Symbol *resolveDotted(Context &ctx, Scope *scope, const syntax::Expr &expr);
Symbol *memberOfModule(Context &ctx, Symbol &module, Name name, Span span);
/// `cython.x.y` of an expression, without the leading `cython.`; empty if it is none.
std::string cythonName(Context &ctx, Scope *scope, const syntax::Expr &expr);
void reportUndeclared(Context &ctx, Scope *scope, Name name, Span span);
/// `functools.total_ordering` of an expression that names what the module imports at its top level,
/// under whatever name; empty if it is none.
std::string importedName(Context &ctx, const syntax::Expr &expr);

// ---- ctype.cpp
const Type *resolveCType(Context &ctx, const DeclarationPlace &place, const syntax::CType *ctype);
struct Declared {
  const Type *type = nullptr;
  const syntax::NameDeclarator *name = nullptr;
  const syntax::FunctionDeclarator *function = nullptr; ///< directly around the name
  const syntax::FunctionDeclarator *pointed = nullptr;  ///< around a pointer with the name
};
Declared applyDeclarator(Context &ctx, const DeclarationPlace &place, const Type *base,
                         const syntax::Declarator *declarator, bool is_definition);
const Type *resolveTypeName(Context &ctx, const DeclarationPlace &place,
                            const syntax::TypeName &type);
/// The type that an expression names (`cython.int`, `MyStruct`, `int`, `"int*"`), or null if none.
const Type *typeOfExpression(Context &ctx, Scope *scope, const syntax::Expr &expr);
/// The same in `@cython.locals(i=int)` and its kin, where `int` is that of C.
const Type *typeOfLocal(Context &ctx, Scope *scope, const syntax::Expr &expr);
/// The type that pure mode names by a text: one that stands further down, with `is_c` also
/// `cython.int`, `unsigned char` and `double *`. Null: it names none.
const Type *namedByText(Context &ctx, Scope *scope, llvm::StringRef text, bool is_c);
/// The types in the brackets of a template.
std::optional<llvm::SmallVector<const Type *, 4>>
templateArguments(Context &ctx, Scope *scope, llvm::ArrayRef<syntax::Expr *> written);
/// Reports `cython.x` in an annotation if there is no such type.
void checkAnnotation(Context &ctx, Scope *scope, const syntax::Expr &expr);
/// The C tuple of these types, defined in the module's C++.
const Type *ctupleOf(Context &ctx, llvm::ArrayRef<const Type *> elements);
/// `fused_type` and its like: `cython.` has them, and no program can use them yet.
bool isUnsupportedCythonType(llvm::StringRef name);
/// A memoryview: not supported yet, but what it is helps to understand the code around it.
const Type *viewType(Context &ctx, const Type *element, size_t ndim);
std::vector<Name> parameterNames(const syntax::ParameterList &parameters);
/// C's names of types that need no declaration, by dialect name; null if it is none.
const Type *predefinedType(Context &ctx, llvm::StringRef name);
const Type *cythonType(Context &ctx, llvm::StringRef dotted);
const syntax::NameDeclarator &declaredName(const syntax::Declarator &declarator);

/// Whether Python's complex numbers have the operator; all others are of real ones.
constexpr bool isOfComplexNumbers(syntax::BinaryOp op) {
  using enum syntax::BinaryOp;
  return op == Add || op == Sub || op == Mul || op == TrueDiv || op == Pow;
}

// ---- declare_cpp_classes.cpp
/// The name alone; the symbol or null after an error.
Symbol *declareCppClassName(Context &ctx, const DeclarationPlace &place,
                            const syntax::CppClassDef &node);
void declareCppClass(Context &ctx, const DeclarationPlace &place, const syntax::CppClassDef &node);
/// `T f[T](T x)`: the names in brackets; empty: it is no template.
llvm::SmallVector<syntax::Ident, 2> functionTemplate(const syntax::Declarator &declarator);
/// The declarator without the names in brackets, and a scope in which they are types.
const syntax::Declarator *openTemplate(Context &ctx, DeclarationPlace &place,
                                       const syntax::Declarator &declarator,
                                       llvm::ArrayRef<const Type *> &parameters);
/// `vector[int]`, `Outer[int].Inner`: the instance, or the member type; null after an error.
const Type *cppInstance(Context &ctx, const Type *base, llvm::ArrayRef<const Type *> arguments,
                        Span span);
const Type *cppMemberType(Context &ctx, const Type *base, const syntax::Ident &name);

// ---- pure_types.cpp
/// `T = cython.struct(x=cython.int)`, `cython.union`, `cython.typedef`: declares the type. False,
/// and nothing done, for all other assignments.
bool declarePureType(Context &ctx, const DeclarationPlace &place, const syntax::AssignStmt &node);

// ---- exception_spec.cpp
types::ExceptionSpec exceptionSpec(Context &ctx, const DeclarationPlace &place,
                                   const syntax::ExceptionClause *clause, const Type *result,
                                   bool is_definition, Span span);
types::ExceptionSpec pureExceptionSpec(Context &ctx, const DeclarationPlace &place,
                                       const syntax::CallExpr *exceptval, const Type *result,
                                       bool has_declared_result);

// ---- constant_fold.cpp
/// The value of an expression of literals, DEF names and operators; null if it has none.
const ConstantValue *fold(Context &ctx, Scope *scope, const syntax::Expr &expr);
/// The same for a number of C: items of enums are known, too.
const ConstantValue *foldForC(Context &ctx, Scope *scope, const syntax::Expr &expr);
std::optional<bool> truth(const ConstantValue &value);
/// A number as C++; empty for text.
std::string constantText(const ConstantValue &value);
std::optional<int64_t> asInteger(const ConstantValue &value);

// ---- compile_time.cpp
/// The body of the taken arm of `IF`; notes which arm that is.
List<syntax::Stmt *> takenArm(Context &ctx, Scope *scope, const syntax::CompileTimeIf &node);
void declareCompileTime(Context &ctx, Scope *scope, const syntax::CompileTimeDef &node);
/// What a tuple or list holds that is known when the module is compiled; nullopt: it is none.
std::optional<llvm::SmallVector<syntax::Expr *, 4>> compileTimeElements(Context &ctx, Scope *scope,
                                                                        const syntax::Expr &expr);
/// The element of such a one; null: it is not known.
const syntax::Expr *compileTimeItem(Context &ctx, Scope *scope, const syntax::IndexExpr &item);

// ---- directives.cpp
/// Of a file: what its comments say, on top of the command line.
Directives moduleDirectives(Context &ctx, const syntax::Module &module);
/// Splits decorators into directives (applied) and those left for run time.
const Directives *functionDirectives(Context &ctx, const DeclarationPlace &place,
                                     List<syntax::Expr *> decorators, const syntax::Node &node,
                                     std::vector<const syntax::Expr *> &runtime_decorators);
const Directives *withDirective(Context &ctx, Scope *scope, const Directives &outer,
                                const syntax::Expr &context);
bool isDirective(llvm::StringRef name);

// ---- with_forms.cpp
/// `with cfunc:` at module level: only says what the functions and classes inside are.
bool isDecoratingWith(Context &ctx, Scope *scope, const syntax::WithStmt &node);
/// `taken` gets the condition of the conditional form.
WithForm withForm(Context &ctx, const DeclarationPlace &place, const syntax::WithItem &item,
                  std::optional<bool> &taken, bool may_report);

// ---- declare_classes.cpp
inline bool isOwnModule(const Context &ctx, const DeclarationPlace &place) {
  return place.module && place.module->name == ctx.options.module_name;
}
/// The name alone; the symbol or null after an error.
Symbol *declareExtensionName(Context &ctx, const DeclarationPlace &place,
                             const syntax::CClassDef &node);
/// Declares the name of a type that an extern block declares further down; null: there is none.
Symbol *declareLaterType(Context &ctx, Scope *scope, Name name);
/// Attributes and C methods, of the class's body.
void declareClassMembers(Context &ctx, const DeclarationPlace &place, ClassInfo &cls,
                         List<syntax::Stmt *> body);
void declareExtensionClass(Context &ctx, const DeclarationPlace &place,
                           const syntax::CClassDef &node);
/// The class of an extension type; null for every other type.
ClassInfo *extensionClass(const Context &ctx, const Type *type);
/// An attribute or C method of the class or of one that it inherits from, or null.
const ExtensionFieldInfo *findField(const ClassInfo &cls, Name name);
/// A C property of an extern class or of one that it inherits from, or null.
const PropertyInfo *findCProperty(const ClassInfo &cls, Name name);
/// A property of the class itself, or null.
PropertyInfo *findProperty(ClassInfo &cls, Name name);
/// The type of a pure function: annotations and decorators, after what a declaration says.
const types::FunctionType *pureSignature(Context &ctx, const DeclarationPlace &place,
                                         const syntax::FunctionDef &node,
                                         const Context::FunctionTraits &traits,
                                         const types::FunctionType *declared);
Name memberName(Context &ctx, const ClassInfo &cls, const syntax::AttributeExpr &node);

// ---- declare_special_methods.cpp
/// Makes a `def` in the body of a `cdef class` one of its methods.
void bindMethod(Context &ctx, FunctionInfo &info, ClassInfo &cls);
void makeSpecial(Context &ctx, FunctionInfo &info, const SpecialMethod &special);
enum class AccessorKind : uint8_t { Get, Set, Delete };
void makeAccessor(Context &ctx, FunctionInfo &info, AccessorKind kind);
bool declareAccessor(Context &ctx, FunctionInfo &info, ClassInfo &cls);
void declareProperty(Context &ctx, const DeclarationPlace &place, const syntax::PropertyDef &node,
                     ClassInfo &cls);

// ---- dataclasses.cpp
bool isDataclassDecorator(Context &ctx, Scope *scope, const syntax::Expr &decorator);
/// Notes what the decorators say, before the class's attributes are declared.
void readDataclass(Context &ctx, const DeclarationPlace &place, const syntax::CClassDef &node,
                   ClassInfo &cls);
/// The body with the methods that the class gets, when its attributes are declared.
List<syntax::Stmt *> dataclassBody(Context &ctx, const DeclarationPlace &place,
                                   const syntax::CClassDef &node, ClassInfo &cls);
/// `ClassVar[T]`: an attribute of the class.
bool isClassVariable(Context &ctx, const syntax::Expr &annotation);
/// `T` of `InitVar[T]`, else the annotation itself.
const syntax::Expr &withoutInitVar(Context &ctx, const syntax::Expr &annotation);

// ---- finish_classes.cpp
void finishClasses(Context &ctx);

// ---- declare_*.cpp
void declareModuleBody(Context &ctx, const DeclarationPlace &place, List<syntax::Stmt *> body);
/// Reports what a `cpdef` function cannot be given by Python, or cannot give it. `what`: "method".
void checkCallable(Context &ctx, const types::FunctionType &type, Span span, llvm::StringRef what);
void declareVariables(Context &ctx, const DeclarationPlace &place, const syntax::CVarDecl &decl,
                      FunctionInfo *function);
void declareCFunction(Context &ctx, const DeclarationPlace &place,
                      const syntax::CFunctionDef &definition);
/// In a .pxd only inline functions have a body.
void checkInlineInPxd(Context &ctx, const DeclarationPlace &place,
                      const syntax::CFunctionDef &node);
/// The name alone, incomplete; the symbol or null after an error.
Symbol *declareStructName(Context &ctx, const DeclarationPlace &place,
                          const syntax::CStructDef &node);
void declareStruct(Context &ctx, const DeclarationPlace &place, const syntax::CStructDef &node);
Symbol *declareEnumName(Context &ctx, const DeclarationPlace &place, const syntax::CEnumDef &node);
void declareEnum(Context &ctx, const DeclarationPlace &place, const syntax::CEnumDef &node);
void declareTypedef(Context &ctx, const DeclarationPlace &place, const syntax::CTypedef &node);
/// The symbol that binding `name` in `scope` binds; a new one of the scope's kind if there is none.
Symbol *declareName(Context &ctx, Scope *scope, Name name, Span span);
/// A parameter or typed local of a function.
Symbol *declareLocal(Context &ctx, Scope *scope, Name name, Span span, SymbolKind kind,
                     const Type *type);
std::string qualifiedName(const FunctionInfo *outer, const ClassInfo *cls, llvm::StringRef name);
std::optional<std::string> docstringOf(List<syntax::Stmt *> body);
/// `declared` is the C function that the module's .pxd makes of the `def`; null: decorators do.
void declarePureCFunction(Context &ctx, const DeclarationPlace &place,
                          const syntax::FunctionDef &node, const Symbol *declared = nullptr);
/// `around` is the class whose private names (`__x`) the function's body sees, `in_class` the same
/// if the function stands directly in its body.
FunctionInfo *declareDef(Context &ctx, const DeclarationPlace &place,
                         const syntax::FunctionDef &def, FunctionInfo *outer, ClassInfo *in_class,
                         ClassInfo *around = nullptr);
ClassInfo *declareClass(Context &ctx, const DeclarationPlace &place, const syntax::ClassDef &node,
                        FunctionInfo *outer, ClassInfo *in_class);
void declareParameters(Context &ctx, FunctionInfo &function, const DeclarationPlace &place,
                       const syntax::ParameterList &parameters, const types::FunctionType *type,
                       const ClassInfo *around = nullptr);
/// What `name` is called in the body of a class: `__x` in class `C` is `_C__x`.
Name privateName(Context &ctx, const ClassInfo *cls, Name name);

// ---- bind_names.cpp
/// Declares the names that a body binds, then resolves those that it reads. Inner bodies are
/// queued.
void declareBody(Context &ctx, PendingBody &body);

// ---- cimport.cpp
void declareCimport(Context &ctx, const DeclarationPlace &place, const syntax::ImportStmt &node);
void declareCimportFrom(Context &ctx, const DeclarationPlace &place,
                        const syntax::ImportFromStmt &node);
/// A name that a module lacks because it is still being read, on the way of a circle of cimports:
/// true if that was reported.
bool reportCycle(Context &ctx, llvm::StringRef dotted, Span span);
ModuleInfo *loadModule(Context &ctx, llvm::StringRef dotted, Span span, bool is_required,
                       PxdSearch search);
/// The absolute name of the module that is imported from: a relative one counts from the file's own
/// module. Empty: it leaves the package.
std::string absoluteModule(const DeclarationPlace &place, const syntax::ImportFromStmt &node);
/// What `import cython` and `from cython import x` bind: compile-time names, no run-time import.
bool declareCythonImport(Context &ctx, const DeclarationPlace &place, const syntax::Stmt &node);
void declareOwnPxd(Context &ctx, DeclarationPlace place);

// ---- linkage.cpp
/// Remembers that the code of `function` names a symbol that may come from elsewhere.
void noteUse(Context &ctx, FunctionInfo *function, Symbol &symbol);
/// When all is checked: what is imported and exported, and which functions of .pxd files are kept.
void findLinkage(Context &ctx);

// ---- flow.cpp, infer.cpp, check_*.cpp
void checkFlow(Context &ctx, const PendingBody &body);
void inferTypes(Context &ctx, const PendingBody &body);
void checkBody(Context &ctx, const PendingBody &body);

// ---- poison.cpp
/// Marks what could not be understood (Analysis::poisoned), when everything else is done.
void findPoison(Context &ctx);

const Type *spanningType(Context &ctx, const Type *a, const Type *b);
/// What a loop over a value of that error type gives: of a known memoryview its elements or rows.
const Type *elementOfView(Context &ctx, const Type *of);
/// `prange(…)`, by its name: its variable is a C integer under whatever name the module is known.
bool isPrange(const syntax::Node *expr);

} // namespace nogilc::sema
