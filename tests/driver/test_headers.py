"""`--headers`: which headers are read and how, what is said about those that are not there, the cache."""

import json
import os
import pathlib
import shutil
import subprocess
import time

import pytest

CLANG = pathlib.Path(os.environ["NOGILC"]).with_name("nogilc-clang")
pytestmark = pytest.mark.skipif(not CLANG.exists(), reason="built without Clang")

HEADER = """#ifdef WIDE
typedef long number;
#else
typedef int number;
#endif
static inline number twice(number n) { return 2 * n; }
#if __cplusplus >= 202002L
static inline int modern(void) { return 20; }
#endif
"""
MODULE = """cdef extern from "twice.h":
    int twice(int n)

def f(int n):
    return twice(n)
"""


def check(work, *arguments, **options):
    return work.problems("check", "--headers", f"--cache-dir={work.cache}", *arguments, **options)


def test_nothing_is_read_unless_asked(work):
    work.write("m.pyx", MODULE)
    assert work.problems("check", "m.pyx").codes == []
    assert check(work, "m.pyx").codes == ["header-not-found"]


def test_search_path_macros_and_standard(work):
    work.write("m.pyx", MODULE)
    work.write("include/twice.h", HEADER)
    assert check(work, "m.pyx").codes == ["header-not-found"]
    assert check(work, "-I", "include", "m.pyx").codes == []
    assert check(work, "-I", "include", "-DWIDE", "m.pyx").codes == ["header-narrowing"]
    work.write("m.pyx", MODULE + 'cdef extern from "twice.h":\n    int modern()\n')
    assert check(work, "-I", "include", "m.pyx").codes == ["header-missing"]
    assert check(work, "-I", "include", "--std=c++20", "m.pyx").codes == []


def test_what_the_module_says_of_itself(work):
    work.write("include/twice.h", HEADER)
    work.write("m.pyx", "# distutils: include_dirs = include\n# distutils: define_macros = WIDE=1\n" + MODULE)
    assert check(work, "m.pyx").codes == ["header-narrowing"]


def test_a_database(work):
    work.write("include/twice.h", HEADER)
    work.write("src/m.pyx", MODULE)
    work.write("build/compile_commands.json", json.dumps([
        {"directory": str(work.path / "build"), "file": "gen/m.cpp",
         "command": "c++ -I../include -DWIDE -std=c++17 -O2 -c gen/m.cpp -o m.o"},
        {"directory": str(work.path / "build"), "file": "other.c", "command": "cc -c other.c"}]))
    result = check(work, "-p", "build", "src/m.pyx")
    assert result.codes == ["header-narrowing"]
    note = result.diagnostics[0]["notes"][0]
    assert (note["file"], note["line"]) == ("include/twice.h", 6)


def test_a_wrong_search_path_is_one_message(work):
    work.write("m.pyx", "".join(
        f'cdef extern from "lib/part{i}.h":\n    int f{i}(int)\n    int g{i}(int)\n' for i in range(8))
        + 'cdef extern from "string.h":\n    int strlen(char *)\n')
    result = check(work, "m.pyx")
    assert result.codes == ["header-not-found", "header-narrowing"]
    assert len(result.diagnostics[0]["notes"]) == 7
    assert result.status == 1


def test_headers_that_do_not_parse(work):
    work.write("bad.h", "int good(int a);\nint bad(int a) { return = 1; }\nint later(void);\n")
    work.write("m.pyx", 'cdef extern from "string.h":\n    pass\ncdef extern from "bad.h":\n'
                        "    int good(int a, int b)\n    int missing(int a)\n")
    result = check(work, "m.pyx")
    assert result.codes == ["header-not-parsed", "header-parameters"]
    assert result.diagnostics[0]["line"] == 3
    note = result.diagnostics[0]["notes"][0]
    assert (note["file"], note["line"]) == ("bad.h", 2)
    # What an include of a header lacks hides all that comes after it.
    work.write("bad.h", "#include <no/such/header.h>\nint good(int a);\n")
    result = check(work, "m.pyx")
    assert result.codes == ["header-not-parsed"]
    assert "no/such/header.h" in result.diagnostics[0]["message"]


def test_headers_that_end_too_early(work):
    work.write("open.h", "int f(int a);\nint unclosed(int a) {\n")
    work.write("m.pyx", 'cdef extern from "open.h":\n    int f(int a, int b)\n    int missing(int a)\n')
    result = check(work, "m.pyx")
    assert result.codes == ["header-not-parsed"]
    assert "bracket" in result.diagnostics[0]["message"]
    work.write("m.pyx", 'cdef extern from *:\n    """\n    static int broken( {\n    """\n    int broken(int a)\n')
    assert check(work, "m.pyx").codes == ["header-not-parsed"]
    work.write("m.pyx", 'cdef extern from "open.h":\n    int f(int a, int b)\n    int missing(int a)\n')
    # What stands for the place of the probes is nothing to a header.
    work.write("open.h", "#pragma nogilc_probes\nint f(int a);\n")
    assert check(work, "m.pyx").codes == ["header-parameters", "header-missing"]


def test_macros_that_are_no_expressions_spoil_nothing(work):
    work.write("odd.h", "#define OPEN {\n#define CLOSE }\n#define BOTH OPEN CLOSE CLOSE\n#define EMPTY\n"
                        "#define TYPE struct thing\nstruct thing { int a; };\n#define SEMI ;\n#define LOOP LOOP\n"
                        "#define CALL(x) x)\nint f(int a);\n")
    names = "OPEN CLOSE BOTH EMPTY SEMI LOOP".split()
    work.write("m.pyx", 'cdef extern from "odd.h":\n' + "".join(f"    int {name}\n" for name in names)
               + "    int CALL(int a)\n    ctypedef struct TYPE:\n        int b\n    int f(int a, int b)\n"
               + '    int text "f(1) + }"\n')
    assert check(work, "m.pyx").codes == ["header-missing", "header-parameters"]


def test_declarations_in_the_own_pxd_and_of_others(work):
    work.write("twice.h", HEADER)
    work.write("m.pyx", "from other cimport twice as also\ndef f(int n):\n    return twice(n) + also(NULL)\n")
    work.write("m.pxd", MODULE.split("\n\n")[0] + "\n    int thrice(int n)\n")
    work.write("other.pxd", 'cdef extern from "twice.h":\n    int twice(char *n)\n')
    result = check(work, "m.pyx")
    assert sorted((p["file"], p["code"]) for p in result.diagnostics) == [
        ("m.pxd", "header-missing"), ("other.pxd", "header-type")]
    # Declarations that come with the compiler are not the user's.
    work.write("n.pyx", "from libc.stdlib cimport abs\nfrom cpython.list cimport PyList_Size\n")
    assert check(work, "n.pyx").codes == []


def test_a_pxd_alone(work):
    work.write("m.pxd", MODULE.split("\n\n")[0].replace("int n", "char *n") + "\n")
    work.write("twice.h", HEADER)
    assert check(work, "m.pxd").codes == ["header-type"]


def test_comments_configuration_baseline_and_formats(work):
    work.write("twice.h", HEADER)
    text = MODULE.replace("int n)\n\n", "char *n)\n\n", 1).replace("twice(n)", "twice(NULL)")
    work.write("m.pyx", text)
    assert check(work, "m.pyx").codes == ["header-type"]
    sarif = json.loads(work.run("check", "--headers", "--diagnostics=sarif", "m.pyx").stdout)
    assert [r["ruleId"] for r in sarif["runs"][0]["results"]] == ["header-type"]
    assert "m.pyx:2:15: error[header-type]" in work.run("check", "--headers", "--diagnostics=concise", "m.pyx").stderr
    work.run("check", "--headers", "--write-baseline", "known.json", "m.pyx")
    assert check(work, "--baseline", "known.json", "m.pyx").status == 0
    work.write("pyproject.toml", "[tool.nogilc]\nignore = ['header-type']\n")
    assert check(work, "m.pyx").codes == []
    work.write("pyproject.toml", "")
    work.write("m.pyx", text.replace("*n)\n", "*n)  # nogilc: ignore[header-type] as in C\n", 1))
    assert check(work, "m.pyx").codes == []
    # Without --headers the comment has nothing to do; that is no news. With it, it is.
    assert work.problems("check", "m.pyx").codes == []
    work.write("m.pyx", MODULE.replace("n)\n", "n)  # nogilc: ignore[header-type] as in C\n", 1))
    assert check(work, "m.pyx").codes == ["unused-ignore"]


def test_warnings_are_chosen_as_others(work):
    work.write("m.pyx", 'cdef extern from "string.h":\n    int strlen(char *)\n')
    assert check(work, "m.pyx").status == 0
    assert check(work, "-Wno-headers", "m.pyx").codes == []
    assert check(work, "-Werror=header-narrowing", "m.pyx").status == 1


def cache_entries(work):
    return {path: path.stat().st_mtime_ns for path in pathlib.Path(work.cache).glob("headers-*")}


def test_the_cache_is_of_contents(work, tmp_path):
    work.cache = tmp_path / "cache"
    header = work.write("twice.h", HEADER)
    work.write("m.pyx", MODULE.replace("int n)\n", "char *n)\n", 1).replace("twice(n)", "twice(NULL)"))
    first = check(work, "m.pyx")
    assert first.codes == ["header-type"]
    entries = cache_entries(work)
    assert len(entries) == 1
    # The same again, with the place moved in the source: nothing is read.
    work.write("m.pyx", "# a comment\n\n" + (work.path / "m.pyx").read_text())
    again = check(work, "m.pyx")
    assert again.codes == ["header-type"]
    assert again.diagnostics[0]["line"] == first.diagnostics[0]["line"] + 2
    assert cache_entries(work) == entries
    # A header that is touched and not changed changes nothing; one that is changed does.
    os.utime(header)
    check(work, "m.pyx")
    assert cache_entries(work) == entries
    work.write("twice.h", HEADER.replace("number n)", "char *n)").replace("2 * n", "0"))
    assert check(work, "m.pyx").codes == []
    assert cache_entries(work).keys() == entries.keys() and cache_entries(work) != entries
    # Flags are another entry.
    check(work, "-DWIDE", "m.pyx")
    assert len(cache_entries(work)) == 2
    # What is damaged is made again.
    for path in cache_entries(work):
        path.write_text("damaged")
    assert check(work, "m.pyx").codes == []


def test_what_was_not_understood_is_not_kept(work, tmp_path):
    work.cache = tmp_path / "cache"
    work.write("m.pyx", MODULE)
    assert check(work, "m.pyx").codes == ["header-not-found"]
    assert cache_entries(work) == {}
    work.write("twice.h", HEADER)
    assert check(work, "m.pyx").codes == []


def test_a_cache_that_cannot_be_written(work, tmp_path):
    work.write("twice.h", HEADER)
    work.write("m.pyx", MODULE)
    (tmp_path / "file").write_text("")
    work.cache = tmp_path / "file" / "cache"
    assert check(work, "m.pyx").codes == []


def test_compile_and_build(work):
    work.write("twice.h", HEADER)
    work.write("m.pyx", MODULE)
    assert work.run("compile", "--headers", "m.pyx").status == 0
    assert (work.path / "m.cpp").exists()
    assert work.build("--headers", "m.pyx").status == 0
    work.write("m.cpp", "as it was")
    work.write("m.pyx", MODULE.replace("int n)\n", "int n, int m)\n", 1).replace("twice(n)", "twice(n, n)"))
    result = work.problems("compile", "--headers", "m.pyx")
    assert (result.status, result.codes) == (1, ["header-parameters"])
    assert (work.path / "m.cpp").read_text() == "as it was"
    before = work.files()
    result = work.build("--headers", "--diagnostics=json", "m.pyx")
    assert (result.status, result.codes) == (1, ["header-parameters"])
    assert work.files() == before
    # With -D and -p as in a check.
    work.write("m.pyx", MODULE)
    assert work.problems("compile", "--headers", "-DWIDE", "m.pyx").codes == ["header-narrowing"]


def test_build_reads_what_it_compiles(work):
    work.write("twice.h", HEADER)
    work.write("m.pyx", "# distutils: define_macros = WIDE\n" + MODULE)
    assert work.build("--headers", "--diagnostics=json", "m.pyx").codes == ["header-narrowing"]
    work.write("m.pyx", MODULE)
    assert work.build("--headers", "--diagnostics=json", "m.pyx",
                      env={"CXXFLAGS": "-DWIDE"}).codes == ["header-narrowing"]


def test_wrong_use(work):
    work.write("m.pyx", MODULE)
    assert work.run("why", "--headers", "m.pyx").status == 2
    assert work.run("compile", "-DWIDE", "m.pyx").status == 2
    assert check(work, "-p", "nowhere", "m.pyx").codes[0] == "cannot-read"
    work.write("twice.h", HEADER)
    assert check(work, "--std=c++99", "m.pyx").codes == ["header-not-parsed"]


def test_without_clang(work, tmp_path):
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(os.environ["NOGILC"], alone / "nogilc")
    work.write("m.pyx", MODULE)
    done = subprocess.run([alone / "nogilc", "check", "--headers", "--diagnostics=json", "m.pyx"],
                          cwd=work.path, capture_output=True)
    assert [problem["code"] for problem in json.loads(done.stdout)] == ["no-clang"]
    assert done.returncode == 2


def test_the_output_does_not_depend_on_the_threads(work):
    work.write("twice.h", HEADER)
    for i in range(6):
        work.write(f"m{i}.pyx", MODULE.replace("int n)\n", f"int n, int m{i})\n", 1).replace("twice(n)", "twice(n, 1)"))
    outputs = {work.run("check", "--headers", "--diagnostics=json", f"-j{jobs}", ".").stdout for jobs in (1, 2, 5)}
    assert len(outputs) == 1
    assert outputs.pop().count("header-parameters") == 6


def test_a_second_run_reads_no_header(work, tmp_path):
    """What is kept costs a fraction of what reading Python's headers costs."""
    work.cache = tmp_path / "cache"
    work.write("twice.h", HEADER)
    work.write("m.pyx", MODULE)

    def seconds():
        start = time.monotonic()
        check(work, "m.pyx")
        return time.monotonic() - start

    first = seconds()
    assert min(seconds() for _ in range(3)) < first
