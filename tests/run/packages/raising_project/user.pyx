from lib cimport (Base, Derived, Pair, Visit, always_told, both, by_default, call, cannot, check, hidden, maybe,
                  narrow, number, optional, pair, pair_of_held, quiet, take, through_c)

cdef class Own(Base):
    cdef void check(self, long x) except * nogil:
        if x == 3:
            raise ArithmeticError("three")
    cdef long maybe(self, long x) except? -1 nogil:
        return -1
    cpdef long both(self, long x) except? -1:
        if x == 3:
            raise ArithmeticError("three")
        return -1

def with_check(long x):
    with nogil:
        check(x)
        cannot(x)
    return x

def with_pair(long x):
    cdef Pair made
    with nogil:
        made = pair(x)
        pair(x)
    return made.a, made.b

def with_pair_of_held(long x):
    pair_of_held(x)
    return pair_of_held(x).b

def with_maybe(long x):
    cdef long a, b
    with nogil:
        maybe(x)
        a = maybe(x)
        b = by_default(x)
    return a, b

def with_told(long x):
    cdef long result
    with nogil:
        result = always_told(x) + quiet(x)
    return result

def with_number(double x):
    return number(x) + number(x)

def with_optional(long x):
    cdef long a, b, c
    with nogil:
        c = optional(x, 10, -x - 1)
        b = optional(x, 8)
        a = optional(x)
    return a, b, c

def with_both(long x):
    return both(x, 8), both(x)

def with_take(long x):
    with nogil:
        take(x)

def with_narrow(long x):
    cdef unsigned char result
    with nogil:
        result = narrow(x)
    return result

def with_c(long x):
    with nogil:
        through_c(x)

def with_pointers(long x):
    cdef Visit visit = check
    cdef bint done
    with nogil:
        done = call(visit, x)
        done = call(cannot, x) and call(&check, x)
        visit(x)
    return done

cdef void deeper(long x) except * nogil:
    if x:
        deeper(x - 1)
    check(x - 1)

def with_traceback(long x):
    with nogil:
        deeper(x)

def caught(long x):
    try:
        with nogil:
            check(x)
    except ValueError as error:
        return str(error)
    return "nothing"

def pending(long x):
    # An exception that is being handled is no news of the call.
    try:
        raise KeyError
    except KeyError:
        with nogil:
            check(x)
            maybe(-1)
        return "fine"


def make(kind, long limit):
    return {"base": Base, "derived": Derived, "own": Own}[kind](limit) if kind != "hidden" else hidden(limit)

def method_check(Base o, long x):
    with nogil:
        o.check(x)

def method_pair(Base o, long x):
    cdef Pair made
    with nogil:
        made = o.pair(x)
    return made.a, made.b

def method_maybe(Base o, long x):
    cdef long result
    with nogil:
        o.maybe(x)
        result = o.maybe(x)
    return result

def method_told(Base o, long x):
    cdef long result
    with nogil:
        result = o.told(x) + o.quiet(1)
    return result

def method_box(Base o, long x):
    return o.box(x)

def method_optional(Base o, long x):
    cdef long a, b
    with nogil:
        a = o.optional(x)
        b = o.optional(x, -x - 1)
    return a, b

def method_both(Base o, long x):
    return o.both(x)

def base_both(Base o, long x):
    return Base.both(o, x)

def base_check(Base o, long x):
    with nogil:
        Base.check(o, x)

def static_alone(long x):
    with nogil:
        Base.alone(x)

def derived_more(Derived o, long x):
    with nogil:
        o.more(x)
        o.check(x)
