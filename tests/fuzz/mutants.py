"""Changes sources a little and checks that `nogilc check` survives: it ends with status 0 or 1, in time,
without a broken assertion and without an internal error.

usage: mutants.py --nogilc PATH [--count N] [--seed N] [--keep FOLDER] [PATH...]

The sources are those of the project's own tests, and the files below each PATH. A mutant is a source in
which a few lines or tokens were deleted, doubled, exchanged or taken from elsewhere. The same seed makes
the same mutants. Those that fail are written to --keep.
"""

import argparse
import pathlib
import random
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
SUFFIXES = {".pyx", ".py", ".pxd"}
TOKEN = re.compile(r"\s+|\w+|\"[^\"\n]*\"|'[^'\n]*'|[-+*/%&|^<>=!]+|.", re.S)
BATCH = 40
SECONDS = 120


def sources(paths):
    files = [p for p in (HERE.parent).rglob("*") if p.suffix in SUFFIXES and "conftest" not in p.name]
    for path in map(pathlib.Path, paths):
        files += [path] if path.is_file() else [p for p in path.rglob("*") if p.suffix in SUFFIXES]
    texts = []
    for file in sorted(set(files)):
        text = file.read_text(encoding="utf-8", errors="surrogateescape")
        if 0 < len(text) < 60_000:
            texts.append((file.suffix, text))
    return texts


def change(items, pool, rng):
    """One change of a list of lines or tokens."""
    at = rng.randrange(len(items))
    what = rng.randrange(5)
    if what == 0:
        del items[at]
    elif what == 1:
        items.insert(at, items[at])
    elif what == 2:
        other = rng.randrange(len(items))
        items[at], items[other] = items[other], items[at]
    elif what == 3:
        items[at] = rng.choice(pool)
    else:
        items.insert(at, rng.choice(pool))
    if not items:
        items.append(rng.choice(pool))


def mutant(texts, rng):
    suffix, text = rng.choice(texts)
    lines = text.splitlines(keepends=True)
    # A part of the whole is quicker and keeps the mistakes that matter apart.
    if len(lines) > 120:
        start = rng.randrange(len(lines) - 100)
        lines = lines[:15] + lines[start:start + 100]
    for _ in range(rng.choice((1, 1, 2, 3))):
        if rng.random() < 0.4:
            change(lines, list(lines), rng)
            continue
        at = rng.randrange(len(lines))
        tokens = TOKEN.findall(lines[at]) or [""]
        pool = [t for line in rng.sample(lines, min(8, len(lines))) for t in TOKEN.findall(line)] or [""]
        change(tokens, pool, rng)
        lines[at] = "".join(tokens)
    return suffix, "".join(lines)


def failure(nogilc, files):
    """What went wrong, in a line; empty: nothing."""
    try:
        done = subprocess.run([nogilc, "check", "--diagnostics=concise", *map(str, files)],
                              capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return f"not done after {SECONDS} seconds"
    messages = done.stderr.decode(errors="replace")
    if done.returncode in (0, 1) and "LLVM ERROR" not in messages:
        return ""
    said = [line for line in messages.splitlines() if "Assert" in line or "ERROR" in line or "UNREACH" in line]
    return f"status {done.returncode}: {said[0] if said else messages[-200:]}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--nogilc", required=True)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("paths", nargs="*")
    options = parser.parse_args()
    texts = sources(options.paths)
    rng = random.Random(options.seed)
    failures = 0
    with tempfile.TemporaryDirectory() as scratch:
        for start in range(0, options.count, BATCH):
            files = []
            for number in range(start, min(start + BATCH, options.count)):
                suffix, text = mutant(texts, rng)
                files.append(pathlib.Path(scratch) / f"m{number}{suffix}")
                files[-1].write_text(text, encoding="utf-8", errors="surrogateescape")
            if failure(options.nogilc, files):
                for file in files:
                    if what := failure(options.nogilc, [file]):
                        failures += 1
                        print(f"{file.name} (seed {options.seed}): {what}")
                        if options.keep:
                            options.keep.mkdir(parents=True, exist_ok=True)
                            (options.keep / file.name).write_bytes(file.read_bytes())
            for file in files:
                file.unlink()
    print(f"{options.count} mutants of {len(texts)} sources: {failures} failures")
    return int(failures != 0)


if __name__ == "__main__":
    sys.exit(main())
