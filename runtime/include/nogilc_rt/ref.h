// ref.h: an owned reference to a Python object. Generated code keeps every new reference in one,
// so each way out of a block, `goto` included, gives it back. Needs the GIL where it is destroyed
// or replaced while it holds something.
#pragma once

#include "nogilc_rt/python.h"

namespace nogilc_rt {

class Ref {
public:
  constexpr Ref() noexcept = default;
  /// Takes over a new reference; null means empty.
  explicit Ref(PyObject *owned) noexcept : object_(owned) {}
  Ref(Ref &&other) noexcept : object_(other.release()) {}
  Ref(const Ref &) = delete;
  Ref &operator=(const Ref &) = delete;
  Ref &operator=(Ref &&other) noexcept {
    reset(other.release());
    return *this;
  }
  ~Ref() { Py_XDECREF(object_); }

  /// A further reference to a borrowed object; null gives an empty one.
  static Ref borrow(PyObject *borrowed) noexcept { return Ref(new_ref_or_null(borrowed)); }

  PyObject *get() const noexcept { return object_; }
  operator PyObject *() const & noexcept { return object_; }
  operator PyObject *() && = delete; // the temporary would die before its use
  explicit operator bool() const noexcept { return object_ != nullptr; }

  /// Gives the reference away: the caller owns it, this is empty.
  PyObject *release() noexcept {
    PyObject *object = object_;
    object_ = nullptr;
    return object;
  }
  /// Takes over `owned`; the old value is released after the slot is set, because releasing may
  /// run Python code that looks at the slot.
  void reset(PyObject *owned = nullptr) noexcept {
    PyObject *old = object_;
    object_ = owned;
    Py_XDECREF(old);
  }
  /// Makes this hold a further reference to a borrowed object.
  void assign(PyObject *borrowed) noexcept { reset(new_ref_or_null(borrowed)); }

private:
  PyObject *object_ = nullptr;
};

static_assert(sizeof(Ref) == sizeof(PyObject *), "scopes lay Refs out as plain object slots");

} // namespace nogilc_rt
