"""How much is generated, how long the C++ compiler takes for it, how large the modules are; what the
translation of a large file needs. Called by run.py.

Lines are counted of every source of the run tests, the examples and the benchmarks that both compilers
translate; modules are built of the examples and the benchmarks only, as a build takes seconds.
"""

import math
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import large_source

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LARGE_LINES = 10_000


def translate(*command):
    """(seconds, largest resident size in MB) of a process; None if it fails."""
    words = [str(word) for word in command]
    nothing = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    begin = time.perf_counter()
    pid = os.posix_spawn(shutil.which(words[0]), words, os.environ, file_actions=nothing)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - begin
    return None if status else (seconds, usage.ru_maxrss / 1024)


def geometric_mean(ratios):
    return math.exp(statistics.fmean(map(math.log, ratios)))


def line_count(path):
    return len(path.read_text(errors="replace").splitlines())


def built_sources():
    """Small projects of one module each."""
    examples = sorted((ROOT / "examples").glob("*/*.pyx"))
    return [HERE / "sources" / "classes.pyx", HERE / "sources" / "gil_cost.pyx", *examples]


def measure_large(bench):
    bench.head(f"The translation of {LARGE_LINES} lines, the whole process")
    source = bench.scratch / "large_10000.pyx"
    source.write_text(large_source.generate(LARGE_LINES))
    ours = [translate(bench.nogilc, "compile", source, "-o", bench.scratch / "large_10000.cpp")
            for _ in range(min(bench.rounds, 7))]
    theirs = translate(sys.executable, "-m", "cython", "-3", source, "-o", bench.scratch / "large_10000.c")
    if None in ours or theirs is None:
        raise RuntimeError("the large file was not translated")
    seconds, megabytes = statistics.median(s for s, _ in ours), max(m for _, m in ours)
    bench.row("seconds", f"{seconds:.3f}", f"{theirs[0]:.1f}", "s", f"{theirs[0] / seconds:.0f}x", "<= 0.3 s",
              seconds <= 0.3)
    bench.row("largest memory", f"{megabytes:.0f}", f"{theirs[1]:.0f}", "MB", f"{theirs[1] / megabytes:.1f}x",
              "<= 200 MB", megabytes <= 200)


def measure_lines(bench):
    bench.head("Lines of C++ and of Cython's C of the same sources")
    run_tests = sorted((ROOT / "tests" / "run").glob("*/*.pyx"))
    ratios = []
    for number, source in enumerate([*built_sources(), *run_tests]):
        ours, theirs = bench.scratch / f"lines{number}.cpp", bench.scratch / f"lines{number}.c"
        if translate(bench.nogilc, "compile", source, "-o", ours) and \
                translate(sys.executable, "-m", "cython", "-3", source, "-o", theirs):
            ratios.append(line_count(ours) / line_count(theirs))
    mean = geometric_mean(ratios)
    bench.row(f"lines, {len(ratios)} sources, geometric mean", f"{mean:.3f}", "1", "", f"{1 / mean:.1f}x", "<= 1/5",
              mean <= 1 / 5)
    bench.row("lines, the worst source", f"{max(ratios):.3f}", "1", "", f"{1 / max(ratios):.1f}x", "<= 1/5",
              max(ratios) <= 1 / 5)


def measure_builds(bench, build_with_nogilc, build_with_cython):
    bench.head("C++ compiler and module of the same sources (precompiled header warm; Cython with gcc -O2)")
    times, sizes, shared_sizes, runtime_size = [], [], [], 0
    for number, source in enumerate(built_sources()):
        folder = bench.scratch / f"footprint{number}"
        modules = {}
        try:
            build_with_nogilc(bench, source, folder / "warm")
            for name, build in {"ours": lambda at: build_with_nogilc(bench, source, at),
                                "theirs": lambda at: build_with_cython(source, at)}.items():
                begin = time.perf_counter()
                module = build(folder / name)
                modules[name] = (time.perf_counter() - begin, module)
        except RuntimeError:
            continue  # one of the two does not know something in it, or it needs a library
        shared = build_with_nogilc(bench, source, folder / "shared", "--shared-runtime")
        for _, module in modules.values():
            subprocess.run(["strip", module], check=True)
        [runtime] = (folder / "shared").glob("libnogilc_rt-*")
        subprocess.run(["strip", runtime, shared], check=True)
        runtime_size = runtime.stat().st_size
        shared_sizes.append(shared.stat().st_size / modules["theirs"][1].stat().st_size)
        times.append(modules["ours"][0] / modules["theirs"][0])
        sizes.append(modules["ours"][1].stat().st_size / modules["theirs"][1].stat().st_size)
    for what, ratios in (("time of a build", times), ("size of a module", sizes),
                         ("size with --shared-runtime", shared_sizes)):
        mean = geometric_mean(ratios)
        bench.row(f"{what}, {len(ratios)} sources, geometric mean", f"{mean:.3f}", "1", "", f"{1 / mean:.1f}x",
                  "<= 1/2", mean <= 1 / 2)
    print(f"  (the shared runtime, once for all modules: {runtime_size} bytes)")
