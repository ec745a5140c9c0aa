// ref.h: an owned reference to a Python object. Generated code keeps every new reference in one,
// so each way out of a block, `goto` included, gives it back. Needs the GIL where it is destroyed
// or replaced while it holds something.
#pragma once

#include "nogilc_rt/python.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace nogilc_rt {

class Ref {
public:
  constexpr Ref() noexcept = default;
  /// Takes over a new reference; null means empty.
  explicit Ref(PyObject *owned) noexcept : object_(owned) {}
  /// From a header's function that returns the struct of a class.
  template <class Instance>
  explicit Ref(Instance *owned) noexcept : object_(reinterpret_cast<PyObject *>(owned)) {}
  Ref(Ref &&other) noexcept : object_(other.release()) {}
  Ref(const Ref &) = delete;
  Ref &operator=(const Ref &) = delete;
  Ref &operator=(Ref &&other) noexcept {
    reset(other.release());
    return *this;
  }
  ~Ref() { drop_ref(object_); }

  /// A further reference to a borrowed object; null gives an empty one.
  static Ref borrow(PyObject *borrowed) noexcept { return Ref(new_ref_or_null(borrowed)); }

  PyObject *get() const noexcept { return object_; }
  operator PyObject *() const & noexcept { return object_; }
  operator PyObject *() && = delete; // the temporary would die before its use
  explicit operator bool() const noexcept { return object_ != nullptr; }
  /// The pointer itself: a macro of a C header may take its address, as _PyBytes_Resize wants it.
  PyObject *&slot() noexcept { return object_; }

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
    drop_ref(old);
  }
  template <class Instance> void reset(Instance *owned) noexcept {
    reset(reinterpret_cast<PyObject *>(owned));
  }
  /// Makes this hold a further reference to a borrowed object.
  void assign(PyObject *borrowed) noexcept { reset(new_ref_or_null(borrowed)); }

private:
  PyObject *object_ = nullptr;
};

/// A local of code that may run without the GIL, which empties it, with the GIL, on all ways out:
/// at the end of its scope nothing is left to give back.
class EmptiedRef : public Ref {
public:
  using Ref::Ref;
  using Ref::operator=;
  NOGILC_TRUSTED ~EmptiedRef() { assert(!get()); }
};

/// An argument of a header's function or macro, which may want a PyObject* or the struct of the
/// class.
template <class Instance> struct InstanceArgument {
  PyObject *object;
  template <class Wanted> operator Wanted *() const { return reinterpret_cast<Wanted *>(object); }
  Instance *operator->() const { return reinterpret_cast<Instance *>(object); }
};
template <class Instance> inline InstanceArgument<Instance> instance_argument(PyObject *object) {
  return {object};
}

/// A pointer of unknown type for a parameter of a C header, which becomes whatever the header
/// wants, as in C. What a macro does with a pointer works, too.
template <class Void> struct AnyPointer {
  Void *pointer;
  operator Void *() const { return pointer; }
  template <class Wanted, class = decltype(static_cast<Wanted *>(std::declval<Void *>()))>
  operator Wanted *() const {
    return static_cast<Wanted *>(pointer);
  }
  friend bool operator==(AnyPointer a, std::nullptr_t) { return !a.pointer; }
  friend bool operator!=(AnyPointer a, std::nullptr_t) { return a.pointer; }
  explicit operator uintptr_t() const { return reinterpret_cast<uintptr_t>(pointer); }
  explicit operator intptr_t() const { return reinterpret_cast<intptr_t>(pointer); }
};
/// What a function of a header returns, as a declaration says that has no `const` where the header
/// has one.
template <class Pointee, class Found> inline Pointee *header_pointer(Found *pointer) {
  return (Pointee *)pointer;
}
template <class Pointee> inline Pointee *header_pointer(std::nullptr_t) { return nullptr; }

/// A pointer for a parameter of a C header, whose type is known: a macro may ask for what it points
/// at.
template <class Pointee, class Void> struct AnyTypedPointer : AnyPointer<Void> {
  Pointee *operator->() const { return static_cast<Pointee *>(this->pointer); }
};
template <class Pointee> inline AnyTypedPointer<Pointee, void> any_pointer(Pointee *pointer) {
  return {{pointer}};
}
template <class Pointee>
inline AnyTypedPointer<const Pointee, const void> any_pointer(const Pointee *pointer) {
  return {{pointer}};
}
inline AnyPointer<void> any_pointer(void *pointer) { return {pointer}; }
inline AnyPointer<const void> any_pointer(const void *pointer) { return {pointer}; }
inline std::nullptr_t any_pointer(std::nullptr_t) { return nullptr; }

static_assert(sizeof(Ref) == sizeof(PyObject *), "scopes lay Refs out as plain object slots");

} // namespace nogilc_rt
