"""No input crashes the compiler: sources are damaged on the level of bytes and of tokens, and checked.

usage: fuzz.py [--nogilc PATH] [--seed N] [--count N | --seconds N] [--keep FOLDER]
The seeds are the sources of our own tests and examples. A run that ends by a signal, takes longer than
SECONDS for a file, or says something else than 0 or 1 is a failure: the input is kept, and the run goes
on. `./dev fuzz` runs for some minutes, ctest a small part with a fixed seed.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20
BATCH = 50
TOKEN = re.compile(rb"\w+|\s+|[^\w\s]|\"\"\"|'''")
# Pieces that mean something where they land.
PIECES = [piece.encode() for piece in (
    "nogil", "with nogil:", "with gil:", "cdef ", "cpdef ", "def f(", "class ", "cdef class A:\n", "lambda: ", "yield ",
    "await ", "async ", "return ", "raise ", "try:\n", "except:\n", "finally:\n", "(", ")", "[", "]", "{", "}", ":", ",",
    "*", "**", "&", "<int>", "<object?>", "?", "@", "\\\n", "\n", "\n    ", "\t", "\r", "\r\n", "\f", "'", '"', '"""',
    "f'{", "b'", "0x", "1e", "1_", "...", ":=", "->", "# nogilc: ignore[", "# nogilc: trusted ", "# cython: ", "cimport ",
    "from . import ", "include ", "DEF x = ", "IF x:\n", "extern from ", "struct ", "ctypedef ", "except +", "except? -1 ",
    "noexcept nogil", "sizeof(", "NULL", "global ", "nonlocal ", "del ", "match x:\n", "case ", "print ", "`", "\x00", "\xa0", "é", "漢",
)] + [b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"# -*- coding: latin-1 -*-\n", b"# coding: utf-16\n"]


def seeds():
    """The sources to damage, small ones: what matters are their shapes."""
    found = []
    for folder in "tests/verify", "tests/run", "examples", "tests/golden":
        for suffix in "*.pyx", "*.py", "*.pxd":
            for path in sorted((ROOT / folder).rglob(suffix)):
                if path.stat().st_size < 20_000 and path.name != "conftest.py":
                    found.append((path.suffix, path.read_bytes()))
    return found


def damage(rng, text, others):
    """A few changes of bytes, tokens or lines."""
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        level = rng.random()
        if level < 0.3 and text:
            at = rng.randrange(len(text))
            change = rng.randrange(4)
            if change == 0:
                text = text[:at] + bytes([rng.randrange(256)]) + text[at + 1:]
            elif change == 1:
                text = text[:at] + text[at + rng.randrange(1, 20):]
            elif change == 2:
                text = text[:at]
            else:
                text = text[:at] + text[at:at + 30] * rng.randrange(2, 40) + text[at:]
        elif level < 0.8:
            tokens = TOKEN.findall(text)
            if not tokens:
                return rng.choice(PIECES)
            at = rng.randrange(len(tokens))
            change = rng.randrange(5)
            if change == 0:
                del tokens[at]
            elif change == 1:
                tokens[at] = rng.choice(PIECES)
            elif change == 2:
                tokens.insert(at, rng.choice(PIECES))
            elif change == 3:
                tokens[at] = rng.choice(tokens)
            else:
                other = rng.randrange(len(tokens))
                tokens[at], tokens[other] = tokens[other], tokens[at]
            text = b"".join(tokens)
        else:
            lines = text.splitlines(keepends=True)
            if not lines:
                continue
            at = rng.randrange(len(lines))
            change = rng.randrange(4)
            if change == 0:
                lines[at] = b" " * rng.randrange(12) + lines[at].lstrip()
            elif change == 1:
                del lines[at]
            elif change == 2:
                lines.insert(at, rng.choice(lines))
            else:
                foreign = rng.choice(others)[1].splitlines(keepends=True)
                begin = rng.randrange(max(1, len(foreign)))
                lines[at:at] = foreign[begin:begin + rng.randrange(1, 10)]
            text = b"".join(lines)
    return text


class Fuzzer:
    def __init__(self, compiler, keep):
        self.compiler, self.keep = compiler, keep
        self.failures = []
        self.diagnostics = []

    def run(self, paths, command=("check", "-j2", "-Wall")):
        """What is wrong with a run over files; empty if nothing is. Keeps the diagnostics."""
        command = [self.compiler, *command, "--no-config", "--diagnostics=json", *paths]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS + len(paths))
        except subprocess.TimeoutExpired:
            return f"no answer after {SECONDS + len(paths)} s"
        if done.returncode not in (0, 1):
            return f"status {done.returncode}: {done.stderr.decode(errors='replace')[-400:]}"
        try:
            self.diagnostics = json.loads(done.stdout)
        except ValueError as error:
            return f"no JSON: {error}"
        return ""

    def check(self, folder):
        paths = sorted(folder.iterdir())
        if self.run(paths):
            for path in paths:
                if problem := self.run([path]):
                    self.fail(path, problem)
            return
        # What has survived as it is must also become C++.
        wrong = {problem["file"] for problem in self.diagnostics if problem["severity"] == "error"}
        for path in paths:
            if path.suffix != ".pxd" and str(path) not in wrong:
                if problem := self.run([path], ("compile", "-o", folder / "out.cpp")):
                    self.fail(path, problem)

    def fail(self, path, problem):
        self.keep.mkdir(parents=True, exist_ok=True)
        kept = self.keep / path.name
        shutil.copy(path, kept)
        self.failures.append((kept, problem))
        print(f"{kept}: {problem}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nogilc", default=os.environ.get("NOGILC") or shutil.which("nogilc"))
    parser.add_argument("--seed", type=int, default=None, help="default: another one each time")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--keep", type=Path, default=ROOT / "build" / "fuzz")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(2**32)
    rng, sources = random.Random(seed), seeds()
    assert sources, "there are no sources to damage"
    fuzzer = Fuzzer(options.nogilc, options.keep)
    begin, count = time.monotonic(), 0
    while count < options.count if options.count else time.monotonic() - begin < options.seconds:
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(min(BATCH, options.count - count) if options.count else BATCH):
                suffix, text = rng.choice(sources)
                (Path(folder) / f"fuzz{seed}_{count}{suffix}").write_bytes(damage(rng, text, sources))
                count += 1
            fuzzer.check(Path(folder))
    print(f"{count} damaged sources, seed {seed}: {len(fuzzer.failures)} failures")
    return 1 if fuzzer.failures else 0


if __name__ == "__main__":
    sys.exit(main())
