"""The with statement: enter and exit in every way out, several managers, errors on the way."""

LOG = []


class Manager:
    def __init__(self, name, swallow=False, fail_enter=False, fail_exit=False):
        self.name = name
        self.swallow = swallow
        self.fail_enter = fail_enter
        self.fail_exit = fail_exit

    def __enter__(self):
        LOG.append("enter " + self.name)
        if self.fail_enter:
            raise RuntimeError("enter " + self.name)
        return self.name.upper()

    def __exit__(self, kind, value, trace):
        LOG.append(f"exit {self.name} {kind and kind.__name__} {value} {trace is not None}")
        if self.fail_exit:
            raise RuntimeError("exit " + self.name)
        return self.swallow


def logged(function):
    LOG.clear()
    try:
        result = function()
    except Exception as error:
        result = repr(error), repr(error.__context__)
    return result, list(LOG)


def case_normal():
    def f():
        with Manager("a") as name:
            LOG.append(name)
        return "end"
    return logged(f)


def case_without_target():
    def f():
        with Manager("a"):
            return "returned"
    return logged(f)


def case_raise():
    def f():
        with Manager("a"):
            raise ValueError("x")
    return logged(f)


def case_swallow():
    def f():
        with Manager("a", swallow=True):
            raise ValueError("x")
        return "after"
    return logged(f)


def case_true_without_exception():
    def f():
        with Manager("a", swallow=True):
            pass
        return "after"
    return logged(f)


def case_break_and_continue():
    def f():
        for i in range(4):
            with Manager(str(i)):
                if i == 1:
                    continue
                if i == 2:
                    break
                LOG.append("body")
        return i
    return logged(f)


def case_two_managers():
    def f():
        with Manager("a") as a, Manager("b") as b:
            return a + b
    return logged(f)


def case_two_managers_raise():
    def f():
        with Manager("a", swallow=True), Manager("b"):
            raise ValueError("x")
        return "after"
    return logged(f)


def case_inner_swallows():
    def f():
        with Manager("a"), Manager("b", swallow=True):
            raise ValueError("x")
        return "after"
    return logged(f)


def case_parenthesised():
    def f():
        with (Manager("a") as a, Manager("b") as b,):
            return a, b
    return logged(f)


def case_enter_fails():
    def f():
        with Manager("a"), Manager("b", fail_enter=True):
            LOG.append("not here")
    return logged(f)


def case_exit_fails():
    def f():
        with Manager("a", fail_exit=True):
            LOG.append("body")
    return logged(f)


def case_exit_fails_with_exception():
    def f():
        with Manager("a", fail_exit=True):
            raise ValueError("body")
    return logged(f)


def case_target_unpacking():
    class Pair:
        def __enter__(self):
            return 1, (2, 3)

        def __exit__(self, *args):
            pass
    with Pair() as (a, (b, c)):
        return a, b, c


def case_target_attribute_and_item():
    class C:
        pass
    LOG.clear()
    c, d = C(), {}
    with Manager("x") as c.name, Manager("y") as d["k"]:
        pass
    return c.name, d


def case_not_a_manager():
    try:
        with 5:
            pass
    except TypeError as error:
        return str(error)


def case_without_exit():
    class Half:
        def __enter__(self):
            pass
    try:
        with Half():
            pass
    except TypeError as error:
        return str(error)


def case_methods_from_class():
    class C:
        def __enter__(self):
            return "class"

        def __exit__(self, *args):
            pass
    c = C()
    c.__enter__ = lambda: "instance"
    with c as value:
        return value


def case_exit_arguments():
    class C:
        def __enter__(self):
            return self

        def __exit__(self, *args):
            self.args = args
            return True
    c = C()
    with c:
        raise KeyError("k")
    kind, value, trace = c.args
    with c:
        pass
    return kind is KeyError, value.args, trace is value.__traceback__, c.args


def case_handled_exception_in_exit():
    import sys

    class C:
        def __enter__(self):
            pass

        def __exit__(self, *args):
            print(sys.exc_info()[0])
            return True
    with C():
        raise KeyError("k")
    return sys.exc_info()[0]


def case_nested_with_and_try():
    def f():
        try:
            with Manager("a"):
                try:
                    raise ValueError("x")
                finally:
                    LOG.append("finally")
        except ValueError:
            return "caught"
    return logged(f)


def case_return_value_is_computed_before_exit():
    def f():
        values = [1]

        class C:
            def __enter__(self):
                pass

            def __exit__(self, *args):
                values.append(2)
        with C():
            return len(values)
    return f()


def case_contextlib():
    import contextlib

    @contextlib.contextmanager
    def manager(x):
        print("before", x)
        try:
            yield x * 2
        except ValueError as error:
            print("caught", error)
        finally:
            print("after")
    with manager(2) as value:
        print(value)
    with manager(3):
        raise ValueError("inside")
    return "end"


def case_suppress_in_loop():
    import contextlib
    results = []
    for x in (1, 0, 2):
        with contextlib.suppress(ZeroDivisionError):
            results.append(4 // x)
    return results


def case_uncaught_line():
    LOG.clear()
    with Manager("a"):
        x = [1]
        x[5]
