# distutils: language = c++
"""
>>> made_and_changed()
(7, 12, 'moved')
>>> lives()
[0, 1, 2, 0]
>>> copies()
(3, 5)
>>> by_reference()
(11, 20)
>>> without_gil(4)
10
>>> overloaded()
[1, 2, 3, 10, 20]
>>> of_base()
(8, 8)
>>> operators()
(5, -2, True, False, 30, 42)
>>> statics()
6
>>> steps()
(3, 3, 5)
>>> nested()
(3, True)
>>> fail(0)
1
>>> fail(1)
Traceback (most recent call last):
IndexError: out of range
>>> fail(2)
Traceback (most recent call last):
ValueError: invalid
>>> fail(3)
Traceback (most recent call last):
RuntimeError: Unknown exception
>>> fail(4)
Traceback (most recent call last):
MemoryError: std::bad_alloc
>>> fail_without_gil(1)
'IndexError'
>>> fail_as(1)
Traceback (most recent call last):
KeyError: 'out of range'
>>> fail_by(1)
Traceback (most recent call last):
LookupError: of the handler
>>> make_failing(1)
Traceback (most recent call last):
ValueError: negative
>>> make_failing(0)
-1
>>> copy_fragile(3)
3
>>> copy_fragile(-1)
Traceback (most recent call last):
IndexError: copied
>>> alive()
0
>>> Holder(3).total()
9
>>> alive()
0
"""

cdef extern from *:
    """
    #include <stdexcept>
    #include <new>
    #include <Python.h>
    namespace shapes {
    static int alive = 0;
    struct Fragile {
      int n;
      Fragile() : n(0) { ++alive; }
      explicit Fragile(int number) : n(number) { ++alive; }
      Fragile(const Fragile &other) : n(other.n) {
        if (n < 0) { throw std::out_of_range("copied"); }
        ++alive;
      }
      ~Fragile() { --alive; }
    };
    class Base {
    public:
      int kind = 8;
      int base_kind() const { return kind; }
      virtual ~Base() {}
    };
    class Box : public Base {
    public:
      int width, height;
      Box() : width(1), height(1) { ++alive; }
      Box(int side) : width(side), height(side) { ++alive; }
      Box(int w, int h) : width(w), height(h) {
        if (w < 0) { throw std::invalid_argument("negative"); }
        ++alive;
      }
      Box(const Box &other) : Base(other), width(other.width), height(other.height) { ++alive; }
      Box &operator=(const Box &) = default;
      ~Box() { --alive; }
      int area() const { return width * height; }
      int area(int times) const { return width * height * times; }
      double area(double times) const { return width * height * times; }
      void grow(int by) { width += by; }
      int &side(int which) { return which ? height : width; }
      static int corners() { return 4; }
      Box operator+(const Box &other) const { return Box(width + other.width, height + other.height); }
      Box operator-() const { return Box(*this).negated(); }
      Box negated() { width = -width; return *this; }
      bool operator==(const Box &other) const { return width == other.width; }
      bool operator<(const Box &other) const { return width < other.width; }
      int operator[](int times) const { return width * times; }
      int operator()(int a, int b) const { return width + a + b; }
      Box &operator++() { ++width; return *this; }
      Box operator++(int) { Box old(*this); ++width; return old; }
      Box &operator+=(int by) { width += by; return *this; }
      explicit operator bool() const { return width != 0; }
      enum Corner { LEFT, RIGHT = 3 };
      struct Inner { int depth = 3; };
    };
    inline int twice(int x) { return 2 * x; }
    inline double twice(double x) { return 2 * x + 0.5; }
    inline void swap_ints(int &a, int &b) { int c = a; a = b; b = c; }
    inline void enlarge(Box &box) { box.grow(10); }
    inline int total(Box box) { box.grow(1); return box.area(); }
    inline Box make_box(int side) { return Box(side); }
    inline int fails(int how) {
      switch (how) {
      case 1: throw std::out_of_range("out of range");
      case 2: throw std::invalid_argument("invalid");
      case 3: throw 3;
      case 4: throw std::bad_alloc();
      }
      return 1;
    }
    inline void handle() { PyErr_SetString(PyExc_LookupError, "of the handler"); }
    }
    """

cdef extern from * namespace "shapes":
    int alive_count "shapes::alive"
    cdef cppclass Base nogil:
        int kind
        int base_kind()
    cdef cppclass Box(Base) nogil:
        int width
        int height
        Box()
        Box(int side)
        Box(int w, int h) except +
        Box(const Box &)
        int area()
        int area(int times)
        double area(double times)
        void grow(int by)
        int &side(int which)
        @staticmethod
        int corners()
        Box operator+(const Box &)
        Box operator-()
        bint operator==(const Box &)
        bint operator<(const Box &)
        int operator[](int)
        int operator()(int, int)
        Box &operator++()
        Box operator++(int)
        Box &operator+=(int)
        bint operator bool()
        enum Corner:
            LEFT
            RIGHT
        cppclass Inner:
            int depth
    cdef cppclass Fragile:
        int n
        Fragile()
        Fragile(int n)
        Fragile(const Fragile &) except +
    int twice(int x) nogil
    double twice(double x) nogil
    void swap_ints(int &a, int &b) nogil
    void enlarge(Box &box) nogil
    int total(Box box) nogil
    Box make_box(int side) nogil
    int fails(int how) except + nogil
    int fails_as "shapes::fails"(int how) except +KeyError
    void handle()
    int fails_by "shapes::fails"(int how) except +handle

from cython.operator cimport dereference, preincrement, postincrement

def alive():
    return alive_count

def made_and_changed():
    cdef Box box = Box(3, 4)
    box.grow(4)
    cdef Box other
    other.height = 12
    return box.width, other.area(), "moved"

def lives():
    counts = [alive_count]
    p = new Box(2)
    counts.append(alive_count)
    q = new Box()
    counts.append(alive_count)
    del p
    del q
    counts.append(alive_count)
    return counts

def copies():
    cdef Box a = Box(3)
    cdef Box b = a
    b.width = 5
    return a.width, b.width

cdef Fragile copy_of(Fragile *fragile):
    return fragile[0]

def copy_fragile(int n):
    cdef Fragile *fragile = new Fragile(n)
    try:
        return copy_of(fragile).n
    finally:
        del fragile

def by_reference():
    cdef Box box = make_box(1)
    cdef int x = 10, y = 20
    enlarge(box)
    swap_ints(x, y)
    return box.width, x

cdef int area_of(int side) noexcept nogil:
    cdef Box box = Box(side)
    cdef Box *p = &box
    p.grow(1)
    return p.area() - area_of_reference(box) // 2

cdef int area_of_reference(Box &box) noexcept nogil:
    return box.area()

def without_gil(int side):
    cdef int result
    with nogil:
        result = area_of(side)
    return result

def overloaded():
    cdef Box box = Box(1)
    return [box.area(), box.area(2), <int>box.area(3.0), twice(5), <int>twice(9.75)]

def of_base():
    cdef Box box
    cdef Base *base = &box
    return box.base_kind(), base.kind

def operators():
    cdef Box a = Box(2), b = Box(3)
    cdef Box c = a + b
    cdef Box d = -a
    c += 0
    return c.width, d.width, a < b, a == b, b[10], a(20, 20)

def statics():
    cdef Box box
    cdef int result = 2
    if box:
        result += Box.corners()
    return result

def steps():
    cdef Box a = Box(2)
    cdef Box b = preincrement(a)
    cdef Box c = postincrement(a)
    (&a.side(0))[0] = a.side(0) + 1
    return b.width, c.width, a.width

def nested():
    cdef Box.Inner inner
    cdef Box.Corner corner = Box.RIGHT
    return inner.depth, corner == Box.Corner.RIGHT

def fail(int how):
    return fails(how)

def fail_without_gil(int how):
    try:
        with nogil:
            fails(how)
    except IndexError:
        return 'IndexError'

def fail_as(int how):
    return fails_as(how)

def fail_by(int how):
    return fails_by(how)

def make_failing(int how):
    cdef Box box = Box(-how if how else 1, 2)
    del_me = new Box(5, 5)
    del del_me
    return -box.width

cdef class Holder:
    cdef Box box
    cdef Box *other

    def __cinit__(self, int side):
        self.box = Box(side)
        self.other = new Box(side)

    def __dealloc__(self):
        del self.other

    def total(self):
        return self.box.width * self.other.height
