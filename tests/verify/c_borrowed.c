// Borrowed references that are used after other threads could run.
#include <Python.h>

extern void work(void);

PyObject *of_list(PyObject *self, PyObject *list) {
    PyObject *item = PyList_GetItem(list, 0);  // note: "it is borrowed here"
    if (item == NULL)
        return NULL;
    PyObject_Print(item, stdout, 0);
    Py_BEGIN_ALLOW_THREADS                // note: "the GIL is released here"
    work();
    Py_END_ALLOW_THREADS
    return PyObject_Repr(item);           // warning: [c-borrowed-across-release] "`item`, borrowed from `PyList_GetItem()`"
}

PyObject *by_macro(PyObject *self, PyObject *list) {
    PyObject *item = PyList_GET_ITEM(list, 0);
    Py_BEGIN_ALLOW_THREADS
    work();
    Py_END_ALLOW_THREADS
    Py_INCREF(item);                      // warning: [c-borrowed-across-release] "`item`, borrowed from `PyList_GET_ITEM()`"
    return item;
}

PyObject *kept(PyObject *self, PyObject *list) {
    PyObject *item = PyList_GetItem(list, 0);
    PyObject *tuple = PyTuple_GetItem(self, 0);
    Py_XINCREF(item);
    Py_BEGIN_ALLOW_THREADS
    work();
    Py_END_ALLOW_THREADS
    PyObject_Print(tuple, stdout, 0);
    return item;
}

PyObject *fetched_again(PyObject *self, PyObject *dict) {
    PyObject *item = PyDict_GetItem(dict, self);
    PyObject *result = PyObject_Repr(item);
    Py_BEGIN_ALLOW_THREADS
    work();
    Py_END_ALLOW_THREADS
    item = PyDict_GetItem(dict, self);
    PyObject_Print(item, stdout, 0);
    return result;
}
