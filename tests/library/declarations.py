"""Turns a .pxd of runtime/pxd into what proves it: a module that uses everything that it declares, and
C++ that compares each signature, field and constant with the header. Called by test_declarations.py.

The source of both is what the compiler itself understood: `nogilc check --dump=types x.pxd`.
"""

import re
import subprocess
from dataclasses import dataclass, field


@dataclass
class Declaration:
    kind: str  # a SymbolKind of the compiler
    name: str
    cname: str
    type: str  # as the dialect spells it
    cpp: str  # as C++ does; of a function, a pointer to it
    fields: list = field(default_factory=list)  # Declarations of a struct's fields

    @property
    def is_function(self):
        return self.kind == "CFunction"

    @property
    def is_nogil(self):
        return self.type.endswith(" nogil")

    def parameters(self):
        """The types of a function's parameters, in the dialect; `...` is left out."""
        return [part for part in split_types(arguments_of(self.type)) if part != "..."]


LINE = re.compile(r'  (?:  )?(?:(\w+) )?(\w+) "([^"]*)": (.*); (.*)$')


def declarations(compiler, pxd):
    dump = subprocess.run([compiler, "check", "--phase=sema", "--dump=types", pxd],
                          capture_output=True, text=True)
    assert dump.returncode == 0, dump.stderr
    result, is_inside = [], False
    for line in dump.stdout.splitlines():
        if not line.startswith(" "):
            is_inside = line == "declarations"
        elif is_inside:
            match = LINE.match(line)
            assert match, line
            found = Declaration(match[1] or "", *match.group(2, 3, 4, 5))
            (result[-1].fields if line.startswith("    ") else result).append(found)
    return result


# ------------------------------------------------------------------------------------ the module


def module_text(module, found):
    """A source in the dialect that cimports, uses and calls all of it."""
    names = [declaration.name for declaration in found]
    lines = [f"from {module} cimport *"]
    lines += [f"from {module} cimport ({', '.join(names)})", ""] if names else [""]
    for number, declaration in enumerate(found):
        use = {"CFunction": use_function, "Type": use_type}.get(declaration.kind, use_value)
        lines += use(number, declaration) + [""]
    return "\n".join(lines)


def use_function(number, declaration):
    types = declaration.parameters()
    parameters = ", ".join(declare(type, f"a{i}") for i, type in enumerate(types))
    passed = ", ".join(f"a{i}" for i in range(len(types)))
    state = " nogil" if declaration.is_nogil else ""
    return [f"cdef void use_{number}({parameters}) except *{state}:",
            f"    {declaration.name}({passed})"]


def use_type(number, declaration):
    lines = [f"cdef void use_{number}({declaration.name} *pointer) noexcept nogil:",
             "    cdef size_t size = 0"]
    lines += [f"    size += sizeof(pointer.{part.name})" for part in declaration.fields]
    return lines


def use_value(number, declaration):
    type = declaration.type.removeprefix("const ")
    lines = [f"cdef void use_{number}() noexcept nogil:"]
    if type.endswith("]"):
        return lines + [f"    cdef const void *value = {declaration.name}"]
    return lines + [f"    cdef {declare(type, 'value')}", f"    value = {declaration.name}"]


def declare(type, name):
    """`int (*)(int)` and `name` are `int (*name)(int)`."""
    if "(*)" in type:
        return type.replace("(*)", f"(*{name})", 1)
    return f"{type} {name}"


def arguments_of(type):
    """What stands in the last top-level parentheses of a function type."""
    depth, end, start = 0, None, None
    for i in range(len(type) - 1, -1, -1):
        if type[i] == ")":
            end = i if depth == 0 and end is None else end
            depth += 1
        elif type[i] == "(":
            depth -= 1
            if depth == 0:
                start = i
                break
    return type[start + 1:end]


def split_types(text):
    parts, depth, current = [], 0, ""
    for character in text:
        depth += character in "([<"
        depth -= character in ")]>"
        if character == "," and depth == 0:
            parts.append(current.strip())
            current = ""
        else:
            current += character
    return parts + [current.strip()] if current.strip() else parts


# --------------------------------------------------------------------------------- the comparison

# What the compiler's own knowledge of a declaration must have in common with the header: a pointer
# converts without a cast in the direction that the call needs, an integer has the same width and
# sign, everything else is the same type.
COMPARE = """
#include <type_traits>
namespace declared_here {
template <class T> constexpr bool is_counted = std::is_integral_v<T> || std::is_enum_v<T>;

/// Whether it is the struct of Python objects of some type.
template <class T, class = void> constexpr bool is_object = false;
template <class T> constexpr bool is_object<T, std::void_t<decltype(T::ob_base)>> = true;

/// Whether a value of type From can be given where a To is wanted, and is the same there.
template <class From, class To> constexpr bool goes() {
  using F = std::remove_cv_t<std::remove_reference_t<From>>;
  using T = std::remove_cv_t<std::remove_reference_t<To>>;
  if constexpr (std::is_enum_v<F> || std::is_enum_v<T>)
    return is_counted<F> && is_counted<T>;
  else if constexpr (std::is_same_v<F, bool> || std::is_same_v<T, bool>)
    return is_counted<F> && is_counted<T>;
  else if constexpr (is_counted<F> && is_counted<T>)
    return sizeof(F) == sizeof(T) && std::is_signed_v<F> == std::is_signed_v<T>;
  else if constexpr (std::is_floating_point_v<F> || std::is_floating_point_v<T>)
    return std::is_same_v<F, T>;
  else if constexpr (std::is_pointer_v<F> && std::is_same_v<T, PyObject *>)
    return std::is_convertible_v<F, T> || is_object<std::remove_pointer_t<F>>; // of a declared class
  else
    return std::is_convertible_v<F, T>;
}

template <class... T> struct List {};
template <class... P, class... Q> constexpr bool all_go(List<P...>, List<Q...>) {
  if constexpr (sizeof...(P) != sizeof...(Q))
    return false;
  else
    return (true && ... && goes<P, Q>());
}

template <class T> struct Signature;
template <class R, class... P> struct Signature<R(P...)> {
  using Result = R;
  using Parameters = List<P...>;
  static constexpr bool has_varargs = false;
};
template <class R, class... P> struct Signature<R(P..., ...)> : Signature<R(P...)> {
  static constexpr bool has_varargs = true;
};
template <class R, class... P> struct Signature<R(P...) noexcept> : Signature<R(P...)> {};
template <class R, class... P> struct Signature<R(P..., ...) noexcept> : Signature<R(P..., ...)> {};

/// `Declared` is a pointer to a function.
template <class Declared, class Actual> constexpr bool fits(Actual *, int) {
  using D = Signature<std::remove_pointer_t<Declared>>;
  using A = Signature<Actual>;
  return D::has_varargs == A::has_varargs &&
         (std::is_void_v<typename D::Result> == std::is_void_v<typename A::Result>) &&
         (std::is_void_v<typename D::Result> ||
          goes<typename A::Result, typename D::Result>()) &&
         all_go(typename D::Parameters{}, typename A::Parameters{});
}
/// One of several functions of C++ is exactly the declared one.
template <class Declared> constexpr bool fits(Declared, long) { return true; }
} // namespace declared_here
"""


def comparison_text(found):
    """C++ that compiles if the headers mean what the declarations say."""
    lines = [COMPARE]
    for declaration in found:
        make = {"CFunction": compare_function, "Type": compare_type}.get(
            declaration.kind, compare_value)
        lines += make(declaration)
    return "\n".join(lines) + "\n"


def compare_function(declaration):
    if not declaration.cname.isidentifier():
        return []  # of C++'s library, overloaded: the call in the module is the test
    return [f"#ifndef {declaration.cname}",
            f"static_assert(declared_here::fits<{header_type(declaration)}>(&{declaration.cname}, 0), "
            f'"{declaration.name}: {declaration.type}");',
            "#endif"]


def header_type(declaration):
    """A parameter that is declared `type` is a PyTypeObject* in the header."""
    wanted = declaration.parameters()
    given = split_types(arguments_of(declaration.cpp))
    for i, type in enumerate(wanted):
        if type == "type":
            given[i] = "PyTypeObject *"
    start = declaration.cpp.index("(*)") + 3
    return declaration.cpp[:start] + "(" + ", ".join(given) + ")"


def compare_type(declaration):
    lines = []
    for part in declaration.fields:
        lines.append(
            f"static_assert(declared_here::goes<decltype((({declaration.cpp} *)nullptr)->{part.cname}), "
            f'{part.cpp}>(), "{declaration.name}.{part.name}: {part.type}");')
    return lines


INTEGERS = {f"const {sign}{type}" for type in ("int", "long", "long long", "short", "char")
            for sign in ("", "signed ", "unsigned ")}


def compare_value(declaration):
    """A constant keeps its value in the declared type."""
    if declaration.type not in INTEGERS:
        return []
    name, cpp = declaration.cname, declaration.cpp
    return [f"static_assert(!__builtin_constant_p({name}) || "
            f"static_cast<__int128>(static_cast<{cpp}>({name})) == static_cast<__int128>({name}), "
            f'"{declaration.name}: {declaration.type}");']
