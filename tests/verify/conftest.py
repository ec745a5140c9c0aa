"""Runs the verify tests: `nogilc check` must report exactly what the comments of a source announce.

A comment beside a line announces what is reported on that line (first line of the primary place):

    x = y          # error: [undeclared-name] "y"
    g()            # error: [gil-call] "g" # note: "why"

`[slug]` is mandatory, the text is a part of the message, and a comment may announce several. What is
announced and not reported fails, and so does an error or warning that is not announced. In C and C++
the comments begin with `//`. Those of `headers_*` are checked with --headers. `# note:` is a label or note of some diagnostic at that line; notes need not be announced.
Called by pytest; --cython asks the peer whether it finds errors on the same lines.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ANNOUNCED = re.compile(r'(error|warning|note): *(?:\[([a-z0-9-]+)\])? *(?:"([^"]*)")?')
SECONDS = 60


def pytest_addoption(parser):
    group = parser.getgroup("nogilc")
    group.addoption("--nogilc", default=None, help="the compiler; default: $NOGILC, then PATH")
    group.addoption("--cython", action="store_true", help="compare the lines of errors with the peer's")


def pytest_collect_file(file_path, parent):
    if file_path.suffix in {".pyx", ".c", ".cpp"} and file_path.parent == HERE:
        return VerifyFile.from_parent(parent, path=file_path)
    return None


class VerifyFile(pytest.File):
    def collect(self):
        yield VerifyItem.from_parent(self, name="check")


class VerifyItem(pytest.Item):
    def runtest(self):
        if self.config.getoption("--cython"):
            if self.path.suffix != ".pyx":
                pytest.skip("the peer reads no C")
            problems = compare_with_peer(self.path)
        else:
            compiler = (self.config.getoption("--nogilc") or os.environ.get("NOGILC")
                        or shutil.which("nogilc"))
            assert compiler, "there is no nogilc: give --nogilc, or put it on PATH"
            problems = compare(announced(self.path), reported(compiler, self.path))
        assert not problems, "\n".join(problems)

    def repr_failure(self, excinfo):
        if isinstance(excinfo.value, AssertionError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self):
        return self.path, None, self.path.name


def announced(path):
    """[(line, severity, slug, text)] of the comments of a source."""
    found = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        for part in line.split("# " if path.suffix == ".pyx" else "// ")[1:]:
            match = ANNOUNCED.match(part)
            if match:
                severity, slug, text = match.groups()
                assert slug or severity == "note", f"{path.name}:{number}: an announcement without [slug]"
                found.append((number, severity, slug or "", text or ""))
    return found


def reported(compiler, path):
    """What `nogilc check` reports, in the same form; labels and notes as notes."""
    headers = ["--headers"] if path.name.startswith("headers_") else []
    done = subprocess.run([compiler, "check", "--diagnostics=json", *headers, path], capture_output=True, text=True,
                          timeout=SECONDS)
    assert done.returncode in (0, 1), f"nogilc check ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    found = []
    diagnostics = json.loads(done.stdout or "[]")
    for diagnostic in diagnostics:
        assert Path(diagnostic["file"]).name == path.name, diagnostic
        found.append((diagnostic["line"], diagnostic["severity"], diagnostic["code"], diagnostic["message"]))
        for note in diagnostic["notes"]:
            found.append((note.get("line") or diagnostic["line"], "note", "", note["message"]))
    has_errors = any(diagnostic["severity"] == "error" for diagnostic in diagnostics)
    assert done.returncode == int(has_errors), f"exit status {done.returncode} with {len(diagnostics)} diagnostics"
    return found


def compare(expected, actual):
    """The problems, in words; each reported diagnostic answers one announcement."""
    problems, left = [], list(actual)
    for line, severity, slug, text in expected:
        for candidate in left:
            if candidate[:2] == (line, severity) and slug in ("", candidate[2]) and text in candidate[3]:
                left.remove(candidate)
                break
        else:
            problems.append(f"line {line}: announced and not reported: {severity}: [{slug}] {text!r}")
    for line, severity, slug, text in left:
        if severity != "note":
            problems.append(f"line {line}: reported and not announced: {severity}: [{slug}] {text!r}")
    return problems


def compare_with_peer(path):
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run([sys.executable, "-m", "cython", "-3", path, "-o", Path(scratch) / "x.c"],
                              capture_output=True, text=True, timeout=SECONDS)
    pattern = re.compile(rf"^(?:\S*/)?{re.escape(path.name)}:(\d+):\d+: (.*)", re.M)
    theirs = {}
    for line, text in pattern.findall(done.stderr):
        theirs.setdefault(int(line), text)
    ours = {line for line, severity, _, _ in announced(path) if severity == "error"}
    return ([f"line {line}: only the peer: {theirs[line]}" for line in sorted(theirs.keys() - ours)]
            + [f"line {line}: only announced" for line in sorted(ours - theirs.keys())])
