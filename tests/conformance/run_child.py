"""Imports one compiled test of Cython and runs its doctests or unit tests. A child process of run.py.

usage: run_child.py doctest|unittest|import NAME MODULE_FILE REPORT
The report is JSON: {"tests": how many ran, "failures": [[name, text], ...], "texts": n}.
Exceptions are compared by their type: the messages that the docstrings have are Cython's, those of nogilc
are CPython's. `texts` says how many of them were another text.
"""

import doctest
import importlib.machinery
import importlib.util
import json
import sys
import threading
import traceback
import unittest


class Result(unittest.TestResult):
    """Collects the failures as text."""

    def __init__(self):
        super().__init__()
        self.texts = []

    def addError(self, test, err):
        super().addError(test, err)
        self.texts.append([str(test), "".join(traceback.format_exception(*err))])

    def addFailure(self, test, err):
        super().addFailure(test, err)
        # The text of a failed docstring is that of its exception.
        is_doctest = isinstance(test, doctest.DocTestCase)
        text = str(err[1]) if is_doctest else "".join(traceback.format_exception(*err))
        self.texts.append([str(test), text])

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.texts.append([str(subtest), "".join(traceback.format_exception(*err))])


class Checker(doctest.OutputChecker):
    """Counts the exceptions that have another message. doctest compares such a one a second time without
    its message; only then what is wanted does not end its line."""

    def __init__(self):
        self.other_texts = 0

    def check_output(self, want, got, optionflags):
        right = super().check_output(want, got, optionflags)
        if right and want and not want.endswith("\n"):
            self.other_texts += 1
        return right


def load(name, path):
    loader = importlib.machinery.ExtensionFileLoader(name, path)
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module


def main(mode, name, path, report):
    module = load(name, path)
    result = Result()
    checker = Checker()
    if mode == "doctest":
        doctest.DocTestSuite(module, checker=checker, optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(result)
    elif mode == "unittest":
        unittest.defaultTestLoader.loadTestsFromModule(module).run(result)
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(2)
            if thread.is_alive():
                result.texts.append([thread.name, "a thread that does not end"])
    with open(report, "w", encoding="utf-8") as file:
        json.dump({"tests": result.testsRun, "failures": result.texts,
                   "texts": checker.other_texts}, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
