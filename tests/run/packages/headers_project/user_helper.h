#ifdef __cplusplus
extern "C" {
#endif
int start_in_c(void);
long triple_in_c(long n);
#ifdef __cplusplus
}
#endif
