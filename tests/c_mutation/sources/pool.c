/* A pool of threads: thread states in variables and members, PyGILState, conditions that repeat. */
#include <Python.h>
#include <pthread.h>

struct pool {
    PyThreadState *saved;
    PyObject *callback;
    pthread_t threads[4];
    int count;
};

static void leave(struct pool *pool) {
    pool->saved = PyEval_SaveThread();
}

static void enter(struct pool *pool) {
    PyEval_RestoreThread(pool->saved);
    pool->saved = NULL;
}

static int spin(int n) {
    int sum = 0;
    while (n-- > 0)
        sum += n;
    return sum;
}

static void *run(void *argument) {
    /* entry */
    struct pool *pool = argument;
    int n = spin(1000);
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *result = PyObject_CallFunction(pool->callback, "i", n);
    Py_XDECREF(result);
    PyGILState_Release(state);
    spin(n);
    return NULL;
}

static PyObject *start(struct pool *pool, int count) {
    pool->count = count;
    for (int i = 0; i < pool->count; ++i)
        if (pthread_create(&pool->threads[i], NULL, run, pool) != 0)
            return PyErr_SetFromErrno(PyExc_OSError);
    Py_RETURN_NONE;
}

static PyObject *join(struct pool *pool) {
    leave(pool);
    /* released */
    for (int i = 0; i < pool->count; ++i)
        pthread_join(pool->threads[i], NULL);
    enter(pool);
    Py_CLEAR(pool->callback);
    Py_RETURN_NONE;
}

static PyObject *work(struct pool *pool, int n) {
    PyThreadState *save = NULL;
    int sum;
    if (n > 500)
        save = PyEval_SaveThread();
    sum = spin(n);
    if (save)
        PyEval_RestoreThread(save);
    if (sum < 0)
        return PyErr_NoMemory();
    return PyLong_FromLong(sum);
}

static PyObject *work_or_call(struct pool *pool, int n, int needs_api) {
    PyThreadState *save = NULL;
    PyObject *result = NULL;
    if (!needs_api) {
        save = PyEval_SaveThread();
    }
    spin(n);
    if (needs_api) {
        result = PyObject_CallNoArgs(pool->callback);
        if (result == NULL)
            return NULL;
    }
    if (!needs_api) {
        PyEval_RestoreThread(save);
    }
    return result ? result : PyLong_FromLong(n);
}

static double average(int n) {
    PyThreadState *save = PyEval_SaveThread();
    double sum = spin(n);
    if (n <= 0) {
        PyEval_RestoreThread(save);
        PyErr_SetString(PyExc_ValueError, "nothing");
        return -1;
    }
    sum /= n;
    PyEval_RestoreThread(save);
    return sum;
}

static void notify(struct pool *pool, int n) {
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *result = PyObject_CallFunction(pool->callback, "d", average(n));
    if (result == NULL)
        PyErr_Print();
    else
        Py_DECREF(result);
    Py_BEGIN_ALLOW_THREADS
    spin(n);
    Py_END_ALLOW_THREADS
    PyGILState_Release(state);
}

PyObject *use_pool(PyObject *callback) {
    static struct pool pool;
    Py_INCREF(callback);
    pool.callback = callback;
    Py_XDECREF(start(&pool, 4));
    Py_XDECREF(work(&pool, 1000));
    Py_XDECREF(work_or_call(&pool, 1000, 0));
    notify(&pool, 3);
    return join(&pool);
}
