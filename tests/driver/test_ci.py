"""Where other tools meet `nogilc check`: pre-commit, GitHub Actions, SARIF."""

import json
import os
import pathlib
import re
import shlex
import subprocess

import pytest
import yaml
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

ROOT = pathlib.Path(__file__).parents[2]
BAD = "cdef int square(int x) noexcept:\n    return x * x\n\ndef f(int n):\n    with nogil:\n        n = square(n)\n    return n\n"
GOOD = BAD.replace("noexcept:", "noexcept nogil:")


def shell(work, command, **options):
    """Runs a command line as a tool would, with the compiler on PATH."""
    path = os.pathsep.join([str(pathlib.Path(work.compiler).resolve().parent), os.environ["PATH"]])
    return subprocess.run(command, cwd=work.path, env=dict(os.environ, PATH=path), capture_output=True,
                          text=True, timeout=60, **options)


def hooks():
    return {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}


@pytest.mark.parametrize("name", sorted(hooks()))
def test_pre_commit_hook(work, name):
    """As pre-commit does: the entry with the names of the changed files that `files` matches."""
    hook = hooks()[name]
    assert {"id", "name", "entry", "language"} <= hook.keys() and hook["language"] == "system"
    work.write("src/a.pyx", BAD)
    work.write("src/b.pxd", "cdef int unused(int x)\n")
    work.write("notes.txt", "")
    changed = [file for file in work.files() if re.search(hook["files"], file)]
    assert changed == ["src/a.pyx", "src/b.pxd"]
    done = shell(work, [*shlex.split(hook["entry"]), *changed])
    if name == "nogilc-fix":
        assert done.returncode == 0 and (work.path / "src/a.pyx").read_text() == GOOD
    else:
        assert done.returncode == 1 and "src/a.pyx:6:13: error[gil-call]: " in done.stderr
        work.write("src/a.pyx", GOOD)
        assert shell(work, [*shlex.split(hook["entry"]), *changed]).returncode == 0


def test_github_actions_example(work):
    """The steps' commands, in their order, in a project as the example's."""
    workflow = yaml.safe_load((ROOT / "docs/ci/github-actions.yml").read_text())
    steps = {step["name"]: step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step}
    work.write("src/a.pyx", BAD)
    baseline = re.search(r"`(nogilc check --write-baseline [^`]*)`",
                         (ROOT / "docs/ci/github-actions.yml").read_text().replace("\n# ", " ")).group(1)
    assert shell(work, ["bash", "-e", "-c", baseline]).returncode == 0
    done = shell(work, ["bash", "-e", "-c", steps["annotate"]])
    assert (done.returncode, done.stdout) == (0, "")
    work.write("src/b.pyx", BAD)
    done = shell(work, ["bash", "-e", "-c", steps["annotate"]])
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=src/b.pyx,line=6,col=13,endLine=6,endColumn=22,title=gil-call::calling")
    assert shell(work, ["bash", "-e", "-c", steps["collect"]]).returncode == 0
    uploads = [step["with"]["sarif_file"] for step in workflow["jobs"]["check"]["steps"] if "with" in step]
    results = json.loads((work.path / uploads[0]).read_text())["runs"][0]["results"]
    assert [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results] == ["src/b.pyx"]


SARIF_SOURCES = {
    "a b%.pyx": BAD + BAD.replace("square", "cube").replace("f(", "g("),
    "é.pyx": "x = (\n",
    "c.pyx": "cimport lib\ny = 1  # nogilc: ignore[gil-call]\n",
    "lib.pxd": "cdef nothing x\n",
}


def sarif(work):
    for name, text in SARIF_SOURCES.items():
        work.write(name, text)
    result = work.run("check", "--diagnostics=sarif", ".")
    assert result.status == 1
    return json.loads(result.stdout)


def test_sarif_is_valid(work):
    """By the official schema, as the package pydantic-sarif was made from it."""
    Sarif.model_validate(sarif(work))
    assert json.loads(work.run("check", "--diagnostics=sarif", "missing.pyx").stdout)["version"] == "2.1.0"
    Sarif.model_validate(json.loads(work.run("check", "--diagnostics=sarif", "missing.pyx").stdout))


def test_sarif_says_all(work):
    run = sarif(work)["runs"][0]
    rules, results = run["tool"]["driver"]["rules"], run["results"]
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert {rule["id"] for rule in rules} == {result["ruleId"] for result in results}
    for rule in rules:
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}\n") and rule["shortDescription"]["text"]
    call = next(result for result in results if result["ruleId"] == "gil-call")
    assert call["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b%25.pyx"
    assert [location["physicalLocation"]["region"]["startLine"] for location in call["relatedLocations"]] == [5, 1]
    replacement = call["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["insertedContent"]["text"] == " nogil"
    assert replacement["deletedRegion"]["startLine"] == replacement["deletedRegion"]["endLine"] == 1


def test_sarif_fingerprints_stay_when_lines_move(work):
    def prints(text):
        work.write("a.pyx", text)
        run = json.loads(work.run("check", "--diagnostics=sarif", "a.pyx").stdout)["runs"][0]
        return [result["partialFingerprints"]["nogilcProblem/v1"] for result in run["results"]]
    text = BAD + BAD.replace("square(int", "cube(int").replace("f(int", "g(int")
    before = prints(text)
    assert len(before) == len(set(before)) == 2
    assert prints("# moved\n\n" + text) == before
