"""The mutation test: no operation that needs the GIL can be put where it is released.

usage: mutate.py [--nogilc PATH] [--seed N] [--limit N] [--keep FOLDER]
Takes programs that the checker accepts (run tests, examples, generated ones), puts one operation of
operations.py into a `with nogil` block or the body of a `nogil` function, and expects an error of the
GIL at exactly that line. Prints the score by operation. Without --limit every operation goes into
every place; with it, so many mutants are drawn by the seed.
"""

import argparse
import collections
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import contexts
from operations import ASYNC, DEF, EXEMPT_CONSTRUCTS, EXEMPT_KINDS, FUNCTION, OPERATIONS, PRELUDE, PRELUDE_CLASS, REGION

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^NOGILC_(?:CONSTRUCT|INST)\((\w+)(?:, \w+, \w+, (\w+)\))?", re.M)
BATCH = 400


class Place:
    """Where a statement can be inserted: before a line, with an indentation."""

    def __init__(self, line, indent, kinds, in_function):
        self.line, self.indent, self.kinds, self.in_function = line, indent, kinds, in_function


def logical_lines(text):
    """[(first line, text)] with brackets, strings and continuations joined."""
    result, start, depth, quote = [], None, 0, None
    for number, line in enumerate(text.splitlines()):
        if start is None:
            start = number
        index = 0
        while index < len(line):
            char = line[index]
            if quote:
                if char == "\\":
                    index += 1
                elif line.startswith(quote, index):
                    index += len(quote) - 1
                    quote = None
            elif char == "#":
                break
            elif char in "\"'":
                quote = char * 3 if line.startswith(char * 3, index) else char
                index += len(quote) - 1
            elif char in "([{":
                depth += 1
            elif char in ")]}":
                depth -= 1
            index += 1
        if quote and len(quote) == 1:
            quote = None
        if depth <= 0 and not quote and not line.endswith("\\"):
            result.append((start, "\n".join(text.splitlines()[start:number + 1])))
            start, depth = None, 0
    return result


def places(text):
    """The places in a program where the GIL is released, found by indentation alone."""
    # The blocks around: (indentation of the header, what it is for the GIL, is it in a def, indentation
    # of the body, is it in a function).
    found, stack = [], []
    lines = [(first, line) for first, line in logical_lines(text)
             if line.strip() and not line.strip().startswith("#")]
    after_header = None
    for index, (first, line) in enumerate(lines):
        indent = line[:len(line) - len(line.lstrip())]
        while stack and len(indent) <= len(stack[-1][0]):
            stack.pop()
        state = stack[-1] if stack else ("", None, False, None, False)
        is_string = line.lstrip()[:1] in "\"'"
        if state[1] and state[1] != "gil" and not is_string and state[3] is None:
            stack[-1] = state = (*state[:3], indent, state[4])
        # Before each statement that stands directly in the region.
        if state[1] in (REGION, FUNCTION) and indent == state[3] and not is_string \
                and not re.match(r"\s*(else|elif|except|finally|case)\b", line):
            kinds = {state[1]} | ({DEF} if state[2] else set()) | ({ASYNC} if state[2] == ASYNC else set())
            found.append(Place(first, indent, kinds, state[4]))
        header = line.split("#")[0].rstrip()
        if not header.endswith(":"):
            continue
        words = header.strip()
        in_def, in_function = state[2], state[4]
        if re.match(r"with\s+nogil\s*(\(\s*True\s*\))?\s*:$", words):
            state = (indent, REGION, in_def, None, in_function)
        elif re.match(r"with\s+gil\s*:$", words):
            state = (indent, "gil", in_def, None, in_function)
        elif (re.match(r"(cdef|cpdef)\b(?!\s+cppclass)", words) and re.search(r"\bnogil\s*:$", words)
              and "(" in words):
            state = (indent, FUNCTION, False, None, True)
        elif re.match(r"(async\s+)?def\b", words):
            state = (indent, None, ASYNC if words.startswith("async") else DEF, None, True)
        elif re.match(r"(cdef|cpdef|class)\b", words):
            state = (indent, None, False, None, "(" in words and not words.startswith("class"))
        else:
            state = (indent, None, in_def, None, in_function)
        stack.append(state)
    return found


def programs():
    """(name, text) of all sources that may be mutated."""
    for folder in "tests/run", "examples", "tests/verify":
        for path in sorted((ROOT / folder).rglob("*.pyx")):
            text = path.read_text(encoding="utf-8", errors="replace")
            if "nogil" in text and (folder != "tests/verify" or "# error:" not in text):
                yield str(path.relative_to(ROOT)), path, text
    for number, text in enumerate(contexts.generate()):
        yield f"generated{number}", None, text


class Runner:
    def __init__(self, compiler, scratch):
        self.compiler = compiler
        self.scratch = scratch

    def check(self, sources):
        """The errors of each of [(text, folder to look into)], by line: [{line: [code]}]."""
        results = []
        for begin in range(0, len(sources), BATCH):
            batch = sources[begin:begin + BATCH]
            folder = Path(tempfile.mkdtemp(dir=self.scratch))
            includes = sorted({str(where) for _, where in batch if where})
            for number, (text, _) in enumerate(batch):
                (folder / f"mutant{number}.pyx").write_text(text, encoding="utf-8")
            done = subprocess.run([self.compiler, "check", "--no-config", "--diagnostics=json", folder,
                                   *(word for include in includes for word in ("-I", include))],
                                  capture_output=True, text=True)
            assert done.returncode in (0, 1), f"nogilc check ended with {done.returncode}: {done.stderr}"
            errors = [collections.defaultdict(list) for _ in batch]
            for problem in json.loads(done.stdout):
                if problem["severity"] == "error" and problem["file"].startswith(str(folder)):
                    number = int(Path(problem["file"]).stem.removeprefix("mutant"))
                    errors[number][problem["line"]].append((problem["code"], problem["message"]))
            results += errors
            shutil.rmtree(folder)
        return results


def insert(text, place, lines, prelude):
    all_lines = text.splitlines(keepends=True)
    if all_lines and not all_lines[-1].endswith("\n"):
        all_lines[-1] += "\n"
    return "".join(all_lines[:place.line] + lines + all_lines[place.line:]) + prelude


def check_tables():
    """Every construct and every kind of instruction that needs the GIL has an operation."""
    constructs = {name for name, _ in ROW.findall((ROOT / "compiler/ir/constructs.def").read_text())}
    kinds = {name for name, gil in ROW.findall((ROOT / "compiler/ir/inst_kinds.def").read_text())
             if gil in ("Needs", "ByCallee")}
    covered = {name for operation in OPERATIONS for name in operation.constructs}
    covered_kinds = {name for operation in OPERATIONS for name in operation.kinds}
    problems = [f"no operation for the construct {name}" for name in sorted(constructs - covered - set(EXEMPT_CONSTRUCTS))]
    problems += [f"no operation for the instruction {name}" for name in sorted(kinds - covered_kinds - set(EXEMPT_KINDS))]
    problems += [f"there is no construct {name}" for name in sorted((covered | set(EXEMPT_CONSTRUCTS)) - constructs)]
    problems += [f"no instruction {name} needs the GIL" for name in sorted((covered_kinds | set(EXEMPT_KINDS)) - kinds)]
    return problems


def draw(mutants, limit):
    """The first of each operation, so that each gets its share whatever the places allow."""
    of_operation = collections.defaultdict(list)
    for mutant in mutants:
        of_operation[mutant[0].name].append(mutant)
    share = max(1, limit // len(of_operation))
    return [mutant for some in of_operation.values() for mutant in some[:share]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nogilc", default=os.environ.get("NOGILC") or shutil.which("nogilc"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=0, help="how many mutants (default: all)")
    parser.add_argument("--keep", type=Path, help="a folder for the mutants that were missed")
    options = parser.parse_args()
    problems = check_tables()
    for problem in problems:
        print(problem)

    with tempfile.TemporaryDirectory() as scratch:
        runner = Runner(options.nogilc, scratch)
        # Operations on extension types wait until the compiler has them.
        prelude, operations = PRELUDE + PRELUDE_CLASS, OPERATIONS
        if any(code == "unsupported" for found in runner.check([(prelude, None)])[0].values() for code, _ in found):
            prelude, operations = PRELUDE, [operation for operation in OPERATIONS if not operation.needs_class]
            print(f"extension types are not supported yet: {len(OPERATIONS) - len(operations)} operations wait")
        candidates = [(name, path, text, place) for name, path, text in programs() for place in places(text)]
        mutants = [(operation.with_global() if candidate[3].in_function else operation, *candidate) for candidate in candidates for operation in operations
                   if candidate[3].kinds & set(operation.where) and not candidate[3].kinds & set(operation.unless)]
        if options.limit:
            random.Random(options.seed).shuffle(mutants)
            mutants = draw(mutants, 4 * options.limit)  # some programs may turn out not to be accepted
        # A place counts where the program without a mutation is accepted.
        used = list({(name, place.line): (name, path, text, place) for _, name, path, text, place in mutants}.values())
        plain = runner.check([(insert(text, place, [place.indent + "pass\n"], prelude), path and path.parent)
                              for _, path, text, place in used])
        accepted = {(name, place.line) for (name, _, _, place), errors in zip(used, plain) if not errors}
        skipped = sorted({name for name, _, _, place in used if (name, place.line) not in accepted})
        mutants = [mutant for mutant in mutants if (mutant[1], mutant[4].line) in accepted]
        if options.limit:
            mutants = draw(mutants, options.limit)
        results = runner.check([(insert(text, place, operation.text(place.indent), prelude), path and path.parent)
                                for operation, _, path, text, place in mutants])

        score, missed = collections.defaultdict(lambda: [0, 0]), []
        for (operation, name, path, text, place), errors in zip(mutants, results):
            expected = place.line + operation.rejected_line + 1
            # Of the GIL: an error about something else would hide that nobody has looked.
            is_rejected = any(code.startswith(("gil-", "nogil-")) for code, _ in errors.get(expected, ()))
            score[operation.name][0] += is_rejected
            score[operation.name][1] += 1
            if not is_rejected:
                missed.append((operation, name, place, text, dict(errors)))

    width = max(map(len, score), default=0)
    for operation, (rejected, total) in score.items():
        print(f"  {operation:<{width}} {rejected:>6} of {total:<6} {'' if rejected == total else 'MISSED'}")
    rejected, total = (sum(column) for column in zip(*score.values())) if score else (0, 0)
    print(f"{rejected} of {total} mutants rejected at their line, in {len(accepted)} places of "
          f"{len({name for name, _ in accepted})} programs; {len(skipped)} programs are not accepted as they are")
    for operation, name, place, text, errors in missed[:40]:
        print(f"missed: {operation.name}: {name}:{place.line + 1}: {errors}")
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            slug = re.sub(r"\W+", "-", f"{operation.name}-{name}-{place.line}")
            (options.keep / f"{slug}.pyx").write_text(insert(text, place, operation.text(place.indent), prelude))
    names = {operation.name for operation in operations}
    unused = sorted(names - score.keys())
    if unused:
        print("operations without a place:", ", ".join(unused))
    return 1 if missed or problems or unused or not total else 0


if __name__ == "__main__":
    sys.exit(main())
