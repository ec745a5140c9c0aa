// c_threads.h: <threads.h> for callers that may hold the GIL. It is given up while the thread has
// to wait, so that the one that holds the lock can go on. Included by modules that cimport
// libc.threads; the runtime itself does not use it.
#pragma once

#include "nogilc_rt/gil.h"

#include <threads.h>

namespace nogilc_rt::c_threads {

using OnceFunction = void (*)();

inline void init(once_flag *flag) {
  const once_flag fresh = ONCE_FLAG_INIT;
  *flag = fresh;
}

inline int lock(mtx_t *mutex) {
  const int result = mtx_trylock(mutex);
  if (result != thrd_busy)
    return result;
  const ReleaseGilIfHeld waiting;
  return mtx_lock(mutex);
}

inline int wait(cnd_t *condition, mtx_t *mutex) {
  const ReleaseGilIfHeld waiting;
  return cnd_wait(condition, mutex);
}

inline int timed_wait(cnd_t *condition, mtx_t *mutex, const struct timespec *moment) {
  const ReleaseGilIfHeld waiting;
  return cnd_timedwait(condition, mutex, moment);
}

inline int once(once_flag *flag, OnceFunction function) {
  const ReleaseGilIfHeld waiting;
  call_once(flag, function);
  return thrd_success;
}

} // namespace nogilc_rt::c_threads
