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


def run(code):
    path = [entry for entry in sys.path if entry]
    done = subprocess.run([sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n" + code],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, (done.returncode, done.stderr)
    return done.stdout


def test_daemon_thread_at_shutdown():
    out = run("import threading, callbacks, time\n"
              "threading.Thread(target=callbacks.spin_for_ever, daemon=True).start()\n"
              "while callbacks.spins() < 3: time.sleep(0.001)\n"
              "print('end of main')")
    assert out == "end of main\n"


def test_callback_in_atexit():
    out = run("import atexit, callbacks\n"
              "atexit.register(lambda: callbacks.call_from_new_thread(lambda: print('called'), 1))")
    assert out == "called\n"
