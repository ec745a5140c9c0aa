"""Extension modules under GCC's and Clang's sanitizers, with a Python that is not instrumented: the
flags of their build, and the environment that their process runs in. Used by the test drivers.
"""

import os
import shlex
import subprocess

LIBRARIES = {"address": "libasan.so", "undefined": "libubsan.so", "thread": "libtsan.so"}


def compiler():
    return shlex.split(os.environ.get("CXX", "c++"))


def flags(sanitize):
    """For compiling and for linking."""
    return [f"-fsanitize={sanitize}", "-fno-omit-frame-pointer", "-g1"]


def build_environment(sanitize):
    """For `nogilc build`."""
    text = " ".join(flags(sanitize))
    return {"CXXFLAGS": f"{os.environ.get('CXXFLAGS', '')} {text}".strip(),
            "LDFLAGS": f"{os.environ.get('LDFLAGS', '')} {text}".strip()}


def run_environment(sanitize, cxx=None):
    """The interpreter itself is not instrumented, so the sanitizer's library is loaded first. Python
    keeps freed memory for itself unless it is told to use malloc; what it never frees is no leak."""
    libraries = [subprocess.check_output([*(cxx or compiler()), f"-print-file-name={LIBRARIES[one]}"],
                                         text=True).strip()
                 for one in sanitize.split(",")]
    return {"LD_PRELOAD": ":".join(libraries), "PYTHONMALLOC": "malloc",
            # CPython ends threads without telling AddressSanitizer, whose own clean-up of their signal
            # stacks then finds the stack marked as in use.
            "ASAN_OPTIONS": "detect_leaks=0:use_sigaltstack=0",
            "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
            "TSAN_OPTIONS": "exitcode=66:report_thread_leaks=0"}
