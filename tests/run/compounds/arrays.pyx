"""C arrays: made from displays and iterables, assigned whole and by slices, read as lists."""


def from_display():
    """
    >>> from_display()
    ([1, 2, 3], [1, 2, 1, 2], [0, 0, 0, 0, 0])
    """
    cdef int a[3]
    a = [1, 2, 3]
    cdef int[4] b = [1, 2] * 2
    cdef double[5] c = [0] * 5
    return a, b, [int(x) for x in c]


def large():
    """
    >>> large()
    (200, 7, 7)
    """
    cdef int[200] a = [7] * 200
    return len(a), a[0], a[199]


def swapped():
    """
    >>> swapped()
    [2, 1]
    """
    cdef int[2] a = [1, 2]
    a = [a[1], a[0]]
    return a


def from_iterable(values):
    """
    >>> from_iterable([1, 2, 3]), from_iterable((1, 2, 3)), from_iterable(iter([1, 2, 3]))
    ([1, 2, 3], [1, 2, 3], [1, 2, 3])
    >>> from_iterable([1, 2])
    Traceback (most recent call last):
    IndexError: not enough values found during array assignment, expected 3, got 2
    >>> from_iterable([1, 2, 3, 4])
    Traceback (most recent call last):
    IndexError: too many values found during array assignment, expected 3
    >>> from_iterable(iter([1, 2]))
    Traceback (most recent call last):
    IndexError: not enough values found during array assignment, expected 3, got 2
    >>> import itertools
    >>> from_iterable(itertools.count())
    Traceback (most recent call last):
    IndexError: too many values found during array assignment, expected 3
    >>> from_iterable(5)
    Traceback (most recent call last):
    TypeError: 'int' object is not iterable
    >>> from_iterable([1, None, 3])
    Traceback (most recent call last):
    TypeError: an integer is required
    """
    cdef int[3] a = values
    cdef int[3] b
    b[:] = a
    return b


def nested(values):
    """
    >>> nested([[1, 2], (3, 4)])
    ([[1, 2], [3, 4]], [[5, 6], [1, 2]])
    """
    cdef int[2][2] a = values
    cdef int[2] row = [5, 6]
    cdef int[2][2] b = [row, a[0]]
    return a, b


def as_tuple():
    """
    >>> as_tuple()
    (1, 2)
    """
    cdef int[2] a = [1, 2]
    cdef tuple t = a
    return t


def by_slices(int s, int e):
    """
    >>> by_slices(1, 4)
    [0, 7, 8, 9, 0]
    >>> by_slices(2, 5)
    [0, 0, 7, 8, 9]
    >>> by_slices(1, 5)
    Traceback (most recent call last):
    ValueError: Assignment to slice of wrong length, expected 3, got 4
    """
    cdef int[5] a = [0] * 5
    a[s:e] = [7, 8, 9]
    return a


def constant_slices():
    """
    >>> constant_slices()
    ([1, 2, 0, 3, 4], [9, 8])
    """
    cdef int[5] a = [0] * 5
    a[:2] = [1, 2]
    a[-2:] = [3, 4]
    cdef int *p = [6, 7, 8, 9]
    p[1:3] = 9, 8
    return a, p[1:3]


cdef int sum_of_copies() noexcept nogil:
    cdef int[4] a = [1, 2, 3, 4]
    cdef int[4] b
    b[:] = a[:]
    b[1:3] = a[2:]
    return 1000 * b[0] + 100 * b[1] + 10 * b[2] + b[3]


def slices_of_arrays():
    """
    >>> slices_of_arrays()
    ([2, 3], b'yxyz', [1, 1, 2, 3], 1344)
    """
    cdef int[4] a = [1, 2, 3, 4]
    cdef int[2] middle
    middle[:] = a[1:-1]
    a[1:] = a[:3]  # they overlap
    cdef char[4] text
    text[:] = b"xyzw"
    text[1:] = text[:3]
    text[0] = c"y"
    return middle, text[:4], a, sum_of_copies()


def copied_by_pointer():
    """
    >>> copied_by_pointer()
    [1, 1, 2, 4]
    """
    cdef int[4] a = [1, 2, 3, 4]
    cdef int *p = a
    a[1:3] = p
    return a


def read_slices(int a, int b):
    """
    >>> read_slices(2, 5)
    ([2, 3, 4], [1, 3, 5], [6, 4, 2], [5, 6], b'bd')
    """
    cdef int *p = [0, 1, 2, 3, 4, 5, 6]
    cdef int[7] c
    c = p
    cdef char *text = b'abcdef'
    return p[a:b], p[1:6:2], c[:0:-2], c[5:], text[1:5:2]


def stepped():
    """
    >>> stepped()
    ([1, 3], [5, 4, 3, 2, 1, 0], [3, 2, 1, 0])
    """
    cdef int[6] a = [0, 1, 2, 3, 4, 5]
    cdef int *p = a
    cdef int x
    return [x for x in p[1:5:2]], [x for x in a[::-1]], [x for x in p[3::-1]]


def membership(x):
    """
    >>> membership(2), membership(5), membership('a')
    (True, False, False)
    """
    cdef int *p = [1, 2, 3]
    return x in p[:3]


def of_pointers():
    """
    >>> of_pointers()
    (1, 2.5)
    """
    cdef int a = 1
    cdef int b = 5
    cdef int *p[2]
    p = [&a, &b]
    cdef double x = 2.5
    cdef double **q = [&x]
    return p[0][0], q[0][0]


def copy_of_an_array_is_a_copy():
    """
    >>> copy_of_an_array_is_a_copy()
    ([1, 2], [9, 2])
    """
    cdef int[2] a = [1, 2]
    cdef int[2] b
    b = a
    b[0] = 9
    return a, b


cdef int total(int *values, int n):
    cdef int result = 0
    for v in values[:n]:
        result += v
    return result


def as_argument():
    """
    >>> as_argument()
    10
    """
    return total([1, 2, 3, 4], 4)


def run_time_step(int start, int stop, int step):
    """
    >>> run_time_step(0, 10, 3)
    [0, 3, 6, 9]
    >>> run_time_step(10, 0, -4)
    [10, 6, 2]
    >>> run_time_step(10, 0, 4)
    []
    >>> run_time_step(0, 1, 0)
    Traceback (most recent call last):
    ValueError: range() arg 3 must not be zero
    """
    cdef int i
    return [i for i in range(start, stop, step)]


cdef int counted = 3
cdef int *module_numbers = [4, counted, 7]
cdef int **module_pointers = [module_numbers, &counted]


def displays_of_the_module():
    """
    >>> displays_of_the_module()
    ([4, 3, 7], 4, 3)
    """
    cdef int i
    cdef int[64] other
    for i in range(64):
        other[i] = -i
    return [module_numbers[i] for i in range(3)], module_pointers[0][0], module_pointers[1][0]


cdef struct Cell:
    int number


def places_of_elements():
    """
    >>> places_of_elements()
    ([0, 10, 20], 30)
    """
    cdef Cell[3] cells
    cdef Cell *cell
    cdef Cell *first = cells
    cdef int i = 0, total = 0
    for cell in cells:
        cell.number = i
        i += 10
    for cell in first[:3]:
        total += cell.number
    return [c.number for c in cells], total


def of_text():
    """
    >>> of_text()
    ([97, 8721, 128519], ['a', '\u2211', '\U0001f607'], [8721, 32], True, False)
    """
    cdef int[3] numbers = "a\u2211\U0001f607"
    cdef char[3] letters = "xyz"
    assert letters[0] == c'x' and letters[2] == c'z'
    cdef Py_UCS4 *characters = "a\u2211\U0001f607"
    cdef short *shorts = "\u2211 "
    return ([n for n in numbers], [c for c in characters[:3]], [s for s in shorts[:2]],
            32 in shorts[:2], 33 in numbers)


def pointers_in(int n):
    """
    >>> pointers_in(2), pointers_in(3)
    ((False, True), (True, True))
    """
    cdef int[4] numbers = [1, 2, 3, 4]
    cdef int *places[4]
    for i in range(4):
        places[i] = &numbers[i]
    cdef int *third = &numbers[2]
    return third in places[:n], third not in places[:1]


cdef extern from *:
    """
    typedef struct { int value; } record_t[1];
    static int value_of(record_t record) { return record->value; }
    typedef unsigned char narrow;
    typedef unsigned long wide;
    """
    cdef struct record_s "record_t":
        int value
    ctypedef record_s record_t[1]
    int value_of(record_t record)
    ctypedef int narrow
    ctypedef int wide


def of_header():
    """
    >>> of_header()
    (127, 255, 256, 44, 9223372036854775807)
    """
    return ((<narrow>-1) >> 1, <narrow>-1, (<narrow>-1) + 1, <narrow>300,
            <wide>((<wide>-1) >> 1))


cdef enum:
    TWO = 2

ctypedef int[TWO] two_numbers


def of_named_size(bint is_right):
    """
    >>> of_named_size(True)
    [1, 2]
    >>> of_named_size(False)
    Traceback (most recent call last):
    ValueError: Assignment to slice of wrong length, expected 3, got 2
    """
    cdef two_numbers numbers
    cdef int[2] right = [1, 2]
    cdef int[3] wrong = [1, 2, 3]
    if is_right:
        numbers = right
    else:
        numbers = wrong
    return numbers


def unpacked():
    """
    >>> unpacked()
    (1, 2.0, 3, [2, 1, 3], 231)
    """
    cdef int[3] three = [1, 2, 3]
    cdef int a, c
    cdef double b
    with nogil:
        a, b, c = three
        three[1], three[0], three[2] = three
    return a, b, c, three, turned(1, 2, 3)


cdef int turned(int a, int b, int c) noexcept nogil:
    (a, b), c = (b, c), a
    return a * 100 + b * 10 + c


class Noisy:
    def __init__(self, name, log):
        self.name, self.log = name, log

    def __setattr__(self, name, value):
        if name not in ("name", "log"):
            self.log.append(f"{self.name}.{name} = {value}")
        object.__setattr__(self, name, value)


def nested(log):
    """
    >>> nested([])
    (['a.x = 1', 'b.x = 2', 'c.x = [3]', 'b.x = 3', 'a.x = 2', 'c.x = 1'], 2, 3, 1)
    >>> too_few([1])
    Traceback (most recent call last):
    ValueError: not enough values to unpack (expected 2, got 1)
    """
    a, b, c = Noisy("a", log), Noisy("b", log), Noisy("c", log)
    (a.x, [b.x, *rest]), c.x = (1, [2]), [3]
    [b.x, (a.x, c.x)] = c.x[0], [b.x, a.x]
    return log, a.x, b.x, c.x


def too_few(items):
    (a, b), c = (items, 2)
    return a, b, c
