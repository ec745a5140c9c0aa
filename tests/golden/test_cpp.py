"""The goldens of the back end: for each cpp/x.pyx the IR (x.ir), the facts of the GIL checker (x.facts)
and the C++ (x.cpp), as `nogilc compile --dump=` prints them.

With NOGILC_UPDATE_GOLDENS=1 in the environment they are written anew. Small inputs only: a golden is
read by people when it changes.
"""

import os
import pathlib
import re
import subprocess

import pytest

HERE = pathlib.Path(__file__).parent / "cpp"
ROOT = pathlib.Path(__file__).parents[2]
SOURCES = sorted(HERE.glob("*.pyx"))
KIND = re.compile(r"^NOGILC_INST\((\w+),", re.MULTILINE)

# Kinds that a golden need not show, each with the reason.
EXEMPT = {
    "Borrow": "lowering makes it only of expressions that are dear to evaluate twice",
    "Unknown": "only in modules with errors, of which no golden is made",
}


def dump(source, what, tmp_path):
    # From the folder of the source, so that no absolute path gets into the text.
    done = subprocess.run([os.environ["NOGILC"], "compile", f"--dump={what}", source.name, "-o",
                           str(tmp_path / "out.cpp")], cwd=HERE, stdout=subprocess.PIPE, text=True,
                          timeout=60)
    assert done.returncode == 0
    return done.stdout


@pytest.mark.parametrize("what", ["ir", "facts", "cpp"])
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_golden(source, what, tmp_path):
    golden = source.with_suffix("." + what)
    text = dump(source, what, tmp_path)
    if os.environ.get("NOGILC_UPDATE_GOLDENS"):
        golden.write_text(text)
    assert text == golden.read_text(), "NOGILC_UPDATE_GOLDENS=1 writes it anew"


def test_every_instruction_kind_is_shown():
    rows = KIND.findall((ROOT / "compiler/ir/inst_kinds.def").read_text())
    shown = set()
    for golden in HERE.glob("*.ir"):
        shown.update(re.findall(r"\b[A-Z][A-Za-z]+\b", golden.read_text()))
    assert set(rows) - shown == set(EXEMPT)


def test_fib_is_short():
    assert len((HERE / "fib.cpp").read_text().splitlines()) <= 200
