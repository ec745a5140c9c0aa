# distutils: extra_compile_args = -pthread
# distutils: extra_link_args = -pthread
"""Calls into Python from threads that Python did not make."""

cdef extern from "<pthread.h>" nogil:
    ctypedef unsigned long pthread_t
    int pthread_create(pthread_t*, void*, void* (*)(void*) noexcept nogil, void*)
    int pthread_join(pthread_t, void**)

cdef int repeats = 0
cdef object callback = None
cdef long released = 0


cdef void call_back() noexcept with gil:
    callback()


cdef void* thread_body(void* argument) noexcept nogil:
    cdef int i
    for i in range(repeats):
        call_back()
    return NULL


def call_from_new_thread(function, int times):
    """Calls `function` from a new thread, `times` times, and waits for it."""
    global callback, repeats
    cdef pthread_t thread
    callback = function
    repeats = times
    with nogil:
        pthread_create(&thread, NULL, thread_body, NULL)
        pthread_join(thread, NULL)
    callback = None


cdef long release_and_count(long n) noexcept nogil:
    cdef long result
    if n == 0:
        return 0
    with nogil:
        result = release_and_count(n - 1)
        if n % 10 == 0:
            with gil:
                result = int(result)
    return result + 1


cdef void* releasing_body(void* argument) noexcept nogil:
    global released
    released = release_and_count(repeats)
    return NULL


def release_in_new_thread(int times):
    """Releases a GIL that a new thread doesn't have."""
    global repeats
    cdef pthread_t thread
    repeats = times
    with nogil:
        pthread_create(&thread, NULL, releasing_body, NULL)
        pthread_join(thread, NULL)
    return released


cdef extern from *:
    """
    static long spin_count = 0;
    static void count_up(void) { __atomic_add_fetch(&spin_count, 1, __ATOMIC_RELAXED); }
    static long counted(void) { return __atomic_load_n(&spin_count, __ATOMIC_RELAXED); }
    """
    void count_up() noexcept nogil
    long counted() noexcept nogil


def spin_for_ever():
    """Takes and releases the GIL until the process ends."""
    with nogil:
        while True:
            count_up()
            with gil:
                str(counted())


def compute_for_ever():
    """Counts without the GIL until the process ends."""
    with nogil:
        while True:
            count_up()


def spins():
    return counted()
