# <setjmp.h>. A jump over frames that hold Python objects or the GIL's state breaks both.
cdef extern from "<setjmp.h>" nogil:
    ctypedef struct jmp_buf:
        pass
    int setjmp(jmp_buf state)
    void longjmp(jmp_buf state, int value)

    ctypedef struct sigjmp_buf:
        pass
    int sigsetjmp(sigjmp_buf state, int saves_mask)
    void siglongjmp(sigjmp_buf state, int value)
