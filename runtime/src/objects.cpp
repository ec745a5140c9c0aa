// objects.cpp: the slow paths of objects.h.
#include "internal.h"

namespace nogilc_rt {

bool getattr_or_null(PyObject *object, PyObject *name, Ref &result) {
#if PY_VERSION_HEX >= 0x030D0000
  PyObject *value;
  int found = PyObject_GetOptionalAttr(object, name, &value);
  result.reset(value);
  return found >= 0;
#else
  result.reset(PyObject_GetAttr(object, name));
  if (result)
    return true;
  if (!PyErr_ExceptionMatches(PyExc_AttributeError))
    return false;
  PyErr_Clear();
  return true;
#endif
}

void raise_type_mismatch(PyObject *object, PyObject *type, bool exact) {
  const char *got = Py_TYPE(object)->tp_name;
  const char *wanted = reinterpret_cast<PyTypeObject *>(type)->tp_name;
  if (exact)
    PyErr_Format(PyExc_TypeError, "Expected %.200s, got %.200s", wanted, got);
  else
    PyErr_Format(PyExc_TypeError, "Cannot convert %.200s to %.200s", got, wanted);
}

void raise_argument_mismatch(PyObject *object, PyObject *type, const char *argument) {
  PyErr_Format(PyExc_TypeError,
               "Argument '%.200s' has incorrect type (expected %.200s, got %.200s)", argument,
               reinterpret_cast<PyTypeObject *>(type)->tp_name, Py_TYPE(object)->tp_name);
}

} // namespace nogilc_rt
