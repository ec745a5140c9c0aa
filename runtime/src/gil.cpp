// gil.cpp: the slow paths of gil.h: threads that Python did not make, the end of the interpreter,
// and errors raised without the GIL.
#include "internal.h"

#include <cstdio>
#include <cstdlib>
#if defined(_WIN32)
#include <windows.h>
#else
#include <unistd.h>
#endif
#if defined(__linux__)
#include <sys/syscall.h>
#endif

namespace nogilc_rt {

namespace {

bool is_main_thread() {
#if defined(__linux__)
  return syscall(SYS_gettid) == getpid();
#else
  return false;
#endif
}

} // namespace

[[noreturn]] void park_thread() {
  for (;;) {
#if defined(_WIN32)
    Sleep(INFINITE);
#else
    pause();
#endif
  }
}

void AcquireGilAnyhow::acquire() {
  if (!Py_IsInitialized()) {
    // The interpreter is gone. A thread of the program waits for the process to end; the main
    // thread (a destructor after `main`) is the one that ends it, so it must not wait.
    if (is_main_thread()) {
      std::fputs("nogilc: code that needs the GIL was called after the interpreter's end\n",
                 stderr);
      std::_Exit(EXIT_FAILURE);
    }
    park_thread();
  }
  bool known = PyGILState_GetThisThreadState() != nullptr;
#if PY_VERSION_HEX < 0x030E0000 && defined(__cpp_exceptions)
  try {
    state_ = PyGILState_Ensure();
  } catch (...) { // the forced unwinding of pthread_exit, see restore_thread
    park_thread();
  }
#else
  state_ = PyGILState_Ensure();
#endif
  mode_ = known ? Mode::Ensured : Mode::Fresh;
}

void AcquireGilAnyhow::release() {
  if (mode_ == Mode::Fresh && PyErr_Occurred()) {
    // Giving a fresh thread state back would drop the exception on its way to the caller. Keep the
    // state (one per such thread, freed with the interpreter): later acquisitions find it.
    PyEval_SaveThread();
    return;
  }
  PyGILState_Release(state_);
}

bool error_occurred_nogil() {
  // A thread without a thread state has nowhere to keep an exception.
  if (!thread_holds_gil() && !PyGILState_GetThisThreadState())
    return false;
  AcquireGilAnyhow gil;
  return PyErr_Occurred() != nullptr;
}

void raise_message_nogil(PyObject *type, const char *text) {
  AcquireGilAnyhow gil;
  PyErr_SetString(type, text);
}

void raise_unbound_local_nogil(PyObject *name) {
  AcquireGilAnyhow gil;
  raise_unbound_local(name);
}

void raise_none_attribute_nogil(PyObject *name) {
  AcquireGilAnyhow gil;
  raise_none_attribute(name);
}

void raise_index_nogil(const char *text) {
  AcquireGilAnyhow gil;
  PyErr_SetString(PyExc_IndexError, text);
}

void add_traceback_nogil(CodeInfo &code, int line) {
  AcquireGilAnyhow gil;
  add_traceback(code, line);
}

void unraisable_nogil(CodeInfo &code, int line) {
  AcquireGilAnyhow gil;
  unraisable(code, line);
}

} // namespace nogilc_rt
