// The IR: explicit, typed, desugared, structured. Made by lower/, checked by gil/, printed as C++
// by emit/. Everything that can raise, count a reference or need the GIL is an Inst; pure C
// arithmetic stays a tree of Exprs, so that it reaches the C++ compiler as `a * b + c`.
//
// Control flow is structured as in WebAssembly: blocks nest, `Goto` only leaves blocks (it goes to
// the end of a `Labeled` around it), there is no jump into a block. A failing instruction goes to
// its `on_error` label in the same way. Example, `try: a.b` / `except: h()`:
//
//   Labeled end {
//     Labeled handler {
//       t1 = CallRuntime getattr(a, "b")  on_error -> handler
//       Goto end
//     }
//     …handler…
//   }
//
// References: a Variable that is Owned is a `ng::Ref` in C++; leaving its block by any way releases
// it. Reading one in an Expr gives a borrowed pointer. Objects move from an owned temporary into a
// place by StoreRef with `is_move`, or out of the function by ReturnMoved.
#pragma once

#include "support/name.h"
#include "support/span.h"
#include "types/types.h"

#include <llvm/ADT/APInt.h>
#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Allocator.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nogilc::ir {

using types::Type;

// ---------------------------------------------------------------------------------------------
// The runtime's entry points, from abi.def
// ---------------------------------------------------------------------------------------------

enum class RuntimeEntry : uint16_t {
#define NOGILC_RT(name, kind, out, params, gil) name,
#include "nogilc_rt/abi.def"
};

enum class EntryKind : uint8_t {
  NewOrNull,
  New,
  BorrowedOrNull,
  Borrowed,
  Status,
  Next,
  Value,
  Void,
  Raise
};
enum class Gil : uint8_t { Needs, Free, Acquires, Releases, ByCallee };
enum class Raises : uint8_t { Never, Always, ByCallee };
enum class Ownership : uint8_t { None, New, Borrowed, ByCallee };

struct RuntimeEntryInfo {
  llvm::StringRef name;
  EntryKind kind;
  llvm::StringRef out_type; ///< as in abi.def: `Bool`, `SSize`, `Ref`, …
  llvm::StringRef params;   ///< as in abi.def, with the parentheses
  Gil gil;
};
const RuntimeEntryInfo &entryInfo(RuntimeEntry entry);
/// The words between the parentheses of `params`: `{"Object", "SSizeRef"}`.
llvm::ArrayRef<llvm::StringRef> entryParameters(RuntimeEntry entry);
/// Those for which an instruction gives an argument: all but `Module`, `Code` and the line behind a
/// `Code`, which the emitter knows. `Args` stands for any number of arguments.
llvm::ArrayRef<llvm::StringRef> entryArguments(RuntimeEntry entry);
/// Whether a call can leave an exception set.
bool mayRaise(EntryKind kind);
/// Whether it runs no code of the user's.
bool isQuiet(RuntimeEntry entry);

// ---------------------------------------------------------------------------------------------
// Variables, labels, constants
// ---------------------------------------------------------------------------------------------

enum class Storage : uint8_t {
  Parameter,
  Local,      ///< declared at the top of the function
  Temporary,  ///< declared where it is first given a value (Evaluate, a call's result, Declare)
  ScopeField, ///< a field of the closure scope or generator frame that `scope` points to
  Static,     ///< at module level
};
enum class Holding : uint8_t { Value, Owned, Borrowed };

struct Variable {
  std::string name; ///< in C++; unique in its function (or in the module)
  const Type *type = nullptr;
  Storage storage = Storage::Temporary;
  Holding holding = Holding::Value;
  Span span;                 ///< of the declaration in the source; invalid for what lowering made
  std::string source_name;   ///< as the user wrote it; empty for what lowering made
  Variable *scope = nullptr; ///< ScopeField: the variable that points to the scope; null:
                             ///< the frame of the Generator that uses it
  /// An object that is a scope of this layout: a variable that `scope` of others points to, the
  /// result of new_scope_bytes (which is given no arguments: the layout says them) and of
  /// function_closure. May be a ScopeField itself, for the scope further out.
  const struct ScopeLayout *scope_layout = nullptr;
  bool is_extern = false; ///< Static: defined elsewhere (never emitted)
  /// Static: a variable of another module. `name` is a pointer to it, which the start of this
  /// module fills in (Module::imports).
  bool is_indirect = false;
  std::string public_name; ///< Static: what C calls it; empty for what C does not see
  bool is_volatile = false;
  /// Owned: it is empty wherever its block is left, so that this needs no GIL.
  bool is_empty_at_end = false;
  /// A C++ object that comes into being when it is first given a value (ng::Made).
  bool is_made_later = false;
  bool is_escaping = false; ///< its address is taken: any call may change it
  /// An object only because nobody declares it and its values might not fit: the C type of the
  /// numbers that it is given. Null for all others.
  const Type *number = nullptr;
  bool is_loop_counter = false; ///< with `number`: only loops over C ranges give it values
};

struct Label {
  uint32_t number = 0;          ///< unique in the function
  bool is_error_target = false; ///< jumps from `on_error` record the line for the traceback;
                                ///< those of a Reraise record 0, which adds no entry
};

/// A Python object that the module makes once when it is initialised.
struct Constant {
  enum class Kind : uint8_t {
    InternedStr,
    Str,
    Bytes,
    Int,
    Float,
    Complex,
    Tuple,
    FrozenSet,
    Builtin, ///< `value` is a builtin's name, looked up once
  };
  Kind kind = Kind::InternedStr;
  std::string name; ///< in C++
  std::string
      value; ///< UTF-8/WTF-8, bytes, or the number's Python text (Complex: the imaginary part)
  std::vector<const Constant *> elements; ///< Tuple, FrozenSet; they stand before it in the module
};

// ---------------------------------------------------------------------------------------------
// Pure expressions
// ---------------------------------------------------------------------------------------------

enum class ExprKind : uint8_t {
  Literal,    ///< `text` as C++: `42`, `1.5`, `'x'`, `nullptr`, `"abc"`
  NamedValue, ///< `text` as C++: a macro, an enumerator, a function's name, `Py_None`
  VariableRef,
  ConstantRef, ///< a borrowed Python object
  Unary,       ///< `text` is the C++ operator: - ~ ! + and `*` (dereference), `&`
  Binary,      ///< `text` is the C++ operator
  Conditional, ///< operands: condition, then, else
  Cast,        ///< to `type`
  Field,       ///< operands[0].text, or -> when `is_arrow`
  Index,       ///< operands[0][operands[1]]
  SizeOf,      ///< of `cast_type`
  Call,        ///< a runtime entry that is a Value and Free, or a pure C function (macro)
  Initializer, ///< `T{a, b}`: a struct, array or ctuple by value
};

struct Expr {
  ExprKind kind;
  bool is_arrow = false;
  bool is_filled = false; ///< Field: an object place that is never null
  const Type *type = nullptr;
  const Type *cast_type = nullptr; ///< SizeOf
  llvm::StringRef text;
  const Variable *variable = nullptr;
  const Constant *constant = nullptr;
  std::optional<RuntimeEntry> entry; ///< Call
  llvm::ArrayRef<const Expr *> operands;
};

// ---------------------------------------------------------------------------------------------
// Instructions
// ---------------------------------------------------------------------------------------------

enum class InstKind : uint8_t {
#define NOGILC_INST(Kind, Ownership, Raises, Gil) Kind,
#include "ir/inst_kinds.def"
};

struct InstInfo {
  llvm::StringRef name;
  Ownership ownership;
  Raises raises;
  Gil gil;
};
const InstInfo &instInfo(InstKind kind);

enum class Construct : uint8_t {
#define NOGILC_CONSTRUCT(Kind, phrase) Kind,
#include "ir/constructs.def"
};
/// The construct in words, with its subject put in.
std::string describe(Construct construct, llvm::StringRef subject);

struct Inst;
struct Function;
using Block = std::vector<Inst *>;

/// How the caller learns that a C function raised; chosen by lowering from the callee's
/// ExceptionSpec and the region's GIL state.
enum class ErrorCheck : uint8_t {
  None,
  Value,             ///< result == error_value
  CheckedValue,      ///< result == error_value && error_occurred()
  CheckedValueNogil, ///< the same where the GIL may not be held
  Always,            ///< error_occurred()
  AlwaysNogil,
  Status, ///< the callee says so itself: see Function::has_status, types::hasStatusForm
  Null,   ///< an object: result == null
  Cpp,    ///< C++ exceptions, translated
};

/// How a CallFunction is written.
enum class CallForm : uint8_t {
  Function,  ///< `callee(args)`
  Construct, ///< `callee(args)`, of a type or a template: `callee` is its text
  Operator,  ///< one or two args with the operator that `callee` is
  New,       ///< `new callee(args)`
  Delete,    ///< `delete args[0]`
};

/// One struct for every kind: the kind says which fields mean something.
///
/// CallRuntime's args are one Expr a parameter of the row in abi.def, except that `Code` and
/// `Module`, and the line that follows a `Code`, are not there: emit supplies them. `Func` and
/// `Resume` are NamedValues; `Ref`, `SSizeRef` and `DoubleRef` are VariableRefs of the slot;
/// `RefArray` is a VariableRef of an Owned variable whose type is an array of object. An absent
/// OrNull is the literal `nullptr`. A result temporary that the call declares has the C++ type of
/// the row's out_type where that is concrete (`Bool` is a C++ bool).
struct Inst {
  InstKind kind;
  Construct construct = Construct::None;
  /// CallFunction. Return of a function with a status: how it finds out whether code that it called
  /// has left an exception without saying so (None: there is no such code).
  ErrorCheck error_check = ErrorCheck::None;
  CallForm call_form = CallForm::Function;
  bool takes_address = false; ///< CallFunction that returns a reference: the result points there
  bool is_move = false;       ///< StoreRef: takes the reference out of an owned variable
  bool is_gil_state_known = false; ///< ReleaseGil, AcquireGil: false = decided at run time
  bool result_declares = true;     ///< calls: the result is a Temporary that begins here
  bool is_raising = false;         ///< Return: with an exception set
  /// CallFunction: declared not to raise, but nobody has seen its body: C code of a user may set an
  /// exception all the same.
  bool is_opaque = false;
  /// CallFunction: of a header that may say `const` of what the result points at, where the dialect
  /// does not.
  bool is_of_header = false;
  Span span;
  uint32_t statement = 0;   ///< id of the innermost statement's AST node: one mistake, one message
  std::string_view subject; ///< for the construct's phrase; lives in the module's memory

  /// Evaluate, Borrow, Declare, calls, Yield (optional: what was sent; a new Borrowed temporary, or
  /// an Owned field of the frame), ExceptScope
  /// (optional: the exception, Borrowed, as long as the region lasts).
  Variable *result = nullptr;
  const Expr *place = nullptr; ///< Store, StoreRef; Drop: the owned variable
  const Expr *value =
      nullptr; ///< Evaluate, Borrow, Store, StoreRef, Return*, Yield; If and Loop: the condition
  /// Calls. Of CallRuntime one for each of entryArguments(): `Func` and `Resume` are NamedValues;
  /// `Ref`, `SSizeRef`, `DoubleRef` VariableRefs of the slot; `RefArray` the VariableRef of an
  /// Owned variable of array type.
  llvm::ArrayRef<const Expr *> args;
  RuntimeEntry entry{};         ///< CallRuntime
  const Expr *callee = nullptr; ///< CallFunction
  const types::FunctionType *callee_type = nullptr;
  const Function *callee_function = nullptr; ///< when it is a function of this module
  llvm::StringRef error_value;               ///< of error_check, as C++
  Label *on_error = nullptr;                 ///< calls that may raise, Yield
  Label *on_end = nullptr;                   ///< CallRuntime of kind Next: where 0 goes
  Label *label = nullptr;                    ///< Labeled, Goto
  Block *body = nullptr;                     ///< If (then), Loop, Labeled, regions
  Block *else_body = nullptr;                ///< If
  Block *step = nullptr;      ///< Loop: Stores only, run after the body and by Continue
  uint32_t resume_number = 0; ///< Yield: 1, 2, …
};

/// What an instruction needs of the GIL, whether it may raise, and why that is so.
struct Effects {
  Gil gil;
  bool may_raise;
};
Effects effectsOf(const Inst &inst);

// ---------------------------------------------------------------------------------------------
// Functions and the module
// ---------------------------------------------------------------------------------------------

// Names that emit/ defines. Lowering refers to them by NamedValue.
/// `int`, in a function with `has_error_line`: where the last jump to an error target came from.
inline constexpr llvm::StringLiteral kErrorLineName = "ng_line";
/// `PyObject*`, borrowed: the function object in a function of role Python, the generator in one of
/// role Generator.
inline constexpr llvm::StringLiteral kSelfName = "ng_self";
/// Before the name of a C function, or of the pointer to one of another module: the form that says
/// with its result whether it raised (Function::has_status).
inline constexpr llvm::StringLiteral kStatusPrefix = "ng_try_";
/// The frame in a function of role Generator (`<frame's struct>*`).
inline constexpr llvm::StringLiteral kFrameName = "ng_frame";

enum class FunctionRole : uint8_t {
  C,      ///< `cdef`/`cpdef` body: parameters and result as its type says
  Python, ///< body behind a Python callable: `PyObject* f(PyObject* self, PyObject* const* args)`
  Generator, ///< resume function: all variables are fields of its frame; Return* ends it: ReturnRef
             ///< and ReturnMoved with its result, Return `nullptr` with the exception that is set
  ModuleExec, ///< `bool f(ng::ModuleInfo&)`: runs the module body; Return `true` or `false`
};

/// State of the GIL when a function's body starts.
enum class GilState : uint8_t { Held, Released, Either };

struct Function {
  FunctionRole role = FunctionRole::C;
  std::string name;        ///< in C++
  std::string source_name; ///< as in tracebacks
  /// With the classes and functions around it; empty for what the compiler makes.
  std::string qualified_name;
  Span span;            ///< of its name
  Span nogil_span;      ///< of the word `nogil` in the signature, if it is there
  Span first_statement; ///< of the body, without its docstring; declarations may stand before it
  const types::FunctionType *type = nullptr; ///< role C
  /// Role Python: of the first argument, which the runtime tests before the call; null: anything.
  const types::ExtensionType *self_type = nullptr;
  std::vector<Variable *> parameters;
  std::vector<Variable *> locals; ///< Storage::Local, declared at the top
  Block body;
  GilState entry_state = GilState::Held;
  bool is_static = true; ///< internal linkage
  bool is_inline = false;
  bool is_in_pxd = false;      ///< a .pxd declares it, too: its signature stands in two places
  bool has_error_line = false; ///< some instruction records the line
  /// Something in it was not understood: it has Unknown instructions, calls without their arguments
  /// and other gaps. The GIL checker reads it; nobody else does.
  bool is_partial = false;
  bool may_raise = true; ///< whether any path returns with an exception set (found by lower)
  /// Role C: the body says with its result whether it raised (ng::Outcome), so that nobody has to
  /// ask the interpreter. Who calls it by name does so; who takes its address, and other languages,
  /// get a function of the plain C type around it.
  bool has_status = false;
  const struct ScopeLayout *frame = nullptr; ///< Generator: the frame that its variables live in
  uint32_t yield_count = 0;
};

/// A closure scope or generator frame: a C++ struct derived from `ng::Scope`; object slots first.
struct ScopeLayout {
  std::string name; ///< of the struct
  std::vector<Variable *> fields;
};

struct PythonParameter {
  std::string name;
  const Constant *name_constant = nullptr;
};

/// The static description from which a Python function object is made.
struct PythonFunction {
  std::string cname; ///< of the ng::FunctionInfo
  std::string name;
  std::string qualname;
  std::optional<std::string> docstring;
  const Function *body =
      nullptr; ///< of a generator expression, which is not called: its resume function
  std::vector<PythonParameter> parameters; ///< positional-only, then normal, then keyword-only
  uint32_t positional_only_count = 0;
  uint32_t positional_count = 0; ///< positional-only included
  bool has_varargs = false;
  bool has_varkeywords = false;
  std::string varargs_name;
  std::string varkeywords_name;
  bool is_generator = false; ///< with is_async: an asynchronous generator
  bool is_async = false;     ///< alone: a coroutine
  uint32_t line = 0;
  std::string file;
};

/// A C function or variable that another module reaches through the module's table, as Cython's
/// modules do, too: they understand each other.
struct Export {
  std::string name;      ///< in the dialect
  std::string signature; ///< of the C entity, in the words of that table
  std::string contract;  ///< the whole declaration, with the layout of what it mentions
  const Function *function = nullptr;
  const Variable *variable = nullptr;        ///< one of the two
  const Function *public_function = nullptr; ///< what C calls by its name, without the table
  bool is_in_table = false;                  ///< others find it when they are started
  bool is_public = false;                    ///< the module's header declares it
  bool is_api = false;                       ///< the module's `_api.h` fetches it out of the table
  bool has_status = false; ///< our modules call the form of it that says if it raised
};

/// A type of the module's headers, as C.
struct PublicType {
  std::string definition;
  bool is_api_only = false;
};

/// The other side: a static pointer called `pointer`, filled in before the module's body runs.
struct Import {
  std::string module; ///< dotted
  std::string name;
  std::string signature;
  std::string contract;
  std::string pointer;        ///< in C++
  const Type *type = nullptr; ///< of the variable; of the function as it is called
  bool is_function = false;
};
/// Whether it is called in the form that says if it raised.
inline bool hasStatus(const Import &import) {
  return import.is_function && types::hasStatusForm(*llvm::cast<types::FunctionType>(import.type));
}

/// A function of a header that its declaration allows to be called without the GIL.
struct NogilDeclaration {
  llvm::StringRef cname;
  llvm::StringRef name;
  Span span;
  bool is_own = false;               ///< declared in this module or its own .pxd
  bool is_in_cpython_header = false; ///< declared from Python.h or another header of CPython
};

// ---------------------------------------------------------------------------------------------
// Extension types
// ---------------------------------------------------------------------------------------------

/// A C method that is called through the class's table.
struct VtableEntry {
  std::string name;                          ///< of the member
  std::string source_name;                   ///< of the method
  const types::FunctionType *type = nullptr; ///< of the class that introduced it
  bool is_direct = false;                    ///< of a cpdef method: looks for no override
};

/// What fills a slot of the type object: a function of role C, or of role Python with the number of
/// arguments that the slot gives. Null where one of several methods is absent.
struct SlotFunction {
  const Function *function = nullptr;
  unsigned python_arity = 0;
};
struct ClassSlot {
  llvm::StringRef name;    ///< a row of the runtime's type_slots.def
  llvm::StringRef adapter; ///< a template of the runtime's slots.h around the functions; or none
  std::vector<SlotFunction> functions;
};

/// An attribute that Python code sees. `set` and `del` may be null; `del_sets_none`: deleting it
/// gives `set` None.
struct ClassAttribute {
  std::string name;
  std::optional<std::string> docstring;
  const Function *get = nullptr;
  const Function *set = nullptr;
  const Function *del = nullptr;
  bool del_sets_none = false;
};

/// A special method without a slot of its own, which Python code finds in the class all the same.
/// It takes `self` and one object.
struct ClassMethod {
  llvm::StringRef name;
  std::optional<std::string> docstring;
  SlotFunction function;
};
struct MethodDocstring {
  std::string name, text;
};
/// How pickling reads and writes a C attribute.
struct PickledMember {
  std::string name;
  std::string field; ///< `Struct::member`; a number without the functions
  const Function *get = nullptr;
  const Function *set = nullptr;
};
struct ClassField {
  llvm::StringRef name;    ///< of the member
  std::string source_name; ///< of the attribute
  const Type *type = nullptr;
};

/// What is allowed of the size of an imported class's instances, beside the expected one.
enum class SizeCheck : uint8_t { Exact, WarnIfLarger, Larger };

/// A `cdef class` of this module, or what is used of one that another module makes. Objects among
/// the fields are owned by the instance.
struct Class {
  std::string cname;     ///< begins the C++ names of what belongs to it
  std::string name;      ///< with the module's: `package.module.C`
  std::string type_name; ///< in C++, of its type object; imported: of the pointer to that
  std::optional<std::string> docstring;
  const types::ExtensionType *type = nullptr;
  const Class *base = nullptr;
  llvm::StringRef builtin_base;   ///< without `base`: a row of builtin_bases.def; empty: object
  llvm::StringRef builtin_struct; ///< of its instances, in C
  bool has_base_size = false;     ///< the instances are as large as those of the builtin base
  std::vector<ClassField> fields; ///< its own
  /// Its own entries of the table, behind those of `base`.
  std::vector<VtableEntry> new_methods;
  /// The functions of all entries, those of the first base first. Null: that of the imported base.
  std::vector<const Function *> methods;
  /// The first class of the hierarchy with a table, whose instances have the pointer to it; null if
  /// there is none.
  const Class *vtable_owner = nullptr;
  std::vector<ClassSlot> slots;
  std::vector<ClassAttribute> attributes;
  std::vector<ClassMethod> python_methods;
  std::vector<MethodDocstring> docstrings; ///< of special methods that have slots
  bool has_pickling = false;               ///< by itself; `unpicklable` says why it refuses
  std::string unpicklable;
  std::vector<PickledMember> pickled_members; ///< its own
  // Its own; null where it has none.
  const PythonFunction *cinit = nullptr;
  const PythonFunction *init = nullptr;
  const PythonFunction *call = nullptr;
  const Function *dealloc = nullptr;
  bool cinit_takes_arguments = false;
  bool is_collected = false; ///< takes part in garbage collection
  bool is_cleared = true;    ///< the collector may break its circles
  bool is_final = false;
  bool is_internal = false; ///< no name of the module
  bool is_public = false;   ///< the module's header declares it
  bool is_api = false;      ///< the module's `_api.h` finds it in the module
  /// Its type is made by the class statement, which evaluates further bases of it or of a base.
  bool is_late = false;
  bool is_sequence = false, is_mapping = false;
  bool has_trashcan = false;
  uint16_t kept_instances = 0; ///< so many that have ended wait for their memory to be used again
  bool has_version_tag = true; ///< the interpreter may remember what its attributes are
  bool has_dict = false;       ///< the class itself adds it
  bool has_weakrefs = false;
  bool is_extern = false;    ///< imported: known by its struct alone; no C methods
  bool is_in_header = false; ///< imported: a header has the struct
  bool is_imported = false;  ///< made by another module, which is `home`
  bool is_used = false;      ///< imported: the type object is needed, or the layout is relied on
  std::string home;
  SizeCheck size_check = SizeCheck::Exact;
  std::string contract; ///< imported, or shown to others: what both sides must agree on
};

struct Module {
  std::string name; ///< dotted
  std::optional<std::string> docstring;
  std::string source_path;
  std::vector<std::string>
      includes; ///< lines as they go into the C++: `#include "math.h"`, verbatim code
  std::vector<PublicType> public_types;
  std::vector<std::string> type_definitions; ///< C++ text of structs, enums and typedefs, in order
  /// C++ text of what is defined elsewhere, in C. A header may declare it, too, and then in C++
  /// only behind this: whose types need no header stands in front of all.
  std::vector<std::string> extern_declarations, first_extern_declarations;
  std::vector<Variable *> variables; ///< Static
  std::vector<Function *> functions; ///< in an order that needs declarations for calls forward only
  std::vector<PythonFunction *> python_functions;
  std::vector<const Constant *> constants;
  std::vector<const ScopeLayout *> scopes;
  std::vector<Export> exports;
  std::vector<Import> imports;
  std::vector<NogilDeclaration> nogil_declarations; ///< in no order that means anything
  std::vector<const Class *> classes;               ///< its own; bases first
  std::vector<const Class *> imported_classes;      ///< used, or a base of those; bases first
  Function *exec = nullptr;
  bool is_freethreading_compatible = false;
  /// The interpreters of a process that it may be in at the same time.
  enum class Interpreters : uint8_t { One, SharedGil, OwnGil } interpreters = Interpreters::One;
  bool catches_cpp = false;  ///< has calls that are `except +`
  bool converts_cpp = false; ///< containers of C++ from and to Python: needs a header of its own
  /// Where the GIL may not be held, the statements without a body, by their number.
  llvm::DenseMap<uint32_t, Span> simple_statements;

  llvm::BumpPtrAllocator arena; ///< Exprs and strings
  std::deque<Inst> inst_storage;
  std::deque<Block> block_storage;
  std::deque<Variable> variable_storage;
  std::deque<Label> label_storage;
  std::deque<Constant> constant_storage;
  std::deque<Function> function_storage;
  std::deque<PythonFunction> python_function_storage;
  std::deque<ScopeLayout> scope_storage;
  std::deque<Class> class_storage;
};

/// Whether a function runs no code but its own, so that it cannot lead back to itself.
bool isLeaf(const Function &function);

} // namespace nogilc::ir
