// capi_datetime.h: the C API of the module `datetime`, as cpython.datetime declares it. Its pointer
// to that module is a variable of each file that includes <datetime.h>, so these are static.
// Included by modules that cimport cpython.datetime; the runtime itself does not use it.
#pragma once

#include "nogilc_rt/ref.h"

#include <datetime.h>

/// To be called before anything else here, once a module.
static inline int nogilc_import_datetime() {
  PyDateTime_IMPORT;
  return PyDateTimeAPI ? 0 : -1;
}

static inline PyObject *nogilc_datetime_new(int year, int month, int day, int hour, int minute,
                                            int second, int microsecond, PyObject *tzinfo,
                                            int fold) {
  return PyDateTimeAPI->DateTime_FromDateAndTimeAndFold(year, month, day, hour, minute, second,
                                                        microsecond, tzinfo, fold,
                                                        PyDateTimeAPI->DateTimeType);
}

static inline PyObject *nogilc_time_new(int hour, int minute, int second, int microsecond,
                                        PyObject *tzinfo, int fold) {
  return PyDateTimeAPI->Time_FromTimeAndFold(hour, minute, second, microsecond, tzinfo, fold,
                                             PyDateTimeAPI->TimeType);
}

/// `name` may be None.
static inline PyObject *nogilc_timezone_new(PyObject *offset, PyObject *name) {
  return PyDateTimeAPI->TimeZone_FromTimeZone(offset, name == Py_None ? nullptr : name);
}

static inline PyObject *nogilc_datetime_from_timestamp(PyObject *timestamp, PyObject *tzinfo) {
  nogilc_rt::Ref args(PyTuple_Pack(2, timestamp, tzinfo));
  return args ? PyDateTime_FromTimestamp(args.get()) : nullptr;
}

static inline PyObject *nogilc_date_from_timestamp(PyObject *timestamp) {
  nogilc_rt::Ref args(PyTuple_Pack(1, timestamp));
  return args ? PyDate_FromTimestamp(args.get()) : nullptr;
}

static inline PyObject *nogilc_datetime_utc() {
  return nogilc_rt::new_ref(PyDateTime_TimeZone_UTC);
}

static inline PyObject *nogilc_datetime_tzinfo_borrowed(PyObject *datetime) {
  const auto *fields = reinterpret_cast<PyDateTime_DateTime *>(datetime);
  return fields->hastzinfo ? fields->tzinfo : Py_None;
}

static inline PyObject *nogilc_time_tzinfo_borrowed(PyObject *time) {
  const auto *fields = reinterpret_cast<PyDateTime_Time *>(time);
  return fields->hastzinfo ? fields->tzinfo : Py_None;
}

static inline PyObject *nogilc_datetime_tzinfo(PyObject *datetime) {
  return nogilc_rt::new_ref(nogilc_datetime_tzinfo_borrowed(datetime));
}

static inline PyObject *nogilc_time_tzinfo(PyObject *time) {
  return nogilc_rt::new_ref(nogilc_time_tzinfo_borrowed(time));
}

static inline double nogilc_total_seconds(PyObject *delta) {
  // In whole microseconds, as Python does it: the sum of rounded parts would be another number.
  const __int128 seconds = static_cast<__int128>(PyDateTime_DELTA_GET_DAYS(delta)) * 86400 +
                           PyDateTime_DELTA_GET_SECONDS(delta);
  const __int128 total = seconds * 1000000 + PyDateTime_DELTA_GET_MICROSECONDS(delta);
  return static_cast<double>(static_cast<long double>(total) / 1e6L);
}
