"""Extension types of another module: their attributes and methods, and classes that inherit."""
import gc


def raises(kind, text, function, *arguments):
    try:
        function(*arguments)
    except kind as error:
        assert type(error) is kind and str(error) == text, repr(error)
    else:
        raise AssertionError(f"{function} did not raise {kind}")


def test_use():
    from solids import shapes, user
    box = user.make(3, 4)
    assert type(box) is shapes.Box and box.width == 4.0
    assert user.test(box) == (16.0, 3, "box 16.0 5", "box 16.0 7", "box", 1.0, True, "plain")
    shape = shapes.Shape()
    assert user.test(shape) == (0.0, 3, "shape 0.0 5", "shape 0.0 7", "shape", 1.0, False, "plain")
    assert user.bare() == (0.0, "shape")
    assert user.cast(box) == 4.0
    assert user.twice(4) == 8
    assert user.base_area(box) == (0.0, 16.0)


def test_errors():
    from solids import shapes, user
    raises(ValueError, "negative", user.fail, shapes.Box())
    raises(TypeError, "Cannot convert int to solids.shapes.Shape", user.test, 3)
    raises(TypeError, "Cannot convert solids.shapes.Shape to solids.shapes.Box", user.cast, shapes.Shape())


def test_inheritance():
    from solids import shapes, user
    cube = user.Cube(1, 2, 3)
    assert user.Cube.__mro__[1:3] == (shapes.Box, shapes.Shape)
    assert user.test(cube) == (6.0, 3, "box 6.0 5", "box 6.0 7", "box", 1.0, True, "plain")
    assert (cube.depth, cube.width, user.more(cube)) == (3.0, 1.0, 42)
    four = user.Four(2, 2, 2)
    assert user.test(four) == (8.0, 3, "four91", "four71", "box", 1.0, True, "plain")
    assert user.more(four) == 43 and four.describe(1, 2) == "four12"
    del cube, four
    assert gc.collect() > 0  # each is in its own list


def test_python_class_overrides():
    from solids import user

    class Mine(user.Four):
        def describe(self, *arguments):
            return f"mine {arguments}"
    assert user.test(Mine(1, 1, 1))[2:4] == ("mine (9, 1)", "mine (7, 1)")


def test_life():
    from solids import shapes, user
    shapes.log.clear()
    child = user.Child(1, 2)
    assert user.with_other(child, child) and child + 1 == "traced sum"
    child["a"] = None
    del child["b"]
    del child
    gc.collect()
    assert shapes.log == ["cinit", "delete b", "del child2 1", "dealloc"], shapes.log
    shapes.log.clear()
    child = user.Child(1)
    user.with_other(child, child)
    del child
    assert gc.collect() > 0
    assert shapes.log == ["cinit", "del child1 1", "dealloc"], shapes.log

    class Mine(user.Child):
        pass
    shapes.log.clear()
    Mine()
    gc.collect()
    assert shapes.log == ["cinit", "del child0 1", "dealloc"], shapes.log


def test_base_methods():
    from solids import user
    box = "box 6.0 "
    telling = f"telling {box}4{box}5{box}2"
    assert user.test(user.Telling(1, 2, 3))[2] == telling
    assert user.Python(1, 2, 3).describe() == f"python telling {box}6{box}5{box}2"
    assert user.test(user.Python(1, 2, 3))[3] == f"python telling {box}6{box}5{box}2"


def test_inline():
    from solids import shapes, user
    assert user.inline(shapes.Counter()) == (1, 6, 14, 8, 6)
    assert user.rise(shapes.Counter()) == (1, 6)
    assert user.rise(user.Doubling()) == (4, 14)
    assert user.rise(shapes.Loud()) == (100, 100)
    assert user.named(shapes.Loud()) == (1, 100)
    assert user.closed(3) == (1.5, 1.0, "closed 3.0", 3.0)


def test_types():
    from solids import shapes, user
    assert user.of_type(shapes.Box()) == (True, False, True)
    assert user.of_type(user.Cube(1, 2, 3)) == (False, True, True)
    assert user.of_type(shapes.Traced()) == (False, True, True)
    shapes.log.clear()
    assert user.of_type(3) == (False, False, False)
    assert user.sort([shapes.Box(1, 1), user.Four(2, 2, 2), shapes.Shape()]) == "box"
    try:
        type("Open", (shapes.Closed,), {})
    except TypeError as error:
        assert str(error) == "type 'solids.shapes.Closed' is not an acceptable base type"
    else:
        raise AssertionError("a final class has a subclass")
