// Guards: classes of one's own that release and take the GIL, exceptions, lambdas, threads.
#include <Python.h>

#include <cmath>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace {

class Release {
public:
  Release() : state_(PyEval_SaveThread()) {}
  Release(const Release &) = delete;
  ~Release() { PyEval_RestoreThread(state_); }

private:
  PyThreadState *state_;
};

class Acquire {
public:
  Acquire() : state_(PyGILState_Ensure()) {}
  Acquire(const Acquire &) = delete;
  ~Acquire() { PyGILState_Release(state_); }

private:
  PyGILState_STATE state_;
};

double norm(const std::vector<double> &values) {
  double sum = 0;
  for (double value : values)
    sum += value * value;
  if (std::isnan(sum))
    throw std::domain_error("not a number");
  return std::sqrt(sum);
}

PyObject *norm_of(const std::vector<double> &values) {
  double result = 0;
  try {
    Release release;
    result = norm(values);
  } catch (const std::exception &error) {
    PyErr_SetString(PyExc_ValueError, error.what());
    return nullptr;
  }
  return PyFloat_FromDouble(result);
}

PyObject *with_callback(PyObject *callback, int count) {
  Release release;
  for (int i = 0; i < count; ++i) {
    {
      Acquire acquire;
      PyObject *result = PyObject_CallNoArgs(callback);
      if (!result)
        return nullptr;
      Py_DECREF(result);
    }
    std::this_thread::yield();
  }
  return nullptr;
}

template <typename Function> auto without_gil(Function function) {
  Release release;
  return function();
}

PyObject *with_lambda(const std::vector<double> &values) {
  const double result = without_gil([&] {
    // released
    return values.empty() ? 0 : norm(values);
  });
  return PyFloat_FromDouble(result);
}

PyObject *with_threads(PyObject *callback) {
  std::vector<std::thread> threads;
  threads.emplace_back([callback] {
    // entry
    std::this_thread::yield();
    Acquire acquire;
    Py_XDECREF(PyObject_CallNoArgs(callback));
  });
  {
    auto release = std::make_unique<Release>();
    for (std::thread &thread : threads)
      thread.join();
  }
  return PyLong_FromSize_t(threads.size());
}

PyObject *with_early_exits(int n) {
  {
    Release release;
    if (n == 1)
      return nullptr;
    while (n-- > 0) {
      if (n == 7)
        break;
    }
  }
  return PyLong_FromLong(n);
}

} // namespace

PyObject *use_guards(PyObject *callback, int n) {
  const std::vector<double> values(static_cast<size_t>(n));
  Py_XDECREF(norm_of(values));
  with_callback(callback, n);
  Py_XDECREF(with_lambda(values));
  Py_XDECREF(with_threads(callback));
  return with_early_exits(n);
}
