// objects.h: attributes, truth, types of objects. All of it needs the GIL.
#pragma once

#include "nogilc_rt/exceptions.h"

/// The type behind the dialect's `frozendict`: a dict does in its place where Python has none.
#ifdef PyFrozenDict_Check
#define nogilc_FrozenDict_Type PyFrozenDict_Type
#else
#define nogilc_FrozenDict_Type PyDict_Type
#endif

namespace nogilc_rt {

/// `name` is an interned str throughout.
inline PyObject *getattr(PyObject *object, PyObject *name) {
  getattrofunc get = Py_TYPE(object)->tp_getattro;
  return NOGILC_LIKELY(get != nullptr) ? get(object, name) : PyObject_GetAttr(object, name);
}

/// Absent (AttributeError) is success with an empty `result`.
bool getattr_or_null(PyObject *object, PyObject *name, Ref &result);

inline bool setattr(PyObject *object, PyObject *name, PyObject *value) {
  setattrofunc set = Py_TYPE(object)->tp_setattro;
  return (NOGILC_LIKELY(set != nullptr) ? set(object, name, value)
                                        : PyObject_SetAttr(object, name, value)) == 0;
}

inline bool delattr(PyObject *object, PyObject *name) {
  return PyObject_SetAttr(object, name, nullptr) == 0;
}

inline bool is_true(PyObject *object, bool &result) {
  if (object == Py_True) {
    result = true;
    return true;
  }
  if (object == Py_False || object == Py_None) {
    result = false;
    return true;
  }
  int truth = PyObject_IsTrue(object);
  result = truth > 0;
  return truth >= 0;
}

inline PyObject *bool_object(bool value) { return new_ref(value ? Py_True : Py_False); }
inline PyObject *none() { return new_ref(Py_None); }

inline PyObject *not_(PyObject *object) {
  bool truth;
  return is_true(object, truth) ? bool_object(!truth) : nullptr;
}

inline bool length(PyObject *object, Py_ssize_t &result) {
  if (PyList_CheckExact(object))
    result = PyList_GET_SIZE(object);
  else if (PyTuple_CheckExact(object))
    result = PyTuple_GET_SIZE(object);
  else
    result = PyObject_Size(object);
  return result >= 0;
}

inline bool hash(PyObject *object, Py_ssize_t &result) {
  result = PyObject_Hash(object);
  return result != -1; // which is the hash of nothing
}

inline bool isinstance(PyObject *object, PyObject *type, bool &result) {
  int answer = PyObject_IsInstance(object, type);
  result = answer > 0;
  return answer >= 0;
}

inline bool issubclass(PyObject *derived, PyObject *base, bool &result) {
  int answer = PyObject_IsSubclass(derived, base);
  result = answer > 0;
  return answer >= 0;
}

inline bool is_callable(PyObject *object) { return PyCallable_Check(object) != 0; }

inline PyObject *type_of(PyObject *object) {
  return new_ref(reinterpret_cast<PyObject *>(Py_TYPE(object)));
}

NOGILC_COLD void raise_type_mismatch(PyObject *object, PyObject *type, bool exact);
NOGILC_COLD void raise_argument_mismatch(PyObject *object, PyObject *type, const char *argument);

inline bool has_type(PyObject *object, PyObject *type, bool none_allowed, bool exact) {
  auto *wanted = reinterpret_cast<PyTypeObject *>(type);
  return Py_TYPE(object) == wanted || (none_allowed && object == Py_None) ||
         (!exact && PyType_IsSubtype(Py_TYPE(object), wanted));
}

/// An assignment of an object to a variable of an extension or builtin type.
inline bool require_type(PyObject *object, PyObject *type, bool none_allowed, bool exact) {
  if (NOGILC_LIKELY(has_type(object, type, none_allowed, exact)))
    return true;
  raise_type_mismatch(object, type, exact);
  return false;
}

/// The same for a function's argument, which the error names.
inline bool require_argument_type(PyObject *object, PyObject *type, const char *argument,
                                  bool none_allowed, bool exact) {
  if (NOGILC_LIKELY(has_type(object, type, none_allowed, exact)))
    return true;
  raise_argument_mismatch(object, type, argument);
  return false;
}

} // namespace nogilc_rt
