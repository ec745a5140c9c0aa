# What is declared `nogil` beside what the header does (include/helpers.h): checked with --headers.
from cpython.ref cimport PyObject

cdef extern from "include/helpers.h" nogil:
    ssize_t items(PyObject *list)     # error: [header-gil] "`items` is declared `nogil`, but"
    ssize_t twice(PyObject *list)     # error: [header-gil]
    ssize_t fixed(PyObject *tuple)
    int pure(int a)
    void locked(PyObject *list)
    void careful(PyObject *list)
    void careless(PyObject *list)     # error: [header-gil]
    void *leave()
    void fail(const char *text)       # error: [header-gil]
    void KEEP(PyObject *object)       # error: [header-gil]
    ssize_t LENGTH(PyObject *object)  # error: [header-gil]
    int CHECK(int number)             # error: [header-gil]
    int SQUARE(int number)
    ssize_t my_size(PyObject *list)   # error: [header-gil] "`PyList_Size()` needs the GIL"
    ssize_t raw_size(PyObject *list)
    void show(PyObject *object)       # error: [header-gil] "it takes a Python object"
    PyObject *make(int number)        # error: [header-gil] "it returns a Python object"
    void run(int number)
    double data_of(void *object)
    int doubled(int value)
    int counted(int value)            # error: [header-gil]
    int with_keeper(int number)       # error: [header-gil]

cdef extern from "include/helpers.h":
    ssize_t items_held "items"(PyObject *list)
    void show_held "show"(PyObject *object)
    void watch(object watcher, int number)

cdef extern from *:
    """
    static inline int helper(PyObject *object) {
        return PyObject_IsTrue(object);
    }
    static inline int plus(int number) { return number + 1; }
    """
    int helper(PyObject *object) nogil   # error: [header-gil]
    int plus(int number) nogil
    int minus(int number) nogil          # error: [header-missing] "the C code has no `minus`"

cdef extern from *:
    int nowhere(int number)              # warning: [header-unknown] "no header declares `nowhere`, `nowhere_else`"
    int nowhere_else(int number)
    int pure_too "pure"(int number)
