# distutils: extra_compile_args = -pthread
# distutils: extra_link_args = -pthread
"""Random walks through regions, functions, exceptions and threads. Each step knows whether its thread
should hold the GIL, and says so if it does not. Driven by run.py.
"""

cimport cython

cdef extern from *:
    """
    #include <pthread.h>
    #include <sched.h>
    typedef void *(*ng_thread_body)(void *);
    static inline int start_thread(pthread_t *thread, void *(*body)(void *), void *argument) {
      return pthread_create(thread, 0, body, argument);
    }
    static inline void join_thread(pthread_t thread) { pthread_join(thread, 0); }
    static inline void pause_thread() { sched_yield(); }
    static long ng_mistakes;
    static inline void count_mistake() { __atomic_add_fetch(&ng_mistakes, 1, __ATOMIC_SEQ_CST); }
    static inline long mistake_count() { return __atomic_load_n(&ng_mistakes, __ATOMIC_SEQ_CST); }
    """
    ctypedef unsigned long pthread_t
    int start_thread(pthread_t* thread, void* (*body)(void*) noexcept nogil, void* argument) noexcept nogil
    void join_thread(pthread_t thread) noexcept nogil
    void pause_thread() noexcept nogil
    void count_mistake() noexcept nogil
    long mistake_count() noexcept nogil

cdef extern from "Python.h":
    int PyGILState_Check() nogil

cdef struct Walk:
    unsigned long seed     # of the thread's own random numbers
    long steps             # still to be taken
    long raised
    long caught
    int is_foreign         # a thread that Python did not make

ctypedef int (*Step)(Walk*, int, int) except -1 nogil

# What only one thread at a time may touch: plain memory, so that ThreadSanitizer sees who does.
cdef cython.pymutex first_lock, second_lock
cdef long inside_first = 0, inside_second = 0, inside_section = 0
sectioned = {}


cdef unsigned long draw(Walk* walk, unsigned long count) noexcept nogil:
    walk.seed ^= walk.seed << 13
    walk.seed ^= walk.seed >> 7
    walk.seed ^= walk.seed << 17
    return (walk.seed >> 11) % count


cdef void expect(int held) noexcept nogil:
    if (PyGILState_Check() != 0) != (held != 0):
        count_mistake()


cdef int use_objects(Walk* walk) except -1:
    """Something of everything that counts references."""
    numbers = [walk.steps, str(walk.steps), {"steps": walk.steps}]
    numbers.append(tuple(numbers[:2]))
    def inner():
        return len(numbers)
    total = sum(inner() for _ in range(3))
    if total != 12:
        count_mistake()
    return 0


cdef int take_gil(Walk* walk, int depth) except -1 with gil:
    expect(1)
    use_objects(walk)
    return walk_on(walk, depth, 1)


cdef void take_gil_quietly(Walk* walk, int depth) noexcept with gil:
    try:
        walk_on(walk, depth, 1)
    except ValueError:
        walk.caught += 1


cdef int with_finally(Walk* walk, int depth, int held) except -1 nogil:
    try:
        return walk_on(walk, depth, held)
    finally:
        expect(held)


cdef void void_step(Walk* walk, int depth, int held) nogil:
    walk_on(walk, depth, held)
    expect(held)


cdef int by_pointer(Step step, Walk* walk, int depth, int held) except -1 nogil:
    return step(walk, depth, held)


cdef int catch(Walk* walk, int depth, int held) except -1 nogil:
    with gil:
        expect(1)
        try:
            walk_on(walk, depth, 1)
        except ValueError as error:
            walk.caught += 1
            if not str(error).startswith("walk"):
                count_mistake()
    expect(held)
    return 0


cdef void be_alone(long* inside) noexcept nogil:
    inside[0] += 1
    if inside[0] != 1:
        count_mistake()
    pause_thread()
    inside[0] -= 1


cdef class Guarded:
    """A lock in an instance, which threads share by the module's variable."""
    cdef cython.pymutex lock
    cdef long inside
    cdef object objects

    cdef int change(self, Walk* walk, int held) except -1 nogil:
        with self.lock:
            be_alone(&self.inside)
            with gil:
                expect(1)
                self.objects = [self.objects[-2:], walk.steps] if self.objects else []
            expect(held)
            if draw(walk, 3) == 0:
                walk.raised += 1
                raise ValueError(f"walk in a lock {walk.steps}")
            be_alone(&self.inside)
        return 0

cdef Guarded guarded = Guarded()


cdef int with_locks(Walk* walk, int held) except -1 nogil:
    """Locks are no longer held on whatever way out, and waiting for one never keeps the GIL."""
    cdef unsigned long how = draw(walk, 7)
    cdef int i
    if how == 0:
        with first_lock:
            be_alone(&inside_first)
    elif how == 1:
        for i in range(4):
            with first_lock:
                be_alone(&inside_first)
                if draw(walk, 2):
                    continue
                with second_lock:
                    be_alone(&inside_second)
                    if draw(walk, 2):
                        break
                    if draw(walk, 2):
                        return 0
    elif how == 2:
        with first_lock:
            be_alone(&inside_first)
            with gil:
                expect(1)
                use_objects(walk)
            if draw(walk, 2):
                walk.raised += 1
                raise ValueError(f"walk in a lock {walk.steps}")
            be_alone(&inside_first)
    elif how == 3:
        first_lock.acquire()
        try:
            if not first_lock.locked():
                count_mistake()
            with nogil:
                be_alone(&inside_first)
            expect(held)
        finally:
            first_lock.release()
    elif how == 4:
        guarded.change(walk, held)
    elif how == 5:
        with gil:
            in_sections(walk)
    else:
        with nogil:
            with second_lock:
                expect(0)
                be_alone(&inside_second)
    expect(held)
    return 0


cdef int in_sections(Walk* walk) except -1:
    global inside_section
    if draw(walk, 2):
        with cython.critical_section(sectioned):
            inside_section += 1
            sectioned[walk.steps % 10] = inside_section
            if inside_section != 1:
                count_mistake()
            inside_section -= 1
            if draw(walk, 4) == 0:
                walk.raised += 1
                raise ValueError(f"walk in a section {walk.steps}")
    else:
        with cython.critical_section(sectioned, guarded):
            inside_section += 1
            if inside_section != 1:
                count_mistake()
            inside_section -= 1
    return 0


cdef void* foreign_body(void* argument) noexcept nogil:
    cdef Walk* walk = <Walk*>argument
    expect(0)
    while walk.steps > 0:
        take_gil_quietly(walk, 3)
        expect(0)
    return NULL


cdef int in_foreign_thread(Walk* walk, int held) except -1 nogil:
    cdef Walk other
    cdef pthread_t thread
    other.seed = walk.seed ^ 0x5DEECE6
    other.steps = 5
    other.raised = 0
    other.caught = 0
    other.is_foreign = 1
    with nogil:
        expect(0)
        if start_thread(&thread, foreign_body, &other) == 0:
            join_thread(thread)
    walk.raised += other.raised
    walk.caught += other.caught
    expect(held)
    return 0


cdef int walk_on(Walk* walk, int depth, int held) except -1 nogil:
    """One step, with others inside it. `held`: whether the thread holds the GIL here."""
    cdef unsigned long what
    cdef int i, result = 0
    expect(held)
    walk.steps -= 1
    if depth <= 0 or walk.steps <= 0:
        pause_thread()
        return 0
    what = draw(walk, 16)
    if what <= 1:
        with nogil:
            expect(0)
            result = walk_on(walk, depth - 1, 0)
            expect(0)
    elif what <= 3:
        with gil:
            expect(1)
            use_objects(walk)
            result = walk_on(walk, depth - 1, 1)
            expect(1)
    elif what == 4:
        walk.raised += 1
        raise ValueError(f"walk {walk.steps}")
    elif what == 5:
        result = take_gil(walk, depth - 1)
    elif what == 6:
        take_gil_quietly(walk, depth - 1)
    elif what == 7:
        result = with_finally(walk, depth - 1, held)
    elif what == 8:
        void_step(walk, depth - 1, held)
    elif what == 9:
        result = by_pointer(walk_on, walk, depth - 1, held)
    elif what == 10:
        result = catch(walk, depth - 1, held)
    elif what == 11:
        if draw(walk, 20) == 0 and not walk.is_foreign:
            result = in_foreign_thread(walk, held)
    elif what == 12:
        with nogil:
            for i in range(3):
                expect(0)
                if draw(walk, 3) == 0:
                    break
                with gil:
                    expect(1)
                    if draw(walk, 3) == 0:
                        continue
                    if draw(walk, 3) == 0:
                        return walk_on(walk, depth - 1, 1)
                expect(0)
    elif what <= 14:
        result = with_locks(walk, held)
    else:
        pause_thread()
    expect(held)
    return result


def stages(unsigned long seed, long steps):
    """A generator whose regions lie between its yields."""
    cdef Walk walk
    walk.seed = seed
    walk.steps = steps
    walk.raised = 0
    walk.caught = 0
    walk.is_foreign = 0
    while walk.steps > 0:
        try:
            with nogil:
                walk_on(&walk, 4, 0)
        except ValueError:
            walk.caught += 1
        expect(1)
        yield walk.steps


def run(unsigned long seed, long steps):
    """Walks; (raised, caught): each exception is caught once."""
    cdef Walk walk
    walk.seed = seed
    walk.steps = steps
    walk.raised = 0
    walk.caught = 0
    walk.is_foreign = 0
    while walk.steps > 0:
        try:
            if draw(&walk, 2):
                walk_on(&walk, 12, 1)
            else:
                with nogil:
                    walk_on(&walk, 12, 0)
        except ValueError:
            walk.caught += 1
        expect(1)
    return walk.raised, walk.caught


def mistakes():
    return mistake_count()


def locks_are_free():
    return not (first_lock.locked() or second_lock.locked() or guarded.lock.locked())


cdef void* haunting_body(void* argument) noexcept nogil:
    cdef Walk walk
    walk.seed = <unsigned long>argument
    walk.is_foreign = 1
    walk.raised = 0
    walk.caught = 0
    while True:
        walk.steps = 100
        take_gil_quietly(&walk, 6)


def haunt(unsigned long seed):
    """A thread that Python did not make, which goes on until the process is gone."""
    cdef pthread_t thread
    return start_thread(&thread, haunting_body, <void*>seed)
