// recursion.h: the depth of compiled Python code. Needs the GIL.
#pragma once

#include "nogilc_rt/python.h"

namespace nogilc_rt {

/// The calling thread's state; the GIL is held.
inline PyThreadState *current_thread() {
#if PY_VERSION_HEX >= 0x030D0000
  return PyThreadState_GetUnchecked();
#else
  return _PyThreadState_UncheckedGet();
#endif
}

/// One level deeper in compiled Python code: false = RecursionError. Compiled functions call each
/// other on the C stack, so without this an endless recursion would end in a crash. Inlined where
/// the counter is public.
inline bool enter_recursion(PyThreadState *thread) {
#if PY_VERSION_HEX >= 0x030C0000 && PY_VERSION_HEX < 0x030E0000
  if (NOGILC_LIKELY(thread->c_recursion_remaining > 0)) {
    --thread->c_recursion_remaining;
    return true;
  }
#elif PY_VERSION_HEX >= 0x030B0000 && PY_VERSION_HEX < 0x030C0000
  if (NOGILC_LIKELY(thread->recursion_remaining > 0)) {
    --thread->recursion_remaining;
    return true;
  }
#else
  (void)thread;
#endif
  return Py_EnterRecursiveCall(" while calling a Python object") == 0;
}

inline void leave_recursion(PyThreadState *thread) {
#if PY_VERSION_HEX >= 0x030C0000 && PY_VERSION_HEX < 0x030E0000
  ++thread->c_recursion_remaining;
#elif PY_VERSION_HEX >= 0x030B0000 && PY_VERSION_HEX < 0x030C0000
  ++thread->recursion_remaining;
#else
  (void)thread;
  Py_LeaveRecursiveCall();
#endif
}

} // namespace nogilc_rt
