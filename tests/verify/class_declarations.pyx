# What a `cdef class` cannot declare.
cimport cython

cdef class Undefined                # error: [missing-definition] "the class `Undefined`"


cdef class Special:
    cdef __cinit__(self):           # error: [invalid-class] "declare it with `def`"
        pass

    cdef int __len__(self):         # error: [invalid-class] "declare it with `def`"
        return 0

    cpdef f(int self):              # error: [invalid-parameter] "not a `int`"
        pass


cdef class Dict:
    cdef public dict __dict__       # error: [invalid-type] "Python code has it anyway"
    cdef readonly object __weakref__  # error: [invalid-type] "Python code has it anyway"


@cython.collection_type("sequence")  # error: [invalid-decorator] "`collection_type` already"
@cython.collection_type("mapping")
cdef class Both:
    pass


@cython.auto_pickle(True)
cdef class Pickled:                 # error: [invalid-class] "`Pickled` cannot be pickled: self.p cannot be"
    cdef int *p
