"""Builds modules for the run tests and runs them in child processes. Called by conftest.py only.

Each source is built into <build dir>/<topic>/, with `nogilc build`, which builds again only what
changed; with Cython a text of the source beside the result tells the same. A build or a run that
takes more than its time limit is a failure of its tests.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "support"))
import sanitizers  # noqa: E402

ROOT = HERE.parent.parent
BUILD_SECONDS = 300
RUN_SECONDS = 300


class Modules:
    def __init__(self, compiler=None, with_cython=False, leaks=False, build_dir=None, sanitize=""):
        self.sanitize = sanitize
        self.with_cython = with_cython
        self.leaks = leaks
        self.compiler = compiler or os.environ.get("NOGILC") or shutil.which("nogilc")
        self.python = find_debug_python() if leaks else sys.executable
        kind = ("cython" if with_cython else "nogilc") + ("-debug" if leaks else "")
        kind += "".join(f"-{name}" for name in sanitize.split(",") if name)
        base = Path(build_dir) if build_dir else ROOT / "build" / "tests" / "run"
        self.build_dir = base.absolute() / kind
        jobs = int(os.environ.get("NOGILC_JOBS") or os.cpu_count() or 1)
        self.pool = ThreadPoolExecutor(jobs)
        self.builds = {}
        self.reported = set()
        self.generated = {}

    # ------------------------------------------------------------------------------- sources

    def source_text(self, path):
        return self.source(path).read_text()

    def source(self, path):
        """The file that is compiled: `path`, or what an x.pyx.py printed."""
        if not path.name.endswith(".pyx.py"):
            return path
        if path not in self.generated:
            text = subprocess.run([sys.executable, path], check=True, capture_output=True,
                                  text=True, timeout=RUN_SECONDS).stdout
            target = self.build_dir / "generated" / path.parent.name / path.name.removesuffix(".py")
            write_if_changed(target, text)
            self.generated[path] = target
        return self.generated[path]

    # -------------------------------------------------------------------------------- builds

    def start_builds(self, paths):
        for path in paths:
            if path not in self.builds:
                self.builds[path] = self.pool.submit(self.build, path)

    def built(self, path):
        """Waits for the build of `path`; a failed one is a RuntimeError with what was printed."""
        self.start_builds([path])
        if path in self.reported:
            raise RuntimeError(f"{path.name} was not built, see its first test")
        try:
            self.builds[path].result()
        except (RuntimeError, subprocess.TimeoutExpired):
            self.reported.add(path)
            raise

    def output_dir(self, path):
        # A folder for each source: a plain x.py and an x.pyx of a topic do not meet.
        return self.build_dir / path.parent.name / module_name(path)

    def build(self, path):
        output = self.output_dir(path)
        output.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            return self.build_project(path, output)
        source = self.source(path)
        if self.with_cython:
            return build_with_cython(source, output, self.python)
        if not self.compiler:
            raise RuntimeError("there is no nogilc: give --nogilc, or put it on PATH")
        command = [self.compiler, "build", source, "-o", output, "--python", self.python]
        run_tool(command, sanitizers.build_environment(self.sanitize) if self.sanitize else {})

    def build_project(self, folder, output):
        compiled, copied = [], []
        for path in sorted(folder.rglob("*")):
            is_pure = path.suffix == ".py" and path.stem != "__init__" and \
                path.with_suffix(".pxd").exists()
            if path.suffix == ".pyx" or is_pure:
                compiled.append(path)
            elif path.suffix == ".py" and path.parent != folder:
                copied.append(path)
        for path in copied:
            write_if_changed(output / path.relative_to(folder), path.read_text())
        if self.with_cython:
            return build_project_with_cython(folder, compiled, output, self.python)
        if not self.compiler:
            raise RuntimeError("there is no nogilc: give --nogilc, or put it on PATH")
        run_tool([self.compiler, "build", *compiled, "-o", output, "--python", self.python])

    # ----------------------------------------------------------------------------------- runs

    def run(self, kind, path, names, sources):
        """Runs the named tests of one file, which may import `sources`; a dict of results by name."""
        if kind == "tests":
            # What is built comes first: the folder of a project has the same packages as sources.
            where = [*(self.output_dir(source) for source in sources), path.parent]
        elif kind == "uncompiled":
            where = [path.parent]
        else:
            where = [self.output_dir(path)]
        results, todo = {}, list(names)
        while todo:
            finished, current, failure = self.run_child(kind, where, module_name(path), todo)
            results.update(finished)
            todo = [name for name in todo if name not in finished]
            if current is not None and current in todo:
                results[current] = {"failure": failure}
                todo.remove(current)
            elif todo and not finished:
                results.update((name, {"failure": failure}) for name in todo)
                break
        return results

    def run_child(self, kind, where, module, names):
        """One child process: (results, the test at which it ended early or None, why)."""
        command = [self.python, "-X", "faulthandler", HERE / "child.py",
                   "leaks" if self.leaks else "once", kind, module, *names]
        environment = dict(os.environ, PYTHONPATH=os.pathsep.join(map(str, where)),
                           PYTHONDONTWRITEBYTECODE="1", PYTHONHASHSEED="0",
                           PYTHONIOENCODING="utf-8")
        if self.sanitize:
            environment.update(sanitizers.run_environment(self.sanitize))
        results, current = {}, None
        with tempfile.TemporaryDirectory() as scratch:
            report = Path(scratch) / "report"
            environment["NOGILC_TEST_REPORT"] = str(report)
            try:
                done = subprocess.run(command, env=environment, cwd=scratch, text=True,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                      errors="replace", timeout=RUN_SECONDS)
                failure = f"the process ended with {done.returncode}:\n{done.stdout[-4000:]}"
            except subprocess.TimeoutExpired as error:
                output = error.stdout or b""
                failure = f"not done after {RUN_SECONDS} s:\n{output[-4000:].decode(errors='replace')}"
            for line in report.read_text().splitlines() if report.exists() else ():
                entry = json.loads(line)
                if "begin" in entry:
                    current = entry["begin"]
                else:
                    results[entry.pop("name")] = entry
                    current = None
        return results, current, failure


def module_name(path):
    return path.name.split(".")[0]


def write_if_changed(path, text):
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def run_tool(command, environment={}):
    done = subprocess.run(command, capture_output=True, text=True, timeout=BUILD_SECONDS,
                          env={**os.environ, **environment})
    if done.returncode != 0:
        shown = " ".join(str(part) for part in command)
        raise RuntimeError(f"{shown}\nended with {done.returncode}:\n{done.stdout}{done.stderr}")


def find_debug_python():
    for name in ("python3-dbg", f"python3.{sys.version_info.minor}-dbg", "python3d"):
        found = shutil.which(name)
        if found:
            return found
    raise RuntimeError("there is no debug Python; install python3-dbg")


def build_project_with_cython(folder, sources, output, python):
    """The peer on a copy of the project, always anew."""
    include, suffix = python_settings(python)
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / folder.name
        shutil.copytree(folder, copy)
        for source in sources:
            relative = source.relative_to(folder)
            root = copy / relative.parts[0] if len(relative.parts) > 1 else copy
            package = (root / "__init__.py").exists()
            module = relative.with_suffix("") if package else Path(relative.stem)
            target = output / module.with_name(module.name + suffix)
            target.parent.mkdir(parents=True, exist_ok=True)
            c_file = (copy / relative).with_suffix(".c")
            run_tool([sys.executable, "-m", "cython", "-3", copy / relative, "-o", c_file])
            run_tool(["gcc", "-O1", "-w", "-fPIC", "-shared", f"-I{include}", f"-I{c_file.parent}",
                      c_file, "-o", target, "-lm"])


def python_settings(python):
    query = ("import sysconfig as s; print(s.get_path('include'));"
             "print(s.get_config_var('EXT_SUFFIX'))")
    return subprocess.run([python, "-c", query], check=True, capture_output=True,
                          text=True).stdout.split()


def build_with_cython(source, output, python):
    """The peer, for comparison: cython, then the C compiler, unless the source is what it was."""
    stamp = output / "source"
    text = source.read_text()
    pxd = source.with_suffix(".pxd")
    if pxd.exists():
        text += pxd.read_text()
    if stamp.exists() and stamp.read_text() == text:
        return
    include, suffix = python_settings(python)
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / source.name
        copy.write_text(source.read_text())
        for extra in source.parent.iterdir():
            if extra.suffix in (".pxd", ".pxi", ".h"):
                shutil.copy(extra, scratch)
        c_file = Path(scratch) / f"{module_name(source)}.c"
        run_tool([sys.executable, "-m", "cython", "-3", copy, "-o", c_file])
        run_tool(["gcc", "-O1", "-w", "-fPIC", "-shared", f"-I{include}", f"-I{source.parent}",
                  c_file, "-o", output / f"{module_name(source)}{suffix}", "-lm"])
    stamp.write_text(text)
