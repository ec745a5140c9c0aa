"""Parameters of every kind: what a call binds, and the exact TypeError when it cannot."""


def none():
    return "none"


def one(a):
    return a


def two(a, b):
    return (a, b)


def three(first, second, third):
    return (first, second, third)


def default(a, b=2, c=3):
    return (a, b, c)


def stars(*args):
    return args


def keywords(**kwargs):
    return kwargs


def both(*args, **kwargs):
    return args, kwargs


def mixed(a, b=2, *rest, c, d=4, **more):
    return a, b, rest, c, d, more


def positional(a, b, /):
    return a, b


def positional_default(a, b=5, /, c=6):
    return a, b, c


def keyword_only(*, x, y=2):
    return x, y


def keyword_only_two(*, x, y):
    return x, y


def keyword_only_three(*, x, y, z):
    return x, y, z


def every(a, b=1, /, c=2, *d, e, f=3, **g):
    return a, b, c, d, e, f, g


def shadow(a, /, **kwargs):
    return a, kwargs


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except TypeError as error:
        return str(error)


def case_no_parameters():
    return none(), attempt(none, 1), attempt(none, 1, 2), attempt(none, x=1)


def case_one_parameter():
    return one(1), one(a=2), attempt(one), attempt(one, 1, 2), attempt(one, 1, a=2)


def case_one_unexpected_keyword():
    return attempt(one, b=1), attempt(one, 1, b=2)


def case_missing_lists():
    return attempt(two), attempt(two, 1), attempt(two, b=1), attempt(three), attempt(three, 1)


def case_missing_by_keyword():
    return attempt(three, second=1), attempt(three, first=1, third=2)


def case_too_many():
    return attempt(two, 1, 2, 3), attempt(default, 1, 2, 3, 4), attempt(default)


def case_keywords_in_any_order():
    return three(third=3, first=1, second=2), two(b=1, a=2), two(1, b=2)


def case_duplicate_value():
    return attempt(two, 1, 2, a=3), attempt(default, 1, b=2, a=1), attempt(mixed, 1, a=2, c=3)


def case_defaults():
    return default(1), default(1, 5), default(1, c=9), default(c=1, a=2), default(1, 2, 3)


def case_varargs():
    return stars(), stars(1), stars(1, 2, 3), stars(*[1, 2], *(3,), 4), attempt(stars, x=1)


def case_varkeywords():
    return keywords(), keywords(a=1), keywords(**{"x": 1, "y": 2}, z=3), attempt(keywords, 1)


def case_both_stars():
    return both(), both(1, a=2), both(*range(3), **{"self": 1, "args": 2, "kwargs": 3})


def case_mixed():
    return (mixed(1, c=2), mixed(1, 2, 3, 4, c=5, d=6, e=7), attempt(mixed, 1), attempt(mixed, c=1),
            attempt(mixed))


def case_positional_only():
    return (positional(1, 2), attempt(positional, 1), attempt(positional), attempt(positional, 1, 2, 3),
            attempt(positional, 1, b=2), attempt(positional, a=1, b=2))


def case_positional_only_with_defaults():
    return (positional_default(1), positional_default(1, 2, 3), positional_default(1, c=3),
            attempt(positional_default, 1, b=2), attempt(positional_default))


def case_keyword_only():
    return (keyword_only(x=1), keyword_only(y=1, x=2), attempt(keyword_only), attempt(keyword_only, 1),
            attempt(keyword_only, y=1), attempt(keyword_only, x=1, z=2))


def case_keyword_only_missing_lists():
    return attempt(keyword_only_two), attempt(keyword_only_three), attempt(keyword_only_three, y=1)


def case_every_kind():
    return (every(0, e=1), every(0, 1, 2, 3, 4, e=5, h=6), every(0, c=7, e=8, a=9, b=10),
            attempt(every, 0), attempt(every, e=1), attempt(every))


def case_positional_only_name_in_keywords():
    return shadow(1, a=2), attempt(shadow, a=2)


def case_positional_count_with_keyword_only():
    return attempt(keyword_only, 1, 2, x=3), attempt(keyword_only, 1, x=3, y=4)


def case_keywords_must_be_strings():
    return attempt(lambda: keywords(**{1: 2})), attempt(lambda: both(**{None: 2}))


def case_keywords_must_be_a_mapping():
    return attempt(lambda: keywords(**[1])), attempt(lambda: keywords(**5))


def case_star_must_be_iterable():
    return attempt(lambda: stars(*5)), attempt(lambda: stars(1, *None))


def case_duplicate_in_double_star():
    return attempt(lambda: keywords(a=1, **{"a": 2})), attempt(lambda: keywords(**{"a": 1}, **{"a": 2}))


def case_default_is_made_once():
    def collect(item, into=[]):
        into.append(item)
        return into
    collect(1)
    return collect(2), collect(3, []), collect(4)


def case_default_sees_definition_time():
    x = 1

    def f(a=x):
        return a
    x = 2
    return f(), x


def case_default_order():
    order = []

    def note(x):
        order.append(x)
        return x

    def f(a=note(1), b=note(2), *, c=note(3), d=note(4)):
        return a, b, c, d
    return f(), order


def case_evaluation_order():
    order = []

    def note(x):
        order.append(x)
        return x
    result = both(note(1), *[note(2)], x=note(3), **{"y": note(4)})
    return result, order


def case_args_is_a_tuple():
    return type(stars(1)).__name__, stars(*(1, 2)) == (1, 2), type(keywords()).__name__


def case_kwargs_is_fresh():
    given = {"a": 1}
    got = keywords(**given)
    got["b"] = 2
    return given, got


def case_parameters_are_locals():
    def f(a, *args, **kwargs):
        a += 1
        args += (a,)
        kwargs["z"] = a
        return a, args, kwargs
    return f(1, 2, x=3)


def case_deleted_parameter():
    def f(a, drop):
        if drop:
            del a
        try:
            return a
        except UnboundLocalError as error:
            return str(error)
    return f(1, True), f(2, False)


def case_many_parameters():
    def f(a, b, c, d, e, g, h, i, j, k, l, m):
        return a + b + c + d + e + g + h + i + j + k + l + m
    return f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), f(*range(12)), attempt(f, 1, 2)


def case_inner_function_names_in_errors():
    def inner(a):
        return a
    return attempt(inner), attempt(inner, 1, 2)


def case_method_errors():
    class C:
        def method(self, a):
            return a

        @staticmethod
        def static(a):
            return a

        @classmethod
        def cls(cls, a):
            return a
    c = C()
    return (attempt(c.method), attempt(c.method, 1, 2), attempt(C.method), attempt(c.static),
            attempt(C.cls), attempt(C.cls, 1, 2))


def case_introspection_of_defaults():
    return (default.__defaults__, keyword_only.__kwdefaults__, one.__defaults__, one.__kwdefaults__)


def case_signature():
    import inspect
    return [str(inspect.signature(f)) for f in (none, one, default, stars, both, mixed, positional,
                                                positional_default, keyword_only, every)]


def case_function_attributes():
    def f(a):
        "about f"
    f.extra = 5
    return f.__name__, f.__qualname__, f.__doc__, f.__module__, f.extra, f.__dict__


def case_rename_function():
    def f():
        return 1
    f.__name__ = "g"
    f.__qualname__ = "h.g"
    f.__doc__ = "new"
    return f.__name__, f.__qualname__, f.__doc__, f()


def case_long_keyword_calls():
    names = ["k%d" % i for i in range(50)]
    values = {name: i for i, name in enumerate(names)}
    return list(keywords(**values).items()) == list(values.items())


def case_definitions_replace_parameters():
    def by_def(handler=None):
        if handler is None:
            def handler():
                return "made"
        return handler()

    def by_class(kind):
        class kind:
            name = "inner"
        return kind.name

    def by_import(math, path):
        import math
        from os import path
        return math.floor(2.5), path.join("a", "b")

    def in_match(subject):
        match subject:
            case [subject, *_]:
                pass
        return subject

    return by_def(), by_def(lambda: "given"), by_class(5), by_import(1, 2), in_match([7, 8])
