"""What `typeof` says about inferred types."""

cimport cython
from cython cimport typeof


def loop_variable(int n):
    """
    >>> loop_variable(3)
    (['int', 'int', 'int'], 'Python object')
    """
    kinds = []
    for i in range(n):
        kinds.append(typeof(i))
    for j in range(n):
        j = j + 1
    return kinds, typeof(j)


def float_is_c():
    """
    >>> float_is_c()
    ('double', 0.5, 'double')
    """
    x = 1.5
    x = x - 1
    y = x * 2
    return typeof(x), x, typeof(y)


def from_c_variable(int a, double d):
    """
    >>> from_c_variable(3, 2.5)
    ('int', 'double', 3, 2.5)
    """
    b = a
    e = d
    return typeof(b), typeof(e), b, e


@cython.infer_types(False)
def switched_off():
    """
    >>> switched_off()
    ('Python object', 3.0)
    """
    x = 1.5
    x = x * 2
    return typeof(x), x


def bitwise_stays_c(unsigned int a):
    """
    >>> bitwise_stays_c(0xFF)
    ('unsigned int', 15)
    """
    b = a & 0x0F
    return typeof(a), b


ctypedef char Letter

cdef enum Colour:
    RED
    BLUE


def c_names():
    """
    >>> c_names()
    ('Py_hash_t', 'Letter [4]', 'int [2][3]', 'Colour', True)
    """
    h = hash("abc")
    cdef Letter[4] letters
    cdef int[2][3] table
    cdef Colour last = BLUE
    for colour in range(last):
        pass
    return typeof(h), typeof(letters), typeof(table), typeof(colour), h == hash("abc")


def sequences(bytearray b, list l):
    """
    >>> sequences(bytearray(b"ab"), [1])
    (['bytearray object', 'bytearray object', 'bytearray object', 'list object'], bytearray(b'abab'), [1, 1])
    """
    c = b[:]
    c += b
    d = b * 2
    e = b + b
    f = l * 2
    return [typeof(c), typeof(d), typeof(e), typeof(f)], d, f


def mixed_hashes(a, b):
    """
    >>> mixed_hashes("a", "b") == hash("a") * 31 + hash("b") ** 2
    True
    """
    h = hash(b)
    return hash(a) * 31 + h ** 2
