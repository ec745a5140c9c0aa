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

DEF LETTER = c'x'
DEF NOTHING = None
DEF PARTS = (1, SIZE, u"three", (5, 6))
DEF FIRST = PARTS[0]
DEF LAST = PARTS[-1][1]
DEF SOME = PARTS[1:3]
DEF BACKWARDS = PARTS[2::-2]
DEF BOTH = PARTS[:1] + SOME
DEF TOTAL = sum([FIRST, LAST, 10]) + max(PARTS[:2]) + len(PARTS) + int("7") + int(str(2))
DEF CODED = b"spam".decode("utf-8").encode("ascii")
DEF DOTS = ...

cdef int[LENGTH] numbers

def of_tuples():
    """
    >>> of_tuples()
    (120, None, (1, 4, 'three', (5, 6)), 1, 6, (4, 'three'), ('three', 1), (1, 4, 'three'), 34, b'spam', Ellipsis)
    """
    cdef char letter = LETTER
    return (letter, NOTHING, PARTS, FIRST, LAST, SOME, BACKWARDS, BOTH, TOTAL, CODED, DOTS)

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
