"""Generators: values in and out, how they end, and what runs when they are closed."""


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def case_list_of_generator():
    return list(count(4)), list(count(0)), sum(count(100))


def case_next_and_stop():
    g = count(1)
    first = next(g)
    try:
        next(g)
    except StopIteration as stop:
        return first, stop.value, next(g, "done")


def case_return_value():
    def f():
        yield 1
        return "result"
    g = f()
    next(g)
    try:
        next(g)
    except StopIteration as stop:
        return stop.value, stop.args


def case_send():
    def average():
        total, n, mean = 0, 0, None
        while True:
            value = yield mean
            total += value
            n += 1
            mean = total / n
    g = average()
    next(g)
    return g.send(10), g.send(20), g.send(60)


def case_send_before_start():
    g = count(2)
    try:
        g.send(1)
    except TypeError as error:
        return str(error), next(g)


def case_throw_caught():
    def f():
        try:
            yield 1
        except ValueError as error:
            yield "caught " + str(error)
        yield "end"
    g = f()
    next(g)
    return g.throw(ValueError("x")), next(g), next(g, None)


def case_throw_not_caught():
    g = count(3)
    next(g)
    try:
        g.throw(KeyError("k"))
    except KeyError as error:
        return str(error), next(g, "over")


def case_throw_before_start():
    g = count(3)
    try:
        g.throw(KeyError)
    except KeyError:
        return next(g, "over")


def case_close_runs_finally():
    order = []

    def f():
        try:
            yield 1
            order.append("not reached")
        finally:
            order.append("finally")
    g = f()
    next(g)
    g.close()
    g.close()
    return order, next(g, "over")


def case_close_ignored():
    def f():
        while True:
            try:
                yield 1
            except GeneratorExit:
                pass
    g = f()
    next(g)
    try:
        g.close()
    except RuntimeError as error:
        return str(error)


def case_dropped_generator_runs_finally():
    order = []

    def f():
        try:
            yield
        finally:
            order.append("dropped")
    g = f()
    next(g)
    del g
    return order


def case_yield_from_generator():
    def inner():
        x = yield 1
        y = yield x
        return x, y

    def outer():
        result = yield from inner()
        yield ("result", result)
    g = outer()
    return next(g), g.send("a"), g.send("b"), next(g, None)


def case_yield_from_iterables():
    def f():
        yield from "ab"
        yield from [1, 2]
        yield from range(2)
        yield from {"k": "v"}
    return list(f())


def case_yield_from_throw():
    def inner():
        try:
            yield 1
        except ValueError:
            yield "inner caught"

    def outer():
        yield from inner()
        yield "after"
    g = outer()
    next(g)
    return g.throw(ValueError), next(g)


def case_stop_iteration_inside():
    def f():
        yield 1
        raise StopIteration("no")
    g = f()
    next(g)
    try:
        next(g)
    except RuntimeError as error:
        return str(error), type(error.__cause__).__name__


def case_exception_ends_it():
    def f():
        yield 1
        1 // 0
        yield 2
    g = f()
    next(g)
    try:
        next(g)
    except ZeroDivisionError as error:
        return str(error), list(g)


def case_exception_lines():
    def f(n):
        for i in range(n):
            yield 10 // (1 - i)
    return list(f(3))


def case_try_in_generator():
    def f():
        for i in range(3):
            try:
                if i == 1:
                    raise ValueError(i)
                yield i
            except ValueError as error:
                yield ("error", error.args)
            else:
                yield ("else", i)
            finally:
                yield ("finally", i)
    return list(f())


def case_with_in_generator():
    order = []

    class Manager:
        def __enter__(self):
            order.append("enter")
            return self

        def __exit__(self, kind, value, trace):
            order.append(("exit", kind and kind.__name__))

    def f():
        with Manager():
            yield 1
            yield 2
    g = f()
    order.append(next(g))
    g.close()
    return order


def case_handled_exception_is_per_generator():
    import sys

    def f():
        try:
            raise ValueError("inside")
        except ValueError:
            yield sys.exc_info()[0].__name__
            yield sys.exc_info()[0].__name__
        yield sys.exc_info()[0]
    g = f()
    result = [next(g), sys.exc_info()[0]]
    try:
        raise KeyError
    except KeyError:
        result.append(next(g))
        result.append(sys.exc_info()[0].__name__)
    result.append(next(g))
    return result


def case_generator_expression():
    n = 3
    g = (i * n for i in range(4) if i != 1)
    return list(g), list(g)


def case_generator_expression_first_iterable_is_eager():
    order = []

    def source(name):
        order.append(name)
        return [1, 2]
    g = ((x, y) for x in source("first") for y in source("second"))
    order.append("made")
    return list(g), order


def case_generator_expression_error_at_creation():
    try:
        (x for x in 5)
    except TypeError as error:
        return str(error)


def case_recursive_generator():
    def walk(tree):
        if isinstance(tree, list):
            for child in tree:
                yield from walk(child)
        else:
            yield tree
    return list(walk([1, [2, [3, [4]], 5], [[[6]]]]))


def case_infinite_and_islice():
    def naturals():
        n = 0
        while True:
            yield n
            n += 1
    import itertools
    return list(itertools.islice(naturals(), 5, 9))


def case_already_executing():
    def f():
        yield next(g)
    g = f()
    try:
        next(g)
    except ValueError as error:
        return str(error)


def case_yield_is_an_expression():
    def f():
        a = [(yield 1), (yield 2)]
        yield a
        b = (yield 3) + (yield 4)
        yield b
    g = f()
    return [next(g), g.send("x"), g.send("y"), next(g), g.send(10), g.send(5)]


def case_yield_in_call_arguments():
    def f():
        print((yield 1), (yield 2), sep="-")
        yield 3
    g = f()
    next(g)
    g.send("a")
    return g.send("b")


def case_locals_survive():
    def f(a, *args, k=1, **kw):
        b = a + k
        yield b
        for x in args:
            b += x
            yield b
        yield kw
    return list(f(1, 2, 3, k=4, z=5))


def case_closure_in_generator():
    def f():
        x = 0

        def bump():
            nonlocal x
            x += 1
            return x
        while x < 3:
            yield bump()
    return list(f())


def case_generator_method():
    class Tree:
        def __init__(self, value, *children):
            self.value = value
            self.children = children

        def __iter__(self):
            yield self.value
            for child in self.children:
                yield from child
    return list(Tree(1, Tree(2, Tree(3)), Tree(4)))


def case_attributes():
    g = count(1)
    return g.__name__, g.__qualname__, iter(g) is g, hasattr(g, "send"), type(g).__name__


def case_zip_of_generators():
    return list(zip(count(3), count(5))), list(map(lambda a, b: a - b, count(3), count(3)))


def case_send_none():
    def f():
        while True:
            x = yield
            if x is None:
                return "none"
    g = f()
    next(g)
    g.send(1)
    try:
        g.send(None)
    except StopIteration as stop:
        return stop.value


def case_yield_from_return_of_non_generator():
    def f():
        x = yield from [1, 2]
        yield x
    return list(f())


def case_deep_yield_from():
    def nest(n):
        if n == 0:
            yield "bottom"
        else:
            yield from nest(n - 1)
    return list(nest(50))


def case_unpack_generator():
    a, *b = count(4)
    c, d = (x for x in "pq")
    return a, b, c, d, max(count(5)), sorted(-x for x in count(3)), "".join(x for x in "abc")


def case_return_in_try_finally():
    def f():
        try:
            yield 1
            return 2
        finally:
            yield 3
    g = f()
    result = [next(g), next(g)]
    try:
        next(g)
    except StopIteration as stop:
        return result, stop.value


def case_return_in_loop():
    def f(items):
        for x in items:
            if x < 0:
                return x
            yield x
    def run(items):
        g = f(items)
        got = []
        while True:
            try:
                got.append(next(g))
            except StopIteration as stop:
                return got, stop.value
    return run([1, 2, -3, 4]), run([1])


def case_throw_while_handling():
    def f():
        try:
            raise KeyError("k")
        except KeyError:
            try:
                yield 1
            except TypeError as error:
                yield repr(error.__context__)
    g = f()
    next(g)
    return g.throw(TypeError("t"))
