"""Builds the extension modules of real projects with nogilc and runs the projects' own tests.

    python3 suites.py --nogilc NOGILC --build FOLDER [project...]

Needs pytest; what a project's tests import beside that is installed into the build folder.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
from dataclasses import dataclass, field

sys.path.append(str(pathlib.Path(__file__).parent))
import sources  # noqa: E402


@dataclass
class Suite:
    package: str  # the folder of the package, in the project
    tests: list  # what pytest runs, in the project
    needs: list = field(default_factory=list)  # other packages
    options: list = field(default_factory=list)  # of nogilc: what the project's set-up says
    arguments: list = field(default_factory=list)  # of pytest
    modules: list = field(default_factory=list)  # those to build; none: all


SUITES = {
    "cymem": Suite("cymem", ["cymem/tests"]),
    "cytoolz": Suite("cytoolz", ["cytoolz/tests"], ["toolz"], ["-Xembedsignature=True"]),
    "falcon": Suite("falcon", ["tests/test_cython.py", "tests/test_utils.py",
                               "tests/test_buffered_reader.py", "tests/test_media_multipart.py",
                               "tests/test_query_params.py"],
                    ["msgpack", "requests", "pyyaml", "jsonschema", "httpx", "aiofiles"]),
    "frozenlist": Suite("frozenlist", ["tests"]),
    "msgpack": Suite("msgpack", ["test"], modules=["_cmsgpack.pyx"]),
    "propcache": Suite("src/propcache", ["tests"], ["pytest-codspeed", "pytest-xdist"],
                       arguments=["--ignore-glob=*pep517*"]),
}


def run(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def run_suite(name, suite, nogilc, build):
    top = sources.unpack(name, build / "projects")
    place = build / "projects" / f"{name}-suite"
    shutil.rmtree(place, ignore_errors=True)
    package = pathlib.Path(suite.package)
    shutil.copytree(top / package, place / package.name)
    for info in top.glob("**/*.egg-info"):
        shutil.copytree(info, place / info.name, dirs_exist_ok=True)
    needed = build / "projects" / "packages"
    run([sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check",
         "--root-user-action=ignore", "--upgrade", "--target", needed, "pytest", *suite.needs])
    modules = sorted((place / package.name).rglob("*.pyx"))
    modules = [module for module in modules if "tests" not in module.parts and
               (not suite.modules or module.name in suite.modules)]
    run([nogilc, "build", "--no-config", "--python", sys.executable, *suite.options,
         f"-I{place}", *modules])
    for tests in suite.tests:  # away from the sources, so that what was built is imported
        if not (place / tests).exists():
            target = place / "suite" / pathlib.Path(tests).name
            target.parent.mkdir(exist_ok=True)
            (shutil.copytree if (top / tests).is_dir() else shutil.copy)(top / tests, target)
            for helper in (top / tests).parent.glob("conftest.py"):
                shutil.copy(helper, target.parent)
    where = [place / tests for tests in suite.tests if (place / tests).exists()] or [place / "suite"]
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(map(str, (place, needed))))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", "-o",
         "addopts=", "-W", "ignore", *suite.arguments, *where],
        cwd=place, env=environment, capture_output=True, text=True, timeout=900)
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr
    print(f"{name:12} {len(modules):2} modules   {last}", flush=True)
    if done.returncode:
        print(done.stdout[-4000:])
    return done.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nogilc", required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("projects", nargs="*", default=sorted(SUITES))
    options = parser.parse_args()
    results = [run_suite(name, SUITES[name], options.nogilc, options.build.absolute())
               for name in options.projects]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
