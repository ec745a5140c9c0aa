# distutils: extra_compile_args = -pthread
"""Locks of the dialect. That they keep threads out of each other's way is shown by a counter that is
written in two steps with a pause for others in between; that waiting does not hold the GIL, by a
thread that needs the GIL to let go of the lock."""

cimport cython

import threading

cdef extern from *:
    """
    #include <sched.h>
    """
    int sched_yield() noexcept nogil

cdef cython.pymutex shared
cdef cython.pythread_type_lock shared_old
cdef volatile long shared_number


cdef struct Pair:
    cython.pymutex lock
    long number


cdef class Holder:
    cdef cython.pymutex lock
    cdef cython.pythread_type_lock old
    cdef public long number
    cdef Holder other

    def is_locked(self):
        return self.lock.locked()

    def add(self, int times):
        cdef int i
        for i in range(times):
            with self.lock:
                step(&self.number)

    cdef void add_free(self, int times) noexcept nogil:
        cdef int i
        for i in range(times):
            self.old.acquire()
            step(&self.number)
            self.old.release()

    def add_without_gil(self, int times):
        with nogil:
            self.add_free(times)


cdef void step(long *number) noexcept nogil:
    """One more, in a way that loses counts when two threads are here at once."""
    cdef volatile long seen = number[0]
    sched_yield()
    number[0] = seen + 1


cdef void add_by_pointer(cython.pymutex *lock, long *number, int times) noexcept nogil:
    cdef int i
    for i in range(times):
        with lock[0]:
            step(number)


def run(function, *args, threads=4):
    workers = [threading.Thread(target=function, args=args) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def states():
    """
    >>> states()
    [False, True, False, True, False, False, True, False, True]
    """
    cdef cython.pymutex lock
    cdef cython.pythread_type_lock old
    seen = [lock.locked()]
    lock.acquire()
    seen.append(lock.locked())
    lock.release()
    seen.append(lock.locked())
    with lock:
        seen.append(lock.locked())
    seen.append(lock.locked())
    seen.append(old.locked())
    with old:
        seen.append(old.locked())
    seen.append(old.locked())
    seen.append(lock.can_check_locked())
    return seen


def with_gil_held():
    """
    >>> with_gil_held()
    400
    """
    holder = Holder()
    run(holder.add, 100)
    return holder.number


def with_gil_released():
    """
    >>> with_gil_released()
    4000
    """
    holder = Holder()
    run(holder.add_without_gil, 1000)
    return holder.number


def global_lock():
    """
    >>> global_lock()
    8000
    """
    global shared_number
    shared_number = 0

    def free():
        cdef int i
        global shared_number
        with nogil:
            for i in range(1000):
                with shared:
                    shared_number = shared_number + 1

    def held():
        cdef int i
        global shared_number
        for i in range(1000):
            with shared:
                shared_number = shared_number + 1

    run(lambda: (free(), held()))
    return shared_number


def closure():
    """
    >>> closure()
    (4000, 4000)
    """
    cdef cython.pymutex lock
    cdef cython.pythread_type_lock old
    cdef long number = 0
    cdef long other = 0

    def worker():
        nonlocal number, other
        cdef int i
        with nogil:
            for i in range(1000):
                add_by_pointer(&lock, &number, 1)
                with old:
                    other += 1

    run(worker)
    return number, other


def struct_member():
    """
    >>> struct_member()
    (4000, False)
    """
    cdef Pair pair
    pair.number = 0
    cdef Pair *pointer = &pair

    def worker():
        cdef int i
        for i in range(10):
            with nogil:
                add_by_pointer(&pair.lock, &pair.number, 50)
            add_by_pointer(&pair.lock, &pair.number, 50)

    run(worker)
    return pair.number, pointer.lock.locked()


def waiting_gives_the_gil_back():
    """
    The other thread has the lock and needs the GIL to get on: whoever waits with the GIL must let go of it.

    >>> waiting_gives_the_gil_back()
    ['locked', 'unlocked', 'acquired']
    """
    cdef cython.pymutex lock
    seen = []
    is_locked = threading.Event()
    is_waiting = threading.Event()

    def other():
        with lock:
            seen.append("locked")
            is_locked.set()
            is_waiting.wait()
            # Python code, each bytecode of which may be where the waiting thread comes in.
            sum(i for i in range(10000))
            seen.append("unlocked")

    thread = threading.Thread(target=other)
    thread.start()
    is_locked.wait()
    is_waiting.set()
    with lock:
        seen.append("acquired")
    thread.join()
    return seen


cdef void with_gil_inside(cython.pymutex *lock, list seen) noexcept nogil:
    with lock[0]:
        with gil:
            seen.append(len(seen))


def gil_inside_of_lock():
    """
    >>> gil_inside_of_lock()
    400
    """
    cdef cython.pymutex lock
    cdef list seen = []

    def worker():
        for i in range(100):
            if i % 2:
                with nogil:
                    with_gil_inside(&lock, seen)
            else:
                with_gil_inside(&lock, seen)

    run(worker)
    assert seen == list(range(400))
    return len(seen)


def leave_by_exception(kind):
    with shared, shared_old:
        if kind:
            raise kind("out")
    return "end"


def leave_by_return(int n):
    with shared:
        for i in range(5):
            with shared_old:
                if i == n:
                    return i
                if i == 3:
                    break
                continue
        return -1


cdef int fail(int n) except -1 nogil:
    with shared:
        with shared_old:
            if n > 2:
                raise ValueError("too much")
            return n


def ways_out():
    """
    >>> ways_out()
    ['end', 'out', 2, -1, 1, 'too much', False, False]
    """
    seen = [leave_by_exception(None)]
    try:
        leave_by_exception(KeyError)
    except KeyError as error:
        seen.append(error.args[0])
    seen.append(leave_by_return(2))
    seen.append(leave_by_return(7))
    try:
        with nogil:
            fail(1)
        seen.append(fail(1))
        with nogil:
            fail(3)
    except ValueError as error:
        seen.append(str(error))
    return seen + [shared.locked(), shared_old.locked()]


def owner_is_kept():
    """
    The object that has the lock lives until it is released.

    >>> owner_is_kept()
    (True, False)
    """
    cdef Holder holder = Holder()
    cdef Holder second = holder
    second.other = Holder()
    with holder.lock:
        was_locked = second.is_locked()
        holder = None
    del second
    holder = Holder()
    holder.other = Holder()
    with holder.other.lock:
        holder.other = None
    return was_locked, holder.is_locked()


def stepwise(Holder holder, name):
    with holder.lock:
        yield name + " 0"
        yield name + " 1"
    yield name + " out"


def generators():
    """
    >>> generators()
    (['a 0', 'a 1', 'b 0', 'a out', 'b 1', 'b out'], False)
    """
    holder = Holder()
    first = stepwise(holder, "a")
    seen = [next(first)]
    is_started = threading.Event()
    is_in = threading.Event()
    may_go_on = threading.Event()

    def other():
        is_started.set()
        second = stepwise(holder, "b")
        seen.append(next(second))
        is_in.set()
        may_go_on.wait()
        seen.extend(second)

    thread = threading.Thread(target=other)
    thread.start()
    is_started.wait()
    seen.append(next(first))
    after = next(first)
    is_in.wait()
    seen.append(after)
    may_go_on.set()
    thread.join()
    return seen, holder.is_locked()


def closed_generators():
    """
    >>> closed_generators()
    [True, False, True, False, True, False]
    """
    holder = Holder()
    seen = []
    generator = stepwise(holder, "a")
    next(generator)
    seen.append(holder.is_locked())
    generator.close()
    seen.append(holder.is_locked())
    generator = stepwise(holder, "a")
    next(generator)
    seen.append(holder.is_locked())
    try:
        generator.throw(KeyError)
    except KeyError:
        seen.append(holder.is_locked())
    generator = stepwise(holder, "a")
    next(generator)
    seen.append(holder.is_locked())
    del generator
    seen.append(holder.is_locked())
    return seen


def many_locks():
    """
    >>> many_locks()
    True
    """
    cdef cython.pymutex[200] locks
    cdef int i
    for i in range(200):
        locks[i].acquire()
    all_locked = True
    for i in range(200):
        all_locked = all_locked and locks[i].locked()
        locks[i].release()
        all_locked = all_locked and not locks[i].locked()
    return all_locked
