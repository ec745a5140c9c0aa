# frozendict objects, of Python 3.15; no object is one in older versions.
cdef extern from "nogilc_rt/capi_compat.h":
    bint PyAnyDict_Check "nogilc_PyAnyDict_Check" (object o)
    bint PyAnyDict_CheckExact "nogilc_PyAnyDict_CheckExact" (object o)
    bint PyFrozenDict_Check "nogilc_PyFrozenDict_Check" (object o)
    bint PyFrozenDict_CheckExact "nogilc_PyFrozenDict_CheckExact" (object o)
