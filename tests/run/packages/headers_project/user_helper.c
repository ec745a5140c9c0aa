#include <Python.h>

#include "lib_api.h"
#include "user_helper.h"

int start_in_c(void) { return import_lib(); }
long triple_in_c(long n) { return triple(n) + both; }

PyObject *word_in_c(PyObject *items) {
  PyObject *word = PyObject_CallOneArg((PyObject *)&WordType, items);
  if (word)
    ((struct WordObject *)word)->length = PyList_GET_SIZE(word);
  return word;
}

int number_in_c(struct CrateObject *crate) {
  return Py_TYPE(crate) == &CrateType ? crate->number + crate->ng_base.width : -1;
}
