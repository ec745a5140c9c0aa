"""C functions that may raise say so themselves; what is called by pointer is asked as in C."""
import traceback

cdef extern from "Python.h":
    void PyErr_SetString(object type, const char* text)

cdef struct Pair:
    double a
    double b


cdef void check(int x) nogil:
    if x < 0:
        raise ValueError("negative")


cdef Pair make(double x) nogil:
    cdef Pair pair
    check(<int>x)
    pair.a = x
    pair.b = x + 1
    return pair


cdef unsigned char narrow(int x) except? 255 nogil:
    if x > 255:
        raise OverflowError(x)
    return x


cdef int half(int x) nogil:
    return 10 // x


ctypedef int (*callback)(int) except? -1 nogil
ctypedef void (*action)(int) except * nogil


cdef int apply(callback f, int x) except? -1 nogil:
    return f(x)


cdef void run(action f, int x) except * nogil:
    f(x)


def call_struct(double x):
    """
    >>> call_struct(1)
    3.0
    >>> call_struct(-1)
    Traceback (most recent call last):
    ValueError: negative
    """
    cdef Pair pair
    with nogil:
        pair = make(x)
    return pair.a + pair.b


def call_narrow(int x):
    """
    >>> call_narrow(7), call_narrow(255)
    (7, 255)
    >>> call_narrow(256)
    Traceback (most recent call last):
    OverflowError: 256
    """
    cdef unsigned char result
    with nogil:
        result = narrow(x)
    return result


def call_pointer(int x):
    """
    >>> call_pointer(2), call_pointer(-10)
    (5, -1)
    >>> call_pointer(0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    cdef int result
    with nogil:
        result = apply(half, x)
    return result


def call_void_pointer(int x):
    """
    >>> call_void_pointer(1)
    >>> call_void_pointer(-1)
    Traceback (most recent call last):
    ValueError: negative
    """
    with nogil:
        run(check, x)


def with_gil_held(int x):
    """
    >>> with_gil_held(2)
    5
    >>> with_gil_held(0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    return half(x)


def ignored_result(int x):
    """
    >>> ignored_result(1)
    >>> ignored_result(0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    with nogil:
        half(x)
        make(1)


def lines_of_traceback(double x):
    """
    >>> lines_of_traceback(-3)
    ['call_struct', 'make', 'check']
    """
    try:
        call_struct(x)
    except ValueError as error:
        entries = traceback.extract_tb(error.__traceback__)[1:]
        return [entry.name.split(".")[-1] for entry in entries]


cdef int depth(int n) nogil:
    if n == 0:
        raise RecursionError("deep enough")
    return depth(n - 1) + 1


def recursive(int n):
    """
    >>> recursive(50)
    50
    """
    entries = 0
    try:
        depth(n)
    except RecursionError as error:
        trace = error.__traceback__.tb_next.tb_next
        while trace is not None:
            entries += 1
            trace = trace.tb_next
    return entries


# Exceptions that C code sets without saying so: the value tells, and the interpreter is asked.

cdef int set_and_return(int value) except? -1:
    PyErr_SetString(KeyError, "set by hand")
    return value


cdef int pass_on(int value) except? -1:
    return set_and_return(value) + 0


cdef void set_only() except *:
    PyErr_SetString(KeyError, "set in void")


cdef void quietly() noexcept:
    PyErr_SetString(KeyError, "set in noexcept")


cdef int after_quietly() except -1:
    quietly()
    return -1


cdef int nobody_raises(int x) except? -1 nogil:
    return x


def set_by_hand():
    """
    >>> set_by_hand()
    Traceback (most recent call last):
    KeyError: 'set by hand'
    """
    return pass_on(-1)


def set_in_void():
    """
    >>> set_in_void()
    Traceback (most recent call last):
    KeyError: 'set in void'
    """
    set_only()


def set_in_noexcept():
    """
    >>> set_in_noexcept()
    Traceback (most recent call last):
    KeyError: 'set in noexcept'
    """
    return after_quietly()


def plain_minus_one():
    """
    >>> plain_minus_one()
    -1
    """
    return nobody_raises(-1)


cdef Pair handled(double x) nogil:
    with gil:
        try:
            return make(x)
        except ValueError:
            return make(0)


def caught_inside():
    """
    >>> caught_inside()
    1.0
    """
    cdef Pair pair
    with nogil:
        pair = handled(-1)
    return pair.a + pair.b


cdef int through_finally(int x, int* steps) except? -1 nogil:
    try:
        return half(x)
    finally:
        steps[0] += 1


def left_through_finally():
    """
    >>> left_through_finally()
    (10, 2)
    """
    cdef int steps = 0
    cdef int result = through_finally(1, &steps)
    try:
        through_finally(0, &steps)
    except ZeroDivisionError:
        pass
    return result, steps


cpdef int both_ways(int x) except? -1 nogil:
    """
    >>> both_ways(5)
    2
    >>> both_ways(0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    return half(x)


cdef callback chosen(int which) except? NULL nogil:
    if which > 1:
        raise IndexError("no such function")
    return half


def returned_pointer(int which, int x):
    """
    >>> returned_pointer(1, 5)
    2
    >>> returned_pointer(2, 5)
    Traceback (most recent call last):
    IndexError: no such function
    """
    cdef int result
    cdef callback function
    with nogil:
        function = chosen(which)
        result = function(x)
    return result
