"""Py_tss_t: a variable of it has to hold a certain value from the start."""

from cpython.pythread cimport (Py_tss_t, PyThread_tss_create, PyThread_tss_delete, PyThread_tss_get,
                               PyThread_tss_is_created, PyThread_tss_set)


def life():
    """
    >>> life()
    (False, True, 5, False)
    """
    cdef Py_tss_t key
    cdef int value = 5
    before = PyThread_tss_is_created(&key) != 0
    if PyThread_tss_create(&key) != 0:
        raise MemoryError()
    between = PyThread_tss_is_created(&key) != 0
    PyThread_tss_set(&key, <void *>&value)
    found = (<int *>PyThread_tss_get(&key))[0]
    PyThread_tss_delete(&key)
    return before, between, found, PyThread_tss_is_created(&key) != 0
