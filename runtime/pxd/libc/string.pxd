# <string.h>.
# Names from before the dialect knew `const`.
ctypedef const char const_char
ctypedef const signed char const_schar
ctypedef const unsigned char const_uchar
ctypedef const void const_void

cdef extern from "<string.h>" nogil:
    void *memcpy(void *target, const void *source, size_t size)
    void *memmove(void *target, const void *source, size_t size)
    void *memset(void *target, int value, size_t size)
    int memcmp(const void *a, const void *b, size_t size)
    void *memchr(const void *block, int value, size_t size)

    size_t strlen(const char *text)
    char *strcpy(char *target, const char *source)
    char *strncpy(char *target, const char *source, size_t size)
    char *strcat(char *target, const char *source)
    char *strncat(char *target, const char *source, size_t size)
    char *strdup(const char *text)
    char *strndup(const char *text, size_t size)
    int strcmp(const char *a, const char *b)
    int strncmp(const char *a, const char *b, size_t size)
    int strcoll(const char *a, const char *b)
    size_t strxfrm(char *target, const char *source, size_t size)
    char *strchr(const char *text, int character)
    char *strrchr(const char *text, int character)
    size_t strspn(const char *text, const char *accepted)
    size_t strcspn(const char *text, const char *rejected)
    char *strpbrk(const char *text, const char *accepted)
    char *strstr(const char *text, const char *wanted)
    char *strtok(char *text, const char *separators)
    char *strtok_r(char *text, const char *separators, char **state)
    char *strerror(int number)
