// Functions that are entered without the GIL, because a thread begins with them.
#include <Python.h>
#include <pthread.h>
#include <pythread.h>

static void report(PyObject *o) { PyObject_Print(o, stdout, 0); }

static void *bad(void *argument) {
    report(argument);                     // error: [c-gil-call] "`report()` needs the GIL, which `bad` is entered without"
    PyGILState_STATE state = PyGILState_Ensure();
    report(argument);
    PyGILState_Release(state);
    Py_DECREF((PyObject *)argument);      // error: [c-gil-call] "`Py_DECREF()`"
    return NULL;
}

static void *good(void *argument) {
    PyGILState_STATE state = PyGILState_Ensure();
    report(argument);
    Py_BEGIN_ALLOW_THREADS
    puts("working");
    Py_END_ALLOW_THREADS
    PyGILState_Release(state);
    return NULL;
}

static void bad_for_python(void *argument) {
    report(argument);                     // error: [c-gil-call] "`bad_for_python` is entered without"
}

// The same function, called with the GIL.
static void *neutral(void *argument) {
    report(argument);
    return NULL;
}

/* What it passes on is called as it was entered itself. */
static void run_it(void (*f)(PyObject *), PyObject *o) { f(o); }

static void *bad_callback(void *argument) {
    run_it(report, argument);             // error: [c-gil-call] "`report` needs the GIL, which `bad_callback` is entered without"
    return NULL;
}

static void passes_on(PyObject *o) { run_it(report, o); }

__attribute__((annotate("nogilc::nogil"))) static int annotated(PyObject *o) {
    return PyObject_IsTrue(o);            // error: [c-gil-call] "`annotated` is entered without"
}

PyObject *start(PyObject *self, PyObject *args) {
    pthread_t thread;
    pthread_create(&thread, NULL, bad, args);  // note: "`pthread_create()` calls it on a thread of its own"
    pthread_create(&thread, NULL, &good, args);
    PyThread_start_new_thread(bad_for_python, args);
    pthread_create(&thread, NULL, bad_callback, args);
    Py_BEGIN_ALLOW_THREADS
    passes_on(args);                      // error: [c-gil-call] "`passes_on()` needs the GIL"
    Py_END_ALLOW_THREADS
    neutral(args);
    annotated(args);
    Py_BEGIN_ALLOW_THREADS
    pthread_join(thread, NULL);
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}
