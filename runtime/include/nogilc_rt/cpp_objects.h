// cpp_objects.h: C++ objects in generated code, and exceptions of C++ as Python's.
#pragma once

#include "nogilc_rt/gil.h"

#include <new>
#include <utility>

namespace nogilc_rt {

/// Room for an object that a call makes, which may throw: there is none until then.
template <class T> class Made {
public:
  Made() noexcept {}
  ~Made() {
    if (is_made_)
      value_.~T();
  }
  Made(const Made &) = delete;
  Made &operator=(const Made &) = delete;

  template <class Make> void make(Make &&make) {
    if (is_made_) {
      value_ = make();
      return;
    }
    ::new (static_cast<void *>(&value_)) T(make());
    is_made_ = true;
  }
  template <class Value> void assign(Value &&value) {
    if (is_made_) {
      value_ = std::forward<Value>(value);
      return;
    }
    ::new (static_cast<void *>(&value_)) T(std::forward<Value>(value));
    is_made_ = true;
  }
  T &operator*() noexcept { return value_; }

private:
  union {
    T value_;
  };
  bool is_made_ = false;
};

/// raise_cpp_exception() with `except +Type`: one of that type, with the text of a
/// `std::exception`.
void raise_cpp_exception_as(PyObject *type);
/// The same with `except +handler`: that function raises what it wants.
void raise_cpp_exception_by(void (*handler)());

} // namespace nogilc_rt
