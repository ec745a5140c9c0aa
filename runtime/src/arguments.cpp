// arguments.cpp: from a vectorcall to the slots of a function's parameters. Order of the checks and
// texts of the errors are those of CPython's own functions.
#include "internal.h"

#include <cstdlib>

namespace nogilc_rt {

namespace {

/// One call being bound. `slots` has one entry a parameter, borrowed; what must live until the body
/// is done and nobody else holds is in the Refs.
struct Binding {
  const Function &function;
  const FunctionInfo &info;
  PyObject **slots;
  Ref defaults, varargs, keywords;

  PyObject *parameter(int i) const { return info.code.module->constants[info.parameters[i]]; }
  int named_count() const { return info.positional + info.keyword_only; }
  bool takes_varargs() const { return info.flags & kVarArgs; }
  bool takes_keywords() const { return info.flags & kVarKeywords; }
  PyObject *shown_name() const {
#if PY_VERSION_HEX >= 0x030A0000
    return function.qualname;
#else
    return function.name;
#endif
  }
};

// ---- errors ------------------------------------------------------------------------------------

[[gnu::cold]] void raise_too_many(const Binding &binding, Py_ssize_t given) {
  const FunctionInfo &info = binding.info;
  Py_ssize_t default_count = binding.defaults ? PyTuple_GET_SIZE(binding.defaults.get()) : 0;
  Py_ssize_t keyword_given = 0;
  for (int i = info.positional; i < binding.named_count(); ++i)
    keyword_given += binding.slots[i] != nullptr;
  Ref takes(default_count ? PyUnicode_FromFormat("from %zd to %d", info.positional - default_count,
                                                 static_cast<int>(info.positional))
                          : PyUnicode_FromFormat("%d", static_cast<int>(info.positional)));
  Ref extra(keyword_given ? PyUnicode_FromFormat(
                                " positional argument%s (and %zd keyword-only argument%s)",
                                given != 1 ? "s" : "", keyword_given, keyword_given != 1 ? "s" : "")
                          : PyUnicode_FromString(""));
  if (takes && extra)
    PyErr_Format(PyExc_TypeError, "%U() takes %U positional argument%s but %zd%U %s given",
                 binding.shown_name(), takes.get(),
                 default_count || info.positional != 1 ? "s" : "", given, extra.get(),
                 given == 1 && !keyword_given ? "was" : "were");
}

/// "'a'", "'a' and 'b'", "'a', 'b', and 'c'" of the empty slots in [first, last).
[[gnu::cold]] PyObject *list_missing(const Binding &binding, int first, int last,
                                     Py_ssize_t count) {
  Ref text(PyUnicode_FromString(""));
  Py_ssize_t seen = 0;
  for (int i = first; text && i < last; ++i) {
    if (binding.slots[i])
      continue;
    const char *before = seen == 0 ? "" : seen < count - 1 ? ", " : count == 2 ? " and " : ", and ";
    ++seen;
    text.reset(PyUnicode_FromFormat("%U%s%R", text.get(), before, binding.parameter(i)));
  }
  return text.release();
}

[[gnu::cold]] void raise_missing(const Binding &binding, int first, int last, Py_ssize_t count,
                                 const char *kind) {
  Ref missing(list_missing(binding, first, last, count));
  if (missing)
    PyErr_Format(PyExc_TypeError, "%U() missing %zd required %s argument%s: %U",
                 binding.shown_name(), count, kind, count == 1 ? "" : "s", missing.get());
}

NOGILC_NOINLINE bool check_missing(const Binding &binding, int first, int last, const char *kind) {
  Py_ssize_t count = 0;
  for (int i = first; i < last; ++i)
    count += !binding.slots[i];
  if (NOGILC_UNLIKELY(count))
    raise_missing(binding, first, last, count, kind);
  return !count;
}

/// Names of positional-only parameters among the keywords are one error for all of them.
[[gnu::cold]] bool report_positional_only(const Binding &binding, PyObject *keyword_names) {
  Ref text;
  for (int i = 0; i < binding.info.positional_only; ++i)
    for (Py_ssize_t k = 0; k < PyTuple_GET_SIZE(keyword_names); ++k) {
      PyObject *name = PyTuple_GET_ITEM(keyword_names, k);
      int same = PyObject_RichCompareBool(name, binding.parameter(i), Py_EQ);
      if (same < 0)
        return true;
      if (!same)
        continue;
      text.reset(text ? PyUnicode_FromFormat("%U, %U", text.get(), name) : new_ref(name));
      if (!text)
        return true;
    }
  if (!text)
    return false;
  PyErr_Format(PyExc_TypeError,
               "%U() got some positional-only arguments passed as keyword arguments: '%U'",
               binding.shown_name(), text.get());
  return true;
}

[[gnu::cold]] bool raise_not_str(const Binding &binding) {
  PyErr_Format(PyExc_TypeError, "%U() keywords must be strings", binding.shown_name());
  return false;
}

[[gnu::cold]] bool raise_given_twice(const Binding &binding, PyObject *name) {
  PyErr_Format(PyExc_TypeError, "%U() got multiple values for argument '%S'", binding.shown_name(),
               name);
  return false;
}

[[gnu::cold]] void raise_unexpected(const Binding &binding, PyObject *name) {
#if PY_VERSION_HEX >= 0x030D0000
  if (PyObject *meant = suggest_name(binding.info, name)) {
    PyErr_Format(PyExc_TypeError,
                 "%U() got an unexpected keyword argument '%S'. Did you mean '%S'?",
                 binding.shown_name(), name, meant);
    return;
  }
#endif
  PyErr_Format(PyExc_TypeError, "%U() got an unexpected keyword argument '%S'",
               binding.shown_name(), name);
}

// ---- steps -------------------------------------------------------------------------------------

/// The number of the parameter that a keyword names; -1 none, -2 raised.
int find_parameter(const Binding &binding, PyObject *name) {
  int count = binding.named_count();
  for (int i = binding.info.positional_only; i < count; ++i)
    if (binding.parameter(i) == name)
      return i;
  for (int i = binding.info.positional_only; i < count; ++i) {
    int same = PyObject_RichCompareBool(name, binding.parameter(i), Py_EQ);
    if (same)
      return same < 0 ? -2 : i;
  }
  return -1;
}

bool bind_keywords(Binding &binding, PyObject *keyword_names, PyObject *const *values) {
  for (Py_ssize_t k = 0; k < PyTuple_GET_SIZE(keyword_names); ++k) {
    PyObject *name = PyTuple_GET_ITEM(keyword_names, k);
    if (!PyUnicode_Check(name))
      return raise_not_str(binding);
    int i = find_parameter(binding, name);
    if (i == -2)
      return false;
    if (i >= 0) {
      if (binding.slots[i])
        return raise_given_twice(binding, name);
      binding.slots[i] = values[k];
    } else if (binding.keywords) {
      if (PyDict_SetItem(binding.keywords, name, values[k]) < 0)
        return false;
    } else {
      if (!report_positional_only(binding, keyword_names) && !PyErr_Occurred())
        raise_unexpected(binding, name);
      return false;
    }
  }
  return true;
}

bool fill_defaults(Binding &binding, Py_ssize_t given) {
  const FunctionInfo &info = binding.info;
  Py_ssize_t default_count = binding.defaults ? PyTuple_GET_SIZE(binding.defaults.get()) : 0;
  int first_default = static_cast<int>(info.positional - default_count);
  if (given < info.positional) {
    if (!check_missing(binding, 0, first_default, "positional"))
      return false;
    for (int i = first_default < 0 ? 0 : first_default; i < info.positional; ++i)
      if (!binding.slots[i])
        binding.slots[i] = PyTuple_GET_ITEM(binding.defaults.get(), i - first_default);
  }
  if (PyObject *values = binding.function.keyword_default_values) {
    for (int i = info.positional; i < binding.named_count(); ++i)
      if (!binding.slots[i])
        binding.slots[i] = PyTuple_GET_ITEM(values, i - info.positional);
    return check_missing(binding, info.positional, binding.named_count(), "keyword-only");
  }
  PyObject *keyword_defaults = binding.function.keyword_defaults;
  for (int i = info.positional; keyword_defaults && i < binding.named_count(); ++i) {
    if (binding.slots[i])
      continue;
    binding.slots[i] = PyDict_GetItemWithError(keyword_defaults, binding.parameter(i));
    if (!binding.slots[i] && PyErr_Occurred())
      return false;
  }
  return check_missing(binding, info.positional, binding.named_count(), "keyword-only");
}

bool bind(Binding &binding, PyObject *const *arguments, Py_ssize_t given, PyObject *keyword_names) {
  const FunctionInfo &info = binding.info;
  if (binding.takes_keywords() && !(binding.keywords = Ref(PyDict_New())))
    return false;
  Py_ssize_t taken = given < info.positional ? given : info.positional;
  for (Py_ssize_t i = 0; i < taken; ++i)
    binding.slots[i] = arguments[i];
  if (binding.takes_varargs()) {
    binding.varargs = Ref(tuple_from_array(arguments + taken, given - taken));
    if (!binding.varargs)
      return false;
  }
  if (keyword_names && !bind_keywords(binding, keyword_names, arguments + given))
    return false;
  if (given > info.positional && !binding.takes_varargs()) {
    raise_too_many(binding, given);
    return false;
  }
  if (!fill_defaults(binding, given))
    return false;
  PyObject **next = binding.slots + binding.named_count();
  if (binding.varargs)
    *next++ = binding.varargs;
  if (binding.keywords)
    *next = binding.keywords;
  return true;
}

[[gnu::cold]] bool raise_foreign_self(const Function &function, const PyTypeObject *given) {
  PyErr_Format(PyExc_TypeError,
               "descriptor '%U' for '%.100s' objects doesn't apply to a '%.100s' object",
               function.name, function.self_type->tp_name, given->tp_name);
  return false;
}

/// A method is a function that anybody can call: its code relies on the type of the first argument.
bool check_self(const Function &function, PyObject *const *slots) {
  PyTypeObject *type = function.self_type;
  return !type || Py_TYPE(slots[0]) == type || PyType_IsSubtype(Py_TYPE(slots[0]), type) ||
         raise_foreign_self(function, Py_TYPE(slots[0]));
}

constexpr int kInlineSlots = 12;

NOGILC_NOINLINE PyObject *bind_and_call(Function &function, PyObject *const *arguments,
                                        Py_ssize_t given, PyObject *keyword_names) {
  const FunctionInfo &info = *function.info;
  PyObject *inline_slots[kInlineSlots] = {};
  int count = info.positional + info.keyword_only + 2;
  PyObject **slots = inline_slots;
  if (count > kInlineSlots) {
    slots = static_cast<PyObject **>(PyMem_Calloc(static_cast<size_t>(count), sizeof(PyObject *)));
    if (!slots)
      return PyErr_NoMemory();
  }
  PyObject *result = nullptr;
  {
    Binding binding{function, info, slots, Ref::borrow(function.defaults), Ref(), Ref()};
    // The body may replace __kwdefaults__ while it still uses a value out of it.
    Ref keyword_defaults =
        Ref::borrow(function.keyword_default_values ? function.keyword_default_values
                                                    : function.keyword_defaults);
    if (bind(binding, arguments, given, keyword_names) && check_self(function, slots))
      result = info.impl(reinterpret_cast<PyObject *>(&function), slots);
  }
  if (slots != inline_slots)
    PyMem_Free(slots);
  return result;
}

/// The usual calls: every keyword is the very name of a parameter (both are interned), defaults
/// fill the rest. False for all else, errors included, which the full binding then sees.
bool bind_quickly(const Function &function, PyObject *const *arguments, Py_ssize_t given,
                  PyObject *keyword_names, PyObject **slots) {
  const FunctionInfo &info = *function.info;
  const int count = info.positional + info.keyword_only;
  if (given > info.positional || (info.flags & (kVarArgs | kVarKeywords)) || count > kInlineSlots)
    return false;
  for (Py_ssize_t i = 0; i < given; ++i)
    slots[i] = arguments[i];
  for (Py_ssize_t i = given; i < count; ++i)
    slots[i] = nullptr;
  PyObject **constants = info.code.module->constants;
  const Py_ssize_t keywords = keyword_names ? PyTuple_GET_SIZE(keyword_names) : 0;
  for (Py_ssize_t k = 0; k < keywords; ++k) {
    PyObject *name = PyTuple_GET_ITEM(keyword_names, k);
    int i = info.positional_only;
    while (i < count && constants[info.parameters[i]] != name)
      ++i;
    if (i == count || slots[i])
      return false;
    slots[i] = arguments[given + k];
  }
  PyObject *defaults = function.defaults, *keyword_values = function.keyword_default_values;
  const Py_ssize_t first = info.positional - (defaults ? PyTuple_GET_SIZE(defaults) : 0);
  for (Py_ssize_t i = given; i < info.positional; ++i)
    if (!slots[i] && (i < first || !(slots[i] = PyTuple_GET_ITEM(defaults, i - first))))
      return false;
  for (int i = info.positional; i < count; ++i)
    if (!slots[i] &&
        (!keyword_values || !(slots[i] = PyTuple_GET_ITEM(keyword_values, i - info.positional))))
      return false;
  return true;
}

/// All but the usual call.
PyObject *call_otherwise(Function &function, PyObject *const *arguments, Py_ssize_t given,
                         PyObject *keyword_names) {
  if (keyword_names && PyTuple_GET_SIZE(keyword_names) == 0)
    keyword_names = nullptr;
  if (!keyword_names && given == function.plain_count)
    return check_self(function, arguments)
               ? function.impl(reinterpret_cast<PyObject *>(&function), arguments)
               : nullptr;
  PyObject *slots[kInlineSlots];
  if (!bind_quickly(function, arguments, given, keyword_names, slots))
    return bind_and_call(function, arguments, given, keyword_names);
  // The body may replace them while it still uses a value out of them.
  Ref defaults = Ref::borrow(function.defaults);
  Ref keyword_values = Ref::borrow(function.keyword_default_values);
  return check_self(function, slots) ? function.impl(reinterpret_cast<PyObject *>(&function), slots)
                                     : nullptr;
}

/// Not a part of the usual call: it needs much of the stack.
NOGILC_NOINLINE PyObject *enter_otherwise(Function &function, PyObject *const *arguments,
                                          Py_ssize_t given, PyObject *keyword_names) {
  PyThreadState *thread = current_thread();
  if (NOGILC_UNLIKELY(!enter_recursion(thread)))
    return nullptr;
  PyObject *result = call_otherwise(function, arguments, given, keyword_names);
  leave_recursion(thread);
  return result;
}

} // namespace

namespace {

/// The usual call: nothing but positional arguments, and those as many as there are parameters.
bool is_usual(const Function &function, PyObject *const *arguments, Py_ssize_t given,
              PyObject *keyword_names) {
  return !keyword_names && given == function.plain_count &&
         (!function.self_type || Py_TYPE(arguments[0]) == function.self_type);
}

} // namespace

PyObject *call_leaf(PyObject *self, PyObject *const *arguments, size_t flagged_count,
                    PyObject *keyword_names) {
  auto &function = *reinterpret_cast<Function *>(self);
  const Py_ssize_t given = PyVectorcall_NARGS(flagged_count);
  return NOGILC_UNLIKELY(!is_usual(function, arguments, given, keyword_names))
             ? enter_otherwise(function, arguments, given, keyword_names)
             : function.impl(self, arguments);
}

PyObject *call_function(PyObject *self, PyObject *const *arguments, size_t flagged_count,
                        PyObject *keyword_names) {
  auto &function = *reinterpret_cast<Function *>(self);
  const Py_ssize_t given = PyVectorcall_NARGS(flagged_count);
  if (NOGILC_UNLIKELY(!is_usual(function, arguments, given, keyword_names)))
    return enter_otherwise(function, arguments, given, keyword_names);
  PyThreadState *thread = current_thread();
  if (NOGILC_UNLIKELY(!enter_recursion(thread)))
    return nullptr;
  PyObject *result = function.impl(self, arguments);
  leave_recursion(thread);
  return result;
}

} // namespace nogilc_rt
