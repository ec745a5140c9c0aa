// operators.h: Python's operators on objects, with inline paths for exact int and float where one
// side is a C constant. Whatever leaves those paths goes through the abstract protocol, so the
// meaning is CPython's. All of it needs the GIL.
#pragma once

#include "nogilc_rt/objects.h"

namespace nogilc_rt {

// ---- small integers ----------------------------------------------------------------------------

/// The value of an exact int of at most one internal digit (30 bits); false for all else.
NOGILC_INLINE bool small_int(PyObject *object, long &value) {
  if (!PyLong_CheckExact(object))
    return false;
  auto *integer = reinterpret_cast<PyLongObject *>(object);
#if PY_VERSION_HEX >= 0x030C0000
  if (!PyUnstable_Long_IsCompact(integer))
    return false;
  value = static_cast<long>(PyUnstable_Long_CompactValue(integer));
  return true;
#else
  Py_ssize_t size = Py_SIZE(integer);
  if (size < -1 || size > 1)
    return false;
  value = size ? static_cast<long>(size) * static_cast<long>(integer->ob_digit[0]) : 0;
  return true;
#endif
}

/// Integers up to this are doubles exactly, so mixed int/float arithmetic may use C.
constexpr long kExactInDouble = 1L << (sizeof(long) > 4 ? 53 : 30);

NOGILC_INLINE bool is_exact_in_double(long value) {
  return value <= kExactInDouble && value >= -kExactInDouble;
}

// ---- objects with objects ----------------------------------------------------------------------

inline PyObject *add(PyObject *a, PyObject *b) { return PyNumber_Add(a, b); }
inline PyObject *sub(PyObject *a, PyObject *b) { return PyNumber_Subtract(a, b); }
inline PyObject *mul(PyObject *a, PyObject *b) { return PyNumber_Multiply(a, b); }
inline PyObject *matmul(PyObject *a, PyObject *b) { return PyNumber_MatrixMultiply(a, b); }
inline PyObject *truediv(PyObject *a, PyObject *b) { return PyNumber_TrueDivide(a, b); }
inline PyObject *floordiv(PyObject *a, PyObject *b) { return PyNumber_FloorDivide(a, b); }
inline PyObject *divmod(PyObject *a, PyObject *b) { return PyNumber_Divmod(a, b); }
inline PyObject *pow(PyObject *a, PyObject *b) { return PyNumber_Power(a, b, Py_None); }
inline PyObject *lshift(PyObject *a, PyObject *b) { return PyNumber_Lshift(a, b); }
inline PyObject *rshift(PyObject *a, PyObject *b) { return PyNumber_Rshift(a, b); }
inline PyObject *bit_and(PyObject *a, PyObject *b) { return PyNumber_And(a, b); }
inline PyObject *bit_or(PyObject *a, PyObject *b) { return PyNumber_Or(a, b); }
inline PyObject *bit_xor(PyObject *a, PyObject *b) { return PyNumber_Xor(a, b); }

/// `%`: like the interpreter, an exact str is formatted unless the right side overrides it.
inline PyObject *mod(PyObject *a, PyObject *b) {
  if (PyUnicode_CheckExact(a) && (PyUnicode_CheckExact(b) || !PyUnicode_Check(b)))
    return PyUnicode_Format(a, b);
  return PyNumber_Remainder(a, b);
}

inline PyObject *iadd(PyObject *a, PyObject *b) { return PyNumber_InPlaceAdd(a, b); }
bool iadd_local(Ref &target, PyObject *value);
inline PyObject *isub(PyObject *a, PyObject *b) { return PyNumber_InPlaceSubtract(a, b); }
inline PyObject *imul(PyObject *a, PyObject *b) { return PyNumber_InPlaceMultiply(a, b); }
inline PyObject *imatmul(PyObject *a, PyObject *b) { return PyNumber_InPlaceMatrixMultiply(a, b); }
inline PyObject *itruediv(PyObject *a, PyObject *b) { return PyNumber_InPlaceTrueDivide(a, b); }
inline PyObject *ifloordiv(PyObject *a, PyObject *b) { return PyNumber_InPlaceFloorDivide(a, b); }
inline PyObject *imod(PyObject *a, PyObject *b) { return PyNumber_InPlaceRemainder(a, b); }
inline PyObject *ipow(PyObject *a, PyObject *b) { return PyNumber_InPlacePower(a, b, Py_None); }
inline PyObject *ilshift(PyObject *a, PyObject *b) { return PyNumber_InPlaceLshift(a, b); }
inline PyObject *irshift(PyObject *a, PyObject *b) { return PyNumber_InPlaceRshift(a, b); }
inline PyObject *ibit_and(PyObject *a, PyObject *b) { return PyNumber_InPlaceAnd(a, b); }
inline PyObject *ibit_or(PyObject *a, PyObject *b) { return PyNumber_InPlaceOr(a, b); }
inline PyObject *ibit_xor(PyObject *a, PyObject *b) { return PyNumber_InPlaceXor(a, b); }

inline PyObject *neg(PyObject *a) { return PyNumber_Negative(a); }
inline PyObject *pos(PyObject *a) { return PyNumber_Positive(a); }
inline PyObject *invert(PyObject *a) { return PyNumber_Invert(a); }
inline PyObject *absolute(PyObject *a) { return PyNumber_Absolute(a); }

// ---- objects with C integers -------------------------------------------------------------------

using BinaryFunction = PyObject *(*)(PyObject *, PyObject *);
/// function(a, int(b)) and function(int(a), b), out of line.
PyObject *apply_right_int(BinaryFunction function, PyObject *a, long b);
PyObject *apply_left_int(BinaryFunction function, long a, PyObject *b);
/// The same after trying C arithmetic on ints of more than one digit.
PyObject *add_int_slow(BinaryFunction function, PyObject *a, long b);
PyObject *sub_int_slow(BinaryFunction function, PyObject *a, long b);

/// Python's floor division and remainder of C integers; b is not 0, and a fits 31 bits.
NOGILC_INLINE long floor_quotient(long a, long b) {
  long q = a / b;
  return q - ((a % b != 0) & ((a % b < 0) != (b < 0)));
}
NOGILC_INLINE long floor_remainder(long a, long b) {
  long r = a % b;
  return r + (((r != 0) & ((r < 0) != (b < 0))) ? b : 0);
}

NOGILC_INLINE PyObject *add_int_with(BinaryFunction function, PyObject *a, long b) {
  long value, sum;
  if (NOGILC_LIKELY(small_int(a, value)) && !__builtin_add_overflow(value, b, &sum))
    return PyLong_FromLong(sum);
  if (PyFloat_CheckExact(a) && is_exact_in_double(b))
    return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) + static_cast<double>(b));
  return add_int_slow(function, a, b);
}
NOGILC_INLINE PyObject *sub_int_with(BinaryFunction function, PyObject *a, long b) {
  long value, difference;
  if (NOGILC_LIKELY(small_int(a, value)) && !__builtin_sub_overflow(value, b, &difference))
    return PyLong_FromLong(difference);
  if (PyFloat_CheckExact(a) && is_exact_in_double(b))
    return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) - static_cast<double>(b));
  return sub_int_slow(function, a, b);
}
NOGILC_INLINE PyObject *mul_int_with(BinaryFunction function, PyObject *a, long b) {
  long value, product;
  if (NOGILC_LIKELY(small_int(a, value)) && !__builtin_mul_overflow(value, b, &product))
    return PyLong_FromLong(product);
  if (PyFloat_CheckExact(a) && is_exact_in_double(b))
    return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) * static_cast<double>(b));
  return apply_right_int(function, a, b);
}
NOGILC_INLINE PyObject *truediv_int_with(BinaryFunction function, PyObject *a, long b) {
  if (b != 0 && is_exact_in_double(b)) {
    long value;
    if (small_int(a, value))
      return PyFloat_FromDouble(static_cast<double>(value) / static_cast<double>(b));
    if (PyFloat_CheckExact(a))
      return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) / static_cast<double>(b));
  }
  return apply_right_int(function, a, b);
}
NOGILC_INLINE PyObject *floordiv_int_with(BinaryFunction function, PyObject *a, long b) {
  long value;
  if (NOGILC_LIKELY(b != 0 && small_int(a, value)))
    return PyLong_FromLong(floor_quotient(value, b));
  return apply_right_int(function, a, b);
}
NOGILC_INLINE PyObject *mod_int_with(BinaryFunction function, PyObject *a, long b) {
  long value;
  if (NOGILC_LIKELY(b != 0 && small_int(a, value)))
    return PyLong_FromLong(floor_remainder(value, b));
  return apply_right_int(function, a, b);
}
NOGILC_INLINE PyObject *lshift_int_with(BinaryFunction function, PyObject *a, long b) {
  long value;
  if (NOGILC_LIKELY(b >= 0 && b <= 32 && sizeof(long) > 4 && small_int(a, value)))
    return PyLong_FromLong(value * (1L << b)); // 30 bits and 32 more
  return apply_right_int(function, a, b);
}
NOGILC_INLINE PyObject *rshift_int_with(BinaryFunction function, PyObject *a, long b) {
  long value;
  if (NOGILC_LIKELY(b >= 0 && small_int(a, value)))
    return PyLong_FromLong(value >> (b > 31 ? 31 : b));
  return apply_right_int(function, a, b);
}
NOGILC_INLINE PyObject *bit_and_int_with(BinaryFunction function, PyObject *a, long b) {
  long value;
  return NOGILC_LIKELY(small_int(a, value)) ? PyLong_FromLong(value & b)
                                            : apply_right_int(function, a, b);
}
NOGILC_INLINE PyObject *bit_or_int_with(BinaryFunction function, PyObject *a, long b) {
  long value;
  return NOGILC_LIKELY(small_int(a, value)) ? PyLong_FromLong(value | b)
                                            : apply_right_int(function, a, b);
}
NOGILC_INLINE PyObject *bit_xor_int_with(BinaryFunction function, PyObject *a, long b) {
  long value;
  return NOGILC_LIKELY(small_int(a, value)) ? PyLong_FromLong(value ^ b)
                                            : apply_right_int(function, a, b);
}

#define NOGILC_INT_OPERATOR(op)                                                                    \
  inline PyObject *op##_int(PyObject *a, long b) { return op##_int_with(op, a, b); }               \
  inline PyObject *i##op##_int(PyObject *a, long b) { return op##_int_with(i##op, a, b); }
NOGILC_INT_OPERATOR(add)
NOGILC_INT_OPERATOR(sub)
NOGILC_INT_OPERATOR(mul)
NOGILC_INT_OPERATOR(truediv)
NOGILC_INT_OPERATOR(floordiv)
NOGILC_INT_OPERATOR(mod)
NOGILC_INT_OPERATOR(lshift)
NOGILC_INT_OPERATOR(rshift)
NOGILC_INT_OPERATOR(bit_and)
NOGILC_INT_OPERATOR(bit_or)
NOGILC_INT_OPERATOR(bit_xor)
#undef NOGILC_INT_OPERATOR

inline PyObject *int_add(long a, PyObject *b) {
  long value, sum;
  if (NOGILC_LIKELY(small_int(b, value)) && !__builtin_add_overflow(a, value, &sum))
    return PyLong_FromLong(sum);
  if (PyFloat_CheckExact(b) && is_exact_in_double(a))
    return PyFloat_FromDouble(static_cast<double>(a) + PyFloat_AS_DOUBLE(b));
  return apply_left_int(add, a, b);
}
inline PyObject *int_sub(long a, PyObject *b) {
  long value, difference;
  if (NOGILC_LIKELY(small_int(b, value)) && !__builtin_sub_overflow(a, value, &difference))
    return PyLong_FromLong(difference);
  if (PyFloat_CheckExact(b) && is_exact_in_double(a))
    return PyFloat_FromDouble(static_cast<double>(a) - PyFloat_AS_DOUBLE(b));
  return apply_left_int(sub, a, b);
}
inline PyObject *int_mul(long a, PyObject *b) {
  long value, product;
  if (NOGILC_LIKELY(small_int(b, value)) && !__builtin_mul_overflow(a, value, &product))
    return PyLong_FromLong(product);
  if (PyFloat_CheckExact(b) && is_exact_in_double(a))
    return PyFloat_FromDouble(static_cast<double>(a) * PyFloat_AS_DOUBLE(b));
  return apply_left_int(mul, a, b);
}
inline PyObject *int_truediv(long a, PyObject *b) {
  if (is_exact_in_double(a)) {
    long value;
    if (small_int(b, value) && value != 0)
      return PyFloat_FromDouble(static_cast<double>(a) / static_cast<double>(value));
    if (PyFloat_CheckExact(b) && PyFloat_AS_DOUBLE(b) != 0.0)
      return PyFloat_FromDouble(static_cast<double>(a) / PyFloat_AS_DOUBLE(b));
  }
  return apply_left_int(truediv, a, b);
}
inline PyObject *int_floordiv(long a, PyObject *b) {
  long value; // -1 is left out: the smallest long has no positive counterpart
  if (NOGILC_LIKELY(small_int(b, value)) && value != 0 && value != -1)
    return PyLong_FromLong(floor_quotient(a, value));
  return apply_left_int(floordiv, a, b);
}
inline PyObject *int_mod(long a, PyObject *b) {
  long value;
  if (NOGILC_LIKELY(small_int(b, value)) && value != 0 && value != -1)
    return PyLong_FromLong(floor_remainder(a, value));
  return apply_left_int(mod, a, b);
}
inline PyObject *int_lshift(long a, PyObject *b) {
  long count;
  if (sizeof(long) > 4 && small_int(b, count) && count >= 0 && count <= 30 && a >= 0 &&
      a < (1L << 30))
    return PyLong_FromLong(a << count);
  return apply_left_int(lshift, a, b);
}
inline PyObject *int_rshift(long a, PyObject *b) {
  long count;
  if (small_int(b, count) && count >= 0)
    return PyLong_FromLong(a >> (count > 31 && sizeof(long) == 4 ? 31 : count > 63 ? 63 : count));
  return apply_left_int(rshift, a, b);
}

// ---- objects with C doubles --------------------------------------------------------------------

PyObject *apply_right_float(BinaryFunction function, PyObject *a, double b);
PyObject *apply_left_float(BinaryFunction function, double a, PyObject *b);

/// The value of an exact float, or of a small exact int.
NOGILC_INLINE bool small_real(PyObject *object, double &value) {
  if (PyFloat_CheckExact(object)) {
    value = PyFloat_AS_DOUBLE(object);
    return true;
  }
  long integer;
  if (!small_int(object, integer))
    return false;
  value = static_cast<double>(integer);
  return true;
}

inline PyObject *add_float(PyObject *a, double b) {
  double value;
  return small_real(a, value) ? PyFloat_FromDouble(value + b) : apply_right_float(add, a, b);
}
inline PyObject *sub_float(PyObject *a, double b) {
  double value;
  return small_real(a, value) ? PyFloat_FromDouble(value - b) : apply_right_float(sub, a, b);
}
inline PyObject *mul_float(PyObject *a, double b) {
  double value;
  return small_real(a, value) ? PyFloat_FromDouble(value * b) : apply_right_float(mul, a, b);
}
inline PyObject *truediv_float(PyObject *a, double b) {
  double value;
  return b != 0.0 && small_real(a, value) ? PyFloat_FromDouble(value / b)
                                          : apply_right_float(truediv, a, b);
}
inline PyObject *float_sub(double a, PyObject *b) {
  double value;
  return small_real(b, value) ? PyFloat_FromDouble(a - value) : apply_left_float(sub, a, b);
}
inline PyObject *float_truediv(double a, PyObject *b) {
  double value;
  return small_real(b, value) && value != 0.0 ? PyFloat_FromDouble(a / value)
                                              : apply_left_float(truediv, a, b);
}

// ---- comparison --------------------------------------------------------------------------------

/// PyObject_RichCompare and a truth test; unlike PyObject_RichCompareBool, identity proves nothing.
bool compare_bool(PyObject *a, PyObject *b, int operation, bool &result);
bool compare_int_slow(PyObject *a, long b, int operation, bool &result);
bool str_equal(PyObject *a, PyObject *b);

#define NOGILC_COMPARISON(name, symbol, OPERATION)                                                 \
  inline PyObject *name(PyObject *a, PyObject *b) {                                                \
    return PyObject_RichCompare(a, b, OPERATION);                                                  \
  }                                                                                                \
  inline bool name##_int(PyObject *a, long b, bool &result) {                                      \
    long value;                                                                                    \
    if (NOGILC_LIKELY(small_int(a, value))) {                                                      \
      result = value symbol b;                                                                     \
      return true;                                                                                 \
    }                                                                                              \
    if (PyFloat_CheckExact(a) && is_exact_in_double(b)) {                                          \
      result = PyFloat_AS_DOUBLE(a) symbol static_cast<double>(b);                                 \
      return true;                                                                                 \
    }                                                                                              \
    return compare_int_slow(a, b, OPERATION, result);                                              \
  }
NOGILC_COMPARISON(eq, ==, Py_EQ)
NOGILC_COMPARISON(ne, !=, Py_NE)
NOGILC_COMPARISON(lt, <, Py_LT)
NOGILC_COMPARISON(le, <=, Py_LE)
NOGILC_COMPARISON(gt, >, Py_GT)
NOGILC_COMPARISON(ge, >=, Py_GE)
#undef NOGILC_COMPARISON

#define NOGILC_COMPARISON_BOOL(name, symbol, OPERATION)                                            \
  inline bool name##_bool(PyObject *a, PyObject *b, bool &result) {                                \
    long left, right;                                                                              \
    if (small_int(a, left) && small_int(b, right)) {                                               \
      result = left symbol right;                                                                  \
      return true;                                                                                 \
    }                                                                                              \
    return compare_bool(a, b, OPERATION, result);                                                  \
  }
NOGILC_COMPARISON_BOOL(lt, <, Py_LT)
NOGILC_COMPARISON_BOOL(le, <=, Py_LE)
NOGILC_COMPARISON_BOOL(gt, >, Py_GT)
NOGILC_COMPARISON_BOOL(ge, >=, Py_GE)
#undef NOGILC_COMPARISON_BOOL

inline bool eq_bool(PyObject *a, PyObject *b, bool &result) {
  if (PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b)) {
    result = a == b || str_equal(a, b);
    return true;
  }
  return compare_bool(a, b, Py_EQ, result);
}
inline bool ne_bool(PyObject *a, PyObject *b, bool &result) {
  if (PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b)) {
    result = a != b && !str_equal(a, b);
    return true;
  }
  return compare_bool(a, b, Py_NE, result);
}

/// `item in container`.
inline bool contains(PyObject *container, PyObject *item, bool &result) {
  int answer = PySequence_Contains(container, item);
  result = answer > 0;
  return answer >= 0;
}

} // namespace nogilc_rt
