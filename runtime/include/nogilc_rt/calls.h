// calls.h: calling objects, through vectorcall. All of it needs the GIL.
#pragma once

#include "nogilc_rt/ref.h"

namespace nogilc_rt {

/// An argument of the variadic entries: a PyObject* or a Ref, borrowed for the call.
inline PyObject *as_object(PyObject *object) { return object; }
inline PyObject *as_object(const Ref &object) { return object.get(); }

/// f(arguments...)
template <class... Objects> inline PyObject *call(PyObject *function, const Objects &...arguments) {
  PyObject *array[] = {nullptr, as_object(arguments)...};
  return PyObject_Vectorcall(function, array + 1,
                             sizeof...(arguments) | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr);
}

/// f(positional..., name=value...): `names` is the tuple of the names of the last arguments.
template <class... Objects>
inline PyObject *call_kw(PyObject *function, PyObject *names, const Objects &...arguments) {
  PyObject *array[] = {nullptr, as_object(arguments)...};
  size_t count = sizeof...(arguments) - static_cast<size_t>(PyTuple_GET_SIZE(names));
  return PyObject_Vectorcall(function, array + 1, count | PY_VECTORCALL_ARGUMENTS_OFFSET, names);
}

/// object.name(arguments...), without making the bound method.
template <class... Objects>
inline PyObject *call_method(PyObject *object, PyObject *name, const Objects &...arguments) {
  PyObject *array[] = {nullptr, object, as_object(arguments)...};
  return PyObject_VectorcallMethod(
      name, array + 1, (sizeof...(arguments) + 1) | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr);
}

template <class... Objects>
inline PyObject *call_method_kw(PyObject *object, PyObject *name, PyObject *names,
                                const Objects &...arguments) {
  PyObject *array[] = {nullptr, object, as_object(arguments)...};
  size_t count = sizeof...(arguments) + 1 - static_cast<size_t>(PyTuple_GET_SIZE(names));
  return PyObject_VectorcallMethod(name, array + 1, count | PY_VECTORCALL_ARGUMENTS_OFFSET, names);
}

/// f(*arguments, **keywords): an exact tuple, and an exact dict or null.
inline PyObject *call_star(PyObject *function, PyObject *arguments, PyObject *keywords) {
  return PyObject_Call(function, arguments, keywords);
}

// How the tuple and the dict of call_star are put together when there is more than one part. The
// errors name the function, as the interpreter's do.
bool star_extend(PyObject *function, PyObject *list, PyObject *iterable);
bool star_merge(PyObject *function, PyObject *dict, PyObject *mapping);
bool star_keyword(PyObject *function, PyObject *dict, PyObject *name, PyObject *value);

} // namespace nogilc_rt
