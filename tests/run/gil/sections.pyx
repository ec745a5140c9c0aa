"""Critical sections: what they do to values, and on every way out. Where there is a GIL they keep nobody
out that the GIL does not."""

cimport cython

import threading


cdef class Counter:
    cdef public long number
    cdef cython.pymutex lock

    @cython.critical_section
    def add(self, long n):
        self.number += n
        return self.number

    @cython.critical_section
    cpdef long add_both(self, long n):
        self.number += n
        return self.number

    @cython.critical_section
    cdef long add_c(self, long n) except -1:
        if n < 0:
            raise ValueError("less")
        self.number += n
        return self.number

    def add_locked(self, long n):
        with cython.critical_section(self.lock):
            self.number += n
        return self.number


@cython.critical_section
def put(list items, item):
    items.append(item)
    if item < 0:
        raise ValueError("less")
    items = None
    return item


@cython.critical_section
def outer(o):
    def inner():
        return o
    return inner()


def call_all():
    """
    >>> call_all()
    (1, 3, 6, 10, 'less', 10)
    """
    counter = Counter()
    seen = [counter.add(1), counter.add_both(2), counter.add_c(3), counter.add_locked(4)]
    try:
        counter.add_c(-1)
    except ValueError as error:
        seen.append(str(error))
    return (*seen, counter.number)


def functions():
    """
    >>> functions()
    (1, 'less', [1, -1], 'o')
    """
    items = []
    first = put(items, 1)
    try:
        put(items, -1)
    except ValueError as error:
        text = str(error)
    return first, text, items, outer("o")


def move(list a, list b, how):
    for i in range(3):
        with cython.critical_section(a, b):
            b.append(a.pop())
            if how == i:
                return "returned"
            a = list(a)  # the section goes on with the old one
            if how == 10 + i:
                break
            if how == 20 + i:
                continue
            if how == 30:
                raise KeyError("raised")
    return "end"


def ways_out():
    """
    >>> ways_out()
    [('returned', [3, 2]), ('end', [3]), ('end', [3, 2, 1]), ('raised', [3]), ('end', [3, 2, 1])]
    """
    seen = []
    for how in (1, 10, 21, 30, 40):
        b = []
        try:
            end = move([1, 2, 3], b, how)
        except KeyError as error:
            end = error.args[0]
        seen.append((end, b))
    return seen


def locks():
    """
    >>> locks()
    4
    """
    cdef cython.pymutex a
    cdef cython.pymutex b
    cdef cython.pymutex *pointer = &b
    number = 0
    with cython.critical_section(a):
        number += 1
    with cython.critical_section(&a):
        number += 1
    with cython.critical_section(a, pointer):
        number += 1
    with cython.critical_section(a), cython.critical_section(b):
        number += 1
    return number


def threads():
    """
    >>> threads()
    4000
    """
    cdef Counter counter = Counter()

    def worker():
        for i in range(250):
            counter.add(1)
            counter.add_both(1)
            counter.add_c(1)
            with cython.critical_section(counter):
                counter.number += 1

    workers = [threading.Thread(target=worker) for _ in range(4)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()
    return counter.number
