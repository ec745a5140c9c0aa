#include <Python.h>

#include "lib_api.h"
#include "user_helper.h"

int start_in_c(void) { return import_lib(); }
long triple_in_c(long n) { return triple(n) + both; }
