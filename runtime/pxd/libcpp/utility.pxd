# <utility>: std::pair, move, swap and forward. A Python pair becomes a std::pair, and it a tuple.
cdef extern from "<utility>" namespace "std" nogil:
    cdef cppclass pair[T, U]:
        ctypedef T first_type
        ctypedef U second_type
        T first
        U second
        pair()
        pair(const pair &) except +
        pair(const T &, const U &) except +
        pair &operator=(const pair &)
        bint operator==(const pair &)
        bint operator!=(const pair &)
        bint operator<(const pair &)
        bint operator<=(const pair &)
        bint operator>(const pair &)
        bint operator>=(const pair &)
        void swap(pair &)
    pair[T, U] make_pair "std::pair"[T, U](const T &, const U &) except +
    void swap[T](T &, T &) except +

# As functions of one parameter, whatever is given: std::move wants its template argument deduced.
cdef extern from *:
    """
    #include <utility>
    namespace ng_utility {
    template <class T> inline T &&move(T &value) noexcept { return static_cast<T &&>(value); }
    }
    """
    T &&move "ng_utility::move"[T](T &) noexcept nogil
