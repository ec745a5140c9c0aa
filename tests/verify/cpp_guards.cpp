// Guards of C++: those of binding libraries, and one's own.
#include <Python.h>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace pybind11 {
class gil_scoped_release {
public:
    explicit gil_scoped_release(bool disassociate = false);
    ~gil_scoped_release();
};
class gil_scoped_acquire {
public:
    gil_scoped_acquire();
    ~gil_scoped_acquire();
};
template <typename... Guards> struct call_guard {};
}
namespace py = pybind11;

int work();
void may_throw(int n) {
    if (n)
        throw n;
}
void swallows(int n) noexcept {
    try {
        may_throw(n);
    } catch (...) {
    }
}

void scopes(int n) {
    {
        py::gil_scoped_release release;   // note: "the GIL is released here"
        work();
        PyErr_Clear();                    // error: [c-gil-call] "`PyErr_Clear()` needs the GIL, which is released here"
        {
            py::gil_scoped_acquire acquire;
            PyErr_Clear();
        }
        PyErr_Clear();                    // error: [c-gil-call] "`PyErr_Clear()`"
        if (n)
            return;
        may_throw(n);
    }
    PyErr_Clear();
    py::gil_scoped_release again;
    py::gil_scoped_release once_more;     // error: [c-double-release] "`gil_scoped_release` releases the GIL, which is released already"
}

class Release {
public:
    Release() : state_(PyEval_SaveThread()) {}
    ~Release() { PyEval_RestoreThread(state_); }

private:
    PyThreadState *state_;
};

class ReleaseIf {
public:
    explicit ReleaseIf(bool condition) {
        if (condition)
            state_ = PyEval_SaveThread();
    }
    ~ReleaseIf() {
        if (state_)
            PyEval_RestoreThread(state_);
    }

private:
    PyThreadState *state_ = nullptr;
};

class Ensure {
    PyGILState_STATE state_ = PyGILState_Ensure();

public:
    ~Ensure() { PyGILState_Release(state_); }
};

// A guard inside a class.
struct Job {
    Release release;
    int number;
};

void own_guards(int n) {
    {
        Release release;
        PyErr_Clear();                    // error: [c-gil-call] "`PyErr_Clear()`"
        Ensure ensure;
        PyErr_Clear();
    }
    PyErr_Clear();
    {
        ReleaseIf release(n > 3);
        PyErr_Clear();                    // error: [c-gil-call] "`PyErr_Clear()`"
    }
    PyErr_Clear();
    {
        Job job;
        PyErr_Clear();                    // error: [c-gil-call] "`PyErr_Clear()`"
    }
    PyErr_Clear();
}

void on_the_heap() {
    auto release = std::make_unique<Release>();
    PyErr_Clear();                        // error: [c-gil-call] "`PyErr_Clear()`"
    release.reset();
    PyErr_Clear();
    auto guard = std::make_unique<py::gil_scoped_release>();
    PyErr_Clear();                        // error: [c-gil-call] "`PyErr_Clear()`"
}

void exceptions(int n) {
    PyThreadState *state = PyEval_SaveThread();
    swallows(n);
    may_throw(n);                         // error: [c-gil-not-restored] "is left by an exception here"
    PyEval_RestoreThread(state);
}

void caught(int n) {
    PyThreadState *state = PyEval_SaveThread();
    try {
        may_throw(n);
    } catch (...) {
        PyEval_RestoreThread(state);
        throw;
    }
    PyEval_RestoreThread(state);
    try {
        Release release;
        may_throw(n);
    } catch (...) {
        PyErr_Clear();
    }
    try {
        state = PyEval_SaveThread();
        may_throw(n);
        PyEval_RestoreThread(state);
    } catch (...) {
        PyErr_Clear();                    // error: [c-gil-call] "`PyErr_Clear()`"
        return;                           // error: [c-gil-not-restored] "returns here"
    }
    if (n == 2) {
        PyThreadState *other = PyEval_SaveThread();
        throw n;                          // error: [c-gil-not-restored] "throws here"
        PyEval_RestoreThread(other);
    }
}

struct Binder {
    template <typename Function, typename... Extra> void def(const char *, Function, Extra...) {}
};

int released(PyObject *o) {
    return PyObject_IsTrue(o);            // error: [c-gil-call] "`released` is entered without"
}
int held(PyObject *o) { return PyObject_IsTrue(o); }

void bind(Binder &module) {
    module.def("released", &released, py::call_guard<py::gil_scoped_release>());
    module.def("held", &held);
    module.def("lambda", [](PyObject *o) {
        return PyObject_IsTrue(o);        // error: [c-gil-call] "`the lambda` is entered without"
    }, py::call_guard<py::gil_scoped_release>());
}

// A lambda that a template calls without the GIL: the place is in the lambda.
template <typename Function> int released_around(Function function) {
    Release release;
    return function();                    // note: "it is called here"
}

int given(PyObject *o) {
    return released_around([] { return work(); }) + released_around([o] {
        return PyObject_IsTrue(o);        // error: [c-gil-call] "`PyObject_IsTrue()` needs the GIL, which is released where the lambda is called"
    });
}

// An acquisition without its end, where the guard goes.
void forgets_its_acquisition() {
    Release release;                      // error: [c-double-acquire] "the destructor of `release` takes back the GIL, which is held already"
    PyGILState_Ensure();                  // note: "the GIL is taken here"
    work();
}

void calls_what_it_holds(PyObject *o) {
    std::function<void()> own = [] { work(); };
    std::function<void()> needing = [o] { Py_INCREF(o); };
    Release release;
    own();
    needing();                            // error: [c-gil-call] "the lambda needs the GIL"
}

struct HolderJob {
    PyObject *object;
    void operator()() { Py_INCREF(object); }  // error: [c-gil-call] "`HolderJob::operator()` is entered without"
};

void starts(HolderJob *job) { std::thread(*job).detach(); }
