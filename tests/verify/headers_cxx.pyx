# distutils: language = c++
# Declarations beside a C++ header (include/boxes.hpp): checked with --headers.

cdef extern from "include/boxes.hpp" namespace "boxes":
    struct box:
        int width
    ctypedef struct box_t "boxes::large_box":
        int width
        int depth
        int height                # error: [header-missing] "field `height`"
    ctypedef struct int_crate "boxes::crate<int>":
        int content
        long label                # error: [header-missing] "field `label`"
    ctypedef enum mode:
        fast
        slow
        slower                    # error: [header-missing] "`boxes::slower`"
    int limit
    int opened
    int closed                    # error: [header-missing] "`boxes::closed`"

    int open(const char *name)    # warning: [header-throws] "`open` may throw C++ exceptions"
    int safe(int number)
    int quiet(int number)
    int loud(int number)          # warning: [header-throws] "`loud` throws C++ exceptions"
    int louder(int number)        # warning: [header-throws]
    int volume(const box_t *b, int depth)
    int volume_1 "boxes::volume"(const box_t *b)
    int volume_3 "boxes::volume"(const box_t *b, int d, int e)  # error: [header-parameters] "and has 1 to 2 in the header"
    int scale(int number)
    double scale_d "boxes::scale"(double number)
    int scale_w "boxes::scale"(double number)  # error: [header-type]
    int deep(int number)
    int deeper "boxes::inner::deep"(int number)
    int versioned(int number)
    int versioned_1 "boxes::versioned"(const char *text)  # error: [header-type]

cdef extern from "include/boxes.hpp" namespace "boxes::inner":
    int shallow(int number)       # error: [header-missing] "`boxes::inner::shallow`"
