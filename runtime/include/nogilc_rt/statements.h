// statements.h: the short forms that generated code is written with. A function that adds
// tracebacks has an `int ng_line`; whatever fails notes its source line there and leaves its blocks
// by goto. Macros, because a goto cannot stand in a function.
#pragma once

#include "nogilc_rt/scope.h"

/// Goes to the error label, from source line `line`.
#define NG_FAIL(label, line)                                                                       \
  do {                                                                                             \
    ng_line = line;                                                                                \
    goto label;                                                                                    \
  } while (0)

#define NG_FAIL_IF(condition, label, line)                                                         \
  do {                                                                                             \
    if (NOGILC_FAILED(condition)) {                                                                \
      ng_line = line;                                                                              \
      goto label;                                                                                  \
    }                                                                                              \
  } while (0)

/// The same where no traceback entry is made of it.
#define NG_GOTO_IF(condition, label)                                                               \
  do {                                                                                             \
    if (NOGILC_FAILED(condition))                                                                  \
      goto label;                                                                                  \
  } while (0)

/// A step of an iteration: goes to `end` after the last item, to `error` when it raised.
#define NG_NEXT(step, end, error, line)                                                            \
  do {                                                                                             \
    const int ng_next = step;                                                                      \
    if (NOGILC_UNLIKELY(ng_next <= 0)) {                                                           \
      if (ng_next == 0)                                                                            \
        goto end;                                                                                  \
      ng_line = line;                                                                              \
      goto error;                                                                                  \
    }                                                                                              \
  } while (0)

#define NG_NEXT_OR_GOTO(step, end, error)                                                          \
  do {                                                                                             \
    const int ng_next = step;                                                                      \
    if (NOGILC_UNLIKELY(ng_next <= 0)) {                                                           \
      if (ng_next == 0)                                                                            \
        goto end;                                                                                  \
      goto error;                                                                                  \
    }                                                                                              \
  } while (0)

namespace nogilc_rt {

/// Room for a Ref at module level. It is never destroyed: when C++ destroys static objects the
/// interpreter is gone.
union StaticRef {
  Ref ref;
  constexpr StaticRef() noexcept : ref() {}
  ~StaticRef() {}
};

/// Puts a new reference (or null) into a plain object field and drops the old one after that.
inline void replace(PyObject *&place, PyObject *owned) {
  PyObject *old = place;
  place = owned;
  Py_XDECREF(old);
}

/// Where the field always holds an object.
inline void replace_filled(PyObject *&place, PyObject *owned) {
  PyObject *old = place;
  place = owned;
  Py_DECREF(old);
}

/// new_scope as an object.
template <class T> inline PyObject *new_scope_object(Py_ssize_t objects) {
  T *scope = new_scope<T>(objects);
  return scope ? scope->as_object() : nullptr;
}

template <class T> inline bool is_nan(T value) { return value != value; }

} // namespace nogilc_rt
