// names.cpp: imports and name lookup. `from m import x` and `from m import *` have long rules and
// messages that change with every CPython; x is fetched here, all else (the fallback through
// sys.modules, the errors) is left to the interpreter's own statement, run on the module.
#include "internal.h"

namespace nogilc_rt {

PyObject *import_name(ModuleInfo &module, PyObject *name, PyObject *from_list, int level) {
  PyObject *import = PyDict_GetItemWithError(module.builtins, names.import_);
  if (!import) {
    if (!PyErr_Occurred())
      PyErr_SetString(PyExc_ImportError, "__import__ not found");
    return nullptr;
  }
  PyObject *list = from_list ? from_list : Py_None;
  if (PyCFunction_Check(import)) // not replaced
    return PyImport_ImportModuleLevelObject(name, module.globals, Py_None, list, level);
  Ref keep = Ref::borrow(import);
  Ref depth(PyLong_FromLong(level));
  return depth ? PyObject_CallFunctionObjArgs(import, name, module.globals, Py_None, list,
                                              depth.get(), nullptr)
               : nullptr;
}

namespace {

PyObject *give_imported(PyObject *imported, PyObject *) { return new_ref(imported); }
PyMethodDef give_imported_def = {"__import__", give_imported, METH_VARARGS, nullptr};

/// Runs an import statement whose `__import__` gives `imported`; names are stored into `locals`.
bool run_import(const char *statement, PyObject *imported, PyObject *locals) {
  Ref code(Py_CompileString(statement, "<import>", Py_file_input));
  Ref import(code ? PyCFunction_New(&give_imported_def, imported) : nullptr);
  Ref builtins(import ? PyDict_New() : nullptr);
  Ref globals(builtins ? PyDict_New() : nullptr);
  if (!globals || PyDict_SetItem(builtins, names.import_, import) < 0 ||
      PyDict_SetItem(globals, names.builtins, builtins) < 0)
    return false;
  Ref result(PyEval_EvalCode(code, globals, locals));
  if (result)
    return true;
  Ref exception(take_raised()); // without the statement's own traceback entry
  PyException_SetTraceback(exception, Py_None);
  restore_raised(exception.release());
  return false;
}

} // namespace

PyObject *import_from(PyObject *imported, PyObject *name) {
  Ref value;
  if (!getattr_or_null(imported, name, value))
    return nullptr;
  if (value)
    return value.release();
  Ref statement(PyUnicode_FromFormat("from m import %U", name));
  const char *text = statement ? PyUnicode_AsUTF8(statement) : nullptr;
  Ref locals(text ? PyDict_New() : nullptr);
  if (!locals || !run_import(text, imported, locals))
    return nullptr;
  PyObject *found = PyDict_GetItemWithError(locals, name);
  if (!found && !PyErr_Occurred()) // the name was written in another Unicode form
    PyErr_Format(PyExc_ImportError, "cannot import name %R", name);
  return new_ref_or_null(found);
}

bool import_global(ModuleInfo &module, PyObject *dotted, PyObject *name) {
  Ref imported(import_name(module, dotted, nullptr, 0));
  return imported && store_global(module, name, imported);
}

bool import_global_from(ModuleInfo &module, PyObject *imported, PyObject *item, PyObject *name) {
  Ref value(import_from(imported, item));
  return value && store_global(module, name, value);
}

bool import_star(ModuleInfo &module, PyObject *imported) {
  return run_import("from m import *", imported, module.globals);
}

// ---- names -------------------------------------------------------------------------------------

PyObject *load_builtin(ModuleInfo &module, PyObject *name) {
#if PY_VERSION_HEX >= 0x030D0000
  PyObject *value;
  int found = PyDict_GetItemRef(module.builtins, name, &value);
  if (found == 0)
    raise_undefined_name(name);
  return value;
#else
  PyObject *value = PyDict_GetItemWithError(module.builtins, name);
  if (!value && !PyErr_Occurred())
    raise_undefined_name(name);
  return new_ref_or_null(value);
#endif
}

bool delete_global(ModuleInfo &module, PyObject *name) {
  if (PyDict_DelItem(module.globals, name) == 0)
    return true;
  if (PyErr_ExceptionMatches(PyExc_KeyError)) {
    PyErr_Clear();
    raise_undefined_name(name);
  }
  return false;
}

PyObject *load_class_name(ModuleInfo &module, PyObject *space, PyObject *name) {
  if (PyDict_CheckExact(space)) {
    PyObject *value = PyDict_GetItemWithError(space, name);
    if (value)
      return new_ref(value);
    if (PyErr_Occurred())
      return nullptr;
  } else {
    PyObject *value = PyObject_GetItem(space, name);
    if (value)
      return value;
    if (!PyErr_ExceptionMatches(PyExc_KeyError))
      return nullptr;
    PyErr_Clear();
  }
  return load_global(module, name);
}

bool delete_class_name(PyObject *space, PyObject *name) {
  if (PyObject_DelItem(space, name) == 0)
    return true;
  PyErr_Clear();
  raise_undefined_name(name);
  return false;
}

} // namespace nogilc_rt
