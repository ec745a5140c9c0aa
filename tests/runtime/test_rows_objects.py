"""The rows of abi.def for operators, items, iteration, calls, names, beside CPython: see rows.py."""
import builtins
import collections
import itertools
import math
import operator
import sys

import probe
from probe import NULL, call
from rows import Broken, CONSTANTS, Index, Rows, VALUES, Weird, outcome


class Operators(Rows):
    BINARY = dict(add="add", sub="sub", mul="mul", matmul="matmul", truediv="truediv",
                  floordiv="floordiv", mod="mod", lshift="lshift", rshift="rshift",
                  bit_and="and_", bit_or="or_", bit_xor="xor")
    HUGE = 2**20

    def skip(self, row, a, b):
        """Results that would need gigabytes."""
        if row.endswith(("lshift", "pow")):
            return isinstance(b, (int, float)) and abs(b) > 2000
        if row.endswith("mul"):
            for x, y in ((a, b), (b, a)):
                if isinstance(x, (str, bytes, list, tuple)) and isinstance(y, int) and y > 1000:
                    return True
        return False

    def test_binary(self):
        for row, name in self.BINARY.items():
            for a, b in itertools.product(VALUES, VALUES):
                if not self.skip(row, a, b):
                    self.same(getattr(operator, name), row, a, b)
        for a, b in itertools.product(VALUES, VALUES):
            self.same(divmod, "divmod", a, b)
            if not self.skip("pow", a, b) and not self.skip("pow", b, a):
                self.same(operator.pow, "pow", a, b)

    def test_in_place(self):
        names = dict(iadd="iadd", isub="isub", imul="imul", imatmul="imatmul",
                     itruediv="itruediv", ifloordiv="ifloordiv", imod="imod", ilshift="ilshift",
                     irshift="irshift", ibit_and="iand", ibit_or="ior", ibit_xor="ixor",
                     ipow="ipow")
        for row, name in names.items():
            for a, b in ((6, 3), (2.5, 2), ("a", 3), (Weird(), 1), (1, Weird()), (None, 1)):
                self.same(getattr(operator, name), row, a, b)
        for a, b in ((1, 2), ("a", "b"), ("a" * 99, "é"), ([1], (2,)), ("", ""), (Weird(), 1)):
            self.assertEqual(call("iadd_local", a, b)[1], operator.iadd(a, b))
        self.same(operator.iadd, "iadd_local", "a", 1)
        for row, value in (("iadd", [1]), ("ibit_or", {1: 2}), ("ibit_or", {3})):
            target = type(value)(value)
            result = call(row, target, value)
            self.assertIs(result, target)

    def test_unary(self):
        for row, function in dict(neg=operator.neg, pos=operator.pos, invert=operator.invert,
                                  absolute=abs, not_=operator.not_).items():
            for value in VALUES:
                if row == "invert" and isinstance(value, bool):
                    continue  # deprecated
                self.same(function, row, value)

    def test_with_integer(self):
        for row, name in self.BINARY.items():
            if row == "matmul":
                continue
            for a, b in itertools.product(VALUES, CONSTANTS):
                if self.skip(row, a, b):
                    continue
                self.same(getattr(operator, name), f"{row}_int", a, b)
                if not isinstance(a, (list, set, dict)):
                    in_place = getattr(operator, "i" + name.rstrip("_"))
                    self.same(in_place, f"i{row}_int", a, b)
        for row in "add sub mul truediv floordiv mod lshift rshift".split():
            function = getattr(operator, row)
            for a, b in itertools.product(CONSTANTS, VALUES):
                if not self.skip(row, a, b):
                    self.same(function, f"int_{row}", a, b)

    def test_with_float(self):
        floats = [0.0, -0.0, 1.0, 2.5, -1e300, math.inf, math.nan]
        for a, b in itertools.product(VALUES, floats):
            for row in "add sub mul truediv".split():
                self.same(getattr(operator, row), f"{row}_float", a, b)
            for row in "sub truediv".split():
                self.same(getattr(operator, row), f"float_{row}", b, a)

    def test_comparison(self):
        nan = math.nan
        for row in "eq ne lt le gt ge".split():
            function = getattr(operator, row)
            for a, b in itertools.product(VALUES + [nan], VALUES + [nan]):
                self.same(function, row, a, b)
                self.same(lambda x, y: bool(function(x, y)), f"{row}_bool", a, b)
            for a, b in itertools.product(VALUES + [nan], CONSTANTS):
                self.same(lambda x, y: bool(function(x, y)), f"{row}_int", a, b)

    def test_contains(self):
        for container in ([1, 2], (1,), {1}, {1: 2}, "abc", b"abc", range(3), 5, Broken(),
                          iter([1])):
            for item in (1, "b", 97, None):
                if isinstance(container, collections.abc.Iterator):
                    self.assertEqual(call("contains", iter([1]), item), item == 1)
                else:
                    self.same(operator.contains, "contains", container, item)


class Objects(Rows):
    def test_attributes(self):
        class Thing:
            attribute = 5

        for value in (Thing, Thing(), 5, None, Weird(), sys):
            for name in ("attribute", "real", "missing"):
                self.same(getattr, "getattr", value, name)
        self.assertIs(call("getattr_or_null", 5, "nope"), NULL)
        self.assertEqual(call("getattr_or_null", 5, "real"), 5)
        self.raises(ZeroDivisionError, None, "getattr_or_null",
                    type("P", (), {"x": property(lambda s: 1 / 0)})(), "x")
        thing = Thing()
        call("setattr", thing, "x", 1)
        self.assertEqual(thing.x, 1)
        call("delattr", thing, "x")
        self.same(lambda *a: delattr(*a), "delattr", thing, "x")
        self.same(setattr, "setattr", 5, "x", 1)

    def test_truth_of_containers(self):
        kinds = {"sized_is_filled": ([], [0], (), (0,), b"", b"a", bytearray(), bytearray(b"a")),
                 "dict_is_filled": ({}, {0: 0}), "set_is_filled": (set(), {0}, frozenset(), frozenset({0})),
                 "str_is_filled": ("", "a", "\u1234")}
        for row, values in kinds.items():
            for value in (*values, None):
                self.same(bool, row, value)

    def test_truth_and_types(self):
        for value in VALUES:
            self.same(bool, "is_true", value)
            self.same(len, "length", value)
            self.same(hash, "hash", value)
            self.same(type, "type_of", value)
            self.same(callable, "is_callable", value)
            self.same(bool, "bint_from_py", value)
            for kind in (int, (int, str), 5, None):
                self.same(isinstance, "isinstance", value, kind)
        self.same(issubclass, "issubclass", bool, int)
        self.same(issubclass, "issubclass", 5, int)
        self.assertIs(call("bool_object", True), True)
        self.assertIs(call("bint_to_py", 5), True)
        self.assertIsNone(call("none"))

    def test_required_types(self):
        class Base:
            pass

        class Derived(Base):
            pass

        call("require_type", [], list, True, True)
        call("require_type", None, list, True, True)
        call("require_type", Derived(), Base, True, False)
        self.raises(TypeError, "Expected list, got NoneType", "require_type", None, list, False,
                    True)
        self.raises(TypeError, "Expected list, got tuple", "require_type", (), list, True, True)
        self.raises(TypeError, "Cannot convert tuple to Base", "require_type", (), Base, True,
                    False)
        call("require_argument_type", None, list, "a", True, True)
        self.raises(TypeError, "Argument 'a' has incorrect type (expected list, got NoneType)",
                    "require_argument_type", None, list, "a", False, True)
        self.raises(TypeError, "Argument 'a' has incorrect type (expected list, got tuple)",
                    "require_argument_type", (), list, "a", True, True)


class Items(Rows):
    CONTAINERS = [[10, 20, 30], (10, 20, 30), "abc", b"abc", bytearray(b"abc"), {0: "z", 2: "t"},
                  range(5), 5, None, Broken(), collections.deque([1, 2, 3])]

    def test_getitem(self):
        for container in self.CONTAINERS:
            for key in (0, 2, 3, -1, -3, -4, 2**70, "k", None, slice(1), Index(1), True):
                self.same(operator.getitem, "getitem", container, key)
            for index in (0, 2, 3, -1, -3, -4, 2**62):
                expected = outcome(operator.getitem, container, index)
                self.assertEqual(outcome(call, "getitem_index", container, index, True, True),
                                 expected)
        self.assertEqual(call("getitem_index", [1, 2], 1, False, False), 2)
        self.assertEqual(call("dict_getitem", {1: 2}, 1), 2)
        for container, key in (({1: 2}, 3), ({}, (1, 2)), (None, 1), ({}, [])):
            self.same(operator.getitem, "dict_getitem", container, key)
        self.same(operator.getitem, "dict_getitem", collections.defaultdict(int), 3)

    def changed(self, function, *arguments):
        copies = [list(a) if type(a) is list else dict(a) if type(a) is dict else a
                  for a in arguments]
        return outcome(function, *copies), copies[0]

    def test_setitem_delitem(self):
        for container in self.CONTAINERS:
            if isinstance(container, (bytearray, collections.deque)):
                continue
            for key in (0, 2, -1, 5, -5, "k", 2**70):
                for mine, theirs, more in (("setitem", operator.setitem, (9,)),
                                           ("delitem", operator.delitem, ())):
                    self.assertEqual(
                        self.changed(lambda *a: call(mine, *a), container, key, *more),
                        self.changed(theirs, container, key, *more))
            for index in (0, 2, -1, 3, -4):
                self.assertEqual(
                    self.changed(lambda c: call("setitem_index", c, index, 9, True, True),
                                 container),
                    self.changed(lambda c: operator.setitem(c, index, 9), container))
                self.assertEqual(
                    self.changed(lambda c: call("delitem_index", c, index, True), container),
                    self.changed(lambda c: operator.delitem(c, index), container))
        self.raises(IndexError, None, "delitem_index", [1, 2], -1, False)

    def test_slices(self):
        bounds = [(a, b) for a in (None, 0, 1, -2, 5, -9) for b in (None, 0, 2, -1, 9)]
        for container in self.CONTAINERS:
            for start, stop in bounds:
                flags = (start or 0, stop or 0, start is not None, stop is not None)
                key = slice(start, stop)
                if isinstance(container, collections.deque):
                    continue
                self.assertEqual(outcome(call, "getslice", container, *flags),
                                 outcome(operator.getitem, container, key))
                if isinstance(container, bytearray):
                    continue
                self.assertEqual(self.changed(lambda c: call("setslice", c, *flags, [7, 8]), container),
                                 self.changed(lambda c: operator.setitem(c, key, [7, 8]), container))
                self.assertEqual(self.changed(lambda c: call("delslice", c, *flags), container),
                                 self.changed(lambda c: operator.delitem(c, key), container))
        self.assertEqual(call("make_slice", 1, NULL, 3), slice(1, None, 3))

    def test_characters(self):
        for text in ("abc", "a\xe9", "\u1234b", "\U0001F600x"):
            for i in range(-len(text), len(text)):
                self.assertEqual(call("str_getitem", text, i, True, True), ord(text[i]))
        self.raises(IndexError, "string index out of range", "str_getitem", "ab", 2, True, True)
        self.raises(IndexError, "string index out of range", "str_getitem", "ab", -1, False, True)
        self.raises(TypeError, "'NoneType' object is not subscriptable", "str_getitem", None, 0,
                    True, True)
        self.assertEqual(call("bytes_getitem", b"a\xff", -1, True, True), 255)
        self.raises(IndexError, "index out of range", "bytes_getitem", b"", 0, True, True)
        self.raises(TypeError, "'NoneType' object is not subscriptable", "bytes_getitem", None, 0,
                    True, True)
        self.raises(IndexError, "list index out of range", "raise_index_nogil",
                    "list index out of range")


class Iteration(Rows):
    def walk(self, iterable):
        _, index = None, None
        index, iterator = call("iter_begin", iterable, NULL)
        items = []
        while True:
            item, index = call("iter_next", iterator, index)
            if item is Ellipsis:
                return items
            items.append(item)

    def test_loops(self):
        def generator():
            yield 1
            yield 2

        for make in (lambda: [1, 2, 3], lambda: (1, 2), lambda: {1: 2}, generator, lambda: "ab",
                     lambda: range(3), lambda: [], lambda: 5, lambda: None, Broken):
            self.assertEqual(outcome(lambda: self.walk(make())), outcome(lambda: list(make())))
        growing = [1]
        index, iterator = call("iter_begin", growing, NULL)
        item, index = call("iter_next", iterator, index)
        growing.append(2)
        self.assertEqual(call("iter_next", iterator, index)[0], 2)

        def failing():
            yield 1
            raise KeyError("end")

        self.assertEqual(outcome(self.walk, failing()), (KeyError, "'end'"))

    def test_protocol(self):
        self.assertEqual(list(call("get_iter", [1, 2])), [1, 2])
        self.same(iter, "get_iter", 5)
        for make in (lambda: iter([1]), lambda: iter([]), lambda: 5, lambda: [1]):
            self.assertEqual(outcome(call, "next_item", make()), outcome(next, make()))
            self.assertEqual(outcome(call, "next_item_or", make(), 7), outcome(next, make(), 7))

    def test_unpack(self):
        def two(value):
            a, b = value
            return a, b

        def star(value):
            a, *b, c = value
            return a, b, c

        for value in ([1, 2], (1, 2), [1], (), (1, 2, 3), "ab", "a", "abc", 5, None, range(2),
                      {1: 2, 3: 4}, {1: 1, 2: 2, 3: 3}, Broken(), [1, 2, 3, 4], Weird()):
            self.assertEqual(outcome(call, "unpack", value, 2), outcome(two, value), value)
            self.assertEqual(outcome(call, "unpack_star", value, 1, 1), outcome(star, value), value)

        def broken():
            yield 1
            raise KeyError("x")

        self.assertEqual(outcome(call, "unpack", broken(), 2), outcome(two, broken()))

    def test_items(self):
        def walk(value):
            size, iterator, index = call("items_begin", value, NULL, 0)
            pairs = []
            while True:
                item, index, key = call("items_next", iterator, index, size, NULL)
                if item is Ellipsis:
                    return pairs
                pairs.append((key, item))

        class Items:
            def __init__(self, items):
                self.list = items

            def items(self):
                return self.list

        def loop(value):
            return [(k, v) for k, v in value.items()]

        for value in ({}, {1: 2, 3: 4}, collections.OrderedDict(b=1, a=2), Items([(1, 2)]),
                      Items(["ab"]), Items([(1,)]), Items(5), 5, collections.UserDict(a=1)):
            self.assertEqual(outcome(walk, value), outcome(loop, value))

    def test_dict_walk(self):
        d = {1: "a", 2: "b"}
        position, seen = 0, {}
        while True:
            value, position, key = call("dict_next", d, position, 2, NULL)
            if value is Ellipsis:
                break
            seen[key] = value
        self.assertEqual(seen, d)
        self.raises(RuntimeError, "dictionary changed size during iteration", "dict_next", d, 0, 1,
                    NULL)


class Calls(Rows):
    def test_calls(self):
        def f(*a, **k):
            return a, k

        self.assertEqual(call("call", f), ((), {}))
        self.assertEqual(call("call", f, 1, 2, 3, 4), ((1, 2, 3, 4), {}))
        self.assertEqual(call("call_kw", f, ("x", "y"), 1, 2, 3), ((1,), {"x": 2, "y": 3}))
        self.assertEqual(call("call_method", "a-b", "split", "-"), ["a", "b"])
        self.assertEqual(call("call_method_kw", "a-b-c", "split", ("maxsplit",), "-", 1),
                         ["a", "b-c"])
        self.assertEqual(call("call_star", f, (1, 2), {"x": 3}), ((1, 2), {"x": 3}))
        self.assertEqual(call("call_star", f, (1, 2), NULL), ((1, 2), {}))
        self.assertEqual(outcome(call, "call", VALUES[0]), outcome(lambda: VALUES[0]()))
        self.assertEqual(outcome(call, "call_method", 5, "nope"), outcome(lambda: (5).nope()))

    def test_stars(self):
        def f(*a, **k):
            pass

        class C:
            def m(self):
                pass

        for function in (f, C.m, len, C, operator.attrgetter("x")):
            for value in ([1], "ab", 5, None, Broken()):
                target = []
                expected = outcome(lambda: function(*value))
                ours = outcome(call, "star_extend", function, target, value)
                if isinstance(value, (int, type(None), Broken)):
                    self.assertEqual(ours, expected)
                else:
                    self.assertEqual(target, list(value))
            for value in ({"b": 1}, collections.UserDict(b=1), 5, None, {"a": 1},
                          collections.UserDict(a=1), Broken()):
                target = {"a": 0}
                expected = outcome(lambda: function(**{"a": 0}, **value))
                ours = outcome(call, "star_merge", function, target, value)
                if ours[0] is type(None):
                    self.assertEqual(target, {"a": 0, "b": 1})
                else:
                    self.assertEqual(ours, expected)
            target = {}
            call("star_keyword", function, target, "a", 1)
            self.assertEqual(target, {"a": 1})
            self.assertEqual(outcome(call, "star_keyword", function, target, "a", 2),
                             outcome(lambda: function(**{"a": 1}, **{"a": 2})))


class Builders(Rows):
    def test_displays(self):
        for row, kind in (("make_tuple", tuple), ("make_list", list), ("make_set", set)):
            for n in range(5):
                self.assertEqual(call(row, *range(n)), kind(range(n)))
        self.raises(TypeError, "unhashable type: 'list'", "make_set", 1, [])
        for row, kind in (("tuple_from_array", tuple), ("list_from_array", list),
                          ("set_from_array", set)):
            self.assertEqual(call(row, *range(20)), kind(range(20)))
        self.assertEqual(call("make_dict"), {})

    def test_growing(self):
        target = []
        for i in range(100):
            call("list_append", target, i)
            call("append", target, i)
        self.assertEqual(target, [i for i in range(100) for _ in range(2)])
        other = collections.deque()
        call("append", other, 1)
        self.assertEqual(list(other), [1])
        self.same(lambda o, v: o.append(v), "append", 5, 1)
        for value in ([1, 2], "ab", {1: 2}, range(3), 5, None, Broken()):
            target = [0]
            ours = outcome(call, "list_extend", target, value)
            expected = outcome(lambda: [0, *value])
            self.assertEqual((list, target) if ours[1] is None else ours, expected)
            target = {0}
            ours = outcome(call, "set_update", target, value)
            expected = outcome(lambda: {0, *value})
            self.assertEqual((set, target) if ours[1] is None else ours, expected)
        self.raises(TypeError, "unhashable type: 'list'", "set_add", set(), [])
        target = set()
        call("set_add", target, 1)
        self.assertEqual(target, {1})
        for value in ({1: 2}, collections.UserDict(a=1), 5, None, [1]):
            target = {}
            ours = outcome(call, "dict_update", target, value)
            expected = outcome(lambda: {**value})
            self.assertEqual((dict, target) if ours[1] is None else ours, expected)
        target = {}
        call("dict_set", target, 1, 2)
        self.assertEqual(target, {1: 2})
        self.assertEqual(call("list_to_tuple", [1, 2]), (1, 2))
        for value in ([1], "ab", 5, Broken()):
            self.same(tuple, "to_tuple", value)
            self.same(list, "to_list", value)


class Strings(Rows):
    def test_format(self):
        for value in (5, "x", 1.5, None, [1], Broken(), "é"):
            self.same(lambda v, *_: f"{v}", "format_value", value, 0, NULL)
            self.same(lambda v, *_: f"{v!s}", "format_value", value, ord("s"), NULL)
            self.same(lambda v, *_: f"{v!r}", "format_value", value, ord("r"), NULL)
            self.same(lambda v, *_: f"{v!a}", "format_value", value, ord("a"), NULL)
            self.same(lambda v, c, s: f"{v:>10}", "format_value", value, 0, ">10")
            self.same(lambda v, c, s: f"{v!r:>10}", "format_value", value, ord("r"), ">10")
            self.same(str, "to_str", value)
            self.same(repr, "to_repr", value)

    def test_join(self):
        parts = ["abc", "", "é", "\u1234", "\U0001F600"]
        self.assertEqual(call("join_array", *parts), "".join(parts))
        self.assertEqual(call("join_strings", *parts[:4]), "".join(parts[:4]))
        self.assertEqual(call("join_strings"), "")
        self.assertEqual(call("str_concat", "a", "é"), "aé")
        self.same(operator.add, "str_concat", "a", None)
        self.same(operator.add, "str_concat", None, "a")


class Names(Rows):
    def test_globals(self):
        call("store_global", "name_of_test", 5)
        self.assertEqual(call("load_global", "name_of_test"), 5)
        self.assertEqual(probe.name_of_test, 5)
        self.assertIs(call("globals_dict"), probe.__dict__)
        call("delete_global", "name_of_test")
        for row in ("load_global", "delete_global", "load_builtin"):
            error = self.raises(NameError, "name 'name_of_test' is not defined", row,
                                "name_of_test")
            if sys.version_info >= (3, 10):
                self.assertEqual(error.name, "name_of_test")
        self.assertIs(call("load_global", "len"), len)
        self.assertIs(call("load_builtin", "len"), len)
        self.assertEqual(call("load_class_name", {"len": 1}, "len"), 1)
        self.assertIs(call("load_class_name", {}, "len"), len)
        self.assertIs(call("load_class_name", collections.UserDict(), "len"), len)
        self.assertEqual(call("load_class_name", collections.UserDict(len=2), "len"), 2)
        self.raises(LookupError, "broken", "load_class_name", Broken(), "len")
        space = {"x": 1}
        call("delete_class_name", space, "x")
        self.assertEqual(space, {})
        self.raises(NameError, "name 'x' is not defined", "delete_class_name", space, "x")

    def test_imports(self):
        import os.path

        self.assertIs(call("import_name", "os.path", NULL, 0), os)
        self.assertIs(call("import_name", "os.path", ("join",), 0), os.path)
        self.assertEqual(outcome(call, "import_name", "no_such", NULL, 0),
                         outcome(lambda: __import__("no_such")))
        self.assertIs(call("import_from", os, "path"), os.path)

        def from_os():
            from os import no_such

        self.assertEqual(outcome(call, "import_from", os, "no_such"), outcome(from_os))
        error = self.raises(ImportError, None, "import_from", os, "no_such")
        self.assertEqual(error.name, "os")

        def from_sys():
            from sys import no_such

        self.assertEqual(outcome(call, "import_from", sys, "no_such"), outcome(from_sys))
        call("import_global", "os.path", "os_of_test")
        self.assertIs(probe.os_of_test, os)
        call("import_global_from", os, "path", "os_of_test")
        self.assertIs(probe.os_of_test, os.path)
        self.assertEqual(outcome(call, "import_global", "no_such", "os_of_test"),
                         outcome(lambda: __import__("no_such")))
        self.assertEqual(outcome(call, "import_global_from", os, "no_such", "os_of_test"),
                         outcome(from_os))
        del probe.os_of_test
        module = type(sys)("stars")
        module.public, module._private = 1, 2
        call("import_star", module)
        self.assertEqual(probe.public, 1)
        self.assertFalse(hasattr(probe, "_private"))
        module.__all__ = ["_private", "gone"]
        self.raises(AttributeError, None, "import_star", module)
        del probe.public
        saved = builtins.__import__
        try:
            builtins.__import__ = lambda *a: a[0]
            self.assertEqual(call("import_name", "abc", NULL, 0), "abc")
        finally:
            builtins.__import__ = saved
