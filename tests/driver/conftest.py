"""Fixtures of the command line's tests: a folder each, and the compiler that runs in it.

$NOGILC is the compiler; $NOGILC_CACHE a folder for what `build` keeps, shared by the tests.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest


class Result:
    """What a run of the compiler gave."""

    def __init__(self, done):
        self.status = done.returncode
        self.stdout = done.stdout.decode("utf-8", "replace")
        self.stderr = done.stderr.decode("utf-8", "replace")

    @property
    def diagnostics(self):
        return json.loads(self.stdout)

    @property
    def codes(self):
        return [diagnostic["code"] for diagnostic in self.diagnostics]


class Workspace:
    """A folder with sources, and the compiler in it."""

    def __init__(self, path, cache):
        self.path = path
        self.cache = cache
        self.compiler = os.environ["NOGILC"]

    def write(self, name, content):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8")
        return path

    def run(self, *arguments, env=None, user=None, timeout=120):
        environment = dict(os.environ, **(env or {}))
        done = subprocess.run([self.compiler, *map(str, arguments)], cwd=self.path,
                              env=environment, timeout=timeout, user=user, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # No negative status: nothing that a source says may end the compiler by a signal.
        assert done.returncode in (0, 1, 2), (done.returncode, done.stderr[-2000:])
        return Result(done)

    def problems(self, command, *arguments, **options):
        """Runs with machine-readable diagnostics."""
        return self.run(command, "--diagnostics=json", *arguments, **options)

    def build(self, *arguments, **options):
        return self.run("build", "--python", sys.executable, "--cache-dir", self.cache, *arguments,
                        **options)

    def python(self, code):
        done = subprocess.run([sys.executable, "-c", code], cwd=self.path, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        assert done.returncode == 0, done.stdout
        return done.stdout.strip()

    def files(self):
        return sorted(str(path.relative_to(self.path)) for path in self.path.rglob("*")
                      if path.is_file())


@pytest.fixture
def work(tmp_path, tmp_path_factory):
    cache = os.environ.get("NOGILC_CACHE") or tmp_path_factory.getbasetemp() / "cache"
    return Workspace(tmp_path, pathlib.Path(cache))


@pytest.fixture
def fib(work):
    """A workspace with a small module that has nothing wrong."""
    work.write("fib.pyx", "def fib(int n):\n    cdef int i\n    cdef long a = 0, b = 1\n"
                          "    for i in range(n):\n        a, b = b, a + b\n    return a\n")
    return work


needs_compiler = pytest.mark.skipif(not shutil.which("g++") and not shutil.which("clang++"),
                                    reason="there is no C++ compiler")
