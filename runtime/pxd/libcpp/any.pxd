# <any>: std::any.
from libcpp.typeinfo cimport type_info

cdef extern from "<any>" namespace "std" nogil:
    cdef cppclass any:
        any()
        any(const any &) except +
        any(...) except +
        any &operator=(const any &) except +
        bint has_value()
        void reset()
        void swap(any &)
        const type_info &type()
        T &emplace[T](...) except +
    T any_cast[T](any &) except +
    any make_any[T](...) except +
