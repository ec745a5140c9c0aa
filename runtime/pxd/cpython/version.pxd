# The version of Python that the module is compiled for.
cdef extern from "Python.h":
    const int PY_VERSION_HEX
    const int PY_MAJOR_VERSION
    const int PY_MINOR_VERSION
    const int PY_MICRO_VERSION
    const int PY_RELEASE_LEVEL
    const int PY_RELEASE_SERIAL
    const char PY_VERSION[]
    const int PY_RELEASE_LEVEL_ALPHA
    const int PY_RELEASE_LEVEL_BETA
    const int PY_RELEASE_LEVEL_GAMMA
    const int PY_RELEASE_LEVEL_FINAL
