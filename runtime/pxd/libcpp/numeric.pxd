# <numeric>: sums over ranges.
cdef extern from "<numeric>" namespace "std" nogil:
    T accumulate[It, T](It, It, T) except +
    T accumulate[It, T, F](It, It, T, F) except +
    void iota[It, T](It, It, T) except +
    T inner_product[It, It2, T](It, It, It2, T) except +
    Out partial_sum[It, Out](It, It, Out) except +
    Out adjacent_difference[It, Out](It, It, Out) except +
    T gcd[T](T, T)
    T lcm[T](T, T)
