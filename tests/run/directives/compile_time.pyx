"""DEF and IF: what is known when the module is compiled."""

DEF SIZE = 4
DEF HALF = SIZE // 2
DEF LARGEST = max(SIZE, 3, HALF)
DEF NAME = "abc"
DEF LENGTH = len(NAME) + len(b"de")
DEF WHOLE = int(3.7) + abs(-2) + int(True)
DEF INFINITE = float("+inf")
DEF SMALLEST = min(-float("inf"), 0)
DEF IS_ODD = bool(SIZE % 2)

cdef int[LENGTH] numbers

def values():
    """
    >>> taken()
    'this'
    >>> values()
    (4, 2, 4, 'abc', 5, 6, inf, -inf, False, 5)
    """
    return (SIZE, HALF, LARGEST, NAME, LENGTH, WHOLE, INFINITE, SMALLEST, IS_ODD,
            sizeof(numbers) // sizeof(int))

IF SIZE > 3 and not IS_ODD:
    def taken():
        return "this"
ELIF nothing.known:
    def taken():
        return "that"
ELSE:
    def taken():
        return "other"
