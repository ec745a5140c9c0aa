cdef extern from "<v>" namespace "std":
    cdef cppclass vector[T, A=*](base[T], other) nogil:
        ctypedef T value_type
        cppclass iterator:
            iterator operator++()
            T& operator*()
            bint operator==(iterator) const
            operator=(iterator&) except +
            bint operator!=[U](iterator&, U&)
            bint operator!()
        vector() except +
        vector(size_t, const T&)
        T& operator[](size_t)
        bool operator bool()
        U convert[U](T&&)
    enum class Color(unsigned char):
        RED
        GREEN = 2
cdef vector[int*] *v = new vector[int*](3)
cdef function[double(double, int) noexcept] w
sizeof(vector[const int*].iterator)
x = <vector[int].iterator?>y
del v
