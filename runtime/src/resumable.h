// resumable.h: what the types of generators, coroutines and asynchronous generators share. All
// three are Generator objects over a resume function; what a function is stands in the flags of its
// FunctionInfo. generator.cpp has the code.
#pragma once

#include "internal.h"

namespace nogilc_rt {

constexpr int kFinished = -1;

inline Generator &as_generator(PyObject *self) { return *reinterpret_cast<Generator *>(self); }
inline PyObject *as_object(Generator &generator) {
  return reinterpret_cast<PyObject *>(&generator);
}

/// The types that are there only if a module uses them.
extern PyTypeObject *coroutine_type, *async_generator_type;

/// "generator", "coroutine", "async generator": as CPython's messages call it.
const char *kind_of(const Generator &generator);

/// What generators and coroutines of ours have in common: they are resumed directly.
inline bool is_directly_resumable(PyObject *object) {
  return Py_TYPE(object) == generator_type || Py_TYPE(object) == coroutine_type;
}

/// Fills a new object of one of the three types; what the type adds is the caller's.
void init_generator(Generator &generator, FunctionInfo &info, ResumeFunction resume_function,
                    PyObject *scope);

/// Runs the body to its next yield or end. `sent` is null when an exception is raised to be thrown
/// in. On kYielded and kReturned `result` is a new reference.
int resume(Generator &generator, PyObject *sent, PyObject *&result);
/// The outcome as the iterator protocol wants it from send and throw.
PyObject *deliver(Generator &generator, int outcome, PyObject *result);
/// throw(): `closes_delegate` says that a GeneratorExit closes what the body waits for; else it is
/// thrown into that.
PyObject *throw_into(PyObject *self, PyObject *type, PyObject *value, PyObject *traceback,
                     bool closes_delegate = true);

/// The value of the StopIteration that is raised (none raised: None), or null with the error.
PyObject *take_stop_value();
/// Raises StopIteration(value).
void raise_stop(PyObject *value);

/// Checks how many arguments a method `throw` got; false with the error.
bool check_throw_arguments(Py_ssize_t count);

/// Lets go of everything but the name, which the destructor does.
void finish(Generator &generator);

// Methods, attributes and slots.
PyObject *next_generator(PyObject *self);
PyObject *send_generator(PyObject *self, PyObject *value);
PyObject *throw_generator(PyObject *self, PyObject *const *arguments, Py_ssize_t count);
PyObject *close_generator(PyObject *self, PyObject *);
PyObject *get_running(PyObject *self, void *);
PyObject *get_suspended(PyObject *self, void *);
PyObject *get_delegate(PyObject *self, void *);
PyObject *get_none(PyObject *self, void *);
PyObject *get_generator_code(PyObject *self, void *);
PyObject *get_generator_name(PyObject *self, void *);
PyObject *get_generator_qualname(PyObject *self, void *);
int set_generator_name(PyObject *self, PyObject *value, void *);
int set_generator_qualname(PyObject *self, PyObject *value, void *);
#if PY_VERSION_HEX >= 0x030A0000
PySendResult am_send_generator(PyObject *self, PyObject *value, PyObject **result);
#endif
int traverse_generator(PyObject *self, visitproc visit, void *arg);
int clear_generator(PyObject *self);
void finalize_generator(PyObject *self);
void delete_generator(PyObject *self);

/// isinstance(object, collections.abc.<name>) from now on.
bool register_in_abc(PyTypeObject *type, const char *name);

/// A method of the vectorcall kind, as tables of methods want it.
inline PyCFunction as_method(PyObject *(*function)(PyObject *, PyObject *const *, Py_ssize_t)) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void *>(function));
}

} // namespace nogilc_rt
