"""Defaults of C functions are computed once, where the definition stands, as Python's are."""
cimport cython

cdef int calls = 0

cdef int next_number() except -1:
    global calls
    calls += 1
    return 100 * calls

cdef struct Pair:
    int a
    int b

number = 7

cdef int computed(int a, int b=next_number()) except -1:
    return a + b

cdef list collect(object item, list seen=[]):
    seen.append(item)
    return seen

cdef int of_global(int a, int b=number) noexcept nogil:
    return a + b

cdef int of_object(int a, object o=[1, 2]) noexcept nogil:
    return a if o is not None else -a

cdef int of_struct(Pair pair=Pair(next_number(), 2)) noexcept nogil:
    return pair.a + pair.b

cdef double of_constants(double a=-1.5, int b=sizeof(int), const char *c=NULL, bint d=True) noexcept nogil:
    return a + b + (c != NULL) + d

cpdef both(item, seen={"first": 1}, int n=300):
    seen[item] = n
    return dict(seen)

number = 8

cdef class Counted:
    cdef list seen
    cdef list add(self, object item, list seen=[]):
        seen.append(item)
        return seen
    cdef int count(self, int n=next_number()) noexcept nogil:
        return n
    cpdef list add_more(self, item, list seen=["start"]):
        seen.append(item)
        return seen
    @staticmethod
    cdef int alone(int n=number) noexcept nogil:
        return n

cdef class More(Counted):
    cdef list add(self, object item, list seen=["more"]):
        seen.append(item)
        return seen
    cdef int count(self, int n=next_number()) noexcept nogil:
        return -n


def test_computed():
    """
    >>> test_computed()
    (101, 101, 6)
    """
    return computed(1), computed(1), computed(1, 5)

def test_kept():
    """
    >>> test_kept()
    ([1, 2], [3])
    """
    collect(1)
    kept = list(collect(2))
    collect(0).clear()
    return kept, collect(3, [])

def test_without_gil(int a):
    """
    >>> test_without_gil(1)
    (8, 1, 202, 3.5)
    """
    cdef int x, y, z
    cdef double w
    with nogil:
        x = of_global(a)
        y = of_object(a)
        z = of_struct()
        w = of_constants()
    return x, y, z, w

def test_both():
    """
    >>> test_both()
    {'first': 1, 'a': 300}
    >>> both('b')
    {'first': 1, 'a': 300, 'b': 300}
    >>> both.__defaults__
    ({'first': 1, 'a': 300, 'b': 300}, 300)
    """
    return both('a')

def test_methods():
    """
    >>> test_methods()
    ([1, 2], ['more', 1], 300, -400, 8)
    >>> Counted().add_more(1) is Counted().add_more(2)
    True
    >>> Counted().add_more(3)
    ['start', 1, 2, 3]
    >>> del Counted().add_more(4)[1:]
    """
    cdef Counted a = Counted(), b = More()
    cdef int x, y, z
    a.add(1)
    with nogil:
        x = a.count()
        y = b.count()
        z = Counted.alone()
    results = list(a.add(2)), list(b.add(1)), x, y, z
    a.add(0).clear()
    del b.add(0)[1:]
    return results
