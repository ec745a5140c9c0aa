# What it costs to call C functions without the GIL that may raise, that cannot, and that are declared
# `noexcept`: `n` calls in a loop. The bodies of what is compared are the same.
cimport raising_lib as other

cdef volatile long sink = 0

cdef struct Pair:
    long a
    long b


cdef inline void store(long i) noexcept nogil:
    global sink
    sink = i


# ---- void ----

cdef void void_may_raise(long i) nogil:
    if i < 0:
        raise ValueError("negative")
    store(i)

cdef void void_cannot(long i) nogil:
    store(i)

cdef void void_noexcept(long i) noexcept nogil:
    if i < 0:
        raise ValueError("negative")
    store(i)

def loop_void_may_raise(long n):
    cdef long i
    with nogil:
        for i in range(n):
            void_may_raise(i)

def loop_void_cannot(long n):
    cdef long i
    with nogil:
        for i in range(n):
            void_cannot(i)

def loop_void_noexcept(long n):
    cdef long i
    with nogil:
        for i in range(n):
            void_noexcept(i)


# ---- int: each call gets what the one before gave ----

cdef int int_may_raise(int i) nogil:
    if i < -10:
        raise ValueError("too small")
    store(i)
    return i ^ 1

cdef int int_cannot(int i) nogil:
    store(i)
    return i ^ 1

cdef int int_noexcept(int i) noexcept nogil:
    if i < -10:
        raise ValueError("too small")
    store(i)
    return i ^ 1

def loop_int_may_raise(long n):
    cdef long i
    cdef int value = 4
    with nogil:
        for i in range(n):
            value = int_may_raise(value)
    return value

def loop_int_cannot(long n):
    cdef long i
    cdef int value = 4
    with nogil:
        for i in range(n):
            value = int_cannot(value)
    return value

def loop_int_noexcept(long n):
    cdef long i
    cdef int value = 4
    with nogil:
        for i in range(n):
            value = int_noexcept(value)
    return value

def loop_minus_one_may_raise(long n):
    # The value that may say "raised", where nothing has raised.
    cdef long i
    cdef int value = 0
    with nogil:
        for i in range(n):
            value = int_may_raise(-2)
    return value

def loop_minus_one_noexcept(long n):
    cdef long i
    cdef int value = 0
    with nogil:
        for i in range(n):
            value = int_noexcept(-2)
    return value


# ---- struct ----

cdef Pair struct_may_raise(long i) nogil:
    cdef Pair pair
    if i < 0:
        raise ValueError("negative")
    store(i)
    pair.a = i
    pair.b = i + 1
    return pair

cdef Pair struct_cannot(long i) nogil:
    cdef Pair pair
    store(i)
    pair.a = i
    pair.b = i + 1
    return pair

cdef Pair struct_noexcept(long i) noexcept nogil:
    cdef Pair pair
    if i < 0:
        raise ValueError("negative")
    store(i)
    pair.a = i
    pair.b = i + 1
    return pair

def loop_struct_may_raise(long n):
    cdef long i, total = 0
    cdef Pair pair
    with nogil:
        for i in range(n):
            pair = struct_may_raise(i)
            total += pair.b
    return total

def loop_struct_cannot(long n):
    cdef long i, total = 0
    cdef Pair pair
    with nogil:
        for i in range(n):
            pair = struct_cannot(i)
            total += pair.b
    return total

def loop_struct_noexcept(long n):
    cdef long i, total = 0
    cdef Pair pair
    with nogil:
        for i in range(n):
            pair = struct_noexcept(i)
            total += pair.b
    return total


# ---- by pointer ----

ctypedef void (*Raising)(long) except * nogil
ctypedef void (*Quiet)(long) noexcept nogil

cdef Raising raising_pointer = void_may_raise
cdef Quiet quiet_pointer = void_noexcept

def loop_pointer_may_raise(long n):
    cdef long i
    with nogil:
        for i in range(n):
            raising_pointer(i)

def loop_pointer_noexcept(long n):
    cdef long i
    with nogil:
        for i in range(n):
            quiet_pointer(i)


# ---- in another module ----

def loop_other_module_void_may_raise(long n):
    cdef long i
    with nogil:
        for i in range(n):
            other.void_may_raise(i)

def loop_other_module_void_cannot(long n):
    cdef long i
    with nogil:
        for i in range(n):
            other.void_cannot(i)

def loop_other_module_void_noexcept(long n):
    cdef long i
    with nogil:
        for i in range(n):
            other.void_noexcept(i)

def loop_other_module_int_may_raise(long n):
    cdef long i
    cdef int value = 4
    with nogil:
        for i in range(n):
            value = other.int_may_raise(value)
    return value

def loop_other_module_int_noexcept(long n):
    cdef long i
    cdef int value = 4
    with nogil:
        for i in range(n):
            value = other.int_noexcept(value)
    return value

def loop_other_module_minus_one_may_raise(long n):
    cdef long i
    cdef int value = 0
    with nogil:
        for i in range(n):
            value = other.int_may_raise(-2)
    return value

def loop_other_module_minus_one_noexcept(long n):
    cdef long i
    cdef int value = 0
    with nogil:
        for i in range(n):
            value = other.int_noexcept(-2)
    return value

def loop_other_module_struct_may_raise(long n):
    cdef long i, total = 0
    cdef other.Triple triple
    with nogil:
        for i in range(n):
            triple = other.struct_may_raise(i)
            total += triple.b
    return total

def loop_other_module_struct_noexcept(long n):
    cdef long i, total = 0
    cdef other.Triple triple
    with nogil:
        for i in range(n):
            triple = other.struct_noexcept(i)
            total += triple.b
    return total

# Methods, which other classes may override.

def loop_virtual_void_may_raise(long n):
    cdef long i
    cdef other.Counted counted = other.Counted()
    with nogil:
        for i in range(n):
            counted.void_may_raise(i)

def loop_virtual_void_noexcept(long n):
    cdef long i
    cdef other.Counted counted = other.Counted()
    with nogil:
        for i in range(n):
            counted.void_noexcept(i)

def loop_virtual_minus_one_may_raise(long n):
    cdef long i
    cdef int value = 0
    cdef other.Counted counted = other.Counted()
    with nogil:
        for i in range(n):
            value = counted.int_may_raise(-2)
    return value

def loop_virtual_minus_one_noexcept(long n):
    cdef long i
    cdef int value = 0
    cdef other.Counted counted = other.Counted()
    with nogil:
        for i in range(n):
            value = counted.int_noexcept(-2)
    return value
