"""Every operator on every C integer type at its limits, against exact results from Python's integers."""

import itertools

import c_integers

RANK = ["schar", "uchar", "char", "short", "ushort", "int", "uint", "long", "ulong", "longlong", "ulonglong",
        "ssize", "size"]


def call(name, *args):
    try:
        return getattr(c_integers, name)(*args)
    except (OverflowError, ZeroDivisionError) as error:
        return type(error)


def bounds(name):
    size, is_signed = c_integers.SIZES[name]
    bits = 8 * size
    return (-2 ** (bits - 1), 2 ** (bits - 1) - 1) if is_signed else (0, 2 ** bits - 1)


def wrap(value, bits, is_signed):
    value %= 2 ** bits
    return value - 2 ** bits if is_signed and value >= 2 ** (bits - 1) else value


def promoted(name):
    """Bits and signedness in which C computes: at least an int."""
    size, is_signed = c_integers.SIZES[name]
    return (32, True) if size < 4 else (8 * size, is_signed)


def interesting(name):
    low, high = bounds(name)
    values = {low, low + 1, low // 2, -7, -1, 0, 1, 2, 3, 10, high // 2, high - 1, high}
    return sorted(v for v in values if low <= v <= high)


def defined(name, value):
    """Whether C defines the result: an unsigned type wraps, a signed one must not leave its range."""
    bits, is_signed = promoted(name)
    return not is_signed or -2 ** (bits - 1) <= value < 2 ** (bits - 1)


def pairs(name):
    return itertools.product(interesting(name), repeat=2)


def check(wrong, what, actual, expected):
    if actual != expected or type(actual) is not type(expected):
        wrong.append((what, actual, expected))


def test_sizes():
    expected = {"schar": 1, "uchar": 1, "char": 1, "short": 2, "ushort": 2, "int": 4, "uint": 4, "longlong": 8,
                "ulonglong": 8}
    for name, size in expected.items():
        assert c_integers.SIZES[name][0] == size, name
    assert not c_integers.SIZES["ulong"][1] and c_integers.SIZES["ssize"][1] and not c_integers.SIZES["size"][1]


def test_round_trip_and_range():
    wrong = []
    for name in RANK:
        low, high = bounds(name)
        for value in interesting(name):
            check(wrong, (name, value), call("same_" + name, value), value)
        for value in (low - 1, high + 1, -2 ** 63 - 1, 2 ** 64, -10 ** 30, 10 ** 30):
            check(wrong, (name, value), call("same_" + name, value), OverflowError)
        check(wrong, (name, True), call("same_" + name, True), 1)
    assert not wrong, wrong[:10]


OPERATORS = {"add": int.__add__, "sub": int.__sub__, "mul": int.__mul__, "and": int.__and__, "or": int.__or__,
             "xor": int.__xor__}


def test_ring_operators():
    wrong = []
    for name in RANK:
        size, is_signed = c_integers.SIZES[name]
        for op, exact in OPERATORS.items():
            for a, b in pairs(name):
                value = exact(a, b)
                if defined(name, value):
                    check(wrong, (op, name, a, b), call(f"{op}_{name}", a, b), wrap(value, *promoted(name)))
                    check(wrong, (op, "into", name, a, b), call(f"{op}_into_{name}", a, b),
                          wrap(value, 8 * size, is_signed))
    assert not wrong, (len(wrong), wrong[:10])


def test_division_has_pythons_meaning():
    wrong = []
    for name in RANK:
        low, _ = bounds(name)
        for a, b in pairs(name):
            if b == 0:
                check(wrong, ("//", name, a, b), call("floordiv_" + name, a, b), ZeroDivisionError)
                check(wrong, ("%", name, a, b), call("mod_" + name, a, b), ZeroDivisionError)
                check(wrong, ("/", name, a, b), call("truediv_" + name, a, b), ZeroDivisionError)
                continue
            if not defined(name, a // b):
                check(wrong, ("//", name, a, b), call("floordiv_" + name, a, b), OverflowError)
            else:
                check(wrong, ("//", name, a, b), call("floordiv_" + name, a, b), a // b)
                check(wrong, ("%", name, a, b), call("mod_" + name, a, b), a % b)
            check(wrong, ("/", name, a, b), call("truediv_" + name, a, b), float(a) / float(b))
    assert not wrong, (len(wrong), wrong[:10])


def test_cdivision_truncates():
    wrong = []
    for name in RANK:
        for a, b in pairs(name):
            if b != 0 and defined(name, a // b):
                quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
                check(wrong, ("//", name, a, b), call("cdiv_" + name, a, b), quotient)
                check(wrong, ("%", name, a, b), call("cmod_" + name, a, b), a - quotient * b)
    assert not wrong, (len(wrong), wrong[:10])


def test_comparisons():
    wrong = []
    compare = {"lt": int.__lt__, "le": int.__le__, "eq": int.__eq__, "ne": int.__ne__, "gt": int.__gt__, "ge": int.__ge__}
    for name in RANK:
        for op, exact in compare.items():
            for a, b in pairs(name):
                check(wrong, (op, name, a, b), call(f"{op}_{name}", a, b), exact(a, b))
    assert not wrong, (len(wrong), wrong[:10])


def test_unary():
    wrong = []
    for name in RANK:
        for a in interesting(name):
            for op, value in (("neg", -a), ("pos", +a), ("invert", ~a)):
                if defined(name, value):
                    check(wrong, (op, name, a), call(f"{op}_{name}", a), wrap(value, *promoted(name)))
            check(wrong, ("not", name, a), call("not_" + name, a), not a)
            check(wrong, ("truth", name, a), call("truth_" + name, a), int(bool(a)))
    assert not wrong, (len(wrong), wrong[:10])


def test_shifts():
    wrong = []
    for name in RANK:
        size, is_signed = c_integers.SIZES[name]
        for a in interesting(name):
            for n in (0, 1, 7, 8 * size - 1):
                check(wrong, (">>", name, a, n), call("rshift_" + name, a, n), a >> n)
                if a >= 0 and defined(name, a << n):
                    check(wrong, ("<<", name, a, n), call("lshift_" + name, a, n), wrap(a << n, 8 * size, is_signed))
    assert not wrong, (len(wrong), wrong[:10])


def test_overflowcheck():
    wrong = []
    for name in RANK:
        bits, is_signed = promoted(name)
        low, high = (-2 ** (bits - 1), 2 ** (bits - 1) - 1) if is_signed else (0, 2 ** bits - 1)
        for op in ("add", "sub", "mul"):
            for a, b in pairs(name):
                value = OPERATORS[op](a, b)
                check(wrong, (op, name, a, b), call(f"checked_{op}_{name}", a, b),
                      value if low <= value <= high else OverflowError)
    assert not wrong, (len(wrong), wrong[:10])


def test_augmented():
    wrong = []
    for name in RANK:
        size, is_signed = c_integers.SIZES[name]
        for a, b in pairs(name):
            seen, value, is_defined = [], a, True
            for op in (int.__add__, int.__sub__, int.__or__, int.__and__, int.__xor__):
                exact = op(value, b)
                is_defined = is_defined and defined(name, exact)
                value = wrap(exact, 8 * size, is_signed)
                seen.append(value)
            if is_defined:
                check(wrong, (name, a, b), call("augmented_" + name, a, b), seen)
    assert not wrong, (len(wrong), wrong[:10])


def test_arrays_and_pointers():
    wrong = []
    for name in RANK:
        for a, b in pairs(name):
            check(wrong, (name, a, b), call("array_" + name, a, b), (b, a, a, True, 2))
    assert not wrong, (len(wrong), wrong[:10])
