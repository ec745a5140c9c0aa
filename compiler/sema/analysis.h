// What sema found out: the side tables that lower/ reads. Symbols, scopes and functions are objects
// of their own; expressions and statements are looked up by NodeId. Nothing here points back into
// sema's working state, and nobody changes an Analysis after sema returned it.
#pragma once

#include "support/name.h"
#include "support/span.h"
#include "syntax/ast.h"
#include "types/conversion.h"

#include <llvm/ADT/APSInt.h>
#include <llvm/ADT/BitVector.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/MapVector.h>
#include <llvm/ADT/SmallVector.h>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace nogilc::sema {

using syntax::NodeId;

/// The directives in force at a place (defaults, header comments, command line, decorators, with).
struct Directives {
  using Bool = bool;
  using OptionalBool = std::optional<bool>;
  using Text = std::string;
#define NOGILC_DIRECTIVE(field, DialectName, Type, Default, Scopes) Type field = Default;
#define NOGILC_TEXT_DIRECTIVE(field, DialectName, Default, Scopes, Values) Text field = Default;
#include "sema/directives.def"
};

struct Scope;
struct SpecialMethod;
struct FunctionInfo;
struct ClassInfo;
struct CppClassInfo;
struct ModuleInfo;
struct BuiltinBase;

enum class SymbolKind : uint8_t {
  PythonGlobal, ///< lives in the module's __dict__; a read falls back to builtins
  Builtin,      ///< assigned nowhere in the module: a builtin's name
  Local,        ///< of a function, comprehension or lambda; C or object type
  Parameter,
  ClassName,      ///< a name bound in a Python class body: lives in the class namespace
  ModuleVariable, ///< `cdef` at module level: a C++ static
  ExternVariable, ///< declared in an extern block
  CFunction,      ///< `cdef`, `cpdef` or extern function; `function` for those with a body here
  EnumConstant,
  Type,         ///< names `type`
  CModule,      ///< a cimported module; `module`
  CythonModule, ///< `cython` and what is below it (`cython.parallel`): `dotted` tells
  CompileTime,  ///< DEF: `constant`
};

/// A folded constant.
struct ConstantValue {
  std::variant<llvm::APSInt, double, bool, std::string> value;
  bool is_bytes = false; ///< for text
};

struct Symbol {
  SymbolKind kind = SymbolKind::Local;
  Name name;
  std::string cname; ///< what C++ calls it; empty for what has no C++ name of its own
  const types::Type *type = nullptr; ///< of its value; for Type, the type that it names
  Span span;                         ///< of the first declaration or binding
  Scope *scope = nullptr;
  FunctionInfo *function = nullptr; ///< CFunction with a body; also a `def` bound to a PythonGlobal
  ClassInfo *cls = nullptr;         ///< Type of a `cdef class` of this module
  const ModuleInfo *module = nullptr;
  /// Of a declaration in an extern block that cannot be compiled yet: what it is. Whoever uses it
  /// is told.
  std::string unsupported;
  const ConstantValue *constant = nullptr;
  /// CompileTime without a constant: an expression of literals (a tuple, a complex number).
  const syntax::Expr *expression = nullptr;
  /// CFunction, variables that point at one: as declared; empty names for what has none.
  std::vector<Name> parameter_names;
  /// CFunction of a header: the others of its name, and the parameters of the template that it is.
  std::vector<Symbol *> overloads;
  llvm::ArrayRef<const types::Type *> template_parameters;
  CppClassInfo *cpp_class = nullptr; ///< a member of a C++ class: that class
  std::string dotted;                ///< CythonModule: `cython.parallel`
  bool is_declared = false;          ///< has a written type
  /// A Local that is an object because its values might not fit a C number: the number's type.
  /// Known only in functions that release the GIL or run without it.
  const types::Type *number = nullptr;
  bool is_loop_counter = false; ///< with `number`: only loops over C ranges give it values
  bool is_captured = false;     ///< used by an inner function: lives in the owner's closure scope
  bool is_address_taken = false;
  bool is_assigned = false; ///< a Parameter that is assigned to, deleted or a loop target
  bool may_be_unbound =
      false; ///< an object that some path reads before binding it: reads are checked
  bool is_cpdef = false;
  bool is_extern = false;
  bool is_in_cpython_header = false; ///< extern: declared from Python.h or another of CPython
  bool is_inline = false;
  bool is_none_allowed = true; ///< Parameter of extension or builtin type
  /// A C function or variable that another compiled module defines: that module. The start of this
  /// module takes its address from there.
  const ModuleInfo *home = nullptr;
  /// What the module's own .pxd says of a C function or variable, which is what other modules rely
  /// on; its definition may be more exact.
  const types::Type *exported_type = nullptr;
  std::string public_name;       ///< what C calls it: it is public, or a name was given
  bool is_public = false;        ///< C and C++ see it under that name
  bool is_api = false;           ///< C and C++ reach it through the module, by `module_api.h`
  bool is_static_method = false; ///< CFunction of a class, without `self`
  bool is_self = false;          ///< the first Parameter of a method of a `cdef class`
};

enum class ScopeKind : uint8_t {
  Module,
  Function,
  PythonClass,
  ExtensionClass,
  Comprehension,
  CppClass, ///< also of a function template, for its parameters
};

struct Scope {
  ScopeKind kind = ScopeKind::Module;
  Scope *parent = nullptr;
  FunctionInfo *function = nullptr; ///< whose frame holds the scope's storage
  /// A comprehension or class in a loop: what is captured of it is new each time that it runs, and
  /// lives in a closure scope of its own.
  FunctionInfo *block = nullptr;
  llvm::MapVector<Name, Symbol *> symbols;
};

/// Whose closure scope holds the symbol if it is captured. Null: no function's.
inline FunctionInfo *captureOwner(const Symbol &symbol) {
  return symbol.scope->block ? symbol.scope->block : symbol.scope->function;
}

enum class FunctionKind : uint8_t {
  Module,
  Def,
  CDef,
  CpDef,
  Lambda,
  GeneratorExpression,
  Block ///< no function: owner of a closure scope inside of one, see Scope::block
};

/// How a function in a `cdef class` takes its first argument.
enum class MethodBinding : uint8_t { None, Instance, Class, Static };

struct ParameterInfo {
  Symbol *symbol = nullptr;
  syntax::ParameterKind passing = syntax::ParameterKind::Normal;
  const syntax::Expr *default_value = nullptr;
  const syntax::Expr *annotation = nullptr;
  const syntax::Parameter *node = nullptr;
  bool is_optional = false;
};

struct FunctionInfo {
  FunctionKind kind = FunctionKind::Def;
  const syntax::Node *node =
      nullptr; ///< FunctionDef, CFunctionDef, LambdaExpr, ComprehensionExpr; null: module body
  Symbol *symbol = nullptr; ///< null for lambdas and generator expressions
  Scope *scope = nullptr;
  /// The function around it; null at module level and for it. A function at module level that uses
  /// a name of the module's own frame (a class cell, the variable of a comprehension) has the
  /// module function here.
  FunctionInfo *outer = nullptr;
  ClassInfo *cls = nullptr;                    ///< method of a `cdef class`
  MethodBinding binding = MethodBinding::None; ///< then: how it is bound
  const SpecialMethod *special = nullptr;      ///< then: what it is in the type's slots
  bool is_accessor = false;                    ///< then: get, set or delete of a property
  /// CDef and CpDef; also of special methods and accessors, which are called as C functions: the
  /// arguments that the caller gives, to be converted to the types of the parameters.
  const types::FunctionType *type = nullptr;
  std::vector<ParameterInfo> parameters;
  std::vector<Symbol *>
      locals; ///< everything its frame holds, parameters and comprehension names included
  std::vector<Symbol *> captured; ///< those of `locals` that inner functions use
  bool needs_outer_scope =
      false; ///< uses captured names of an enclosing function, or holds one that does
  bool is_generator = false;    ///< contains a `yield`, or is a generator expression
  bool is_async = false;        ///< `async def`, or an asynchronous generator expression
  bool is_from_pxd = false;     ///< an inline function of a .pxd, which each module has for itself
  bool uses_super_cell = false; ///< zero-argument super() or __class__
  ClassInfo *cell_class = nullptr; ///< then: the class whose `class_cell` it uses, by closure
  std::string name;
  std::string qualname;
  std::string cname; ///< of the C function; unique in the module
  std::optional<std::string> docstring;
  const Directives *directives = nullptr;
  std::vector<const syntax::Expr *> decorators; ///< those left for run time, in source order
  /// The decorator `@cython.critical_section`: the body locks the first argument.
  const syntax::Expr *critical_section = nullptr;

  /// Stops and is resumed: its variables live in a frame of its own.
  bool isResumable() const { return is_generator || is_async; }
};

/// A C method of a `cdef class`, in the class that defines or overrides it.
struct MethodInfo {
  Symbol *symbol = nullptr; ///< of the class's own scope
  const MethodInfo *overridden = nullptr;
  bool is_overridden = false; ///< by a class of this module
  bool is_final = false;
  bool is_inherited = false;        ///< declared again, but defined in a base alone
  bool is_cpdef_for_others = false; ///< cpdef as other modules know it, from the .pxd
};

/// What `property x:` and `@property` make.
struct PropertyInfo {
  Name name;
  Span span;
  std::optional<std::string> docstring;
  FunctionInfo *get = nullptr, *set = nullptr, *del = nullptr;
};

struct ExtensionFieldInfo {
  const types::FieldInfo *field = nullptr;
  syntax::Visibility visibility = syntax::Visibility::Private;
};

/// What the decorators of a `cdef class` say about it alone; `final` is in its type.
struct ClassOptions {
  bool is_internal = false; ///< no name of the module
  bool is_collected = true; ///< not `no_gc`
  bool is_cleared = true;   ///< not `no_gc_clear`
  /// Chains of instances are destroyed without deep recursion; else as the base does.
  std::optional<bool> has_trashcan;
  uint16_t kept_instances = 0;                  ///< `freelist`
  bool is_sequence = false, is_mapping = false; ///< `collection_type`
  bool is_totally_ordered = false;              ///< one comparison and equality give the others
};

/// A field of a dataclass.
struct DataclassField {
  Name name;
  Span span;
  const syntax::Expr *annotation = nullptr; ///< null: declared by `cdef`
  const types::Type *type = nullptr;
  bool is_inherited = false;
  bool is_private = false;  ///< declared by `cdef` alone: `fields()` doesn't show it
  bool is_init_var = false; ///< only an argument of `__init__`, for `__post_init__`
  bool has_default = false, has_factory = false;
  bool is_kw_only = false;
  bool is_in_init = true, is_in_repr = true, is_compared = true;
  std::optional<bool> is_hashed; ///< else as it is compared
  bool isOptional() const { return has_default || has_factory; }
};

/// What `@dataclass` of a `cdef class` says, and what it made of it.
struct DataclassInfo {
  bool init = true, repr = true, eq = true, order = false, unsafe_hash = false, frozen = false,
       kw_only = false, match_args = true;
  std::vector<DataclassField> fields; ///< those of bases first
  size_t first_made = 0;              ///< the statement of the body behind all that were written
  bool has_made_repr = false;
};

/// Whether pickling is given to a `cdef class` that says nothing about it; Refused: with an error
/// that says why, because a copy without it would lose something.
enum class Pickling : uint8_t { None, Automatic, Refused };

/// A Python class (`class` statement) or a `cdef class`.
struct ClassInfo {
  const syntax::Node *node = nullptr;
  Symbol *symbol = nullptr;
  Scope *scope = nullptr;
  std::string name;
  std::string qualname;
  std::optional<std::string> docstring;
  // `cdef class` only
  const types::ExtensionType *type = nullptr;
  ClassInfo *base = nullptr;
  std::vector<ExtensionFieldInfo> fields;      ///< its own
  std::deque<MethodInfo> methods;              ///< its own; addresses stay
  std::deque<PropertyInfo> properties;         ///< of an extern class: called from C
  std::vector<FunctionInfo *> special_methods; ///< its own
  /// Its own C attributes that have an error, with what is known of their types.
  std::vector<std::pair<Name, const types::Type *>> broken_members;
  const BuiltinBase *builtin_base = nullptr; ///< of a class without `base`; null: object
  bool has_unknown_base = false;             ///< its base has an error: any attribute may be C
  bool has_dict = false;                     ///< declares `__dict__`: instances take any attribute
  bool has_weakrefs = false;                 ///< declares `__weakref__`
  /// Of a class with several bases: all of them as they were written. The others are Python
  /// classes.
  const syntax::Expr *first_base = nullptr;
  std::vector<const syntax::Expr *> other_bases;
  std::optional<DataclassInfo> dataclass;
  Pickling pickling = Pickling::None;
  bool is_pickled = false; ///< as a part of instances that can be
  std::string unpicklable; ///< then Refused: the message
  ClassOptions options;
  const Directives *directives = nullptr; ///< in force in its body
  std::string cname;                      ///< begins the C++ names of what belongs to it
  /// The Python module that makes the class, where that is another one: the start of this module
  /// takes the type from there.
  std::string home;
  llvm::StringRef check_size;             ///< of an extern class: what was written
  bool is_in_header = false;              ///< an extern class: a header defines the struct
  bool is_public = false, is_api = false; ///< which headers declare it
  bool is_declared_in_pxd = false;        ///< its layout is known to other modules
  bool is_defined = false;                ///< a body in this module was seen
  bool has_own_body = false;              ///< … and made: not one of another module's
  // any class
  Symbol *class_cell =
      nullptr; ///< `__class__`, when a method uses it: captured local of the enclosing function
  FunctionInfo *body_function = nullptr; ///< the function in whose frame the class statement runs
  std::vector<const syntax::Expr *> decorators;
};

/// The members of a C++ class, by its declaration. Constructors are functions of the name
/// `kConstructor`, which give the class; the destructor is one of the name `kDestructor`.
struct CppClassInfo {
  const types::CppClassType *type = nullptr; ///< the declaration
  Scope *scope = nullptr;                    ///< methods, types, and fields as variables
};
inline constexpr llvm::StringLiteral kConstructor = "<init>";
inline constexpr llvm::StringLiteral kDestructor = "<dealloc>";

// How an expression is to be read. One row a meaning, so that lower/ has one function a row.
enum class ExprForm : uint8_t {
  Plain, ///< the node kind says it all
  // names and attributes
  SymbolRead, ///< NameExpr, or AttributeExpr that resolved to a symbol (`mod.f`, `Enum.A`)
  PythonAttribute,
  StructField,       ///< `base.f`; base a struct, or a pointer to one; `t[0]` of a C tuple
  ComplexPart,       ///< `z.real`, `z.imag` of a C complex number
  ExtensionField,    ///< C attribute of an extension type
  ExtensionProperty, ///< C property of an extern class: `symbol` reads it
  ExtensionMethod,
  LockMethod,   ///< of a `cython.pymutex`, or of a pointer to one; the attribute says which
  ExtensionNew, ///< CallExpr `C.__new__(C)`
  CppMethod,    ///< of a C++ class, or a function of several of its name: to be called
  CythonName,   ///< something of the `cython` module; `text` has its dotted name
  // index
  PythonIndex,  ///< object[object]
  PythonIndexC, ///< object[C integer]
  PointerIndex, ///< pointer or array [C integer]
  PythonSlice,
  PointerSlice,  ///< `p[a:b]`: bytes of a char*, a list of others
  TypeSubscript, ///< names a type: `vector[int]`, `int[:]`
  // calls
  PythonCall,
  CCall,       ///< C function by name or by pointer
  BuiltinCall, ///< `text` names a builtin with a C meaning here (`len`, `abs`, `min` …)
  CppCall,     ///< `symbol`, whose type is `operand_type`: a function, method or constructor of C++
  StructConstruct,
  TypeConvert, ///< `int(x)`, `float(x)` with a C result or `<T>`-like calls in pure mode
  CythonCall,  ///< `cython.cast(…)`, `cython.sizeof(…)`, `cython.declare(…)`; `text` tells
  // operators
  CArithmetic, ///< both operands converted to `operand_type`
  PointerArithmetic,
  CppOperator,      ///< the C++ operator `text`, by the function `symbol` of type `operand_type`
  ObjectArithmetic, ///< through the number protocol
  CCompare,         ///< every link of the chain on C values of `operand_type`
  ObjectCompare,
  MixedCompare, ///< a chain whose links differ: lower looks at each pair
};

/// What sema knows of one expression. An AugAssignStmt has one too: the operation's form, type (of
/// the result, before it is converted back to the target) and operand_type.
///
/// Literals adapt to their use, and `type` says to what: a StringLiteral of type `char *` (or
/// const, unsigned) is its `bytes_value`, one of an integer type its single character; an integer
/// constant too large for `long` is of type `int object`, or of the C type that it is assigned to.
/// A NameExpr of a cpdef function with an object type is the module's global of that name. TrueDiv
/// with an integer `type` (language level 2) means floor division. CastExpr, SizeofExpr:
/// `operand_type` is the written type. PointerIndex: any C integer, or an object to be converted to
/// Py_ssize_t. BoolExpr and ConditionalExpr: each operand is converted to `operand_type`; bint
/// where only the truth matters.
struct ExprInfo {
  const types::Type *type =
      nullptr; ///< of the value as this node makes it, before its user converts it
  ExprForm form = ExprForm::Plain;
  Symbol *symbol = nullptr; ///< SymbolRead, CCall by name, ExtensionMethod, ExtensionProperty
  const types::Type *operand_type = nullptr;
  /// CArithmetic `**` of which Python would make a complex number for a negative base: that raises.
  bool is_real_power = false;
  const types::FieldInfo *field = nullptr;
  const ConstantValue *constant = nullptr; ///< folded: use this instead of evaluating
  /// CppCall, CppOperator: the class whose member is called, as it is declared there; CppMethod,
  /// too.
  const types::CppClassType *cpp_owner = nullptr;
  llvm::ArrayRef<const types::Type *> template_arguments; ///< CppCall, CppMethod of a template
  bool is_checked_cast = false;                           ///< `cython.cast(T, x, typecheck=True)`
  FunctionInfo *function = nullptr;                       ///< LambdaExpr, generator expressions
  Scope *scope = nullptr;                                 ///< comprehensions
  /// BuiltinCall, CythonCall, CythonName: which. PythonAttribute: the attribute's name where it is
  /// not the written one (`self.__x` in class C is `_C__x`).
  llvm::StringRef text;
};

enum class ForForm : uint8_t {
  PythonIteration,
  CRange, ///< range() over C integers: bounds converted to `StmtInfo::type`
  CRangeReversed,
  ArrayElements, ///< C array, or pointer slice `p[:n]`
  CppIterators,  ///< by `begin()` and `end()`; see StmtInfo::cpp_loop
  CharsOfBytes,  ///< bytes or char* slice, by C char
  CharsOfStr,    ///< str by Py_UCS4
};

/// What a loop over a C++ container calls.
struct CppLoop {
  ExprInfo begin, end, differs, dereference, step; ///< CppCall and CppOperator
};

enum class WithForm : uint8_t {
  ContextManager,
  NoGil,
  Gil,
  NoChange,
  Directives,
  Lock, ///< a `cython.pymutex` or `cython.pythread_type_lock`
  CriticalSection,
};

/// What sema knows of a statement or a part.
struct StmtInfo {
  ForForm for_form = ForForm::PythonIteration; ///< ForStmt, ComprehensionClause
  const types::Type *type = nullptr;           ///< CRange: the loop's integer type
  /// ForStmt, ComprehensionClause: `enumerate(x)` into two targets. What is said about the loop is
  /// said about the one over `x`; the first target gets its count.
  bool counts = false;
  const CppLoop *cpp_loop = nullptr;
  WithForm with_form = WithForm::ContextManager; ///< WithItem
  const Directives *directives = nullptr;        ///< WithItem of Directives
  FunctionInfo *function = nullptr;              ///< FunctionDef, CFunctionDef
  ClassInfo *cls = nullptr;                      ///< ClassDef, CClassDef
  Symbol *symbol = nullptr;         ///< the name that an import alias, def, class, handler binds
  std::optional<bool> taken;        ///< CompileTimeIf clause; conditional GIL form
  bool is_declaration_only = false; ///< makes no code (cimport, typed AnnAssign without value …)
  const syntax::Module *included = nullptr; ///< IncludeStmt
};

/// A module that can be cimported: its own .pxd, or another's.
struct ModuleInfo {
  std::string name; ///< dotted
  std::string path; ///< of the file
  bool is_package = false;
  Scope *scope = nullptr;
  const syntax::Module *ast = nullptr;
};

/// An enum that Python sees: a class of its items, or, without a name, its items as numbers.
struct PythonEnum {
  const types::EnumType *type = nullptr;
  Symbol *symbol = nullptr; ///< null: without a name
  std::vector<Symbol *> items;
  std::string docstring;
  std::string module; ///< of the .pxd that declares it; empty: this one, which makes the class
};

/// A header of an extern block, in the order in which it must be included.
struct ExternInclude {
  std::string header; ///< as written, `math.h` or `<math.h>`; empty for verbatim code only
  std::string verbatim;
};

/// Names declared by sema in the module's C++ that need a definition there.
struct Analysis {
  std::string module_name; ///< dotted
  std::optional<std::string> docstring;
  Scope *module_scope = nullptr;
  FunctionInfo *module_function = nullptr;
  std::vector<FunctionInfo *>
      functions; ///< all with a body, in source order, inner ones after outer
  std::vector<ClassInfo *> classes;
  /// The `cdef class`es whose types this module makes, bases first.
  std::vector<ClassInfo *> extension_classes;
  llvm::DenseMap<const types::ExtensionType *, ClassInfo *> class_of;
  llvm::DenseMap<const types::CppClassType *, CppClassInfo *> cpp_class_of; ///< by declaration
  std::vector<Symbol *> module_variables;
  std::vector<const types::Type *> defined_types; ///< structs, enums, typedefs to define, in order
  llvm::DenseSet<const types::Type *> api_types;  ///< public ones that only the `_api.h` defines
  std::vector<PythonEnum> python_enums;
  std::vector<ExternInclude> includes;
  std::vector<const Symbol *> extern_alone;   ///< extern, and in no header: C++ has to declare them
  std::vector<Symbol *> c_functions_declared; ///< own and cimported non-extern functions
  std::vector<Symbol *> imports; ///< what is used of other modules' C functions and variables
  std::vector<Symbol *> exports; ///< own C functions and variables that others may use
  const Directives *directives = nullptr;
  types::TextRules text_rules;

  const ExprInfo &expr(const syntax::Node &node) const { return exprs[node.id]; }
  /// The default StmtInfo for what sema had nothing to say about.
  const StmtInfo &stmt(const syntax::Node &node) const {
    auto found = stmts.find(node.id);
    return found == stmts.end() ? kNoStmt : found->second;
  }
  /// The type that a TypeName, CType or declarator stands for.
  const types::Type *typeOf(const syntax::Node &node) const {
    return written_types.lookup(node.id);
  }
  /// The symbol that a NameDeclarator, NameExpr in target position, or Parameter binds.
  Symbol *binding(const syntax::Node &node) const { return bindings.lookup(node.id); }

  /// Whether sema could not understand a node: an error was reported in it (for a statement with a
  /// body: in its head), or it uses something that has one. Lowering leaves it out.
  bool isPoisoned(const syntax::Node &node) const {
    return node.id < poisoned.size() && poisoned[node.id];
  }

  std::vector<ExprInfo> exprs; ///< by NodeId
  llvm::DenseMap<NodeId, StmtInfo> stmts;
  llvm::DenseMap<NodeId, const types::Type *> written_types;
  llvm::DenseMap<NodeId, Symbol *> bindings;
  /// Keyword in a call of a C function: the parameter that it names, `self` counted.
  llvm::DenseMap<NodeId, uint32_t> keyword_positions;
  llvm::BitVector poisoned; ///< empty: nothing is

  // Storage: addresses stay.
  std::deque<Symbol> symbol_storage;
  std::deque<Scope> scope_storage;
  std::deque<FunctionInfo> function_storage;
  std::deque<ClassInfo> class_storage;
  std::deque<CppClassInfo> cpp_class_storage;
  std::deque<CppLoop> cpp_loop_storage;
  /// `@cython.cclass class C` as the `cdef class` that it is: with the same id and the same parts.
  std::deque<syntax::CClassDef> pure_classes;
  std::deque<ModuleInfo> module_storage;
  std::deque<ConstantValue> constant_storage;
  std::deque<Directives> directive_storage;

  static const StmtInfo kNoStmt;
};

/// A member of a C++ class or of its nearest base that has it, and the class that declares it, with
/// its arguments. `symbol` is null: there is none.
struct CppMember {
  Symbol *symbol = nullptr;
  const types::CppClassType *owner = nullptr;
};
CppMember findCppMember(const Analysis &analysis, types::TypeContext &types,
                        const types::CppClassType *cls, llvm::StringRef name);

/// What C++ does with objects where nothing is written.
enum class ImplicitCall : uint8_t { Construct, Copy, Assign, Destroy };
/// The function that does it, as declared, or as C++ makes it of those of the bases and fields;
/// null: it cannot be done.
const types::FunctionType *implicitCall(const Analysis &analysis, types::TypeContext &types,
                                        const types::CppClassType *cls, ImplicitCall what);

/// The `operator=` of the class that takes a value of another type; null: there is none.
const types::FunctionType *assignmentOf(const Analysis &analysis, types::TypeContext &types,
                                        const types::CppClassType *cls, const types::Type *value);

/// The method of the class or of its nearest base that has one of the name; null: none.
const MethodInfo *findMethod(const ClassInfo &cls, Name name);

} // namespace nogilc::sema
