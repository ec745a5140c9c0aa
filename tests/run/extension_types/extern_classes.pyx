"""Classes of CPython and of its library, declared by the structs of C headers."""
import datetime as dt

from cpython.object cimport PyTypeObject

cdef extern from *:
    """
    #include <datetime.h>
    static int import_api(void) {
      PyDateTime_IMPORT;
      return PyDateTimeAPI ? 0 : -1;
    }
    """
    int import_api() except -1

cdef extern from "datetime.h":
    int PyDateTime_GET_YEAR(date d)
    int PyDateTime_DELTA_GET_DAYS(timedelta d)

    ctypedef struct PyDateTime_CAPI:
        date (*Date_FromDate)(int year, int month, int day, PyTypeObject *kind)
        PyTypeObject *DateType
    PyDateTime_CAPI *PyDateTimeAPI

    ctypedef class datetime.date [object PyDateTime_Date]:
        @property
        cdef inline int c_year(self) noexcept:
            return PyDateTime_GET_YEAR(self)

    ctypedef class datetime.timedelta [object PyDateTime_Delta]:
        cdef int days
        cdef int sec "seconds"

    ctypedef class datetime.datetime [object PyDateTime_DateTime]:
        pass

import_api()

cdef extern from *:
    """
    static PyListObject *sorted_list(PyListObject *list) {
      PyObject *copy = PyList_GetSlice((PyObject *)list, 0, PyList_GET_SIZE(list));
      if (copy && PyList_Sort(copy) < 0)
        Py_CLEAR(copy);
      return (PyListObject *)copy;
    }
    static PyListObject *same_list(PyListObject *list) {
      Py_INCREF(list);
      return list;
    }
    static Py_ssize_t list_length(const PyListObject *list) { return ((const PyVarObject *)list)->ob_size; }
    """
    ctypedef class builtins.list [object PyListObject]:
        cdef Py_ssize_t allocated

        @property
        cdef inline Py_ssize_t size(self) noexcept nogil:
            return list_length(self)

        @property
        cdef inline object first(self):
            return self[0]

        @first.setter
        cdef inline int first(self, object value) except -1:
            self[0] = value
            return 0

        @property
        cdef inline double number(self) except? -1:
            return self[0]

        @number.setter
        cdef inline void number(self, double value) noexcept:
            self[0] = value

    list sorted_list(list list)
    list same_list(list list)
    Py_ssize_t list_length(list list) nogil

    ctypedef class __builtin__.dict [object PyDictObject]:
        cdef Py_ssize_t ma_used


def read(date d):
    """
    >>> read(dt.date(2020, 3, 4))
    (2020, 2020, 3)
    >>> read(dt.datetime(2021, 3, 4))
    (2021, 2021, 3)
    >>> read(None)
    Traceback (most recent call last):
    ...
    AttributeError: 'NoneType' object has no attribute 'month'
    >>> read(3)
    Traceback (most recent call last):
    ...
    TypeError: Argument 'd' has incorrect type (expected datetime.date, got int)
    """
    month = d.month if d is not None else (<object>d).month
    return d.c_year, d.year, month


def fields(timedelta delta not None):
    """
    >>> fields(dt.timedelta(3, 4))
    (3, 4, 4, 3)
    """
    cdef int days, seconds
    with nogil:
        days, seconds = delta.days, delta.sec
    return days, seconds, delta.seconds, PyDateTime_DELTA_GET_DAYS(delta)


def make(int year):
    """
    >>> make(1999)
    (datetime.date(1999, 1, 2), True, False, True)
    """
    cdef date made = date(year, 1, 2)
    return made, isinstance(made, date), isinstance(made, datetime_type), type(made) is date


cdef object datetime_type = dt.datetime


def from_api(int month):
    """
    >>> from_api(5)
    2000
    >>> from_api(13)
    Traceback (most recent call last):
    ...
    ValueError: month must be in 1..12
    """
    return PyDateTimeAPI.Date_FromDate(2000, month, 2, PyDateTimeAPI.DateType).c_year


def cast(o):
    """
    >>> cast(dt.timedelta(5))
    5
    >>> cast(dt.date(1, 1, 1))
    Traceback (most recent call last):
    ...
    TypeError: Cannot convert datetime.date to datetime.timedelta
    """
    return (<timedelta?>o).days


def of_lists(list given not None):
    """
    >>> of_lists([3, 1, 2])
    (3, 3, [1, 2, 3], True)
    """
    cdef Py_ssize_t size
    with nogil:
        size = given.size
    return size, list_length(given), sorted_list(given), same_list(given) is given


def properties(list given):
    """
    >>> properties([1, 2, 3])
    ([7.0, 2, 3], [8.0, 2, 3], [[1], 2, 3], [[1, 5], 2, 3])
    """
    results = []
    given.number = 7
    results.append([given.number] + given[1:])
    given.number += 1
    results.append(given[:])
    given.first = [1]
    results.append([given.first[:]] + given[1:])
    given.first += [5]
    results.append(given[:])
    return tuple(results)


def property_errors(list given, value):
    """
    >>> property_errors([], 1)
    Traceback (most recent call last):
    ...
    IndexError: list assignment index out of range
    >>> property_errors(["x"], None)
    Traceback (most recent call last):
    ...
    TypeError: must be real number, not str
    """
    if value is None:
        return given.number
    given.first = value


def of_dicts(o):
    """
    >>> of_dicts({1: 2})
    1
    """
    cdef dict d = o
    return d.ma_used


cdef class Tagged(date):
    """
    >>> day = Tagged(2020, 1, 2)
    >>> day, day.tag, isinstance(day, dt.date)
    (extern_classes.Tagged(2020, 1, 2), 'no tag', True)
    >>> day + dt.timedelta(1)
    extern_classes.Tagged(2020, 1, 3)
    >>> day.other = day
    Traceback (most recent call last):
    ...
    AttributeError: 'extern_classes.Tagged' object has no attribute 'other'
    >>> day.tag = [day]
    >>> del day
    """
    cdef public object tag

    def __cinit__(self, *arguments):
        self.tag = "no tag"
