"""True declarations of C's library with one mistake put into each: `nogilc check --headers` must find all of
them, at their lines, and nothing in the declarations as they are."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from declarations import declarations, split_types, arguments_of
from test_declarations import PXD, absent_names  # noqa: F401: a fixture

HEADERS = {"libc.string": "string.h", "libc.stdlib": "stdlib.h", "libc.stdio": "stdio.h", "libc.time": "time.h",
           "libc.math": "math.h", "libc.locale": "locale.h", "posix.unistd": "unistd.h", "posix.mman": "sys/mman.h",
           "posix.fcntl": "fcntl.h", "posix.stat": "sys/stat.h", "posix.wait": "sys/wait.h",
           "posix.dlfcn": "dlfcn.h", "posix.uio": "sys/uio.h", "posix.time": "time.h"}


def is_number(type):
    return re.fullmatch(r"(unsigned |signed )?(int|long|long long|short|char)|size_t|double|float", type) is not None


def is_pointer(type):
    return type.endswith("*") and "(" not in type


def signature(declaration):
    """The result and the parameters, as the dialect writes them."""
    arguments = arguments_of(declaration.type)
    head = declaration.type[:declaration.type.rindex(f"({arguments})")]
    return head.strip(), split_types(arguments)


def mutants(declaration):
    """(what, result, name, parameters), each with one mistake."""
    result, parameters = signature(declaration)
    name = declaration.cname
    is_macro = name.isupper()  # an expression, which may take whatever it makes sense for
    if any("(" in part for part in [result, *parameters]):
        return
    yield "another name", result, name + "_q", parameters
    if "..." not in parameters:
        if name != "hypot":  # C++ has one with three
            yield "one parameter more", result, name, [*parameters, "int"]
        if not is_macro:
            yield "...", result, name, [*parameters, "..."]
    elif len(parameters) > 1:
        yield "one parameter less", result, name, parameters[1:]
    if parameters and "..." not in parameters:
        yield "one parameter less", result, name, parameters[:-1]
    for i, type in enumerate([] if is_macro else parameters):
        def with_type(other, i=i):
            return [*parameters[:i], other, *parameters[i + 1:]]
        if is_number(type):
            yield "a pointer for a number", result, name, with_type("void **")
        elif is_pointer(type):
            yield "a number for a pointer", result, name, with_type("long")
            if not type.endswith("void *") and "timezone" not in type:  # C++ has a void * for it
                yield "another pointer", result, name, with_type("lconv *")
                if "**" not in type.replace(" ", ""):
                    yield "a pointer too much", result, name, with_type(type.removeprefix("const ") + "*")
    if is_number(result):
        yield "a pointer is returned", "char *", name, parameters
        if result in ("double", "float"):
            yield "a whole number is returned", "int", name, parameters
        elif result not in ("char", "signed char", "unsigned char") and not is_macro:
            yield "less is returned", "char", name, parameters
    elif is_pointer(result) and not result.endswith("void *"):
        yield "a number is returned", "long", name, parameters
        if result != "lconv *":
            yield "another pointer is returned", "lconv *", name, parameters
    elif result == "void":
        yield "something is returned", "int", name, parameters


def check(compiler, tmp_path, module, lines):
    """The lines with a finding."""
    source = tmp_path / "m.pyx"
    source.write_text("\n".join([
        f"from {module} cimport *", "from libc.stdio cimport FILE", "from libc.locale cimport lconv",
        f'cdef extern from "{HEADERS[module]}" nogil:', *lines]) + "\n")
    done = subprocess.run([compiler, "check", "--no-config", "--headers", "--diagnostics=json", "--python",
                           sys.executable, source], capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    problems = json.loads(done.stdout)
    others = [problem for problem in problems if not problem["code"].startswith("header-")]
    assert not others
    return {problem["line"] - 5: problem for problem in problems}


@pytest.mark.parametrize("module", HEADERS)
def test_mistakes_are_found(module, compiler, tmp_path, absent_names):  # noqa: F811
    if not Path(compiler).with_name("nogilc-clang").exists():
        pytest.skip("built without Clang")
    found = [declaration for declaration in declarations(compiler, PXD / (module.replace(".", "/") + ".pxd"))
             if declaration.is_function and declaration.cname.isidentifier()
             and (module, declaration.name) not in absent_names]
    assert found
    right, wrong = [], []
    for declaration in found:
        result, parameters = signature(declaration)
        if not any("(" in part for part in [result, *parameters]):
            right.append(f'    {result} r{len(right)} "{declaration.cname}" ({", ".join(parameters)})')
        for what, result, name, parameters in mutants(declaration):
            wrong.append((f'    {result} w{len(wrong)} "{name}" ({", ".join(parameters)})', what))
    assert not check(compiler, tmp_path, module, right)
    reported = check(compiler, tmp_path, module, [line for line, _ in wrong])
    missed = [(line.strip(), what) for i, (line, what) in enumerate(wrong) if i not in reported]
    assert not missed
    assert len(wrong) > len(found)
