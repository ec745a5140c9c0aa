# `public` and `api`: what C is to see, it must be able to say.

ctypedef char *text
ctypedef public char *public_text
ctypedef api int api_number

cdef struct Private:
    int x

cdef public struct Public:
    int x
    Private *inner   # error: [private-type] "Public"


cdef public int takes_private(text x) noexcept:  # error: [private-type] "`takes_private` is visible to C, but the type `text` is not"
    return 0

cdef api text gives_private() noexcept:  # error: [private-type] "text"
    return NULL

cdef public Private *pointer(int x) noexcept:  # error: [private-type] "Private"
    return NULL

cdef public optional(x=None):  # error: [invalid-parameter] "optional"
    pass

cdef public int good(public_text x, api_number y, Public *z) noexcept:
    return 0

cdef api double number = 3

cdef public Private value  # error: [private-type] "Private"

cdef hidden(text x, y=None):
    pass

cdef public int count
cdef public double amount "count"  # error: [duplicate-declaration] "count"
