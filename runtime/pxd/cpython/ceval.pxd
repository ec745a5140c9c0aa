# The evaluation loop. Python 3.7 and later have threads from the start; these do nothing.
cdef extern from "Python.h":
    void PyEval_InitThreads()
    int PyEval_ThreadsInitialized()
    # Needs neither the GIL nor a thread state.
    int Py_AddPendingCall(int (*function)(void *) noexcept, void *argument) nogil
    int Py_MakePendingCalls() except -1
    int Py_EnterRecursiveCall(const char *where) except *
    void Py_LeaveRecursiveCall()
