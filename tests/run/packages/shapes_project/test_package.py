"""Modules of a package that share declarations and are compiled apart."""
import doctest


def raises(kind, text, function, *arguments):
    try:
        function(*arguments)
    except kind as error:
        assert type(error) is kind and str(error) == text, repr(error)
        return error
    raise AssertionError(f"{function} did not raise {kind}")


def test_all_names_of_a_function():
    from shapes import user
    assert user.points() == (1.0, 2.0, 5.0, 3.0)
    assert not doctest.testmod(user).failed


def test_structs_by_value_and_errors():
    from shapes import user
    assert user.areas(2, 3) == 6
    assert user.areas_without_gil(2, 3) == 6
    raises(ValueError, "the box is upside down", user.areas, 2, -3)
    raises(ValueError, "the box is upside down", user.areas_without_gil, 2, -3)
    assert user.errors(0) == "nothing"
    raises(KeyError, "3", user.errors, 3)
    assert user.thirteen(-1) == 0
    raises(RuntimeError, "thirteen", user.thirteen, 13)


def test_traceback_names_both_modules():
    import traceback
    from shapes import user
    error = raises(RuntimeError, "thirteen", user.thirteen, 13)
    entries = [(entry.filename.rsplit("/", 1)[-1], entry.name.rsplit(".", 1)[-1])
               for entry in traceback.extract_tb(error.__traceback__)]
    assert entries[-2:] == [("user.pyx", "thirteen"), ("geometry.pyx", "checked")], entries


def test_pointers():
    from shapes import geometry, user
    geometry.reset()
    assert user.pointers() == (5, 5, 5, 7, 5)


def test_enums():
    from shapes import user
    assert user.kinds() == ("circle", "square", "nothing", 4)
    raises(KeyError, "17", user.describe_number, 17)


def test_optional_arguments():
    from shapes import user
    assert user.optional() == (21, 31, 35, ("a label", 1, [1, 2]), ("b", 2, [1, 2]), ("c", 3, []))
    raises(ZeroDivisionError, "factor", user.optional_error)
    generator = user.optional_in_generator()
    assert next(generator) == 0
    assert generator.send(5) == (("0", 0, [1, 2]), 1)
    assert next(generator) == 1


def test_overridable():
    from shapes import geometry, user
    assert user.overridable(4) == (8, "Hello, you!", "Bye, you!")
    assert geometry.twice(n=4) == 8
    assert geometry.greeting("me", word="Hi") == "Hi, me!"
    raises(OverflowError, "too many", user.overridable, 99)


def test_variables():
    from shapes import geometry, user
    geometry.reset()
    assert user.variables() == (111, ["something", 11], 7.0, [10, "end"])
    assert geometry.state() == (111, ["something", 11], {"x": 7.0, "y": 1.5}, [10, "end"])


def test_pure_python_with_declarations():
    from shapes import numbers
    assert numbers.total(5) == 30
    assert numbers.square(3) == 9
    assert not hasattr(numbers, "half")
    try:
        numbers.square("x")
    except TypeError:
        pass
    else:
        raise AssertionError("a str is no long")
