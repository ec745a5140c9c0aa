// operators.cpp: the slow paths of operators.h.
#include "internal.h"

namespace nogilc_rt {

bool iadd_local(Ref &target, PyObject *value) {
  if (target.get() != value && PyUnicode_CheckExact(target.get()) && PyUnicode_CheckExact(value)) {
    // Without the slot's reference a str that nobody else has may be resized: a loop of appends
    // is linear, as it is in the interpreter.
    PyObject *text = target.release();
    PyUnicode_Append(&text, value);
    target.reset(text);
    return text != nullptr;
  }
  Ref sum(PyNumber_InPlaceAdd(target, value));
  if (!sum)
    return false;
  target = static_cast<Ref &&>(sum);
  return true;
}

PyObject *apply_right_int(BinaryFunction function, PyObject *a, long b) {
  Ref right(PyLong_FromLong(b));
  return right ? function(a, right) : nullptr;
}

PyObject *apply_left_int(BinaryFunction function, long a, PyObject *b) {
  Ref left(PyLong_FromLong(a));
  return left ? function(left, b) : nullptr;
}

PyObject *apply_right_float(BinaryFunction function, PyObject *a, double b) {
  Ref right(PyFloat_FromDouble(b));
  return right ? function(a, right) : nullptr;
}

PyObject *apply_left_float(BinaryFunction function, double a, PyObject *b) {
  Ref left(PyFloat_FromDouble(a));
  return left ? function(left, b) : nullptr;
}

namespace {

/// An exact int that fits `long long`.
bool medium_int(PyObject *object, long long &value) {
  if (!PyLong_CheckExact(object))
    return false;
  int overflow;
  value = PyLong_AsLongLongAndOverflow(object, &overflow);
  return !overflow;
}

} // namespace

PyObject *add_int_slow(BinaryFunction function, PyObject *a, long b) {
  long long value, sum;
  if (medium_int(a, value) && !__builtin_add_overflow(value, b, &sum))
    return PyLong_FromLongLong(sum);
  return apply_right_int(function, a, b);
}

PyObject *sub_int_slow(BinaryFunction function, PyObject *a, long b) {
  long long value, difference;
  if (medium_int(a, value) && !__builtin_sub_overflow(value, b, &difference))
    return PyLong_FromLongLong(difference);
  return apply_right_int(function, a, b);
}

bool compare_bool(PyObject *a, PyObject *b, int operation, bool &result) {
  Ref answer(PyObject_RichCompare(a, b, operation));
  return answer && is_true(answer, result);
}

bool compare_int_slow(PyObject *a, long b, int operation, bool &result) {
  Ref right(PyLong_FromLong(b));
  return right && compare_bool(a, right, operation, result);
}

bool str_equal(PyObject *a, PyObject *b) {
  return PyUnicode_Compare(a, b) == 0; // exact strs: cannot fail
}

} // namespace nogilc_rt
