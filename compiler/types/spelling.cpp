// Types as text: in the dialect's words for people, and as C++ around a declared name. Both nest
// declarators the way C does: `int (*f)(int)`.
#include "types/types.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/Twine.h>

namespace nogilc::types {

namespace {

/// Which words to use; the nesting of declarators is the same in both.
enum class Language : uint8_t { Dialect, Cpp, C };

class Speller {
public:
  explicit Speller(Language language) : language_(language) {}

  /// `inner` is what has been said already: a name, or `*name`, or empty.
  std::string spell(const Type *type, std::string inner) const {
    if (!type)
      return join("<none>", inner);
    switch (type->kind) {
    case TypeKind::Pointer: {
      auto *pointer = llvm::cast<PointerType>(type);
      if (pointer->is_null && isDialect())
        return join("NULL", inner);
      return spell(pointer->pointee, wrap("*", inner, pointer->pointee));
    }
    case TypeKind::Reference: {
      auto *reference = llvm::cast<ReferenceType>(type);
      return spell(reference->referee,
                   wrap(reference->is_rvalue ? "&&" : "&", inner, reference->referee));
    }
    case TypeKind::Array: {
      auto *array = llvm::cast<ArrayType>(type);
      std::string size = array->size ? std::to_string(*array->size) : std::string(array->size_text);
      return spell(array->element, inner + "[" + size + "]");
    }
    case TypeKind::Function:
      return spellFunction(*llvm::cast<FunctionType>(type), std::move(inner));
    case TypeKind::Qualified: {
      auto *qualified = llvm::cast<QualifiedType>(type);
      std::string words = qualified->is_const ? "const" : "";
      if (qualified->is_volatile)
        words += words.empty() ? "volatile" : " volatile";
      // On a pointer the word stands behind the star, elsewhere in front.
      if (isPointerLike(qualified->inner))
        return spell(qualified->inner, inner.empty() ? words : words + " " + inner);
      return words + " " + spell(qualified->inner, std::move(inner));
    }
    default:
      return join(leaf(type), inner);
    }
  }

private:
  bool isDialect() const { return language_ == Language::Dialect; }

  bool isPointerLike(const Type *type) const {
    if (llvm::isa<PointerType, ReferenceType>(type))
      return true;
    return !isDialect() && llvm::isa<ObjectType, ExtensionType>(type);
  }

  /// `*` in front of a name; in parentheses if an array or function follows.
  static std::string wrap(llvm::StringRef star, const std::string &inner, const Type *next) {
    std::string text = (star + inner).str();
    if (auto *qualified = llvm::dyn_cast_or_null<QualifiedType>(next))
      next = qualified->inner;
    if (llvm::isa_and_nonnull<ArrayType, FunctionType>(next))
      return "(" + text + ")";
    return text;
  }

  std::string join(std::string word, const std::string &inner) const {
    if (inner.empty())
      return word;
    // `char* x` in C++ reads better than `char *x`; both are the same.
    if (inner[0] == '[' || (word.size() && word.back() == '*' && inner[0] == '*'))
      return word + inner;
    return word + " " + inner;
  }

  std::string leaf(const Type *type) const {
    switch (type->kind) {
    case TypeKind::Error:
      return isDialect() ? "<error>" : "int";
    case TypeKind::Void:
      return "void";
    case TypeKind::Bint:
      return isDialect() ? "bint" : "int";
    case TypeKind::Integer: {
      auto *integer = llvm::cast<IntegerType>(type);
      return (isDialect() ? integer->dialect_name : integer->cpp_name).str();
    }
    case TypeKind::Float: {
      auto *floating = llvm::cast<FloatType>(type);
      return (isDialect() ? floating->dialect_name : floating->cpp_name).str();
    }
    case TypeKind::Complex: {
      const std::string component = leaf(llvm::cast<ComplexType>(type)->component);
      const char *soft = isDialect() && llvm::cast<ComplexType>(type)->is_soft ? "soft " : "";
      return soft + component + (isDialect() ? " complex" : " _Complex");
    }
    case TypeKind::Object: {
      if (!isDialect())
        return "PyObject*";
      auto *object = llvm::cast<ObjectType>(type);
      // `int` and `float` are C types in the dialect: say which one is meant.
      const bool is_ambiguous = object->object == ObjectKind::Int ||
                                object->object == ObjectKind::Float ||
                                object->object == ObjectKind::Complex;
      return object->python_name.str() + (is_ambiguous ? " object" : "");
    }
    case TypeKind::Extension: {
      auto *extension = llvm::cast<ExtensionType>(type);
      if (isDialect())
        return extension->name.str().str();
      // In C++ every object is a PyObject*; who reads a field casts to the instance's struct.
      const bool is_known = language_ == Language::C && !extension->c_struct.empty();
      return is_known ? (extension->c_struct + "*").str() : "PyObject*";
    }
    case TypeKind::Struct: {
      auto *record = llvm::cast<StructType>(type);
      return isDialect() ? record->name.str().str() : record->cname.str();
    }
    case TypeKind::Enum: {
      auto *enumeration = llvm::cast<EnumType>(type);
      if (isDialect())
        return enumeration->name ? enumeration->name.str().str() : "enum";
      return enumeration->cname.empty() ? "int" : enumeration->cname.str();
    }
    case TypeKind::Typedef: {
      auto *alias = llvm::cast<TypedefType>(type);
      return isDialect() ? alias->name.str().str() : alias->cname.str();
    }
    case TypeKind::CTuple: {
      if (!isDialect())
        return ctupleName(*llvm::cast<CTupleType>(type));
      std::string text;
      for (const Type *element : llvm::cast<CTupleType>(type)->elements)
        text += (text.empty() ? "(" : ", ") + spell(element, "");
      return text + ")";
    }
    case TypeKind::Fused:
      return llvm::cast<FusedType>(type)->name.str().str();
    case TypeKind::MemoryView: {
      auto *view = llvm::cast<MemoryViewType>(type);
      std::string text = spell(view->element, "") + "[";
      for (unsigned i = 0; i < view->ndim; ++i)
        text += i ? ", :" : ":";
      return text + "]";
    }
    case TypeKind::Opaque: {
      auto *opaque = llvm::cast<OpaqueType>(type);
      return isDialect() ? opaque->name.str().str() : opaque->cname.str();
    }
    case TypeKind::Buffer:
      return "buffer";
    case TypeKind::CppClass:
      return cppClassName(*llvm::cast<CppClassType>(type));
    case TypeKind::TemplateParameter:
      return llvm::cast<TemplateParameterType>(type)->name.str().str();
    case TypeKind::Pointer:
    case TypeKind::Reference:
    case TypeKind::Array:
    case TypeKind::Function:
    case TypeKind::Qualified:
      break;
    }
    return "?";
  }

  /// `vector[int]`, `std::vector<int>`, `std::map<int, long>::iterator`.
  std::string cppClassName(const CppClassType &cls) const {
    std::string text = isDialect() ? cls.name.str().str() : cls.cname.str();
    if (cls.outer)
      text = cppClassName(*cls.outer) + (isDialect() ? "." : "::") + text;
    std::string arguments;
    for (const Type *argument : cls.ownArguments())
      if (auto *parameter = llvm::dyn_cast<TemplateParameterType>(argument);
          !parameter || !parameter->is_optional)
        arguments += (arguments.empty() ? "" : ", ") + spell(argument, "");
    if (arguments.empty()) // a template all of whose arguments C++ knows
      return isDialect() || cls.ownArguments().empty() ? text : text + "<>";
    return isDialect() ? text + "[" + arguments + "]" : text + "<" + arguments + ">";
  }

  /// A struct of its own for each: `(int, double *)` is `ng_ctuple_int_double_p`.
  std::string ctupleName(const CTupleType &tuple) const {
    std::string name = "ng_ctuple";
    for (const Type *element : tuple.elements) {
      name += '_';
      for (char c : spell(element, "")) {
        if (c == '_')
          name += "__";
        else if (c == '*')
          name += 'p';
        else if (c != ' ')
          name += llvm::isAlnum(c) ? std::string(1, c)
                                   : "x" + llvm::utohexstr(static_cast<unsigned char>(c));
      }
    }
    return name;
  }

  std::string spellFunction(const FunctionType &function, std::string inner) const {
    std::string text = std::move(inner);
    if (!function.calling_convention.empty())
      text = function.calling_convention.str() + " " + text;
    text += "(";
    bool is_first = true;
    for (const Type *parameter : function.parameters) {
      if (!is_first)
        text += ", ";
      is_first = false;
      text += spell(parameter, "");
    }
    if (function.has_c_varargs)
      text += is_first ? "..." : ", ...";
    else if (is_first && language_ == Language::C)
      text += "void";
    text += ")";
    if (isDialect()) {
      switch (function.exception.kind) {
      case ExceptionKind::None:
        text += " noexcept";
        break;
      case ExceptionKind::Value:
        text += " except " + function.exception.value.str();
        break;
      case ExceptionKind::CheckedValue:
        text += " except? " + function.exception.value.str();
        break;
      case ExceptionKind::Always:
        text += " except *";
        break;
      case ExceptionKind::Cpp:
        text += " except +" + function.exception.cpp_handler.str();
        break;
      case ExceptionKind::Object:
        break;
      }
      if (function.is_with_gil)
        text += " with gil";
      else if (function.is_nogil)
        text += " nogil";
    }
    return spell(function.result, std::move(text));
  }

  Language language_;
};

} // namespace

std::string spelling(const Type *type) { return Speller(Language::Dialect).spell(type, ""); }

std::string cppDeclaration(const Type *type, llvm::StringRef name) {
  return Speller(Language::Cpp).spell(type, name.str());
}

std::string cDeclaration(const Type *type, llvm::StringRef name) {
  return Speller(Language::C).spell(type, name.str());
}

} // namespace nogilc::types
