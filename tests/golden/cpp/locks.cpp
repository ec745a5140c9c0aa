// Made by nogilc from locks.pyx: change that, not this.
#include <nogilc_rt/nogilc_rt.h>

namespace {
[[maybe_unused]] long f_add(long v_n);
PyObject *py_move(PyObject *, PyObject *const *ng_args);
bool exec_module(ng::ModuleInfo &);
extern ng::ModuleInfo ng_module;

// Constants: Python objects that are made once, when the module is initialised.
const ng::ConstInit ng_constant_inits[] = {
  {ng::Const::Name, "items", 5},
  {ng::Const::Name, "others", 6},
  {ng::Const::Name, "append", 6},
  {ng::Const::Name, "pop", 3},
  {ng::Const::Name, "move", 4},
};
PyObject *ng_constants[5];
PyObject *&k2 = ng_constants[2];
PyObject *&k3 = ng_constants[3];
PyObject *&k4 = ng_constants[4];

ng::ModuleInfo ng_module = {
  "locks", nullptr, "locks.pyx",
  ng_constant_inits, ng_constants, 5, exec_module
};
ng::CodeInfo exec_module_code = {&ng_module, "<module>", "locks.pyx"};
const int info_move_parameters[] = {0, 1};
ng::FunctionInfo info_move = {
  {&ng_module, "move", "locks.pyx"}, py_move, 17,
  /*name*/ 4, /*qualname*/ 4, /*doc*/ -1, info_move_parameters,
  /*positional-only*/ 0, /*positional*/ 2, /*keyword-only*/ 0, 0
};

#line 4 "locks.pyx"
[[maybe_unused]] ng::Mutex g_lock{};
[[maybe_unused]] long g_count{};

#line 8
long f_add(long v_n) {
#line 10
  {
    ng::LockGuard lock_1(g_lock);
#line 11
    if (v_n < 0) {
      return -1L;
    }
#line 13
    g_count += v_n;
  }
#line 14
  return g_count;
}

PyObject *py_move(PyObject *, PyObject *const *ng_args) {
  int ng_line = 0;
  PyObject *const items = ng_args[0];
  PyObject *const others = ng_args[1];
#line 17
  NG_FAIL_IF(!ng::require_argument_type(items, reinterpret_cast<PyObject *>(&PyList_Type), "items", true, true), L1, 17);
#line 17
  NG_FAIL_IF(!ng::require_argument_type(others, reinterpret_cast<PyObject *>(&PyList_Type), "others", true, true), L1, 17);
  {
    ng::CriticalSection2 section_1(items, others);
#line 19
    if (others == Py_None) {
#line 19
      ng::raise_none_attribute(k2); NG_FAIL(L1, 19);
    }
#line 19
    ng::Ref t1(ng::call_method(items, k3)); NG_FAIL_IF(!t1, L1, 19);
#line 19
    ng::Ref t2(ng::call_method(others, k2, t1)); NG_FAIL_IF(!t2, L1, 19);
  }
#line 17
  return ng::new_ref(Py_None);
L1:;
#line 17
  ng::add_traceback(info_move.code, ng_line); return nullptr;
}

#line 2
bool exec_module(ng::ModuleInfo &) {
  int ng_line = 0;
#line 5
  g_count = 0L;
  {
#line 17
    ng::Ref t1(ng::make_function(info_move, nullptr, nullptr, nullptr, nullptr)); NG_FAIL_IF(!t1, L1, 17);
#line 17
    NG_FAIL_IF(!ng::store_global(ng_module, k4, t1), L1, 17);
  }
#line 2
  return true;
L1:;
#line 2
  ng::add_traceback(exec_module_code, ng_line); return false;
}

} // namespace

PyMODINIT_FUNC PyInit_locks() { return ng::module_init(ng_module); }
