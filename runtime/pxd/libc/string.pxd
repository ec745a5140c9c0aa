# <string.h>, with the functions of POSIX and GNU that stand there. Where C++ has two of a function,
# for constant and other text, a builtin of the C++ compiler or our header has the one of C.

# Names from before the dialect knew `const`.
cdef extern from *:
    ctypedef const char const_char "const char"
    ctypedef const signed char const_schar "const signed char"
    ctypedef const unsigned char const_uchar "const unsigned char"
    ctypedef const void const_void "const void"

cdef extern from "<string.h>" nogil:
    void *memcpy(void *target, const void *source, size_t size)
    void *memmove(void *target, const void *source, size_t size)
    void *memset(void *target, int value, size_t size)
    int memcmp(const void *a, const void *b, size_t size)
    void *memchr "__builtin_memchr" (const void *block, int value, size_t size)

    size_t strlen(const char *text)
    char *strcpy(char *target, const char *source)
    char *strncpy(char *target, const char *source, size_t size)
    char *strcat(char *target, const char *source)
    char *strncat(char *target, const char *source, size_t size)
    char *strdup(const char *text)
    char *strndup(const char *text, size_t size)
    int strcmp(const char *a, const char *b)
    int strncmp(const char *a, const char *b, size_t size)
    int strcasecmp(const char *a, const char *b)
    int strncasecmp(const char *a, const char *b, size_t size)
    int strcoll(const char *a, const char *b)
    size_t strxfrm(char *target, const char *source, size_t size)
    char *strchr "__builtin_strchr" (const char *text, int character)
    char *strrchr "__builtin_strrchr" (const char *text, int character)
    size_t strspn(const char *text, const char *accepted)
    size_t strcspn(const char *text, const char *rejected)
    char *strpbrk "__builtin_strpbrk" (const char *text, const char *accepted)
    char *strstr "__builtin_strstr" (const char *haystack, const char *needle)
    char *strsep(char **text, const char *separators)
    char *strtok(char *text, const char *separators)
    char *strtok_r(char *text, const char *separators, char **state)
    char *strerror(int number)

cdef extern from "nogilc_rt/c_strings.h" nogil:
    void *memrchr "nogilc_memrchr" (const void *block, int value, size_t size)
    char *strcasestr "nogilc_strcasestr" (const char *text, const char *wanted)
