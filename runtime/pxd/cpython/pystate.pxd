# Threads and interpreters.
#
# A thread that Python does not know takes the GIL with PyGILState_Ensure and gives it back with
# PyGILState_Release; `with gil:` does both. What is declared without `nogil` needs the GIL also where
# its purpose is to give it away.
from cpython.object cimport PyObject
from libc.stdint cimport int64_t

cdef extern from "Python.h":
    ctypedef int64_t PY_INT64_T "int64_t"

    ctypedef struct PyThreadState:
        pass
    ctypedef struct PyInterpreterState:
        pass
    ctypedef struct PyFrameObject:
        pass
    ctypedef enum PyGILState_STATE:
        PyGILState_LOCKED
        PyGILState_UNLOCKED

    PyGILState_STATE PyGILState_Ensure() nogil
    void PyGILState_Release(PyGILState_STATE state) nogil
    bint PyGILState_Check() nogil
    PyThreadState *PyGILState_GetThisThreadState() nogil

    PyThreadState *PyEval_SaveThread()
    void PyEval_RestoreThread(PyThreadState *state) nogil
    void PyEval_AcquireThread(PyThreadState *state) nogil
    void PyEval_ReleaseThread(PyThreadState *state)

    PyInterpreterState *PyInterpreterState_New() nogil
    void PyInterpreterState_Clear(PyInterpreterState *interpreter)
    void PyInterpreterState_Delete(PyInterpreterState *interpreter)
    PyInterpreterState *PyInterpreterState_Get()
    int64_t PyInterpreterState_GetID(PyInterpreterState *interpreter) except -1
    PyObject *PyInterpreterState_GetDict(PyInterpreterState *interpreter)
    PyInterpreterState *PyInterpreterState_Main()
    PyInterpreterState *PyInterpreterState_Head()
    PyInterpreterState *PyInterpreterState_Next(PyInterpreterState *interpreter)
    PyThreadState *PyInterpreterState_ThreadHead(PyInterpreterState *interpreter)

    PyThreadState *PyThreadState_New(PyInterpreterState *interpreter) nogil
    void PyThreadState_Clear(PyThreadState *state)
    void PyThreadState_Delete(PyThreadState *state) nogil
    void PyThreadState_DeleteCurrent()
    PyThreadState *PyThreadState_Get()
    PyThreadState *PyThreadState_Next(PyThreadState *state)
    PyThreadState *PyThreadState_Swap(PyThreadState *state)
    # Borrowed.
    PyObject *PyThreadState_GetDict()
    # How many threads were told; more than one is a mistake.
    int PyThreadState_SetAsyncExc(unsigned long thread, PyObject *exception)

    ctypedef int (*Py_tracefunc)(PyObject *o, PyFrameObject *frame, int what,
                                 PyObject *argument) noexcept
    const int PyTrace_CALL
    const int PyTrace_EXCEPTION
    const int PyTrace_LINE
    const int PyTrace_RETURN
    const int PyTrace_C_CALL
    const int PyTrace_C_EXCEPTION
    const int PyTrace_C_RETURN
    const int PyTrace_OPCODE
    void PyEval_SetProfile(Py_tracefunc function, PyObject *o)
    void PyEval_SetTrace(Py_tracefunc function, PyObject *o)
