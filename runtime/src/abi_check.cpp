// abi_check.cpp: compiles only if every row of abi.def says the truth about its declaration:
// parameters, where the result goes, and what a failure looks like. Generates no code.
#include "nogilc_rt/cpp_conversions.h"
#include "nogilc_rt/nogilc_rt.h"

#include <type_traits>
#include <utility>

namespace nogilc_rt {
namespace abi {

// The type names of abi.def.
using Object = PyObject *;
using OrNull = PyObject *;
using Ref = nogilc_rt::Ref &;
using Args = PyObject *;
using Objects = PyObject *const *;
using String = const char *;
using Bool = bool;
using Int = int;
using Long = long;
using SSize = Py_ssize_t;
using Size = size_t;
using Double = double;
using UCS4 = Py_UCS4;
using Any = int;
using Lock = Mutex &;
using Func = FunctionInfo &;
using Code = CodeInfo &;
using Module = ModuleInfo &;
using Resume = ResumeFunction;
using RefArray = nogilc_rt::Ref *;
using SSizeRef = Py_ssize_t &;
using DoubleRef = double &;
struct None {};

template <class... Parameters> struct Signature {};

// What a call of each kind gives back.
struct NewOrNull {
  template <class Out> using Result = PyObject *;
  static constexpr bool kTrailing = false;
};
struct New : NewOrNull {};
struct Borrowed : NewOrNull {};
struct BorrowedOrNull : NewOrNull {};
struct Status {
  template <class Out> using Result = bool;
  static constexpr bool kTrailing = true;
};
struct Next {
  template <class Out> using Result = int;
  static constexpr bool kTrailing = true;
};
struct Value {
  template <class Out> using Result = Out;
  static constexpr bool kTrailing = false;
};
struct Void {
  template <class Out> using Result = void;
  static constexpr bool kTrailing = false;
};
struct Raise : Void {};

/// The result of `call(parameters..., out&)`, with `out` only where the kind has one.
template <class Kind, class Out, class Caller, class... Parameters>
constexpr bool agrees(Signature<Parameters...>, Caller) {
  using Expected = typename Kind::template Result<Out>;
  if constexpr (Kind::kTrailing && !std::is_same_v<Out, None>)
    return std::is_same_v<
        Expected, std::invoke_result_t<Caller, Parameters..., std::add_lvalue_reference_t<Out>>>;
  else
    return std::is_same_v<Expected, std::invoke_result_t<Caller, Parameters...>>;
}

// A lambda, because a row may name a template or an overload set.
#define NOGILC_RT(name, kind, out, parameters, gil)                                                \
  static_assert(agrees<kind, out>(Signature<NOGILC_RT_PARAMETERS parameters>(),                    \
                                  [](auto &&...a) -> decltype(nogilc_rt::name(                     \
                                                      std::forward<decltype(a)>(a)...)) {          \
                                    return nogilc_rt::name(std::forward<decltype(a)>(a)...);       \
                                  }),                                                              \
                "abi.def and the header disagree about " #name);
#define NOGILC_RT_PARAMETERS(...) __VA_ARGS__
#define NOGILC_RT_GUARD(type, gil)                                                                 \
  static_assert(std::is_class_v<type> && !std::is_copy_constructible_v<type>,                      \
                "a guard is a class that is not copied");
#include "nogilc_rt/abi.def"
#undef NOGILC_RT_PARAMETERS

} // namespace abi
} // namespace nogilc_rt
