# Threads, locks and thread-specific storage as CPython itself uses them. None of this needs the GIL:
# the operating system does it. Waiting for a lock with the GIL held stops all the others.
cdef extern from "pythread.h":
    ctypedef void *PyThread_type_lock
    ctypedef void *PyThread_type_sema "void *"
    ctypedef enum PyLockStatus:
        PY_LOCK_FAILURE
        PY_LOCK_ACQUIRED
        PY_LOCK_INTR

    const int WAIT_LOCK
    const int NOWAIT_LOCK

    void PyThread_init_thread()
    unsigned long PyThread_start_new_thread(void (*function)(void *) noexcept nogil,
                                            void *argument)
    void PyThread_exit_thread()
    unsigned long PyThread_get_thread_ident() nogil
    unsigned long PyThread_get_thread_native_id() nogil

    PyThread_type_lock PyThread_allocate_lock() nogil
    void PyThread_free_lock(PyThread_type_lock lock) nogil
    int PyThread_acquire_lock(PyThread_type_lock lock, int waits) nogil
    PyLockStatus PyThread_acquire_lock_timed(PyThread_type_lock lock, long long microseconds,
                                             int is_interruptible) nogil
    void PyThread_release_lock(PyThread_type_lock lock) nogil

    size_t PyThread_get_stacksize() nogil
    int PyThread_set_stacksize(size_t size)

    # Storage under a key, where a key is an int.
    int PyThread_create_key() nogil
    void PyThread_delete_key(int key) nogil
    int PyThread_set_key_value(int key, void *value) nogil
    void *PyThread_get_key_value(int key) nogil
    void PyThread_delete_key_value(int key) nogil
    void PyThread_ReInitTLS() nogil

    # The same where it need not be.
    const Py_tss_t Py_tss_NEEDS_INIT
    Py_tss_t *PyThread_tss_alloc() nogil
    void PyThread_tss_free(Py_tss_t *key) nogil
    int PyThread_tss_is_created(Py_tss_t *key) nogil
    int PyThread_tss_create(Py_tss_t *key) nogil
    void PyThread_tss_delete(Py_tss_t *key) nogil
    int PyThread_tss_set(Py_tss_t *key, void *value) nogil
    void *PyThread_tss_get(Py_tss_t *key) nogil
