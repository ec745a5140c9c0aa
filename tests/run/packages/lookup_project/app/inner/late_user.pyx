"""Names that a .pxd binds by statements are looked up in the module that compiles its functions."""
from app.inner.late cimport kind, absent
from array import array
missing = object()


def kinds():
    return kind(missing), kind(array("b")), kind(1)


def name_that_is_absent():
    return absent()
