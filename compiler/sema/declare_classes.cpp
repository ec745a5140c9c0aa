// The members of a `cdef class`: its attributes, its C methods and what they override. Its `def`
// methods and class attributes are names of the class body, which bind_names.cpp walks as it does
// that of a Python class; special methods are declared in a file of their own.
#include "sema/context.h"
#include "sema/builtin_bases.h"
#include "sema/special_methods.h"

namespace nogilc::sema {

using namespace types;
using syntax::NodeKind;

namespace {

const ClassInfo *rootOf(const ClassInfo &cls) {
  const ClassInfo *at = &cls;
  while (at->base)
    at = at->base;
  return at;
}

class ClassDeclarer {
public:
  ClassDeclarer(Context &ctx, const DeclarationPlace &place, ClassInfo &cls)
      : ctx_(ctx), place_(place), cls_(cls) {}

  void run(List<syntax::Stmt *> body) {
    for (const syntax::Stmt *stmt : body)
      declare(*stmt);
    auto *type = const_cast<ExtensionType *>(cls_.type);
    const size_t earlier = type->fields.size();
    if (fields_.empty())
      return;
    llvm::SmallVector<FieldInfo, 8> all(type->fields.begin(), type->fields.end());
    all.append(fields_.begin(), fields_.end());
    type->fields = ctx_.types.fields(all);
    cls_.fields.clear();
    for (size_t i = 0; i != earlier; ++i)
      visibilities_.insert(visibilities_.begin() + static_cast<ptrdiff_t>(i), kept_[i]);
    for (size_t i = 0; i != all.size(); ++i)
      cls_.fields.push_back({&type->fields[i], visibilities_[i]});
  }

private:
  void declare(const syntax::Stmt &stmt) {
    switch (stmt.kind) {
    case NodeKind::CVarDecl:
      return declareMembers(llvm::cast<syntax::CVarDecl>(stmt));
    case NodeKind::CFunctionDef:
      return defineMethod(llvm::cast<syntax::CFunctionDef>(stmt));
    case NodeKind::DeclBlock:
      for (const syntax::Stmt *inner : llvm::cast<syntax::DeclBlock>(stmt).body)
        declare(*inner);
      return;
    case NodeKind::CompileTimeIf:
      for (const syntax::Stmt *inner :
           takenArm(ctx_, place_.scope, llvm::cast<syntax::CompileTimeIf>(stmt)))
        declare(*inner);
      return;
    case NodeKind::AnnAssignStmt:
      return declareAnnotated(llvm::cast<syntax::AnnAssignStmt>(stmt));
    case NodeKind::AssignStmt:
      return declareAssigned(llvm::cast<syntax::AssignStmt>(stmt));
    case NodeKind::ExprStmt:
      return declareByKeywords(llvm::cast<syntax::ExprStmt>(stmt));
    case NodeKind::FunctionDef:
      return definePureMethod(llvm::cast<syntax::FunctionDef>(stmt));
    case NodeKind::CEnumDef:
    case NodeKind::CStructDef:
    case NodeKind::CTypedef:
      ctx_.unsupported(stmt.span, "a C type inside of a class");
      return;
    default:
      return; // names of the class body
    }
  }

  void declareMembers(const syntax::CVarDecl &decl) {
    const Type *base = resolveCType(ctx_, place_, decl.base);
    for (const syntax::Declarator *declarator : decl.declarators) {
      Declared declared = applyDeclarator(ctx_, place_, base, declarator, !place_.in_pxd);
      const syntax::Ident &name = declared.name->name;
      if (!name)
        continue; // reported
      if (!declared.function && decl.flags.is_cpdef)
        ctx_.report(Diag::InvalidType, declarator->span)
            .arg("a `cpdef` attribute")
            .note("Python code sees attributes that are declared `public` or `readonly`");
      if (declared.function)
        declareMethod(decl, declared);
      else
        declareField(decl, declared);
    }
  }

  // ---- pure mode: `x: cython.int`, `x = cython.declare(cython.int)`,
  // `cython.declare(x=cython.int)`

  /// What an annotation says of an attribute; Python types that no C type is of are objects.
  const Type *annotatedType(const syntax::Expr &annotation) {
    if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&annotation); name && name->name == "float") {
      const Symbol *symbol = lookup(ctx_, place_.scope, name->name);
      if (!symbol || symbol->kind == SymbolKind::Builtin)
        return ctx_.types.floating(FloatKind::Double);
    }
    const Type *type = typeOfExpression(ctx_, place_.scope, annotation);
    return type ? type : ctx_.types.object();
  }

  void declareAnnotated(const syntax::AnnAssignStmt &node) {
    auto *name = llvm::dyn_cast<syntax::NameExpr>(node.target);
    const bool is_field = cls_.dataclass.has_value();
    if (!name || (node.value && !is_field) || isClassVariable(ctx_, *node.annotation) ||
        importedName(ctx_, *node.annotation) == "dataclasses.KW_ONLY")
      return; // a name of the class body
    const syntax::Expr &annotation = withoutInitVar(ctx_, *node.annotation);
    declareField({name->name, name->span}, annotatedType(annotation), "",
                 !is_field || &annotation != node.annotation ? syntax::Visibility::Private
                 : cls_.dataclass->frozen                    ? syntax::Visibility::Readonly
                                                             : syntax::Visibility::Public);
  }

  const syntax::CallExpr *declareCall(const syntax::Expr *value) {
    auto *call = llvm::dyn_cast_or_null<syntax::CallExpr>(value);
    return call && cythonName(ctx_, place_.scope, *call->callee) == "declare" ? call : nullptr;
  }

  const Type *declaredType(const syntax::Expr &written) {
    const Type *type = typeOfExpression(ctx_, place_.scope, written);
    if (type)
      return type;
    ctx_.report(Diag::NotAType, written.span).arg("the first argument of `declare`");
    return ctx_.types.error();
  }

  void declareAssigned(const syntax::AssignStmt &node) {
    const syntax::CallExpr *call = declareCall(node.value);
    if (!call || call->args.empty())
      return;
    auto visibility = syntax::Visibility::Private;
    for (const syntax::Keyword *keyword : call->keywords)
      if (auto *text = llvm::dyn_cast<syntax::StringLiteral>(keyword->value);
          text && keyword->name.name == "visibility") {
        const ConstantValue *value = fold(ctx_, place_.scope, *text);
        const auto *word = value ? std::get_if<std::string>(&value->value) : nullptr;
        if (word && *word == "public")
          visibility = syntax::Visibility::Public;
        else if (word && *word == "readonly")
          visibility = syntax::Visibility::Readonly;
      }
    if (call->args.size() > 1)
      ctx_.report(Diag::InvalidType, call->args[1]->span)
          .arg("an initial value of an attribute: `__cinit__` gives it");
    for (const syntax::Expr *target : node.targets)
      if (auto *name = llvm::dyn_cast<syntax::NameExpr>(target))
        declareField({name->name, name->span}, declaredType(*call->args[0]), "", visibility);
  }

  void declareByKeywords(const syntax::ExprStmt &node) {
    if (const syntax::CallExpr *call = declareCall(node.value))
      for (const syntax::Keyword *keyword : call->keywords)
        declareField(keyword->name, declaredType(*keyword->value), "", syntax::Visibility::Private);
  }

  // ---- attributes

  void declareField(const syntax::CVarDecl &decl, const Declared &declared) {
    // How Cython's buffers of the class are by default: no attribute.
    if (cls_.type->is_extern && declared.name->name.name == "__cythonbufferdefaults__")
      return;
    if (declared.name->initializer)
      ctx_.report(Diag::InvalidType, declared.name->initializer->span)
          .arg("an initial value of an attribute: `__cinit__` gives it");
    declareField(declared.name->name, declared.type, declared.name->cname, decl.flags.visibility);
  }

  syntax::Ident ownName(syntax::Ident written) const {
    written.name = privateName(ctx_, &cls_, written.name);
    return written;
  }

  void declareField(const syntax::Ident &written, const Type *type, llvm::StringRef written_cname,
                    syntax::Visibility visibility) {
    const syntax::Ident name = ownName(written);
    auto reject = [&](const llvm::Twine &what) {
      ctx_.report(Diag::InvalidType, name.span).arg(what);
      type = ctx_.types.error();
    };
    if (kept_.empty())
      for (const ExtensionFieldInfo &field : cls_.fields)
        kept_.push_back(field.visibility);
    if (cls_.is_declared_in_pxd && !place_.in_pxd && cls_.home.empty())
      return reject("an attribute that the class's declaration in the .pxd does not have");
    if (isError(type)) {
      cls_.broken_members.emplace_back(name.name, type);
      return;
    }
    if (isVoid(type))
      reject("an attribute of type `void`");
    else if (auto *record = llvm::dyn_cast<StructType>(canonical(type));
             record && !record->is_complete && !record->is_extern)
      reject("an attribute of the incomplete type `" + spelling(type) + "`");
    else if (auto *array = llvm::dyn_cast<ArrayType>(canonical(type));
             array && !array->size && array->size_text.empty())
      reject("an array without a size");
    const Type *element = type;
    while (auto *array = llvm::dyn_cast<ArrayType>(canonical(element)))
      element = array->element;
    if (const CppClassType *cpp = isError(type) ? nullptr : cppClass(element)) {
      const FunctionType *construct =
          implicitCall(ctx_.analysis, ctx_.types, cpp, ImplicitCall::Construct);
      if (isReference(type) || element != type || cls_.type->is_public)
        ctx_.unsupported(name.span,
                         "an attribute that is a C++ reference or array, or of a public class");
      else if (!construct)
        ctx_.report(Diag::NoDefaultConstructor, name.span).arg(spelling(type));
      else if (construct->exception.kind == ExceptionKind::Cpp)
        ctx_.unsupported(name.span, "an attribute whose constructor is `except +`: use a pointer, "
                                    "which `__cinit__` gives its object,");
      if (!construct || isReference(type) || element != type || cls_.type->is_public ||
          construct->exception.kind == ExceptionKind::Cpp)
        type = ctx_.types.error();
    }
    if (name.name == "__dict__" || name.name == "__weakref__") {
      if (visibility == syntax::Visibility::Public || visibility == syntax::Visibility::Readonly)
        ctx_.report(Diag::InvalidType, name.span)
            .arg(("a `public` or `readonly` attribute `" + name.name.str() +
                  "`: Python code has it anyway")
                     .str());
      (name.name == "__dict__" ? cls_.has_dict : cls_.has_weakrefs) = true;
      return;
    }
    Span earlier;
    for (const FieldInfo &field : fields_)
      if (field.name == name.name)
        earlier = field.span;
    if (const ExtensionFieldInfo *found = findField(cls_, name.name))
      earlier = found->field->span;
    if (const MethodInfo *found = findMethod(cls_, name.name))
      earlier = found->symbol->span;
    if (earlier.isValid()) {
      ctx_.report(Diag::DuplicateDeclaration, name.span)
          .arg(name.name)
          .label(earlier, "first declared here");
      return;
    }
    if (const ClassInfo *root = rootOf(cls_); root->builtin_base && root->builtin_base->varies)
      reject("an attribute of a class that inherits from `" + root->builtin_base->name +
             "`: the size of its instances varies, and leaves no place");
    const bool is_visible =
        visibility == syntax::Visibility::Public || visibility == syntax::Visibility::Readonly;
    if (is_visible && !isError(type) &&
        (implicitConversion(type, ctx_.types.object()).kind == ConversionKind::Impossible ||
         (visibility == syntax::Visibility::Public &&
          implicitConversion(ctx_.types.object(), type).kind == ConversionKind::Impossible))) {
      ctx_.report(Diag::TypeMismatch, name.span)
          .arg(spelling(type))
          .arg("object")
          .note("Python code can only see attributes that have a Python form");
      type = ctx_.types.error();
    }
    if (isError(type)) {
      cls_.broken_members.emplace_back(name.name, type);
      return;
    }
    std::string cname = "m_" + mangle(name.name.str());
    if (cls_.type->is_extern || cls_.type->is_public)
      cname = written_cname.empty() ? name.name.str().str() : written_cname.str();
    fields_.push_back({name.name, ctx_.types.string(cname), type, name.span});
    visibilities_.push_back(visibility);
  }

  // ---- methods

  /// The type of a method: the instance is of the class. Null after a report.
  const FunctionType *withSelf(const FunctionType &written, const syntax::Ident &name,
                               bool is_static) {
    FunctionType parts = written;
    llvm::SmallVector<const Type *, 6> parameters(written.parameters.begin(),
                                                  written.parameters.end());
    if (!is_static) {
      if (parameters.empty()) {
        ctx_.report(Diag::InvalidParameter, name.span)
            .arg("a method needs a parameter for the instance, `self`");
        return nullptr;
      }
      if (!isObject(parameters[0]) && !isError(parameters[0])) {
        ctx_.report(Diag::InvalidParameter, name.span)
            .arg(("the first parameter of a method is the instance, not a `" +
                  spelling(parameters[0]) + "`"));
        return nullptr;
      }
      if (!extensionClass(ctx_, parameters[0]))
        parameters[0] = cls_.type;
    }
    parts.parameters = parameters;
    return ctx_.types.function(parts);
  }

  /// The type with `self` in it, and with what it takes over from the method that it overrides.
  const FunctionType *methodType(const Declared &declared, bool is_static,
                                 const MethodInfo *overridden) {
    const auto *written = llvm::dyn_cast<FunctionType>(canonical(declared.type));
    if (!written)
      return nullptr;
    const FunctionType *with_self = withSelf(*written, declared.name->name, is_static);
    if (!with_self)
      return nullptr;
    FunctionType parts = *with_self;
    const bool is_unspecified =
        !declared.function->exception ||
        declared.function->exception->clause == syntax::ExceptionClauseKind::Unspecified;
    if (overridden && is_unspecified && !isError(overridden->symbol->type)) {
      const auto &base = *llvm::cast<FunctionType>(overridden->symbol->type);
      if (isSame(base.result, parts.result) && base.exception.kind != ExceptionKind::None)
        parts.exception = base.exception;
    }
    return ctx_.types.function(parts);
  }

  static bool isCovariant(const Type *derived, const Type *base) {
    if (isSame(derived, base))
      return true;
    return isObject(derived) && isObject(base) &&
           implicitConversion(derived, base).kind == ConversionKind::ObjectUpcast;
  }

  void checkOverride(const MethodInfo &method, const MethodInfo &overridden,
                     const syntax::Ident &name) {
    const auto *type = llvm::dyn_cast<FunctionType>(method.symbol->type);
    const auto *base = llvm::dyn_cast<FunctionType>(overridden.symbol->type);
    if (!type || !base)
      return;
    if (overridden.is_final) {
      ctx_.report(Diag::InvalidClass, name.span)
          .arg(("`" + name.name.str() + "` overrides a method that is `final`").str())
          .label(overridden.symbol->span, "declared `final` here");
      return;
    }
    if (base->is_nogil && !type->is_nogil) {
      ctx_.report(Diag::GilOverride, name.span)
          .arg(name.name)
          .label(name.span, "not declared `nogil`")
          .label(overridden.symbol->span, "declared `nogil` here")
          .note("a caller that knows the base class only calls it without the GIL");
      return;
    }
    // Further arguments may be optional.
    bool agrees = type->parameters.size() >= base->parameters.size() &&
                  type->parameters.size() - type->optional_count ==
                      base->parameters.size() - base->optional_count &&
                  type->has_c_varargs == base->has_c_varargs && type->is_nogil == base->is_nogil &&
                  isCovariant(type->result, base->result) && type->exception == base->exception;
    for (size_t i = 1; agrees && i < base->parameters.size(); ++i)
      agrees = isCovariant(base->parameters[i], type->parameters[i]);
    if (agrees || mentionsError(type) || mentionsError(base))
      return;
    ctx_.report(Diag::SignatureMismatch, name.span)
        .arg(name.name)
        .label(name.span, "`" + spelling(type) + "`")
        .note(overridden.symbol->span, "overrides `" + spelling(base) + "`");
  }

  /// Other modules know the class's table from the .pxd: nothing is added to it later.
  void checkShown(const syntax::Ident &name, const FunctionType *type,
                  const MethodInfo *overridden) {
    if (!cls_.is_declared_in_pxd || place_.in_pxd || !cls_.home.empty() || !type)
      return;
    for (const ClassInfo *at = &cls_; at; at = at->base)
      if (at->has_unknown_base)
        return; // it may be there
    const auto *base =
        overridden ? llvm::dyn_cast<FunctionType>(overridden->symbol->type) : nullptr;
    if (!overridden)
      ctx_.report(Diag::InvalidClass, name.span)
          .arg("a C method that the class's declaration in the .pxd does not have");
    else if (base && type->parameters.size() > base->parameters.size())
      ctx_.report(Diag::InvalidClass, name.span)
          .arg("a C method with more arguments than the one that it overrides, which the class's "
               "declaration in the .pxd does not have")
          .label(overridden->symbol->span, "overrides this one");
  }

  MethodInfo *ownMethod(Name name) {
    for (MethodInfo &method : cls_.methods)
      if (method.symbol->name == name)
        return &method;
    return nullptr;
  }

  MethodInfo *newMethod(const syntax::Ident &name, const FunctionType *type, bool is_cpdef) {
    if (const ClassInfo *root = rootOf(cls_); root->builtin_base && root->builtin_base->varies)
      ctx_.unsupported(
          name.span,
          ("a C method of a class that inherits from `" + root->builtin_base->name + "`").str());
    if (specialMethod(name.name.str()))
      ctx_.report(Diag::InvalidClass, name.span)
          .arg(("`" + name.name.str() + "` is a special method: declare it with `def`").str());
    MethodInfo &method = cls_.methods.emplace_back();
    Symbol *symbol = ctx_.newSymbol(SymbolKind::CFunction, name.name, name.span, cls_.scope);
    symbol->type = type ? static_cast<const Type *>(type) : ctx_.types.error();
    symbol->is_declared = true;
    symbol->is_cpdef = is_cpdef;
    symbol->cname = uniqueCname(ctx_, "f_", cls_.name + "_" + name.name.str().str());
    symbol->cls = &cls_;
    method.symbol = symbol;
    if (cls_.base)
      if (const MethodInfo *overridden = findMethod(*cls_.base, name.name)) {
        method.overridden = overridden;
        for (const MethodInfo *at = overridden; at; at = at->overridden)
          const_cast<MethodInfo *>(at)->is_overridden = true;
      }
    // A class attribute of this name is found by Python code only.
    cls_.scope->symbols[name.name] = symbol;
    return &method;
  }

  const MethodInfo *baseMethod(Name name) {
    return cls_.base ? findMethod(*cls_.base, name) : nullptr;
  }

  static bool hasDecorator(Context &ctx, Scope *scope, List<syntax::Expr *> decorators,
                           llvm::StringRef wanted) {
    for (const syntax::Expr *decorator : decorators) {
      if (auto *name = llvm::dyn_cast<syntax::NameExpr>(decorator); name && name->name == wanted)
        return true;
      if (cythonName(ctx, scope, *decorator) == wanted)
        return true;
    }
    return false;
  }

  bool declaresTwice(const syntax::Ident &name) {
    Span earlier;
    for (const FieldInfo &field : fields_) // of this body
      if (field.name == name.name)
        earlier = field.span;
    if (const ExtensionFieldInfo *field = findField(cls_, name.name))
      earlier = field->field->span;
    if (!earlier.isValid())
      return false;
    ctx_.report(Diag::DuplicateDeclaration, name.span)
        .arg(name.name)
        .label(earlier, "first declared here");
    return true;
  }

  /// A declaration without a body.
  void declareMethod(const syntax::CVarDecl &decl, const Declared &declared) {
    const syntax::Ident name = ownName(declared.name->name);
    if (declaresTwice(name))
      return;
    const bool is_static = hasDecorator(ctx_, place_.scope, decl.decorators, "staticmethod");
    const MethodInfo *overridden = baseMethod(name.name);
    const FunctionType *type = methodType(declared, is_static, overridden);
    if (MethodInfo *earlier = ownMethod(name.name)) {
      if (earlier->symbol->type == type)
        return; // said again
      ctx_.report(Diag::DuplicateDeclaration, name.span)
          .arg(name.name)
          .label(earlier->symbol->span, "first declared here");
      return;
    }
    MethodInfo *method = newMethod(name, type, decl.flags.is_cpdef);
    method->symbol->parameter_names = parameterNames(*declared.function->parameters);
    method->symbol->is_inline = decl.flags.is_inline;
    method->symbol->is_static_method = is_static;
    method->is_final =
        decl.flags.is_inline || hasDecorator(ctx_, place_.scope, decl.decorators, "final");
    method->is_cpdef_for_others = decl.flags.is_cpdef && place_.in_pxd;
    if (overridden)
      checkOverride(*method, *overridden, name);
    if (cls_.type->is_extern)
      ctx_.unsupported(name.span, "a C method of an extern class without a body");
    else if (cls_.home.empty())
      ctx_.awaiting_definition.insert(method->symbol);
  }

  // ---- C properties: inline functions of an extern class, which reading and assigning call

  /// What a decorator makes of it; empty: a method.
  static llvm::StringRef accessorWord(const syntax::CFunctionDef &node) {
    for (const syntax::Expr *decorator : node.decorators) {
      if (auto *name = llvm::dyn_cast<syntax::NameExpr>(decorator);
          name && name->name == "property")
        return "property";
      auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(decorator);
      if (attribute && attribute->attribute.name == "setter")
        return "setter";
    }
    return {};
  }

  void checkAccessor(Span decorator, const FunctionType &type, bool is_set) {
    const auto reject = [&](const llvm::Twine &what) {
      ctx_.report(Diag::InvalidParameter, decorator).arg(what);
    };
    if (type.parameters.size() != (is_set ? 2 : 1) || type.optional_count || type.has_c_varargs)
      return reject(is_set ? "the setter of a C property takes `self` and the value"
                           : "a C property takes `self` only");
    if (!is_set) {
      if (isVoid(type.result))
        reject("a C property cannot be `void`");
      return;
    }
    const bool is_status = isSame(type.result, ctx_.types.integer(IntegerKind::Int)) &&
                           (type.exception.kind == ExceptionKind::Value ||
                            type.exception.kind == ExceptionKind::CheckedValue) &&
                           type.exception.value == "-1";
    const bool is_silent = isVoid(type.result) && type.exception.kind == ExceptionKind::None;
    if (!is_status && !is_silent)
      reject("the setter of a C property returns `int` with `except -1`, or is `void` and "
             "`noexcept`");
  }

  void defineAccessor(const syntax::CFunctionDef &node, bool is_set) {
    FunctionInfo &info = ctx_.analysis.function_storage.emplace_back();
    info.directives = functionDirectives(ctx_, place_, node.decorators, node, info.decorators);
    info.decorators.clear();
    DeclarationPlace signature_place = place_;
    signature_place.directives = info.directives;
    signature_place.in_pxd = signature_place.in_extern = false; // its body is here
    const Type *base = resolveCType(ctx_, place_, node.base);
    const Declared declared = applyDeclarator(ctx_, signature_place, base, node.declarator, true);
    const syntax::Ident &name = declared.name->name;
    PropertyInfo *property = findProperty(cls_, name.name);
    const FunctionType *type = methodType(declared, /*is_static=*/false, nullptr);
    if (declaresTwice(name) || !type)
      return;
    const Span decorator = node.decorators.front()->span;
    if (!node.flags.is_inline) {
      ctx_.report(Diag::InvalidParameter, decorator).arg("a C property must be declared `inline`");
      return;
    }
    if (is_set ? !property || property->set : property != nullptr) {
      if (property)
        ctx_.report(Diag::DuplicateDeclaration, decorator)
            .arg(name.name)
            .label(property->span, "first declared here");
      else
        ctx_.report(Diag::InvalidDecorator, decorator).arg("a setter without its `@property`");
      return;
    }
    checkAccessor(decorator, *type, is_set);
    if (!property) {
      property = &cls_.properties.emplace_back();
      property->name = name.name;
      property->span = decorator;
    }
    (is_set ? property->set : property->get) = &info;
    Symbol *symbol = ctx_.newSymbol(SymbolKind::CFunction, name.name, name.span, cls_.scope);
    symbol->type = type;
    symbol->is_declared = true;
    symbol->is_inline = true;
    symbol->cname =
        uniqueCname(ctx_, is_set ? "set_" : "get_", cls_.name + "_" + name.name.str().str());
    symbol->cls = &cls_;
    info.is_from_pxd = place_.in_pxd;
    finishDefinition(info,
                     {node, name, *declared.function->parameters, node.body,
                      declared.function->nogil_span, false},
                     *symbol, type, /*is_static=*/false);
  }

  /// Python code may override what Python code sees.
  void rejectFinal(List<syntax::Expr *> decorators) {
    for (const syntax::Expr *decorator : decorators)
      if (cythonName(ctx_, place_.scope, *decorator) == "final")
        ctx_.report(Diag::InvalidDecorator, decorator->span)
            .arg("a `cpdef` method of a class that is not `final` itself");
  }

  void defineMethod(const syntax::CFunctionDef &node) {
    const bool is_foreign = !cls_.home.empty();
    if (cls_.type->is_extern)
      if (const llvm::StringRef word = accessorWord(node); !word.empty())
        return defineAccessor(node, word == "setter");
    checkInlineInPxd(ctx_, place_, node);
    FunctionInfo &info = ctx_.analysis.function_storage.emplace_back();
    info.directives = functionDirectives(ctx_, place_, node.decorators, node, info.decorators);
    DeclarationPlace signature_place = place_;
    signature_place.directives = info.directives;
    signature_place.in_pxd = signature_place.in_extern = false; // its body is here
    const Type *base = resolveCType(ctx_, place_, node.base);
    Declared declared = applyDeclarator(ctx_, signature_place, base, node.declarator, true);
    const syntax::Ident name = ownName(declared.name->name);
    if (declaresTwice(name))
      return;
    const bool is_static = hasDecorator(ctx_, place_.scope, node.decorators, "staticmethod");
    const bool is_final =
        node.flags.is_inline || hasDecorator(ctx_, place_.scope, node.decorators, "final");
    llvm::erase_if(info.decorators, [](const syntax::Expr *decorator) {
      auto *word = llvm::dyn_cast<syntax::NameExpr>(decorator);
      return word && word->name == "staticmethod";
    });
    for (const syntax::Expr *decorator : info.decorators)
      ctx_.report(Diag::InvalidDecorator, decorator->span).arg("a C function");
    info.decorators.clear();
    if (node.flags.is_cpdef && !cls_.type->is_final)
      rejectFinal(node.decorators);
    const MethodInfo *overridden = baseMethod(name.name);
    const FunctionType *type = methodType(declared, is_static, overridden);
    MethodInfo *method = ownMethod(name.name);
    if (method && method->symbol->function) {
      ctx_.report(Diag::DuplicateDeclaration, name.span)
          .arg(name.name)
          .label(method->symbol->span, "first declared here");
      return;
    }
    if (method) {
      // Declared in the .pxd: callers know that type.
      const auto *known = llvm::dyn_cast<FunctionType>(method->symbol->type);
      if (known && type) {
        FunctionType parts = *type;
        parts.exception = known->exception;
        const FunctionType *alike = ctx_.types.function(parts);
        if (!isSame(alike, known) && !mentionsError(known) && !mentionsError(alike))
          ctx_.report(Diag::SignatureMismatch, name.span)
              .arg(name.name)
              .label(name.span, "`" + spelling(type) + "`")
              .note(method->symbol->span, "declared as `" + spelling(known) + "`");
        type = known;
      }
      method->symbol->is_cpdef |= node.flags.is_cpdef;
    } else {
      checkShown(name, type, overridden);
      method = newMethod(name, type, node.flags.is_cpdef);
      method->symbol->is_static_method = is_static;
      if (overridden && type)
        checkOverride(*method, *overridden, name);
    }
    method->is_final |= is_final;
    method->symbol->is_inline |= node.flags.is_inline;
    method->is_cpdef_for_others |= node.flags.is_cpdef && place_.in_pxd;
    ctx_.awaiting_definition.remove(method->symbol);
    if (!type) {
      method->symbol->type = ctx_.types.error();
      return;
    }
    ctx_.analysis.bindings[declared.name->id] = method->symbol;
    // What Python sees of another module's class is that module's.
    info.is_from_pxd = is_foreign && place_.in_pxd;
    finishDefinition(info,
                     {node, name, *declared.function->parameters, node.body,
                      declared.function->nogil_span, node.flags.is_cpdef && !is_foreign},
                     *method->symbol, type, is_static);
  }

  /// `@cython.cfunc`, `@cython.ccall`, or a `def` that the .pxd declares as a C method.
  void definePureMethod(const syntax::FunctionDef &node) {
    const syntax::Ident name = ownName(node.name);
    MethodInfo *method = ownMethod(name.name);
    const bool is_declared = method && !method->symbol->function;
    const bool is_cfunc = hasCythonDecorator(node, "cfunc"),
               is_ccall = hasCythonDecorator(node, "ccall");
    if (!is_declared && !is_cfunc && !is_ccall) {
      // Old declarations of NumPy's arrays have these two, which nobody calls.
      if (place_.in_pxd && name.name != "__getbuffer__" && name.name != "__releasebuffer__")
        ctx_.report(Diag::MisplacedStatement, name.span)
            .arg("a .pxd file")
            .note("the class's methods are defined in its module");
      return; // a name of the class body
    }
    if (declaresTwice(name))
      return;
    if (method && !is_declared) {
      ctx_.report(Diag::DuplicateDeclaration, name.span)
          .arg(name.name)
          .label(method->symbol->span, "first declared here");
      return;
    }
    FunctionInfo &info = ctx_.analysis.function_storage.emplace_back();
    info.directives = functionDirectives(ctx_, place_, node.decorators, node, info.decorators);
    const bool is_static = hasDecorator(ctx_, place_.scope, node.decorators, "staticmethod");
    llvm::erase_if(info.decorators, [](const syntax::Expr *decorator) {
      auto *word = llvm::dyn_cast<syntax::NameExpr>(decorator);
      return word && word->name == "staticmethod";
    });
    for (const syntax::Expr *decorator : info.decorators) {
      auto *word = llvm::dyn_cast<syntax::NameExpr>(decorator);
      if (word && word->name == "classmethod" && is_declared && method->symbol->is_cpdef)
        ctx_.report(Diag::IgnoredStatement, decorator->span)
            .arg("`classmethod` of a method that the .pxd declares as `cpdef`");
      else
        ctx_.report(Diag::InvalidDecorator, decorator->span).arg("a C function");
    }
    info.decorators.clear();
    DeclarationPlace signature_place = place_;
    signature_place.directives = info.directives;
    const MethodInfo *overridden = baseMethod(name.name);
    const FunctionType *type =
        pureSignature(ctx_, signature_place, node, ctx_.traits[&node],
                      is_declared ? llvm::dyn_cast<FunctionType>(method->symbol->type) : nullptr);
    type = withSelf(*type, name, is_static);
    if (!method) {
      checkShown(name, type, overridden);
      method = newMethod(name, type, is_ccall);
      method->symbol->is_static_method = is_static;
      if (overridden && type)
        checkOverride(*method, *overridden, name);
    }
    method->is_final |= hasCythonDecorator(node, "final");
    ctx_.awaiting_definition.remove(method->symbol);
    if (!type) {
      method->symbol->type = ctx_.types.error();
      return;
    }
    finishDefinition(
        info,
        {node, name, *node.parameters, node.body, Span(), is_ccall || method->symbol->is_cpdef},
        *method->symbol, type, is_static);
  }

  bool hasCythonDecorator(const syntax::FunctionDef &node, llvm::StringRef wanted) {
    return llvm::any_of(node.decorators, [&](const syntax::Expr *decorator) {
      return cythonName(ctx_, place_.scope, *decorator) == wanted;
    });
  }

  /// What a definition is made of, in either syntax.
  struct Definition {
    const syntax::Stmt &node;
    const syntax::Ident &name;
    const syntax::ParameterList &parameters;
    List<syntax::Stmt *> body;
    Span nogil_span;
    bool is_cpdef;
  };

  void finishDefinition(FunctionInfo &info, const Definition &definition, Symbol &method,
                        const FunctionType *type, bool is_static) {
    const syntax::Stmt &node = definition.node;
    const syntax::Ident &name = definition.name;
    Symbol *symbol = &method;
    symbol->function = &info;
    symbol->parameter_names = parameterNames(definition.parameters);
    info.kind = definition.is_cpdef ? FunctionKind::CpDef : FunctionKind::CDef;
    info.node = &node;
    info.symbol = symbol;
    info.cls = &cls_;
    info.binding = is_static ? MethodBinding::Static : MethodBinding::Instance;
    info.type = type;
    info.name = name.name.str().str();
    info.qualname = cls_.qualname + "." + info.name;
    info.cname = symbol->cname;
    info.docstring = docstringOf(definition.body);
    info.scope = ctx_.newScope(ScopeKind::Function, cls_.scope, &info);
    ctx_.analysis.bindings[node.id] = symbol;
    StmtInfo &stmt = ctx_.analysis.stmts[node.id];
    stmt.function = &info;
    stmt.is_declaration_only = !definition.is_cpdef;
    if (type->is_nogil && !type->is_with_gil && isObject(type->result)) {
      auto report = ctx_.report(Diag::NogilObjectResult, name.span);
      report.arg(name.name).note(
          "without the GIL no reference to an object can be made; return a C type, or declare the "
          "function `with gil`");
      if (definition.nogil_span.isValid())
        report.label(definition.nogil_span, "declared `nogil` here");
      FunctionType parts = *type;
      parts.is_with_gil = true;
      info.type = ctx_.types.function(parts);
      symbol->type = info.type;
    }
    if (info.kind == FunctionKind::CpDef)
      checkCallable(ctx_, *type, name.span, "method");
    ctx_.analysis.functions.push_back(&info);
    declareParameters(ctx_, info, place_, definition.parameters, info.type, &cls_);
    if (!is_static && !info.parameters.empty() && info.parameters[0].symbol) {
      info.parameters[0].symbol->is_self = true;
      info.parameters[0].symbol->is_none_allowed = false;
    }
    PendingBody body;
    body.scope = info.scope;
    body.function = &info;
    body.cls = &cls_;
    body.body = definition.body;
    body.place = place_;
    body.place.scope = info.scope;
    body.place.directives = info.directives;
    body.place.in_pxd = false;
    ctx_.pending.push_back(std::move(body));
    ctx_.class_of_method[&info] = &cls_;
  }

  Context &ctx_;
  DeclarationPlace place_;
  ClassInfo &cls_;
  llvm::SmallVector<FieldInfo, 8> fields_;
  std::vector<syntax::Visibility> visibilities_, kept_;
};

} // namespace

void declareClassMembers(Context &ctx, const DeclarationPlace &place, ClassInfo &cls,
                         List<syntax::Stmt *> body) {
  ClassDeclarer(ctx, place, cls).run(body);
}

} // namespace nogilc::sema
