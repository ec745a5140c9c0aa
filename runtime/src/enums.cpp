// enums.cpp: see enums.h.
#include "internal.h"

namespace nogilc_rt {

namespace {

// What an IntEnum does not do by itself: a number that is no member becomes a nameless one, the
// same object each time.
const char kFlexibleEnum[] = R"(
from enum import IntEnum

class FlexibleEnum(IntEnum):
    @classmethod
    def _missing_(cls, value):
        member = int.__new__(cls, value)
        if not hasattr(member, "_value_"):
            member._value_ = value
        member._name_ = None
        return cls._value2member_map_.setdefault(value, member)

    def __repr__(self):
        if self._name_ is None:
            return f"<{type(self).__name__}: {self._value_!r}>"
        return super().__repr__()
)";

/// Made when the first module wants it; kept for good. Guarded by the import lock, under which
/// modules are initialised.
PyObject *flexible_enum = nullptr;

PyObject *base_class() {
  if (flexible_enum)
    return flexible_enum;
  Ref space(PyDict_New());
  const Ref name(PyUnicode_FromString("nogilc_rt"));
  if (!space || !name ||
      PyDict_SetItemString(space.get(), "__builtins__", PyEval_GetBuiltins()) < 0 ||
      PyDict_SetItemString(space.get(), "__name__", name.get()) < 0)
    return nullptr;
  const Ref done(PyRun_String(kFlexibleEnum, Py_file_input, space.get(), space.get()));
  if (!done)
    return nullptr;
  flexible_enum = PyDict_GetItemString(space.get(), "FlexibleEnum");
  Py_XINCREF(flexible_enum);
  return flexible_enum;
}

} // namespace

PyObject *make_enum(ModuleInfo &module, PyObject *name, PyObject *members, PyObject *doc) {
  PyObject *base = base_class();
  const Py_ssize_t count = PyTuple_GET_SIZE(members) / 2;
  Ref pairs(base ? PyList_New(count) : nullptr);
  for (Py_ssize_t i = 0; pairs && i != count; ++i) {
    PyObject *pair =
        PyTuple_Pack(2, PyTuple_GET_ITEM(members, 2 * i), PyTuple_GET_ITEM(members, 2 * i + 1));
    if (!pair)
      return nullptr;
    PyList_SET_ITEM(pairs.get(), i, pair);
  }
  const Ref module_name(pairs ? load_global(module, names.name) : nullptr);
  if (!module_name)
    return nullptr;
  const Ref arguments(PyTuple_Pack(2, name, pairs.get()));
  const Ref keywords(PyDict_New());
  if (!arguments || !keywords ||
      PyDict_SetItemString(keywords.get(), "module", module_name.get()) < 0)
    return nullptr;
  Ref made(PyObject_Call(base, arguments.get(), keywords.get()));
  if (made && doc && PyObject_SetAttrString(made.get(), "__doc__", doc) < 0)
    return nullptr;
  return made.release();
}

PyObject *imported_enum(Ref &slot, PyObject *module, PyObject *name) {
  if (slot)
    return slot.get();
  const Ref imported(PyImport_Import(module));
  Ref found(imported ? PyObject_GetAttr(imported.get(), name) : nullptr);
  if (!found) {
    if (!PyErr_ExceptionMatches(PyExc_ImportError) && !PyErr_ExceptionMatches(PyExc_AttributeError))
      return nullptr;
    PyErr_Clear();
    if (PyErr_WarnFormat(PyExc_UserWarning, 1,
                         "enum class %U not importable from %U. You are probably using a cpdef "
                         "enum declared in a .pxd file that does not have a .py or .pyx file.",
                         name, module) < 0)
      return nullptr;
    found.assign(Py_None);
  }
  slot.reset(found.release());
  return slot.get();
}

PyObject *enum_member(PyObject *enum_class, PyObject *owned_number) {
  const Ref number(owned_number);
  const Ref members(PyObject_GetAttrString(enum_class, "_value2member_map_"));
  if (!members) {
    PyErr_Clear();
  } else if (PyDict_Check(members.get())) {
    if (PyObject *member = PyDict_GetItemWithError(members.get(), number.get()))
      return new_ref(member);
    if (PyErr_Occurred())
      return nullptr;
  }
  return PyObject_CallFunctionObjArgs(enum_class, number.get(), nullptr);
}

} // namespace nogilc_rt
