// The header beside tests/verify/headers_classes.pyx.
#pragma once

#include <Python.h>

#include <string>
#include <vector>

namespace figures {

struct point {
  double x, y;
};

class unrelated {};

class figure {
public:
  figure() noexcept;
  explicit figure(int sides) noexcept;
  figure(const std::string &name, int sides = 3) noexcept;
  virtual ~figure();

  int sides() const noexcept;
  void set_sides(int sides) noexcept;
  const std::string &name() const noexcept;
  long area(long scale) const noexcept;
  void move(double x, double y) noexcept;
  void move(const point &by) noexcept;
  void join(const figure &other) noexcept;
  void take(std::vector<int> numbers) noexcept;
  std::vector<point> points() const noexcept;
  template <typename T> T as() const noexcept { return T(); }
  void load(const char *path);
  void load_fully(const char *path) { throw path; }
  void touch(PyObject *owner) noexcept { Py_INCREF(owner); }
  void keep(PyObject *owner) noexcept;
  static figure unit() noexcept;
  static int count() noexcept;
  int operator[](int index) const noexcept;
  bool operator==(const figure &other) const noexcept;
  figure &operator+=(int number) noexcept;
  explicit operator bool() const noexcept;
  void remove(int number) = delete;

  int id;
  long size;
  static int made;

  class corner {
  public:
    int angle() const noexcept;
  };
  corner first() const noexcept;

protected:
  void grow() noexcept;

private:
  int secret_;
};

figure operator+(const figure &left, const figure &right) noexcept;

class circle : public figure, private unrelated {
public:
  circle(double radius) noexcept;
  double radius() const noexcept;
  void (*callback)(int);
};

class shape {
public:
  virtual void draw() noexcept = 0;

protected:
  shape() noexcept;
};

class ghost;

template <typename T, typename U = int> class bag {
public:
  typedef T item;
  bag() noexcept;
  void push(const T &value) noexcept;
  T &at(int index) noexcept;
  U total() const noexcept;
  void hold(PyObject *owner) noexcept { Py_INCREF(owner); }
};

int measure(const figure &one, const std::vector<int> &sizes) noexcept;
figure build() noexcept;

} // namespace figures
