// extension_type.cpp: from the description of a `cdef class` to its type object, and what the
// templates of extension_type.h call out of line.
#include "internal.h"

#include "nogilc_rt/extension_type.h"

namespace nogilc_rt {

PyObject *no_arguments;

namespace {

template <class Function> void set_slot(Function &place, void *function) {
  place = reinterpret_cast<Function>(function);
}

void fill_slot(ExtensionType &self, const SlotInit &init) {
  switch (init.slot) {
  case TypeSlot::end:
    return;
#define NOGILC_TYPE_SLOT(name, place)                                                              \
  case TypeSlot::name:                                                                             \
    set_slot(self.place, init.function);                                                           \
    return;
#include "nogilc_rt/type_slots.def"
  }
}

void fill_type(ExtensionType &self) {
  PyTypeObject &type = self.type;
  Py_SET_REFCNT(reinterpret_cast<PyObject *>(&type), 1);
  type.tp_name = self.name;
  type.tp_doc = self.doc;
  type.tp_basicsize = self.size;
  type.tp_flags = Py_TPFLAGS_DEFAULT | self.flags;
  type.tp_base = self.base ? &self.base->type : self.builtin_base ? self.builtin_base() : nullptr;
  type.tp_getset = self.attributes;
  type.tp_dictoffset = self.dict_offset;
  type.tp_weaklistoffset = self.weakrefs_offset;
  type.tp_as_number = &self.number;
  type.tp_as_sequence = &self.sequence;
  type.tp_as_mapping = &self.mapping;
  type.tp_as_async = &self.async;
  type.tp_as_buffer = &self.buffer;
  for (const SlotInit *slot = self.slots; slot->slot != TypeSlot::end; ++slot)
    fill_slot(self, *slot);
}

void fill_table(const InheritedTable &table) {
  const char *base;
  if (!table.own)
    return;
  std::memcpy(&base, table.base, sizeof base);
  for (size_t at = 0; at != table.size; at += sizeof(void *)) {
    void *entry, *inherited;
    char *place = static_cast<char *>(table.own) + at;
    std::memcpy(&entry, place, sizeof entry);
    std::memcpy(&inherited, base + at, sizeof inherited);
    if (!entry)
      std::memcpy(place, &inherited, sizeof inherited);
  }
}

/// Whether its base is there.
bool is_ready_to_make(const ExtensionType &self) {
  return self.base ? self.base->type.tp_dict != nullptr
                   : !self.builtin_base || self.builtin_base() != nullptr;
}

/// Functions without default values; the class statement makes those that have some.
bool make_functions(ExtensionType &self) {
  for (int i = 0; i < kClassFunctions; ++i)
    if (self.infos[i] && !self.functions[i] &&
        !(self.functions[i] = make_function(*self.infos[i], nullptr, nullptr, nullptr, nullptr)))
      return false;
  return true;
}

} // namespace

bool init_classes(ModuleInfo &module) {
  if (!module.classes)
    return true;
  if (!no_arguments && !(no_arguments = PyTuple_New(0)))
    return false;
  for (ExtensionType *const *at = module.classes; *at; ++at) {
    ExtensionType &self = **at;
    auto *type = reinterpret_cast<PyObject *>(&self.type);
    if (!self.type.tp_dict) {
      if (!is_ready_to_make(self))
        continue;
      fill_type(self);
      fill_table(self.inherited_table);
      if (PyType_Ready(&self.type) < 0)
        return false;
    }
    const char *dot = self.name;
    for (const char *c = self.name; *c; ++c)
      if (*c == '.')
        dot = c + 1;
    if (!make_functions(self) ||
        (!self.is_internal && PyDict_SetItemString(module.globals, dot, type) < 0))
      return false;
  }
  return true;
}

PyObject *class_dict(PyObject *type) { return reinterpret_cast<PyTypeObject *>(type)->tp_dict; }

bool class_set_function(PyObject *type, PyObject *function) {
  auto &self = *reinterpret_cast<ExtensionType *>(type);
  const FunctionInfo *info = reinterpret_cast<Function *>(function)->info;
  for (int i = 0; i < kClassFunctions; ++i)
    if (self.infos[i] == info) {
      PyObject *old = self.functions[i];
      self.functions[i] = new_ref(function);
      Py_XDECREF(old);
    }
  return true;
}

void raise_wrong_self(PyObject *object, PyObject *type, PyObject *method) {
  PyErr_Format(PyExc_TypeError,
               "descriptor '%U' for '%.100s' objects doesn't apply to a '%.100s' object", method,
               reinterpret_cast<PyTypeObject *>(type)->tp_name, Py_TYPE(object)->tp_name);
}

bool find_override(PyObject *self, PyObject *name, FunctionInfo &own, Ref &result) {
  PyTypeObject *type = Py_TYPE(self);
  // The usual case: the class has no other method. Its lookup is cached by the interpreter.
  if (!type->tp_dictoffset || !*_PyObject_GetDictPtr(self)) {
    PyObject *found = _PyType_Lookup(type, name);
    if (found && Py_TYPE(found) == function_type &&
        reinterpret_cast<Function *>(found)->info == &own)
      return true;
  }
  result.reset(PyObject_GetAttr(self, name));
  if (!result)
    return false;
  PyObject *found = result;
  if (PyMethod_Check(found) && PyMethod_GET_SELF(found) == self)
    found = PyMethod_GET_FUNCTION(found);
  if (Py_TYPE(found) == function_type && reinterpret_cast<Function *>(found)->info == &own)
    result.reset();
  return true;
}

// ---- calls -------------------------------------------------------------------------------------

PyObject *call_class_function(PyObject *function, PyObject *self, PyObject *const *args,
                              size_t flagged_count, PyObject *keyword_names) {
  const Py_ssize_t count = PyVectorcall_NARGS(flagged_count);
  const auto with_self = static_cast<size_t>(count) + 1;
  if (flagged_count & PY_VECTORCALL_ARGUMENTS_OFFSET) { // the place before the first is ours
    auto **all = const_cast<PyObject **>(args) - 1;
    PyObject *saved = *all;
    *all = self;
    PyObject *result = call_function(function, all, with_self, keyword_names);
    *all = saved;
    return result;
  }
  const Py_ssize_t total = count + (keyword_names ? PyTuple_GET_SIZE(keyword_names) : 0);
  constexpr Py_ssize_t kFew = 8;
  PyObject *few[kFew + 1];
  PyObject **all = few;
  if (total > kFew) {
    all = static_cast<PyObject **>(
        PyMem_Malloc((static_cast<size_t>(total) + 1) * sizeof(PyObject *)));
    if (!all)
      return PyErr_NoMemory();
  }
  all[0] = self;
  for (Py_ssize_t i = 0; i < total; ++i)
    all[i + 1] = args[i];
  PyObject *result = call_function(function, all, with_self, keyword_names);
  if (all != few)
    PyMem_Free(all);
  return result;
}

PyObject *call_class_function(PyObject *function, PyObject *self, PyObject *args,
                              PyObject *keywords) {
  const Py_ssize_t count = PyTuple_GET_SIZE(args);
  PyObject *const *items = reinterpret_cast<PyTupleObject *>(args)->ob_item;
  if (!keywords || PyDict_GET_SIZE(keywords) == 0)
    return call_class_function(function, self, items, static_cast<size_t>(count), nullptr);
  Ref all(PyTuple_New(count + 1));
  if (!all)
    return nullptr;
  PyTuple_SET_ITEM(all.get(), 0, new_ref(self));
  for (Py_ssize_t i = 0; i < count; ++i)
    PyTuple_SET_ITEM(all.get(), i + 1, new_ref(items[i]));
  return PyObject_Call(function, all, keywords);
}

void raise_init_result(PyObject *result) {
  PyErr_Format(PyExc_TypeError, "__init__() should return None, not '%.200s'",
               Py_TYPE(result)->tp_name);
}

void run_dealloc(PyObject *self, void (*dealloc)(PyObject *)) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  // Whoever counts references of it meanwhile must not destroy it again.
  Py_SET_REFCNT(self, Py_REFCNT(self) + 1);
  dealloc(self);
  Py_SET_REFCNT(self, Py_REFCNT(self) - 1);
  PyErr_Restore(type, value, traceback);
}

} // namespace nogilc_rt
