"""cython.operator: C's operators that Python's syntax has no place for; and C's division."""

cimport cython
cimport cython.operator
from cython.operator cimport dereference as deref, preincrement as inc
from cython.operator cimport postincrement, predecrement, postdecrement

cdef struct Point:
    int x
    Point *next

cdef class Counter:
    cdef int count

    def step(self):
        """
        >>> c = Counter()
        >>> c.step(), c.step()
        ((1, 1, 2), (3, 3, 4))
        """
        first = inc(self.count)
        second = postincrement(self.count)
        return first, second, self.count


def steps():
    """
    >>> steps()
    (6, 6, 7, 6, 6, 5)
    """
    cdef int a = 5
    b = inc(a)
    c = postincrement(a)
    d = a
    e = predecrement(a)
    f = postdecrement(a)
    return b, c, d, e, f, a

def narrow():
    """
    >>> narrow()
    (0, 127, -128)
    """
    cdef unsigned char a = 255
    cdef signed char b = 127
    return inc(a), postincrement(b), b

def walk():
    """
    >>> walk()
    (1, 2, 2, 3, 3)
    """
    cdef int[3] items = [1, 2, 3]
    cdef int *p = items
    first = deref(p)
    inc(p)
    second = deref(p)
    third = deref(postincrement(p))
    last = deref(p)
    return first, second, third, last, cython.operator.dereference(p)

def places():
    """
    >>> places()
    (8, 9, 3)
    """
    cdef Point point, other
    point.x = 7
    point.next = &other
    other.x = 8
    cdef Point *p = &point
    deref(p).x = 8
    deref(deref(p).next).x = 9
    cdef int[2] items = [1, 2]
    inc(items[1])
    return point.x, other.x, items[1]

def without_gil(int n):
    """
    >>> without_gil(4)
    10
    """
    cdef int i = 0, total = 0
    cdef int *p = &total
    with nogil:
        while inc(i) <= n:
            p[0] += i
    return deref(p)

def c_division(short a, short b):
    """
    >>> c_division(-7, 2), c_division(7, -2)
    ((-3, -1, -4, 1), (-3, 1, -4, -1))
    """
    return cython.cdiv(a, b), cython.cmod(a, b), a // b, a % b

def c_remainder(double a, double b):
    """
    >>> c_remainder(-7.5, 2.0)
    (-1.5, 0.5, -3.75)
    """
    return cython.cmod(a, b), a % b, cython.cdiv(a, b)

@cython.cdivision(True)
@cython.cdivision_warnings(True)
def warned(int a, int b):
    """
    >>> import warnings
    >>> def call(*args):
    ...     with warnings.catch_warnings(record=True) as caught:
    ...         warnings.simplefilter("always")
    ...         result = warned(*args)
    ...     return result, [(w.category.__name__, str(w.message)) for w in caught]
    >>> call(-7, 2)
    ((-3, -1), [('RuntimeWarning', 'division with oppositely signed operands, C and Python semantics differ'), ('RuntimeWarning', 'division with oppositely signed operands, C and Python semantics differ')])
    >>> call(-7, -2)
    ((3, -1), [])
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("error")
    ...     warned(7, -2)
    Traceback (most recent call last):
    RuntimeWarning: division with oppositely signed operands, C and Python semantics differ
    """
    return a // b, a % b

@cython.cdivision_warnings(True)
def warned_without_gil(int a, int b):
    """
    >>> import warnings
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     print(warned_without_gil(7, -2), len(caught))
    -4 1
    """
    cdef int result
    with nogil:
        result = a // b
    return result

def likely(int x):
    """
    >>> likely(1), likely(-1), likely(0)
    ('positive', 'negative', 'zero')
    """
    if cython.likely(x > 0):
        return "positive"
    return "negative" if cython.unlikely(x) else "zero"
