"""Builds, imports and runs Cython's own `run`, `memoryview`, `buffers` and `compile` tests, and prints how
many pass, by tier.

usage: run.py --nogilc PATH --build FOLDER [--tier T1 ...] [--only REGEX] [--sample N] [-j N]
              [--reasons] [--update]

Each test is translated in a process of its own; what was translated before into the same C++, for the
same runtime, keeps its result, so a second run only repeats what changed. run_expected.txt names what
passes, which must go on passing, and says of all else what stops it. An exception has to be of the type
that a test expects; where its message is CPython's instead of Cython's, that is counted and printed. A
compiler that crashes or hangs, on any of Cython's sources, is always a failure. The results are in FOLDER/conformance/run_results.json.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys

import cython_source
import peer_tests

HERE = pathlib.Path(__file__).parent
RUNTIME = HERE.parent.parent / "runtime"
EXPECTED = HERE / "run_expected.txt"
FOLDERS = ("run", "memoryview", "buffers", "compile")
OUTCOMES = ("passed", "failed", "unsupported", "crashed", "hung")
SECONDS = {"translate": 30, "build": 600, "run": 120}
CXX_FLAGS = "-O0 -g0 -w"
# Cython runs its tests with these, too: `__test__` would run each doctest twice.
DIRECTIVES = ("-X", "autotestdict=False")
HELPERS = (".pxd", ".h", ".c", ".cpp", ".pxi")

SMOKE = "def f():\n    return 1\n"


def run_process(command, seconds, **options):
    """(status, stdout, stderr); the status is None if it took too long. Leaves no children behind."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               errors="replace", start_new_session=True, **options)
    try:
        out, err = process.communicate(timeout=seconds)
        return process.returncode, out, err
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        return None, out, err


def digest(*parts):
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part if isinstance(part, bytes) else str(part).encode())
        hashed.update(b"\0")
    return hashed.hexdigest()


def files_digest(folder):
    return digest(*[part for path in sorted(folder.rglob("*")) if path.is_file()
                    for part in (path.relative_to(folder), path.read_bytes())])


class Runner:
    def __init__(self, nogilc, root, folder):
        self.nogilc = nogilc
        self.root = root
        self.folder = folder
        self.environment = dict(os.environ, CXXFLAGS=CXX_FLAGS, PYTHONDONTWRITEBYTECODE="1",
                                PYTHONHASHSEED="0", PYTHONIOENCODING="utf-8")
        if shutil.which("ccache") and "CXX" not in os.environ:
            self.environment["CXX"] = "ccache c++"
            self.environment["CCACHE_SLOPPINESS"] = "pch_defines,time_macros"
        self.surroundings = digest(
            files_digest(RUNTIME / "include"), files_digest(RUNTIME / "src"), sys.version, CXX_FLAGS,
            (HERE / "run_child.py").read_bytes())

    def warm_up(self):
        """Builds the runtime once, before the tests want it at the same time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        source = self.folder / "smoke.pyx"
        source.write_text(SMOKE)
        status, _, errors = run_process(self.build_command(source, 3, []), SECONDS["build"],
                                        env=self.environment)
        if status != 0:
            raise SystemExit(f"the first module cannot be built:\n{errors}")

    def environment_of(self, test):
        """Cython's runner gives the C compiler the folder of the test, for the headers there."""
        return dict(self.environment, CPATH=str(test.path.parent))

    def build_command(self, source, level, includes):
        return [self.nogilc, "build", f"-{level}", *DIRECTIVES, "-j1", "--cache-dir", self.folder / "cache",
                "--python", sys.executable, "-o", source.parent, *includes, source]

    # ---------------------------------------------------------------------------------- one test

    def test(self, test):
        """(outcome, reason, detail), at the first level of the language that does not pass."""
        result = ("passed", "", "")
        for level in test.levels:
            result = self.test_at_level(test, level)
            if result[0] != "passed":
                break
        return result

    def test_at_level(self, test, level):
        work = self.folder / test.name.replace("/", "-") / str(level)
        work.mkdir(parents=True, exist_ok=True)
        source = self.prepare(test, work)
        includes = [f"-I{self.root / 'tests/testsupport'}", f"-I{test.path.parent}"]
        cpp = work / "translated" / f"{test.stem}.cpp"
        cpp.parent.mkdir(exist_ok=True)
        result = self.translate(source, level, includes, cpp)
        if result:
            return result
        key = digest(self.surroundings, self.environment_of(test)["CPATH"], cpp.read_bytes(), source.read_bytes(),
                     test.mode)
        kept = work / "result.json"
        if kept.is_file():
            before = json.loads(kept.read_text())
            if before["key"] == key:
                return tuple(before["result"])
        result = self.build_and_run(test, source, level, includes, work)
        kept.write_text(json.dumps({"key": key, "result": result}))
        return result

    def prepare(self, test, work):
        """The source that is compiled: the test itself, or a copy with what its tags ask for."""
        settings = settings_of_tags(test)
        has_expectations = test.tags & {"warnings", "perf_hints"}
        if not settings and not has_expectations:
            link(test.path, work)
        else:
            text = test.path.read_text(encoding="utf-8", errors="surrogateescape")
            if has_expectations:
                text, _ = peer_tests.split_expectations(text)
            lines = "".join(f"# distutils: {setting}\n" for setting in settings)
            first, mode_line, rest = re.split(r"^(#\s*(?:mode|tag)\s*:.*\n)", text, maxsplit=1, flags=re.M)
            write_if_changed(work / test.path.name, first + mode_line + lines + rest)
        # Its own .pxd, and the headers and sources that belong to it.
        for helper in test.path.parent.iterdir():
            if helper.name.startswith((test.stem + ".", test.stem + "_")) and helper.suffix in HELPERS:
                link(helper, work)
        return work / test.path.name

    def translate(self, source, level, includes, cpp):
        """None if the C++ was written."""
        cpp.unlink(missing_ok=True)
        status, out, err = run_process(
            [self.nogilc, "compile", f"-{level}", *DIRECTIVES, "--diagnostics=json", "-o", cpp, *includes, source],
            SECONDS["translate"])
        if status is None:
            return "hung", f"nogilc was not done after {SECONDS['translate']} s", ""
        if status not in (0, 1, 2):
            return "crashed", f"nogilc ended with {status}: {first_line(err)}", err[-4000:]
        if status == 0:
            return None
        try:
            errors = [d for d in json.loads(out) if d["severity"] == "error"]
        except ValueError:
            errors = []
        if not errors:
            return "failed", f"nogilc: {first_line(err) or first_line(out)}", err
        detail = "\n".join(f"{d['file']}:{d['line']}:{d['column']}: [{d['code']}] {d['message']}" for d in errors)
        wrong = [d for d in errors if d["code"] != "unsupported"]
        if wrong:
            return "failed", f"error[{wrong[0]['code']}]: {wrong[0]['message']}", detail
        return "unsupported", errors[0]["message"], detail

    def build_and_run(self, test, source, level, includes, work):
        status, out, err = run_process(self.build_command(source, level, includes), SECONDS["build"],
                                       env=self.environment_of(test))
        if "cerror" in test.tags:
            return ("passed", "", "") if status else ("failed", "the C++ compiler accepts it", "")
        if status != 0:
            line = next((line for line in err.splitlines() if re.search(r"error: |undefined ref", line)), "")
            text = re.sub(r"^.*?(error: |undefined ref)", r"\1", line) or first_line(err)
            return "failed", f"C++ compiler: {text}", err[:6000]
        modules = [path for path in work.glob(f"{test.stem}.*") if path.suffix == ".so"]
        if test.mode == "compile":
            return "passed", "", ""
        if not modules:
            return "failed", "no module was built", err
        return self.run(test, modules[0], work)

    def run(self, test, module, work):
        report = work / "report.json"
        report.unlink(missing_ok=True)
        mode = "unittest" if test.mode == "unittest" else "doctest"
        status, out, err = run_process(
            [sys.executable, "-X", "faulthandler", HERE / "run_child.py", mode, test.stem, module, report],
            SECONDS["run"], cwd=work, env=dict(self.environment, PYTHONPATH=str(work)))
        if status is None:
            return "failed", f"the test was not done after {SECONDS['run']} s", (out + err)[-4000:]
        if not report.is_file() or status != 0:
            last = err.strip().splitlines()[-1] if err.strip() else ""
            if status < 0:
                return "failed", f"the test ended with {signal.Signals(-status).name}", (out + err)[-6000:]
            return "failed", f"import: {last}", (out + err)[-6000:]
        reported = json.loads(report.read_text())
        failures = reported["failures"]
        if failures:
            detail = "\n".join(text for _, text in failures)
            return "failed", f"{mode}: {shortest_reason(failures[0][1])}", detail[:20000]
        if reported["texts"]:
            return "passed", f"{reported['texts']} exceptions with other messages", ""
        return "passed", "", ""


def settings_of_tags(test):
    """What the tags of a test mean for the build, in the words of `# distutils:`."""
    settings = []
    if "openmp" in test.tags:
        settings += ["extra_compile_args = -fopenmp", "extra_link_args = -fopenmp"]
    if "numpy" in test.tags and peer_tests.is_importable("numpy"):
        import numpy
        settings += [f"include_dirs = {numpy.get_include()}",
                     "define_macros = NPY_NO_DEPRECATED_API=NPY_1_7_API_VERSION"]
    for tag, standard in (("cpp20", "c++20"), ("cpp17", "c++17")):
        if tag in test.tags:
            settings.append(f"extra_compile_args = -std={standard}")
            break
    if "cpp" in test.tags and not any(re.match(r"language\s*=", s) for s in test.distutils):
        settings.append("language = c++")
    return settings


def link(path, folder):
    target = folder / path.name
    if not target.is_symlink() or target.readlink() != path:
        target.unlink(missing_ok=True)
        target.symlink_to(path)


def write_if_changed(path, text):
    """A copy of a test, which may be in any encoding."""
    encoded = text.encode("utf-8", errors="surrogateescape")
    if path.is_symlink() or not path.is_file() or path.read_bytes() != encoded:
        path.unlink(missing_ok=True)
        path.write_bytes(encoded)


def first_line(text):
    return text.strip().split("\n")[0][:300]


def shortest_reason(text):
    """The line of a failed test that says most: the exception, or what was got."""
    lines = [line.strip() for line in text.strip().splitlines()]
    exceptions = [line for line in lines if re.match(r"[A-Za-z_.]*(Error|Exception|Warning|Exit|Iteration)\b", line)]
    if exceptions and "Expected:" not in lines:
        return exceptions[-1][:200]
    if "Exception raised:" in lines:
        return exceptions[-1][:200] if exceptions else "an exception"
    if "Got:" in lines:
        where = lines.index("Got:")
        wanted = " ".join(lines[lines.index("Expected:") + 1:where]) if "Expected:" in lines else "nothing"
        if "Traceback (most" in " ".join(lines[where:]):
            return "got " + (exceptions[-1] if exceptions else lines[-1])[:200]
        ends = [i for i, line in enumerate(lines) if i > where and line.startswith(("-----", "Failed example:"))]
        got = lines[where + 1:ends[0] if ends else None]
        return f"got {' '.join(got)[:100]} for {wanted[:100]}"
    return lines[-1][:200] if lines else "failed"


# ------------------------------------------------------------------------------------- all of them


def translate_all(runner, files, jobs):
    """Translates files whose result is not looked at: what crashes or hangs."""
    scratch = runner.folder / "scratch"
    scratch.mkdir(exist_ok=True)

    def one(path):
        cpp = scratch / (path.relative_to(runner.root).as_posix().replace("/", "-") + ".cpp")
        result = runner.translate(path, 2, [f"-I{path.parent}"], cpp)
        cpp.unlink(missing_ok=True)
        return path, result

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return {path.relative_to(runner.root / "tests").as_posix(): result
                for path, result in pool.map(one, files) if result and result[0] in ("crashed", "hung")}


def select(tests, arguments, expected):
    if arguments.tier:
        tests = [test for test in tests if test.tier in arguments.tier]
    if arguments.only:
        tests = [test for test in tests if re.search(arguments.only, test.name)]
    if arguments.sample:
        passing = [test for test in tests if expected.get(test.name) == "passed"]
        # Spread over everything, and always the same ones.
        tests = sorted(passing, key=lambda test: digest(test.name))[:arguments.sample]
    return tests


def read_expected():
    result = {}
    for line in EXPECTED.read_text().splitlines() if EXPECTED.is_file() else ():
        if line and not line.startswith("#"):
            outcome, name = line.split(None, 2)[:2]
            result[name] = outcome
    return result


def write_expected(results, chosen):
    """Of tests that were not chosen this time, the lines stay."""
    lines = {name: result["outcome"] + f" {name}  {' '.join(result['reason'].split())[:120]}"
             for name, result in results.items()}
    for line in EXPECTED.read_text().splitlines():
        if not line.startswith("#") and line.split()[1] not in chosen:
            lines[line.split()[1]] = line
    head = ["# What becomes of Cython's tests, and why what does not pass does not. Written by run.py --update.",
            f"# Cython {cython_source.VERSION}; `passed` has to stay so."]
    EXPECTED.write_text("\n".join(head + [lines[name].rstrip() for name in sorted(lines)]) + "\n")


def print_table(results, skipped):
    print(f"{'tier':5}" + "".join(f"{name:>13}" for name in OUTCOMES) + f"{'passed':>10}{'not run':>10}")
    total = collections.Counter()
    for tier in (*peer_tests.TIERS, "all"):
        mine = [result["outcome"] for result in results.values() if tier in (result["tier"], "all")]
        counts = collections.Counter(mine)
        left = sum(1 for result in skipped.values() if tier in (result["tier"], "all"))
        if mine or left:
            share = f"{100 * counts['passed'] / len(mine):.1f} %" if mine else ""
            print(f"{tier:5}" + "".join(f"{counts[name]:13}" for name in OUTCOMES) + f"{share:>10}{left:10}")


def print_reasons(results):
    groups = collections.defaultdict(list)
    for name, result in results.items():
        if result["outcome"] != "passed":
            groups[f"{result['outcome']}: {result['reason']}"].append(f"{result['tier']} {name}")
    for reason, names in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        print(f"{len(names):4}  {reason}\n      {', '.join(sorted(names)[:6])}{' ...' if len(names) > 6 else ''}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--nogilc", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--tier", action="append", choices=peer_tests.TIERS)
    parser.add_argument("--only", help="a regular expression for names like run/addop.pyx")
    parser.add_argument("--sample", type=int, help="so many of those that are expected to pass")
    parser.add_argument("-j", "--jobs", type=int, default=int(os.environ.get("NOGILC_JOBS") or os.cpu_count()))
    parser.add_argument("--reasons", action="store_true", help="print why tests fail, by frequency")
    parser.add_argument("--update", action="store_true", help="write run_expected.txt")
    arguments = parser.parse_args()

    root = cython_source.cython_tests(arguments.build).resolve()
    runner = Runner(str(pathlib.Path(arguments.nogilc).resolve()), root,
                    pathlib.Path(arguments.build).resolve() / "conformance" / "run")
    expected = read_expected()
    bugs = peer_tests.bug_list(root)
    everything = [peer_tests.read_test(root, name, tier)
                  for name, tier in sorted(peer_tests.read_tiers().items())
                  if name.split("/")[0] in FOLDERS]
    chosen = select(everything, arguments, expected)
    skipped, tests = {}, []
    for test in chosen:
        reason = peer_tests.reason_to_skip(test, bugs)
        if reason:
            skipped[test.name] = {"tier": test.tier, "reason": reason}
        else:
            tests.append(test)

    runner.warm_up()
    results = {}
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for test, (outcome, reason, detail) in zip(tests, pool.map(runner.test, tests)):
            results[test.name] = {"tier": test.tier, "outcome": outcome, "reason": reason, "detail": detail}
            if sys.stdout.isatty():
                print(f"\r{len(results)} of {len(tests)}", end="\r", flush=True)
    others = []
    if not (arguments.tier or arguments.only):
        others = [path for path in sorted((root / "tests").rglob("*"))
                  if path.suffix in (".pyx", ".py", ".pxd", ".pxi")
                  and path.relative_to(root / "tests").as_posix() not in results]
    broken = translate_all(runner, others, arguments.jobs)

    report = {"cython": cython_source.VERSION, "results": results, "skipped": skipped,
              "broken": {name: result[1] for name, result in broken.items()}}
    (runner.folder.parent / "run_results.json").write_text(json.dumps(report, indent=1))
    if arguments.reasons:
        print_reasons(results)
    print_table(results, skipped)
    wrong = []
    for name, result in results.items():
        if result["outcome"] in ("crashed", "hung") or \
                expected.get(name) == "passed" and result["outcome"] != "passed":
            wrong.append(f"{name}: {result['outcome']}: {result['reason']}\n{result['detail'][:2000]}")
    wrong += [f"{name}: {result[0]}: {result[1]}" for name, result in broken.items()]
    news = [name for name, result in results.items()
            if result["outcome"] == "passed" and expected.get(name) != "passed"]
    other_texts = sum(1 for result in results.values() if result["outcome"] == "passed" and result["reason"])
    if other_texts:
        print(f"{other_texts} of those that pass raise exceptions with other messages than Cython's")
    if others:
        print(f"{len(others)} further sources are translated: {len(broken)} crash or hang")
    if arguments.update:
        write_expected(results, {test.name for test in chosen})
    elif news:
        print(f"{len(news)} pass that are not listed in run_expected.txt; `--update` lists them")
    print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
