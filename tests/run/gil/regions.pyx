"""with nogil, with gil, their conditional forms, and every way to leave them."""

cimport cython
import threading

cdef extern from "Python.h":
    int PyGILState_Check() nogil


cdef int held() noexcept nogil:
    return PyGILState_Check()


def state():
    """
    >>> state()
    [1, 0, 1, 0, 1]
    """
    cdef int a, b, c, d, e
    a = held()
    with nogil:
        b = held()
        with gil:
            c = held()
        d = held()
    e = held()
    return [a, b, c, d, e]


cdef int in_nogil_function(int* seen) noexcept nogil:
    # Called with the GIL and without it: each block leaves it as it was.
    seen[0] = held()
    with nogil:
        seen[1] = held()
        with gil:
            seen[2] = held()
        seen[3] = held()
    seen[4] = held()
    with gil:
        seen[5] = held()
        with nogil:
            seen[6] = held()
        seen[7] = held()
    seen[8] = held()
    return 0


def nogil_function_from_both():
    """
    >>> nogil_function_from_both()
    ([1, 0, 1, 0, 1, 1, 0, 1, 1], [0, 0, 1, 0, 0, 1, 0, 1, 0], 1)
    """
    cdef int[9] seen
    in_nogil_function(seen)
    first = [seen[i] for i in range(9)]
    with nogil:
        in_nogil_function(seen)
    second = [seen[i] for i in range(9)]
    return first, second, held()


def return_from_nogil(int x):
    """
    >>> return_from_nogil(1), return_from_nogil(0), state()
    (10, 20, [1, 0, 1, 0, 1])
    """
    cdef int y = 0
    with nogil:
        if x:
            y = 10
        else:
            y = 20
    return y


cdef int leave_by_return(int x) noexcept nogil:
    with nogil:
        if x == 1:
            return 100
        with gil:
            if x == 2:
                return 200
        if x == 3:
            with gil:
                with nogil:
                    return 300
    return 0


def returns():
    """
    >>> returns()
    ([0, 100, 200, 300], [0, 100, 200, 300], 1)
    """
    cdef int[4] seen
    cdef int i
    with_it = [leave_by_return(x) for x in range(4)]
    with nogil:
        for i in range(4):
            seen[i] = leave_by_return(i)
    return with_it, [seen[0], seen[1], seen[2], seen[3]], held()


def break_and_continue(int n):
    """
    >>> break_and_continue(10)
    ([0, 1, 3, 4, 5], 1)
    """
    cdef int[10] seen
    cdef int count = 0, i
    for i in range(n):
        with nogil:
            if i == 2:
                continue
            if i == 6:
                break
            seen[count] = i
            count += 1
    return [seen[k] for k in range(count)], held()


def exception_out_of_gil(x):
    """
    >>> exception_out_of_gil(0)
    ('end', 1)
    >>> exception_out_of_gil(1)
    ('caught', 'inside', 1)
    """
    try:
        with nogil:
            with gil:
                if x:
                    raise ValueError("inside")
        return "end", held()
    except ValueError as error:
        return "caught", str(error), held()


def exception_in_nogil(int x):
    """
    >>> exception_in_nogil(0)
    'end'
    >>> exception_in_nogil(5)
    Traceback (most recent call last):
    ValueError: five is 5
    """
    with nogil:
        if x == 5:
            raise ValueError("five is %d" % x)
    return "end"


def finally_in_nogil(int x):
    """
    >>> finally_in_nogil(0), finally_in_nogil(1)
    ((0, 1, 1), (1, 1, 1))
    """
    cdef int caught = 0, cleaned = 0
    try:
        with nogil:
            try:
                if x:
                    with gil:
                        raise ValueError()
            finally:
                cleaned += 1
    except ValueError:
        caught = 1
    return caught, cleaned, held()


def objects_kept_alive():
    """
    >>> objects_kept_alive()
    ([1, 2], 'text')
    """
    cdef int i
    items = [1, 2]
    text = "te" + "xt"
    with nogil:
        for i in range(3):
            with gil:
                pass
    return items, text


def objects_made_inside(int n):
    """
    >>> objects_made_inside(3)
    ['item 0', 'item 1', 'item 2']
    """
    cdef int i
    result = []
    with nogil:
        for i in range(n):
            with gil:
                result.append(f"item {i}")
    return result


def constant_conditions():
    """
    >>> constant_conditions()
    (0, 1)
    """
    cdef int a, b
    with nogil(True):
        a = held()
    with nogil(False):
        b = held()
    return a, b


cdef void with_gil_function(list seen) noexcept with gil:
    seen.append(held())


def call_with_gil_function():
    """
    >>> call_with_gil_function()
    [1, 1]
    """
    seen = []
    with_gil_function(seen)
    with nogil:
        with_gil_function(seen)
    return seen


cdef object object_with_gil(int n) with gil:
    return [n] * n


cpdef int both_worlds(int n) noexcept nogil:
    """
    >>> both_worlds(5)
    10
    """
    return n * 2


def call_both_worlds(int n):
    """
    >>> call_both_worlds(4)
    (8, 8)
    """
    cdef int inside
    with nogil:
        inside = both_worlds(n)
    return inside, both_worlds(n)


def loops_in_nogil(int n):
    """
    >>> loops_in_nogil(10)
    (45, 10, 5, 25)
    """
    cdef int total = 0, i, count = 0, stopped, odd = 0
    with nogil:
        for i in range(n):
            total += i
        while count < n:
            count += 1
        for stopped in range(n):
            if stopped == 5:
                break
        else:
            stopped = -1
        for i in range(1, n, 2):
            odd += i
    return total, count, stopped, odd


def conditions_in_nogil(int a, int b):
    """
    >>> conditions_in_nogil(1, 2), conditions_in_nogil(2, 1), conditions_in_nogil(0, 0)
    (1, 2, 0)
    """
    cdef int result
    with nogil:
        result = a if a and a < b else (b + 1 if b and not a < b else 0)
    return result


def asserts_in_nogil(int x):
    """
    >>> asserts_in_nogil(1)
    1
    >>> asserts_in_nogil(0)
    Traceback (most recent call last):
    AssertionError: x is 0
    """
    with nogil:
        assert x, f"x is {x}"
    return x


@cython.nogil
@cython.cfunc
@cython.returns(cython.int)
@cython.exceptval(check=False)
def decorated(x: cython.int):
    return x + 1


cdef extern from * nogil:
    """
    static int from_text(int x) { return x * 3; }
    """
    int from_text(int x)


def verbatim(int x):
    """
    >>> verbatim(4)
    12
    """
    cdef int y
    with nogil:
        y = from_text(x)
    return y


cdef int deep(int n) noexcept nogil:
    if n == 0:
        return held()
    with nogil:
        with gil:
            return deep(n - 1)


def deep_nesting(int n):
    """
    >>> deep_nesting(0), deep_nesting(1), deep_nesting(1000)
    (1, 1, 1)
    """
    return deep(n)


cdef volatile int flag = 0


def other_thread_runs():
    """Another Python thread moves while this one is in a `with nogil` block.

    >>> other_thread_runs()
    True
    """
    global flag
    cdef long long spins = 0
    flag = 0

    def set_flag():
        set_it()
    thread = threading.Thread(target=set_flag)
    thread.start()
    with nogil:
        while not flag and spins < 2000000000:
            spins += 1
    thread.join()
    return flag == 1


cdef void set_it() noexcept:
    global flag
    flag = 1


def many_threads(int count, int rounds):
    """
    >>> many_threads(8, 200)
    1600
    """
    results = []

    def work():
        cdef int i, total = 0
        with nogil:
            for i in range(rounds):
                total += 1
                if i % 50 == 0:
                    with gil:
                        results.append(0)
        results.append(total)
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(results)


cdef int always_raises(int x) except -1 nogil:
    with gil:
        text = [x]
        raise ValueError(text)


def exception_with_object_of_region(int x):
    """
    >>> exception_with_object_of_region(5)
    Traceback (most recent call last):
    ValueError: [5]
    """
    with nogil:
        always_raises(x)
