// coroutine.cpp: the coroutine type, and `await`: PEP 492 as CPython follows it. Coroutines are
// resumed by the code of generator.cpp.
#include "resumable.h"

#include <structmember.h>

namespace nogilc_rt {

namespace {

// ---- what __await__ gives ----------------------------------------------------------------------

/// Python code that awaits a coroutine of ours asks for an iterator: this passes everything on.
struct Awaiting {
  PyObject_HEAD PyObject *coroutine;
};

PyTypeObject *awaiting_type;

PyObject *coroutine_in(PyObject *self) { return reinterpret_cast<Awaiting *>(self)->coroutine; }

PyObject *next_awaiting(PyObject *self) { return next_generator(coroutine_in(self)); }
PyObject *send_awaiting(PyObject *self, PyObject *value) {
  return send_generator(coroutine_in(self), value);
}
PyObject *throw_awaiting(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  return throw_generator(coroutine_in(self), arguments, count);
}
PyObject *close_awaiting(PyObject *self, PyObject *) {
  return close_generator(coroutine_in(self), nullptr);
}
#if PY_VERSION_HEX >= 0x030A0000
PySendResult am_send_awaiting(PyObject *self, PyObject *value, PyObject **result) {
  return am_send_generator(coroutine_in(self), value, result);
}
#endif

int traverse_awaiting(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(coroutine_in(self));
  return 0;
}
int clear_awaiting(PyObject *self) {
  Py_CLEAR(reinterpret_cast<Awaiting *>(self)->coroutine);
  return 0;
}
void delete_awaiting(PyObject *self) {
  PyObject_GC_UnTrack(self);
  PyTypeObject *type = Py_TYPE(self);
  clear_awaiting(self);
  PyObject_GC_Del(self);
  Py_DECREF(type);
}

PyMethodDef awaiting_methods[] = {
    {"send", send_awaiting, METH_O, nullptr},
    {"throw", as_method(throw_awaiting), METH_FASTCALL, nullptr},
    {"close", close_awaiting, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
PyType_Slot awaiting_slots[] = {
    {Py_tp_iter, reinterpret_cast<void *>(PyObject_SelfIter)},
    {Py_tp_iternext, reinterpret_cast<void *>(next_awaiting)},
#if PY_VERSION_HEX >= 0x030A0000
    {Py_am_send, reinterpret_cast<void *>(am_send_awaiting)},
#endif
    {Py_tp_traverse, reinterpret_cast<void *>(traverse_awaiting)},
    {Py_tp_clear, reinterpret_cast<void *>(clear_awaiting)},
    {Py_tp_dealloc, reinterpret_cast<void *>(delete_awaiting)},
    {Py_tp_methods, awaiting_methods},
    {0, nullptr},
};
PyType_Spec awaiting_spec = {"nogilc.coroutine_wrapper", sizeof(Awaiting), 0,
                             Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | kNoNewFlag, awaiting_slots};

PyObject *await_coroutine(PyObject *self) {
  auto *awaiting = PyObject_GC_New(Awaiting, awaiting_type);
  if (!awaiting)
    return nullptr;
  awaiting->coroutine = new_ref(self);
  auto *object = reinterpret_cast<PyObject *>(awaiting);
  PyObject_GC_Track(object);
  return object;
}

// ---- the type ----------------------------------------------------------------------------------

PyObject *describe_coroutine(PyObject *self) {
  return PyUnicode_FromFormat("<coroutine object %S at %p>", as_generator(self).qualname, self);
}

/// One that was never awaited says so, as the interpreter's do.
void finalize_coroutine(PyObject *self) {
  if (as_generator(self).label != 0) {
    finalize_generator(self);
    return;
  }
  Ref raised(take_raised());
  if (PyErr_WarnFormat(PyExc_RuntimeWarning, 1, "coroutine '%S' was never awaited",
                       as_generator(self).qualname) < 0)
    PyErr_WriteUnraisable(self);
  if (raised)
    restore_raised(raised.release());
}

PyMethodDef coroutine_methods[] = {
    {"send", send_generator, METH_O, "Resume the coroutine with a value; return what it awaits."},
    {"throw", as_method(throw_generator), METH_FASTCALL,
     "Raise an exception in the coroutine; return what it awaits."},
    {"close", close_generator, METH_NOARGS, "Raise GeneratorExit in the coroutine."},
    {nullptr, nullptr, 0, nullptr},
};
PyGetSetDef coroutine_attributes[] = {
    {"__name__", get_generator_name, set_generator_name, nullptr, nullptr},
    {"__qualname__", get_generator_qualname, set_generator_qualname, nullptr, nullptr},
    {"cr_running", get_running, nullptr, nullptr, nullptr},
    {"cr_suspended", get_suspended, nullptr, nullptr, nullptr},
    {"cr_await", get_delegate, nullptr, nullptr, nullptr},
    {"cr_frame", get_none, nullptr, nullptr, nullptr},
    {"cr_origin", get_none, nullptr, nullptr, nullptr},
    {"cr_code", get_generator_code, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};
PyMemberDef coroutine_members[] = {
    {"__weaklistoffset__", T_PYSSIZET, offsetof(Generator, weak_references), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr},
};
PyType_Slot coroutine_slots[] = {
    {Py_am_await, reinterpret_cast<void *>(await_coroutine)},
#if PY_VERSION_HEX >= 0x030A0000
    {Py_am_send, reinterpret_cast<void *>(am_send_generator)},
#endif
    {Py_tp_repr, reinterpret_cast<void *>(describe_coroutine)},
    {Py_tp_traverse, reinterpret_cast<void *>(traverse_generator)},
    {Py_tp_clear, reinterpret_cast<void *>(clear_generator)},
    {Py_tp_finalize, reinterpret_cast<void *>(finalize_coroutine)},
    {Py_tp_dealloc, reinterpret_cast<void *>(delete_generator)},
    {Py_tp_methods, coroutine_methods},
    {Py_tp_getset, coroutine_attributes},
    {Py_tp_members, coroutine_members},
    {0, nullptr},
};
PyType_Spec coroutine_spec = {"nogilc.coroutine", sizeof(Generator), 0,
                              Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | kNoNewFlag,
                              coroutine_slots};

bool init_coroutine_type() {
  if (coroutine_type)
    return true;
  if (!make_type(awaiting_type, awaiting_spec) || !make_type(coroutine_type, coroutine_spec))
    return false;
  awaiting_type->tp_new = nullptr;
  coroutine_type->tp_new = nullptr;
  return register_in_abc(coroutine_type, "Coroutine");
}
const OptionalType coroutine_is_used(init_coroutine_type);

} // namespace

PyObject *make_coroutine(FunctionInfo &info, ResumeFunction resume_function, PyObject *scope) {
  auto *coroutine = PyObject_GC_New(Generator, coroutine_type);
  if (!coroutine)
    return nullptr;
  init_generator(*coroutine, info, resume_function, scope);
  PyObject_GC_Track(as_object(*coroutine));
  return as_object(*coroutine);
}

// ---- await -------------------------------------------------------------------------------------

namespace {

/// A generator that `types.coroutine` has marked.
bool is_coroutine_generator(PyObject *object) {
  if (!PyGen_CheckExact(object))
    return false;
  Ref code(PyObject_GetAttrString(object, "gi_code"));
  if (!code) {
    PyErr_Clear();
    return false;
  }
  return (reinterpret_cast<PyCodeObject *>(code.get())->co_flags & CO_ITERABLE_COROUTINE) != 0;
}

/// Whether a coroutine of either kind waits for something already.
bool is_being_awaited(PyObject *coroutine) {
  if (Py_TYPE(coroutine) == coroutine_type)
    return as_generator(coroutine).delegate != nullptr;
  Ref awaited(PyObject_GetAttrString(coroutine, "cr_await"));
  if (!awaited) {
    PyErr_Clear();
    return false;
  }
  return awaited != Py_None;
}

bool is_coroutine(PyObject *object) {
  return PyCoro_CheckExact(object) || Py_TYPE(object) == coroutine_type;
}

/// The iterator that awaiting `object` runs through; null with the error.
PyObject *iterator_of_awaitable(PyObject *object) {
  if (is_coroutine(object) || is_coroutine_generator(object))
    return new_ref(object);
  PyAsyncMethods *methods = Py_TYPE(object)->tp_as_async;
  if (!methods || !methods->am_await) {
    PyErr_Format(PyExc_TypeError, "object %.100s can't be used in 'await' expression",
                 Py_TYPE(object)->tp_name);
    return nullptr;
  }
  Ref iterator(methods->am_await(object));
  if (!iterator)
    return nullptr;
  if (is_coroutine(iterator) || is_coroutine_generator(iterator)) {
    PyErr_SetString(PyExc_TypeError, "__await__() returned a coroutine");
    return nullptr;
  }
  if (!PyIter_Check(iterator)) {
    PyErr_Format(PyExc_TypeError, "__await__() returned non-iterator of type '%.100s'",
                 Py_TYPE(iterator)->tp_name);
    return nullptr;
  }
  return iterator.release();
}

/// The raised error gets `wrong`'s place as its cause and context, under a text of its own.
void raise_because_of(const char *format, PyObject *wrong) {
  Ref cause(take_raised());
  PyErr_Format(PyExc_TypeError, format, Py_TYPE(wrong)->tp_name);
  Ref error(take_raised());
  PyException_SetCause(error, new_ref(cause));
  PyException_SetContext(error, cause.release());
  restore_raised(error.release());
}

bool wait_for(PyObject *self, PyObject *iterator) {
  Py_XDECREF(as_generator(self).delegate);
  as_generator(self).delegate = iterator;
  return true;
}

} // namespace

bool await_begin(PyObject *self, PyObject *awaitable, int where) {
  PyObject *iterator = iterator_of_awaitable(awaitable);
  if (!iterator) {
    PyAsyncMethods *methods = Py_TYPE(awaitable)->tp_as_async;
    if (where != kAwaitExpression && (!methods || !methods->am_await))
      PyErr_Format(PyExc_TypeError,
                   "'async with' received an object from %s that does not implement __await__: "
                   "%.100s",
                   where == kAwaitEnter ? "__aenter__" : "__aexit__", Py_TYPE(awaitable)->tp_name);
    return false;
  }
  if (is_coroutine(iterator) && is_being_awaited(iterator)) {
    Py_DECREF(iterator);
    PyErr_SetString(PyExc_RuntimeError, "coroutine is being awaited already");
    return false;
  }
  return wait_for(self, iterator);
}

// ---- async for ---------------------------------------------------------------------------------

PyObject *async_iter(PyObject *iterable) {
  PyAsyncMethods *methods = Py_TYPE(iterable)->tp_as_async;
  if (!methods || !methods->am_aiter) {
    PyErr_Format(PyExc_TypeError,
                 "'async for' requires an object with __aiter__ method, got %.100s",
                 Py_TYPE(iterable)->tp_name);
    return nullptr;
  }
  Ref iterator(methods->am_aiter(iterable));
  if (!iterator)
    return nullptr;
  methods = Py_TYPE(iterator)->tp_as_async;
  if (!methods || !methods->am_anext) {
    PyErr_Format(PyExc_TypeError,
                 "'async for' received an object from __aiter__ that does not implement "
                 "__anext__: %.100s",
                 Py_TYPE(iterator)->tp_name);
    return nullptr;
  }
  return iterator.release();
}

bool await_next_begin(PyObject *self, PyObject *iterator) {
  PyAsyncMethods *methods = Py_TYPE(iterator)->tp_as_async;
  if (!methods || !methods->am_anext) {
    PyErr_Format(PyExc_TypeError,
                 "'async for' requires an iterator with __anext__ method, got %.100s",
                 Py_TYPE(iterator)->tp_name);
    return false;
  }
  Ref awaitable(methods->am_anext(iterator));
  if (!awaitable)
    return false;
  PyObject *inner = iterator_of_awaitable(awaitable);
  if (!inner) {
    raise_because_of("'async for' received an invalid object from __anext__: %.100s", awaitable);
    return false;
  }
  return wait_for(self, inner);
}

// ---- async with --------------------------------------------------------------------------------

namespace {

void raise_no_async_manager(PyObject *manager, PyObject *missing) {
#if PY_VERSION_HEX >= 0x030E0000
  Ref enter(lookup_special(manager, names.enter));
  PyErr_Clear();
  PyErr_Format(PyExc_TypeError,
               "'%T' object does not support the asynchronous context manager protocol (missed %U "
               "method)%s",
               manager, missing,
               enter ? " but it supports the context manager protocol. Did you mean to use 'with'?"
                     : "");
#elif PY_VERSION_HEX >= 0x030B0000
  PyErr_Format(PyExc_TypeError,
               "'%.200s' object does not support the asynchronous context manager protocol%s",
               Py_TYPE(manager)->tp_name,
               missing == names.aexit ? " (missed __aexit__ method)" : "");
#else
  (void)manager;
  PyErr_SetObject(PyExc_AttributeError, missing);
#endif
}

} // namespace

bool async_with_enter(PyObject *manager, Ref &exit, Ref &value) {
  Ref enter(lookup_special(manager, names.aenter));
  if (!enter) {
    if (!PyErr_Occurred())
      raise_no_async_manager(manager, names.aenter);
    return false;
  }
  exit.reset(lookup_special(manager, names.aexit));
  if (!exit) {
    if (!PyErr_Occurred())
      raise_no_async_manager(manager, names.aexit);
    return false;
  }
  value.reset(PyObject_CallNoArgs(enter));
  if (!value)
    exit.reset();
  return static_cast<bool>(value);
}

PyObject *async_with_exit(PyObject *exit, PyObject *exception) {
  Ref traceback(exception ? PyException_GetTraceback(exception) : nullptr);
  PyObject *arguments[] = {nullptr,
                           exception ? reinterpret_cast<PyObject *>(Py_TYPE(exception)) : Py_None,
                           exception ? exception : Py_None, traceback ? traceback.get() : Py_None};
  return PyObject_Vectorcall(exit, arguments + 1, 3 | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr);
}

} // namespace nogilc_rt
