"""Collects the run tests: builds each source with `nogilc build` and runs what it says.

Called by pytest. A folder of tests/run is a topic; in it
  x.pyx      is built, and its docstrings are run as doctests, one test a docstring;
  x.pyx.py   is run and prints the text of an x.pyx (tables that nobody would write by hand);
  x.py       is plain Python: its functions `case_*` run under CPython and compiled, and must agree in
             output, result, exception, message and lines of the traceback, one test a function;
  test_x.py  uses the modules of its topic and those in its list BUILDS (paths from the root of the
             project); its functions `test_*` are called without arguments.
A folder in a topic is a project of several modules: all of its x.pyx, and each x.py beside an x.pxd,
are built with one command into one place, packages into folders; other .py files are copied there.
Its files test_x.py run with that place on the path.
Everything runs in child processes (child.py), so that a crash is one failed test. There is no marker
for what is known to fail: what fails, fails.
"""

import ast
import re
from pathlib import Path

import pytest

from modules import ROOT, Modules

HERE = Path(__file__).parent


def pytest_addoption(parser):
    group = parser.getgroup("nogilc")
    group.addoption("--nogilc", default=None, help="the compiler; default: $NOGILC, then PATH")
    group.addoption("--cython", action="store_true",
                    help="build with Cython instead: is the expectation of a test the dialect's?")
    group.addoption("--leaks", action="store_true",
                    help="run under the debug Python and fail what leaks references")
    group.addoption("--sanitize", default="",
                    help="build with these sanitizers: address,undefined or thread")
    group.addoption("--build-dir", default=None, help="where modules are built; kept between runs")


def pytest_configure(config):
    config.modules = Modules(
        compiler=config.getoption("--nogilc"), with_cython=config.getoption("--cython"),
        leaks=config.getoption("--leaks"), build_dir=config.getoption("--build-dir"),
        sanitize=config.getoption("--sanitize"))


def pytest_collect_file(file_path, parent):
    if file_path.parent.parent != HERE:
        return None
    if file_path.suffix == ".pyx" or file_path.name.endswith(".pyx.py"):
        return DoctestFile.from_parent(parent, path=file_path)
    if file_path.suffix == ".py" and not file_path.name.startswith("test_"):
        return PlainFile.from_parent(parent, path=file_path)
    return None


def pytest_pycollect_makemodule(module_path, parent):
    """Takes test_x.py from pytest: they run in a child process too."""
    kind = TestFile if module_path.parent.parent == HERE else ProjectTestFile
    return kind.from_parent(parent, path=module_path)


def pytest_collection_finish(session):
    """Starts the builds of everything that was selected, in parallel."""
    sources = {source for item in session.items for source in getattr(item.parent, "sources", ())}
    session.config.modules.start_builds(sorted(sources))


class File(pytest.File):
    """A source whose tests run together in one child process, at the first test that asks."""

    kind = ""

    @property
    def modules(self):
        return self.config.modules

    @property
    def sources(self):
        return [self.path]

    def names(self):
        raise NotImplementedError

    def collect(self):
        for name in self.names():
            yield Item.from_parent(self, name=name)

    def results(self):
        if not hasattr(self, "_results"):
            self._results = self.modules.run(self.kind, self.path, self.names(), self.sources)
        return self._results


class Item(pytest.Item):
    def runtest(self):
        self.parent.check(self.name)

    def repr_failure(self, excinfo):
        if isinstance(excinfo.value, (AssertionError, RuntimeError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self):
        return self.path, None, f"{self.path.relative_to(HERE)}::{self.name}"


class DoctestFile(File):
    kind = "doctests"

    def names(self):
        return doctest_names(self.modules.source_text(self.path))

    def check(self, name):
        self.modules.built(self.path)
        result = self.results()[name]
        assert "failure" not in result, result["failure"]


class TestFile(File):
    kind = "tests"

    @property
    def sources(self):
        here = [path for path in sorted(self.path.parent.iterdir())
                if path.suffix == ".pyx" or path.name.endswith(".pyx.py")]
        return here + [ROOT / name for name in constant(self.path, "BUILDS", [])]

    def names(self):
        return functions(self.path, "test_")

    def check(self, name):
        wanted = imported(self.path) | {Path(name).stem for name in constant(self.path, "BUILDS", [])}
        for source in self.sources:
            if source.name.split(".")[0] in wanted:
                self.modules.built(source)
        result = self.results()[name]
        assert "failure" not in result, result["failure"]


class ProjectTestFile(File):
    kind = "tests"

    @property
    def sources(self):
        return [self.path.parent]

    def names(self):
        return functions(self.path, "test_")

    def check(self, name):
        self.modules.built(self.path.parent)
        result = self.results()[name]
        assert "failure" not in result, result["failure"]


class PlainFile(File):
    kind = "cases"

    def names(self):
        return ["<import>"] + functions(self.path, "case_")

    def check(self, name):
        self.modules.built(self.path)
        expected = self.expected()[name]
        actual = self.results()[name]
        assert "failure" not in actual, actual["failure"]
        assert "failure" not in expected, "under CPython: " + expected["failure"]
        differences = [
            f"{key}:\n  CPython:  {expected.get(key)!r}\n  compiled: {actual.get(key)!r}"
            for key in sorted(expected.keys() | actual.keys())
            if expected.get(key) != actual.get(key)]
        assert not differences, "\n".join(differences)

    def expected(self):
        if not hasattr(self, "_expected"):
            self._expected = self.modules.run("uncompiled", self.path, self.names(), [])
        return self._expected


def functions(path, prefix):
    """The names of the top-level functions of a Python file that start with `prefix`."""
    tree = ast.parse(path.read_text())
    return [node.name for node in tree.body
            if isinstance(node, ast.FunctionDef) and node.name.startswith(prefix)]


def constant(path, name, default):
    """The value of a top-level assignment of a literal."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == name:
            return ast.literal_eval(node.value)
    return default


def imported(path):
    """The names of the modules that a Python file imports, anywhere."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module)
    return names


DEFINITION = re.compile(r"(\s*)(?:(?:async\s+)?def|class|cp?def)\b[^(:=]*?(\w+)\s*[(:]")


def doctest_names(text):
    """The qualified names of the docstrings with examples, without building the module."""
    names, scopes = [], []
    for line in text.splitlines():
        match = DEFINITION.match(line)
        if match:
            indent = len(match[1])
            while scopes and scopes[-1][0] >= indent:
                scopes.pop()
            scopes.append((indent, match[2]))
        elif line.lstrip().startswith(">>>"):
            name = ".".join(name for _, name in scopes) or "<module>"
            if name not in names:
                names.append(name)
    return names
