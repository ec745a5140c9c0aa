"""Programs as people write them: one planted mistake is one error on its line, and what is right draws none.

programs/planted.txt and programs/right.txt hold them, each behind a line `#### name`.
"""

import json
import pathlib
import re
import subprocess

import pytest

PROGRAMS = pathlib.Path(__file__).parent / "programs"
# What the compiler does not do yet is no mistake of the program.
NOT_DONE = {"unsupported", "missing-cimport"}


def programs(name):
    parts = re.split(r"^#### (.+)\n", (PROGRAMS / name).read_text(), flags=re.MULTILINE)[1:]
    return [pytest.param(file, text, id=file) for file, text in zip(parts[::2], parts[1::2])]


def errors(nogilc, folder, file, text):
    path = folder / file
    path.write_text(text)
    done = subprocess.run([nogilc, "check", "--diagnostics=json", path], capture_output=True, text=True, timeout=60)
    assert done.returncode in (0, 1), done.stderr
    return [(found["line"], found["code"], found["message"]) for found in json.loads(done.stdout or "[]")
            if found["severity"] == "error" and found["code"] not in NOT_DONE]


@pytest.fixture
def nogilc(request):
    return request.config.getoption("--nogilc")


@pytest.mark.parametrize("file, text", programs("planted.txt"))
def test_planted_mistake_is_one_error(nogilc, tmp_path, file, text):
    wrong = [number for number, line in enumerate(text.splitlines(), 1) if line.endswith("# wrong")]
    assert len(wrong) == 1
    found = errors(nogilc, tmp_path, file, text)
    assert [line for line, _, _ in found] == wrong, found


@pytest.mark.parametrize("file, text", programs("right.txt"))
def test_what_is_right_draws_no_error(nogilc, tmp_path, file, text):
    assert errors(nogilc, tmp_path, file, text) == []
