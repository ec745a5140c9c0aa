"""What the start of a module finds out about the classes that it knows by a header."""
import warnings


def refused(name, kind, *texts):
    try:
        __import__(name)
    except kind as error:
        assert type(error) is kind, repr(error)
        for text in texts:
            assert text in str(error), error
    else:
        raise AssertionError(f"{name} was imported")


def test_smaller():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        import smaller_ignore
        assert smaller_ignore.test(slice(1)) and not smaller_ignore.test(1)
        assert caught == []
        import smaller_warn
        assert smaller_warn.test(slice(1))
    assert [w.category for w in caught] == [RuntimeWarning]
    assert str(caught[0].message).startswith("builtins.slice size changed")
    refused("smaller_error", ValueError, "builtins.slice size changed")


def test_larger():
    refused("larger", ValueError, "builtins.slice size changed", "40", "48")


def test_varying():
    import varying
    assert varying.test(()) == (True, False) and varying.test(True) == (False, True)


def test_missing():
    refused("missing", AttributeError, "nothing")
    refused("no_class", TypeError, "builtins.len is not a type object")
