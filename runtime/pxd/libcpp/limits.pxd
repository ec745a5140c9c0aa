# <limits>: std::numeric_limits.
cdef extern from "<limits>" namespace "std" nogil:
    cdef cppclass numeric_limits[T]:
        const bint is_signed
        const bint is_integer
        const bint is_exact
        const bint has_infinity
        const int digits
        const int digits10
        const int max_digits10
        const int radix
        @staticmethod
        T min()
        @staticmethod
        T max()
        @staticmethod
        T lowest()
        @staticmethod
        T epsilon()
        @staticmethod
        T round_error()
        @staticmethod
        T infinity()
        @staticmethod
        T quiet_NaN()
        @staticmethod
        T signaling_NaN()
        @staticmethod
        T denorm_min()
