# Locks are used where they stand; critical sections need the GIL.
cimport cython

cdef cython.pymutex shared
cdef cython.pythread_type_lock old

cdef struct Counter:
    cython.pymutex lock
    long number

cdef class Holder:
    cdef cython.pymutex lock
    cdef long number


cdef void by_value(cython.pymutex lock) noexcept nogil:
    pass


cdef void by_pointer(cython.pymutex *lock) noexcept nogil:
    with lock[0]:
        pass
    lock.acquire()
    lock.release()


cdef cython.pymutex copies(Counter *counter):
    cdef cython.pymutex lock
    cdef object o
    cdef Counter other
    by_value(lock)  # error: [lock-copied] "cython.pymutex"
    by_pointer(&lock)
    second = lock  # error: [lock-copied]
    other = counter[0]  # error: [lock-copied] "Counter"
    o = lock  # error: [type-mismatch]
    by_pointer(&old)  # error: [type-mismatch]
    return lock  # error: [lock-copied]


def methods(Holder holder):
    cdef bint is_locked = shared.locked() and old.locked() and shared.can_check_locked()
    shared.acquire(1)  # error: [wrong-argument-count]
    shared.wait()  # error: [no-such-member] "wait"
    holder.lock.acquire()
    holder.lock.release()
    with shared as s:  # error: [invalid-lock-region] "`as`"
        pass
    return is_locked


# All that a lock can do needs no GIL.
cdef long free(Holder holder, Counter *counter) noexcept nogil:
    with shared, holder.lock, counter.lock:  # warning: [none-without-gil]
        holder.number += 1
        counter.number += 1
        with old:
            return holder.number
    old.acquire()
    if old.locked():
        old.release()
    return 0


def inside(o):
    with nogil:
        with shared:
            o.x = 1  # error: [gil-attribute]
    with nogil, shared:
        print(1)  # error: [gil-call] "print"


def sections(o, p, int n, Holder holder):
    cdef cython.pymutex lock
    with cython.critical_section(o):
        pass
    with cython.critical_section(o, p):
        pass
    with cython.critical_section(lock), cython.critical_section(&lock, holder.lock):
        pass
    with cython.critical_section():  # error: [invalid-lock-region] "one or two"
        pass
    with cython.critical_section:  # error: [invalid-lock-region] "one or two"
        pass
    with cython.critical_section(o, o, p):  # error: [invalid-lock-region] "one or two"
        pass
    with cython.critical_section(*o):  # error: [invalid-lock-region] "one or two"
        pass
    with cython.critical_section(key=o):  # error: [invalid-lock-region] "one or two"
        pass
    with cython.critical_section(n):  # error: [invalid-lock-region] "int"
        pass
    with cython.critical_section(<void*>o):  # error: [invalid-lock-region] "void *"
        pass
    with cython.critical_section(old):  # error: [invalid-lock-region] "pythread_type_lock"
        pass
    with cython.critical_section(o, lock):  # error: [invalid-lock-region] "one of each"
        pass
    with cython.critical_section(o) as target:  # error: [invalid-lock-region] "`as`"
        pass
    with nogil:
        with cython.critical_section(o):  # error: [gil-statement] "a critical section"
            n = 1
    return undefined_so_far


undefined_so_far = 1


@cython.critical_section  # error: [invalid-lock-region] "first positional argument"
def no_arguments():
    pass


@cython.critical_section  # error: [invalid-lock-region] "first positional argument"
def only_starred(*args):
    pass


@cython.critical_section  # error: [invalid-lock-region] "first positional argument"
def only_keywords(*, key):
    pass


@cython.critical_section(True)  # error: [invalid-lock-region] "no arguments"
def called(arg):
    pass


@cython.critical_section  # error: [invalid-lock-region] "int"
def number(int arg):
    pass


@cython.critical_section
cdef int guarded(arg) except -1:
    return 0


@cython.critical_section
cdef int guarded_by_lock(cython.pymutex *lock) except -1:
    return 0


@cython.critical_section  # error: [gil-statement] "a critical section"
cdef void without_gil(arg) noexcept nogil:
    pass


@cython.critical_section  # error: [misplaced-directive]
class Plain:
    pass


def generator(o):
    with shared:
        yield 1
    with cython.critical_section(o):  # error: [yield-in-critical-section]
        yield 2


@cython.critical_section  # error: [yield-in-critical-section]
def decorated_generator(o):
    yield 1


async def coroutine(o):
    with cython.critical_section(o):
        pass
    with cython.critical_section(o):  # error: [yield-in-critical-section]
        await o


# Sections guard C attributes only.
cdef class Account:
    cdef long balance
    cdef public object name

    @cython.critical_section
    def rename(self, name):
        self.name = name
        self.balance += 1
        return self.label  # warning: [critical-section-attribute] "reading the Python attribute `label`"


def transfer(Account a, b, c):
    with cython.critical_section(a, b):
        a.balance -= 1
        b.balance += 1  # warning: [critical-section-attribute] "reading the Python attribute `balance`"
        c.balance += 1
    b.balance += 1
    with cython.critical_section(b):
        b.method()
        b = c
        b.balance = 1
