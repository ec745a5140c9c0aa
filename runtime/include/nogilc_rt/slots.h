// slots.h: what stands between a special method as it was written and a slot of the type object:
// templates over the method's function. Null stands for a method that the class and its bases do
// not have. All of it needs the GIL.
#pragma once

#include "nogilc_rt/extension_type.h"

namespace nogilc_rt {

/// A special method that is a Python function (a generator), called with the slot's arguments.
template <FunctionImpl F, class... Objects> PyObject *spread(Objects... objects) {
  PyObject *args[] = {objects...};
  return F(nullptr, args);
}

// ---- attributes --------------------------------------------------------------------------------

template <PyObject *(*Get)(PyObject *)> PyObject *getter(PyObject *self, void *) {
  return Get(self);
}

template <int (*Set)(PyObject *, PyObject *), int (*Delete)(PyObject *)>
int setter(PyObject *self, PyObject *value, void *) {
  if (value) {
    if constexpr (Set != nullptr)
      return Set(self, value);
    PyErr_SetString(PyExc_NotImplementedError, "__set__");
    return -1;
  }
  if constexpr (Delete != nullptr)
    return Delete(self);
  PyErr_SetString(PyExc_NotImplementedError, "__del__");
  return -1;
}

/// Deleting makes it None.
template <int (*Set)(PyObject *, PyObject *)>
int object_setter(PyObject *self, PyObject *value, void *) {
  return Set(self, value ? value : Py_None);
}

namespace slots {

template <class C, PyObject *(*Always)(PyObject *, PyObject *),
          PyObject *(*Absent)(PyObject *, PyObject *)>
PyObject *get_attribute(PyObject *self, PyObject *name) {
  PyObject *found;
  if constexpr (Always != nullptr)
    found = Always(self, name);
  else
    found = PyObject_GenericGetAttr(self, name);
  if constexpr (Absent != nullptr)
    if (!found && PyErr_ExceptionMatches(PyExc_AttributeError)) {
      PyErr_Clear();
      found = Absent(self, name);
    }
  return found;
}

template <class C, int (*Set)(PyObject *, PyObject *, PyObject *),
          int (*Delete)(PyObject *, PyObject *)>
int set_attribute(PyObject *self, PyObject *name, PyObject *value) {
  if constexpr (Set != nullptr)
    if (value)
      return Set(self, name, value);
  if constexpr (Delete != nullptr)
    if (!value)
      return Delete(self, name);
  return PyObject_GenericSetAttr(self, name, value);
}

// ---- descriptors -------------------------------------------------------------------------------

template <class C, PyObject *(*Get)(PyObject *, PyObject *, PyObject *)>
PyObject *descriptor_get(PyObject *self, PyObject *object, PyObject *type) {
  return Get(self, object ? object : Py_None, type ? type : Py_None);
}

template <class C, int (*Set)(PyObject *, PyObject *, PyObject *),
          int (*Delete)(PyObject *, PyObject *)>
int descriptor_set(PyObject *self, PyObject *object, PyObject *value) {
  if constexpr (Set != nullptr)
    if (value)
      return Set(self, object, value);
  if constexpr (Delete != nullptr)
    if (!value)
      return Delete(self, object);
  PyErr_SetString(PyExc_NotImplementedError, value ? "__set__" : "__delete__");
  return -1;
}

// ---- comparison, hash, end ---------------------------------------------------------------------

template <auto F> constexpr bool is_null = F == nullptr;

using Binary = PyObject *(*)(PyObject *, PyObject *);

inline PyObject *not_implemented() { return new_ref(Py_NotImplemented); }

/// What the opposite of a comparison's result is; takes it over.
inline PyObject *opposite(PyObject *result) {
  if (!result || result == Py_NotImplemented)
    return result;
  int truth = PyObject_IsTrue(result);
  Py_DECREF(result);
  return truth < 0 ? nullptr : new_ref(truth ? Py_False : Py_True);
}

template <class C, PyObject *(*All)(PyObject *, PyObject *, int), Binary Lt, Binary Le, Binary Eq,
          Binary Ne, Binary Gt, Binary Ge>
PyObject *rich_compare(PyObject *self, PyObject *other, int op) {
  constexpr Binary kMethods[] = {Lt, Le, Eq, Ne, Gt, Ge};
  if (Binary method = kMethods[op])
    return method(self, other);
  if constexpr (All != nullptr)
    return All(self, other, op);
  if constexpr (kHasBuiltinRoot<C>)
    if (richcmpfunc compare = Root<C>::type()->tp_richcompare;
        compare && compare != PyBaseObject_Type.tp_richcompare)
      return compare(self, other, op);
  if constexpr (Eq != nullptr)
    if (op == Py_NE)
      return opposite(Eq(self, other));
  return not_implemented();
}

/// What the result of the comparison `root` says of the comparison `op` of the same operands; takes
/// it over. As functools.total_ordering has it, but for a class that has `__ne__` only: its
/// opposite tells what is equal.
PyObject *compare_by_root(PyObject *result, int root, int op, bool has_only_ne, PyObject *self,
                          PyObject *other);

/// `functools.total_ordering`: Root gives the comparisons that are not there.
template <int Root> struct total_order {
  template <class C, PyObject *(*All)(PyObject *, PyObject *, int), Binary Lt, Binary Le, Binary Eq,
            Binary Ne, Binary Gt, Binary Ge>
  static PyObject *call(PyObject *self, PyObject *other, int op) {
    constexpr Binary kMethods[] = {Lt, Le, Eq, Ne, Gt, Ge};
    if constexpr (All == nullptr && kMethods[Root] != nullptr)
      if (!kMethods[op] && op != Py_EQ && op != Py_NE)
        return compare_by_root(kMethods[Root](self, other), Root, op, !Eq && Ne, self, other);
    return rich_compare<C, All, Lt, Le, Eq, Ne, Gt, Ge>(self, other, op);
  }
};

/// An instance that is a part of itself is `...` there.
template <class C, PyObject *(*Repr)(PyObject *)> PyObject *guarded_repr(PyObject *self) {
  if (const int status = Py_ReprEnter(self))
    return status < 0 ? nullptr : PyUnicode_FromString("...");
  PyObject *text = Repr(self);
  Py_ReprLeave(self);
  return text;
}

template <class C, Py_hash_t (*Hash)(PyObject *)> Py_hash_t hash(PyObject *self) {
  Py_hash_t value = Hash(self);
  return value == -1 && !PyErr_Occurred() ? -2 : value; // -1 means raised
}

template <class C, void (*Delete)(PyObject *)> void finalize(PyObject *self) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  Delete(self);
  PyErr_Restore(type, value, traceback);
}

// ---- items -------------------------------------------------------------------------------------

/// The callers of sq_item have added the length to a negative index.
template <class C, Binary Get> PyObject *sequence_item(PyObject *self, Py_ssize_t index) {
  Ref key(PyLong_FromSsize_t(index));
  return key ? Get(self, key) : nullptr;
}

template <class C, int (*Set)(PyObject *, PyObject *, PyObject *),
          int (*Delete)(PyObject *, PyObject *)>
int set_item(PyObject *self, PyObject *key, PyObject *value) {
  if constexpr (Set != nullptr)
    if (value)
      return Set(self, key, value);
  if constexpr (Delete != nullptr)
    if (!value)
      return Delete(self, key);
  if constexpr (kHasBuiltinRoot<C>)
    if (PyMappingMethods *mapping = Root<C>::type()->tp_as_mapping;
        mapping && mapping->mp_ass_subscript)
      return mapping->mp_ass_subscript(self, key, value);
  PyErr_Format(PyExc_NotImplementedError,
               value ? "Subscript assignment not supported by %.200s"
                     : "Subscript deletion not supported by %.200s",
               Py_TYPE(self)->tp_name);
  return -1;
}

template <class C, int (*Set)(PyObject *, PyObject *, PyObject *),
          int (*Delete)(PyObject *, PyObject *)>
int set_sequence_item(PyObject *self, Py_ssize_t index, PyObject *value) {
  Ref key(PyLong_FromSsize_t(index));
  return key ? set_item<C, Set, Delete>(self, key, value) : -1;
}

// ---- arithmetic --------------------------------------------------------------------------------

/// The interpreter calls the slot of either operand's type, with the operands as they stand: the
/// left one's own method comes first, then the right one's reversed one.
template <class C, Binary Forward, Binary Reversed>
PyObject *binary_operator(PyObject *left, PyObject *right) {
  auto *type = reinterpret_cast<PyObject *>(&C::type->type);
  if constexpr (Forward != nullptr)
    if (is_instance_of(left, type)) {
      PyObject *result = Forward(left, right);
      if (result != Py_NotImplemented || !Reversed || !is_instance_of(right, type))
        return result;
      Py_DECREF(result);
    }
  if constexpr (Reversed != nullptr)
    if (is_instance_of(right, type))
      return Reversed(right, left);
  return not_implemented();
}

/// Of a class that inherits: where the right operand alone is of the class and the reversed form is
/// not its own, the base's slot sees the operands, whose left one may be of the base.
template <binaryfunc PyNumberMethods::*Slot, bool kHasOwnReversed> struct inherited_operator {
  template <class C, Binary Forward, Binary Reversed>
  static PyObject *call(PyObject *left, PyObject *right) {
    auto *type = reinterpret_cast<PyObject *>(&C::type->type);
    const bool is_left = is_instance_of(left, type);
    PyNumberMethods *number = C::type->type.tp_base->tp_as_number;
    if ((is_left ? !Forward : !kHasOwnReversed) && number && number->*Slot)
      return (number->*Slot)(left, right);
    return binary_operator<C, Forward, Reversed>(left, right);
  }
};

/// `c_api_binop_methods`: the method itself finds out which operand is of its class.
template <class C, Binary Forward, Binary> PyObject *c_binary_operator(PyObject *l, PyObject *r) {
  return Forward(l, r);
}

NOGILC_COLD PyObject *raise_extra_modulus(PyObject *self, const char *name);

inline PyObject *call_power(Binary method, const char *name, PyObject *self, PyObject *other,
                            PyObject *modulus) {
  if (NOGILC_UNLIKELY(modulus && modulus != Py_None))
    return raise_extra_modulus(self, name);
  return method(self, other);
}
inline PyObject *call_power(PyObject *(*method)(PyObject *, PyObject *, PyObject *), const char *,
                            PyObject *self, PyObject *other, PyObject *modulus) {
  return method(self, other, modulus);
}

template <class C, auto Forward, auto Reversed>
PyObject *power(PyObject *left, PyObject *right, PyObject *modulus) {
  auto *type = reinterpret_cast<PyObject *>(&C::type->type);
  constexpr bool kHasReversed = !is_null<Reversed>;
  if constexpr (!is_null<Forward>)
    if (is_instance_of(left, type)) {
      PyObject *result = call_power(Forward, "__pow__", left, right, modulus);
      if (result != Py_NotImplemented || !kHasReversed || !is_instance_of(right, type))
        return result;
      Py_DECREF(result);
    }
  if constexpr (kHasReversed)
    if (is_instance_of(right, type))
      return call_power(Reversed, "__rpow__", right, left, modulus);
  return not_implemented();
}

template <class C, auto Forward, auto>
PyObject *c_power(PyObject *left, PyObject *right, PyObject *modulus) {
  return call_power(Forward, "__pow__", left, right, modulus);
}

template <class C, auto Method>
PyObject *inplace_power(PyObject *self, PyObject *other, PyObject *modulus) {
  return call_power(Method, "__ipow__", self, other, modulus);
}

// ---- buffers -----------------------------------------------------------------------------------

template <class C, int (*Get)(PyObject *, Py_buffer *, int)>
int get_buffer(PyObject *self, Py_buffer *view, int flags) {
  if (!view) {
    PyErr_SetString(PyExc_BufferError, "PyObject_GetBuffer: view==NULL argument is obsolete");
    return -1;
  }
  view->obj = new_ref(Py_None);
  int status = Get(self, view, flags);
  if (status < 0 || view->obj == Py_None) {
    Py_CLEAR(view->obj);
  }
  return status;
}

} // namespace slots
} // namespace nogilc_rt
