"""Every .pxd of runtime/pxd against the headers of this machine and of the Python that runs the test.

For each, a module that uses all that it declares is compiled by nogilc, and its C++, together with a
comparison of every signature, field and constant, by the C++ compiler. A name that a platform or a
version of Python lacks stands in absent.txt with the condition.
"""

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from declarations import comparison_text, declarations, module_text

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PXD = ROOT / "runtime" / "pxd"
# What else a package declares is its modules'.
MODULES = ["libcpp.__init__"] + sorted(
    str(path.relative_to(PXD))[:-4].replace("/", ".")
    for path in PXD.rglob("*.pxd") if path.name != "__init__.pxd" and path.parent.name != "libcpp")


def absent():
    """The names that are not here, with the line that says why."""
    names = {}
    for line in (HERE / "absent.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            condition, module, *listed = line.split()
            if holds(condition):
                names.update(((module, name), line) for name in listed)
    return names


def holds(condition):
    if condition == "elsewhere":  # on systems that the tests do not run on
        return True
    relation, major, minor = re.fullmatch(r"python(<|>=)(\d+)\.(\d+)", condition).groups()
    version = (int(major), int(minor))
    return sys.version_info[:2] < version if relation == ">=" else sys.version_info[:2] >= version


@pytest.fixture(scope="session")
def absent_names():
    return absent()


@pytest.mark.parametrize("module", MODULES)
def test_declarations_fit_the_headers(module, compiler, tmp_path, absent_names):
    found = declarations(compiler, PXD / (module.replace(".", "/") + ".pxd"))
    here = [declaration for declaration in found
            if (module, declaration.name) not in absent_names]
    for declaration in here:
        declaration.fields = [part for part in declaration.fields if
                              (module, f"{declaration.name}.{part.name}") not in absent_names]
    source = tmp_path / "uses.pyx"
    source.write_text(module_text(module.removesuffix(".__init__"), here))
    cpp = tmp_path / "uses.cpp"
    run([compiler, "compile", source, "-o", cpp])
    cpp.write_text(cpp.read_text() + comparison_text(here))
    run(["c++", "-std=c++17", "-fsyntax-only", "-w", "-fopenmp", cpp, f"-I{sysconfig.get_path('include')}",
         f"-I{ROOT / 'runtime' / 'include'}"])


def test_nothing_promises_what_cpython_forbids(compiler):
    """No declaration of ours draws a warning, `nogil-cpython-unused` least of all."""
    run([compiler, "check", "-Werror", *sorted(PXD.rglob("*.pxd"))])


def test_what_programs_cimport_is_there(compiler, tmp_path):
    source = tmp_path / "cimports.pyx"
    lines = [line.split() for line in (HERE / "cimported.txt").read_text().splitlines()
             if not line.startswith("#")]
    source.write_text("".join(f"from {module} cimport {name} as name_{i}_{j}\n"
                              for i, (module, *names) in enumerate(lines)
                              for j, name in enumerate(names)))
    run([compiler, "check", "-Werror", source])


def test_absent_names_are_declared(compiler):
    """A line of absent.txt that names what no longer exists is a mistake."""
    declared = set()
    for module in {module for module, _ in absent()}:
        for declaration in declarations(compiler, PXD / (module.replace(".", "/") + ".pxd")):
            declared.add((module, declaration.name))
            declared.update((module, f"{declaration.name}.{part.name}")
                            for part in declaration.fields)
    assert not set(absent()) - declared


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    assert done.returncode == 0, " ".join(map(str, command)) + "\n" + done.stderr[:6000]
