// exceptions.h: raising, matching and handling exceptions, traceback entries, `with` helpers.
// Errors travel as CPython's raised exception plus a failed return value; no C++ exception is used.
// All of it needs the GIL; what does not is in gil.h.
#pragma once

#include "nogilc_rt/tables.h"

namespace nogilc_rt {

inline bool error_occurred() { return PyErr_Occurred() != nullptr; }

/// The raised exception as one normalised object with its traceback attached; nothing is raised
/// afterwards. Null if nothing was raised.
PyObject *take_raised();
/// Raises an exception object again as it is, without touching its context. Steals it.
void restore_raised(PyObject *exception);

/// Adds the entry "file, line, name" to the raised exception's traceback. Code objects are cached
/// per (code, line) in the module.
void add_traceback(CodeInfo &code, int line);
/// The same for the body of a class statement in that code, which has an entry of its own.
void add_class_traceback(CodeInfo &code, int line, const char *class_name);
/// Reports the raised exception as one that cannot travel further, and clears it.
void unraisable(CodeInfo &code, int line, bool is_shown);

void raise_message(PyObject *type, const char *text);
void raise_object(PyObject *exception);
void raise_from(PyObject *exception, PyObject *cause);
/// `raise X, value, traceback` of Python 2: of a class and a value, which may be None, arguments in
/// a tuple, or an instance already.
void raise_parts(PyObject *exception, PyObject *value, PyObject *traceback);
void raise_again();
void raise_assertion(PyObject *message);
void raise_unbound_local(PyObject *name);
/// In any state of the GIL.
void raise_unbound_free(PyObject *name);
void raise_undefined_name(PyObject *name);
void raise_none_attribute(PyObject *name);

inline void clear_error() { PyErr_Clear(); }

/// Does the raised exception match `type`, a class or tuple of classes known to be exceptions?
inline bool error_matches(PyObject *type) { return PyErr_ExceptionMatches(type) != 0; }
/// The same for a handled exception and the value of any expression, checked as CPython does.
bool exception_matches(PyObject *exception, PyObject *type, bool &result);

void enter_except(Ref &saved, Ref &exception);
void leave_except(Ref &saved);
void reraise_exception(Ref &exception);
PyObject *handled_exception();

/// The body of an `except`, or of a `finally` that runs because of an error: from here on the
/// raised exception is the handled one (sys.exception(), the context of new ones); the one before
/// is handled again when the scope ends. Not for blocks that contain a `yield`: they use
/// enter_except and leave_except on slots of their frame.
class ExceptScope {
public:
  ExceptScope() { enter_except(saved_, exception_); }
  ~ExceptScope() { leave_except(saved_); }
  ExceptScope(const ExceptScope &) = delete;
  ExceptScope &operator=(const ExceptScope &) = delete;

  /// Borrowed; the exception object (`except E as e`).
  PyObject *exception() const { return exception_.get(); }
  /// Raises it again as it is: no clause matched, or the end of a `finally`.
  void reraise() { reraise_exception(exception_); }

private:
  Ref saved_;
  Ref exception_;
};

bool with_enter(PyObject *manager, Ref &exit, Ref &value);
bool with_exit_normal(PyObject *exit);
bool with_exit_error(PyObject *exit, PyObject *exception, bool &swallowed);

/// The attribute `name` of the type of `object`, bound to it: how the interpreter looks up special
/// methods. Null without an error if there is none.
PyObject *lookup_special(PyObject *object, PyObject *name);

} // namespace nogilc_rt
