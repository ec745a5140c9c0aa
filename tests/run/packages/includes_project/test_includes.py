"""Names of included files, and C arrays of another module."""


def test_names_of_included_files():
    from whole import First, Third
    assert First().both(Third()) == (13, 3, 6)


def test_arrays_of_another_module():
    import user
    expected = [9.0, 1.5, 3.0, 4.5]
    assert user.arrays() == (4.5, 1.5, 7, expected, expected, 16)
