"""A `nogil` function that releases and takes the GIL while it calls itself.

The state of the GIL inside a `nogil` function is not known: the first call comes from Python and holds
it, the inner ones come from a `with nogil` block and don't. `with nogil` and `with gil` do what is
right for each.

>>> [depth(n) for n in (0, 1, 5, 100)]
[0, 1, 5, 100]
>>> visit(4)
['down 4', 'down 3', 'down 2', 'down 1', 'bottom', 'up 1', 'up 2', 'up 3', 'up 4']
>>> both_ways(6)
13
>>> ackermann(2, 3)
9
"""


cdef long descend(long n) noexcept nogil:
    # Held at the first call, released from the second on: releasing what is released is no error.
    cdef long below
    if n == 0:
        return 0
    with nogil:
        below = descend(n - 1)
    return below + 1


def depth(long n):
    """Releases the GIL `n` times, one inside the other."""
    return descend(n)


cdef void walk(int n, seen) noexcept nogil:
    if n == 0:
        with gil:
            seen.append("bottom")
        return
    with gil:
        seen.append(f"down {n}")
    with nogil:
        walk(n - 1, seen)
    with gil:
        seen.append(f"up {n}")


def visit(int n):
    """Takes the GIL on the way down and on the way up, and releases it in between."""
    seen = []
    walk(n, seen)
    return seen


cdef long swing(long n) noexcept nogil:
    # Takes and releases the GIL by turns, each inside the one before.
    cdef long result
    if n == 0:
        return 1
    with gil:
        with nogil:
            result = swing(n - 1)
    with nogil:
        result += 1
        with gil:
            result += 1
    return result


def both_ways(long n):
    """Starts without the GIL, where `depth` starts with it."""
    cdef long result
    with nogil:
        result = swing(n)
    return result


cdef unsigned long ack(unsigned long m, unsigned long n) noexcept nogil:
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


def ackermann(unsigned long m, unsigned long n):
    cdef unsigned long result
    with nogil:
        result = ack(m, n)
    return result
