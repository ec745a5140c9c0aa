// Where the GIL is released and held: on each path, and at each way out.
#include <Python.h>

extern int work(int n);

PyObject *balanced(PyObject *self, PyObject *args) {
    PyThreadState *save = PyEval_SaveThread();
    work(1);
    PyEval_RestoreThread(save);
    PyErr_Clear();
    Py_RETURN_NONE;
}

PyObject *blocked(PyObject *self, PyObject *args) {
    Py_BEGIN_ALLOW_THREADS
    if (work(1)) {
        Py_BLOCK_THREADS
        PyErr_SetNone(PyExc_ValueError);
        return NULL;
    }
    if (work(2)) {
        Py_BLOCK_THREADS
        PyErr_Clear();
        Py_UNBLOCK_THREADS
        PyErr_Clear();                    // error: [c-gil-call] "`PyErr_Clear()`"
    }
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

PyObject *early_return(PyObject *self, PyObject *args) {
    Py_BEGIN_ALLOW_THREADS                // note: "the GIL is released here"
    if (work(1))
        return NULL;                      // error: [c-gil-not-restored] "the GIL is still released when `early_return` returns here"
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

PyObject *jumps_out(PyObject *self, PyObject *args) {
    PyThreadState *save = PyEval_SaveThread();
    if (work(1))
        goto failed;
    PyEval_RestoreThread(save);
    Py_RETURN_NONE;
failed:
    PyErr_SetNone(PyExc_ValueError);      // error: [c-gil-call] "`PyErr_SetNone()`"
    return NULL;                          // error: [c-gil-not-restored] "returns here"
}

PyObject *jumps_to_the_end(PyObject *self, PyObject *args) {
    PyThreadState *save = PyEval_SaveThread();
    int failed = 0;
    if (work(1)) {
        failed = 1;
        goto done;
    }
    work(2);
done:
    PyEval_RestoreThread(save);
    if (failed)
        return PyErr_NoMemory();
    Py_RETURN_NONE;
}

void no_way_back(PyObject *self) {
    PyEval_SaveThread();
    work(1);
}                                         // error: [c-gil-not-restored] "`no_way_back` ends here"

// The same condition twice.
PyObject *if_long_enough(PyObject *self, int n, int needs_api) {
    PyThreadState *save = NULL;
    if (n > 500)
        save = PyEval_SaveThread();
    work(n);
    if (save)
        PyEval_RestoreThread(save);
    if (!needs_api)
        save = PyEval_SaveThread();
    work(n);
    if (needs_api && PyErr_Occurred())
        return NULL;
    if (needs_api)
        PyErr_Clear();
    else
        work(2);
    if (!needs_api)
        PyEval_RestoreThread(save);
    if (n <= 500)
        PyErr_Clear();
    return PyLong_FromLong(n);
}

PyObject *if_only(PyObject *self, int n) {
    PyThreadState *save = NULL;
    if (n)
        save = PyEval_SaveThread();
    PyErr_Clear();                        // error: [c-gil-call] "`PyErr_Clear()`"
    if (save != NULL)
        PyEval_RestoreThread(save);
    n = work(n);
    if (n)
        save = PyEval_SaveThread();
    n = work(n);
    if (n)
        PyEval_RestoreThread(save);
    return PyLong_FromLong(n);            // error: [c-gil-call] "`PyLong_FromLong()`" // error: [c-gil-not-restored] "returns here"
}

PyObject *in_loop(PyObject *self, PyObject *args) {
    for (int i = 0; i < 10; ++i) {
        Py_BEGIN_ALLOW_THREADS            // error: [c-double-release] "`PyEval_SaveThread()`"
        if (work(i))
            continue;                     // the next round releases again
        Py_END_ALLOW_THREADS
    }
    Py_RETURN_NONE;                       // error: [c-gil-call] "`Py_NewRef()`" // error: [c-gil-not-restored] "returns here"
}

PyObject *retried(PyObject *self, PyObject *args) {
    int result;
    do {
        Py_BEGIN_ALLOW_THREADS
        result = work(1);
        Py_END_ALLOW_THREADS
    } while (result < 0 && !PyErr_CheckSignals());
    return PyLong_FromLong(result);
}

PyObject *twice(PyObject *self, PyObject *args) {
    Py_BEGIN_ALLOW_THREADS
    PyThreadState *inner = PyEval_SaveThread();  // error: [c-double-release] "`PyEval_SaveThread()` releases the GIL, which is released already"
    work(1);
    PyEval_RestoreThread(inner);
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

PyObject *restored_twice(PyObject *self, PyObject *args) {
    PyThreadState *save = PyEval_SaveThread();
    PyEval_RestoreThread(save);
    PyEval_RestoreThread(save);           // error: [c-double-acquire] "`PyEval_RestoreThread()` takes back the GIL, which is held already"
    Py_RETURN_NONE;
}

// PyGILState_Ensure and its end.
void callback(int kind) {
    PyGILState_STATE state = PyGILState_Ensure();  // note: "it is taken here"
    PyErr_Clear();
    if (kind)
        return;                           // error: [c-gil-not-given-back] "when `callback` returns here"
    PyGILState_Release(state);
}

PyObject *ensured_inside(PyObject *self, PyObject *args) {
    Py_BEGIN_ALLOW_THREADS
    PyGILState_STATE state = PyGILState_Ensure();
    PyErr_Clear();
    Py_BEGIN_ALLOW_THREADS
    PyErr_Clear();                        // error: [c-gil-call] "`PyErr_Clear()`"
    Py_END_ALLOW_THREADS
    PyErr_Clear();
    PyGILState_Release(state);
    PyErr_Clear();                        // error: [c-gil-call] "`PyErr_Clear()`"
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

PyObject *ensured_wrong_order(PyObject *self, PyObject *args) {
    PyThreadState *save = PyEval_SaveThread();
    PyGILState_STATE state = PyGILState_Ensure();
    PyEval_RestoreThread(save);           // error: [c-double-acquire] "`PyEval_RestoreThread()`"
    PyGILState_Release(state);
    Py_RETURN_NONE;
}

// Helpers that keep the thread state for their caller.
struct worker {
    PyThreadState *save;
    int is_released;
};

static void leave(struct worker *w) { w->save = PyEval_SaveThread(); }
static void enter(struct worker *w) { PyEval_RestoreThread(w->save); }
static PyThreadState *give(void) { return PyEval_SaveThread(); }

PyObject *with_helpers(struct worker *w) {
    leave(w);
    work(1);
    PyErr_Clear();                        // error: [c-gil-call] "`PyErr_Clear()`"
    enter(w);
    PyErr_Clear();
    PyThreadState *save = give();
    PyErr_Clear();                        // error: [c-gil-call] "`PyErr_Clear()`"
    PyEval_RestoreThread(save);
    PyErr_Clear();
    w->save = PyEval_SaveThread();
    if (work(2))
        return NULL;                      // error: [c-gil-not-restored] "returns here"
    PyEval_RestoreThread(w->save);
    Py_RETURN_NONE;
}

void ends_the_process(int n) {
    PyThreadState *save = PyEval_SaveThread();
    if (n)
        Py_FatalError("no way back");
    PyEval_RestoreThread(save);
}

// A hook that is called without the GIL and goes back to that.
static PyThreadState *hook_state;

int hook(void) {
    PyEval_RestoreThread(hook_state);
    PyErr_Print();
    if (work(1)) {
        PyEval_SaveThread();
        return 1;
    }
    PyEval_SaveThread();
    return 0;
}

// Whether it is released is what the variable says.
int sometimes(int release, PyObject *o) {
    PyThreadState *save = release ? PyEval_SaveThread() : NULL;
    if (!save)
        Py_INCREF(o);
    Py_INCREF(o);                         // error: [c-gil-call] "`Py_INCREF()`"
    if (save)
        PyEval_RestoreThread(save);
    return 0;
}

static void drop(PyObject **o) { Py_DECREF(*o); }

void cleans_up(PyObject *o) {
    Py_BEGIN_ALLOW_THREADS
    {
        __attribute__((cleanup(drop))) PyObject *copy = o;  // error: [c-gil-call] "`drop()`, the cleanup of `copy`, needs the GIL"
        work(copy != NULL);
    }
    Py_END_ALLOW_THREADS
}

static PyThreadState *left;
static void leave_it(void) { left = PyEval_SaveThread(); }
static void enter_it(void) { PyEval_RestoreThread(left); }

void forgets_its_acquisition(void) {
    leave_it();
    PyGILState_Ensure();                  // note: "the GIL is taken here"
    enter_it();                           // error: [c-double-acquire] "`enter_it()` takes back the GIL, which is held already"
}

// A helper that takes the GIL back where it fails, as its result says.
static int fail_with_gil(int n, PyThreadState *save) {
    if (n < 0) {
        if (save)
            PyEval_RestoreThread(save);
        PyErr_SetNone(PyExc_IndexError);
        return -1;
    }
    return 0;
}

int fails_or_goes_on(int n) {
    PyThreadState *save = PyEval_SaveThread();
    if (fail_with_gil(n, save) < 0) {
        PyErr_Clear();
        return -1;
    }
    const int result = fail_with_gil(n - 1, save);
    if (result)
        return result;
    PyErr_Clear();                        // error: [c-gil-call] "`PyErr_Clear()`"
    PyEval_RestoreThread(save);
    return 0;
}

// What was settled before the release may exclude it; what came after does not.
int excludes(int needs_api, int n) {
    PyThreadState *save = NULL;
    int failed = 0;
    if (!needs_api)
        if (n > 500)
            save = PyEval_SaveThread();
    failed = work(n);
    if (needs_api && PyErr_Occurred())
        failed = 1;
    if (failed)
        PyErr_SetNone(PyExc_ValueError);  // error: [c-gil-call] "`PyErr_SetNone()`"
    PyErr_Clear();                        // error: [c-gil-call] "`PyErr_Clear()`"
    if (save)
        PyEval_RestoreThread(save);
    return failed;
}
