# <sys/uio.h>: reading into and writing from several pieces of memory. The flags are Linux's.
from posix.types cimport off_t

cdef extern from "<sys/uio.h>" nogil:
    cdef struct iovec:
        void *iov_base
        size_t iov_len

    ssize_t readv(int descriptor, const iovec *pieces, int count)
    ssize_t writev(int descriptor, const iovec *pieces, int count)
    ssize_t preadv(int descriptor, const iovec *pieces, int count, off_t offset)
    ssize_t pwritev(int descriptor, const iovec *pieces, int count, off_t offset)

    const int RWF_DSYNC
    const int RWF_HIPRI
    const int RWF_SYNC
    const int RWF_NOWAIT
    const int RWF_APPEND
    ssize_t preadv2(int descriptor, const iovec *pieces, int count, off_t offset, int flags)
    ssize_t pwritev2(int descriptor, const iovec *pieces, int count, off_t offset, int flags)
