"""`const` may be left out between pointers, as in C: much of what is declared of libraries relies on it."""
from libc.string cimport memcpy, strlen

cdef extern from *:
    """
    static size_t length_of(char *text) { return strlen(text); }
    static const char *words[] = {"one", "three"};
    static size_t length_of_second(char **texts) { return strlen(texts[1]); }
    static int first(void *numbers) { return ((int *)numbers)[0]; }
    """
    size_t length_of(char *text) nogil
    const char *words[2]
    size_t length_of_second(char **texts) nogil
    int first(void *numbers) nogil


cdef int take(int *number) noexcept nogil:
    return number[0]


cdef char *back(const char *text) noexcept nogil:
    return text


def pointers(bytes text):
    """
    >>> pointers(b"four")
    (4, 5, 7, 7, 'four', 'fo')
    """
    cdef const char *start = text
    cdef const char **texts = words
    cdef int seven = 7
    cdef const int *number = &seven
    cdef char *same = start
    cdef char copy[3]
    cdef size_t length, second
    cdef int a, b
    with nogil:
        length = length_of(start)
        second = length_of_second(texts)
        a = take(number)
        b = first(number)
        memcpy(copy, back(start), 2)
        copy[2] = 0
    return length, second, a, b, same.decode(), copy.decode()


def no_more_by_position(a, *):
    """
    >>> no_more_by_position(1)
    1
    >>> no_more_by_position(1, 2)
    Traceback (most recent call last):
    TypeError: no_more_by_position() takes 1 positional argument but 2 were given
    """
    return a
