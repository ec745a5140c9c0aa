"""The pages docs/diagnostics/<slug>.md: each diagnostic has one, and what they show is true.

A page begins with `# <slug>`. A block ```pyx under `## Example` gives the diagnostics that stand beside
its lines as `# error: [slug]` or `# warning: [slug]`, and no others; all other blocks give none. So do
blocks ```c and ```cpp, whose comments begin with `//`.
"""

import json
import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "diagnostics").glob("*.md"))
ROW = re.compile(r'^NOGILC_DIAGNOSTIC\(\s*\w+,\s*"([^"]+)"', re.MULTILINE)
EXPECTED = re.compile(r"(?:#|//)\s*(error|warning): \[([a-z0-9-]+)\]")


def slugs():
    return ROW.findall((ROOT / "compiler/diagnostics/diagnostics.def").read_text())


def blocks(text):
    """The pyx, c and cpp blocks of a page, each with its language and the heading above it."""
    heading, inside, block, language = "", False, [], ""
    for line in text.splitlines():
        if inside and line.startswith("```"):
            yield language, heading, "\n".join(block) + "\n"
            inside = False
        elif inside:
            block.append(line)
        elif line in {"```pyx", "```c", "```cpp"}:
            inside, block, language = True, [], line[3:]
        elif line.startswith("#"):
            heading = line.lstrip("# ")


def expectations(source):
    return [(number, severity, slug) for number, line in enumerate(source.splitlines(), 1)
            for severity, slug in EXPECTED.findall(line)]


@pytest.mark.parametrize("slug", slugs())
def test_has_page(slug):
    path = ROOT / "docs" / "diagnostics" / f"{slug}.md"
    assert path.exists(), f"write docs/diagnostics/{slug}.md"
    assert path.read_text().startswith(f"# {slug}\n\n")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_is_true(path, tmp_path):
    assert path.stem in slugs(), "there is no such diagnostic"
    for number, (language, heading, source) in enumerate(blocks(path.read_text())):
        expected = expectations(source)
        if heading == "Example":
            assert path.stem in {slug for _, _, slug in expected}
        else:
            assert not expected, "what is expected stands in the example"
        # The comments that say what is expected may not be part of the source: `# cython:` lines end
        # with the line.
        file = tmp_path / f"block{number}.{language}"
        file.write_text("".join(EXPECTED.sub("", line).rstrip() + "\n"
                                for line in source.splitlines()))
        headers = ["--headers"] if path.stem.startswith("header-") else []
        done = subprocess.run([os.environ["NOGILC"], "check", "--diagnostics=json", f"-W{path.stem}",
                               *headers, str(file)], stdout=subprocess.PIPE, timeout=60)
        found = [(problem["line"], problem["severity"], problem["code"])
                 for problem in json.loads(done.stdout)]
        assert found == expected, source
