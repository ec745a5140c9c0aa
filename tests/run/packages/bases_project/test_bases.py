"""Further bases of an extension type that it cannot have: the module cannot be imported."""
import importlib


def refusals(name):
    """What importing it says, also when it is tried again."""
    for attempt in range(2):
        try:
            importlib.import_module(name)
        except TypeError as error:
            yield str(error)
        else:
            yield "imported"


# Once: a class that stays behind is no leak of each import.
REFUSED = {name: list(refusals(name)) for name in ("no_dict", "lay_out", "not_heap", "not_type")}


def check(name, text):
    assert len(REFUSED[name]) == 2
    for message in REFUSED[name]:
        assert text in message, message


def test_dict():
    check("no_dict", "extension type 'no_dict.Both' has no __dict__ slot, but base type 'Open' has")


def test_layout():
    check("lay_out", "multiple bases have instance lay-out conflict")


def test_other_extension_type():
    check("not_heap", "base class 'not_heap.Second' is not a heap type")


def test_no_type():
    check("not_type", "base class 'int' is not a type")
