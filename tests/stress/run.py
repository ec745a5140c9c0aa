"""Random schedules of threads, regions and exceptions, with and without sanitizers.

usage: run.py --nogilc PATH --build FOLDER [--seconds N] [--seed N] [--kinds KIND...]
Each kind of build gets its share of the seconds: child processes with new seeds, half of which walk to
the end (walk) and half of which end while threads go on (end). What fails prints its seed; the same seed
makes the same choices, though not the same interleaving. Called by `./dev stress`.
"""

import argparse
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "support"))
KINDS = ("plain", "address,undefined", "thread")


# ------------------------------------------------------------------------------- in a child process

def walk(seed, steps):
    """Threads of Python, each with its own walk, some of which make threads of C."""
    import schedules
    choices = random.Random(seed)
    sys.setswitchinterval(10 ** choices.uniform(-6, -2))
    failures = []

    def take(seed):
        raised, caught = schedules.run(seed, steps)
        if raised != caught:
            failures.append(f"{raised} exceptions were raised and {caught} were caught")
        if list(schedules.stages(seed ^ 1, steps // 10))[-1] > 0:
            failures.append("a generator ended early")

    workers = [threading.Thread(target=take, args=(choices.getrandbits(63) | 1,))
               for _ in range(choices.randint(1, 8))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if not schedules.locks_are_free():
        failures.append("a lock is held by nobody")
    if schedules.mistakes():
        failures.append(f"{schedules.mistakes()} times a thread held the GIL and should not have, or "
                        "the reverse, or was not alone where a lock keeps others out")
    if failures:
        sys.exit("\n".join(failures))


def end(seed, steps):
    """The interpreter ends while threads of Python and of C go on."""
    import schedules
    choices = random.Random(seed)
    sys.setswitchinterval(10 ** choices.uniform(-6, -2))
    for _ in range(choices.randint(1, 4)):
        threading.Thread(target=schedules.run, args=(choices.getrandbits(63) | 1, 10 ** 12),
                         daemon=True).start()
    for _ in range(choices.randint(0, 3)):
        schedules.haunt(choices.getrandbits(63) | 1)
    schedules.run(choices.getrandbits(63) | 1, choices.randint(1, steps))
    if schedules.mistakes():
        sys.exit("the GIL was not where it should have been")


# ----------------------------------------------------------------------------------- in the driver

def build(options, kind, folder):
    import sanitizers
    environment = dict(os.environ)
    if kind != "plain":
        environment.update(sanitizers.build_environment(kind))
    subprocess.run([options.nogilc, "build", HERE / "schedules.pyx", "-o", folder, "--python",
                    sys.executable], env=environment, check=True)


def run_child(kind, folder, how, seed, steps):
    import sanitizers
    environment = dict(os.environ, PYTHONPATH=str(folder), PYTHONDONTWRITEBYTECODE="1")
    if kind != "plain":
        environment.update(sanitizers.run_environment(kind))
    command = [sys.executable, "-X", "faulthandler", __file__, "--child", how, str(seed), str(steps)]
    try:
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", timeout=300)
    except subprocess.TimeoutExpired as error:
        return f"not done after 300 s\n{(error.stdout or b'').decode(errors='replace')}"
    if done.returncode or done.stdout:
        return f"ended with {done.returncode}\n{done.stdout}"
    return None


def stress(options, kind):
    folder = options.build / kind.replace(",", "-")
    build(options, kind, folder)
    choices = random.Random(f"{options.seed} {kind}")
    deadline = time.monotonic() + options.seconds / len(options.kinds)
    steps = 20_000 if kind == "plain" else 4_000
    counts, failures = {"walk": 0, "end": 0}, 0
    while time.monotonic() < deadline:
        how, seed = choices.choice(list(counts)), choices.getrandbits(32)
        counts[how] += 1
        if problem := run_child(kind, folder, how, seed, steps):
            failures += 1
            print(f"{kind}: {how} {seed} {steps}: {problem}", flush=True)
    print(f"    {kind}: {counts['walk']} walks, {counts['end']} ends, {failures} failed", flush=True)
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nogilc", default=os.environ.get("NOGILC"))
    parser.add_argument("--build", type=Path, default=Path("build/stress"))
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().getrandbits(32))
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        how, seed, steps = options.child
        {"walk": walk, "end": end}[how](int(seed), int(steps))
        return
    if not options.nogilc:
        parser.error("there is no nogilc: give --nogilc")
    print(f"    seed {options.seed}")
    failures = sum(stress(options, kind) for kind in options.kinds)
    sys.exit(1 if failures else 0)


main()
