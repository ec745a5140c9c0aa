"""Translation validation: what one half of the compiler proves of the source, the other half looks for in
the C++ that was made of it.

usage: validate.py [--nogilc PATH] [--keep FOLDER] [SOURCE...]
Compiles every module of the run tests and of the examples, and checks the C++ with `nogilc check`, which
knows nothing of how it was made: no use of CPython's API may be left where the GIL is released, no
region without its end. Any finding fails, as does C++ that Clang does not understand.
"""

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = (ROOT / "tests" / "run", ROOT / "examples", ROOT / "tests" / "bench" / "sources")


def package_root(source):
    folder = source.parent
    while (folder / "__init__.py").exists() or (folder / "__init__.pyx").exists():
        folder = folder.parent
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nogilc", default=os.environ.get("NOGILC") or shutil.which("nogilc"))
    parser.add_argument("--keep", type=Path, help="a folder for the C++")
    parser.add_argument("sources", nargs="*", type=Path)
    options = parser.parse_args()
    nogilc = str(Path(options.nogilc).resolve())
    sources = options.sources or [path for folder in FOLDERS for path in sorted(folder.rglob("*.pyx"))]
    includes = [sysconfig.get_path("include"), ROOT / "runtime" / "include"]
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        made, left_out = [], []
        for source in map(Path.resolve, sources):
            # A folder each, for the headers that are made, too.
            target = folder / "-".join(source.relative_to(ROOT).with_suffix("").parts) / source.stem
            target.parent.mkdir(parents=True, exist_ok=True)
            done = subprocess.run([nogilc, "compile", str(source), "-o", str(target.with_suffix(".cpp"))],
                                  cwd=package_root(source), capture_output=True, text=True)
            if done.returncode == 0:
                made.append(target.with_suffix(".cpp"))
                includes += [source.parent, target.parent]
            else:
                left_out.append((source, done.stderr))
        # Some exist only to be included, or to be built with names of the compile time.
        for source, errors in left_out:
            print(f"left out: {source.relative_to(ROOT)}: {errors.splitlines()[0] if errors else ''}")
        arguments = [f"-I{path}" for path in dict.fromkeys(map(str, includes))]
        done = subprocess.run([nogilc, "check", "--std=c++17", *arguments, *map(str, made)], text=True,
                              stdout=sys.stdout, stderr=subprocess.STDOUT)
        print(f"{len(made)} modules")
        return done.returncode or int(not made or len(left_out) > len(made) // 50)


if __name__ == "__main__":
    sys.exit(main())
