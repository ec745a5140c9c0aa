// extension_type.h: the type objects of `cdef class`es. Generated code describes each class twice:
// by a struct that the templates below read (how its instances live: C_class), and by a static
// ExtensionType (what the runtime fills the type object with: C_type). Types are static, see the
// decision 0009. Everything here needs the GIL, but for may_be_overridden().
//
//   struct C_class : ng::ClassDefaults {
//     using Instance = t_C;                      // begins with the struct of the base
//     using Base = B_class;                      // ng::NoBase, ng::builtin_bases::list_base
//     using Objects = ng::Members<&t_C::m_a>;    // those that C itself adds
//     static constexpr auto *type = &C_type;
//     static constexpr auto *cinit = &info_C___cinit__;
//     static void set_table(PyObject *self) { reinterpret_cast<t_B *>(self)->ng_table = …; }
//   };
#pragma once

#include "nogilc_rt/calls.h"
#include "nogilc_rt/conversions.h"
#include "nogilc_rt/exceptions.h"
#include "nogilc_rt/function.h"
#include "nogilc_rt/recursion.h"

#include <cstddef>
#include <cstring>
#include <type_traits>

namespace nogilc_rt {

enum class TypeSlot : unsigned char {
  end,
#define NOGILC_TYPE_SLOT(name, place) name,
#include "nogilc_rt/type_slots.def"
};

struct SlotInit {
  TypeSlot slot;
  void *function;
};

#if PY_VERSION_HEX >= 0x030A0000
constexpr unsigned long kSequenceFlag = Py_TPFLAGS_SEQUENCE, kMappingFlag = Py_TPFLAGS_MAPPING;
#else
constexpr unsigned long kSequenceFlag = 0, kMappingFlag = 0;
#endif

/// The docstring of a special method, for what stands for its slot in the class.
struct MethodDoc {
  const char *name, *text;
};

/// How pickling reads and writes a C attribute.
struct PickledMember {
  const char *name;
  PyObject *(*get)(PyObject *self);
  int (*set)(PyObject *self, PyObject *value);
};

/// The functions of a class that are called like any Python function, and so have parameters with
/// names and defaults.
enum class ClassFunction : unsigned char { Cinit, Init, Call };
constexpr int kClassFunctions = 3;

/// The table of a class whose base another module makes. Entries that are null in it are those of
/// the base.
struct InheritedTable {
  void *own = nullptr;
  const void *base = nullptr; // to the pointer to the table of the base
  size_t size = 0;            // of that
};

struct ExtensionType {
  PyTypeObject type;                       // first: the object is the description
  const char *name;                        // "package.module.C"
  const char *doc;                         // null if none
  Py_ssize_t size;                         // 0: that of the base
  ExtensionType *base;                     // null: object
  unsigned long flags;                     // those in which it differs from the default
  const SlotInit *slots;                   // up to TypeSlot::end
  PyGetSetDef *attributes;                 // null if none
  PyMethodDef *methods;                    // null if none
  const MethodDoc *docs;                   // up to a null name; null if none
  const PickledMember *members;            // its own, up to a null name; null if none
  const char *unpicklable;                 // why instances cannot be pickled; else null
  FunctionInfo *infos[kClassFunctions];    // its own; null where it has none
  Py_ssize_t dict_offset, weakrefs_offset; // 0 without
  bool is_internal;                        // no name of the module
  bool is_late;                            // readied by the class statement (class_ready)
  PyTypeObject *(*builtin_base)();         // null: `base` or object; gives null: not imported yet
  InheritedTable inherited_table;
  // The runtime's; zero in generated code. Written when the module is initialised and by the class
  // statement, read-only afterwards.
  PyObject *functions[kClassFunctions];
  PyNumberMethods number;
  PySequenceMethods sequence;
  PyMappingMethods mapping;
  PyAsyncMethods async;
  PyBufferProcs buffer;
};

/// Readies the types of a module and binds their names in its dict, but for those whose base is not
/// imported yet. Again after that and after a failed import: does what is left to do.
bool init_classes(ModuleInfo &module);

// ---- entries -----------------------------------------------------------------------------------

PyObject *class_dict(PyObject *type);
/// Does what `class` does at the end of a body. False: raised.
bool class_changed(PyObject *type);
/// Makes the type of a class that is_late; `bases` is a tuple of all its bases, or null if the
/// class has only one. Binds its name. False: raised.
bool class_ready(ModuleInfo &module, PyObject *type, PyObject *bases);
bool class_set_function(PyObject *type, PyObject *function);
/// Makes `__dataclass_fields__` and `__dataclass_params__` of a dataclass. The class body has put
/// the arguments of `field()` into a dict of that name, by field. `kinds` has a letter for each:
/// `f` a field, `i` an InitVar, in capitals if it is for keywords only. False: raised.
bool dataclass_fields(PyObject *type, PyObject *names, PyObject *types, PyObject *kinds,
                      int options);
/// `()`; made when the first class is.
extern PyObject *no_arguments;

/// What a call does as soon as it is clear that a class is called, and that its metaclass is
/// `type`.
inline PyObject *call_type_array(PyObject *type, PyObject *const *arguments, size_t flagged_count,
                                 PyObject *names) {
  const vectorcallfunc construct = reinterpret_cast<PyTypeObject *>(type)->tp_vectorcall;
  return NOGILC_LIKELY(construct) ? construct(type, arguments, flagged_count, names)
                                  : PyObject_Vectorcall(type, arguments, flagged_count, names);
}
template <class... Objects>
inline PyObject *call_type(PyObject *type, const Objects &...arguments) {
  PyObject *array[] = {nullptr, as_object(arguments)...};
  return call_type_array(type, array + 1, sizeof...(arguments) | PY_VECTORCALL_ARGUMENTS_OFFSET,
                         nullptr);
}
template <class... Objects>
inline PyObject *call_type_kw(PyObject *type, PyObject *names, const Objects &...arguments) {
  PyObject *array[] = {nullptr, as_object(arguments)...};
  const size_t count = sizeof...(arguments) - static_cast<size_t>(PyTuple_GET_SIZE(names));
  return call_type_array(type, array + 1, count | PY_VECTORCALL_ARGUMENTS_OFFSET, names);
}

inline PyObject *extension_new(PyObject *type) {
  auto *made = reinterpret_cast<PyTypeObject *>(type);
  return made->tp_new(made, no_arguments, nullptr);
}

inline bool is_instance_of(PyObject *object, PyObject *type) {
  auto *wanted = reinterpret_cast<PyTypeObject *>(type);
  return Py_TYPE(object) == wanted || PyType_IsSubtype(Py_TYPE(object), wanted);
}

/// Only classes that Python code makes are on the heap; only their instances, or those with a dict,
/// can have another method of a name.
inline bool may_be_overridden(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  return (type->tp_flags & Py_TPFLAGS_HEAPTYPE) || type->tp_dictoffset;
}
bool find_override(PyObject *self, PyObject *name, FunctionInfo &own, Ref &result);

template <class T> struct MemberOf;
template <class Instance, class Value> struct MemberOf<Value Instance::*> {
  using Class = Instance;
  using Type = Value;
};

// ---- pickling ----------------------------------------------------------------------------------

// `__reduce__` and `__setstate__` of a class that has none of its own: the state is a checksum of
// the attributes' names, their values, and the `__dict__` if there is one.
PyObject *reduce_instance(PyObject *self, const ExtensionType &cls);
PyObject *restore_instance(PyObject *self, PyObject *state, const ExtensionType &cls);

/// A C attribute that is a number.
template <auto Member> PyObject *get_number(PyObject *self) {
  return to_py(reinterpret_cast<typename MemberOf<decltype(Member)>::Class *>(self)->*Member);
}
template <auto Member> int set_number(PyObject *self, PyObject *value) {
  typename MemberOf<decltype(Member)>::Type number;
  if (!from_py(value, number))
    return -1;
  reinterpret_cast<typename MemberOf<decltype(Member)>::Class *>(self)->*Member = number;
  return 0;
}

template <class C> PyObject *reduce(PyObject *self, PyObject *) {
  return reduce_instance(self, *C::type);
}
template <class C> PyObject *restore(PyObject *self, PyObject *state) {
  return restore_instance(self, state, *C::type);
}

// ---- life of an instance -----------------------------------------------------------------------

struct NoBase {};

/// A type of CPython's that the first class of a hierarchy inherits from. It makes and destroys the
/// part of the instance that is its own.
struct BuiltinBase {};

#if PY_VERSION_HEX >= 0x030A0000
using AttributeErrorStruct = PyAttributeErrorObject;
using NameErrorStruct = PyNameErrorObject;
#else
using AttributeErrorStruct = PyBaseExceptionObject;
using NameErrorStruct = PyBaseExceptionObject;
#endif

namespace builtin_bases {
#define NOGILC_BUILTIN_BASE(name, Struct, type_object, is_collected)                               \
  struct name##_base : BuiltinBase {                                                               \
    using Instance = Struct;                                                                       \
    static PyTypeObject *type() { return type_object; }                                            \
  };
#include "nogilc_rt/builtin_bases.def"
} // namespace builtin_bases

struct ClassDefaults {
  struct CppObjects { // or CppMembers
    static void fill(PyObject *) {}
    static void drop(PyObject *) {}
  };
  static constexpr FunctionInfo *cinit = nullptr;
  static constexpr FunctionInfo *init = nullptr;
  // Their bodies with the number of parameters, where all are positional; else -1.
  static constexpr FunctionImpl cinit_body = nullptr, init_body = nullptr;
  static constexpr int cinit_count = -1, init_count = -1;
  static constexpr bool cinit_takes_arguments = false;
  static constexpr bool is_collected = false;
  static constexpr bool is_late = false;
  static constexpr bool has_finalizer = false;
  static constexpr bool has_trashcan = false;
  static constexpr int kept_instances = 0;
  static constexpr bool has_weakrefs = false;
  static constexpr std::nullptr_t dict = nullptr; // or a function that finds the place of the dict
  static constexpr void (*dealloc)(PyObject *) = nullptr;
  static void set_table(PyObject *) {}
};

/// Whether it is a class of the module.
template <class C>
inline constexpr bool kHasBase = !std::is_same_v<C, NoBase> && !std::is_base_of_v<BuiltinBase, C>;

template <class T> struct Pointee;
template <class T> struct Pointee<T *> {
  using Type = T;
};

template <class C> constexpr auto rootOf() {
  if constexpr (kHasBase<C>)
    return rootOf<typename C::Base>();
  else
    return static_cast<C *>(nullptr);
}
/// What the first class of the hierarchy inherits from: NoBase or a BuiltinBase.
template <class C> using Root = typename Pointee<decltype(rootOf<C>())>::Type;
template <class C> constexpr bool kHasBuiltinRoot = std::is_base_of_v<BuiltinBase, Root<C>>;

/// The members of an instance that hold an object.
template <auto... Pointers> struct Members {
  template <auto Pointer> static PyObject *&at(PyObject *self) {
    return reinterpret_cast<typename MemberOf<decltype(Pointer)>::Class *>(self)->*Pointer;
  }
  static void fill(PyObject *self) { ((at<Pointers>(self) = new_ref(Py_None)), ...); }
  static int visit(PyObject *self, visitproc visit, void *arg) {
    int result = 0;
    ((result = result || !at<Pointers>(self) ? result : visit(at<Pointers>(self), arg)), ...);
    return result;
  }
  /// None takes their places: code that still runs finds an object.
  static void clear(PyObject *self) { (replace(at<Pointers>(self), new_ref(Py_None)), ...); }
  /// The end: the `__dealloc__` of a base may still call a method. None lives without a reference.
  static void drop(PyObject *self) { (replace(at<Pointers>(self), Py_None), ...); }
  static void replace(PyObject *&place, PyObject *object) {
    PyObject *old = place;
    place = object;
    Py_XDECREF(old);
  }
};

/// The C++ objects among them, as pointers to members: they live as long as the instance.
template <auto... Pointers> struct CppMembers {
  template <auto Pointer> static auto &at(PyObject *self) {
    return reinterpret_cast<typename MemberOf<decltype(Pointer)>::Class *>(self)->*Pointer;
  }
  template <class T> static void construct(T &place) { ::new (static_cast<void *>(&place)) T(); }
  template <class T> static void destroy(T &place) { place.~T(); }
  static void fill(PyObject *self) { (construct(at<Pointers>(self)), ...); }
  static void drop(PyObject *self) { (destroy(at<Pointers>(self)), ...); }
};

/// Calls a class's function with `self` in front of the arguments; null = raised.
PyObject *call_class_function(PyObject *function, PyObject *self, PyObject *const *args,
                              size_t flagged_count, PyObject *keyword_names);
PyObject *call_class_function(PyObject *function, PyObject *self, PyObject *args,
                              PyObject *keywords);
NOGILC_COLD void raise_init_result(PyObject *result);

/// The result of `__init__`, taken over: an error unless it is None.
inline bool check_init_result(PyObject *result) {
  if (NOGILC_UNLIKELY(!result))
    return false;
  const bool is_none = result == Py_None;
  if (NOGILC_UNLIKELY(!is_none))
    raise_init_result(result);
  Py_DECREF(result);
  return is_none;
}
/// Runs `__dealloc__` while the object looks alive and the pending exception is kept.
void run_dealloc(PyObject *self, void (*dealloc)(PyObject *));

template <class C> inline void fill_instance(PyObject *self) {
  if constexpr (kHasBase<typename C::Base>)
    fill_instance<typename C::Base>(self);
  C::Objects::fill(self);
  C::CppObjects::fill(self);
}

/// The memory of instances that have ended, for the next ones of exactly their type (`freelist`).
/// Only what the collector sees costs enough to make (decision 0009). The GIL guards it.
template <class C> class KeptInstances {
public:
#ifdef Py_GIL_DISABLED
  static constexpr bool kAreKept = false;
#else
  // CPython remembers in the memory that an instance was finalised.
  static constexpr bool kAreKept = C::kept_instances > 0 && C::is_collected && !C::has_finalizer;
#endif
  static PyObject *take(PyTypeObject *type) {
    if (count_ == 0)
      return nullptr;
    PyObject *self = kept_[--count_];
    std::memset(reinterpret_cast<char *>(self) + sizeof(PyObject), 0,
                sizeof(typename C::Instance) - sizeof(PyObject));
    PyObject_Init(self, type);
    PyObject_GC_Track(self);
    return self;
  }
  /// True: it is taken over.
  static bool keep(PyObject *self) {
    if (count_ == C::kept_instances || Py_TYPE(self) != &C::type->type)
      return false;
    kept_[count_++] = self;
    return true;
  }

private:
  static inline PyObject *kept_[C::kept_instances > 0 ? C::kept_instances : 1];
  static inline int count_ = 0;
};

/// As tp_alloc does, for an instance of exactly this type: its size and its kind are known.
template <class C> inline PyObject *allocate_exact(PyTypeObject *type) {
  if constexpr (KeptInstances<C>::kAreKept)
    if (PyObject *self = KeptInstances<C>::take(type))
      return self;
#if PY_VERSION_HEX < 0x030C0000 && !defined(Py_DEBUG) && !defined(Py_TRACE_REFS)
  if constexpr (!C::is_collected) {
    constexpr size_t kSize = sizeof(typename C::Instance);
    auto *self = static_cast<PyObject *>(PyObject_Malloc(kSize));
    if (NOGILC_UNLIKELY(!self))
      return PyErr_NoMemory();
    std::memset(static_cast<void *>(self), 0, kSize);
    Py_SET_REFCNT(self, 1);
    Py_SET_TYPE(self, type);
    return self;
  }
#endif
  return PyType_GenericAlloc(type, 0);
}

/// The arguments are those of the class, for a builtin type that it inherits from.
template <class C>
inline PyObject *allocate(PyTypeObject *type, [[maybe_unused]] PyObject *args = nullptr,
                          [[maybe_unused]] PyObject *keywords = nullptr) {
  PyObject *self;
  if constexpr (C::is_late)
    if (NOGILC_UNLIKELY(!C::type->type.tp_dict)) {
      PyErr_Format(PyExc_NameError, "the class '%s' is not made yet", C::type->name);
      return nullptr;
    }
  if constexpr (kHasBuiltinRoot<C>)
    self = Root<C>::type()->tp_new(type, args, keywords);
  else
    self = type == &C::type->type ? allocate_exact<C>(type) : type->tp_alloc(type, 0);
  if (NOGILC_LIKELY(self != nullptr)) {
    C::set_table(self);
    fill_instance<C>(self);
  }
  return self;
}

template <class C> inline PyObject *class_function(ClassFunction which) {
  return C::type->functions[static_cast<int>(which)];
}

/// The usual call: as many arguments as parameters, without names.
template <FunctionImpl Body, int Count>
inline PyObject *call_with_self(PyObject *function, PyObject *self, PyObject *args,
                                PyObject *keywords) {
  if constexpr (Count > 0 && Count <= 8)
    if (NOGILC_LIKELY(PyTuple_GET_SIZE(args) == Count - 1 &&
                      (!keywords || PyDict_GET_SIZE(keywords) == 0))) {
      PyObject *all[Count] = {self};
      for (int i = 1; i < Count; ++i)
        all[i] = PyTuple_GET_ITEM(args, i - 1);
      return Body(function, all);
    }
  return call_class_function(function, self, args, keywords);
}
template <FunctionImpl Body, int Count>
inline PyObject *call_with_self(PyObject *function, PyObject *self, PyObject *const *args,
                                size_t flagged_count, PyObject *keyword_names) {
  if constexpr (Count > 0 && Count <= 8)
    if (NOGILC_LIKELY(!keyword_names && PyVectorcall_NARGS(flagged_count) == Count - 1)) {
      PyObject *all[Count] = {self};
      for (int i = 1; i < Count; ++i)
        all[i] = args[i - 1];
      return Body(function, all);
    }
  return call_class_function(function, self, args, flagged_count, keyword_names);
}

/// `__cinit__` from the first base on. One that takes no arguments gets none.
template <class C, class... Arguments> inline bool run_cinit(PyObject *self, Arguments... args) {
  if constexpr (kHasBase<typename C::Base>)
    if (!run_cinit<typename C::Base>(self, args...))
      return false;
  if constexpr (C::cinit != nullptr) {
    PyObject *function = class_function<C>(ClassFunction::Cinit);
    PyObject *result;
    if constexpr (C::cinit_takes_arguments)
      result = call_with_self<C::cinit_body, C::cinit_count>(function, self, args...);
    else
      result = C::cinit_body(function, &self);
    if (!result)
      return false;
    Py_DECREF(result);
  }
  return true;
}

/// The nearest class with an `__init__`; NoBase: there is none.
template <class C> constexpr auto init_owner() {
  if constexpr (!kHasBase<C>)
    return static_cast<NoBase *>(nullptr);
  else if constexpr (C::init != nullptr)
    return static_cast<C *>(nullptr);
  else
    return init_owner<typename C::Base>();
}
template <class C> constexpr bool has_cinit() {
  if constexpr (kHasBase<C>)
    return C::cinit != nullptr || has_cinit<typename C::Base>();
  else
    return false;
}
template <class C> constexpr bool kHasCinit = has_cinit<C>();

template <class C> PyObject *make_instance(PyTypeObject *type, PyObject *args, PyObject *keywords) {
  PyObject *self = allocate<C>(type, args, keywords);
  if constexpr (kHasCinit<C>)
    if (NOGILC_LIKELY(self != nullptr)) {
      PyThreadState *thread = current_thread();
      bool ok = enter_recursion(thread);
      if (NOGILC_LIKELY(ok)) {
        ok = run_cinit<C>(self, args, keywords);
        leave_recursion(thread);
      }
      if (NOGILC_UNLIKELY(!ok)) {
        Py_DECREF(self);
        return nullptr;
      }
    }
  return self;
}

/// Whoever calls tp_init has entered a level of recursion.
template <class C> int init_instance(PyObject *self, PyObject *args, PyObject *keywords) {
  PyObject *result = call_with_self<C::init_body, C::init_count>(
      class_function<C>(ClassFunction::Init), self, args, keywords);
  return check_init_result(result) ? 0 : -1;
}

/// A call of the class itself: without a tuple of the arguments. Subclasses that Python code makes
/// go through tp_new and tp_init.
template <class C>
PyObject *construct(PyObject *, PyObject *const *args, size_t flagged_count,
                    PyObject *keyword_names) {
  PyObject *self = allocate<C>(&C::type->type);
  if (NOGILC_UNLIKELY(!self))
    return nullptr;
  using Owner = typename Pointee<decltype(init_owner<C>())>::Type;
  if constexpr (kHasBase<Owner> || kHasCinit<C>) {
    PyThreadState *thread = current_thread();
    bool ok = enter_recursion(thread);
    if (NOGILC_LIKELY(ok)) {
      ok = run_cinit<C>(self, args, flagged_count, keyword_names);
      if constexpr (kHasBase<Owner>)
        ok = ok && check_init_result(call_with_self<Owner::init_body, Owner::init_count>(
                       class_function<Owner>(ClassFunction::Init), self, args, flagged_count,
                       keyword_names));
      leave_recursion(thread);
    }
    if (NOGILC_LIKELY(ok))
      return self;
  } else {
    return self;
  }
  Py_DECREF(self);
  return nullptr;
}

template <class C> PyObject *call_instance(PyObject *self, PyObject *args, PyObject *keywords) {
  return call_class_function(class_function<C>(ClassFunction::Call), self, args, keywords);
}

template <class C>
constexpr bool kHasDict = !std::is_null_pointer_v<std::remove_cv_t<decltype(C::dict)>>;

template <class C> int traverse_instance(PyObject *self, visitproc visit, void *arg) {
  if constexpr (kHasBase<typename C::Base>)
    if (int result = traverse_instance<typename C::Base>(self, visit, arg))
      return result;
  if constexpr (std::is_base_of_v<BuiltinBase, typename C::Base>)
    if (traverseproc traverse = C::Base::type()->tp_traverse)
      if (int result = traverse(self, visit, arg))
        return result;
  if constexpr (kHasDict<C>)
    Py_VISIT(*C::dict(self));
  return C::Objects::visit(self, visit, arg);
}

template <class C> int clear_instance(PyObject *self) {
  if constexpr (kHasBase<typename C::Base>)
    clear_instance<typename C::Base>(self);
  if constexpr (std::is_base_of_v<BuiltinBase, typename C::Base>)
    if (inquiry clear = C::Base::type()->tp_clear)
      clear(self);
  if constexpr (kHasDict<C>)
    Py_CLEAR(*C::dict(self));
  C::Objects::clear(self);
  return 0;
}

template <class C> inline void destroy(PyObject *self) {
  if constexpr (C::has_weakrefs) // first: nobody else is to meet what `__dealloc__` leaves
    PyObject_ClearWeakRefs(self);
  if constexpr (C::dealloc != nullptr)
    run_dealloc(self, C::dealloc);
  if constexpr (kHasDict<C>)
    Py_CLEAR(*C::dict(self));
  C::Objects::drop(self);
  C::CppObjects::drop(self);
  if constexpr (kHasBase<typename C::Base>)
    destroy<typename C::Base>(self);
}

template <class C> inline void free_instance(PyObject *self) {
  if constexpr (kHasBuiltinRoot<C>) {
    PyTypeObject *root = Root<C>::type();
    if (PyType_IS_GC(root) && !PyObject_GC_IsTracked(self)) // it untracks the object itself
      PyObject_GC_Track(self);
    root->tp_dealloc(self);
  } else {
    if constexpr (KeptInstances<C>::kAreKept)
      if (KeptInstances<C>::keep(self))
        return;
    Py_TYPE(self)->tp_free(self);
  }
}

template <class C> void delete_instance(PyObject *self) {
  // That of a Python class has run when this is called for its base.
  if constexpr (C::has_finalizer)
    if (!(Py_TYPE(self)->tp_flags & Py_TPFLAGS_HEAPTYPE) &&
        PyObject_CallFinalizerFromDealloc(self) < 0)
      return;
  if constexpr (C::is_collected)
    PyObject_GC_UnTrack(self);
  if constexpr (C::has_trashcan) {
    Py_TRASHCAN_BEGIN(self, delete_instance<C>);
    destroy<C>(self);
    free_instance<C>(self);
    Py_TRASHCAN_END;
  } else {
    destroy<C>(self);
    free_instance<C>(self);
  }
}

} // namespace nogilc_rt
