# cython: experimental_cpp_class_def=True
# A C++ class that is written here is one mistake, and what uses it is none.
cdef cppclass Base:  # error: [unsupported] "a C++ class that is defined here"
    int n
    __init__() nogil:
        pass
    int method() nogil:
        return this.n

cdef cppclass Sub(Base):  # error: [unsupported]
    object held
    __init__(int n):
        this.n = n
        this.held = [n]
    int method() nogil:
        print(this.held)
        return Base.method()
    @staticmethod
    double square(double x):
        return x * x
    __dealloc__():
        print("gone")

cdef cppclass Template[T]:  # error: [unsupported]
    T value
    void set_value(T value):
        this.value = value

cdef int used(Base *base, Sub sub) noexcept nogil:
    cdef Sub local
    made = new Base()
    local.method()
    del made
    return base.method() + sub.n

def region(int n):
    cdef Sub *sub = new Sub(n)
    cdef Template[int] *template = new Template[int]()
    with nogil:
        n = sub.method() + used(sub, sub[0])
        template.set_value(n)
    print(Sub.square(2), sub.held)
    del sub
    return n
