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
  type.tp_flags = (Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VERSION_TAG) ^ self.flags;
  type.tp_base = self.base ? &self.base->type : self.builtin_base ? self.builtin_base() : nullptr;
  type.tp_getset = self.attributes;
  type.tp_methods = self.methods;
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

/// What stands for a slot in the class gets the docstring of the method. The copies live as long as
/// the type: for good.
bool set_docs(ExtensionType &self) {
  for (const MethodDoc *doc = self.docs; doc && doc->name; ++doc) {
    PyObject *found = PyDict_GetItemString(self.type.tp_dict, doc->name);
    if (!found || Py_TYPE(found) != &PyWrapperDescr_Type)
      continue;
    auto *wrapper = reinterpret_cast<PyWrapperDescrObject *>(found);
    auto *base = static_cast<wrapperbase *>(PyMem_Malloc(sizeof(wrapperbase)));
    if (!base) {
      PyErr_NoMemory();
      return false;
    }
    *base = *wrapper->d_base;
    base->doc = doc->text;
    wrapper->d_base = base;
  }
  return true;
}

/// Functions without default values; the class statement makes those that have some.
bool make_functions(ExtensionType &self) {
  for (int i = 0; i < kClassFunctions; ++i)
    if (self.infos[i] && !self.functions[i] &&
        !(self.functions[i] = make_function(*self.infos[i], nullptr, nullptr, nullptr, nullptr)))
      return false;
  return true;
}

/// A static type may not have bases on the heap, unless it looks like one itself meanwhile.
bool ready_with_bases(PyTypeObject &type, PyObject *bases) {
  const bool was_enabled = PyGC_Disable(); // the collector must not take it for one
  type.tp_bases = new_ref_or_null(bases);
  type.tp_flags |= Py_TPFLAGS_HEAPTYPE;
  const int status = PyType_Ready(&type);
  type.tp_flags &= ~static_cast<unsigned long>(Py_TPFLAGS_HEAPTYPE);
  if (was_enabled)
    PyGC_Enable();
  return status == 0;
}

bool ready_type(ExtensionType &self, PyObject *bases) {
  if (self.type.tp_dict)
    return true; // an import that failed later has done it
  fill_type(self);
  // That of the base may make instances of the base's size: datetime's does.
  self.type.tp_alloc = PyType_GenericAlloc;
  fill_table(self.inherited_table);
  const bool ok = self.is_late ? ready_with_bases(self.type, bases) : PyType_Ready(&self.type) == 0;
  return ok && set_docs(self) && set_pickling(self);
}

bool bind_name(ModuleInfo &module, ExtensionType &self) {
  if (self.is_internal)
    return true;
  const char *dot = self.name;
  for (const char *c = self.name; *c; ++c)
    if (*c == '.')
      dot = c + 1;
  return PyDict_SetItemString(module.globals, dot, reinterpret_cast<PyObject *>(&self.type)) == 0;
}

/// The type that lays out the instances of a class which Python code may have made.
PyTypeObject *layout_of(PyTypeObject *type) {
  while (type->tp_base && (type->tp_flags & Py_TPFLAGS_HEAPTYPE)) {
    // Offsets below zero are of places in front of the instance.
    const auto adds = [](Py_ssize_t own, Py_ssize_t inherited) {
      return own > 0 && own != inherited;
    };
    const int pointers = adds(type->tp_dictoffset, type->tp_base->tp_dictoffset) +
                         adds(type->tp_weaklistoffset, type->tp_base->tp_weaklistoffset);
    if (type->tp_basicsize !=
        type->tp_base->tp_basicsize + pointers * static_cast<Py_ssize_t>(sizeof(PyObject *)))
      break;
    type = type->tp_base;
  }
  return type;
}

/// The further bases add Python attributes and methods, and nothing to the instances.
bool check_bases(const ExtensionType &self, PyObject *bases) {
  PyTypeObject *first = self.base           ? &self.base->type
                        : self.builtin_base ? self.builtin_base()
                                            : &PyBaseObject_Type;
  for (Py_ssize_t i = 1; i < PyTuple_GET_SIZE(bases); ++i) {
    PyObject *given = PyTuple_GET_ITEM(bases, i);
    if (!PyType_Check(given)) {
      PyErr_Format(PyExc_TypeError, "base class '%.200s' is not a type", Py_TYPE(given)->tp_name);
      return false;
    }
    auto *base = reinterpret_cast<PyTypeObject *>(given);
    if (!(base->tp_flags & Py_TPFLAGS_HEAPTYPE)) {
      PyErr_Format(PyExc_TypeError, "base class '%.200s' is not a heap type", base->tp_name);
      return false;
    }
    if (base->tp_dictoffset && !self.dict_offset && !first->tp_dictoffset) {
      PyErr_Format(PyExc_TypeError,
                   "extension type '%.200s' has no __dict__ slot, but base type '%.200s' has: "
                   "either add 'cdef dict __dict__' to the extension type or add '__slots__ = "
                   "[...]' to the base type",
                   self.name, base->tp_name);
      return false;
    }
    if (!PyType_IsSubtype(first, layout_of(base))) {
      PyErr_SetString(PyExc_TypeError, "multiple bases have instance lay-out conflict");
      return false;
    }
  }
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
    if (self.is_late) {
      fill_type(self); // what uses it too early raises: `allocate`
      Py_SET_TYPE(reinterpret_cast<PyObject *>(&self.type), &PyType_Type);
      continue;
    }
    if (!self.type.tp_dict && !is_ready_to_make(self))
      continue;
    if (!ready_type(self, nullptr) || !make_functions(self) || !bind_name(module, self))
      return false;
  }
  return true;
}

bool class_ready(ModuleInfo &module, PyObject *type, PyObject *bases) {
  auto &self = *reinterpret_cast<ExtensionType *>(type);
  return (!bases || check_bases(self, bases)) && ready_type(self, bases) && make_functions(self) &&
         bind_name(module, self);
}

/// Tells the attributes of a class how they are called there, as `class` does.
static bool set_names(PyObject *type) {
  Ref set_name(PyUnicode_InternFromString("__set_name__"));
  Ref items(set_name ? PyDict_Copy(class_dict(type)) : nullptr);
  if (!items)
    return false;
  PyObject *name, *value;
  for (Py_ssize_t at = 0; PyDict_Next(items, &at, &name, &value);) {
    PyObject *method = _PyType_Lookup(Py_TYPE(value), set_name);
    if (!method)
      continue;
    Ref result(PyObject_CallMethodObjArgs(value, set_name, type, name, nullptr));
    if (!result)
      return false;
  }
  return true;
}

bool class_changed(PyObject *type) {
  const bool ok = wrap_implicit_methods(class_dict(type));
  PyType_Modified(reinterpret_cast<PyTypeObject *>(type));
  return ok && set_names(type);
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

namespace slots {

PyObject *compare_by_root(PyObject *result, int root, int op, bool has_only_ne, PyObject *self,
                          PyObject *other) {
  if (!result || result == Py_NotImplemented)
    return result;
  const Ref owned(result);
  const int truth = PyObject_IsTrue(result);
  if (truth < 0)
    return nullptr;
  const bool is_less = root == Py_LT || root == Py_LE, wants_less = op == Py_LT || op == Py_LE;
  const bool is_strict = root == Py_LT || root == Py_GT, wants_strict = op == Py_LT || op == Py_GT;
  if (is_less != wants_less && is_strict != wants_strict)
    return bool_object(!truth); // the opposite
  if (is_less == wants_less ? (truth != 0) == is_strict : (truth == 0) == !is_strict)
    return is_less == wants_less ? new_ref(result) : bool_object(!truth);
  const bool wants_equal = is_less == wants_less ? is_strict : !is_strict;
  if (wants_equal && has_only_ne)
    return slots::opposite(PyObject_RichCompare(self, other, Py_NE));
  return PyObject_RichCompare(self, other, wants_equal ? Py_EQ : Py_NE);
}

PyObject *raise_extra_modulus(PyObject *self, const char *name) {
  PyErr_Format(PyExc_TypeError, "%.200s.%s() takes 2 positional arguments but 3 were given",
               Py_TYPE(self)->tp_name, name);
  return nullptr;
}
} // namespace slots

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
