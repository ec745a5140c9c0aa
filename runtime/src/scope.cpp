// scope.cpp: the scope type, and cells.
#include "internal.h"

#include <cstring>

namespace nogilc_rt {

PyTypeObject *scope_type;

namespace {

Scope &as_scope_object(PyObject *self) { return *reinterpret_cast<Scope *>(self); }

int traverse_scope(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(Py_TYPE(self));
  Scope &scope = as_scope_object(self);
  for (Py_ssize_t i = 0; i < scope.object_count; ++i)
    Py_VISIT(scope.objects()[i]);
  return 0;
}

int clear_scope(PyObject *self) {
  Scope &scope = as_scope_object(self);
  for (Py_ssize_t i = 0; i < scope.object_count; ++i)
    Py_CLEAR(scope.objects()[i]);
  return 0;
}

void delete_scope(PyObject *self) {
  PyObject_GC_UnTrack(self);
  Py_TRASHCAN_BEGIN(self, delete_scope) // scopes may be chained without bound
      PyTypeObject *type = Py_TYPE(self);
  clear_scope(self);
  PyObject_GC_Del(self);
  Py_DECREF(type);
  Py_TRASHCAN_END
}

PyType_Slot scope_slots[] = {
    {Py_tp_traverse, reinterpret_cast<void *>(traverse_scope)},
    {Py_tp_clear, reinterpret_cast<void *>(clear_scope)},
    {Py_tp_dealloc, reinterpret_cast<void *>(delete_scope)},
    {0, nullptr},
};
PyType_Spec scope_spec = {"nogilc.scope", sizeof(Scope), 1,
                          Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | kNoNewFlag, scope_slots};

} // namespace

static bool init_scope_type() {
  if (!make_type(scope_type, scope_spec))
    return false;
  scope_type->tp_new = nullptr;
  return true;
}
static const OptionalType scope_is_used(init_scope_type);

PyObject *new_scope_bytes(Py_ssize_t objects, Py_ssize_t bytes) {
  Py_ssize_t size = objects * static_cast<Py_ssize_t>(sizeof(PyObject *)) + bytes;
  Scope *scope = PyObject_GC_NewVar(Scope, scope_type, size);
  if (!scope)
    return nullptr;
  scope->object_count = objects;
  std::memset(static_cast<void *>(scope + 1), 0, static_cast<size_t>(size));
  PyObject_GC_Track(scope->as_object());
  return scope->as_object();
}

PyObject *make_cell() { return PyCell_New(nullptr); }

PyObject *cell_get(PyObject *cell) {
  PyObject *value = PyCell_Get(cell);
  if (!value)
    raise_unbound_free(names.class_);
  return value;
}

} // namespace nogilc_rt
