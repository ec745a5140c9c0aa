// conversions.h: between Python objects and C values. Texts of errors are those that users of the
// dialect know. All of it needs the GIL.
#pragma once

#include "nogilc_rt/complex.h"
#include "nogilc_rt/operators.h"

#include <limits>
#include <type_traits>

namespace nogilc_rt {

// ---- what a C type is called in a message ------------------------------------------------------

template <class T> constexpr const char *type_name() {
  if constexpr (std::is_same_v<T, char>)
    return "char";
  else if constexpr (std::is_same_v<T, signed char>)
    return "signed char";
  else if constexpr (std::is_same_v<T, unsigned char>)
    return "unsigned char";
  else if constexpr (std::is_same_v<T, short>)
    return "short";
  else if constexpr (std::is_same_v<T, unsigned short>)
    return "unsigned short";
  else if constexpr (std::is_same_v<T, int>)
    return "int";
  else if constexpr (std::is_same_v<T, unsigned>)
    return "unsigned int";
  else if constexpr (std::is_same_v<T, long>)
    return "long";
  else if constexpr (std::is_same_v<T, unsigned long>)
    return "unsigned long";
  else if constexpr (std::is_same_v<T, long long>)
    return "long long";
  else if constexpr (std::is_same_v<T, unsigned long long>)
    return "unsigned long long";
  else if constexpr (std::is_same_v<T, wchar_t>)
    return "wchar_t";
  else
    return "C integer";
}

template <class T> constexpr bool is_unsigned_integer() { return T(-1) > T(0); }

// ---- to Python ---------------------------------------------------------------------------------

#ifdef __SIZEOF_INT128__
PyObject *int128_to_py(__int128 value, bool is_unsigned);
#endif

/// C integers (char too), enums, floating types.
template <class T> inline PyObject *to_py(T value) {
  if constexpr (std::is_same_v<T, bool>) {
    return bool_object(value);
  } else if constexpr (std::is_enum_v<T>) {
    return to_py(static_cast<std::underlying_type_t<T>>(value));
  } else if constexpr (std::is_floating_point_v<T>) {
    return PyFloat_FromDouble(static_cast<double>(value));
  } else if constexpr (is_complex<T>) {
    return PyComplex_FromDoubles(static_cast<double>(__real__ value),
                                 static_cast<double>(__imag__ value));
  } else if constexpr (is_unsigned_integer<T>()) {
    if constexpr (sizeof(T) < sizeof(long))
      return PyLong_FromLong(static_cast<long>(value));
    else if constexpr (sizeof(T) == sizeof(long))
      return PyLong_FromUnsignedLong(static_cast<unsigned long>(value));
    else if constexpr (sizeof(T) == sizeof(long long))
      return PyLong_FromUnsignedLongLong(static_cast<unsigned long long>(value));
    else
      return int128_to_py(static_cast<__int128>(value), true);
  } else {
    if constexpr (sizeof(T) <= sizeof(long))
      return PyLong_FromLong(static_cast<long>(value));
    else if constexpr (sizeof(T) == sizeof(long long))
      return PyLong_FromLongLong(static_cast<long long>(value));
    else
      return int128_to_py(static_cast<__int128>(value), false);
  }
}

inline PyObject *bint_to_py(int value) { return bool_object(value != 0); }

PyObject *ucs4_to_py(Py_UCS4 value);
inline PyObject *cstring_to_py(const char *text) { return PyBytes_FromString(text); }
inline PyObject *cstring_len_to_py(const char *text, Py_ssize_t length) {
  return PyBytes_FromStringAndSize(text, length);
}
/// `text[:length].decode(encoding, errors)`.
PyObject *cstring_decode(const char *text, Py_ssize_t length, const char *encoding,
                         const char *errors);

// ---- from Python -------------------------------------------------------------------------------

// Any int, or an object with __int__ or __index__, in the given range.
bool signed_from_py(PyObject *object, long long lowest, long long highest, const char *type,
                    long long &result);
bool unsigned_from_py(PyObject *object, unsigned long long highest, const char *type,
                      unsigned long long &result);
#ifdef __SIZEOF_INT128__
bool int128_from_py(PyObject *object, bool is_unsigned, __int128 &result);
#endif
bool double_from_py_slow(PyObject *object, double &result);
/// A complex, or what becomes one: a float, an int, an object with __complex__.
bool complex_from_py(PyObject *object, double &real, double &imaginary);

template <class T> inline bool from_py(PyObject *object, T &result) {
  if constexpr (std::is_same_v<T, bool>) {
    return is_true(object, result);
  } else if constexpr (std::is_enum_v<T>) {
    std::underlying_type_t<T> value;
    if (!from_py(object, value))
      return false;
    result = static_cast<T>(value);
    return true;
  } else if constexpr (std::is_floating_point_v<T>) {
    if (NOGILC_LIKELY(PyFloat_CheckExact(object))) {
      result = static_cast<T>(PyFloat_AS_DOUBLE(object));
      return true;
    }
    double value;
    if (!double_from_py_slow(object, value))
      return false;
    result = static_cast<T>(value);
    return true;
  } else if constexpr (is_complex<T>) {
    double real, imaginary;
    if (!complex_from_py(object, real, imaginary))
      return false;
    result = make_complex<T>(static_cast<complex_component<T>>(real),
                             static_cast<complex_component<T>>(imaginary));
    return true;
  } else if constexpr (sizeof(T) > sizeof(long long)) {
    __int128 value;
    if (!int128_from_py(object, is_unsigned_integer<T>(), value))
      return false;
    result = static_cast<T>(value);
    return true;
  } else {
    constexpr T kHighest = std::numeric_limits<T>::max();
    constexpr T kLowest = std::numeric_limits<T>::min();
    long small;
    if (NOGILC_LIKELY(small_int(object, small))) {
      bool fits;
      if constexpr (is_unsigned_integer<T>())
        fits = small >= 0 && (sizeof(T) >= sizeof(long) || small <= static_cast<long>(kHighest));
      else
        fits = sizeof(T) >= sizeof(long) ||
               (small >= static_cast<long>(kLowest) && small <= static_cast<long>(kHighest));
      if (NOGILC_LIKELY(fits)) {
        result = static_cast<T>(small);
        return true;
      }
    }
    if constexpr (is_unsigned_integer<T>()) {
      unsigned long long value;
      if (!unsigned_from_py(object, kHighest, type_name<T>(), value))
        return false;
      result = static_cast<T>(value);
    } else {
      long long value;
      if (!signed_from_py(object, kLowest, kHighest, type_name<T>(), value))
        return false;
      result = static_cast<T>(value);
    }
    return true;
  }
}

/// A truth test into a bint (int) or bool.
template <class T> inline bool bint_from_py(PyObject *object, T &result) {
  bool truth;
  if (!is_true(object, truth))
    return false;
  result = truth;
  return true;
}

bool ssize_from_py_slow(PyObject *object, PyObject *overflow, Py_ssize_t &result);

/// Py_ssize_t takes __index__ only; too large is an OverflowError.
inline bool ssize_from_py(PyObject *object, Py_ssize_t &result) {
  long small;
  if (NOGILC_LIKELY(small_int(object, small))) {
    result = small;
    return true;
  }
  return ssize_from_py_slow(object, PyExc_OverflowError, result);
}
/// The same for a subscript: too large is an IndexError.
inline bool index_from_py(PyObject *object, Py_ssize_t &result) {
  long small;
  if (NOGILC_LIKELY(small_int(object, small))) {
    result = small;
    return true;
  }
  return ssize_from_py_slow(object, PyExc_IndexError, result);
}

bool ucs4_from_py(PyObject *object, Py_UCS4 &result);
/// The text of a bytes or bytearray; valid while the object lives and is not resized.
bool cstring_from_py(PyObject *object, const char *&result);
/// The same of str, whose encoded form lives as long as it does. With `is_ascii`, other characters
/// are a UnicodeEncodeError.
bool cstring_from_text(PyObject *object, bool is_ascii, const char *&result);
inline PyObject *cstring_to_bytearray(const char *text, Py_ssize_t length) {
  return PyByteArray_FromStringAndSize(text, length);
}
bool ucs4_ord(PyObject *object, int &result);

// ---- containers to structs, unions, ctuples and C arrays ----------------------------------------

bool require_mapping(PyObject *object);
/// `mapping[name]`; a missing one is a ValueError that says which member has no value.
PyObject *struct_item(PyObject *mapping, PyObject *name);
/// The number of the member, of those in `names`, that a mapping for a union has a value for.
bool union_member(PyObject *mapping, PyObject *names, Py_ssize_t &result);
PyObject *ctuple_items(PyObject *sequence, Py_ssize_t length);
/// Reads at most one item more than `length`: an endless iterator is an error like any long one.
PyObject *array_items(PyObject *iterable, Py_ssize_t length);
inline PyObject *tuple_item(PyObject *tuple, Py_ssize_t index) {
  return PyTuple_GET_ITEM(tuple, index);
}
/// Takes the GIL itself.
void raise_slice_length(Py_ssize_t expected, Py_ssize_t given);

} // namespace nogilc_rt
