# cython: legacy_implicit_noexcept=True
"""C functions without a clause that say nothing to their callers; and what `noexcept` functions print."""
import contextlib
import io
import sys

import cython


cdef int implicit(int a):
    raise RuntimeError(a)

cdef int explicit(int a) except? -1:
    raise RuntimeError(a)

@cython.cfunc
def pure_implicit(a: cython.int) -> cython.int:
    raise RuntimeError(a)

@cython.cfunc
@cython.exceptval(-1)
def pure_explicit(a: cython.int) -> cython.int:
    raise RuntimeError(a)

cdef int without_gil(int a) nogil:
    raise RuntimeError(a)

@cython.unraisable_tracebacks(False)
cdef int quiet(int a) noexcept:
    raise RuntimeError(a)

cdef int (*pointer)(int) = implicit


def what_is_said(int which):
    """
    >>> for which in range(5): print(what_is_said(which))
    RuntimeError: 0 | implicit RuntimeError('0')
    RuntimeError: 1 | pure_implicit RuntimeError('1')
    RuntimeError: 2 | without_gil RuntimeError('2')
    RuntimeError: 3 | implicit RuntimeError('3')
    | quiet RuntimeError('4')
    """
    seen = []
    old, sys.unraisablehook = sys.unraisablehook, lambda u: seen.append(
        f"{u.object.rpartition('.')[2]} {u.exc_type.__name__}('{u.exc_value}')")
    try:
        with contextlib.redirect_stderr(io.StringIO()) as shown:
            if which == 0:
                implicit(0)
            elif which == 1:
                pure_implicit(1)
            elif which == 2:
                with nogil:
                    without_gil(2)
            elif which == 3:
                pointer(3)
            else:
                quiet(4)
    finally:
        sys.unraisablehook = old
    return f"{shown.getvalue().strip()} | {' '.join(seen)}".strip()


def what_is_raised(bint is_pure):
    """
    >>> what_is_raised(False)
    Traceback (most recent call last):
    ...
    RuntimeError: 5
    >>> what_is_raised(True)
    Traceback (most recent call last):
    ...
    RuntimeError: 5
    """
    if is_pure:
        pure_explicit(5)
    else:
        explicit(5)
