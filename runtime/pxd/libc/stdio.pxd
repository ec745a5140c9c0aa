# <stdio.h>. The functions of the v family take a `va_list` of libc.stdarg.
from libc.stdarg cimport va_list
from libc.string cimport const_char, const_void

cdef extern from "<stdio.h>" nogil:
    ctypedef struct FILE:
        pass
    ctypedef struct fpos_t:
        pass
    ctypedef const fpos_t const_fpos_t "const fpos_t"

    FILE *stdin
    FILE *stdout
    FILE *stderr

    const int EOF
    const int BUFSIZ
    const int FILENAME_MAX
    const int FOPEN_MAX
    const int L_tmpnam
    const int TMP_MAX
    const int SEEK_CUR
    const int SEEK_END
    const int SEEK_SET
    const int _IOFBF
    const int _IOLBF
    const int _IONBF

    int remove(const char *path)
    int rename(const char *old, const char *new_name)
    FILE *tmpfile()
    int fclose(FILE *stream)
    int fflush(FILE *stream)
    FILE *fopen(const char *path, const char *mode)
    FILE *fdopen(int descriptor, const char *mode)
    FILE *freopen(const char *path, const char *mode, FILE *stream)
    void setbuf(FILE *stream, char *buffer)
    int setvbuf(FILE *stream, char *buffer, int mode, size_t size)

    int printf(const char *format, ...)
    int fprintf(FILE *stream, const char *format, ...)
    int sprintf(char *result, const char *format, ...)
    int snprintf(char *result, size_t size, const char *format, ...)
    int scanf(const char *format, ...)
    int fscanf(FILE *stream, const char *format, ...)
    int sscanf(const char *text, const char *format, ...)

    int vprintf(const char *format, va_list arguments)
    int vfprintf(FILE *stream, const char *format, va_list arguments)
    int vsprintf(char *result, const char *format, va_list arguments)
    int vsnprintf(char *result, size_t size, const char *format, va_list arguments)
    int vscanf(const char *format, va_list arguments)
    int vfscanf(FILE *stream, const char *format, va_list arguments)
    int vsscanf(const char *text, const char *format, va_list arguments)

    int fgetc(FILE *stream)
    char *fgets(char *result, int size, FILE *stream)
    int fputc(int character, FILE *stream)
    int fputs(const char *text, FILE *stream)
    int getc(FILE *stream)
    int getchar()
    int putc(int character, FILE *stream)
    int putchar(int character)
    int puts(const char *text)
    int ungetc(int character, FILE *stream)
    ssize_t getline(char **line, size_t *size, FILE *stream)
    size_t fread(void *result, size_t size, size_t count, FILE *stream)
    size_t fwrite(const void *data, size_t size, size_t count, FILE *stream)

    int fgetpos(FILE *stream, fpos_t *position)
    int fsetpos(FILE *stream, const fpos_t *position)
    int fseek(FILE *stream, long offset, int origin)
    long ftell(FILE *stream)
    void rewind(FILE *stream)

    void clearerr(FILE *stream)
    int feof(FILE *stream)
    int ferror(FILE *stream)
    void perror(const char *text)
