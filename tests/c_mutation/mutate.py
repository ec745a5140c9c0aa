"""Seeded errors in C and C++: one violation is put into a correct source, and must be found at its line.

usage: mutate.py [--nogilc PATH] [--seed N] [--limit N] [--sources FOLDER] [--keep FOLDER] [-v]
Takes the sources below `sources/` (or other ones that the checker accepts: --sources), looks for places
where the GIL is released, and inserts one operation of OPERATIONS there, or takes one away. The checker
must report an error at exactly that line, or, where what is wrong is the way out, one that speaks of it.
Prints the score by operation; fails below 95 %. Without --limit every operation goes into every place.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

HERE = Path(__file__).parent
LEAST = 0.95

PRELUDE = """#include <Python.h>
static int m_flag;
static void m_one_deep(void) { PyErr_Clear(); }
static void m_two_deep(void) { if (m_flag) m_one_deep(); }
static void (*const m_pointer)(void) = m_two_deep;
static inline Py_ssize_t m_size(PyObject *o) { return PyList_GET_SIZE(o); }
#define M_COUNT(o) Py_INCREF(o)
static void m_call(void (*f)(void)) { f(); }
#ifdef __cplusplus
extern "C" {
#endif
extern void m_external(void);
#ifdef __cplusplus
}
struct MObject {
    PyObject *object;
    explicit MObject(PyObject *o) : object(o) {}
    MObject(const MObject &other) : object(other.object) { Py_INCREF(object); }
    ~MObject() { Py_XDECREF(object); }
};
struct MBase { virtual void f() {} virtual ~MBase() = default; };
struct MDerived : MBase { void f() override { m_one_deep(); } };
static MObject *m_object;
static MBase *m_base;
template <typename T> void m_template(T) { PyErr_Clear(); }
struct MHolder { MObject first; int number; };
static MHolder *m_holder;
#endif
"""

COMPANION = """#include <Python.h>
static void inner(void) { PyErr_Clear(); }
void m_external(void) { inner(); }
"""


class Operation:
    def __init__(self, name, text, cpp=False, companion=False, where=("released", "entry"), at_line=True):
        self.name, self.text, self.cpp, self.companion = name, text, cpp, companion
        self.where, self.at_line = where, at_line


OPERATIONS = [
    Operation("call", "PyErr_Clear();"),
    Operation("call with a result", "if (PyErr_Occurred()) m_flag = 1;"),
    Operation("INCREF", "Py_INCREF(Py_None);"),
    Operation("XDECREF", "Py_XDECREF(Py_None);"),
    Operation("GET_SIZE", "m_flag = PyList_GET_SIZE(Py_None) > 3;"),
    Operation("own macro", "M_COUNT(Py_None);"),
    Operation("inline function", "m_flag = m_size(Py_None) > 3;"),
    Operation("helper", "m_one_deep();"),
    Operation("helper two calls deep", "m_two_deep();"),
    Operation("function pointer", "m_pointer();"),
    Operation("callback", "m_call(m_one_deep);"),
    Operation("across files", "m_external();", companion=True),
    Operation("reference count by hand", "++Py_None->ob_refcnt;"),
    Operation("early return", "if (m_flag) return RESULT;", where=("handle",)),
    Operation("release twice", "PyEval_RestoreThread(PyEval_SaveThread());"),
    Operation("Ensure without Release", "PyGILState_Ensure();", at_line=False),
    Operation("restore taken away", None, where=("restore",), at_line=False),
    Operation("destructor", "MObject m_gone(Py_None);", cpp=True),
    Operation("destructor of a temporary", "(void)MObject(Py_None).object;", cpp=True),
    Operation("delete", "delete m_object;", cpp=True),
    Operation("destructor of a member", "delete m_holder;", cpp=True),
    Operation("copy", "MObject m_copy = *m_object;", cpp=True),
    Operation("lambda", "[] { PyErr_Clear(); }();", cpp=True),
    Operation("template", "m_template(3);", cpp=True),
    Operation("overrider", "m_base->f();", cpp=True),
    Operation("exception", "if (m_flag) throw 1;", cpp=True, where=("handle",)),
]

# Lines behind which the GIL is released, and how.
HANDLE = re.compile(r"^\s*(?:Py_BEGIN_ALLOW_THREADS\s*$|PyThreadState \*\w+ = PyEval_SaveThread\(\);|\w+ = PyEval_SaveThread\(\);)")
GUARD = re.compile(r"^\s*(?:Release|py::gil_scoped_release|pybind11::gil_scoped_release|auto) \w+(?:;| = std::make_unique<Release>)")
MARK = re.compile(r"^\s*(?://|/\*) (released|entry)\b")
RESTORE = re.compile(r"^\s*PyEval_RestoreThread\(\w+\);")
FUNCTION = re.compile(r"^(?:static |inline )*(\w[\w ]*?\**)\s*\**\w+\(.*\{\s*$")


class Place:
    """A line (from 0) before which something is inserted, or that is taken away."""

    def __init__(self, line, indent, kinds, result):
        self.line, self.indent, self.kinds, self.result = line, indent, kinds, result


def places(text):
    result = "0"
    for number, line in enumerate(text.splitlines()):
        function = FUNCTION.match(line)
        if function:
            result = "" if function[1].strip() == "void" else "0"
        indent = re.match(r"\s*", line)[0]
        mark = MARK.match(line)
        # A branch without braces has room for one statement.
        is_open = not re.search(r"\)\s*$|\belse\s*$", text.splitlines()[number - 1]) if number else True
        if mark:
            yield Place(number + 1, indent, {mark[1]}, result)
        elif HANDLE.match(line) and is_open:
            yield Place(number + 1, indent, {"released", "handle"}, result)
        elif GUARD.match(line) and is_open:
            yield Place(number + 1, indent, {"released"}, result)
        elif RESTORE.match(line) and is_open:
            yield Place(number, indent, {"restore"}, result)


class Mutant:
    def __init__(self, path, operation, place):
        self.path, self.operation, self.place = path, operation, place
        lines = path.read_text().splitlines()
        if operation.text is None:
            lines[place.line] = place.indent + ";"
        else:
            statement = operation.text.replace("RESULT", place.result).replace(" ;", ";")
            lines.insert(place.line, place.indent + statement)
        self.text = PRELUDE + "\n".join(lines) + "\n"
        self.line = PRELUDE.count("\n") + place.line + 1

    def __str__(self):
        return f"{self.path.name}:{self.place.line + 1}: {self.operation.name}"


class Runner:
    def __init__(self, nogilc, scratch, arguments):
        self.nogilc, self.scratch, self.arguments = nogilc, Path(scratch), arguments
        (self.scratch / "companion.c").write_text(COMPANION)

    def check(self, name, text, companion):
        path = self.scratch / name
        path.write_text(text)
        files = [path.name] + (["companion.c"] if companion else [])
        done = subprocess.run([self.nogilc, "check", "-j1", "--diagnostics=json", *self.arguments, *files],
                              cwd=self.scratch, capture_output=True, text=True, timeout=120)
        return json.loads(done.stdout)

    def is_compiled(self, path, place):
        """Whether the preprocessor leaves a place in."""
        lines = path.read_text().splitlines()
        lines.insert(place.line, "#error here")
        name = f"place{threading.get_ident()}{path.suffix}"
        return any(problem["code"] == "c-not-parsed" for problem in self.check(name, PRELUDE + "\n".join(lines), False))

    def is_found(self, number, mutant):
        found = self.check(f"mutant{number}{mutant.path.suffix}", mutant.text, mutant.operation.companion)
        for problem in found:
            if problem["code"] == "c-not-parsed":
                return None
        lines = {problem["line"] for problem in found}
        if not mutant.operation.at_line:
            lines |= {note.get("line") for problem in found for note in problem["notes"]}
            if mutant.operation.text is None:
                return any(problem["code"] in {"c-gil-not-restored", "c-gil-call"} for problem in found)
        return mutant.line in lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nogilc", default=os.environ.get("NOGILC") or shutil.which("nogilc"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=0, help="how many mutants (default: all)")
    parser.add_argument("--sources", type=Path, default=HERE / "sources")
    parser.add_argument("--keep", type=Path, help="a folder for the mutants that were missed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("-v", action="store_true", help="name what was missed")
    parser.add_argument("arguments", nargs="*", help="more options of nogilc check, behind --")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        runner = Runner(str(Path(options.nogilc).resolve()), scratch, options.arguments)
        mutants = []
        for path in sorted(options.sources.glob("*.c*")):
            problems = runner.check("plain" + path.suffix, PRELUDE + path.read_text(), False)
            if problems:
                print(f"{path.name} is left out: {problems[0]['code']}: {problems[0]['message']}")
                continue
            found = list(places(path.read_text()))
            with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
                compiled = list(pool.map(lambda place: runner.is_compiled(path, place), found))
            mutants += [Mutant(path, operation, place) for place, is_compiled in zip(found, compiled) if is_compiled
                        for operation in OPERATIONS
                        if place.kinds & set(operation.where) and (path.suffix != ".c" or not operation.cpp)]
        total = len(mutants)
        if options.limit and options.limit < total:
            mutants = random.Random(options.seed).sample(mutants, options.limit)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            results = list(pool.map(runner.is_found, range(len(mutants)), mutants))
    score, missed = collections.defaultdict(lambda: [0, 0]), []
    for mutant, is_found in zip(mutants, results):
        if is_found is None:
            print(f"{mutant} does not parse")
            missed.append(mutant)
            continue
        score[mutant.operation.name][1] += 1
        score[mutant.operation.name][0] += is_found
        if not is_found:
            missed.append(mutant)
    for name, (found, count) in sorted(score.items()):
        print(f"{found:4} of {count:4}  {name}")
    found, count = sum(f for f, _ in score.values()), sum(c for _, c in score.values())
    print(f"{found} of {count} mutants found at their line ({total} possible)")
    for mutant in missed:
        if options.v:
            print(f"missed: {mutant}")
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{mutant.path.stem}-{mutant.place.line + 1}-{mutant.operation.name.replace(' ', '-')}"
             f"{mutant.path.suffix}").write_text(mutant.text)
    return 0 if count and found >= LEAST * count and None not in results else 1


if __name__ == "__main__":
    sys.exit(main())
