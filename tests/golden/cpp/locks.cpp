// Made by nogilc from locks.pyx: change that, not this.
#include <nogilc_rt/nogilc_rt.h>

namespace {
[[maybe_unused]] void f_add(long v_n);
PyObject *py_append(PyObject *, PyObject *const *ng_args);
bool exec_module(ng::ModuleInfo &);
extern ng::ModuleInfo ng_module;

// Constants: Python objects that are made once, when the module is initialised.
const ng::ConstInit ng_constant_inits[] = {
  {ng::Const::Name, "items", 5},
  {ng::Const::Name, "item", 4},
  {ng::Const::Name, "append", 6},
};
PyObject *ng_constants[3];
PyObject *&k2 = ng_constants[2];

ng::ModuleInfo ng_module = {
  "locks", nullptr, "locks.pyx",
  ng_constant_inits, ng_constants, 3, exec_module
};
ng::CodeInfo exec_module_code = {&ng_module, "<module>", "locks.pyx"};
const int info_append_parameters[] = {0, 1};
ng::FunctionInfo info_append = {
  {&ng_module, "append", "locks.pyx"}, py_append, 14,
  /*name*/ 2, /*qualname*/ 2, /*doc*/ -1, info_append_parameters,
  /*positional-only*/ 0, /*positional*/ 2, /*keyword-only*/ 0, 0
};

#line 4 "locks.pyx"
[[maybe_unused]] ng::Mutex g_lock{};
[[maybe_unused]] long g_total{};

#line 8
void f_add(long v_n) {
#line 10
  {
    ng::LockGuard lock_1(g_lock);
#line 11
    g_total += v_n;
  }
#line 8
  return;
}

#line 14
PyObject *py_append(PyObject *, PyObject *const *ng_args) {
  int ng_line = 0;
  PyObject *const items = ng_args[0];
  PyObject *const item = ng_args[1];
#line 14
  NG_FAIL_IF(!ng::require_argument_type(items, reinterpret_cast<PyObject *>(&PyList_Type), "items", true, true), L1, 14);
  {
    ng::CriticalSection section_1(items);
#line 16
    NG_FAIL_IF(!ng::append(items, item), L1, 16);
  }
#line 14
  return ng::new_ref(Py_None);
L1:;
#line 14
  ng::add_traceback(info_append.code, ng_line); return nullptr;
}

#line 2
[[gnu::cold]] bool exec_module(ng::ModuleInfo &) {
  int ng_line = 0;
#line 14
  NG_FAIL_IF(!ng::define_global(ng_module, k2, info_append, nullptr, nullptr, nullptr, nullptr), L1, 14);
#line 2
  return true;
L1:;
#line 2
  ng::add_traceback(exec_module_code, ng_line); return false;
}

} // namespace

PyMODINIT_FUNC PyInit_locks() { return ng::module_init(ng_module); }
