"""What the tests of abi.def's rows share: each row is compared with what CPython itself does for the
same operands, the value and its type, or the exception's type and text."""
import math
import unittest

from probe import call


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
