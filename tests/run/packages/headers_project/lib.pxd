cdef public struct Pair:
    int first
    double second

cdef api Pair *swap(Pair *pair) noexcept nogil
cdef int hidden(int n) noexcept
