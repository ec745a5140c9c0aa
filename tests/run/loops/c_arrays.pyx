"""C arrays: elements, iteration, slices, two dimensions."""


def over_array():
    """
    >>> over_array()
    (60, [10, 20, 30], [20, 30])
    """
    cdef int[3] numbers
    cdef int x, total = 0
    numbers[0], numbers[1], numbers[2] = 10, 20, 30
    for x in numbers:
        total += x
    return total, [x for x in numbers], [x for x in numbers[1:3]]


def over_pointer(int n):
    """
    >>> over_pointer(3)
    [10, 20, 30]
    """
    cdef int[4] numbers
    cdef int* p = numbers
    cdef int x
    for i in range(4):
        numbers[i] = 10 * (i + 1)
    return [x for x in p[:n]]


def two_dimensions():
    """
    >>> two_dimensions()
    [[0, 1, 2], [10, 11, 12]]
    """
    cdef int[2][3] grid
    cdef int i, j
    for i in range(2):
        for j in range(3):
            grid[i][j] = 10 * i + j
    return [[grid[i][j] for j in range(3)] for i in range(2)]


def from_displays(int x):
    """
    >>> from_displays(7)
    ([3, 1, 7], [[1.0, 2.0], [7.0, 4.5]])
    """
    cdef int[3] a = [1, x, 3]
    cdef double[2][2] b
    cdef int i, j
    b = [[1, 2], [x, 4.5]]
    a[:] = [a[2], a[0], a[1]]  # every element is read before the first is stored
    return a, [[b[i][j] for j in range(2)] for i in range(2)]
