# <algorithm>: functions over ranges of iterators, pointers among them. They may throw what the operators
# and functions throw that they are given.
cdef extern from "<algorithm>" namespace "std" nogil:
    bint all_of[It, F](It, It, F) except +
    bint any_of[It, F](It, It, F) except +
    bint none_of[It, F](It, It, F) except +
    F for_each[It, F](It, It, F) except +
    It find[It, T](It, It, const T &) except +
    It find_if[It, F](It, It, F) except +
    It find_if_not[It, F](It, It, F) except +
    It adjacent_find[It](It, It) except +
    It search[It, It2](It, It, It2, It2) except +
    ptrdiff_t count[It, T](It, It, const T &) except +
    ptrdiff_t count_if[It, F](It, It, F) except +
    bint equal[It, It2](It, It, It2) except +
    Out copy[It, Out](It, It, Out) except +
    Out copy_if[It, Out, F](It, It, Out, F) except +
    Out copy_n[It, N, Out](It, N, Out) except +
    Out copy_backward[It, Out](It, It, Out) except +
    Out transform[It, Out, F](It, It, Out, F) except +
    void fill[It, T](It, It, const T &) except +
    It fill_n[It, N, T](It, N, const T &) except +
    void generate[It, F](It, It, F) except +
    It remove[It, T](It, It, const T &) except +
    It remove_if[It, F](It, It, F) except +
    void replace[It, T](It, It, const T &, const T &) except +
    void reverse[It](It, It) except +
    It rotate[It](It, It, It) except +
    It unique[It](It, It) except +
    It partition[It, F](It, It, F) except +
    bint is_sorted[It](It, It) except +
    void sort[It](It, It) except +
    void sort[It, F](It, It, F) except +
    void stable_sort[It](It, It) except +
    void stable_sort[It, F](It, It, F) except +
    void partial_sort[It](It, It, It) except +
    void partial_sort[It, F](It, It, It, F) except +
    void nth_element[It](It, It, It) except +
    void nth_element[It, F](It, It, It, F) except +
    It lower_bound[It, T](It, It, const T &) except +
    It lower_bound[It, T, F](It, It, const T &, F) except +
    It upper_bound[It, T](It, It, const T &) except +
    It upper_bound[It, T, F](It, It, const T &, F) except +
    bint binary_search[It, T](It, It, const T &) except +
    Out merge[It, It2, Out](It, It, It2, It2, Out) except +
    Out set_union[It, It2, Out](It, It, It2, It2, Out) except +
    Out set_intersection[It, It2, Out](It, It, It2, It2, Out) except +
    Out set_difference[It, It2, Out](It, It, It2, It2, Out) except +
    bint includes[It, It2](It, It, It2, It2) except +
    void make_heap[It](It, It) except +
    void push_heap[It](It, It) except +
    void pop_heap[It](It, It) except +
    void sort_heap[It](It, It) except +
    It max_element[It](It, It) except +
    It min_element[It](It, It) except +
    const T &max[T](const T &, const T &) except +
    const T &min[T](const T &, const T &) except +
    bint next_permutation[It](It, It) except +
    bint prev_permutation[It](It, It) except +
    void iter_swap[It, It2](It, It2) except +
    It2 swap_ranges[It, It2](It, It, It2) except +
