// internal.h: what the sources of the runtime share and generated code never sees.
#pragma once

#include "nogilc_rt/nogilc_rt.h"
#include "nogilc_rt/recursion.h"

#include <cstddef>
#include <frameobject.h>

namespace nogilc_rt {

/// Interned names that the runtime itself looks up. Filled once, by the first module that is
/// initialised, under the import lock; read-only afterwards.
struct Names {
  PyObject *enter, *exit, *aenter, *aexit, *append, *builtins, *class_, *doc, *import_, *module,
      *mro_entries, *name, *prepare, *qualname, *orig_bases, *close, *throw_, *send, *metaclass,
      *keys, *value, *items;
};
extern Names names;

/// A docstring as CPython's compiler changes it from 3.13 on (a new reference; null: raised).
PyObject *clean_docstring(PyObject *written);
/// What becomes `__doc__` of the docstring that was written; null for null, and where it raised.
inline PyObject *docstring_value(PyObject *written) {
#if PY_VERSION_HEX >= 0x030D0000
  return written && PyUnicode_Check(written) ? clean_docstring(written) : new_ref_or_null(written);
#else
  return new_ref_or_null(written);
#endif
}

/// Gives a class with pickling_methods its `__reduce__` and `__setstate__`, unless the class or a
/// base has been given something of the kind.
bool set_pickling(ExtensionType &type);

/// Makes class methods and static methods of the functions that are such without a word.
bool wrap_implicit_methods(PyObject *space);

CodeCache *new_code_cache(); // null: out of memory

/// What the guards of the GIL must know when the first module of this library is imported. False:
/// raised.
bool enter_interpreter(PyInterpreterState *interpreter);
/// The module that a definition belongs to.
ModuleInfo &info_of(PyModuleDef *def);

bool init_names();
bool init_types();
bool init_function_type();

/// The types that not every module uses: a static object of this kind beside the type's code has it
/// made when the module is initialised, if the linker found a use for that code at all.
struct OptionalType {
  explicit OptionalType(bool (*init)());
  bool (*init)();
  OptionalType *next;
};

extern PyTypeObject *function_type, *scope_type, *generator_type;

/// Sets `slot` to a new type made from `spec`, unless it is already there.
bool make_type(PyTypeObject *&slot, PyType_Spec &spec);

/// Types whose objects only the runtime makes, and whose attributes Python code cannot change.
#if PY_VERSION_HEX >= 0x030A0000
constexpr unsigned kNoNewFlag = Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE;
#else
constexpr unsigned kNoNewFlag = 0;
#endif

/// The vectorcall of function objects.
/// The vectorcalls of functions; the first is of those that are leaves.
PyObject *call_leaf(PyObject *self, PyObject *const *arguments, size_t flagged_count,
                    PyObject *keyword_names);
PyObject *call_function(PyObject *self, PyObject *const *arguments, size_t flagged_count,
                        PyObject *keyword_names);
/// The parameter (borrowed) that a wrong keyword may have meant, or null.
PyObject *suggest_name(const FunctionInfo &info, PyObject *wrong);
/// A new reference to the code object that describes a function; made on demand.
PyObject *code_object_of(FunctionInfo &info);

} // namespace nogilc_rt
