// enums.h: the Python classes of `cpdef enum`, and members of them for C values. They are IntEnums
// that take any number: a C enum is often a set of flags.
#pragma once

#include "nogilc_rt/conversions.h"
#include "nogilc_rt/ref.h"
#include "nogilc_rt/tables.h"

namespace nogilc_rt {

/// The class `name`, with the members of a tuple `(name, value, name, value …)`, in the module.
PyObject *make_enum(ModuleInfo &module, PyObject *name, PyObject *members, PyObject *doc);
/// The class that another module made; None, after a warning, if it has none. Looked up once and
/// kept in `slot`.
PyObject *imported_enum(Ref &slot, PyObject *module, PyObject *name);
/// Takes over `number`.
PyObject *enum_member(PyObject *enum_class, PyObject *number);

template <class T> inline PyObject *enum_to_py(PyObject *enum_class, T value) {
  PyObject *number = to_py(value);
  return number && enum_class != Py_None ? enum_member(enum_class, number) : number;
}

} // namespace nogilc_rt
