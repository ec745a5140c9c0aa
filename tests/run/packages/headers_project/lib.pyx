# distutils: sources = lib_helper.c
"""Has functions, variables and types for C: `public` ones in lib.h, `api` ones in lib_api.h."""

ctypedef public struct Size:
    int width
    int height

cdef public enum Side:
    LEFT = 1
    RIGHT

ctypedef public double real
ctypedef api long api_long

cdef public int counter = 5
cdef public object last = None
cdef api double weight = 0.5
cdef public api int both = 7
cdef api object note = "a note"

cdef public real scale(Size size, real by) noexcept nogil:
    return size.width * size.height * by

cdef public int failing(int n) except -1:
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n

cdef public object remember(object value):
    global last
    previous = last
    last = value
    return previous

cdef public Side other(Side side) noexcept nogil:
    return RIGHT if side == LEFT else LEFT

cdef public void tick():
    global counter
    counter += 1

cdef api api_long triple(api_long n) noexcept nogil:
    return 3 * n

cdef api int failed(int table) noexcept nogil:  # words that the header uses itself
    return table + 1

cdef api int name = 8

cdef struct Weights:
    double each

cdef double twice(Weights *weights) noexcept nogil:
    return 2 * weights.each

cdef public class Box [object BoxObject, type BoxType]:
    """C code reads its attributes and makes instances."""
    cdef public int width
    cdef Size size
    cdef Weights *weights  # of a type that C does not know
    cdef double (*weigh_with)(Weights *) noexcept nogil
    cdef public object label
    cdef Box next
    cdef double weigh(self) noexcept nogil:
        return self.width

    def weigh_privately(self, double each):
        cdef Weights weights
        weights.each = each
        self.weights, self.weigh_with = &weights, twice
        return self.weigh_with(self.weights), self.label

cdef public api class Crate(Box) [object CrateObject, type CrateType]:
    cdef public int number
    cdef double weigh(self) noexcept nogil:
        return 2 * self.width + self.number

cdef api class Word(list) [object WordObject, type WordType]:
    cdef public long length

cdef public double weight_of(Box box) noexcept nogil:
    return box.weigh()

cdef public api Crate new_crate(int number):
    cdef Crate crate = Crate()
    crate.number = number
    return crate

cdef public api object join(object a, object b):
    return a, b

cdef api Pair *swap(Pair *pair) noexcept nogil:
    pair.first, pair.second = <int>pair.second, pair.first
    return pair

cdef int hidden(int n) noexcept:
    return n

cdef extern from "lib_helper.h":
    double area_in_c(int width, int height)
    int other_in_c(int side)
    int count_in_c()
    int failing_in_c(int n) except -1
    object remember_in_c(object value)
    int width_in_c(object box) except -1
    object box_in_c(int width)
    int grow_in_c(Box box)

def from_c():
    return area_in_c(3, 4), other_in_c(LEFT), count_in_c(), counter

def failing_from_c(int n):
    return failing_in_c(n)

def remember_from_c(value):
    return remember_in_c(value), last

def state():
    return counter, last, weight, both, note

def of_boxes(int width):
    box = box_in_c(width)
    assert type(box) is Box
    box.label = [box]
    return width_in_c(box), grow_in_c(box), box.width, weight_of(box), weight_of(new_crate(7))

def width_of(box):
    return width_in_c(box)
