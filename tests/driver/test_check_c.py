"""`nogilc check` on C and C++: the sources of a build, functions across sources, what does not parse."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest

CLANG = pathlib.Path(os.environ["NOGILC"]).with_name("nogilc-clang")
pytestmark = pytest.mark.skipif(not CLANG.exists(), reason="built without Clang")

HELPER = "#include <Python.h>\nint helper(PyObject *o) { return PyObject_IsTrue(o); }\n"
CALLER = """#include <Python.h>
int helper(PyObject *o);
PyObject *f(PyObject *self, PyObject *o) {
    int n;
    Py_BEGIN_ALLOW_THREADS
    n = helper(o);
    Py_END_ALLOW_THREADS
    return PyLong_FromLong(n);
}
"""


def places(result):
    return [(problem["file"], problem["line"], problem["code"]) for problem in result.diagnostics]


def include_dir():
    import sysconfig
    return sysconfig.get_paths()["include"]


def database(work, sources, **options):
    work.write("build/compile_commands.json", json.dumps(
        [{"directory": str(work.path / "build"), "file": f"../{source}",
          "command": f"cc -I{include_dir()} -O2 -Wno-such-warning -c ../{source} -o {source}.o", **options}
         for source in sources]))


def test_functions_of_other_sources(work):
    work.write("helper.c", HELPER)
    work.write("caller.c", CALLER)
    # Alone, nothing is known of the helper.
    assert places(work.problems("check", "caller.c")) == []
    result = work.problems("check", "helper.c", "caller.c")
    assert places(result) == [("caller.c", 6, "c-gil-call")]
    notes = {(note.get("file"), note.get("line")) for note in result.diagnostics[0]["notes"]}
    assert ("helper.c", 2) in notes
    assert result.status == 1


def test_helpers_of_other_sources_that_release(work):
    work.write("gil.c", "#include <Python.h>\nstatic PyThreadState *state;\n"
                        "void leave(void) { state = PyEval_SaveThread(); }\n"
                        "void enter(void) { PyEval_RestoreThread(state); }\n")
    work.write("user.c", "#include <Python.h>\nvoid leave(void);\nvoid enter(void);\n"
                         "void f(void) {\n    leave();\n    PyErr_Clear();\n    enter();\n    PyErr_Clear();\n}\n")
    assert places(work.problems("check", "gil.c", "user.c")) == [("user.c", 6, "c-gil-call")]


def test_the_sources_of_a_build(work):
    work.write("helper.c", HELPER)
    work.write("src/caller.c", CALLER)
    database(work, ["helper.c", "src/caller.c"])
    for path in "build", "build/compile_commands.json":
        assert places(work.problems("check", "-p", path)) == [("src/caller.c", 6, "c-gil-call")]
    # A named source is compiled as the build says, and alone.
    assert places(work.problems("check", "-p", "build", "helper.c")) == []
    assert work.run("check", "-p", "build", "--show-files").stdout == "helper.c\nsrc/caller.c\n"


def test_the_macros_of_a_build(work):
    work.write("a.c", "#include <Python.h>\nvoid f(void) {\n#ifdef BAD\n    Py_BEGIN_ALLOW_THREADS\n"
                      "    PyErr_Clear();\n    Py_END_ALLOW_THREADS\n#endif\n}\n")
    assert places(work.problems("check", "a.c")) == []
    assert places(work.problems("check", "-D", "BAD", "a.c")) == [("a.c", 5, "c-gil-call")]
    database(work, ["a.c"], arguments=["cc", "-I" + include_dir(), "-DBAD=1", "-c", "../a.c"])
    assert places(work.problems("check", "-p", "build")) == [("a.c", 5, "c-gil-call")]


def test_what_does_not_parse_is_reported_and_the_rest_goes_on(work):
    work.write("bad.c", CALLER.replace("int n;", "int n = = 1;")
               + "void g(void) {\n    Py_BEGIN_ALLOW_THREADS\n    PyErr_Clear();\n    Py_END_ALLOW_THREADS\n}\n")
    work.write("good.c", HELPER)
    result = work.problems("check", "bad.c", "good.c")
    assert places(result) == [("bad.c", 4, "c-not-parsed"), ("bad.c", 6, "c-gil-call"), ("bad.c", 12, "c-gil-call")]
    work.write("missing.c", '#include "nowhere.h"\n')
    assert places(work.problems("check", "missing.c")) == [("missing.c", 1, "c-not-parsed")]
    assert work.problems("check", "nothing.c").codes == ["cannot-read"]


def test_headers_of_the_project_are_checked_once(work):
    work.write("inline.h", "#pragma once\n#include <Python.h>\nstatic inline void f(void) {\n"
                           "    Py_BEGIN_ALLOW_THREADS\n    PyErr_Clear();\n    Py_END_ALLOW_THREADS\n}\n")
    for name in "a.c", "b.c":
        work.write(name, f'#include "inline.h"\nvoid {name[0]}(void) {{ f(); }}\n')
    assert places(work.problems("check", "a.c", "b.c")) == [("inline.h", 5, "c-gil-call")]


def test_formats_baselines_and_configuration(work):
    work.write("helper.c", HELPER)
    work.write("caller.c", CALLER)
    sarif = json.loads(work.run("check", "--diagnostics=sarif", "helper.c", "caller.c").stdout)
    assert [r["ruleId"] for r in sarif["runs"][0]["results"]] == ["c-gil-call"]
    assert "caller.c:6:9: error[c-gil-call]: `helper()` needs the GIL" in work.run(
        "check", "--diagnostics=concise", "helper.c", "caller.c").stderr
    work.run("check", "--write-baseline", "known.json", "helper.c", "caller.c")
    assert work.problems("check", "--baseline", "known.json", "helper.c", "caller.c").status == 0
    work.write("pyproject.toml", "[tool.nogilc]\nignore = ['c-gil-call']\n")
    assert work.problems("check", "helper.c", "caller.c").status == 0


def test_the_output_does_not_depend_on_the_threads(work):
    for i in range(6):
        work.write(f"m{i}.c", CALLER.replace("helper", f"helper{i}").replace(" *f(", f" *f{i}("))
        work.write(f"h{i}.c", HELPER.replace("helper", f"helper{i}"))
    outputs = {work.run("check", "--diagnostics=json", f"-j{jobs}", *sorted(p.name for p in work.path.glob("*.c"))).stdout
               for jobs in (1, 2, 5)}
    assert len(outputs) == 1
    assert outputs.pop().count("c-gil-call") == 6


def test_beside_modules(work):
    work.write("a.pyx", "def f(x):\n    with nogil:\n        len(x)\n")
    work.write("b.c", CALLER.replace("helper(o)", "PyObject_IsTrue(o)"))
    assert places(work.problems("check", "a.pyx", "b.c")) == [("a.pyx", 3, "gil-call"), ("b.c", 6, "c-gil-call")]


def test_wrong_use(work):
    assert work.problems("check", "-p", "nowhere").codes == ["cannot-read"]
    work.write("compile_commands.json", "{}")
    assert work.problems("check", "-p", ".").codes == ["cannot-read"]
    assert work.run("compile", "-p", ".", "a.pyx").status == 2


def test_without_clang(work, tmp_path):
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(os.environ["NOGILC"], alone / "nogilc")
    work.write("a.c", HELPER)
    done = subprocess.run([alone / "nogilc", "check", "--diagnostics=json", "a.c"], cwd=work.path, capture_output=True)
    assert [problem["code"] for problem in json.loads(done.stdout)] == ["no-clang"]
    assert done.returncode == 2


def test_parallel_regions_of_openmp(work):
    work.write("loops.c", """#include <Python.h>
void loops(PyObject *o, int n) {
#pragma omp parallel for
    for (int i = 0; i < n; ++i)
        Py_INCREF(o);
#pragma omp parallel
    {
        PyGILState_STATE state;
#pragma omp master
        PyErr_Clear();
        Py_BEGIN_ALLOW_THREADS
        PyErr_Clear();
        Py_END_ALLOW_THREADS
        state = PyGILState_Ensure();
        PyErr_Clear();
        PyGILState_Release(state);
    }
    Py_BEGIN_ALLOW_THREADS
#pragma omp parallel for
    for (int i = 0; i < n; ++i)
        PyErr_CheckSignals();
    Py_END_ALLOW_THREADS
}
""")
    lines = lambda: [line for _, line, _ in places(work.problems("check", "-p", "build"))]  # noqa: E731
    database(work, ["loops.c"])
    assert lines() == [12, 21]
    command = f"cc -fopenmp -I{include_dir()} -c ../loops.c"
    database(work, ["loops.c"], command=command)
    assert lines() == [5, 11, 12, 21]


def test_files_of_a_database_by_any_path(work):
    work.write("src/values.c", "#include <Python.h>\n#ifndef VALUE\n#error no value\n#endif\nint value = VALUE;\n")
    database(work, ["src/values.c"], command=f"cc -DVALUE=3 -I{include_dir()} -c ../src/values.c")
    for path in "src/values.c", "build/../src/values.c", "./src/values.c", work.path / "src/values.c":
        assert work.problems("check", "-p", "build", path).diagnostics == []
