# distutils: sources = user_helper.c
"""Reaches the module lib through lib_api.h, from C++ and from C."""

cdef extern from "lib_api.h":
    int import_lib() except -1
    struct Pair:
        int first
        double second
    long triple(long n) nogil
    Pair *swap(Pair *pair) nogil
    object join(object a, object b)
    int failed(int table) nogil
    int name
    ctypedef class lib.Crate [object CrateObject]:
        cdef int number
    Crate new_crate(int number)
    double weight
    int both
    object note

cdef extern from "user_helper.h":
    int start_in_c() except -1
    long triple_in_c(long n) nogil
    object word_in_c(object items)
    int number_in_c(Crate crate)

import_lib()
start_in_c()

def use():
    global weight, both
    cdef Pair pair
    pair.first, pair.second = 1, 2
    cdef long result
    with nogil:
        result = triple(14) + triple_in_c(1)
        swap(&pair)
    weight = weight * 2
    both += 1
    return result, pair.first, pair.second, join("a", [both]), note

def names_of_the_header():
    return failed(name)

def crates(int number):
    crate = new_crate(number)
    return crate.number, number_in_c(crate), type(crate).__name__

def words(items):
    return word_in_c(items)
