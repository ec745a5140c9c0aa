// generator.cpp: the generator type, and what coroutines and asynchronous generators share with it:
// send, throw, close, delegation, finalisation. The rules are those of PEP 342, 380, 479 and 492 as
// CPython's own generators follow them.
#include "resumable.h"

#include <structmember.h>

namespace nogilc_rt {

PyTypeObject *generator_type, *coroutine_type, *async_generator_type;

const char *kind_of(const Generator &generator) {
  const unsigned flags = generator.info->flags;
  return flags & kCoroutine        ? "coroutine"
         : flags & kAsyncGenerator ? "async generator"
                                   : "generator";
}

namespace {

void clear_handled(_PyErr_StackItem &item) {
#if PY_VERSION_HEX < 0x030B0000
  Py_CLEAR(item.exc_type);
  Py_CLEAR(item.exc_traceback);
#endif
  Py_CLEAR(item.exc_value);
}

} // namespace

void finish(Generator &generator) {
  generator.label = kFinished;
  Py_CLEAR(generator.delegate);
  clear_handled(generator.handled);
  Py_CLEAR(generator.scope);
}

// ---- StopIteration -----------------------------------------------------------------------------

// A tuple or an exception as the value must not be taken apart.
void raise_stop(PyObject *value) {
  if (value == Py_None) {
    PyErr_SetNone(PyExc_StopIteration);
    return;
  }
  Ref exception(PyObject_CallFunctionObjArgs(PyExc_StopIteration, value, nullptr));
  if (exception)
    PyErr_SetObject(PyExc_StopIteration, exception);
}

PyObject *take_stop_value() {
  if (!PyErr_Occurred())
    return new_ref(Py_None);
  if (!PyErr_ExceptionMatches(PyExc_StopIteration))
    return nullptr;
  Ref exception(take_raised());
  return PyObject_GetAttr(exception, names.value);
}

namespace {

/// PEP 479: a StopIteration that leaves the body is a RuntimeError; one that ends asynchronous
/// iteration as well, where it would be taken for the end of an asynchronous generator.
void replace_stop(const Generator &generator) {
  Ref stop(take_raised());
  const char *name = PyErr_GivenExceptionMatches(stop, PyExc_StopIteration) ? "StopIteration"
                                                                            : "StopAsyncIteration";
  PyErr_Format(PyExc_RuntimeError, "%s raised %s", kind_of(generator), name);
  Ref error(take_raised());
  PyException_SetCause(error, new_ref(stop));
  PyException_SetContext(error, stop.release());
  restore_raised(error.release());
}

// ---- resuming ----------------------------------------------------------------------------------

/// A generator that is running, finished or not yet started: true if its body is to be entered,
/// else the outcome.
bool may_resume(Generator &generator, PyObject *sent, PyObject *&result, int &outcome) {
  outcome = kRaised;
  if (generator.running) {
    PyErr_Format(PyExc_ValueError, "%s already executing", kind_of(generator));
    return false;
  }
  if (generator.label == kFinished) {
    if (generator.info->flags & kCoroutine) {
      PyErr_SetString(PyExc_RuntimeError, "cannot reuse already awaited coroutine");
      return false;
    }
    if (!sent)
      return false;
    result = new_ref(Py_None);
    outcome = kReturned;
    return false;
  }
  if (!sent) { // thrown into before it started: nothing of it runs
    finish(generator);
    return false;
  }
  if (sent == Py_None)
    return true;
  PyErr_Format(PyExc_TypeError, "can't send non-None value to a just-started %s",
               kind_of(generator));
  return false;
}

/// After the body's last step: an exception that leaves it, and the end of its variables.
int end_body(Generator &generator, int outcome, PyObject *&result) {
  if (outcome == kReturned && !result)
    result = new_ref(Py_None);
  if (outcome == kRaised && (PyErr_ExceptionMatches(PyExc_StopIteration) ||
                             ((generator.info->flags & kAsyncGenerator) &&
                              PyErr_ExceptionMatches(PyExc_StopAsyncIteration))))
    replace_stop(generator);
  PyObject *keep = outcome == kRaised ? take_raised() : nullptr; // finishing runs destructors
  finish(generator);
  if (keep)
    restore_raised(keep);
  return outcome;
}

/// What is thrown in gets the exception that the body handles at its yield as its context, as a
/// raise there would.
void chain_thrown() {
  Ref raised(take_raised());
  PyErr_SetObject(reinterpret_cast<PyObject *>(Py_TYPE(raised.get())), raised);
}

} // namespace

int resume(Generator &generator, PyObject *sent, PyObject *&result) {
  result = nullptr;
  int refused;
  if (NOGILC_UNLIKELY(generator.running || generator.label <= 0) &&
      !may_resume(generator, sent, result, refused))
    return refused;
  PyThreadState *thread = current_thread();
  if (!enter_recursion(thread))
    return kRaised;
  generator.handled.previous_item = thread->exc_info;
  thread->exc_info = &generator.handled;
  if (!sent)
    chain_thrown();
  generator.running = true;
  int outcome = generator.resume(generator, sent, &result);
  generator.running = false;
  thread->exc_info = generator.handled.previous_item;
  generator.handled.previous_item = nullptr;
  leave_recursion(thread);
  if (NOGILC_LIKELY(outcome == kYielded))
    return kYielded;
  return end_body(generator, outcome, result);
}

PyObject *deliver(Generator &generator, int outcome, PyObject *result) {
  if (outcome != kReturned)
    return result;
  if (generator.info->flags & kAsyncGenerator)
    PyErr_SetNone(PyExc_StopAsyncIteration);
  else
    raise_stop(result);
  Py_DECREF(result);
  return nullptr;
}

PyObject *next_generator(PyObject *self) {
  PyObject *result;
  int outcome = resume(as_generator(self), Py_None, result);
  if (outcome == kReturned && result == Py_None) { // the end needs no StopIteration here
    Py_DECREF(result);
    return nullptr;
  }
  return deliver(as_generator(self), outcome, result);
}

PyObject *send_generator(PyObject *self, PyObject *value) {
  PyObject *result;
  int outcome = resume(as_generator(self), value, result);
  return deliver(as_generator(self), outcome, result);
}

#if PY_VERSION_HEX >= 0x030A0000
PySendResult am_send_generator(PyObject *self, PyObject *value, PyObject **result) {
  int outcome = resume(as_generator(self), value, *result);
  return outcome == kYielded ? PYGEN_NEXT : outcome == kReturned ? PYGEN_RETURN : PYGEN_ERROR;
}
#endif

// ---- close -------------------------------------------------------------------------------------

namespace {

/// Closes the iterator that a generator delegates to; one without `close` needs none.
bool close_delegate(PyObject *delegate) {
  if (is_directly_resumable(delegate)) {
    Ref result(close_generator(delegate, nullptr));
    return static_cast<bool>(result);
  }
  Ref close;
  if (!getattr_or_null(delegate, names.close, close)) {
    PyErr_WriteUnraisable(delegate);
    return true;
  }
  if (!close)
    return true;
  Ref result(PyObject_CallNoArgs(close));
  return static_cast<bool>(result);
}

} // namespace

PyObject *close_generator(PyObject *self, PyObject *) {
  Generator &generator = as_generator(self);
  if (generator.running) {
    PyErr_Format(PyExc_ValueError, "%s already executing", kind_of(generator));
    return nullptr;
  }
  if (generator.label == 0)
    finish(generator);
  if (generator.label == kFinished)
    return new_ref(Py_None);
  bool closed = true;
  if (generator.delegate) {
    Ref delegate = Ref::borrow(generator.delegate);
    generator.running = true;
    closed = close_delegate(delegate);
    generator.running = false;
    Py_CLEAR(generator.delegate);
  }
  if (closed)
    PyErr_SetNone(PyExc_GeneratorExit);
  PyObject *result;
  int outcome = resume(generator, nullptr, result);
  if (outcome == kYielded) {
    Py_DECREF(result);
    PyErr_Format(PyExc_RuntimeError, "%s ignored GeneratorExit", kind_of(generator));
    return nullptr;
  }
  if (outcome == kReturned) {
#if PY_VERSION_HEX >= 0x030D0000
    return result;
#else
    Py_DECREF(result);
    return new_ref(Py_None);
#endif
  }
  if (!PyErr_ExceptionMatches(PyExc_GeneratorExit) && !PyErr_ExceptionMatches(PyExc_StopIteration))
    return nullptr;
  PyErr_Clear();
  return new_ref(Py_None);
}

// ---- throw -------------------------------------------------------------------------------------

namespace {

/// Makes the arguments of throw() the raised exception; false if they are none (also raised).
bool raise_thrown(PyObject *type, PyObject *value, PyObject *traceback) {
  if (traceback == Py_None)
    traceback = nullptr;
  if (traceback && !PyTraceBack_Check(traceback)) {
    PyErr_SetString(PyExc_TypeError, "throw() third argument must be a traceback object");
    return false;
  }
  Ref raised_type, raised_value, raised_traceback = Ref::borrow(traceback);
  if (PyExceptionClass_Check(type)) {
    PyObject *t = new_ref(type), *v = new_ref_or_null(value), *tb = raised_traceback.release();
    PyErr_NormalizeException(&t, &v, &tb);
    raised_type.reset(t);
    raised_value.reset(v);
    raised_traceback.reset(tb);
  } else if (PyExceptionInstance_Check(type)) {
    if (value && value != Py_None) {
      PyErr_SetString(PyExc_TypeError, "instance exception may not have a separate value");
      return false;
    }
    raised_type.assign(PyExceptionInstance_Class(type));
    raised_value.assign(type);
    if (!raised_traceback)
      raised_traceback.reset(PyException_GetTraceback(type));
  } else {
    PyErr_Format(PyExc_TypeError,
                 "exceptions must be classes or instances deriving from BaseException, not %s",
                 Py_TYPE(type)->tp_name);
    return false;
  }
  PyErr_Restore(raised_type.release(), raised_value.release(), raised_traceback.release());
  return true;
}

/// throw() while a `yield from` runs: it goes to the inner iterator if that has a throw. Answers
/// true with the outcome, or false if the body itself must see the exception.
bool throw_to_delegate(Generator &generator, PyObject *type, PyObject *value, PyObject *traceback,
                       bool closes_delegate, PyObject *&outcome) {
  Ref delegate = Ref::borrow(generator.delegate);
  outcome = nullptr;
  if (closes_delegate && PyErr_GivenExceptionMatches(type, PyExc_GeneratorExit)) {
    generator.running = true;
    bool closed = close_delegate(delegate);
    generator.running = false;
    Py_CLEAR(generator.delegate);
    if (closed)
      return false;
    PyObject *result; // what went wrong in close() is thrown instead
    int inner = resume(generator, nullptr, result);
    outcome = deliver(generator, inner, result);
    return true;
  }
  Ref result;
  if (is_directly_resumable(delegate)) {
    generator.running = true;
    result.reset(throw_into(delegate, type, value, traceback, closes_delegate));
    generator.running = false;
  } else {
    Ref method;
    if (!getattr_or_null(delegate, names.throw_, method))
      return true;
    if (!method)
      return false;
    generator.running = true;
    result.reset(PyObject_CallFunctionObjArgs(method, type, value, traceback, nullptr));
    generator.running = false;
  }
  if (result) {
    outcome = result.release();
    return true;
  }
  Py_CLEAR(generator.delegate);
  Ref stop_value(take_stop_value());
  PyObject *next; // the inner one ended: its value is that of the `yield from`; or it raised
  int inner = resume(generator, stop_value.get(), next);
  outcome = deliver(generator, inner, next);
  return true;
}

} // namespace

PyObject *throw_into(PyObject *self, PyObject *type, PyObject *value, PyObject *traceback,
                     bool closes_delegate) {
  Generator &generator = as_generator(self);
  if (generator.running) {
    PyErr_Format(PyExc_ValueError, "%s already executing", kind_of(generator));
    return nullptr;
  }
  PyObject *outcome;
  if (generator.delegate &&
      throw_to_delegate(generator, type, value, traceback, closes_delegate, outcome))
    return outcome;
  if (!raise_thrown(type, value, traceback))
    return nullptr;
  PyObject *result;
#if PY_VERSION_HEX >= 0x030C0000
  // Since 3.12 a StopIteration thrown at a `yield from` ends it, whoever raised it.
  if (generator.delegate && PyErr_ExceptionMatches(PyExc_StopIteration)) {
    Py_CLEAR(generator.delegate);
    Ref value(take_stop_value());
    int next = resume(generator, value.get(), result);
    return deliver(generator, next, result);
  }
#endif
  Py_CLEAR(generator.delegate); // it has no throw, or was closed
  int ended = resume(generator, nullptr, result);
  return deliver(generator, ended, result);
}

bool check_throw_arguments(Py_ssize_t count) {
  if (count < 1 || count > 3) {
    PyErr_Format(PyExc_TypeError, "throw expected at %s %d argument%s, got %zd",
                 count < 1 ? "least" : "most", count < 1 ? 1 : 3, count < 1 ? "" : "s", count);
    return false;
  }
#if PY_VERSION_HEX >= 0x030C0000
  if (count > 1 &&
      PyErr_WarnEx(PyExc_DeprecationWarning,
                   "the (type, exc, tb) signature of throw() is deprecated, use the single-arg "
                   "signature instead.",
                   1) < 0)
    return false;
#endif
  return true;
}

PyObject *throw_generator(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  if (!check_throw_arguments(count))
    return nullptr;
  return throw_into(self, arguments[0], count > 1 ? arguments[1] : nullptr,
                    count > 2 ? arguments[2] : nullptr);
}

// ---- attributes and life -----------------------------------------------------------------------

PyObject *get_running(PyObject *self, void *) { return bool_object(as_generator(self).running); }
PyObject *get_suspended(PyObject *self, void *) {
  return bool_object(!as_generator(self).running && as_generator(self).label > 0);
}
PyObject *get_delegate(PyObject *self, void *) {
  PyObject *delegate = as_generator(self).delegate;
  return new_ref(delegate ? delegate : Py_None);
}
PyObject *get_none(PyObject *, void *) { return new_ref(Py_None); }
PyObject *get_generator_code(PyObject *self, void *) {
  return code_object_of(*as_generator(self).info);
}
PyObject *get_generator_name(PyObject *self, void *) { return new_ref(as_generator(self).name); }
PyObject *get_generator_qualname(PyObject *self, void *) {
  return new_ref(as_generator(self).qualname);
}

namespace {

int set_text(PyObject *&slot, PyObject *value, const char *attribute) {
  if (!value || !PyUnicode_Check(value)) {
    PyErr_Format(PyExc_TypeError, "%s must be set to a string object", attribute);
    return -1;
  }
  PyObject *old = slot;
  slot = new_ref(value);
  Py_DECREF(old);
  return 0;
}
} // namespace

int set_generator_name(PyObject *self, PyObject *value, void *) {
  return set_text(as_generator(self).name, value, "__name__");
}
int set_generator_qualname(PyObject *self, PyObject *value, void *) {
  return set_text(as_generator(self).qualname, value, "__qualname__");
}

int traverse_generator(PyObject *self, visitproc visit, void *arg) {
  Generator &generator = as_generator(self);
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(generator.scope);
  Py_VISIT(generator.delegate);
  Py_VISIT(generator.handled.exc_value);
#if PY_VERSION_HEX < 0x030B0000
  Py_VISIT(generator.handled.exc_type);
  Py_VISIT(generator.handled.exc_traceback);
#endif
  return 0;
}

int clear_generator(PyObject *self) {
  Generator &generator = as_generator(self);
  Py_CLEAR(generator.scope);
  Py_CLEAR(generator.delegate);
  clear_handled(generator.handled);
  generator.label = kFinished;
  return 0;
}

// A suspended generator is closed before it dies, so that its `finally` blocks run.
void finalize_generator(PyObject *self) {
  if (as_generator(self).label <= 0)
    return;
  Ref raised(take_raised());
  Ref result(close_generator(self, nullptr));
  if (!result)
    PyErr_WriteUnraisable(self);
  if (raised)
    restore_raised(raised.release());
}

void delete_generator(PyObject *self) {
  Generator &generator = as_generator(self);
  if (generator.weak_references)
    PyObject_ClearWeakRefs(self);
  if (PyObject_CallFinalizerFromDealloc(self) < 0)
    return; // resurrected
  PyObject_GC_UnTrack(self);
  PyTypeObject *type = Py_TYPE(self);
  clear_generator(self);
  Py_CLEAR(generator.name);
  Py_CLEAR(generator.qualname);
  PyObject_GC_Del(self);
  Py_DECREF(type);
}

namespace {

PyObject *describe_generator(PyObject *self) {
  return PyUnicode_FromFormat("<generator object %S at %p>", as_generator(self).qualname, self);
}

PyMethodDef generator_methods[] = {
    {"send", send_generator, METH_O, "Resume the generator with a value; return what it yields."},
    {"throw", as_method(throw_generator), METH_FASTCALL,
     "Raise an exception in the generator; return what it yields."},
    {"close", close_generator, METH_NOARGS, "Raise GeneratorExit in the generator."},
    {nullptr, nullptr, 0, nullptr},
};
PyGetSetDef generator_attributes[] = {
    {"__name__", get_generator_name, set_generator_name, nullptr, nullptr},
    {"__qualname__", get_generator_qualname, set_generator_qualname, nullptr, nullptr},
    {"gi_running", get_running, nullptr, nullptr, nullptr},
    {"gi_suspended", get_suspended, nullptr, nullptr, nullptr},
    {"gi_yieldfrom", get_delegate, nullptr, nullptr, nullptr},
    {"gi_frame", get_none, nullptr, nullptr, nullptr},
    {"gi_code", get_generator_code, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};
PyMemberDef generator_members[] = {
    {"__weaklistoffset__", T_PYSSIZET, offsetof(Generator, weak_references), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr},
};
PyType_Slot generator_slots[] = {
    {Py_tp_iter, reinterpret_cast<void *>(PyObject_SelfIter)},
    {Py_tp_iternext, reinterpret_cast<void *>(next_generator)},
#if PY_VERSION_HEX >= 0x030A0000
    {Py_am_send, reinterpret_cast<void *>(am_send_generator)},
#endif
    {Py_tp_repr, reinterpret_cast<void *>(describe_generator)},
    {Py_tp_traverse, reinterpret_cast<void *>(traverse_generator)},
    {Py_tp_clear, reinterpret_cast<void *>(clear_generator)},
    {Py_tp_finalize, reinterpret_cast<void *>(finalize_generator)},
    {Py_tp_dealloc, reinterpret_cast<void *>(delete_generator)},
    {Py_tp_methods, generator_methods},
    {Py_tp_getset, generator_attributes},
    {Py_tp_members, generator_members},
    {0, nullptr},
};
PyType_Spec generator_spec = {"nogilc.generator", sizeof(Generator), 0,
                              Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | kNoNewFlag,
                              generator_slots};

} // namespace

bool register_in_abc(PyTypeObject *type, const char *name) {
  Ref module(PyImport_ImportModule("collections.abc"));
  Ref base(module ? PyObject_GetAttrString(module, name) : nullptr);
  Ref result(base ? PyObject_CallMethod(base, "register", "O", type) : nullptr);
  return static_cast<bool>(result);
}

static bool init_generator_type() {
  if (generator_type)
    return true;
  if (!make_type(generator_type, generator_spec))
    return false;
  generator_type->tp_new = nullptr;
  return register_in_abc(generator_type, "Generator");
}
static const OptionalType generator_is_used(init_generator_type);

void init_generator(Generator &generator, FunctionInfo &info, ResumeFunction resume_function,
                    PyObject *scope) {
  PyObject **constants = info.code.module->constants;
  generator.resume = resume_function;
  generator.info = &info;
  generator.scope = new_ref(scope);
  generator.delegate = nullptr;
  generator.name = new_ref(constants[info.name]);
  generator.qualname = new_ref(constants[info.qualname]);
  generator.weak_references = nullptr;
  generator.handled = _PyErr_StackItem();
  generator.label = 0;
  generator.running = false;
}

PyObject *make_generator(FunctionInfo &info, ResumeFunction resume_function, PyObject *scope) {
  auto *generator = PyObject_GC_New(Generator, generator_type);
  if (!generator)
    return nullptr;
  init_generator(*generator, info, resume_function, scope);
  PyObject_GC_Track(as_object(*generator));
  return as_object(*generator);
}

// ---- yield from --------------------------------------------------------------------------------

bool yield_from_begin(PyObject *self, PyObject *iterable) {
  if (PyCoro_CheckExact(iterable) || Py_TYPE(iterable) == coroutine_type) {
    PyErr_SetString(PyExc_TypeError,
                    "cannot 'yield from' a coroutine object in a non-coroutine generator");
    return false;
  }
  PyObject *iterator = Py_TYPE(iterable) == generator_type || PyGen_CheckExact(iterable)
                           ? new_ref(iterable)
                           : PyObject_GetIter(iterable);
  if (!iterator)
    return false;
  Py_XDECREF(as_generator(self).delegate);
  as_generator(self).delegate = iterator;
  return true;
}

namespace {

/// One step of the inner iterator.
int send_to(PyObject *iterator, PyObject *sent, PyObject *&result) {
  if (is_directly_resumable(iterator))
    return resume(as_generator(iterator), sent, result);
#if PY_VERSION_HEX >= 0x030A0000
  PySendResult outcome = PyIter_Send(iterator, sent, &result);
  return outcome == PYGEN_NEXT ? kYielded : outcome == PYGEN_RETURN ? kReturned : kRaised;
#else
  if (sent == Py_None && PyIter_Check(iterator))
    result = Py_TYPE(iterator)->tp_iternext(iterator);
  else
    result = PyObject_CallMethodObjArgs(iterator, names.send, sent, nullptr);
  if (result)
    return kYielded;
  result = take_stop_value();
  return result ? kReturned : kRaised;
#endif
}

} // namespace

int yield_from(PyObject *self, PyObject *sent, Ref &result) {
  Generator &generator = as_generator(self);
  if (!sent)
    return kRaised; // thrown in; the runtime has let go of the delegate
  if (!generator.delegate) {
    result.assign(sent); // the inner one ended while throw() was passed on
    return kReturned;
  }
  Ref delegate = Ref::borrow(generator.delegate);
  PyObject *value = nullptr;
  int outcome = send_to(delegate, sent, value);
  result.reset(value);
  if (outcome != kYielded)
    Py_CLEAR(generator.delegate);
  return outcome;
}

} // namespace nogilc_rt
