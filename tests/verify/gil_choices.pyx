# What `or`, `and` and a conditional expression give is a bool or an int to Python; where a C number is
# wanted it is one, without an object in between.
cdef int positive(int i) noexcept nogil:
    return i > 0


cdef bint either(int a, int b) noexcept nogil:
    return a == b or positive(b)


cdef int nested(int a, int b, double d) noexcept nogil:
    cdef int x = a == b and (b or not a)
    x = (a == b) if a else b
    x += positive(a == b or b)
    return x


cdef double wide(bint flag, int i, double d) noexcept nogil:
    return flag or i or d


cdef int as_object(int a, int b) noexcept nogil:  # error: [nogil-object-local]
    cdef object o = a == b or b  # error: [gil-conversion]
    return 0
