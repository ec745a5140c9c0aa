// async_generator.cpp: asynchronous generators: PEP 525 as CPython follows it. The body is resumed
// by the code of generator.cpp; what it yields is told from what it awaits by a wrapper around the
// value.
#include "resumable.h"

#include <initializer_list>
#include <structmember.h>

namespace nogilc_rt {

namespace {

struct AsyncGenerator : Generator {
  PyObject *finalizer; // of sys.set_asyncgen_hooks, when the iteration began
  bool has_hooks, is_closed, is_iterating;
};

AsyncGenerator &as_async(PyObject *self) {
  return static_cast<AsyncGenerator &>(as_generator(self));
}

// ---- what is yielded ---------------------------------------------------------------------------

struct Yielded {
  PyObject_HEAD PyObject *value;
};

PyTypeObject *yielded_type;

bool is_yielded(PyObject *object) { return Py_TYPE(object) == yielded_type; }

int traverse_yielded(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(reinterpret_cast<Yielded *>(self)->value);
  return 0;
}
void delete_yielded(PyObject *self) {
  PyObject_GC_UnTrack(self);
  PyTypeObject *type = Py_TYPE(self);
  Py_XDECREF(reinterpret_cast<Yielded *>(self)->value);
  PyObject_GC_Del(self);
  Py_DECREF(type);
}
PyType_Slot yielded_slots[] = {
    {Py_tp_traverse, reinterpret_cast<void *>(traverse_yielded)},
    {Py_tp_dealloc, reinterpret_cast<void *>(delete_yielded)},
    {0, nullptr},
};
PyType_Spec yielded_spec = {"nogilc.async_generator_wrapped_value", sizeof(Yielded), 0,
                            Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | kNoNewFlag, yielded_slots};

// ---- steps -------------------------------------------------------------------------------------

/// One `__anext__()`, `asend()`, `athrow()` or `aclose()`: an awaitable that runs the body once.
struct Step {
  PyObject_HEAD AsyncGenerator *generator;
  PyObject *sent;                     // asend's value; null for throwing
  PyObject *type, *value, *traceback; // athrow's arguments; all null: aclose
  enum { Waiting, Running, Done } state;
};

PyTypeObject *sending_type, *throwing_type;

Step &as_step(PyObject *self) { return *reinterpret_cast<Step *>(self); }
bool is_sending(const Step &step) { return step.sent != nullptr; }
bool is_closing(const Step &step) { return !step.sent && !step.type; }

void *raise_done(const Step &step) {
  PyErr_SetString(PyExc_RuntimeError, is_sending(step)
                                          ? "cannot reuse already awaited __anext__()/asend()"
                                          : "cannot reuse already awaited aclose()/athrow()");
  return nullptr;
}

void raise_is_running(const Step &step) {
  PyErr_Format(PyExc_RuntimeError, "%s(): asynchronous generator is already running",
               is_sending(step)   ? "anext"
               : is_closing(step) ? "aclose"
                                  : "athrow");
}

/// What send or throw gave, for the one who awaits: a yielded value ends the step, by
/// StopIteration; anything else is waited for.
PyObject *unwrap(AsyncGenerator &generator, PyObject *result) {
  if (!result) {
    if (!PyErr_Occurred())
      PyErr_SetNone(PyExc_StopAsyncIteration);
    if (PyErr_ExceptionMatches(PyExc_StopAsyncIteration) ||
        PyErr_ExceptionMatches(PyExc_GeneratorExit))
      generator.is_closed = true;
    generator.is_iterating = false;
    return nullptr;
  }
  if (!is_yielded(result))
    return result;
  raise_stop(reinterpret_cast<Yielded *>(result)->value);
  generator.is_iterating = false;
  Py_DECREF(result);
  return nullptr;
}

PyObject *send_sending(Step &step, PyObject *value) {
  AsyncGenerator &generator = *step.generator;
  if (step.state == Step::Waiting) {
    if (generator.is_iterating) {
      raise_is_running(step);
      return nullptr;
    }
    if (value == Py_None)
      value = step.sent;
    step.state = Step::Running;
  }
  generator.is_iterating = true;
  PyObject *result = unwrap(generator, send_generator(as_object(generator), value));
  if (!result)
    step.state = Step::Done;
  return result;
}

/// The body has yielded instead of ending.
PyObject *refuse_yield(Step &step, PyObject *result) {
  Py_DECREF(result);
  step.generator->is_iterating = false;
  step.state = Step::Done;
  PyErr_SetString(PyExc_RuntimeError, "async generator ignored GeneratorExit");
  return nullptr;
}

/// aclose() is done, by whatever exception ended the body; what is not its end stays raised.
PyObject *end_throwing(Step &step) {
  step.generator->is_iterating = false;
  step.state = Step::Done;
  if (is_closing(step) && (PyErr_ExceptionMatches(PyExc_StopAsyncIteration) ||
                           PyErr_ExceptionMatches(PyExc_GeneratorExit))) {
    PyErr_Clear();
    PyErr_SetNone(PyExc_StopIteration);
  }
  return nullptr;
}

PyObject *begin_throwing(Step &step, PyObject *value) {
  AsyncGenerator &generator = *step.generator;
  if (generator.is_iterating) {
    step.state = Step::Done;
    raise_is_running(step);
    return nullptr;
  }
  if (generator.is_closed) {
    step.state = Step::Done;
    PyErr_SetNone(PyExc_StopAsyncIteration);
    return nullptr;
  }
  if (value != Py_None) {
    PyErr_SetString(PyExc_TypeError, "can't send non-None value to a just-started coroutine");
    return nullptr;
  }
  step.state = Step::Running;
  generator.is_iterating = true;
  PyObject *self = as_object(generator);
  if (is_closing(step)) {
    generator.is_closed = true;
    PyObject *result = throw_into(self, PyExc_GeneratorExit, nullptr, nullptr,
                                  /*closes_delegate=*/false);
    return !result ? end_throwing(step) : is_yielded(result) ? refuse_yield(step, result) : result;
  }
  PyObject *result = unwrap(generator, throw_into(self, step.type, step.value, step.traceback,
                                                  /*closes_delegate=*/false));
  return result ? result : end_throwing(step);
}

PyObject *send_throwing(Step &step, PyObject *value) {
  AsyncGenerator &generator = *step.generator;
  if (generator.label == kFinished) {
    step.state = Step::Done;
    PyErr_SetNone(PyExc_StopIteration);
    return nullptr;
  }
  if (step.state == Step::Waiting)
    return begin_throwing(step, value);
  PyObject *result = send_generator(as_object(generator), value);
  if (!is_closing(step))
    return unwrap(generator, result);
  return !result ? end_throwing(step) : is_yielded(result) ? refuse_yield(step, result) : result;
}

PyObject *send_step(PyObject *self, PyObject *value) {
  Step &step = as_step(self);
  if (step.state == Step::Done)
    return static_cast<PyObject *>(raise_done(step));
  return is_sending(step) ? send_sending(step, value) : send_throwing(step, value);
}

PyObject *next_step(PyObject *self) { return send_step(self, Py_None); }

PyObject *throw_step(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  Step &step = as_step(self);
  if (step.state == Step::Done)
    return static_cast<PyObject *>(raise_done(step));
  AsyncGenerator &generator = *step.generator;
#if PY_VERSION_HEX >= 0x030C0000
  if (step.state == Step::Waiting) {
    if (generator.is_iterating) {
      step.state = Step::Done;
      raise_is_running(step);
      return nullptr;
    }
    step.state = Step::Running;
    generator.is_iterating = true;
  }
#endif
  PyObject *result = throw_generator(as_object(generator), arguments, count);
  if (!is_closing(step)) {
    result = unwrap(generator, result);
    if (!result && is_sending(step))
      step.state = Step::Done;
    return result;
  }
  if (result && is_yielded(result))
    return refuse_yield(step, result);
  if (!result && (PyErr_ExceptionMatches(PyExc_StopAsyncIteration) ||
                  PyErr_ExceptionMatches(PyExc_GeneratorExit))) {
    PyErr_Clear();
    PyErr_SetNone(PyExc_StopIteration);
  }
  return result;
}

PyObject *close_step(PyObject *self, PyObject *) {
  as_step(self).state = Step::Done;
  return new_ref(Py_None);
}

int traverse_step(PyObject *self, visitproc visit, void *arg) {
  Step &step = as_step(self);
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(as_object(*step.generator));
  Py_VISIT(step.sent);
  Py_VISIT(step.type);
  Py_VISIT(step.value);
  Py_VISIT(step.traceback);
  return 0;
}

void delete_step(PyObject *self) {
  PyObject_GC_UnTrack(self);
  PyTypeObject *type = Py_TYPE(self);
  Step &step = as_step(self);
  Py_DECREF(as_object(*step.generator));
  Py_XDECREF(step.sent);
  Py_XDECREF(step.type);
  Py_XDECREF(step.value);
  Py_XDECREF(step.traceback);
  PyObject_GC_Del(self);
  Py_DECREF(type);
}

PyMethodDef step_methods[] = {
    {"send", send_step, METH_O, nullptr},
    {"throw", as_method(throw_step), METH_FASTCALL, nullptr},
    {"close", close_step, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
PyType_Slot step_slots[] = {
    {Py_am_await, reinterpret_cast<void *>(PyObject_SelfIter)},
    {Py_tp_iter, reinterpret_cast<void *>(PyObject_SelfIter)},
    {Py_tp_iternext, reinterpret_cast<void *>(next_step)},
    {Py_tp_traverse, reinterpret_cast<void *>(traverse_step)},
    {Py_tp_dealloc, reinterpret_cast<void *>(delete_step)},
    {Py_tp_methods, step_methods},
    {0, nullptr},
};
PyType_Spec sending_spec = {"nogilc.async_generator_asend", sizeof(Step), 0,
                            Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | kNoNewFlag, step_slots};
PyType_Spec throwing_spec = {"nogilc.async_generator_athrow", sizeof(Step), 0,
                             Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | kNoNewFlag, step_slots};

// ---- the generator -----------------------------------------------------------------------------

/// Tells the event loop of a generator that begins.
bool call_hooks(AsyncGenerator &generator) {
  if (generator.has_hooks)
    return true;
  generator.has_hooks = true;
  PyObject *get_hooks = PySys_GetObject("get_asyncgen_hooks"); // borrowed
  Ref hooks(get_hooks ? PyObject_CallNoArgs(get_hooks) : nullptr);
  if (!hooks)
    return get_hooks == nullptr;
  PyObject *first = PyTuple_GetItem(hooks, 0), *finalizer = PyTuple_GetItem(hooks, 1); // borrowed
  if (!first || !finalizer)
    return false;
  if (finalizer != Py_None)
    generator.finalizer = new_ref(finalizer);
  if (first == Py_None)
    return true;
  Ref keep = Ref::borrow(first);
  Ref result(PyObject_CallFunctionObjArgs(keep, as_object(generator), nullptr));
  return static_cast<bool>(result);
}

PyObject *make_step(PyObject *self, PyTypeObject *type, PyObject *sent,
                    PyObject *const *thrown = nullptr, Py_ssize_t thrown_count = 0) {
  if (!call_hooks(as_async(self)))
    return nullptr;
  auto *step = PyObject_GC_New(Step, type);
  if (!step)
    return nullptr;
  step->generator = &as_async(new_ref(self));
  step->sent = new_ref_or_null(sent);
  step->type = thrown_count > 0 ? new_ref(thrown[0]) : nullptr;
  step->value = thrown_count > 1 ? new_ref(thrown[1]) : nullptr;
  step->traceback = thrown_count > 2 ? new_ref(thrown[2]) : nullptr;
  step->state = Step::Waiting;
  auto *object = reinterpret_cast<PyObject *>(step);
  PyObject_GC_Track(object);
  return object;
}

PyObject *next_async(PyObject *self) { return make_step(self, sending_type, Py_None); }
PyObject *send_async(PyObject *self, PyObject *value) {
  return make_step(self, sending_type, value);
}
PyObject *close_async(PyObject *self, PyObject *) {
  return make_step(self, throwing_type, nullptr);
}
PyObject *throw_async(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  if (!check_throw_arguments(count))
    return nullptr;
  return make_step(self, throwing_type, nullptr, arguments, count);
}

PyObject *get_iterating(PyObject *self, void *) { return bool_object(as_async(self).is_iterating); }

PyObject *describe_async(PyObject *self) {
  return PyUnicode_FromFormat("<async_generator object %S at %p>", as_generator(self).qualname,
                              self);
}

int traverse_async(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(as_async(self).finalizer);
  return traverse_generator(self, visit, arg);
}

int clear_async(PyObject *self) {
  Py_CLEAR(as_async(self).finalizer);
  return clear_generator(self);
}

/// One that is not done is the event loop's to close, where there is one.
void finalize_async(PyObject *self) {
  AsyncGenerator &generator = as_async(self);
  if (generator.label == kFinished)
    return;
  if (!generator.finalizer || generator.is_closed) {
    finalize_generator(self);
    return;
  }
  Ref raised(take_raised());
  Ref result(PyObject_CallFunctionObjArgs(generator.finalizer, self, nullptr));
  if (!result)
    PyErr_WriteUnraisable(self);
  if (raised)
    restore_raised(raised.release());
}

void delete_async(PyObject *self) {
  if (PyObject_CallFinalizerFromDealloc(self) < 0)
    return; // resurrected
  PyObject_GC_UnTrack(self);
  Py_CLEAR(as_async(self).finalizer);
  PyObject_GC_Track(self);
  delete_generator(self);
}

PyMethodDef async_methods[] = {
    {"asend", send_async, METH_O, "Resume the generator with a value, when awaited."},
    {"athrow", as_method(throw_async), METH_FASTCALL,
     "Raise an exception in the generator, when awaited."},
    {"aclose", close_async, METH_NOARGS, "Raise GeneratorExit in the generator, when awaited."},
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
PyGetSetDef async_attributes[] = {
    {"__name__", get_generator_name, set_generator_name, nullptr, nullptr},
    {"__qualname__", get_generator_qualname, set_generator_qualname, nullptr, nullptr},
    {"ag_running", get_iterating, nullptr, nullptr, nullptr},
    {"ag_suspended", get_suspended, nullptr, nullptr, nullptr},
    {"ag_await", get_delegate, nullptr, nullptr, nullptr},
    {"ag_frame", get_none, nullptr, nullptr, nullptr},
    {"ag_code", get_generator_code, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};
PyMemberDef async_members[] = {
    {"__weaklistoffset__", T_PYSSIZET, offsetof(Generator, weak_references), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr},
};
PyType_Slot async_slots[] = {
    {Py_am_aiter, reinterpret_cast<void *>(PyObject_SelfIter)},
    {Py_am_anext, reinterpret_cast<void *>(next_async)},
    {Py_tp_repr, reinterpret_cast<void *>(describe_async)},
    {Py_tp_traverse, reinterpret_cast<void *>(traverse_async)},
    {Py_tp_clear, reinterpret_cast<void *>(clear_async)},
    {Py_tp_finalize, reinterpret_cast<void *>(finalize_async)},
    {Py_tp_dealloc, reinterpret_cast<void *>(delete_async)},
    {Py_tp_methods, async_methods},
    {Py_tp_getset, async_attributes},
    {Py_tp_members, async_members},
    {0, nullptr},
};
PyType_Spec async_spec = {"nogilc.async_generator", sizeof(AsyncGenerator), 0,
                          Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | kNoNewFlag, async_slots};

bool init_async_generator_types() {
  if (async_generator_type)
    return true;
  if (!make_type(yielded_type, yielded_spec) || !make_type(sending_type, sending_spec) ||
      !make_type(throwing_type, throwing_spec) || !make_type(async_generator_type, async_spec))
    return false;
  for (PyTypeObject *type : {yielded_type, sending_type, throwing_type, async_generator_type})
    type->tp_new = nullptr;
  return register_in_abc(async_generator_type, "AsyncGenerator");
}
const OptionalType async_generator_is_used(init_async_generator_types);

} // namespace

PyObject *make_async_generator(FunctionInfo &info, ResumeFunction resume_function,
                               PyObject *scope) {
  auto *generator = PyObject_GC_New(AsyncGenerator, async_generator_type);
  if (!generator)
    return nullptr;
  init_generator(*generator, info, resume_function, scope);
  generator->finalizer = nullptr;
  generator->has_hooks = generator->is_closed = generator->is_iterating = false;
  PyObject_GC_Track(as_object(*generator));
  return as_object(*generator);
}

PyObject *async_value(PyObject *value) {
  auto *yielded = PyObject_GC_New(Yielded, yielded_type);
  if (!yielded)
    return nullptr;
  yielded->value = new_ref(value);
  auto *object = reinterpret_cast<PyObject *>(yielded);
  PyObject_GC_Track(object);
  return object;
}

} // namespace nogilc_rt
