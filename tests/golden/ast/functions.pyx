cdef int f(int a, b, double *c, int d=3) except -1:
    return a
cpdef inline object g(self, T x=None): pass
cdef void h(int, char *, int (*)(int) noexcept, ...) noexcept nogil: pass
cdef untyped(): pass
cdef api void k() except * with gil: pass
cdef T[int].Inner& m(const T[const U*]& v) except +MemoryError: pass
def n(int a, double[:] b not None, c: int = 1, /, *args, d, e=2, **kw) -> str: pass
async def o(*, a): await a
@decorated.twice(1)
@other
def p[T: int, *Ts, **P](a: T) -> None: pass
lambda a, *b, c=1, **d: a
