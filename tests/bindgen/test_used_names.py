"""`cdef extern from "x.h": *`: a module takes what it uses from the header."""

import pathlib
import shutil
import sysconfig

import pytest

from test_libraries import build, has_header, pytestmark  # noqa: F401

PYTHON = sysconfig.get_paths()["include"]


def test_zlib(work):
    if not has_header("zlib.h"):
        pytest.skip("<zlib.h> is not installed")
    build(work, "use_zlib", """# distutils: libraries = z
cdef extern from "zlib.h" nogil: *

cdef struct Job:
    z_stream stream
    int status

def pack(bytes data):
    cdef Job job
    cdef Bytef out[1000]
    cdef unsigned char *begin = data
    job.stream.zalloc = NULL
    job.stream.zfree = NULL
    job.stream.next_in = begin
    job.stream.avail_in = len(data)
    job.stream.next_out = out
    job.stream.avail_out = sizeof(out)
    with nogil:
        job.status = deflateInit(&job.stream, Z_BEST_COMPRESSION)
        if job.status == Z_OK:
            job.status = deflate(&job.stream, Z_FINISH)
            deflateEnd(&job.stream)
    assert job.status == Z_STREAM_END
    return out[:job.stream.total_out]

def crc32(data):                    # the module's own, whatever the header has
    return "mine"

def names():
    adler32 = "a local variable"
    return adler32, crc32(b""), abs(-3)
""")
    assert work.python("""
import use_zlib, zlib
data = b"round and round " * 40
assert zlib.decompress(use_zlib.pack(data)) == data
assert use_zlib.names() == ("a local variable", "mine", 3)
print("done")""") == "done"


def test_own_headers_and_types(work):
    work.write("base.h", "#pragma once\n#include <stdint.h>\ntypedef struct { uint32_t id; } item;\n")
    work.write("sample.h", '#include "base.h"\nenum mode { SLOW = 3, FAST };\n'
                           "static inline uint32_t next_id(const item *i, enum mode m) { return i->id + m; }\n"
                           "static inline int apply(int (*f)(int), int x) { return f(x); }\n"
                           "#define SIZE 4\nstatic int counter = 5;\n#define None_such 1\n")
    build(work, "user", """
cdef extern from "sample.h" nogil: *

cdef int twice(int x) noexcept nogil:
    return 2 * x

cdef mode chosen = FAST

cdef class Holder:
    cdef item held
    cdef int room[SIZE]

    def __init__(self, id):
        self.held.id = id

    def next(self):
        with nogil:
            result = next_id(&self.held, chosen)
        return result, sizeof(self.room), apply(twice, 21), counter
""")
    assert work.python("import user; print(user.Holder(10).next())") == "(14, 16, 42, 5)"


def test_headers_that_want_others_before(work):
    work.write("needy.h", "static inline size_t length(FILE *f) { return f ? 1 : 0; }\n")
    build(work, "user", """
from libc.stdio cimport FILE, stdout

cdef extern from "<stdio.h>":
    pass

cdef extern from "needy.h": *

def f():
    return length(stdout), length(NULL)
""")
    assert work.python("import user; print(user.f())") == "(1, 0)"


def test_the_gil(work):
    work.write("sample.h", "#include <Python.h>\nint quick(int x);\nint touch(PyObject *o);\n"
                           "static inline int deeper(int x) { return PyErr_Occurred() ? 1 : x; }\n")
    body = ("def f(o):\n    cdef int n\n    with nogil:\n        n = quick(1)\n        n = deeper(n)\n"
            "    return n + touch(o)\n")
    work.write("released.pyx", 'cdef extern from "sample.h" nogil: *\n\n' + body)
    result = work.problems("check", "released.pyx")
    assert [(problem["code"], problem["line"]) for problem in result.diagnostics] == [("gil-call", 7)]
    work.write("held.pyx", 'cdef extern from "sample.h": *\n\n' + body)
    result = work.problems("check", "held.pyx")
    assert [(problem["code"], problem["line"]) for problem in result.diagnostics] == [
        ("gil-call", 6), ("gil-call", 7)]


def test_what_is_wrong_is_told_once(work):
    work.write("user.pyx", 'cdef extern from "missing.h": *\n\ndef f():\n    return one(two), three\n')
    result = work.problems("check", "user.pyx")
    assert result.codes == ["header-not-read"] and result.diagnostics[0]["line"] == 1
    work.write("sample.h", "int one(int x);\n__int128 wide(void);\n")
    work.write("user.pyx", 'cdef extern from "sample.h": *\n\ndef f():\n    return one(1), two, wide()\n')
    result = work.problems("check", "user.pyx")
    assert result.codes == ["undeclared-name", "undeclared-name"]
    assert "__int128" in str(result.diagnostics[1]["notes"])
    work.write("user.pyx", "cdef extern from *: *\n")
    assert work.problems("check", "user.pyx").codes == ["syntax-error"]
    work.write("user.pxd", 'cdef extern from "sample.h": *\n')
    assert work.problems("check", "user.pxd").codes == ["unsupported"]


def test_without_clang(work):
    compiler = pathlib.Path(work.compiler)
    (work.path / "bin").mkdir()
    shutil.copy(compiler, work.path / "bin/nogilc")
    (work.path / "share").symlink_to(compiler.parents[1] / "share")
    work.compiler = str(work.path / "bin/nogilc")
    work.write("sample.h", "int one(int x);\n")
    work.write("user.pyx", 'cdef extern from "sample.h": *\n\ndef f():\n    return one(1)\n')
    result = work.problems("check", "user.pyx")
    assert result.codes == ["no-clang"] and result.diagnostics[0]["line"] == 1


def test_what_is_read_again(work):
    """A header that has changed is read again; one that has not is not."""
    def check(*options):
        return work.problems("check", "user.pyx", "--cache-dir", work.path / "kept", *options).codes
    work.write("sample.h", "int one(int x);\n")
    work.write("user.pyx", 'cdef extern from "sample.h": *\n\ndef f():\n    return one(1)\n')
    assert check() == []
    kept = sorted((work.path / "kept/headers").iterdir())
    assert len(kept) == 1
    kept[0].write_text(kept[0].read_text().replace("int one(", "int two("))
    assert check() == ["undeclared-name"]  # so it was read from there
    work.write("sample.h", "int one(int x);\n\n")
    assert check() == []
    work.write("sample.h", "int other(int x);\n")
    assert check() == ["undeclared-name"]
    assert check("-D", "other=one") == []
