// match.h: what the patterns of `match` ask of a subject: PEP 634. Needs the GIL.
#pragma once

#include "nogilc_rt/ref.h"

namespace nogilc_rt {

/// Whether a sequence or mapping pattern may match the object.
bool is_sequence(PyObject *subject);
bool is_mapping(PyObject *subject);

/// The values of all the keys as a tuple: 1; 0 if one is missing, -1 raised.
int match_keys(PyObject *subject, PyObject *keys, Ref &values);
/// A dict of what the keys leave over.
PyObject *match_rest(PyObject *subject, PyObject *keys);
/// The attributes that `cls(...)` with so many positional patterns and these keywords looks at, as
/// a tuple: 1; 0 if the subject is of another class or lacks one, -1 raised.
int match_class(PyObject *subject, PyObject *cls, Py_ssize_t positional, PyObject *keywords,
                Ref &attributes);

} // namespace nogilc_rt
