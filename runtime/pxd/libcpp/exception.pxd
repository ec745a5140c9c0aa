# <exception>: the base of what the standard library throws.
cdef extern from "<exception>" namespace "std" nogil:
    cdef cppclass exception:
        exception()
        const char *what()
    cdef cppclass exception_ptr:
        exception_ptr()
        exception_ptr(const exception_ptr &)
        exception_ptr &operator=(const exception_ptr &)
        bint operator bool()
    exception_ptr current_exception()
    void rethrow_exception(exception_ptr) except +
