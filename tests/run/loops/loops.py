"""Loops: else, break, continue, what the loop variable holds, what is iterated."""


def case_for_else():
    def f(items, stop):
        for x in items:
            if x == stop:
                break
        else:
            return "else"
        return x
    return f([1, 2, 3], 2), f([1, 2, 3], 9), f([], 1)


def case_while_else():
    def f(n, stop):
        while n:
            if n == stop:
                break
            n -= 1
        else:
            return "else", n
        return n
    return f(5, 3), f(5, 9), f(0, 0)


def case_continue_reaches_else():
    seen = []
    for x in range(4):
        if x % 2:
            continue
        seen.append(x)
    else:
        seen.append("else")
    return seen


def case_variable_after_loop():
    for i in range(5):
        pass
    for j in []:
        pass
    k = "before"
    for k in range(0):
        pass
    try:
        return i, k, j
    except UnboundLocalError as error:
        return i, k, str(error)


def case_assigning_the_variable():
    seen = []
    for i in range(5):
        seen.append(i)
        i = 100
    return seen, i


def case_range_forms():
    return (list(range(5)), list(range(2, 5)), list(range(5, 0, -2)), list(range(0)), list(range(3, 1)),
            list(range(1, 10, 3)), list(range(-3)), list(range(-5, -1, 2)))


def loop(*args):
    seen = []
    for i in range(*args):
        seen.append(i)
    return seen


def case_range_loops_with_unpacked_arguments():
    return loop(3), loop(1, 4), loop(4, 1, -1), loop(0, 10, 4)


def case_range_loop_in_variables():
    start, stop, step = 10, 0, -3
    seen = []
    for i in range(start, stop, step):
        seen.append(i)
    return seen, i


def case_range_bound_is_evaluated_once():
    n = 3
    seen = []
    for i in range(n):
        n = 10
        seen.append(i)
    return seen


def case_range_evaluation_order():
    order = []

    def note(x):
        order.append(x)
        return x
    for i in range(note(0), note(4), note(2)):
        pass
    return order, i


def case_range_zero_step():
    try:
        for i in range(1, 5, 0):
            pass
    except ValueError as error:
        return str(error)


def case_range_bad_arguments():
    results = []
    for bad in (1.5, "a", None):
        try:
            for i in range(bad):
                pass
        except TypeError as error:
            results.append(str(error))
    return results


def case_range_of_big_numbers():
    big = 10 ** 20
    return [x for x in range(big, big + 3)], list(range(big, big - 4, -2))


def case_range_object():
    r = range(2, 20, 3)
    return len(r), r[2], r[-1], 8 in r, 9 in r, r.index(11), r[1:3], r == range(2, 18, 3), hash(r) == hash(r)


def case_nested_break():
    found = None
    for i in range(5):
        for j in range(5):
            if i * j == 6:
                found = i, j
                break
        else:
            continue
        break
    return found


def case_while_with_complex_condition():
    items = [1, 2, 3, 0, 5]
    total = 0
    while items and (x := items.pop(0)) != 0 and total < 100:
        total += x
    return total, items


def case_while_true_return():
    def f():
        n = 0
        while True:
            n += 1
            if n > 5:
                return n
    return f()


def case_modifying_a_list():
    items = [1, 2, 3]
    seen = []
    for x in items:
        seen.append(x)
        if len(items) < 6:
            items.append(x * 10)
    return seen


def case_shrinking_a_list():
    items = [1, 2, 3, 4]
    seen = []
    for x in items:
        seen.append(x)
        items.remove(x)
    return seen, items


def case_modifying_a_dict():
    d = {1: 1, 2: 2}
    try:
        for k in d:
            d[k + 10] = 0
    except RuntimeError as error:
        return str(error)


def case_iterating_everything():
    result = []
    for source in ([1], (2,), "ab", b"ab", {3: 4}, {5}, frozenset([6]), range(7, 8), iter([9]),
                   bytearray(b"x"), {10: 11}.items(), {12: 13}.values(), enumerate("z"), reversed([1, 2]),
                   zip([1], "a"), map(str, [1]), filter(None, [0, 1])):
        result.append([x for x in source])
    return result


def case_not_iterable():
    results = []
    for thing in (5, None, 1.5, len, object):
        try:
            for x in thing:
                pass
        except TypeError as error:
            results.append(str(error))
    return results


def case_unpacking_targets():
    result = []
    for a, (b, *c) in [(1, (2, 3, 4)), ("x", "yz")]:
        result.append((a, b, c))
    for [x, y] in {"ab": 1}:
        result.append((x, y))
    return result


def case_attribute_and_item_targets():
    class C:
        pass
    c, d = C(), [0, 0]
    for c.value in range(3):
        pass
    for d[1] in "xy":
        pass
    for d[0], c.other in [(1, 2)]:
        pass
    return c.value, c.other, d


def case_error_in_the_iterator():
    class Bad:
        def __iter__(self):
            return self

        def __next__(self):
            raise KeyError("from next")
    try:
        for x in Bad():
            pass
    except KeyError as error:
        return str(error)


def case_iter_returns_non_iterator():
    class Bad:
        def __iter__(self):
            return 5
    try:
        for x in Bad():
            pass
    except TypeError as error:
        return str(error)


def case_loop_over_string_kinds():
    return [c for c in "aé€😀"], [len(c) for c in "é😀"], [b for b in b"\x00\xff"]


def case_enumerate_and_zip():
    return ([(i, c) for i, c in enumerate("ab", 5)], [(a, b) for a, b in zip([1, 2, 3], "ab")],
            [(i, (a, b)) for i, (a, b) in enumerate(zip("ab", "cd"))])


def case_reversed():
    return [x for x in reversed(range(5))], [x for x in reversed([1, 2])], list(reversed("ab"))


def case_dict_items():
    d = {"a": 1, "b": 2}
    out = []
    for k, v in d.items():
        out.append((k, v))
    for v in d.values():
        out.append(v)
    for k in d.keys():
        out.append(k)
    return out


def case_loop_line_of_error():
    for x in [3, 2, 1, 0]:
        y = 6 // x
    return y


def case_large_loop():
    total = 0
    for i in range(100000):
        if i % 3 == 0:
            continue
        total += i
    return total


def case_sum_may_grow_past_64_bits():
    product = 1
    for i in range(1, 30):
        product *= i
    return product


def case_counter_grows_past_64_bits():
    n = 1
    while n < 10 ** 25:
        n = n * 2 + 1
    return n


def case_nested_functions_in_loops():
    total = 0
    for i in range(3):
        def f(x):
            return x + i
        total += f(10)
    return total


def case_del_in_loop():
    def f(n):
        x = "before"
        for i in range(n):
            x = i
            del x
        try:
            return x
        except UnboundLocalError as error:
            return str(error)
    return f(0), f(3)


def case_iter_with_sentinel():
    values = iter([1, 2, 3, 0, 4])
    return [x for x in iter(lambda: next(values), 0)]
