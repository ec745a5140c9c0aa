# The modules of `cython`, and names that are none.
import cython.parallel
import cython.paralel  # error: [invalid-cimport] "`cython` has no module `paralel`" # note: "did you mean `cython.parallel`?"
import cython.cfunc as c  # error: [invalid-cimport] "`cfunc`"
cimport cython.parallel.parallel as p  # error: [invalid-cimport] "`parallel.parallel`"
from cython.parallel cimport prange, something  # error: [invalid-cimport] "`cython.parallel` has no `something`"
from cython.parallel import other as o  # error: [invalid-cimport] "`cython.parallel` has no `other`"
from cython.imports import libc  # error: [invalid-cimport] "`imports`" # note: "`cython.cimports`"


# What hangs on them is no other mistake.
def f(int n):
    with nogil:
        something(n)
    return p.x, o, c.y, libc.math
