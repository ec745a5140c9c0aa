# The modules of `cython`, and names that are none.
import cython.parallel
import cython.paralel  # error: [no-such-member] "`cython` has no `paralel`" # note: "did you mean `cython.parallel`?"
import cython.cfunc as c  # error: [no-such-member] "`cfunc`"
cimport cython.parallel.parallel as p  # error: [no-such-member] "`parallel.parallel`"
from cython.parallel cimport prange, something  # error: [no-such-member] "`cython.parallel` has no `something`"
from cython.parallel import other as o  # error: [no-such-member] "`cython.parallel` has no `other`"
from cython.imports import libc  # error: [no-such-member] "`imports`" # note: "`cython.cimports`"


# What hangs on them is no other mistake.
def f(int n):
    with nogil:
        something(n)
    return p.x, o, c.y, libc.math
