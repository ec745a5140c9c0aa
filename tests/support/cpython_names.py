"""Prints compiler/types/cpython_names.def: the functions of CPython's C API, by name.

usage: cpython_names.py [INCLUDE_DIR...] > names.def; without folders, those of the running Python

Functions, inline functions and macros with parameters whose names begin with Py or _Py, out of the
public headers (internal/ is left out). What the file in the project holds already is kept: names of
other versions of CPython, whose headers are not at hand, were found in the same way.
"""

import re
import sys
import sysconfig
from pathlib import Path

RESULT = Path(__file__).resolve().parents[2] / "compiler" / "types" / "cpython_names.def"
HEAD = """\
// The functions of CPython's C API by name: what stands in its public headers, macros with parameters
// included. Sorted. Made by tests/support/cpython_names.py; do not edit.
//
//   NOGILC_CPYTHON_NAME(Name)

#ifndef NOGILC_CPYTHON_NAME
#error "define NOGILC_CPYTHON_NAME before you include cpython_names.def"
#endif
"""
NAME = r"(_?Py[A-Za-z]*_?\w*)"
PATTERNS = [
    re.compile(r"\bPyAPI_FUNC\s*\([^()]*(?:\([^()]*\))?[^()]*\)\s*(?:\w+\s+)*" + NAME + r"\s*\("),
    re.compile(r"^static inline [\w\s*]*?\b" + NAME + r"\s*\(", re.M),
    re.compile(r"^[ \t]*#[ \t]*define[ \t]+" + NAME + r"\(", re.M),
]
ALIAS = re.compile(r"^[ \t]*#[ \t]*define[ \t]+" + NAME + r"[ \t]+(_?Py\w+)[ \t]*$", re.M)
# Macros that are no calls: declarations, pieces of the build, statements.
NO_FUNCTION = re.compile(r"^(PyAPI_|PyMODINIT_|Py_(DEPRECATED|GCC_|LL|ULL|ALIGNED|PRINTF|BUILD_|"
                         r"LOCAL|NO_|UNUSED|VA_COPY|BEGIN_|END_|STRINGIFY|XSTRINGIFY)|_Py_(CAST|STATIC)|"
                         r"_PyObject_(EXTRA|HEAD)|PyObject_(HEAD|VAR_HEAD)|PyDescr_COMMON)")


def names_in(folder):
    names, aliases = set(), {}
    for header in sorted(Path(folder).rglob("*.h")):
        if "internal" in header.relative_to(folder).parts:
            continue
        text = header.read_text(errors="replace")
        for pattern in PATTERNS:
            names.update(pattern.findall(text))
        aliases.update(ALIAS.findall(text))
    names.update(alias for alias, target in aliases.items() if target in names)
    return {name for name in names if not NO_FUNCTION.match(name)}


def known():
    if not RESULT.exists():
        return set()
    return set(re.findall(r"^NOGILC_CPYTHON_NAME\((\w+)\)", RESULT.read_text(), re.M))


def main(*folders):
    names = known()
    for folder in folders or [sysconfig.get_path("include")]:
        names |= names_in(folder)
    print(HEAD)
    for name in sorted(names):
        print(f"NOGILC_CPYTHON_NAME({name})")
    print("\n#undef NOGILC_CPYTHON_NAME")


if __name__ == "__main__":
    main(*sys.argv[1:])
