"""cdef and cpdef functions, pointers to them, globals of C type, inline, forward use."""


cdef int add(int a, int b):
    return a + b


cdef inline double half(double x):
    return x / 2


cdef object pair(a, b):
    return a, b


cdef void store(int* where, int value):
    where[0] = value


cdef list collect(int n):
    return [i for i in range(n)]


cdef untyped(x, y=10):
    return x, y


cdef int optional(int a, int b=2, int c=3):
    return a * 100 + b * 10 + c


def calls():
    """
    >>> calls()
    (5, 1.25, (1, 'x'), [0, 1, 2], (1, 10), (1, 2), 123, 153, 156)
    """
    return add(2, 3), half(2.5), pair(1, "x"), collect(3), untyped(1), untyped(1, 2), optional(1), optional(1, 5), \
        optional(1, 5, 6)


def through_pointer(int value):
    """
    >>> through_pointer(7)
    (7, 8)
    """
    cdef int x = 0
    cdef int* p = &x
    store(p, value)
    before = x
    p[0] += 1
    return before, x


cpdef int both(int a, int b=5):
    """
    >>> both(1), both(1, 2), both(b=3, a=4)
    (6, 3, 7)
    >>> both()
    Traceback (most recent call last):
    TypeError: both() missing 1 required positional argument: 'a'
    """
    return a + b


cpdef both_object(x):
    """
    >>> both_object([1])
    [[1]]
    """
    return [x]


cpdef void nothing(int x):
    """
    >>> nothing(1)
    """
    pass


cpdef double both_double(double x) except -1:
    """
    >>> both_double(2)
    4.0
    >>> both_double(-1)
    Traceback (most recent call last):
    ValueError: negative
    """
    if x < 0:
        raise ValueError("negative")
    return x * 2


def calls_cpdef():
    """
    >>> calls_cpdef()
    (6, 3, [5], 8.0)
    """
    return both(1), both(1, 2), both_object(5), both_double(4)


def uses_later(int x):
    """
    >>> uses_later(5)
    10
    """
    return defined_later(x)


cdef int defined_later(int x):
    return x * 2


cdef int factorial(int n):
    return 1 if n < 2 else n * factorial(n - 1)


def recursion(int n):
    """
    >>> recursion(10)
    3628800
    """
    return factorial(n)


cdef bint is_even(unsigned int n):
    return True if n == 0 else is_odd(n - 1)


cdef bint is_odd(unsigned int n):
    return False if n == 0 else is_even(n - 1)


def mutual(int n):
    """
    >>> mutual(10), mutual(7)
    ((True, False), (False, True))
    """
    return is_even(n), is_odd(n)


ctypedef int (*Operation)(int, int)


cdef int multiply(int a, int b):
    return a * b


cdef int apply(Operation operation, int a, int b):
    return operation(a, b)


def function_pointers(int which):
    """
    >>> function_pointers(0), function_pointers(1)
    ((7, 7), (12, 12))
    """
    cdef Operation operation = add if which == 0 else multiply
    return operation(3, 4), apply(operation, 3, 4)


def pointer_comparison():
    """
    >>> pointer_comparison()
    (True, False, True)
    """
    cdef Operation a = add
    cdef Operation b = NULL
    return a == add, a is NULL, b == NULL


def array_of_pointers():
    """
    >>> array_of_pointers()
    [7, 12]
    """
    cdef Operation[2] table
    table[0] = add
    table[1] = multiply
    result = []
    for i in range(2):
        result.append(table[i](3, 4))
    return result


cdef int counter = 5
cdef double total = 0.5, rate
cdef object kept = None
cdef int[4] numbers
cdef list items = [1, 2]


def c_globals(int n):
    """
    >>> c_globals(3)
    (8, 3.5, [3], 7, 0.0, [1, 2])
    >>> c_globals(1)
    (9, 4.5, [1], 7, 0.0, [1, 2])
    >>> "counter" in globals(), "kept" in globals()
    (False, False)
    """
    global counter, total, kept
    counter += n
    total += n
    kept = [n]
    numbers[n] = 7
    return counter, total, kept, numbers[n], rate, items


def read_c_global():
    return counter


cdef int side_effects = 0


cdef int bump(int by):
    global side_effects
    side_effects += by
    return side_effects


def argument_order():
    """
    >>> argument_order()
    (1, 3)
    >>> argument_order()
    (4, 6)
    """
    return pair(bump(1), bump(2))


cdef int discarded(int x):
    return x


def result_discarded():
    """
    >>> result_discarded()
    """
    discarded(1)
    pair(1, 2)


cdef tuple many(object a, list b, int c, double d, str e):
    return a, b, c, d, e


def typed_object_arguments(b):
    """
    >>> typed_object_arguments([1])
    (None, [1], 2, 3.0, 'x')
    >>> typed_object_arguments(5)
    Traceback (most recent call last):
    TypeError: Expected list, got int
    """
    return many(None, b, 2, 3, "x")


cdef int* nothing_there():
    return NULL


def null_pointer():
    """
    >>> null_pointer()
    (True, False)
    """
    cdef int* p = nothing_there()
    return p == NULL, p is not NULL


cdef int shadowed(int list):
    return list + 1


def names_of_builtins(int max):
    """
    >>> names_of_builtins(3)
    (4, 3)
    """
    return shadowed(max), max


cdef int early(int n):
    for i in range(n):
        if i == 3:
            return i
    return -5


def early_return():
    """
    >>> early_return()
    (3, -5)
    """
    return early(10), early(2)


cdef int falls_off_the_end(int n):
    if n:
        return 7


def without_return():
    """
    >>> without_return()
    0
    """
    return falls_off_the_end(0)


cdef falls_off_object(n):
    if n:
        return 1


def without_return_object():
    """
    >>> without_return_object() is None
    True
    """
    return falls_off_object(0)


def swap_c(int a, int b):
    """
    >>> swap_c(1, 2)
    (2, 1)
    """
    a, b = b, a
    return a, b


def rotate(int a, double b, c):
    """
    >>> rotate(1, 2.5, 3)
    (2, 3.0, 1)
    """
    a, b, c = <int>b, c, a
    return a, b, c


def docstring_and_name():
    """
    >>> docstring_and_name.__name__, both.__name__, both.__doc__.strip()[:3]
    ('docstring_and_name', 'both', '>>>')
    >>> __name__ == both.__module__
    True
    """


ctypedef int (*unary)(int) noexcept nogil


cdef int tripled(int x) noexcept nogil:
    return 3 * x


cdef unary chosen(bint is_any) noexcept nogil:
    if is_any:
        return tripled
    return NULL


def call_of_a_result(int x):
    """
    >>> call_of_a_result(4)
    (12, 15)
    """
    cdef int without
    with nogil:
        without = chosen(True)(x + 1)
    return chosen(True)(x), without


cpdef names(short, long, complex, list, x=1):
    """
    >>> names(short=1, long=2, complex=3, list=4), names(1, 2, 3, None, "x")
    ((1, 2, 3, 4, 1), (1, 2, 3, None, 'x'))
    """
    return short, long, complex, list, x


cdef int __stdcall by_other_convention(int a):
    return a + 1


def conventions(int a):
    """
    >>> conventions(1)
    3
    """
    cdef int (__stdcall *pointer)(int)
    pointer = by_other_convention
    return pointer(by_other_convention(a))
