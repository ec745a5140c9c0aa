"""That the tests before this one called every row of abi.def."""
import unittest

import probe


class Coverage(unittest.TestCase):
    # Rows that take static tables or work on what those made: test_sample.py covers them, and the run
    # tests of coroutines and of extension types.
    ELSEWHERE = {"make_function", "define_global", "define_member", "function_closure",
                 "make_generator", "yield_from_begin",
                 "yield_from", "module_init", "make_coroutine", "make_async_generator",
                 "await_begin", "await_next_begin", "async_iter", "async_value",
                 "async_with_enter", "async_with_exit", "class_set_function", "extension_new",
                 "find_override", "class_ready"}

    def test_every_row_was_called(self):
        missed = {row for row, count in probe.counts().items() if not count}
        self.assertEqual(missed - self.ELSEWHERE, set())
