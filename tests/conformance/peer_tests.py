"""What Cython's own tests say about how they are to be run: mode, tags, language levels, and which of
them are not for this platform. Follows the rules of Cython's `runtests.py`; runs nothing itself.

A test is named by its file below `tests/`, as in `run/addop.pyx`.
"""

import dataclasses
import importlib.util
import pathlib
import re
import shutil
import sys

HERE = pathlib.Path(__file__).parent
TIERS = ("T0", "T1", "T2", "T3", "T4", "T5", "T6")
# Files of a test that say what is to be reported: the lines behind a marker are not part of the source.
MARKERS = ("_ERRORS", "_WARNINGS", "_PERFORMANCE_HINTS")

TAG = re.compile(r"#\s*(mode|tags?|ticket|cython|distutils|preparse)\s*:\s*(.*)$")
# Modules without which a test of this tag makes no sense.
MODULES_OF_TAGS = {"numpy": "numpy", "pythran": "pythran", "setuptools": "setuptools.sandbox",
                   "pstats": "pstats", "posix": "posix", "coverage": "coverage",
                   "ipython": "IPython", "jedi": "jedi_BROKEN_AND_DISABLED",
                   "test.support": "test.support"}


@dataclasses.dataclass
class PeerTest:
    name: str               # folder/file
    path: pathlib.Path
    tier: str
    mode: str               # run, compile, error; unittest and srctree are modes of their own here
    tags: set
    levels: list            # of the language, where the source does not say
    distutils: list         # values of its `# distutils:` lines

    @property
    def stem(self):
        return self.path.name.split(".")[0]

    @property
    def identifier(self):
        return self.name.rsplit(".", 1)[0].replace("/", ".")


def read_tiers():
    """The tier of each test."""
    return {name: tier for tier in TIERS
            for name in (HERE / "tiers" / f"{tier}.txt").read_text().split()}


def header(text):
    """The tags at the top: a dict of lists."""
    tags = {}
    for line in text.removeprefix("\ufeff").splitlines():
        line = line.strip()
        if line and not line.startswith("#"):
            break
        match = TAG.match(line)
        if match:
            name = "tag" if match[1] == "tags" else match[1]
            values = [match[2].strip()] if name == "distutils" else match[2].split(",")
            tags.setdefault(name, []).extend(value.strip() for value in values)
        elif line and tags and "coding" not in line:
            break  # a comment behind the tags ends them
    return tags


def read_test(root, name, tier):
    path = root / "tests" / name
    tags = header(path.read_text(encoding="utf-8", errors="replace"))
    mode = tags.get("mode", ["run"])[0]
    if path.suffix == ".srctree":
        mode = "srctree"
    elif mode == "run" and path.name.startswith("test_"):
        mode = "unittest"
    words = set(tags.get("tag", []))
    levels = [2, 3] if "all_language_levels" in words else [2]
    return PeerTest(name, path, tier, mode, words, levels, tags.get("distutils", []))


def bug_list(root, name="bugs.txt"):
    """The regexes of tests that Cython itself does not pass."""
    lines = (root / "tests" / name).read_text().splitlines()
    return [re.compile(line.split("#")[0].strip()) for line in lines if line.split("#")[0].strip()]


def reason_to_skip(test, bugs):
    """Why a test is not run here at all, or None."""
    if any(bug.search(test.identifier) for bug in bugs):
        return "a bug of Cython, by its bugs.txt"
    if test.mode == "srctree":
        return "a tree of files with commands"
    if test.mode == "error":
        return "a test of error messages"
    version = sys.version_info
    for tag in sorted(test.tags):
        module = MODULES_OF_TAGS.get(tag)
        if module and not is_importable(module):
            return f"needs the module {module.split('.')[0]}"
        pure = re.fullmatch(r"pure(3\.\d+)", tag)
        if pure and version < tuple(map(int, pure[1].split("."))):
            return f"needs Python {pure[1]}"
    if "gdb" in test.tags and not shutil.which("gdb"):
        return "needs gdb"
    if "subinterpreters" in test.tags and version < (3, 14):
        return "needs Python 3.14"
    if test.tags & {"pstats", "coverage", "monitoring", "trace"} and version[:2] == (3, 12):
        return "needs another Python than 3.12"
    if test.stem in ("py_unicode_strings", "pylong", "longintrepr", "line_trace") and version >= (3, 12):
        return "needs a Python before 3.12"
    return None


def is_importable(module):
    try:
        return importlib.util.find_spec(module) is not None
    except ImportError:
        return False


def split_expectations(text):
    """The source without the lines that say what is reported, and these by marker."""
    kept, expected, sink = [], {}, None
    for line in text.splitlines(keepends=True):
        marker = next((m for m in MARKERS if line.startswith(m)), None)
        if marker:
            sink = expected.setdefault(marker, [])
        elif sink is None:
            kept.append(line)
        else:
            sink.append(line)
    return "".join(kept), expected
