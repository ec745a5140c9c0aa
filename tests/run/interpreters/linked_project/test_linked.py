"""Modules that use each other, in two interpreters."""

import subprocess
import sys

CODE = """
import sys
path = "import sys; sys.path[:0] = {path!r}\\n"
USE = path + '''
import users
print(users.area(2), users.area(3), users.is_shape())
try:
    users.area(-1)
except ValueError as error:
    print(error)
'''
exec(USE)
try:
    import _interpreters
    failed = _interpreters.exec(_interpreters.create("legacy"), USE)
    assert failed is None, failed
except ImportError:
    import _xxsubinterpreters
    _xxsubinterpreters.run_string(_xxsubinterpreters.create(isolated=False), USE)
exec(USE)
"""


def test_two_interpreters():
    path = [entry for entry in sys.path if entry]
    done = subprocess.run([sys.executable, "-c", CODE.format(path=path)],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, (done.returncode, done.stderr)
    first = ["(4.0, 1) (9.0, 2) (True, True)", "negative"]
    assert done.stdout.splitlines() == first * 2 + ["(4.0, 4) (9.0, 5) (True, True)", "negative"]
