# <algorithm>: functions over ranges of iterators, pointers among them. They may throw what the operators
# and functions throw that they are given.
from libcpp.utility cimport pair

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
    bint is_partitioned[It, F](It, It, F) except +
    It partition_point[It, F](It, It, F) except +
    It stable_partition[It, F](It, It, F) except +
    pair[Out, Out2] partition_copy[It, Out, Out2, F](It, It, Out, Out2, F) except +
    bint is_permutation[It, It2](It, It, It2) except +
    bint is_permutation[It, It2, F](It, It, It2, F) except +
    bint next_permutation[It, F](It, It, F) except +
    bint prev_permutation[It, F](It, It, F) except +
    bint is_sorted[It, F](It, It, F) except +
    It is_sorted_until[It](It, It) except +
    It is_sorted_until[It, F](It, It, F) except +
    Out partial_sort_copy[It, Out](It, It, Out, Out) except +
    Out partial_sort_copy[It, Out, F](It, It, Out, Out, F) except +
    bint lexicographical_compare[It, It2](It, It, It2, It2) except +
    bint lexicographical_compare[It, It2, F](It, It, It2, It2, F) except +
    pair[T, T] minmax[T](const T &, const T &) except +
    pair[T, T] minmax[T, F](const T &, const T &, F) except +
    pair[It, It] minmax_element[It](It, It) except +
    pair[It, It] minmax_element[It, F](It, It, F) except +
    It max_element[It, F](It, It, F) except +
    It min_element[It, F](It, It, F) except +
    const T &max[T, F](const T &, const T &, F) except +
    const T &min[T, F](const T &, const T &, F) except +
    const T &clamp[T](const T &, const T &, const T &) except +
    const T &clamp[T, F](const T &, const T &, const T &, F) except +
    pair[It, It2] mismatch[It, It2](It, It, It2) except +
    pair[It, It2] mismatch[It, It2, F](It, It, It2, F) except +
    It find_end[It, It2](It, It, It2, It2) except +
    It find_end[It, It2, F](It, It, It2, It2, F) except +
    It find_first_of[It, It2](It, It, It2, It2) except +
    It find_first_of[It, It2, F](It, It, It2, It2, F) except +
    It adjacent_find[It, F](It, It, F) except +
    It search[It, It2, F](It, It, It2, It2, F) except +
    It search_n[It, N, T](It, It, N, const T &) except +
    It search_n[It, N, T, F](It, It, N, const T &, F) except +
    bint equal[It, It2, F](It, It, It2, F) except +
    Out move[It, Out](It, It, Out) except +
    Out move_backward[It, Out](It, It, Out) except +
    Out transform[It, It2, Out, F](It, It, It2, Out, F) except +
    void generate_n[It, N, F](It, N, F) except +
    Out remove_copy[It, Out, T](It, It, Out, const T &) except +
    Out remove_copy_if[It, Out, F](It, It, Out, F) except +
    void replace_if[It, F, T](It, It, F, const T &) except +
    Out replace_copy[It, Out, T](It, It, Out, const T &, const T &) except +
    Out replace_copy_if[It, Out, F, T](It, It, Out, F, const T &) except +
    Out reverse_copy[It, Out](It, It, Out) except +
    Out rotate_copy[It, Out](It, It, It, Out) except +
    It unique[It, F](It, It, F) except +
    Out unique_copy[It, Out](It, It, Out) except +
    Out unique_copy[It, Out, F](It, It, Out, F) except +
    Out sample[It, Out, N, R](It, It, Out, N, R) except +
    void shuffle[It, R](It, It, R) except +
    Out merge[It, It2, Out, F](It, It, It2, It2, Out, F) except +
    void inplace_merge[It](It, It, It) except +
    void inplace_merge[It, F](It, It, It, F) except +
    Out set_union[It, It2, Out, F](It, It, It2, It2, Out, F) except +
    Out set_intersection[It, It2, Out, F](It, It, It2, It2, Out, F) except +
    Out set_difference[It, It2, Out, F](It, It, It2, It2, Out, F) except +
    Out set_symmetric_difference[It, It2, Out](It, It, It2, It2, Out) except +
    Out set_symmetric_difference[It, It2, Out, F](It, It, It2, It2, Out, F) except +
    bint includes[It, It2, F](It, It, It2, It2, F) except +
    bint binary_search[It, T, F](It, It, const T &, F) except +
    pair[It, It] equal_range[It, T](It, It, const T &) except +
    pair[It, It] equal_range[It, T, F](It, It, const T &, F) except +
    bint is_heap[It](It, It) except +
    bint is_heap[It, F](It, It, F) except +
    It is_heap_until[It](It, It) except +
    It is_heap_until[It, F](It, It, F) except +
    void make_heap[It, F](It, It, F) except +
    void push_heap[It, F](It, It, F) except +
    void pop_heap[It, F](It, It, F) except +
    void sort_heap[It, F](It, It, F) except +
    bint equal[It, It2](It, It, It2, It2) except +
    bint equal[It, It2, F](It, It, It2, It2, F) except +
    bint is_permutation[It, It2](It, It, It2, It2) except +
    bint is_permutation[It, It2, F](It, It, It2, It2, F) except +
    pair[It, It2] mismatch[It, It2](It, It, It2, It2) except +
    pair[It, It2] mismatch[It, It2, F](It, It, It2, It2, F) except +
    void swap[T](T &, T &) except +
