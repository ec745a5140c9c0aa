"""Headers for C and C++: code that is linked with the module, and code of another module."""


def test_c_code_in_the_module():
    import lib
    assert lib.from_c() == (12.0, 2, 7, 7)
    assert lib.failing_from_c(3) == 3
    try:
        lib.failing_from_c(-3)
    except ValueError as error:
        assert str(error) == "-3 is negative"
    else:
        raise AssertionError("no error")
    value = ["x"]
    assert lib.remember_from_c(value) == (None, value)
    assert lib.remember_from_c(value) == ("again", value)
    assert lib.remember_from_c(None) == (value, None)


def test_other_module():
    import lib
    import user
    before = lib.state()
    assert user.use() == (42 + 3 + before[3], 2, 1.0, ("a", [before[3] + 1]), "a note")
    assert user.names_of_the_header() == 9
    assert lib.state()[2:] == (before[2] * 2, before[3] + 1, "a note")


def test_table():
    import lib
    assert set(lib.__pyx_capi__) == {"swap", "hidden", "weight", "both", "note", "triple", "join", "failed",
                                      "name", "new_crate"}


def test_classes_in_c():
    import gc
    import lib
    assert lib.of_boxes(3) == (3, 7, 7, 7.0, 7.0)
    assert gc.collect() > 0
    assert lib.width_of(lib.Crate()) == 0
    box = lib.Box()
    box.label = "b"
    assert box.weigh_privately(2.5) == (5.0, "b")
    try:
        lib.width_of(3)
    except TypeError as error:
        assert str(error) == "no box"
    else:
        raise AssertionError("no error")


def test_classes_of_another_module():
    import lib
    import user
    assert user.crates(5) == (5, 5, "Crate")
    word = user.words("abc")
    assert type(word) is lib.Word and word == ["a", "b", "c"] and word.length == 3
