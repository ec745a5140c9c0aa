// What needs the GIL inside a region: the API by name and by macro, and through functions.
#include <Python.h>
#include <stdlib.h>
#include <string.h>

static int append(PyObject *list, PyObject *item) {
    return PyList_Append(list, item);  // note: "`append` needs the GIL for `PyList_Append()`"
}

static int append_twice(PyObject *list, PyObject *item) {
    return append(list, item) || append(list, item);  // note: "`append_twice` needs the GIL for `append()`"
}

static double pure(double x) { return x * x; }

static int compare(const void *a, const void *b) {
    return PyObject_RichCompareBool(*(PyObject **)a, *(PyObject **)b, Py_LT);
}

static int compare_ints(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

PyObject *by_name(PyObject *self, PyObject *list) {
    double x = 2;
    Py_BEGIN_ALLOW_THREADS                // note: "the GIL is released here"
    PyErr_Clear();                        // error: [c-gil-call] "`PyErr_Clear()` needs the GIL, which is released here"
    append(list, list);                   // error: [c-gil-call] "`append()`"
    append_twice(list, list);             // error: [c-gil-call] "`append_twice()`"
    x = pure(x);
    Py_END_ALLOW_THREADS
    return PyFloat_FromDouble(x);
}

PyObject *by_macro(PyObject *self, PyObject *list) {
    Py_ssize_t n = 0;
    PyObject *item = NULL;
    Py_BEGIN_ALLOW_THREADS
    Py_INCREF(list);                      // error: [c-gil-call] "`Py_INCREF()`"
    Py_XDECREF(list);                     // error: [c-gil-call] "`Py_XDECREF()`"
    Py_CLEAR(item);                       // error: [c-gil-call] "`Py_CLEAR()`"
    n = PyList_GET_SIZE(list);            // error: [c-gil-call] "`PyList_GET_SIZE()`"
    item = PyList_GET_ITEM(list, 0);      // error: [c-gil-call] "`PyList_GET_ITEM()`"
    n += PyTuple_GET_SIZE(list) + (item == Py_None);
    list->ob_refcnt++;                    // error: [c-gil-call] "writing `ob_refcnt`"
    Py_END_ALLOW_THREADS
    return PyLong_FromSsize_t(n);
}

PyObject *allowed(PyObject *self, PyObject *bytes) {
    char *copy = NULL;
    Py_BEGIN_ALLOW_THREADS
    copy = PyMem_RawMalloc((size_t)PyBytes_GET_SIZE(bytes));
    memcpy(copy, PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes));
    PyMem_RawFree(copy);
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

PyObject *arguments(PyObject *self, PyObject *list) {
    const char *text = "";
    Py_BEGIN_ALLOW_THREADS
    puts(PyUnicode_AsUTF8(list));         // error: [c-gil-call] "`PyUnicode_AsUTF8()`"
    text = list ? PyBytes_AsString(list)  // error: [c-gil-call] "`PyBytes_AsString()`"
                : "";
    if (text && PyErr_Occurred())         // error: [c-gil-call] "`PyErr_Occurred()`"
        puts(text);
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

// Functions that are called through pointers whose value is known.

static int (*const known)(PyObject *, PyObject *) = append;
static struct { int (*run)(PyObject *, PyObject *); } const table = {append};

static void apply(void (*function)(void)) {
    Py_BEGIN_ALLOW_THREADS
    function();                           // note: "it is called here"
    Py_END_ALLOW_THREADS
}

static void apply_as_it_is(void (*function)(void)) { function(); }

static void clear(void) { PyErr_Clear(); }
static void nothing(void) {}

PyObject *pointers(PyObject *self, PyObject *list) {
    int numbers[2] = {2, 1};
    Py_BEGIN_ALLOW_THREADS
    known(list, list);                    // error: [c-gil-call] "`append()`"
    table.run(list, list);                // error: [c-gil-call] "`append()`"
    qsort(&list, 1, sizeof list, compare);  // error: [c-gil-call] "`compare()`"
    qsort(numbers, 2, sizeof(int), compare_ints);
    apply_as_it_is(clear);                // error: [c-gil-call] "`clear` needs the GIL, which is released here"
    apply_as_it_is(nothing);
    Py_END_ALLOW_THREADS
    apply(clear);                         // error: [c-gil-call] "`clear` needs the GIL, which is released where `apply` calls it"
    apply(nothing);
    apply_as_it_is(clear);
    Py_RETURN_NONE;
}

// Recursion.
static void odd(int n);
static void even(int n) {
    if (n)
        odd(n - 1);
}
static void odd(int n) {
    if (n)
        even(n - 1);
    else
        PyErr_Clear();
}

PyObject *recursion(PyObject *self, PyObject *list) {
    Py_BEGIN_ALLOW_THREADS
    even(3);                              // error: [c-gil-call] "`even()`"
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}
