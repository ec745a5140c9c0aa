# <stdlib.h>. Functions that call back take `noexcept` callbacks: C code in between knows no exceptions.
from libc.stddef cimport wchar_t
from libc.string cimport const_char, const_void

cdef extern from "<stdlib.h>" nogil:
    ctypedef struct div_t:
        int quot
        int rem
    ctypedef struct ldiv_t:
        long quot
        long rem
    ctypedef struct lldiv_t:
        long long quot
        long long rem

    const int EXIT_FAILURE
    const int EXIT_SUCCESS
    const int RAND_MAX
    size_t MB_CUR_MAX

    double atof(const char *text)
    int atoi(const char *text)
    long atol(const char *text)
    long long atoll(const char *text)
    double strtod(const char *text, char **end)
    float strtof(const char *text, char **end)
    long double strtold(const char *text, char **end)
    long strtol(const char *text, char **end, int base)
    long long strtoll(const char *text, char **end, int base)
    unsigned long strtoul(const char *text, char **end, int base)
    unsigned long long strtoull(const char *text, char **end, int base)

    int rand()
    void srand(unsigned int seed)

    void *malloc(size_t size)
    void *calloc(size_t count, size_t size)
    void *realloc(void *block, size_t size)
    void *aligned_alloc(size_t alignment, size_t size)
    void free(void *block)

    void abort()
    int atexit(void (*function)() noexcept)
    void exit(int status)
    void _Exit(int status)
    char *getenv(const char *name)
    int system(const char *command)

    void *bsearch(const void *key, const void *base, size_t count, size_t size,
                  int (*compare)(const void *, const void *) noexcept)
    void qsort(void *base, size_t count, size_t size,
               int (*compare)(const void *, const void *) noexcept)

    int at_quick_exit(void (*function)() noexcept)
    void quick_exit(int status)

    int abs(int number)
    long labs(long number)
    long long llabs(long long number)
    div_t div(int numerator, int denominator)
    ldiv_t ldiv(long numerator, long denominator)
    lldiv_t lldiv(long long numerator, long long denominator)

    int mblen(const char *text, size_t size)
    int mbtowc(wchar_t *result, const char *text, size_t size)
    int wctomb(char *result, wchar_t character)
    size_t mbstowcs(wchar_t *result, const char *text, size_t size)
    size_t wcstombs(char *result, const wchar_t *text, size_t size)

# POSIX's name of _Exit, which its users look for here, too.
cdef extern from "<unistd.h>" nogil:
    void _exit(int status)
