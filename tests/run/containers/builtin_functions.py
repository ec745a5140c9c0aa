"""Builtin functions and types as a compiler may shortcut them: values and errors."""


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def case_len():
    return len([1]), len("ab"), len({}), len({1}), len(range(7)), attempt(lambda x: len(x), 5), attempt(lambda: len())


def case_min_max():
    return (min(3, 1, 2), max([1, 5, 2]), max("abc"), min([], default=0), max([1, -3], key=abs), max((1, 2), (1, 3)),
            attempt(lambda: max([])), attempt(lambda: max(1, "a")), attempt(lambda: min(5)), min(1, 1.0), max(1.0, 1))


def case_min_max_variables():
    def f(a, b, c):
        return min(a, b), max(a, b), min(a, b, c), max(a, b, c)
    return f(1, 2, 3), f(3, 2, 1), f("a", "c", "b"), f(2.5, 2, 3), attempt(f, 1, "a", 2)


def case_sum():
    return sum([1, 2]), sum([0.1] * 3), sum([[1], [2]], []), sum(range(10)), sum([], 5), attempt(lambda: sum(["a"]))


def case_abs_round_divmod_pow():
    return abs(-5), abs(-2.5), abs(3 + 4j), round(2.567, 1), round(5), divmod(-7, 2), pow(2, 10), attempt(lambda: abs("a")), \
        attempt(lambda: divmod(1, 0))


def case_conversions():
    return (int("12"), int(" -5 "), int("ff", 16), int(3.9), int(-3.9), float("2.5"), float(3), bool([]), bool("0"), complex("1+2j"),
            attempt(lambda: int("x")), attempt(lambda: float("x")), attempt(lambda: int(None)), attempt(lambda: int([])), int())


def case_container_conversions():
    return (list("ab"), tuple([1]), set("aa"), dict(a=1), dict([(1, 2)], b=3), list({1: 2}), frozenset([1]), list(), tuple(),
            attempt(lambda: list(5)), attempt(lambda: tuple(5)), attempt(lambda: dict([1])), attempt(lambda: set([[]])))


def case_sorted():
    return sorted([3, 1, 2]), sorted("bca", reverse=True), sorted(["bb", "a"], key=len), attempt(lambda: sorted([1, "a"])), \
        sorted({2: 1, 1: 2})


def case_any_all():
    return any([0, 1]), all([1, 0]), any(x > 5 for x in range(3)), all(x < 5 for x in range(3)), any([]), all([])


def case_zip_map_filter():
    return (list(zip([1, 2], "ab")), list(map(int, "12")), list(filter(None, [0, 1])), list(map(max, [1, 5], [3, 2])),
            attempt(lambda: list(zip([1], [1, 2], strict=True))), list(enumerate("a", 3)))


def case_isinstance():
    return (isinstance(1, int), isinstance(True, int), isinstance("a", (int, str)), isinstance(1, object), issubclass(bool, int),
            isinstance([], list), isinstance({}, dict), isinstance((), tuple), isinstance(1.0, float), isinstance(None, type(None)),
            attempt(lambda: isinstance(1, 5)), attempt(lambda: issubclass(1, int)))


def case_isinstance_of_subclasses():
    class L(list):
        pass
    return isinstance(L(), list), type(L()) is list, type([]) is list, type(5) == int, type("a").__name__


def case_attributes():
    class C:
        x = 1
    c = C()
    setattr(c, "y", 2)
    result = getattr(c, "x"), getattr(c, "z", 5), hasattr(c, "y"), hasattr(c, "q"), attempt(lambda: getattr(c, "q"))
    delattr(c, "y")
    return result, hasattr(c, "y"), attempt(lambda: getattr(c, 5))


def case_hasattr_passes_other_errors():
    class C:
        @property
        def bad(self):
            raise ValueError("x")
    return attempt(lambda: hasattr(C(), "bad")), attempt(lambda: getattr(C(), "bad", 1))


def case_iter_next():
    it = iter([1])
    return next(it), next(it, "end"), attempt(lambda: next(it)), attempt(lambda: iter(5)), attempt(lambda: next(5))


def case_hash_id_repr():
    return hash(1) == hash(1.0), hash("a") == hash("a"), id(None) == id(None), repr([1, "a", None]), ascii("é"), callable(len), callable(1)


def case_chr_ord_hex():
    return chr(97), ord("a"), hex(-255), oct(8), bin(5), bytes("é", "utf-8"), attempt(lambda: hex(1.5))


def case_print():
    print()
    print(1, "a", None, [2], sep=", ", end="!\n")
    print("x", end="")
    print(*"abc", sep="")


def case_eval_exec():
    namespace = {"x": 5}
    exec("y = x + 1", namespace)
    return eval("1 + 2", {}), eval("x * 2", namespace), namespace["y"], attempt(lambda: eval("1 +", {}))


def case_list_methods():
    x = [3, 1]
    x.append(2)
    x.extend("a")
    x.insert(0, "first")
    popped = x.pop(), x.pop(0), x.pop(-2)
    x.reverse()
    x.sort()
    return x, popped, x.index(3), x.count(2), x.copy(), attempt(lambda: [].pop()), attempt(lambda: [1].pop(5)), \
        attempt(lambda: [1].remove(2)), attempt(lambda: [].append()), x.append(1)


def case_append_to_others():
    import collections

    class A:
        def append(self, x):
            return ("appended", x)

    def f(target, value):
        return target.append(value)
    d = collections.deque()
    b = bytearray()
    f(d, 1)
    f(b, 65)
    return f(A(), 1), d, b, f([], 1), attempt(f, 5, 1), attempt(f, (), 1)


def case_dict_methods():
    d = {"a": 1}
    return (d.get("a"), d.get("b"), d.get("b", 5), d.setdefault("c", []), d.pop("a"), d.pop("z", None), attempt(lambda: d.pop("z")),
            list(d.items()), d.update(x=1), d, d.copy() is d, dict.fromkeys("ab", 0), attempt(lambda: d.get([])))


def case_dict_order():
    d = {"z": 1, "a": 2}
    d["m"] = 3
    d["z"] = 4
    del d["a"]
    d["a"] = 5
    return list(d), d.popitem(), list(reversed(d))


def case_set_methods():
    s = {1, 2}
    s.add(3)
    s.discard(9)
    s.remove(1)
    return sorted(s), attempt(lambda: s.remove(9)), sorted(s.union([5])), s.issubset(range(9)), attempt(lambda: s.add([]))


def case_unbound_methods():
    x = []
    list.append(x, 1)
    return x, str.upper("a"), dict.get({"k": 1}, "k"), list(map(str.strip, [" a "])), attempt(lambda: list.append(5, 1))


def case_displays():
    return [], (), {}, [1, [2]], (1,), {1: {2: 3}}, {1, 1}, [None] * 2, {"a": 1, "a": 2}, {**{}}, (((1)))


def case_display_evaluation_order():
    order = []

    def note(x):
        order.append(x)
        return x
    {note("k1"): note("v1"), **note({}), note("k2"): note("v2")}
    [note(1), *note([2]), note(3)]
    return order


def case_constants_are_not_shared():
    def f():
        return [1, 2], {"a": 1}, {1}
    a, b = f(), f()
    a[0].append(3)
    return b, a[0] is b[0]


def case_constant_tuples():
    def f():
        return (1, "a", (2.5, None), b"x")
    return f() == f(), f()


def case_super_and_type_calls():
    C = type("C", (), {"x": 5})
    return C().x, C.__name__, type(C()).__name__, object() is not object(), vars(C)["x"]


def case_open_and_files():
    import os, tempfile
    path = os.path.join(tempfile.mkdtemp(), "f")
    with open(path, "w") as f:
        f.write("one\ntwo\n")
    with open(path) as f:
        lines = [line.rstrip() for line in f]
    os.remove(path)
    return lines, attempt(lambda: open("/no/such/file"))


def case_memoryview_and_slice_types():
    m = memoryview(b"abc")
    return m[0], bytes(m[1:]), slice(1, 2), slice(None).indices(5), len(m)


def case_input_of_wrong_arity():
    return [attempt(f) for f in (lambda: isinstance(1), lambda: getattr(1), lambda: ord(), lambda: iter(), lambda: range(),
                                 lambda: sorted(), lambda: abs(), lambda: len(1, 2))]
