"""Assignment to several targets: counts, stars, nesting, order, and the exact errors."""


def case_simple():
    a, b = 1, 2
    (c, d) = [3, 4]
    [e, f] = "xy"
    g, = (5,)
    h, i = {"k": 1, "l": 2}
    return a, b, c, d, e, f, g, h, i


def case_swap():
    a, b, c = 1, 2, 3
    a, b = b, a
    b, c, a = a, b, c
    return a, b, c


def case_star():
    a, *b = range(4)
    *c, d = "abc"
    e, *f, g = [1, 2]
    *h, = (1,)
    i, *(j, k), l = range(4)
    return a, b, c, d, e, f, g, h, i, j, k, l


def case_nested():
    a, (b, (c, *d)), e = 1, (2, (3, 4, 5)), 6
    return a, b, c, d, e


def attempt(function, value):
    try:
        return function(value)
    except (ValueError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


def case_wrong_counts():
    def two(v):
        a, b = v
        return a, b

    def three(v):
        a, b, c = v
        return a, b, c

    def none(v):
        [] = v
        return "empty"
    return [attempt(f, v) for f in (two, three, none)
            for v in ([], [1], [1, 2], (1, 2, 3), "abcd", iter([1]), iter([1, 2, 3, 4]), {1: 2})]


def case_wrong_counts_with_star():
    def f(v):
        a, b, *c = v
        return a, b, c

    def g(v):
        a, *b, c, d = v
        return a, b, c, d
    return [attempt(h, v) for h in (f, g) for v in ([], [1], (1, 2), iter("abc"), range(5))]


def case_not_iterable():
    def f(v):
        a, b = v
        return a, b

    def g(v):
        a, *b = v
        return a, b
    return [attempt(h, v) for h in (f, g) for v in (5, None, len, 1.5)]


def case_error_from_the_iterator():
    def broken():
        yield 1
        raise KeyError("broken")
    try:
        a, b = broken()
    except KeyError as error:
        return str(error)


def case_chained_assignment():
    a = b = c = []
    d = e, f = 1, 2
    x, y = z = "uv"
    return a is b is c, d, e, f, x, y, z


def case_targets_of_all_kinds():
    class C:
        pass
    c, d, x = C(), {}, [0, 1, 2, 3]
    c.a, d["k"], x[0], x[1:3] = 1, 2, 3, "pq"
    return c.a, d, x


def case_order_left_to_right():
    i = 0
    x = [0, 0, 0]
    i, x[i] = 1, "at one"
    return i, x


def case_value_before_targets():
    order = []

    class Recorder:
        def __setattr__(self, name, value):
            order.append(("set", name, value))
    r = Recorder()

    def value():
        order.append("value")
        return 1, 2
    r.a, r.b = r.c = value()
    return order


def case_partial_assignment_stays():
    a = b = "old"

    class Bad:
        def __setattr__(self, name, value):
            raise RuntimeError("no")
    try:
        a, Bad().x, b = 1, 2, 3
    except RuntimeError:
        return a, b


def case_failed_count_assigns_nothing():
    a = b = "old"
    three = [1, 2, 3]
    try:
        a, b = three
    except ValueError:
        return a, b


def case_in_displays():
    x, y = [1, 2], (3,)
    return [*x, *y], (*x, 0, *y), {*x, *y}, [*"ab", *{}], {**{"a": 1}, "b": 2, **{"a": 3}}


def case_display_errors():
    results = []
    for make in (lambda x: [*x], lambda x: {*x}, lambda x: {**x}, lambda x: {1: 2, **x}, lambda x: (*x,)):
        try:
            make(5)
        except TypeError as error:
            results.append(str(error))
    return results


def case_return_and_yield_of_stars():
    def f(x):
        return 1, *x

    def g(x):
        yield 1, *x
    return f([2, 3]), list(g("a"))


def case_subscript_star():
    class C:
        def __getitem__(self, key):
            return key
    t = (1, 2)
    return C()[(*t, 3)]


def case_iterators_are_consumed():
    it = iter(range(5))
    a, b = next(it), next(it)
    c, *d = it
    return a, b, c, d, list(it)


def case_unpack_call_results():
    def f():
        return 1, [2, 3]
    a, (b, c) = f()
    return a, b, c


def case_bytes_and_strings():
    a, b = b"xy"
    c, d = "é😀"
    return a, b, c, d


def case_augmented():
    a = [1]
    b = a
    a += [2]
    a *= 2
    s = "x"
    s += "y"
    s *= 3
    n = 7
    n //= 2
    n **= 3
    n %= 10
    n <<= 4
    n |= 3
    n ^= 1
    n &= 0xFE
    n >>= 1
    n -= 1
    f = 1.5
    f /= 2
    return a, a is b, s, n, f


def case_error_line():
    x = [1, 2, 3]
    a, b = x


def case_del_many():
    a, b, c = 1, [1, 2], {"x": 1}
    del a, b[0], c["x"]
    del (b), [c]
    a = "bound again"
    return a
