"""Modules that were compiled with other declarations than the modules they use."""
import importlib
import sys


def refused(name, kind, *parts):
    for attempt in range(2):  # also when it is tried again
        try:
            importlib.import_module(name)
        except kind as error:
            text = str(error)
            assert type(error) is kind, repr(error)
        else:
            raise AssertionError(f"{name} was imported")
        for part in parts:
            assert part in text, text
        assert name not in sys.modules


def test_what_agrees_is_used():
    import use_same
    assert use_same.use() == 2


def test_signature():
    refused("use_changed_result", TypeError, "things.changed_result", "use_changed_result",
            "it is `double (int)`, expected `int (int)`")


def test_exceptions_and_gil():
    refused("use_changed_exceptions", TypeError, "it is `int (int) except -1`, expected `int (int) noexcept`")
    refused("use_changed_gil", TypeError, "it is `int (int) noexcept`, expected `int (int) noexcept nogil`")


def test_layout():
    refused("use_changed_layout", TypeError, "struct Thing { int a; float b; }",
            "struct Thing { int a; double b; }")
    refused("use_changed_enum", TypeError, "{ RED; BLUE; GREEN; }", "{ RED; GREEN; }")


def test_variable():
    refused("use_variable", TypeError, "C variable", "it is `long`, expected `int`")


def test_missing():
    refused("use_removed", ImportError, "C function `removed` of things", "does not export it")
    refused("use_nowhere", ModuleNotFoundError, "No module named 'nowhere'")


def test_classes():
    import use_class_kept
    assert use_class_kept.use() == 0
    refused("use_class_longer", TypeError, "things.Longer is another class than use_class_longer",
            "it is `class things.Longer { a: int; b: int; }`, expected `class things.Longer { a: int; }`")
    refused("use_class_method", TypeError, "g() = ")
    refused("use_class_gone", ImportError, "the class `Gone` of things", "does not export it")
    refused("use_class_of_plainmodule", ImportError, "the class `C` of plainmodule",
            "was not compiled by nogilc")


def test_not_compiled():
    import plainmodule
    assert plainmodule.__file__.endswith(".py")
    refused("use_plainmodule", ImportError, "`f` of plainmodule", "has no table of C functions")
