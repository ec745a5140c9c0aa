// arithmetic.cpp: the errors of C arithmetic.
#include "internal.h"

namespace nogilc_rt {

void raise_arithmetic(ArithmeticError error) {
  switch (error) {
  case ArithmeticError::IntegerDivision:
    PyErr_SetString(PyExc_ZeroDivisionError, "integer division or modulo by zero");
    return;
  case ArithmeticError::FloatDivision:
    PyErr_SetString(PyExc_ZeroDivisionError, "float division");
    return;
  case ArithmeticError::FloatModulo:
    PyErr_SetString(PyExc_ZeroDivisionError, "float divmod()");
    return;
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

void raise_arithmetic_nogil(ArithmeticError error) {
  AcquireGilAnyhow gil;
  raise_arithmetic(error);
}

} // namespace nogilc_rt
