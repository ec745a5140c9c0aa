// class.h: the `class` statement, in the steps of the interpreter's __build_class__. Needs the GIL.
#pragma once

#include "nogilc_rt/tables.h"

namespace nogilc_rt {

/// Resolves __mro_entries__ of the bases and the metaclass, makes the namespace with __module__,
/// __qualname__ and __doc__ in it. The body then stores into `space` with setitem.
bool class_prepare(ModuleInfo &module, PyObject *name, PyObject *bases, PyObject *keywords,
                   PyObject *qualname, PyObject *doc, Ref &metaclass, Ref &resolved_bases,
                   Ref &resolved_keywords, Ref &space);

/// Calls the metaclass. A body whose methods use `__class__` has stored its cell in the namespace
/// as "__classcell__".
PyObject *class_create(PyObject *metaclass, PyObject *name, PyObject *bases, PyObject *space,
                       PyObject *keywords);

/// `super()` in a method: its `__class__` cell and its first argument (null if it has none).
PyObject *super_object(PyObject *cell, PyObject *self);

} // namespace nogilc_rt
