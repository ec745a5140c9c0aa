// items.h: subscripts and slices, with inline paths for exact list and tuple and a C index. All of
// it needs the GIL. wraparound: a negative index counts from the end; boundscheck: an index out of
// range raises (without it, it is undefined, as the directive says).
#pragma once

#include "nogilc_rt/operators.h"

namespace nogilc_rt {

PyObject *getitem_index_slow(PyObject *container, Py_ssize_t index);
bool setitem_index_slow(PyObject *container, Py_ssize_t index, PyObject *value);

/// Brings `index` into 0..size-1; false if the slow path must decide (out of range).
NOGILC_INLINE bool fit_index(Py_ssize_t &index, Py_ssize_t size, bool wraparound,
                             bool boundscheck) {
  Py_ssize_t fitted = wraparound && index < 0 ? index + size : index;
  if (boundscheck && static_cast<size_t>(fitted) >= static_cast<size_t>(size))
    return false;
  index = fitted;
  return true;
}

inline PyObject *getitem_index(PyObject *container, Py_ssize_t index, bool wraparound,
                               bool boundscheck) {
  if (NOGILC_LIKELY(PyList_CheckExact(container))) {
#ifndef Py_GIL_DISABLED // there another thread may shrink the list between check and access
    if (NOGILC_LIKELY(fit_index(index, PyList_GET_SIZE(container), wraparound, boundscheck)))
      return new_ref(PyList_GET_ITEM(container, index));
#endif
  } else if (PyTuple_CheckExact(container)) {
    if (NOGILC_LIKELY(fit_index(index, PyTuple_GET_SIZE(container), wraparound, boundscheck)))
      return new_ref(PyTuple_GET_ITEM(container, index));
  }
  return getitem_index_slow(container, index);
}

inline bool setitem_index(PyObject *container, Py_ssize_t index, PyObject *value, bool wraparound,
                          bool boundscheck) {
#ifndef Py_GIL_DISABLED
  if (NOGILC_LIKELY(PyList_CheckExact(container)) &&
      NOGILC_LIKELY(fit_index(index, PyList_GET_SIZE(container), wraparound, boundscheck))) {
    PyObject *old = PyList_GET_ITEM(container, index);
    PyList_SET_ITEM(container, index, new_ref(value));
    Py_XDECREF(old);
    return true;
  }
#else
  (void)wraparound;
  (void)boundscheck;
#endif
  return setitem_index_slow(container, index, value);
}

bool delitem_index(PyObject *container, Py_ssize_t index, bool wraparound);

inline PyObject *getitem(PyObject *container, PyObject *key) {
  long index;
  if ((PyList_CheckExact(container) || PyTuple_CheckExact(container)) && small_int(key, index))
    return getitem_index(container, index, true, true);
  return PyObject_GetItem(container, key);
}

inline bool setitem(PyObject *container, PyObject *key, PyObject *value) {
  if (PyDict_CheckExact(container))
    return PyDict_SetItem(container, key, value) == 0;
  return PyObject_SetItem(container, key, value) == 0;
}

inline bool delitem(PyObject *container, PyObject *key) {
  return PyObject_DelItem(container, key) == 0;
}

/// `d[key]` where `d` is an exact dict (or None, which raises).
inline PyObject *dict_getitem(PyObject *dict, PyObject *key) {
  if (NOGILC_LIKELY(PyDict_CheckExact(dict)))
    return PyDict_Type.tp_as_mapping->mp_subscript(dict, key);
  return PyObject_GetItem(dict, key);
}

PyObject *make_slice(PyObject *start, PyObject *stop, PyObject *step);
PyObject *getslice(PyObject *container, Py_ssize_t start, Py_ssize_t stop, bool has_start,
                   bool has_stop);
bool setslice(PyObject *container, Py_ssize_t start, Py_ssize_t stop, bool has_start, bool has_stop,
              PyObject *value);
bool delslice(PyObject *container, Py_ssize_t start, Py_ssize_t stop, bool has_start,
              bool has_stop);

NOGILC_COLD void raise_not_subscriptable(PyObject *object);

/// The same for an index that is out of range, too, in any state of the GIL. False.
NOGILC_COLD bool fail_item_nogil(PyObject *object, const char *text);
/// Why `value` cannot be stored into a bytearray (or None), in any state of the GIL. False.
NOGILC_COLD bool fail_byte_nogil(PyObject *bytearray, Py_ssize_t value);

/// The character of an exact str (or None, which raises) as a C value.
inline bool str_getitem(PyObject *text, Py_ssize_t index, bool wraparound, bool boundscheck,
                        Py_UCS4 &result) {
  if (NOGILC_UNLIKELY(!PyUnicode_Check(text))) {
    raise_not_subscriptable(text);
    return false;
  }
  if (NOGILC_UNLIKELY(!fit_index(index, PyUnicode_GET_LENGTH(text), wraparound, boundscheck))) {
    PyErr_SetString(PyExc_IndexError, "string index out of range");
    return false;
  }
  result = PyUnicode_READ_CHAR(text, index);
  return true;
}

/// The byte of an exact bytes (or None, which raises): 0 to 255.
inline bool bytes_getitem(PyObject *bytes, Py_ssize_t index, bool wraparound, bool boundscheck,
                          int &result) {
  if (NOGILC_UNLIKELY(!PyBytes_Check(bytes))) {
    raise_not_subscriptable(bytes);
    return false;
  }
  if (NOGILC_UNLIKELY(!fit_index(index, PyBytes_GET_SIZE(bytes), wraparound, boundscheck))) {
    PyErr_SetString(PyExc_IndexError, "index out of range");
    return false;
  }
  result = static_cast<unsigned char>(PyBytes_AS_STRING(bytes)[index]);
  return true;
}

// Neither changes while somebody holds it: without the GIL, too.
NOGILC_TRUSTED inline bool str_getitem_nogil(PyObject *text, Py_ssize_t index, bool wraparound,
                                             bool boundscheck, Py_UCS4 &result) {
  if (NOGILC_UNLIKELY(!PyUnicode_Check(text) ||
                      !fit_index(index, PyUnicode_GET_LENGTH(text), wraparound, boundscheck)))
    return fail_item_nogil(text, "string index out of range");
  result = PyUnicode_READ_CHAR(text, index);
  return true;
}

NOGILC_TRUSTED inline bool bytes_getitem_nogil(PyObject *bytes, Py_ssize_t index, bool wraparound,
                                               bool boundscheck, int &result) {
  if (NOGILC_UNLIKELY(!PyBytes_Check(bytes) ||
                      !fit_index(index, PyBytes_GET_SIZE(bytes), wraparound, boundscheck)))
    return fail_item_nogil(bytes, "index out of range");
  result = static_cast<unsigned char>(PyBytes_AS_STRING(bytes)[index]);
  return true;
}

/// Why there is no answer to `value in object`, in any state of the GIL: it is None, or `value` is
/// no byte. False.
NOGILC_COLD bool fail_contains_nogil(PyObject *object);

NOGILC_TRUSTED inline bool str_contains(PyObject *text, Py_UCS4 character, bool &result) {
  if (NOGILC_UNLIKELY(!PyUnicode_Check(text)))
    return fail_contains_nogil(text);
  const int kind = PyUnicode_KIND(text);
  const void *data = PyUnicode_DATA(text);
  const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
  Py_ssize_t at = 0;
  while (at < length && PyUnicode_READ(kind, data, at) != character)
    ++at;
  result = at < length;
  return true;
}

NOGILC_TRUSTED inline bool bytes_contains(PyObject *bytes, Py_ssize_t value, bool &result) {
  if (NOGILC_UNLIKELY(!PyBytes_Check(bytes) || value < 0 || value > 255))
    return fail_contains_nogil(bytes);
  result = memchr(PyBytes_AS_STRING(bytes), static_cast<int>(value),
                  static_cast<size_t>(PyBytes_GET_SIZE(bytes))) != nullptr;
  return true;
}

// The bytes of a bytearray (or None, which raises), in any state of the GIL. Nobody may resize it
// meanwhile: the compiler warns where nothing keeps other threads from it.
NOGILC_TRUSTED inline bool bytearray_getitem(PyObject *bytearray, Py_ssize_t index, bool wraparound,
                                             bool boundscheck, int &result) {
  if (NOGILC_UNLIKELY(!PyByteArray_Check(bytearray) ||
                      !fit_index(index, PyByteArray_GET_SIZE(bytearray), wraparound, boundscheck)))
    return fail_item_nogil(bytearray, "bytearray index out of range");
  result = static_cast<unsigned char>(PyByteArray_AS_STRING(bytearray)[index]);
  return true;
}

NOGILC_TRUSTED inline bool bytearray_setitem(PyObject *bytearray, Py_ssize_t index,
                                             Py_ssize_t value, bool wraparound, bool boundscheck) {
  if (NOGILC_UNLIKELY(!PyByteArray_Check(bytearray) || value < 0 || value > 255 ||
                      !fit_index(index, PyByteArray_GET_SIZE(bytearray), wraparound, boundscheck)))
    return fail_byte_nogil(bytearray, value);
  PyByteArray_AS_STRING(bytearray)[index] = static_cast<char>(value);
  return true;
}

// Whether a container has anything in it; None has not. In any state of the GIL: a size is one
// word, and what it says of a container that others change may be old as soon as it is read.
NOGILC_TRUSTED inline bool sized_is_filled(PyObject *object) {
  return object != Py_None && Py_SIZE(object) != 0;
}
NOGILC_TRUSTED inline bool dict_is_filled(PyObject *object) {
  return object != Py_None && PyDict_GET_SIZE(object) != 0;
}
NOGILC_TRUSTED inline bool set_is_filled(PyObject *object) {
  return object != Py_None && PySet_GET_SIZE(object) != 0;
}
NOGILC_TRUSTED inline bool str_is_filled(PyObject *object) {
  return object != Py_None && PyUnicode_GET_LENGTH(object) != 0;
}

} // namespace nogilc_rt
