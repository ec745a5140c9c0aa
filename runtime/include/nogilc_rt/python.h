// python.h: the one place that includes Python.h, and the few names that older CPythons lack.
// Supported: CPython 3.9 to 3.14, with and without the GIL.
#pragma once

#ifndef PY_SSIZE_T_CLEAN
#define PY_SSIZE_T_CLEAN
#endif
#include <Python.h>

#include <stddef.h> // ptrdiff_t

#if PY_VERSION_HEX < 0x03090000
#error "nogilc needs CPython 3.9 or newer"
#endif
#if PY_VERSION_HEX < 0x030B0000
#include <longintrepr.h>
#endif

// What C code inside of extern blocks asks for by the names that the dialect has for it.
#define CYTHON_COMPILING_IN_CPYTHON 1
#define CYTHON_COMPILING_IN_LIMITED_API 0
#define CYTHON_COMPILING_IN_PYPY 0
#define CYTHON_COMPILING_IN_GRAAL 0
#define CYTHON_UNUSED [[maybe_unused]]
#define CYTHON_INLINE inline
#define CYTHON_RESTRICT __restrict
// Of Python 2's headers, which old headers for modules still use.
#ifndef DL_EXPORT
#define DL_EXPORT(type) type
#endif
#ifndef DL_IMPORT
#define DL_IMPORT(type) type
#endif

// Calling conventions of other platforms.
#ifndef _WIN32
#ifndef __cdecl
#define __cdecl
#endif
#ifndef __stdcall
#define __stdcall
#endif
#ifndef __fastcall
#define __fastcall
#endif
#endif

#if defined(__GNUC__) || defined(__clang__)
#define NOGILC_LIKELY(x) __builtin_expect(!!(x), 1)
#define NOGILC_UNLIKELY(x) __builtin_expect(!!(x), 0)
/// For errors: what follows is compiled to be small, and destructors there are called, not inlined.
#define NOGILC_FAILED(x) __builtin_expect_with_probability(!!(x), 0, 0.9999)
#define NOGILC_COLD __attribute__((cold, noinline))
#define NOGILC_NOINLINE __attribute__((noinline))
#define NOGILC_INLINE inline __attribute__((always_inline))
#define NOGILC_FLATTEN __attribute__((flatten))
#else
#define NOGILC_LIKELY(x) (x)
#define NOGILC_UNLIKELY(x) (x)
#define NOGILC_FAILED(x) (x)
#define NOGILC_COLD
#define NOGILC_NOINLINE
#define NOGILC_INLINE inline
#define NOGILC_FLATTEN
#endif

/// Of a function that reads objects without the GIL and may: for who checks the C++ with nogilc.
#ifdef __clang__
#define NOGILC_TRUSTED [[clang::annotate("nogilc::trusted")]]
#else
#define NOGILC_TRUSTED
#endif

/// What code outside of the shared library may link with.
#if defined(_WIN32)
#define NOGILC_PUBLIC __declspec(dllexport)
#elif defined(__GNUC__) || defined(__clang__)
#define NOGILC_PUBLIC __attribute__((visibility("default")))
#else
#define NOGILC_PUBLIC
#endif

namespace nogilc_rt {

/// T in one word, for `Type<struct tm>{}`.
template <class T> using Type = T;

/// In a debug build of CPython: whoever counts a reference without the GIL is caught in the act.
inline void check_gil_is_held() {
#ifdef Py_DEBUG
  if (!PyGILState_Check())
    Py_FatalError("a reference is counted without the GIL");
#endif
}

inline PyObject *new_ref(PyObject *object) {
  check_gil_is_held();
  Py_INCREF(object);
  return object;
}

inline PyObject *new_ref_or_null(PyObject *object) { return object ? new_ref(object) : nullptr; }

/// Where it is not inlined there is one of it in a module, and not one of CPython's in each file.
NOGILC_FLATTEN inline void drop_ref(PyObject *object) {
  if (object) {
    check_gil_is_held();
    Py_DECREF(object);
  }
}

/// `name` as UTF-8 for a message; never null.
inline const char *utf8_of(PyObject *name) {
  const char *text = PyUnicode_Check(name) ? PyUnicode_AsUTF8(name) : nullptr;
  if (!text)
    PyErr_Clear();
  return text ? text : "?";
}

} // namespace nogilc_rt

#ifndef NOGILC_NO_ALIAS
namespace ng = nogilc_rt;
#endif
