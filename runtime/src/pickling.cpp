// pickling.cpp: how instances of `cdef class`es are pickled and copied when the class says nothing
// about it itself. The state is (checksum of the attributes' names, their values, `__dict__` or
// None); a new instance is made by the class's `__new__`, so a class with `__cinit__` has none of
// this. Needs the GIL.
#include "internal.h"

#include "nogilc_rt/extension_type.h"

namespace nogilc_rt {

namespace {

constexpr char kReduceName[] = "__reduce_cython__", kSetStateName[] = "__setstate_cython__";

bool is_method_named(PyObject *found, const char *name) {
  return Py_TYPE(found) == &PyMethodDescr_Type &&
         std::strcmp(reinterpret_cast<PyMethodDescrObject *>(found)->d_method->ml_name, name) == 0;
}

/// Whether nobody has written the method for the class: it has none, that of `object`, or ours.
bool is_default(PyTypeObject &type, const char *name, const char *our_name) {
  Ref text(PyUnicode_InternFromString(name));
  PyObject *found = text ? _PyType_Lookup(&type, text) : nullptr;
  return !found || found == PyDict_GetItemString(PyBaseObject_Type.tp_dict, name) ||
         (our_name && is_method_named(found, our_name));
}

template <class Visit> bool for_each_member(const ExtensionType &cls, const Visit &visit) {
  if (cls.base && !for_each_member(*cls.base, visit))
    return false;
  for (const PickledMember *member = cls.members; member && member->name; ++member)
    if (!visit(*member))
      return false;
  return true;
}

/// Of the names in their order (FNV-1a): other attributes are another state.
unsigned checksum_of(const ExtensionType &cls) {
  uint32_t sum = 2166136261u;
  for_each_member(cls, [&](const PickledMember &member) {
    for (const char *c = member.name;; ++c) {
      sum = (sum ^ static_cast<unsigned char>(*c)) * 16777619u;
      if (!*c)
        return true;
    }
  });
  return sum;
}

void raise_other_checksum(const ExtensionType &cls, unsigned wanted, unsigned found) {
  Ref pickle(PyImport_ImportModule("pickle"));
  Ref error(pickle ? PyObject_GetAttrString(pickle, "PickleError") : nullptr);
  if (!error)
    return;
  Ref names(PyList_New(0));
  if (!names || !for_each_member(cls, [&](const PickledMember &member) {
        Ref name(PyUnicode_FromString(member.name));
        return name && PyList_Append(names, name) == 0;
      }))
    return;
  Ref comma(PyUnicode_FromString(", "));
  Ref text(comma ? PyUnicode_Join(comma, names) : nullptr);
  if (text)
    PyErr_Format(error, "Incompatible checksums (0x%x vs 0x%x = (%U))", found, wanted, text.get());
}

/// None without one.
PyObject *dict_of(PyObject *self) {
  PyObject **place = _PyObject_GetDictPtr(self);
  if (!place)
    return new_ref(Py_None);
  PyObject *dict = PyObject_GetAttrString(self, "__dict__");
  if (dict && PyDict_Check(dict) && PyDict_GET_SIZE(dict) == 0) {
    Py_DECREF(dict);
    return new_ref(Py_None);
  }
  return dict;
}

} // namespace

bool set_pickling(ExtensionType &self) {
  PyObject *dict = self.type.tp_dict;
  PyObject *reduce = PyDict_GetItemString(dict, kReduceName);
  if (!reduce || !is_default(self.type, "__getstate__", nullptr) ||
      !is_default(self.type, "__reduce_ex__", nullptr) ||
      !is_default(self.type, "__reduce__", kReduceName))
    return !PyErr_Occurred();
  if (PyDict_SetItemString(dict, "__reduce__", reduce) < 0)
    return false;
  if (is_default(self.type, "__setstate__", kSetStateName) &&
      PyDict_SetItemString(dict, "__setstate__", PyDict_GetItemString(dict, kSetStateName)) < 0)
    return false;
  PyType_Modified(&self.type);
  return true;
}

PyObject *reduce_instance(PyObject *self, const ExtensionType &cls) {
  if (cls.unpicklable) {
    PyErr_SetString(PyExc_TypeError, cls.unpicklable);
    return nullptr;
  }
  Ref values(PyList_New(0));
  if (!values || !for_each_member(cls, [&](const PickledMember &member) {
        Ref value(member.get(self));
        return value && PyList_Append(values, value) == 0;
      }))
    return nullptr;
  Ref all(PyList_AsTuple(values)), dict(dict_of(self));
  Ref copyreg(PyImport_ImportModule("copyreg"));
  Ref make(copyreg ? PyObject_GetAttrString(copyreg, "__newobj__") : nullptr);
  if (!all || !dict || !make)
    return nullptr;
  return Py_BuildValue("O(O)(IOO)", make.get(), Py_TYPE(self), checksum_of(cls), all.get(),
                       dict.get());
}

PyObject *restore_instance(PyObject *self, PyObject *state, const ExtensionType &cls) {
  if (cls.unpicklable) {
    PyErr_SetString(PyExc_TypeError, cls.unpicklable);
    return nullptr;
  }
  unsigned found;
  PyObject *values, *dict;
  if (!PyTuple_Check(state)) {
    PyErr_Format(PyExc_TypeError, "the state of '%.200s' must be a tuple, not '%.200s'", cls.name,
                 Py_TYPE(state)->tp_name);
    return nullptr;
  }
  if (!PyArg_ParseTuple(state, "IO!O:__setstate__", &found, &PyTuple_Type, &values, &dict))
    return nullptr;
  const unsigned wanted = checksum_of(cls);
  Py_ssize_t count = 0;
  for_each_member(cls, [&](const PickledMember &) { return ++count; });
  if (found != wanted || PyTuple_GET_SIZE(values) != count) {
    raise_other_checksum(cls, wanted, found);
    return nullptr;
  }
  Py_ssize_t next = 0;
  if (!for_each_member(cls, [&](const PickledMember &member) {
        return member.set(self, PyTuple_GET_ITEM(values, next++)) == 0;
      }))
    return nullptr;
  if (dict != Py_None) {
    Ref own(PyObject_GetAttrString(self, "__dict__"));
    if (!own || PyDict_Update(own, dict) < 0)
      return nullptr;
  }
  return new_ref(Py_None);
}

} // namespace nogilc_rt
