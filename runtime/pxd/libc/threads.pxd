# <threads.h>: threads, mutexes, condition variables, calls made once, thread-specific storage.
#
# A thread that is started here is unknown to Python until it takes the GIL. Waiting for a lock while
# holding the GIL stops the thread that would have to give it up, so wait in a `with nogil:` block.
from libc.time cimport timespec

cdef extern from "<threads.h>" nogil:
    ctypedef struct thrd_t:
        pass
    ctypedef struct mtx_t:
        pass
    ctypedef struct cnd_t:
        pass
    ctypedef struct tss_t:
        pass
    ctypedef struct once_flag:
        pass

    ctypedef int (*thrd_start_t)(void *) noexcept nogil
    ctypedef void (*tss_dtor_t)(void *) noexcept nogil

    const int thrd_success
    const int thrd_nomem
    const int thrd_timedout
    const int thrd_busy
    const int thrd_error
    int thrd_create(thrd_t *thread, thrd_start_t function, void *argument)
    int thrd_equal(thrd_t a, thrd_t b)
    thrd_t thrd_current()
    int thrd_sleep(const timespec *duration, timespec *remaining)
    void thrd_yield()
    void thrd_exit(int result)
    int thrd_detach(thrd_t thread)
    int thrd_join(thrd_t thread, int *result)

    const int mtx_plain
    const int mtx_recursive
    const int mtx_timed
    int mtx_init(mtx_t *mutex, int type)
    int mtx_lock(mtx_t *mutex)
    int mtx_timedlock(mtx_t *mutex, const timespec *moment)
    int mtx_timed_lock "mtx_timedlock" (mtx_t *mutex, const timespec *moment)
    int mtx_trylock(mtx_t *mutex)
    int mtx_unlock(mtx_t *mutex)
    void mtx_destroy(mtx_t *mutex)

    const once_flag ONCE_FLAG_INIT
    void call_once(once_flag *flag, void (*function)() noexcept nogil)

    int cnd_init(cnd_t *condition)
    int cnd_signal(cnd_t *condition)
    int cnd_broadcast(cnd_t *condition)
    int cnd_wait(cnd_t *condition, mtx_t *mutex)
    int cnd_timedwait(cnd_t *condition, mtx_t *mutex, const timespec *moment)
    void cnd_destroy(cnd_t *condition)

    const int TSS_DTOR_ITERATIONS
    int tss_create(tss_t *key, tss_dtor_t destructor)
    void *tss_get(tss_t key)
    int tss_set(tss_t key, void *value)
    void tss_delete(tss_t key)

# The same for callers that may hold the GIL: it is given up while the thread has to wait, so that the
# one that holds the lock can go on.
cdef extern from "nogilc_rt/c_threads.h" nogil:
    ctypedef void (*_once_func_type "nogilc_rt::c_threads::OnceFunction")() noexcept nogil
    ctypedef once_flag py_safe_once_flag "once_flag"

    const py_safe_once_flag PY_SAFE_ONCE_FLAG_INIT "ONCE_FLAG_INIT"
    void once_flag_init "nogilc_rt::c_threads::init" (once_flag *flag)
    void py_safe_once_flag_init "nogilc_rt::c_threads::init" (py_safe_once_flag *flag)
    int py_safe_mtx_lock "nogilc_rt::c_threads::lock" (mtx_t *mutex)
    int py_safe_cnd_wait "nogilc_rt::c_threads::wait" (cnd_t *condition, mtx_t *mutex)
    int py_safe_cnd_timedwait "nogilc_rt::c_threads::timed_wait" (
        cnd_t *condition, mtx_t *mutex, const timespec *moment)
    int py_safe_call_once "nogilc_rt::c_threads::once" (
        py_safe_once_flag *flag, _once_func_type function)
