# <sys/select.h>.
from posix.time cimport timespec, timeval
from posix.types cimport sigset_t

cdef extern from "<sys/select.h>" nogil:
    ctypedef struct fd_set:
        pass

    const int FD_SETSIZE
    void FD_SET(int descriptor, fd_set *set)
    void FD_CLR(int descriptor, fd_set *set)
    bint FD_ISSET(int descriptor, fd_set *set)
    void FD_ZERO(fd_set *set)

    int select(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
               timeval *timeout)
    int pselect(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
                const timespec *timeout, const sigset_t *mask)
