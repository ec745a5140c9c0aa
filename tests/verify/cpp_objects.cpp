// C++ that needs the GIL without a call in sight: copies, destructors, operators, overriders, lambdas.
#include <Python.h>
#include <algorithm>
#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <vector>

class Release {
public:
    Release() : state_(PyEval_SaveThread()) {}
    ~Release() { PyEval_RestoreThread(state_); }

private:
    PyThreadState *state_;
};

class Object {
public:
    explicit Object(PyObject *object) : object_(object) { Py_XINCREF(object_); }
    Object(const Object &other) : object_(other.object_) { Py_XINCREF(object_); }
    Object(Object &&other) noexcept : object_(other.object_) { other.object_ = nullptr; }
    Object &operator=(Object other) {
        std::swap(object_, other.object_);
        return *this;
    }
    ~Object() { Py_XDECREF(object_); }
    PyObject *get() const { return object_; }
    bool operator<(const Object &other) const {
        return PyObject_RichCompareBool(object_, other.object_, Py_LT) == 1;
    }

private:
    PyObject *object_;
};

struct Pair {
    Object first;
    Object second;
};

struct Shape {
    virtual ~Shape() = default;
    virtual double area() const = 0;
    virtual void draw() {}
};
struct Circle final : Shape {
    PyObject *radius;
    double area() const override { return PyFloat_AsDouble(radius); }  // note: "`Circle::area` overrides it"
};
struct Square : Shape {
    double side = 1;
    double area() const override { return side * side; }
};

void copies(const Object &o, std::vector<Object> &all, Pair *pair, const Square &square) {
    Release release;
    Object copy = o;                      // error: [c-gil-call] "copying a `Object`" // error: [c-gil-call] "the destructor of `copy`"
    const Object &same = o;
    same.get();
    all.clear();                          // error: [c-gil-call] "`vector::clear()`"
    all[0].get();
    delete pair;                          // error: [c-gil-call] "the destructor that `delete` calls"
    bool less = o < same;                 // error: [c-gil-call] "`Object::operator<()`"
    std::sort(all.begin(), all.end());    // error: [c-gil-call] "`sort()`"
    (void)less;
}

double virtuals(Shape &shape, Square &square, Circle &circle) {
    Release release;
    shape.draw();
    return shape.area()                   // error: [c-gil-call] "`Shape::area()`"
           + square.Square::area()
           + circle.area();               // error: [c-gil-call] "`Circle::area()`"
}

template <typename Function> void call(Function function) { function(); }

template <typename T> void use(T value);
template <> void use(int) {}
template <> void use(PyObject *object) { Py_INCREF(object); }

void lambdas(PyObject *object, int n) {
    Release release;
    auto clear = [] { PyErr_Clear(); };
    auto nothing = [] {};
    clear();                              // error: [c-gil-call] "the lambda"
    nothing();
    call(clear);                          // error: [c-gil-call] "`call()`"
    call(nothing);
    call([&] { Py_INCREF(object); });     // error: [c-gil-call] "`call()`"
    use(n);
    use(object);                          // error: [c-gil-call] "`use()`"
    std::vector<int> numbers{3, 1, 2};
    std::sort(numbers.begin(), numbers.end());
    std::for_each(numbers.begin(), numbers.end(),  // error: [c-gil-call] "`for_each()`"
                  [&](int) { PyErr_CheckSignals(); });
}

void on_thread(PyObject *object) {
    Py_INCREF(object);                    // error: [c-gil-call] "`on_thread` is entered without"
}

void threads(PyObject *object) {
    std::thread first(on_thread, object);
    std::vector<std::thread> all;
    all.emplace_back([] {
        PyErr_Clear();                    // error: [c-gil-call] "`PyErr_Clear()`"
    });
    auto later = std::async([] {
        PyErr_Clear();                    // error: [c-gil-call] "`PyErr_Clear()`"
    });
    auto now = [] { PyErr_Clear(); };
    now();
    first.join();
}

// What `delete` calls may be the destructor of a class below.
struct Plugin {
    virtual ~Plugin() = default;
};
struct PythonPlugin : Plugin {
    PyObject *callback = nullptr;
    ~PythonPlugin() override { Py_XDECREF(callback); }
};
struct Closed final {
    virtual ~Closed() = default;
};

PyObject *unload(Plugin *plugin, Closed *closed) {
    Plugin here;
    Py_BEGIN_ALLOW_THREADS
    delete closed;
    delete plugin;                        // error: [c-gil-call] "the destructor that `delete` calls needs the GIL"
    Py_END_ALLOW_THREADS
    return new PythonPlugin() ? nullptr : nullptr;
}
