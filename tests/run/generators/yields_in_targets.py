"""`yield` in the target of an assignment, an unpacking, and a loop: when it is evaluated, and what
is kept meanwhile."""


def run(generator, *sent):
    out = [next(generator)]
    for value in sent:
        try:
            out.append(generator.send(value))
        except StopIteration as stop:
            out.append(("returned", stop.value))
            break
        except Exception as error:
            out.append((type(error).__name__, str(error)))
            break
    return out


def subscripts(data, values):
    data[(yield "first")], data[(yield "second")] = values
    return data


def case_subscripts():
    return run(subscripts({}, [1, 2]), "a", "b"), run(subscripts({}, (n for n in (1, 2))), 1, [])


def starred(data, values):
    data[(yield "head")], *data[(yield "rest")], last = values
    return data, last


def case_starred():
    return run(starred({}, "abcd"), "h", "r"), run(starred({}, range(2)), 0, 1)


def nested(data, values):
    (data[(yield 1)], (data[(yield 2)], other)), data[(yield 3)] = values
    return data, other


def case_nested():
    return run(nested({}, [["a", "bc"], "d"]), 1, 2, 3)


def too_few(data, values):
    data[(yield "never")], data["x"] = values


def case_too_few():
    try:
        return run(too_few({}, [1]))
    except ValueError as error:
        return str(error)


def in_loop(data, rows):
    for data[(yield "key")], data["n"] in rows:
        pass
    return sorted(data.items())


def case_loop():
    return run(in_loop({}, [(1, 2), (3, 4)]), "a", "b")


class Dropped:
    def __init__(self, log):
        self.log = log

    def __del__(self):
        self.log.append("dropped")


def case_closed_meanwhile():
    log = []
    data = {}
    generator = subscripts(data, [Dropped(log), Dropped(log)])
    next(generator)
    generator.send("a")
    held = list(log)
    generator.close()
    return held, list(log), list(data)
