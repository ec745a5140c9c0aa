// lock.h: the locks `cython.pymutex` and `cython.pythread_type_lock`, and critical sections. Both
// lock types are a Mutex: one byte, unlocked when it is zero, so that a module's variable, a frame
// or an object that starts as zeros holds a lock that is ready. It is CPython's PyMutex where there
// is one. Every function here may be called with or without the GIL, unless it says otherwise.
#pragma once

#include "nogilc_rt/gil.h"

#if defined(_MSC_VER) && !defined(__clang__)
#include <intrin.h>
#endif

namespace nogilc_rt {

#if PY_VERSION_HEX >= 0x030D0000
#define NOGILC_HAS_PYMUTEX 1
#else
#define NOGILC_HAS_PYMUTEX 0
#endif

class Mutex {
public:
  constexpr Mutex() noexcept : state_{} {}
  Mutex(const Mutex &) = delete;
  Mutex &operator=(const Mutex &) = delete;

  /// A thread that has to wait gives the GIL back meanwhile, if it holds it: the thread that has
  /// the lock may need it.
  void acquire();
  void release();
  bool is_locked() const;

#if NOGILC_HAS_PYMUTEX
  PyMutex *raw() { return &state_; }

private:
  PyMutex state_;
#else
private:
  enum : unsigned char { kUnlocked, kLocked, kContended }; // contended: somebody may be waiting
  bool try_acquire();
  unsigned char exchange(unsigned char state);
  NOGILC_COLD void acquire_slowly();
  NOGILC_COLD void release_slowly(unsigned char state);

  unsigned char state_;
#endif
};

#if NOGILC_HAS_PYMUTEX

inline void Mutex::acquire() {
#if PY_VERSION_HEX < 0x030E0000 && defined(__cpp_exceptions)
  try {
    PyMutex_Lock(&state_);
  } catch (...) { // the forced unwinding of pthread_exit, see restore_thread
    park_thread();
  }
#else
  PyMutex_Lock(&state_);
#endif
}

inline void Mutex::release() { PyMutex_Unlock(&state_); }

// PyMutex_IsLocked() is younger than PyMutex: the lowest bit says it.
inline bool Mutex::is_locked() const {
#if defined(_MSC_VER) && !defined(__clang__)
  return *const_cast<const volatile uint8_t *>(&state_._bits) & 1;
#else
  return __atomic_load_n(&state_._bits, __ATOMIC_SEQ_CST) & 1;
#endif
}

#else

inline bool Mutex::try_acquire() {
#if defined(_MSC_VER) && !defined(__clang__)
  return _InterlockedCompareExchange8(reinterpret_cast<volatile char *>(&state_), kLocked,
                                      kUnlocked) == kUnlocked;
#else
  unsigned char expected = kUnlocked;
  return __atomic_compare_exchange_n(&state_, &expected, static_cast<unsigned char>(kLocked), false,
                                     __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
#endif
}

inline unsigned char Mutex::exchange(unsigned char state) {
#if defined(_MSC_VER) && !defined(__clang__)
  return static_cast<unsigned char>(
      _InterlockedExchange8(reinterpret_cast<volatile char *>(&state_), static_cast<char>(state)));
#else
  return __atomic_exchange_n(&state_, state, __ATOMIC_ACQ_REL);
#endif
}

inline void Mutex::acquire() {
  if (NOGILC_UNLIKELY(!try_acquire()))
    acquire_slowly();
}

inline void Mutex::release() {
  const unsigned char state = exchange(kUnlocked);
  if (NOGILC_UNLIKELY(state != kLocked))
    release_slowly(state);
}

inline bool Mutex::is_locked() const {
#if defined(_MSC_VER) && !defined(__clang__)
  return *const_cast<const volatile unsigned char *>(&state_) != kUnlocked;
#else
  return __atomic_load_n(&state_, __ATOMIC_ACQUIRE) != kUnlocked;
#endif
}

#endif

/// `with lock:`; every way out of the block releases.
class LockGuard {
public:
  explicit LockGuard(Mutex &lock) : lock_(lock) { lock_.acquire(); }
  ~LockGuard() { lock_.release(); }
  LockGuard(const LockGuard &) = delete;
  LockGuard &operator=(const LockGuard &) = delete;

private:
  Mutex &lock_;
};

// `lock.acquire()`, `lock.release()`, `lock.locked()`.
inline void lock_acquire(Mutex &lock) { lock.acquire(); }
inline void lock_release(Mutex &lock) { lock.release(); }
inline bool lock_is_locked(const Mutex &lock) { return lock.is_locked(); }

#ifdef Py_GIL_DISABLED
#if PY_VERSION_HEX >= 0x030E0000
#define NOGILC_HAS_MUTEX_SECTIONS 1
#else
#define NOGILC_HAS_MUTEX_SECTIONS 0 // CPython 3.13 has sections of objects only: locks are held
#endif

/// `with cython.critical_section(a):`, with the GIL (attached).
class CriticalSection {
public:
  explicit CriticalSection(PyObject *object) { PyCriticalSection_Begin(&section_, object); }
#if NOGILC_HAS_MUTEX_SECTIONS
  explicit CriticalSection(Mutex &lock) { PyCriticalSection_BeginMutex(&section_, lock.raw()); }
  ~CriticalSection() { PyCriticalSection_End(&section_); }
#else
  explicit CriticalSection(Mutex &lock) : held_(&lock) { lock.acquire(); }
  ~CriticalSection() {
    if (held_)
      held_->release();
    else
      PyCriticalSection_End(&section_);
  }
#endif
  CriticalSection(const CriticalSection &) = delete;
  CriticalSection &operator=(const CriticalSection &) = delete;

private:
  PyCriticalSection section_;
#if !NOGILC_HAS_MUTEX_SECTIONS
  Mutex *held_ = nullptr;
#endif
};

/// `with cython.critical_section(a, b):`. Both may be the same; the order is one that cannot
/// deadlock.
class CriticalSection2 {
public:
  CriticalSection2(PyObject *a, PyObject *b) { PyCriticalSection2_Begin(&section_, a, b); }
#if NOGILC_HAS_MUTEX_SECTIONS
  CriticalSection2(Mutex &a, Mutex &b) {
    PyCriticalSection2_BeginMutex(&section_, a.raw(), b.raw());
  }
  ~CriticalSection2() { PyCriticalSection2_End(&section_); }
#else
  CriticalSection2(Mutex &a, Mutex &b)
      : first_(&a < &b ? &a : &b), second_(&a == &b  ? nullptr
                                           : &a < &b ? &b
                                                     : &a) {
    first_->acquire();
    if (second_)
      second_->acquire();
  }
  ~CriticalSection2() {
    if (second_)
      second_->release();
    if (first_)
      first_->release();
    else
      PyCriticalSection2_End(&section_);
  }
#endif
  CriticalSection2(const CriticalSection2 &) = delete;
  CriticalSection2 &operator=(const CriticalSection2 &) = delete;

private:
  PyCriticalSection2 section_;
#if !NOGILC_HAS_MUTEX_SECTIONS
  Mutex *first_ = nullptr;
  Mutex *second_ = nullptr;
#endif
};

#else

/// Where there is a GIL, it keeps other sections out, and lets them in where the body gives it
/// back, as a critical section does: there is nothing to do.
class CriticalSection {
public:
  explicit CriticalSection(PyObject *) {}
  explicit CriticalSection(Mutex &) {}
  ~CriticalSection() {} // so that nobody warns of a variable that is not used
  CriticalSection(const CriticalSection &) = delete;
  CriticalSection &operator=(const CriticalSection &) = delete;
};

class CriticalSection2 {
public:
  CriticalSection2(PyObject *, PyObject *) {}
  CriticalSection2(Mutex &, Mutex &) {}
  ~CriticalSection2() {}
  CriticalSection2(const CriticalSection2 &) = delete;
  CriticalSection2 &operator=(const CriticalSection2 &) = delete;
};

#endif

} // namespace nogilc_rt
