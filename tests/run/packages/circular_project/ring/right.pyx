from .left cimport left, seen as trail

cdef object seen = ["right"]

cdef int right(int n) except? -1:
    trail.append(("right", n))
    seen.append(n)
    return 1 if n == 0 else left(n - 1)

def run(n):
    return right(n), list(trail)
