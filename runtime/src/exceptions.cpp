// exceptions.cpp: raising, matching, handling. The texts are those of the CPython that this is
// compiled for.
#include "internal.h"

namespace nogilc_rt {

// ---- the raised and the handled exception ------------------------------------------------------

PyObject *take_raised() {
#if PY_VERSION_HEX >= 0x030C0000
  return PyErr_GetRaisedException();
#else
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  if (!type)
    return nullptr;
  PyErr_NormalizeException(&type, &value, &traceback);
  if (traceback)
    PyException_SetTraceback(value, traceback);
  Py_XDECREF(type);
  Py_XDECREF(traceback);
  return value;
#endif
}

void restore_raised(PyObject *exception) {
#if PY_VERSION_HEX >= 0x030C0000
  PyErr_SetRaisedException(exception);
#else
  PyErr_Restore(new_ref(reinterpret_cast<PyObject *>(Py_TYPE(exception))), exception,
                PyException_GetTraceback(exception));
#endif
}

namespace {

/// Puts `exception` (stolen, null for none) in the place of the exception that the innermost
/// function or generator handles, and gives back what was there. Only that level: looking further
/// out would store the caller's exception in a generator that outlives it.
PyObject *swap_handled(PyObject *exception) {
  _PyErr_StackItem *item = PyThreadState_Get()->exc_info;
  PyObject *old = item->exc_value;
#if PY_VERSION_HEX < 0x030B0000
  PyObject *old_type = item->exc_type, *old_traceback = item->exc_traceback;
  item->exc_type = exception ? new_ref(reinterpret_cast<PyObject *>(Py_TYPE(exception))) : nullptr;
  item->exc_traceback = exception ? PyException_GetTraceback(exception) : nullptr;
#endif
  item->exc_value = exception;
#if PY_VERSION_HEX < 0x030B0000
  Py_XDECREF(old_type);
  Py_XDECREF(old_traceback);
#endif
  if (old == Py_None) {
    Py_DECREF(old);
    old = nullptr;
  }
  return old;
}

} // namespace

void enter_except(Ref &saved, Ref &exception) {
  exception.reset(take_raised());
  saved.reset(swap_handled(new_ref_or_null(exception.get())));
}

void leave_except(Ref &saved) { Py_XDECREF(swap_handled(saved.release())); }

void reraise_exception(Ref &exception) { restore_raised(exception.release()); }

PyObject *handled_exception() {
#if PY_VERSION_HEX >= 0x030B0000
  PyObject *exception = PyErr_GetHandledException();
#else
  PyObject *type, *exception, *traceback;
  PyErr_GetExcInfo(&type, &exception, &traceback);
  Py_XDECREF(type);
  Py_XDECREF(traceback);
#endif
  return exception ? exception : new_ref(Py_None);
}

bool exception_matches(PyObject *exception, PyObject *type, bool &result) {
  auto is_exception_class = [](PyObject *item) { return PyExceptionClass_Check(item) != 0; };
  bool good = true;
  if (PyTuple_Check(type)) {
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(type); ++i)
      good = good && is_exception_class(PyTuple_GET_ITEM(type, i));
  } else {
    good = is_exception_class(type);
  }
  if (!good) {
    PyErr_SetString(PyExc_TypeError,
                    "catching classes that do not inherit from BaseException is not allowed");
    return false;
  }
  result = PyErr_GivenExceptionMatches(exception, type) != 0;
  return true;
}

// ---- raise -------------------------------------------------------------------------------------

void raise_message(PyObject *type, const char *text) { PyErr_SetString(type, text); }

namespace {

/// The exception object for the operand of `raise` or `from`, or null with an error. A class gets
/// the argument, if there is one.
PyObject *make_exception(PyObject *operand, const char *complaint, PyObject *argument = nullptr) {
  if (PyExceptionInstance_Check(operand))
    return new_ref(operand);
  if (!PyExceptionClass_Check(operand)) {
    PyErr_SetString(PyExc_TypeError, complaint);
    return nullptr;
  }
  PyObject *value = !argument ? PyObject_CallNoArgs(operand)
                    : PyTuple_Check(argument)
                        ? PyObject_CallObject(operand, argument)
                        : PyObject_CallFunctionObjArgs(operand, argument, nullptr);
  if (value && !PyExceptionInstance_Check(value)) {
    PyErr_Format(PyExc_TypeError,
                 "calling %R should have returned an instance of BaseException, not %R", operand,
                 Py_TYPE(value));
    Py_CLEAR(value);
  }
  return value;
}

void raise_instance(PyObject *value) {
  PyErr_SetObject(reinterpret_cast<PyObject *>(Py_TYPE(value)), value);
}

} // namespace

void raise_object(PyObject *exception) {
  Ref value(make_exception(exception, "exceptions must derive from BaseException"));
  if (value)
    raise_instance(value);
}

void raise_from(PyObject *exception, PyObject *cause) {
  Ref value(make_exception(exception, "exceptions must derive from BaseException"));
  if (!value)
    return;
  if (cause == Py_None) {
    PyException_SetCause(value, nullptr);
  } else {
    PyObject *fixed = make_exception(cause, "exception causes must derive from BaseException");
    if (!fixed)
      return;
    PyException_SetCause(value, fixed); // steals
  }
  raise_instance(value);
}

void raise_parts(PyObject *exception, PyObject *value, PyObject *traceback) {
  if (value == Py_None)
    value = nullptr;
  if (traceback == Py_None)
    traceback = nullptr;
  if (traceback && !PyTraceBack_Check(traceback)) {
    PyErr_SetString(PyExc_TypeError, "raise: arg 3 must be a traceback or None");
    return;
  }
  if (value && PyExceptionInstance_Check(exception)) {
    PyErr_SetString(PyExc_TypeError, "instance exception may not have a separate value");
    return;
  }
  const int is_made = value && PyExceptionInstance_Check(value) && PyExceptionClass_Check(exception)
                          ? PyObject_IsInstance(value, exception)
                          : 0;
  if (is_made < 0)
    return;
  Ref raised(is_made
                 ? new_ref(value)
                 : make_exception(exception, "exceptions must derive from BaseException", value));
  if (!raised || (traceback && PyException_SetTraceback(raised, traceback) < 0))
    return;
  raise_instance(raised);
}

void raise_again() {
  PyObject *exception = handled_exception();
  if (exception != Py_None) {
    restore_raised(exception);
    return;
  }
  Py_DECREF(exception);
  PyErr_SetString(PyExc_RuntimeError, "No active exception to reraise");
}

void raise_assertion(PyObject *message) {
  if (!message) {
    PyErr_SetNone(PyExc_AssertionError);
    return;
  }
  // Not PyErr_SetObject with the message: a tuple would become the arguments.
  Ref value(PyObject_CallFunctionObjArgs(PyExc_AssertionError, message, nullptr));
  if (value)
    raise_instance(value);
}

namespace {

/// NameError objects carry the name since 3.10 (for the interpreter's suggestions).
[[gnu::cold]] void raise_name_error(const char *format, PyObject *name) {
  PyErr_Format(PyExc_NameError, format, utf8_of(name));
#if PY_VERSION_HEX >= 0x030A0000
  Ref exception(take_raised());
  if (!exception)
    return;
  if (PyObject_SetAttrString(exception, "name", name) < 0)
    PyErr_Clear();
  restore_raised(exception.release());
#endif
}

} // namespace

void raise_unbound_local(PyObject *name) {
#if PY_VERSION_HEX >= 0x030B0000
  const char *format = "cannot access local variable '%s' where it is not associated with a value";
#else
  const char *format = "local variable '%.200s' referenced before assignment";
#endif
  PyErr_Format(PyExc_UnboundLocalError, format, utf8_of(name));
}

void raise_unbound_free(PyObject *name) {
  AcquireGilAnyhow gil;
#if PY_VERSION_HEX >= 0x030B0000
  raise_name_error("cannot access free variable '%s' where it is not associated with a value in "
                   "enclosing scope",
                   name);
#else
  raise_name_error("free variable '%.200s' referenced before assignment in enclosing scope", name);
#endif
}

void raise_undefined_name(PyObject *name) {
  raise_name_error("name '%.200s' is not defined", name);
}

void raise_none_attribute(PyObject *name) {
  PyErr_Format(PyExc_AttributeError, "'NoneType' object has no attribute '%U'", name);
}

// ---- with --------------------------------------------------------------------------------------

PyObject *lookup_special(PyObject *object, PyObject *name) {
  PyTypeObject *type = Py_TYPE(object);
#if PY_VERSION_HEX >= 0x030D0000
  PyObject *found = _PyType_LookupRef(type, name);
  if (!found)
    return nullptr;
  descrgetfunc get = Py_TYPE(found)->tp_descr_get;
  if (!get)
    return found;
  PyObject *bound = get(found, object, reinterpret_cast<PyObject *>(type));
  Py_DECREF(found);
  return bound;
#else
  PyObject *found = _PyType_Lookup(type, name);
  if (!found)
    return nullptr;
  Ref keep = Ref::borrow(found); // binding may run code that changes the type
  descrgetfunc get = Py_TYPE(found)->tp_descr_get;
  return get ? get(found, object, reinterpret_cast<PyObject *>(type)) : keep.release();
#endif
}

namespace {

void raise_no_context_manager(PyObject *manager, PyObject *missing) {
#if PY_VERSION_HEX >= 0x030E0000
  Ref async_enter(lookup_special(manager, names.aenter));
  PyErr_Clear();
  const char *hint = async_enter ? " but it supports the asynchronous context manager protocol. "
                                   "Did you mean to use 'async with'?"
                                 : "";
  PyErr_Format(PyExc_TypeError,
               "'%T' object does not support the context manager protocol (missed %U method)%s",
               manager, missing, hint);
#elif PY_VERSION_HEX >= 0x030B0000
  PyErr_Format(PyExc_TypeError, "'%.200s' object does not support the context manager protocol%s",
               Py_TYPE(manager)->tp_name, missing == names.exit ? " (missed __exit__ method)" : "");
#else
  (void)manager;
  PyErr_SetObject(PyExc_AttributeError, missing);
#endif
}

} // namespace

bool with_enter(PyObject *manager, Ref &exit, Ref &value) {
  Ref enter(lookup_special(manager, names.enter));
  if (!enter) {
    if (!PyErr_Occurred())
      raise_no_context_manager(manager, names.enter);
    return false;
  }
  exit.reset(lookup_special(manager, names.exit));
  if (!exit) {
    if (!PyErr_Occurred())
      raise_no_context_manager(manager, names.exit);
    return false;
  }
  value.reset(PyObject_CallNoArgs(enter));
  if (!value)
    exit.reset();
  return static_cast<bool>(value);
}

bool with_exit_normal(PyObject *exit) {
  PyObject *arguments[] = {nullptr, Py_None, Py_None, Py_None};
  Ref result(PyObject_Vectorcall(exit, arguments + 1, 3 | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr));
  return static_cast<bool>(result);
}

bool with_exit_error(PyObject *exit, PyObject *exception, bool &swallowed) {
  Ref traceback(PyException_GetTraceback(exception));
  PyObject *arguments[] = {nullptr, reinterpret_cast<PyObject *>(Py_TYPE(exception)), exception,
                           traceback ? traceback.get() : Py_None};
  Ref result(PyObject_Vectorcall(exit, arguments + 1, 3 | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr));
  if (!result)
    return false;
  int truth = PyObject_IsTrue(result);
  swallowed = truth > 0;
  return truth >= 0;
}

} // namespace nogilc_rt
