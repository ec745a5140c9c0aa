"""`const` variables: given a value where they are declared, and never again."""

cdef const int seven = 7
cdef const int later
later = 5
cdef const double sum_of_two = 1.5 + 7
cdef const char *text = "text"
cdef const int[3] table = [1, 2, 3]
ctypedef const int fixed_t
cdef fixed_t of_typedef = 9

cdef struct Point:
    int x
    int y

cdef int first_of(const Point *p) noexcept:
    return p.x

def of_module():
    """
    >>> of_module()
    (7, 5, 8.5, b'text', [1, 2, 3], 9)
    """
    return seven, later, sum_of_two, text, table, of_typedef

def of_function(int n):
    """
    >>> of_function(3)
    (4, 4, 1, [3, 4], 4)
    """
    cdef const int more = n + 1
    cdef const int *p = &more
    cdef const Point point = Point(1, 2)
    cdef const int[2] both = [n, more]
    cdef int *const fixed_pointer = <int *>&more
    return more, p[0], first_of(&point), both, fixed_pointer[0]

def in_closure(int n):
    """
    >>> in_closure(3)()
    6
    """
    cdef const int twice = n * 2
    def inner():
        return twice
    return inner

def in_generator(int n):
    """
    >>> list(in_generator(2))
    [2, 3]
    """
    cdef const int start = n
    yield start
    yield start + 1

def argument(const int n, const double x=2.5):
    """
    >>> argument(3)
    (3, 2.5)
    """
    return n, x
