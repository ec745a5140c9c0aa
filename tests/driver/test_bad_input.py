"""Bad input: one clear message each, the right status, no crash, nothing half written."""

import os
import pathlib
import stat

import pytest


def the_only_problem(result, code, *words):
    assert result.codes == [code], result.diagnostics
    for word in words:
        assert word in result.diagnostics[0]["message"]
    return result.diagnostics[0]


def fails(work, source, code, *words, name="bad.pyx"):
    """A source with one mistake: it is reported, status 1, and nothing is written."""
    work.write(name, source)
    before = work.files()
    result = work.problems("compile", name)
    problem = the_only_problem(result, code, *words)
    assert result.status == 1
    assert work.files() == before
    return problem


# ------------------------------------------------------------------------------- files

def test_missing_file(work):
    result = work.problems("compile", "missing.pyx")
    the_only_problem(result, "cannot-read", "`missing.pyx` does not exist")
    assert result.status == 2
    assert work.files() == []


def test_directory_for_a_file(work):
    (work.path / "folder.pyx").mkdir()
    for command in "compile", "build":
        result = work.problems(command, "folder.pyx")
        the_only_problem(result, "cannot-read", "`folder.pyx` is a directory")
        assert result.status == 2


def test_unreadable_file(work):
    path = work.write("secret.pyx", "x = 1\n")
    path.chmod(0)
    options = {}
    if os.geteuid() == 0:
        # Nothing is unreadable for root: another user tries.
        for folder in [work.path, *work.path.parents][:4]:
            if folder != pathlib.Path("/tmp"):
                folder.chmod(0o755)
        options["user"] = 65534
        if not pathlib.Path(work.compiler).exists() or not others_can_run(work.compiler):
            pytest.skip("the compiler lies where other users cannot run it")
    result = work.problems("compile", "secret.pyx", **options)
    the_only_problem(result, "cannot-read", "`secret.pyx` cannot be read: permission denied")
    assert result.status == 2


def others_can_run(program):
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in pathlib.Path(program).parents)


def test_something_else_than_a_source(work):
    work.write("notes.txt", "hello\n")
    result = work.problems("compile", "notes.txt")
    the_only_problem(result, "not-a-source", "`notes.txt`")
    assert result.status == 2


# ---------------------------------------------------------------------------- encodings

def test_not_utf8(work):
    problem = fails(work, b"a = 1\nb = '\xff'\n", "invalid-encoding", "UTF-8")
    assert (problem["line"], problem["column"]) == (2, 6)


def test_not_utf8_but_declared(work):
    work.write("latin.pyx", b"# -*- coding: latin-1 -*-\nname = '\xe9'\n")
    assert work.problems("check", "latin.pyx", "--phase=parse").diagnostics == []


def test_not_the_declared_encoding(work):
    fails(work, b"# coding: ascii\nname = '\xe9'\n", "invalid-encoding", "ascii")


def test_unknown_encoding(work):
    fails(work, "# coding: klingon\nx = 1\n", "unknown-encoding", "`klingon`")


@pytest.mark.parametrize("source", [b"a = 1\nb = \x002\n", b"\x00", b"x = 'a\x00b'\n",
                                    b"# comment \x00\n"])
def test_nul_bytes(work, source):
    fails(work, source, "null-byte")


# ------------------------------------------------------------------------------- syntax

@pytest.mark.parametrize("source, bracket", [("x = (1,\ny = 2\n", "("), ("x = [1\n", "["),
                                             ("x = {1: 2\n\n\ndef f(): pass\n", "{"),
                                             ("def f(a, b:\n    pass\n", "(")])
def test_unclosed_brackets(work, source, bracket):
    problem = fails(work, source, "unclosed-bracket", f"`{bracket}`")
    assert problem["line"] == 1
    assert problem["column"] == source.index(bracket) + 1


@pytest.mark.parametrize("source", ["x = 'abc\n", 'x = "abc', "x = '''abc\n\n", 'x = f"{1}\n',
                                    "x = b'abc\\"])
def test_unclosed_strings(work, source):
    problem = fails(work, source, "unclosed-string")
    assert (problem["line"], problem["column"]) == (1, 5)


def test_mixed_tabs_and_spaces(work):
    fails(work, "if 1:\n        a = 1\n\tb = 2\n", "inconsistent-indentation")


LONG_LINE = "x = [" + ", ".join(["'forty characters of a rather dull string'"] * (10 * 2**20 // 43))


def test_line_of_ten_megabytes(work):
    work.write("long.pyx", LONG_LINE + "]\n")
    result = work.problems("check", "--phase=parse", "long.pyx")
    assert result.status == 0
    assert result.diagnostics == []


def test_mistake_in_a_line_of_ten_megabytes(work):
    work.write("long.pyx", LONG_LINE + ", 1 1]\n")
    result = work.run("check", "--phase=parse", "long.pyx")
    assert result.status == 1
    assert result.stderr.count("error[") == 1
    assert len(result.stderr) < 2000


@pytest.mark.parametrize("opening, closing", [("(", ")"), ("[", "]"), ("f(", ")"), ("-", ""),
                                              ("not ", ""), ("lambda: ", "")])
def test_deep_nesting(work, opening, closing):
    fails(work, "x = " + opening * 100_000 + "1" + closing * 100_000 + "\n", "nesting-too-deep")


def test_deep_blocks(work):
    source = "".join(" " * i + "if 1:\n" for i in range(5000)) + " " * 5000 + "pass\n"
    work.write("deep.pyx", source)
    result = work.problems("compile", "deep.pyx")
    assert result.status == 1
    assert len(result.diagnostics) == 1


def test_five_mistakes_are_five(work):
    work.write("five.pyx", "a = = 1\nb = 2\nc = )\nd = 3\ndef (x): pass\ne = 4\nf = 1 2\ng = 5\n"
                           "for in x: pass\nh = 6\n")
    result = work.problems("check", "--phase=parse", "five.pyx")
    assert result.status == 1
    assert [problem["line"] for problem in result.diagnostics] == [1, 3, 5, 7, 9]


# ----------------------------------------------------------------------------- cimports

def test_cimport_cycle(work):
    work.write("a.pxd", "cimport b\ncdef b.T x\nctypedef int S\n")
    work.write("b.pxd", "cimport a\nctypedef a.S T\n")
    work.write("a.pyx", "cdef b.T x = 1\n")
    result = work.problems("compile", "a.pyx")
    assert result.status == 1
    assert result.codes == ["cimport-cycle"]


def test_missing_cimport(work):
    problem = fails(work, "cimport nowhere.at_all\n", "missing-cimport", "nowhere.at_all")
    assert problem["line"] == 1
    fails(work, "from nowhere cimport x\n", "missing-cimport", "nowhere")


def test_missing_include(work):
    fails(work, 'include "nowhere.pxi"\n', "missing-include", "nowhere.pxi")


@pytest.mark.parametrize("files", [{"a.pyx": "a.pyx"}, {"a.pyx": "b.pxi", "b.pxi": "b.pxi"},
                                   {"a.pyx": "b.pxi", "b.pxi": "./c.pxi", "c.pxi": "b.pxi"}])
def test_include_cycle(work, files):
    for name, included in files.items():
        work.write(name, f'x = 1\ninclude "{included}"\ncdef class C:\n    pass\n')
    result = work.problems("compile", "a.pyx")
    assert result.status == 1
    assert "include-cycle" in result.codes


def test_mistake_in_a_pxd_is_shown_there(work):
    work.write("lib.pxd", "cdef int f(\n")
    work.write("use.pyx", "cimport lib\n")
    result = work.problems("compile", "use.pyx")
    assert result.status == 1
    assert {problem["file"] for problem in result.diagnostics} == {"lib.pxd"}


# --------------------------------------------------------------------------- directives

def test_unknown_directive_on_the_command_line(fib):
    result = fib.problems("compile", "-X", "boundcheck=False", "fib.pyx")
    problem = the_only_problem(result, "unknown-directive", "`boundcheck`")
    assert "`boundscheck`" in str(problem["notes"]) + str(problem["fixes"])
    assert result.status in (1, 2)
    assert fib.files() == ["fib.pyx"]


def test_unknown_directive_in_a_decorator(work):
    problem = fails(work, "cimport cython\n@cython.boundcheck(False)\ndef f(): pass\n",
                    "unknown-directive", "`boundcheck`")
    assert "`boundscheck`" in str(problem["notes"]) + str(problem["fixes"])


def test_invalid_directive_value(work):
    fails(work, "# cython: boundscheck=maybe\nx = 1\n", "invalid-directive-value", "`maybe`")


# ------------------------------------------------------------------------------ outputs

def test_unwritable_output(fib):
    result = fib.problems("compile", "fib.pyx", "-o", "no/such/folder/fib.cpp")
    the_only_problem(result, "cannot-write", "no such file or directory")
    assert result.status == 2
    assert fib.files() == ["fib.pyx"]


def test_directory_as_output(fib):
    (fib.path / "out").mkdir()
    result = fib.problems("compile", "fib.pyx", "-o", "out")
    the_only_problem(result, "cannot-write", "`out`", "directory")
    assert result.status == 2


def test_full_output(fib):
    result = fib.problems("compile", "fib.pyx", "-o", "/dev/full")
    the_only_problem(result, "cannot-write", "`/dev/full`", "no space left on device")
    assert result.status == 2


def test_full_disk_leaves_the_old_output(fib):
    # A limit on the size of files stands for a disk that fills up while the output is written.
    fib.write("fib.cpp", "old\n")
    import subprocess
    done = subprocess.run(["sh", "-c", f"ulimit -f 1; trap '' XFSZ; exec {fib.compiler} compile "
                           "fib.pyx --diagnostics=json"], cwd=fib.path, stdout=subprocess.PIPE)
    assert done.returncode == 2
    assert b"cannot-write" in done.stdout
    assert (fib.path / "fib.cpp").read_text() == "old\n"
    assert fib.files() == ["fib.cpp", "fib.pyx"]


def test_source_with_errors_leaves_the_old_output(work):
    work.write("bad.pyx", "x = (\n")
    work.write("bad.cpp", "old\n")
    assert work.problems("compile", "bad.pyx").status == 1
    assert (work.path / "bad.cpp").read_text() == "old\n"
    assert work.files() == ["bad.cpp", "bad.pyx"]


# --------------------------------------------------------------------------- the build step

def test_no_cxx_compiler(fib):
    result = fib.build("fib.pyx", "--diagnostics=json", env={"CXX": "no-such-compiler"})
    the_only_problem(result, "no-cxx-compiler", "`no-such-compiler`", "$CXX")
    assert result.status == 2
    assert fib.files() == ["fib.pyx"]


def test_no_cxx_compiler_on_path(fib):
    result = fib.build("fib.pyx", "--diagnostics=json", env={"CXX": "", "PATH": "/nonexistent"})
    the_only_problem(result, "no-cxx-compiler", "c++, g++ nor clang++")
    assert result.status == 2


def test_cxx_compiler_that_fails(fib):
    # The module's own C++ is wrong: the compiler's words are shown, and nothing is left.
    fib.write("broken.h", "int f( {\n")
    fib.write("use.pyx", 'cdef extern from "broken.h":\n    int f()\n\ndef g():\n    return f()\n')
    result = fib.build("use.pyx", "--diagnostics=json")
    assert result.status == 2
    assert result.codes == ["cxx-failed"]
    assert "use.pyx" in result.diagnostics[0]["message"]
    assert "broken.h:1" in result.stderr
    assert fib.files() == ["broken.h", "fib.pyx", "use.pyx"]


def test_no_python(fib):
    result = fib.run("build", "--diagnostics=json", "--python", "no-such-python", "fib.pyx")
    the_only_problem(result, "no-python", "`no-such-python`")
    assert result.status == 2


def test_something_else_than_a_python(fib):
    result = fib.run("build", "--diagnostics=json", "--cache-dir", fib.cache, "--python", "/bin/ls",
                     "fib.pyx")
    the_only_problem(result, "no-python", "`/bin/ls` does not work as a Python")
    assert result.status == 2


def test_one_bad_module_does_not_stop_the_others(fib):
    fib.write("bad.pyx", "x = (\n")
    result = fib.build("bad.pyx", "fib.pyx", "--diagnostics=json")
    assert result.status == 1
    assert result.codes == ["unclosed-bracket"]
    assert fib.python("import fib; print(fib.fib(10))") == "55"


# ------------------------------------------------------------------------------ wrong use

@pytest.mark.parametrize("arguments", [[], ["compil", "x.pyx"], ["compile"], ["check"],
                                       ["compile", "--no-such", "x.pyx"],
                                       ["compile", "a.pyx", "b.pyx"], ["explain", "no-such-slug"]])
def test_wrong_use(work, arguments):
    result = work.run(*arguments)
    assert result.status == 2
    assert result.stderr.startswith("nogilc: ")
    assert result.stderr.count("\n") == 1


def test_a_method_that_its_declarations_make_something_else(work):
    work.write("m.pxd", "cdef class S:\n    cpdef int r(self, buffer, int n=*)\n")
    work.write("m.py", "class S:\n    def r(self, buffer, /, *, n=0):\n        while True:\n            try:\n"
                       "                buffer()\n            except ValueError:\n                continue\n"
                       "            else:\n                return 1\n")
    assert work.problems("check", "m.py").codes == ["invalid-parameter"]
