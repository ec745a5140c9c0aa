# cython: boundscheck=False, wraparond=True   # error: [unknown-directive] "wraparond"
# cython: cdivision=maybe                     # error: [invalid-directive-value] "maybe"
# cython: c_string_type=text                  # error: [invalid-directive-value] "c_string_type"
# cython: warn.all=True, optimize.use_switch=True, infer_types=None, language_level=3
# cython: nogil=True                          # error: [misplaced-directive] "nogil"
# cython: final=True                          # error: [misplaced-directive] "final"
# cython: subinterpreters_compatible=yes      # error: [invalid-directive-value] "subinterpreters_compatible"
# cython: auto_pickle=None, c_string_encoding='', embedsignature.format=python
cimport cython


@cython.boundscheck(True)
@cython.infer_types(None)
@cython.warn.unused(False)
@cython.embedsignature.format("clinic")
def fine(list x, int i):
    with cython.cdivision(True), cython.wraparound(False):
        return x[i] + i // 3


@cython.language_level(3)   # error: [misplaced-directive] "language_level"
def of_module(x):
    return x


@cython.boundscheck("yes", 1)   # error: [invalid-directive-arguments] "boundscheck"
def arguments(x):
    return x


@cython.boundcheck(False)   # error: [unknown-directive] "boundcheck"
def misspelt(x):
    return x


@cython.binding(None)   # error: [invalid-directive-value] "binding"
def no_value(x):
    return x


@cython.embedsignature.format("pascal")   # error: [invalid-directive-value] "pascal"
def no_format(x):
    return x


@cython.callspec("__slowcall")  # error: [invalid-directive-value] "callspec"
def with_callspec(x):
    return x


def block(int a, int b):
    with cython.freethreading_compatible(True):   # error: [misplaced-directive] "with"
        return a + b
