"""The fixtures of the command line's tests: a folder each, and the compiler that runs in it."""

import importlib.util
import pathlib
import re

import pytest

_PATH = pathlib.Path(__file__).parents[1] / "driver" / "conftest.py"
_SPEC = importlib.util.spec_from_file_location("driver_fixtures", _PATH)
_DRIVER = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_DRIVER)
work = _DRIVER.work


@pytest.fixture
def declare(work):
    """Writes a header and gives what bindgen declares of it, without the first comment."""
    def run(header, *options, name="sample.h"):
        work.write(name, header)
        result = work.run("bindgen", name, *options)
        assert result.status == 0, result.stderr
        checked = work.write("sample.pxd", result.stdout)
        accepted = work.run("check", checked)
        assert accepted.status == 0, accepted.stderr + result.stdout
        return re.sub(r"\A#.*\n", "", result.stdout)
    return run
