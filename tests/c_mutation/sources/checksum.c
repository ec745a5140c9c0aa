/* Reads memory and files without the GIL: the macros of CPython, in loops, branches and early exits. */
#include <Python.h>
#include <errno.h>
#include <stdio.h>

static unsigned checksum(const unsigned char *data, Py_ssize_t size) {
    unsigned sum = 0;
    for (Py_ssize_t i = 0; i < size; ++i)
        sum = sum * 31 + data[i];
    return sum;
}

static PyObject *of_bytes(PyObject *self, PyObject *argument) {
    Py_buffer view;
    unsigned sum;
    if (PyObject_GetBuffer(argument, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    sum = checksum(view.buf, view.len);
    Py_END_ALLOW_THREADS
    PyBuffer_Release(&view);
    return PyLong_FromUnsignedLong(sum);
}

static PyObject *of_file(PyObject *self, PyObject *argument) {
    const char *name = PyUnicode_AsUTF8(argument);
    unsigned char block[512];
    unsigned sum = 0;
    size_t got = 0;
    FILE *file;
    if (name == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    file = fopen(name, "rb");
    Py_END_ALLOW_THREADS
    if (file == NULL)
        return PyErr_SetFromErrno(PyExc_OSError);
    do {
        Py_BEGIN_ALLOW_THREADS
        errno = 0;
        got = fread(block, 1, sizeof block, file);
        if (got > 0) {
            sum += checksum(block, (Py_ssize_t)got);
        }
        Py_END_ALLOW_THREADS
        if (PyErr_CheckSignals() < 0)
            goto failed;
    } while (got == sizeof block);
    fclose(file);
    return PyLong_FromUnsignedLong(sum);
failed:
    fclose(file);
    return NULL;
}

static int try_lock(PyThread_type_lock lock) {
    int result = PyThread_acquire_lock(lock, NOWAIT_LOCK);
    if (!result) {
        Py_BEGIN_ALLOW_THREADS
        result = PyThread_acquire_lock(lock, WAIT_LOCK);
        Py_END_ALLOW_THREADS
    }
    return result;
}

static PyObject *with_blocks(PyObject *self, PyObject *argument) {
    long failed = 0;
    Py_BEGIN_ALLOW_THREADS
    failed = getchar() == EOF;
    if (failed) {
        Py_BLOCK_THREADS
        PyErr_SetString(PyExc_EOFError, "nothing to read");
        return NULL;
    }
    failed = getchar();
    Py_END_ALLOW_THREADS
    return PyLong_FromLong(failed);
}

static PyMethodDef methods[] = {
    {"of_bytes", of_bytes, METH_O, NULL},
    {"of_file", of_file, METH_O, NULL},
    {"with_blocks", with_blocks, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "checksum", NULL, -1, methods};

PyMODINIT_FUNC PyInit_checksum(void) {
    try_lock(PyThread_allocate_lock());
    return PyModule_Create(&module);
}
