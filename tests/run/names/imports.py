"""Imports in all forms, at the top and inside, and what they bind."""

import math
import os.path
import os.path as ospath
import collections.abc, string as text
from math import pi, floor as down
from os import (path,
                sep,)
from collections import *


def case_import():
    return math.sqrt(16), os.path.basename("a/b"), ospath is os.path, text.digits


def case_from():
    return round(pi, 3), down(2.7), path is os.path, sep


def case_star():
    return OrderedDict([(1, 2)]), "deque" in globals(), "abc" in globals()


def case_dotted_binds_the_first():
    import xml.dom.minidom
    return xml.__name__, xml.dom.minidom.__name__


def case_dotted_as_binds_the_last():
    import xml.dom.minidom as m
    return m.__name__


def case_inside_a_function():
    import json as j
    from json import dumps
    return j.loads("[1]"), dumps({"a": 1})


def case_missing_module():
    try:
        import no_such_module_anywhere
    except ImportError as error:
        return type(error).__name__, str(error), error.name


def case_missing_submodule():
    try:
        import os.nothing
    except ImportError as error:
        return type(error).__name__, str(error)


def case_missing_name():
    try:
        from math import nothing
    except ImportError as error:
        return type(error).__name__, str(error)[:40], error.name


def case_uncaught():
    import no_such_module_anywhere


def case_relative_without_package():
    try:
        from . import something
    except ImportError as error:
        return str(error)


def case_submodule_by_from():
    from os import path as p
    from xml import dom
    return p.__name__ == os.path.__name__, dom.__name__


def case_conditional():
    try:
        import no_such_module_anywhere as module
    except ImportError:
        module = None
    return module


def case_future():
    from sys import modules
    return "math" in modules


def case_global_import():
    global heapq
    import heapq
    return heapq.nsmallest(2, [3, 1, 2])


def case_in_class_body():
    class C:
        import math as m
        from math import tau
    return C.m is math, C.tau == math.tau


def case_in_loop_and_try():
    for _ in range(2):
        import bisect
    try:
        from bisect import bisect_left
    finally:
        pass
    return bisect_left([1, 3, 5], 3), bisect.bisect([1], 2)


def case_import_function():
    return __import__("math") is math, __import__("os.path").__name__


def case_import_hook_sees_arguments():
    import builtins
    calls = []
    real = builtins.__import__

    def hook(name, globals=None, locals=None, fromlist=(), level=0):
        calls.append((name, fromlist, level))
        return real(name, globals, locals, fromlist, level)
    builtins.__import__ = hook
    try:
        import os.path
        from math import pi, e
    finally:
        builtins.__import__ = real
    return calls
