# <mutex>: std::mutex and its kin.
cdef extern from "<mutex>" namespace "std" nogil:
    cdef cppclass mutex:
        mutex()
        void lock() except +
        bint try_lock()
        void unlock()
    cdef cppclass recursive_mutex:
        recursive_mutex() except +
        void lock() except +
        bint try_lock()
        void unlock()
    cdef cppclass lock_guard[T]:
        lock_guard(T &) except +
    cdef cppclass unique_lock[T]:
        unique_lock()
        unique_lock(T &) except +
        void lock() except +
        bint try_lock() except +
        void unlock() except +
        bint owns_lock()
    cdef cppclass timed_mutex:
        timed_mutex() except +
        void lock() except +
        bint try_lock()
        void unlock()
    cdef cppclass once_flag:
        once_flag()
    cdef cppclass defer_lock_t:
        pass
    cdef cppclass adopt_lock_t:
        pass
    cdef cppclass try_to_lock_t:
        pass
    defer_lock_t defer_lock
    adopt_lock_t adopt_lock
    try_to_lock_t try_to_lock
    void call_once[F](once_flag &, F, ...) except +
    cdef cppclass scoped_lock[T, U=*]:
        scoped_lock(...) except +
    cdef cppclass recursive_timed_mutex:
        recursive_timed_mutex() except +
        void lock() except +
        bint try_lock()
        void unlock()
