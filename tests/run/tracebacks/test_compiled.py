"""File, line and function of each entry of tracebacks out of compiled code."""

import os
import traceback

import compiled


def entries(function, *args):
    """(line, last part of the function's name) of the entries in compiled.pyx; the exception's text."""
    try:
        function(*args)
    except Exception as error:
        found = [(frame.lineno, frame.name.split(".")[-1]) for frame in traceback.extract_tb(error.__traceback__)
                 if os.path.basename(frame.filename) == "compiled.pyx"]
        return found, type(error).__name__
    return None


def expect(actual, lines, kind):
    assert actual == (lines, kind), actual


def test_through_c_functions():
    expect(entries(compiled.through_c, 5), [(18, "through_c"), (12, "middle"), (6, "deepest")], "ValueError")


def test_through_nogil_functions():
    expect(entries(compiled.through_nogil, 5), [(33, "through_nogil"), (25, "without_gil")], "KeyError")


def test_cpdef():
    assert entries(compiled.hybrid, 0)[0][-1] == (38, "hybrid")


def test_conversion():
    expect(entries(compiled.conversion_error, "x"), [(44, "conversion_error")], "TypeError")


def test_multiple_lines():
    actual, kind = entries(compiled.division, 1, 0)
    assert kind == "ZeroDivisionError" and actual[0][0] in (50, 51), actual


def test_generator():
    expect(entries(list, compiled.generator(2)), [(57, "generator")], "IndexError")


def test_methods_and_closures():
    expect(entries(compiled.C().outer), [(67, "outer"), (66, "inner"), (62, "method")], "ZeroDivisionError")


def test_in_loop():
    expect(entries(compiled.in_loop, [1, "x"]), [(77, "in_loop")], "TypeError")


def test_success_leaves_no_trace():
    assert entries(compiled.through_c, 0) is None


def test_same_error_many_times():
    for _ in range(1000):
        expect(entries(compiled.through_c, 5), [(18, "through_c"), (12, "middle"), (6, "deepest")], "ValueError")


def test_source_can_be_found():
    try:
        compiled.through_c(1)
    except ValueError as error:
        files = {frame.filename for frame in traceback.extract_tb(error.__traceback__)}
    assert any(name.endswith("compiled.pyx") for name in files), files
