"""Checks that no #include in the compiler crosses an edge that is not linked.

usage: include_edges.py COMPILER_FOLDER EDGES

EDGES has a line `folder: target target ...` for each layer, as CMake knows it. A file in a folder may
include its own folder, and the folders and system packages that its target links directly.
"""

import pathlib
import re
import sys

# Headers of a package, and the target that stands for it.
PACKAGES = {
    "llvm": "nogilc_llvm",
    "antlr4-runtime.h": "nogilc_antlr",
    "boost": "nogilc_program_options",
    "clang": "nogilc_clang",
}
# LLVM is the base library of every layer; it comes with support.
EVERYWHERE = {"nogilc_llvm"}
# Tables of the runtime that the compiler reads.
SHARED_TABLES = {"nogilc_rt/abi.def", "nogilc_rt/builtin_bases.def"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def read_edges(path):
    edges = {}
    for line in pathlib.Path(path).read_text().splitlines():
        folder, _, links = line.partition(":")
        edges[folder] = {link.replace("::", "_") for link in links.split()}
    return edges


def target_of(quote, header, folders):
    """The target that a header belongs to, or None for the standard library and generated code."""
    first = header.split("/")[0]
    if first in PACKAGES:
        return PACKAGES[first]
    if quote == '"' and "/" in header and first in folders:
        return "nogilc_" + first
    return None


def violations(compiler, edges):
    for folder in sorted(edges):
        for path in sorted((compiler / folder).rglob("*")):
            if path.suffix not in {".h", ".cpp", ".def"}:
                continue
            text = path.read_text()
            for match in INCLUDE.finditer(text):
                quote, header = match.groups()
                line = text.count("\n", 0, match.start(1)) + 1
                where = f"{path}:{line}: "
                if header.startswith("nogilc_rt/") and header not in SHARED_TABLES:
                    yield where + f"{header} belongs to the runtime"
                target = target_of(quote, header, edges)
                if target and target != "nogilc_" + folder and target not in edges[folder] | EVERYWHERE:
                    yield where + f"nogilc_{folder} includes {header} and does not link {target}"


def main():
    compiler, edges = pathlib.Path(sys.argv[1]), read_edges(sys.argv[2])
    folders = {path.name for path in compiler.iterdir() if path.is_dir()}
    problems = list(violations(compiler, edges))
    for folder in sorted(folders - set(edges)):
        if any((compiler / folder).rglob("*.cpp")):
            problems.append(f"{compiler / folder} has no target")
    print("\n".join(problems) or f"{len(edges)} layers, no include crosses an edge that is not there")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
