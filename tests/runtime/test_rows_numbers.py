"""The rows of abi.def for C numbers, beside CPython: see rows.py."""
import collections
import enum
import itertools
import math
import operator
import sys
import warnings

from probe import NULL, call
from rows import Broken, Index, Rows, error_text, outcome


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


class Containers(Rows):
    def test_containers_of_cpp(self):
        for row in "cpp_to_py:list", "cpp_from_py:list":
            self.assertEqual(call(row, (1, -2, True)), [1, -2, 1])
            self.assertEqual(call(row, iter([])), [])
            self.raises(TypeError, "'int' object is not iterable", row, 5)
            self.raises(OverflowError, None, row, [1, 2**70])
            self.raises(TypeError, None, row, [1, "a"])
        self.assertEqual(call("cpp_to_py:dict", {b"b": 2, b"a": 0.5}), {b"a": 0.5, b"b": 2.0})
        self.raises(TypeError, None, "cpp_to_py:dict", {1: 2.0})
        self.raises(TypeError, None, "cpp_to_py:dict", {b"a": "b"})


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

    def test_contains(self):
        for value in (97, 255, 0, 98):
            self.assertEqual(call("bytes_contains", b"a\xff", value), value in b"a\xff")
        self.assertFalse(call("bytes_contains", b"", 0))
        for value in (-1, 256):
            self.raises(ValueError, "byte must be in range(0, 256)", "bytes_contains", b"a", value)
        for text in ("ab", "a\xe9", "a\u20ac", "a\U0001f600", ""):
            for character in "a\xe9\u20ac\U0001f600":
                self.assertEqual(call("str_contains", text, ord(character)), character in text)
        for row in ("bytes_contains", "str_contains"):
            with self.assertRaisesRegex(TypeError, "argument of type 'NoneType'"):
                call(row, None, 97)

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

    def test_soft_complex(self):
        numbers = (0.0, -0.0, 1.0, -2.0, 2.5, -2.5, 1e200, -8.0, 1 / 3, math.inf, 3 + 4j, -1j)
        for a, b in itertools.product(numbers, repeat=2):
            for row, operation in ("soft_pow", operator.pow), ("soft_div_checked", operator.truediv):
                try:
                    expected = operation(a, b)
                except (ZeroDivisionError, OverflowError) as error:
                    self.raises(type(error), str(error), row, a, b)
                    continue
                result = call(row, a, b)
                if row == "soft_pow" or isinstance(a, float) and isinstance(b, float):
                    self.assertEqual(repr(result), repr(complex(expected)), (row, a, b))
            if isinstance(a, float) and isinstance(b, float):
                self.assertEqual(repr(call("soft_mul:dcomplex", a, b)), repr(complex(a * b)))
                if b:
                    self.assertEqual(repr(call("soft_div:dcomplex", a, b)), repr(complex(a / b)))
        self.assertEqual(call("soft_mul:dcomplex", 1j, 2 + 1j), -1 + 2j)
        self.assertEqual(call("soft_div:dcomplex", 2, 1j), -2j)
        self.assertEqual(repr(call("soft_to_py", 2.5)), "2.5")
        self.assertEqual(repr(call("soft_to_py", 2j)), "2j")
        self.assertEqual(call("soft_to_real", -2.5), -2.5)
        with self.assertRaises(TypeError):
            call("soft_to_real", 1j)

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
