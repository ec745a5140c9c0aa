"""Every row of abi.def, compared with what CPython itself does for the same operands: the value
and its type, or the exception's type and text."""
import builtins
import collections
import contextlib
import enum
import io
import itertools
import math
import operator
import sys
import traceback
import unittest
import warnings

import probe
from probe import NULL, call


def error_text(operation, *args):
    """What the Python that runs says of it."""
    try:
        operation(*args)
    except Exception as error:
        return str(error)
    raise AssertionError("no error")


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Weird:
    """Objects whose operators say what they were asked."""

    def __getattr__(self, name):
        raise AttributeError(f"no {name}")

    for _name in ("add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor "
                  "iadd isub imul imatmul itruediv ifloordiv imod ipow ilshift irshift iand ior "
                  "ixor radd rsub rmul rmatmul rtruediv rfloordiv rmod rdivmod rpow rlshift rrshift "
                  "rand ror rxor lt le gt ge").split():
        exec(f"def __{_name}__(self, other): return ('{_name}', other)")
    for _name in "neg pos invert abs".split():
        exec(f"def __{_name}__(self): return '{_name}'")


class Broken:
    def _raise(self, *_):
        raise LookupError("broken")

    __bool__ = __len__ = __iter__ = __next__ = __contains__ = __getitem__ = __setitem__ = _raise
    __delitem__ = __eq__ = __lt__ = __add__ = __radd__ = __neg__ = __call__ = __index__ = _raise
    __hash__ = None
    __format__ = __str__ = __repr__ = _raise


def outcome(function, *arguments):
    try:
        value = function(*arguments)
    except RecursionError:
        raise
    except BaseException as error:
        return type(error), str(error)
    if isinstance(value, (float, complex)):
        return type(value), repr(value)  # tells -0.0 from 0.0, and nan is nan
    if isinstance(value, tuple) and any(isinstance(item, float) for item in value):
        return tuple, repr(value)
    return type(value), value


VALUES = [0, 1, -1, 2, 7, -7, 255, 256, -256, 2**29, 2**30 - 1, 2**30, -(2**30), 2**31, 2**40, 2**62,
          -(2**62), 2**63 - 1, 2**63, -(2**63), 2**100, -(2**100), True, False, 0.0, -0.0, 1.5, -2.5,
          1e300, math.inf, -math.inf, 2j, "", "a", "%d", "héé", b"x", None, [1, 2], (1, 2), {1: 2},
          {1, 2}, Weird(), Broken(), Index(3)]
CONSTANTS = [0, 1, -1, 2, -3, 7, 10, 255, 31, 33, 2**31, -(2**31), 2**53, 2**53 + 1, 2**62,
             2**63 - 1, -(2**63)]


class Rows(unittest.TestCase):
    maxDiff = None

    def same(self, expected, row, *arguments):
        ours = outcome(call, row, *arguments)
        self.assertEqual(ours, outcome(expected, *arguments), (row, arguments))

    def raises(self, kind, text, *arguments):
        with self.assertRaises(kind) as caught:
            call(*arguments)
        if text is not None:
            self.assertEqual(str(caught.exception), text)
        return caught.exception


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


class Exceptions(Rows):
    def test_raise(self):
        def do_raise(x):
            raise x

        def do_raise_from(x, y):
            raise x from y

        class Odd(Exception):
            def __new__(cls):
                return 5

        for value in (ValueError, ValueError("a"), 5, None, int, KeyError("k"), "text"):
            self.same(do_raise, "raise_object", value)
            for cause in (None, KeyError, KeyError("c"), 5):
                self.same(do_raise_from, "raise_from", value, cause)
        self.assertEqual(outcome(call, "raise_object", Odd), outcome(do_raise, Odd))
        made = ValueError("made")
        trace = None
        try:
            1 / 0
        except ZeroDivisionError as error:
            trace = error.__traceback__
        for value, args in ((None, ()), ("a", ("a",)), (("a", 2), ("a", 2))):
            for traceback in (None, trace):
                try:  # assertRaises would take the traceback away
                    call("raise_parts", ValueError, value, traceback)
                except ValueError as error:
                    self.assertEqual(error.args, args)
                    last = error.__traceback__
                    while last.tb_next:
                        last = last.tb_next
                    self.assertEqual(last is trace, traceback is trace)
                else:
                    self.fail("nothing was raised")
        self.assertIs(self.raises(ValueError, "made", "raise_parts", ValueError, made, None), made)
        self.assertIs(self.raises(ValueError, "made", "raise_parts", Exception, made, trace), made)
        self.raises(KeyError, None, "raise_parts", KeyError, made, None)
        self.raises(TypeError, "instance exception may not have a separate value", "raise_parts", made, 5, None)
        self.raises(TypeError, "raise: arg 3 must be a traceback or None", "raise_parts", ValueError, 5, 5)
        self.raises(TypeError, "exceptions must derive from BaseException", "raise_parts", int, 5, None)
        error = self.raises(ValueError, "", "raise_from", ValueError, KeyError("c"))
        self.assertIsInstance(error.__cause__, KeyError)
        self.assertTrue(error.__suppress_context__)
        self.raises(ValueError, "text", "raise_message", ValueError, "text")
        self.raises(ValueError, "text", "raise_message_nogil", ValueError, "text")
        try:
            1 / 0
        except ZeroDivisionError:
            error = self.raises(ValueError, None, "raise_object", ValueError)
            self.assertIsInstance(error.__context__, ZeroDivisionError)
            self.assertEqual(outcome(call, "raise_again"), (ZeroDivisionError, "division by zero"))
        self.raises(RuntimeError, "No active exception to reraise", "raise_again")

        def do_assert(x):
            assert False, x

        for message in ("m", (1, 2), None, 5):
            self.same(do_assert, "raise_assertion", message)
        self.raises(AssertionError, "", "raise_assertion", NULL)

    def test_unbound(self):
        def unbound():
            x
            x = 1

        def free():
            def inner():
                return y

            inner()
            y = 1

        self.assertEqual(outcome(call, "raise_unbound_local", "x"), outcome(unbound))
        self.assertEqual(outcome(call, "raise_unbound_local_nogil", "x"), outcome(unbound))
        self.assertEqual(outcome(call, "raise_unbound_free", "y"), outcome(free))
        self.assertEqual(outcome(call, "raise_undefined_name", "zz"),
                         outcome(lambda: eval("zz")))
        for row in ("raise_none_attribute", "raise_none_attribute_nogil"):
            self.same(lambda name: getattr(None, name), row, "nope")

    def test_matching(self):
        def fail(error):
            def function():
                raise error

            return function

        def matches(error, kind):
            try:
                raise error
            except kind:
                return True
            except BaseException as other:
                if other is not error:
                    raise
                return False

        for kind in (ValueError, (KeyError, ValueError), KeyError, 5, (ValueError, 5), None,
                     BaseException, ()):
            error = ValueError("v")
            self.same(matches, "exception_matches", error, kind)
        self.assertEqual(call("failing:error_matches", fail(KeyError()), LookupError), (True, True))
        self.assertEqual(call("failing:error_matches", fail(KeyError()), (OSError,)), (True, False))
        self.assertEqual(call("failing:error_matches", int, OSError), (False, False))
        self.assertTrue(call("failing:error_occurred_nogil", fail(KeyError())))
        self.assertFalse(call("failing:error_occurred_nogil", int))

    def test_scopes(self):
        def fail():
            raise KeyError("inner")

        def handler(exception):
            self.assertIs(sys.exc_info()[1], exception)
            self.assertIs(call("handled_exception"), exception)
            return "handled"

        self.assertIsNone(call("handled_exception"))
        self.assertEqual(call("scope:except", fail, handler), "handled")
        self.assertEqual(sys.exc_info(), (None, None, None))
        try:
            raise OSError("outer")
        except OSError as outer:
            self.assertEqual(call("scope:except", fail, handler), "handled")
            self.assertIs(sys.exc_info()[1], outer)

            def failing_handler(exception):
                raise ValueError("new")

            error = self.raises(ValueError, "new", "scope:except", fail, failing_handler)
            self.assertIsInstance(error.__context__, KeyError)
            self.assertIs(error.__context__.__context__, outer)
            self.assertIs(sys.exc_info()[1], outer)
        self.raises(KeyError, "'inner'", "scope:reraise", fail)
        self.raises(KeyError, "'inner'", "failing:enter_except", fail, handler)
        self.assertEqual(sys.exc_info(), (None, None, None))

    @unittest.skipIf(sys.version_info < (3, 11), "no exception groups")
    def test_except_star(self):
        def fail(error):
            def function():
                raise error

            return function

        seen = []

        def body(part):
            self.assertIs(call("handled_exception"), part)
            seen.append(repr(part))

        row = "failing:except_star"
        self.assertIsNone(call(row, fail(ValueError(1)), ValueError, body))
        self.assertEqual(seen, ["ExceptionGroup('', (ValueError(1),))"])
        self.raises(KeyError, "2", row, fail(KeyError(2)), (ValueError, OSError), body)
        group = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError(2), ValueError(3)])])
        try:
            call(row, fail(group), KeyError, body)
        except ExceptionGroup as left:
            self.assertEqual(repr(left), "ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', "
                                         "[ValueError(3)])])")
        self.assertEqual(seen[1], "ExceptionGroup('g', [ExceptionGroup('h', [KeyError(2)])])")

        def failing_body(part):
            raise TypeError("new")

        try:
            call(row, fail(group), KeyError, failing_body)
        except ExceptionGroup as both:
            self.assertEqual([type(e) for e in both.exceptions], [TypeError, ExceptionGroup])
        self.raises(TypeError, "new", row, fail(KeyError()), KeyError, failing_body)
        self.raises(TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.",
                    row, fail(group), (KeyError, ExceptionGroup), body)
        self.assertEqual(sys.exc_info(), (None, None, None))

    def test_traceback(self):
        def fail():
            raise KeyError("inner")

        for _ in range(2):
            try:
                call("failing:add_traceback", fail)
            except KeyError as error:
                entries = [(e.filename, e.lineno, e.name)
                           for e in traceback.extract_tb(error.__traceback__)]
            self.assertIn(("probe.pyx", 11, "somewhere"), entries)
            self.assertIn(("probe.pyx", 22, "somewhere"), entries)

    def test_unraisable(self):
        seen = []
        saved, sys.unraisablehook = sys.unraisablehook, lambda u: seen.append(
            (type(u.exc_value), u.object, u.exc_traceback.tb_lineno))
        try:
            with contextlib.redirect_stderr(io.StringIO()) as shown:
                self.assertIs(call("failing:unraisable", lambda: 1 / 0), False)
        finally:
            sys.unraisablehook = saved
        self.assertEqual(shown.getvalue().count("ZeroDivisionError: division by zero\n"), 1)
        self.assertEqual(seen, [(ZeroDivisionError, "probe.somewhere", 33),
                                (ZeroDivisionError, "probe.somewhere", 44)])

    def test_cpp_exceptions(self):
        for kind, (expected, text) in enumerate([
                (MemoryError, "std::bad_alloc"), (TypeError, None), (ValueError, "domain"),
                (ValueError, "argument"), (IndexError, "range"), (OverflowError, "overflow"),
                (ArithmeticError, "result"), (ArithmeticError, "underflow"),
                (RuntimeError, "runtime"), (OSError, None), (RuntimeError, "Unknown exception")]):
            error = self.raises(expected, text, "thrown:raise_cpp_exception", kind)
            self.assertIs(type(error), expected)

    def test_with(self):
        class Manager:
            def __enter__(self):
                return "value"

            def __exit__(self, *a):
                self.seen = a
                return "truthy" if a[0] is KeyError else 0

        manager = Manager()
        _, exit, value = call("with_enter", manager, NULL, NULL)
        self.assertEqual(value, "value")
        call("with_exit_normal", exit)
        self.assertEqual(manager.seen, (None, None, None))
        error = KeyError()
        self.assertTrue(call("with_exit_error", exit, error))
        self.assertEqual(manager.seen, (KeyError, error, None))
        self.assertFalse(call("with_exit_error", exit, ValueError()))

        def do_with(m):
            with m:
                pass

        class NoExit:
            def __enter__(self):
                raise AssertionError("must not run")

        class NoEnter:
            def __exit__(self, *a):
                pass

        class Raises(Manager):
            def __enter__(self):
                raise OSError("enter")

        for value in (5, NoExit(), NoEnter(), Raises()):
            self.assertEqual(outcome(call, "with_enter", value, NULL, NULL),
                             outcome(do_with, value))


class Conversions(Rows):
    BITS = dict(char=(8, True), schar=(8, True), uchar=(8, False), short=(16, True),
                ushort_=(16, False), int=(32, True), uint_=(32, False), long=(64, True),
                ulong_=(64, False), llong=(64, True), ullong=(64, False), int128=(128, True),
                uint128=(128, False))

    def test_integers(self):
        class OnlyInt:
            def __int__(self):
                return 6

        class BadInt:
            def __int__(self):
                return "6"

        for kind, (bits, signed) in self.BITS.items():
            low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
            row = f"from_py:{kind}"
            for value in {low, low + 1, high, high - 1, 0, 1, high // 2, low // 2, 1 << 29, 1 << 30,
                          1 << 31, -(1 << 30)}:
                if low <= value <= high:
                    self.assertEqual(call(row, value), value, kind)
            for value in (low - 1, high + 1, low - 2**200, high + 2**200, 2**64 + low - 5):
                if not low <= value <= high:
                    self.raises(OverflowError, None, row, value)
            self.assertEqual(call(f"to_py:{kind}", True), 1)
            self.assertEqual(call(row, Index(5)), 5)
            self.assertEqual(call(row, OnlyInt()), 6)
            self.assertEqual(call(row, 3.7), 3)
            for value in ("1", None, b"1", [], Broken):
                self.raises(TypeError, "an integer is required", row, value)
            self.raises(TypeError, "__int__ returned non-int (type str)", row, BadInt())
        self.raises(OverflowError, "value too large to convert to int", "from_py:int", 2**31)
        self.raises(OverflowError, "value too large to convert to int", "from_py:int", -(2**40))
        self.raises(OverflowError, "can't convert negative value to unsigned int",
                    "from_py:uint_", -1)
        self.raises(OverflowError, "can't convert negative value to unsigned int",
                    "from_py:uint_", -(2**70))
        self.raises(OverflowError, "value too large to convert to unsigned char", "from_py:uchar",
                    256)
        self.raises(OverflowError, "value too large to convert to short", "from_py:short", 1 << 15)

    def test_floats(self):
        for kind in ("double", "ldouble"):
            for value in (0.0, -0.0, 1.5, 1e300, math.inf):
                self.assertEqual(repr(call(f"from_py:{kind}", value)), repr(value))
            self.assertEqual(call(f"to_py:{kind}", 3), 3.0)
            self.assertEqual(call(f"from_py:{kind}", Index(3)), 3.0)
            for value in ("1", None, 2**2000, 1j):
                self.assertEqual(outcome(call, f"from_py:{kind}", value),
                                 outcome(lambda: math.sqrt(value)) if value != 2**2000 else
                                 (OverflowError, "int too large to convert to float"))
        self.assertEqual(call("to_py:float", 0.1), 0.10000000149011612)

    def test_sizes(self):
        for row, kind in (("ssize_from_py", OverflowError), ("index_from_py", IndexError)):
            for value in (0, -1, 2**40, sys.maxsize, -sys.maxsize - 1, Index(7), True):
                self.assertEqual(call(row, value), operator.index(value))
            self.raises(kind, None, row, sys.maxsize + 1)
            self.raises(TypeError, "'float' object cannot be interpreted as an integer", row, 1.5)
        self.raises(OverflowError, "Python int too large to convert to C ssize_t", "ssize_from_py",
                    2**80)

    def test_characters(self):
        for text in ("a", "é", "\u1234", "\U0001F600"):
            self.assertEqual(call("ucs4_from_py", text), ord(text))
            self.assertEqual(call("ucs4_to_py", ord(text)), text)
        self.assertEqual(call("ucs4_from_py", 65), 65)
        self.raises(ValueError, "only single character unicode strings can be converted to "
                    "Py_UCS4, got length 2", "ucs4_from_py", "ab")
        self.raises(TypeError, "an integer is required", "ucs4_from_py", b"a")
        self.raises(OverflowError, None, "ucs4_from_py", 0x110000)
        self.raises(ValueError, "chr() arg not in range(0x110000)", "ucs4_to_py", 0x110000)
        for value in ("a", "ab", "", b"a", b"ab", bytearray(b"x"), 5, None):
            if isinstance(value, (str, int, type(None))) or len(value) == 1:
                self.same(ord, "ucs4_ord", value)
            else:
                self.raises(TypeError, None, "ucs4_ord", value)

    def test_strings(self):
        self.assertEqual(call("cstring_from_py", b"abc"), b"abc")
        self.assertEqual(call("cstring_from_py", bytearray(b"abc")), b"abc")
        self.raises(TypeError, "expected bytes, str found", "cstring_from_py", "abc")
        self.raises(TypeError, "expected bytes, NoneType found", "cstring_from_py", None)
        self.assertEqual(call("cstring_to_py", "abc"), b"abc")
        self.assertEqual(call("cstring_len_to_py", "abc", 2), b"ab")
        self.assertEqual(call("cstring_decode", "abc", 2, "utf-8", "strict"), "ab")
        self.assertEqual(call("cstring_from_text", b"abc", 0), b"abc")
        self.assertEqual(call("cstring_from_text", "abc", 1), b"abc")
        self.assertEqual(call("cstring_from_text", "a\u20ac", 0), "a\u20ac".encode())
        self.raises(UnicodeEncodeError, None, "cstring_from_text", "a\u20ac", 1)
        self.raises(UnicodeEncodeError, None, "cstring_from_text", "\ud800", 0)
        self.raises(TypeError, "expected bytes, int found", "cstring_from_text", 1, 0)
        self.assertEqual(call("cstring_to_bytearray", "abc", 2), bytearray(b"ab"))
        self.raises(LookupError, "unknown encoding: nope", "cstring_decode", "abc", 2, "nope",
                    "strict")

    def test_compounds(self):
        call("require_mapping", {})
        self.raises(TypeError, "Expected a mapping, got int", "require_mapping", 1)
        for mapping in ({"a": 1}, collections.ChainMap({"a": 1})):
            self.assertEqual(call("struct_item", mapping, "a"), 1)
            self.raises(ValueError, "No value specified for struct attribute 'b'", "struct_item",
                        mapping, "b")
        self.raises(LookupError, "broken", "struct_item", collections.defaultdict(Broken()._raise),
                    "a")
        names = ("a", "b")
        self.assertEqual(call("union_member", {"a": 1}, names), 0)
        self.assertEqual(call("union_member", {"b": 1}, names), 1)
        self.raises(ValueError, "More than one union attribute passed: 'a' and 'b'", "union_member",
                    {"a": 1, "b": 2}, names)
        self.raises(ValueError, "More than one union attribute passed: 'a' and None",
                    "union_member", {"a": 1, "c": 2}, names)
        self.raises(ValueError, "No value specified for any of the union attributes (a, b)",
                    "union_member", {}, names)
        for items in ((1, 2), [1, 2], "12", range(2)):
            self.assertEqual(call("ctuple_items", items, 2), tuple(items))
            self.assertEqual(call("array_items", items, 2), tuple(items))
        self.raises(TypeError, "Expected a sequence of size 2, got size 3", "ctuple_items",
                    (1, 2, 3), 2)
        self.raises(TypeError, "Expected a sequence of size 2, got set", "ctuple_items", {1, 2}, 2)
        self.assertEqual(call("array_items", iter((1, 2)), 2), (1, 2))
        many = "too many values found during array assignment, expected 2"
        self.raises(IndexError, many, "array_items", [1, 2, 3], 2)
        self.raises(IndexError, many, "array_items", itertools.count(), 2)
        few = "not enough values found during array assignment, expected 2, got 1"
        self.raises(IndexError, few, "array_items", [1], 2)
        self.raises(IndexError, few, "array_items", iter([1]), 2)
        self.raises(TypeError, "'int' object is not iterable", "array_items", 1, 2)
        self.raises(LookupError, "broken", "array_items", Broken(), 2)
        self.assertEqual(call("tuple_item", (1, 2), 1), 2)
        self.raises(ValueError, "Assignment to slice of wrong length, expected 2, got 3",
                    "raise_slice_length", 2, 3)

    def test_complex(self):
        for kind in ("dcomplex", "fcomplex"):
            for value in (1, 1.5, 2 + 3j, Index(2)):
                self.assertEqual(call(f"from_py:{kind}", value), complex(value))
            self.raises(TypeError, "must be real number, not NoneType", f"to_py:{kind}", None)


class CharactersWithoutGil(Rows):
    def test_items(self):
        for suffix in ("", "_nogil"):
            for index in (0, 2, -1, -3):
                self.assertEqual(call(f"bytes_getitem{suffix}", b"ab\xff", index, True, True),
                                 b"ab\xff"[index])
                self.assertEqual(call(f"str_getitem{suffix}", "a\xe9\u20ac", index, True, True),
                                 ord("a\xe9\u20ac"[index]))
            for index in (3, -4):
                self.raises(IndexError, "index out of range", f"bytes_getitem{suffix}", b"abc",
                            index, True, True)
                self.raises(IndexError, "string index out of range", f"str_getitem{suffix}", "abc",
                            index, True, True)
            self.raises(IndexError, None, f"bytes_getitem{suffix}", b"abc", -1, False, True)
            for row in ("bytes_getitem", "str_getitem"):
                self.raises(TypeError, "'NoneType' object is not subscriptable", row + suffix, None,
                            0, True, True)

    def test_bytearrays(self):
        data = bytearray(b"ab\xff")
        for index in (0, 2, -1, -3):
            self.assertEqual(call("bytearray_getitem", data, index, True, True), data[index])
        call("bytearray_setitem", data, 1, 255, True, True)
        call("bytearray_setitem", data, -3, 0, True, True)
        self.assertEqual(data, b"\0\xff\xff")
        for index in (3, -4):
            self.raises(IndexError, "bytearray index out of range", "bytearray_getitem", data, index,
                        True, True)
            self.raises(IndexError, "bytearray index out of range", "bytearray_setitem", data, index,
                        1, True, True)
        self.raises(IndexError, None, "bytearray_getitem", data, -1, False, True)
        for value in (-1, 256):
            self.raises(ValueError, "byte must be in range(0, 256)", "bytearray_setitem", data, 9,
                        value, True, True)
        self.raises(TypeError, "'NoneType' object is not subscriptable", "bytearray_getitem", None, 0,
                    True, True)
        self.raises(TypeError, "'NoneType' object does not support item assignment",
                    "bytearray_setitem", None, 0, 1, True, True)


class Enums(Rows):
    def test_class(self):
        cls = call("make_enum", "Color", ("RED", 1, "GREEN", 2, "ALSO", 2), "of paint")
        self.assertTrue(issubclass(cls, enum.IntEnum))
        self.assertEqual((cls.__name__, cls.__module__, cls.__doc__), ("Color", "probe", "of paint"))
        self.assertEqual([(c.name, c.value) for c in cls], [("RED", 1), ("GREEN", 2)])
        self.assertIs(cls.ALSO, cls.GREEN)
        self.assertIs(call("enum_to_py:int", cls, 2), cls.GREEN)
        other = call("enum_to_py:int", cls, 7)
        self.assertEqual((int(other), type(other), other.name), (7, cls, None))
        self.assertEqual(repr(other), "<Color: 7>")
        self.assertIs(call("enum_to_py:int", cls, 7), other)
        self.assertEqual(call("enum_to_py:int", None, 7), 7)

    def test_of_another_module(self):
        self.assertIs(call("imported_enum", NULL, "enum", "IntEnum"), enum.IntEnum)
        self.assertIs(call("imported_enum", enum.IntFlag, "none", "such"), enum.IntFlag)
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            self.assertIsNone(call("imported_enum", NULL, "no_such_module", "Color"))
            self.assertIsNone(call("imported_enum", NULL, "enum", "NoSuchEnum"))
        self.assertEqual([warning.category for warning in seen], [UserWarning, UserWarning])
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.raises(UserWarning, None, "imported_enum", NULL, "enum", "NoSuchEnum")


class Arithmetic(Rows):
    def fits(self, kind, value):
        bits, signed = Conversions.BITS[kind]
        return (-(1 << bits - 1) <= value < 1 << bits - 1) if signed else 0 <= value < 1 << bits

    def operands(self, kind):
        bits, signed = Conversions.BITS[kind]
        high = (1 << bits - signed) - 1
        values = {0, 1, 2, 3, 7, high, high - 1, high // 2, high // 3}
        if signed:
            values |= {-1, -2, -3, -7, -high - 1, -high, -high // 2}
        return sorted(values)

    def test_division(self):
        for kind in Conversions.BITS:
            for a, b in itertools.product(self.operands(kind), repeat=2):
                for suffix in ("", "_nogil"):
                    floor, mod, cdiv = (f"c_{n}_checked{suffix}:{kind}"
                                        for n in ("floordiv", "mod", "cdiv"))
                    if b == 0:
                        for row, same in ((floor, operator.floordiv), (mod, operator.mod),
                                          (cdiv, operator.floordiv)):
                            self.raises(ZeroDivisionError, error_text(same, 1, 0), row, a, b)
                        continue
                    self.assertEqual(call(mod, a, b), a % b)
                    if self.fits(kind, a // b):
                        self.assertEqual(call(floor, a, b), a // b)
                        quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
                        self.assertEqual(call(cdiv, a, b), quotient)
                        self.assertEqual(call(f"c_floordiv:{kind}", a, b), a // b)
                        self.assertEqual(call(f"c_mod:{kind}", a, b), a % b)
                    elif Conversions.BITS[kind][0] >= 32:
                        self.raises(OverflowError, "value too large to perform division", floor, a,
                                    b)
                        self.raises(OverflowError, None, cdiv, a, b)

    def test_complex(self):
        values = [complex(a, b) for a, b in itertools.product((0.0, -0.0, 1.0, -2.5, 1e200), repeat=2)]
        for a, b in itertools.product(values, repeat=2):
            self.assertEqual(repr(call("c_complex_mul:dcomplex", a, b)), repr(a * b))
            for row in ("c_complex_div_checked", "c_complex_div_checked_nogil"):
                if b:
                    self.assertEqual(repr(call(f"{row}:dcomplex", a, b)), repr(a / b))
                else:
                    self.raises(ZeroDivisionError, error_text(operator.truediv, 1j, 0j),
                                f"{row}:dcomplex", a, b)
        self.assertEqual(call("c_complex_div:dcomplex", 1, 2j), -0.5j)
        self.assertTrue(math.isnan(call("c_complex_div:dcomplex", 1, 0).imag))
        for a in (0, 1, 2j, 1 + 2j, -3 + 0.5j):
            self.assertEqual(repr(call("c_conjugate:dcomplex", a)), repr(complex(a).conjugate()))
            self.assertEqual(call("c_abs:dcomplex", a), abs(a))
            self.assertEqual(repr(call("c_imaginary:dcomplex", a)), repr(complex(0, complex(a).real)))
            for b in (0, 1, 2, 7, -1 if a else 3, 0.5, 2j if a else 1):
                result, expected = call("c_complex_pow:dcomplex", a, b), complex(a) ** b
                self.assertLessEqual(abs(result - expected), 1e-14 * abs(expected), (a, b))
        self.assertEqual(call("c_complex_pow:dcomplex", 1 + 2j, 2), -3 + 4j)
        self.assertTrue(math.isnan(call("c_complex_pow:dcomplex", 0, 1j).real))

    def test_text(self):
        for kind in Conversions.BITS:
            for value in self.operands(kind):
                self.assertEqual(call(f"c_to_str:{kind}", value), str(value))
        for value in (0.0, -0.0, 1.5, 1e300, math.inf, math.nan, 0.1):
            self.assertEqual(call("c_to_str:double", value), str(value))

    def test_overflow(self):
        for kind in Conversions.BITS:
            for a, b in itertools.product(self.operands(kind), repeat=2):
                for name, function in (("add", operator.add), ("sub", operator.sub),
                                       ("mul", operator.mul)):
                    for suffix in ("", "_nogil"):
                        row = f"c_{name}_checked{suffix}:{kind}"
                        value = function(a, b)
                        if self.fits(kind, value):
                            self.assertEqual(call(row, a, b), value)
                        else:
                            self.raises(OverflowError, "value too large", row, a, b)
                if -1 <= b < 200:
                    for suffix in ("", "_nogil"):
                        row = f"c_lshift_checked{suffix}:{kind}"
                        if 0 <= b < Conversions.BITS[kind][0] and self.fits(kind, a << b):
                            self.assertEqual(call(row, a, b), a << b)
                        else:
                            self.raises(OverflowError, "value too large", row, a, b)
            for a in self.operands(kind):
                if Conversions.BITS[kind][1]:
                    for suffix in ("", "_nogil"):
                        row = f"c_neg_checked{suffix}:{kind}"
                        if self.fits(kind, -a):
                            self.assertEqual(call(row, a), -a)
                        else:
                            self.raises(OverflowError, "value too large", row, a)
                if self.fits(kind, abs(a)):
                    self.assertEqual(call(f"c_abs:{kind}", a), abs(a))

    def test_power(self):
        for kind in Conversions.BITS:
            bits = Conversions.BITS[kind][0]
            for a in self.operands(kind):
                for b in range(0, 9):
                    exact = a**b
                    wrapped = exact & ((1 << bits) - 1)
                    if Conversions.BITS[kind][1] and wrapped >> (bits - 1):
                        wrapped -= 1 << bits
                    self.assertEqual(call(f"c_pow:{kind}", a, b), wrapped, (kind, a, b))
                    for suffix in ("", "_nogil"):
                        row = f"c_pow_checked{suffix}:{kind}"
                        if self.fits(kind, exact):
                            self.assertEqual(call(row, a, b), exact)
                        else:
                            self.raises(OverflowError, "value too large", row, a, b)
        for a, b, result in ((2, -1, 0), (1, -5, 1), (-1, -3, -1), (-1, -2, 1)):
            self.assertEqual(call("c_pow:int", a, b), result)
            self.assertEqual(call("c_pow_checked:int", a, b), result)
        self.raises(ZeroDivisionError, None, "c_pow_checked:int", 0, -1)
        self.raises(ZeroDivisionError, None, "c_pow_checked:double", 0.0, -1.0)

    def test_floats(self):
        values = [0.0, -0.0, 1.0, -1.0, 2.5, -2.5, 7.3, 0.1, 0.3, 1e300, 1e-300, math.inf,
                  -math.inf]
        for a, b in itertools.product(values, repeat=2):
            for suffix in ("", "_nogil"):
                floor, mod, true = (f"c_floordiv_checked{suffix}:double",
                                    f"c_mod_checked{suffix}:double", f"c_truediv_checked{suffix}")
                if b == 0:
                    for row, same in ((floor, operator.floordiv), (mod, operator.mod),
                                      (true, operator.truediv)):
                        self.raises(ZeroDivisionError, error_text(same, 1.0, 0.0), row, a, b)
                    for divmod_of, zero in (("double", 0.0), ("int", 0)):
                        self.raises(ZeroDivisionError, error_text(divmod, zero, zero),
                                    f"c_divisor_checked{suffix}:{divmod_of}", zero)
                    self.raises(ZeroDivisionError, error_text(operator.truediv, 1, 0),
                                f"c_int_truediv_checked{suffix}", a, b)
                    continue
                self.assertEqual(repr(call(f"c_int_truediv_checked{suffix}", a, b)), repr(a / b))
                self.assertEqual(call(f"c_divisor_checked{suffix}:double", b), b)
                self.assertEqual(repr(call(floor, a, b)), repr(a // b), (a, b))
                self.assertEqual(repr(call(mod, a, b)), repr(a % b), (a, b))
                self.assertEqual(repr(call(true, a, b)), repr(a / b))

    def test_warning_of_division(self):
        for row in ("c_warn_division", "c_warn_division_nogil"):
            with warnings.catch_warnings(record=True) as seen:
                warnings.simplefilter("always")
                call(row, "x.pyx", 3)
            self.assertEqual([(warning.category, warning.filename, warning.lineno)
                              for warning in seen], [(RuntimeWarning, "x.pyx", 3)])
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                self.raises(RuntimeWarning, None, row, "x.pyx", 3)

    def test_real_power(self):
        for suffix in ("", "_nogil"):
            power = f"c_real_pow_checked{suffix}"
            for a, b in ((2.0, 0.5), (0.0, 0.5), (-2.0, 3.0), (-2.0, -2.0), (-math.inf, 0.5),
                         (-2.0, math.inf), (-2.0, math.nan), (math.nan, 0.5)):
                self.assertEqual(repr(call(power, a, b)), repr(a ** b), (a, b))
            self.raises(TypeError, None, power, -8.0, 0.5)


class ScopesAndCells(Rows):
    def test_cells(self):
        cell = call("make_cell")
        self.raises(NameError, None, "cell_get", cell)
        self.raises(RuntimeError, "super(): empty __class__ cell", "super_object", cell, 5)
        self.raises(RuntimeError, "super(): no arguments", "super_object", cell, NULL)
        cell.cell_contents = bool
        self.assertIs(call("cell_get", cell), bool)
        self.assertEqual(call("super_object", cell, True).__repr__(), int.__repr__(True))

    def test_scope(self):
        scope = call("new_scope_bytes", 3, 16)
        self.assertEqual(type(scope).__name__, "scope")
        self.assertRaises(TypeError, type(scope))

    def test_classes(self):
        class Meta(type):
            @classmethod
            def __prepare__(cls, name, bases, **k):
                return {"prepared": (name, bases, k)}

            def __new__(cls, name, bases, space, **k):
                return super().__new__(cls, name, bases, dict(space, given=k))

            def __init__(cls, *a, **k):
                pass

        class Entries:
            def __mro_entries__(self, bases):
                return (int, )

        class Other(type):
            pass

        def make(name, bases, keywords):
            _, meta, resolved, rest, space = call("class_prepare", name, bases, keywords,
                                                  f"outer.{name}", "doc", NULL, NULL, NULL, NULL)
            call("setitem", space, "x", 1)
            return call("class_create", meta, name, resolved, space, rest)

        plain = make("Plain", (), NULL)
        self.assertEqual((plain.__name__, plain.__qualname__, plain.__module__, plain.__doc__,
                          plain.x, plain.__bases__),
                         ("Plain", "outer.Plain", "probe", "doc", 1, (object,)))
        fancy = make("Fancy", (list,), {"metaclass": Meta, "k": 1})
        self.assertIs(type(fancy), Meta)
        self.assertEqual(fancy.prepared, ("Fancy", (list,), {"k": 1}))
        self.assertEqual(fancy.given, {"k": 1})
        self.assertIs(type(make("Sub", (fancy,), NULL)), Meta)
        entries = Entries()
        replaced = make("Replaced", (entries,), NULL)
        self.assertEqual(replaced.__bases__, (int,))
        self.assertEqual(replaced.__orig_bases__, (entries,))
        other = Other("o", (), {})
        self.assertEqual(outcome(make, "Conflict", (fancy, other), NULL)[0], TypeError)
        self.assertEqual(make("Called", (), {"metaclass": lambda *a, **k: (a[0], k), "z": 1}),
                         ("Called", {"z": 1}))
        bad = type("Bad", (type,), {"__prepare__": classmethod(lambda *a, **k: 5)})
        self.assertEqual(outcome(make, "B", (), {"metaclass": bad}),
                         (TypeError, "Bad.__prepare__() must return a mapping, not int"))
        wrong = type("W", (), {"__mro_entries__": lambda s, b: 5})()
        self.assertEqual(outcome(make, "B", (wrong,), NULL),
                         (TypeError, "__mro_entries__ must return a tuple"))

    def test_match(self):
        for subject in ([], (), {}, "ab", b"ab", range(2), collections.deque(), 5):
            self.assertIs(call("is_sequence", subject),
                          isinstance(subject, (list, tuple, range, collections.deque)))
            self.assertIs(call("is_mapping", subject), isinstance(subject, dict))
        source = {"a": 1, "b": 2}
        self.assertEqual(call("match_keys", source, ("b", "a")), (2, 1))
        self.assertIs(call("match_keys", source, ("b", "c")), Ellipsis)
        self.raises(ValueError, "mapping pattern checks duplicate key ('a')", "match_keys", source,
                    ("a", "a"))
        self.assertEqual(call("match_rest", source, ("a",)), {"b": 2})
        point = collections.namedtuple("point", "x y")(3, 4)
        self.assertEqual(call("match_class", point, type(point), 1, ("y",)), (3, 4))
        self.assertIs(call("match_class", point, int, 0, ()), Ellipsis)
        self.assertIs(call("match_class", point, type(point), 0, ("z",)), Ellipsis)
        self.assertEqual(call("match_class", 7, int, 1, ()), (7,))
        self.raises(TypeError, "int() accepts 1 positional sub-pattern (2 given)", "match_class", 7,
                    int, 2, ())


    def test_instances(self):
        class Base:
            pass

        class Derived(Base):
            __slots__ = ()

        class Other:
            pass

        for kind in (Base, Derived, Other, int):
            self.assertIs(call("is_instance_of", kind(), Base), issubclass(kind, Base))
        self.assertIs(call("is_instance_of", True, int), True)
        # With a vectorcall of the class itself, and without.
        self.assertEqual(call("call_type", list), [])
        self.assertEqual(call("call_type", tuple, "ab"), ("a", "b"))
        self.raises(TypeError, "list expected at most 1 argument, got 2", "call_type", list, 1, 2)
        self.assertEqual(call("call_type_kw", dict, ("a", "b"), 1, 2), {"a": 1, "b": 2})
        self.assertEqual(call("call_type_kw", int, ("base",), "12", 3), 5)
        self.raises(TypeError, "Base() takes no arguments", "call_type", Base, 1)
        self.assertIs(call("may_be_overridden", Base()), True)
        self.assertIs(call("may_be_overridden", 5), False)
        self.assertEqual(call("class_dict", Derived)["__slots__"], ())
        # Without the notice the interpreter would go on with the method that it has cached.
        Base.f = 1
        self.assertEqual(Derived().f, 1)
        call("class_dict", Base)["f"] = 2
        call("class_changed", Base)
        self.assertEqual(Derived().f, 2)

        class Named:
            def __set_name__(self, owner, name):
                self.place = owner.__name__, name

        class Refuses:
            def __set_name__(self, owner, name):
                raise ValueError(name)

        Base.named = Named()
        call("class_changed", Base)
        self.assertEqual(Base.named.place, ("Base", "named"))
        Base.bad = Refuses()
        self.raises(ValueError, "bad", "class_changed", Base)


    def test_locks(self):
        self.assertEqual(call("lock_acquire", False), (None, True))
        self.assertEqual(call("lock_release", True), (None, False))
        self.assertIs(call("lock_is_locked", False), False)
        self.assertIs(call("lock_is_locked", True), True)

    def test_dataclass(self):
        import dataclasses

        class Base:
            __dataclass_fields__ = {"a": dataclasses.field()}

        class Derived(Base):
            __dataclass_fields__ = {"b": {"default": 5}, "c": {"init": False}}

        call("dataclass_fields", Derived, ("b", "c"), ("int", "str"), "fI", 0b10100001)
        fields = Derived.__dataclass_fields__
        self.assertEqual(list(fields), ["a", "b", "c"])
        self.assertEqual((fields["b"].name, fields["b"].type, fields["b"].default), ("b", "int", 5))
        self.assertEqual((fields["b"].kw_only, fields["c"].kw_only, fields["c"].init), (False, True, False))
        self.assertEqual([field.name for field in dataclasses.fields(Derived)][-1:], ["b"])
        params = Derived.__dataclass_params__
        self.assertEqual((params.init, params.repr, params.eq, params.frozen), (True, False, True, False))

        class Broken:
            __dataclass_fields__ = {"b": {"unknown": 5}}

        self.raises(TypeError, None, "dataclass_fields", Broken, ("b",), ("int",), "f", 0)
        self.raises(KeyError, None, "dataclass_fields", Broken, ("c",), ("int",), "f", 0)


class Zz_Coverage(unittest.TestCase):
    # Rows that take static tables or work on what those made: test_sample.py covers them, and the run
    # tests of coroutines and of extension types.
    ELSEWHERE = {"make_function", "function_closure", "make_generator", "yield_from_begin",
                 "yield_from", "module_init", "make_coroutine", "make_async_generator",
                 "await_begin", "await_next_begin", "async_iter", "async_value",
                 "async_with_enter", "async_with_exit", "class_set_function", "extension_new",
                 "find_override", "class_ready"}

    def test_every_row_was_called(self):
        missed = {row for row, count in probe.counts().items() if not count}
        self.assertEqual(missed - self.ELSEWHERE, set())


if __name__ == "__main__":
    unittest.main()
