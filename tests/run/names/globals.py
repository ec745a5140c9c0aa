"""Module globals: binding, rebinding, deleting, builtins that are shadowed, module attributes."""

value = 1
first = second = "both"
(third, [fourth, *fifth]) = 3, (4, 5, 6)
for loop_variable in range(3):
    pass
if value:
    conditional = "yes"
else:
    other = "no"
try:
    1 // 0
except ZeroDivisionError as caught:
    message = str(caught)
with open(__import__("os").devnull) as opened:
    name_of_opened = opened.name
del opened
comprehended = [item * 2 for item in range(3)]
print("at import", value, message)


def case_read():
    return value, first, second, third, fourth, fifth, loop_variable, conditional, message, comprehended


def case_not_there():
    results = []
    for name in ("other", "caught", "opened", "item"):
        results.append(name in globals())
    try:
        return other
    except NameError as error:
        return results, str(error)


def case_rebind():
    global value
    value += 10
    result = value
    value = 1
    return result


def case_new_global():
    global made_here
    made_here = 5
    try:
        return made_here, globals()["made_here"]
    finally:
        del made_here


def case_delete():
    global temporary
    temporary = 1
    del temporary
    try:
        temporary
    except NameError as error:
        first_error = str(error)
    try:
        del temporary
    except NameError as error:
        return first_error, str(error)


def case_through_globals_dict():
    globals()["injected"] = 7
    try:
        return eval("injected", globals()), "injected" in globals()
    finally:
        del globals()["injected"]


def case_shadowed_builtin():
    global len
    before = len([1])
    len = lambda x: "shadow"
    try:
        return before, len([1, 2])
    finally:
        del len


def case_after_shadowing():
    return len([1, 2, 3])


def case_local_shadows_builtin():
    def f(list, str=5):
        max = 3
        return list, str, max
    return f(1)


def case_module_attributes():
    return __name__, __doc__, type(__file__).__name__, __package__ in ("", None), "__builtins__" in globals()


def case_builtin_values():
    return (True, False, None, Ellipsis, NotImplemented, __debug__, int, ValueError, len, print.__name__)


def case_builtin_through_variable():
    f = max
    g = sorted
    return f(1, 2), g([2, 1]), (lambda h: h("5"))(int)


def case_undefined_name():
    if "not_a_name" in globals():
        global not_a_name
        not_a_name = 1
    return not_a_name


def case_setattr_on_module():
    import sys
    module = sys.modules[__name__]
    module.value = 99
    try:
        return value
    finally:
        module.value = 1


def case_function_sees_later_definition():
    return defined_later()


def defined_later():
    return "later"


def case_redefined_function():
    return redefined()


def redefined():
    return "old"


def redefined():
    return "new"


def case_del_local_then_error():
    def f(flag):
        x = 1
        if flag:
            del x
        return x
    try:
        return f(False), f(True)
    except UnboundLocalError as error:
        return str(error)


def case_del_attributes_and_items():
    class C:
        pass
    c, d, x = C(), {1: 2}, [1, 2, 3]
    c.a = 1
    del c.a, d[1], x[0]
    return vars(c), d, x


def case_global_in_class_body():
    class C:
        global from_class
        from_class = "set in a class"
    try:
        return from_class, hasattr(C, "from_class")
    finally:
        del globals()["from_class"]


def case_docstring_of_function():
    def f():
        "text"

    def g():
        f"{1}"

    def h():
        pass
    return f.__doc__, g.__doc__, h.__doc__


def case_underscore_names():
    _ = 5
    __dunder = 6
    return _, __dunder
