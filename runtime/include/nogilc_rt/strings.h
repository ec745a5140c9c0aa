// strings.h: f-strings and str(). All of it needs the GIL.
#pragma once

#include "nogilc_rt/calls.h"
#include "nogilc_rt/conversions.h"

namespace nogilc_rt {

/// One placeholder: conversion is 0, 's', 'r' or 'a'; `spec` is a str or null.
PyObject *format_value(PyObject *value, int conversion, PyObject *spec);

PyObject *signed_to_str(long long value);
PyObject *unsigned_to_str(unsigned long long value);
PyObject *to_str_slow(PyObject *owned);

/// str() of a C number, as f"{x}" shows it; integers without the detour over an int object.
template <class T> inline PyObject *c_to_str(T value) {
  if constexpr (std::is_integral_v<T> && sizeof(T) <= sizeof(long long) &&
                !std::is_same_v<T, bool>) {
    if constexpr (is_unsigned_integer<T>())
      return unsigned_to_str(value);
    else
      return signed_to_str(value);
  } else {
    return to_str_slow(to_py(value));
  }
}

/// The concatenation of `count` strs.
PyObject *join_array(PyObject *const *parts, Py_ssize_t count);
template <class... Objects> inline PyObject *join_strings(const Objects &...parts) {
  PyObject *array[] = {as_object(parts)..., nullptr};
  return join_array(array, sizeof...(parts));
}

/// `a + b` of two exact strs (None raises as `+` does).
inline PyObject *str_concat(PyObject *a, PyObject *b) {
  return NOGILC_LIKELY(PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b)) ? PyUnicode_Concat(a, b)
                                                                           : PyNumber_Add(a, b);
}
inline PyObject *to_str(PyObject *object) { return PyObject_Str(object); }
inline PyObject *to_repr(PyObject *object) { return PyObject_Repr(object); }

} // namespace nogilc_rt
