"""Functions and methods of another module say themselves whether they raised."""
import traceback

import user


def raises(kind, text, function, *args):
    try:
        result = function(*args)
    except kind as error:
        assert type(error) is kind and str(error) == text, repr(error)
        return error
    raise AssertionError(f"it gave {result!r}")


def test_functions():
    assert user.with_check(4) == 4
    raises(ValueError, "negative", user.with_check, -4)
    assert user.with_pair(4) == (4, 5)
    raises(ValueError, "negative", user.with_pair, -4)
    assert user.with_pair_of_held(4) == 8
    raises(KeyError, "[-4]", user.with_pair_of_held, -4)
    assert user.with_maybe(4) == (4, 4)
    assert user.with_maybe(-1) == (-1, -1)
    raises(ValueError, "less than minus one", user.with_maybe, -2)
    assert user.with_told(4) == 8
    raises(ValueError, "negative", user.with_told, -4)
    assert user.with_number(1.5) == 3.0
    raises(ValueError, "-1.5", user.with_number, -1.5)
    user.with_take(1)
    raises(ValueError, "-1 is negative", user.with_take, -1)
    assert user.with_narrow(255) == 255
    raises(OverflowError, "too wide", user.with_narrow, 256)
    user.with_c(1)
    raises(OSError, "from C", user.with_c, -1)


def test_optional_arguments():
    assert user.with_optional(5) == (6, 6, -1)
    raises(OverflowError, "over the limit", user.with_optional, 6)
    assert user.with_both(1) == (-1, -1)
    raises(OverflowError, "over the limit", user.with_both, 6)


def test_pointers():
    assert user.with_pointers(1) is True
    raises(ValueError, "negative", user.with_pointers, -1)


def test_exceptions():
    assert user.caught(-1) == "negative"
    assert user.caught(1) == "nothing"
    assert user.pending(1) == "fine"
    error = raises(ValueError, "negative", user.pending, -1)
    assert type(error.__context__) is KeyError


def test_traceback():
    error = raises(ValueError, "negative", user.with_traceback, 2)
    names = [frame.name for frame in traceback.extract_tb(error.__traceback__)][1:]
    names = [name.rpartition(".")[2] for name in names]
    assert names == ["with_traceback", "deeper", "deeper", "deeper", "check"], names


def test_methods():
    for kind, error in (("base", (ValueError, "over the limit")), ("derived", None),
                        ("own", None), ("hidden", (LookupError, "hidden"))):
        o = user.make(kind, 5)
        if error:
            raises(*error, user.method_check, o, 6)
            raises(*error, user.method_pair, o, 6)
        else:
            user.method_check(o, 6)
            assert user.method_pair(o, 6) == (6, 5)
    raises(ArithmeticError, "three", user.method_check, user.make("own", 5), 3)
    for kind in "base", "derived":
        o = user.make(kind, 5)
        assert user.method_maybe(o, -1) == -1
        raises(ValueError, "over the limit", user.method_maybe, o, 6)
    for kind in "own", "hidden":
        assert user.method_maybe(user.make(kind, 5), 6) == -1
    for kind in "base", "derived", "own", "hidden":
        o = user.make(kind, 5)
        assert user.method_told(o, 3) == 4
        raises(ValueError, "over the limit", user.method_told, o, 6)
        assert user.method_box(o, 3) == [3]
        raises(ValueError, "over the limit", user.method_box, o, 6)
        assert user.method_optional(o, 5) == (6, -1)
        raises(ValueError, "over the limit", user.method_optional, o, 6)


def test_overrides():
    class Python(user.Own):
        def both(self, x):
            if x == 4:
                raise RuntimeError("four")
            return -1

    assert user.method_both(Python(5), 3) == -1
    raises(RuntimeError, "four", user.method_both, Python(5), 4)
    assert user.base_both(Python(5), 4) == 4
    raises(ValueError, "over the limit", user.base_both, Python(5), 6)
    raises(ArithmeticError, "three", user.method_both, user.Own(5), 3)


def test_named_classes():
    raises(ValueError, "over the limit", user.base_check, user.make("own", 5), 6)
    user.static_alone(1)
    raises(ValueError, "negative", user.static_alone, -1)
    derived = user.make("derived", 5)
    user.derived_more(derived, 5)
    raises(IndexError, "over the derived limit", user.derived_more, derived, 6)
