// function.cpp: the function type: attributes, binding, the code object that describes it. How
// arguments reach the body is in arguments.cpp.
#include "internal.h"

#include <structmember.h>

namespace nogilc_rt {

PyTypeObject *function_type;

namespace {

Function &as_function(PyObject *self) { return *reinterpret_cast<Function *>(self); }

PyObject *constant_of(const FunctionInfo &info, int number) {
  return number < 0 ? nullptr : info.code.module->constants[number];
}

PyObject *or_none(PyObject *object) { return new_ref(object ? object : Py_None); }

// ---- the code object ---------------------------------------------------------------------------

bool put(PyObject *dict, const char *name, PyObject *owned_value) {
  Ref value(owned_value);
  return value && PyDict_SetItemString(dict, name, value) == 0;
}

int parameter_count(const FunctionInfo &info) {
  return info.positional + info.keyword_only + ((info.flags & kVarArgs) ? 1 : 0) +
         ((info.flags & kVarKeywords) ? 1 : 0);
}

int code_flags(const FunctionInfo &info) {
  int flags = CO_OPTIMIZED | CO_NEWLOCALS;
  flags |= (info.flags & kVarArgs) ? CO_VARARGS : 0;
  flags |= (info.flags & kVarKeywords) ? CO_VARKEYWORDS : 0;
  flags |= (info.flags & kGenerator) ? CO_GENERATOR : 0;
  flags |= (info.flags & kCoroutine) ? CO_COROUTINE : 0;
  flags |= (info.flags & kAsyncGenerator) ? CO_ASYNC_GENERATOR : 0;
  return flags;
}

/// A code object that says what inspect and tracebacks want to know. `replace` of an empty one is
/// the only way that is the same in all versions.
[[gnu::cold]] PyObject *make_code_object(const FunctionInfo &info) {
  Ref empty(
      reinterpret_cast<PyObject *>(PyCode_NewEmpty(info.code.file, info.code.name, info.line)));
  int count = parameter_count(info);
  Ref names(empty ? PyTuple_New(count) : nullptr);
  Ref changes(names ? PyDict_New() : nullptr);
  if (!changes)
    return nullptr;
  for (int i = 0; i < count; ++i)
    PyTuple_SET_ITEM(names.get(), i, new_ref(constant_of(info, info.parameters[i])));
  PyObject *changed = changes.get();
  const struct {
    const char *name;
    int value;
  } numbers[] = {{"co_argcount", info.positional},
                 {"co_posonlyargcount", info.positional_only},
                 {"co_kwonlyargcount", info.keyword_only},
                 {"co_nlocals", count},
                 {"co_flags", code_flags(info)}};
  for (const auto &number : numbers)
    if (!put(changed, number.name, PyLong_FromLong(number.value)))
      return nullptr;
  if (!put(changed, "co_varnames", names.release()))
    return nullptr;
#if PY_VERSION_HEX >= 0x030B0000
  if (!put(changed, "co_qualname", new_ref(constant_of(info, info.qualname))))
    return nullptr;
#endif
  Ref replace(PyObject_GetAttrString(empty, "replace"));
  Ref nothing(replace ? PyTuple_New(0) : nullptr);
  return nothing ? PyObject_Call(replace, nothing, changes) : nullptr;
}

} // namespace

PyObject *code_object_of(FunctionInfo &info) {
  if (!info.code_object)
    info.code_object = make_code_object(info);
  return new_ref_or_null(info.code_object);
}

namespace {

// ---- attributes --------------------------------------------------------------------------------

template <PyObject *Function::*Member> [[gnu::cold]] PyObject *get_member(PyObject *self, void *) {
  return or_none(as_function(self).*Member);
}

void replace_member(PyObject *&slot, PyObject *value) {
  PyObject *old = slot;
  slot = value == Py_None ? nullptr : new_ref_or_null(value);
  Py_XDECREF(old);
}

template <PyObject *Function::*Member>
[[gnu::cold]] int set_any(PyObject *self, PyObject *value, void *) {
  replace_member(as_function(self).*Member, value);
  return 0;
}

template <PyObject *Function::*Member>
[[gnu::cold]] int set_str(PyObject *self, PyObject *value, void *name) {
  if (!value || !PyUnicode_Check(value)) {
    PyErr_Format(PyExc_TypeError, "%s must be set to a string object",
                 static_cast<const char *>(name));
    return -1;
  }
  replace_member(as_function(self).*Member, value);
  return 0;
}

[[gnu::cold]] int set_defaults(PyObject *self, PyObject *value, void *) {
  if (value && value != Py_None && !PyTuple_Check(value)) {
    PyErr_SetString(PyExc_TypeError, "__defaults__ must be set to a tuple object");
    return -1;
  }
  replace_member(as_function(self).defaults, value);
  return 0;
}

template <PyObject *Function::*Member>
[[gnu::cold]] int set_dict(PyObject *self, PyObject *value, void *name) {
  if (value && value != Py_None && !PyDict_Check(value)) {
    PyErr_Format(PyExc_TypeError, "%s must be set to a dict object",
                 static_cast<const char *>(name));
    return -1;
  }
  replace_member(as_function(self).*Member, value);
  return 0;
}

/// Handing the dict out ends the use of the copied values.
[[gnu::cold]] PyObject *get_keyword_defaults(PyObject *self, void *) {
  Py_CLEAR(as_function(self).keyword_default_values);
  return or_none(as_function(self).keyword_defaults);
}

[[gnu::cold]] int set_keyword_defaults(PyObject *self, PyObject *value, void *name) {
  if (set_dict<&Function::keyword_defaults>(self, value, name) < 0)
    return -1;
  Py_CLEAR(as_function(self).keyword_default_values);
  return 0;
}

[[gnu::cold]] PyObject *get_annotations(PyObject *self, void *) {
  PyObject *&annotations = as_function(self).annotations;
  if (!annotations)
    annotations = PyDict_New();
  return new_ref_or_null(annotations);
}

[[gnu::cold]] PyObject *get_code(PyObject *self, void *) {
  return code_object_of(*as_function(self).info);
}

[[gnu::cold]] PyObject *get_globals(PyObject *self, void *) {
  return or_none(as_function(self).info->code.module->globals);
}

[[gnu::cold]] PyObject *get_builtins(PyObject *self, void *) {
  return or_none(as_function(self).info->code.module->builtins);
}

PyObject *get_closure(PyObject *, void *) { return new_ref(Py_None); }

char name_text[] = "__name__", qualname_text[] = "__qualname__",
     keyword_defaults_text[] = "__kwdefaults__", annotations_text[] = "__annotations__";

PyGetSetDef function_attributes[] = {
    {"__name__", get_member<&Function::name>, set_str<&Function::name>, nullptr, name_text},
    {"__qualname__", get_member<&Function::qualname>, set_str<&Function::qualname>, nullptr,
     qualname_text},
    {"__doc__", get_member<&Function::doc>, set_any<&Function::doc>, nullptr, nullptr},
    {"__module__", get_member<&Function::module_name>, set_any<&Function::module_name>, nullptr,
     nullptr},
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, nullptr, nullptr},
    {"__defaults__", get_member<&Function::defaults>, set_defaults, nullptr, nullptr},
    {"__kwdefaults__", get_keyword_defaults, set_keyword_defaults, nullptr, keyword_defaults_text},
    {"__annotations__", get_annotations, set_dict<&Function::annotations>, nullptr,
     annotations_text},
    {"__code__", get_code, nullptr, nullptr, nullptr},
    {"__globals__", get_globals, nullptr, nullptr, nullptr},
    {"__builtins__", get_builtins, nullptr, nullptr, nullptr},
    {"__closure__", get_closure, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

/// Pickled, and copied, by its qualified name.
[[gnu::cold]] PyObject *reduce_function(PyObject *self, PyObject *) {
  return new_ref(as_function(self).qualname);
}

PyMethodDef function_methods[] = {
    {"__reduce__", reduce_function, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyMemberDef function_members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(Function, vectorcall), READONLY, nullptr},
    {"__dictoffset__", T_PYSSIZET, offsetof(Function, dict), READONLY, nullptr},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(Function, weak_references), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr},
};

// ---- the type ----------------------------------------------------------------------------------

PyObject *bind_function(PyObject *self, PyObject *object, PyObject *) {
  return object && object != Py_None ? PyMethod_New(self, object) : new_ref(self);
}

[[gnu::cold]] PyObject *describe_function(PyObject *self) {
  return PyUnicode_FromFormat("<cyfunction %U at %p>", as_function(self).qualname, self);
}

/// What a cycle may go through.
constexpr PyObject *Function::*kTraversed[] = {
    &Function::closure,          &Function::doc,
    &Function::module_name,      &Function::defaults,
    &Function::keyword_defaults, &Function::keyword_default_values,
    &Function::annotations,      &Function::dict};

int traverse_function(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(Py_TYPE(self));
  for (PyObject *Function::*member : kTraversed)
    Py_VISIT(as_function(self).*member);
  return 0;
}

int clear_function(PyObject *self) {
  for (PyObject *Function::*member : kTraversed)
    Py_CLEAR(as_function(self).*member);
  return 0;
}

void delete_function(PyObject *self) {
  PyObject_GC_UnTrack(self);
  Function &function = as_function(self);
  if (function.weak_references)
    PyObject_ClearWeakRefs(self);
  PyTypeObject *type = Py_TYPE(self);
  clear_function(self);
  Py_XDECREF(function.name);
  Py_XDECREF(function.qualname);
  PyObject_GC_Del(self);
  Py_DECREF(type);
}

PyType_Slot function_slots[] = {
    {Py_tp_call, reinterpret_cast<void *>(PyVectorcall_Call)},
    {Py_tp_descr_get, reinterpret_cast<void *>(bind_function)},
    {Py_tp_repr, reinterpret_cast<void *>(describe_function)},
    {Py_tp_traverse, reinterpret_cast<void *>(traverse_function)},
    {Py_tp_clear, reinterpret_cast<void *>(clear_function)},
    {Py_tp_dealloc, reinterpret_cast<void *>(delete_function)},
    {Py_tp_getset, function_attributes},
    {Py_tp_methods, function_methods},
    {Py_tp_members, function_members},
    {0, nullptr},
};
PyType_Spec function_spec = {"nogilc.cyfunction", sizeof(Function), 0,
                             Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL |
                                 Py_TPFLAGS_METHOD_DESCRIPTOR | kNoNewFlag,
                             function_slots};

} // namespace

[[gnu::cold]] bool init_function_type() {
  if (!make_type(function_type, function_spec))
    return false;
  function_type->tp_new = nullptr;
  return true;
}

namespace {

[[gnu::cold]] bool copy_keyword_defaults(Function &function) {
  const FunctionInfo &info = *function.info;
  Ref values(PyTuple_New(info.keyword_only));
  if (!values)
    return false;
  for (int i = 0; i < info.keyword_only; ++i) {
    PyObject *value = PyDict_GetItemWithError(
        function.keyword_defaults, constant_of(info, info.parameters[info.positional + i]));
    if (!value && PyErr_Occurred())
      return false;
    PyTuple_SET_ITEM(values.get(), i, new_ref_or_null(value));
  }
  function.keyword_default_values = values.release();
  return true;
}

} // namespace

PyObject *make_function(FunctionInfo &info, PyObject *closure, PyObject *defaults,
                        PyObject *keyword_defaults, PyObject *annotations) {
  PyObject *const written_doc = constant_of(info, info.doc);
  Ref doc(docstring_value(written_doc));
  if (NOGILC_FAILED(written_doc && !doc))
    return nullptr;
  auto *function = PyObject_GC_New(Function, function_type);
  if (!function)
    return nullptr;
  function->vectorcall = (info.flags & kLeaf) ? call_leaf : call_function;
  function->info = &info;
  function->impl = info.impl;
  const bool is_plain = !info.keyword_only && !(info.flags & (kVarArgs | kVarKeywords));
  function->plain_count = is_plain ? info.positional : -1;
  function->self_type = info.self_type;
  function->closure = new_ref_or_null(closure);
  function->name = new_ref(constant_of(info, info.name));
  function->qualname = new_ref(constant_of(info, info.qualname));
  function->doc = doc.release();
  function->module_name = new_ref_or_null(info.code.module->name_object);
  function->defaults = new_ref_or_null(defaults);
  function->keyword_defaults = new_ref_or_null(keyword_defaults);
  function->annotations = new_ref_or_null(annotations);
  function->dict = nullptr;
  function->weak_references = nullptr;
  auto *object = reinterpret_cast<PyObject *>(function);
  function->keyword_default_values = nullptr;
  PyObject_GC_Track(object);
  if (keyword_defaults && !copy_keyword_defaults(*function)) {
    Py_DECREF(object);
    return nullptr;
  }
  return object;
}

bool define_global(ModuleInfo &module, PyObject *name, FunctionInfo &info, PyObject *closure,
                   PyObject *defaults, PyObject *keyword_defaults, PyObject *annotations) {
  return define_member(module.globals, name, info, closure, defaults, keyword_defaults,
                       annotations);
}

bool define_member(PyObject *space, PyObject *name, FunctionInfo &info, PyObject *closure,
                   PyObject *defaults, PyObject *keyword_defaults, PyObject *annotations) {
  Ref function(make_function(info, closure, defaults, keyword_defaults, annotations));
  return function && PyObject_SetItem(space, name, function) == 0;
}

} // namespace nogilc_rt
