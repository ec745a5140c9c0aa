// gil.h: giving the GIL back and taking it, as guards. Where the compiler knows the state, a guard
// costs what PyEval_SaveThread / PyEval_RestoreThread cost; where it does not (the body of a
// `nogil` function), releasing twice and acquiring twice are safe at any nesting on any thread.
// On a free-threaded CPython the same calls attach and detach the thread, which it needs as much.
//
// Threads at the end of the interpreter: CPython before 3.14 ends a thread that wants the GIL back
// during finalisation with pthread_exit, which unwinds through C++ frames whose destructors would
// touch Python objects without the GIL. Like CPython 3.14 we park such a thread instead.
#pragma once

#include "nogilc_rt/python.h"

namespace nogilc_rt {

/// Parks the calling thread for ever: the interpreter is gone or going, and nothing that the
/// thread could do is safe. The process ends as usual when the main thread ends.
[[noreturn]] void park_thread();

/// What is known of the interpreter's life without asking it. Written with the GIL, or by the
/// thread that ends the interpreter; read by any thread at any time.
enum InterpreterLife : unsigned char {
  kAsk,    // nobody tells us, or its end is near
  kAlive,  // until `atexit` says otherwise
  kEnding, // its end is so near that no thread may come near CPython
};
extern InterpreterLife interpreter_life;

#if PY_VERSION_HEX < 0x030E0000 && !defined(Py_GIL_DISABLED)
/// CPython frees what a thread that comes back would read, see wait_for_threads.
#define NOGILC_COUNTS_THREADS 1
/// The threads that gave the GIL back by save_thread and do not have it again. Written with the
/// GIL.
extern Py_ssize_t threads_outside;
#endif

/// Makes sure that interpreter_life is told. When a module is initialised, with the GIL.
void watch_interpreter();

inline InterpreterLife current_interpreter_life() {
#if defined(__GNUC__) || defined(__clang__)
  InterpreterLife life;
  __atomic_load(&interpreter_life, &life, __ATOMIC_RELAXED);
  return life;
#else
  return *const_cast<const volatile InterpreterLife *>(&interpreter_life);
#endif
}

/// Parks the calling thread if the interpreter is gone, or if another thread is finalising it.
void park_at_interpreter_end();

/// An interpreter beside the main one, which PyGILState knows nothing of. All of its modules that
/// nogilc has made share it; it is never freed.
struct SubInterpreter {
  PyInterpreterState *interpreter;
  bool is_over;      // read and written with atomics
  Py_tss_t detached; // the thread's state, while a guard has given it back
  Py_tss_t raised;   // what a thread raised that Python does not know
};
/// That of this module; null in the main interpreter. Set before any of its code runs.
extern SubInterpreter *sub_interpreter;

/// PyEval_SaveThread for a thread that comes back.
inline PyThreadState *save_thread() {
#ifdef NOGILC_COUNTS_THREADS
  ++threads_outside;
#endif
  PyThreadState *state = PyEval_SaveThread();
  if (NOGILC_UNLIKELY(sub_interpreter != nullptr))
    PyThread_tss_set(&sub_interpreter->detached, state);
  return state;
}

/// PyEval_RestoreThread that never lets a thread be unwound. Without exception support there is
/// nothing to catch and no destructor to run.
inline void restore_thread(PyThreadState *state) {
  if (NOGILC_UNLIKELY(sub_interpreter != nullptr))
    PyThread_tss_set(&sub_interpreter->detached, nullptr);
#if PY_VERSION_HEX < 0x030E0000
  if (NOGILC_UNLIKELY(current_interpreter_life() != kAlive))
    park_at_interpreter_end();
#endif
#if PY_VERSION_HEX < 0x030E0000 && defined(__cpp_exceptions)
  try {
    PyEval_RestoreThread(state);
  } catch (...) {
    park_thread();
  }
#else
  PyEval_RestoreThread(state);
#endif
#ifdef NOGILC_COUNTS_THREADS
  --threads_outside;
#endif
}

#if PY_VERSION_HEX < 0x030C0000
/// Whether the calling thread has gone over to the module's interpreter from another one, whose
/// state of it is `known`, and no guard has given the GIL back. CPython does not say which thread
/// its current state is used by: that of who made it may be lent to another one.
inline bool is_in_sub_interpreter(PyThreadState *known) {
  return NOGILC_UNLIKELY(sub_interpreter != nullptr) && known &&
         PyThreadState_GetInterpreter(known) != sub_interpreter->interpreter &&
         !PyThread_tss_get(&sub_interpreter->detached);
}
#endif

/// True if the calling thread holds the GIL (is attached). Callable on any thread at any time.
inline bool thread_holds_gil() {
#if PY_VERSION_HEX >= 0x030D0000
  return PyThreadState_GetUnchecked() != nullptr;
#elif PY_VERSION_HEX >= 0x030C0000
  return _PyThreadState_UncheckedGet() != nullptr;
#else
  // The current thread state is one for the whole process here: it must also be this thread's.
  // Asked in this order, a thread that nobody competes with pays for one load only.
  PyThreadState *current = _PyThreadState_UncheckedGet();
  if (!current)
    return false;
  PyThreadState *known = PyGILState_GetThisThreadState();
  return current == known || is_in_sub_interpreter(known);
#endif
}

/// `with nogil:` where the GIL is known to be held.
class ReleaseGil {
public:
  ReleaseGil() : state_(save_thread()) {}
  ~ReleaseGil() noexcept(false) { restore_thread(state_); }
  ReleaseGil(const ReleaseGil &) = delete;
  ReleaseGil &operator=(const ReleaseGil &) = delete;

private:
  friend class AcquireGil;
  PyThreadState *state_;
};

/// `with gil:` lexically inside the ReleaseGil `released` of the same function.
class AcquireGil {
public:
  explicit AcquireGil(ReleaseGil &released) : released_(released) {
    restore_thread(released_.state_);
  }
  ~AcquireGil() { released_.state_ = save_thread(); }
  AcquireGil(const AcquireGil &) = delete;
  AcquireGil &operator=(const AcquireGil &) = delete;

private:
  ReleaseGil &released_;
};

/// `with nogil:` in a function that may be called with or without the GIL.
class ReleaseGilIfHeld {
public:
  ReleaseGilIfHeld() : state_(thread_holds_gil() ? save_thread() : nullptr) {}
  ~ReleaseGilIfHeld() noexcept(false) {
    if (state_)
      restore_thread(state_);
  }
  ReleaseGilIfHeld(const ReleaseGilIfHeld &) = delete;
  ReleaseGilIfHeld &operator=(const ReleaseGilIfHeld &) = delete;

private:
  PyThreadState *state_;
};

/// `with gil:` in a function that may be called with or without the GIL, on a thread that Python
/// made or did not. An exception that is still raised at the end stays raised in the thread.
class AcquireGilAnyhow {
public:
  AcquireGilAnyhow() {
    if (!thread_holds_gil())
      acquire();
  }
  ~AcquireGilAnyhow() {
    if (mode_ != Mode::Held)
      release();
  }
  AcquireGilAnyhow(const AcquireGilAnyhow &) = delete;
  AcquireGilAnyhow &operator=(const AcquireGilAnyhow &) = delete;

private:
  enum class Mode : unsigned char {
    Held,    // it was held before: nothing to do
    Ensured, // PyGILState_Ensure took it for a thread that Python knows
    Fresh,   // PyGILState_Ensure made a thread state for this thread
    // Beside the main interpreter:
    Restored, // with the state that a guard of the thread had given back
    Known,    // with the one that PyGILState knows
    Made,     // with one that was made for this region
  };
  void acquire();
  void acquire_in_sub_interpreter();
  void release();

  Mode mode_ = Mode::Held;
  PyGILState_STATE state_ = PyGILState_UNLOCKED;
};

struct CodeInfo;

/// Whether an exception is set in the calling thread. Only the thread itself sets and clears it, so
/// it needs no GIL to look.
bool error_occurred_nogil();

// Errors where the GIL is not, or may not be, held. Each takes it for as long as it needs it.
void raise_message_nogil(PyObject *type, const char *text);
void raise_unbound_local_nogil(PyObject *name);
void raise_none_attribute_nogil(PyObject *name);
void raise_index_nogil(const char *text);
/// In a `catch` block of `except +`: the exception being handled as a Python exception. One that
/// Python code called from C++ has raised already stays.
void raise_cpp_exception();
void add_traceback_nogil(CodeInfo &code, int line);
void unraisable_nogil(CodeInfo &code, int line, bool is_shown);

} // namespace nogilc_rt
