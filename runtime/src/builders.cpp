// builders.cpp: the parts of displays that are not worth inlining.
#include "internal.h"

namespace nogilc_rt {

PyObject *tuple_from_array(PyObject *const *items, Py_ssize_t count) {
  PyObject *tuple = PyTuple_New(count);
  if (tuple)
    for (Py_ssize_t i = 0; i < count; ++i)
      PyTuple_SET_ITEM(tuple, i, new_ref(items[i]));
  return tuple;
}

PyObject *list_from_array(PyObject *const *items, Py_ssize_t count) {
  PyObject *list = PyList_New(count);
  if (list)
    for (Py_ssize_t i = 0; i < count; ++i)
      PyList_SET_ITEM(list, i, new_ref(items[i]));
  return list;
}

PyObject *set_from_array(PyObject *const *items, Py_ssize_t count) {
  Ref set(PySet_New(nullptr));
  for (Py_ssize_t i = 0; set && i < count; ++i)
    if (PySet_Add(set, items[i]) < 0)
      return nullptr;
  return set.release();
}

bool list_extend(PyObject *list, PyObject *iterable) {
  bool is_plain = PyList_CheckExact(iterable) || PyTuple_CheckExact(iterable);
  if (!is_plain && !Py_TYPE(iterable)->tp_iter && !PySequence_Check(iterable)) {
    PyErr_Format(PyExc_TypeError, "Value after * must be an iterable, not %.200s",
                 Py_TYPE(iterable)->tp_name);
    return false;
  }
  Py_ssize_t size = PyList_GET_SIZE(list);
  return PyList_SetSlice(list, size, size, iterable) == 0;
}

bool set_update(PyObject *set, PyObject *iterable) {
  Ref iterator(PyObject_GetIter(iterable));
  if (!iterator)
    return false;
  while (Ref item{PyIter_Next(iterator)})
    if (PySet_Add(set, item) < 0)
      return false;
  return !PyErr_Occurred();
}

bool dict_update(PyObject *dict, PyObject *mapping) {
  if (PyDict_Update(dict, mapping) == 0)
    return true;
  if (PyErr_ExceptionMatches(PyExc_AttributeError))
    PyErr_Format(PyExc_TypeError, "'%.200s' object is not a mapping", Py_TYPE(mapping)->tp_name);
  return false;
}

bool append_slow(PyObject *object, PyObject *item) {
  Ref result(call_method(object, names.append, item));
  return static_cast<bool>(result);
}

} // namespace nogilc_rt
