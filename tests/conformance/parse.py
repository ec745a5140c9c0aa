"""Parses every source of Cython's own tests and compares with what Cython's parser makes of them.

usage: parse.py --nogilc PATH --build FOLDER [--update]

parse_expected.txt names each file whose result is not simply "parses, as in Cython":
  rejected    Cython's parser rejects it too (or Cython without C++, or a limit of its parser): not counted
  early       Cython reports the mistake in it in a later phase, nogilc while it parses
--update writes the file anew from a Cython in this Python and the given nogilc.
"""

import argparse
import json
import pathlib
import subprocess
import sys

import cython_source

HERE = pathlib.Path(__file__).parent
EXPECTED = HERE / "parse_expected.txt"
SUFFIXES = {".pyx", ".pxd", ".pxi", ".py"}
BATCH = 100


def sources(root):
    return sorted(p.relative_to(root).as_posix() for p in (root / "tests").rglob("*")
                  if p.suffix in SUFFIXES and p.is_file())


def nogilc_problems(nogilc, root, files):
    """The first problem of each file that has one."""
    problems = {}
    for i in range(0, len(files), BATCH):
        run = subprocess.run(
            [nogilc, "check", "--phase=parse", "-2", "--diagnostics=json", *files[i:i + BATCH]],
            cwd=root, capture_output=True, text=True)
        if run.returncode not in (0, 1):
            raise SystemExit(f"nogilc failed with {run.returncode}: {run.stderr}")
        for problem in json.loads(run.stdout):
            if problem["severity"] == "error":
                problems.setdefault(problem["file"], f"{problem['line']}: {problem['message']}")
    return problems


def cython_rejects(root, files):
    """The files that the parser of the installed Cython does not accept."""
    import io

    from Cython.Compiler import Errors, Main, Options
    from Cython.Compiler.Scanning import FileSourceDescriptor

    rejected = set()
    for file in files:
        path = root / file
        options = Main.CompilationOptions(
            Options.default_options, language_level=2,
            include_path=[str(root / "tests/testsupport"), str(path.parent)])
        context = Main.Context.from_options(options)
        Errors.init_thread()
        source = FileSourceDescriptor(str(path), file)
        scope = context.find_module("m", pos=(source, 1, 0), need_pxd=0)
        stderr, sys.stderr = sys.stderr, io.StringIO()
        try:
            Main.Context.parse(context, source, scope, pxd=file.endswith(".pxd"),
                               full_module_name="m")
        except Exception:
            rejected.add(file)
        finally:
            sys.stderr = stderr
    return rejected


def read_expected():
    result = {}
    for line in EXPECTED.read_text().splitlines():
        if line and not line.startswith("#"):
            kind, file = line.split()
            result[file] = kind
    return result


def write_expected(root, files, problems):
    rejected = cython_rejects(root, files)
    lines = ["# What Cython's parser and ours make of Cython's tests, where it is not that both accept",
             f"# a file. See parse.py. Cython {cython_source.VERSION}, language level 2."]
    lines += [f"rejected {file}" for file in files if file in rejected]
    lines += [f"early {file}" for file in files if file in problems and file not in rejected]
    EXPECTED.write_text("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--nogilc", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    root = cython_source.cython_tests(arguments.build)
    files = sources(root)
    problems = nogilc_problems(str(pathlib.Path(arguments.nogilc).resolve()), root, files)
    if arguments.update:
        write_expected(root, files, problems)
    expected = read_expected()
    counted = [f for f in files if expected.get(f) != "rejected"]
    wrong = [f for f in counted if (f in problems) != (expected.get(f) == "early")]
    early = sum(1 for f in counted if expected.get(f) == "early")
    for file in wrong:
        print(f"{file}: {problems.get(file, 'is accepted, but should not be')}")
    score = len(counted) - len(wrong)
    print(f"Cython {cython_source.VERSION}: {score} of {len(counted)} files that Cython parses "
          f"({100 * score / len(counted):.1f} %), {early} of them with a mistake that is found while "
          f"parsing; {len(files) - len(counted)} files that Cython rejects are not counted")
    missing = [f for f in expected if f not in files]
    if missing:
        print("no longer there:", *missing)
    return 1 if wrong or missing else 0


if __name__ == "__main__":
    sys.exit(main())
