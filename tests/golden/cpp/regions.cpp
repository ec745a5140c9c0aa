// Made by nogilc from regions.pyx: change that, not this.
#include <nogilc_rt/nogilc_rt.h>

namespace {
[[maybe_unused]] long f_total(long *v_values, int v_count);
PyObject *py_report(PyObject *, PyObject *const *ng_args);
[[maybe_unused]] bool ng_try_f_log(PyObject* v_message);
bool exec_module(ng::ModuleInfo &);
extern ng::ModuleInfo ng_module;

// Constants: Python objects that are made once, when the module is initialised.
const ng::ConstInit ng_constant_inits[] = {
  {ng::Const::Name, "n", 1},
  {ng::Const::Builtin, "print", 5},
  {ng::Const::Name, "report", 6},
};
PyObject *ng_constants[3];
PyObject *&k1 = ng_constants[1];
PyObject *&k2 = ng_constants[2];

ng::ModuleInfo ng_module = {
  "regions", nullptr, "regions.pyx",
  ng_constant_inits, ng_constants, 3, exec_module
};
ng::CodeInfo f_divide_code = {&ng_module, "divide", "regions.pyx"};
ng::CodeInfo f_log_code = {&ng_module, "log", "regions.pyx"};
ng::CodeInfo exec_module_code = {&ng_module, "<module>", "regions.pyx"};
const int info_report_parameters[] = {0};
ng::FunctionInfo info_report = {
  {&ng_module, "report", "regions.pyx"}, py_report, 18,
  /*name*/ 2, /*qualname*/ 2, /*doc*/ -1, info_report_parameters,
  /*positional-only*/ 0, /*positional*/ 1, /*keyword-only*/ 0, 0
};

#line 2 "regions.pyx"
ng::Outcome<int> ng_try_f_divide(int v_a, int v_b) {
  int ng_line = 0;
  {
#line 3
    int t1; NG_FAIL_IF(!ng::c_floordiv_checked_nogil(v_a, v_b, t1), L1, 3); return t1;
  }
L1:;
#line 2
  ng::add_traceback_nogil(f_divide_code, ng_line); return ng::Outcome<int>(-1, true);
}

#line 6
long f_total(long *v_values, int v_count) {
  long v_result;
  int v_i;
#line 7
  v_result = 0L;
#line 9
  const int stop = v_count; int i = 0;
#line 9
  for (; i < stop; ++i) {
#line 9
    v_i = i;
    if (v_values[v_i] < 0) {
      continue;
    } else if (v_values[v_i] > 1000 || v_i == 77) {
      break;
    }
#line 14
    v_result += v_values[v_i];
  }
#line 15
  return v_result;
}

PyObject *py_report(PyObject *, PyObject *const *ng_args) {
  int ng_line = 0;
  PyObject *const arg_n = ng_args[0];
  int v_n;
  int v_i;
  {
#line 18
    int t1; NG_FAIL_IF(!ng::from_py(arg_n, t1), L1, 18); v_n = t1;
    v_i = 0;
    {
      ng::ReleaseGil gil_1;
#line 21
      while (v_i < v_n) {
        v_i += 1L;
        const auto ng_t2 = ng_try_f_divide(100, v_i); NG_FAIL_IF(ng_t2.raised, L1, 23); const int t2 = ng_t2.value;
#line 23
        if (t2 == 7) {
          {
            ng::AcquireGil gil_2(gil_1);
#line 25
            ng::Ref t3(ng::to_py(v_i)); NG_FAIL_IF(!t3, L1, 25);
#line 25
            ng::Ref t4(ng::call(k1, t3)); NG_FAIL_IF(!t4, L1, 25);
          }
        }
      }
    }
#line 26
    ng::Ref t5(ng::to_py(v_i)); NG_FAIL_IF(!t5, L1, 26); return t5.release();
  }
L1:;
#line 18
  ng::add_traceback(info_report.code, ng_line); return nullptr;
}

#line 29
bool ng_try_f_log(PyObject* v_message) {
  int ng_line = 0;
#line 29
  {
    ng::AcquireGilAnyhow gil_1;
#line 29
    ng::Ref v_message_1; v_message_1.assign(v_message);
    {
#line 30
      ng::Ref t1(ng::call(k1, v_message_1)); NG_FAIL_IF(!t1, L1, 30);
    }
#line 29
    return false;
  L1:;
#line 29
    ng::add_traceback(f_log_code, ng_line); return true;
  }
}

#line 2
[[gnu::cold]] bool exec_module(ng::ModuleInfo &) {
  int ng_line = 0;
#line 18
  NG_FAIL_IF(!ng::define_global(ng_module, k2, info_report, nullptr, nullptr, nullptr, nullptr), L1, 18);
#line 2
  return true;
L1:;
#line 2
  ng::add_traceback(exec_module_code, ng_line); return false;
}

} // namespace

PyMODINIT_FUNC PyInit_regions() { return ng::module_init(ng_module); }
