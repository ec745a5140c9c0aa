"""Decorators: order, arguments, on functions, methods and classes."""

import functools

LOG = []


def logged(name):
    LOG.append("make " + name)

    def apply(f):
        LOG.append("apply " + name)

        @functools.wraps(f)
        def run(*args, **kwargs):
            return name, f(*args, **kwargs)
        return run
    return apply


@logged("top")
def decorated(x):
    "doc"
    return x


def case_module_level():
    return decorated(5), decorated.__name__, decorated.__doc__, LOG[:2]


def case_order():
    LOG.clear()

    @logged("a")
    @logged("b")
    def f():
        return 1
    return f(), LOG


def case_expression():
    registry = {}

    @registry.setdefault("key", []).append
    def f():
        pass

    @(lambda f: (f, "pair"))
    def g():
        return 2

    return f, len(registry["key"]), g[1], g[0]()


def case_result_need_not_be_callable():
    @str
    def f():
        pass
    return f.startswith("<")


def case_error_in_decorator():
    def bad(f):
        raise ValueError("bad decorator")

    @bad
    def f():
        pass


def case_not_callable():
    try:
        @5
        def f():
            pass
    except TypeError as error:
        return str(error)


def case_builtin_decorators():
    class C:
        @staticmethod
        def s(x):
            return x

        @classmethod
        def c(cls, x):
            return cls.__name__, x

        @property
        def p(self):
            return "p"

        @functools.lru_cache(None)
        def cached(self, n):
            return n * 2

        @functools.cached_property
        def once(self):
            return []
    o = C()
    return o.s(1), C.s(2), o.c(3), C.c(4), o.p, o.cached(2), o.once is o.once


def case_recursion_uses_the_decorated():
    calls = []

    def count(f):
        def run(n):
            calls.append(n)
            return f(n)
        return run

    @count
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)
    return fib(4), len(calls)


def case_lru_cache_on_function():
    @functools.lru_cache
    def f(n):
        return n if n < 2 else f(n - 1) + f(n - 2)
    return f(80), f.cache_info().misses


def case_wraps_signature():
    import inspect
    return str(inspect.signature(decorated))


def case_decorated_generator():
    import contextlib

    def listed(f):
        return lambda *a: list(f(*a))

    @listed
    def numbers(n):
        yield from range(n)
    return numbers(3)


def case_singledispatch():
    @functools.singledispatch
    def show(x):
        return "object"

    @show.register(int)
    def _(x):
        return "int"

    @show.register(str)
    def _(x):
        return "str"
    return show(1), show("a"), show([])
