cdef extern from "a/b.h" namespace "n::m" nogil:
    """
    #define ONE 1
    """
    int ONE
    ctypedef unsigned int size
    struct S "struct_s":
        int a
        char b[16]
    ctypedef union U:
        pass
    enum: A, B
    cpdef enum E "enum_e":
        C = 1, D
        F "f" = 3
    int call(int (*callback)(void *), void *) except +
    ctypedef class c.mod.Klass [object KlassObject, check_size ignore]:
        cdef int field
cdef extern from *:
    void g()
cdef extern int variable
ctypedef int (*pointer)(S*) nogil
cdef packed struct P:
    short a
ctypedef fused number:
    int
    double complex
    float[:]
