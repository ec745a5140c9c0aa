// arithmetic.cpp: the errors of C arithmetic.
#include "internal.h"

namespace nogilc_rt {

/// CPython has a text for each of its versions: let it say it.
static void divide_by(binaryfunc operation, PyObject *zero_object) {
  const Ref zero(zero_object);
  if (zero)
    Py_XDECREF(operation(zero.get(), zero.get()));
}

void raise_arithmetic(ArithmeticError error) {
  switch (error) {
  case ArithmeticError::IntegerFloorDivision:
    return divide_by(PyNumber_FloorDivide, PyLong_FromLong(0));
  case ArithmeticError::IntegerModulo:
    return divide_by(PyNumber_Remainder, PyLong_FromLong(0));
  case ArithmeticError::IntegerDivmod:
    return divide_by(PyNumber_Divmod, PyLong_FromLong(0));
  case ArithmeticError::IntegerTrueDivision:
    return divide_by(PyNumber_TrueDivide, PyLong_FromLong(0));
  case ArithmeticError::FloatFloorDivision:
    return divide_by(PyNumber_FloorDivide, PyFloat_FromDouble(0));
  case ArithmeticError::FloatModulo:
    return divide_by(PyNumber_Remainder, PyFloat_FromDouble(0));
  case ArithmeticError::FloatDivmod:
    return divide_by(PyNumber_Divmod, PyFloat_FromDouble(0));
  case ArithmeticError::FloatTrueDivision:
    return divide_by(PyNumber_TrueDivide, PyFloat_FromDouble(0));
  case ArithmeticError::ComplexDivision:
    return divide_by(PyNumber_TrueDivide, PyComplex_FromDoubles(0, 0));
  case ArithmeticError::DivisionOverflow:
    PyErr_SetString(PyExc_OverflowError, "value too large to perform division");
    return;
  case ArithmeticError::Overflow:
    PyErr_SetString(PyExc_OverflowError, "value too large");
    return;
  case ArithmeticError::ZeroToNegative:
    PyErr_SetString(PyExc_ZeroDivisionError, "0.0 cannot be raised to a negative power");
    return;
  case ArithmeticError::ComplexPower:
    PyErr_SetString(PyExc_TypeError,
                    "cannot convert complex to double: a negative number to a power that is not "
                    "whole (with cpow=True the result is nan)");
    return;
  }
}

bool c_warn_division(const char *file, int line) {
  return PyErr_WarnExplicit(
             PyExc_RuntimeWarning,
             "division with oppositely signed operands, C and Python semantics differ", file, line,
             nullptr, nullptr) == 0;
}

bool c_warn_division_nogil(const char *file, int line) {
  AcquireGilAnyhow gil;
  return c_warn_division(file, line);
}

void raise_arithmetic_nogil(ArithmeticError error) {
  AcquireGilAnyhow gil;
  raise_arithmetic(error);
}

} // namespace nogilc_rt
