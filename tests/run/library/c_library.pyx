"""libc and posix as programs use them: memory, sorting with a callback, text, numbers, errors, files."""
from libc.ctype cimport toupper
from libc cimport errno
from libc.complex cimport cabs, cimag, conj, cpowf, creal, csqrt
from libc.errno cimport EDOM, ENOENT
from libc.math cimport INFINITY, M_PI, NAN, cos, isinf, isnan, modf, pi, sqrt
from libc.limits cimport INT_MAX, INT_MIN
from libc.stddef cimport size_t
from libc.stdint cimport INT64_MAX, int8_t, int64_t, uint8_t, uint64_t, uintptr_t
from libc.stdio cimport FILE, fclose, fgets, fopen, fputs, fseek, remove, rewind, SEEK_END, ftell, \
    snprintf, sscanf, tmpfile
from libc.stdlib cimport abs, atoi, bsearch, calloc, div, div_t, free, malloc, qsort, realloc, strtol
from libc.string cimport memchr, memcmp, memcpy, memset, strchr, strcmp, strerror, strlen, strstr
from libc.time cimport gmtime_r, strftime, time_t, tm
from posix.fcntl cimport O_CREAT, O_RDWR, O_TRUNC, open as c_open
from posix.mman cimport MAP_ANONYMOUS, MAP_FAILED, MAP_PRIVATE, PROT_READ, PROT_WRITE, mmap, munmap
from posix.stat cimport S_ISREG, fstat, struct_stat
from posix.time cimport CLOCK_MONOTONIC, clock_gettime, timespec
from posix.unistd cimport close, getpid, lseek, read, sysconf, unlink, write, _SC_PAGESIZE
cimport posix.unistd


cdef int compare(const void *a, const void *b) noexcept nogil:
    cdef int x = (<const int *>a)[0], y = (<const int *>b)[0]
    return (x > y) - (x < y)


def sort(list values):
    """
    >>> sort([3, -1, 2, 2, 0])
    ([-1, 0, 2, 2, 3], True, False)
    """
    cdef int i, n = len(values), wanted = 3, missing = 7
    cdef int *numbers = <int *>malloc(n * sizeof(int))
    cdef int *more
    cdef void *found
    cdef void *not_found
    if numbers is NULL:
        raise MemoryError
    try:
        for i in range(n):
            numbers[i] = values[i]
        with nogil:
            qsort(numbers, n, sizeof(int), compare)
            more = <int *>realloc(numbers, 2 * n * sizeof(int))
            if more is not NULL:
                numbers = more
            found = bsearch(&wanted, numbers, n, sizeof(int), compare)
            not_found = bsearch(&missing, numbers, n, sizeof(int), compare)
        return [numbers[i] for i in range(n)], found is not NULL, not_found is not NULL
    finally:
        free(numbers)


def text(bytes line):
    """
    >>> text(b'key=17;')
    (3, '17', 17, 'KEY', 42, 'the answer is 42 of 0x2a, 3.50')
    """
    cdef const char *start = line
    cdef char *equals
    cdef char *end
    cdef char upper[16]
    cdef char result[64]
    cdef int i, number = 0, size
    with nogil:
        equals = strchr(start, c'=')
        size = <int>(equals - start)
        for i in range(size):
            upper[i] = toupper(start[i])
        upper[size] = 0
        number = strtol(equals + 1, &end, 10)
        snprintf(result, sizeof(result), "the %s is %d of 0x%x, %.2f", "answer", 42, 42, 3.5)
    cdef int scanned = 0
    sscanf(result, "the answer is %d", &scanned)
    return size, (equals + 1)[:end - equals - 1].decode(), number, upper.decode(), scanned, \
        result.decode()


def numbers():
    """
    >>> numbers()
    (1.4142135623730951, -1.0, True, True, (0.25, 3.0), 9223372036854775807, (3, 1), True)
    """
    cdef double root, angle, whole, part
    cdef bint undefined, endless
    cdef div_t parts
    with nogil:
        root = sqrt(2)
        angle = cos(M_PI)
        undefined = isnan(NAN)
        endless = isinf(INFINITY) != 0
        part = modf(3.25, &whole)
        parts = div(10, 3)
    return root, angle, undefined, endless, (part, whole), INT64_MAX, (parts.quot, parts.rem), \
        INT_MAX + <int64_t>INT_MIN == -1 and pi == M_PI


def memory():
    """
    >>> memory()
    (b'abcabc', 0, 2, True)
    """
    cdef char block[7]
    cdef char *found
    memset(block, 0, sizeof(block))
    memcpy(block, b"abc", 3)
    memcpy(block + 3, block, 3)
    found = <char *>memchr(block, c'c', 6)
    cdef uint64_t *zeros = <uint64_t *>calloc(4, sizeof(uint64_t))
    cdef bint all_zero = zeros[0] == zeros[3] == 0 and <uintptr_t>zeros % 8 == 0
    free(zeros)
    return <bytes>block[:6], memcmp(block, block + 3, 3), found - block, all_zero


def missing_file():
    """
    >>> missing_file()
    (2, 'No such file or directory', True)
    """
    cdef FILE *file
    cdef int number
    with nogil:
        errno.errno = 0
        file = fopen("/nowhere/at/all", "r")
        number = errno.errno
    return number, strerror(number).decode(), file is NULL and number == ENOENT and EDOM > 0


def temporary_file():
    """
    >>> temporary_file()
    (11, 'hello world')
    """
    cdef FILE *file = tmpfile()
    cdef char line[32]
    cdef long size
    with nogil:
        fputs("hello world", file)
        fseek(file, 0, SEEK_END)
        size = ftell(file)
        rewind(file)
        fgets(line, sizeof(line), file)
        fclose(file)
    return size, line.decode()


def descriptors(str path):
    """
    >>> import os, tempfile
    >>> folder = tempfile.mkdtemp()
    >>> descriptors(os.path.join(folder, "x"))
    (5, 5, b'12345', True)
    >>> os.listdir(folder)
    []
    >>> os.rmdir(folder)
    """
    cdef bytes encoded = path.encode()
    cdef const char *name = encoded
    cdef char data[8]
    cdef struct_stat status
    cdef ssize_t count
    cdef int descriptor
    with nogil:
        descriptor = c_open(name, O_CREAT | O_RDWR | O_TRUNC, 0o600)
        write(descriptor, "12345", 5)
        fstat(descriptor, &status)
        lseek(descriptor, 0, posix.unistd.SEEK_SET)
        count = read(descriptor, data, sizeof(data))
        close(descriptor)
        unlink(name)
    return status.st_size, count, data[:count], S_ISREG(status.st_mode) != 0


def system():
    """
    >>> system()
    (True, True, True, '2001-09-09')
    """
    cdef timespec before, after
    cdef time_t moment = 1000000000
    cdef tm parts
    cdef char date[16]
    cdef long page = sysconf(_SC_PAGESIZE)
    cdef char *pages
    with nogil:
        clock_gettime(CLOCK_MONOTONIC, &before)
        pages = <char *>mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        if pages != MAP_FAILED:
            pages[page - 1] = 1
            munmap(pages, page)
        clock_gettime(CLOCK_MONOTONIC, &after)
        gmtime_r(&moment, &parts)
        strftime(date, sizeof(date), "%Y-%m-%d", &parts)
    return (after.tv_sec, after.tv_nsec) >= (before.tv_sec, before.tv_nsec), pages != MAP_FAILED, \
        getpid() > 1, date.decode()


def complex_functions(double complex z, float complex f):
    """
    >>> complex_functions(3 + 4j, 2)
    (5.0, 3.0, 4.0, (3-4j), (2+1j), (2+0j))
    >>> complex_without_gil(-4)
    2j
    """
    return (cabs(z), creal(z), cimag(z), conj(z), csqrt(z),
            cpowf(f, 1))


def complex_without_gil(double complex z):
    with nogil:
        z = csqrt(z)
    return z
