"""CPython's C API through cpython.*: who owns what, which errors are raised, what needs the GIL."""
from cpython cimport PyObject, Py_INCREF, Py_DECREF, Py_REFCNT
from cpython.buffer cimport (PyBUF_SIMPLE, PyBUF_WRITABLE, PyBuffer_IsContiguous, PyBuffer_Release,
                             PyObject_CheckBuffer, PyObject_GetBuffer)
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_AsStringAndSize, PyBytes_FromStringAndSize, \
    PyBytes_GET_SIZE
from cpython.contextvars cimport (PyContextVar_New, PyContextVar_Reset, PyContextVar_Set, get_value,
                                  get_value_no_default)
from cpython.dict cimport PyDict_GetItem, PyDict_GetItemRef, PyDict_GetItemWithError, PyDict_New, \
    PyDict_Next, PyDict_SetDefaultRef, PyDict_SetItem
from cpython.exc cimport PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, \
    PyErr_SetString, PyErr_WarnEx
from cpython.list cimport PyList_Append, PyList_Clear, PyList_Extend, PyList_GET_ITEM, \
    PyList_GET_SIZE, PyList_GetItemRef, PyList_New, PyList_SET_ITEM
from cpython.long cimport PyLong_AsLong, PyLong_AsUnsignedLongMask, PyLong_FromString
from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_RawFree, PyMem_RawMalloc
from cpython.number cimport PyNumber_Add, PyNumber_Check, PyNumber_Index
from cpython.object cimport (Py_EQ, Py_LT, Py_TYPE, PyObject_Call, PyObject_CallFunctionObjArgs,
                             PyObject_CallMethod, PyObject_CallObject, PyObject_GetAttr,
                             PyObject_HasAttrString, PyObject_Hash, PyObject_IsInstance,
                             PyObject_RichCompare, PyObject_RichCompareBool, PyObject_Str,
                             PyTypeObject)
from cpython.pycapsule cimport PyCapsule_GetPointer, PyCapsule_IsValid, PyCapsule_New
from cpython.pystate cimport PyGILState_Check, PyGILState_Ensure, PyGILState_Release, \
    PyGILState_STATE
from cpython.pythread cimport (PyThread_acquire_lock, PyThread_allocate_lock, PyThread_free_lock,
                               PyThread_release_lock, PyThread_type_lock, NOWAIT_LOCK, WAIT_LOCK)
from cpython.slice cimport PySlice_GetIndicesEx
from cpython.time cimport localtime, monotonic_ns, perf_counter, time as c_time
from cpython.tuple cimport PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack, PyTuple_SET_ITEM
from cpython.type cimport PyType_Check, PyType_IsSubtype
from cpython.unicode cimport (PyUnicode_1BYTE_DATA, PyUnicode_DATA, PyUnicode_Decode,
                              PyUnicode_FromStringAndSize, PyUnicode_GET_LENGTH, PyUnicode_KIND,
                              PyUnicode_READ, Py_UNICODE_ISALPHA)
from cpython.weakref cimport PyWeakref_GetRef, PyWeakref_NewRef
from cpython.version cimport PY_VERSION_HEX


def lists():
    """
    >>> lists()
    ([0, 1, 4], 3, [0, 1, 4, 'x', 'y', 'z'], 4, [])
    """
    squares = PyList_New(3)
    for i in range(3):
        square = i * i
        Py_INCREF(square)
        PyList_SET_ITEM(squares, i, square)
    longer = squares[:]
    PyList_Append(longer, "x")
    PyList_Extend(longer, ["y", "z"])
    size, copy, third = PyList_GET_SIZE(squares), longer[:], <object>PyList_GET_ITEM(longer, 2)
    last = PyList_GetItemRef(longer, 2)
    PyList_Clear(longer)
    return squares, size, copy, third if third is last else None, longer


def missing_item(list values):
    """
    >>> missing_item([1])
    Traceback (most recent call last):
    IndexError: list index out of range
    """
    return PyList_GetItemRef(values, 1)


def tuples(a, b):
    """
    >>> x = object()
    >>> made = tuples(x, 'b')
    >>> made[0] == ('b', x) == made[1], made[2] is x
    (True, True)
    """
    made = PyTuple_New(2)
    Py_INCREF(b)
    PyTuple_SET_ITEM(made, 0, b)
    Py_INCREF(a)
    PyTuple_SET_ITEM(made, 1, a)
    return made, PyTuple_Pack(2, <PyObject *>b, <PyObject *>a), <object>PyTuple_GET_ITEM(made, 1)


def counts(o):
    """
    >>> counts(object())
    (1, 0)
    """
    before = Py_REFCNT(o)
    Py_INCREF(o)
    more = Py_REFCNT(o) - before
    Py_DECREF(o)
    return more, Py_REFCNT(o) - before


def dicts():
    """
    >>> dicts()
    ([('a', 1), ('b', 2)], 1, None, (0, 'c', 3), 3)
    """
    d = PyDict_New()
    PyDict_SetItem(d, "a", 1)
    PyDict_SetItem(d, "b", 2)
    cdef PyObject *key
    cdef PyObject *value
    cdef PyObject *found = NULL
    cdef Py_ssize_t position = 0
    items = []
    while PyDict_Next(d, &position, &key, &value):
        items.append((<object>key, <object>value))
    borrowed = PyDict_GetItem(d, "a")
    absent = PyDict_GetItemWithError(d, "z")
    cdef int was_there = PyDict_GetItemRef(d, "c", &found)
    assert found is NULL
    PyDict_SetDefaultRef(d, "c", 3, &found)
    result = <object>found
    Py_DECREF(result)
    return items, <object>borrowed, None if absent is NULL else 1, (was_there, "c", result), d["c"]


def unhashable():
    """
    >>> unhashable()
    Traceback (most recent call last):
    TypeError: unhashable type: 'list'
    """
    PyDict_GetItemWithError({}, [])


def objects(o):
    """
    >>> objects("text")
    ('text!', True, False, 'TEXT', 't,e', '4', True)
    """
    start = o[:2]
    return (PyNumber_Add(o, "!"), PyObject_RichCompareBool(o, "text", Py_EQ),
            PyObject_RichCompare(o, "s", Py_LT), PyObject_CallObject(PyObject_GetAttr(o, "upper"), ()),
            PyObject_CallMethod(",", "join", "(O)", <PyObject *>start),
            PyObject_Str(PyObject_CallFunctionObjArgs(len, <PyObject *>o, <void *>NULL)),
            PyObject_HasAttrString(o, "upper") and PyObject_Hash(o) == hash(o))


def call(function, args, kwargs):
    """
    >>> call(dict, ([(1, 2)],), {'x': 3})
    {1: 2, 'x': 3}
    >>> call(dict, (), None)
    Traceback (most recent call last):
    TypeError: argument list must be a dictionary
    """
    if kwargs is None:
        raise TypeError("argument list must be a dictionary")
    return PyObject_Call(function, args, kwargs)


def call_without_keywords(function, args):
    """
    >>> call_without_keywords(max, (1, 5, 3))
    5
    """
    return PyObject_Call(function, args, <object>NULL)


def integers(o):
    """
    >>> integers(7)
    (7, 7, 255)
    >>> integers(-1)
    (-1, 18446744073709551615, 255)
    >>> integers(2 ** 70)
    Traceback (most recent call last):
    OverflowError: Python int too large to convert to C long
    """
    return PyLong_AsLong(o), PyLong_AsUnsignedLongMask(o), PyLong_FromString("0xff", NULL, 16)


def types():
    """
    >>> types()
    (True, True, False, True)
    """
    return (PyType_Check(int), PyType_IsSubtype(bool, int), PyType_IsSubtype(int, bool),
            <object>Py_TYPE(1) is int)


def text(str s):
    """
    >>> text("caf\\xe9")
    (4, 4, 233, 'caf', True)
    >>> text("\\u03b1\\u03b2")
    (2, 1, 946, None, True)
    """
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(s)
    cdef int kind = PyUnicode_KIND(s)
    cdef const void *data = PyUnicode_DATA(s)
    cdef Py_UCS4 last
    cdef int letters = 0
    cdef Py_ssize_t i
    with nogil:
        last = PyUnicode_READ(kind, data, size - 1)
        for i in range(size):
            letters += Py_UNICODE_ISALPHA(PyUnicode_READ(kind, data, i))
    start = None
    if kind == 1:
        start = PyUnicode_FromStringAndSize(<const char *>PyUnicode_1BYTE_DATA(s), 3)
        kind = 4
    elif kind == 2:
        kind = 1
    return size, kind, <unsigned int>last, start, letters == size


def buffers(o):
    """
    >>> buffers(b'abc')
    (3, 294, True, True)
    >>> buffers(bytearray(b'\\x01\\x02'))
    (2, 3, True, True)
    >>> buffers("text")
    Traceback (most recent call last):
    TypeError: a bytes-like object is required, not 'str'
    """
    cdef Py_buffer view
    cdef Py_ssize_t i
    cdef long total = 0
    cdef bint is_contiguous
    PyObject_GetBuffer(o, &view, PyBUF_SIMPLE)
    try:
        with nogil:
            is_contiguous = PyBuffer_IsContiguous(&view, c'C')
            for i in range(view.len):
                total += (<unsigned char *>view.buf)[i]
        return view.len, total, is_contiguous, PyObject_CheckBuffer(o)
    finally:
        PyBuffer_Release(&view)


def read_only():
    """
    >>> read_only()
    Traceback (most recent call last):
    BufferError: Object is not writable.
    """
    cdef Py_buffer view
    PyObject_GetBuffer(b"abc", &view, PyBUF_WRITABLE)


def byte_strings():
    """
    >>> byte_strings()
    (b'xyz', 3, b'xyz')
    """
    made = PyBytes_FromStringAndSize(NULL, 3)
    cdef char *data = PyBytes_AS_STRING(made)
    data[0], data[1], data[2] = c'x', c'y', c'z'
    cdef char *again
    cdef Py_ssize_t size
    PyBytes_AsStringAndSize(made, &again, &size)
    return made, PyBytes_GET_SIZE(made), again[:size]


cdef int destroyed = 0

cdef void destroy(object capsule) noexcept:
    global destroyed
    destroyed += 1
    PyMem_Free(PyCapsule_GetPointer(capsule, "number"))


def capsules():
    """
    >>> capsules()
    (17, True, False, 1)
    """
    global destroyed
    destroyed = 0
    cdef int *number = <int *>PyMem_Malloc(sizeof(int))
    number[0] = 17
    capsule = PyCapsule_New(number, "number", destroy)
    found = (<int *>PyCapsule_GetPointer(capsule, "number"))[0]
    is_valid, is_other = PyCapsule_IsValid(capsule, "number"), PyCapsule_IsValid(capsule, "other")
    capsule = None
    return found, is_valid, is_other, destroyed


def wrong_capsule():
    """
    >>> wrong_capsule()
    Traceback (most recent call last):
    ValueError: PyCapsule_GetPointer called with incorrect name
    """
    PyCapsule_GetPointer(PyCapsule_New(<void *>1, "a", NULL), "b")


class Target:
    pass


def weak_references():
    """
    >>> weak_references()
    (True, 1, 0, True)
    """
    target = Target()
    reference = PyWeakref_NewRef(target, None)
    cdef PyObject *found
    cdef int alive = PyWeakref_GetRef(reference, &found)
    is_same = <object>found is target
    Py_DECREF(<object>found)
    del target
    return is_same, alive, PyWeakref_GetRef(reference, &found), found is NULL


def errors():
    """
    >>> errors()
    (True, False)
    """
    PyErr_SetString(ValueError, "wrong")
    occurred = PyErr_Occurred() is not NULL and PyErr_ExceptionMatches(ValueError)
    PyErr_Clear()
    return occurred, PyErr_Occurred() is not NULL


def formatted(int number):
    """
    >>> formatted(3)
    Traceback (most recent call last):
    KeyError: 'number 3 of three'
    """
    PyErr_Format(KeyError, "number %d of %s", number, "three")


def without_the_gil():
    """
    >>> without_the_gil()
    (0, 1, 0, True, True, True)
    """
    cdef PyGILState_STATE state
    cdef int before, between, after
    cdef void *block
    cdef PyThread_type_lock lock
    cdef bint was_free, was_taken
    with nogil:
        before = PyGILState_Check()
        state = PyGILState_Ensure()
        between = PyGILState_Check()
        PyGILState_Release(state)
        after = PyGILState_Check()
        block = PyMem_RawMalloc(16)
        PyMem_RawFree(block)
        lock = PyThread_allocate_lock()
        was_free = PyThread_acquire_lock(lock, WAIT_LOCK)
        was_taken = not PyThread_acquire_lock(lock, NOWAIT_LOCK)
        PyThread_release_lock(lock)
        PyThread_free_lock(lock)
    return before, between, after, block is not NULL, was_free, was_taken


def clocks():
    """
    >>> clocks()
    True
    """
    import time
    cdef double now, tick
    with nogil:
        now = c_time()
        tick = perf_counter()
    parts, expected = localtime(), time.localtime()
    return abs(now - time.time()) < 10 and monotonic_ns() > 0 and tick > 0 and \
        (parts.tm_year, parts.tm_mon, parts.tm_mday, parts.tm_wday) == \
        (expected.tm_year, expected.tm_mon, expected.tm_mday, expected.tm_wday)


def slices(s):
    """
    >>> slices(slice(1, None, 2))
    (1, 10, 2, 5)
    """
    cdef Py_ssize_t start, stop, step, count
    PySlice_GetIndicesEx(s, 10, &start, &stop, &step, &count)
    return start, stop, step, count


def context_variables():
    """
    >>> context_variables()
    (None, 'fallback', 'value', 'value')
    """
    variable = PyContextVar_New("variable", NULL)
    first, second = get_value(variable), get_value(variable, "fallback")
    token = PyContextVar_Set(variable, "value")
    third, fourth = get_value(variable), get_value_no_default(variable, "fallback")
    PyContextVar_Reset(variable, token)
    return first, second, third, fourth


def version():
    """
    >>> import sys
    >>> version() == sys.hexversion
    True
    """
    return PY_VERSION_HEX


def clocks_agree(int times):
    """Of two clocks that are rounded otherwise, one would now and then stand before the other.

    >>> clocks_agree(20000)
    0
    """
    cdef int wrong = 0
    cdef double here
    from time import time as read
    for _ in range(times):
        before = read()
        here = c_time()
        wrong += not before <= here <= read()
    return wrong
