cdef extern from "a.h": *
cdef extern from "b.h" nogil: *;
