"""All of runtime/pxd, as `nogilc check --headers` sees it: it finds nothing but the names that absent.txt
says are not here."""

import json
import subprocess
import sys
from pathlib import Path

import numpy
import pytest

from test_declarations import MODULES, PXD, absent_names  # noqa: F401: a fixture


# Methods that C++20 has not, or only instances for other types than `int`.
ABSENT_METHODS = {("libcpp.memory", "operator[]"), ("libcpp.string", "contains")}


def name_at(problem):
    line = Path(problem["file"]).read_text().splitlines()[problem["line"] - 1]
    return line[problem["column"] - 1:problem["end_column"] - 1]


def test_declarations_are_true(compiler, absent_names):  # noqa: F811
    if not Path(compiler).with_name("nogilc-clang").exists():
        pytest.skip("built without Clang")
    of_cpp = [f"libcpp.{path.stem}" for path in (PXD / "libcpp").glob("*.pxd") if path.stem != "__init__"]
    modules = {(PXD / (module.replace(".", "/") + ".pxd")).resolve(): module
               for module in [*MODULES, *of_cpp, "numpy.__init__"]}
    done = subprocess.run(
        [compiler, "check", "--no-config", "--headers", "--diagnostics=json", "-Wheaders", "--std=c++20",
         "--python", sys.executable, f"-I{numpy.get_include()}", *modules],
        capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    problems = json.loads(done.stdout)
    known = ABSENT_METHODS | {(module, name.rpartition(".")[2]) for module, name in absent_names}
    seen, wrong = set(), []
    for problem in problems:
        module = modules.get(Path(problem["file"]).resolve())
        if problem["code"] == "header-missing" and (module, name_at(problem)) in known:
            seen.add((module, name_at(problem)))
        else:
            wrong.append(problem)
    assert not wrong
    # What is not here is noticed, each name.
    assert seen == known
