// match.cpp: see match.h. The rules and texts are those of CPython's own `match`.
#include "internal.h"

namespace nogilc_rt {

#if PY_VERSION_HEX >= 0x030A0000

bool is_sequence(PyObject *subject) {
  return (Py_TYPE(subject)->tp_flags & Py_TPFLAGS_SEQUENCE) != 0;
}
bool is_mapping(PyObject *subject) {
  return (Py_TYPE(subject)->tp_flags & Py_TPFLAGS_MAPPING) != 0;
}

namespace {
/// A builtin whose class pattern takes one positional part: the subject itself.
bool matches_itself(PyTypeObject *type) { return (type->tp_flags & (1UL << 22)) != 0; }
} // namespace

#else

namespace {

bool is_instance_of_abc(PyObject *subject, const char *name) {
  Ref module(PyImport_ImportModule("collections.abc"));
  Ref base(module ? PyObject_GetAttrString(module, name) : nullptr);
  int answer = base ? PyObject_IsInstance(subject, base) : -1;
  if (answer < 0)
    PyErr_Clear();
  return answer > 0;
}

bool matches_itself(PyTypeObject *type) {
  PyTypeObject *types[] = {&PyBool_Type,  &PyByteArray_Type, &PyBytes_Type, &PyDict_Type,
                           &PyFloat_Type, &PyFrozenSet_Type, &PyLong_Type,  &PyList_Type,
                           &PySet_Type,   &PyUnicode_Type,   &PyTuple_Type};
  for (PyTypeObject *builtin : types)
    if (PyType_IsSubtype(type, builtin))
      return true;
  return false;
}

} // namespace

bool is_sequence(PyObject *subject) {
  if (PyList_Check(subject) || PyTuple_Check(subject))
    return true;
  return !PyUnicode_Check(subject) && !PyBytes_Check(subject) && !PyByteArray_Check(subject) &&
         is_instance_of_abc(subject, "Sequence");
}
bool is_mapping(PyObject *subject) {
  return PyDict_Check(subject) || is_instance_of_abc(subject, "Mapping");
}

#endif

// ---- mappings ----------------------------------------------------------------------------------

int match_keys(PyObject *subject, PyObject *keys, Ref &values) {
  Py_ssize_t count = PyTuple_GET_SIZE(keys);
  Ref seen(PySet_New(nullptr));
  Ref found(seen ? PyTuple_New(count) : nullptr);
  // Not subject[key]: a defaultdict must not grow. The marker tells a missing key from any value.
  Ref get(found ? PyObject_GetAttrString(subject, "get") : nullptr);
  Ref marker(get ? PyObject_CallNoArgs(reinterpret_cast<PyObject *>(&PyBaseObject_Type)) : nullptr);
  if (!marker)
    return -1;
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject *key = PyTuple_GET_ITEM(keys, i);
    int is_duplicate = PySet_Contains(seen, key);
    if (is_duplicate > 0)
      PyErr_Format(PyExc_ValueError, "mapping pattern checks duplicate key (%R)", key);
    if (is_duplicate != 0 || PySet_Add(seen, key) < 0)
      return -1;
    PyObject *value = PyObject_CallFunctionObjArgs(get, key, marker.get(), nullptr);
    if (!value)
      return -1;
    if (value == marker.get()) {
      Py_DECREF(value);
      return 0;
    }
    PyTuple_SET_ITEM(found.get(), i, value);
  }
  values.reset(found.release());
  return 1;
}

PyObject *match_rest(PyObject *subject, PyObject *keys) {
  Ref rest(PyDict_New());
  if (!rest || PyDict_Update(rest, subject) < 0)
    return nullptr;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(keys); ++i)
    if (PyDict_DelItem(rest, PyTuple_GET_ITEM(keys, i)) < 0)
      return nullptr;
  return rest.release();
}

// ---- classes -----------------------------------------------------------------------------------

namespace {

/// One attribute, which no other pattern may name: 1, 0 absent, -1 raised.
int match_attribute(PyObject *subject, PyObject *cls, PyObject *name, PyObject *seen, Ref &value) {
  int is_duplicate = PySet_Contains(seen, name);
  if (is_duplicate > 0)
    PyErr_Format(PyExc_TypeError, "%s() got multiple sub-patterns for attribute %R",
                 reinterpret_cast<PyTypeObject *>(cls)->tp_name, name);
  if (is_duplicate != 0 || PySet_Add(seen, name) < 0)
    return -1;
  if (!getattr_or_null(subject, name, value))
    return -1;
  return value ? 1 : 0;
}

/// The names of the positional parts, or null where the class has none (`is_self`: it stands for
/// the subject itself); false with the error.
bool positional_names(PyObject *cls, Ref &names_found, bool &is_self, Py_ssize_t &allowed) {
  auto *type = reinterpret_cast<PyTypeObject *>(cls);
  Ref attribute(PyUnicode_InternFromString("__match_args__"));
  if (!attribute || !getattr_or_null(cls, attribute, names_found))
    return false;
  if (!names_found) {
    is_self = matches_itself(type);
    allowed = is_self ? 1 : 0;
    return true;
  }
  is_self = false;
  if (!PyTuple_CheckExact(names_found.get())) {
    PyErr_Format(PyExc_TypeError, "%s.__match_args__ must be a tuple (got %s)", type->tp_name,
                 Py_TYPE(names_found.get())->tp_name);
    return false;
  }
  allowed = PyTuple_GET_SIZE(names_found.get());
  return true;
}

/// Appends what the positional patterns look at.
int match_positional(PyObject *subject, PyObject *cls, Py_ssize_t count, PyObject *seen,
                     PyObject *attributes) {
  Ref match_args;
  bool is_self;
  Py_ssize_t allowed;
  if (!positional_names(cls, match_args, is_self, allowed))
    return -1;
  if (count > allowed) {
    PyErr_Format(PyExc_TypeError, "%s() accepts %zd positional sub-pattern%s (%zd given)",
                 reinterpret_cast<PyTypeObject *>(cls)->tp_name, allowed, allowed == 1 ? "" : "s",
                 count);
    return -1;
  }
  if (is_self)
    return PyList_Append(attributes, subject) < 0 ? -1 : 1;
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject *name = PyTuple_GET_ITEM(match_args.get(), i);
    if (!PyUnicode_CheckExact(name)) {
      PyErr_Format(PyExc_TypeError, "__match_args__ elements must be strings (got %s)",
                   Py_TYPE(name)->tp_name);
      return -1;
    }
    Ref value;
    int outcome = match_attribute(subject, cls, name, seen, value);
    if (outcome != 1)
      return outcome;
    if (PyList_Append(attributes, value) < 0)
      return -1;
  }
  return 1;
}

} // namespace

int match_class(PyObject *subject, PyObject *cls, Py_ssize_t positional, PyObject *keywords,
                Ref &attributes) {
  if (!PyType_Check(cls)) {
    PyErr_SetString(PyExc_TypeError, PY_VERSION_HEX >= 0x030E0000
                                         ? "called match pattern must be a class"
                                         : "called match pattern must be a type");
    return -1;
  }
  int is_instance = PyObject_IsInstance(subject, cls);
  if (is_instance != 1)
    return is_instance;
  Ref seen(PySet_New(nullptr));
  Ref found(seen ? PyList_New(0) : nullptr);
  if (!found)
    return -1;
  if (positional > 0) {
    int outcome = match_positional(subject, cls, positional, seen, found);
    if (outcome != 1)
      return outcome;
  }
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(keywords); ++i) {
    Ref value;
    int outcome = match_attribute(subject, cls, PyTuple_GET_ITEM(keywords, i), seen, value);
    if (outcome != 1)
      return outcome;
    if (PyList_Append(found, value) < 0)
      return -1;
  }
  attributes.reset(PyList_AsTuple(found));
  return attributes ? 1 : -1;
}

} // namespace nogilc_rt
