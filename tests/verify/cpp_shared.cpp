// What shared pointers and bases destroy, guards with bases, and functions that are called once.
#include <Python.h>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

class Release {
public:
    Release() : state_(PyEval_SaveThread()) {}
    ~Release() { PyEval_RestoreThread(state_); }

private:
    PyThreadState *state_;
};

struct Object {
    explicit Object(PyObject *o) : object(o) {}
    ~Object() { Py_XDECREF(object); }
    PyObject *object;
};

struct Plain {
    ~Plain() {}
    int number = 0;
};

struct Careful {
    ~Careful() { Py_XDECREF(object); }
    PyObject *object = nullptr;
};

void pointers(std::shared_ptr<Object> held, std::map<int, std::shared_ptr<Object>> all) {
    auto numbers = std::make_shared<Plain>();
    Release release;
    held->object = nullptr;
    {
        auto other = std::make_shared<Object>(nullptr);  // error: [c-gil-call] "the destructor of `other`"
    }
    held.reset();                         // error: [c-gil-call] "`__shared_ptr::reset()`"
    all.clear();                          // error: [c-gil-call] "`map::clear()`"
    numbers.reset();
}

struct Derived : Object {
    using Object::Object;
    int number = 0;
};

struct Further : Plain, private Derived {
    Further() : Derived(nullptr) {}
};

void bases(Derived *derived) {
    Release release;
    Derived local(nullptr);               // error: [c-gil-call] "the destructor of `local`"
    Further further;                      // error: [c-gil-call] "the destructor of `further`"
    delete derived;                       // error: [c-gil-call] "the destructor that `delete` calls"
}

struct OwnRelease : Release {
    ~OwnRelease() {}
};

struct Acquire {
    Acquire() : state(PyGILState_Ensure()) {}
    ~Acquire() { PyGILState_Release(state); }
    PyGILState_STATE state;
};

struct OwnAcquire : Acquire {
    OwnAcquire() { PyErr_Clear(); }
    ~OwnAcquire() { PyErr_Clear(); }
};

void derived_guards() {
    {
        OwnRelease release;
        PyErr_Clear();                    // error: [c-gil-call] "`PyErr_Clear()`"
        {
            OwnAcquire acquire;
            PyErr_Clear();
        }
        PyErr_Clear();                    // error: [c-gil-call] "`PyErr_Clear()`"
    }
    PyErr_Clear();
}

// A deleter may take the GIL before it destroys the object.
void deleters() {
    std::shared_ptr<Careful> careful(new Careful, [](Careful *c) {
        PyGILState_STATE state = PyGILState_Ensure();
        delete c;
        PyGILState_Release(state);
    });
    Release release;
    careful.reset();
}

std::once_flag once, again;

void at_first() {
    Release release;
    std::call_once(once, [] { PyErr_Clear(); });  // error: [c-gil-call] "needs the GIL, which is released here"
    std::call_once(again, [] {});
}
