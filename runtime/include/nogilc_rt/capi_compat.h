// capi_compat.h: functions of CPython's C API that our .pxd files offer for every supported
// version, under names of our own. Included by modules that cimport one of those files; the runtime
// itself does not use it.
#pragma once

#include "nogilc_rt/python.h"

#include <stdint.h>
#include <time.h>

// ---- lists, dicts, weak references: of Python 3.13 ---------------------------------------------

#if PY_VERSION_HEX >= 0x030D0000
#define nogilc_PyList_GetItemRef PyList_GetItemRef
#define nogilc_PyList_Extend PyList_Extend
#define nogilc_PyList_Clear PyList_Clear
#define nogilc_PyDict_GetItemRef PyDict_GetItemRef
#define nogilc_PyDict_GetItemStringRef PyDict_GetItemStringRef
#define nogilc_PyDict_SetDefaultRef PyDict_SetDefaultRef
#define nogilc_PyWeakref_GetRef PyWeakref_GetRef
#else

inline PyObject *nogilc_PyList_GetItemRef(PyObject *list, Py_ssize_t index) {
  return nogilc_rt::new_ref_or_null(PyList_GetItem(list, index));
}

inline int nogilc_PyList_Extend(PyObject *list, PyObject *items) {
  const Py_ssize_t size = PyList_Size(list);
  return size < 0 ? -1 : PyList_SetSlice(list, size, PY_SSIZE_T_MAX, items);
}

inline int nogilc_PyList_Clear(PyObject *list) {
  return PyList_SetSlice(list, 0, PY_SSIZE_T_MAX, nullptr);
}

/// 1: `result` is a new reference; 0: null, the key is absent; -1: null and an exception.
inline int nogilc_PyDict_GetItemRef(PyObject *dict, PyObject *key, PyObject **result) {
  *result = nogilc_rt::new_ref_or_null(PyDict_GetItemWithError(dict, key));
  return *result ? 1 : PyErr_Occurred() ? -1 : 0;
}

inline int nogilc_PyDict_GetItemStringRef(PyObject *dict, const char *key, PyObject **result) {
  PyObject *name = PyUnicode_FromString(key);
  if (!name) {
    *result = nullptr;
    return -1;
  }
  const int found = nogilc_PyDict_GetItemRef(dict, name, result);
  Py_DECREF(name);
  return found;
}

/// 1: the key was there; 0: it was not, and has `value` now. `result` may be null.
inline int nogilc_PyDict_SetDefaultRef(PyObject *dict, PyObject *key, PyObject *value,
                                       PyObject **result) {
  PyObject *found = nullptr;
  int status = nogilc_PyDict_GetItemRef(dict, key, &found);
  if (status == 0) {
    found = nogilc_rt::new_ref_or_null(PyDict_SetDefault(dict, key, value));
    status = found ? 0 : -1;
  }
  if (result)
    *result = found;
  else
    Py_XDECREF(found);
  return status;
}

/// 1: `result` is a new reference; 0: null, the object is gone; -1: null and an exception.
inline int nogilc_PyWeakref_GetRef(PyObject *reference, PyObject **result) {
  *result = nullptr;
  if (!PyWeakref_Check(reference)) {
    PyErr_SetString(PyExc_TypeError, "expected a weakref");
    return -1;
  }
  PyObject *object = PyWeakref_GetObject(reference); // borrowed
  if (!object)
    return -1;
  if (object == Py_None)
    return 0;
  *result = nogilc_rt::new_ref(object);
  return 1;
}
#endif

// ---- frozen dicts: of Python 3.15; a dict does in their place before ---------------------------

#ifdef PyFrozenDict_Check
#define nogilc_PyFrozenDict_New PyFrozenDict_New
#define nogilc_PyAnyDict_Check PyAnyDict_Check
#define nogilc_PyAnyDict_CheckExact PyAnyDict_CheckExact
#define nogilc_PyFrozenDict_Check PyFrozenDict_Check
#define nogilc_PyFrozenDict_CheckExact PyFrozenDict_CheckExact
#else
inline int nogilc_PyAnyDict_Check(PyObject *object) { return PyDict_Check(object); }
inline int nogilc_PyAnyDict_CheckExact(PyObject *object) { return PyDict_CheckExact(object); }
inline int nogilc_PyFrozenDict_Check(PyObject *object) { return PyDict_Check(object); }
inline int nogilc_PyFrozenDict_CheckExact(PyObject *object) { return PyDict_CheckExact(object); }
inline PyObject *nogilc_PyFrozenDict_New(PyObject *items) {
  if (!items)
    return PyDict_New();
  return PyObject_CallOneArg(reinterpret_cast<PyObject *>(&PyDict_Type), items);
}
#endif
inline PyObject *nogilc_PyFrozenDict_NewEmpty() { return nogilc_PyFrozenDict_New(nullptr); }

// ---- clocks: of Python 3.13; callable without the GIL ------------------------------------------

/// Nanoseconds of a clock of POSIX; 0 if the system has no such clock.
inline int64_t nogilc_clock_ns(clockid_t clock) {
  struct timespec now;
  if (clock_gettime(clock, &now) != 0)
    return 0;
  return static_cast<int64_t>(now.tv_sec) * 1000000000 + now.tv_nsec;
}
inline int64_t nogilc_PyTime_TimeRaw() { return nogilc_clock_ns(CLOCK_REALTIME); }
inline int64_t nogilc_PyTime_MonotonicRaw() { return nogilc_clock_ns(CLOCK_MONOTONIC); }
inline int64_t nogilc_PyTime_PerfCounterRaw() { return nogilc_clock_ns(CLOCK_MONOTONIC); }
inline double nogilc_PyTime_AsSecondsDouble(int64_t nanoseconds) {
  // Rounded as CPython does, so that its clock and ours agree to the last bit.
  constexpr int64_t kSecond = 1000000000;
  if (nanoseconds % kSecond == 0)
    return static_cast<double>(nanoseconds / kSecond);
  return static_cast<double>(nanoseconds) / 1e9;
}
