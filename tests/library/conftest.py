"""Where the tests of the declarations find the compiler."""

import os
import shutil

import pytest


def pytest_addoption(parser):
    parser.addoption("--nogilc", default=None, help="the compiler; default: $NOGILC, then PATH")


@pytest.fixture(scope="session")
def compiler(request):
    found = request.config.getoption("--nogilc") or os.environ.get("NOGILC") or shutil.which("nogilc")
    assert found, "there is no nogilc: give --nogilc, or put it on PATH"
    return os.path.abspath(found)
