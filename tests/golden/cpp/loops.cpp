// Made by nogilc from loops.pyx: change that, not this.
#include <nogilc_rt/nogilc_rt.h>

namespace {
[[maybe_unused]] double f_dot(const double *v_a, const double *v_b, Py_ssize_t v_n);
[[maybe_unused]] long f_every(long v_start, long v_stop);
[[maybe_unused]] int f_steps(unsigned long v_n);
[[maybe_unused]] int f_between(int v_low, int v_x, int v_high);
bool exec_module(ng::ModuleInfo &);
extern ng::ModuleInfo ng_module;

ng::ModuleInfo ng_module = {
  "loops", nullptr, "loops.pyx",
  nullptr, nullptr, 0, exec_module
};

#line 2 "loops.pyx"
double f_dot(const double *v_a, const double *v_b, Py_ssize_t v_n) {
  double v_total;
  Py_ssize_t v_i;
#line 4
  v_total = 0.0;
  const Py_ssize_t stop = v_n; Py_ssize_t i = 0;
#line 5
  for (; i < stop; ++i) {
#line 5
    v_i = i;
    v_total += v_a[v_i] * v_b[v_i];
  }
#line 7
  return v_total;
}

long f_every(long v_start, long v_stop) {
  long v_found;
  long v_i;
#line 11
  v_found = 0L;
  {
#line 12
    const long stop = v_stop; const long start = v_start;
#line 12
    const unsigned long count = start < stop ? ((unsigned long)stop - (unsigned long)start - 1) / (unsigned long)3L + 1 : (unsigned long)0;
#line 12
    unsigned long i = (unsigned long)0;
#line 12
    for (; i < count; ++i) {
#line 12
      v_i = (long)((unsigned long)start + i * (unsigned long)3L);
      if (ng::c_mod<long>(v_i, 7L) == 2) {
        continue;
      }
#line 15
      if (v_found > 100) {
        goto L2;
      }
#line 17
      v_found += ng::c_floordiv<long>(v_i, 2L);
    }
    v_found = -v_found;
  }
L2:;
#line 20
  return v_found;
}

int f_steps(unsigned long v_n) {
  int v_count;
#line 24
  v_count = 0;
  while (v_n != 1) {
    v_n = v_n % 2 == 0 ? v_n / 2 : 3 * v_n + 1;
    v_count += 1L;
  }
#line 28
  return v_count;
}

int f_between(int v_low, int v_x, int v_high) {
  return v_low <= v_x && v_x < v_high && !(v_x == 13 || v_x == 17);
}

#line 2
[[gnu::cold]] bool exec_module(ng::ModuleInfo &) {
#line 2
  return true;
}

} // namespace

PyMODINIT_FUNC PyInit_loops() { return ng::module_init(ng_module); }
