# <list>: std::list.
cdef extern from "<list>" namespace "std" nogil:
    cdef cppclass list[T, ALLOCATOR=*]:
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        cppclass iterator:
            iterator()
            iterator(iterator &)
            T &operator*()
            iterator operator++()
            iterator operator--()
            iterator operator++(int)
            iterator operator--(int)
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
            const_iterator operator--()
            const_iterator operator++(int)
            const_iterator operator--(int)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)
            bint operator==(iterator)
            bint operator!=(iterator)
        cppclass reverse_iterator:
            reverse_iterator()
            reverse_iterator(reverse_iterator &)
            T &operator*()
            reverse_iterator operator++()
            reverse_iterator operator--()
            reverse_iterator operator++(int)
            reverse_iterator operator--(int)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)
            bint operator==(const_reverse_iterator)
            bint operator!=(const_reverse_iterator)
        cppclass const_reverse_iterator:
            const_reverse_iterator()
            const_reverse_iterator(const_reverse_iterator &)
            const_reverse_iterator(reverse_iterator &)
            const T &operator*()
            const_reverse_iterator operator++()
            const_reverse_iterator operator--()
            const_reverse_iterator operator++(int)
            const_reverse_iterator operator--(int)
            bint operator==(const_reverse_iterator)
            bint operator!=(const_reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)
        list()
        list(const list &) except +
        list(size_type) except +
        list(size_type, const T &) except +
        list(iterator, iterator) except +
        list &operator=(const list &)
        bint operator==(const list &)
        bint operator!=(const list &)
        bint operator<(const list &)
        bint operator<=(const list &)
        bint operator>(const list &)
        bint operator>=(const list &)
        void assign(size_type, const T &) except +
        T &front()
        T &back()
        iterator begin()
        iterator end()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()
        const_iterator cbegin()
        const_iterator cend()
        reverse_iterator rbegin()
        reverse_iterator rend()
        const_reverse_iterator const_rbegin "rbegin"()
        const_reverse_iterator const_rend "rend"()
        const_reverse_iterator crbegin()
        const_reverse_iterator crend()
        size_type size()
        size_type max_size()
        bint empty()
        void clear()
        void swap(list &)
        void resize(size_type) except +
        void resize(size_type, const T &) except +
        iterator erase(iterator)
        iterator erase(iterator, iterator)
        iterator insert(iterator, const T &) except +
        iterator insert(iterator, size_type, const T &) except +
        void push_back(const T &) except +
        void push_front(const T &) except +
        void pop_back()
        void pop_front()
        void merge(list &) except +
        void remove(const T &) except +
        void reverse()
        void sort() except +
        void splice(iterator, list &)
        void splice(iterator, list &, iterator)
        void splice(iterator, list &, iterator, iterator)
        void unique() except +
