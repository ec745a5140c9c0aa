// function.h: the type of compiled functions. To Python they look like functions: they bind, carry
// __name__, __defaults__, __code__ and the rest, have a signature, pickle by name, and take calls
// through vectorcall. Creating and calling them needs the GIL.
#pragma once

#include "nogilc_rt/tables.h"

namespace nogilc_rt {

struct Function {
  PyObject_HEAD vectorcallfunc vectorcall;
  FunctionInfo *info;
  // What a usual call looks at: copied out of the info.
  FunctionImpl impl;
  Py_ssize_t plain_count; // parameters, where all are positional; else -1
  PyTypeObject *self_type;
  // owned; null where CPython would show None
  PyObject *closure; // the scope that the body reaches
  PyObject *name, *qualname, *doc, *module_name;
  PyObject *defaults, *keyword_defaults, *annotations;
  // The values of keyword_defaults by parameter (a tuple with holes); null as soon as Python code
  // may have changed the dict.
  PyObject *keyword_default_values;
  PyObject *dict, *weak_references;
};

/// A new function. `closure` is the scope object of the enclosing function; `defaults` a tuple of
/// the last positional parameters' values, `keyword_defaults` a dict; null where there are none.
PyObject *make_function(FunctionInfo &info, PyObject *closure, PyObject *defaults,
                        PyObject *keyword_defaults, PyObject *annotations);

/// `def` where its name is a global, or in a class body, whose namespace is any mapping: what
/// make_function gives is bound to `name`.
bool define_global(ModuleInfo &module, PyObject *name, FunctionInfo &info, PyObject *closure,
                   PyObject *defaults, PyObject *keyword_defaults, PyObject *annotations);
bool define_member(PyObject *space, PyObject *name, FunctionInfo &info, PyObject *closure,
                   PyObject *defaults, PyObject *keyword_defaults, PyObject *annotations);

inline PyObject *function_closure(PyObject *function) {
  return reinterpret_cast<Function *>(function)->closure;
}

} // namespace nogilc_rt
