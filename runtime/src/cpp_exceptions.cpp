// cpp_exceptions.cpp: exceptions of wrapped C++ code (`except +`) as Python exceptions. Here alone
// the runtime needs the standard library's exception classes.
#include "internal.h"

#include <exception>
#include <ios>
#include <new>
#include <stdexcept>
#include <typeinfo>

namespace nogilc_rt {

namespace {

/// The error that Python code called from C++ left behind is the better story.
void raise_unless_raised(PyObject *type, const std::exception &exception) {
  AcquireGilAnyhow gil;
  if (!PyErr_Occurred())
    PyErr_SetString(type, exception.what());
}

} // namespace

void raise_cpp_exception() {
  try {
    throw;
  } catch (const std::bad_alloc &e) {
    raise_unless_raised(PyExc_MemoryError, e);
  } catch (const std::bad_cast &e) {
    raise_unless_raised(PyExc_TypeError, e);
  } catch (const std::bad_typeid &e) {
    raise_unless_raised(PyExc_TypeError, e);
  } catch (const std::domain_error &e) {
    raise_unless_raised(PyExc_ValueError, e);
  } catch (const std::invalid_argument &e) {
    raise_unless_raised(PyExc_ValueError, e);
  } catch (const std::ios_base::failure &e) {
    raise_unless_raised(PyExc_OSError, e);
  } catch (const std::out_of_range &e) {
    raise_unless_raised(PyExc_IndexError, e);
  } catch (const std::overflow_error &e) {
    raise_unless_raised(PyExc_OverflowError, e);
  } catch (const std::range_error &e) {
    raise_unless_raised(PyExc_ArithmeticError, e);
  } catch (const std::underflow_error &e) {
    raise_unless_raised(PyExc_ArithmeticError, e);
  } catch (const std::exception &e) {
    raise_unless_raised(PyExc_RuntimeError, e);
  } catch (...) {
    AcquireGilAnyhow gil;
    if (!PyErr_Occurred())
      PyErr_SetString(PyExc_RuntimeError, "Unknown exception");
  }
}

void raise_cpp_exception_as(PyObject *type) {
  try {
    throw;
  } catch (const std::exception &e) {
    raise_unless_raised(type, e);
  } catch (...) {
    AcquireGilAnyhow gil;
    if (!PyErr_Occurred())
      PyErr_SetNone(type);
  }
}

void raise_cpp_exception_by(void (*handler)()) {
  AcquireGilAnyhow gil;
  try {
    handler();
  } catch (...) {
    raise_cpp_exception();
  }
  if (!PyErr_Occurred())
    PyErr_SetString(PyExc_RuntimeError, "Error converting c++ exception.");
}

} // namespace nogilc_rt
