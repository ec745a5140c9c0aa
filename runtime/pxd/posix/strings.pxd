# <strings.h>.
cdef extern from "<strings.h>" nogil:
    int bcmp(const void *a, const void *b, size_t size)
    void bcopy(const void *source, void *target, size_t size)
    void bzero(void *target, size_t size)
    int ffs(int number)
    char *index "__builtin_index" (const char *text, int character)
    char *rindex "__builtin_rindex" (const char *text, int character)
    int strcasecmp(const char *a, const char *b)
    int strncasecmp(const char *a, const char *b, size_t size)
