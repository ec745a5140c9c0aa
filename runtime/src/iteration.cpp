// iteration.cpp: the slow paths of loops, and unpacking with the interpreter's own messages.
#include "internal.h"

namespace nogilc_rt {

bool iter_begin_slow(PyObject *iterable, Ref &iterator) {
  iterator.reset(PyObject_GetIter(iterable));
  return static_cast<bool>(iterator);
}

int iter_next_slow(PyObject *, Ref &) {
  if (!PyErr_ExceptionMatches(PyExc_StopIteration))
    return -1;
  PyErr_Clear();
  return 0;
}

namespace {

bool check_iterator(PyObject *iterator) {
  if (PyIter_Check(iterator))
    return true;
  PyErr_Format(PyExc_TypeError, "'%.200s' object is not an iterator", Py_TYPE(iterator)->tp_name);
  return false;
}

} // namespace

PyObject *next_item(PyObject *iterator) {
  if (!check_iterator(iterator))
    return nullptr;
  PyObject *item = Py_TYPE(iterator)->tp_iternext(iterator);
  if (!item && !PyErr_Occurred())
    PyErr_SetNone(PyExc_StopIteration);
  return item;
}

PyObject *next_item_or(PyObject *iterator, PyObject *default_value) {
  if (!check_iterator(iterator))
    return nullptr;
  PyObject *item = Py_TYPE(iterator)->tp_iternext(iterator);
  if (item)
    return item;
  if (PyErr_Occurred()) {
    if (!PyErr_ExceptionMatches(PyExc_StopIteration))
      return nullptr;
    PyErr_Clear();
  }
  return new_ref(default_value);
}

// ---- unpacking ---------------------------------------------------------------------------------

namespace {

PyObject *iterate_for_unpacking(PyObject *value) {
  PyObject *iterator = PyObject_GetIter(value);
  if (!iterator && PyErr_ExceptionMatches(PyExc_TypeError) && !Py_TYPE(value)->tp_iter &&
      !PySequence_Check(value))
    PyErr_Format(PyExc_TypeError, "cannot unpack non-iterable %.200s object",
                 Py_TYPE(value)->tp_name);
  return iterator;
}

void raise_too_few(Py_ssize_t expected, Py_ssize_t got) {
  PyErr_Format(PyExc_ValueError, "not enough values to unpack (expected %zd, got %zd)", expected,
               got);
}

void raise_too_many(PyObject *value, Py_ssize_t expected) {
#if PY_VERSION_HEX >= 0x030E0000
  if (PyList_CheckExact(value) || PyTuple_CheckExact(value) || PyDict_CheckExact(value)) {
    Py_ssize_t size = PyDict_CheckExact(value) ? PyDict_Size(value) : Py_SIZE(value);
    if (size > expected) {
      PyErr_Format(PyExc_ValueError, "too many values to unpack (expected %zd, got %zd)", expected,
                   size);
      return;
    }
  }
#else
  (void)value;
#endif
  PyErr_Format(PyExc_ValueError, "too many values to unpack (expected %zd)", expected);
}

/// The next item, or null: at the end without an error.
PyObject *next_or_end(PyObject *iterator) { return PyIter_Next(iterator); }

} // namespace

bool unpack(PyObject *value, Ref *targets, Py_ssize_t count) {
#ifndef Py_GIL_DISABLED
  bool is_list = PyList_CheckExact(value);
#else
  bool is_list = false; // it may change while we copy
#endif
  if (is_list || PyTuple_CheckExact(value)) {
    Py_ssize_t size = Py_SIZE(value);
    if (size != count) {
      if (size < count)
        raise_too_few(count, size);
      else
        raise_too_many(value, count);
      return false;
    }
    for (Py_ssize_t i = 0; i < count; ++i)
      targets[i].assign(is_list ? PyList_GET_ITEM(value, i) : PyTuple_GET_ITEM(value, i));
    return true;
  }
  Ref iterator(iterate_for_unpacking(value));
  if (!iterator)
    return false;
  for (Py_ssize_t i = 0; i < count; ++i) {
    targets[i].reset(next_or_end(iterator));
    if (!targets[i]) {
      if (!PyErr_Occurred())
        raise_too_few(count, i);
      return false;
    }
  }
  Ref surplus(next_or_end(iterator));
  if (!surplus)
    return !PyErr_Occurred();
  raise_too_many(value, count);
  return false;
}

bool unpack_star(PyObject *value, Ref *targets, Py_ssize_t before, Py_ssize_t after) {
  Ref iterator(iterate_for_unpacking(value));
  if (!iterator)
    return false;
  for (Py_ssize_t i = 0; i < before; ++i) {
    targets[i].reset(next_or_end(iterator));
    if (!targets[i]) {
      if (!PyErr_Occurred())
        PyErr_Format(PyExc_ValueError,
                     "not enough values to unpack (expected at least %zd, got %zd)", before + after,
                     i);
      return false;
    }
  }
  Ref rest(PySequence_List(iterator));
  if (!rest)
    return false;
  Py_ssize_t left = PyList_GET_SIZE(rest.get());
  if (left < after) {
    PyErr_Format(PyExc_ValueError, "not enough values to unpack (expected at least %zd, got %zd)",
                 before + after, before + left);
    return false;
  }
  for (Py_ssize_t i = 0; i < after; ++i)
    targets[before + 1 + i].assign(PyList_GET_ITEM(rest.get(), left - after + i));
  if (after && PyList_SetSlice(rest, left - after, left, nullptr) < 0)
    return false;
  targets[before] = static_cast<Ref &&>(rest);
  return true;
}

int dict_next(PyObject *dict, Py_ssize_t &position, Py_ssize_t size, Ref &key, Ref &value) {
  PyObject *borrowed_key, *borrowed_value;
  if (NOGILC_UNLIKELY(PyDict_GET_SIZE(dict) != size)) {
    PyErr_SetString(PyExc_RuntimeError, "dictionary changed size during iteration");
    return -1;
  }
  int found;
#ifdef Py_GIL_DISABLED
  Py_BEGIN_CRITICAL_SECTION(dict);
#endif
  found = PyDict_Next(dict, &position, &borrowed_key, &borrowed_value);
  if (found) {
    Py_INCREF(borrowed_key);
    Py_INCREF(borrowed_value);
  }
#ifdef Py_GIL_DISABLED
  Py_END_CRITICAL_SECTION();
#endif
  if (!found)
    return 0;
  key.reset(borrowed_key);
  value.reset(borrowed_value);
  return 1;
}

bool items_begin(PyObject *object, Ref &iterator, Py_ssize_t &index, Py_ssize_t &size) {
  if (PyDict_CheckExact(object)) {
    iterator.assign(object);
    index = 0;
    size = PyDict_Size(object);
    return true;
  }
  index = -1;
  size = 0;
  Ref items(call_method(object, names.items));
  return items && iter_begin_slow(items, iterator);
}

int items_next(PyObject *iterator, Py_ssize_t &index, Py_ssize_t size, Ref &key, Ref &value) {
  if (index >= 0)
    return dict_next(iterator, index, size, key, value);
  Ref pair;
  int outcome = iter_next(iterator, index, pair);
  if (outcome <= 0)
    return outcome;
  Ref targets[2];
  if (!unpack(pair, targets, 2))
    return -1;
  key = static_cast<Ref &&>(targets[0]);
  value = static_cast<Ref &&>(targets[1]);
  return 1;
}

} // namespace nogilc_rt
