# The C API of the module `datetime`. import_datetime() comes first, once a module: before it, the
# functions that make or test objects end the process.
#
# The functions that read take an object of the right type on trust.
from cpython.object cimport PyObject, PyTypeObject

cdef extern from "nogilc_rt/capi_datetime.h":
    ctypedef class datetime.date [object PyDateTime_Date]:
        @property
        cdef inline int year(self) noexcept:
            return PyDateTime_GET_YEAR(self)
        @property
        cdef inline int month(self) noexcept:
            return PyDateTime_GET_MONTH(self)
        @property
        cdef inline int day(self) noexcept:
            return PyDateTime_GET_DAY(self)

    ctypedef class datetime.time [object PyDateTime_Time]:
        @property
        cdef inline int hour(self) noexcept:
            return PyDateTime_TIME_GET_HOUR(self)
        @property
        cdef inline int minute(self) noexcept:
            return PyDateTime_TIME_GET_MINUTE(self)
        @property
        cdef inline int second(self) noexcept:
            return PyDateTime_TIME_GET_SECOND(self)
        @property
        cdef inline int microsecond(self) noexcept:
            return PyDateTime_TIME_GET_MICROSECOND(self)
        @property
        cdef inline int fold(self) noexcept:
            return PyDateTime_TIME_GET_FOLD(self)
        @property
        cdef inline object tzinfo(self):
            return time_tzinfo(self)

    # In C it has all that it needs of a date: it does not inherit from it.
    ctypedef class datetime.datetime [object PyDateTime_DateTime]:
        @property
        cdef inline int year(self) noexcept:
            return PyDateTime_GET_YEAR(self)
        @property
        cdef inline int month(self) noexcept:
            return PyDateTime_GET_MONTH(self)
        @property
        cdef inline int day(self) noexcept:
            return PyDateTime_GET_DAY(self)
        @property
        cdef inline int hour(self) noexcept:
            return PyDateTime_DATE_GET_HOUR(self)
        @property
        cdef inline int minute(self) noexcept:
            return PyDateTime_DATE_GET_MINUTE(self)
        @property
        cdef inline int second(self) noexcept:
            return PyDateTime_DATE_GET_SECOND(self)
        @property
        cdef inline int microsecond(self) noexcept:
            return PyDateTime_DATE_GET_MICROSECOND(self)
        @property
        cdef inline int fold(self) noexcept:
            return PyDateTime_DATE_GET_FOLD(self)
        @property
        cdef inline object tzinfo(self):
            return datetime_tzinfo(self)

    # Its Python attributes are in the plural: `days`, `seconds`, `microseconds`.
    ctypedef class datetime.timedelta [object PyDateTime_Delta]:
        @property
        cdef inline int day(self) noexcept:
            return PyDateTime_DELTA_GET_DAYS(self)
        @property
        cdef inline int second(self) noexcept:
            return PyDateTime_DELTA_GET_SECONDS(self)
        @property
        cdef inline int microsecond(self) noexcept:
            return PyDateTime_DELTA_GET_MICROSECONDS(self)

    ctypedef class datetime.tzinfo [object PyDateTime_TZInfo]:
        pass

    ctypedef struct PyDateTime_Date:
        pass
    ctypedef struct PyDateTime_Time:
        unsigned char fold
        char hastzinfo
        PyObject *tzinfo
    ctypedef struct PyDateTime_DateTime:
        unsigned char fold
        char hastzinfo
        PyObject *tzinfo
    ctypedef struct PyDateTime_Delta:
        int days
        int seconds
        int microseconds

    # What import_datetime() finds.
    ctypedef struct PyDateTime_CAPI:
        PyTypeObject *DateType
        PyTypeObject *DateTimeType
        PyTypeObject *TimeType
        PyTypeObject *DeltaType
        PyTypeObject *TZInfoType
        PyObject *TimeZone_UTC
        date (*Date_FromDate)(int, int, int, PyTypeObject *)
        datetime (*DateTime_FromDateAndTime)(int, int, int, int, int, int, int, object,
                                             PyTypeObject *)
        time (*Time_FromTime)(int, int, int, int, object, PyTypeObject *)
        timedelta (*Delta_FromDelta)(int, int, int, int, PyTypeObject *)
        object (*TimeZone_FromTimeZone)(object offset, PyObject *name)
        datetime (*DateTime_FromTimestamp)(PyObject *, object, PyObject *)
        date (*Date_FromTimestamp)(PyObject *, object)
        datetime (*DateTime_FromDateAndTimeAndFold)(int, int, int, int, int, int, int, object, int,
                                                    PyTypeObject *)
        time (*Time_FromTimeAndFold)(int, int, int, int, object, int, PyTypeObject *)
    PyDateTime_CAPI *PyDateTimeAPI

    int PyDateTime_IMPORT "nogilc_import_datetime" () except -1
    int import_datetime "nogilc_import_datetime" () except -1

    bint PyDate_Check(object o)
    bint PyDate_CheckExact(object o)
    bint PyDateTime_Check(object o)
    bint PyDateTime_CheckExact(object o)
    bint PyTime_Check(object o)
    bint PyTime_CheckExact(object o)
    bint PyDelta_Check(object o)
    bint PyDelta_CheckExact(object o)
    bint PyTZInfo_Check(object o)
    bint PyTZInfo_CheckExact(object o)

    int PyDateTime_GET_YEAR(object date)
    int PyDateTime_GET_MONTH(object date)
    int PyDateTime_GET_DAY(object date)
    int PyDateTime_DATE_GET_HOUR(object datetime)
    int PyDateTime_DATE_GET_MINUTE(object datetime)
    int PyDateTime_DATE_GET_SECOND(object datetime)
    int PyDateTime_DATE_GET_MICROSECOND(object datetime)
    int PyDateTime_DATE_GET_FOLD(object datetime)
    int PyDateTime_TIME_GET_HOUR(object time)
    int PyDateTime_TIME_GET_MINUTE(object time)
    int PyDateTime_TIME_GET_SECOND(object time)
    int PyDateTime_TIME_GET_MICROSECOND(object time)
    int PyDateTime_TIME_GET_FOLD(object time)
    int PyDateTime_DELTA_GET_DAYS(object delta)
    int PyDateTime_DELTA_GET_SECONDS(object delta)
    int PyDateTime_DELTA_GET_MICROSECONDS(object delta)

    # From the arguments of the method fromtimestamp, as a tuple.
    datetime PyDateTime_FromTimeStamp "PyDateTime_FromTimestamp" (object args)
    date PyDate_FromTimeStamp "PyDate_FromTimestamp" (object args)
    object PyTimeZone_FromOffset(object offset)
    object PyTimeZone_FromOffsetAndName(object offset, object name)
    # Borrowed.
    PyObject *PyDateTime_TimeZone_UTC
    PyObject *PyDateTime_DATE_GET_TZINFO "nogilc_datetime_tzinfo_borrowed" (object datetime)
    PyObject *PyDateTime_TIME_GET_TZINFO "nogilc_time_tzinfo_borrowed" (object time)

    # The same as functions of the dialect.
    date date_new "PyDate_FromDate" (int year, int month, int day)
    timedelta timedelta_new "PyDelta_FromDSU" (int days, int seconds, int microseconds)
    date date_from_timestamp "nogilc_date_from_timestamp" (object timestamp)
    object get_utc "nogilc_datetime_utc" ()
    object time_tzinfo "nogilc_time_tzinfo" (object time)
    object datetime_tzinfo "nogilc_datetime_tzinfo" (object datetime)
    int date_year "PyDateTime_GET_YEAR" (object date)
    int date_month "PyDateTime_GET_MONTH" (object date)
    int date_day "PyDateTime_GET_DAY" (object date)
    int datetime_year "PyDateTime_GET_YEAR" (object datetime)
    int datetime_month "PyDateTime_GET_MONTH" (object datetime)
    int datetime_day "PyDateTime_GET_DAY" (object datetime)
    int datetime_hour "PyDateTime_DATE_GET_HOUR" (object datetime)
    int datetime_minute "PyDateTime_DATE_GET_MINUTE" (object datetime)
    int datetime_second "PyDateTime_DATE_GET_SECOND" (object datetime)
    int datetime_microsecond "PyDateTime_DATE_GET_MICROSECOND" (object datetime)
    int datetime_fold "PyDateTime_DATE_GET_FOLD" (object datetime)
    int time_hour "PyDateTime_TIME_GET_HOUR" (object time)
    int time_minute "PyDateTime_TIME_GET_MINUTE" (object time)
    int time_second "PyDateTime_TIME_GET_SECOND" (object time)
    int time_microsecond "PyDateTime_TIME_GET_MICROSECOND" (object time)
    int time_fold "PyDateTime_TIME_GET_FOLD" (object time)
    int timedelta_days "PyDateTime_DELTA_GET_DAYS" (object delta)
    int timedelta_seconds "PyDateTime_DELTA_GET_SECONDS" (object delta)
    int timedelta_microseconds "PyDateTime_DELTA_GET_MICROSECONDS" (object delta)
    double total_seconds "nogilc_total_seconds" (timedelta delta)

    datetime new_datetime_ "nogilc_datetime_new" (int year, int month, int day, int hour, int minute,
                                                int second, int microsecond, object tz, int fold)
    time new_time_ "nogilc_time_new" (int hour, int minute, int second, int microsecond,
                                        object tz, int fold)
    object new_timezone_ "nogilc_timezone_new" (object offset, object name)
    datetime datetime_from_timestamp_ "nogilc_datetime_from_timestamp" (object timestamp, object tz)

cdef inline datetime datetime_new(int year, int month, int day, int hour, int minute, int second,
                                int microsecond, object tz, int fold=0):
    return new_datetime_(year, month, day, hour, minute, second, microsecond, tz, fold)

cdef inline time time_new(int hour, int minute, int second, int microsecond, object tz,
                            int fold=0):
    return new_time_(hour, minute, second, microsecond, tz, fold)

cdef inline object timezone_new(object offset, object name=None):
    return new_timezone_(offset, name)

cdef inline datetime datetime_from_timestamp(object timestamp, object tz=None):
    return datetime_from_timestamp_(timestamp, tz)
