"""Runs the tests of one module and reports them. A child process of modules.py; no pytest here.

usage: child.py once|leaks doctests|cases|uncompiled|tests MODULE NAME...
The report is a file of JSON lines, named by NOGILC_TEST_REPORT: {"begin": name} before a test and
{"name": name, ...} after it, so that the parent knows where a crash happened.
"""

import contextlib
import doctest
import gc
import importlib
import importlib.machinery
import io
import json
import os
import re
import sys
import traceback

WARM_UP = 4
MEASURED = 6


def main(how, kind, module_name, *names):
    sys.path.pop(0)  # this folder: the topics are no packages
    with open(os.environ["NOGILC_TEST_REPORT"], "w", encoding="utf-8", buffering=1) as report:
        import_output = io.StringIO()
        with contextlib.redirect_stdout(import_output):
            module = importlib.import_module(module_name)
        if kind in ("doctests", "cases"):
            assert is_compiled(module), f"{module.__file__} is not compiled"
        run = find_runner(kind, module, import_output.getvalue())
        for name in names:
            print(json.dumps({"begin": name}), file=report)
            result = run(name)
            if how == "leaks" and "failure" not in result and name != "<import>":
                check_leaks(run, name, result)
            print(json.dumps({"name": name, **result}), file=report)


def find_runner(kind, module, import_output):
    if kind == "doctests":
        tests = {short_name(test.name, module): test
                 for test in doctest.DocTestFinder(exclude_empty=True).find(module, extraglobs={})}
        return lambda name: run_doctest(tests, name)
    if kind == "tests":
        return lambda name: run_test(getattr(module, name))
    return lambda name: ({"output": import_output} if name == "<import>"
                         else run_case(module, getattr(module, name)))


def short_name(name, module):
    """The name of a docstring as it stands in the source: without module and `__test__`."""
    if name == module.__name__:
        return "<module>"
    name = name.removeprefix(module.__name__ + ".")
    return re.sub(r"^__test__\.(.*?)( \(line \d+\))?$", r"\1", name)


def run_doctest(tests, name):
    if name not in tests:
        return {"failure": f"the module has no docstring of `{name}`; it has: {sorted(tests)}"}
    test = tests[name]
    output = io.StringIO()
    flags = doctest.ELLIPSIS
    runner = doctest.DocTestRunner(verbose=False, optionflags=flags)
    test.globs = dict(test.globs)
    results = runner.run(test, out=output.write, clear_globs=False)
    return {"failure": output.getvalue()} if results.failed else {}


def run_test(function):
    try:
        function()
    except BaseException:
        return {"failure": traceback.format_exc()}
    return {}


def run_case(module, function):
    output = io.StringIO()
    result = {}
    try:
        with contextlib.redirect_stdout(output):
            value = function()
        result["result"] = stable(repr(value))
    except BaseException as error:
        result["exception"] = describe(error, module, set())
    result["output"] = stable(output.getvalue())
    return result


def describe(error, module, seen):
    """What must agree about an exception: class, text, lines in this module, cause and context."""
    if error is None or id(error) in seen:
        return None
    seen.add(id(error))
    stem = module.__name__
    lines = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if os.path.basename(code.co_filename).split(".")[0] != stem:
            pass
        elif code.co_name in ("<listcomp>", "<setcomp>", "<dictcomp>"):
            pass  # since Python 3.12 a comprehension has no entry of its own
        else:
            lines.append([trace.tb_lineno, code.co_name.split(".")[-1]])
        trace = trace.tb_next
    return {
        "class": f"{type(error).__module__}.{type(error).__qualname__}",
        "text": stable(str(error)),
        "lines": lines,
        "cause": describe(error.__cause__, module, seen),
        "context": describe(error.__context__, module, seen),
        "suppressed": error.__suppress_context__,
    }


def is_compiled(module):
    return module.__file__.endswith(tuple(importlib.machinery.EXTENSION_SUFFIXES))


def stable(text):
    """Without addresses; compiled functions call themselves as interpreted ones do."""
    text = re.sub(r"0x[0-9a-f]{6,}", "0x…", text)
    return text.replace("<cyfunction ", "<function ").replace("built-in function", "function")


def check_leaks(run, name, result):
    """Repeats a test; references that grow each time are a leak (as in CPython's own `-R`)."""
    growth = [0] * (WARM_UP + MEASURED)  # filled in place: what the measuring keeps must not count
    before = after = 0
    for number in range(WARM_UP + MEASURED):
        gc.collect()
        before = sys.gettotalrefcount()
        run(name)
        gc.collect()
        after = sys.gettotalrefcount()
        growth[number] = after - before
    measured = growth[WARM_UP:]
    if min(measured) > 0:
        result["failure"] = f"leaks references: each run adds {measured}"
    elif max(measured) < 0:
        result["failure"] = f"drops references that it does not own: each run adds {measured}"


if __name__ == "__main__":
    main(*sys.argv[1:])
