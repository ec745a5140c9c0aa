"""All the ways to find a .pxd."""
from .. cimport base, in_package
from ..base cimport c_modulo, base_name_t
from . cimport names, ANSWER, inner_t
from .versions cimport version_t
from app.spaces.deep.here cimport NAMESPACE_PACKAGE
cimport app.spaces.deep.here as place
cimport app.base
cimport app.inner.names as long_names
from app.inner.names cimport *

include "../defs.pxi"


def modulo(int a, int b):
    return c_modulo(a, b), base.c_modulo(a, b), a % b


def types():
    cdef base.base_t a = 1
    cdef app.base.names.name_t b = b"b"
    cdef long_names.letter c = b"c"
    cdef version_t d = 1.5
    cdef in_package e = 2
    cdef name_t f = b"f"
    cdef inner_t g = b
    cdef base_name_t h = f
    return a, <bytes>b, c, d, e, <bytes>f, <bytes>g, <bytes>h


def constants():
    return ANSWER, NAMESPACE_PACKAGE, place.Place.NAMESPACE_PACKAGE, place.NAMESPACE_PACKAGE
