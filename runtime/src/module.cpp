// module.cpp: module initialisation, constants, and the state that the runtime keeps once a
// process (interned names, its types).
#include "internal.h"

#include "nogilc_rt/linkage.h"

#include <cstdlib>
#include <cstring>

namespace nogilc_rt {

Names names;

[[gnu::cold]] bool init_names() {
  if (names.items)
    return true;
  struct Entry {
    PyObject *&slot;
    const char *text;
  } const entries[] = {
      {names.enter, "__enter__"},
      {names.exit, "__exit__"},
      {names.aenter, "__aenter__"},
      {names.aexit, "__aexit__"},
      {names.append, "append"},
      {names.builtins, "__builtins__"},
      {names.class_, "__class__"},
      {names.doc, "__doc__"},
      {names.import_, "__import__"},
      {names.module, "__module__"},
      {names.mro_entries, "__mro_entries__"},
      {names.name, "__name__"},
      {names.prepare, "__prepare__"},
      {names.qualname, "__qualname__"},
      {names.orig_bases, "__orig_bases__"},
      {names.close, "close"},
      {names.throw_, "throw"},
      {names.send, "send"},
      {names.metaclass, "metaclass"},
      {names.keys, "keys"},
      {names.value, "value"},
      {names.items, "items"},
  };
  for (const Entry &entry : entries)
    if (!(entry.slot = PyUnicode_InternFromString(entry.text)))
      return false;
  return true;
}

[[gnu::cold]] bool make_type(PyTypeObject *&slot, PyType_Spec &spec) {
  if (slot)
    return true;
  slot = reinterpret_cast<PyTypeObject *>(PyType_FromSpec(&spec));
  if (!slot)
    return false;
  // Messages call builtin types by their bare name: "'generator' object is not subscriptable".
  slot->tp_name = std::strrchr(spec.name, '.') + 1;
  return true;
}

// Filled before any code of the module runs, read-only afterwards.
static OptionalType *optional_types;

OptionalType::OptionalType(bool (*init_type)()) : init(init_type), next(optional_types) {
  optional_types = this;
}

[[gnu::cold]] bool init_types() {
  for (OptionalType *type = optional_types; type; type = type->next)
    if (!type->init())
      return false;
  return init_function_type();
}

// ---- constants ---------------------------------------------------------------------------------

namespace {

/// A tuple of earlier constants from their numbers, "3,4,7".
PyObject *make_constant_tuple(const ModuleInfo &module, const ConstInit &init) {
  Py_ssize_t count = init.size > 0;
  for (Py_ssize_t i = 0; i < init.size; ++i)
    count += init.text[i] == ',';
  PyObject *tuple = PyTuple_New(count);
  const char *at = init.text;
  for (Py_ssize_t i = 0; tuple && i < count; ++i) {
    char *end;
    PyTuple_SET_ITEM(tuple, i, new_ref(module.constants[std::strtol(at, &end, 10)]));
    at = end + 1;
  }
  return tuple;
}

bool parse_double(const ConstInit &init, double &value) {
  value = PyOS_string_to_double(init.text, nullptr, nullptr);
  return value != -1.0 || !PyErr_Occurred();
}

[[gnu::cold]] PyObject *make_constant(const ModuleInfo &module, const ConstInit &init) {
  double number;
  switch (init.kind) {
  case Const::Name: {
    PyObject *text = PyUnicode_DecodeUTF8(init.text, init.size, "surrogatepass");
    if (text)
      PyUnicode_InternInPlace(&text);
    return text;
  }
  case Const::Str:
    return PyUnicode_DecodeUTF8(init.text, init.size, "surrogatepass");
  case Const::Bytes:
    return PyBytes_FromStringAndSize(init.text, init.size);
  case Const::Int:
    return PyLong_FromString(init.text, nullptr, 0);
  case Const::Float:
    return parse_double(init, number) ? PyFloat_FromDouble(number) : nullptr;
  case Const::Imag:
    return parse_double(init, number) ? PyComplex_FromDoubles(0, number) : nullptr;
  case Const::Tuple:
    return make_constant_tuple(module, init);
  case Const::FrozenSet: {
    Ref items(make_constant_tuple(module, init));
    return items ? PyFrozenSet_New(items) : nullptr;
  }
  case Const::None:
    return new_ref(Py_None);
  case Const::True:
    return new_ref(Py_True);
  case Const::False:
    return new_ref(Py_False);
  case Const::Ellipsis:
    return new_ref(Py_Ellipsis);
  case Const::Builtin: {
    Ref name(PyUnicode_DecodeUTF8(init.text, init.size, nullptr));
    PyObject *value = name ? PyDict_GetItemWithError(module.builtins, name) : nullptr;
    if (!value && name && !PyErr_Occurred())
      raise_undefined_name(name);
    return new_ref_or_null(value);
  }
  }
  return nullptr;
}

/// Fills the slots that are still empty: an initialisation that failed half way may be repeated.
[[gnu::cold]] bool init_constants(ModuleInfo &module) {
  for (int i = 0; i < module.constant_count; ++i)
    if (!module.constants[i] &&
        !(module.constants[i] = make_constant(module, module.constant_inits[i])))
      return false;
  return true;
}

// ---- module ------------------------------------------------------------------------------------

/// The interpreter that this library's data belongs to; others are given copies. Interpreters with
/// GILs of their own may come at the same time.
constexpr long long kNoInterpreter = -1;
long long owner = kNoInterpreter;

/// The data of the module in the current interpreter. Null: raised.
[[gnu::cold]] ModuleInfo *module_here(ModuleInfo &module) {
  PyInterpreterState *interpreter = PyInterpreterState_Get();
  const long long id = PyInterpreterState_GetID(interpreter);
  long long before = kNoInterpreter;
  const bool is_first =
      __atomic_compare_exchange_n(&owner, &before, id, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
  if (is_first) {
    if (enter_interpreter(interpreter))
      return &module;
    __atomic_store_n(&owner, kNoInterpreter, __ATOMIC_RELEASE);
    return nullptr;
  }
  if (before == id)
    return &module;
  if (module.find_copy)
    return module.find_copy(module, id);
  PyErr_Format(PyExc_ImportError,
               "module %s is in another interpreter of this process already, and was not compiled "
               "for several: its source does not say `subinterpreters_compatible`",
               module.name);
  return nullptr;
}

[[gnu::cold]] PyObject *create_module(PyObject *spec, PyModuleDef *def) {
  ModuleInfo *module = module_here(info_of(def));
  if (!module)
    return nullptr;
  if (module->module)
    return new_ref(module->module);
  Ref name(PyObject_GetAttrString(spec, "name"));
  return name ? PyModule_NewObject(name) : nullptr;
}

constexpr char kBodyName[] = "__nogilc_body__";

[[gnu::cold]] PyObject *call_body(PyObject *capsule, PyObject *) {
  auto &module = *static_cast<ModuleInfo *>(PyCapsule_GetPointer(capsule, nullptr));
  if (PyDict_DelItemString(module.globals, kBodyName) < 0 || !module.body(module))
    return nullptr;
  return new_ref(Py_None);
}
PyMethodDef call_body_def = {kBodyName, call_body, METH_NOARGS, nullptr};

/// Takes the entry of the frame that runs `code` off the raised exception's traceback.
[[gnu::cold]] void drop_entry_of(PyObject *code) {
  Ref raised(take_raised());
  Ref entries(PyException_GetTraceback(raised));
  if (entries) {
    auto *entry = reinterpret_cast<PyTracebackObject *>(entries.get());
    Ref entry_code(reinterpret_cast<PyObject *>(PyFrame_GetCode(entry->tb_frame)));
    if (entry_code.get() == code)
      PyException_SetTraceback(raised, entry->tb_next ? reinterpret_cast<PyObject *>(entry->tb_next)
                                                      : Py_None);
  }
  restore_raised(raised.release());
}

/// The module's statements, called from a frame of the interpreter whose globals are the module's:
/// namedtuple, TypeVar, Enum, warnings and others find the module that they are used in by
/// sys._getframe.
[[gnu::cold]] bool run_body(ModuleInfo &module) {
  Ref capsule(PyCapsule_New(&module, nullptr, nullptr));
  Ref function(capsule ? PyCFunction_New(&call_body_def, capsule) : nullptr);
  Ref code(function ? Py_CompileString("__nogilc_body__()", module.file, Py_eval_input) : nullptr);
  if (!code || PyDict_SetItemString(module.globals, kBodyName, function) < 0)
    return false;
  Ref result(PyEval_EvalCode(code, module.globals, module.globals));
  if (!result)
    drop_entry_of(code);
  return static_cast<bool>(result);
}

/// The module's docstring stands in its table as it was written.
bool set_doc(ModuleInfo &module) {
  PyObject *written = PyDict_GetItemWithError(module.globals, names.doc);
  if (!written)
    return !PyErr_Occurred();
  const Ref value(docstring_value(written));
  return value && PyDict_SetItem(module.globals, names.doc, value) == 0;
}

/// All that comes before the first statement.
[[gnu::cold]] bool prepare_module(ModuleInfo &module, PyObject *object) {
  module.globals = PyModule_GetDict(object);
  if (!module.name_object && !(module.name_object = PyModule_GetNameObject(object)))
    return false;
  if (!module.builtins) {
    Ref builtins(PyImport_ImportModule("builtins"));
    if (!builtins)
      return false;
    module.builtins = new_ref(PyModule_GetDict(builtins));
  }
  if (!module.code_cache && !(module.code_cache = new_code_cache())) {
    PyErr_NoMemory();
    return false;
  }
  return init_names() && init_types() && init_constants(module) && set_doc(module) &&
         PyDict_SetItem(module.globals, names.builtins, module.builtins) == 0 &&
         (!module.link || module.link(module));
}

[[gnu::cold]] int execute(ModuleInfo &module, PyObject *object) {
  if (module.module == object)
    return 0; // imported again, or reloaded
  if (module.module) {
    PyErr_Format(PyExc_ImportError, "module %s is already being imported", module.name);
    return -1;
  }
  module.module = new_ref(object);
  const bool is_prepared = prepare_module(module, object);
  if (is_prepared && run_body(module))
    return 0;
  // A later import starts again. What the body has left behind may still need the globals, and so
  // may C functions that other modules have been given: then they are kept, for good.
  module.module = nullptr;
  if (!is_prepared && !module.exports) {
    module.globals = nullptr;
    Py_DECREF(object);
  }
  return -1;
}

[[gnu::cold]] int execute_module(PyObject *object) {
  ModuleInfo *module = module_here(info_of(PyModule_GetDef(object)));
  return module ? module->execute(*module, object) : -1;
}

/// In an interpreter that is not the owner of this library's data, a module is a copy's.
[[gnu::cold]] int execute_owned(ModuleInfo &module, PyObject *object) {
  return module_here(module) == &module ? execute(module, object) : -1;
}

#if PY_VERSION_HEX >= 0x030C0000
void *allowed_interpreters(const ModuleInfo &module) {
  switch (module.interpreters) {
  case Interpreters::One:
    return Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED;
  case Interpreters::SharedGil:
    return Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED;
  case Interpreters::OwnGil:
    return Py_MOD_PER_INTERPRETER_GIL_SUPPORTED;
  }
  return nullptr;
}
#endif

} // namespace

ModuleInfo &info_of(PyModuleDef *def) {
  return *reinterpret_cast<ModuleInfo *>(reinterpret_cast<char *>(def) - offsetof(ModuleInfo, def));
}

[[gnu::cold]] PyObject *module_init(ModuleInfo &module) {
  PyModuleDef_Slot *slot = module.slots;
  *slot++ = {Py_mod_create, reinterpret_cast<void *>(create_module)};
  *slot++ = {Py_mod_exec, reinterpret_cast<void *>(execute_module)};
#if PY_VERSION_HEX >= 0x030C0000
  *slot++ = {Py_mod_multiple_interpreters, allowed_interpreters(module)};
#endif
#if PY_VERSION_HEX >= 0x030D0000
  *slot++ = {Py_mod_gil, module.runs_without_gil ? Py_MOD_GIL_NOT_USED : Py_MOD_GIL_USED};
#endif
  *slot = {0, nullptr};
  module.execute = execute_owned;
  PyModuleDef_Base base = PyModuleDef_HEAD_INIT;
  if (!module.def.m_name)
    module.def.m_base = base;
  module.def.m_name = module.name;
  module.def.m_doc = module.doc;
  module.def.m_size = 0;
  module.def.m_slots = module.slots;
  return PyModuleDef_Init(&module.def);
}

} // namespace nogilc_rt
