// Comments that silence.
#include <Python.h>

PyObject *ignored(PyObject *self, PyObject *list) {
    Py_BEGIN_ALLOW_THREADS
    PyErr_Clear();  // nogilc: ignore[c-gil-call] for the test
    /* nogilc: ignore[c-gil-call] the whole statement */
    if (list) {
        PyErr_Clear();
        PyErr_Print();
    }
    PyErr_Clear();                        // error: [c-gil-call] "`PyErr_Clear()`"
    Py_END_ALLOW_THREADS
    PyErr_Clear();  // nogilc: ignore[c-gil-call] nothing // warning: [unused-ignore] "`c-gil-call` is ignored here"
    Py_RETURN_NONE;
}

// nogilc: trusted the lock of the module is held, and the GIL with it
static void trusted(PyObject *list) {
    Py_BEGIN_ALLOW_THREADS
    PyErr_Clear();
    Py_END_ALLOW_THREADS
}

PyObject *uses(PyObject *self, PyObject *list) {
    trusted(list);
    // nogilc: ignore[no-such-thing] x    // error: [invalid-nogilc-comment] "there is no diagnostic `no-such-thing`"
    // nogilc: trusted                    // error: [invalid-nogilc-comment] "`// nogilc: trusted` does not say why"
    Py_RETURN_NONE;
}
