"""Measures nogilc beside the pinned Cython and hand-written C++; the figures of docs/benchmarks.md.

usage: run.py [--nogilc PATH] [--only NAME...] [--rounds N] [--json FILE]
Each row says what was measured, the medians, the ratio and what is to be reached. The method: the
process is pinned to one CPU where the system allows it, but for builds; the contenders take turns, round by round, so
that a slow moment of the machine hits all of them; the median counts. Every single number goes to
--json. Called by `./dev bench`.
"""

import argparse
import contextlib
import importlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
import timeit
from pathlib import Path

import footprint
import large_source

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
EXAMPLES = ROOT / "examples"
INCLUDE = sysconfig.get_path("include")
SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")
# The flags of `nogilc build`, for what is not built by it.
FLAGS = ["-O2", "-DNDEBUG", "-fPIC", "-fno-plt", "-falign-functions=32", "-falign-loops=32", "-fwrapv", "-fvisibility=hidden", "-shared", f"-I{INCLUDE}"]


class Bench:
    def __init__(self, options, scratch):
        self.nogilc = options.nogilc
        self.rounds = options.rounds
        self.scratch = scratch
        self.raw = {}
        self.missed = []

    def measure(self, name, contenders, rounds=None):
        """Times each contender by turns; returns the medians in seconds by name."""
        times = {contender: [] for contender in contenders}
        for _ in range(rounds or self.rounds):
            for contender, run in contenders.items():
                times[contender].append(run())
        self.raw[name] = times
        return {contender: statistics.median(values) for contender, values in times.items()}

    def row(self, what, ours, theirs, unit, ratio, goal, reached):
        mark = "reached" if reached else "NOT REACHED"
        print(f"  {what:<50} {ours:>10} {theirs:>10} {unit:<6} {ratio:>8}   {goal:<26} {mark}", flush=True)
        if not reached:
            self.missed.append(what)

    def head(self, title, ours="nogilc", theirs="Cython"):
        print(f"\n{title}")
        print(f"  {'':<50} {ours:>10} {theirs:>10} {'':<6} {'ratio':>8}   {'to reach':<26}")


# ------------------------------------------------------------------------------------- small tools

def spawn(*command, statuses=(0,)):
    """Seconds from the start of a process to its end."""
    words = [str(word) for word in command]
    program = shutil.which(words[0])
    nothing = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    begin = time.perf_counter()
    pid = os.posix_spawn(program, words, os.environ, file_actions=nothing)
    _, status = os.waitpid(pid, 0)
    seconds = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) not in statuses:
        raise RuntimeError(f"{' '.join(words)} failed")
    return seconds


@contextlib.contextmanager
def on_all_cpus():
    """For what works in parallel itself."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    pinned = os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count()))
    yield
    os.sched_setaffinity(0, pinned)


def run_tool(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def call_seconds(function, *args):
    """Wall time of a call."""
    begin = time.perf_counter()
    function(*args)
    return time.perf_counter() - begin


def cpu_seconds(function, *args):
    """CPU time of a call: what other processes do meanwhile does not count."""
    begin = time.process_time()
    function(*args)
    return time.process_time() - begin


def load(path):
    """The extension module in a file; several of the same name can be loaded side by side."""
    import importlib.machinery
    import importlib.util
    name = path.name.split(".")[0]
    loader = importlib.machinery.ExtensionFileLoader(name, str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


@contextlib.contextmanager
def importable_from(folder, name):
    """Modules that are loaded now find this one of `name`, and none that was imported before."""
    sys.modules.pop(name, None)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    yield
    sys.path.remove(str(folder))
    sys.modules.pop(name, None)


def build_with_nogilc(bench, source, folder, *options):
    folder.mkdir(parents=True, exist_ok=True)
    run_tool(bench.nogilc, "build", source, "-o", folder, "--python", sys.executable, *options)
    return folder / f"{source.stem}{SUFFIX}"


def build_with_cython(source, folder):
    folder.mkdir(parents=True, exist_ok=True)
    run_tool(sys.executable, "-m", "cython", "-3", source, "-o", folder / f"{source.stem}.c")
    target = folder / f"{source.stem}{SUFFIX}"
    run_tool("gcc", *FLAGS, "-w", folder / f"{source.stem}.c", "-o", target, "-lm")
    return target


def build_by_hand(folder):
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"hand_written{SUFFIX}"
    run_tool("g++", "-std=c++17", *FLAGS, HERE / "sources" / "hand_written.cpp", "-o", target)
    return target


def ms(seconds):
    return f"{seconds * 1e3:.2f}"


# ------------------------------------------------------------------------------------ measurements

def cold_compile(bench):
    bench.head("One small file, text to C++, the whole process")
    source = HERE / "sources" / "fib.pyx"
    ours, theirs = bench.scratch / "cold.cpp", bench.scratch / "cold.c"
    medians = bench.measure("cold_compile", {
        "nogilc": lambda: spawn(bench.nogilc, "compile", source, "-o", ours),
        "cython": lambda: spawn(sys.executable, "-m", "cython", "-3", source, "-o", theirs),
    })
    ratio = medians["cython"] / medians["nogilc"]
    bench.row("compile fib.pyx", ms(medians["nogilc"]), ms(medians["cython"]), "ms", f"{ratio:.0f}x",
              "<= 10 ms and >= 80x", medians["nogilc"] <= 0.010 and ratio >= 80)


def large_compile(bench):
    bench.head("A large file, text to C++, one core")
    source = bench.scratch / "large.pyx"
    source.write_text(large_source.generate(20_000))
    lines = source.read_text().count("\n")
    ours, theirs = bench.scratch / "large.cpp", bench.scratch / "large.c"
    medians = bench.measure("large_compile", {
        "nogilc": lambda: spawn(bench.nogilc, "compile", source, "-o", ours)}, rounds=5)
    medians.update(bench.measure("large_compile_cython", {
        "cython": lambda: spawn(sys.executable, "-m", "cython", "-3", source, "-o", theirs)}, rounds=1))
    rates = {name: lines / seconds for name, seconds in medians.items()}
    bench.row(f"compile {lines} lines", f"{rates['nogilc']:.0f}", f"{rates['cython']:.0f}", "line/s",
              f"{rates['nogilc'] / rates['cython']:.0f}x", ">= 40000 lines a second", rates["nogilc"] >= 40_000)


def check(bench):
    bench.head("nogilc check, the whole process")
    source = HERE / "sources" / "fib.pyx"
    medians = bench.measure("check_small", {
        "nogilc": lambda: spawn(bench.nogilc, "check", source, "--no-config"),
        "cython": lambda: spawn(sys.executable, "-m", "cython", "-3", source, "-o", bench.scratch / "check.c")})
    bench.row("check fib.pyx", ms(medians["nogilc"]), ms(medians["cython"]), "ms",
              f"{medians['cython'] / medians['nogilc']:.0f}x", "<= 10 ms", medians["nogilc"] <= 0.010)

    # Files that people have written: Cython's own, which it compiles for itself, and our examples.
    import Cython
    folders = [Path(Cython.__file__).parent / "Compiler", Path(Cython.__file__).parent / "Plex", EXAMPLES]
    listed = subprocess.run([bench.nogilc, "check", "--no-config", "--show-files", *map(str, folders)],
                            capture_output=True, text=True).stdout.splitlines()
    lines = sum(Path(file).read_bytes().count(b"\n") for file in listed)
    medians = bench.measure("check_real", {
        "nogilc": lambda: spawn(bench.nogilc, "check", "--no-config", "-j1", "--diagnostics=json", *folders,
                                statuses=(0, 1))}, rounds=5)
    rate = lines / medians["nogilc"]
    bench.row(f"check {len(listed)} real files, {lines} lines", f"{rate:.0f}", "", "line/s", "",
              ">= 50000 lines a second", rate >= 50_000)


def build_modules(bench):
    bench.head("Source to importable module (precompiled header warm; Cython with gcc -O2)")
    middle = bench.scratch / "middle.pyx"
    middle.write_text(large_source.generate(400))
    sources = {"fib": HERE / "sources" / "fib.pyx", "primes": EXAMPLES / "primes" / "primes.pyx",
               "mandelbrot": EXAMPLES / "mandelbrot" / "mandelbrot.pyx", "400 lines": middle}
    for name, source in sources.items():
        copy = bench.scratch / "build" / source.name
        copy.parent.mkdir(exist_ok=True)
        text, counter = source.read_text(), iter(range(10_000))

        def ours():
            copy.write_text(f"{text}\nbuild_number = {next(counter)}\n")
            return spawn(bench.nogilc, "build", copy, "-o", copy.parent / "ours", "--python", sys.executable,
                         "--force")

        def theirs():
            return call_seconds(build_with_cython, copy, copy.parent / "theirs")

        with on_all_cpus():
            ours()
            medians = bench.measure(f"build_{name}", {"nogilc": ours, "cython": theirs}, rounds=min(bench.rounds, 5))
        ratio = medians["cython"] / medians["nogilc"]
        bench.row(f"build {name}", ms(medians["nogilc"]), ms(medians["cython"]), "ms", f"{ratio:.1f}x", ">= 5x",
                  ratio >= 5)


def sizes(bench):
    bench.head("What is generated for fib.pyx")
    source = HERE / "sources" / "fib.pyx"
    ours, theirs = bench.scratch / "size" / "fib.cpp", bench.scratch / "size" / "theirs" / "fib.c"
    ours.parent.mkdir()
    run_tool(bench.nogilc, "compile", source, "-o", ours)
    modules = {"nogilc": build_with_nogilc(bench, source, ours.parent / "ours"),
               "cython": build_with_cython(source, theirs.parent)}
    lines = len(ours.read_text().splitlines()), len(theirs.read_text().splitlines())
    bench.row("lines of C or C++", str(lines[0]), str(lines[1]), "", f"{lines[1] / lines[0]:.0f}x", "<= 200 lines",
              lines[0] <= 200)
    for module in modules.values():
        run_tool("strip", module)
    size = {name: module.stat().st_size for name, module in modules.items()}
    bench.raw["sizes"] = {"lines": lines, "bytes": size}
    bench.row("stripped module", str(size["nogilc"]), str(size["cython"]), "bytes",
              f"{size['cython'] / size['nogilc']:.2f}x", "<= Cython's", size["nogilc"] <= size["cython"])


def kernels(bench):
    hand = load(build_by_hand(bench.scratch / "hand"))
    sources = {"fib": HERE / "sources" / "fib.pyx", "primes": EXAMPLES / "primes" / "primes.pyx",
               "integrate": EXAMPLES / "integrate" / "integrate.pyx",
               "mandelbrot": EXAMPLES / "mandelbrot" / "mandelbrot.pyx"}
    ours = {name: load(build_with_nogilc(bench, source, bench.scratch / "ours" / name))
            for name, source in sources.items()}
    theirs = {name: load(build_with_cython(source, bench.scratch / "theirs" / name))
              for name, source in sources.items()}

    def picture(row):
        return [row(1.2 - 2.4 * y / 59, -2.1, 0.7, 200, 1000) for y in range(60)]

    calls = {
        "fib": ("without_gil", lambda f: f(37)),
        "primes": ("count_below", lambda f: f(4_000_000)),
        "integrate": ("integrate", lambda f: f("half_circle", -1.0, 1.0, 10_000_000)),
        "mandelbrot": ("row", picture),
    }
    results = {}
    for name, (function, call) in calls.items():
        answers = [call(getattr(module, function)) for module in (ours[name], hand, theirs[name])]
        if any(answer != answers[0] for answer in answers):
            raise RuntimeError(f"{name}: the contenders do not agree: {answers}")
        results[name] = bench.measure(f"kernel_{name}", {
            contender: (lambda f=getattr(module, function): cpu_seconds(call, f))
            for contender, module in (("nogilc", ours[name]), ("hand", hand), ("cython", theirs[name]))},
            rounds=3 * bench.rounds)
    bench.head("Run time, against hand-written C++ with the same flags", theirs="by hand")
    for name, medians in results.items():
        ratio = medians["nogilc"] / medians["hand"]
        noise = spread(bench.raw[f"kernel_{name}"]["hand"])
        bench.row(name, ms(medians["nogilc"]), ms(medians["hand"]), "ms", f"{ratio:.3f}x",
                  f"<= 1.02x (noise {noise:.3f})", ratio <= 1.02 + noise)
    bench.head("Run time, against Cython with the same flags")
    for name, medians in results.items():
        ratio = medians["nogilc"] / medians["cython"]
        noise = spread(bench.raw[f"kernel_{name}"]["cython"])
        bench.row(name, ms(medians["nogilc"]), ms(medians["cython"]), "ms", f"{ratio:.3f}x",
                  f"<= 1.00x (noise {noise:.3f})", ratio <= 1 + noise)


def spread(values):
    """Half of the middle half of the values, as a part of the median: what counts as noise."""
    low, middle, high = statistics.quantiles(values, n=4)
    return (high - low) / 2 / middle


def gil_cost(bench):
    source = HERE / "sources" / "gil_cost.pyx"
    ours = load(build_with_nogilc(bench, source, bench.scratch / "ours" / "gil"))
    theirs = load(build_with_cython(source, bench.scratch / "theirs" / "gil"))
    hand = load(build_by_hand(bench.scratch / "hand_gil"))
    n = 1_000_000

    def per_round(module, name):
        return lambda: cpu_seconds(getattr(module, name), n) / n

    medians = bench.measure("gil_release_and_take", {
        "nogilc": per_round(ours, "release_and_take"), "hand": per_round(hand, "release_and_take"),
        "cython": per_round(theirs, "release_and_take")})
    again = bench.measure("gil_released_twice", {
        "twice": per_round(ours, "released_twice"), "once": per_round(ours, "released_once"),
        "cython twice": per_round(theirs, "released_twice"), "cython once": per_round(theirs, "released_once")})
    ns = {name: f"{seconds * 1e9:.1f}" for name, seconds in {**medians, **again}.items()}
    bench.head("Release and take the GIL", theirs="by hand")
    ratio = medians["nogilc"] / medians["hand"]
    bench.row("release and take", ns["nogilc"], ns["hand"], "ns", f"{ratio:.3f}x", "<= 1.05x", ratio <= 1.05)
    bench.head("Release where it is released already, against a call without it", "twice", "once")
    more = (again["twice"] - again["once"]) * 1e9
    bench.row("released twice", ns["twice"], ns["once"], "ns", f"+{more:.1f}", "<= 5 ns more", more <= 5)
    print(f"  (Cython: {ns['cython']} ns to release and take, {ns['cython twice']} and {ns['cython once']} ns)")


def raising(bench):
    """Calls without the GIL of C functions that may raise, that cannot, and that are `noexcept`."""
    sources = HERE / "sources"
    modules = []
    for who, build in (("ours", lambda *where: build_with_nogilc(bench, *where)), ("theirs", build_with_cython)):
        folder = bench.scratch / who / "raising"
        build(sources / "raising_lib.pyx", folder)
        with importable_from(folder, "raising_lib"):
            modules.append(load(build(sources / "raising.pyx", folder)))
    ours, theirs = modules
    n = 1_000_000
    bench.head("Calls without the GIL, against the same function with `noexcept`", theirs="noexcept")
    for kind in ("void", "int", "minus_one", "struct", "pointer", "other_module_void", "other_module_int",
                 "other_module_minus_one", "other_module_struct", "virtual_void", "virtual_minus_one"):
        contenders = {}
        for name, module in (("nogilc", ours), ("cython", theirs)):
            for how in ("may_raise", "cannot", "noexcept"):
                if function := getattr(module, f"loop_{kind}_{how}", None):
                    contenders[f"{name} {how}"] = lambda f=function: cpu_seconds(f, n) / n
        medians = bench.measure(f"raising_{kind}", contenders)
        ns = {name: f"{seconds * 1e9:.2f}" for name, seconds in medians.items()}
        for how in ("may_raise", "cannot"):
            if f"nogilc {how}" not in medians:
                continue
            ratio = medians[f"nogilc {how}"] / medians["nogilc noexcept"]
            # By pointer the C type is all that there is: the caller looks into its own thread state.
            goal = ("<= 10 ns", medians["nogilc may_raise"] <= 10e-9) if kind == "pointer" else \
                ("<= 1.5x", ratio <= 1.5)
            bench.row(f"{kind.replace('_', ' ')}, {how.replace('_', ' ')} (Cython {ns[f'cython {how}']} ns)",
                      ns[f"nogilc {how}"], ns["nogilc noexcept"], "ns", f"{ratio:.2f}x", *goal)


def classes(bench):
    """Extension types: the loops of classes.pyx, and the same operations from Python code."""
    source = HERE / "sources" / "classes.pyx"
    ours = load(build_with_nogilc(bench, source, bench.scratch / "ours" / "classes"))
    theirs = load(build_with_cython(source, bench.scratch / "theirs" / "classes"))
    n = 1_000_000
    bench.head("Extension types, from C")
    ratios = []

    def compare(name, run):
        medians = bench.measure(f"classes_{name}", {"ours": lambda: run(ours), "theirs": lambda: run(theirs)})
        ratio = medians["ours"] / medians["theirs"]
        ratios.append(ratio)
        bench.row(name.replace("_", " "), *(f"{medians[who] / n * 1e9:.2f}" for who in ("ours", "theirs")), "ns",
                  f"{ratio:.2f}x", "<= 1.05x", ratio <= 1.05)

    for name in [name for name in dir(ours) if name.startswith("loop_")]:
        compare(name.removeprefix("loop_"), lambda module, name=name: cpu_seconds(getattr(module, name), n))
    bench.head("Extension types, from Python")
    for name, setup, statement in (
            ("call_without_arguments", "f = Point(1.5).no_arguments", "f()"),
            ("method_with_an_argument", "p = Point(1.5)", "p.from_python(2)"),
            ("cpdef_method", "p = Point(1.5)", "p.overridable(2.5)"),
            ("read_a_C_attribute", "p = Point(1.5)", "p.x"),
            ("write_a_C_attribute", "p = Point(1.5)", "p.x = 2.5"),
            ("read_an_object_attribute", "p = Point(1.5)", "p.label"),
            ("property", "p = Point(1.5)", "p.value"),
            ("construct", "", "Empty()"),
            ("construct_with___cinit__", "", "WithCinit(2.5)"),
            ("construct_with___init__", "", "Point(2.5)"),
            ("construct_a_Python_subclass", "class Own(Point): pass", "Own(2.5)")):
        timers = {module: timeit.Timer(statement, setup, globals=vars(module).copy(), timer=time.process_time)
                  for module in (ours, theirs)}
        compare(name, lambda module, timers=timers: timers[module].timeit(n))
    mean = statistics.geometric_mean(ratios)
    bench.row("geometric mean of all rows", "", "", "", f"{mean:.2f}x", "<= 0.95x", mean <= 0.95)


def measure_footprint(bench):
    footprint.measure_large(bench)
    footprint.measure_lines(bench)
    footprint.measure_builds(bench, build_with_nogilc, build_with_cython)


MEASUREMENTS = {"cold": cold_compile, "large": large_compile, "check": check, "build": build_modules, "sizes": sizes,
                "kernels": kernels, "gil": gil_cost, "raising": raising, "classes": classes,
                "footprint": measure_footprint}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nogilc", default=os.environ.get("NOGILC") or shutil.which("nogilc"))
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=list(MEASUREMENTS))
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", type=Path, default=None)
    options = parser.parse_args()
    if not options.nogilc:
        parser.error("there is no nogilc: give --nogilc, or put it on PATH")
    options.nogilc = str(Path(options.nogilc).absolute())
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print(f"{processor()}; Python {platform.python_version()}; {version(options.nogilc, '--version')}; "
          f"{version(sys.executable, '-m', 'cython', '--version')}; {version('g++', '--version')}")
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(options, Path(scratch))
        for name in options.only:
            try:
                MEASUREMENTS[name](bench)
            except (RuntimeError, ImportError, AttributeError) as error:
                print(f"\n{name}: not measured: {error}")
                bench.missed.append(name)
    target = options.json or ROOT / "build" / "bench.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bench.raw, indent=1))
    print(f"\nraw numbers: {target}")
    print("everything is reached" if not bench.missed else f"not reached: {', '.join(bench.missed)}")


def processor():
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.machine()


def version(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout or done.stderr).splitlines()[0] if done.stdout or done.stderr else "?"


main()
