cdef int f() noexcept
