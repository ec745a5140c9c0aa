"""Indexing and slicing: read, store, delete, for every kind of bound, with the exact errors."""


def case_index():
    x = [10, 20, 30]
    return x[0], x[-1], x[1], "abc"[2], "abc"[-3], b"abc"[1], (1, 2)[1], {"k": 5}["k"]


def case_index_errors():
    results = []
    for thing, key in (([1], 1), ([1], -2), ((), 0), ("", 0), (b"", 0), (range(2), 2), ({}, "k")):
        try:
            thing[key]
        except (IndexError, KeyError) as error:
            results.append((type(error).__name__, str(error)))
    return results


def case_index_type_errors():
    results = []
    for thing, key in (([1], "a"), ([1], 1.5), ((1,), None), ("a", "b"), (5, 0), (None, 0), ({}, [])):
        try:
            thing[key]
        except TypeError as error:
            results.append(str(error))
    return results


def case_constant_index_errors():
    x = [1, 2]
    t = (1,)
    s = "ab"
    results = []
    try:
        x[5]
    except IndexError as error:
        results.append(str(error))
    try:
        x[-5]
    except IndexError as error:
        results.append(str(error))
    try:
        t[1]
    except IndexError as error:
        results.append(str(error))
    try:
        s[2]
    except IndexError as error:
        results.append(str(error))
    return results


def case_store_and_delete():
    x = [1, 2, 3]
    x[0] = "a"
    x[-1] = "c"
    del x[1]
    d = {}
    d["k"] = 1
    d[2, 3] = 4
    del d["k"]
    return x, d


def case_store_errors():
    results = []

    def attempt(thing, key):
        try:
            thing[key] = 1
        except Exception as error:
            results.append((type(error).__name__, str(error)))
    for thing, key in (([], 0), ((1,), 0), ("a", 0), (5, 0), ([1], "x"), ({}, [])):
        attempt(thing, key)
    return results


def case_delete_errors():
    results = []

    def attempt(thing, key):
        try:
            del thing[key]
        except Exception as error:
            results.append((type(error).__name__, str(error)))
    for thing, key in (([], 0), ((1,), 0), ({}, "k"), ("a", 0), (5, 1)):
        attempt(thing, key)
    return results


def case_slices_of_a_list():
    x = list(range(6))
    return (x[:], x[1:], x[:2], x[1:3], x[-2:], x[:-2], x[-4:-1], x[10:], x[:10], x[3:1], x[::2], x[::-1],
            x[4:1:-1], x[1::3], x[-1:0:-2])


def case_slices_of_others():
    return "hello"[1:3], "hello"[::-1], b"hello"[1:-1], (1, 2, 3)[1:], range(10)[2:5], bytearray(b"abc")[:2]


def case_bounds_in_variables():
    x = list(range(6))
    a, b, c = 1, 4, 2
    n = None
    return x[a:b], x[a:b:c], x[n:b], x[a:n], x[n:n:n], x[-a:], x[:a - 3]


def case_bounds_are_clamped():
    x = [1, 2, 3]
    return x[-100:2], x[1:100], x[-10 ** 30:10 ** 30], x[10 ** 30:], x[::10 ** 30]


def case_bad_bounds():
    results = []
    for bound in ("a", 1.5):
        try:
            [1, 2][bound:]
        except TypeError as error:
            results.append(str(error))
    try:
        [1][::0]
    except ValueError as error:
        results.append(str(error))
    return results


def case_index_method_in_bounds():
    class I:
        def __index__(self):
            return 1
    return [1, 2, 3][I():], [1, 2, 3][I()], "abc"[:I()]


def case_slice_store():
    x = [0, 1, 2, 3, 4]
    x[1:3] = "ab"
    y = list(x)
    y[:] = []
    z = list(x)
    z[2:2] = [9, 9]
    w = list(x)
    w[::2] = [7, 7, 7]
    v = list(x)
    v[5:] = (1,)
    return x, y, z, w, v


def case_slice_store_errors():
    results = []
    x = [1, 2, 3]
    try:
        x[::2] = [1]
    except ValueError as error:
        results.append(str(error))
    try:
        x[0:1] = 5
    except TypeError as error:
        results.append(str(error))
    try:
        s = "abc"
        s[0:1] = "x"
    except TypeError as error:
        results.append(str(error))
    return results, x


def case_slice_delete():
    x, y, z = list(range(6)), list(range(6)), list(range(6))
    del x[1:3], y[::2], z[:]
    return x, y, z


def case_slice_in_place():
    x = [1, 2, 3]
    x[1:] += [4]
    x[0] += 10
    x[:1] *= 2
    return x


def case_slice_objects_reach_getitem():
    class Show:
        def __getitem__(self, key):
            return key

        def __setitem__(self, key, value):
            self.set = key, value

        def __delitem__(self, key):
            self.deleted = key
    s = Show()
    s[1:2] = "v"
    del s[::3]
    return s[1:2], s[:], s[::2], s[1:2, 3], s[..., None], s[()], s[1,], s.set, s.deleted, s[-1]


def case_negative_index_reaches_getitem():
    class Show:
        def __getitem__(self, key):
            return key

        def __len__(self):
            return 10
    return Show()[-1], Show()[-3:-1]


def case_chained():
    x = [[1, 2], [3, [4, 5]]]
    x[1][1][0] = 9
    return x[1][1][0], x[0][1:][0], "abc"[1:][0], {"a": [1, 2]}["a"][-1]


def case_evaluation_order():
    order = []

    def note(x):
        order.append(x)
        return x
    d = {}
    note([1, 2, 3])[note(0):note(2)]
    (note(d))[note("key")] = note("value")
    return order


def case_in_place_evaluates_once():
    calls = []

    def get(x):
        calls.append(x)
        return x
    data = [[1, 2]]
    get(data)[get(0)][get(1)] += 5
    return data, calls


def case_error_lines():
    data = {"a": [1]}
    data["a"][0] = 5
    data["a"][3] = 1


def case_big_index():
    try:
        [1][10 ** 30]
    except IndexError as error:
        return str(error)


def case_bool_index():
    return [1, 2][True], "ab"[False], (3, 4)[:True]


def case_class_getitem():
    class C:
        def __class_getitem__(cls, item):
            return cls.__name__, item
    return C[1], C["a", 2], list[int]
