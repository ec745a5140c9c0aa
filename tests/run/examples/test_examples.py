"""Builds the examples and runs their scripts, which compare with plain Python themselves."""

import doctest
import importlib
import inspect
import os
import shutil
import subprocess
import sys
from pathlib import Path

BUILDS = ["examples/fibonacci/fib.pyx", "examples/recursion/recursion.pyx", "examples/primes/primes.pyx",
          "examples/integrate/integrate.pyx", "examples/mandelbrot/mandelbrot.pyx",
          "examples/wordcount/wordcount.pyx", "examples/lru_cache/lru_cache.pyx",
          "examples/kdtree/kdtree.pyx", "examples/particles/particles.pyx", "examples/package"]
EXAMPLES = Path(__file__).parents[3] / "examples"


def check(folder, module, *arguments):
    module = importlib.import_module(module)
    result = doctest.testmod(module)
    assert result.attempted >= 3 and not result.failed, result
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path))
    done = subprocess.run([sys.executable, "run.py", *arguments], cwd=EXAMPLES / folder, text=True,
                          env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=250)
    assert done.returncode == 0, done.stdout
    expected = (EXAMPLES / folder / "expected_output.txt").read_text()
    same = doctest.OutputChecker().check_output(expected, done.stdout, doctest.ELLIPSIS)
    assert same, f"expected:\n{expected}\ngot:\n{done.stdout}"


def check_twin(module, twin, *names):
    """The twin has each function of the module, with parameters of the same names."""
    module = importlib.import_module(module)
    folder = str(EXAMPLES / twin.rpartition("/")[0])
    if folder not in sys.path:
        sys.path.insert(0, folder)
    plain = importlib.import_module(twin.rpartition("/")[2])
    for name in names:
        here, there = getattr(module, name), getattr(plain, name)
        assert list(inspect.signature(here).parameters) == list(inspect.signature(there).parameters), name
        assert here.__name__ == there.__name__ and here.__module__ == module.__name__


def test_fibonacci():
    check("fibonacci", "fib", "30")


def test_recursion():
    check("recursion", "recursion")
    check_twin("recursion", "recursion/recursion_python", "depth", "visit", "both_ways", "ackermann")


def test_primes():
    check("primes", "primes")
    check_twin("primes", "primes/primes_python", "first_primes", "count_below")


def test_integrate():
    check("integrate", "integrate")
    check_twin("integrate", "integrate/integrate_python", "integrate")


def test_mandelbrot():
    check("mandelbrot", "mandelbrot", "100")
    check_twin("mandelbrot", "mandelbrot/mandelbrot_python", "row", "iterations")


def test_package():
    for name in ("routes.network", "routes.heap"):
        result = doctest.testmod(importlib.import_module(name))
        assert result.attempted and not result.failed, result
    # In a folder of its own: beside run.py the package is not compiled.
    shutil.copy(EXAMPLES / "package" / "run.py", ".")
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path))
    done = subprocess.run([sys.executable, "run.py"], text=True, env=environment,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=250)
    assert done.returncode == 0, done.stdout
    assert done.stdout == (EXAMPLES / "package" / "expected_output.txt").read_text(), done.stdout


def test_wordcount():
    check("wordcount", "wordcount")
    check_twin("wordcount", "wordcount/wordcount_python", "words", "count", "top", "by_length", "histogram")


def test_wordcount_on_other_texts():
    import wordcount
    import wordcount_python as plain
    for lines in ([], [""], ["a"], ["'a' b'c d'"], ["ÄÖÜ äöü 😀", "ß"], ["x" * 1000 + " y"]):
        assert wordcount.count(lines) == plain.count(lines), lines
        assert repr(wordcount.Summary(lines)) == repr(plain.Summary(lines))
        assert wordcount.histogram(wordcount.top(wordcount.count(lines))) == \
            plain.histogram(plain.top(plain.count(lines)))


def test_lru_cache():
    check("lru_cache", "lru_cache")


def test_kdtree():
    check("kdtree", "kdtree")


def test_particles():
    check("particles", "particles")
