# The casts of C++, by their names.
cdef extern from * nogil:
    T static_cast[T](...) except +
    T dynamic_cast[T](...) except +
    T reinterpret_cast[T](...)
    T const_cast[T](...)
