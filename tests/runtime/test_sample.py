"""Functions, closures and generators of sample.cpp beside Python functions of the same text."""
import collections.abc
import copy
import gc
import importlib
import inspect
import pickle
import sys
import traceback
import types
import unittest
import weakref

import sample
from rows import outcome


def none_given(): return ()
def one(a): return (a,)
def three(a, b, c): return a, b, c
def default(a, b=2, c=4): return a, b, c
def positional_only(a, b, /, c, d=4): return a, b, c, d
def keyword_only(a, *, k, m=7): return a, k, m
def variadic(a, *args, **kw): return a, args, kw
def everything(a, b=2, /, c=4, *args, d, e=7, **kw): return a, b, c, d, e, args, kw


def two_yields(a):
    b = yield a
    c = yield b
    return c


def handles(it):
    try:
        yield "late"
    except ValueError as error:
        yield ("caught", error)
    finally:
        it.append("stop")
    yield sys.exc_info()[1]


def delegates(iterable):
    result = yield from iterable
    yield ("result", result)
    return result


def late(error):
    raise error
    yield


def raises(error):
    raise error


TWINS = [none_given, one, three, default, positional_only, keyword_only, variadic, everything]
CALLS = [((), {}), ((1,), {}), ((1, 2), {}), ((1, 2, 3), {}), ((1, 2, 3, 4), {}),
         ((1, 2, 3, 4, 5, 6), {}), ((), {"a": 1}), ((1,), {"a": 1}), ((1,), {"b": 5}),
         ((1, 2), {"b": 5}), ((1,), {"c": 5}), ((), {"c": 5}), ((), {"a": 1, "b": 2}),
         ((), {"a": 1, "b": 2, "c": 3}), ((1, 2), {"c": 3, "d": 4}), ((1,), {"k": 2}),
         ((1,), {"k": 2, "m": 3}), ((1, 2), {"k": 2}), ((1, 2, 3), {"k": 2, "m": 3}),
         ((1,), {"m": 3}), ((1,), {"d": 1}), ((1, 2, 3, 4), {"d": 1, "e": 2, "f": 3, "g": 4}),
         ((), {"d": 1}), ((1,), {"zzz": 1}), ((1,), {"aa": 1}), ((), {"k": 1, "zzz": 2}),
         ((1,), {"AA": 1}), ((1,), {"K": 1}), ((1,), {"kk": 1, "k": 2}),
         ((1, 2, 3), {"d": 1}), ((1,), {"d": 1, "a": 5, "b": 6})]


class Signatures(unittest.TestCase):
    def test_calls(self):
        for twin in TWINS:
            ours = getattr(sample, twin.__name__)
            for args, kwargs in CALLS:
                self.assertEqual(outcome(lambda: ours(*args, **kwargs)),
                                 outcome(lambda: twin(*args, **kwargs)),
                                 (twin.__name__, args, kwargs))

    def test_direct_calls(self):
        self.assertEqual(sample.none_given(), ())
        self.assertEqual(sample.three(1, 2, 3), (1, 2, 3))
        self.assertEqual(sample.three(1, c=3, b=2), (1, 2, 3))
        self.assertEqual(sample.variadic(1, 2, x=3), (1, (2,), {"x": 3}))
        name = "".join(["b"])  # equal, and not interned
        self.assertEqual(sample.default(1, **{name + "": 5}), (1, 5, 4))
        self.assertEqual(outcome(lambda: sample.one(**{1: 2})),
                         outcome(lambda: one(**{1: 2})))

    def test_signature(self):
        for twin in TWINS:
            ours = getattr(sample, twin.__name__)
            self.assertEqual(str(inspect.signature(ours)), str(inspect.signature(twin)))
            self.assertEqual(inspect.getfullargspec(ours), inspect.getfullargspec(twin))

    def test_attributes(self):
        f = sample.three
        self.assertEqual((f.__name__, f.__qualname__, f.__module__, f.__doc__),
                         ("three", "three", "sample", "What three is."))
        self.assertIsNone(sample.one.__doc__)
        self.assertIs(f.__globals__, sample.__dict__)
        self.assertIsNone(f.__closure__)
        self.assertEqual(f.__annotations__, {})
        self.assertEqual(sample.default.__defaults__, (2, 4))
        self.assertIsNone(f.__defaults__)
        self.assertEqual(sample.keyword_only.__kwdefaults__, {"m": 7})
        code = f.__code__
        self.assertIsInstance(code, types.CodeType)
        self.assertEqual((code.co_name, code.co_filename, code.co_firstlineno, code.co_argcount,
                          code.co_varnames), ("three", "sample.pyx", 3, 3, ("a", "b", "c")))
        self.assertIs(f.__code__, code)
        f.extra = 5
        self.assertEqual(f.__dict__, {"extra": 5})
        del f.extra
        self.assertRegex(repr(f), r"<cyfunction three at 0x[0-9a-f]+>")
        self.assertTrue(inspect.isroutine(f))
        with self.assertRaisesRegex(TypeError, "__name__ must be set to a string object"):
            f.__name__ = 5
        with self.assertRaises(TypeError):
            type(f)()

    def test_changed_defaults(self):
        f = sample.default
        saved = f.__defaults__
        try:
            f.__defaults__ = (9,)
            self.assertEqual(f(1, 2), (1, 2, 9))
            self.assertRaises(TypeError, f, 1)
            f.__defaults__ = None
            self.assertRaises(TypeError, f, 1, 2)
            with self.assertRaises(TypeError):
                f.__defaults__ = 5
        finally:
            f.__defaults__ = saved
        self.assertEqual(f(1), (1, 2, 4))

    def test_changed_keyword_defaults(self):
        f = sample.keyword_only
        saved = dict(f.__kwdefaults__)
        try:
            f.__kwdefaults__["m"] = 9
            self.assertEqual(f(1, k=2), (1, 2, 9))
            f.__kwdefaults__["k"] = 8
            self.assertEqual(f(1), (1, 8, 9))
            f.__kwdefaults__ = None
            self.assertRaises(TypeError, f, 1, k=2)
        finally:
            f.__kwdefaults__ = saved
        self.assertEqual(f(1, k=2), (1, 2, 7))

    def test_binding(self):
        class C:
            method = sample.three
            static = staticmethod(sample.one)

        c = C()
        self.assertEqual(c.method(1, 2), (c, 1, 2))
        self.assertIsInstance(c.method, types.MethodType)
        self.assertIs(C.method, sample.three)
        self.assertEqual(c.static(1), (1,))
        self.assertEqual(outcome(lambda: c.method(1)),
                         (TypeError, "three() missing 1 required positional argument: 'c'"))

    def test_life(self):
        f = sample.make_adder(1)
        reference = weakref.ref(f)
        f.self = f
        del f
        gc.collect()
        self.assertIsNone(reference())
        self.assertIs(pickle.loads(pickle.dumps(sample.three)), sample.three)
        self.assertIs(copy.deepcopy(sample.three), sample.three)

    def test_recursion(self):
        self.assertRaises(RecursionError, sample.recurse, 1)

    def test_traceback(self):
        try:
            sample.raises(KeyError("x"))
        except KeyError as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
        self.assertEqual((last.filename, last.lineno, last.name), ("sample.pyx", 42, "raises"))

    def test_closures(self):
        f, g = sample.make_adder(1), sample.make_adder(10)
        self.assertEqual([f(1), f(2), g(1)], [(2, 1), (4, 2), (11, 1)])
        self.assertEqual(f.__qualname__, "make_adder.<locals>.adder")

    def test_constants(self):
        self.assertEqual(sample.constants, [-0xffffffffffffffffffffffff, b"a\0b", 1e300, 2.5j,
                                            ("a", -0xffffffffffffffffffffffff, b"a\0b"),
                                            frozenset("ab"), True, len, "x\ud800"])

    def test_module_has_a_frame(self):
        self.assertEqual(sample.frame_name, "sample")
        self.assertFalse([name for name in vars(sample) if "nogilc" in name])

    def test_module(self):
        self.assertEqual((sample.__name__, sample.__doc__), ("sample", "The sample."))
        self.assertTrue(sample.__file__.endswith(".so"))
        self.assertIs(importlib.reload(sample), sample)
        saved = sys.modules.pop("sample")
        try:
            again = importlib.import_module("sample")
            self.assertIs(again, saved)
            self.assertIs(again.three, saved.three)
        finally:
            sys.modules["sample"] = saved


class Custom:
    """An iterator with its own ideas."""

    def __init__(self, log):
        self.log = log

    def __iter__(self):
        return self

    def __next__(self):
        self.log.append("next")
        return len(self.log)

    def send(self, value):
        self.log.append(("send", value))
        if value == "end":
            raise StopIteration(("a", "tuple"))
        return value

    def throw(self, *error):
        self.log.append("throw")
        if error[0] is KeyError:
            raise StopIteration("thrown")
        return "swallowed"

    def close(self):
        self.log.append("close")


def play(generator, script):
    """What each step of a script gives, until the generator is gone."""
    seen = []
    for step, *arguments in script:
        function = {"next": next, "send": lambda g, v: g.send(v), "close": lambda g: g.close(),
                    "throw": lambda g, e: g.throw(e)}[step]
        kind, value = outcome(function, generator, *arguments)
        if isinstance(value, tuple):
            value = tuple(map(repr, value))
        seen.append((kind, value))
    for _, *arguments in script:  # thrown exceptions are shared and would collect tracebacks
        for argument in arguments:
            if isinstance(argument, BaseException):
                argument.__traceback__ = argument.__context__ = None
    return seen


class Generators(unittest.TestCase):
    SCRIPTS = [
        [("next",), ("next",), ("next",), ("next",), ("next",)],
        [("next",), ("send", 5), ("send", 6), ("send", 7)],
        [("send", 5), ("next",)],
        [("send", None), ("send", (1, 2)), ("send", (3, 4)), ("next",)],
        [("next",), ("send", ValueError("v")), ("send", ValueError("w"))],
        [("next",), ("throw", KeyError), ("next",)],
        [("next",), ("throw", ValueError), ("next",), ("next",)],
        [("next",), ("throw", ValueError("instance")), ("throw", OSError("o")), ("next",)],
        [("next",), ("throw", ValueError("instance")), ("close",), ("next",)],
        [("throw", ValueError("early")), ("next",)],
        [("next",), ("throw", StopIteration(5)), ("next",)],
        [("next",), ("throw", 5), ("next",)],
        [("next",), ("throw", GeneratorExit), ("next",)],
        [("next",), ("close",), ("close",), ("next",), ("throw", ValueError)],
        [("close",), ("next",), ("send", 5)],
        [("next",), ("next",), ("close",)],
        [("next",), ("send", "end"), ("next",), ("next",)],
    ]

    def compare(self, ours, twin, make):
        for script in self.SCRIPTS:
            mine, other = make(), make()
            self.assertEqual((play(ours(mine), script), getattr(mine, "log", mine)),
                             (play(twin(other), script), getattr(other, "log", other)), script)

    def test_scripts(self):
        self.compare(sample.two_yields, two_yields, lambda: 1)
        self.compare(sample.handles, handles, list)

    def test_delegation(self):
        self.compare(sample.delegates, delegates, lambda: [1, 2])
        self.compare(sample.delegates, delegates, lambda: (1,))
        self.compare(sample.delegates, delegates, lambda: 5)
        for script in self.SCRIPTS:
            for inner in (two_yields, sample.two_yields):
                self.assertEqual(play(sample.delegates(inner(1)), script),
                                 play(delegates(two_yields(1)), script), script)
                self.assertEqual(play(sample.delegates(sample.delegates(inner(1))), script),
                                 play(delegates(delegates(two_yields(1))), script), script)
                self.assertEqual(play(delegates(sample.delegates(inner(1))), script),
                                 play(delegates(delegates(two_yields(1))), script), script)
            logs = [], []
            for inner in (handles, sample.handles):
                logs = [], []
                self.assertEqual(play(sample.delegates(inner(logs[0])), script),
                                 play(delegates(handles(logs[1])), script), script)
                self.assertEqual(*logs)
            mine, other = [], []
            self.assertEqual(play(sample.delegates(Custom(mine)), script),
                             play(delegates(Custom(other)), script), script)
            self.assertEqual(mine, other)

    def test_coroutine_is_no_iterator(self):
        async def coroutine():
            pass

        c, d = coroutine(), coroutine()
        self.assertEqual(outcome(next, sample.delegates(c)), outcome(next, delegates(d)))
        c.close(), d.close()

    def test_errors(self):
        for error in (KeyError("x"), StopIteration(5), StopIteration, GeneratorExit):
            self.assertEqual(outcome(next, sample.late(error)), outcome(next, late(error)))
        try:
            next(sample.late(StopIteration(5)))
        except RuntimeError as error:
            self.assertIsInstance(error.__cause__, StopIteration)
            self.assertIsInstance(error.__context__, StopIteration)

    def test_handled_exceptions_stay_apart(self):
        log = []
        generator = sample.handles(log)
        next(generator)
        try:
            raise OSError("outside")
        except OSError as outside:
            kind, error = generator.throw(ValueError("inside"))
            self.assertEqual(str(error), "inside")
            self.assertIs(sys.exc_info()[1], outside)
            # Nothing is handled inside any more, so sys.exc_info() there shows the caller's.
            self.assertIs(next(generator), outside)
            self.assertIs(sys.exc_info()[1], outside)
        self.assertEqual(sys.exc_info(), (None, None, None))
        self.assertEqual(log, ["stop"])

    def test_attributes(self):
        g = sample.two_yields(1)
        self.assertIsInstance(g, collections.abc.Generator)
        self.assertIs(iter(g), g)
        self.assertEqual((g.__name__, g.__qualname__), ("two_yields", "two_yields"))
        self.assertRegex(repr(g), "<generator object two_yields at 0x[0-9a-f]+>")
        self.assertFalse(g.gi_running)
        self.assertIsNone(g.gi_yieldfrom)
        self.assertEqual(g.gi_code.co_name, "two_yields")
        d = sample.delegates(g)
        next(d)
        self.assertIs(d.gi_yieldfrom, g)
        self.assertTrue(d.gi_suspended)
        self.assertTrue(sample.two_yields.__code__.co_flags & inspect.CO_GENERATOR)
        self.assertEqual(list(sample.two_yields(3)), [3, None])

    def test_running(self):
        def reenter():
            try:
                next(outer)
            except ValueError as error:
                seen.append(str(error))
            yield 1

        seen = []
        outer = sample.delegates(reenter())
        next(outer)
        self.assertEqual(seen, ["generator already executing"])

    def test_finalisation(self):
        log = []
        generator = sample.handles(log)
        next(generator)
        del generator
        gc.collect()
        self.assertEqual(log, ["stop"])
        log = []
        generator = sample.handles(log)
        log.append(generator)  # a cycle
        next(generator)
        reference = weakref.ref(generator)
        del generator
        log2 = log
        del log
        log2.clear()
        gc.collect()
        self.assertIsNone(reference())
        self.assertEqual(log2, ["stop"])

    def test_deep_delegation(self):
        generator = two_yields(1)
        for _ in range(100000):
            generator = sample.delegates(generator)
        self.assertRaises(RecursionError, next, generator)


if __name__ == "__main__":
    unittest.main()
