// generator.h: generators. The body is one resume function over a Scope that holds its variables:
//
//   static int f_resume(ng::Generator &gen, PyObject *sent, PyObject **result) {
//     auto *s = ng::as_scope<f_scope>(gen.scope);
//     switch (gen.label) { case 0: break; case 1: goto resume_1; }
//     ...
//     *result = <new reference>; gen.label = 1; return ng::kYielded;   // yield
//   resume_1:
//     if (!sent) goto error;             // throw(): the exception is raised already
//     ...                                // `sent` (borrowed) is the value of the yield
//     *result = <new reference>; return ng::kReturned;
//   error: return ng::kRaised;
//   }
//
// The runtime does the rest: send, throw, close, delegation, StopIteration, finalisation, and the
// separation of handled exceptions. Needs the GIL.
#pragma once

#include "nogilc_rt/scope.h"
#include "nogilc_rt/tables.h"

namespace nogilc_rt {

enum ResumeResult : int { kRaised = -1, kReturned = 0, kYielded = 1 };

struct Generator;
using ResumeFunction = int (*)(Generator &generator, PyObject *sent, PyObject **result);

struct Generator {
  PyObject_HEAD ResumeFunction resume;
  FunctionInfo *info;
  PyObject *scope;    // owned; null when finished
  PyObject *delegate; // owned; the iterator of a running `yield from`
  PyObject *name, *qualname;
  PyObject *weak_references;
  _PyErr_StackItem handled; // what its `except` blocks handle
  int label;                // where to resume: 0 the start, -1 finished; the body sets it
  bool running;
};

PyObject *make_generator(FunctionInfo &info, ResumeFunction resume, PyObject *scope);
PyObject *make_coroutine(FunctionInfo &info, ResumeFunction resume, PyObject *scope);
PyObject *make_async_generator(FunctionInfo &info, ResumeFunction resume, PyObject *scope);

/// `yield from iterable`: begin, then next until it does not answer 1:
///
///     if (!ng::yield_from_begin(self, iterable)) goto error;
///     sent = Py_None;
///   resume_2:
///     r = ng::yield_from(self, sent, value);
///     if (r < 0) goto error;
///     if (r > 0) { *result = value.release(); gen.label = 2; return ng::kYielded; }
///     // r == 0: value is the result of the expression
bool yield_from_begin(PyObject *generator, PyObject *iterable);
int yield_from(PyObject *generator, PyObject *sent, Ref &result);

/// `await x` begins like this, and goes on like `yield from`. Where it stands decides about the
/// message for what cannot be awaited.
enum AwaitPlace : int { kAwaitExpression, kAwaitEnter, kAwaitExit };
bool await_begin(PyObject *coroutine, PyObject *awaitable, int where);
/// What an asynchronous generator yields, which is not what it awaits.
PyObject *async_value(PyObject *value);

/// `async for`: the iterator, and the begin of `await iterator.__anext__()`. The loop ends with a
/// StopAsyncIteration that the await raises.
PyObject *async_iter(PyObject *iterable);
bool await_next_begin(PyObject *coroutine, PyObject *iterator);

/// `async with`: the bound __aexit__, and what __aenter__() gives to be awaited.
bool async_with_enter(PyObject *manager, Ref &exit, Ref &awaitable);
/// What __aexit__ gives to be awaited; `exception` is null where none is under way.
PyObject *async_with_exit(PyObject *exit, PyObject *exception);

} // namespace nogilc_rt
