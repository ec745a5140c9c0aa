# How far the sums of series.pyx go. Change a value: only that module is built again.
cdef enum:
    TERMS = 1000
