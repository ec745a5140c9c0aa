"""Loops over `enumerate`."""


class Log(list):
    def __setitem__(self, index, value):
        self.append((index, value))


class Steps:
    def __init__(self, steps):
        self.steps = steps

    def __iter__(self):
        return iter(self.steps)


def case_kinds():
    seen = []
    for i, x in enumerate([3, 4]):
        seen.append((i, x))
    for i, x in enumerate("ab", 5):
        seen.append((i, x))
    for i, x in enumerate({"k": 1}, start=-2):
        seen.append((i, x))
    for i, x in enumerate(Steps((1, 2))):
        seen.append((i, x))
    for i, x in enumerate(range(2, 8, 3)):
        seen.append((i, x))
    for i, x in enumerate(c for c in "xyz"):
        seen.append((i, x))
    for i, x in enumerate(b"ab"):
        seen.append((i, x))
    return seen


def case_nested_targets():
    seen = []
    for i, (a, b) in enumerate(zip("ab", "cd")):
        seen.append((i, a, b))
    for i, (a, *b) in enumerate(["abc", "de"]):
        seen.append((i, a, b))
    for i, (k, v) in enumerate({1: 2, 3: 4}.items()):
        seen.append((i, k, v))
    for [i, x] in enumerate("q"):
        seen.append((i, x))
    for pair in enumerate("q"):
        seen.append(pair)
    for i, x in enumerate(enumerate("rs"), 7):
        seen.append((i, x))
    return seen


def case_order_of_targets():
    log = Log()
    for log["i"], log["x"] in enumerate("ab"):
        pass
    return list(log)


def case_counter_is_the_loops():
    seen = []
    for i, x in enumerate("abc"):
        seen.append(i)
        i = 10 * i + 5
        seen.append(i)
    return seen, i


def case_ways_out():
    seen = []
    for i, x in enumerate([1, 2, 3]):
        if x == 2:
            continue
        seen.append(i)
    else:
        seen.append("else")
    for i, x in enumerate([1, 2, 3]):
        if x == 2:
            break
    else:
        seen.append("no")
    return seen, i, x


def case_nothing():
    for i, x in enumerate([]):
        pass
    try:
        return i
    except NameError as error:
        return type(error).__name__, str(error)


def case_big_sums():
    total = 1
    for i, x in enumerate([2 ** 62, 2 ** 63], 2 ** 5):
        total += i * x * 10 ** 10
    return total


def case_start_of_all_kinds():
    class Index:
        def __index__(self):
            return 3
    seen = []
    for start in (Index(), True, 2 ** 70):
        for i, x in enumerate("a", start):
            seen.append(i)
    for i, x in enumerate("a", 2 ** 70):
        seen.append(i)
    for i, x in enumerate("a", 9999999999999999999999):
        seen.append(i)
    return seen


def case_errors():
    seen = []
    for make in (lambda: enumerate(1), lambda: enumerate([], "a"), lambda: enumerate(begin=1)):
        try:
            for i, x in make():
                pass
        except TypeError as error:
            seen.append(str(error))
    try:
        for i, x in enumerate(1):
            pass
    except TypeError as error:
        seen.append(str(error))
    try:
        for i, x in enumerate([], begin=1):
            pass
    except TypeError as error:
        seen.append(str(error))
    try:
        for i, (a, b) in enumerate([(1, 2), 3]):
            seen.append(i)
    except TypeError as error:
        seen.append((str(error), i, a))
    return seen


def case_another_enumerate():
    def enumerate(values):
        return [("i" + v, v) for v in values]
    seen = []
    for i, x in enumerate("ab"):
        seen.append((i, x))
    return seen


def case_parameter_named_range(range=lambda n: "xy"):
    seen = []
    for i in range(3):
        seen.append(i)
    return seen


def case_generator():
    def numbered(values):
        for i, x in enumerate(values):
            got = yield i, x
            if got:
                i = got
                yield i
    steps = numbered("abc")
    return [next(steps), steps.send(9), next(steps), next(steps)]
