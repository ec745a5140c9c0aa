"""The lines and functions in tracebacks of errors that nobody catches."""


def case_simple():
    raise ValueError("here")


def case_through_calls():
    def a():
        return b()

    def b():
        return c() + 1

    def c():
        return 1 // 0
    a()


def case_attribute():
    x = None
    y = x
    return y.nothing


def case_call_none():
    f = None
    f()


def case_in_if():
    x = []
    if x[0]:
        pass


def case_in_while():
    n = 3
    while 6 // n > 0:
        n -= 1


def case_in_for_iterable():
    for x in 1 // 0, 2:
        pass


def case_in_else():
    for x in []:
        pass
    else:
        raise KeyError("else")


def case_in_argument():
    print(
        int("x"))


def case_in_return():
    x = {}
    return x["missing"]


def case_in_method():
    class C:
        def first(self):
            return self.second(
                1)

        def second(self, x):
            return x.missing
    C().first()


def case_in_lambda():
    f = lambda x: x["k"]
    return f(5)


def case_in_generator():
    def g():
        yield 1
        raise ValueError("generator")
    for x in g():
        pass


def case_in_list_comprehension_source():
    return [
        x
        for x in [5][1]
    ]


def case_reraised():
    try:
        raise ValueError("x")
    except ValueError:
        raise


def case_reraised_by_name():
    try:
        raise ValueError("x")
    except ValueError as error:
        raise error


def case_in_handler():
    try:
        raise ValueError("x")
    except ValueError:
        raise KeyError("y")


def case_through_finally():
    def f():
        try:
            return 1 // 0
        finally:
            str(5)
    f()


def case_in_with_body():
    import contextlib
    with contextlib.nullcontext():
        raise ValueError("body")


def case_class_body():
    class C:
        x = 1
        y = undefined.attribute if x else 0


undefined = None


def case_default_argument():
    def f(
        a,
        b=None.x if undefined is None else 1,
    ):
        return a


def case_unpacking():
    x = [1, 2]
    a, b, c = x


def case_recursion():
    def f(n):
        if n == 0:
            raise ValueError("bottom")
        f(n - 1)
    f(3)


def case_same_exception_twice():
    error = ValueError("kept")

    def f():
        raise error
    try:
        f()
    except ValueError as caught:
        str(caught)
    f()


def case_assertion():
    x = 1
    assert x == 2, "not two"


def case_delete():
    d = {}
    del d["k"]


def case_augmented():
    d = {"a": 1}
    d["a"] += 1
    d["b"] += 1


def case_import():
    import nothing_called_this


def case_chained_call():
    class C:
        def a(self):
            return self

        def b(self):
            raise ValueError("b")
    return C().a().a().b()


def case_printed():
    import io
    import traceback
    try:
        case_through_calls()
    except ZeroDivisionError:
        stream = io.StringIO()
        traceback.print_exc(file=stream)
    lines = stream.getvalue().splitlines()
    return [line.strip() for line in lines if not line.startswith("  File") and "^" not in line and "~" not in line]
