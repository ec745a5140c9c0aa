"""Modules of nogilc and of Cython, which call each other's C functions (docs/decisions/0018)."""

import subprocess
import sys
import sysconfig

import pytest

from conftest import needs_compiler

pytest.importorskip("Cython")

LIB_PXD = """
cdef struct Pair:
    long a
    long b

cdef void check(long x) except * nogil
cdef Pair pair(long x) except * nogil
cdef long maybe(long x) except? -1 nogil
cdef void of_held(long x) except *
cdef long quiet(long x) noexcept nogil
"""

LIB = """
cdef void check(long x) except * nogil:
    if x < 0:
        raise ValueError("negative")

cdef Pair pair(long x) except * nogil:
    cdef Pair made
    check(x)
    made.a = x
    made.b = -x
    return made

cdef long maybe(long x) except? -1 nogil:
    if x < -1:
        raise ValueError("less than minus one")
    return x

cdef void of_held(long x) except *:
    if x < 0:
        raise KeyError(x)

cdef long quiet(long x) noexcept nogil:
    return x
"""

USER = """
cimport lib

def use(long x):
    cdef lib.Pair made
    cdef long some
    with nogil:
        lib.check(x)
        made = lib.pair(x)
        some = lib.maybe(-1) + lib.maybe(x) + lib.quiet(x)
    lib.of_held(x)
    return made.a, made.b, some

def use_pair(long x):
    with nogil:
        lib.pair(x)

def use_maybe(long x):
    with nogil:
        lib.maybe(x)

def use_held(long x):
    lib.of_held(x)
"""

CHECK = """
import user
assert user.use(3) == (3, -3, 5), user.use(3)
for function, x, kind, text in ((user.use, -1, ValueError, 'negative'), (user.use_pair, -1, ValueError, 'negative'),
                                (user.use_maybe, -2, ValueError, 'less than minus one'),
                                (user.use_held, -1, KeyError, '-1')):
    try:
        function(x)
    except kind as error:
        assert str(error) == text, error
    else:
        raise AssertionError(function)
    try:
        raise TypeError
    except TypeError:
        function(3)
print('done')
"""


def build_with_cython(work, name):
    done = subprocess.run([sys.executable, "-m", "cython", "-3", f"{name}.pyx"], cwd=work.path,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    done = subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-w", f"-I{sysconfig.get_path('include')}",
                           f"{name}.c", "-o", f"{name}{suffix}"], cwd=work.path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@needs_compiler
@pytest.mark.parametrize("lib_by", ["cython", "nogilc"])
@pytest.mark.parametrize("user_by", ["cython", "nogilc"])
def test_functions_that_raise(work, lib_by, user_by):
    for name, text in (("lib.pxd", LIB_PXD), ("lib.pyx", LIB), ("user.pyx", USER)):
        work.write(name, text)
    for name, by in (("lib", lib_by), ("user", user_by)):
        if by == "cython":
            build_with_cython(work, name)
        else:
            assert work.build(f"{name}.pyx").status == 0
    assert work.python(CHECK) == "done"
