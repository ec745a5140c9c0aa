"""Runs two threads that compute Fibonacci numbers, in the four pairings of with and without the GIL.

For each pairing it shows the time of both threads together, and whether they ran at the same time.
That is not read off the clock: the two threads have to meet in each of many rounds (`meet` in
fib.pyx), which they can only if both are running.

usage: python run.py [N]      default: a number that takes about a third of a second
"""

import os
import sys
import threading
import time

import fib
import fib_python

ROUNDS = 50
PATIENCE = 150_000  # in each round, times fibonacci(15): some tenths of a second

COMPUTE = {"with GIL": fib.with_gil, "without": fib.without_gil}
MEET = {"with GIL": fib.meet_with_gil, "without": fib.meet_without_gil}
PAIRINGS = [(first, second) for first in COMPUTE for second in COMPUTE]


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else pick_n(0.35)
    compare_with_python()

    alone = min(seconds(fib.with_gil, n) for _ in range(3))
    print(f"fibonacci({n}) = {fib.without_gil(n)} takes {alone:.3f} s in one thread; now in two at once")
    print(f"on {cpu_count()} CPUs, where 1.0x means that the second thread cost no time:")
    print()
    print("first thread   second thread   overlapped   time")
    rows = []
    for first, second in PAIRINGS:
        overlapped = threads_meet(MEET[first], MEET[second])
        took = min(seconds_of_both(COMPUTE[first], COMPUTE[second], n) for _ in range(3))
        rows.append((first, second, took))
        print(f"{first:<15}{second:<16}{'yes' if overlapped else 'no':<13}{took:.3f} s  {took / alone:.1f}x")
    print()
    chart(rows, alone)


def compare_with_python():
    for n in range(20):
        assert fib.with_gil(n) == fib.without_gil(n) == fib_python.fibonacci(n)
    print("fibonacci(0) to fibonacci(19) are the same as in plain Python")


def pick_n(goal):
    """The first number that takes `goal` seconds or more."""
    n = 25
    while seconds(fib.with_gil, n) < goal:
        n += 1
    return n


def seconds(function, *args):
    begin = time.perf_counter()
    function(*args)
    return time.perf_counter() - begin


def seconds_of_both(first, second, n):
    def run():
        threads = [threading.Thread(target=function, args=(n,)) for function in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return seconds(run)


def threads_meet(first, second):
    """Whether two threads got through all the rounds of a meeting, the first one there first."""
    together = [None, None]

    def run(me, meet):
        together[me] = meet(me, ROUNDS, PATIENCE)

    fib.reset()
    threads = [threading.Thread(target=run, args=pair) for pair in enumerate((first, second))]
    threads[0].start()
    while fib.progress()[0] == 0:
        time.sleep(0)
    threads[1].start()
    for thread in threads:
        thread.join()
    return together == [ROUNDS, ROUNDS]


def cpu_count():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def chart(rows, alone):
    width = 40
    longest = max(took for _, _, took in rows)
    print(f"{'one thread':<22} {'#' * round(width * alone / longest)}")
    for first, second, took in rows:
        print(f"{first + ' + ' + second:<22} {'#' * round(width * took / longest)}")


main()
