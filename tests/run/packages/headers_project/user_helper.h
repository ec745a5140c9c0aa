#ifdef __cplusplus
extern "C" {
#endif
int start_in_c(void);
long triple_in_c(long n);
PyObject *word_in_c(PyObject *items);
struct CrateObject;
int number_in_c(struct CrateObject *crate);
#ifdef __cplusplus
}
#endif
