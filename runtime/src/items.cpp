// items.cpp: the slow paths of items.h: they end in the abstract protocol with Python objects.
#include "internal.h"

namespace nogilc_rt {

PyObject *getitem_index_slow(PyObject *container, Py_ssize_t index) {
  Ref key(PyLong_FromSsize_t(index));
  return key ? PyObject_GetItem(container, key) : nullptr;
}

bool setitem_index_slow(PyObject *container, Py_ssize_t index, PyObject *value) {
  Ref key(PyLong_FromSsize_t(index));
  return key && PyObject_SetItem(container, key, value) == 0;
}

bool delitem_index(PyObject *container, Py_ssize_t index, bool wraparound) {
  if (!wraparound && index < 0 && PyList_CheckExact(container)) {
    PyErr_SetString(PyExc_IndexError, "list assignment index out of range");
    return false;
  }
  Ref key(PyLong_FromSsize_t(index));
  return key && PyObject_DelItem(container, key) == 0;
}

void raise_not_subscriptable(PyObject *object) {
  PyErr_Format(PyExc_TypeError, "'%.200s' object is not subscriptable", Py_TYPE(object)->tp_name);
}

// ---- slices ------------------------------------------------------------------------------------

PyObject *make_slice(PyObject *start, PyObject *stop, PyObject *step) {
  return PySlice_New(start, stop, step);
}

namespace {

PyObject *make_c_slice(Py_ssize_t start, Py_ssize_t stop, bool has_start, bool has_stop) {
  Ref first(has_start ? PyLong_FromSsize_t(start) : new_ref(Py_None));
  Ref last(has_stop ? PyLong_FromSsize_t(stop) : new_ref(Py_None));
  return first && last ? PySlice_New(first, last, nullptr) : nullptr;
}

} // namespace

PyObject *getslice(PyObject *container, Py_ssize_t start, Py_ssize_t stop, bool has_start,
                   bool has_stop) {
  bool is_list = PyList_CheckExact(container), is_tuple = PyTuple_CheckExact(container);
  if (is_list || is_tuple || PyUnicode_CheckExact(container)) {
    if (!has_start)
      start = 0;
    if (!has_stop)
      stop = PY_SSIZE_T_MAX;
    Py_ssize_t size = is_list    ? PyList_GET_SIZE(container)
                      : is_tuple ? PyTuple_GET_SIZE(container)
                                 : PyUnicode_GET_LENGTH(container);
    PySlice_AdjustIndices(size, &start, &stop, 1);
    if (is_list)
      return PyList_GetSlice(container, start, stop);
    return is_tuple ? PyTuple_GetSlice(container, start, stop)
                    : PyUnicode_Substring(container, start, stop > start ? stop : start);
  }
  Ref slice(make_c_slice(start, stop, has_start, has_stop));
  return slice ? PyObject_GetItem(container, slice) : nullptr;
}

bool setslice(PyObject *container, Py_ssize_t start, Py_ssize_t stop, bool has_start, bool has_stop,
              PyObject *value) {
  Ref slice(make_c_slice(start, stop, has_start, has_stop));
  return slice && PyObject_SetItem(container, slice, value) == 0;
}

bool delslice(PyObject *container, Py_ssize_t start, Py_ssize_t stop, bool has_start,
              bool has_stop) {
  Ref slice(make_c_slice(start, stop, has_start, has_stop));
  return slice && PyObject_DelItem(container, slice) == 0;
}

} // namespace nogilc_rt
