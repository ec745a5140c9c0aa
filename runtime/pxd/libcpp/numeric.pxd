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
    T inner_product[It, It2, T, F, G](It, It, It2, T, F, G) except +
    Out partial_sum[It, Out, F](It, It, Out, F) except +
    Out adjacent_difference[It, Out, F](It, It, Out, F) except +
    T reduce[It, T](It, It, T) except +
    T reduce[It, T, F](It, It, T, F) except +
    T transform_reduce[It, It2, T](It, It, It2, T) except +
    T transform_reduce[It, It2, T, F, G](It, It, It2, T, F, G) except +
    T transform_reduce[It, T, F, G](It, It, T, F, G) except +
    Out inclusive_scan[It, Out](It, It, Out) except +
    Out inclusive_scan[It, Out, F](It, It, Out, F) except +
    Out inclusive_scan[It, Out, F, T](It, It, Out, F, T) except +
    Out exclusive_scan[It, Out, T](It, It, Out, T) except +
    Out exclusive_scan[It, Out, T, F](It, It, Out, T, F) except +
    Out transform_inclusive_scan[It, Out, F, G](It, It, Out, F, G) except +
    Out transform_exclusive_scan[It, Out, T, F, G](It, It, Out, T, F, G) except +
    T midpoint[T](T, T)
