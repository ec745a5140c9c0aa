# <queue>: std::queue and std::priority_queue.
cdef extern from "<queue>" namespace "std" nogil:
    cdef cppclass queue[T, CONTAINER=*]:
        ctypedef T value_type
        ctypedef size_t size_type
        queue() except +
        queue(const queue &) except +
        queue &operator=(const queue &)
        T &front()
        T &back()
        bint empty()
        size_type size()
        void push(const T &) except +
        void pop()
        void swap(queue &)
    cdef cppclass priority_queue[T, CONTAINER=*, COMPARE=*]:
        ctypedef T value_type
        ctypedef size_t size_type
        priority_queue() except +
        priority_queue(const priority_queue &) except +
        priority_queue &operator=(const priority_queue &)
        const T &top()
        bint empty()
        size_type size()
        void push(const T &) except +
        void pop() except +
        void swap(priority_queue &)
