"""The match statement: PEP 634."""

import collections
import dataclasses
import enum


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


@dataclasses.dataclass
class Data:
    a: int
    b: str = "b"


class Sub(Point):
    pass


class NoArgs:
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)


def classify(subject):
    match subject:
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case 0:
            return "zero"
        case 1 | 2 | 3 as number:
            return "small", number
        case -1 | -2.5:
            return "negative"
        case 1 + 2j:
            return "complex"
        case "text" | b"bytes":
            return "string"
        case "a" "b":
            return "joined"
        case Color.RED:
            return "red"
        case str():
            return "other text"
        case int(value) | float(value) if value > 100:
            return "large", value
        case []:
            return "empty"
        case [x]:
            return "one", x
        case [1, *rest]:
            return "starts with 1", rest
        case [first, *_, last] if first == last:
            return "same ends", first
        case (a, b, [c, d]):
            return "nested", a, b, c, d
        case [*start, "end"]:
            return "ends", start
        case Point(0, 0):
            return "origin"
        case Point(x, y=0) | Point(0, y=x):
            return "on an axis", x
        case Point(x=Point() as inner):
            return "point in point", inner
        case Data(a, b="b"):
            return "data", a
        case {"kind": "circle", "radius": r, **rest}:
            return "circle", r, rest
        case {"kind": Color.GREEN | "box" as kind}:
            return "kind", kind
        case {}:
            return "mapping"
        case bytes(x):
            return "other bytes", x
        case _:
            return "nothing", type(subject).__name__


def case_classify():
    default = collections.defaultdict(list)
    subjects = [None, True, False, 0, 0.0, 1, 3, 4, -1, -2.5, 1 + 2j, "text", b"bytes", "ab",
                Color.RED, "x", 101, 200.5, 50, [], (), [7], "7", [1, 2, 3], (1,), [5, 6, 5],
                (1, 2, [3, 4]), [2, 2, (3, 4)], [8, 9, "end"], range(1, 4), Point(0, 0), Sub(0, 0),
                Point(3, 0), Point(0, 4), Point(Point(1, 2), 5), Data(1), Data(1, "c"),
                {"kind": "circle", "radius": 2, "color": "red"}, {"kind": Color.GREEN},
                {"kind": "box"}, {"kind": "line"}, {}, default, b"other", bytearray(b"x"),
                collections.deque([1, 2]), collections.OrderedDict(kind="box"), {1, 2}, object(),
                frozenset(), iter([1])]
    return [(repr(s)[:30] if " at " not in repr(s) else type(s).__name__, classify(s))
            for s in subjects], len(default)


def case_binding_stays():
    match (1, 2, 3):
        case (a, b):
            pass
        case (a, b, c) if c > 5:
            pass
        case (a, *b):
            pass
    return a, b, c


def case_failed_pattern_binds_nothing():
    x = "before"
    match [1, 2]:
        case [x, 3]:
            pass
        case [x, 2] if False:
            pass
    return x


def case_unbound():
    match 5:
        case [y]:
            pass
    return y


def case_guard_sees_names():
    log = []

    def test(value):
        log.append(value)
        return value > 2

    match 2, 3:
        case x, _ if test(x):
            result = "first", x
        case _, x if test(x):
            result = "second", x
    return result, log


def case_evaluated_once():
    log = []

    def subject():
        log.append("subject")
        return 7

    match subject():
        case 1:
            pass
        case 2 | 3:
            pass
        case 7:
            log.append("seven")
    return log


def case_comparison_order():
    class Noisy:
        def __init__(self, name):
            self.name = name

        def __eq__(self, other):
            log.append((self.name, getattr(other, "name", other)))
            return False

    class Values:
        a = Noisy("a")
        b = Noisy("b")

    log = []
    match Noisy("subject"):
        case Values.a | Values.b:
            pass
        case 5:
            pass
    return log


def case_class_errors():
    class BadArgs:
        __match_args__ = ["x"]

    class BadElements:
        __match_args__ = (1,)

    class OneArg:
        __match_args__ = ("x",)
        x = 1

    def too_many():
        match OneArg():
            case OneArg(a, b):
                pass

    def none_allowed():
        match NoArgs():
            case NoArgs(a):
                pass

    def too_many_for_int():
        match 5:
            case int(a, b):
                pass

    def twice():
        match OneArg():
            case OneArg(a, x=b):
                pass

    def not_a_class():
        match 5:
            case len(a):
                pass

    def bad():
        match BadArgs():
            case BadArgs(a):
                pass

    def bad_elements():
        match BadElements():
            case BadElements(a):
                pass

    result = []
    for function in (too_many, none_allowed, too_many_for_int, twice, not_a_class, bad,
                     bad_elements):
        try:
            function()
            result.append("no error")
        except TypeError as error:
            result.append(str(error))
    return result


def case_missing_attribute():
    match NoArgs(x=1):
        case NoArgs(x=1, y=2):
            return "both"
        case NoArgs(x=value):
            return value


def case_attribute_error_inside():
    class Raises:
        @property
        def x(self):
            raise ValueError("property")

    match Raises():
        case Raises(x=1):
            pass


def case_builtin_classes():
    result = []
    for subject in (True, bytearray(b"a"), b"b", {"k": 1}, 1.5, frozenset([1]), 3, [1], {2}, "s",
                    (1,)):
        match subject:
            case bool(x):
                result.append(("bool", x))
            case bytearray(x):
                result.append(("bytearray", x))
            case bytes(x):
                result.append(("bytes", x))
            case dict(x):
                result.append(("dict", x))
            case float(x):
                result.append(("float", x))
            case frozenset(x):
                result.append(("frozenset", x))
            case int(x):
                result.append(("int", x))
            case list(x):
                result.append(("list", x))
            case set(x):
                result.append(("set", x))
            case str(x):
                result.append(("str", x))
            case tuple(x):
                result.append(("tuple", x))
    return result


def case_mapping_duplicate_at_run_time():
    class Keys:
        a = "x"
        b = "x"

    try:
        match {"x": 1, "y": 2}:
            case {Keys.a: _, Keys.b: _}:
                pass
    except ValueError as error:
        return str(error)


def case_mapping_rest():
    source = {"a": 1, "b": 2, 3: [4]}
    match source:
        case {3: [x], **rest}:
            pass
    rest["new"] = 1
    return x, rest, source


def case_mapping_get():
    class Custom(dict):
        def get(self, key, default=None):
            log.append(key)
            return super().get(key, default)

        def __missing__(self, key):
            return "made up"

    log = []
    match Custom(a=1):
        case {"b": x}:
            return "found", x
        case {"a": x}:
            return x, log


def case_star_unpacks():
    class Sequence(collections.UserList):
        pass

    result = []
    for subject in (Sequence([1, 2, 3]), [1], (1, 2), range(5), "abc"):
        match subject:
            case [a, *middle, b]:
                result.append((a, middle, b))
            case [*everything]:
                result.append(everything)
            case _:
                result.append("no sequence")
    return result


def case_wildcards_look_at_length_only():
    class Lazy(collections.abc.Sequence):
        def __len__(self):
            return 3

        def __getitem__(self, i):
            log.append(i)
            return i

    log = []
    result = []
    match Lazy():
        case [_, _]:
            result.append(2)
        case [_, *_, _, _, _]:
            result.append(4)
        case [_, _, *_]:
            result.append("many")
    match Lazy():
        case [x, *_, 5]:
            pass
        case [x, *_]:
            result.append(x)
    return result, log


def case_or_binds_same_names():
    result = []
    for subject in ([1, 2], {"x": 3, "y": 4}, Point(5, 6), 7):
        match subject:
            case [x, y] | {"x": x, "y": y} | Point(x, y):
                result.append((x, y))
            case (int() as x) | (str() as x):
                result.append(x)
    return result


def case_in_loop():
    result = []
    for token in ["push", 1, "skip", "stop", "never"]:
        match token:
            case "skip":
                continue
            case "stop":
                break
            case str(name) | int(name):
                result.append(name)
    else:
        result.append("else")
    return result


def case_in_generator():
    def parse(tokens):
        for token in tokens:
            match token:
                case [a, b] if (yield "guard"):
                    yield a + b
                case [a, *rest]:
                    got = yield a
                    yield got, rest
                case _:
                    yield "other"

    generator = parse([[1, 2], [3, 4, 5], 6])
    result = [next(generator)]
    try:
        while True:
            result.append(generator.send("sent"))
    except StopIteration:
        return result


def case_closure_over_capture():
    functions = []
    for pair in [(1, 2), (3, 4)]:
        match pair:
            case (a, b):
                functions.append(lambda a=a: (a, b))
    return [f() for f in functions]


def case_try_inside():
    log = []
    for subject in (1, "x"):
        try:
            match subject:
                case int(n):
                    raise ValueError(n)
                case _:
                    return log
        except ValueError as error:
            log.append(str(error))
        finally:
            log.append("finally")


def case_references_dropped():
    import gc
    import weakref

    class Thing:
        pass

    seen = []

    def run():
        match [Thing(), 1]:
            case [thing, 1]:
                reference = weakref.ref(thing)
                del thing
                gc.collect()
                seen.append(reference() is None)

    run()
    return seen


def case_names_like_keywords():
    match = case = 3
    match match:
        case case:
            pass
    match, case = 1, 2
    match = {"match": match}
    match["match"]
    type = 5
    return match, case, type


match {"version": 2, "items": [1, 2]}:
    case {"version": 1}:
        at_module_level = "old"
    case {"version": 2 | 3 as version, "items": [head, *tail]}:
        at_module_level = version, head, tail


def case_module_level():
    return at_module_level, version, head, tail


class Body:
    match (1, "two"):
        case (int() as number, str(text)):
            pair = number, text


def case_class_body():
    return Body.pair, Body.number, Body.text


def case_global_capture():
    global captured
    match [1, 2]:
        case [captured, _]:
            pass
    return captured, globals()["captured"]


def case_negative_zero_and_big():
    result = []
    for subject in (10**30, -10**30, 0x1234, 1e300, -0.0, "é", "\ud800"):
        match subject:
            case 1000000000000000000000000000000:
                result.append("big")
            case -1000000000000000000000000000000:
                result.append("-big")
            case 0x1234:
                result.append("hex")
            case 1e300:
                result.append("float")
            case 0:
                result.append("zero")
            case "é":
                result.append("e")
            case "\ud800":
                result.append("surrogate")
    return result
