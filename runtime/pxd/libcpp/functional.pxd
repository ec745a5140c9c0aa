# <functional>: the objects that compare and compute.
cdef extern from "<functional>" namespace "std" nogil:
    cdef cppclass less[T=*]:
        less()
    cdef cppclass greater[T=*]:
        greater()
    cdef cppclass less_equal[T=*]:
        less_equal()
    cdef cppclass greater_equal[T=*]:
        greater_equal()
    cdef cppclass equal_to[T=*]:
        equal_to()
    cdef cppclass not_equal_to[T=*]:
        not_equal_to()
    cdef cppclass plus[T=*]:
        plus()
    cdef cppclass minus[T=*]:
        minus()
    cdef cppclass multiplies[T=*]:
        multiplies()
    cdef cppclass divides[T=*]:
        divides()
    cdef cppclass hash[T]:
        hash()
