"""Compares the lines that `nogilc check` rejects with those that Cython's own error tests expect, by tier;
and checks that no test which is right draws an error about the GIL.

usage: errors.py --nogilc PATH --build FOLDER [--only REGEX] [--misses] [--update]

errors_expected.txt names the lines that Cython rejects and nogilc does not (`missed`), and the tests in
which nogilc sees an error about the GIL where Cython sees none (`alarm`), each with its lines. What is
new in either list fails for tests of tier T0 and for alarms of any tier; the rest is counted and printed.
A line counts as rejected if any error stands on it: the texts are not Cython's. Where Cython says only where
something was declared before, a note does; and where it says the first decorator of a function, an error at
any of its decorators or its name.
"""

import argparse
import collections
import concurrent.futures
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import cython_source
import peer_tests

HERE = pathlib.Path(__file__).parent
EXPECTED = HERE / "errors_expected.txt"
MESSAGE = re.compile(r"^\s*(?P<kind>warning: |performance hint: )?(?:[^\s:]+:)?\s*(?P<line>-?\d+)\s*:\s*-?\d+\s*:\s*\S")
# What Cython says as an error of its own, and nogilc as a note of the error that it is about.
EXPLAINS = re.compile(r"Previous declaration is here|Base constructor defined here")
ENFORCED = {"T0"}
SECONDS = 60


def expected_lines(text):
    """The source without the list of expected errors, the lines of those, and the lines that explain others."""
    source, expectations = peer_tests.split_expectations(text)
    lines, notes = set(), set()
    for line in expectations.get("_ERRORS", []):
        match = MESSAGE.match(line)
        if match and not match["kind"]:
            (notes if EXPLAINS.search(line) else lines).add(int(match["line"]))
    return source, lines, notes - lines


def check(nogilc, root, test, source):
    """What nogilc reports about the test: (line, slug, lines of its labels and notes) of each error."""
    tests = root / "tests"
    with tempfile.TemporaryDirectory() as scratch:
        path = pathlib.Path(scratch) / test.path.name
        path.write_text(source, encoding="utf-8", errors="surrogateescape")
        beside = test.path.with_suffix(".pxd")
        if beside.is_file():
            shutil.copy(beside, path.with_suffix(".pxd"))
        done = subprocess.run(
            [nogilc, "check", f"-{test.levels[0]}", "--diagnostics=json", "-I", tests / "testsupport",
             "-I", test.path.parent, *(["-Werror"] if "werror" in test.tags else []), path],
            capture_output=True, text=True, timeout=SECONDS)
    if done.returncode not in (0, 1) or "LLVM ERROR" in done.stderr:
        raise SystemExit(f"{test.name}: nogilc ended with {done.returncode}: {done.stderr[-500:]}")
    return [(d["line"], d["code"], {note.get("line") for note in d["notes"]})
            for d in json.loads(done.stdout or "[]") if d["severity"] == "error"]


def decorators(source):
    """For the line of the first decorator of something, the lines up to what is decorated."""
    lines, result, first = source.splitlines(), {}, None
    for number, line in enumerate(lines, 1):
        is_decorator = line.lstrip().startswith("@")
        if is_decorator and first is None:
            first = number
        elif not is_decorator and first is not None:
            result[first], first = set(range(first, number + 1)), None
    return result


def is_about_gil(slug):
    return slug.startswith(("gil-", "nogil-"))


def compare(nogilc, root, test):
    """(lines that Cython rejects, those missed, lines with alarms, slugs of what is in the way)."""
    text = test.path.read_text(encoding="utf-8", errors="surrogateescape")
    source, expected, explained = expected_lines(text)
    found = check(nogilc, root, test, source)
    lines = {line for line, _, _ in found}
    notes = lines.union(*(noted for _, _, noted in found))
    for first, all_lines in decorators(source).items():
        if first in expected and lines & all_lines:
            lines.add(first)
    alarms = {line for line, slug, _ in found if is_about_gil(slug) and line not in expected | explained}
    return expected | explained, (expected - lines) | (explained - notes), alarms


def read_expected():
    known = {}
    for line in EXPECTED.read_text().splitlines():
        if line and not line.startswith("#"):
            what, name, *lines = line.split()
            known[what, name] = set(map(int, lines))
    return known


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--nogilc", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--only", default="", help="regex of the names to look at")
    parser.add_argument("--misses", action="store_true", help="print every line that is missed")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    root = cython_source.cython_tests(options.build)
    tests = [peer_tests.read_test(root, name, tier) for name, tier in sorted(peer_tests.read_tiers().items())
             if not name.endswith(".srctree") and re.search(options.only, name)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda test: compare(options.nogilc, root, test), tests))

    known = {} if options.update else read_expected()
    wanted, rejected, files = collections.Counter(), collections.Counter(), collections.Counter()
    written, failures = [], []
    for test, (expected, missed, alarms) in zip(tests, results):
        wanted[test.tier] += len(expected)
        rejected[test.tier] += len(expected) - len(missed)
        files[test.tier] += bool(expected)
        for what, lines in (("missed", missed), ("alarm", alarms)):
            if lines:
                written.append(" ".join([what, test.name, *map(str, sorted(lines))]))
            new = lines - known.get((what, test.name), set())
            if new and not options.update and (what == "alarm" or test.tier in ENFORCED):
                failures.append(f"{test.name}: {what} on line {', '.join(map(str, sorted(new)))}")
        if options.misses and missed:
            source = test.path.read_text(errors="replace").splitlines()
            for line in sorted(missed):
                shown = source[line - 1].strip() if 0 < line <= len(source) else ""
                print(f"{test.tier} {test.name}:{line}: {shown}")
    for tier in peer_tests.TIERS:
        if wanted[tier]:
            print(f"{tier}: {rejected[tier]} of {wanted[tier]} lines rejected, in {files[tier]} files")
    print(f"{sum(bool(r[2]) for r in results)} of {len(tests)} files with a false alarm about the GIL")
    if options.update and not options.only:
        EXPECTED.write_text("# Where nogilc and Cython's error tests differ. Written by errors.py --update.\n"
                            f"# Cython {cython_source.VERSION}; lines of each file.\n"
                            + "".join(line + "\n" for line in written))
    for failure in failures:
        print(failure)
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
