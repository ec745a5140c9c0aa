"""A yield in the middle of things: what an expression or statement has computed must outlive it."""


def drive(generator, sent={}):
    """Sends back what came out, or what `sent` says for it."""
    value = next(generator)
    seen = [value]
    try:
        while True:
            value = generator.send(sent.get(value, value))
            seen.append(value)
    except StopIteration as stop:
        return seen, stop.value


def case_in_displays():
    def f():
        a = [(yield 1), (yield 2)]
        b = {"a": (yield 3), **(yield 4)}
        return a, b, ((yield 5),), {(yield 6)}
    return drive(f(), {4: {"z": 1}})


def case_in_calls():
    def f():
        return dict([((yield 1), (yield 2))], x=(yield 3)), "a-b".split((yield 4)), max((yield 5), 0)
    return drive(f(), {4: "-"})


def case_in_operators():
    def f():
        a = (yield 1) if (yield 2) else (yield 3)
        b = (yield 4) and (yield 5) or (yield 6)
        c = 0 < (yield 7) < (yield 8)
        return a, b, c, (yield 9) + (yield 10), not (yield 11)
    return drive(f(), {2: 0, 5: ""})


def case_in_strings_and_subscripts():
    def f():
        x = [0, 1, 2, 3]
        x[(yield 1)] = (yield 2)
        x[(yield 0)] += (yield 3)
        return f"{(yield 4)}-{(yield 5)!r}", x[(yield 1):(yield 3)], x
    return drive(f())


def case_in_targets():
    def f():
        a, *b = yield 1
        c, (d, e) = (yield 2), (yield 3)
        f = g = yield 4
        return a, b, c, d, e, f, g
    return drive(f(), {1: (1, 2, 3), 3: "de"})


def case_in_with():
    log = []

    class Manager:
        def __enter__(self):
            return 1

        def __exit__(self, kind, value, traceback):
            log.append(repr(value))
            return kind is KeyError

    def f():
        with Manager() as entered:
            try:
                log.append((yield entered))
                log.append((yield 10) + (yield 20))
            except ValueError as error:
                sent = yield str(error)
                raise KeyError(sent)
            finally:
                yield "finally"
        yield "after"

    thrown = f()
    seen = [next(thrown), thrown.send("a"), thrown.throw(ValueError("v")), thrown.send("b")]
    return seen, next(thrown), drive(f()), log


def case_class_inside():
    def f(base):
        class Inner(base):
            name = base.__name__

            def method(self):
                return super().__repr__()[:1], __class__.__name__, base
        yield Inner.name
        yield Inner().method()
    return list(f(object))
