// Python containers as structs, unions, ctuples and C arrays: what generated code needs beside the
// conversion of the single values. The texts of errors are those that users of the dialect know.
#include "internal.h"

namespace nogilc_rt {

bool require_mapping(PyObject *object) {
  if (NOGILC_LIKELY(PyMapping_Check(object)))
    return true;
  PyErr_Format(PyExc_TypeError, "Expected a mapping, got %.200s", Py_TYPE(object)->tp_name);
  return false;
}

PyObject *struct_item(PyObject *mapping, PyObject *name) {
  if (NOGILC_LIKELY(PyDict_CheckExact(mapping))) {
    if (PyObject *item = PyDict_GetItemWithError(mapping, name)) {
      Py_INCREF(item);
      return item;
    }
    if (PyErr_Occurred())
      return nullptr;
  } else {
    if (PyObject *item = PyObject_GetItem(mapping, name))
      return item;
    if (!PyErr_ExceptionMatches(PyExc_KeyError))
      return nullptr;
    PyErr_Clear();
  }
  PyErr_Format(PyExc_ValueError, "No value specified for struct attribute %R", name);
  return nullptr;
}

bool union_member(PyObject *mapping, PyObject *names, Py_ssize_t &result) {
  const Py_ssize_t length = PyObject_Size(mapping);
  if (length < 0)
    return false;
  PyObject *second = Py_None;
  result = -1;
  for (Py_ssize_t i = 0; length != 0 && i != PyTuple_GET_SIZE(names); ++i) {
    const int found = PySequence_Contains(mapping, PyTuple_GET_ITEM(names, i));
    if (found < 0)
      return false;
    if (!found)
      continue;
    if (result >= 0) {
      second = PyTuple_GET_ITEM(names, i);
      break;
    }
    result = i;
    if (length == 1)
      return true;
  }
  if (result >= 0) {
    PyErr_Format(PyExc_ValueError, "More than one union attribute passed: %R and %R",
                 PyTuple_GET_ITEM(names, result), second);
    return false;
  }
  const Ref separator = Ref(PyUnicode_FromString(", "));
  const Ref all = Ref(separator ? PyUnicode_Join(separator.get(), names) : nullptr);
  if (all)
    PyErr_Format(PyExc_ValueError, "No value specified for any of the union attributes (%U)",
                 all.get());
  return false;
}

PyObject *ctuple_items(PyObject *sequence, Py_ssize_t length) {
  if (PyTuple_CheckExact(sequence) && PyTuple_GET_SIZE(sequence) == length) {
    Py_INCREF(sequence);
    return sequence;
  }
  if (!PySequence_Check(sequence)) {
    PyErr_Format(PyExc_TypeError, "Expected a sequence of size %zd, got %.200s", length,
                 Py_TYPE(sequence)->tp_name);
    return nullptr;
  }
  const Py_ssize_t size = PySequence_Size(sequence);
  if (size < 0)
    return nullptr;
  if (size != length) {
    PyErr_Format(PyExc_TypeError, "Expected a sequence of size %zd, got size %zd", length, size);
    return nullptr;
  }
  Ref items = Ref(PyTuple_New(length));
  for (Py_ssize_t i = 0; items && i != length; ++i) {
    PyObject *item = PySequence_GetItem(sequence, i);
    if (!item)
      return nullptr;
    PyTuple_SET_ITEM(items.get(), i, item);
  }
  return items.release();
}

namespace {

PyObject *wrong_array_length(Py_ssize_t length, Py_ssize_t given) {
  if (given >= length)
    PyErr_Format(PyExc_IndexError, "too many values found during array assignment, expected %zd",
                 length);
  else
    PyErr_Format(PyExc_IndexError,
                 "not enough values found during array assignment, expected %zd, got %zd", length,
                 given);
  return nullptr;
}

} // namespace

PyObject *array_items(PyObject *iterable, Py_ssize_t length) {
  const Py_ssize_t size = PyObject_Size(iterable);
  if (size < 0) {
    if (!PyErr_ExceptionMatches(PyExc_TypeError) && !PyErr_ExceptionMatches(PyExc_OverflowError))
      return nullptr;
    PyErr_Clear(); // an iterator has no length
  } else if (size != length) {
    return wrong_array_length(length, size);
  } else if (PyTuple_CheckExact(iterable)) {
    Py_INCREF(iterable);
    return iterable;
  }
  const Ref iterator = Ref(PyObject_GetIter(iterable));
  Ref items = Ref(iterator ? PyTuple_New(length) : nullptr);
  if (!items)
    return nullptr;
  for (Py_ssize_t i = 0;; ++i) {
    PyObject *item = PyIter_Next(iterator.get());
    if (!item) {
      if (PyErr_Occurred())
        return nullptr;
      return i == length ? items.release() : wrong_array_length(length, i);
    }
    if (i == length) {
      Py_DECREF(item);
      return wrong_array_length(length, i);
    }
    PyTuple_SET_ITEM(items.get(), i, item);
  }
}

void raise_slice_length(Py_ssize_t expected, Py_ssize_t given) {
  AcquireGilAnyhow gil;
  PyErr_Format(PyExc_ValueError, "Assignment to slice of wrong length, expected %zd, got %zd",
               expected, given);
}

} // namespace nogilc_rt
