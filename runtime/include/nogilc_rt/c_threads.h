// c_threads.h: <threads.h> for callers that may hold the GIL. It is given up while the thread has
// to wait, so that the one that holds the lock can go on. Included by modules that cimport
// libc.threads; the runtime itself does not use it.
#pragma once

#include "nogilc_rt/python.h"

#include <threads.h>

namespace nogilc_rt::c_threads {

/// Without the GIL, if this thread had it, for the life of the object.
class Waiting {
public:
  Waiting() : state_(PyGILState_Check() ? PyEval_SaveThread() : nullptr) {}
  ~Waiting() {
    if (state_)
      PyEval_RestoreThread(state_);
  }
  Waiting(const Waiting &) = delete;
  Waiting &operator=(const Waiting &) = delete;

private:
  PyThreadState *state_;
};

using OnceFunction = void (*)();

inline void init(once_flag *flag) {
  const once_flag fresh = ONCE_FLAG_INIT;
  *flag = fresh;
}

inline int lock(mtx_t *mutex) {
  const int result = mtx_trylock(mutex);
  if (result != thrd_busy)
    return result;
  const Waiting waiting;
  return mtx_lock(mutex);
}

inline int wait(cnd_t *condition, mtx_t *mutex) {
  const Waiting waiting;
  return cnd_wait(condition, mutex);
}

inline int timed_wait(cnd_t *condition, mtx_t *mutex, const struct timespec *moment) {
  const Waiting waiting;
  return cnd_timedwait(condition, mutex, moment);
}

inline int once(once_flag *flag, OnceFunction function) {
  const Waiting waiting;
  call_once(flag, function);
  return thrd_success;
}

} // namespace nogilc_rt::c_threads
