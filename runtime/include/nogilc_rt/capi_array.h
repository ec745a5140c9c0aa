// capi_array.h: the inside of Python's `array.array`, as cpython.array declares it. CPython has no
// header for it; the layout is that of its arraymodule.c, the same in every version that we know,
// and the start of a module that uses it compares the size.
// Included by modules that cimport cpython.array; the runtime itself does not use it.
#pragma once

#include "nogilc_rt/ref.h"

#include <cstring>

/// One for each type code; there are more fields, which change.
struct nogilc_arraydescr {
  char typecode;
  int itemsize;
  PyObject *(*getitem)(PyObject *array, Py_ssize_t index);
  int (*setitem)(PyObject *array, Py_ssize_t index, PyObject *value);
};

union nogilc_array_data {
  char *as_chars;
  signed char *as_schars;
  unsigned char *as_uchars;
  short *as_shorts;
  unsigned short *as_ushorts;
  int *as_ints;
  unsigned int *as_uints;
  long *as_longs;
  unsigned long *as_ulongs;
  long long *as_longlongs;
  unsigned long long *as_ulonglongs;
  float *as_floats;
  double *as_doubles;
  wchar_t *as_pyunicodes;
  void *as_voidptr;
};

struct nogilc_array {
  PyObject ob_base;
  Py_ssize_t ob_size;
  nogilc_array_data data;
  Py_ssize_t allocated;
  nogilc_arraydescr *ob_descr;
  PyObject *weakrefs;
  Py_ssize_t exports;
};

static inline nogilc_array *nogilc_array_of(PyObject *array) {
  return reinterpret_cast<nogilc_array *>(array);
}

/// Makes room for `allocated` items. False: there is no memory.
static inline bool nogilc_array_reserve(nogilc_array *array, Py_ssize_t allocated) {
  const Py_ssize_t item = array->ob_descr->itemsize;
  void *items = allocated > PY_SSIZE_T_MAX / item
                    ? nullptr
                    : PyMem_Realloc(array->data.as_voidptr, static_cast<size_t>(allocated * item));
  if (!items) {
    PyErr_NoMemory();
    return false;
  }
  array->data.as_voidptr = items;
  array->allocated = allocated;
  return true;
}

/// With items of any value.
static inline PyObject *nogilc_array_new(PyTypeObject *type, Py_ssize_t size,
                                         nogilc_arraydescr *descr) {
  if (size < 0) {
    PyErr_BadInternalCall();
    return nullptr;
  }
  nogilc_rt::Ref made(type->tp_alloc(type, 0));
  if (!made)
    return nullptr;
  nogilc_array *array = nogilc_array_of(made.get());
  array->ob_descr = descr;
  if (size && !nogilc_array_reserve(array, size))
    return nullptr;
  array->ob_size = size;
  return made.release();
}

static inline int nogilc_array_resize(PyObject *object, Py_ssize_t size) {
  nogilc_array *array = nogilc_array_of(object);
  if (!nogilc_array_reserve(array, size))
    return -1;
  array->ob_size = size;
  return 0;
}

/// Makes more room than is needed now, so that growing item by item costs little.
static inline int nogilc_array_resize_smart(PyObject *object, Py_ssize_t size) {
  nogilc_array *array = nogilc_array_of(object);
  const bool is_roomy = size <= array->allocated && size >= array->allocated / 4;
  if (!is_roomy && !nogilc_array_reserve(array, size + size / 2 + 1))
    return -1;
  array->ob_size = size;
  return 0;
}

static inline size_t nogilc_array_bytes(PyObject *object) {
  const nogilc_array *array = nogilc_array_of(object);
  return static_cast<size_t>(array->ob_size * array->ob_descr->itemsize);
}

static inline void nogilc_array_zero(PyObject *object) {
  if (const size_t bytes = nogilc_array_bytes(object))
    std::memset(nogilc_array_of(object)->data.as_voidptr, 0, bytes);
}

static inline PyObject *nogilc_array_clone(PyObject *like, Py_ssize_t size, int is_zero) {
  PyObject *made = nogilc_array_new(Py_TYPE(like), size, nogilc_array_of(like)->ob_descr);
  if (made && is_zero)
    nogilc_array_zero(made);
  return made;
}

static inline PyObject *nogilc_array_copy(PyObject *array) {
  PyObject *made = nogilc_array_clone(array, nogilc_array_of(array)->ob_size, false);
  if (const size_t bytes = made ? nogilc_array_bytes(made) : 0)
    std::memcpy(nogilc_array_of(made)->data.as_voidptr, nogilc_array_of(array)->data.as_voidptr,
                bytes);
  return made;
}

/// `count` items of the array's own type. They may be its own: they are moved with it.
static inline int nogilc_array_extend_buffer(PyObject *object, char *items, Py_ssize_t count) {
  nogilc_array *array = nogilc_array_of(object);
  const size_t before = nogilc_array_bytes(object);
  const char *start = array->data.as_chars;
  const bool is_own = items == start;
  if (nogilc_array_resize_smart(object, array->ob_size + count) < 0)
    return -1;
  if (count)
    std::memcpy(array->data.as_chars + before, is_own ? array->data.as_chars : items,
                static_cast<size_t>(count * array->ob_descr->itemsize));
  return 0;
}

static inline int nogilc_array_extend(PyObject *array, PyObject *other) {
  if (nogilc_array_of(array)->ob_descr->typecode != nogilc_array_of(other)->ob_descr->typecode) {
    PyErr_BadArgument();
    return -1;
  }
  return nogilc_array_extend_buffer(array, nogilc_array_of(other)->data.as_chars,
                                    nogilc_array_of(other)->ob_size);
}
