# <unordered_map>: std::unordered_map and the one with equal keys. A dict becomes a `unordered_map`, and it a dict.
from libcpp.utility cimport pair

cdef extern from "<unordered_map>" namespace "std" nogil:
    cdef cppclass unordered_map[T, U, HASH=*, EQUAL=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef pair[const T, U] value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        cppclass iterator:
            iterator()
            iterator(iterator &)
            pair[const T, U] &operator*()
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
            const pair[const T, U] &operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)
            bint operator==(iterator)
            bint operator!=(iterator)
        unordered_map()
        unordered_map(const unordered_map &) except +
        unordered_map &operator=(const unordered_map &)
        bint operator==(const unordered_map &)
        bint operator!=(const unordered_map &)
        U &operator[](const T &) except +
        U &at(const T &) except +
        iterator begin()
        iterator end()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()
        const_iterator cbegin()
        const_iterator cend()
        bint empty()
        size_type size()
        size_type max_size()
        void clear()
        void swap(unordered_map &)
        size_type count(const T &)
        bint contains(const T &)
        iterator find(const T &)
        const_iterator const_find "find"(const T &)
        pair[iterator, iterator] equal_range(const T &)
        iterator erase(iterator)
        iterator erase(iterator, iterator)
        size_type erase(const T &)
        pair[iterator, bint] insert(pair[T, U]) except +
        iterator insert(iterator, pair[T, U]) except +
        void insert[InputIt](InputIt, InputIt) except +
        pair[iterator, bint] insert_or_assign(const T &, const U &) except +
        size_type bucket_count()
        float load_factor()
        float max_load_factor()
        void max_load_factor(float)
        void rehash(size_type) except +
        void reserve(size_type) except +

    cdef cppclass unordered_multimap[T, U, HASH=*, EQUAL=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef pair[const T, U] value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        cppclass iterator:
            iterator()
            iterator(iterator &)
            pair[const T, U] &operator*()
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
            const pair[const T, U] &operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)
            bint operator==(iterator)
            bint operator!=(iterator)
        unordered_multimap()
        unordered_multimap(const unordered_multimap &) except +
        unordered_multimap &operator=(const unordered_multimap &)
        bint operator==(const unordered_multimap &)
        bint operator!=(const unordered_multimap &)
        iterator begin()
        iterator end()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()
        const_iterator cbegin()
        const_iterator cend()
        bint empty()
        size_type size()
        size_type max_size()
        void clear()
        void swap(unordered_multimap &)
        size_type count(const T &)
        bint contains(const T &)
        iterator find(const T &)
        const_iterator const_find "find"(const T &)
        pair[iterator, iterator] equal_range(const T &)
        iterator erase(iterator)
        iterator erase(iterator, iterator)
        size_type erase(const T &)
        iterator insert(pair[T, U]) except +
        iterator insert(iterator, pair[T, U]) except +
        void insert[InputIt](InputIt, InputIt) except +
        size_type bucket_count()
        float load_factor()
        float max_load_factor()
        void max_load_factor(float)
        void rehash(size_type) except +
        void reserve(size_type) except +
