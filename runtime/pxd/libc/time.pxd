# <time.h>. What has no `_r` in its name may give a pointer to memory that all threads share.
from libc.stddef cimport wchar_t

cdef extern from "<time.h>" nogil:
    ctypedef long clock_t
    ctypedef long time_t

    const clock_t CLOCKS_PER_SEC
    const int TIME_UTC

    struct tm:
        int tm_sec
        int tm_min
        int tm_hour
        int tm_mday
        int tm_mon
        int tm_year
        int tm_wday
        int tm_yday
        int tm_isdst

    struct timespec:
        time_t tv_sec
        long tv_nsec

    int daylight
    long timezone
    char *tzname[2]
    void tzset()

    clock_t clock()
    double difftime(time_t end, time_t begin)
    time_t mktime(tm *moment)
    time_t time(time_t *result)
    int timespec_get(timespec *result, int base)
    char *asctime(const tm *moment)
    char *ctime(const time_t *moment)
    tm *gmtime(const time_t *moment)
    tm *localtime(const time_t *moment)
    tm *gmtime_r(const time_t *moment, tm *result)
    tm *localtime_r(const time_t *moment, tm *result)
    size_t strftime(char *result, size_t size, const char *format, const tm *moment)
    char *asctime_r(const tm *moment, char *result)
    char *ctime_r(const time_t *moment, char *result)
    char *strptime(const char *text, const char *format, tm *result)
    tm *getdate(const char *text)

cdef extern from "<wchar.h>" nogil:
    size_t wcsftime(wchar_t *result, size_t size, const wchar_t *format, const tm *moment)
