// names.h: imports, module globals, builtins, names of a class body. All of it needs the GIL.
#pragma once

#include "nogilc_rt/tables.h"

namespace nogilc_rt {

/// `import name` / `from name import from_list`: from_list is a tuple of strs or null, level the
/// number of leading dots.
PyObject *import_name(ModuleInfo &module, PyObject *name, PyObject *from_list, int level);
PyObject *import_from(PyObject *imported, PyObject *name);
/// `import dotted` where `name`, the first part of it, is a global; and `from imported import item`
/// where `name` is one.
bool import_global(ModuleInfo &module, PyObject *dotted, PyObject *name);
bool import_global_from(ModuleInfo &module, PyObject *imported, PyObject *item, PyObject *name);
bool import_star(ModuleInfo &module, PyObject *imported);

PyObject *load_builtin(ModuleInfo &module, PyObject *name);

inline PyObject *load_global(ModuleInfo &module, PyObject *name) {
#if PY_VERSION_HEX >= 0x030D0000
  PyObject *value;
  int found = PyDict_GetItemRef(module.globals, name, &value);
  if (NOGILC_LIKELY(found > 0))
    return value;
  return found == 0 ? load_builtin(module, name) : nullptr;
#else
  PyObject *value = PyDict_GetItemWithError(module.globals, name);
  if (NOGILC_LIKELY(value != nullptr))
    return new_ref(value);
  return PyErr_Occurred() ? nullptr : load_builtin(module, name);
#endif
}

inline bool store_global(ModuleInfo &module, PyObject *name, PyObject *value) {
  return PyDict_SetItem(module.globals, name, value) == 0;
}
bool delete_global(ModuleInfo &module, PyObject *name);

/// A name in a class body: its namespace (any mapping), then globals, then builtins.
PyObject *load_class_name(ModuleInfo &module, PyObject *space, PyObject *name);
bool delete_class_name(PyObject *space, PyObject *name);

inline PyObject *globals_dict(ModuleInfo &module) { return new_ref(module.globals); }

} // namespace nogilc_rt
