// Names, attributes and constants.
#include "sema/check.h"

#include "support/suggest.h"

#include <llvm/ADT/StringSwitch.h>

namespace nogilc::sema {

using namespace types;

const Type *Checker::constantType(const ConstantValue &value) {
  if (auto *integer = std::get_if<llvm::APSInt>(&value.value))
    return integer->isSignedIntN(32)
               ? static_cast<const Type *>(ctx_.types.integer(IntegerKind::Long))
               : ctx_.types.object(ObjectKind::Int);
  if (std::holds_alternative<double>(value.value))
    return ctx_.types.floating(FloatKind::Double);
  if (std::holds_alternative<bool>(value.value))
    return ctx_.types.bint();
  return ctx_.types.object(value.is_bytes ? ObjectKind::Bytes : ObjectKind::Str);
}

const Type *Checker::symbolValue(Symbol *symbol, Span span, ExprInfo &info) {
  info.symbol = symbol;
  info.form = ExprForm::SymbolRead;
  if (symbol->module && symbol->kind == SymbolKind::PythonGlobal)
    return ctx_.types.object();
  if (unsupportedView(symbol->type) && symbol->kind != SymbolKind::Type)
    return symbol->type;
  ctx_.reportUnsupported(*symbol, span);
  if (!symbol->type || isError(symbol->type))
    return error();
  noteUse(ctx_, function_, *symbol);
  switch (symbol->kind) {
  case SymbolKind::PythonGlobal:
  case SymbolKind::Builtin:
  case SymbolKind::ClassName:
    return ctx_.types.object();
  case SymbolKind::Local:
    // An object, unless somebody wants a number of it.
    return isSoftComplex(symbol->type) ? ctx_.types.object() : symbol->type;
  case SymbolKind::Parameter:
  case SymbolKind::ModuleVariable:
  case SymbolKind::ExternVariable:
  case SymbolKind::EnumConstant:
    return symbol->type;
  case SymbolKind::CFunction:
    if (!symbol->overloads.empty() || !symbol->template_parameters.empty())
      info.form = ExprForm::CppMethod; // which one it is shows in the call
    return symbol->type;
  case SymbolKind::CompileTime:
    if (symbol->constant) {
      info.constant = symbol->constant;
      info.form = ExprForm::Plain;
      return constantType(*symbol->constant);
    }
    if (symbol->expression)
      return type(*symbol->expression);
    return symbol->type; // NULL
  case SymbolKind::Type:
    if (auto *builtin = llvm::dyn_cast<ObjectType>(symbol->type)) {
      // `from cpython.list cimport list`: the Python type itself.
      info.symbol = builtinSymbol(ctx_, ctx_.name(builtin->python_name));
      return ctx_.types.object();
    }
    if (llvm::isa<ExtensionType>(symbol->type))
      return ctx_.types.object(ObjectKind::Type);
    if (auto *enumeration = llvm::dyn_cast<EnumType>(symbol->type);
        enumeration && enumeration->is_cpdef)
      return ctx_.types.object(); // its Python class
    ctx_.report(Diag::NotAValue, span).arg(symbol->name).arg("a type");
    return error();
  case SymbolKind::CModule:
    ctx_.report(Diag::NotAValue, span).arg(symbol->name).arg("a cimported module");
    return error();
  case SymbolKind::CythonModule:
    ctx_.report(Diag::NotAValue, span).arg(symbol->name).arg("a compile-time name");
    return error();
  }
  return error();
}

const Type *Checker::name(const syntax::NameExpr &node, ExprInfo &info) {
  Symbol *symbol = info.symbol;
  if (!symbol) {
    if (ctx_.undeclared.contains(node.id))
      return error();
    // Reached without the binder having seen it: the names in a type's subscript and the like.
    symbol = lookup(ctx_, scope_, node.name);
    if (!symbol) {
      if (predefinedType(ctx_, node.name.str()))
        ctx_.report(Diag::NotAValue, node.span).arg(node.name).arg("a type");
      else
        reportUndeclared(ctx_, scope_, node.name, node.span);
      return error();
    }
  }
  if (symbol->kind == SymbolKind::CythonModule) {
    llvm::StringRef dotted = symbol->dotted;
    if (dotted == "cython.compiled") {
      ConstantValue value;
      value.value = true;
      info.constant = ctx_.newConstant(std::move(value));
      return ctx_.types.bint();
    }
    if (dotted == "cython.NULL")
      return ctx_.types.nullPointer();
  }
  return symbolValue(symbol, node.span, info);
}

const Type *Checker::field(const syntax::AttributeExpr &node, const Type *record, ExprInfo &info) {
  auto &type = *llvm::cast<StructType>(canonical(record));
  for (const FieldInfo &field : type.fields)
    if (field.name == node.attribute.name) {
      info.form = ExprForm::StructField;
      info.field = &field;
      return isConst(record) && !isError(field.type) ? ctx_.types.qualified(field.type, true, false)
                                                     : field.type;
    }
  // `s.items()`: a method of the dict that Python makes of the struct.
  const bool is_dict_method =
      llvm::is_contained({"items", "keys", "values", "get", "copy"}, node.attribute.name.str());
  if (is_dict_method && record == unqualified(ctx_.info(*node.base).type) &&
      implicitConversion(record, ctx_.types.object()).kind != ConversionKind::Impossible) {
    coerceToObject(*node.base);
    info.form = ExprForm::PythonAttribute;
    return ctx_.types.object();
  }
  Suggestion suggestion(node.attribute.name.str());
  for (const FieldInfo &field : type.fields)
    suggestion.offer(field.name.str());
  auto report = ctx_.report(Diag::NoSuchMember, node.attribute.span);
  report.arg(spelling(record)).arg(node.attribute.name);
  if (!suggestion.best().empty())
    report.fix(node.attribute.span, suggestion.best(), "did you mean `" + suggestion.best() + "`?",
               Applicability::Unsafe);
  else if (!type.is_complete || type.fields.empty())
    report.note(type.span, "its fields are not declared");
  return error();
}

/// The type of what is no member of the class but may be a C attribute that was reported, or one of
/// a base that was; null: it can only be an attribute that Python code looks up.
static const Type *brokenMember(const Context &ctx, const ClassInfo &cls, Name name) {
  for (const ClassInfo *at = &cls; at; at = at->base) {
    if (at->scope && at->scope->symbols.contains(name))
      return nullptr;
    for (const auto &[broken, type] : at->broken_members)
      if (broken == name)
        return type;
    if (at->has_unknown_base)
      return ctx.types.error();
  }
  return nullptr;
}

/// What the class calls the attribute: `__x` is private. Code outside of classes says `o.__x`, too.
Name memberName(Context &ctx, const ClassInfo &cls, const syntax::AttributeExpr &node) {
  const Name written = node.attribute.name;
  if (const llvm::StringRef mangled = ctx.info(node).text; !mangled.empty())
    return ctx.name(mangled);
  for (const ClassInfo *at = &cls; at; at = at->base) {
    const Name name = privateName(ctx, at, written);
    if (name != written && (findField(*at, name) || findMethod(*at, name)))
      return name;
  }
  return written;
}

/// An attribute or C method of an extension type; null: Python code looks it up.
const Type *Checker::member(const syntax::AttributeExpr &node, const ClassInfo &cls,
                            ExprInfo &info) {
  const Name name = memberName(ctx_, cls, node);
  if (const ExtensionFieldInfo *found = findField(cls, name)) {
    info.form = ExprForm::ExtensionField;
    info.field = found->field;
    info.operand_type = ctx_.info(*node.base).type;
    return found->field->type;
  }
  if (const PropertyInfo *property = findCProperty(cls, name)) {
    info.form = ExprForm::ExtensionProperty;
    info.symbol = property->get->symbol;
    noteUse(ctx_, function_, *info.symbol);
    const auto *type = llvm::dyn_cast<FunctionType>(info.symbol->type);
    return type ? type->result : error();
  }
  if (name == "__dict__" || name == "__weakref__")
    for (const ClassInfo *at = &cls; at; at = at->base)
      if (name == "__dict__" ? at->has_dict : at->has_weakrefs) {
        ctx_.report(Diag::InvalidClass, node.attribute.span)
            .arg(("`" + name.str() + "` is the runtime's: it cannot be used by its name").str());
        return error();
      }
  const MethodInfo *method = findMethod(cls, name);
  if (!method)
    return brokenMember(ctx_, cls, name);
  info.symbol = method->symbol;
  const auto *type = llvm::dyn_cast<FunctionType>(method->symbol->type);
  if (!type)
    return error();
  if (method->symbol->is_static_method)
    return symbolValue(method->symbol, node.span, info);
  if (method->is_final || method->symbol->cls->type->is_final ||
      method->symbol->cls->type->is_extern)
    noteUse(ctx_, function_, *method->symbol); // no table has it
  // Bound: what a caller passes stands behind `self`.
  info.form = ExprForm::ExtensionMethod;
  FunctionType bound = *type;
  bound.parameters = bound.parameters.drop_front();
  return ctx_.types.function(bound);
}

/// All but these are attributes of a Python object that is made for it.
const Type *Checker::viewAttribute(llvm::StringRef name, const Type *type,
                                   const MemoryViewType &view, ExprInfo &info) {
  if (name == "shape" || name == "strides" || name == "suboffsets") {
    info.form = ExprForm::StructField;
    return ctx_.types.array(ctx_.types.integer(IntegerKind::SSize), view.ndim);
  }
  if (name == "T") {
    info.form = ExprForm::StructField;
    return type;
  }
  info.form = ExprForm::PythonAttribute;
  return ctx_.types.object();
}

const Type *Checker::attribute(const syntax::AttributeExpr &node, ExprInfo &info) {
  const std::string dotted = cythonName(ctx_, scope_, node);
  if (!dotted.empty()) {
    info.form = ExprForm::CythonName;
    info.text = ctx_.types.string("cython." + dotted);
    if (dotted == "compiled") {
      ConstantValue value;
      value.value = true;
      info.constant = ctx_.newConstant(std::move(value));
      return ctx_.types.bint();
    }
    if (dotted == "NULL")
      return ctx_.types.nullPointer();
    if (const Type *named = cythonType(ctx_, dotted); named && llvm::isa<ObjectType>(named)) {
      info.form = ExprForm::SymbolRead;
      info.symbol = builtinSymbol(ctx_, ctx_.name(llvm::cast<ObjectType>(named)->python_name));
      return ctx_.types.object();
    }
    if (cythonType(ctx_, dotted))
      ctx_.report(Diag::NotAValue, node.span).arg(info.text).arg("a type");
    else if (isDirective(dotted))
      ctx_.report(Diag::NotAValue, node.span).arg(info.text).arg("a directive");
    else
      ctx_.unsupported(node.span, "`" + info.text + "`");
    return error();
  }
  if (Symbol *base = resolveDotted(ctx_, scope_, *node.base)) {
    if (base->module || (base->kind == SymbolKind::CModule)) {
      if (isError(base->type))
        return error();
      if (Symbol *member = memberOfModule(ctx_, *base, node.attribute.name, node.attribute.span))
        return symbolValue(member, node.span, info);
      if (base->kind == SymbolKind::CModule) {
        auto report = ctx_.report(Diag::NoSuchMember, node.attribute.span);
        report.arg(base->dotted.empty() ? base->name.str() : llvm::StringRef(base->dotted))
            .arg(node.attribute.name);
        if (base->module && base->module->scope) {
          Suggestion suggestion(node.attribute.name.str());
          for (const auto &entry : base->module->scope->symbols)
            suggestion.offer(entry.first.str());
          if (!suggestion.best().empty())
            report.fix(node.attribute.span, suggestion.best(),
                       "did you mean `" + suggestion.best() + "`?", Applicability::Unsafe);
        }
        return error();
      }
    }
    if (base->kind == SymbolKind::Type) {
      if (isError(base->type))
        return error();
      if (const CppClassType *cls = cppClass(base->type))
        return cppStatic(node, *cls, info);
      // `C.f`: the method of that class, whatever the instance's class is.
      if (ClassInfo *cls = extensionClass(ctx_, base->type))
        if (const MethodInfo *method = findMethod(*cls, memberName(ctx_, *cls, node))) {
          type(*node.base);
          return symbolValue(method->symbol, node.span, info);
        }
      if (auto *enumeration = llvm::dyn_cast<EnumType>(canonical(base->type)); enumeration) {
        if (auto items = ctx_.enum_items.find(enumeration); items != ctx_.enum_items.end())
          for (Symbol *item : items->second)
            if (item->name == node.attribute.name)
              return symbolValue(item, node.span, info);
        if (enumeration->is_cpdef) {
          type(*node.base);
          info.form = ExprForm::PythonAttribute;
          return ctx_.types.object();
        }
        ctx_.report(Diag::NoSuchMember, node.attribute.span)
            .arg(spelling(base->type))
            .arg(node.attribute.name);
        return error();
      }
    }
  }
  if (llvm::isa<syntax::IndexExpr, syntax::TypeNameExpr>(node.base))
    if (const Type *named = typeOfExpression(ctx_, scope_, *node.base))
      if (const CppClassType *cls = cppClass(named)) {
        ctx_.info(*node.base).type = named;
        return cppStatic(node, *cls, info);
      }
  const Type *base = type(*node.base);
  if (const MemoryViewType *view = unsupportedView(base))
    return viewAttribute(node.attribute.name.str(), base, *view, info);
  if (isError(base))
    return error();
  const Type *plain = canonical(base);
  if (auto *pointer = llvm::dyn_cast<PointerType>(plain))
    if (llvm::isa<StructType>(canonical(pointer->pointee)))
      return field(node, pointer->pointee, info);
  if (llvm::isa<StructType>(plain))
    return field(node, base, info);
  if (auto *pointer = llvm::dyn_cast<PointerType>(plain))
    if (cppClass(pointer->pointee) && !isPointer(pointer->pointee))
      return cppMember(node, pointer->pointee, info);
  if (llvm::isa<CppClassType>(plain))
    return cppMember(node, base, info);
  if (auto *number = llvm::dyn_cast<ComplexType>(plain);
      number && (node.attribute.name == "real" || node.attribute.name == "imag")) {
    info.form = ExprForm::ComplexPart;
    return number->component;
  }
  if (const Type *method = lockMethod(node, base, info))
    return method;
  if (!isObject(plain) &&
      implicitConversion(base, ctx_.types.object()).kind == ConversionKind::Impossible &&
      !(ctx_.info(*node.base).symbol && ctx_.info(*node.base).symbol->is_cpdef)) {
    ctx_.report(Diag::NoSuchMember, node.attribute.span)
        .arg(spelling(base))
        .arg(node.attribute.name);
    return error();
  }
  if (const ClassInfo *cls = extensionClass(ctx_, plain))
    if (const Type *found = member(node, *cls, info))
      return found;
  coerceToObject(*node.base);
  info.form = ExprForm::PythonAttribute;
  // The dialect keeps these methods of Python 2 for what is known to be a dict.
  if (auto *object = llvm::dyn_cast<ObjectType>(plain);
      object && object->object == ObjectKind::Dict)
    info.text = llvm::StringSwitch<llvm::StringRef>(node.attribute.name.str())
                    .Case("iteritems", "items")
                    .Case("iterkeys", "keys")
                    .Case("itervalues", "values")
                    .Default(info.text);
  return ctx_.types.object();
}

} // namespace nogilc::sema
