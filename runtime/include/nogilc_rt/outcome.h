// outcome.h: what a C function returns that says itself whether it raised, so that its callers ask
// no interpreter, with or without the GIL. Both parts travel in registers. Functions without a
// result return the bare `bool`.
#pragma once

#include "nogilc_rt/exceptions.h"
#include "nogilc_rt/gil.h"

#include <utility>

namespace nogilc_rt {

template <class T> struct Outcome {
  T value;
  alignas(8) bool raised; // a register of its own beside a small value

  Outcome(T value) : value(std::move(value)), raised(false) {}
  Outcome(T value, bool raised) : value(std::move(value)), raised(raised) {}
};

/// Of a function that called C code which may set an exception without saying so: the value with
/// which functions of its type report one tells when to ask.
template <class T> inline Outcome<T> outcome(T value, T error) {
  return Outcome<T>(value, NOGILC_UNLIKELY(value == error) && error_occurred());
}
template <class T> inline Outcome<T> outcome_nogil(T value, T error) {
  return Outcome<T>(value, NOGILC_UNLIKELY(value == error) && error_occurred_nogil());
}

} // namespace nogilc_rt
