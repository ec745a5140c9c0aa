# A function pointer that promises to run without the GIL takes only functions that do.
ctypedef int (*Free)(int) noexcept nogil
ctypedef int (*Needs)(int) noexcept


cdef int free_function(int x) noexcept nogil:
    return x


cdef int needs_function(int x) noexcept:
    return x


cdef int call(Free f, int x) noexcept nogil:
    return f(x)


def assignments():
    cdef Free f
    cdef Needs n
    f = free_function
    n = free_function
    n = needs_function
    f = needs_function           # error: [gil-callback]
    call(needs_function, 1)      # error: [gil-callback]
    return call(free_function, 1) + n(2)
