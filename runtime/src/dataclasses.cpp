// dataclasses.cpp: what the standard library wants to know of a `cdef class` that is a dataclass,
// so that fields(), asdict(), replace() and is_dataclass() work with it. Needs the GIL.
#include "internal.h"

#include "nogilc_rt/extension_type.h"

namespace nogilc_rt {

namespace {

constexpr char kFieldsName[] = "__dataclass_fields__";

PyObject *make_field(PyObject *library, PyObject *arguments, PyObject *name, PyObject *type,
                     Py_UCS4 kind) {
  const bool is_kw_only = kind == 'F' || kind == 'I';
  Ref maker(PyObject_GetAttrString(library, "field"));
  Ref none(PyTuple_New(0));
  Ref field(maker && none ? PyObject_Call(maker, none, arguments) : nullptr);
  if (!field)
    return nullptr;
  Ref field_kind(
      PyObject_GetAttrString(library, kind == 'i' || kind == 'I' ? "_FIELD_INITVAR" : "_FIELD"));
  if (!field_kind || PyObject_SetAttrString(field, "name", name) < 0 ||
      PyObject_SetAttrString(field, "type", type) < 0 ||
      PyObject_SetAttrString(field, "_field_type", field_kind) < 0 ||
      PyObject_SetAttrString(field, "kw_only", is_kw_only ? Py_True : Py_False) < 0)
    return nullptr;
  return field.release();
}

/// Its constructor has got more parameters over time.
PyObject *make_params(PyObject *library, int options) {
  const auto option = [&](int from_right) {
    return options >> from_right & 1 ? Py_True : Py_False;
  };
  Ref maker(PyObject_GetAttrString(library, "_DataclassParams"));
  if (!maker)
    return nullptr;
#if PY_VERSION_HEX >= 0x030C0000
  return PyObject_CallFunctionObjArgs(maker, option(7), option(6), option(5), option(4), option(3),
                                      option(2), option(1), option(0), Py_False, Py_False, nullptr);
#else
  return PyObject_CallFunctionObjArgs(maker, option(7), option(6), option(5), option(4), option(3),
                                      option(2), nullptr);
#endif
}

} // namespace

bool dataclass_fields(PyObject *type, PyObject *names, PyObject *types, PyObject *kinds,
                      int options) {
  Ref library(PyImport_ImportModule("dataclasses"));
  Ref fields(PyDict_New());
  if (!library || !fields)
    return false;
  auto *base = reinterpret_cast<PyObject *>(reinterpret_cast<PyTypeObject *>(type)->tp_base);
  if (PyObject_HasAttrString(base, kFieldsName)) {
    Ref inherited(PyObject_GetAttrString(base, kFieldsName));
    if (!inherited || PyDict_Update(fields, inherited) < 0)
      return false;
  }
  PyObject *space = class_dict(type);
  Ref written(new_ref_or_null(PyDict_GetItemString(space, kFieldsName)));
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names); ++i) {
    PyObject *name = PyTuple_GET_ITEM(names, i);
    PyObject *arguments = written ? PyDict_GetItemWithError(written, name) : nullptr;
    if (!arguments) {
      if (!PyErr_Occurred())
        PyErr_SetObject(PyExc_KeyError, name);
      return false;
    }
    Ref field(make_field(library, arguments, name, PyTuple_GET_ITEM(types, i),
                         PyUnicode_READ_CHAR(kinds, i)));
    if (!field || PyDict_SetItem(fields, name, field) < 0)
      return false;
  }
  Ref params(make_params(library, options));
  return params && PyDict_SetItemString(space, kFieldsName, fields) == 0 &&
         PyDict_SetItemString(space, "__dataclass_params__", params) == 0;
}

} // namespace nogilc_rt
