"""Modules in several interpreters, each test in a process of its own: what an interpreter leaves
behind is not the others' matter."""

import subprocess
import sys

import only_one  # noqa: F401  they are built
import own_gil  # noqa: F401
import several  # noqa: F401

PRELUDE = """
import sys
sys.path[:0] = {path!r}
try:
    import _interpreters
    def new(): return _interpreters.create("legacy")
    def end(which): _interpreters.destroy(which)
    def run(which, code):
        failed = _interpreters.exec(which, "import sys\\nsys.path[:0] = {path!r}\\n" + code)
        assert failed is None, failed
except ImportError:
    import _xxsubinterpreters
    def new(): return _xxsubinterpreters.create(isolated=False)
    def end(which): _xxsubinterpreters.destroy(which)
    def run(which, code):
        _xxsubinterpreters.run_string(which, "import sys\\nsys.path[:0] = {path!r}\\n" + code)
"""


def run(code):
    path = [entry for entry in sys.path if entry]
    done = subprocess.run([sys.executable, "-c", PRELUDE.format(path=path) + code],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, (done.returncode, done.stderr)
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()


USE = '''
import several
print(several.add("x"), several.add("y"), list(several.values()))
print(several.halves(8), several.noted(1), several.noted_with_gil(2))
try:
    several.halves(3)
except ValueError as error:
    print("ValueError", error)
print(several.from_new_thread(lambda: 4), several.Node(1).value, several.Node.__module__)
'''
SHOWN = ["(1, ['x', 'y']) (2, ['x', 'y']) ['y', 'x']", "4 3 4", "ValueError odd", "8 1 several"]


def test_each_has_its_own():
    code = f"USE = {USE!r}\nexec(USE)\none, other = new(), new()\nrun(one, USE)\nrun(other, USE)\n"
    assert run(code) == SHOWN * 3


def test_first_in_another_than_the_main_one():
    code = f"USE = {USE!r}\none = new()\nrun(one, USE)\nexec(USE)\nend(one)\nprint(several.names)\n"
    assert run(code) == SHOWN * 2 + ["['x', 'y', 1, 2]"]


def test_one_after_the_other():
    code = f"USE = {USE!r}\nfor i in range(5):\n    which = new(); run(which, USE); end(which)\n"
    assert run(code) == SHOWN * 5


def test_imported_again():
    code = """
one = new()
import several
run(one, "import several, sys; a = several; del sys.modules['several']; import several; print(a is several)")
run(one, "import several; several.add(1); print(several.names)")
print(several.names)
"""
    assert run(code) == ["True", "[1]", "[]"]


def test_threads_of_several_interpreters():
    code = """
WORK = '''
import several, sys, threading
def work():
    for i in range(200):
        assert several.halves(2 * i) == i
        several.noted(i)
        try:
            several.halves(2 * i + 1)
        except ValueError:
            pass
        assert several.from_new_thread(lambda: i) == 2 * i
threads = [threading.Thread(target=work) for i in range(3)]
for thread in threads: thread.start()
work()
for thread in threads: thread.join()
assert len(several.names) == 800
sys.stdout.flush()
'''
import threading
which = [new() for i in range(3)]
failures = []
def run_in_thread(one):
    try:
        run(one, WORK)
    except BaseException as error:
        failures.append(error)
runners = [threading.Thread(target=run_in_thread, args=(one,)) for one in which]
for runner in runners: runner.start()
exec(WORK)
for runner in runners: runner.join()
import os
print(failures, flush=True)
os._exit(0)  # before 3.12 CPython itself cannot always end interpreters that had threads
"""
    assert run(code) == ["[]"]


def test_errors_of_threads_that_python_does_not_know():
    code = """
WORK = '''
import several, sys
sys.unraisablehook = lambda info: print(type(info.exc_value).__name__)
def fail():
    raise KeyError
print(several.from_new_thread(fail))
'''
one = new()
import several
run(one, WORK)
end(one)
"""
    assert run(code) == ["KeyError", "KeyError", "0"]


def test_one_that_says_nothing_is_refused():
    code = """
import only_one
REFUSED = '''
try:
    import only_one
except ImportError as error:
    print(error)
'''
one = new()
run(one, REFUSED)
print(only_one.answer())
"""
    assert run(code) == [
        "module only_one is in another interpreter of this process already, and was not compiled "
        "for several: its source does not say `subinterpreters_compatible`", "42"]


def test_no_place_for_a_copy():
    code = """
import os, several
os.environ["TMPDIR"] = "/nowhere"
REFUSED = '''
try:
    import several
except ImportError as error:
    print(error)
'''
run(new(), REFUSED)
print(several.add(1))
"""
    shown = run(code)
    assert "no copy of it can be loaded for this one: /nowhere/nogilc-" in shown[0], shown
    assert shown[1:] == ["(1, [1])"]


def test_own_gil():
    code = """
import own_gil
own_gil.add(1)
one = new()
run(one, "import own_gil; print(own_gil.add(2))")
print(own_gil.add(3))
"""
    assert run(code) == ["[2]", "[1, 3]"]
