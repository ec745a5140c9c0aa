# None is no value of a C type.
cdef struct Point:
    int x


def parameter(double x=None):  # error: [type-mismatch] "`None` cannot become `double`"
    return x


cdef int result() except? -1:
    return None  # error: [type-mismatch]


cdef void takes(int x) noexcept:
    pass


def variables(object maybe):
    cdef double number = None  # error: [type-mismatch]
    cdef bint truth = None  # error: [type-mismatch] "bint"
    cdef char *text = None  # error: [type-mismatch] "char *"
    cdef Point point = None  # error: [type-mismatch] "Point"
    cdef (int, int) pair = (None, 1)  # error: [type-mismatch]
    cdef object fine = None
    cdef list also = None
    takes(None)  # error: [type-mismatch]
    point.x = None  # error: [type-mismatch]
    number = maybe or None
    return number == None, fine, also
