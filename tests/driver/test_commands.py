"""What the commands write, and where."""

import json
import os

import pytest


def test_compile_writes_beside_the_source(fib):
    result = fib.run("compile", "fib.pyx")
    assert (result.status, result.stdout, result.stderr) == (0, "", "")
    assert fib.files() == ["fib.cpp", "fib.pyx"]
    assert "PyInit_fib" in (fib.path / "fib.cpp").read_text()


def test_output_is_the_same_each_time(fib):
    fib.run("compile", "fib.pyx", "-o", "one.cpp")
    fib.run("compile", "fib.pyx", "-o", "two.cpp")
    assert (fib.path / "one.cpp").read_bytes() == (fib.path / "two.cpp").read_bytes()
    assert str(fib.path) not in (fib.path / "one.cpp").read_text()


def test_depfile_names_what_was_read(work):
    work.write("lib.pxd", "ctypedef int number\n")
    work.write("part.pxi", "cdef number y = 1\n")
    work.write("use.pyx", 'from lib cimport number\ninclude "part.pxi"\ncdef number x = 1\n')
    assert work.run("compile", "-M", "use.pyx").status == 0
    words = (work.path / "use.cpp.d").read_text().replace("\\\n", " ").split()
    assert words[:2] == ["use.cpp:", "use.pyx"] and sorted(words[2:]) == ["lib.pxd", "part.pxi"]


def test_compile_writes_headers_for_c(work):
    work.write("part.pyx", "cdef public int one() noexcept:\n    return 1\n"
                           "cdef api int two() noexcept:\n    return 2\n")
    assert work.run("compile", "part.pyx", "-o", "made.cpp").status == 0
    assert work.files() == ["made.cpp", "made.h", "made_api.h", "part.pyx"]
    assert "int one(void);" in (work.path / "made.h").read_text()
    assert "import_part" in (work.path / "made_api.h").read_text()
    work.write("made.h", "/* by hand */\n")
    result = work.run("compile", "part.pyx", "-o", "made.cpp")
    assert (result.status, (work.path / "made.h").read_text()) == (2, "/* by hand */\n")
    assert "`made.h` would be the header" in result.stderr


def test_dumps_print_and_write_nothing(fib):
    for dump in "ast", "ir", "facts", "cpp":
        result = fib.run("compile", f"--dump={dump}", "fib.pyx")
        assert result.status == 0
        assert result.stdout.strip()
    assert fib.files() == ["fib.pyx"]


def test_check_searches_folders(work):
    work.write("package/good.pyx", "x = 1\n")
    work.write("package/deep/bad.pyx", "x = (\n")
    work.write("package/.hidden/bad.pyx", "x = (\n")
    result = work.problems("check", "package")
    assert result.status == 1
    assert [problem["file"] for problem in result.diagnostics] == ["package/deep/bad.pyx"]


def test_json_has_fixed_keys(work):
    work.write("bad.pyx", "x = 1\ny = (\n")
    problem = work.problems("check", "bad.pyx").diagnostics[0]
    assert list(problem) == ["code", "severity", "message", "file", "line", "column", "end_line",
                             "end_column", "notes", "fixes"]
    assert (problem["file"], problem["line"], problem["column"]) == ("bad.pyx", 2, 5)


@pytest.mark.parametrize("style", ["text", "concise", "sarif", "github"])
def test_formats(work, style):
    work.write("bad.pyx", "x = (\n")
    result = work.run("check", f"--diagnostics={style}", "--color=never", "bad.pyx")
    assert result.status == 1
    shown = result.stderr if style in ("text", "concise") else result.stdout
    assert "unclosed-bracket" in shown
    if style == "sarif":
        assert json.loads(shown)["version"] == "2.1.0"


def test_colour_only_on_demand(work):
    work.write("bad.pyx", "x = (\n")
    assert "\x1b[" not in work.run("check", "bad.pyx").stderr
    assert "\x1b[" in work.run("check", "--color=always", "bad.pyx").stderr


def test_explain_prints_the_page(work):
    result = work.run("explain", "unsupported")
    assert result.status == 0
    assert "unsupported" in result.stdout.splitlines()[0]
    assert work.run("explain", "error[unsupported]").stdout == result.stdout


def test_version(work):
    result = work.run("--version")
    assert result.status == 0
    assert result.stdout.startswith("nogilc ")


def test_help(work):
    assert "nogilc compile FILE" in work.run("--help").stdout


# ------------------------------------------------------------------------------------ build

def module_file(work, name="fib"):
    found = list(work.path.glob(f"**/{name}.*.so"))
    assert len(found) == 1
    return found[0]


def test_build_makes_an_importable_module(fib):
    result = fib.build("fib.pyx")
    assert result.status == 0, result.stderr
    assert module_file(fib).parent == fib.path
    assert fib.python("import fib; print(fib.fib(10))") == "55"


def test_build_again_does_nothing(fib):
    fib.build("fib.pyx")
    before = module_file(fib).stat().st_mtime_ns
    result = fib.build("fib.pyx")
    assert "is up to date" in result.stderr
    assert module_file(fib).stat().st_mtime_ns == before
    assert "is up to date" not in fib.build("--force", "fib.pyx").stderr
    assert module_file(fib).stat().st_mtime_ns > before


def test_build_into_a_folder_keeps_packages(work):
    work.write("package/__init__.py", "")
    work.write("package/inner/__init__.py", "")
    work.write("package/inner/mod.pyx", "name = __name__\n")
    assert work.build("package/inner/mod.pyx", "-o", "out").status == 0
    work.write("out/package/__init__.py", "")
    work.write("out/package/inner/__init__.py", "")
    assert work.python("import sys; sys.path.insert(0, 'out')\n"
                       "import package.inner.mod as m; print(m.name)") == "package.inner.mod"


def test_build_again_after_a_change_of_pxd_or_header(work):
    work.write("lib.pxd", "cdef enum:\n    NUMBER = 1\n")
    work.write("value.h", "#define VALUE 10\n")
    work.write("use.pyx", 'from lib cimport NUMBER\ncdef extern from "value.h":\n    int VALUE\n'
                          "def f():\n    return NUMBER, VALUE\n")
    work.write("other.pyx", "x = 1\n")
    show = "import use; print(use.f())"
    assert work.build("use.pyx", "other.pyx").status == 0
    assert work.python(show) == "(1, 10)"
    work.write("lib.pxd", "cdef enum:\n    NUMBER = 2\n")
    result = work.build("use.pyx", "other.pyx")
    assert [line.endswith("is up to date") for line in sorted(result.stderr.splitlines())] == \
        [True, False]
    assert work.python(show) == "(2, 10)"
    work.write("value.h", "#define VALUE 20000\n")
    work.build("use.pyx", "other.pyx")
    assert work.python(show) == "(2, 20000)"


def test_build_honours_distutils_lines(work):
    work.write("src/helper.c", "int helper(void) { int class = OFFSET; return class + 1; }\n")
    work.write("include/helper.h", "#ifdef __cplusplus\nextern \"C\"\n#endif\nint helper(void);\n")
    work.write("use.pyx", "# distutils: sources = src/helper.c\n# distutils: include_dirs = include\n"
                          "# distutils: define_macros = OFFSET=41\n# distutils: libraries = m\n"
                          'cdef extern from "helper.h":\n    int helper()\n'
                          'cdef extern from "math.h":\n    double cos(double x)\n'
                          "def f():\n    return helper(), cos(0.0)\n")
    result = work.build("use.pyx")
    assert result.status == 0, result.stderr
    assert work.python("import use; print(use.f())") == "(42, 1.0)"


def test_build_finds_headers_in_the_folders_of_the_command_line(work):
    work.write("include/deep/number.h", "#define NUMBER 7\n")
    work.write("use.pyx", 'cdef extern from "deep/number.h":\n    int NUMBER\n'
                          "def f():\n    return NUMBER\n")
    done = work.build("-Iinclude", "use.pyx")
    assert done.status == 0, done.stderr
    assert work.python("import use; print(use.f())") == "7"


def test_build_takes_flags_from_the_environment(work):
    work.write("use.pyx", 'cdef extern from *:\n    int FLAG\ndef f():\n    return FLAG\n')
    assert work.build("use.pyx", env={"CXXFLAGS": "-DFLAG=7"}).status == 0
    assert work.python("import use; print(use.f())") == "7"


def test_build_of_several_modules(work):
    for i in range(6):
        work.write(f"m{i}.pyx", f"def f():\n    return {i}\n")
    result = work.build(*[f"m{i}.pyx" for i in range(6)])
    assert result.status == 0
    assert work.python("import m0, m5; print(m0.f(), m5.f())") == "0 5"


@pytest.mark.skipif(not os.path.exists("/usr/bin/clang++"), reason="there is no clang++")
def test_build_with_clang(fib):
    result = fib.build("fib.pyx", env={"CXX": "clang++"})
    assert result.status == 0, result.stderr
    assert fib.python("import fib; print(fib.fib(10))") == "55"


def test_names_of_the_compile_time(work):
    work.write("choice.pyx", 'IF FAST and LEVEL > 2 and NAME == "abc" and SCALE == 0.5:\n    DEF VALUE = LEVEL\n'
                             "ELSE:\n    DEF VALUE = NOTHING\nprint(VALUE)\n")
    given = "FAST=True, LEVEL=3,NAME=abc,SCALE=0.5,NOTHING=None"
    result = work.run("compile", "-E", given, "--dump=cpp", "choice.pyx")
    assert (result.status, "3L" in result.stdout or "\"3\"" in result.stdout) == (0, True)
    result = work.run("compile", "-E", given, "--compile-time-env", "LEVEL=1", "--dump=cpp", "choice.pyx")
    assert (result.status, "Py_None" in result.stdout) == (0, True)
    for wrong in "LEVEL", "=3":
        result = work.run("compile", "-E", wrong, "choice.pyx")
        assert (result.status, "is not of the form `-E NAME=value`" in result.stderr) == (2, True)
