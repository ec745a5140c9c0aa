cdef enum:
    UNIT = 4

cdef const int LIMIT = 2 * UNIT + 1
cdef const unsigned char HIGH = 0xff
cdef const double HALF = 0.5
cdef const bint IS_ON = True
