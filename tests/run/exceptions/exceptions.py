"""Raising and catching: which handler runs, what is chained, what is handled at each point."""

import sys


def case_match_by_class():
    def f(error):
        try:
            raise error
        except KeyError:
            return "KeyError"
        except (ValueError, TypeError):
            return "ValueError or TypeError"
        except LookupError:
            return "LookupError"
        except:
            return "other"
    return [f(e) for e in (KeyError(1), ValueError(), TypeError, IndexError, OSError, SystemExit)]


def case_else_and_finally():
    def f(fail):
        order = []
        try:
            order.append("try")
            if fail:
                raise ValueError
        except ValueError:
            order.append("except")
        else:
            order.append("else")
        finally:
            order.append("finally")
        return order
    return f(False), f(True)


def case_not_caught():
    try:
        raise KeyError("key")
    except ValueError:
        return "wrong"
    finally:
        print("finally")


def case_raise_class_and_instance():
    results = []
    for thing in (ValueError, ValueError("text"), ValueError("a", 1)):
        try:
            raise thing
        except ValueError as error:
            results.append(error.args)
    return results


def case_raise_not_an_exception():
    for thing in (5, "text", None, int):
        try:
            raise thing
        except TypeError as error:
            print(error)


def case_catch_not_an_exception():
    try:
        try:
            raise ValueError("first")
        except "not a class":
            pass
    except TypeError as error:
        return str(error), type(error.__context__).__name__


def case_name_is_deleted():
    def f(fail):
        error = "before"
        try:
            if fail:
                raise ValueError
        except ValueError as error:
            pass
        try:
            return error
        except UnboundLocalError as unbound:
            return str(unbound)
    return f(False), f(True)


def case_context():
    try:
        try:
            raise ValueError("one")
        except ValueError:
            raise KeyError("two")
    except KeyError as error:
        return repr(error.__context__), error.__cause__, error.__suppress_context__


def case_cause():
    try:
        try:
            raise ValueError("one")
        except ValueError as first:
            raise KeyError("two") from first
    except KeyError as error:
        return repr(error.__cause__), error.__suppress_context__


def case_from_none():
    try:
        try:
            raise ValueError("one")
        except ValueError:
            raise KeyError("two") from None
    except KeyError as error:
        return error.__cause__, error.__suppress_context__, repr(error.__context__)


def case_from_class():
    try:
        raise KeyError from ValueError
    except KeyError as error:
        return repr(error.__cause__)


def case_from_not_an_exception():
    try:
        raise KeyError from 5
    except TypeError as error:
        return str(error)


def case_bare_raise():
    try:
        try:
            raise ValueError("again")
        except ValueError:
            raise
    except ValueError as error:
        return str(error), error.__context__


def case_bare_raise_in_function():
    def again():
        raise
    try:
        raise ValueError("x")
    except ValueError:
        try:
            again()
        except ValueError as error:
            return str(error)


def case_bare_raise_without_exception():
    try:
        raise
    except RuntimeError as error:
        return str(error)


def case_nested_handlers_restore():
    seen = []
    try:
        raise ValueError("outer")
    except ValueError:
        seen.append(str(sys.exc_info()[1]))
        try:
            raise KeyError("inner")
        except KeyError:
            seen.append(str(sys.exc_info()[1]))
        seen.append(str(sys.exc_info()[1]))
    seen.append(sys.exc_info()[1])
    return seen


def case_exc_info_in_callee():
    def f():
        return sys.exc_info()[0].__name__
    try:
        raise KeyError
    except KeyError:
        return f()


def case_exc_info_in_finally():
    def f():
        try:
            raise KeyError("k")
        finally:
            print(sys.exc_info()[0].__name__)
    try:
        f()
    except KeyError:
        pass
    return sys.exc_info()


def case_return_from_except():
    def f():
        try:
            raise ValueError
        except ValueError:
            return sys.exc_info()[0] is ValueError
    return f(), sys.exc_info()[0]


def case_loop_with_handlers():
    result = []
    for x in [1, 0, "a", 2]:
        try:
            result.append(10 // x)
        except ZeroDivisionError:
            result.append("zero")
            continue
        except TypeError:
            result.append("type")
        else:
            if x == 2:
                break
        result.append("next")
    return result, sys.exc_info()[0]


def case_break_from_except():
    n = 0
    while True:
        n += 1
        try:
            if n == 3:
                raise ValueError
        except ValueError:
            break
    return n, sys.exc_info()[0]


def case_exception_in_handler():
    try:
        try:
            raise ValueError("a")
        except ValueError:
            {}["missing"]
    except KeyError as error:
        return repr(error), repr(error.__context__)


def case_exception_in_else():
    try:
        try:
            pass
        except ValueError:
            print("not here")
        else:
            raise ValueError("from else")
    except ValueError as error:
        return str(error)


def case_exception_in_finally():
    try:
        try:
            raise ValueError("a")
        finally:
            raise KeyError("b")
    except KeyError as error:
        return repr(error.__context__)


def case_deep_chain():
    def f(n):
        try:
            if n == 0:
                raise ValueError("bottom")
            f(n - 1)
        except Exception as error:
            raise RuntimeError(n) from error
    try:
        f(3)
    except RuntimeError as error:
        depth = []
        while error is not None:
            depth.append(str(error))
            error = error.__cause__
        return depth


def case_uncaught_through_functions():
    def a():
        b()

    def b():
        c()

    def c():
        raise LookupError("deep", 5)
    a()


def case_uncaught_in_handler():
    try:
        [][1]
    except IndexError:
        int("x")


def case_uncaught_with_cause():
    try:
        {}["k"]
    except KeyError as error:
        raise ValueError("bad") from error


def case_with_traceback():
    try:
        raise ValueError("x").with_traceback(None)
    except ValueError as error:
        return error.__traceback__ is not None


def case_handler_expression_is_lazy():
    def boom():
        raise RuntimeError("evaluated")
    try:
        pass
    except boom():
        pass
    try:
        try:
            raise ValueError
        except ValueError:
            return "first"
        except boom():
            pass
    except RuntimeError:
        return "second"


def case_tuple_in_variable():
    kinds = (KeyError, IndexError)
    try:
        [][0]
    except kinds as error:
        return type(error).__name__


def case_exception_attributes():
    try:
        raise OSError(2, "text", "file")
    except OSError as error:
        return type(error).__name__, error.errno, error.strerror, error.filename, str(error)


def case_stop_iteration():
    try:
        next(iter([]))
    except StopIteration as stop:
        return stop.value


def case_assert():
    results = []
    for condition, message in ((True, "a"), (False, "b"), ([], ("t", 1))):
        try:
            assert condition, message
            results.append("held")
        except AssertionError as error:
            results.append(error.args)
    try:
        assert 1 == 2
    except AssertionError as error:
        results.append(error.args)
    return results


def case_assert_message_is_lazy():
    assert True, 1 / 0
    return "held"


def case_assert_uncaught():
    x = 5
    assert x < 5, f"x is {x}"


def case_exception_keeps_locals_alive():
    import weakref

    class C:
        pass

    def f():
        c = C()
        try:
            raise ValueError
        except ValueError as error:
            reference = weakref.ref(c)
        return reference
    return f()() is None


def case_class_from_a_call():
    def f(kind):
        try:
            raise kind("x")
        except tuple([KeyError, ValueError, TypeError]) as error:
            return type(error).__name__
    return f(KeyError), f(ValueError), f(TypeError)


def case_add_note():
    try:
        error = ValueError("x")
        error.add_note("a note")
        raise error
    except ValueError as caught:
        return caught.__notes__


def case_recursion_error():
    def f():
        f()
    try:
        f()
    except RecursionError as error:
        return type(error).__name__
