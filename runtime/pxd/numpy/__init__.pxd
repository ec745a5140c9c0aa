# NumPy's C API. import_array() comes first, once a module: before it, the functions that begin with
# `PyArray_` end the process. The C++ compiler needs the folder that numpy.get_include() tells.
#
# What only reads an array's description (its data, shape, type) needs no GIL; the array must live.
from cpython.object cimport PyObject, PyTypeObject

cdef extern from *:
    """
    #include <numpy/arrayobject.h>
    #include <numpy/arrayscalars.h>
    #if NPY_ABI_VERSION < 0x02000000
    #define PyDataType_ELSIZE(descr) ((descr)->elsize)
    #define PyDataType_ALIGNMENT(descr) ((descr)->alignment)
    #define PyDataType_NAMES(descr) ((descr)->names)
    #define PyDataType_FIELDS(descr) ((descr)->fields)
    #define PyDataType_SUBARRAY(descr) ((descr)->subarray)
    #endif
    static inline PyObject *nogilc_array_or_none(PyObject *object) {
      PyObject *result = object ? object : Py_None;
      Py_INCREF(result);
      return result;
    }
    static inline PyObject *nogilc_array_descr(PyArrayObject *array) {
      PyObject *result = reinterpret_cast<PyObject *>(PyArray_DESCR(array));
      Py_INCREF(result);
      return result;
    }
    static inline void **nogilc_iterators(PyArrayMultiIterObject *multi) {
      return reinterpret_cast<void **>(multi->iters);
    }
    // Items are `char *` in C and `void *` in Cython's own declarations, where C converts one to the
    // other.
    static inline PyObject *nogilc_array_getitem(PyArrayObject *array, const void *item) {
      return PyArray_GETITEM(array, static_cast<char *>(const_cast<void *>(item)));
    }
    static inline int nogilc_array_setitem(PyArrayObject *array, void *item, PyObject *value) {
      return PyArray_SETITEM(array, static_cast<char *>(item), value);
    }
    """

cdef extern from "numpy/arrayobject.h":
    ctypedef signed char npy_bool
    ctypedef signed char npy_byte
    ctypedef signed short npy_short
    ctypedef signed int npy_int
    ctypedef signed long npy_long
    ctypedef signed long long npy_longlong
    ctypedef unsigned char npy_ubyte
    ctypedef unsigned short npy_ushort
    ctypedef unsigned int npy_uint
    ctypedef unsigned long npy_ulong
    ctypedef unsigned long long npy_ulonglong
    ctypedef float npy_float
    ctypedef double npy_double
    ctypedef long double npy_longdouble
    ctypedef signed char npy_int8
    ctypedef signed short npy_int16
    ctypedef signed int npy_int32
    ctypedef signed long long npy_int64
    ctypedef unsigned char npy_uint8
    ctypedef unsigned short npy_uint16
    ctypedef unsigned int npy_uint32
    ctypedef unsigned long long npy_uint64
    ctypedef float npy_float32
    ctypedef double npy_float64
    ctypedef unsigned short npy_half
    ctypedef Py_ssize_t npy_intp
    ctypedef size_t npy_uintp
    ctypedef Py_ssize_t npy_hash_t
    ctypedef signed long long npy_datetime
    ctypedef signed long long npy_timedelta

    # Numbers of these types are passed by pointer.
    ctypedef struct npy_cfloat:
        pass
    ctypedef struct npy_cdouble:
        pass
    ctypedef struct npy_clongdouble:
        pass

    ctypedef enum NPY_TYPES:
        NPY_BOOL
        NPY_BYTE
        NPY_UBYTE
        NPY_SHORT
        NPY_USHORT
        NPY_INT
        NPY_UINT
        NPY_LONG
        NPY_ULONG
        NPY_LONGLONG
        NPY_ULONGLONG
        NPY_FLOAT
        NPY_DOUBLE
        NPY_LONGDOUBLE
        NPY_CFLOAT
        NPY_CDOUBLE
        NPY_CLONGDOUBLE
        NPY_OBJECT
        NPY_STRING
        NPY_UNICODE
        NPY_VOID
        NPY_DATETIME
        NPY_TIMEDELTA
        NPY_HALF
        NPY_NOTYPE
        NPY_INT8
        NPY_INT16
        NPY_INT32
        NPY_INT64
        NPY_UINT8
        NPY_UINT16
        NPY_UINT32
        NPY_UINT64
        NPY_FLOAT16
        NPY_FLOAT32
        NPY_FLOAT64
        NPY_COMPLEX64
        NPY_COMPLEX128
        NPY_INTP
        NPY_UINTP

    ctypedef enum NPY_ORDER:
        NPY_ANYORDER
        NPY_CORDER
        NPY_FORTRANORDER
        NPY_KEEPORDER

    ctypedef enum NPY_CASTING:
        NPY_NO_CASTING
        NPY_EQUIV_CASTING
        NPY_SAFE_CASTING
        NPY_SAME_KIND_CASTING
        NPY_UNSAFE_CASTING

    ctypedef enum NPY_CLIPMODE:
        NPY_CLIP
        NPY_WRAP
        NPY_RAISE

    ctypedef enum NPY_SORTKIND:
        NPY_QUICKSORT
        NPY_HEAPSORT
        NPY_MERGESORT

    ctypedef enum NPY_SEARCHSIDE:
        NPY_SEARCHLEFT
        NPY_SEARCHRIGHT

    ctypedef enum NPY_DATETIMEUNIT:
        NPY_FR_ERROR
        NPY_FR_Y
        NPY_FR_M
        NPY_FR_W
        NPY_FR_D
        NPY_FR_h
        NPY_FR_m
        NPY_FR_s
        NPY_FR_ms
        NPY_FR_us
        NPY_FR_ns
        NPY_FR_ps
        NPY_FR_fs
        NPY_FR_as
        NPY_FR_GENERIC

    int NPY_MAXDIMS
    npy_datetime NPY_DATETIME_NAT
    int NPY_ARRAY_C_CONTIGUOUS
    int NPY_ARRAY_F_CONTIGUOUS
    int NPY_ARRAY_OWNDATA
    int NPY_ARRAY_FORCECAST
    int NPY_ARRAY_ENSURECOPY
    int NPY_ARRAY_ENSUREARRAY
    int NPY_ARRAY_ELEMENTSTRIDES
    int NPY_ARRAY_ALIGNED
    int NPY_ARRAY_NOTSWAPPED
    int NPY_ARRAY_WRITEABLE
    int NPY_ARRAY_WRITEBACKIFCOPY
    int NPY_ARRAY_BEHAVED
    int NPY_ARRAY_BEHAVED_NS
    int NPY_ARRAY_CARRAY
    int NPY_ARRAY_CARRAY_RO
    int NPY_ARRAY_FARRAY
    int NPY_ARRAY_FARRAY_RO
    int NPY_ARRAY_DEFAULT
    int NPY_ARRAY_IN_ARRAY
    int NPY_ARRAY_OUT_ARRAY
    int NPY_ARRAY_INOUT_ARRAY
    int NPY_ARRAY_IN_FARRAY
    int NPY_ARRAY_OUT_FARRAY
    int NPY_ARRAY_INOUT_FARRAY
    int NPY_ARRAY_UPDATE_ALL

    ctypedef struct PyArrayObject:
        pass
    ctypedef struct PyArray_Descr:
        pass

    ctypedef struct PyArray_Dims:
        npy_intp *ptr
        int len

    ctypedef struct PyArray_ArrayDescr:
        PyObject *shape

    ctypedef class numpy.dtype [object PyArray_Descr, check_size ignore]:
        cdef PyTypeObject *typeobj
        cdef char kind
        cdef char type
        cdef char byteorder
        cdef int type_num

        @property
        cdef inline npy_intp itemsize(self) noexcept nogil:
            return PyDataType_ELSIZE(self)
        @property
        cdef inline npy_intp alignment(self) noexcept nogil:
            return PyDataType_ALIGNMENT(self)
        # None where there are none.
        @property
        cdef inline object fields(self):
            return nogilc_array_or_none(PyDataType_FIELDS(self))
        @property
        cdef inline object names(self):
            return nogilc_array_or_none(PyDataType_NAMES(self))
        @property
        cdef inline PyArray_ArrayDescr *subarray(self) noexcept nogil:
            return PyDataType_SUBARRAY(self)

    ctypedef class numpy.ndarray [object PyArrayObject, check_size ignore]:
        # Borrowed; NULL where the array owns its data.
        @property
        cdef inline PyObject *base(self) noexcept nogil:
            return PyArray_BASE(self)
        @property
        cdef inline dtype descr(self):
            return nogilc_array_descr(self)
        @property
        cdef inline int ndim(self) noexcept nogil:
            return PyArray_NDIM(self)
        @property
        cdef inline npy_intp *shape(self) noexcept nogil:
            return PyArray_DIMS(self)
        @property
        cdef inline npy_intp *strides(self) noexcept nogil:
            return PyArray_STRIDES(self)
        @property
        cdef inline npy_intp size(self) noexcept nogil:
            return PyArray_SIZE(self)
        @property
        cdef inline char *data(self) noexcept nogil:
            return PyArray_BYTES(self)

    ctypedef class numpy.flatiter [object PyArrayIterObject, check_size ignore]:
        cdef npy_intp index
        cdef npy_intp *coordinates
        cdef npy_intp size

    ctypedef class numpy.broadcast [object PyArrayMultiIterObject, check_size ignore]:
        cdef int numiter
        cdef npy_intp size
        cdef npy_intp index
        cdef int nd
        cdef npy_intp *dimensions
        @property
        cdef inline void **iters(self) noexcept nogil:
            return nogilc_iterators(self)

    # The description of an array.
    int PyArray_NDIM(ndarray array) noexcept nogil
    int PyArray_FLAGS(ndarray array) noexcept nogil
    int PyArray_TYPE(ndarray array) noexcept nogil
    npy_intp PyArray_ITEMSIZE(ndarray array) noexcept nogil
    npy_intp PyArray_SIZE(ndarray array) noexcept nogil
    npy_intp PyArray_NBYTES(ndarray array) noexcept nogil
    npy_intp PyArray_DIM(ndarray array, int axis) noexcept nogil
    npy_intp PyArray_STRIDE(ndarray array, int axis) noexcept nogil
    npy_intp *PyArray_DIMS(ndarray array) noexcept nogil
    npy_intp *PyArray_SHAPE(ndarray array) noexcept nogil
    npy_intp *PyArray_STRIDES(ndarray array) noexcept nogil
    void *PyArray_DATA(ndarray array) noexcept nogil
    char *PyArray_BYTES(ndarray array) noexcept nogil
    void *PyArray_GETPTR1(ndarray array, npy_intp i) noexcept nogil
    void *PyArray_GETPTR2(ndarray array, npy_intp i, npy_intp j) noexcept nogil
    void *PyArray_GETPTR3(ndarray array, npy_intp i, npy_intp j, npy_intp k) noexcept nogil
    void *PyArray_GETPTR4(ndarray array, npy_intp i, npy_intp j, npy_intp k, npy_intp l) noexcept nogil
    bint PyArray_IS_C_CONTIGUOUS(ndarray array) noexcept nogil
    bint PyArray_IS_F_CONTIGUOUS(ndarray array) noexcept nogil
    bint PyArray_ISCONTIGUOUS(ndarray array) noexcept nogil
    bint PyArray_ISFORTRAN(ndarray array) noexcept nogil
    bint PyArray_ISONESEGMENT(ndarray array) noexcept nogil
    bint PyArray_ISWRITEABLE(ndarray array) noexcept nogil
    bint PyArray_ISALIGNED(ndarray array) noexcept nogil
    bint PyArray_ISBEHAVED(ndarray array) noexcept nogil
    bint PyArray_ISCARRAY(ndarray array) noexcept nogil
    bint PyArray_ISCARRAY_RO(ndarray array) noexcept nogil
    bint PyArray_ISBOOL(ndarray array) noexcept nogil
    bint PyArray_ISINTEGER(ndarray array) noexcept nogil
    bint PyArray_ISSIGNED(ndarray array) noexcept nogil
    bint PyArray_ISUNSIGNED(ndarray array) noexcept nogil
    bint PyArray_ISFLOAT(ndarray array) noexcept nogil
    bint PyArray_ISCOMPLEX(ndarray array) noexcept nogil
    bint PyArray_ISNUMBER(ndarray array) noexcept nogil
    bint PyArray_ISSTRING(ndarray array) noexcept nogil
    bint PyArray_ISOBJECT(ndarray array) noexcept nogil
    bint PyArray_ISDATETIME(ndarray array) noexcept nogil
    bint PyArray_HASFIELDS(ndarray array) noexcept nogil
    bint PyArray_CHKFLAGS(ndarray array, int flags) noexcept nogil
    void PyArray_CLEARFLAGS(ndarray array, int flags) noexcept
    void PyArray_ENABLEFLAGS(ndarray array, int flags) noexcept
    PyObject *PyArray_BASE(ndarray array) noexcept nogil
    PyArray_Descr *PyArray_DESCR(ndarray array) noexcept nogil # borrowed
    dtype nogilc_array_descr(ndarray array)
    object PyArray_GETITEM "nogilc_array_getitem" (ndarray array, const void *item)
    int PyArray_SETITEM "nogilc_array_setitem" (ndarray array, void *item, object value) except -1

    npy_intp PyDataType_ELSIZE(dtype kind) noexcept nogil
    npy_intp PyDataType_ALIGNMENT(dtype kind) noexcept nogil
    PyObject *PyDataType_FIELDS(dtype kind) noexcept nogil
    PyObject *PyDataType_NAMES(dtype kind) noexcept nogil
    PyArray_ArrayDescr *PyDataType_SUBARRAY(dtype kind) noexcept nogil
    bint PyDataType_HASFIELDS(dtype kind) noexcept nogil
    bint PyDataType_HASSUBARRAY(dtype kind) noexcept nogil
    bint PyDataType_ISBOOL(dtype kind) noexcept nogil
    bint PyDataType_ISINTEGER(dtype kind) noexcept nogil
    bint PyDataType_ISSIGNED(dtype kind) noexcept nogil
    bint PyDataType_ISUNSIGNED(dtype kind) noexcept nogil
    bint PyDataType_ISFLOAT(dtype kind) noexcept nogil
    bint PyDataType_ISCOMPLEX(dtype kind) noexcept nogil
    bint PyDataType_ISNUMBER(dtype kind) noexcept nogil
    bint PyDataType_ISSTRING(dtype kind) noexcept nogil
    bint PyDataType_ISDATETIME(dtype kind) noexcept nogil
    bint PyDataType_ISOBJECT(dtype kind) noexcept nogil
    bint PyDataType_ISNOTSWAPPED(dtype kind) noexcept nogil
    bint PyArray_ISNBO(char order) noexcept nogil
    bint PyArray_IsNativeByteOrder(char order) noexcept nogil
    object nogilc_array_or_none(PyObject *value)
    void **nogilc_iterators(broadcast multi) noexcept nogil

    # What a number of a type means.
    bint PyTypeNum_ISBOOL(int type_num) noexcept nogil
    bint PyTypeNum_ISINTEGER(int type_num) noexcept nogil
    bint PyTypeNum_ISSIGNED(int type_num) noexcept nogil
    bint PyTypeNum_ISUNSIGNED(int type_num) noexcept nogil
    bint PyTypeNum_ISFLOAT(int type_num) noexcept nogil
    bint PyTypeNum_ISCOMPLEX(int type_num) noexcept nogil
    bint PyTypeNum_ISNUMBER(int type_num) noexcept nogil
    bint PyTypeNum_ISSTRING(int type_num) noexcept nogil
    bint PyTypeNum_ISDATETIME(int type_num) noexcept nogil
    bint PyTypeNum_ISOBJECT(int type_num) noexcept nogil

    # What an object is.
    bint PyArray_Check(object o)
    bint PyArray_CheckExact(object o)
    bint PyArray_DescrCheck(object o)
    bint PyArray_IsZeroDim(object o)
    bint PyArray_CheckScalar(object o)
    bint PyArray_IsPythonNumber(object o)
    bint PyArray_IsPythonScalar(object o)
    bint PyArray_IsAnyScalar(object o)

    # New arrays. Data that is passed must outlive the array.
    object PyArray_SimpleNew(int nd, npy_intp *dims, int type_num)
    object PyArray_SimpleNewFromData(int nd, npy_intp *dims, int type_num, void *data)
    object PyArray_EMPTY(int nd, npy_intp *dims, int type_num, int fortran)
    object PyArray_ZEROS(int nd, npy_intp *dims, int type_num, int fortran)
    object PyArray_Arange(double start, double stop, double step, int type_num)
    object PyArray_New(PyTypeObject *subtype, int nd, npy_intp *dims, int type_num, npy_intp *strides,
                       void *data, int itemsize, int flags, object owner)
    object PyArray_FROM_O(object o)
    object PyArray_FROM_OF(object o, int flags)
    object PyArray_FROM_OT(object o, int type_num)
    object PyArray_FROM_OTF(object o, int type_num, int flags)
    object PyArray_FROMANY(object o, int type_num, int least, int most, int flags)
    object PyArray_ContiguousFromAny(object o, int type_num, int least, int most)
    object PyArray_ContiguousFromObject(object o, int type_num, int least, int most)
    dtype PyArray_DescrFromType(int type_num)
    dtype PyArray_DescrFromScalar(object scalar)
    int PyArray_OrderConverter(object given, NPY_ORDER *order) except 0
    object PyArray_Copy(ndarray array)
    object PyArray_NewCopy(ndarray array, NPY_ORDER order)
    object PyArray_Cast(ndarray array, int type_num)
    object PyArray_Ravel(ndarray array, NPY_ORDER order)
    object PyArray_Transpose(ndarray array, PyArray_Dims *permutation)
    object PyArray_Newshape(ndarray array, PyArray_Dims *shape, NPY_ORDER order)
    object PyArray_Resize(ndarray array, PyArray_Dims *shape, int check_references, NPY_ORDER order)
    object PyArray_Flatten(ndarray array, NPY_ORDER order)
    object PyArray_Squeeze(ndarray array)
    object PyArray_Reshape(ndarray array, object shape)
    object PyArray_SwapAxes(ndarray array, int a, int b)
    object PyArray_Return(ndarray array)
    object PyArray_ToScalar(void *data, ndarray array)
    object PyArray_ToList(ndarray array)
    object PyArray_GETCONTIGUOUS(ndarray array)
    int PyArray_CopyInto(ndarray target, ndarray source) except -1
    void PyArray_FILLWBYTE(ndarray array, int value) noexcept
    # Takes over a reference to `base`: see set_array_base().
    int PyArray_SetBaseObject(ndarray array, object base) except -1
    bint PyArray_SAMESHAPE(ndarray a, ndarray b) noexcept
    bint PyArray_CanCastSafely(int from_type, int to_type)
    bint PyArray_EquivTypenums(int a, int b)
    npy_intp PyArray_MultiplyList(npy_intp *numbers, int count) noexcept nogil
    int PyArray_MultiplyIntList(int *numbers, int count) noexcept nogil
    bint PyArray_CompareLists(npy_intp *a, npy_intp *b, int count) noexcept nogil

    # Their methods.
    object PyArray_Sum(ndarray array, int axis, int type_num, ndarray out)
    int PyArray_Sort(ndarray array, int axis, NPY_SORTKIND kind) except -1
    object PyArray_ArgSort(ndarray array, int axis, NPY_SORTKIND kind)
    object PyArray_Nonzero(ndarray array)
    object PyArray_Take(ndarray array, object indices, int axis)
    object PyArray_Repeat(ndarray array, object counts, int axis)
    object PyArray_Where(object condition, object x, object y)
    object PyArray_InnerProduct(object a, object b)
    object PyArray_MatrixProduct(object a, object b)
    object PyArray_Concatenate(object arrays, int axis)

    # Iterators.
    object PyArray_IterNew(object array)
    object PyArray_IterAllButAxis(object array, int *axis)
    object PyArray_BroadcastToShape(object array, npy_intp *dims, int nd)
    bint PyArrayIter_Check(object o)
    void PyArray_ITER_RESET(flatiter it) noexcept nogil
    void PyArray_ITER_NEXT(flatiter it) noexcept nogil
    void PyArray_ITER_GOTO1D(flatiter it, npy_intp index) noexcept nogil
    void *PyArray_ITER_DATA(flatiter it) noexcept nogil
    bint PyArray_ITER_NOTDONE(flatiter it) noexcept nogil
    object PyArray_MultiIterNew(int count, ...)
    int PyArray_Broadcast(broadcast it) except -1
    void PyArray_MultiIter_RESET(broadcast it) noexcept nogil
    void PyArray_MultiIter_NEXT(broadcast it) noexcept nogil
    void PyArray_MultiIter_NEXTi(broadcast it, npy_intp i) noexcept nogil
    void *PyArray_MultiIter_DATA(broadcast it, npy_intp i) noexcept nogil
    bint PyArray_MultiIter_NOTDONE(broadcast it) noexcept nogil

    int _import_array() except -1
    int import_array "_import_array" () except -1

cdef extern from "numpy/arrayscalars.h":
    # The types of scalars that others inherit from.
    ctypedef class numpy.generic [object PyObject, check_size ignore]:
        pass
    ctypedef class numpy.number [object PyObject, check_size ignore]:
        pass
    ctypedef class numpy.integer [object PyObject, check_size ignore]:
        pass
    ctypedef class numpy.signedinteger [object PyObject, check_size ignore]:
        pass
    ctypedef class numpy.unsignedinteger [object PyObject, check_size ignore]:
        pass
    ctypedef class numpy.inexact [object PyObject, check_size ignore]:
        pass
    ctypedef class numpy.floating [object PyObject, check_size ignore]:
        pass
    ctypedef class numpy.complexfloating [object PyObject, check_size ignore]:
        pass
    ctypedef class numpy.flexible [object PyObject, check_size ignore]:
        pass
    ctypedef class numpy.character [object PyObject, check_size ignore]:
        pass

    ctypedef struct PyArray_DatetimeMetaData:
        NPY_DATETIMEUNIT base
        int num
    ctypedef struct PyDatetimeScalarObject:
        npy_datetime obval
        PyArray_DatetimeMetaData obmeta
    ctypedef struct PyTimedeltaScalarObject:
        npy_timedelta obval
        PyArray_DatetimeMetaData obmeta
    PyTypeObject PyDatetimeArrType_Type
    PyTypeObject PyTimedeltaArrType_Type

cdef extern from "Python.h":
    bint PyObject_TypeCheck(object o, PyTypeObject *cls)

cdef extern from *:
    """
    static inline int nogilc_set_array_base(PyObject *array, PyObject *base) {
      Py_INCREF(base);
      return PyArray_SetBaseObject(reinterpret_cast<PyArrayObject *>(array), base);
    }
    """
    int set_array_base "nogilc_set_array_base" (ndarray array, object base) except -1

# The types of Python's names.
ctypedef npy_int8 int8_t
ctypedef npy_int16 int16_t
ctypedef npy_int32 int32_t
ctypedef npy_int64 int64_t
ctypedef npy_uint8 uint8_t
ctypedef npy_uint16 uint16_t
ctypedef npy_uint32 uint32_t
ctypedef npy_uint64 uint64_t
ctypedef npy_float32 float32_t
ctypedef npy_float64 float64_t
ctypedef npy_long int_t
ctypedef npy_ulong uint_t
ctypedef npy_long long_t
ctypedef npy_longlong longlong_t
ctypedef npy_ulong ulong_t
ctypedef npy_ulonglong ulonglong_t
ctypedef npy_intp intp_t
ctypedef npy_uintp uintp_t
ctypedef npy_double float_t
ctypedef npy_double double_t
ctypedef npy_longdouble longdouble_t
ctypedef float complex complex64_t
ctypedef double complex complex128_t
ctypedef float complex cfloat_t
ctypedef double complex cdouble_t
ctypedef double complex complex_t

# None where the array owns its data.
cdef inline object get_array_base(ndarray array):
    return nogilc_array_or_none(PyArray_BASE(array))

cdef inline object PyArray_MultiIterNew1(object a):
    return PyArray_MultiIterNew(1, <void *>a)

cdef inline object PyArray_MultiIterNew2(object a, object b):
    return PyArray_MultiIterNew(2, <void *>a, <void *>b)

cdef inline object PyArray_MultiIterNew3(object a, object b, object c):
    return PyArray_MultiIterNew(3, <void *>a, <void *>b, <void *>c)

cdef inline object PyArray_MultiIterNew4(object a, object b, object c, object d):
    return PyArray_MultiIterNew(4, <void *>a, <void *>b, <void *>c, <void *>d)

cdef inline object PyArray_MultiIterNew5(object a, object b, object c, object d, object e):
    return PyArray_MultiIterNew(5, <void *>a, <void *>b, <void *>c, <void *>d, <void *>e)

# The scalars of dates and spans of time. Only is_…() takes any object.
cdef inline bint is_datetime64_object(object o):
    return PyObject_TypeCheck(o, &PyDatetimeArrType_Type)

cdef inline bint is_timedelta64_object(object o):
    return PyObject_TypeCheck(o, &PyTimedeltaArrType_Type)

cdef inline npy_datetime get_datetime64_value(object o) noexcept nogil:
    return (<PyDatetimeScalarObject *>o).obval

cdef inline npy_timedelta get_timedelta64_value(object o) noexcept nogil:
    return (<PyTimedeltaScalarObject *>o).obval

cdef inline NPY_DATETIMEUNIT get_datetime64_unit(object o) noexcept nogil:
    return (<PyDatetimeScalarObject *>o).obmeta.base
