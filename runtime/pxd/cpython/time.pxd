# Clocks, without the GIL and without Python objects: what the module `time` of Python gives, in
# seconds or nanoseconds.
from cpython.exc cimport PyErr_SetFromErrno
from libc.stdint cimport int64_t
from libc.time cimport localtime_r, time_t, tm

# Of Python 3.13; the runtime has them for older versions.
cdef extern from "nogilc_rt/capi_compat.h" nogil:
    ctypedef int64_t PyTime_t "int64_t"
    ctypedef int64_t _PyTime_t "int64_t"
    PyTime_t PyTime_TimeUnchecked "nogilc_PyTime_TimeRaw" ()
    PyTime_t PyTime_TimeRaw "nogilc_PyTime_TimeRaw" ()
    PyTime_t PyTime_MonotonicRaw "nogilc_PyTime_MonotonicRaw" ()
    PyTime_t PyTime_PerfCounterRaw "nogilc_PyTime_PerfCounterRaw" ()
    double PyTime_AsSecondsDouble "nogilc_PyTime_AsSecondsDouble" (PyTime_t value)

cdef inline double time() noexcept nogil:
    return PyTime_AsSecondsDouble(PyTime_TimeRaw())

cdef inline int64_t time_ns() noexcept nogil:
    return PyTime_TimeRaw()

cdef inline double perf_counter() noexcept nogil:
    return PyTime_AsSecondsDouble(PyTime_PerfCounterRaw())

cdef inline int64_t perf_counter_ns() noexcept nogil:
    return PyTime_PerfCounterRaw()

cdef inline double monotonic() noexcept nogil:
    return PyTime_AsSecondsDouble(PyTime_MonotonicRaw())

cdef inline int64_t monotonic_ns() noexcept nogil:
    return PyTime_MonotonicRaw()

cdef inline int _raise_from_errno() except -1 with gil:
    PyErr_SetFromErrno(OSError)
    return -1

# `tm_year` and `tm_mon` count as in Python: years from 0, months from 1; so do `tm_wday` and `tm_yday`.
cdef inline tm localtime() except * nogil:
    cdef time_t now = <time_t>time()
    cdef tm result
    if localtime_r(&now, &result) is NULL:
        _raise_from_errno()
    result.tm_year += 1900
    result.tm_mon += 1
    result.tm_wday = (result.tm_wday + 6) % 7
    result.tm_yday += 1
    return result
