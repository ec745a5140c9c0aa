// builders.h: displays and comprehensions. All of it needs the GIL.
#pragma once

#include "nogilc_rt/calls.h"

namespace nogilc_rt {

// From `count` borrowed objects; null = raised.
PyObject *tuple_from_array(PyObject *const *items, Py_ssize_t count);
PyObject *list_from_array(PyObject *const *items, Py_ssize_t count);
PyObject *set_from_array(PyObject *const *items, Py_ssize_t count);

template <class... Objects> inline PyObject *make_tuple(const Objects &...items) {
  PyObject *array[] = {as_object(items)..., nullptr};
  return tuple_from_array(array, sizeof...(items));
}
template <class... Objects> inline PyObject *make_list(const Objects &...items) {
  PyObject *array[] = {as_object(items)..., nullptr};
  return list_from_array(array, sizeof...(items));
}
template <class... Objects> inline PyObject *make_set(const Objects &...items) {
  PyObject *array[] = {as_object(items)..., nullptr};
  return set_from_array(array, sizeof...(items));
}
inline PyObject *make_dict() { return PyDict_New(); }

/// For an exact list that only this code sees so far, and `x.append` of a typed list.
inline bool list_append(PyObject *list, PyObject *item) {
#ifndef Py_GIL_DISABLED
  auto *exact = reinterpret_cast<PyListObject *>(list);
  Py_ssize_t size = PyList_GET_SIZE(list);
  if (NOGILC_LIKELY(size < exact->allocated && size > (exact->allocated >> 1))) {
    PyList_SET_ITEM(list, size, new_ref(item));
    Py_SET_SIZE(exact, size + 1);
    return true;
  }
#endif
  return PyList_Append(list, item) == 0;
}

inline bool set_add(PyObject *set, PyObject *item) { return PySet_Add(set, item) == 0; }
inline bool dict_set(PyObject *dict, PyObject *key, PyObject *value) {
  return PyDict_SetItem(dict, key, value) == 0;
}

bool list_extend(PyObject *list, PyObject *iterable);
bool set_update(PyObject *set, PyObject *iterable);
bool dict_update(PyObject *dict, PyObject *mapping);

inline PyObject *list_to_tuple(PyObject *list) { return PyList_AsTuple(list); }
inline PyObject *to_tuple(PyObject *iterable) { return PySequence_Tuple(iterable); }
inline PyObject *to_list(PyObject *iterable) { return PySequence_List(iterable); }

bool append_slow(PyObject *object, PyObject *item);
/// object.append(item) whose result is not used.
inline bool append(PyObject *object, PyObject *item) {
  return NOGILC_LIKELY(PyList_CheckExact(object)) ? list_append(object, item)
                                                  : append_slow(object, item);
}

} // namespace nogilc_rt
