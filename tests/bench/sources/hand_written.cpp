// What a person would write for the kernels of the examples with the C API of Python, without a tool:
// the measure for the run time of generated code. Built with the flags of `nogilc build`.
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <cmath>
#include <cstdlib>
#include <cstring>

namespace {

// ---- fib ----

unsigned long fibonacci(unsigned long n) {
  if (n < 2)
    return n;
  return fibonacci(n - 1) + fibonacci(n - 2);
}

PyObject *with_gil(PyObject *, PyObject *argument) {
  unsigned long n = PyLong_AsUnsignedLong(argument);
  if (n == static_cast<unsigned long>(-1) && PyErr_Occurred())
    return nullptr;
  return PyLong_FromUnsignedLong(fibonacci(n));
}

PyObject *without_gil(PyObject *, PyObject *argument) {
  unsigned long n = PyLong_AsUnsignedLong(argument);
  if (n == static_cast<unsigned long>(-1) && PyErr_Occurred())
    return nullptr;
  unsigned long result;
  Py_BEGIN_ALLOW_THREADS
  result = fibonacci(n);
  Py_END_ALLOW_THREADS
  return PyLong_FromUnsignedLong(result);
}

// ---- primes ----

long sieve(char *is_composite, long limit) {
  long count = 0;
  for (long candidate = 2; candidate < limit; ++candidate) {
    if (is_composite[candidate])
      continue;
    ++count;
    for (long multiple = candidate * candidate; multiple < limit; multiple += candidate)
      is_composite[multiple] = 1;
  }
  return count;
}

PyObject *count_below(PyObject *, PyObject *argument) {
  long limit = PyLong_AsLong(argument);
  if (limit == -1 && PyErr_Occurred())
    return nullptr;
  if (limit < 0) {
    PyErr_SetString(PyExc_ValueError, "the limit must not be negative");
    return nullptr;
  }
  auto *is_composite = static_cast<char *>(std::calloc(static_cast<std::size_t>(limit) + 1, 1));
  if (!is_composite)
    return PyErr_NoMemory();
  long count;
  Py_BEGIN_ALLOW_THREADS
  count = sieve(is_composite, limit);
  Py_END_ALLOW_THREADS
  std::free(is_composite);
  return PyLong_FromLong(count);
}

// ---- integrate ----

using Function = double (*)(double);

double square(double x) { return x * x; }
double half_circle(double x) { return std::sqrt(1 - x * x); }
double sine(double x) { return std::sin(x); }

double midpoint(Function f, double a, double b, long steps) {
  double width = (b - a) / static_cast<double>(steps);
  double total = 0;
  for (long i = 0; i < steps; ++i)
    total += f(a + (static_cast<double>(i) + 0.5) * width);
  return total * width;
}

PyObject *integrate(PyObject *, PyObject *const *arguments, Py_ssize_t count) {
  if (count != 4) {
    PyErr_SetString(PyExc_TypeError, "integrate() takes 4 arguments");
    return nullptr;
  }
  const char *name = PyUnicode_AsUTF8(arguments[0]);
  double a = PyFloat_AsDouble(arguments[1]), b = PyFloat_AsDouble(arguments[2]);
  long steps = PyLong_AsLong(arguments[3]);
  if (PyErr_Occurred())
    return nullptr;
  Function f = std::strcmp(name, "square") == 0 ? square
               : std::strcmp(name, "sine") == 0 ? sine
                                                : half_circle;
  double result;
  Py_BEGIN_ALLOW_THREADS
  result = midpoint(f, a, b, steps);
  Py_END_ALLOW_THREADS
  return PyFloat_FromDouble(result);
}

// ---- mandelbrot ----

int escape(double cr, double ci, int limit) {
  double zr = 0, zi = 0, zr2 = 0, zi2 = 0;
  int n = 0;
  while (n < limit && zr2 + zi2 <= 4) {
    zi = 2 * zr * zi + ci;
    zr = zr2 - zi2 + cr;
    zr2 = zr * zr;
    zi2 = zi * zi;
    ++n;
  }
  return n;
}

PyObject *row(PyObject *, PyObject *const *arguments, Py_ssize_t count) {
  if (count != 5) {
    PyErr_SetString(PyExc_TypeError, "row() takes 5 arguments");
    return nullptr;
  }
  double ci = PyFloat_AsDouble(arguments[0]), left = PyFloat_AsDouble(arguments[1]);
  double right = PyFloat_AsDouble(arguments[2]);
  Py_ssize_t width = PyLong_AsSsize_t(arguments[3]);
  long limit = PyLong_AsLong(arguments[4]);
  if (PyErr_Occurred())
    return nullptr;
  const char *shades = " .:-=+*#%@";
  auto *line = static_cast<char *>(std::malloc(static_cast<std::size_t>(width) + 1));
  if (!line)
    return PyErr_NoMemory();
  Py_BEGIN_ALLOW_THREADS
  for (Py_ssize_t x = 0; x < width; ++x) {
    int n = escape(left + (right - left) * static_cast<double>(x) / static_cast<double>(width), ci,
                   static_cast<int>(limit));
    line[x] = shades[9 * n / limit];
  }
  Py_END_ALLOW_THREADS
  PyObject *result = PyBytes_FromStringAndSize(line, width);
  std::free(line);
  return result;
}

// ---- the GIL ----

volatile long sink = 0;

PyObject *release_and_take(PyObject *, PyObject *argument) {
  long n = PyLong_AsLong(argument);
  if (n == -1 && PyErr_Occurred())
    return nullptr;
  for (long i = 0; i < n; ++i) {
    Py_BEGIN_ALLOW_THREADS
    sink = i;
    Py_END_ALLOW_THREADS
  }
  Py_RETURN_NONE;
}

template <typename F> PyCFunction method(F *function) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

PyMethodDef methods[] = {
    {"with_gil", with_gil, METH_O, nullptr},
    {"without_gil", without_gil, METH_O, nullptr},
    {"count_below", count_below, METH_O, nullptr},
    {"integrate", method(integrate), METH_FASTCALL, nullptr},
    {"row", method(row), METH_FASTCALL, nullptr},
    {"release_and_take", release_and_take, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef definition = {PyModuleDef_HEAD_INIT, "hand_written", nullptr, -1, methods,
                          nullptr,               nullptr,        nullptr, nullptr};

} // namespace

PyMODINIT_FUNC PyInit_hand_written() { return PyModule_Create(&definition); }
