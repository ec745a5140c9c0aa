"""Builds the runtime and its test modules with one Python and runs the tests under it.

    python3 run.py [--python PYTHON] [--build FOLDER] [--cxx g++] [--flags "..."] [test...]

The compiler runs once a source and only when something changed; ctest calls this per Python.
"""
import argparse
import os
import pathlib
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "support"))
import sanitizers  # noqa: E402

RUNTIME = HERE.parent.parent / "runtime"
MODULES = ("probe", "sample", "threads")
THROWING = ("probe", "cpp_exceptions")
# The last one of the rows looks whether the others left one out.
TESTS = ["test_rows_objects", "test_rows_exceptions", "test_rows_numbers", "test_rows_scopes",
         "test_rows_covered", "test_sample", "test_gil"]

CONFIG = """
import json, sysconfig
get = sysconfig.get_config_var
print(json.dumps([sysconfig.get_path("include"), sysconfig.get_path("platinclude"),
                  get("EXT_SUFFIX")]))
"""


def is_newer(target, sources):
    return target.exists() and all(s.stat().st_mtime <= target.stat().st_mtime for s in sources)


def run(command, shown):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{shown} failed:\n{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def build(python, folder, cxx, flags):
    import json

    includes = json.loads(subprocess.check_output([python, "-c", CONFIG], text=True))
    include_flags = [f"-I{path}" for path in dict.fromkeys(includes[:2])]
    suffix = includes[2]
    folder.mkdir(parents=True, exist_ok=True)
    headers = list((RUNTIME / "include" / "nogilc_rt").iterdir()) + [RUNTIME / "src" / "internal.h"]
    compile_base = [*cxx, "-std=c++17", "-fPIC", *flags, *include_flags,
                    f"-I{RUNTIME / 'include'}", f"-I{RUNTIME / 'src'}"]
    sources = sorted((RUNTIME / "src").glob("*.cpp"))
    tests = [HERE / f"{name}.cpp" for name in MODULES]

    def compile_one(source):
        target = folder / f"{source.stem}.o"
        if not is_newer(target, [source, *headers]):
            # As `nogilc build` does it: only what translates C++ exceptions, or throws some to be
            # translated, is compiled with them.
            exceptions = "-fexceptions" if source.stem in THROWING else "-fno-exceptions"
            run([*compile_base, exceptions, "-c", source, "-o", target], source.name)
        return target

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = list(pool.map(compile_one, [*tests, *sources]))
    runtime_objects = objects[len(tests):]
    for name, main in zip(MODULES, objects):
        target = folder / f"{name}{suffix}"
        if not is_newer(target, [main, *runtime_objects]):
            run([*cxx, "-shared", "-pthread", *flags, main, *runtime_objects, "-o", target], target.name)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/runtime_tests"))
    parser.add_argument("--cxx", type=shlex.split, default=["g++"])
    parser.add_argument("--flags", type=shlex.split, default=["-O0", "-g1"])
    parser.add_argument("--sanitize", default="", help="address,undefined or thread")
    parser.add_argument("tests", nargs="*", default=TESTS)
    options = parser.parse_args()
    environment = dict(os.environ, PYTHONPATH=f"{options.build.resolve()}{os.pathsep}{HERE}",
                       PYTHONDONTWRITEBYTECODE="1")
    if options.sanitize:
        options.flags += sanitizers.flags(options.sanitize)
        environment.update(sanitizers.run_environment(options.sanitize, options.cxx))
    build(options.python, options.build, options.cxx, options.flags)
    sys.exit(subprocess.run([options.python, str(HERE / "leaks.py"), *options.tests],
                            env=environment).returncode)


if __name__ == "__main__":
    main()
