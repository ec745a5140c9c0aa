// c_strings.h: functions of <string.h> that C++ has twice, with and without const. These are C's: a
// pointer into constant text comes back without const. Included by modules that cimport
// libc.string.
#pragma once

#include <string.h>

inline void *nogilc_memrchr(const void *block, int value, size_t size) {
  return const_cast<void *>(memrchr(block, value, size));
}

inline char *nogilc_strcasestr(const char *text, const char *wanted) {
  return const_cast<char *>(strcasestr(text, wanted));
}
