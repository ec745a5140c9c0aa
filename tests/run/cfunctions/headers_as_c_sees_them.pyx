"""Declarations that C takes with a warning: const that is missing, pointers of other types, macros."""
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.math cimport abs, sqrt

cdef extern from *:
    """
    struct table { int size; const char *name; unsigned char *text; void *more; };
    static unsigned char some_text[] = "text";
    static struct table tables[] = {{3, "three", some_text, NULL}, {4, "four", NULL, NULL}};
    static const char *const table_names[] = {"three", "four"};
    static const struct table *find_table(int number) {
      return number < 2 ? &tables[number] : NULL;
    }
    static const char *name_of(const struct table *one) { return one->name; }
    #define NO_TABLE(number) NULL
    #define size_of_table(one) ((one)->size)
    #define resize_bytes(object, size) _PyBytes_Resize(&object, size)
    static int is_none(PyObject *object) { return object == Py_None; }
    """
    ctypedef struct table:
        int size
        char *text
        void *more
    const char *table_names[]
    table *find_table(int number)
    table *NO_TABLE(int number)
    char *name_of(table *one)
    int size_of_table(void *one)
    int resize_bytes(object bytes, Py_ssize_t size) except -1
    bint is_none(object o)


def const_is_missing(int number):
    """
    >>> const_is_missing(1)
    (b'four', 4, 4, False, True)
    """
    cdef table *one = find_table(number)
    cdef char *name = name_of(one)
    return name, size_of_table(one), one.size, find_table(7) is not NULL, NO_TABLE(1) is NULL


def names():
    """
    >>> names()
    ['three', 'four']
    """
    result = []
    for i in range(2):
        assert table_names[i] is not NULL
        result.append(table_names[i].decode("ascii"))
    return result


def cast_of_a_field():
    """
    >>> cast_of_a_field()
    b'text'
    """
    return <char *>find_table(0).text


def address_of_a_variable(int size):
    """
    >>> address_of_a_variable(3), address_of_a_variable(0)
    ((b'aaa', True, False), (b'', True, False))
    """
    made = PyBytes_FromStringAndSize(NULL, 50)
    cdef char *text = PyBytes_AS_STRING(made)
    for i in range(size):
        text[i] = c'a'
    resize_bytes(made, size)
    nothing = None
    return made, is_none(nothing), is_none(made)


def builtin_of_a_module(x):
    """
    >>> builtin_of_a_module(-4), builtin_of_a_module(-4 + 3j)
    (4, 5.0)
    """
    return abs(x)
