# <iterator>: what makes iterators of containers, and steps of any length.
cdef extern from "<iterator>" namespace "std" nogil:
    cdef cppclass back_insert_iterator[T]:
        pass
    cdef cppclass front_insert_iterator[T]:
        pass
    cdef cppclass insert_iterator[T]:
        pass
    back_insert_iterator[T] back_inserter[T](T &)
    front_insert_iterator[T] front_inserter[T](T &)
    ptrdiff_t distance[It](It, It)
    void advance[It](It &, ptrdiff_t)
    It next[It](It)
    It next[It](It, ptrdiff_t)
    It prev[It](It)
    It prev[It](It, ptrdiff_t)
    insert_iterator[T] inserter[T, It](T &, It)
