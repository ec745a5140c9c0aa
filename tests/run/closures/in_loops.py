"""Closures over what a comprehension or a class in a loop has: each time it runs it has its own."""


def called(rows):
    return [[f() for f in fs] for fs in rows]


def case_lambdas_of_rows():
    result = []
    for row in ([1, 2], [30, 40, 50]):
        result.append([lambda: item for item in row])
    return called(result)


def case_generator_expressions():
    out = []
    for part in ("lo", "xx", "w"):
        out.append([any(part == word[i:i + len(part)] for i in range(len(word)))
                    for word in ("hello", "world")])
    return out


def case_with_the_loops_variable():
    made = []
    for i in range(3):
        made += [f() for f in [lambda: (i, j) for j in (10, 11)]]
        made += [f() for f in [lambda j=j: (i, j) for j in (10, 11) if (lambda k: k > j - 1)(j)]]
    return made


def case_comprehension_in_comprehension():
    made = []
    for i in range(2):
        made.append([[(lambda: (i + a, b, c)) for c in (100 + a, 200)]
                     for a in range(2) for b in (a + 1,)])
    return [called(rows) for rows in made]


def case_variable_bound_later():
    made = []
    for i in (0, 2):
        made.append([lambda: (word, n) for n in range(i, i + 2)])
    word = "last"
    return called(made)


def case_condition_of_while():
    values = [1, 3, 5]
    kept, seen = [], []
    while any([kept.append(lambda: v) or v in values for v in list(values)]):
        seen.append(values.pop())
    return seen, [f() for f in kept]


def case_sets_and_dicts():
    out = []
    for i in range(3):
        functions = {n: (lambda: i * n) for n in range(2)}
        out.append(({(lambda: i * n)() for n in range(2)}, functions))
    return [(numbers, {n: f() for n, f in functions.items()}) for numbers, functions in out]


def generator(rows):
    for row in rows:
        yield [lambda: item for item in row]


def case_generator():
    return called(list(generator([[1, 2], [3, 4]])))


def classes(letters):
    made = []
    for letter in letters:
        class Base:
            def name(self):
                return "base of " + type(self).__name__

        class C(Base):
            suffix = letter

            def name(self):
                return super().name() + ":" + self.suffix

            @staticmethod
            def itself():
                return __class__
        made.append(C)
    return made


def case_super():
    return [c().name() for c in classes("ab")], [c.itself() is c for c in classes("ab")]


def classes_one_by_one(names):
    for name in names:
        class C:
            def __init__(self):
                super().__init__()
                self.name = name, __class__.number
        C.number = len(name)
        yield C


def case_super_in_generator():
    return [c().name for c in list(classes_one_by_one(["a", "bb"]))]


def case_class_in_class():
    made = []
    for i in range(2):
        class Outer:
            def label(self):
                return __class__.tag + str(i)

            class Inner:
                def label(self):
                    return __class__.__qualname__, __class__.number
        Outer.tag, Outer.Inner.number = "tag" + str(i), i
        made.append(Outer)
    return [(c().label(), c.Inner().label()) for c in made]


def case_lambda_in_method():
    made = []
    for letter in "xy":
        class C:
            def items(self):
                return [f() for f in [lambda n=n: (__class__.letter, n) for n in range(2)]]
        C.letter = letter
        made.append(C)
    return [c().items() for c in made]


def case_comprehension_in_class_body():
    made = []
    for i in range(2):
        class C:
            functions = [lambda: n + i for n in range(3)]

            def kind(self):
                return __class__
        made.append(C)
    return [[f() for f in c.functions] for c in made], [c().kind() is c for c in made]


at_module_level = []
for base in (0, 10):
    at_module_level.append([lambda: n for n in (base + 1, base + 2)])

classes_at_module_level = []
for number in range(2):
    class Numbered:
        mine = number

        def get(self):
            return super().__class__, __class__.mine
    classes_at_module_level.append(Numbered)


def case_module_level():
    return called(at_module_level), [c().get()[1] for c in classes_at_module_level]


def case_unbound():
    out = []
    for rows in ([[0]], [[]]):
        try:
            out.append([(lambda: x)() for row in rows for y in [0] for x in row or [(lambda: x)()]])
        except NameError as error:
            out.append(type(error).__name__)
    return out


def case_after_an_error():
    out, kept = [], []
    for divisor in (1, 0, 2):
        try:
            kept.append([lambda: n for n in (4, 8 / divisor)])
        except ZeroDivisionError as error:
            out.append(type(error).__name__)
    return out, called(kept)


async def nothing():
    return None


async def asynchronous():
    out = []
    for row in ([0, 1], [2, 3]):
        out.append([lambda: (item, await_result) for item in row if not await nothing()])
        await_result = await nothing()
    return called(out)


def case_coroutine():
    try:
        asynchronous().send(None)
    except StopIteration as stop:
        return stop.value
