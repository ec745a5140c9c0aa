/* For headers_gil.pyx: what inline functions and macros do about the GIL. */
#ifndef HELPERS_H
#define HELPERS_H
#include <Python.h>

static inline Py_ssize_t items(PyObject *list) { return PyList_Size(list); }
static inline Py_ssize_t twice(PyObject *list) { return 2 * items(list); }
static inline Py_ssize_t fixed(PyObject *tuple) { return PyTuple_GET_SIZE(tuple); }
static inline int pure(int a) { return a + 1; }
static inline void locked(PyObject *list) {
  PyGILState_STATE state = PyGILState_Ensure();
  PyList_Append(list, list);
  PyGILState_Release(state);
}
static inline void careful(PyObject *list) {
  if (PyGILState_Check())
    PyList_Append(list, list);
}
static inline void careless(PyObject *list) {
  if (!PyGILState_Check())
    PyList_Append(list, list);
}
static inline PyThreadState *leave(void) { return PyGILState_Check() ? PyEval_SaveThread() : NULL; }
static inline void fail(const char *text) {
  if (text)
    PyErr_SetString(PyExc_ValueError, text);
}
#define KEEP(object) Py_INCREF(object)
#define LENGTH(object) items(object)
#define CHECK(number) ((number) < 0 ? (fail("negative"), -1) : 0)
#define SQUARE(number) ((number) * (number))
#define my_size PyList_Size
#define raw_size(object) (((PyVarObject *)(object))->ob_size)

struct Watcher; /* of a class, which a header of its module defines */
void watch(struct Watcher *watcher, int number);
PyObject *make(int number);
void show(PyObject *object);
void run(int number);
double data_of(void *object);

#ifdef __cplusplus
template <class T> T doubled(T value) { return value + value; }
template <class T> T counted(T value) {
  Py_INCREF(Py_None);
  return value;
}
struct Keeper {
  PyObject *kept;
  Keeper() : kept(PyList_New(0)) {}
  ~Keeper() { Py_XDECREF(kept); }
};
inline int with_keeper(int number) {
  Keeper keeper;
  return number;
}
#endif
#endif
