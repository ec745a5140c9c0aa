# cython: freethreading_compatible=True
# What other threads may do while the GIL is released: warnings.
cdef extern from *:
    """
    static int use(const char *p) { return p != 0; }
    static void call_back(int (*f)(int)) { (void)f; }
    """
    int use(const char* p) nogil
    int use_gil "use"(const char* p)
    void call_back(int (*f)(int) noexcept) nogil

cdef int counter = 0
cdef int[4] table
cdef bytes name = b"x"
ctypedef int (*Free)(int) noexcept nogil
ctypedef int (*Held)(int) noexcept


cdef int counts() noexcept nogil:
    global counter
    cdef int local = 0
    counter += 1  # warning: [unlocked-write] "counter"
    table[local] = 1  # warning: [unlocked-write] "table"
    local = 1
    with gil:
        counter = 2
    return counter + table[0]


cdef int plain(int x) noexcept:
    global counter
    counter = x
    return x


cdef int free_function(int x) noexcept nogil:
    return x


cdef int with_gil_function(int x) noexcept with gil:
    return x


def callbacks():
    call_back(plain)
    with nogil:
        call_back(plain)  # warning: [callback-needs-gil] "plain"
        call_back(free_function)
        call_back(with_gil_function)


def casts():
    cdef Free f = <Free>plain  # warning: [cast-to-nogil]
    cdef Held held = plain
    cdef Held[2] many
    cdef Free *of_pointer = <Free *>&held  # warning: [cast-to-nogil]
    of_pointer = <Free *>many  # warning: [cast-to-nogil]
    of_pointer = <Free *><void *>&many[1]  # warning: [cast-to-nogil]
    cdef Free g = <Free><void*>plain  # warning: [cast-to-nogil]
    cdef Free h = <Free><void*>&plain  # warning: [cast-to-nogil]
    cdef Free i = <Free><void*>free_function
    return f(1) + g(1) + h(1) + i(1)


def pointers(o, bytes b, bytearray a, dict d):
    cdef const char* attribute = o.name
    cdef const char* argument = b
    cdef const char* array = a
    cdef const char* module = name
    cdef const char* item = d["x"]
    cdef const char* again = o.name
    use(attribute)
    with nogil:
        use(attribute)  # warning: [borrowed-across-nogil] "attribute `name`"
        use(argument)
        use(array)  # warning: [borrowed-across-nogil] "the bytearray `a`"
        use(module)  # warning: [borrowed-across-nogil] "the module's variable `name`"
        use(item)  # warning: [borrowed-across-nogil] "an item of a container"
    use_gil(again)  # warning: [borrowed-across-nogil] "attribute `name`"
    again = o.name
    use_gil(again)
    b = o.name
    again = b
    with nogil:
        use(again)


cdef class Account:
    cdef long total
    cdef int[4] parts
    cdef long *shared

    cdef void add(self, long x) noexcept nogil:
        cdef long local = x
        self.total += local  # warning: [unlocked-write] "self.total"
        self.parts[1] = 2  # warning: [unlocked-write] "self.parts"
        self.shared[0] = 1

    def add_with_gil(self, long x):
        self.total += x
        with nogil:
            self.total = x  # warning: [unlocked-write] "self.total"


cdef class Savings(Account):
    cdef void grow(self) noexcept nogil:
        self.total *= 2  # warning: [unlocked-write] "self.total"
