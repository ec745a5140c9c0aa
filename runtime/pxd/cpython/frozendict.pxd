# frozendict objects, of Python 3.15; in older versions a dict does in their place.
cdef extern from "nogilc_rt/capi_compat.h":
    bint PyAnyDict_Check "nogilc_PyAnyDict_Check" (object o)
    bint PyAnyDict_CheckExact "nogilc_PyAnyDict_CheckExact" (object o)
    bint PyFrozenDict_Check "nogilc_PyFrozenDict_Check" (object o)
    bint PyFrozenDict_CheckExact "nogilc_PyFrozenDict_CheckExact" (object o)
    # With the items of a mapping or of an iterable of pairs.
    frozendict PyFrozenDict_New "nogilc_PyFrozenDict_New" (object items)
    frozendict PyFrozenDict_NewEmpty "nogilc_PyFrozenDict_NewEmpty" ()
