# <sys/ioctl.h>.
cdef extern from "<sys/ioctl.h>" nogil:
    const int FIONBIO
    int ioctl(int descriptor, unsigned long request, ...)
