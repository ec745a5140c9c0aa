"""`void *` parameters of a C header become whatever pointer the header wants, as in C.

>>> first("abc")
97
>>> through_macros()
(True, True, False, True)
>>> fill()
[7, 7, 7]
>>> read_const()
98
"""

cdef extern from *:
    """
    static inline int first_of(const char *text) { return text[0]; }
    static inline void fill_ints(int *numbers, int count, int value) {
      for (int i = 0; i < count; ++i)
        numbers[i] = value;
    }
    #define IS_ALIGNED(pointer) (((uintptr_t)(pointer) & 3) == 0)
    #define IS_SET(pointer) ((pointer) != NULL)
    #define IS_TRUE(pointer) ((pointer) ? 1 : 0)
    #define FIRST_INT(pointer) (*(int *)(pointer))
    """
    int first_of(const void *text)
    void fill_ints(void *numbers, int count, int value)
    bint IS_ALIGNED(void *pointer)
    bint IS_SET(void *pointer)
    bint IS_TRUE(void *pointer)
    int FIRST_INT(void *pointer)


def first(text):
    data = text.encode()
    cdef const char *start = data
    return first_of(start)


def through_macros():
    cdef int number = 5
    cdef void *nothing = NULL
    return IS_ALIGNED(&number), IS_SET(&number), IS_TRUE(nothing), FIRST_INT(&number) == 5


def fill():
    cdef int[3] numbers
    cdef void *place = numbers
    fill_ints(place, 3, 7)
    return list(numbers)


def read_const():
    cdef const void *text = <const char *>b"bc"
    return first_of(text)
