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

[[gnu::cold]] void sleep_milliseconds(int count) {
#if defined(_WIN32)
  Sleep(static_cast<DWORD>(count));
#else
  const timespec time = {count / 1000, count % 1000 * 1000000L};
  nanosleep(&time, nullptr);
#endif
}

} // namespace

[[noreturn]] void park_thread() {
  for (;;)
    sleep_milliseconds(1000 * 1000);
}

InterpreterLife interpreter_life = kAsk;

namespace {

void set_interpreter_life(InterpreterLife life) {
#if defined(__GNUC__) || defined(__clang__)
  __atomic_store(&interpreter_life, &life, __ATOMIC_RELAXED);
#else
  *const_cast<volatile InterpreterLife *>(&interpreter_life) = life;
#endif
}

bool interpreter_is_finalizing() {
#if PY_VERSION_HEX >= 0x030D0000
  return Py_IsFinalizing();
#else
  return _Py_IsFinalizing();
#endif
}

/// The thread that ran our `atexit` callback: the one that finalises the interpreter. Read and
/// written with atomics.
unsigned long finalizing_thread = 0;

bool finalizes_interpreter() {
  return PyThread_get_thread_ident() == __atomic_load_n(&finalizing_thread, __ATOMIC_RELAXED);
}

} // namespace

#ifdef NOGILC_COUNTS_THREADS

Py_ssize_t threads_outside = 0;

namespace {

/// How long threads that compute without the GIL may hold up the end, and how long threads that
/// want the GIL wait for an end that does not come.
constexpr int kMostWaitForThreads = 50, kMostWaitForEnd = 1000; // milliseconds

/// The threads of threads_outside that wait in wait_for_end, and those that are on their way into
/// PyGILState_Ensure and that nobody counts. Read and written with atomics.
Py_ssize_t waiting_threads = 0, arriving_threads = 0;

/// Where the end is near: a thread waits here, and does not go near CPython, until it is ended.
[[gnu::cold]] void wait_for_end() {
  const bool is_counted = PyGILState_GetThisThreadState() != nullptr;
  __atomic_add_fetch(&waiting_threads, is_counted, __ATOMIC_SEQ_CST);
  for (int waited = 0; current_interpreter_life() == kEnding; ++waited) {
    if (interpreter_is_finalizing() || !Py_IsInitialized())
      park_thread();
    if (waited == kMostWaitForEnd) // somebody ran the callbacks by hand
      set_interpreter_life(kAsk);
    sleep_milliseconds(1);
  }
  __atomic_sub_fetch(&waiting_threads, is_counted, __ATOMIC_SEQ_CST);
}

/// When `atexit` forgets its callbacks: all of them ran, and next the interpreter frees the states
/// of all other threads. A thread that has looked whether it is time to be parked and is on its way
/// to the GIL, or waits for it, would read what was freed. So from now on none sets out, and those
/// on their way get there first. Those that compute without the GIL are not waited for: they will
/// find out.
[[gnu::cold]] void wait_for_threads(PyObject *) {
  PyThreadState *const state = PyThreadState_Get();
  if (current_interpreter_life() != kAsk || sub_interpreter || !finalizes_interpreter())
    return; // the callback did not run: it was unregistered
  const bool is_alone = !state->prev && !state->next; // also after a fork
  set_interpreter_life(kEnding);
  for (int waited = 0; !is_alone && waited < kMostWaitForThreads; ++waited) {
    if (__atomic_load_n(&waiting_threads, __ATOMIC_SEQ_CST) >= threads_outside &&
        __atomic_load_n(&arriving_threads, __ATOMIC_SEQ_CST) == 0)
      return;
    PyThreadState *const self = PyEval_SaveThread();
    sleep_milliseconds(1);
    PyEval_RestoreThread(self);
  }
}

} // namespace

#endif

// Finalisation begins by freeing the states of all other threads, so such a thread must not come
// near CPython from then on: before 3.14 it would read its freed state, or make a new one that is
// freed under its hands. When it is over, CPython no longer knows that there was one.
[[gnu::cold]] void park_at_interpreter_end() {
  if (!Py_IsInitialized())
    park_thread();
  if (finalizes_interpreter() || is_main_thread())
    return;
  if (interpreter_is_finalizing())
    park_thread();
#ifdef NOGILC_COUNTS_THREADS
  if (current_interpreter_life() == kEnding)
    wait_for_end();
#endif
}

[[gnu::cold]] void watch_interpreter() {
  if (interpreter_life == kAlive)
    return;
  // The last that happens before finalisation. Callbacks that were registered before this one still
  // follow, so it only says that there is something to ask for.
  static PyMethodDef told = {"nogilc_ask_interpreter",
                             [](PyObject *, PyObject *) {
                               __atomic_store_n(&finalizing_thread, PyThread_get_thread_ident(),
                                                __ATOMIC_RELAXED);
                               set_interpreter_life(kAsk);
                               return new_ref(Py_None);
                             },
                             METH_NOARGS, nullptr};
#ifdef NOGILC_COUNTS_THREADS
  Ref end(PyCapsule_New(&threads_outside, "nogilc.end", wait_for_threads));
#else
  Ref end;
#endif
  Ref callback(PyCFunction_New(&told, end));
  Ref atexit(PyImport_ImportModule("atexit"));
  Ref done(callback && atexit
               ? PyObject_CallMethod(atexit, "register", "O", static_cast<PyObject *>(callback))
               : nullptr);
  if (!done)
    PyErr_Clear(); // then each thread asks each time
  else
    set_interpreter_life(kAlive);
}

SubInterpreter *sub_interpreter;

namespace {

bool interpreter_is_gone() {
  return !Py_IsInitialized() ||
         (sub_interpreter && __atomic_load_n(&sub_interpreter->is_over, __ATOMIC_ACQUIRE));
}

constexpr char kSubInterpreter[] = "nogilc.interpreter.1"; // 1: of the layout

/// When the interpreter takes its own dict apart: nothing of it can be used from now on.
void end_sub_interpreter(PyObject *capsule) {
  auto *ended = static_cast<SubInterpreter *>(PyCapsule_GetPointer(capsule, kSubInterpreter));
  __atomic_store_n(&ended->is_over, true, __ATOMIC_RELEASE);
}

PyObject *new_sub_interpreter(PyInterpreterState *interpreter) {
  auto *made = static_cast<SubInterpreter *>(PyMem_RawMalloc(sizeof(SubInterpreter)));
  if (!made)
    return PyErr_NoMemory();
  *made = {}; // keys that need to be created
  made->interpreter = interpreter;
  if (PyThread_tss_create(&made->detached) || PyThread_tss_create(&made->raised))
    return PyErr_NoMemory();
  return PyCapsule_New(made, kSubInterpreter, end_sub_interpreter);
}

// The states that a thread without the GIL may have in the module's interpreter beside the main
// one.

PyThreadState *detached_state() {
  return static_cast<PyThreadState *>(PyThread_tss_get(&sub_interpreter->detached));
}

PyThreadState *known_state() {
  PyThreadState *known = PyGILState_GetThisThreadState();
  const bool is_there =
      known && PyThreadState_GetInterpreter(known) == sub_interpreter->interpreter;
  return is_there ? known : nullptr;
}

bool error_occurred_in_sub_interpreter() {
  const PyThreadState *thread = thread_holds_gil() ? current_thread() : detached_state();
  if (!thread)
    thread = known_state();
  if (!thread)
    return PyThread_tss_get(&sub_interpreter->raised) != nullptr;
#if PY_VERSION_HEX >= 0x030C0000
  return thread->current_exception;
#else
  return thread->curexc_type;
#endif
}

} // namespace

[[gnu::cold]] bool enter_interpreter(PyInterpreterState *interpreter) {
  watch_interpreter();
  if (interpreter == PyInterpreterState_Main())
    return true;
  PyObject *shared = PyInterpreterState_GetDict(interpreter);
  if (!shared) {
    PyErr_NoMemory();
    return false;
  }
  PyObject *there = PyDict_GetItemString(shared, kSubInterpreter);
  const Ref capsule(there ? new_ref(there) : new_sub_interpreter(interpreter));
  if (!capsule || PyDict_SetItemString(shared, kSubInterpreter, capsule) < 0)
    return false;
  sub_interpreter = static_cast<SubInterpreter *>(PyCapsule_GetPointer(capsule, kSubInterpreter));
  return sub_interpreter != nullptr;
}

void AcquireGilAnyhow::acquire_in_sub_interpreter() {
  PyThreadState *state = detached_state();
  mode_ = Mode::Restored;
  if (!state) {
    state = known_state();
    mode_ = Mode::Known;
  }
  if (!state) {
    state = PyThreadState_New(sub_interpreter->interpreter);
    mode_ = Mode::Made;
  }
  if (!state)
    Py_FatalError("no memory for a thread state");
  restore_thread(state);
  if (mode_ != Mode::Made)
    return;
  if (auto *raised = static_cast<PyObject *>(PyThread_tss_get(&sub_interpreter->raised))) {
    PyThread_tss_set(&sub_interpreter->raised, nullptr);
    restore_raised(raised);
  }
}

void AcquireGilAnyhow::acquire() {
  if (interpreter_is_gone()) {
    // The interpreter is gone. A thread of the program waits for the process to end; the main
    // thread (a destructor after `main`) is the one that ends it, so it must not wait.
    if (is_main_thread()) {
      std::fputs("nogilc: code that needs the GIL was called after the interpreter's end\n",
                 stderr);
      std::_Exit(EXIT_FAILURE);
    }
    park_thread();
  }
  park_at_interpreter_end();
  if (sub_interpreter) {
    acquire_in_sub_interpreter();
    return;
  }
  const bool known = PyGILState_GetThisThreadState() != nullptr;
#ifdef NOGILC_COUNTS_THREADS
  if (!known) {
    __atomic_add_fetch(&arriving_threads, 1, __ATOMIC_SEQ_CST);
    if (current_interpreter_life() == kEnding) {
      __atomic_sub_fetch(&arriving_threads, 1, __ATOMIC_SEQ_CST);
      park_at_interpreter_end();
      __atomic_add_fetch(&arriving_threads, 1, __ATOMIC_SEQ_CST);
    }
  }
#endif
#if PY_VERSION_HEX < 0x030E0000 && defined(__cpp_exceptions)
  try {
    state_ = PyGILState_Ensure();
  } catch (...) { // the forced unwinding of pthread_exit, see restore_thread
    park_thread();
  }
#else
  state_ = PyGILState_Ensure();
#endif
#ifdef NOGILC_COUNTS_THREADS
  if (!known)
    __atomic_sub_fetch(&arriving_threads, 1, __ATOMIC_SEQ_CST);
#endif
  mode_ = known ? Mode::Ensured : Mode::Fresh;
}

void AcquireGilAnyhow::release() {
  switch (mode_) {
  case Mode::Restored:
    save_thread();
    return;
  case Mode::Known:
    PyEval_SaveThread();
    return;
  case Mode::Made:
    // An exception on its way to the caller waits for the next region of the thread: a state that
    // is left over would be in the way of the interpreter's end.
    if (PyErr_Occurred())
      PyThread_tss_set(&sub_interpreter->raised, take_raised());
    PyThreadState_Clear(PyThreadState_Get());
    PyThreadState_DeleteCurrent();
    return;
  case Mode::Held:
  case Mode::Ensured:
  case Mode::Fresh:
    break;
  }
  if (mode_ == Mode::Fresh && PyErr_Occurred()) {
    // Giving a fresh thread state back would drop the exception on its way to the caller. Keep the
    // state (one per such thread, freed with the interpreter): later acquisitions find it.
    PyEval_SaveThread();
    return;
  }
  PyGILState_Release(state_);
}

bool error_occurred_nogil() {
  // Thread states are being freed: wait for the end.
  if (NOGILC_UNLIKELY(current_interpreter_life() != kAlive && interpreter_is_finalizing())) {
    AcquireGilAnyhow gil;
    return PyErr_Occurred() != nullptr;
  }
  if (NOGILC_UNLIKELY(sub_interpreter != nullptr))
    return error_occurred_in_sub_interpreter();
#if PY_VERSION_HEX >= 0x030C0000
  const PyThreadState *thread = current_thread();
  if (!thread) // attached to none: the one it was attached to, and comes back to
    thread = PyGILState_GetThisThreadState();
  return thread && thread->current_exception;
#else
  const PyThreadState *thread = PyGILState_GetThisThreadState();
  return thread && thread->curexc_type;
#endif
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

bool fail_item_nogil(PyObject *object, const char *text) {
  AcquireGilAnyhow gil;
  if (object == Py_None)
    raise_not_subscriptable(object);
  else
    PyErr_SetString(PyExc_IndexError, text);
  return false;
}

bool fail_byte_nogil(PyObject *bytearray, Py_ssize_t value) {
  AcquireGilAnyhow gil;
  if (bytearray == Py_None)
    PyErr_SetString(PyExc_TypeError, "'NoneType' object does not support item assignment");
  else if (value < 0 || value > 255)
    PyErr_SetString(PyExc_ValueError, "byte must be in range(0, 256)");
  else
    PyErr_SetString(PyExc_IndexError, "bytearray index out of range");
  return false;
}

bool fail_contains_nogil(PyObject *object) {
  AcquireGilAnyhow gil;
  if (object == Py_None)
    PySequence_Contains(object, object);
  else
    PyErr_SetString(PyExc_ValueError, "byte must be in range(0, 256)");
  return false;
}

void raise_index_nogil(const char *text) {
  AcquireGilAnyhow gil;
  PyErr_SetString(PyExc_IndexError, text);
}

void add_traceback_nogil(CodeInfo &code, int line) {
  AcquireGilAnyhow gil;
  add_traceback(code, line);
}

void unraisable_nogil(CodeInfo &code, int line, bool is_shown) {
  AcquireGilAnyhow gil;
  unraisable(code, line, is_shown);
}

} // namespace nogilc_rt
