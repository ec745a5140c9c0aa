"""The inside of array.array."""
import array

from cpython cimport array
from cpython.array cimport array as Array, clone, copy, extend, extend_buffer, newarrayobject, resize, \
    resize_smart, zero
from cpython.ref cimport Py_TYPE


def total(Array numbers):
    """
    >>> import array
    >>> total(array.array("d", [1, 2, 3.5]))
    6.5
    >>> total([1])
    Traceback (most recent call last):
    TypeError: Argument 'numbers' has incorrect type (expected array.array, got list)
    """
    cdef double sum = 0
    cdef Py_ssize_t i
    for i in range(len(numbers)):
        sum += numbers.data.as_doubles[i]
    return sum


cdef int double_all(int *items, Py_ssize_t count) noexcept nogil:
    cdef Py_ssize_t i
    for i in range(count):
        items[i] *= 2
    return items[0]


def in_c():
    """
    >>> in_c()
    (array('i', [2, 4, 6]), 2, True, 105, 4, True)
    """
    cdef array.array numbers = array.array("i", [1, 2, 3])
    cdef int first
    assert numbers is not None
    with nogil:
        first = double_all(numbers.data.as_ints, numbers.ob_size)
    return numbers, first, isinstance(numbers, array.array), numbers.ob_descr.typecode, \
        numbers.ob_descr.itemsize, "d" in array.typecodes


def new():
    """
    >>> new()
    (array('d', [0.0, 0.0]), array('i', [1, 2]), 3, array('i'), array('i', [7]))
    """
    cdef Array numbers = array.array("i", [1, 2])
    cdef Array doubles = clone(array.array("d"), 2, zero=True)
    other = copy(numbers)
    numbers[0] = 5
    cdef Array more = newarrayobject(Py_TYPE(numbers), 1, numbers.ob_descr)
    more.data.as_ints[0] = 7
    return doubles, other, len(clone(numbers, 3, False)), copy(array.array("i")), more


def sizes():
    """
    >>> sizes()
    (array('b', [1, 2]), array('b', [1, 2, 0]), array('b', [0, 0, 0]))
    """
    results = []
    cdef Array bytes = array.array("b", [1, 2, 3])
    resize(bytes, 2)
    results.append(copy(bytes))
    resize_smart(bytes, 3)
    bytes.data.as_schars[2] = 0
    results.append(copy(bytes))
    zero(bytes)
    results.append(bytes)
    bytes.append(4)
    bytes.pop()
    return tuple(results)


def growing():
    """
    >>> growing()
    (array('h', [1, 2, 1, 2, 3]), array('h', [1, 2, 1, 2, 3, 1, 2, 1, 2, 3]))
    """
    cdef Array numbers = array.array("h", [1, 2])
    extend(numbers, numbers)
    cdef short three = 3
    extend_buffer(numbers, <char *>&three, 1)
    other = copy(numbers)
    extend(other, numbers)
    try:
        extend(numbers, array.array("i"))
    except TypeError:
        return numbers, other
