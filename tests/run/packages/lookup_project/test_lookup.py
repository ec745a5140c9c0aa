"""Where declarations are found."""


def test_directives_of_a_pxd():
    from app.inner import user
    assert user.modulo(-7, 3) == (-1, -1, 2)


def test_types():
    from app.inner import user
    assert user.types() == (1, b"b", 99, 1.5, 2, b"f", b"b", b"f")


def test_constants():
    from app.inner import user
    assert user.constants() == (42, 7, 7, 7)


def test_include():
    from app.inner import user
    assert user.from_nested_include() == 6


def test_neighbours_at_level_2():
    from app import old
    assert old.implicit() == (42, -1, b"old")


def test_what_is_unused_is_not_imported():
    from app.inner import user
    assert not hasattr(user, "__pyx_capi__")


def test_names_of_statements_in_a_pxd():
    from app.inner import late_user
    assert late_user.kinds() == (1, 2, 3)
    try:
        late_user.name_that_is_absent()
    except NameError as error:
        assert str(error) == "name 'not_here' is not defined"
    else:
        raise AssertionError
