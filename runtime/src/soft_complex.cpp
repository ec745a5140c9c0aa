// soft_complex.cpp: the results of `**` that only Python's own numbers can tell.
#include "internal.h"

#include "nogilc_rt/soft_complex.h"

namespace nogilc_rt {

PyObject *complex_to_py(double _Complex value) {
  return PyComplex_FromDoubles(__real__ value, __imag__ value);
}

bool soft_pow_slow(double _Complex a, double _Complex b, double _Complex &result) {
  AcquireGilAnyhow gil;
  const Ref base(soft_to_py(a)), exponent(soft_to_py(b));
  if (!base || !exponent)
    return false;
  const Ref power(PyNumber_Power(base.get(), exponent.get(), Py_None));
  double real = 0, imaginary = 0;
  if (!power || !complex_from_py(power.get(), real, imaginary))
    return false;
  result = make_complex<double _Complex>(real, imaginary);
  return true;
}

} // namespace nogilc_rt
