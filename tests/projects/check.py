"""Checks the .pyx files of real projects: what is reported of them as they are, and whether a Python
operation is found that is planted into their regions without the GIL.

    python3 check.py --nogilc NOGILC --build FOLDER [--seed N] [--each N] [--list] [project...]

The files are taken as they are found: without the headers and .pxd files of other packages, many
declare types that nothing is known of, and much of what they use is not supported yet. What is planted
has to be found all the same.
"""
import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.append(str(pathlib.Path(__file__).parent))
import sources  # noqa: E402

PLANTED = ("print('planted')", "planted = [1, 2]", "planted = object()", "len([1])",
           "planted = 'a' + str(1)", "import os", "planted = f'{1}'", "planted = {}")

# The head of a region or of a function without the GIL, on one line or at its end.
HEAD = re.compile(r"\s*(with nogil\b.*:|(cdef|cpdef) .*\bnogil\b.*:|\).*\bnogil\b.*:)\s*(#.*)?$")


def places(lines):
    """Where a statement can be put first into a body without the GIL: (index, columns)."""
    for index, line in enumerate(lines):
        if not HEAD.match(line) or re.search(r"\b(with gil|extern|cppclass|ctypedef)\b", line):
            continue
        inside = index + 1
        while inside < len(lines) and (not lines[inside].strip() or
                                       lines[inside].lstrip().startswith("#")):
            inside += 1
        if inside == len(lines):
            continue
        columns = len(lines[inside]) - len(lines[inside].lstrip())
        is_body = columns > len(line) - len(line.lstrip())
        if is_body and not re.match(r"""\s*[rRuU]?("|')""", lines[inside]):
            yield inside, columns


class Checker:
    def __init__(self, nogilc):
        self.nogilc = nogilc

    def check(self, path, top):
        done = subprocess.run(
            [self.nogilc, "check", "--no-config", "--diagnostics", "json", *sources.include_options(top),
             path], capture_output=True, text=True, timeout=120)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{path}: exit status {done.returncode}\n{done.stderr}")
        return [found for found in json.loads(done.stdout) if found["severity"] == "error"]

    def plant(self, job):
        path, top, index, columns, statement = job
        lines = path.read_text().split("\n")
        # `print` of level 2 takes the GIL by itself.
        if re.search(r"language_level\s*=\s*2", "\n".join(lines[:10])):
            statement = statement.replace("print(", "repr(")
        lines.insert(index, " " * columns + statement)
        # Beside the file, so that it finds what the file finds.
        copy = path.with_name(f"{path.stem}__{index}.pyx")
        copy.write_text("\n".join(lines))
        try:
            found = self.check(copy, top)
        finally:
            copy.unlink()
        return any(error["line"] == index + 1 and error["code"].startswith("gil-") for error in found)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nogilc", required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=4, help="at most so many planted in a file")
    parser.add_argument("--list", action="store_true", help="show the messages about the GIL")
    parser.add_argument("projects", nargs="*", default=sorted(sources.pinned()))
    options = parser.parse_args()
    chance = random.Random(options.seed)
    checker = Checker(options.nogilc)
    totals, missed = collections.Counter(), []
    print(f"{'project':18} files  clean  GIL errors  planted  found  seconds")
    with ThreadPoolExecutor() as pool:
        for name in options.projects:
            top = sources.unpack(name, options.build / "projects")
            files = sorted(top.rglob("*.pyx"))
            start = time.monotonic()
            reports = list(pool.map(lambda path: checker.check(path, top), files))
            row = collections.Counter(files=len(files), clean=sum(not report for report in reports))
            row["seconds"] = time.monotonic() - start
            for report in reports:
                for error in report:
                    if error["code"].startswith("gil-"):
                        row["gil"] += 1
                        if options.list:
                            print(f"    {error['file']}:{error['line']}: {error['message']}")
            jobs = []
            for path in files:
                here = list(places(path.read_text(errors="replace").split("\n")))
                for index, columns in chance.sample(here, min(options.each, len(here))):
                    jobs.append((path, top, index, columns, chance.choice(PLANTED)))
            results = list(pool.map(checker.plant, jobs))
            row.update(planted=len(results), found=sum(results))
            missed += [job for job, is_found in zip(jobs, results) if not is_found]
            totals.update(row)
            print(f"{name:18} {row['files']:5}  {row['clean']:5}  {row['gil']:10}  {row['planted']:7}  "
                  f"{row['found']:5}  {row['seconds']:7.2f}", flush=True)
    print(f"{'all':18} {totals['files']:5}  {totals['clean']:5}  {totals['gil']:10}  "
          f"{totals['planted']:7}  {totals['found']:5}  {totals['seconds']:7.2f}")
    for path, _, index, _, statement in missed:
        print(f"not found: {statement!r} at {path}:{index + 1}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
