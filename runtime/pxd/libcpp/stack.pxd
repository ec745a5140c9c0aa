# <stack>: std::stack.
cdef extern from "<stack>" namespace "std" nogil:
    cdef cppclass stack[T, CONTAINER=*]:
        ctypedef T value_type
        ctypedef size_t size_type
        stack() except +
        stack(const stack &) except +
        stack &operator=(const stack &)
        T &top()
        bint empty()
        size_type size()
        void push(const T &) except +
        void pop()
        void swap(stack &)
