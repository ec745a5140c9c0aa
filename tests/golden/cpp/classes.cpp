// Made by nogilc from classes.pyx: change that, not this.
#include <nogilc_rt/nogilc_rt.h>

namespace {
struct c_Shape_table {
  double (*f_Shape_area)(PyObject*);
};
#line 2 "classes.pyx"
struct t_Shape {
  PyObject ob_base;
  const c_Shape_table *ng_table;
  double m_size;
  PyObject* m_label;
};
extern ng::ExtensionType c_Shape_type;
#line 19
struct t_Square {
  t_Shape ng_base;
};
extern ng::ExtensionType c_Square_type;
extern ng::ExtensionType *const ng_classes[];
PyObject *py_Shape_scaled(PyObject *, PyObject *const *ng_args);
[[maybe_unused]] ng::Outcome<double> ng_try_d_Shape_scaled(PyObject* self, double by);
PyObject *py_total(PyObject *, PyObject *const *ng_args);
PyObject *py_one(PyObject *, PyObject *const *);
inline PyObject *py_Shape___cinit__(PyObject *, PyObject *const *ng_args);
bool exec_module(ng::ModuleInfo &);
extern ng::ModuleInfo ng_module;

// Constants: Python objects that are made once, when the module is initialised.
const ng::ConstInit ng_constant_inits[] = {
  {ng::Const::Name, "self", 4},
  {ng::Const::Name, "by", 2},
  {ng::Const::Name, "shape", 5},
  {ng::Const::Name, "size", 4},
  {ng::Const::Name, "scaled", 6},
  {ng::Const::Int, "1", 1},
  {ng::Const::Name, "total", 5},
  {ng::Const::Name, "one", 3},
  {ng::Const::Name, "Shape.scaled", 12},
  {ng::Const::Name, "Shape.__cinit__", 15},
  {ng::Const::Name, "__cinit__", 9},
};
PyObject *ng_constants[11];
PyObject *&k4 = ng_constants[4];
PyObject *&k5 = ng_constants[5];
PyObject *&k6 = ng_constants[6];
PyObject *&k7 = ng_constants[7];

ng::ModuleInfo ng_module = {
  "classes", nullptr, "classes.pyx",
  ng_constant_inits, ng_constants, 11, exec_module, /*runs without the GIL*/ false, nullptr, nullptr, ng_classes, nullptr, nullptr, ng::link_module
};
ng::CodeInfo d_Shape_scaled_code = {&ng_module, "scaled", "classes.pyx"};
ng::CodeInfo get_Shape_size_code = {&ng_module, "__get__", "classes.pyx"};
ng::CodeInfo set_Shape_size_code = {&ng_module, "__set__", "classes.pyx"};
ng::CodeInfo exec_module_code = {&ng_module, "<module>", "classes.pyx"};
const int info_Shape_scaled_parameters[] = {0, 1};
ng::FunctionInfo info_Shape_scaled = {
  {&ng_module, "scaled", "classes.pyx"}, py_Shape_scaled, 12,
  /*name*/ 4, /*qualname*/ 8, /*doc*/ -1, info_Shape_scaled_parameters,
  /*positional-only*/ 0, /*positional*/ 2, /*keyword-only*/ 0, 0, &c_Shape_type.type
};
const int info_total_parameters[] = {2};
ng::FunctionInfo info_total = {
  {&ng_module, "total", "classes.pyx"}, py_total, 30,
  /*name*/ 6, /*qualname*/ 6, /*doc*/ -1, info_total_parameters,
  /*positional-only*/ 0, /*positional*/ 1, /*keyword-only*/ 0, 0
};
ng::FunctionInfo info_one = {
  {&ng_module, "one", "classes.pyx"}, py_one, 37,
  /*name*/ 7, /*qualname*/ 7, /*doc*/ -1, nullptr,
  /*positional-only*/ 0, /*positional*/ 0, /*keyword-only*/ 0, ng::kLeaf
};
const int info_Shape___cinit___parameters[] = {0, 3};
ng::FunctionInfo info_Shape___cinit__ = {
  {&ng_module, "__cinit__", "classes.pyx"}, py_Shape___cinit__, 6,
  /*name*/ 10, /*qualname*/ 9, /*doc*/ -1, info_Shape___cinit___parameters,
  /*positional-only*/ 0, /*positional*/ 2, /*keyword-only*/ 0, 0, &c_Shape_type.type
};

#line 9
double f_Shape_area(PyObject* v_self) {
  return ((t_Shape *)v_self)->m_size;
}

#line 12
double f_Shape_scaled(PyObject* v_self, double v_by) {
  const double t1 = ((t_Shape *)v_self)->ng_table->f_Shape_area(v_self); return t1 * v_by;
}

#line 12
PyObject *py_Shape_scaled(PyObject *, PyObject *const *ng_args) {
  int ng_line = 0;
  PyObject *const self = ng_args[0];
  PyObject *const arg_by = ng_args[1];
  {
#line 12
    double t1; NG_FAIL_IF(!ng::from_py(arg_by, t1), L2, 12);
#line 12
    const double t2 = f_Shape_scaled(self, t1); ng::Ref t3(ng::to_py(t2)); NG_FAIL_IF(!t3, L2, 12);
#line 12
    return t3.release();
  }
L2:;
#line 12
  ng::add_traceback(info_Shape_scaled.code, ng_line); return nullptr;
#line 12
  return nullptr;
}

#line 12
ng::Outcome<double> ng_try_d_Shape_scaled(PyObject* self, double by) {
  int ng_line = 0;
  {
#line 12
    if (ng::may_be_overridden(self)) {
#line 12
      ng::Ref t1; NG_FAIL_IF(!ng::find_override(self, k4, info_Shape_scaled, t1), L2, 12);
#line 12
      if (t1.get() != nullptr) {
#line 12
        ng::Ref t2(ng::to_py(by)); NG_FAIL_IF(!t2, L2, 12);
#line 12
        ng::Ref t3(ng::call(t1, t2)); NG_FAIL_IF(!t3, L2, 12);
#line 12
        double t4; NG_FAIL_IF(!ng::from_py(t3, t4), L2, 12); return t4;
      }
    }
#line 12
    const double t5 = f_Shape_scaled(self, by); return t5;
  }
L2:;
#line 12
  ng::add_traceback(d_Shape_scaled_code, ng_line); return ng::Outcome<double>(-1, true);
#line 12
  return ng::Outcome<double>(-1, true);
}

#line 20
double f_Square_area(PyObject* v_self) {
  return ((t_Shape *)v_self)->m_size * ((t_Shape *)v_self)->m_size;
}

#line 30
PyObject *py_total(PyObject *, PyObject *const *ng_args) {
  int ng_line = 0;
  PyObject *const shape = ng_args[0];
  double v_sum;
  {
#line 30
    NG_FAIL_IF(!ng::require_argument_type(shape, reinterpret_cast<PyObject *>(&c_Shape_type.type), "shape", false, false), L1, 30);
#line 32
    {
      ng::ReleaseGil gil_1;
#line 33
      const double t1 = ((t_Shape *)shape)->ng_table->f_Shape_area(shape); v_sum = t1;
    }
#line 34
    ng::Ref t2(ng::to_py(v_sum)); NG_FAIL_IF(!t2, L1, 34); return t2.release();
  }
L1:;
#line 30
  ng::add_traceback(info_total.code, ng_line); return nullptr;
}

#line 37
PyObject *py_one(PyObject *, PyObject *const *) {
  return ng::new_ref(k5);
}

#line 6
inline PyObject *py_Shape___cinit__(PyObject *, PyObject *const *ng_args) {
  int ng_line = 0;
  PyObject *const self = ng_args[0];
  PyObject *const arg_size = ng_args[1];
  double v_size;
  {
#line 6
    double t1; NG_FAIL_IF(!ng::from_py(arg_size, t1), L1, 6); v_size = t1;
    ((t_Shape *)self)->m_size = v_size;
#line 6
    return ng::new_ref(Py_None);
  }
L1:;
#line 6
  ng::add_traceback(info_Shape___cinit__.code, ng_line); return nullptr;
}

#line 15
Py_ssize_t s_Shape___len__(PyObject* self) {
  return 1L;
}

#line 23
PyObject* s_Square___eq__(PyObject* self, PyObject* other) {
  ng::Ref t1(ng::bint_to_py(self == other)); return t1.release();
}

#line 26
void s_Square___dealloc__(PyObject* self) {
  ((t_Shape *)self)->m_size = 0.0;
#line 26
  return;
}

#line 3
PyObject* get_Shape_size(PyObject* self) {
  int ng_line = 0;
  {
#line 3
    ng::Ref t1(ng::to_py<double>(((t_Shape *)self)->m_size)); NG_FAIL_IF(!t1, L1, 3);
#line 3
    return t1.release();
  }
L1:;
#line 3
  ng::add_traceback(get_Shape_size_code, ng_line); return nullptr;
}

#line 3
int set_Shape_size(PyObject* self, PyObject* value) {
  int ng_line = 0;
  {
#line 3
    double t1; NG_FAIL_IF(!ng::from_py(value, t1), L1, 3); ((t_Shape *)self)->m_size = t1; return 0;
  }
L1:;
#line 3
  ng::add_traceback(set_Shape_size_code, ng_line); return -1;
}

#line 2
[[gnu::cold]] bool exec_module(ng::ModuleInfo &) {
  int ng_line = 0;
  {
#line 2
    PyObject *const t1 = ng::class_dict(reinterpret_cast<PyObject *>(&c_Shape_type.type));
#line 12
    NG_FAIL_IF(!ng::define_member(t1, k4, info_Shape_scaled, nullptr, nullptr, nullptr, nullptr), L1, 12);
#line 2
    NG_FAIL_IF(!ng::class_changed(reinterpret_cast<PyObject *>(&c_Shape_type.type)), L1, 2);
#line 19
    [[maybe_unused]] PyObject *const t2 = ng::class_dict(reinterpret_cast<PyObject *>(&c_Square_type.type));
#line 19
    NG_FAIL_IF(!ng::class_changed(reinterpret_cast<PyObject *>(&c_Square_type.type)), L1, 19);
#line 30
    NG_FAIL_IF(!ng::define_global(ng_module, k6, info_total, nullptr, nullptr, nullptr, nullptr), L1, 30);
#line 37
    NG_FAIL_IF(!ng::define_global(ng_module, k7, info_one, nullptr, nullptr, nullptr, nullptr), L1, 37);
#line 2
    return true;
  }
L1:;
#line 2
  ng::add_traceback(exec_module_code, ng_line); return false;
}

const c_Shape_table c_Shape_methods = {f_Shape_area};
struct c_Shape_class : ng::ClassDefaults {
  using Instance = t_Shape;
  using Base = ng::NoBase;
  using Objects = ng::Members<&t_Shape::m_label>;
  static constexpr ng::ExtensionType *type = &c_Shape_type;
  static constexpr ng::FunctionInfo *cinit = &info_Shape___cinit__;
  static constexpr ng::FunctionImpl cinit_body = py_Shape___cinit__;
  static constexpr int cinit_count = 2;
  static constexpr bool cinit_takes_arguments = true;
  static constexpr bool is_collected = true;
  static void set_table(PyObject *self) {
    reinterpret_cast<t_Shape *>(self)->ng_table = &c_Shape_methods;
  }
};
const ng::SlotInit c_Shape_slots[] = {
  {ng::TypeSlot::tp_new, (void *)ng::make_instance<c_Shape_class>},
  {ng::TypeSlot::tp_vectorcall, (void *)ng::construct<c_Shape_class>},
  {ng::TypeSlot::tp_dealloc, (void *)ng::delete_instance<c_Shape_class>},
  {ng::TypeSlot::tp_traverse, (void *)ng::traverse_instance<c_Shape_class>},
  {ng::TypeSlot::tp_clear, (void *)ng::clear_instance<c_Shape_class>},
  {ng::TypeSlot::sq_length, (void *)s_Shape___len__},
  {ng::TypeSlot::mp_length, (void *)s_Shape___len__},
  {ng::TypeSlot::end, nullptr},
};
PyGetSetDef c_Shape_attributes[] = {
  {"size", ng::getter<get_Shape_size>, ng::setter<set_Shape_size, nullptr>, nullptr, nullptr},
  {},
};
PyMethodDef c_Shape_python_methods[] = {
  {"__reduce_cython__", ng::reduce<c_Shape_class>, METH_NOARGS, nullptr},
  {"__setstate_cython__", ng::restore<c_Shape_class>, METH_O, nullptr},
  {},
};
ng::ExtensionType c_Shape_type = {
  {}, "classes.Shape", nullptr, sizeof(t_Shape), nullptr,
  Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, c_Shape_slots, c_Shape_attributes, c_Shape_python_methods, nullptr, nullptr, "no default __reduce__ due to non-trivial __cinit__", {&info_Shape___cinit__, nullptr, nullptr},
  0, 0, false, false, nullptr, {}, {}, {}, {}, {}, {}, {},
};

const c_Shape_table c_Square_methods = {f_Square_area};
struct c_Square_class : ng::ClassDefaults {
  using Instance = t_Square;
  using Base = c_Shape_class;
  using Objects = ng::Members<>;
  static constexpr ng::ExtensionType *type = &c_Square_type;
  static constexpr void (*dealloc)(PyObject *) = s_Square___dealloc__;
  static constexpr bool is_collected = true;
  static void set_table(PyObject *self) {
    reinterpret_cast<t_Shape *>(self)->ng_table = &c_Square_methods;
  }
};
const ng::SlotInit c_Square_slots[] = {
  {ng::TypeSlot::tp_new, (void *)ng::make_instance<c_Square_class>},
  {ng::TypeSlot::tp_vectorcall, (void *)ng::construct<c_Square_class>},
  {ng::TypeSlot::tp_dealloc, (void *)ng::delete_instance<c_Square_class>},
  {ng::TypeSlot::tp_traverse, (void *)ng::traverse_instance<c_Square_class>},
  {ng::TypeSlot::tp_clear, (void *)ng::clear_instance<c_Square_class>},
  {ng::TypeSlot::tp_richcompare, (void *)ng::slots::rich_compare<c_Square_class, nullptr, nullptr, nullptr, s_Square___eq__, nullptr, nullptr, nullptr>},
  {ng::TypeSlot::end, nullptr},
};
PyMethodDef c_Square_python_methods[] = {
  {"__reduce_cython__", ng::reduce<c_Square_class>, METH_NOARGS, nullptr},
  {"__setstate_cython__", ng::restore<c_Square_class>, METH_O, nullptr},
  {},
};
ng::ExtensionType c_Square_type = {
  {}, "classes.Square", nullptr, sizeof(t_Square), &c_Shape_type,
  Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, c_Square_slots, nullptr, c_Square_python_methods, nullptr, nullptr, "no default __reduce__ due to non-trivial __cinit__", {nullptr, nullptr, nullptr},
  0, 0, false, false, nullptr, {}, {}, {}, {}, {}, {}, {},
};

ng::ExtensionType *const ng_classes[] = {&c_Shape_type, &c_Square_type, nullptr};

} // namespace

PyMODINIT_FUNC PyInit_classes() { return ng::module_init(ng_module); }
