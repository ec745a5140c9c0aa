// strings.h: f-strings and str(). All of it needs the GIL.
#pragma once

#include "nogilc_rt/calls.h"

namespace nogilc_rt {

/// One placeholder: conversion is 0, 's', 'r' or 'a'; `spec` is a str or null.
PyObject *format_value(PyObject *value, int conversion, PyObject *spec);

/// The concatenation of `count` strs.
PyObject *join_array(PyObject *const *parts, Py_ssize_t count);
template <class... Objects> inline PyObject *join_strings(const Objects &...parts) {
  PyObject *array[] = {as_object(parts)..., nullptr};
  return join_array(array, sizeof...(parts));
}

/// `a + b` of two exact strs (None raises as `+` does).
inline PyObject *str_concat(PyObject *a, PyObject *b) {
  return NOGILC_LIKELY(PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b))
             ? PyUnicode_Concat(a, b)
             : PyNumber_Add(a, b);
}
inline PyObject *to_str(PyObject *object) { return PyObject_Str(object); }
inline PyObject *to_repr(PyObject *object) { return PyObject_Repr(object); }

} // namespace nogilc_rt
