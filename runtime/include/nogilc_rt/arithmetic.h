// arithmetic.h: C numbers with Python's meaning. Plain C++ on C values: free of the GIL. An entry
// named _checked raises and needs the GIL; its twin _checked_nogil takes the GIL to raise, so it
// can stand anywhere. The operands of one call have one type (the result's), as C would promote.
#pragma once

#include "nogilc_rt/complex.h"
#include "nogilc_rt/conversions.h"
#include "nogilc_rt/gil.h"

#include <math.h>

namespace nogilc_rt {

// ---- raising, out of line ----------------------------------------------------------------------

enum class ArithmeticError : unsigned char {
  // by zero:
  IntegerFloorDivision,
  IntegerModulo,
  IntegerDivmod,
  IntegerTrueDivision,
  FloatFloorDivision,
  FloatModulo,
  FloatDivmod,
  FloatTrueDivision,
  ComplexDivision,
  DivisionOverflow, // the smallest integer by -1
  Overflow,
  ZeroToNegative, // 0.0 ** -1
  ComplexPower,   // -8.0 ** 0.5
};
NOGILC_COLD void raise_arithmetic(ArithmeticError error);
NOGILC_COLD void raise_arithmetic_nogil(ArithmeticError error);

/// `cdivision_warnings`: of operands with different signs, of which C and Python make different
/// quotients and remainders. False if the warning is an error.
NOGILC_COLD bool c_warn_division(const char *file, int line);
NOGILC_COLD bool c_warn_division_nogil(const char *file, int line);

template <bool Held> inline bool fail_arithmetic(ArithmeticError error) {
  if constexpr (Held)
    raise_arithmetic(error);
  else
    raise_arithmetic_nogil(error);
  return false;
}

template <class T> constexpr bool is_floating() { return std::is_floating_point_v<T>; }

// ---- floor division and modulo -----------------------------------------------------------------

/// a // b; for integers b is not 0 and the quotient is representable.
template <class T> inline T c_floordiv(T a, T b) {
  if constexpr (is_floating<T>()) {
    T rest = fmod(a, b);
    T quotient = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0))
      quotient -= T(1);
    if (quotient == 0)
      return copysign(T(0), a / b);
    T floored = floor(quotient);
    return quotient - floored > T(0.5) ? floored + T(1) : floored;
  } else if constexpr (is_unsigned_integer<T>()) {
    return static_cast<T>(a / b);
  } else {
    T quotient = static_cast<T>(a / b);
    T rest = static_cast<T>(a - quotient * b);
    return static_cast<T>(quotient - ((rest != 0) & ((rest ^ b) < 0)));
  }
}

/// a % b, with the sign of b.
template <class T> inline T c_mod(T a, T b) {
  if constexpr (is_floating<T>()) {
    T rest = fmod(a, b);
    if (rest == 0)
      return copysign(T(0), b);
    return (b < 0) != (rest < 0) ? rest + b : rest;
  } else if constexpr (is_unsigned_integer<T>()) {
    return static_cast<T>(a % b);
  } else {
    T rest = static_cast<T>(a % b);
    return static_cast<T>(rest + (((rest != 0) & ((rest ^ b) < 0)) ? b : T(0)));
  }
}

template <class T> constexpr T lowest_integer() {
  if constexpr (is_floating<T>() || is_unsigned_integer<T>())
    return T(0);
  else
    return static_cast<T>(T(1) << (sizeof(T) * 8 - 1));
}

/// True when a / b has no representable quotient, which traps on most machines.
template <class T> inline bool overflows_division(T a, T b) {
  if constexpr (is_floating<T>() || is_unsigned_integer<T>())
    return false;
  else // what is narrower than int is divided as int, and wraps like a cast
    return sizeof(T) >= sizeof(int) && NOGILC_UNLIKELY(b == T(-1)) && a == lowest_integer<T>();
}

template <bool Held, class T> inline bool floordiv_checked(T a, T b, T &result) {
  if (NOGILC_UNLIKELY(b == 0))
    return fail_arithmetic<Held>(is_floating<T>() ? ArithmeticError::FloatFloorDivision
                                                  : ArithmeticError::IntegerFloorDivision);
  if (overflows_division(a, b))
    return fail_arithmetic<Held>(ArithmeticError::DivisionOverflow);
  result = c_floordiv(a, b);
  return true;
}

template <bool Held, class T> inline bool mod_checked(T a, T b, T &result) {
  if (NOGILC_UNLIKELY(b == 0))
    return fail_arithmetic<Held>(is_floating<T>() ? ArithmeticError::FloatModulo
                                                  : ArithmeticError::IntegerModulo);
  result = overflows_division(a, b) ? T(0) : c_mod(a, b);
  return true;
}

/// Fails as divmod does if `b` is zero.
template <bool Held, class T> inline bool divisor_checked(T b, T &result) {
  if (NOGILC_UNLIKELY(b == 0))
    return fail_arithmetic<Held>(is_floating<T>() ? ArithmeticError::FloatDivmod
                                                  : ArithmeticError::IntegerDivmod);
  result = b;
  return true;
}

/// C's quotient (towards zero), for cdivision with the zero still checked.
template <bool Held, class T> inline bool cdiv_checked(T a, T b, T &result) {
  if (NOGILC_UNLIKELY(b == 0))
    return fail_arithmetic<Held>(is_floating<T>() ? ArithmeticError::FloatTrueDivision
                                                  : ArithmeticError::IntegerFloorDivision);
  if (overflows_division(a, b))
    return fail_arithmetic<Held>(ArithmeticError::DivisionOverflow);
  result = static_cast<T>(a / b);
  return true;
}

template <bool Held, ArithmeticError Kind>
inline bool truediv_checked(double a, double b, double &result) {
  if (NOGILC_UNLIKELY(b == 0))
    return fail_arithmetic<Held>(Kind);
  result = a / b;
  return true;
}

/// `a ** b` where a C double is wanted. A negative base with a fraction for exponent has a complex
/// result in Python, which is no double.
template <bool Held> inline bool real_pow_checked(double a, double b, double &result) {
  if (NOGILC_UNLIKELY(a < 0 && b == b && b != __builtin_floor(b) && a - a == 0))
    return fail_arithmetic<Held>(ArithmeticError::ComplexPower);
  result = __builtin_pow(a, b);
  return true;
}

#ifdef __SIZEOF_INT128__
template <class T>
using WideUnsigned = std::conditional_t<(sizeof(T) <= 8), unsigned long long, unsigned __int128>;
#else
template <class T> using WideUnsigned = unsigned long long;
#endif

// ---- power -------------------------------------------------------------------------------------

/// a ** b. Integers wrap; a negative exponent gives the exact value cut towards zero (0 ** -1: 0).
template <class T> inline T c_pow(T a, T b) {
  if constexpr (is_floating<T>()) {
    return ::pow(a, b);
  } else {
    if constexpr (!is_unsigned_integer<T>())
      if (b < 0)
        return a == 1 ? T(1) : a == T(-1) ? ((b & 1) ? T(-1) : T(1)) : T(0);
    // unsigned and at least int wide, so that wrapping is defined
    using Wide = WideUnsigned<T>;
    Wide base = static_cast<Wide>(a), power = 1;
    for (Wide exponent = static_cast<Wide>(b); exponent; exponent >>= 1) {
      if (exponent & 1)
        power *= base;
      base *= base;
    }
    return static_cast<T>(power);
  }
}

template <bool Held, class T> inline bool pow_checked(T a, T b, T &result) {
  if constexpr (is_floating<T>()) {
    if (a == 0 && b < 0)
      return fail_arithmetic<Held>(ArithmeticError::ZeroToNegative);
    result = ::pow(a, b);
    return true;
  } else {
    if constexpr (!is_unsigned_integer<T>())
      if (b < 0) {
        if (a == 0)
          return fail_arithmetic<Held>(ArithmeticError::ZeroToNegative);
        result = c_pow(a, b);
        return true;
      }
    T base = a, power = 1;
    for (T exponent = b; exponent;) {
      if ((exponent & 1) && __builtin_mul_overflow(power, base, &power))
        return fail_arithmetic<Held>(ArithmeticError::Overflow);
      exponent = static_cast<T>(exponent >> 1);
      if (exponent && __builtin_mul_overflow(base, base, &base))
        return fail_arithmetic<Held>(ArithmeticError::Overflow);
    }
    result = power;
    return true;
  }
}

// ---- overflowcheck -----------------------------------------------------------------------------

template <bool Held, class T> inline bool add_checked(T a, T b, T &result) {
  if constexpr (is_floating<T>())
    result = a + b;
  else if (NOGILC_UNLIKELY(__builtin_add_overflow(a, b, &result)))
    return fail_arithmetic<Held>(ArithmeticError::Overflow);
  return true;
}
template <bool Held, class T> inline bool sub_checked(T a, T b, T &result) {
  if constexpr (is_floating<T>())
    result = a - b;
  else if (NOGILC_UNLIKELY(__builtin_sub_overflow(a, b, &result)))
    return fail_arithmetic<Held>(ArithmeticError::Overflow);
  return true;
}
template <bool Held, class T> inline bool mul_checked(T a, T b, T &result) {
  if constexpr (is_floating<T>())
    result = a * b;
  else if (NOGILC_UNLIKELY(__builtin_mul_overflow(a, b, &result)))
    return fail_arithmetic<Held>(ArithmeticError::Overflow);
  return true;
}
/// -a; an unsigned one wraps, as `x & -x` wants.
template <bool Held, class T> inline bool neg_checked(T a, T &result) {
  if constexpr (is_floating<T>() || is_unsigned_integer<T>())
    result = static_cast<T>(-a);
  else if (NOGILC_UNLIKELY(__builtin_sub_overflow(T(0), a, &result)))
    return fail_arithmetic<Held>(ArithmeticError::Overflow);
  return true;
}
template <bool Held, class T> inline bool lshift_checked(T a, T b, T &result) {
  constexpr int kBits = static_cast<int>(sizeof(T) * 8);
  if (NOGILC_UNLIKELY((!is_unsigned_integer<T>() && b < 0) ||
                      static_cast<unsigned long long>(b) >= static_cast<unsigned>(kBits)))
    return fail_arithmetic<Held>(ArithmeticError::Overflow);
  using Bits = WideUnsigned<T>;
  T shifted = static_cast<T>(static_cast<Bits>(a) << static_cast<int>(b));
  if (NOGILC_UNLIKELY(static_cast<T>(shifted >> static_cast<int>(b)) != a))
    return fail_arithmetic<Held>(ArithmeticError::Overflow);
  result = shifted;
  return true;
}

template <class T> inline T c_abs(T a) {
  if constexpr (is_complex<T>)
    return make_complex<T>(std::hypot(__real__ a, __imag__ a), 0);
  else if constexpr (is_floating<T>())
    return fabs(a);
  else if constexpr (is_unsigned_integer<T>())
    return a;
  else
    return a < 0 ? static_cast<T>(-a) : a;
}

template <bool Held, class T> inline bool complex_div_checked(T a, T b, T &result) {
  if (NOGILC_UNLIKELY(b == T(0)))
    return fail_arithmetic<Held>(ArithmeticError::ComplexDivision);
  result = c_complex_div(a, b);
  return true;
}

// ---- the entries -------------------------------------------------------------------------------

#define NOGILC_CHECKED(name)                                                                       \
  template <class T> inline bool c_##name(T a, T b, T &result) {                                   \
    return name<true>(a, b, result);                                                               \
  }                                                                                                \
  template <class T> inline bool c_##name##_nogil(T a, T b, T &result) {                           \
    return name<false>(a, b, result);                                                              \
  }
NOGILC_CHECKED(floordiv_checked)
NOGILC_CHECKED(mod_checked)
NOGILC_CHECKED(cdiv_checked)
NOGILC_CHECKED(add_checked)
NOGILC_CHECKED(sub_checked)
NOGILC_CHECKED(mul_checked)
NOGILC_CHECKED(lshift_checked)
NOGILC_CHECKED(pow_checked)
NOGILC_CHECKED(complex_div_checked)
#undef NOGILC_CHECKED

template <class T> inline bool c_divisor_checked(T b, T &result) {
  return divisor_checked<true>(b, result);
}
template <class T> inline bool c_divisor_checked_nogil(T b, T &result) {
  return divisor_checked<false>(b, result);
}
template <class T> inline bool c_neg_checked(T a, T &result) {
  return neg_checked<true>(a, result);
}
template <class T> inline bool c_neg_checked_nogil(T a, T &result) {
  return neg_checked<false>(a, result);
}
inline bool c_truediv_checked(double a, double b, double &result) {
  return truediv_checked<true, ArithmeticError::FloatTrueDivision>(a, b, result);
}
inline bool c_truediv_checked_nogil(double a, double b, double &result) {
  return truediv_checked<false, ArithmeticError::FloatTrueDivision>(a, b, result);
}
inline bool c_int_truediv_checked(double a, double b, double &result) {
  return truediv_checked<true, ArithmeticError::IntegerTrueDivision>(a, b, result);
}
inline bool c_int_truediv_checked_nogil(double a, double b, double &result) {
  return truediv_checked<false, ArithmeticError::IntegerTrueDivision>(a, b, result);
}
inline bool c_real_pow_checked(double a, double b, double &result) {
  return real_pow_checked<true>(a, b, result);
}
inline bool c_real_pow_checked_nogil(double a, double b, double &result) {
  return real_pow_checked<false>(a, b, result);
}

} // namespace nogilc_rt
