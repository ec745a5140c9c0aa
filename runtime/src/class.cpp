// class.cpp: the steps of the `class` statement.
#include "internal.h"

namespace nogilc_rt {

namespace {

/// The bases with every one that is no class replaced by what its __mro_entries__ gives.
PyObject *resolve_bases(PyObject *bases) {
  Ref resolved; // a list, made at the first replacement
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); ++i) {
    PyObject *base = PyTuple_GET_ITEM(bases, i);
    Ref method;
    if (!PyType_Check(base) && !getattr_or_null(base, names.mro_entries, method))
      return nullptr;
    if (!method) {
      if (resolved && PyList_Append(resolved, base) < 0)
        return nullptr;
      continue;
    }
    Ref entries(PyObject_CallFunctionObjArgs(method, bases, nullptr));
    if (!entries)
      return nullptr;
    if (!PyTuple_Check(entries)) {
      PyErr_SetString(PyExc_TypeError, "__mro_entries__ must return a tuple");
      return nullptr;
    }
    if (!resolved) {
      Ref before(PyTuple_GetSlice(bases, 0, i));
      resolved.reset(before ? PySequence_List(before) : nullptr);
      if (!resolved)
        return nullptr;
    }
    if (!list_extend(resolved, entries))
      return nullptr;
  }
  return resolved ? PyList_AsTuple(resolved) : new_ref(bases);
}

/// The most derived of `metaclass` and the types of the bases.
PyObject *most_derived_metaclass(PyObject *metaclass, PyObject *bases) {
  auto *winner = reinterpret_cast<PyTypeObject *>(metaclass);
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); ++i) {
    PyTypeObject *type = Py_TYPE(PyTuple_GET_ITEM(bases, i));
    if (PyType_IsSubtype(winner, type))
      continue;
    if (!PyType_IsSubtype(type, winner)) {
      PyErr_SetString(PyExc_TypeError,
                      "metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                      "subclass of the metaclasses of all its bases");
      return nullptr;
    }
    winner = type;
  }
  return new_ref(reinterpret_cast<PyObject *>(winner));
}

/// Takes `metaclass` out of the keywords, or finds it by the bases.
PyObject *resolve_metaclass(PyObject *bases, PyObject *keywords) {
  Ref metaclass;
  if (keywords) {
    metaclass.assign(PyDict_GetItemWithError(keywords, names.metaclass));
    if (metaclass ? PyDict_DelItem(keywords, names.metaclass) < 0 : PyErr_Occurred() != nullptr)
      return nullptr;
  }
  if (!metaclass)
    metaclass.assign(PyTuple_GET_SIZE(bases)
                         ? reinterpret_cast<PyObject *>(Py_TYPE(PyTuple_GET_ITEM(bases, 0)))
                         : reinterpret_cast<PyObject *>(&PyType_Type));
  return PyType_Check(metaclass) ? most_derived_metaclass(metaclass, bases) : metaclass.release();
}

PyObject *prepare_namespace(PyObject *metaclass, PyObject *name, PyObject *bases,
                            PyObject *keywords) {
  Ref prepare;
  if (!getattr_or_null(metaclass, names.prepare, prepare))
    return nullptr;
  if (!prepare)
    return PyDict_New();
  Ref arguments(make_tuple(name, bases));
  Ref space(arguments ? PyObject_Call(prepare, arguments, keywords) : nullptr);
  if (space && !PyMapping_Check(space)) {
    PyErr_Format(PyExc_TypeError, "%.200s.__prepare__() must return a mapping, not %.200s",
                 PyType_Check(metaclass) ? reinterpret_cast<PyTypeObject *>(metaclass)->tp_name
                                         : "<metaclass>",
                 Py_TYPE(space)->tp_name);
    return nullptr;
  }
  return space.release();
}

} // namespace

bool class_prepare(ModuleInfo &module, PyObject *name, PyObject *bases, PyObject *keywords,
                   PyObject *qualname, PyObject *doc, Ref &metaclass, Ref &resolved_bases,
                   Ref &resolved_keywords, Ref &space) {
  resolved_bases.reset(resolve_bases(bases));
  if (!resolved_bases)
    return false;
  resolved_keywords.reset(keywords ? PyDict_Copy(keywords) : PyDict_New());
  if (!resolved_keywords)
    return false;
  metaclass.reset(resolve_metaclass(resolved_bases, resolved_keywords));
  if (!metaclass)
    return false;
  space.reset(prepare_namespace(metaclass, name, resolved_bases, resolved_keywords));
  if (!space)
    return false;
  Ref module_name(load_global(module, names.name));
  if (!module_name)
    return false;
  const Ref doc_value(docstring_value(doc));
  if (doc && !doc_value)
    return false;
  return setitem(space, names.module, module_name) && setitem(space, names.qualname, qualname) &&
         (!doc || setitem(space, names.doc, doc_value)) &&
         (resolved_bases.get() == bases || setitem(space, names.orig_bases, bases));
}

/// What `type` does for functions of the interpreter: `__new__` is a static method without a word,
/// `__init_subclass__` and `__class_getitem__` are class methods.
bool wrap_implicit_methods(PyObject *space) {
  static const struct {
    const char *name;
    PyObject *(*wrap)(PyObject *);
  } kMethods[] = {{"__new__", PyStaticMethod_New},
                  {"__init_subclass__", PyClassMethod_New},
                  {"__class_getitem__", PyClassMethod_New}};
  if (!PyDict_Check(space))
    return true;
  for (const auto &method : kMethods) {
    PyObject *function = PyDict_GetItemString(space, method.name);
    if (!function || Py_TYPE(function) != function_type)
      continue;
    Ref wrapped(method.wrap(function));
    if (!wrapped || PyDict_SetItemString(space, method.name, wrapped) < 0)
      return false;
  }
  return true;
}

PyObject *class_create(PyObject *metaclass, PyObject *name, PyObject *bases, PyObject *space,
                       PyObject *keywords) {
  if (!wrap_implicit_methods(space))
    return nullptr;
  Ref arguments(make_tuple(name, bases, space));
  return arguments ? PyObject_Call(metaclass, arguments, keywords) : nullptr;
}

PyObject *super_object(PyObject *cell, PyObject *self) {
  if (!self) {
    PyErr_SetString(PyExc_RuntimeError, "super(): no arguments");
    return nullptr;
  }
  Ref type(PyCell_Get(cell));
  if (!type) {
    PyErr_SetString(PyExc_RuntimeError, "super(): empty __class__ cell");
    return nullptr;
  }
  return PyObject_CallFunctionObjArgs(reinterpret_cast<PyObject *>(&PySuper_Type), type.get(), self,
                                      nullptr);
}

} // namespace nogilc_rt
