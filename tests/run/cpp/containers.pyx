# distutils: language = c++
"""
>>> squares(4)
[0, 1, 4, 9]
>>> total([1, 2, 3.5])
6.5
>>> words({b"a": 1, b"b": 2})
[(b'a', 1), (b'b', 2)]
>>> round_trip([[1, 2], [3]], {b"x": [1.5]}, {3, 1}, (7, b"t"), 1+2j)
([[1, 2], [3]], {b'x': [1.5]}, {1, 3}, (7, b't'), (1+2j))
>>> unordered({1: 2.5}, {b"s"})
({1: 2.5}, {b's'})
>>> not_a_list(3)
Traceback (most recent call last):
TypeError: 'int' object is not iterable
>>> not_numbers(["x"])
Traceback (most recent call last):
TypeError: an integer is required
>>> text(b"ab\\0c")
(4, b'ab\\x00c!', b'b')
>>> literals()
(b'AB\\x00CD', b'in nogil', True)
>>> at([1, 2], 5)
Traceback (most recent call last):
IndexError: vector::_M_range_check: __n (which is 5) >= this->size() (which is 2)
>>> sorted_without_gil([3, 1, 2])
[1, 2, 3]
>>> counted(b"hello")
{b'e': 1, b'h': 1, b'l': 2, b'o': 1}
>>> owned(4)
(4, 5, 2)
>>> moved([1, 2])
(0, [1, 2])
>>> queues()
[1, 2, 5, 3]
>>> matrix(2, 3)
[[0, 1, 2], [3, 4, 5]]
>>> Bag([3, 4]).grown(5)
[3, 4, 5]
>>> sliced([1, 2, 3, 4])
([2, 3], [4, 3, 2, 1], 7)
>>> erased([1, 2, 3, 4])
[1, 3]
>>> limits()
(2147483647, True)
>>> biggest(3, 9)
9
>>> found({1: 5}, 1), found({1: 5}, 2)
(5, -1)
"""
from cython.operator cimport dereference as deref, preincrement as inc
from libcpp.algorithm cimport sort, max as cpp_max
from libcpp.complex cimport complex as cpp_complex
from libcpp.deque cimport deque
from libcpp.limits cimport numeric_limits
from libcpp.list cimport list as cpp_list
from libcpp.map cimport map
from libcpp.memory cimport shared_ptr, unique_ptr, make_shared
from libcpp.pair cimport pair
from libcpp.queue cimport priority_queue, queue
from libcpp.set cimport set as cpp_set
from libcpp.stack cimport stack
from libcpp.string cimport string
from libcpp.unordered_map cimport unordered_map
from libcpp.unordered_set cimport unordered_set
from libcpp.utility cimport move
from libcpp.vector cimport vector

def squares(int n):
    cdef vector[int] v
    cdef int i
    for i in range(n):
        v.push_back(i * i)
    return v

def total(vector[double] v):
    cdef double x, result = 0
    with nogil:
        for x in v:
            result += x
    return result

def words(map[string, int] given):
    result = []
    for entry in given:
        result.append(entry)
    return result

def round_trip(vector[vector[int]] a, map[string, vector[double]] b, cpp_set[int] c,
               pair[int, string] d, cpp_complex[double] e):
    return a, b, c, d, e

def unordered(unordered_map[int, double] a, unordered_set[string] b):
    return a, b

def not_a_list(x):
    cdef vector[int] v = x
    return v

def not_numbers(x):
    cdef cpp_list[int] v = x
    return v

def text(bytes given):
    cdef string s = given
    cdef size_t size = s.size()
    cdef string t = s + b"!"
    return size, t, s.substr(1, 1)

def literals():
    cdef string s = b"AB\0CD"
    cdef string t = "xyz"
    with nogil:
        t = b"in nogil"
    return s, t, s.decode("ascii") == "AB\0CD"

def at(vector[int] v, size_t i):
    return v.at(i)

def sorted_without_gil(vector[int] v):
    with nogil:
        sort(v.begin(), v.end())
    return v

def counted(string given):
    cdef map[string, int] counts
    cdef char c
    cdef string key
    for c in given:
        key = string(1, c)
        counts[key] += 1
    return counts

cdef int peek(shared_ptr[vector[int]] p) noexcept nogil:
    return deref(p)[0]

def owned(int n):
    cdef unique_ptr[vector[int]] p
    p.reset(new vector[int]())
    p.get().push_back(n)
    cdef shared_ptr[vector[int]] q = make_shared[vector[int]]()
    cdef shared_ptr[vector[int]] r = q
    q.get().push_back(5)
    return deref(p)[0], peek(r), q.use_count()

def moved(vector[int] v):
    cdef vector[int] w = move(v)
    return v.size(), w

def queues():
    cdef queue[int] q
    cdef stack[int] s
    cdef priority_queue[int] p
    cdef deque[int] d
    q.push(1)
    s.push(1)
    s.push(2)
    p.push(5)
    p.push(4)
    d.push_front(3)
    return [q.front(), s.top(), p.top(), d[0]]

def matrix(int rows, int columns):
    cdef vector[vector[int]] m
    cdef int i, j
    m.resize(rows)
    for i in range(rows):
        for j in range(columns):
            m[i].push_back(i * columns + j)
    return m

cdef class Bag:
    cdef vector[int] items
    cdef readonly string name

    def __init__(self, items):
        self.items = items

    def grown(self, int x):
        self.items.push_back(x)
        return self.items

def erased(vector[int] v):
    cdef vector[int].iterator it = v.begin()
    while it != v.end():
        if deref(it) % 2 == 0:
            it = v.erase(it)
        else:
            inc(it)
    return v

def limits():
    return numeric_limits[int].max(), numeric_limits[double].infinity() > 1e308

def biggest(int a, int b):
    return cpp_max(a, b)

def found(map[int, int] given, int key):
    it = given.find(key)
    if it == given.end():
        return -1
    return deref(it).second

def sliced(vector[int] v):
    total = 0
    for x in v[2:]:
        total += x
    return v[1:3], v[::-1], total
