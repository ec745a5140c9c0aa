// tables.h: the static tables that describe a generated module: its constants, functions and code
// positions. Generated code only fills them in; the runtime reads them. All are plain aggregates.
#pragma once

#include "nogilc_rt/ref.h"

namespace nogilc_rt {

struct ModuleInfo;

// ---- constants ---------------------------------------------------------------------------------

/// How the text of a constant is read.
enum class Const : unsigned char {
  Name,      // str, interned (attribute, global, keyword names); UTF-8
  Str,       // str; UTF-8, lone surrogates as three bytes
  Bytes,     // bytes
  Int,       // int of any size, as in Python source: "12", "-7", "0xffff"
  Float,     // float: "1.5", "1e300", "inf", "nan"
  Imag,      // complex with that imaginary part: "2.0"
  Tuple,     // numbers of earlier constants: "3,4,7"; "" is ()
  FrozenSet, // numbers of earlier constants
  None,
  True,
  False,
  Ellipsis,
  Builtin, // a name looked up in builtins when the module is initialised
};

struct ConstInit {
  Const kind;
  const char *text = nullptr;
  Py_ssize_t size = 0; // bytes of text
};

// ---- code --------------------------------------------------------------------------------------

/// Where code came from, for tracebacks. One per function, and one for the module body.
struct CodeInfo {
  ModuleInfo *module;
  const char *name; // what a traceback shows: "f", "<module>", "<lambda>"
  const char *file; // the source as the user named it
};

// ---- functions ---------------------------------------------------------------------------------

/// The compiled body. `self` is the function object; `args` holds one borrowed object a parameter
/// in the order of FunctionInfo::parameters, defaults filled in.
using FunctionImpl = PyObject *(*)(PyObject *self, PyObject *const *args);

enum FunctionFlags : unsigned {
  kVarArgs = 1,
  kVarKeywords = 2,
  kGenerator = 4,
  kCoroutine = 8,
  kAsyncGenerator = 16,
  kLeaf = 32, // the body runs no other code, so that no call of it is one too deep
};

struct FunctionInfo {
  CodeInfo code;
  FunctionImpl impl;
  int line;              // of the `def`
  int name;              // constant numbers: __name__,
  int qualname;          // __qualname__,
  int doc;               // __doc__, -1 if none
  const int *parameters; // names (constant numbers): positional, keyword-only, *args, **kwargs
  short positional_only; // of the positional ones
  short positional;      // including the positional-only ones
  short keyword_only;
  unsigned short flags;
  PyTypeObject *self_type = nullptr; // of the first argument, for a method of an extension type
  // The runtime's; zero in generated code. Written under the GIL, once.
  PyObject *code_object = nullptr; // made when __code__ is asked for
};

// ---- C functions and variables of modules -------------------------------------------------------

/// One that other modules may use. The table ends with an entry without a name.
struct CExport {
  const char *name = nullptr;
  const char *signature = nullptr; // what a capsule of it is called
  const char *contract = nullptr;  // the whole declaration, for people and for our own modules
  void *address = nullptr;
  void *with_status = nullptr; // the form of it that says if it raised (outcome.h)
};

/// One of another module. The table ends with an entry without a name.
struct CImport {
  const char *module = nullptr; // dotted
  const char *name = nullptr;
  const char *signature = nullptr;
  const char *contract = nullptr;
  bool is_function = false;
  void *pointer = nullptr; // to the pointer that gets the address
  // To the pointer that gets the form that says if it raised. If there is none, because Cython made
  // the module, what stands there already stays: a function that asks the interpreter.
  void *with_status = nullptr;
};

/// A `cdef class` that other modules may use: its capsule in `__nogilc_capi__` points at `what` and
/// is named by the contract. The table ends with an entry without a name.
struct ExportedClass {
  PyTypeObject *type;
  const void *table; // of its C methods; null without any
};
struct ClassExport {
  const char *name = nullptr;
  const char *contract = nullptr; // layout of the instances and of the table
  ExportedClass what = {};
};

enum class SizeCheck : unsigned char { Exact, WarnIfLarger, Larger };

/// One of another module. The table ends with an entry without a name.
struct ClassImport {
  const char *module = nullptr; // dotted
  const char *name = nullptr;
  const char *contract = nullptr; // null: of an extern class, which a header describes
  size_t size = 0;                // of an instance
  SizeCheck size_check{};
  PyTypeObject **type = nullptr; // gets the type, and a reference to it
  void *table = nullptr;         // to the pointer that gets the table; null without one
};

// ---- modules -----------------------------------------------------------------------------------

struct ExtensionType; // extension_type.h
struct CodeCache;     // code objects of tracebacks

/// In which interpreters of a process a module may be at the same time.
enum class Interpreters : unsigned char {
  One,
  SharedGil, // several with the same GIL
  OwnGil,    // any
};

struct ModuleInfo {
  const char *name; // dotted
  const char *doc;  // null if none
  const char *file;
  const ConstInit *constant_inits;
  PyObject **constants; // `constant_count` slots
  int constant_count;
  bool (*body)(ModuleInfo &module); // the module's statements; false = raised
  bool runs_without_gil = false;    // on a free-threaded Python the GIL may stay off
  const CExport *exports = nullptr;
  const CImport *imports = nullptr;
  ExtensionType *const *classes = nullptr; // bases first; ends with null
  const ClassExport *class_exports = nullptr;
  const ClassImport *class_imports = nullptr;
  bool (*link)(ModuleInfo &module) = nullptr; // link_module, if one of the five is there
  Interpreters interpreters = Interpreters::One;
  const char *init_name = nullptr; // of the function that Python calls first
  // find_copy, if it may be in several interpreters.
  ModuleInfo *(*find_copy)(ModuleInfo &module, long long interpreter) = nullptr;
  // The runtime's; zero in generated code. Written when the module is executed, under the import
  // lock; read-only afterwards except the code cache, which the GIL (or its own lock) guards.
  PyObject *module = nullptr;
  PyObject *globals = nullptr;     // module.__dict__
  PyObject *builtins = nullptr;    // builtins.__dict__
  PyObject *name_object = nullptr; // __name__ at the start
  CodeCache *code_cache = nullptr;
  int (*execute)(ModuleInfo &module, PyObject *object) = nullptr; // as Py_mod_exec says
  PyModuleDef_Slot slots[5] = {};
  PyModuleDef def = {};
};

/// Makes the module's classes, shows other modules what is theirs to see, and finds what comes from
/// them. Reached through ModuleInfo::link, so that modules without any of it are not linked with
/// it. False: raised.
bool link_module(ModuleInfo &module);

/// The module's data for another interpreter than the one that has `module`, loaded if need be.
/// Reached through ModuleInfo::find_copy. Null: raised.
ModuleInfo *find_copy(ModuleInfo &module, long long interpreter);

} // namespace nogilc_rt
