// Made by nogilc from objects.pyx: change that, not this.
#include <nogilc_rt/nogilc_rt.h>

namespace {
struct scope_adder : ng::Scope {
  ng::Ref n;
};
struct scope_read_value : ng::Scope {
  ng::Ref t1;
  ng::Ref v_value;
  ng::Ref v_a;
  ng::Ref v_b;
  ng::Ref t3;
  ng::Ref t4;
  ng::Ref t5;
  ng::Ref t6;
  ng::Ref t7;
};
PyObject *py_count(PyObject *, PyObject *const *ng_args);
PyObject *py_first_line(PyObject *, PyObject *const *ng_args);
PyObject *py_adder(PyObject *, PyObject *const *ng_args);
PyObject *py_read_value(PyObject *, PyObject *const *);
PyObject *py_adder_locals_add(PyObject *ng_self, PyObject *const *ng_args);
int resume_read_value(ng::Generator &ng_generator, PyObject *ng_sent, PyObject **ng_result);
bool exec_module(ng::ModuleInfo &);
extern ng::ModuleInfo ng_module;

// Constants: Python objects that are made once, when the module is initialised.
const ng::ConstInit ng_constant_inits[] = {
  {ng::Const::Name, "words", 5},
  {ng::Const::Name, "least", 5},
  {ng::Const::Name, "path", 4},
  {ng::Const::Name, "n", 1},
  {ng::Const::Name, "x", 1},
  {ng::Const::Int, "0", 1},
  {ng::Const::Name, "get", 3},
  {ng::Const::Builtin, "open", 4},
  {ng::Const::Name, "readline", 8},
  {ng::Const::Builtin, "OSError", 7},
  {ng::Const::Builtin, "str", 3},
  {ng::Const::Builtin, "print", 5},
  {ng::Const::Name, "done", 4},
  {ng::Const::Builtin, "range", 5},
  {ng::Const::Name, "count", 5},
  {ng::Const::Name, "first_line", 10},
  {ng::Const::Name, "adder", 5},
  {ng::Const::Name, "read_value", 10},
  {ng::Const::Name, "adder.<locals>.add", 18},
  {ng::Const::Name, "add", 3},
};
PyObject *ng_constants[20];
PyObject *&k1 = ng_constants[1];
PyObject *&k5 = ng_constants[5];
PyObject *&k6 = ng_constants[6];
PyObject *&k7 = ng_constants[7];
PyObject *&k8 = ng_constants[8];
PyObject *&k9 = ng_constants[9];
PyObject *&k10 = ng_constants[10];
PyObject *&k11 = ng_constants[11];
PyObject *&k12 = ng_constants[12];
PyObject *&k13 = ng_constants[13];
PyObject *&k14 = ng_constants[14];
PyObject *&k15 = ng_constants[15];
PyObject *&k16 = ng_constants[16];
PyObject *&k17 = ng_constants[17];

ng::ModuleInfo ng_module = {
  "objects", nullptr, "objects.pyx",
  ng_constant_inits, ng_constants, 20, exec_module
};
ng::CodeInfo resume_read_value_code = {&ng_module, "read_value", "objects.pyx"};
ng::CodeInfo exec_module_code = {&ng_module, "<module>", "objects.pyx"};
const int info_count_parameters[] = {0, 1};
ng::FunctionInfo info_count = {
  {&ng_module, "count", "objects.pyx"}, py_count, 2,
  /*name*/ 14, /*qualname*/ 14, /*doc*/ -1, info_count_parameters,
  /*positional-only*/ 0, /*positional*/ 1, /*keyword-only*/ 1, 0
};
const int info_first_line_parameters[] = {2};
ng::FunctionInfo info_first_line = {
  {&ng_module, "first_line", "objects.pyx"}, py_first_line, 9,
  /*name*/ 15, /*qualname*/ 15, /*doc*/ -1, info_first_line_parameters,
  /*positional-only*/ 0, /*positional*/ 1, /*keyword-only*/ 0, 0
};
const int info_adder_parameters[] = {3};
ng::FunctionInfo info_adder = {
  {&ng_module, "adder", "objects.pyx"}, py_adder, 19,
  /*name*/ 16, /*qualname*/ 16, /*doc*/ -1, info_adder_parameters,
  /*positional-only*/ 0, /*positional*/ 1, /*keyword-only*/ 0, 0
};
ng::FunctionInfo info_read_value = {
  {&ng_module, "read_value", "objects.pyx"}, py_read_value, 25,
  /*name*/ 17, /*qualname*/ 17, /*doc*/ -1, nullptr,
  /*positional-only*/ 0, /*positional*/ 0, /*keyword-only*/ 0, ng::kGenerator
};
const int info_adder_locals_add_parameters[] = {4};
ng::FunctionInfo info_adder_locals_add = {
  {&ng_module, "add", "objects.pyx"}, py_adder_locals_add, 20,
  /*name*/ 19, /*qualname*/ 18, /*doc*/ -1, info_adder_locals_add_parameters,
  /*positional-only*/ 0, /*positional*/ 1, /*keyword-only*/ 0, 0
};

#line 2 "objects.pyx"
PyObject *py_count(PyObject *, PyObject *const *ng_args) {
  int ng_line = 0;
  PyObject *const words = ng_args[0];
  PyObject *const arg_least = ng_args[1];
  int v_least;
  ng::Ref v_found;
  ng::Ref v_word;
  ng::Ref v_word_2;
  {
#line 2
    int t1; NG_FAIL_IF(!ng::from_py(arg_least, t1), L1, 2); v_least = t1;
    {
#line 3
      ng::Ref t2(ng::make_dict()); NG_FAIL_IF(!t2, L1, 3); v_found.reset(t2.release());
    }
    {
#line 4
      ng::Ref iterator; Py_ssize_t position;
#line 4
      NG_FAIL_IF(!ng::iter_begin(words, iterator, position), L1, 4);
#line 4
      for (;;) {
#line 4
        ng::Ref t3; NG_NEXT(ng::iter_next(iterator, position, t3), L3, L1, 4);
#line 4
        v_word.reset(t3.release());
        ng::Ref t4(ng::call_method(v_found, k6, v_word, k5)); NG_FAIL_IF(!t4, L1, 5);
#line 5
        ng::Ref t5(ng::add_int(t4, 1L)); NG_FAIL_IF(!t5, L1, 5);
#line 5
        NG_FAIL_IF(!ng::setitem(v_found, v_word, t5), L1, 5);
      }
    L3:;
#line 4
      iterator.reset();
    }
    ng::Ref t6(ng::make_list()); NG_FAIL_IF(!t6, L1, 6);
    {
#line 6
      ng::Ref iterator_1; Py_ssize_t position_1;
#line 6
      NG_FAIL_IF(!ng::iter_begin(v_found, iterator_1, position_1), L1, 6);
#line 6
      for (;;) {
#line 6
        ng::Ref t7; NG_NEXT(ng::iter_next(iterator_1, position_1, t7), L7, L1, 6);
#line 6
        v_word_2.reset(t7.release());
#line 6
        ng::Ref t8(ng::getitem(v_found, v_word_2)); NG_FAIL_IF(!t8, L1, 6);
#line 6
        bool t9; NG_FAIL_IF(!ng::ge_int(t8, v_least, t9), L1, 6);
#line 6
        if (t9) {
#line 6
          NG_FAIL_IF(!ng::list_append(t6, v_word_2), L1, 6);
        }
      }
    L7:;
#line 6
      iterator_1.reset(); v_word_2.reset();
    }
#line 6
    return t6.release();
  }
L1:;
#line 2
  ng::add_traceback(info_count.code, ng_line); return nullptr;
}

#line 9
PyObject *py_first_line(PyObject *, PyObject *const *ng_args) {
  int ng_line = 0;
  PyObject *const path = ng_args[0];
  ng::Ref v_file;
  ng::Ref result;
  ng::Ref v_error;
  {
    {
#line 11
      ng::Ref exit; ng::Ref t1(ng::call(k7, path)); NG_FAIL_IF(!t1, L4, 11); ng::Ref entered;
#line 11
      NG_FAIL_IF(!ng::with_enter(t1, exit, entered), L4, 11); t1.reset();
      {
#line 11
        v_file.reset(entered.release());
        ng::Ref t2(ng::call_method(v_file, k8)); NG_FAIL_IF(!t2, L6, 12);
#line 12
        result.reset(t2.release()); goto L8;
      }
    L6:;
#line 11
      ng::add_traceback(info_first_line.code, ng_line);
#line 11
      {
        ng::ExceptScope except_1;
        PyObject *const raised = except_1.exception();
#line 11
        bool t3; NG_FAIL_IF(!ng::with_exit_error(exit, raised, t3), L4, 11);
#line 11
        if (!t3) {
#line 11
          ng::raise_again(); NG_FAIL(L4, 0);
        }
      }
#line 11
      goto L7;
    L8:;
#line 11
      NG_FAIL_IF(!ng::with_exit_normal(exit), L4, 11); goto L10;
    L7:;
    }
#line 10
    goto L5;
  L4:;
#line 13
    const int t4 = ng::error_matches(k9);
#line 13
    if (t4) {
#line 13
      ng::add_traceback(info_first_line.code, ng_line);
#line 13
      {
        ng::ExceptScope except_2;
        PyObject *const raised_1 = except_2.exception();
#line 13
        v_error.assign(raised_1);
        {
#line 14
          ng::Ref t5(ng::call(k10, v_error)); NG_FAIL_IF(!t5, L12, 14); result.reset(t5.release());
#line 14
          goto L14;
        }
      L12:;
#line 13
        v_error.reset(); goto L2;
      L14:;
#line 13
        v_error.reset(); goto L10;
      }
    }
#line 13
    goto L2;
  }
L5:;
  {
#line 16
    ng::Ref t6(ng::call(k11, k12)); NG_FAIL_IF(!t6, L1, 16);
  }
#line 10
  goto L3;
L2:;
#line 10
  ng::add_traceback(info_first_line.code, ng_line);
#line 10
  {
    ng::ExceptScope except_3;
    {
#line 16
      ng::Ref t7(ng::call(k11, k12)); NG_FAIL_IF(!t7, L1, 16);
    }
#line 10
    ng::raise_again(); NG_FAIL(L1, 0);
  }
L10:;
  {
#line 16
    ng::Ref t8(ng::call(k11, k12)); NG_FAIL_IF(!t8, L1, 16);
  }
#line 10
  return result.release();
L3:;
#line 9
  return ng::new_ref(Py_None);
L1:;
#line 9
  ng::add_traceback(info_first_line.code, ng_line); return nullptr;
}

#line 19
PyObject *py_adder(PyObject *, PyObject *const *ng_args) {
  int ng_line = 0;
  PyObject *const arg_n = ng_args[0];
  ng::Ref scope;
  ng::Ref v_add;
#line 19
  scope.reset(ng::new_scope_object<scope_adder>(1)); NG_FAIL_IF(!scope, L1, 19);
#line 19
  ng::as_scope<scope_adder>(scope)->n.assign(arg_n);
  {
#line 20
    ng::Ref t1(ng::make_function(info_adder_locals_add, scope, nullptr, nullptr, nullptr)); NG_FAIL_IF(!t1, L1, 20);
#line 20
    v_add.reset(t1.release());
  }
  return ng::new_ref(v_add);
L1:;
#line 19
  ng::add_traceback(info_adder.code, ng_line); return nullptr;
}

#line 25
PyObject *py_read_value(PyObject *, PyObject *const *) {
  int ng_line = 0;
  ng::Ref frame;
  {
#line 25
    frame.reset(ng::new_scope_object<scope_read_value>(9)); NG_FAIL_IF(!frame, L1, 25);
#line 25
    ng::Ref t1(ng::make_generator(info_read_value, resume_read_value, frame)); NG_FAIL_IF(!t1, L1, 25);
#line 25
    return t1.release();
  }
L1:;
#line 25
  ng::add_traceback(info_read_value.code, ng_line); return nullptr;
}

#line 20
PyObject *py_adder_locals_add(PyObject *ng_self, PyObject *const *ng_args) {
  int ng_line = 0;
  PyObject *const x = ng_args[0];
  PyObject *outer = nullptr;
  {
#line 20
    outer = ng::function_closure(ng_self);
    ng::Ref t1; t1.assign(ng::as_scope<scope_adder>(outer)->n);
#line 21
    ng::Ref t2(ng::add(x, t1)); NG_FAIL_IF(!t2, L1, 21); return t2.release();
  }
L1:;
#line 20
  ng::add_traceback(info_adder_locals_add.code, ng_line); return nullptr;
}

#line 25
int resume_read_value(ng::Generator &ng_generator, PyObject *ng_sent, PyObject **ng_result) {
  int ng_line = 0;
  auto *const ng_frame = ng::as_scope<scope_read_value>(ng_generator.scope);
  PyObject *const ng_self = reinterpret_cast<PyObject *>(&ng_generator);
  switch (ng_generator.label) {
  case 1: goto resume_1;
  case 2: goto resume_2;
  default: break;
  }
#line 26
  *ng_result = ng::new_ref(Py_None); ng_generator.label = 1; return ng::kYielded;
resume_1:
#line 26
  NG_FAIL_IF(!ng_sent, L1, 26); ng_frame->t1.assign(ng_sent);
#line 26
  ng_frame->v_value.reset(ng_frame->t1.release()); ng_frame->t1.reset();
  {
#line 27
    ng::Ref t2; t2.assign(ng_frame->v_value); ng::Ref items[2];
#line 27
    NG_FAIL_IF(!ng::unpack(t2, items, 2), L1, 27); ng_frame->v_a.assign(items[0]);
#line 27
    ng_frame->v_b.assign(items[1]);
  }
#line 28
  ng_frame->t3.assign(ng_frame->v_a); ng_frame->t4.assign(ng_frame->v_b);
#line 28
  ng_frame->t5.reset(ng::call(k13, ng_frame->t3, ng_frame->t4)); NG_FAIL_IF(!ng_frame->t5, L1, 28);
#line 28
  NG_FAIL_IF(!ng::yield_from_begin(ng_self, ng_frame->t5), L1, 28); ng_frame->t5.reset();
#line 28
  ng_frame->t6.assign(Py_None);
#line 28
  for (;;) {
#line 28
    NG_NEXT(ng::yield_from(ng_self, ng_frame->t6, ng_frame->t7), L4, L1, 28);
#line 28
    *ng_result = ng_frame->t7.release(); ng_generator.label = 2; return ng::kYielded;
  resume_2:
#line 28
    NG_FAIL_IF(!ng_sent, L1, 28); ng_frame->t6.assign(ng_sent);
  }
L4:;
#line 28
  ng_frame->t3.reset(); ng_frame->t4.reset(); ng_frame->t5.reset(); ng_frame->t6.reset();
#line 28
  ng_frame->t7.reset();
#line 25
  *ng_result = ng::new_ref(Py_None); return ng::kReturned;
L1:;
#line 25
  ng::add_traceback(resume_read_value_code, ng_line); return ng::kRaised;
}

#line 2
[[gnu::cold]] bool exec_module(ng::ModuleInfo &) {
  int ng_line = 0;
  {
#line 2
    ng::Ref t1(ng::to_py<int>((int)1)); NG_FAIL_IF(!t1, L1, 2);
#line 2
    ng::Ref t2(ng::make_dict()); NG_FAIL_IF(!t2, L1, 2);
#line 2
    NG_FAIL_IF(!ng::dict_set(t2, k1, t1), L1, 2);
#line 2
    NG_FAIL_IF(!ng::define_global(ng_module, k14, info_count, nullptr, nullptr, t2, nullptr), L1, 2);
  }
#line 9
  NG_FAIL_IF(!ng::define_global(ng_module, k15, info_first_line, nullptr, nullptr, nullptr, nullptr), L1, 9);
#line 19
  NG_FAIL_IF(!ng::define_global(ng_module, k16, info_adder, nullptr, nullptr, nullptr, nullptr), L1, 19);
#line 25
  NG_FAIL_IF(!ng::define_global(ng_module, k17, info_read_value, nullptr, nullptr, nullptr, nullptr), L1, 25);
#line 2
  return true;
L1:;
#line 2
  ng::add_traceback(exec_module_code, ng_line); return false;
}

} // namespace

PyMODINIT_FUNC PyInit_objects() { return ng::module_init(ng_module); }
