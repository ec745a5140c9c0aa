// probe.cpp: every row of abi.def as a function that Python can call, for test_rows_*.py. Calls are
// counted by row, so that the test can say which rows nobody tried. Rows that are free of the GIL
// are called without it. A null object is `probe.NULL` on the Python side.
#include "nogilc_rt/cpp_conversions.h"
#include "nogilc_rt/nogilc_rt.h"

#include <ios>
#include <new>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>
#include <tuple>
#include <typeinfo>
#include <utility>

namespace {

namespace rt = nogilc_rt;

bool exec_probe(rt::ModuleInfo &module);
rt::ModuleInfo module_info = {"probe",   "The rows of abi.def.", "probe.pyx", nullptr, nullptr, 0,
                              exec_probe};
rt::CodeInfo code_info = {&module_info, "somewhere", "probe.pyx"};
PyObject *null_object;

PyObject *give(PyObject *object) { return object ? object : rt::new_ref(null_object); }

// ---- one struct a type name of abi.def: from Python, to the call, back -------------------------

template <class T> struct Number {
  T value{};
  bool load(PyObject *object) { return rt::from_py(object, value); }
  T &get() { return value; }
  void collect(PyObject *) {}
  PyObject *show() { return rt::to_py(value); }
};
struct Object {
  PyObject *value = nullptr;
  bool load(PyObject *object) {
    value = object;
    return true;
  }
  PyObject *&get() { return value; }
  void collect(PyObject *) {}
};
struct OrNull : Object {
  bool load(PyObject *object) {
    value = object == null_object ? nullptr : object;
    return true;
  }
};
struct Ref {
  rt::Ref slot;
  bool load(PyObject *object) {
    slot.assign(object == null_object ? nullptr : object);
    return true;
  }
  rt::Ref &get() { return slot; }
  void collect(PyObject *results) {
    rt::Ref shown(give(slot.release()));
    PyList_Append(results, shown);
  }
  PyObject *show() { return give(slot.release()); }
};
struct String {
  const char *value = nullptr;
  bool load(PyObject *object) {
    value = PyUnicode_AsUTF8(object);
    return value != nullptr;
  }
  const char *&get() { return value; }
  void collect(PyObject *) {}
  PyObject *show() { return PyBytes_FromString(value); }
};
using Bool = Number<bool>;
using Int = Number<int>;
using Long = Number<long>;
using SSize = Number<Py_ssize_t>;
using Size = Number<size_t>;
using Double = Number<double>;
using UCS4 = Number<Py_UCS4>;
struct SSizeRef : SSize {
  void collect(PyObject *results) {
    rt::Ref shown(rt::to_py(value));
    PyList_Append(results, shown);
  }
};
struct DoubleRef : Double {
  void collect(PyObject *results) {
    rt::Ref shown(rt::to_py(value));
    PyList_Append(results, shown);
  }
};
/// A lock that is locked or not; whether it is afterwards.
struct Lock {
  rt::Mutex value;
  bool load(PyObject *object) {
    if (object == Py_True)
      value.acquire();
    return true;
  }
  rt::Mutex &get() { return value; }
  void collect(PyObject *results) {
    rt::Ref shown(rt::to_py(value.is_locked()));
    PyList_Append(results, shown);
  }
};
struct None {};
struct Module {
  static constexpr bool kImplied = true;
  rt::ModuleInfo &get() { return module_info; }
};
struct Code {
  static constexpr bool kImplied = true;
  rt::CodeInfo &get() { return code_info; }
};
struct Args {};

template <class P> constexpr bool is_implied() {
  return std::is_same_v<P, Module> || std::is_same_v<P, Code>;
}

// ---- kinds -------------------------------------------------------------------------------------

struct NewOrNull {};
struct Status {};
struct Next {};
struct Value {};
struct Void {};
struct Raise {};
using New = NewOrNull;
struct Borrowed {};
using BorrowedOrNull = Borrowed;
struct Needs {};
struct Free {};

/// The call itself, without the GIL if the row says that it may.
template <class Gil, class F> auto run(F f) {
  if constexpr (std::is_same_v<Gil, Free>) {
    rt::ReleaseGil released;
    return f();
  } else {
    return f();
  }
}

/// Puts the main result before those of the reference parameters.
PyObject *combine(PyObject *result, PyObject *more) {
  if (!result || !PyList_GET_SIZE(more))
    return result;
  rt::Ref owned(result);
  if (PyList_Insert(more, 0, owned) < 0)
    return nullptr;
  return PyList_AsTuple(more);
}

template <class Kind, class Out, class Gil, class Call, class Collect>
PyObject *finish(Call call, Collect collect) {
  rt::Ref more(PyList_New(0));
  if constexpr (std::is_same_v<Kind, NewOrNull>) {
    PyObject *result = run<Gil>([&] { return call(); });
    if (result)
      collect(more);
    return combine(result, more);
  } else if constexpr (std::is_same_v<Kind, Borrowed>) {
    return rt::new_ref_or_null(call());
  } else if constexpr (std::is_same_v<Kind, Status> && std::is_same_v<Out, None>) {
    if (!run<Gil>([&] { return call(); }))
      return nullptr;
    collect(more);
    return combine(rt::none(), more);
  } else if constexpr (std::is_same_v<Kind, Status>) {
    Out out;
    if (!run<Gil>([&] { return call(out.get()); }))
      return nullptr;
    collect(more);
    return combine(out.show(), more);
  } else if constexpr (std::is_same_v<Kind, Next>) {
    Out out;
    int outcome = run<Gil>([&] { return call(out.get()); });
    if (outcome < 0)
      return nullptr;
    collect(more);
    return combine(outcome ? out.show() : rt::new_ref(Py_Ellipsis), more);
  } else if constexpr (std::is_same_v<Kind, Value>) {
    Out out;
    out.get() = run<Gil>([&] { return call(); });
    return out.show();
  } else if constexpr (std::is_same_v<Kind, Void>) {
    run<Gil>([&] {
      call();
      return 0;
    });
    collect(more);
    return combine(rt::none(), more);
  } else {
    run<Gil>([&] {
      call();
      return 0;
    });
    return nullptr;
  }
}

template <class... P> struct Parameters {};

bool count_is(Py_ssize_t expected, Py_ssize_t got) {
  if (expected == got)
    return true;
  PyErr_Format(PyExc_SystemError, "the row takes %zd, got %zd", expected, got);
  return false;
}

template <class Kind, class Out, class Gil, class F, class... P>
PyObject *invoke(Parameters<P...>, F f, PyObject *const *arguments, Py_ssize_t count) {
  if (!count_is((0 + ... + (is_implied<P>() ? 0 : 1)), count))
    return nullptr;
  std::tuple<P...> values;
  auto load = [&](auto &value) {
    using Type = std::decay_t<decltype(value)>;
    if constexpr (is_implied<Type>())
      return true;
    else
      return value.load(*arguments++);
  };
  bool loaded = std::apply([&](auto &...value) { return (true && ... && load(value)); }, values);
  if (!loaded)
    return nullptr;
  auto collect = [&](PyObject *results) {
    auto one = [&](auto &value) {
      if constexpr (!is_implied<std::decay_t<decltype(value)>>())
        value.collect(results);
    };
    std::apply([&](auto &...value) { (one(value), ...); }, values);
  };
  auto call = [&](auto &...out) {
    return std::apply([&](auto &...value) { return f(value.get()..., out...); }, values);
  };
  return finish<Kind, Out, Gil>(call, collect);
}

// Rows that end in Args: the first ones are objects, up to four follow.
template <class Kind, class Out, class Gil, class F, class... P>
PyObject *invoke_args(F f, PyObject *const *a, Py_ssize_t count) {
  constexpr Py_ssize_t kFixed = sizeof...(P) - 1;
  auto with = [&](auto... fixed) -> PyObject * {
    PyObject *const *rest = a + kFixed;
    switch (count - kFixed) {
    case 0:
      return f(fixed...);
    case 1:
      return f(fixed..., rest[0]);
    case 2:
      return f(fixed..., rest[0], rest[1]);
    case 3:
      return f(fixed..., rest[0], rest[1], rest[2]);
    case 4:
      return f(fixed..., rest[0], rest[1], rest[2], rest[3]);
    }
    PyErr_SetString(PyExc_SystemError, "the row's test takes at most four arguments more");
    return nullptr;
  };
  if constexpr (kFixed == 0)
    return with();
  else if constexpr (kFixed == 1)
    return with(a[0]);
  else if constexpr (kFixed == 2)
    return with(a[0], a[1]);
  else
    return with(a[0], a[1], a[2]);
}
template <class Kind, class Out, class Gil, class F>
PyObject *invoke(Parameters<Args>, F f, PyObject *const *a, Py_ssize_t n) {
  return invoke_args<Kind, Out, Gil, F, Args>(f, a, n);
}
template <class Kind, class Out, class Gil, class F>
PyObject *invoke(Parameters<Object, Args>, F f, PyObject *const *a, Py_ssize_t n) {
  return invoke_args<Kind, Out, Gil, F, Object, Args>(f, a, n);
}
template <class Kind, class Out, class Gil, class F>
PyObject *invoke(Parameters<Object, Object, Args>, F f, PyObject *const *a, Py_ssize_t n) {
  return invoke_args<Kind, Out, Gil, F, Object, Object, Args>(f, a, n);
}
template <class Kind, class Out, class Gil, class F>
PyObject *invoke(Parameters<Object, Object, Object, Args>, F f, PyObject *const *a, Py_ssize_t n) {
  return invoke_args<Kind, Out, Gil, F, Object, Object, Object, Args>(f, a, n);
}

// Rows written out below or tested elsewhere: their parameters are no Python objects.
struct Any {};
struct Objects {};
struct RefArray {};
struct Func {};
struct Resume {};
template <class P> constexpr bool is_special() {
  return std::is_same_v<P, Any> || std::is_same_v<P, Objects> || std::is_same_v<P, RefArray> ||
         std::is_same_v<P, Func> || std::is_same_v<P, Resume>;
}
template <class Out, class... P> constexpr bool has_special(Parameters<P...>) {
  return std::is_same_v<Out, Any> || (false || ... || is_special<P>());
}

// ---- the table ---------------------------------------------------------------------------------

using Wrapper = PyObject *(*)(PyObject *const *arguments, Py_ssize_t count);
struct Row {
  const char *name;
  Wrapper wrapper; // null: special
  long calls;
};

template <class Kind, class Out, class Gil, class Parameters_, class F> constexpr Wrapper wrap(F) {
  if constexpr (has_special<Out>(Parameters_()))
    return nullptr;
  else
    return [](PyObject *const *arguments, Py_ssize_t count) {
      // F captures nothing, so one can be made out of thin air (no default constructor in C++17).
      alignas(F) char nothing[sizeof(F)] = {};
      return invoke<Kind, Out, Gil>(Parameters_(), *reinterpret_cast<F *>(nothing), arguments,
                                    count);
    };
}

#define NOGILC_RT(name, kind, out, parameters, gil)                                                \
  {#name,                                                                                          \
   wrap<kind, out, gil, Parameters<NOGILC_PROBE_LIST parameters>>(                                 \
       [](auto &&...a) -> decltype(rt::name(std::forward<decltype(a)>(a)...)) {                    \
         return rt::name(std::forward<decltype(a)>(a)...);                                         \
       }),                                                                                         \
   0},
#define NOGILC_PROBE_LIST(...) __VA_ARGS__
Row rows[] = {
#include "nogilc_rt/abi.def"
};
#undef NOGILC_PROBE_LIST

Row *find_row(const char *name) {
  for (Row &row : rows)
    if (std::string_view(row.name) == name)
      return &row;
  return nullptr;
}

/// A special row was called under a name like "c_pow:long".
void count_row(const char *name) {
  for (Row &row : rows) {
    size_t length = std::string_view(row.name).size();
    if (std::string_view(name).substr(0, length) == row.name &&
        (name[length] == ':' || name[length] == 0))
      ++row.calls;
  }
}

// ---- special rows ------------------------------------------------------------------------------

template <class T, class F> PyObject *checked(F f, PyObject *const *a, Py_ssize_t n) {
  T left, right, result;
  if (!count_is(2, n) || !rt::from_py(a[0], left) || !rt::from_py(a[1], right))
    return nullptr;
  return f(left, right, result) ? rt::to_py(result) : nullptr;
}
template <class T, class F> PyObject *plain(F f, PyObject *const *a, Py_ssize_t n) {
  T left, right;
  if (!count_is(2, n) || !rt::from_py(a[0], left) || !rt::from_py(a[1], right))
    return nullptr;
  rt::ReleaseGil *none = nullptr;
  (void)none;
  return rt::to_py(f(left, right));
}
template <class T> PyObject *round_trip(PyObject *const *a, Py_ssize_t n) {
  T value;
  return count_is(1, n) && rt::from_py(a[0], value) ? rt::to_py(value) : nullptr;
}

template <class T> PyObject *cpp_round_trip(PyObject *const *a, Py_ssize_t n) {
  T value;
  return count_is(1, n) && rt::cpp_from_py(a[0], value) ? rt::cpp_to_py(value) : nullptr;
}

struct Special {
  const char *name;
  Wrapper wrapper;
};

#define NOGILC_CHECKED_ROW(row, T)                                                                 \
  {#row ":" #T,                                                                                    \
   [](PyObject *const *a, Py_ssize_t n) {                                                          \
     return checked<T>([](T x, T y, T &r) { return rt::row(x, y, r); }, a, n);                     \
   }},                                                                                             \
      {#row "_nogil:" #T, [](PyObject *const *a, Py_ssize_t n) {                                   \
         return checked<T>(                                                                        \
             [](T x, T y, T &r) {                                                                  \
               rt::ReleaseGil released;                                                            \
               return rt::row##_nogil(x, y, r);                                                    \
             },                                                                                    \
             a, n);                                                                                \
       }},
#define NOGILC_PLAIN_ROW(row, T)                                                                   \
  {#row ":" #T, [](PyObject *const *a, Py_ssize_t n) {                                             \
     return plain<T>([](T x, T y) { return rt::row(x, y); }, a, n);                                \
   }},
#define NOGILC_SOFT_ROW(row)                                                                       \
  {#row, [](PyObject *const *a, Py_ssize_t n) {                                                    \
     return checked<dcomplex>(                                                                     \
         [](dcomplex x, dcomplex y, dcomplex &r) {                                                 \
           rt::ReleaseGil released;                                                                \
           return rt::row(x, y, r);                                                                \
         },                                                                                        \
         a, n);                                                                                    \
   }},
#define NOGILC_UNARY_ROW(row, T)                                                                   \
  {#row ":" #T, [](PyObject *const *a, Py_ssize_t n) {                                             \
     T value;                                                                                      \
     return count_is(1, n) && rt::from_py(a[0], value) ? rt::to_py(rt::row(value)) : nullptr;      \
   }},
#define NOGILC_COMPLEX(T)                                                                          \
  {"to_py:" #T, round_trip<T>}, {"from_py:" #T, round_trip<T>},                                    \
      NOGILC_UNARY_ROW(c_abs, T) NOGILC_UNARY_ROW(c_imaginary, T) NOGILC_UNARY_ROW(c_conjugate, T) \
          NOGILC_PLAIN_ROW(c_complex_mul, T) NOGILC_PLAIN_ROW(c_complex_div, T)                    \
              NOGILC_PLAIN_ROW(c_complex_pow, T) NOGILC_CHECKED_ROW(c_complex_div_checked, T)
#define NOGILC_CHECKED_UNARY_ROW(name, T)                                                          \
  {#name ":" #T,                                                                                   \
   [](PyObject *const *a, Py_ssize_t n) {                                                          \
     T value, result;                                                                              \
     return count_is(1, n) && rt::from_py(a[0], value) && rt::name(value, result)                  \
                ? rt::to_py(result)                                                                \
                : nullptr;                                                                         \
   }},                                                                                             \
      {#name "_nogil:" #T, [](PyObject *const *a, Py_ssize_t n) -> PyObject * {                    \
         T value, result;                                                                          \
         if (!count_is(1, n) || !rt::from_py(a[0], value))                                         \
           return nullptr;                                                                         \
         bool good;                                                                                \
         {                                                                                         \
           rt::ReleaseGil released;                                                                \
           good = rt::name##_nogil(value, result);                                                 \
         }                                                                                         \
         return good ? rt::to_py(result) : nullptr;                                                \
       }},
#define NOGILC_NUMBER(T)                                                                           \
  {"to_py:" #T, round_trip<T>},                                                                    \
      {"c_to_str:" #T,                                                                             \
       [](PyObject *const *a, Py_ssize_t n) {                                                      \
         T value;                                                                                  \
         return count_is(1, n) && rt::from_py(a[0], value) ? rt::c_to_str(value) : nullptr;        \
       }},                                                                                         \
      {"from_py:" #T, round_trip<T>},                                                              \
      {"c_abs:" #T,                                                                                \
       [](PyObject *const *a, Py_ssize_t n) {                                                      \
         T value;                                                                                  \
         return count_is(1, n) && rt::from_py(a[0], value) ? rt::to_py(rt::c_abs(value))           \
                                                           : nullptr;                              \
       }},                                                                                         \
      NOGILC_CHECKED_UNARY_ROW(c_neg_checked, T) NOGILC_CHECKED_UNARY_ROW(c_divisor_checked, T)    \
          NOGILC_PLAIN_ROW(c_floordiv, T) NOGILC_PLAIN_ROW(c_mod, T) NOGILC_PLAIN_ROW(c_pow, T)    \
              NOGILC_CHECKED_ROW(c_floordiv_checked, T) NOGILC_CHECKED_ROW(c_mod_checked, T)       \
                  NOGILC_CHECKED_ROW(c_cdiv_checked, T) NOGILC_CHECKED_ROW(c_add_checked, T)       \
                      NOGILC_CHECKED_ROW(c_sub_checked, T) NOGILC_CHECKED_ROW(c_mul_checked, T)    \
                          NOGILC_CHECKED_ROW(c_pow_checked, T)
#define NOGILC_INTEGER(T) NOGILC_NUMBER(T) NOGILC_CHECKED_ROW(c_lshift_checked, T)

using int128 = __int128;
using uint128 = unsigned __int128;
using schar = signed char;
using uchar = unsigned char;
using ushort_ = unsigned short;
using uint_ = unsigned;
using ulong_ = unsigned long;
using llong = long long;
using ullong = unsigned long long;
using ldouble = long double;
using dcomplex = double _Complex;
using fcomplex = float _Complex;

template <class F> PyObject *unpack_with(F f, Py_ssize_t count) {
  rt::Ref targets[8];
  if (!f(targets))
    return nullptr;
  rt::Ref tuple(PyTuple_New(count));
  for (Py_ssize_t i = 0; i < count; ++i)
    PyTuple_SET_ITEM(tuple.get(), i, give(targets[i].release()));
  return tuple.release();
}

Special specials[] = {
    NOGILC_INTEGER(char) NOGILC_INTEGER(schar) NOGILC_INTEGER(uchar) NOGILC_INTEGER(short)
        NOGILC_INTEGER(ushort_) NOGILC_INTEGER(int) NOGILC_INTEGER(uint_) NOGILC_INTEGER(long)
            NOGILC_INTEGER(ulong_) NOGILC_INTEGER(llong) NOGILC_INTEGER(ullong) NOGILC_INTEGER(
                int128) NOGILC_INTEGER(uint128) NOGILC_NUMBER(float) NOGILC_NUMBER(double)
                NOGILC_NUMBER(ldouble) NOGILC_COMPLEX(dcomplex) NOGILC_PLAIN_ROW(soft_mul, dcomplex)
                    NOGILC_PLAIN_ROW(soft_div, dcomplex) NOGILC_SOFT_ROW(soft_div_checked)
                        NOGILC_SOFT_ROW(soft_pow)
                    NOGILC_COMPLEX(fcomplex){"soft_to_py",
     [](PyObject *const *a, Py_ssize_t n) {
       dcomplex value;
       return count_is(1, n) && rt::from_py(a[0], value) ? rt::soft_to_py(value) : nullptr;
     }},
    {"soft_to_real",
     [](PyObject *const *a, Py_ssize_t n) -> PyObject * {
       dcomplex value;
       double result;
       if (!count_is(1, n) || !rt::from_py(a[0], value))
         return nullptr;
       bool good;
       {
         rt::ReleaseGil released;
         good = rt::soft_to_real(value, result);
       }
       return good ? rt::to_py(result) : nullptr;
     }},
    {"cpp_from_py:list", cpp_round_trip<std::vector<long>>},
    {"cpp_to_py:list", cpp_round_trip<std::vector<long>>},
    {"cpp_to_py:dict", cpp_round_trip<std::map<std::string, double>>},
    {"enum_to_py:int", // class, number
     [](PyObject *const *a, Py_ssize_t n) {
       int value;
       return count_is(2, n) && rt::from_py(a[1], value) ? rt::enum_to_py(a[0], value) : nullptr;
     }},
    {"bint_from_py",
     [](PyObject *const *a, Py_ssize_t n) -> PyObject * {
       int value;
       return count_is(1, n) && rt::bint_from_py(a[0], value) ? rt::bint_to_py(value) : nullptr;
     }},
    {"tuple_from_array",
     [](PyObject *const *a, Py_ssize_t n) { return rt::tuple_from_array(a, n); }},
    {"list_from_array", [](PyObject *const *a, Py_ssize_t n) { return rt::list_from_array(a, n); }},
    {"set_from_array", [](PyObject *const *a, Py_ssize_t n) { return rt::set_from_array(a, n); }},
    {"join_array", [](PyObject *const *a, Py_ssize_t n) { return rt::join_array(a, n); }},
    {"unpack",
     [](PyObject *const *a, Py_ssize_t) {
       Py_ssize_t count = PyLong_AsSsize_t(a[1]);
       return unpack_with([&](rt::Ref *t) { return rt::unpack(a[0], t, count); }, count);
     }},
    {"unpack_star",
     [](PyObject *const *a, Py_ssize_t) {
       Py_ssize_t before = PyLong_AsSsize_t(a[1]), after = PyLong_AsSsize_t(a[2]);
       return unpack_with([&](rt::Ref *t) { return rt::unpack_star(a[0], t, before, after); },
                          before + after + 1);
     }},
    // Not rows: what guards do, and things that need an error to be raised first.
    {"scope:except",
     [](PyObject *const *a, Py_ssize_t n) -> PyObject * { // f, handler: handler() sees f's error
       if (!count_is(2, n))
         return nullptr;
       rt::Ref result(rt::call(a[0]));
       if (result)
         return result.release();
       rt::ExceptScope scope;
       return rt::call(a[1], scope.exception());
     }},
    {"scope:reraise",
     [](PyObject *const *a, Py_ssize_t n) -> PyObject
                                              * {
                                                if (!count_is(1, n))
                                                  return nullptr;
                                                rt::Ref result(rt::call(a[0]));
                                                if (result)
                                                  return result.release();
                                                rt::ExceptScope scope;
                                                scope.reraise();
                                                return nullptr;
                                              }},
    {"failing:error_matches", // f, class: did f raise it?
     [](PyObject *const *a, Py_ssize_t) -> PyObject * {
       rt::Ref result(rt::call(a[0]));
       bool occurred = rt::error_occurred(), matches = occurred && rt::error_matches(a[1]);
       count_row("error_occurred");
       count_row("error_matches");
       rt::clear_error();
       count_row("clear_error");
       return rt::make_tuple(occurred ? Py_True : Py_False, matches ? Py_True : Py_False);
     }},
    {"failing:error_occurred_nogil",
     [](PyObject *const *a, Py_ssize_t) -> PyObject
                                            * {
                                              rt::Ref result(rt::call(a[0]));
                                              bool occurred;
                                              {
                                                rt::ReleaseGil released;
                                                occurred = rt::error_occurred_nogil();
                                              }
                                              count_row("error_occurred_nogil");
                                              PyErr_Clear();
                                              return rt::bool_object(occurred);
                                            }},
    {"failing:add_traceback",
     [](PyObject *const *a, Py_ssize_t) -> PyObject
                                            * {
                                              rt::Ref result(rt::call(a[0]));
                                              rt::add_traceback(code_info, 11);
                                              {
                                                rt::ReleaseGil released;
                                                rt::add_traceback_nogil(code_info, 22);
                                              }
                                              rt::add_class_traceback(code_info, 33, "Class");
                                              count_row("add_traceback");
                                              count_row("add_class_traceback");
                                              count_row("add_traceback_nogil");
                                              return nullptr;
                                            }},
    {"failing:unraisable",
     [](PyObject *const *a, Py_ssize_t) -> PyObject
                                            * {
                                              rt::Ref result(rt::call(a[0]));
                                              rt::unraisable(code_info, 33, /*is_shown=*/true);
                                              count_row("unraisable");
                                              result.reset(rt::call(a[0]));
                                              {
                                                rt::ReleaseGil released;
                                                rt::unraisable_nogil(code_info, 44,
                                                                     /*is_shown=*/false);
                                              }
                                              count_row("unraisable_nogil");
                                              return rt::bool_object(rt::error_occurred());
                                            }},
    {"failing:enter_except", // f, handler: like scope:except, through the row forms
     [](PyObject *const *a, Py_ssize_t) -> PyObject * {
       rt::Ref result(rt::call(a[0]));
       if (result)
         return result.release();
       rt::Ref saved, exception;
       rt::enter_except(saved, exception);
       result.reset(rt::call(a[1], exception));
       rt::leave_except(saved);
       count_row("enter_except");
       count_row("leave_except");
       count_row("reraise_exception");
       if (!result)
         return nullptr;
       rt::reraise_exception(exception);
       return nullptr;
     }},
    {"failing:except_star", // f, class, body: one clause `except* class`
     [](PyObject *const *a, Py_ssize_t) -> PyObject * {
       rt::Ref result(rt::call(a[0]));
       if (result)
         return result.release();
       rt::Ref saved, exception, match;
       rt::enter_except(saved, exception);
       rt::Ref rest = rt::Ref::borrow(exception);
       rt::Ref raised(rt::make_list());
       count_row("except_star_split");
       bool good = rt::except_star_split(rest, a[1], match);
       if (good && match.get() != Py_None) {
         rt::Ref before;
         rt::handle_exception(before, match);
         count_row("handle_exception");
         rt::Ref done(rt::call(a[2], match));
         count_row("except_star_collect");
         good = done || rt::except_star_collect(raised);
         rt::leave_except(before);
       }
       rt::leave_except(saved);
       count_row("except_star_finish");
       if (!good || !rt::except_star_finish(exception, raised, rest))
         return nullptr;
       return rt::none();
     }},
    {"thrown:raise_cpp_exception", // number: which exception is thrown
     [](PyObject *const *a, Py_ssize_t) -> PyObject * {
       int kind;
       if (!rt::from_py(a[0], kind))
         return nullptr;
       count_row("raise_cpp_exception");
       rt::ReleaseGil released;
       try {
         switch (kind) {
         case 0:
           throw std::bad_alloc();
         case 1:
           throw std::bad_cast();
         case 2:
           throw std::domain_error("domain");
         case 3:
           throw std::invalid_argument("argument");
         case 4:
           throw std::out_of_range("range");
         case 5:
           throw std::overflow_error("overflow");
         case 6:
           throw std::range_error("result");
         case 7:
           throw std::underflow_error("underflow");
         case 8:
           throw std::runtime_error("runtime");
         case 9:
           throw std::ios_base::failure("file");
         default:
           throw 5;
         }
       } catch (...) {
         rt::raise_cpp_exception();
       }
       return nullptr;
     }},
    {"gil:held",
     [](PyObject *const *, Py_ssize_t) -> PyObject
                                           * {
                                             bool outside = rt::thread_holds_gil(), inside, again;
                                             {
                                               rt::ReleaseGil released;
                                               inside = rt::thread_holds_gil();
                                               rt::AcquireGil acquired(released);
                                               again = rt::thread_holds_gil();
                                             }
                                             return rt::make_tuple(outside ? Py_True : Py_False,
                                                                   inside ? Py_True : Py_False,
                                                                   again ? Py_True : Py_False);
                                           }},
};

// ---- the module --------------------------------------------------------------------------------

PyObject *call_row(PyObject *, PyObject *const *arguments, Py_ssize_t count) {
  const char *name = count ? PyUnicode_AsUTF8(arguments[0]) : nullptr;
  if (!name)
    return nullptr;
  for (Special &special : specials)
    if (std::string_view(special.name) == name) {
      count_row(name);
      return special.wrapper(arguments + 1, count - 1);
    }
  Row *row = find_row(name);
  if (!row || !row->wrapper) {
    PyErr_Format(PyExc_SystemError, "no way to call row %s", name);
    return nullptr;
  }
  ++row->calls;
  return row->wrapper(arguments + 1, count - 1);
}

PyObject *count_calls(PyObject *, PyObject *) {
  rt::Ref counts(PyDict_New());
  for (Row &row : rows) {
    rt::Ref count(rt::to_py(row.calls));
    if (!counts || PyDict_SetItemString(counts, row.name, count) < 0)
      return nullptr;
  }
  return counts.release();
}

PyMethodDef methods[] = {
    {"call", reinterpret_cast<PyCFunction>(reinterpret_cast<void *>(call_row)), METH_FASTCALL,
     "call(row, *arguments): call an entry of the runtime."},
    {"counts", count_calls, METH_NOARGS, "How often each row was called."},
    {nullptr, nullptr, 0, nullptr},
};

bool exec_probe(rt::ModuleInfo &module) {
  null_object = PyObject_CallNoArgs(reinterpret_cast<PyObject *>(&PyBaseObject_Type));
  return null_object && PyModule_AddFunctions(module.module, methods) == 0 &&
         PyDict_SetItemString(module.globals, "NULL", null_object) == 0;
}

} // namespace

PyMODINIT_FUNC PyInit_probe() { return rt::module_init(module_info); }
