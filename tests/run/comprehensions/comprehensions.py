"""Comprehensions of all kinds: values, conditions, nesting, scopes, order of evaluation, errors."""


def case_list():
    return [x * x for x in range(5)], [x for x in []], [c for c in "abc"]


def case_conditions():
    return [x for x in range(20) if x % 2 if x % 3], [x if x > 2 else -x for x in range(5)]


def case_set_and_dict():
    return sorted({x % 3 for x in range(10)}), {x: x * x for x in range(4)}, {k: v for k, v in [(1, 2)]}


def case_nested_clauses():
    return [(x, y) for x in range(3) for y in range(x)], [x + y for x in "ab" for y in "cd" if x + y != "ad"]


def case_nested_comprehensions():
    matrix = [[1, 2, 3], [4, 5, 6]]
    return [[row[i] for row in matrix] for i in range(3)], [x for row in matrix for x in row]


def case_unpacking_targets():
    pairs = [(1, (2, 3)), (4, (5, 6))]
    return [a + b + c for a, (b, c) in pairs], [rest for first, *rest in [[1, 2, 3], "xyz"]]


def case_variable_does_not_leak():
    x = "outer"
    result = [x for x in range(3)]
    return x, result


def case_captures():
    factor = 3

    def f(values):
        return [factor * v for v in values], {v: factor for v in values}
    return f([1, 2])


def case_walrus():
    values = [y for x in range(5) if (y := x * x) > 3]
    return values, y


def case_last_walrus_value():
    any((found := x) > 3 for x in range(10))
    return found


def case_dict_order_of_evaluation():
    order = []

    def note(x):
        order.append(x)
        return x
    result = {note(("k", i)): note(("v", i)) for i in range(2)}
    return result, order


def case_duplicate_keys():
    return {x % 2: x for x in range(5)}


def case_error_inside():
    return [10 // x for x in (5, 2, 0, 1)]


def case_error_in_condition():
    return {x for x in [1, 2] if x.missing}


def case_unhashable():
    try:
        return {[] for _ in range(1)}
    except TypeError as error:
        return str(error)


def case_unhashable_key():
    try:
        return {[]: 1 for _ in range(1)}
    except TypeError as error:
        return str(error)


def case_not_iterable():
    five = int("5")
    try:
        return [x for x in five]
    except TypeError as error:
        return str(error)


def case_attribute_and_item_targets():
    class C:
        pass
    c = C()
    store = {}
    return [c.x for c.x in range(3)], [store["k"] for store["k"] in "ab"], store


def case_functions_inside():
    return [(lambda a: a + x)(10) for x in range(3)], [f() for f in [lambda: x for x in range(3)]]


def case_in_class_body():
    class C:
        values = [1, 2, 3]
        doubled = [v * 2 for v in values]
    return C.doubled


def case_in_arguments():
    return sum(x for x in range(5)), sorted((x for x in [3, 1, 2]), reverse=True), max([x for x in "abc"])


def case_any_all():
    return (any(x > 3 for x in range(5)), all(x < 3 for x in range(5)), any([]), all([]),
            all(x for x in [1, "a", [0]]), any(x for x in [0, "", []]))


def case_long():
    values = [x for x in range(10000) if x % 7 == 3]
    return len(values), sum(values), values[-1]


def case_set_of_tuples():
    return sorted({(x % 2, y % 2) for x in range(4) for y in range(4)})


def case_over_dict():
    d = {"a": 1, "b": 2}
    return [k for k in d], [v for v in d.values()], {v: k for k, v in d.items()}


def case_mutating_source():
    values = [1, 2, 3]
    return [values.append(x) or x for x in values if len(values) < 6], values


def case_conditional_iterable():
    flag = False
    return [x for x in ([1, 2] if flag else [3])]


def case_lambda_iterable():
    return [x for x in (lambda: [1, 2])()]


def case_generator_source():
    def g():
        yield 1
        yield 2
    return [x for x in g()], {x for x in g()} == {1, 2}


def case_stop_iteration_in_list():
    def stop():
        raise StopIteration
    try:
        return [stop() for _ in range(2)]
    except StopIteration:
        return "StopIteration passes a list comprehension"
