# int objects. The functions with Mask in their names wrap around; the others raise an OverflowError.
from libc.stdint cimport int32_t, int64_t, uint32_t, uint64_t

cdef extern from *:
    ctypedef long long PY_LONG_LONG "long long"
    ctypedef unsigned long long uPY_LONG_LONG "unsigned long long"

cdef extern from "Python.h":
    bint PyLong_Check(object o)
    bint PyLong_CheckExact(object o)
    object PyLong_FromLong(long value)
    object PyLong_FromUnsignedLong(unsigned long value)
    object PyLong_FromSsize_t(Py_ssize_t value)
    object PyLong_FromSize_t(size_t value)
    object PyLong_FromLongLong(PY_LONG_LONG value)
    object PyLong_FromUnsignedLongLong(uPY_LONG_LONG value)
    object PyLong_FromDouble(double value)
    object PyLong_FromString(const char *text, char **end, int base)
    object PyLong_FromUnicodeObject(object text, int base)
    object PyLong_FromVoidPtr(void *address)
    long PyLong_AsLong(object o) except? -1
    long PyLong_AsLongAndOverflow(object o, int *overflow) except? -1
    PY_LONG_LONG PyLong_AsLongLong(object o) except? -1
    PY_LONG_LONG PyLong_AsLongLongAndOverflow(object o, int *overflow) except? -1
    Py_ssize_t PyLong_AsSsize_t(object o) except? -1
    size_t PyLong_AsSize_t(object o) except? -1
    unsigned long PyLong_AsUnsignedLong(object o) except? -1
    uPY_LONG_LONG PyLong_AsUnsignedLongLong(object o) except? -1
    unsigned long PyLong_AsUnsignedLongMask(object o) except? -1
    uPY_LONG_LONG PyLong_AsUnsignedLongLongMask(object o) except? -1
    double PyLong_AsDouble(object o) except? -1.0
    void *PyLong_AsVoidPtr(object o) except? NULL

    # Python 3.13.
    const int Py_ASNATIVEBYTES_DEFAULTS
    const int Py_ASNATIVEBYTES_BIG_ENDIAN
    const int Py_ASNATIVEBYTES_LITTLE_ENDIAN
    const int Py_ASNATIVEBYTES_NATIVE_ENDIAN
    const int Py_ASNATIVEBYTES_UNSIGNED_BUFFER
    const int Py_ASNATIVEBYTES_REJECT_NEGATIVE
    const int Py_ASNATIVEBYTES_ALLOW_INDEX
    object PyLong_FromNativeBytes(const void *data, size_t size, int flags)
    object PyLong_FromUnsignedNativeBytes(const void *data, size_t size, int flags)
    Py_ssize_t PyLong_AsNativeBytes(object o, void *result, Py_ssize_t size, int flags) except -1
    int PyLong_AsInt(object o) except? -1

    # Python 3.14.
    object PyLong_FromInt32(int32_t value)
    object PyLong_FromInt64(int64_t value)
    object PyLong_FromUInt32(uint32_t value)
    object PyLong_FromUInt64(uint64_t value)
    int PyLong_AsInt32(object o, int32_t *result) except -1
    int PyLong_AsInt64(object o, int64_t *result) except -1
    int PyLong_AsUInt32(object o, uint32_t *result) except -1
    int PyLong_AsUInt64(object o, uint64_t *result) except -1
