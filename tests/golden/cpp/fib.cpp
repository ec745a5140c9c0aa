// Made by nogilc from fib.pyx: change that, not this.
#include <nogilc_rt/nogilc_rt.h>

namespace {
PyObject *py_fib(PyObject *, PyObject *const *ng_args);
bool exec_module(ng::ModuleInfo &);
extern ng::ModuleInfo ng_module;

// Constants: Python objects that are made once, when the module is initialised.
const ng::ConstInit ng_constant_inits[] = {
  {ng::Const::Name, "n", 1},
  {ng::Const::Name, "fib", 3},
  {ng::Const::Str, "The n-th Fibonacci number, without the GIL.", 43},
};
PyObject *ng_constants[3];
PyObject *&k1 = ng_constants[1];

ng::ModuleInfo ng_module = {
  "fib", nullptr, "fib.pyx",
  ng_constant_inits, ng_constants, 3, exec_module
};
ng::CodeInfo exec_module_code = {&ng_module, "<module>", "fib.pyx"};
const int info_fib_parameters[] = {0};
ng::FunctionInfo info_fib = {
  {&ng_module, "fib", "fib.pyx"}, py_fib, 8,
  /*name*/ 1, /*qualname*/ 1, /*doc*/ 2, info_fib_parameters,
  /*positional-only*/ 0, /*positional*/ 1, /*keyword-only*/ 0, 0
};

#line 2 "fib.pyx"
unsigned long f_fibonacci(unsigned long v_n) {
  if (v_n < 2) {
    return v_n;
  }
#line 5
  const unsigned long t1 = f_fibonacci(v_n - 1); const unsigned long t2 = f_fibonacci(v_n - 2);
#line 5
  return t1 + t2;
}

PyObject *py_fib(PyObject *, PyObject *const *ng_args) {
  int ng_line = 0;
  PyObject *const arg_n = ng_args[0];
  unsigned long v_n;
  unsigned long v_result;
  {
#line 8
    unsigned long t1; NG_FAIL_IF(!ng::from_py(arg_n, t1), L1, 8); v_n = t1;
#line 11
    {
      ng::ReleaseGil gil_1;
#line 12
      const unsigned long t2 = f_fibonacci(v_n); v_result = t2;
    }
#line 13
    ng::Ref t3(ng::to_py(v_result)); NG_FAIL_IF(!t3, L1, 13); return t3.release();
  }
L1:;
#line 8
  ng::add_traceback(info_fib.code, ng_line); return nullptr;
}

#line 2
[[gnu::cold]] bool exec_module(ng::ModuleInfo &) {
  int ng_line = 0;
#line 8
  NG_FAIL_IF(!ng::define_global(ng_module, k1, info_fib, nullptr, nullptr, nullptr, nullptr), L1, 8);
#line 2
  return true;
L1:;
#line 2
  ng::add_traceback(exec_module_code, ng_line); return false;
}

} // namespace

PyMODINIT_FUNC PyInit_fib() { return ng::module_init(ng_module); }
