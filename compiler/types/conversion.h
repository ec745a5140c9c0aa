// The one table of conversions: what turns a value of one type into another, what it needs of the
// GIL and whether it can raise. sema asks it whether a conversion exists, lower which instruction
// to make.
#pragma once

#include "types/types.h"

namespace nogilc::types {

enum class ConversionKind : uint8_t {
  Impossible,
  Identity,     ///< the same type, or differing in cv only
  CArithmetic,  ///< implicit in C++: between arithmetic types
  CPointer,     ///< between pointers (also NULL, arrays, functions); a cast in C++ if `losesConst`
  CStruct,      ///< by value, same nominal type
  ObjectUpcast, ///< to a base type: no check
  ObjectTest,  ///< `object` to a builtin or extension type: a type test that may raise; None passes
  ToObject,    ///< C value to a new object
  FromObject,  ///< object to a C value; may raise
  ObjectTruth, ///< object to bint; may raise
  BytesToCharPtr, ///< borrowed pointer into a bytes object; may raise
  CharPtrToBytes, ///< new object; may raise
  CppText,        ///< a `char *` to a `std::string`
  SoftToReal,     ///< a soft complex number to a real one; may raise
  ArrayToList,
  ObjectToArray,
};

struct Conversion {
  ConversionKind kind = ConversionKind::Impossible;
  bool needs_gil = false;
  bool may_raise = false;
};

/// What C text (`char *`, arrays of `char`) and objects are to each other in a module: the
/// directives `c_string_type` and `c_string_encoding`.
struct TextRules {
  ObjectKind object = ObjectKind::Bytes; ///< what C text becomes where any object will do
  std::string encoding;                  ///< of `str`; empty: it has to be decoded explicitly
  /// `str` becomes `char *`, too: CPython keeps that encoded form beside the text.
  bool takes_str = false;
};

enum class StandardClass : uint8_t {
  None,
#define NOGILC_STANDARD_CLASS(Kind, CppName, PythonType, Arguments) Kind,
#include "types/standard_classes.def"
};
/// Which class of the C++ standard library it is, of those with a Python form.
StandardClass standardClass(const CppClassType *type);
/// `std::string` and `std::string_view`, which C++ makes of C text.
bool isCppText(const Type *type);
/// The Python type that its values become; absent: they have no Python form.
std::optional<ObjectKind> pythonKind(const CppClassType *type);

/// The implicit conversion, as in an assignment.
Conversion implicitConversion(const Type *from, const Type *to);
Conversion implicitConversion(const Type *from, const Type *to, const TextRules &rules);
/// Whether a conversion between pointers leaves out a `const` anywhere: C allows it, C++ wants a
/// cast.
bool losesConst(const Type *from, const Type *to);
/// The conversion of an explicit cast `<to>x` (unchecked form).
Conversion castConversion(const Type *from, const Type *to);
Conversion castConversion(const Type *from, const Type *to, const TextRules &rules);
/// `char *` and arrays of `char`.
bool isCText(const Type *type);

} // namespace nogilc::types
