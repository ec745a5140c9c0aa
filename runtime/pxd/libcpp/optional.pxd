# <optional>: std::optional.
cdef extern from "<optional>" namespace "std" nogil:
    cdef cppclass nullopt_t:
        nullopt_t(const nullopt_t &)
    cdef nullopt_t nullopt
    cdef cppclass optional[T]:
        ctypedef T value_type
        optional()
        optional(nullopt_t)
        optional(const optional &) except +
        optional(const T &) except +
        optional &operator=(const optional &)
        optional &operator=(nullopt_t)
        optional &operator=(const T &)
        bint has_value()
        T &value() except +
        T &value_or[U](U) except +
        T &operator*()
        bint operator bool()
        bint operator!()
        bint operator==(const optional &)
        bint operator!=(const optional &)
        bint operator<(const optional &)
        bint operator==(const T &)
        bint operator!=(const T &)
        bint operator<(const T &)
        bint operator>(const T &)
        bint operator<=(const T &)
        bint operator>=(const T &)
        bint operator==(nullopt_t)
        bint operator!=(nullopt_t)
        bint operator>(const optional &)
        bint operator<=(const optional &)
        bint operator>=(const optional &)
        T &emplace(...) except +
        void reset()
        void swap(optional &)
    optional[T] make_optional[T](const T &) except +
