"""Threads that Python did not make, and the end of the interpreter, against code that takes the GIL."""

import subprocess
import sys

import callbacks


def test_foreign_thread():
    calls = []
    callbacks.call_from_new_thread(lambda: calls.append(len(calls)), 5)
    assert calls == [0, 1, 2, 3, 4]


def test_foreign_thread_error_is_reported():
    reports = []
    old, sys.unraisablehook = sys.unraisablehook, lambda info: reports.append(repr(info.exc_value))
    try:
        callbacks.call_from_new_thread(lambda: 1 / 0, 2)
    finally:
        sys.unraisablehook = old
    assert reports == ["ZeroDivisionError('division by zero')"] * 2, reports


def test_released_twice_in_foreign_thread():
    assert callbacks.release_in_new_thread(100) == 100


def start(code):
    path = [entry for entry in sys.path if entry]
    return subprocess.Popen([sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n" + code],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def output(process):
    out, error = process.communicate(timeout=60)
    assert process.returncode == 0, (process.returncode, error)
    return out


def run(code):
    return output(start(code))


SPIN = """
import threading, callbacks, time
threading.Thread(target=callbacks.spin_for_ever, daemon=True).start()
while callbacks.spins() < 3: time.sleep(0.001)
"""


def test_daemon_threads_at_shutdown():
    # Many at once: where threads wait long for a CPU, CPython's debug build notices one that comes
    # to the GIL too late.
    for process in [start(SPIN + "print('end of main')") for _ in range(24)]:
        assert output(process) == "end of main\n"


def test_threads_go_on_after_callbacks_that_are_run_by_hand():
    out = run(SPIN + """
import atexit
atexit._run_exitfuncs()
before, end = callbacks.spins(), time.monotonic() + 20
while callbacks.spins() < before + 10 and time.monotonic() < end: time.sleep(0.01)
print(callbacks.spins() >= before + 10)
""")
    assert out == "True\n"


def test_end_does_not_wait_for_threads_that_compute():
    out = run(SPIN.replace("spin_for_ever", "compute_for_ever") + "print('end of main')")
    assert out == "end of main\n"


def test_callback_in_atexit():
    out = run("import atexit, callbacks\n"
              "atexit.register(lambda: callbacks.call_from_new_thread(lambda: print('called'), 1))")
    assert out == "called\n"
