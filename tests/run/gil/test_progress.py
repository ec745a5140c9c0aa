"""Regions, nogil functions and exceptions against threads that go on, or not: see progress.pyx."""

import contextlib
import sys
import threading

import progress


@contextlib.contextmanager
def threads():
    """The two threads whose steps tell who has the GIL."""
    stop = threading.Event()

    def take_steps():
        while not stop.is_set():
            progress.step()

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    thread = threading.Thread(target=take_steps)
    progress.start()
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        progress.stop()
        sys.setswitchinterval(interval)


def check(function, expected, *args):
    with threads():
        seen = function(*args)
    assert seen == expected, seen


def test_plain_regions():
    check(progress.plain_regions, "HFHFH")


def test_nogil_function_while_held():
    check(progress.nogil_function_while_held, "HFHFHFHHH" + "H")


def test_nogil_function_while_free():
    check(progress.nogil_function_while_free, "FFHFHFFHF" + "FH")


def test_with_gil_function():
    check(progress.with_gil_function, "HFH" + "F" + "HFH" + "FH")


def test_conditional_regions():
    check(progress.conditional_regions, "FHF" + "H" + "H")


def test_left_by_jumps():
    check(progress.left_by_jumps, "F" + "FH" + "H")


def test_left_by_return():
    check(progress.left_by_return, "FH" + "HH" + "HFH" + "FF" + "HF" + "HFF")


def test_left_by_exceptions():
    check(progress.left_by_exceptions, (
        "FH" + "FFH" + "FFH" + "FFHH" + "FFHFH" + "FFHFFFH" + "HH",
        ["no region", "with nogil", "integer division or modulo by zero", "with gil", "inner with nogil",
         "with gil function"]))


def test_caught_inside():
    check(progress.caught_inside, "HF" + "HFH")


def test_finally_without_gil():
    check(progress.finally_without_gil, "FF" + "F" + "H")


def test_generator():
    check(lambda: list(progress.stages()), ["F", "FHF", "FHFHFH"])


def test_inner_function():
    check(progress.make_inner(3), "FFFH")


def test_depth():
    # 100 is not divisible by 3: the outermost region of both descents gives the GIL back.
    check(progress.nested, "FFHH" + "FFHF", 100)


def test_failed_at_depth():
    check(progress.failed_at_depth, (101, "H"), 100)


def test_on_many_threads_at_once():
    results = []
    with threads():
        workers = [threading.Thread(target=lambda: results.append(progress.failed_at_depth(100)))
                   for _ in range(8)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert results == [(101, "H")] * 8, results
