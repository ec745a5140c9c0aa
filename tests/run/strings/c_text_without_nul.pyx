"""Pieces of memory that ends without a NUL: behind it is a page that nobody may read."""
from posix.mman cimport MAP_ANONYMOUS, MAP_PRIVATE, PROT_NONE, PROT_READ, PROT_WRITE, mmap, mprotect, munmap


def pieces(Py_ssize_t n):
    """
    >>> pieces(3)
    (b'xxx', b'xx', b'', 'xxx', b'xx')
    """
    cdef size_t size = 65536
    cdef char *memory = <char *>mmap(NULL, 2 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    cdef Py_ssize_t i
    mprotect(memory + size, size, PROT_NONE)
    cdef char *text = memory + size - n
    for i in range(n):
        text[i] = c'x'
    result = text[:n], text[1:n], text[n:n], text[:n].decode('ascii'), text[0:2]
    munmap(memory, 2 * size)
    return result


def counted_back(bytes data, Py_ssize_t start, Py_ssize_t stop):
    """
    >>> counted_back(b'abcdef', 1, -1), counted_back(b'abcdef', -3, 5), counted_back(b'abcdef', -9, 2)
    (b'bcde', b'de', b'ab')
    """
    cdef const char *text = data
    return text[start:stop]
