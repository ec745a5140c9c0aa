// complex.h: C complex numbers, in the representation of C itself (`double _Complex`, which GCC and
// Clang have in C++, too), so that they can be passed to C functions and lie in memory as C's do.
// Products, quotients and powers are Python's: no recovery of infinities, which costs C's a call.
#pragma once

#include "nogilc_rt/python.h"

#include <cmath>

namespace nogilc_rt {

// `T _Complex` of a template parameter does not exist: the types are listed.
template <class C> struct ComplexTraits {
  static constexpr bool kIsComplex = false;
  using Component = C;
};
#define NOGILC_COMPLEX(T)                                                                          \
  template <> struct ComplexTraits<T _Complex> {                                                   \
    static constexpr bool kIsComplex = true;                                                       \
    using Component = T;                                                                           \
  };
NOGILC_COMPLEX(float)
NOGILC_COMPLEX(double)
NOGILC_COMPLEX(long double)
NOGILC_COMPLEX(signed char)
NOGILC_COMPLEX(unsigned char)
NOGILC_COMPLEX(char)
NOGILC_COMPLEX(short)
NOGILC_COMPLEX(unsigned short)
NOGILC_COMPLEX(int)
NOGILC_COMPLEX(unsigned)
NOGILC_COMPLEX(long)
NOGILC_COMPLEX(unsigned long)
NOGILC_COMPLEX(long long)
NOGILC_COMPLEX(unsigned long long)
#undef NOGILC_COMPLEX

template <class C> inline constexpr bool is_complex = ComplexTraits<C>::kIsComplex;
template <class C> using complex_component = typename ComplexTraits<C>::Component;

template <class C>
inline C make_complex(complex_component<C> real, complex_component<C> imaginary) {
  C made;
  __real__ made = real;
  __imag__ made = imaginary;
  return made;
}

/// Not a product: i times 2 + 0i has a real part of -0.
template <class C> inline C c_imaginary(C part) { return make_complex<C>(0, __real__ part); }
template <class C> inline C c_conjugate(C z) { return make_complex<C>(__real__ z, -__imag__ z); }

template <class C> inline C c_complex_mul(C a, C b) {
  return make_complex<C>(__real__ a * __real__ b - __imag__ a * __imag__ b,
                         __real__ a * __imag__ b + __imag__ a * __real__ b);
}

/// Smith's way, as CPython: no overflow where the quotient has none.
template <class C> inline C c_complex_div(C a, C b) {
  using T = complex_component<C>;
  const T ar = __real__ a, ai = __imag__ a, br = __real__ b, bi = __imag__ b;
  if ((br < 0 ? -br : br) >= (bi < 0 ? -bi : bi)) {
    const T ratio = br == 0 ? T(0) : bi / br;
    const T scale = br + bi * ratio;
    return make_complex<C>((ar + ai * ratio) / scale, (ai - ar * ratio) / scale);
  }
  const T ratio = br / bi;
  const T scale = br * ratio + bi;
  return make_complex<C>((ar * ratio + ai) / scale, (ai * ratio - ar) / scale);
}

/// Small whole exponents by multiplication, as CPython; all others by way of polar coordinates.
/// 0 to a negative or complex power is what C's floating point makes of it.
template <class C> inline C c_complex_pow(C a, C b) {
  using T = complex_component<C>;
  const T br = __real__ b, bi = __imag__ b;
  if (bi == 0 && br >= -100 && br <= 100 && br == static_cast<T>(static_cast<int>(br))) {
    C result = make_complex<C>(1, 0);
    C square = a;
    for (int left = static_cast<int>(br < 0 ? -br : br); left != 0; left >>= 1) {
      if (left & 1)
        result = c_complex_mul(result, square);
      square = c_complex_mul(square, square);
    }
    return br < 0 ? c_complex_div(make_complex<C>(1, 0), result) : result;
  }
  const T ar = __real__ a, ai = __imag__ a;
  const T absolute = std::hypot(ar, ai);
  if (absolute == 0)
    return br > 0 && bi == 0 ? make_complex<C>(0, 0) : make_complex<C>(T(NAN), T(NAN));
  const T angle = std::atan2(ai, ar);
  T length = std::pow(absolute, br);
  T phase = angle * br;
  if (bi != 0) {
    length *= std::exp(-angle * bi);
    phase += bi * std::log(absolute);
  }
  return make_complex<C>(length * std::cos(phase), length * std::sin(phase));
}

} // namespace nogilc_rt
