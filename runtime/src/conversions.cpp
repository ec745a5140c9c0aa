// conversions.cpp: the slow paths of conversions.h.
#include "internal.h"

#include <cstring>

namespace nogilc_rt {

// ---- integers ----------------------------------------------------------------------------------

namespace {

/// `object` as an int: itself, or what its __int__ or __index__ gives. Strings are no numbers.
PyObject *as_int(PyObject *object) {
  if (PyLong_Check(object))
    return new_ref(object);
  PyNumberMethods *number = Py_TYPE(object)->tp_as_number;
  unaryfunc convert = !number ? nullptr : number->nb_int ? number->nb_int : number->nb_index;
  if (!convert) {
    PyErr_SetString(PyExc_TypeError, "an integer is required");
    return nullptr;
  }
  PyObject *result = convert(object);
  if (result && !PyLong_Check(result)) {
    PyErr_Format(PyExc_TypeError, "%s returned non-int (type %.200s)",
                 number->nb_int ? "__int__" : "__index__", Py_TYPE(result)->tp_name);
    Py_CLEAR(result);
  }
  return result;
}

void raise_too_large(const char *type) {
  PyErr_Format(PyExc_OverflowError, "value too large to convert to %s", type);
}

void raise_negative(const char *type) {
  PyErr_Format(PyExc_OverflowError, "can't convert negative value to %s", type);
}

} // namespace

bool signed_from_py(PyObject *object, long long lowest, long long highest, const char *type,
                    long long &result) {
  Ref integer(as_int(object));
  if (!integer)
    return false;
  int overflow;
  result = PyLong_AsLongLongAndOverflow(integer, &overflow);
  if (overflow) {
    PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C long");
    return false;
  }
  if (result == -1 && PyErr_Occurred())
    return false;
  if (result >= lowest && result <= highest)
    return true;
  raise_too_large(type);
  return false;
}

bool unsigned_from_py(PyObject *object, unsigned long long highest, const char *type,
                      unsigned long long &result) {
  Ref integer(as_int(object));
  if (!integer)
    return false;
  int overflow;
  long long value = PyLong_AsLongLongAndOverflow(integer, &overflow);
  if (value == -1 && !overflow && PyErr_Occurred())
    return false;
  if (overflow < 0 || (!overflow && value < 0)) {
    raise_negative(type);
    return false;
  }
  if (overflow) {
    result = PyLong_AsUnsignedLongLong(integer);
    if (result == static_cast<unsigned long long>(-1) && PyErr_Occurred()) {
      PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C unsigned long");
      return false;
    }
  } else {
    result = static_cast<unsigned long long>(value);
  }
  if (result <= highest)
    return true;
  raise_too_large(type);
  return false;
}

#ifdef __SIZEOF_INT128__
namespace {

PyObject *shift(BinaryFunction function, PyObject *object) {
  return apply_right_int(function, object, 64);
}

} // namespace

PyObject *int128_to_py(__int128 value, bool is_unsigned) {
  auto low = static_cast<unsigned long long>(value);
  auto high = static_cast<unsigned long long>(static_cast<unsigned __int128>(value) >> 64);
  Ref upper(is_unsigned ? PyLong_FromUnsignedLongLong(high)
                        : PyLong_FromLongLong(static_cast<long long>(high)));
  Ref shifted(upper ? shift(PyNumber_Lshift, upper) : nullptr);
  Ref lower(shifted ? PyLong_FromUnsignedLongLong(low) : nullptr);
  return lower ? PyNumber_Or(shifted, lower) : nullptr;
}

bool int128_from_py(PyObject *object, bool is_unsigned, __int128 &result) {
  Ref integer(as_int(object));
  Ref upper(integer ? shift(PyNumber_Rshift, integer) : nullptr);
  if (!upper)
    return false;
  unsigned long long low = PyLong_AsUnsignedLongLongMask(integer), high;
  if (low == static_cast<unsigned long long>(-1) && PyErr_Occurred())
    return false;
  if (is_unsigned) {
    if (!unsigned_from_py(upper, ~0ull, "unsigned __int128", high)) {
      return false;
    }
  } else {
    long long value;
    if (!signed_from_py(upper, std::numeric_limits<long long>::min(),
                        std::numeric_limits<long long>::max(), "__int128", value)) {
      raise_too_large("__int128");
      return false;
    }
    high = static_cast<unsigned long long>(value);
  }
  result = static_cast<__int128>((static_cast<unsigned __int128>(high) << 64) | low);
  return true;
}
#endif

bool ssize_from_py_slow(PyObject *object, PyObject *overflow, Py_ssize_t &result) {
  if (overflow == PyExc_OverflowError && PyLong_Check(object))
    result = PyLong_AsSsize_t(object);
  else
    result = PyNumber_AsSsize_t(object, overflow);
  return result != -1 || !PyErr_Occurred();
}

// ---- floating ----------------------------------------------------------------------------------

bool double_from_py_slow(PyObject *object, double &result) {
  result = PyFloat_AsDouble(object);
  return result != -1.0 || !PyErr_Occurred();
}

bool complex_from_py(PyObject *object, double &real, double &imaginary) {
  Py_complex value = PyComplex_AsCComplex(object);
  if (value.real == -1.0 && PyErr_Occurred())
    return false;
  real = value.real;
  imaginary = value.imag;
  return true;
}

// ---- characters and strings --------------------------------------------------------------------

PyObject *ucs4_to_py(Py_UCS4 value) {
  if (value <= 0x10FFFF)
    return PyUnicode_FromOrdinal(static_cast<int>(value));
  PyErr_SetString(PyExc_ValueError, "chr() arg not in range(0x110000)");
  return nullptr;
}

bool ucs4_from_py(PyObject *object, Py_UCS4 &result) {
  if (PyUnicode_Check(object)) {
    if (PyUnicode_GET_LENGTH(object) == 1) {
      result = PyUnicode_READ_CHAR(object, 0);
      return true;
    }
    PyErr_Format(PyExc_ValueError,
                 "only single character unicode strings can be converted to Py_UCS4, "
                 "got length %zd",
                 PyUnicode_GET_LENGTH(object));
    return false;
  }
  unsigned long long value;
  if (!unsigned_from_py(object, 0x10FFFF, "Py_UCS4", value))
    return false;
  result = static_cast<Py_UCS4>(value);
  return true;
}

bool cstring_from_py(PyObject *object, const char *&result) {
  if (PyBytes_Check(object)) {
    result = PyBytes_AS_STRING(object);
    return true;
  }
  if (PyByteArray_Check(object)) {
    result = PyByteArray_AsString(object);
    return true;
  }
  PyErr_Format(PyExc_TypeError, "expected bytes, %.200s found", Py_TYPE(object)->tp_name);
  return false;
}

bool cstring_from_text(PyObject *object, bool is_ascii, const char *&result) {
  if (!PyUnicode_Check(object))
    return cstring_from_py(object, result);
  if (is_ascii && !PyUnicode_IS_ASCII(object)) {
    Py_XDECREF(PyUnicode_AsASCIIString(object)); // for its error
    return false;
  }
  result = PyUnicode_AsUTF8(object);
  return result != nullptr;
}

PyObject *cstring_decode(const char *text, Py_ssize_t length, const char *encoding,
                         const char *errors) {
  if (length < 0)
    length = 0;
  return PyUnicode_Decode(text, length, encoding, errors);
}

bool ucs4_ord(PyObject *object, int &result) {
  Py_ssize_t size;
  if (PyUnicode_Check(object)) {
    size = PyUnicode_GET_LENGTH(object);
    if (size == 1)
      result = static_cast<int>(PyUnicode_READ_CHAR(object, 0));
  } else if (PyBytes_Check(object)) {
    size = PyBytes_GET_SIZE(object);
    if (size == 1)
      result = static_cast<unsigned char>(PyBytes_AS_STRING(object)[0]);
  } else if (PyByteArray_Check(object)) {
    size = PyByteArray_GET_SIZE(object);
    if (size == 1)
      result = static_cast<unsigned char>(PyByteArray_AS_STRING(object)[0]);
  } else {
    PyErr_Format(PyExc_TypeError, "ord() expected string of length 1, but %.200s found",
                 Py_TYPE(object)->tp_name);
    return false;
  }
  if (size == 1)
    return true;
  PyErr_Format(PyExc_TypeError, "ord() expected a character, but string of length %zd found", size);
  return false;
}

} // namespace nogilc_rt
