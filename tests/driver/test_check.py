"""`nogilc check` as a tool of its own: what it finds, ignores, fixes, and says in each format."""

import json
import os
import random
import subprocess

import pytest

from conftest import needs_compiler

NOGIL_CALL = "def f(x):\n    cdef int n\n    with nogil:\n        n = len(x)\n    return n\n"
CLEAN = "cdef int one() noexcept nogil:\n    return 1\n"


def places(result):
    return [(problem["file"], problem["line"], problem["code"]) for problem in result.diagnostics]


# ---------------------------------------------------------------------- files and folders

def test_folders_are_searched(work):
    work.write("a.pyx", NOGIL_CALL)
    work.write("deep/er/b.pyx", NOGIL_CALL)
    work.write("declared.pxd", "cdef int f() nogil\ncdef nothing x\n")
    work.write("pure.py", "import cython\n\n@cython.cfunc\n@cython.nogil\n"
                          "def f(x: cython.int) -> cython.int:\n    print(x)\n    return x\n")
    work.write("plain.py", "def f(x):\n    return undefined + x\n")
    work.write("package/__init__.py", "f = (\n")
    work.write("package/__init__.pxd", "cdef nothing f()\n")
    work.write("with_pxd.py", "def f(x):\n    return (\n")
    work.write("with_pxd.pxd", "")
    for hidden in ".hidden/c.pyx", "build/c.pyx", "env/c.pyx", "a.egg-info/c.pyx", "__pycache__/c.pyx":
        work.write(hidden, "x = (\n")
    work.write("env/pyvenv.cfg", "")
    result = work.problems("check", ".")
    assert {file for file, _, _ in places(result)} == {
        "a.pyx", "deep/er/b.pyx", "declared.pxd", "pure.py", "package/__init__.pxd", "with_pxd.py"}
    assert result.status == 1


def test_files_can_be_listed(work):
    work.write("b.pyx", "x = (\n")
    work.write("a/c.pxd", "")
    result = work.run("check", ".", "--show-files")
    assert (result.stdout, result.status) == ("a/c.pxd\nb.pyx\n", 0)


def test_a_file_that_is_named_is_checked_whatever_it_is(work):
    work.write("build/a.pyx", "x = (\n")
    work.write("plain.py", "x = (\n")
    assert work.problems("check", "build/a.pyx").codes == ["unclosed-bracket"]
    assert work.problems("check", "plain.py").codes == ["unclosed-bracket"]


def test_what_is_included_is_no_module(work):
    """A part of a module uses names of the whole."""
    work.write("pkg/whole.pyx", 'cdef int limit = 3\ninclude "./part.pyx"\ninclude \'parts/other.pyx\'\n')
    work.write("pkg/part.pyx", "def f():\n    return limit\n")
    work.write("pkg/parts/other.pyx", "def g():\n    return limit\n")
    work.write("pkg/alone.pyx", "x = 1\n")
    assert work.run("check", "pkg").status == 0
    assert work.run("check", "--show-files", "pkg").stdout.splitlines() == ["pkg/alone.pyx", "pkg/whole.pyx"]
    # A file that is named is checked whatever it is.
    assert "undeclared-name" in work.run("check", "pkg/part.pyx").stderr


def test_a_folder_without_sources_is_wrong_use(work):
    work.write("readme.txt", "")
    result = work.problems("check", ".")
    assert (result.codes, result.status) == (["cannot-read"], 2)


def test_a_pxd_of_two_modules_has_its_problems_once(work):
    work.write("lib.pxd", "ctypedef nothing number\n")
    work.write("a.pyx", "from lib cimport number\n")
    work.write("b.pyx", "from lib cimport number\n")
    found = places(work.problems("check", "a.pyx", "b.pyx", "lib.pxd"))
    assert len([place for place in found if place[0] == "lib.pxd"]) == 1


def many(work, count=12):
    names = []
    for i in range(count):
        names.append(f"m{i:02}.pyx")
        work.write(names[-1], "cimport lib\n" + NOGIL_CALL * (i % 4) + ("y = (1,\n" if i % 5 == 0 else ""))
    work.write("lib.pxd", "cdef int f(nothing x)\n")
    return names


def test_results_depend_neither_on_threads_nor_on_order(work):
    names = many(work)
    for style in "json", "text", "concise", "sarif", "github":
        expected = None
        for jobs in 1, 2, 8:
            random.Random(jobs).shuffle(names)
            result = work.run("check", f"--diagnostics={style}", "--color=never", f"-j{jobs}", *names)
            assert result.status == 1
            if expected is None:
                expected = (result.stdout, result.stderr)
            assert (result.stdout, result.stderr) == expected, (style, jobs)
    folder = work.run("check", "--diagnostics=json", ".")
    assert json.loads(folder.stdout) == json.loads(work.run("check", "--diagnostics=json", *names).stdout)


def test_nothing_is_written(work):
    names = many(work)
    before = {name: (work.path / name).stat().st_mtime_ns for name in work.files()}
    work.run("check", ".")
    assert {name: (work.path / name).stat().st_mtime_ns for name in work.files()} == before
    assert names


def test_neither_python_nor_a_compiler_is_needed(work):
    work.write("a.pyx", NOGIL_CALL)
    result = work.run("check", "--diagnostics=json", "a.pyx", env={"PATH": "/nowhere", "CXX": "/nowhere/c++"})
    assert result.codes == ["gil-call"]


def test_standard_input(work):
    def run(*arguments):
        return subprocess.run([work.compiler, "check", *arguments], cwd=work.path, input=NOGIL_CALL,
                              capture_output=True, text=True)
    done = run("--diagnostics=concise", "-")
    assert done.returncode == 1 and done.stderr.startswith("<stdin>:4:13: error[gil-call]: ")
    done = run("--diagnostics=concise", "-", "--stdin-filename", "src/a.pyx")
    assert done.stderr.startswith("src/a.pyx:4:13: error[gil-call]: ")
    assert work.files() == []


def test_summary(work):
    work.write("a.pyx", NOGIL_CALL)
    work.write("b.pyx", CLEAN)
    assert work.run("check", ".").stderr.splitlines()[-1] == "nogilc: 2 files checked, 1 error"
    assert work.run("check", "b.pyx").stderr == "nogilc: 1 file checked, no problems\n"


# -------------------------------------------------------------------------------- ignores

def check_text(work, source, *options, name="a.pyx"):
    work.write(name, source)
    result = work.problems("check", *options, name)
    return [(problem["line"], problem["code"]) for problem in result.diagnostics]


def test_ignore_on_the_line(work):
    source = NOGIL_CALL.replace("len(x)", "len(x)   # nogilc: ignore[gil-call] known")
    assert check_text(work, source) == []
    assert work.run("check", "a.pyx").status == 0


@pytest.mark.parametrize("comment", ["#nogilc:ignore[gil-call]", "# nogilc: ignore[ gil-call , gil-item ]",
                                     "# noqa: E501  # nogilc: ignore[gil-call] known  # more"])
def test_ignore_is_written_in_several_ways(work, comment):
    codes = [code for _, code in check_text(work, NOGIL_CALL.replace("len(x)", "len(x)  " + comment))]
    assert codes == (["unused-ignore"] if "gil-item" in comment else [])


def test_ignore_of_another_slug_ignores_nothing(work):
    source = NOGIL_CALL.replace("len(x)", "len(x)   # nogilc: ignore[gil-item]")
    assert sorted(code for _, code in check_text(work, source)) == ["gil-call", "unused-ignore"]


def test_ignore_alone_is_about_the_next_statement(work):
    source = ("def f(x):\n    cdef int n\n    # nogilc: ignore[gil-call] old code\n\n    # and a comment\n"
              "    with nogil:\n        n = len(x)\n        if n:\n            n = len(x)\n"
              "    with nogil:\n        n = len(x)\n")
    assert check_text(work, source) == [(11, "gil-call")]


def test_ignore_in_brackets(work):
    source = ("cdef int g(int a, int b) noexcept nogil:\n    return a\n\ndef f(x):\n    with nogil:\n"
              "        g(\n          len(x),  # nogilc: ignore[gil-call]\n"
              "          # nogilc: ignore[gil-conversion, gil-call]\n          len(x))\n")
    assert [line for line, code in check_text(work, source) if code != "unused-ignore"] == []


def test_ignore_in_a_string_is_no_comment(work):
    source = NOGIL_CALL.replace("len(x)", 'len("# nogilc: ignore[gil-call]")')
    assert check_text(work, source) == [(4, "gil-call")]


def test_ignore_in_pxd_and_py(work):
    assert check_text(work, "cdef nothing x  # nogilc: ignore[not-a-type, undeclared-name]\n",
                      "-Wno-unused-ignore", name="a.pxd") == []
    source = ("import cython\n@cython.cfunc\n@cython.nogil\ndef f(x: cython.int) -> cython.int:\n"
              "    print(len('a'))  # nogilc: ignore[gil-call]\n    return x\n")
    assert check_text(work, source, name="b.py") == []


def test_ignore_without_slug(work):
    source = NOGIL_CALL.replace("len(x)", "len(x)   # nogilc: ignore")
    assert sorted(check_text(work, source)) == [(4, "gil-call"), (4, "invalid-nogilc-comment")]
    work.write("a.pyx", source)
    problem = [p for p in work.problems("check", "a.pyx").diagnostics if p["code"] != "gil-call"][0]
    assert "ignore[gil-call]" in str(problem["notes"]) + str(problem["fixes"])


@pytest.mark.parametrize("comment, words", [("ignore[gil-cal]", "`gil-cal`"), ("ingore[gil-call]", "ingore"),
                                            ("ignore[", "never closed"), ("ignore[]", "does not say"),
                                            ("trusted", "does not say why"), ("", "followed by")])
def test_comments_that_make_no_sense(work, comment, words):
    work.write("a.pyx", f"cdef int one() noexcept nogil:  # nogilc: {comment}\n    return 1\n")
    result = work.problems("check", "a.pyx")
    assert result.codes == ["invalid-nogilc-comment"] and words in result.diagnostics[0]["message"]


def test_unused_ignore_can_be_switched_off_and_fixed(work):
    source = "x = 1  # nogilc: ignore[gil-call] why\n# nogilc: ignore[gil-item]\ny = 2\n"
    assert [code for _, code in check_text(work, source)] == ["unused-ignore"] * 2
    assert check_text(work, source, "-Wno-unused-ignore") == []
    assert work.run("check", "--fix", "a.pyx").status == 0
    assert (work.path / "a.pyx").read_text() == "x = 1\ny = 2\n"


def test_unused_is_not_said_when_not_all_was_checked(work):
    assert "unused-ignore" not in [code for _, code in check_text(
        work, "x = 1  # nogilc: ignore[gil-call]\ny = (\n")]


def test_build_does_not_take_ignored_errors(work):
    """`ignore` hides a problem from `check`; code is made only of what is right."""
    work.write("a.pyx", NOGIL_CALL.replace("len(x)", "len(x)   # nogilc: ignore[gil-call] known"))
    result = work.problems("compile", "a.pyx")
    assert (result.codes, result.status) == (["gil-call"], 1)
    assert work.files() == ["a.pyx"]


TRUSTED = """\
cdef int length(object x) noexcept nogil:{comment}
    return len(x)

def f(x):
    return length(x)
"""


@pytest.mark.parametrize("command", ["check", "compile"])
def test_trusted_function(work, command):
    work.write("a.pyx", TRUSTED.format(comment="  # nogilc: trusted only f calls it, and f holds the GIL"))
    result = work.problems(command, "a.pyx")
    assert (result.codes, result.status) == ([], 0)


@needs_compiler
def test_trusted_function_runs(work):
    work.write("a.pyx", TRUSTED.format(comment="  # nogilc: trusted only f calls it, and f holds the GIL"))
    assert work.build("a.pyx").status == 0
    assert work.python("import a; print(a.f([1, 2]))") == "2"


def test_trusted_is_about_the_statement_beside_it(work):
    source = ("def f(x):\n    cdef int n\n    with nogil:  # nogilc: trusted because\n        n = len(x)\n"
              "    with nogil:\n        n = len(x)  # nogilc: trusted because\n        n = len(x)\n")
    assert check_text(work, source) == [(7, "gil-call")]


def test_trusted_for_nothing(work):
    work.write("a.pyx", "cdef int one() noexcept nogil:  # nogilc: trusted because\n    return 1\n")
    assert work.problems("check", "a.pyx").codes == ["unused-ignore"]


def test_trusted_is_only_about_the_gil(work):
    work.write("a.pyx", "cdef int one() noexcept nogil:  # nogilc: trusted because\n    return nothing\n")
    assert "undeclared-name" in work.problems("check", "a.pyx").codes


# ------------------------------------------------------------------------------- baseline

def test_baseline(work):
    work.write("a.pyx", NOGIL_CALL)
    work.write("sub/b.pyx", NOGIL_CALL + NOGIL_CALL.replace("f(x)", "g(x)"))
    result = work.run("check", ".", "--write-baseline", "known.json")
    assert result.status == 0 and "3 written to the baseline" in result.stderr
    known = json.loads((work.path / "known.json").read_text())
    assert known == {"version": 1, "problems": {"a.pyx": {"gil-call": {"n = len(x)": 1}},
                                                "sub/b.pyx": {"gil-call": {"n = len(x)": 2}}}}
    assert list(known["problems"]) == sorted(known["problems"])
    result = work.run("check", ".", "--baseline", "known.json")
    assert result.status == 0 and "3 in the baseline" in result.stderr
    # Lines may move; one problem more of a kind is reported.
    work.write("a.pyx", "# moved\n\n" + NOGIL_CALL)
    assert work.problems("check", ".", "--baseline", "known.json").codes == []
    work.write("a.pyx", NOGIL_CALL + NOGIL_CALL.replace("f(x)", "g(x)"))
    assert places(work.problems("check", ".", "--baseline", "known.json")) == [("a.pyx", 9, "gil-call")]


def test_stale_baseline(work):
    work.write("a.pyx", NOGIL_CALL)
    work.write("b.pyx", NOGIL_CALL)
    work.run("check", ".", "--write-baseline", "known.json")
    work.write("a.pyx", CLEAN)
    result = work.problems("check", ".", "--baseline", "known.json")
    assert (result.codes, result.status) == (["stale-baseline"], 0)
    # Of files that were not looked at nothing is known; of files that are gone it is.
    assert work.problems("check", "b.pyx", "--baseline", "known.json").codes == []
    (work.path / "a.pyx").unlink()
    assert work.problems("check", "b.pyx", "--baseline", "known.json").codes == ["stale-baseline"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2, "problems": {}}',
                                  '{"version": 1, "problems": {"a": 1}}'])
def test_invalid_baseline(work, text):
    work.write("a.pyx", CLEAN)
    work.write("known.json", text)
    result = work.problems("check", "a.pyx", "--baseline", "known.json")
    assert (result.codes, result.status) == (["cannot-read"], 2)


# ---------------------------------------------------------------------------------- fixes

FIXABLE = ("cdef int square(int x) noexcept:\n    return x * x\n\ncdef int cube(int x) noexcept:\n"
           "    return x * square(x)\n\ndef f(int n):\n    with nogil:\n        n = square(n)\n"
           "        n = cube(n)\n    return n\n")


def test_fix(work):
    work.write("a.pyx", FIXABLE)
    result = work.run("check", "--fix", "a.pyx")
    assert result.status == 0, result.stderr
    text = (work.path / "a.pyx").read_text()
    assert text == FIXABLE.replace("noexcept:", "noexcept nogil:")
    assert "2 fixed" in result.stderr
    # Done once is done.
    assert "fixed" not in work.run("check", "--fix", "a.pyx").stderr
    assert (work.path / "a.pyx").read_text() == text


def test_diff_writes_nothing_and_applies(work):
    work.write("a.pyx", FIXABLE)
    result = work.run("check", "--diff", "a.pyx")
    assert result.status == 1
    assert (work.path / "a.pyx").read_text() == FIXABLE
    subprocess.run(["patch", "-p0"], cwd=work.path, input=result.stdout.encode(), check=True,
                   stdout=subprocess.DEVNULL)
    assert (work.path / "a.pyx").read_text() == FIXABLE.replace("noexcept:", "noexcept nogil:")
    assert work.run("check", "--diff", "a.pyx").stdout == ""


@pytest.mark.parametrize("encoding, line_end", [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("latin-1", "\n"),
                                                ("latin-1", "\r\n")])
def test_fix_keeps_encoding_and_line_ends(work, encoding, line_end):
    head = "# -*- coding: latin-1 -*-\n" if encoding == "latin-1" else ""
    source = head + "name = 'é'\n" + FIXABLE
    work.write("a.pyx", source.replace("\n", line_end).encode(encoding))
    (work.path / "a.pyx").chmod(0o640)
    assert work.run("check", "--fix", "a.pyx").status == 0
    expected = source.replace("noexcept:", "noexcept nogil:").replace("\n", line_end).encode(encoding)
    assert (work.path / "a.pyx").read_bytes() == expected
    assert (work.path / "a.pyx").stat().st_mode & 0o777 == 0o640


def test_guesses_need_to_be_asked_for(work):
    source = "# cython: boundchek=False\nx = 1\n"
    work.write("a.pyx", source)
    work.run("check", "--fix", "a.pyx")
    assert (work.path / "a.pyx").read_text() == source
    work.run("check", "--fix", "--unsafe-fixes", "a.pyx")
    assert (work.path / "a.pyx").read_text() == source.replace("boundchek", "boundscheck")


def test_fix_declares_what_a_loop_counts(work):
    source = ('def f(int n):\n    """Sums."""\n    cdef long s = 0\n    with nogil:\n'
              "        for j in range(n):\n            s += j * 10\n    return s\n")
    work.write("a.pyx", source)
    assert work.run("check", "--fix", "a.pyx").status == 0
    assert (work.path / "a.pyx").read_text() == source.replace("    cdef long s", "    cdef int j\n    cdef long s")


def test_unsafe_fix_declares_what_is_counted_by_hand(work):
    source = "def f(int n):\n    k = 0\n    with nogil:\n        while k < n:\n            k = k + 1\n    return k\n"
    work.write("a.pyx", source)
    assert work.run("check", "--fix", "a.pyx").status == 1
    assert work.run("check", "--fix", "--unsafe-fixes", "a.pyx").status == 0
    assert (work.path / "a.pyx").read_text() == source.replace("    k = 0", "    cdef long k\n    k = 0")


def test_no_declaration_is_put_into_a_python_file(work):
    source = ("import cython\n\ndef f(n: cython.int):\n    k = 0\n    with cython.nogil:\n"
              "        while k < n:\n            k = k + 1\n    return k\n")
    work.write("a.py", source)
    done = work.run("check", "--fix", "--unsafe-fixes", "a.py")
    assert "`k: cython.long` makes it one" in done.stderr
    assert (work.path / "a.py").read_text() == source


@pytest.mark.parametrize("before, after", [
    ("        xs.append(\n            n)  # why\n", "        with gil:\n            xs.append(\n            n)  # why\n"),
    ("        n += 1; xs.append(n)\n", None),
    ("        if n: xs.append(n)\n", None),
    ("        if xs[0]:\n            n = 1\n", None),
    ("        y = xs[0]\n", "        with gil:\n            y = xs[0]\n"),
])
def test_unsafe_fix_takes_the_gil_for_a_statement(work, before, after):
    source = "def f(list xs, int n):\n    with nogil:\n        n += 1\n"
    work.write("a.pyx", source + before)
    work.run("check", "--fix", "a.pyx")
    assert (work.path / "a.pyx").read_text() == source + before
    assert work.run("check", "--fix", "--unsafe-fixes", "a.pyx").status == int(after is None)
    assert (work.path / "a.pyx").read_text() == source + (after or before)


def test_no_gil_is_taken_for_an_object_that_outlives_it(work):
    source = "cdef int f(list xs) except -1 nogil:\n    y = xs[0]\n    return 1\n"
    work.write("a.pyx", source)
    assert work.run("check", "--fix", "--unsafe-fixes", "a.pyx").status == 1
    assert (work.path / "a.pyx").read_text() == source


def test_fix_of_standard_input(work):
    done = subprocess.run([work.compiler, "check", "--fix", "-"], input=FIXABLE, capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout == FIXABLE.replace("noexcept:", "noexcept nogil:")


def test_a_fix_that_does_harm_is_left_out_and_the_others_are_applied(work):
    """`cpython.dict` is near to `cpython.frozendict`, and has none of the names."""
    source = "# cython: boundchek=False\nfrom cpython.frozendict cimport Aaaaaaaa, Bbbbbbbb, Cccccccc\n"
    work.write("a.pyx", source)
    assert "1 fixed" in work.run("check", "--fix", "--unsafe-fixes", "a.pyx").stderr
    assert (work.path / "a.pyx").read_text() == source.replace("boundchek", "boundscheck")


def test_fix_changes_only_the_files_that_are_named(work):
    work.write("lib.pxd", "x = 1  # nogilc: ignore[gil-call]\n")
    work.write("a.pyx", "cimport lib\n")
    before = (work.path / "lib.pxd").read_text()
    work.run("check", "--fix", "a.pyx")
    assert (work.path / "lib.pxd").read_text() == before


def test_no_fix_does_half(work):
    """A function with a declaration in a .pxd would have to be changed there as well: no fix does half."""
    work.write("lib.pxd", "cdef int square(int x) noexcept\n")
    source = ("cdef int square(int x) noexcept:\n    return x * x\n\n"
              "def f(int n):\n    with nogil:\n        n = square(n)\n    return n\n")
    work.write("lib.pyx", source)
    assert work.run("check", "--fix", ".").status == 1
    assert (work.path / "lib.pyx").read_text() == source


# -------------------------------------------------------------------------- configuration

def test_configuration(work):
    work.write("src/a.pyx", NOGIL_CALL)
    work.write("src/old/b.pyx", NOGIL_CALL)
    work.write("include/lib.pxd", "ctypedef int number\n")
    work.write("src/c.pyx", "from lib cimport number\ncdef number x = 1\n")
    work.write("pyproject.toml", '[project]\nname = "x"\n\n[tool.nogilc]\ninclude-path = ["include"]\n'
                                 'exclude = ["src/old"]\nignore = ["gil-call"]\n')
    for folder, path in (work.path, "."), (work.path / "src", "."), (work.path, work.path / "src"):
        done = subprocess.run([work.compiler, "check", "--diagnostics=json", path], cwd=folder,
                              capture_output=True, text=True)
        assert (json.loads(done.stdout), done.returncode) == ([], 0), (folder, path)
    assert {p[2] for p in places(work.problems("check", "--no-config", "src"))} >= {"gil-call", "missing-cimport"}


def test_configured_directives_and_warnings(work):
    work.write("pyproject.toml", '[tool.nogilc]\nselect = ["error"]\nbaseline = "known.json"\n'
                                 '[tool.nogilc.directives]\nboundscheck = false\n')
    work.write("known.json", '{"version": 1, "problems": {}}')
    source = "cdef int one() noexcept nogil:  # nogilc: trusted because\n    return 1\n"
    work.write("a.pyx", source)
    problems = work.problems("check", "a.pyx").diagnostics
    assert [(p["code"], p["severity"]) for p in problems] == [("unused-ignore", "error")]
    assert work.problems("check", "-Wno-error", "a.pyx").diagnostics[0]["severity"] == "warning"


@pytest.mark.parametrize("text, line, words", [
    ("[tool.nogilc]\nignor = []\n", 2, "`ignor`"), ("[tool.nogilc]\nignore = ['gil-cal']\n", 2, "`gil-cal`"),
    ("[tool.nogilc]\nignore = 'gil-call'\n", 2, "array"), ("[tool.nogilc]\nlanguage-level = 4\n", 2, "2 or 3"),
    ("[tool.nogilc\n", 1, ""), ("[tool.nogilc.directives]\nx = []\n", 2, "directive")])
def test_mistakes_in_the_configuration(work, text, line, words):
    work.write("a.pyx", CLEAN)
    work.write("pyproject.toml", text)
    result = work.problems("check", "a.pyx")
    assert (result.codes, result.status) == (["invalid-config"], 2)
    problem = result.diagnostics[0]
    assert (problem["file"], problem["line"]) == ("pyproject.toml", line) and words in problem["message"]


def test_compile_and_build_read_the_configuration(work):
    work.write("include/lib.pxd", "ctypedef int number\n")
    work.write("pyproject.toml", '[tool.nogilc]\ninclude-path = ["include"]\ndirectives.boundscheck = "perhaps"\n')
    work.write("src/a.pyx", "from lib cimport number\ncdef number x = 1\n")
    assert work.problems("compile", "src/a.pyx").codes == ["invalid-directive-value"]
    assert work.problems("build", "src/a.pyx").codes == ["invalid-directive-value"]
    work.write("pyproject.toml", '[tool.nogilc]\ninclude-path = ["include"]\n')
    assert work.run("compile", "src/a.pyx", "-o", "a.cpp", "-M").status == 0
    assert "pyproject.toml" in (work.path / "a.cpp.d").read_text()
    work.write("other/pyproject.toml", "[tool.nogilc]\n")
    work.write("other/b.pyx", "x = 1\n")
    result = work.run("build", "src/a.pyx", "other/b.pyx")
    assert result.status == 2 and "different configurations" in result.stderr


def test_a_configuration_that_is_named(work):
    work.write("a.pyx", NOGIL_CALL)
    work.write("ci.toml", '[tool.nogilc]\nignore = ["gil-call"]\n')
    assert work.problems("check", "a.pyx", "--config", "ci.toml").codes == []
    result = work.problems("check", "a.pyx", "--config", "missing.toml")
    assert (result.codes, result.status) == (["cannot-read"], 2)


def test_other_projects_files_are_left_alone(work):
    work.write("a.pyx", CLEAN)
    work.write("pyproject.toml", "[tool.other]\nx = 1\n")
    assert work.problems("check", "a.pyx").status == 0


# -------------------------------------------------------------------------------- formats

def test_github_shows_the_most_useful_first(work):
    """GitHub shows ten: of each kind the first comes before any second."""
    source = "".join(NOGIL_CALL.replace("f(x)", f"f{i}(x)") for i in range(12))
    source += "def g(x):\n    with nogil:\n        x.a\n        x[0]\n"
    work.write("a.pyx", source + "def h():\n    return 1  # nogilc: ignore[gil-call]\n")
    lines = work.run("check", "--diagnostics=github", "a.pyx").stdout.splitlines()
    assert all(line.startswith("::") for line in lines)
    assert [line.split("title=")[1].split("::")[0] for line in lines[:3]] == ["gil-call", "gil-attribute", "gil-item"]
    assert lines[-1].startswith("::warning ")


def test_spans_over_several_lines(work):
    work.write("a.pyx", "def f(x):\n    cdef int n\n    with nogil:\n        n = max(x,\n"
                        "                1,\n                2)\n    return n\n")
    text = work.run("check", "--color=never", "a.pyx").stderr
    assert text.splitlines()[3:10] == [
        " 3 |     with nogil:", "   |          ----- GIL released here", " 4 |         n = max(x,",
        "   |             ^^^^^^", " 5 |                 1,", " 6 |                 2)", "   |                 ^^"]


# ------------------------------------------------------------------------------------ why

WHY = """\
cdef double scale(double x):
    return 2 * x

cdef int count(x):
    return len(x)

cdef int total(x, int n):
    return count(x) + <int>scale(n) + n

cdef object made(int n):
    return n

cdef class Vector:
    cdef double norm(self, double x) noexcept:
        return scale(x)

cdef int done(int n) noexcept nogil:
    return n

def f(x):
    return total(x, 1)
"""


def test_why(work):
    work.write("a.pyx", WHY)
    def why(name):
        result = work.run("why", f"a.pyx:{name}")
        assert result.status == 0, result.stderr
        return result.stdout
    assert why("scale").startswith("`scale` can be `nogil`: nothing in it needs the GIL   a.pyx:1:")
    text = why("total")
    assert "cannot be `nogil`" in text.splitlines()[0]
    assert [line for line in ("a.pyx:8:", "a.pyx:5:") if line not in text] == []
    assert "calling the builtin `len`" in text and "`scale`, which could be `nogil`" in text.replace("calling ", "")
    assert "returns a Python object" in why("made")
    assert "can be `nogil`, when" in why("Vector.norm") and why("norm") == why("Vector.norm")
    assert "runs without the GIL" in why("done")
    assert "`def`" in why("f")


def test_why_of_a_file_and_as_json(work):
    work.write("a.pyx", WHY)
    text = work.run("why", "a.pyx").stdout
    assert all(f"`{name}`" in text for name in ("scale", "count", "total", "made", "Vector.norm", "done", "f"))
    answers = {answer["function"]: answer for answer in json.loads(
        work.run("why", "--diagnostics=json", "a.pyx").stdout)}
    assert answers["scale"]["can_be_nogil"] and not answers["total"]["can_be_nogil"]
    calls = [reason["callee"]["function"] for reason in answers["total"]["reasons"] if "callee" in reason]
    assert calls == ["count", "scale"]
    assert answers["total"]["reasons"][0]["callee"]["reasons"][0]["line"] == 5


def test_why_of_what_is_not_there(work):
    work.write("a.pyx", WHY)
    result = work.run("why", "a.pyx:totl")
    assert result.status == 2 and "did you mean `total`?" in result.stderr
    assert work.run("why", "b.pyx:f").status == 2


# -------------------------------------------------------------------------------- explain

def test_explain_lists(work):
    lines = work.run("explain", "--list").stdout.splitlines()
    assert "gil" in lines and any(line.startswith("  gil-call ") for line in lines)


def test_explain_suggests(work):
    result = work.run("explain", "gil-cal")
    assert result.status == 2 and "did you mean `gil-call`?" in result.stderr
