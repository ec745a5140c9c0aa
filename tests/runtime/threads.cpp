// threads.cpp: what test_gil.py drives: guards in every state, on Python's threads and on threads
// of C++, at the end of the interpreter, and what they cost.
#include "nogilc_rt/nogilc_rt.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

namespace {

bool body(ng::ModuleInfo &module);
ng::ModuleInfo module_info = {"threads", nullptr, "threads.pyx", nullptr, nullptr, 0, body};

using Clock = std::chrono::steady_clock;

/// Waits until the counter in `memory` has moved by `steps`; false after `milliseconds`.
bool moves(const volatile long *memory, long steps, long milliseconds) {
  long start = *memory;
  auto deadline = Clock::now() + std::chrono::milliseconds(milliseconds);
  while (Clock::now() < deadline)
    if (*memory - start >= steps)
      return true;
  return false;
}

bool read_counter(PyObject *object, Py_buffer &view) {
  return PyObject_GetBuffer(object, &view, PyBUF_SIMPLE) == 0;
}

// ---- progress of other threads -----------------------------------------------------------------

/// watch(counter, mode): does another Python thread move the counter while this one is in a region
/// of that kind?
PyObject *watch(PyObject *, PyObject *args) {
  PyObject *counter;
  const char *mode;
  Py_buffer view;
  if (!PyArg_ParseTuple(args, "Os", &counter, &mode) || !read_counter(counter, view))
    return nullptr;
  auto *memory = static_cast<const volatile long *>(view.buf);
  bool moved = false;
  switch (mode[0]) {
  case 'h': // held
    moved = moves(memory, 1, 200);
    break;
  case 'r': { // released
    ng::ReleaseGil released;
    moved = moves(memory, 1000, 20000);
    break;
  }
  case 'i': { // if held
    ng::ReleaseGilIfHeld released;
    moved = moves(memory, 1000, 20000);
    break;
  }
  case 't': { // twice: the inner one must not take it back at its end
    ng::ReleaseGil released;
    {
      ng::ReleaseGilIfHeld again;
    }
    moved = moves(memory, 1000, 20000);
    break;
  }
  case 'b': { // back: held again inside
    ng::ReleaseGil released;
    ng::AcquireGil acquired(released);
    moved = moves(memory, 1, 200);
    break;
  }
  case 'a': { // anyhow: held again inside, free afterwards
    ng::ReleaseGilIfHeld released;
    bool inside;
    {
      ng::AcquireGilAnyhow acquired;
      ng::AcquireGilAnyhow again;
      inside = moves(memory, 1, 200);
    }
    moved = !inside && moves(memory, 1000, 20000);
    break;
  }
  }
  PyBuffer_Release(&view);
  return ng::bool_object(moved);
}

// ---- nesting -----------------------------------------------------------------------------------

/// A nogil function that calls itself inside `with nogil` and inside `with gil`.
long recurse(long depth, long &objects) {
  if (depth == 0)
    return 0;
  if (depth % 3 == 0) {
    ng::AcquireGilAnyhow held;
    ng::Ref value(ng::to_py(depth + 1000000));
    objects += value ? 1 : 0;
    return recurse(depth - 1, objects) + 1;
  }
  ng::ReleaseGilIfHeld released;
  return recurse(depth - 1, objects) + 1;
}

PyObject *nest(PyObject *, PyObject *argument) {
  long depth, objects = 0;
  if (!ng::from_py(argument, depth))
    return nullptr;
  long result = recurse(depth, objects);
  bool held = ng::thread_holds_gil();
  {
    ng::ReleaseGil released;
    result += recurse(depth, objects);
    held = held && !ng::thread_holds_gil();
  }
  ng::Ref sum(ng::to_py(result)), made(ng::to_py(objects));
  return ng::make_tuple(sum, made, held ? Py_True : Py_False);
}

// ---- threads that Python did not make ----------------------------------------------------------

/// run_foreign(callback, threads, times): each thread calls back, at several nestings.
PyObject *run_foreign(PyObject *, PyObject *args) {
  PyObject *callback;
  int count, times;
  if (!PyArg_ParseTuple(args, "Oii", &callback, &count, &times))
    return nullptr;
  std::atomic<long> good{0};
  auto work = [&] {
    for (int i = 0; i < times; ++i) {
      ng::ReleaseGilIfHeld nothing; // not held: nothing to release
      ng::AcquireGilAnyhow held;
      ng::Ref first(ng::call(callback));
      {
        ng::ReleaseGilIfHeld released;
        ng::AcquireGilAnyhow again;
        ng::Ref second(ng::call(callback));
        good += first && second && ng::thread_holds_gil();
      }
    }
    good += !ng::thread_holds_gil();
  };
  {
    ng::ReleaseGil released;
    std::thread *threads = new std::thread[static_cast<size_t>(count)];
    for (int i = 0; i < count; ++i)
      threads[i] = std::thread(work);
    for (int i = 0; i < count; ++i)
      threads[i].join();
    delete[] threads;
  }
  return ng::to_py(good.load());
}

/// An exception raised without the GIL on a thread that Python does not know stays until it is
/// looked for, and does not leak into others.
PyObject *raise_foreign(PyObject *, PyObject *) {
  bool before = true, after = false, cleared = true;
  char text[32] = {};
  {
    ng::ReleaseGil released;
    std::thread thread([&] {
      before = ng::error_occurred_nogil();
      ng::raise_message_nogil(PyExc_ValueError, "far away");
      after = ng::error_occurred_nogil();
      {
        ng::AcquireGilAnyhow held;
        ng::Ref error(ng::take_raised());
        ng::Ref shown(error ? ng::to_str(error) : nullptr);
        if (shown)
          std::snprintf(text, sizeof text, "%s", PyUnicode_AsUTF8(shown));
      }
      cleared = !ng::error_occurred_nogil();
    });
    thread.join();
  }
  ng::Ref shown(PyUnicode_FromString(text));
  return ng::make_tuple(before ? Py_True : Py_False, after ? Py_True : Py_False,
                        cleared ? Py_True : Py_False, shown);
}

// ---- the end of the interpreter ----------------------------------------------------------------

/// A thread of C++ that goes on taking and giving the GIL until the process is gone.
PyObject *haunt(PyObject *, PyObject *callback) {
  Py_INCREF(callback);
  std::thread([callback] {
    for (;;) {
      ng::AcquireGilAnyhow held;
      ng::Ref list(PyList_New(10));
      ng::Ref result(ng::call(callback));
      ng::ReleaseGilIfHeld released;
    }
  }).detach();
  return ng::none();
}

/// A thread of Python in compiled code that gives the GIL away again and again, with objects held.
PyObject *linger(PyObject *, PyObject *) {
  for (;;) {
    ng::Ref list(PyList_New(10));
    ng::ReleaseGil released;
    {
      ng::AcquireGil acquired(released);
      ng::Ref other(PyList_New(10));
    }
    ng::ReleaseGilIfHeld again;
    ng::AcquireGilAnyhow held;
    ng::Ref third(PyList_New(10));
  }
}

/// Sleeps without the GIL, then wants it back when nobody is there any more.
PyObject *oversleep(PyObject *, PyObject *argument) {
  long milliseconds;
  if (!ng::from_py(argument, milliseconds))
    return nullptr;
  ng::Ref list(PyList_New(10));
  {
    ng::ReleaseGil released;
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  }
  return ng::none();
}

// ---- cost --------------------------------------------------------------------------------------

template <class F> double nanoseconds(F f, int times) {
  auto start = Clock::now();
  for (int i = 0; i < times; ++i)
    f();
  return std::chrono::duration<double, std::nano>(Clock::now() - start).count() / times;
}

/// (by hand, ReleaseGil, ReleaseGilIfHeld held, ReleaseGilIfHeld released, AcquireGil,
/// AcquireGilAnyhow held): the best of several rounds, in nanoseconds.
PyObject *cost(PyObject *, PyObject *) {
  constexpr int kTimes = 100000, kRounds = 15;
  double best[6] = {1e9, 1e9, 1e9, 1e9, 1e9, 1e9};
  auto keep = [&](int i, double value) { best[i] = value < best[i] ? value : best[i]; };
  for (int round = 0; round < kRounds; ++round) {
    keep(0, nanoseconds([] { Py_BEGIN_ALLOW_THREADS Py_END_ALLOW_THREADS }, kTimes));
    keep(1, nanoseconds([] { ng::ReleaseGil g; }, kTimes));
    keep(2, nanoseconds([] { ng::ReleaseGilIfHeld g; }, kTimes));
    keep(5, nanoseconds([] { ng::AcquireGilAnyhow g; }, kTimes));
    ng::ReleaseGil released;
    keep(3, nanoseconds([] { ng::ReleaseGilIfHeld g; }, kTimes));
    keep(4, nanoseconds([&] { ng::AcquireGil g(released); }, kTimes));
  }
  return Py_BuildValue("dddddd", best[0], best[1], best[2], best[3], best[4], best[5]);
}

PyMethodDef methods[] = {
    {"watch", watch, METH_VARARGS, nullptr},
    {"nest", nest, METH_O, nullptr},
    {"run_foreign", run_foreign, METH_VARARGS, nullptr},
    {"raise_foreign", raise_foreign, METH_NOARGS, nullptr},
    {"haunt", haunt, METH_O, nullptr},
    {"linger", linger, METH_NOARGS, nullptr},
    {"oversleep", oversleep, METH_O, nullptr},
    {"cost", cost, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

bool body(ng::ModuleInfo &module) { return PyModule_AddFunctions(module.module, methods) == 0; }

} // namespace

PyMODINIT_FUNC PyInit_threads() { return ng::module_init(module_info); }
