// exception_groups.cpp: `except*`, as CPython's interpreter and its own helpers do it (PEP 654).
#include "internal.h"

namespace nogilc_rt {

void handle_exception(Ref &saved, PyObject *exception) {
  restore_raised(new_ref(exception));
  Ref taken;
  enter_except(saved, taken);
}

bool except_star_collect(PyObject *raised) {
  Ref exception(take_raised());
  return PyList_Append(raised, exception) == 0;
}

#if PY_VERSION_HEX < 0x030B0000

bool except_star_split(Ref &, PyObject *, Ref &) {
  PyErr_SetString(PyExc_RuntimeError, "`except*` needs Python 3.11 or newer");
  return false;
}

bool except_star_finish(PyObject *, PyObject *, PyObject *) { return true; }

#else

namespace {

bool is_group(PyObject *exception) {
  return PyObject_TypeCheck(exception,
                            reinterpret_cast<PyTypeObject *>(PyExc_BaseExceptionGroup)) != 0;
}

/// An ExceptionGroup, if all members are Exceptions; else a BaseExceptionGroup.
PyObject *new_group(PyObject *members) {
  return PyObject_CallFunction(PyExc_BaseExceptionGroup, "sO", "", members);
}

/// Whether a clause can have that class, or those classes.
bool check_classes(PyObject *type) {
  bool matches; // not looked at; complains of what is no exception class
  if (!exception_matches(Py_None, type, matches))
    return false;
  auto has_groups = [](PyObject *item) {
    const int is_subclass = PyObject_IsSubclass(item, PyExc_BaseExceptionGroup);
    if (is_subclass > 0)
      PyErr_SetString(PyExc_TypeError,
                      "catching ExceptionGroup with except* is not allowed. Use except instead.");
    return is_subclass != 0;
  };
  if (!PyTuple_Check(type))
    return !has_groups(type);
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(type); ++i)
    if (has_groups(PyTuple_GET_ITEM(type, i)))
      return false;
  return true;
}

/// A group like `like` with those members (a list): its class, message, traceback, context, cause
/// and notes. Null without an error if there are no members.
PyObject *derive_group(PyObject *like, PyObject *members) {
  if (PyList_GET_SIZE(members) == 0)
    return nullptr;
  Ref group(PyObject_CallMethod(like, "derive", "O", members));
  if (!group)
    return nullptr;
  if (!is_group(group)) {
    PyErr_SetString(PyExc_TypeError, "derive must return an instance of BaseExceptionGroup");
    return nullptr;
  }
  Ref traceback(PyException_GetTraceback(like));
  if (traceback && PyException_SetTraceback(group, traceback) < 0)
    return nullptr;
  PyException_SetContext(group, PyException_GetContext(like));
  PyException_SetCause(group, PyException_GetCause(like));
  Ref notes(PyObject_GetAttrString(like, "__notes__"));
  if (!notes) {
    if (!PyErr_ExceptionMatches(PyExc_AttributeError))
      return nullptr;
    PyErr_Clear();
    return group.release();
  }
  if (PySequence_Check(notes)) {
    Ref copy(PySequence_List(notes));
    if (!copy || PyObject_SetAttrString(group, "__notes__", copy) < 0)
      return nullptr;
  }
  return group.release();
}

/// Adds the members that are no groups themselves, at any depth, to a set of their addresses.
bool collect_leaves(PyObject *exception, PyObject *addresses) {
  if (!is_group(exception)) {
    Ref address(PyLong_FromVoidPtr(exception));
    return address && PySet_Add(addresses, address) == 0;
  }
  Ref members(PyObject_GetAttrString(exception, "exceptions"));
  if (!members)
    return false;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(members.get()); ++i)
    if (!collect_leaves(PyTuple_GET_ITEM(members.get(), i), addresses))
      return false;
  return true;
}

/// The part of a group that consists of those members. Null, with or without an error.
PyObject *project(PyObject *group, PyObject *addresses) {
  if (Py_EnterRecursiveCall(" in except*"))
    return nullptr;
  struct Leave {
    ~Leave() { Py_LeaveRecursiveCall(); }
  } leave;
  Ref members(PyObject_GetAttrString(group, "exceptions"));
  Ref kept(PyList_New(0));
  if (!members || !kept)
    return nullptr;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(members.get()); ++i) {
    PyObject *member = PyTuple_GET_ITEM(members.get(), i);
    if (is_group(member)) {
      Ref part(project(member, addresses));
      if (!part && PyErr_Occurred())
        return nullptr;
      if (part && PyList_Append(kept, part) < 0)
        return nullptr;
      continue;
    }
    Ref address(PyLong_FromVoidPtr(member));
    const int is_kept = address ? PySet_Contains(addresses, address) : -1;
    if (is_kept < 0 || (is_kept && PyList_Append(kept, member) < 0))
      return nullptr;
  }
  return derive_group(group, kept);
}

/// Parts of one exception share all of this; what a body raised itself does not.
bool has_same_history(PyObject *left, PyObject *right) {
  auto one = reinterpret_cast<PyBaseExceptionObject *>(left);
  auto other = reinterpret_cast<PyBaseExceptionObject *>(right);
  return one->notes == other->notes && one->traceback == other->traceback &&
         one->cause == other->cause && one->context == other->context;
}

/// What is raised behind the clauses; null without an error for nothing.
PyObject *combine(PyObject *caught, PyObject *all) {
  const Py_ssize_t count = PyList_GET_SIZE(all);
  if (!is_group(caught)) // at most one clause took it, wrapped into a group
    return count ? new_ref(PyList_GET_ITEM(all, 0)) : nullptr;
  Ref raised(PyList_New(0));
  Ref addresses(PySet_New(nullptr));
  if (!raised || !addresses)
    return nullptr;
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject *exception = PyList_GET_ITEM(all, i);
    const bool is_done = has_same_history(exception, caught)
                             ? collect_leaves(exception, addresses)
                             : PyList_Append(raised, exception) == 0;
    if (!is_done)
      return nullptr;
  }
  Ref again(project(caught, addresses));
  if (!again && PyErr_Occurred())
    return nullptr;
  if (PyList_GET_SIZE(raised.get()) == 0)
    return again.release();
  if (again && PyList_Append(raised, again) < 0)
    return nullptr;
  return PyList_GET_SIZE(raised.get()) == 1 ? new_ref(PyList_GET_ITEM(raised.get(), 0))
                                            : new_group(raised);
}

} // namespace

bool except_star_split(Ref &rest, PyObject *type, Ref &match) {
  if (!check_classes(type))
    return false;
  match.reset(new_ref(Py_None));
  if (rest.get() == Py_None)
    return true;
  if (PyErr_GivenExceptionMatches(rest, type)) {
    if (is_group(rest)) {
      match = static_cast<Ref &&>(rest);
    } else {
      Ref members(PyTuple_Pack(1, rest.get()));
      match.reset(members ? new_group(members) : nullptr);
      if (!match)
        return false;
    }
    rest.reset(new_ref(Py_None));
    return true;
  }
  if (!is_group(rest))
    return true;
  Ref pair(PyObject_CallMethod(rest, "split", "(O)", type));
  if (!pair)
    return false;
  if (!PyTuple_Check(pair.get()) || PyTuple_GET_SIZE(pair.get()) < 2) {
    PyErr_Format(PyExc_TypeError, "%.200s.split must return a 2-tuple",
                 Py_TYPE(rest.get())->tp_name);
    return false;
  }
  match = Ref::borrow(PyTuple_GET_ITEM(pair.get(), 0));
  rest = Ref::borrow(PyTuple_GET_ITEM(pair.get(), 1));
  return true;
}

bool except_star_finish(PyObject *caught, PyObject *raised, PyObject *rest) {
  if (rest != Py_None && PyList_Append(raised, rest) < 0)
    return false;
  Ref result(combine(caught, raised));
  if (result)
    restore_raised(result.release());
  return !PyErr_Occurred();
}

#endif

} // namespace nogilc_rt
