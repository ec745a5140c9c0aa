// soft_complex.h: what `a ** b` of C doubles is: complex where a negative base and a fraction make
// it so, and a real number otherwise, which becomes a float. In the representation of C's complex
// numbers, `double _Complex`, which is what C stands for here; real is what has no imaginary part.
// All of it follows Python's float and complex.
#pragma once

#include "nogilc_rt/arithmetic.h"

namespace nogilc_rt {

/// By way of Python's own numbers, in any state of the GIL: for complex results and what raises.
NOGILC_COLD bool soft_pow_slow(double _Complex a, double _Complex b, double _Complex &result);
NOGILC_COLD PyObject *complex_to_py(double _Complex value);

NOGILC_INLINE bool is_real(double _Complex z) { return __imag__ z == 0; }

template <class C> inline C soft_mul(C a, C b) {
  // An infinite number has no imaginary part that is not a number.
  return is_real(a) && is_real(b) ? make_complex<C>(__real__ a * __real__ b, 0)
                                  : c_complex_mul(a, b);
}

template <class C> inline C soft_div(C a, C b) {
  return is_real(a) && is_real(b) ? make_complex<C>(__real__ a / __real__ b, 0)
                                  : c_complex_div(a, b);
}

template <class C> NOGILC_TRUSTED inline bool soft_div_checked(C a, C b, C &result) {
  if (NOGILC_UNLIKELY(b == C(0)))
    return fail_arithmetic<false>(is_real(a) ? ArithmeticError::FloatTrueDivision
                                             : ArithmeticError::ComplexDivision);
  result = soft_div(a, b);
  return true;
}

template <class C> NOGILC_TRUSTED inline bool soft_pow(C a, C b, C &result) {
  const double base = __real__ a, exponent = __real__ b;
  if (NOGILC_LIKELY(is_real(a) && is_real(b) &&
                    (base > 0 || exponent == __builtin_floor(exponent)))) {
    const double power = __builtin_pow(base, exponent);
    if (NOGILC_LIKELY(__builtin_isfinite(power))) {
      result = make_complex<C>(power, 0);
      return true;
    }
  }
  return soft_pow_slow(a, b, result);
}

template <class C> inline PyObject *soft_to_py(C value) {
  return NOGILC_LIKELY(is_real(value)) ? PyFloat_FromDouble(__real__ value) : complex_to_py(value);
}

/// TypeError where it is no real number.
template <class C> NOGILC_TRUSTED inline bool soft_to_real(C value, double &result) {
  if (NOGILC_UNLIKELY(!is_real(value)))
    return fail_arithmetic<false>(ArithmeticError::ComplexPower);
  result = __real__ value;
  return true;
}

} // namespace nogilc_rt
