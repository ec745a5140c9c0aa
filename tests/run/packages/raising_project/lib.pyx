import cython

cdef extern from *:
    """
    static void raise_quietly(long x) {
      if (x < 0) {
        PyGILState_STATE state = PyGILState_Ensure();
        PyErr_SetString(PyExc_OSError, "from C");
        PyGILState_Release(state);
      }
    }
    """
    void raise_quietly(long x) nogil

cdef volatile long last = 0

cdef void check(long x) except * nogil:
    global last
    if x < 0:
        raise ValueError("negative")
    last = x

cdef void cannot(long x) except * nogil:
    global last
    last = x

cdef Pair pair(long x) except * nogil:
    cdef Pair made
    check(x)
    made.a = x
    made.b = x + 1
    return made

cdef Pair pair_of_held(long x) except *:
    if x < 0:
        raise KeyError([x])
    return Pair(x, 2 * x)

cdef long maybe(long x) except? -1 nogil:
    if x < -1:
        raise ValueError("less than minus one")
    return x

cdef long always_told(long x) except -1 nogil:
    if x < 0:
        raise ValueError("negative")
    return x

cdef long by_default(long x) nogil:
    if x < -1:
        raise ValueError("less than minus one")
    return x

cdef double number(double x) except *:
    if x < 0:
        raise ValueError(x)
    return x

cdef long optional(long x, long limit=5, long by=1) except? -1 nogil:
    if x > limit:
        raise OverflowError("over the limit")
    return x + by

cpdef long both(long x, long limit=5) except? -1:
    if x > limit:
        raise OverflowError("over the limit")
    return -x

cdef void take(long x) except * with gil:
    if x < 0:
        raise ValueError(f"{x} is negative")

cdef bint call(Visit visit, long x) except * nogil:
    visit(x)
    return True

cdef unsigned char narrow(long x) except? 255 nogil:
    if x > 255:
        raise OverflowError("too wide")
    return <unsigned char> x

cdef long quiet(long x) noexcept nogil:
    return x

cdef void through_c(long x) except * nogil:
    raise_quietly(x)

cdef class Base:
    def __cinit__(self, long limit=5, *args):
        self.limit = limit
    cdef void check(self, long x) except * nogil:
        if x > self.limit:
            raise ValueError("over the limit")
    cdef Pair pair(self, long x) except * nogil:
        self.check(x)
        return Pair(x, self.limit)
    cdef long maybe(self, long x) except? -1 nogil:
        if x > self.limit:
            raise ValueError("over the limit")
        return x
    cdef long told(self, long x) except -1 nogil:
        if x > self.limit:
            raise ValueError("over the limit")
        return x
    cdef long quiet(self, long x) noexcept nogil:
        return x
    cdef object box(self, long x):
        if x > self.limit:
            raise ValueError("over the limit")
        return [x]
    cdef long optional(self, long x, long by=1) except? -1 nogil:
        if x > self.limit:
            raise ValueError("over the limit")
        return x + by
    cpdef long both(self, long x) except? -1:
        if x > self.limit:
            raise ValueError("over the limit")
        return x
    @staticmethod
    cdef void alone(long x) except * nogil:
        if x < 0:
            raise ValueError("negative")

cdef class Derived(Base):
    cdef void check(self, long x) except * nogil:  # cannot raise
        pass
    cdef void more(self, long x) except * nogil:
        if x > self.limit:
            raise IndexError("over the derived limit")

cdef class Hidden(Base):
    cdef void check(self, long x) except * nogil:
        raise LookupError("hidden")
    cdef long maybe(self, long x) except? -1 nogil:
        return -1

cdef Base hidden(long limit):
    return Hidden(limit)
