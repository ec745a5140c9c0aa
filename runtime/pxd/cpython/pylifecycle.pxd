# The life of the interpreter, for programs that hold one. What tells about Python as it was built may
# be asked before there is one, and so without the GIL.
from cpython.pystate cimport PyThreadState
from libc.stddef cimport wchar_t
from libc.stdio cimport FILE

cdef extern from "Python.h":
    void Py_Initialize()
    void Py_InitializeEx(int installs_signal_handlers)
    void Py_Finalize()
    int Py_FinalizeEx()
    int Py_IsInitialized() nogil
    PyThreadState *Py_NewInterpreter()
    void Py_EndInterpreter(PyThreadState *state)
    int Py_AtExit(void (*function)() noexcept)
    void Py_Exit(int status)
    int Py_FdIsInteractive(FILE *file, const char *name)
    int Py_Main(int count, wchar_t **arguments)

    const char *Py_GetVersion() nogil
    const char *Py_GetPlatform() nogil
    const char *Py_GetCopyright() nogil
    const char *Py_GetCompiler() nogil
    const char *Py_GetBuildInfo() nogil

    # Python 3.13 and later prefer `sys`.
    void Py_SetProgramName(const wchar_t *name)
    wchar_t *Py_GetProgramName()
    void Py_SetPythonHome(const wchar_t *home)
    wchar_t *Py_GetPythonHome()
    int Py_SetStandardStreamEncoding(const char *encoding, const char *errors)
    wchar_t *Py_GetProgramFullPath()
    wchar_t *Py_GetPrefix()
    wchar_t *Py_GetExecPrefix()
    wchar_t *Py_GetPath()
    void Py_SetPath(const wchar_t *path)

    ctypedef void (*PyOS_sighandler_t)(int) noexcept nogil
    PyOS_sighandler_t PyOS_getsig(int signal_number)
    PyOS_sighandler_t PyOS_setsig(int signal_number, PyOS_sighandler_t handler)
