# The inside of Python's `array.array`: C memory that Python owns. Reading and writing items by
# `a.data.as_doubles[i]` needs no GIL, as long as nobody resizes the array meanwhile.
from cpython.object cimport PyTypeObject

cdef extern from "nogilc_rt/capi_array.h":
    ctypedef struct arraydescr "nogilc_arraydescr":
        char typecode
        int itemsize
        object (*getitem)(object array, Py_ssize_t index)
        int (*setitem)(object array, Py_ssize_t index, object value) except -1

    # The items, by the type that fits the array's type code.
    ctypedef union __data_union "nogilc_array_data":
        char *as_chars
        signed char *as_schars
        unsigned char *as_uchars
        short *as_shorts
        unsigned short *as_ushorts
        int *as_ints
        unsigned int *as_uints
        long *as_longs
        unsigned long *as_ulongs
        long long *as_longlongs
        unsigned long long *as_ulonglongs
        float *as_floats
        double *as_doubles
        Py_UNICODE *as_pyunicodes
        void *as_voidptr

    ctypedef class array.array [object nogilc_array, check_size error]:
        cdef Py_ssize_t ob_size
        cdef __data_union data
        cdef arraydescr *ob_descr

    # With items of any value.
    array newarrayobject "nogilc_array_new" (PyTypeObject *type, Py_ssize_t size, arraydescr *descr)
    # An array of the same type, whose items are 0 if `zero`, and of any value else.
    array clone "nogilc_array_clone" (array template, Py_ssize_t length, bint zero)
    array copy "nogilc_array_copy" (array self)
    # New items have any value.
    int resize "nogilc_array_resize" (array self, Py_ssize_t n) except -1
    int resize_smart "nogilc_array_resize_smart" (array self, Py_ssize_t n) except -1
    # `n` items of the array's own type.
    int extend_buffer "nogilc_array_extend_buffer" (array self, char *stuff, Py_ssize_t n) except -1
    int extend "nogilc_array_extend" (array self, array other) except -1
    void zero "nogilc_array_zero" (array self) noexcept
