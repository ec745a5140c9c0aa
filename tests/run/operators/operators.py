"""Operators on Python objects: values, order, reflected methods, errors; numbers of any size."""


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


NUMBERS = (0, 1, -1, 7, -7, 2 ** 31, -2 ** 63, 2 ** 64, 10 ** 30, -10 ** 30, 2.5, -0.0, True)


def case_add_sub_mul():
    return [(a + b, a - b, a * b) for a in NUMBERS for b in NUMBERS]


def case_division():
    return [(a / b, a // b, a % b, divmod(a, b)) for a in NUMBERS for b in NUMBERS if b]


def case_division_by_zero():
    return [(attempt(lambda: a / z), attempt(lambda: a // z), attempt(lambda: a % z),
             attempt(lambda: divmod(a, z))) for a in (0, 1, 10 ** 30, 2.5) for z in (0, 0.0, False)]


def case_division_by_literal_zero():
    def f(x):
        return x / 0

    def g(x):
        return x // 0

    def h(x):
        return x % 0
    return [attempt(k, x) for k in (f, g, h) for x in (1, 1.5, "a %s")]


def case_small_int_constants():
    def f(x):
        return x + 1, 1 + x, x - 1, 1 - x, x * 3, 3 * x, x // 3, x % 3, x / 4, x << 2, x >> 1, x & 6, x | 8, x ^ 5
    return [attempt(f, x) for x in (0, 5, -5, 2 ** 62, 2 ** 63 - 1, -2 ** 63, 2 ** 100, True, 1.5)]


def case_int_constant_on_the_left():
    def f(x):
        return 100 // x, 100 % x, 100 / x, 1 << x, 1000 >> x
    return [attempt(f, x) for x in (1, 3, -3, 2 ** 70, 7, 0)]


def case_shifts():
    return (1 << 100, -1 << 3, 2 ** 80 >> 70, -5 >> 1, attempt(lambda x: 1 << x, -1), attempt(lambda x: 1 >> x, -1),
            attempt(lambda x: x << 1, 1.5))


def case_bitwise():
    values = (0, 1, -1, 0xFF, -0x100, 2 ** 70, True, False)
    return [(a & b, a | b, a ^ b) for a in values for b in values], [~a for a in values[:6]]


def case_power():
    return (2 ** 10, 2 ** 100, 2 ** -1, (-2) ** 3, 2.0 ** 0.5, 0 ** 0, attempt(lambda x: x ** -1, 0), (-8) ** (1 / 3),
            pow(3, 5, 7), pow(2, -1, 7), -2 ** 2, 2 ** 3 ** 2)


def case_unary():
    return [(-x, +x, abs(x)) for x in NUMBERS], attempt(lambda x: -x, "a"), attempt(lambda x: ~x, 1.5), \
        attempt(lambda x: +x, None)


def case_sequences():
    return ([1] + [2], (1,) + (2,), "a" + "b", b"a" + b"b", [0] * 3, 3 * "ab", "x" * -1, (1, 2) * 2, [[]] * 2)


def case_unsupported():
    pairs = ((1, "a"), ("a", 1), ([], 1), (None, 1), (1, None), ({}, {}), ("a", b"b"), ([], ()), (object, 1))
    names = ("+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@")
    functions = (lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, lambda a, b: a / b,
                 lambda a, b: a // b, lambda a, b: a % b, lambda a, b: a ** b, lambda a, b: a << b,
                 lambda a, b: a >> b, lambda a, b: a & b, lambda a, b: a | b, lambda a, b: a ^ b,
                 lambda a, b: a @ b)
    return [(n, attempt(f, a, b)) for n, f in zip(names, functions) for a, b in pairs if a is not object]


def case_unsupported_in_place():
    def add(a, b):
        a += b

    def sub(a, b):
        a -= b

    def power(a, b):
        a **= b

    def matmul(a, b):
        a @= b

    def add_one(a, b):
        a += 1
    return [attempt(f, a, b) for f in (add, sub, power, matmul, add_one) for a, b in (("a", 1), ([], 1), (None, None))]


def case_sets_and_dicts():
    a, b = {1, 2, 3}, {2, 3, 4}
    d = {1: 2}
    d |= {3: 4}
    a2 = set(a)
    a2 &= b
    a2 ^= {9}
    return sorted(a & b), sorted(a | b), sorted(a - b), sorted(a ^ b), d, {1: 1} | {1: 2}, sorted(a2), a <= {1, 2, 3, 4}


def case_comparisons():
    values = (0, 1, -1, 2 ** 70, 1.0, 0.5, True, float("inf"))
    return [(a == b, a != b, a < b, a <= b, a > b, a >= b) for a in values for b in values]


def case_comparisons_with_constants():
    def f(x):
        return x == 1, x != 0, x < 10, x > -3, 5 <= x, 1 == x
    return [f(x) for x in (0, 1, 10, -10, 2 ** 70, 1.0, 0.5, True)], attempt(f, "a"), attempt(f, None)


def case_comparison_errors():
    return [attempt(f, a, b) for f in (lambda a, b: a < b, lambda a, b: a >= b)
            for a, b in ((1, "a"), (None, None), ([], ()), ({}, {}), (1j, 2j))]


def case_nan():
    nan = float("nan")
    items = [nan]
    return nan == nan, nan != nan, nan < 1, items[0] in items, items == items, items[0] is items[0]


def case_chained_comparisons():
    def f(a, b, c):
        return a < b < c, a < b > c, a == b == c, a != b != c, a <= b < c != a
    return [f(*t) for t in ((1, 2, 3), (3, 2, 1), (1, 1, 1), (1, 3, 2))]


def case_chain_evaluates_once():
    order = []

    def note(x):
        order.append(x)
        return x
    return note(1) < note(5) < note(3) < note(9), note(2) > note(4) > note(6), order


def case_chain_result_is_an_object():
    class C:
        def __init__(self, value):
            self.value = value

        def __lt__(self, other):
            return self.value

        def __bool__(self):
            return bool(self.value)
    return (C("yes") < C(0) < 5), (C("") < C(1) < 5), (C([]) < 1)


def case_comparison_result_object():
    class V:
        def __eq__(self, other):
            return ["eq", other]

        def __gt__(self, other):
            return None
    return V() == 1, V() != 1, V() > 2, 2 < V(), not (V() == 3)


def case_identity():
    a, b = [], []
    return a is a, a is b, a is not b, None is None, (a is None) is False


def case_membership():
    return (1 in [1, 2], 3 not in (1, 2), "b" in "abc", "" in "abc", 1 in {1: 2}, 2 in {1: 2}, b"b" in b"abc", 98 in b"abc",
            5 in range(10), attempt(lambda x: 1 in x, 5), attempt(lambda x: 1 in x, "abc"), attempt(lambda: [] in {1}))


def case_membership_in_literals():
    def f(x):
        return x in (1, 2, "a"), x not in [1, None], x in {1, "a"}, x in ()
    return [f(x) for x in (1, 2, "a", None, 1.0)], attempt(f, [])


def case_boolean_values():
    return (0 or "x", 1 and "y", "" or [] or None, 1 and 2 and 3, 0 and 1 / 0, 1 or 1 / 0, not [], not "a",
            (0 or 1) and (2 or 3))


def case_boolean_short_circuit():
    order = []

    def note(x):
        order.append(x)
        return x
    note(0) and note(1)
    note(2) or note(3)
    note(0) or note("") or note("last")
    if note(1) and not note(0) or note(9):
        order.append("if")
    return order


def case_truth_errors():
    class Bad:
        def __bool__(self):
            raise ValueError("no truth")

    class Wrong:
        def __bool__(self):
            return 2

    class Length:
        def __len__(self):
            return -1

    def test(x):
        if x:
            return 1
        return 0
    return attempt(test, Bad()), attempt(test, Wrong()), attempt(test, Length()), attempt(lambda x: not x, Bad()), \
        attempt(lambda x: x and 1, Bad())


def case_conditional_expression():
    return [("pos" if x > 0 else "neg" if x < 0 else "zero") for x in (1, -1, 0)], (1 if [] else 2), \
        ("a" if True else 1 / 0)


def case_walrus():
    if (n := 10) > 5:
        m = n
    x = [y := 1, y + 1, (z := y + 5)]
    while (n := n - 3) > 0:
        pass
    return m, x, y, z, n, (w := 1) + w


def case_reflected_order():
    class A:
        def __add__(self, o):
            return "A.add"

        def __radd__(self, o):
            return "A.radd"

    class B(A):
        def __radd__(self, o):
            return "B.radd"
    return A() + B(), B() + A(), 1 + A(), A() + 1, [] + A() if False else "skip"


def case_in_place_falls_back():
    class A:
        def __add__(self, o):
            return ("add", o)

        def __isub__(self, o):
            return ("isub", o)

        def __sub__(self, o):
            return ("sub", o)
    a = A()
    b = A()
    a += 1
    b -= 2
    return a, b


def case_matmul():
    class M:
        def __matmul__(self, o):
            return ("matmul", o)

        def __rmatmul__(self, o):
            return ("rmatmul", o)

        def __imatmul__(self, o):
            return ("imatmul", o)
    m = M()
    results = [m @ 1, 1 @ m]
    m @= 5
    return results, m


def case_evaluation_order():
    order = []

    def note(x):
        order.append(x)
        return x
    note(1) + note(2) * note(3) - note(4)
    note(2) ** note(3)
    [note(5), note(6)], {note(7): note(8)}
    note(print)(note("arg"), sep=note(""))
    return [x for x in order if x is not print]


def case_assignment_evaluates_value_first():
    order = []

    class C:
        def __setitem__(self, k, v):
            order.append(("set", k, v))

        def __getitem__(self, k):
            order.append(("get", k))
            return 0

    def note(x):
        order.append(x)
        return x
    c = C()
    c[note("key")] = note("value")
    c[note("k2")] += note(1)
    return order


def case_float_behaviour():
    return (0.1 + 0.2, 1e308 * 10, -1e308 * 10, 5.5 // 2, -5.5 // 2, 5.5 % -2, -5.5 % 2, 1e16 + 1, 3.0 == 3, int(2.9),
            round(2.5), round(-2.5), round(2.675, 2), float("1e3"), 1.5.is_integer(), (0.1).hex(), divmod(-7.5, 2))


def case_complex():
    return (1 + 2j) * (3 - 1j), abs(3 + 4j), (1 + 2j).conjugate(), 1j ** 2, complex(1, 2) == 1 + 2j, -1j, 2j.imag


def case_big_literals():
    return (123456789012345678901234567890, -0xFFFFFFFFFFFFFFFFFFFF, 0b1 << 70, 0o777777777777777777777777,
            1_000_000_000_000_000_000_000, 9223372036854775807, 9223372036854775808, -9223372036854775808)


def case_line_of_operator_error():
    x = 1
    y = "a"
    return x + y
