"""Fibonacci numbers, computed with the GIL and without it, and a meeting of two threads.

>>> with_gil(10), without_gil(10)
(55, 55)
>>> [without_gil(n) for n in range(8)]
[0, 1, 1, 2, 3, 5, 8, 13]
>>> without_gil(-1)
Traceback (most recent call last):
OverflowError: can't convert negative value to unsigned long
"""


cdef unsigned long fibonacci(unsigned long n) noexcept nogil:
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


def with_gil(unsigned long n):
    """Computes while it holds the GIL: no other Python thread runs meanwhile."""
    return fibonacci(n)


def without_gil(unsigned long n):
    """Releases the GIL around the computation: other Python threads run meanwhile."""
    cdef unsigned long result
    with nogil:
        result = fibonacci(n)
    return result


# The rounds that each of two threads has done; written and read by both, without the GIL.
cdef volatile long[2] rounds_done


def progress():
    """The rounds that each of the two threads has done.

    >>> reset()
    >>> progress()
    (0, 0)
    """
    return rounds_done[0], rounds_done[1]


def reset():
    """Sets the progress of both threads back to 0."""
    rounds_done[0] = 0
    rounds_done[1] = 0


cdef long meet(int me, long rounds, long patience) noexcept nogil:
    # In each round both threads have to arrive before either goes on, so two threads get through only
    # if they run at the same time. Who waits in vain longer than `patience` gives up.
    cdef int other = 1 - me
    cdef long together = 0
    cdef long i, waited
    for i in range(1, rounds + 1):
        rounds_done[me] = i
        waited = 0
        while rounds_done[other] < i and waited < patience:
            fibonacci(15)
            waited += 1
        if waited == patience:
            break
        together += 1
    return together


def meet_with_gil(int me, long rounds, long patience):
    """Meets the other thread in each round, holding the GIL; returns in how many rounds it came.

    >>> reset()
    >>> meet_with_gil(0, 5, 100)
    0
    """
    return meet(me, rounds, patience)


def meet_without_gil(int me, long rounds, long patience):
    """The same with the GIL released.

    >>> reset()
    >>> meet_without_gil(1, 5, 100)
    0
    """
    cdef long together
    with nogil:
        together = meet(me, rounds, patience)
    return together
