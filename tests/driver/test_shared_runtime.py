"""`nogilc build --shared-runtime`: the runtime is one library beside the modules."""

import os

COUNTER = """
cdef class Counter:
    cdef long n
    cpdef long add(self, long by):
        self.n += by
        return self.n

def numbers(n):
    for i in range(n):
        yield i

def fails():
    return numbers(1, 2)
"""
DECLARED = "cdef class Counter:\n    cdef long n\n    cpdef long add(self, long by)\n"
USER = """
from pkg.counter cimport Counter

def count(Counter counter, long n):
    cdef long i
    with nogil:
        for i in range(n):
            pass
    return counter.add(n)
"""
USE = """
from pkg import counter, user
c = counter.Counter()
print(c.add(2), user.count(c, 5), list(counter.numbers(3)), type(counter.numbers) is type(user.count))
try:
    counter.fails()
except TypeError as error:
    print(error)
"""


def shared_libraries(work, folder="."):
    return sorted(path for path in (work.path / folder).rglob("libnogilc_rt-*.so"))


def write_package(work, directive=""):
    work.write("pkg/__init__.py", "")
    work.write("pkg/counter.pyx", directive + COUNTER.replace("    cdef long n\n", "", 1))
    work.write("pkg/counter.pxd", DECLARED)
    work.write("pkg/user.pyx", directive + USER)


def test_modules_share_one_runtime(work):
    write_package(work)
    assert work.build("pkg/counter.pyx", "pkg/user.pyx").status == 0
    expected = work.python(USE)
    sizes = {path.name: path.stat().st_size for path in (work.path / "pkg").glob("*.so")}
    result = work.build("--shared-runtime", "pkg/counter.pyx", "pkg/user.pyx")
    assert result.status == 0, result.stderr
    assert [path.parent.name for path in shared_libraries(work)] == ["pkg"]
    assert all((work.path / "pkg" / name).stat().st_size < size / 2 for name, size in sizes.items())
    # Functions of both modules have one type now.
    assert work.python(USE) == expected.replace("[0, 1, 2] False", "[0, 1, 2] True")


def test_a_missing_runtime_is_put_there_again(work):
    write_package(work)
    arguments = ["--shared-runtime", "-o", "out", "pkg/counter.pyx"]
    assert work.build(*arguments).status == 0
    assert "is up to date" in work.build(*arguments).stderr
    [library] = shared_libraries(work, "out")
    before = library.read_bytes()
    os.remove(library)
    assert work.build(*arguments).status == 0
    assert library.read_bytes() == before


def test_a_module_of_several_interpreters_keeps_its_own(work):
    work.write("alone.pyx", "# cython: subinterpreters_compatible = own_gil\ndef f():\n    return 1\n")
    assert work.build("--shared-runtime", "alone.pyx").status == 0
    assert not shared_libraries(work)
    assert work.python("import alone; print(alone.f())") == "1"
