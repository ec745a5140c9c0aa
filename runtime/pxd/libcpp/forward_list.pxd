# <forward_list>: std::forward_list.
cdef extern from "<forward_list>" namespace "std" nogil:
    cdef cppclass forward_list[T, ALLOCATOR=*]:
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        cppclass iterator:
            iterator()
            iterator(iterator &)
            T &operator*()
            iterator operator++()
            iterator operator++(int)
            bint operator==(iterator)
            bint operator!=(iterator)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)
        cppclass const_iterator:
            const_iterator()
            const_iterator(const_iterator &)
            const_iterator(iterator &)
            const T &operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)
            bint operator==(iterator)
            bint operator!=(iterator)
        forward_list()
        forward_list(const forward_list &) except +
        forward_list(size_type) except +
        forward_list(size_type, const T &) except +
        forward_list &operator=(const forward_list &)
        bint operator==(const forward_list &)
        bint operator!=(const forward_list &)
        bint operator<(const forward_list &)
        bint operator<=(const forward_list &)
        bint operator>(const forward_list &)
        bint operator>=(const forward_list &)
        T &front()
        iterator before_begin()
        iterator begin()
        iterator end()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()
        const_iterator cbegin()
        const_iterator cend()
        bint empty()
        size_type max_size()
        void clear()
        void swap(forward_list &)
        iterator insert_after(iterator, const T &) except +
        iterator erase_after(iterator)
        iterator erase_after(iterator, iterator)
        void push_front(const T &) except +
        void pop_front()
        void remove(const T &) except +
        void reverse()
        void sort() except +
        void unique() except +
