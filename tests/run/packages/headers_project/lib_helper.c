#include "lib_helper.h"

double area_in_c(int width, int height) {
  Size size;
  size.width = width;
  size.height = height;
  return scale(size, (real)1);
}

int other_in_c(int side) { return other((enum Side)side); }

int count_in_c(void) {
  tick();
  return ++counter;
}

int failing_in_c(int n) { return failing(n); }

PyObject *remember_in_c(PyObject *value) {
  struct Pair pair = {1, 2};
  (void)pair;
  return last == value ? PyUnicode_FromString("again") : remember(value);
}

int width_in_c(PyObject *box) {
  if (!PyObject_TypeCheck(box, &BoxType)) {
    PyErr_SetString(PyExc_TypeError, "no box");
    return -1;
  }
  return ((struct BoxObject *)box)->width;
}

PyObject *box_in_c(int width) {
  struct BoxObject *box = (struct BoxObject *)PyObject_CallNoArgs((PyObject *)&BoxType);
  if (box) {
    box->width = width;
    box->size.width = 1;
  }
  return (PyObject *)box;
}

int grow_in_c(struct BoxObject *box) { return box->width += box->size.width + (int)weight_of(box); }
