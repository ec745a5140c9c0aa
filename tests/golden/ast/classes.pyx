cdef class A(B):
    """Text."""
    cdef public int x
    cdef readonly object y
    cdef int method(self) nogil
    property z:
        def __get__(self): return 1
cdef class Forward
cdef public class C [object CObject, type CType]: pass
class D(A, *bases, metaclass=M, **kw): pass
class E[T](F[T]): x: int = 1
