"""Names that are words of the dialect elsewhere."""

import contextlib


def case_nogil():
    nogil = contextlib.nullcontext(3)
    with nogil as value:
        return value


def case_gil_of_argument():
    def enter(gil):
        with gil:
            return len("abc")

    return enter(contextlib.nullcontext())
