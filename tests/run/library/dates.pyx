"""The C API of datetime."""
import datetime

from cpython.datetime cimport (PyDateTimeAPI, PyDateTime_DATE_GET_TZINFO,
                               date as date_type, datetime as datetime_type, time as time_type,
                               timedelta as delta_type)
from cpython.datetime cimport (PyDateTime_Check, PyDate_CheckExact, PyDelta_Check, date_day,
                               date_from_timestamp, date_month, date_new, date_year,
                               datetime_from_timestamp, datetime_fold, datetime_hour,
                               datetime_microsecond, datetime_new, datetime_tzinfo, get_utc,
                               import_datetime, time_fold, time_new, time_second, time_tzinfo,
                               timedelta_days, timedelta_microseconds, timedelta_new,
                               timedelta_seconds, timezone_new, total_seconds)

import_datetime()


def dates():
    """
    >>> dates()
    (datetime.date(2024, 2, 29), 2024, 2, 29, True, False)
    """
    date = date_new(2024, 2, 29)
    return date, date_year(date), date_month(date), date_day(date), PyDate_CheckExact(date), \
        PyDateTime_Check(date)


def wrong_date():
    """
    >>> wrong_date()
    Traceback (most recent call last):
    ValueError: day is out of range for month
    """
    return date_new(2023, 2, 29)


def times():
    """
    >>> times()
    (datetime.datetime(2024, 2, 29, 13, 14, 15, 16, tzinfo=datetime.timezone.utc), 13, 16, 0)
    """
    moment = datetime_new(2024, 2, 29, 13, 14, 15, 16, get_utc())
    assert datetime_tzinfo(moment) is datetime.timezone.utc
    assert datetime_tzinfo(datetime_new(1, 1, 1, 0, 0, 0, 0, None)) is None
    assert datetime_fold(datetime_new(1, 1, 1, 0, 0, 0, 0, None, 1)) == 1
    part = time_new(1, 2, 3, 4, None, 1)
    assert part == datetime.time(1, 2, 3, 4) and time_tzinfo(part) is None and time_fold(part) == 1
    return moment, datetime_hour(moment), datetime_microsecond(moment), time_second(part) - 3


def deltas():
    """
    >>> deltas()
    (-1, 86399, 999999, -1e-06, True)
    """
    delta = timedelta_new(0, 0, -1)
    return timedelta_days(delta), timedelta_seconds(delta), timedelta_microseconds(delta), \
        total_seconds(delta), PyDelta_Check(delta)


def zones():
    """
    >>> zones()
    (datetime.timezone(datetime.timedelta(seconds=3600)), 'CET', True, True)
    """
    hour = timedelta_new(0, 3600, 0)
    utc = get_utc()
    return timezone_new(hour), timezone_new(hour, "CET").tzname(None), \
        datetime_from_timestamp(86400, utc) == datetime.datetime(1970, 1, 2, tzinfo=utc), \
        date_from_timestamp(10 ** 9) == datetime.date.fromtimestamp(10 ** 9)


def typed(datetime_type moment, date_type day, time_type time, delta_type delta):
    """
    >>> utc = datetime.timezone.utc
    >>> typed(datetime.datetime(2024, 2, 29, 13, 14, 15, 16, utc, fold=1), datetime.date(2020, 1, 2),
    ...       datetime.time(1, 2, 3, 4), datetime.timedelta(5, 6, 7))
    (2024, 2, 29, 13, 14, 15, 16, 1, datetime.timezone.utc)
    (2020, 1, 2)
    (1, 2, 3, 4, 0, None)
    (5, 6, 7, 5)
    >>> typed(None, datetime.datetime(2020, 1, 2), None, None)
    (2020, 1, 2)
    >>> typed(datetime.date(2020, 1, 2), None, None, None)
    Traceback (most recent call last):
    TypeError: Argument 'moment' has incorrect type (expected datetime.datetime, got datetime.date)
    """
    cdef int year
    if moment is not None:
        print((moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second,
               moment.microsecond, moment.fold, moment.tzinfo))
    year = day.year
    print((year, day.month, day.day))
    if time is not None:
        print((time.hour, time.minute, time.second, time.microsecond, time.fold, time.tzinfo))
    if delta is not None:
        print((delta.day, delta.second, delta.microsecond, delta.days))


def api():
    """
    >>> api()
    (datetime.date(2000, 1, 2), datetime.time(3, 4), True)
    """
    cdef date_type day = PyDateTimeAPI.Date_FromDate(2000, 1, 2, PyDateTimeAPI.DateType)
    time = PyDateTimeAPI.Time_FromTime(3, 4, 0, 0, None, PyDateTimeAPI.TimeType)
    return day, time, <object>PyDateTime_DATE_GET_TZINFO(datetime.datetime(1, 1, 1)) is None


cdef class Moment(datetime_type):
    """
    >>> moment = Moment(2024, 2, 29, 13)
    >>> moment.kept, moment.note, moment.seen()
    ([1], 'x', (13, None))
    >>> moment.zone(None)
    Traceback (most recent call last):
    AttributeError: attribute 'tzinfo' of 'datetime.datetime' objects is not writable
    >>> Moment(2024, 2, 29, tzinfo=datetime.timezone.utc).seen()
    (0, datetime.timezone.utc)
    """
    cdef dict __dict__
    cdef readonly list kept

    def __cinit__(self, *args, **kwargs):
        self.kept = [1]
        self.note = "x"

    def seen(self):
        return self.hour, self.tzinfo

    def zone(self, x):
        self.tzinfo = x
