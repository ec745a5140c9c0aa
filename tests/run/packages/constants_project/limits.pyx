"""Has the values, too, without a word of its own."""

cdef int[LIMIT] numbers

def own():
    return LIMIT, HIGH, HALF, IS_ON, len(numbers)
