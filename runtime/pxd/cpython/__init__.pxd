# Declarations of CPython's C API, one file a header of its reference manual.
#
# Objects are declared as `object` where the function takes a borrowed reference or returns a new one.
# Where it returns a borrowed reference the result is a `PyObject *`: `<object>p` makes an owned one
# of it. Functions that steal a reference take `PyObject *` too, because the caller has to give one
# up. Nothing here may be called without the GIL unless it says `nogil`.
