// scope.h: what closures and generators keep alive: a garbage-collected object with object slots
// followed by plain C data. Generated code derives a struct per function:
//
//   struct f_scope : ng::Scope { ng::Ref outer, items; long n; };
//   auto *s = ng::new_scope<f_scope>(2); // two object slots, which come first; all zero
//
// The slots are cleared when the object dies; nothing else is destroyed.
#pragma once

#include "nogilc_rt/ref.h"

namespace nogilc_rt {

struct Scope {
  PyObject_VAR_HEAD Py_ssize_t object_count;

  PyObject **objects() { return reinterpret_cast<PyObject **>(this + 1); }
  PyObject *as_object() { return reinterpret_cast<PyObject *>(this); }
};

PyObject *new_scope_bytes(Py_ssize_t objects, Py_ssize_t bytes);

/// A new reference, or null with an exception.
template <class T> inline T *new_scope(Py_ssize_t objects) {
  constexpr Py_ssize_t kSize = static_cast<Py_ssize_t>(sizeof(T) - sizeof(Scope));
  PyObject *scope =
      new_scope_bytes(objects, kSize - objects * static_cast<Py_ssize_t>(sizeof(PyObject *)));
  return static_cast<T *>(reinterpret_cast<Scope *>(scope));
}
template <class T> inline T *as_scope(PyObject *object) {
  return static_cast<T *>(reinterpret_cast<Scope *>(object));
}

// The cell of `__class__`, filled by the class creation.
PyObject *make_cell();
PyObject *cell_get(PyObject *cell);

} // namespace nogilc_rt
