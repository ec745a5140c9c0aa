// lock.cpp: how threads wait for a Mutex of ours, on a CPython that has no PyMutex. Who waits
// sleeps in a bucket, which the lock's address chooses; a bucket serves many locks, so whoever
// wakes looks again. Nothing but the byte itself is kept in a lock: it may die as soon as it is
// released.
#include "nogilc_rt/lock.h"

#if !NOGILC_HAS_PYMUTEX

#include <cstdint>
#if defined(_WIN32)
#include <windows.h>
#else
#include <pthread.h>
#endif

namespace nogilc_rt {

namespace {

/// A condition and the system's lock around it.
struct Bucket {
#if defined(_WIN32)
  void lock() { AcquireSRWLockExclusive(&mutex); }
  void unlock() { ReleaseSRWLockExclusive(&mutex); }
  void wait() { SleepConditionVariableSRW(&condition, &mutex, INFINITE, 0); }
  void wake_all() { WakeAllConditionVariable(&condition); }

  SRWLOCK mutex = SRWLOCK_INIT;
  CONDITION_VARIABLE condition = CONDITION_VARIABLE_INIT;
#else
  void lock() { pthread_mutex_lock(&mutex); }
  void unlock() { pthread_mutex_unlock(&mutex); }
  void wait() { pthread_cond_wait(&condition, &mutex); }
  void wake_all() { pthread_cond_broadcast(&condition); }

  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
#endif
};

Bucket &bucket_of(const void *lock) {
  constexpr size_t kBuckets = 67; // a prime: locks stand at multiples of 8 or 16
  static Bucket buckets[kBuckets];
  return buckets[reinterpret_cast<uintptr_t>(lock) % kBuckets];
}

} // namespace

void Mutex::acquire_slowly() {
  PyThreadState *const thread = thread_holds_gil() ? save_thread() : nullptr;
  Bucket &bucket = bucket_of(this);
  bucket.lock();
  // Whoever has waited takes the lock as contended: there may be others. The byte is written inside
  // of the bucket, so that release_slowly() cannot come between the look and the sleep.
  while (exchange(kContended) != kUnlocked)
    bucket.wait();
  bucket.unlock();
  if (thread)
    restore_thread(thread);
}

void Mutex::release_slowly(unsigned char state) {
  if (state == kUnlocked)
    Py_FatalError("unlocking mutex that is not locked");
  Bucket &bucket = bucket_of(this);
  bucket.lock();
  bucket.wake_all();
  bucket.unlock();
}

} // namespace nogilc_rt

#endif
