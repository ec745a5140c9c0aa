"""The guards of gil.h: that the GIL is really free or held (shown by another thread's progress),
nesting, threads that Python did not make, and the end of the interpreter."""
import ctypes
import signal
import subprocess
import sys
import threading
import unittest

import threads

HAS_GIL = getattr(sys, "_is_gil_enabled", lambda: True)()


class Ticker:
    """A Python thread that counts, as long as it gets the GIL."""

    def __enter__(self):
        self.counter = ctypes.c_long(0)
        self.stop = False
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        return self.counter

    def run(self):
        while not self.stop:
            self.counter.value += 1

    def __exit__(self, *_):
        self.stop = True
        self.thread.join()


class Regions(unittest.TestCase):
    def test_released(self):
        with Ticker() as counter:
            for mode in ("released", "if held", "twice", "anyhow"):
                self.assertTrue(threads.watch(counter, mode), mode)

    @unittest.skipUnless(HAS_GIL, "nothing holds others up without a GIL")
    def test_held(self):
        with Ticker() as counter:
            for mode in ("held", "back"):
                self.assertFalse(threads.watch(counter, mode), mode)

    def test_nesting(self):
        depth = 3000
        self.assertEqual(threads.nest(depth), (2 * depth, 2 * (depth // 3), True))

    def test_nesting_on_many_threads(self):
        results = []
        workers = [threading.Thread(target=lambda: results.append(threads.nest(500)))
                   for _ in range(8)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        self.assertEqual(results, [(1000, 2 * (500 // 3), True)] * 8)


class ForeignThreads(unittest.TestCase):
    def test_callbacks(self):
        calls = []
        self.assertEqual(threads.run_foreign(lambda: calls.append(1), 4, 50), 4 * 50 + 4)
        self.assertEqual(len(calls), 2 * 4 * 50)

    def test_failing_callback_is_kept(self):
        self.assertEqual(threads.raise_foreign(), (False, True, True, "far away"))


class Shutdown(unittest.TestCase):
    PRELUDE = "import sys, threading, time, atexit\nimport threads\n"

    # Before 3.14 CPython frees the states of other threads while one of them may be between its look
    # at the interpreter and the GIL: it reads freed memory there (an assertion or a fault, in debug
    # builds), which an extension can make rare but not exclude. What is wrong with our own guards
    # shows in every run.
    MAY_RACE = sys.version_info < (3, 14)

    def ends_well(self, text, times=8):
        races = 0
        for _ in range(times):
            done = subprocess.run([sys.executable, "-c", self.PRELUDE + text], timeout=60,
                                  capture_output=True, text=True)
            if self.MAY_RACE and done.returncode in (-signal.SIGSEGV, -signal.SIGABRT):
                races += 1
                self.assertLess(races, times / 2, done.stderr)
                continue
            self.assertEqual((done.returncode, done.stderr, done.stdout), (0, "", "end\n"))

    def test_foreign_thread(self):
        self.ends_well("for _ in range(3): threads.haunt(lambda: [1, 2])\n"
                       "time.sleep(.02)\nprint('end')")

    def test_daemon_thread(self):
        self.ends_well("for _ in range(3):\n"
                       "  threading.Thread(target=threads.linger, daemon=True).start()\n"
                       "time.sleep(.02)\nprint('end')")

    def test_both_and_work_at_exit(self):
        self.ends_well("threads.haunt(lambda: None)\n"
                       "threading.Thread(target=threads.linger, daemon=True).start()\n"
                       "atexit.register(lambda: [threads.nest(10) for _ in range(50)])\n"
                       "print('end')")

    def test_wakes_up_too_late(self):
        self.ends_well("class Slow:\n"
                       "  def __del__(self, sleep=time.sleep): sleep(.05)\n"
                       "sys.slow = Slow()\n"
                       "threading.Thread(target=threads.oversleep, args=(30,), daemon=True)"
                       ".start()\n"
                       "print('end')")


if __name__ == "__main__":
    unittest.main()
