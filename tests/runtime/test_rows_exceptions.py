"""The rows of abi.def for exceptions and tracebacks, beside CPython: see rows.py."""
import contextlib
import io
import sys
import traceback
import unittest

import probe
from probe import NULL, call
from rows import Rows, outcome


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
