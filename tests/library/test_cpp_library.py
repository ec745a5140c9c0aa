"""The declarations of C++'s library against the headers of this machine: for each class an instance of
which each method, constructor and operator is called, compiled by nogilc and by the C++ compiler."""

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PXD = ROOT / "runtime" / "pxd" / "libcpp"
MODULES = sorted(path.stem for path in PXD.glob("*.pxd") if path.stem != "__init__")
# The headers that C++17 does not have.
NEWER = {"bit", "numbers", "barrier", "latch", "semaphore", "span", "stop_token"}
ARGUMENTS = {"T": "int", "U": "long"}
# A method of the class itself that takes nothing.
METHOD = re.compile(r'        \w[^"(]*?[ &*](\w+)(?: "\w+")?\(\)(?: except \+)?$')
# What is there by the types at hand only: pointers have no sum, C++20 no `unique`.
UNFIT = {("memory", "unique"), *((module, "bool") for module in ("exception", "memory", "optional"))}


def classes(text):
    """(name, parameters, lines of the body) of each class that stands at the top of its block."""
    found = re.compile(r"^    cdef cppclass (\w+)(?:\[([^\]]*)\])?.*:$", re.M)
    starts = list(found.finditer(text))
    for start, end in zip(starts, starts[1:] + [None]):
        body = text[start.end():end.start() if end else len(text)].split("\n")
        parameters = [word for word in re.split(r",\s*", start[2] or "") if word and "=" not in word]
        yield start[1], parameters, body


@pytest.mark.parametrize("module", MODULES)
def test_each_class_can_be_made_and_each_simple_method_called(module, compiler, tmp_path):
    lines = ["# distutils: language = c++"]
    functions = []
    for name, parameters, body in classes((PXD / f"{module}.pxd").read_text()):
        arguments = ", ".join("cpp_mutex" if module == "mutex" else ARGUMENTS.get(word, "int")
                              for word in parameters)
        instance = f"cpp_{name}[{arguments}]" if parameters else f"cpp_{name}"
        lines.append(f"from libcpp.{module} cimport {name} as cpp_{name}")
        calls = set()
        for before, line in zip([""] + body, body):
            method = METHOD.match(line)
            if not method or method[1] == name or (module, method[1]) in UNFIT:
                continue
            calls.add(f"    {instance if before.strip() == '@staticmethod' else 'x'}.{method[1]}()")
        functions += [f"cdef int use_{name}({instance} &x) except? -1:", *(sorted(calls) or ["    pass"]),
                      "    return 0", ""]
    source = tmp_path / "uses.pyx"
    source.write_text("\n".join(lines + [""] + functions))
    cpp = tmp_path / "uses.cpp"
    run([compiler, "compile", source, "-o", cpp])
    run(["c++", "-std=c++20" if module in NEWER else "-std=c++17", "-fsyntax-only", "-w", cpp,
         f"-I{sysconfig.get_path('include')}", f"-I{ROOT / 'runtime' / 'include'}"])


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[:3000]
