# distutils: extra_compile_args = -pthread
# distutils: extra_link_args = -pthread
"""That the GIL is free or held where the source says so, shown by what other threads can do meanwhile.

Two threads take steps: one of Python, which needs the GIL for each, and one of C, which needs none.
Free is where the Python thread goes on; held is where the C thread goes on and the Python thread does
not. No clock is read.
"""

cdef extern from *:
    """
    #include <pthread.h>
    #include <time.h>
    static long python_steps, c_steps;
    static int is_stopping;
    static pthread_t c_thread;

    static inline long steps_of_python() { return __atomic_load_n(&python_steps, __ATOMIC_SEQ_CST); }
    static inline long steps_of_c() { return __atomic_load_n(&c_steps, __ATOMIC_SEQ_CST); }
    static inline void step_of_python() { __atomic_add_fetch(&python_steps, 1, __ATOMIC_SEQ_CST); }
    static inline void rest() { struct timespec time = {0, 10000}; nanosleep(&time, 0); }

    static void *take_c_steps(void *) {
      while (!__atomic_load_n(&is_stopping, __ATOMIC_SEQ_CST)) {
        rest();
        __atomic_add_fetch(&c_steps, 1, __ATOMIC_SEQ_CST);
      }
      return 0;
    }
    static void start_c_thread() {
      __atomic_store_n(&is_stopping, 0, __ATOMIC_SEQ_CST);
      pthread_create(&c_thread, 0, take_c_steps, 0);
    }
    static void stop_c_thread() {
      __atomic_store_n(&is_stopping, 1, __ATOMIC_SEQ_CST);
      pthread_join(c_thread, 0);
    }
    """
    long steps_of_python() noexcept nogil
    long steps_of_c() noexcept nogil
    void step_of_python() noexcept nogil
    void rest() noexcept nogil
    void start_c_thread() noexcept nogil
    void stop_c_thread() noexcept nogil

cdef extern from "Python.h":
    int PyGILState_Check() nogil


def start():
    start_c_thread()


def stop():
    with nogil:
        stop_c_thread()


def step():
    step_of_python()


# ---- what is seen ----

cdef struct Log:
    char[1024] text
    int length


cdef void note(Log* log) noexcept nogil:
    """Adds H where the GIL is held by this thread, F where it is free, ! where threads say otherwise."""
    cdef long python = steps_of_python()
    cdef long c = steps_of_c()
    cdef char seen = c'!'
    if PyGILState_Check():
        while steps_of_c() < c + 20:
            rest()
        if steps_of_python() == python:
            seen = c'H'
    else:
        while steps_of_c() < c + 1000000 and steps_of_python() < python + 3:
            rest()
        if steps_of_python() >= python + 3:
            seen = c'F'
    log.text[log.length] = seen
    log.length += 1


cdef str text_of(Log* log):
    return log.text[:log.length].decode("ascii")


# ---- regions ----

def plain_regions():
    cdef Log log
    log.length = 0
    note(&log)
    with nogil:
        note(&log)
        with gil:
            note(&log)
        note(&log)
    note(&log)
    return text_of(&log)


cdef void nogil_function(Log* log) noexcept nogil:
    note(log)
    with nogil:
        note(log)
        with gil:
            note(log)
            with nogil:
                note(log)
            note(log)
        note(log)
    note(log)
    with gil:
        note(log)
    note(log)


def nogil_function_while_held():
    cdef Log log
    log.length = 0
    nogil_function(&log)
    note(&log)
    return text_of(&log)


def nogil_function_while_free():
    cdef Log log
    log.length = 0
    with nogil:
        nogil_function(&log)
        note(&log)
    note(&log)
    return text_of(&log)


cdef void taking(Log* log) noexcept with gil:
    note(log)
    with nogil:
        note(log)
    note(log)


def with_gil_function():
    cdef Log log
    log.length = 0
    taking(&log)
    with nogil:
        note(&log)
        taking(&log)
        note(&log)
    note(&log)
    return text_of(&log)


def conditional_regions():
    cdef Log log
    log.length = 0
    with nogil(True):
        note(&log)
        with gil(True):
            note(&log)
        with gil(False):
            note(&log)
    with nogil(False):
        note(&log)
    note(&log)
    return text_of(&log)


# ---- ways out ----

def left_by_jumps():
    cdef Log log
    cdef int i
    log.length = 0
    for i in range(3):
        with nogil:
            note(&log)
            if i == 0:
                continue
            with gil:
                note(&log)
                if i == 1:
                    break
    note(&log)
    return text_of(&log)


cdef void return_inside(Log* log, int way) noexcept nogil:
    with nogil:
        if way == 0:
            note(log)
            return
        with gil:
            note(log)
            if way == 1:
                return
            with nogil:
                note(log)
                return


def left_by_return():
    cdef Log log
    log.length = 0
    for way in range(3):
        return_inside(&log, way)
        note(&log)
    with nogil:
        for i in range(3):
            return_inside(&log, i)
            note(&log)
    return text_of(&log)


cdef int fail(Log* log, int way) except -1 nogil:
    note(log)
    if way == 0:
        raise ValueError("no region")
    with nogil:
        note(log)
        if way == 1:
            raise ValueError("with nogil")
        if way == 2:
            way = 1 // (way - 2)
        with gil:
            note(log)
            if way == 3:
                raise ValueError("with gil")
            with nogil:
                note(log)
                assert way == 5, "inner with nogil"
        note(log)
    return 0


cdef int fail_with_gil(Log* log) except -1 with gil:
    note(log)
    raise ValueError("with gil function")


def left_by_exceptions():
    cdef Log log
    cdef int way
    log.length = 0
    messages = []
    for way in range(6):
        try:
            with nogil:
                fail(&log, way)
                note(&log)
        except (ValueError, ZeroDivisionError, AssertionError) as error:
            messages.append(str(error))
        note(&log)
    try:
        with nogil:
            fail_with_gil(&log)
    except ValueError as error:
        messages.append(str(error))
    note(&log)
    return text_of(&log), messages


def caught_inside():
    cdef Log log
    log.length = 0
    with nogil:
        with gil:
            try:
                fail(&log, 2)
            except ZeroDivisionError:
                note(&log)
        note(&log)
    note(&log)
    return text_of(&log)


def finally_without_gil():
    cdef Log log
    log.length = 0
    try:
        with nogil:
            try:
                fail(&log, 1)
            finally:
                note(&log)
    except ValueError:
        note(&log)
    return text_of(&log)


# ---- frames that stop and go on, inner functions ----

def stages():
    cdef Log log
    log.length = 0
    for _ in range(2):
        with nogil:
            note(&log)
        yield text_of(&log)
        note(&log)
    with nogil:
        note(&log)
        with gil:
            note(&log)
    yield text_of(&log)


def make_inner(times):
    def inner():
        cdef Log log
        cdef int i, n = times
        log.length = 0
        with nogil:
            for i in range(n):
                note(&log)
        note(&log)
        return text_of(&log)
    return inner


# ---- depth ----

cdef void descend(Log* log, int depth) noexcept nogil:
    if depth == 0:
        note(log)
        return
    if depth % 3 == 0:
        with gil:
            descend(log, depth - 1)
            if depth == 3:
                note(log)
    else:
        with nogil:
            descend(log, depth - 1)
            if depth == 1:
                note(log)


def nested(int depth):
    cdef Log log
    log.length = 0
    descend(&log, depth)
    note(&log)
    with nogil:
        descend(&log, depth)
        note(&log)
    return text_of(&log)


cdef int descend_and_fail(int depth) except? -1 nogil:
    if depth == 0:
        raise ValueError("at the bottom")
    if depth % 2:
        with gil:
            return descend_and_fail(depth - 1) + 1
    with nogil:
        return descend_and_fail(depth - 1) + 1


def failed_at_depth(int depth):
    """How many levels the traceback has."""
    cdef Log log
    log.length = 0
    try:
        with nogil:
            descend_and_fail(depth)
    except ValueError as error:
        levels = 0
        trace = error.__traceback__
        while trace is not None:
            levels += trace.tb_frame.f_code.co_name.split(".")[-1] == "descend_and_fail"
            trace = trace.tb_next
        note(&log)
        return levels, text_of(&log)
