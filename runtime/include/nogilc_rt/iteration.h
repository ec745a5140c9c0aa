// iteration.h: for loops and unpacking. A loop is two slots, an iterator and an index, which may be
// locals or members of a generator's frame; next answers 1 (an item), 0 (the end), -1 (raised).
// All of it needs the GIL.
#pragma once

#include "nogilc_rt/ref.h"

namespace nogilc_rt {

bool iter_begin_slow(PyObject *iterable, Ref &iterator);
int iter_next_slow(PyObject *iterator, Ref &item);

/// Exact lists and tuples are walked by index (index >= 0); all else by its iterator (index -1).
inline bool iter_begin(PyObject *iterable, Ref &iterator, Py_ssize_t &index) {
  if (PyList_CheckExact(iterable) || PyTuple_CheckExact(iterable)) {
    iterator.assign(iterable);
    index = 0;
    return true;
  }
  index = -1;
  return iter_begin_slow(iterable, iterator);
}

inline int iter_next(PyObject *iterator, Py_ssize_t &index, Ref &item) {
  if (index < 0) {
    PyObject *next = Py_TYPE(iterator)->tp_iternext(iterator);
    if (NOGILC_LIKELY(next != nullptr)) {
      item.reset(next);
      return 1;
    }
    return PyErr_Occurred() ? iter_next_slow(iterator, item) : 0;
  }
  if (PyList_CheckExact(iterator)) { // its size may change during the loop
#ifdef Py_GIL_DISABLED
    if (index >= PyList_GET_SIZE(iterator))
      return 0;
    PyObject *next = PyList_GetItemRef(iterator, index);
    if (!next) { // another thread made it shorter just now
      PyErr_Clear();
      return 0;
    }
    ++index;
    item.reset(next);
    return 1;
#else
    if (index >= PyList_GET_SIZE(iterator))
      return 0;
    item.assign(PyList_GET_ITEM(iterator, index++));
    return 1;
#endif
  }
  if (index >= PyTuple_GET_SIZE(iterator))
    return 0;
  item.assign(PyTuple_GET_ITEM(iterator, index++));
  return 1;
}

inline PyObject *get_iter(PyObject *iterable) { return PyObject_GetIter(iterable); }
PyObject *next_item(PyObject *iterator);
PyObject *next_item_or(PyObject *iterator, PyObject *default_value);

/// `a, b = value`: exactly `count` items into `targets`.
bool unpack(PyObject *value, Ref *targets, Py_ssize_t count);
/// `a, *b, c = value`: targets[before] becomes a list.
bool unpack_star(PyObject *value, Ref *targets, Py_ssize_t before, Py_ssize_t after);

bool items_begin(PyObject *object, Ref &iterator, Py_ssize_t &index, Py_ssize_t &size);
int items_next(PyObject *iterator, Py_ssize_t &index, Py_ssize_t size, Ref &key, Ref &value);
int dict_next(PyObject *dict, Py_ssize_t &position, Py_ssize_t size, Ref &key, Ref &value);

} // namespace nogilc_rt
