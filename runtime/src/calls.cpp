// calls.cpp: f(*a, **b) with the interpreter's own errors.
#include "internal.h"

namespace nogilc_rt {

namespace {

/// How the interpreter names a callable in an error: "module.qualname()" or str(callable).
PyObject *describe_callable(PyObject *callable) {
  Ref qualname;
  if (!getattr_or_null(callable, names.qualname, qualname))
    return nullptr;
  if (!qualname)
    return PyObject_Str(callable);
  Ref module;
  if (!getattr_or_null(callable, names.module, module))
    return nullptr;
  if (module && module.get() != Py_None &&
      !(PyUnicode_Check(module) && PyUnicode_CompareWithASCIIString(module, "builtins") == 0))
    return PyUnicode_FromFormat("%S.%S()", module.get(), qualname.get());
  return PyUnicode_FromFormat("%S()", qualname.get());
}

void raise_about(PyObject *callable, const char *format, PyObject *culprit) {
  PyErr_Clear();
  Ref description(describe_callable(callable));
  if (description)
    PyErr_Format(PyExc_TypeError, format, description.get(), Py_TYPE(culprit)->tp_name);
}

void raise_multiple_values(PyObject *callable, PyObject *name) {
  if (!PyUnicode_Check(name)) {
    PyErr_SetString(PyExc_TypeError, "keywords must be strings");
    return;
  }
  Ref description(describe_callable(callable));
  if (description)
    PyErr_Format(PyExc_TypeError, "%U got multiple values for keyword argument '%S'",
                 description.get(), name);
}

} // namespace

bool star_extend(PyObject *function, PyObject *list, PyObject *iterable) {
  if (list_extend(list, iterable))
    return true;
  if (!Py_TYPE(iterable)->tp_iter && !PySequence_Check(iterable) &&
      PyErr_ExceptionMatches(PyExc_TypeError))
    raise_about(function, "%U argument after * must be an iterable, not %.200s", iterable);
  return false;
}

bool star_keyword(PyObject *function, PyObject *dict, PyObject *name, PyObject *value) {
  int present = PyDict_Contains(dict, name);
  if (present < 0)
    return false;
  if (present) {
    raise_multiple_values(function, name);
    return false;
  }
  return PyDict_SetItem(dict, name, value) == 0;
}

bool star_merge(PyObject *function, PyObject *dict, PyObject *mapping) {
  if (PyDict_CheckExact(mapping)) {
    if (PyDict_GET_SIZE(dict) == 0)
      return PyDict_Update(dict, mapping) == 0;
    Ref copy(PyDict_Copy(mapping)); // comparing keys may run code that changes it
    if (!copy)
      return false;
    Py_ssize_t position = 0;
    PyObject *key, *value;
    while (PyDict_Next(copy, &position, &key, &value))
      if (!star_keyword(function, dict, key, value))
        return false;
    return true;
  }
  Ref keys_method;
  if (!getattr_or_null(mapping, names.keys, keys_method))
    return false;
  if (!keys_method) {
    raise_about(function, "%U argument after ** must be a mapping, not %.200s", mapping);
    return false;
  }
  Ref keys(PyObject_CallNoArgs(keys_method));
  Ref iterator(keys ? PyObject_GetIter(keys) : nullptr);
  if (!iterator)
    return false;
  while (Ref key{PyIter_Next(iterator)}) {
    Ref value(PyObject_GetItem(mapping, key));
    if (!value || !star_keyword(function, dict, key, value))
      return false;
  }
  return !PyErr_Occurred();
}

} // namespace nogilc_rt
