#include "lib.h"
#ifdef __cplusplus
extern "C" {
#endif
double area_in_c(int width, int height);
int other_in_c(int side);
int count_in_c(void);
int failing_in_c(int n);
PyObject *remember_in_c(PyObject *value);
int width_in_c(PyObject *box);
PyObject *box_in_c(int width);
int grow_in_c(struct BoxObject *box);
#ifdef __cplusplus
}
#endif
