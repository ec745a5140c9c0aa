cimport whole
from whole cimport MATRIX, TABLE, real


def arrays():
    cdef real *p = TABLE
    whole.TABLE[0] = 9
    return TABLE[3], p[1], MATRIX[1][2], whole.TABLE, list(TABLE), sizeof(TABLE)
