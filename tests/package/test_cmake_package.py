"""Installs nogilc into a prefix, and builds examples/cmake_project against it.

Run by ctest, which sets NOGILC_BUILD_TREE (the build to install) and NOGILC_CXX.
"""

import os
import pathlib
import shutil
import subprocess
import sys

import pytest

EXAMPLE = pathlib.Path(__file__).parents[2] / "examples" / "cmake_project"


def run(*command, cwd=None):
    done = subprocess.run([str(word) for word in command], cwd=cwd, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout
    return done.stdout


class Project:
    """A copy of the example, configured against an installed nogilc."""

    def __init__(self, folder):
        self.source = folder / "project"
        self.build = folder / "build"
        shutil.copytree(EXAMPLE, self.source)
        prefix = folder / "prefix"
        run("cmake", "--install", os.environ["NOGILC_BUILD_TREE"], "--prefix", prefix)
        run("cmake", "-G", "Ninja", "-S", self.source, "-B", self.build,
            f"-DCMAKE_PREFIX_PATH={prefix}", f"-DPython_EXECUTABLE={sys.executable}",
            f"-DCMAKE_CXX_COMPILER={os.environ['NOGILC_CXX']}")
        self.make()

    def make(self):
        return run("cmake", "--build", self.build)

    def python(self, code):
        return run(sys.executable, "-c", code, cwd=self.build).strip()

    def times(self):
        return {path.name.split(".")[0]: path.stat().st_mtime_ns
                for path in self.build.glob("*.so")}

    def edit(self, name, old, new):
        path = self.source / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return Project(tmp_path_factory.mktemp("cmake_package"))


def test_modules_work(project):
    printed = project.python("import fib, series; print(fib.fib(90), series.basel())")
    assert printed == "2880067194370816120 1.6439345666815615"
    assert printed in (EXAMPLE / "README.md").read_text()


def test_nothing_changed_nothing_built(project):
    before = project.times()
    assert set(before) == {"fib", "series"}
    assert "no work to do" in project.make()
    assert project.times() == before


def test_changed_declarations_rebuild_their_module_only(project):
    before = project.times()
    project.edit("series.pxd", "TERMS = 1000", "TERMS = 77")
    project.make()
    after = project.times()
    assert after["series"] > before["series"]
    assert after["fib"] == before["fib"]
    assert project.python("import series; print(series.terms())") == "77"


def test_changed_source_rebuilds_its_module_only(project):
    before = project.times()
    project.edit("fib.pyx", "without the GIL", "with the GIL released")
    project.make()
    after = project.times()
    assert after["fib"] > before["fib"]
    assert after["series"] == before["series"]


def test_error_in_source_stops_the_build_and_names_the_place(project):
    project.edit("fib.pyx", "return result", "return result +")
    done = subprocess.run(["cmake", "--build", str(project.build)], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode != 0
    assert "error[" in done.stdout
    assert "fib.pyx:20:" in done.stdout
