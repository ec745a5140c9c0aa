// strings.cpp: the slow paths of strings.h.
#include "internal.h"

#include <cstring>

namespace nogilc_rt {

PyObject *format_value(PyObject *value, int conversion, PyObject *spec) {
  Ref converted;
  switch (conversion) {
  case 's':
    converted.reset(PyObject_Str(value));
    break;
  case 'r':
    converted.reset(PyObject_Repr(value));
    break;
  case 'a':
    converted.reset(PyObject_ASCII(value));
    break;
  default:
    converted.assign(value);
  }
  if (!converted)
    return nullptr;
  if (!spec && PyUnicode_CheckExact(converted))
    return converted.release();
  return PyObject_Format(converted, spec);
}

namespace {

/// "-" (or not) and the decimal digits.
PyObject *decimal(bool is_negative, unsigned long long value) {
  char digits[24];
  char *const end = digits + sizeof digits;
  char *at = end;
  do
    *--at = static_cast<char>('0' + value % 10);
  while (value /= 10);
  if (is_negative)
    *--at = '-';
  PyObject *text = PyUnicode_New(end - at, 127);
  if (text)
    std::memcpy(PyUnicode_1BYTE_DATA(text), at, static_cast<size_t>(end - at));
  return text;
}

} // namespace

PyObject *signed_to_str(long long value) {
  auto magnitude = static_cast<unsigned long long>(value);
  return decimal(value < 0, value < 0 ? 0 - magnitude : magnitude);
}

PyObject *unsigned_to_str(unsigned long long value) { return decimal(false, value); }

PyObject *to_str_slow(PyObject *owned) {
  Ref object(owned);
  return object ? PyObject_Str(object) : nullptr;
}

PyObject *join_array(PyObject *const *parts, Py_ssize_t count) {
  Py_ssize_t length = 0;
  Py_UCS4 widest = 0;
  for (Py_ssize_t i = 0; i < count; ++i) {
    if (PyUnicode_GET_LENGTH(parts[i]) > PY_SSIZE_T_MAX - length) {
      PyErr_SetString(PyExc_OverflowError, "join() result is too long for a Python string");
      return nullptr;
    }
    length += PyUnicode_GET_LENGTH(parts[i]);
    Py_UCS4 width = PyUnicode_MAX_CHAR_VALUE(parts[i]);
    widest = width > widest ? width : widest;
  }
  Ref result(PyUnicode_New(length, widest));
  Py_ssize_t at = 0;
  for (Py_ssize_t i = 0; result && i < count; ++i) {
    Py_ssize_t size = PyUnicode_GET_LENGTH(parts[i]);
    auto kind = PyUnicode_KIND(parts[i]);
    if (kind == PyUnicode_KIND(result.get()))
      std::memcpy(static_cast<char *>(PyUnicode_DATA(result.get())) + at * static_cast<int>(kind),
                  PyUnicode_DATA(parts[i]), static_cast<size_t>(size * static_cast<int>(kind)));
    else if (size && PyUnicode_CopyCharacters(result, at, parts[i], 0, size) < 0)
      return nullptr;
    at += size;
  }
  return result.release();
}

} // namespace nogilc_rt
