# <unordered_set>: std::unordered_set and the one with equal elements. A Python set becomes a `unordered_set`, and it one.
from libcpp.utility cimport pair

cdef extern from "<unordered_set>" namespace "std" nogil:
    cdef cppclass unordered_set[T, HASH=*, EQUAL=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        cppclass iterator:
            iterator()
            iterator(iterator &)
            const T &operator*()
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
        unordered_set()
        unordered_set(const unordered_set &) except +
        unordered_set &operator=(const unordered_set &)
        bint operator==(const unordered_set &)
        bint operator!=(const unordered_set &)
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
        void swap(unordered_set &)
        size_type count(const T &)
        bint contains(const T &)
        iterator find(const T &)
        const_iterator const_find "find"(const T &)
        pair[iterator, iterator] equal_range(const T &)
        iterator erase(iterator)
        iterator erase(iterator, iterator)
        size_type erase(const T &)
        pair[iterator, bint] insert(const T &) except +
        iterator insert(iterator, const T &) except +
        void insert[InputIt](InputIt, InputIt) except +
        size_type bucket_count()
        float load_factor()
        float max_load_factor()
        void max_load_factor(float)
        void rehash(size_type) except +
        void reserve(size_type) except +

    cdef cppclass unordered_multiset[T, HASH=*, EQUAL=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        cppclass iterator:
            iterator()
            iterator(iterator &)
            const T &operator*()
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
        unordered_multiset()
        unordered_multiset(const unordered_multiset &) except +
        unordered_multiset &operator=(const unordered_multiset &)
        bint operator==(const unordered_multiset &)
        bint operator!=(const unordered_multiset &)
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
        void swap(unordered_multiset &)
        size_type count(const T &)
        bint contains(const T &)
        iterator find(const T &)
        const_iterator const_find "find"(const T &)
        pair[iterator, iterator] equal_range(const T &)
        iterator erase(iterator)
        iterator erase(iterator, iterator)
        size_type erase(const T &)
        iterator insert(const T &) except +
        iterator insert(iterator, const T &) except +
        void insert[InputIt](InputIt, InputIt) except +
        size_type bucket_count()
        float load_factor()
        float max_load_factor()
        void max_load_factor(float)
        void rehash(size_type) except +
        void reserve(size_type) except +
