from ring cimport right

cdef list trail = []
cdef object seen = trail

cdef int left(int n) except? -1:
    trail.append(("left", n))
    return 0 if n == 0 else right.right(n - 1)

def run(n):
    trail.clear()
    del right.seen[1:]
    return left(n), list(right.seen)
