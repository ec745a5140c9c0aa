# Declarations of CPython's C API, one file a header of its reference manual. The modules that a header
# of its own declares (array, datetime, marshal, pythread, time, ...) are cimported by name.
#
# Objects are declared as `object` where the function takes a borrowed reference or returns a new one.
# Where it returns a borrowed reference the result is a `PyObject *`: `<object>p` makes an owned one
# of it. Functions that take a reference over say so: their caller counts one for them.
# Nothing here may be called without the GIL unless it says `nogil`.

from cpython.bool cimport *
from cpython.buffer cimport *
from cpython.bytearray cimport *
from cpython.bytes cimport *
from cpython.complex cimport *
from cpython.contextvars cimport *
from cpython.dict cimport *
from cpython.exc cimport *
from cpython.float cimport *
from cpython.function cimport *
from cpython.getargs cimport *
from cpython.iterator cimport *
from cpython.list cimport *
from cpython.long cimport *
from cpython.mapping cimport *
from cpython.mem cimport *
from cpython.method cimport *
from cpython.module cimport *
from cpython.number cimport *
from cpython.object cimport *
from cpython.pycapsule cimport *
from cpython.pystate cimport *
from cpython.pythread cimport *
from cpython.ref cimport *
from cpython.sequence cimport *
from cpython.set cimport *
from cpython.slice cimport *
from cpython.tuple cimport *
from cpython.type cimport *
from cpython.unicode cimport *
from cpython.version cimport *
from cpython.weakref cimport *
