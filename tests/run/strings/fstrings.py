"""f-strings and the other ways to format."""


def case_simple():
    a, b = 1, "two"
    return f"", f"x", f"{a}", f"{a}{b}", f"<{a}|{b}>", f"{{}}", f"{{{a}}}", f"{a}" "plain" f"{b}"


def case_conversions():
    s = "é'\n"
    return f"{s!r}", f"{s!s}", f"{s!a}", f"{5!r}", f"{s!r:>10}"


def case_specs():
    return (f"{5:3}|{5:<3}|{5:^3}|{5:03}", f"{255:x} {255:#X} {255:b} {255:o} {255:,}", f"{3.14159:.2f} {3.14159:10.3e}",
            f"{'s':>5}|{'s':*^5}|{'long':.2}", f"{1234567:_}", f"{0.5:%}", f"{5:+} {-5:+} {5: }", f"{True:5}", f"{65:c}")


def case_nested_specs():
    width, precision, value = 10, 3, 2.71828
    return f"{value:{width}.{precision}}", f"{value:{'>'}{width}}", f"{'x':{'-'}^{width}}"


def case_expressions():
    d = {"k": [1, 2]}
    return (f"{d['k'][0]}", f"{1 + 2}", f"{(lambda x: x * 2)(3)}", f"{'a' if d else 'b'}", f"{[x for x in 'ab']}",
            f"{ {1: 2} }", f"{d!r}", f"{', '.join(d)}", f"{1,}", f"{(y := 5)} {y}")


def case_self_documenting():
    x = 5
    return f"{x=}", f"{x = }", f"{x + 1=}", f"{x=!s}", f"{x=:>4}", f"{'a'=}"


def case_multiline():
    x = 1
    return f"""first {x}
second {x +
        1}
"""


def case_raw():
    x = 1
    return rf"\n{x}\t", fr"{x}\\", f"\n\x41\u00e9\N{BULLET}{x}"


def case_format_calls():
    log = []

    class C:
        def __format__(self, spec):
            log.append(spec)
            return "C"

        def __str__(self):
            return "str"

        def __repr__(self):
            return "repr"
    return f"{C()}{C():spec}{C()!s}{C()!r:>6}", log


def case_format_errors():
    results = []

    class NotStr:
        def __format__(self, spec):
            return 5
    for make in (lambda: f"{5:z}", lambda: f"{NotStr()}", lambda: f"{[]:5}", lambda: f"{'a':d}", lambda: f"{None:>3}"):
        try:
            results.append(make())
        except Exception as error:
            results.append((type(error).__name__, str(error)))
    return results


def case_unicode():
    return f"{'é'}€{'😀'}", f"{'a'}{'é'}", len(f"{'😀'}x")


def case_order():
    order = []

    def note(x):
        order.append(x)
        return x
    return f"{note(1)}{note(2):{note(3)}}{note(4)}", order


def case_percent():
    return ("%s %r %d %5.2f %x %%" % ("a", "b", 3, 1.5, 255), "%s" % 5, "%s" % (5,), "%(a)s %(b)d" % {"a": 1, "b": 2},
            "%-5s|%5s|%05d" % ("a", "b", 42), "%c%c" % ("x", 65), "%s" % [1], "%.3s" % "abcdef", b"%d %s" % (1, b"x"))


def case_percent_errors():
    results = []
    for fmt, args in (("%d", "a"), ("%s %s", 1), ("%s", (1, 2)), ("%(a)s", {}), ("%z", 1), ("%d", 1.5), ("x", 1)):
        try:
            results.append(fmt % args)
        except Exception as error:
            results.append((type(error).__name__, str(error)))
    return results


def case_format_method():
    return "{} {1}".replace("1", "") .format(1, 2), "{0}{1}{0}".format("a", "b"), "{x.real:>4}|{y[0]}".format(x=5, y=[7]), \
        "{!r:>5}".format("a"), format(255, "x"), format("s", ">3")


def case_many_parts():
    a, b, c, d, e, f, g, h = range(8)
    return f"{a}-{b}-{c}-{d}-{e}-{f}-{g}-{h}-{a}{b}{c}{d}"


def case_error_in_expression():
    x = 0
    return f"{1}{1 // x}"


def case_str_subclass():
    class S(str):
        def __str__(self):
            return "overridden"
    return f"{S('a')}", "%s" % S("a"), "{}".format(S("a")), f"{S('a')!s}"


def case_adjacent():
    x = 1
    return "a" f"{x}" "b" f"{x:2}" 'c', ("long "
                                        f"{x} "
                                        "end")


def case_nested_fstrings():
    x = 5
    return f"{f'{x}'}", f"{f'{x:{x}}':>8}", f"""{f"{x!r}"}"""


def case_in_calls_and_containers():
    x = 1
    return [f"{i}" for i in range(3)], {f"k{x}": f"v{x}"}, "".join([f"{c}!" for c in "ab"]), f"{x}" == "1", f"{x}" in {"1"}
