# <typeinfo>: std::type_info.
cdef extern from "<typeinfo>" namespace "std" nogil:
    cdef cppclass type_info:
        const char *name()
        int before(const type_info &)
        bint operator==(const type_info &)
        bint operator!=(const type_info &)
        size_t hash_code()
