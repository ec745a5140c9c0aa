# <vector>: std::vector. Python lists and other iterables become one, and it becomes a list.
cdef extern from "<vector>" namespace "std" nogil:
    cdef cppclass vector[T, ALLOCATOR=*]:
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        ctypedef T *pointer
        ctypedef const T *const_pointer
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
            iterator operator+(size_type)
            iterator operator-(size_type)
            difference_type operator-(iterator)
            bint operator<(iterator)
            bint operator<=(iterator)
            bint operator>(iterator)
            bint operator>=(iterator)
            difference_type operator-(const_iterator)
            bint operator<(const_iterator)
            bint operator<=(const_iterator)
            bint operator>(const_iterator)
            bint operator>=(const_iterator)
            iterator &operator+=(size_type)
            iterator &operator-=(size_type)
            T &operator[](size_type)
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
            const_iterator operator+(size_type)
            const_iterator operator-(size_type)
            difference_type operator-(const_iterator)
            bint operator<(const_iterator)
            bint operator<=(const_iterator)
            bint operator>(const_iterator)
            bint operator>=(const_iterator)
            difference_type operator-(iterator)
            bint operator<(iterator)
            bint operator<=(iterator)
            bint operator>(iterator)
            bint operator>=(iterator)
            const_iterator &operator+=(size_type)
            const_iterator &operator-=(size_type)
            const T &operator[](size_type)
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
            reverse_iterator operator+(size_type)
            reverse_iterator operator-(size_type)
            difference_type operator-(reverse_iterator)
            bint operator<(reverse_iterator)
            bint operator<=(reverse_iterator)
            bint operator>(reverse_iterator)
            bint operator>=(reverse_iterator)
            difference_type operator-(const_reverse_iterator)
            bint operator<(const_reverse_iterator)
            bint operator<=(const_reverse_iterator)
            bint operator>(const_reverse_iterator)
            bint operator>=(const_reverse_iterator)
            reverse_iterator &operator+=(size_type)
            reverse_iterator &operator-=(size_type)
            T &operator[](size_type)
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
            const_reverse_iterator operator+(size_type)
            const_reverse_iterator operator-(size_type)
            difference_type operator-(const_reverse_iterator)
            bint operator<(const_reverse_iterator)
            bint operator<=(const_reverse_iterator)
            bint operator>(const_reverse_iterator)
            bint operator>=(const_reverse_iterator)
            difference_type operator-(reverse_iterator)
            bint operator<(reverse_iterator)
            bint operator<=(reverse_iterator)
            bint operator>(reverse_iterator)
            bint operator>=(reverse_iterator)
            const_reverse_iterator &operator+=(size_type)
            const_reverse_iterator &operator-=(size_type)
            const T &operator[](size_type)
        vector()
        vector(const vector &) except +
        vector(size_type) except +
        vector(size_type, const T &) except +
        vector(iterator, iterator) except +
        vector(const_iterator, const_iterator) except +
        vector(reverse_iterator, reverse_iterator) except +
        vector &operator=(const vector &)
        T &operator[](size_type)
        bint operator==(const vector &)
        bint operator!=(const vector &)
        bint operator<(const vector &)
        bint operator<=(const vector &)
        bint operator>(const vector &)
        bint operator>=(const vector &)
        void assign(size_type, const T &) except +
        void assign[InputIt](InputIt, InputIt) except +
        T &at(size_type) except +
        T &front()
        T &back()
        T *data()
        const T *const_data "data"()
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
        void swap(vector &)
        size_type capacity()
        void reserve(size_type) except +
        void resize(size_type) except +
        void resize(size_type, const T &) except +
        void shrink_to_fit() except +
        iterator erase(iterator)
        iterator erase(iterator, iterator)
        iterator erase(const_iterator)
        iterator erase(const_iterator, const_iterator)
        iterator insert(const_iterator, const T &) except +
        iterator insert(const_iterator, size_type, const T &) except +
        iterator emplace(const_iterator, ...) except +
        iterator insert(iterator, const T &) except +
        iterator insert(iterator, size_type, const T &) except +
        iterator insert[InputIt](iterator, InputIt, InputIt) except +
        iterator insert[InputIt](const_iterator, InputIt, InputIt) except +
        iterator emplace(iterator, ...) except +
        void push_back(const T &) except +
        void pop_back()
        T &emplace_back(...) except +
