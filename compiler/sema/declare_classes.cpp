// `cdef class`: the type, its bases, its attributes, its C methods and what they override. Its
// `def` methods and class attributes are names of the class body, which bind_names.cpp walks as it
// does that of a Python class; what is special about a method by its name is decided here as well.
#include "sema/context.h"
#include "sema/builtin_bases.h"
#include "sema/special_methods.h"

namespace nogilc::sema {

using namespace types;
using syntax::NodeKind;

// ---------------------------------------------------------------------------------------------
// Members
// ---------------------------------------------------------------------------------------------

const ExtensionFieldInfo *findField(const ClassInfo &cls, Name name) {
  for (const ClassInfo *at = &cls; at; at = at->base)
    for (const ExtensionFieldInfo &field : at->fields)
      if (field.field->name == name)
        return &field;
  return nullptr;
}

const PropertyInfo *findCProperty(const ClassInfo &cls, Name name) {
  for (const ClassInfo *at = &cls; at; at = at->base)
    if (at->type->is_extern)
      for (const PropertyInfo &property : at->properties)
        if (property.name == name)
          return &property;
  return nullptr;
}

const MethodInfo *findMethod(const ClassInfo &cls, Name name) {
  for (const ClassInfo *at = &cls; at; at = at->base)
    for (const MethodInfo &method : at->methods)
      if (method.symbol->name == name)
        return &method;
  return nullptr;
}

ClassInfo *extensionClass(const Context &ctx, const Type *type) {
  auto *extension = llvm::dyn_cast_or_null<ExtensionType>(canonical(type));
  return extension ? ctx.analysis.class_of.lookup(extension) : nullptr;
}

// ---------------------------------------------------------------------------------------------
// Special methods
// ---------------------------------------------------------------------------------------------

namespace {

/// The C function of a special method: its result and what it is given behind `self`.
struct ShapeParts {
  const Type *result;
  llvm::SmallVector<const Type *, 2> arguments;
  ExceptionSpec exception;
};

ShapeParts shapeParts(Context &ctx, SpecialShape shape) {
  TypeContext &types = ctx.types;
  const Type *object = types.object();
  const Type *int_type = types.integer(IntegerKind::Int);
  const ExceptionSpec raises_null{ExceptionKind::Object, "", ""};
  const ExceptionSpec raises_minus_one{ExceptionKind::Value, "-1", ""};
  const auto buffer = [&] { return types.pointer(predefinedType(ctx, "Py_buffer")); };
  switch (shape) {
  case SpecialShape::Arguments:
    break;
  case SpecialShape::Unary:
    return {object, {}, raises_null};
  case SpecialShape::Binary:
  case SpecialShape::Operator:
    return {object, {object}, raises_null};
  case SpecialShape::Ternary:
  case SpecialShape::Power:
    return {object, {object, object}, raises_null};
  case SpecialShape::BinaryStatus:
    return {int_type, {object}, raises_minus_one};
  case SpecialShape::TernaryStatus:
    return {int_type, {object, object}, raises_minus_one};
  case SpecialShape::Length:
    return {types.integer(IntegerKind::SSize), {}, raises_minus_one};
  case SpecialShape::Truth:
    return {types.bint(), {}, raises_minus_one};
  case SpecialShape::Contains:
    return {types.bint(), {object}, raises_minus_one};
  case SpecialShape::Hash:
    return {types.integer(IntegerKind::Hash), {}, {ExceptionKind::CheckedValue, "-1", ""}};
  case SpecialShape::RichCompare:
    return {object, {object, int_type}, raises_null};
  case SpecialShape::Destroy:
    return {types.voidType(), {}, {}};
  case SpecialShape::GetBuffer:
    return {int_type, {buffer(), int_type}, raises_minus_one};
  case SpecialShape::ReleaseBuffer:
    return {types.voidType(), {buffer()}, {}};
  }
  return {object, {}, raises_null};
}

} // namespace

/// The type of what stands behind a special method or an accessor: `self` is what `parameters`
/// says.
const FunctionType *slotFunctionType(Context &ctx, const Type *result,
                                     llvm::ArrayRef<const Type *> parameters,
                                     const ExceptionSpec &exception) {
  FunctionType parts{};
  parts.kind = TypeKind::Function;
  parts.result = result;
  parts.parameters = parameters;
  parts.exception = exception;
  return ctx.types.function(parts);
}

static void rejectParameterCount(Context &ctx, const FunctionInfo &info, llvm::StringRef wanted) {
  ctx.report(Diag::InvalidParameter, info.symbol->span)
      .arg(("`" + info.name + "` takes " + wanted + " in an extension type").str());
}

bool isPlainParameterList(const FunctionInfo &info) {
  for (const ParameterInfo &parameter : info.parameters)
    if (parameter.passing != syntax::ParameterKind::Normal &&
        parameter.passing != syntax::ParameterKind::PositionalOnly)
      return false;
  return true;
}

/// Whether Python code finds the method in the class, so that a decorator can replace it there. The
/// slot keeps the method itself.
static bool isInClassDict(SpecialKind kind) {
  switch (kind) {
  case SpecialKind::CInit:
  case SpecialKind::Dealloc:
  case SpecialKind::RichCmp:
  case SpecialKind::GetAttr:
  case SpecialKind::GetBuffer:
  case SpecialKind::ReleaseBuffer:
    return false;
  default:
    return true;
  }
}

static bool definesMethod(const ClassInfo &cls, llvm::StringRef name) {
  auto *node = llvm::dyn_cast<syntax::CClassDef>(cls.node);
  return node && llvm::any_of(node->body, [&](const syntax::Stmt *stmt) {
           auto *def = llvm::dyn_cast<syntax::FunctionDef>(stmt);
           return def && def->name.name == name;
         });
}

void makeSpecial(Context &ctx, FunctionInfo &info, const SpecialMethod &special) {
  if (info.name != special.name && definesMethod(*info.cls, special.name))
    return; // `__nonzero__` beside `__bool__`, for Python 2
  for (const FunctionInfo *earlier : info.cls->special_methods)
    if (earlier->special == &special) {
      ctx.report(Diag::DuplicateDeclaration, info.symbol->span)
          .arg(info.name)
          .label(earlier->node->span, "first declared here");
      return;
    }
  if (!info.decorators.empty() && (!isInClassDict(special.kind) || info.name != special.name)) {
    ctx.report(Diag::InvalidDecorator, info.decorators.front()->span)
        .arg("`" + info.name + "` of an extension type");
    info.decorators.clear();
  }
  info.special = &special;
  info.cls->special_methods.push_back(&info);
  if (special.shape == SpecialShape::Arguments)
    return;
  ShapeParts shape = shapeParts(ctx, special.shape);
  if (!isPlainParameterList(info)) {
    ctx.unsupported(info.symbol->span,
                    "starred and keyword-only parameters of `" + info.name + "`");
    return;
  }
  size_t wanted = shape.arguments.size() + 1;
  if (special.shape == SpecialShape::Power && info.parameters.size() == 2) {
    shape.arguments.pop_back();
    wanted = 2;
  }
  if (info.parameters.size() != wanted) {
    rejectParameterCount(ctx, info,
                         (wanted == 1 ? std::string("no parameter besides `self`")
                                      : std::to_string(wanted) + " parameters"));
    return;
  }
  llvm::SmallVector<const Type *, 3> parameters = {info.parameters[0].symbol->type};
  for (size_t i = 0; i != shape.arguments.size(); ++i) {
    Symbol &symbol = *info.parameters[i + 1].symbol;
    // What is no object takes the type that the slot has for it.
    if (!isObject(shape.arguments[i]) && !symbol.is_declared)
      symbol.type = shape.arguments[i];
    parameters.push_back(shape.arguments[i]);
  }
  const bool is_of_either =
      info.directives && info.directives->c_api_binop_methods &&
      (special.shape == SpecialShape::Operator || special.kind == SpecialKind::Pow);
  if (is_of_either) {
    Symbol &first = *info.parameters[0].symbol;
    first.is_self = false;
    if (!first.is_declared || first.type == info.cls->type)
      first.type = ctx.types.object();
    parameters[0] = ctx.types.object();
  }
  info.type = slotFunctionType(ctx, shape.result, parameters, shape.exception);
}

/// `classmethod` or `staticmethod` of `f = classmethod(f)` in the body of the class; or nothing.
static llvm::StringRef laterWrapper(const ClassInfo &cls, llvm::StringRef method) {
  auto *node = llvm::dyn_cast<syntax::CClassDef>(cls.node);
  if (!node)
    return {};
  const auto isMethod = [&](const syntax::Expr *expr) {
    auto *name = llvm::dyn_cast<syntax::NameExpr>(expr);
    return name && name->name == method;
  };
  for (const syntax::Stmt *stmt : node->body) {
    auto *assign = llvm::dyn_cast<syntax::AssignStmt>(stmt);
    auto *call = assign ? llvm::dyn_cast<syntax::CallExpr>(assign->value) : nullptr;
    auto *wrapper = call ? llvm::dyn_cast<syntax::NameExpr>(call->callee) : nullptr;
    if (wrapper && assign->targets.size() == 1 && isMethod(assign->targets[0]) &&
        call->args.size() == 1 && isMethod(call->args[0]) &&
        (wrapper->name == "classmethod" || wrapper->name == "staticmethod"))
      return wrapper->name.str();
  }
  return {};
}

/// `self` of a `def` in a `cdef class` is of its type, `cls` of a class method any type.
void bindMethod(Context &ctx, FunctionInfo &info, ClassInfo &cls) {
  info.cls = &cls;
  info.binding = MethodBinding::Instance;
  if (const llvm::StringRef wrapper = laterWrapper(cls, info.name); !wrapper.empty())
    info.binding = wrapper == "classmethod" ? MethodBinding::Class : MethodBinding::Static;
  for (const syntax::Expr *decorator : info.decorators)
    if (auto *name = llvm::dyn_cast<syntax::NameExpr>(decorator)) {
      if (name->name == "staticmethod")
        info.binding = MethodBinding::Static;
      else if (name->name == "classmethod")
        info.binding = MethodBinding::Class;
    }
  if (info.name == "__new__" || info.name == "__init_subclass__" ||
      info.name == "__class_getitem__") {
    if (info.name == "__new__") {
      ctx.report(Diag::InvalidClass, info.symbol->span)
          .arg("an extension type makes its instances itself: write `__cinit__` for `__new__`");
      info.binding = MethodBinding::Static;
    } else if (info.binding == MethodBinding::Instance) {
      info.binding = MethodBinding::Class;
    }
  }
  if (info.binding == MethodBinding::Class && !info.parameters.empty()) {
    Symbol &type = *info.parameters[0].symbol;
    if (!type.is_declared && info.parameters[0].passing != syntax::ParameterKind::VarArgs)
      type.type = ctx.types.object(ObjectKind::Type);
  }
  if (info.binding != MethodBinding::Instance)
    return;
  if (info.parameters.empty() ||
      (info.parameters[0].passing != syntax::ParameterKind::Normal &&
       info.parameters[0].passing != syntax::ParameterKind::PositionalOnly)) {
    if (info.parameters.empty() || info.parameters[0].passing == syntax::ParameterKind::KeywordOnly)
      ctx.report(Diag::InvalidParameter, info.symbol->span)
          .arg("a method needs a parameter for the instance, `self`");
    else // `def f(*args)`: the instance is among them
      info.binding = MethodBinding::Static;
    return;
  }
  Symbol &self = *info.parameters[0].symbol;
  self.is_self = true;
  self.is_none_allowed = false;
  if (!self.is_declared)
    self.type = cls.type;
}

// ---------------------------------------------------------------------------------------------
// Properties
// ---------------------------------------------------------------------------------------------

PropertyInfo *findProperty(ClassInfo &cls, Name name) {
  for (PropertyInfo &property : cls.properties)
    if (property.name == name)
      return &property;
  return nullptr;
}

/// Gives an accessor its C signature: `object get(self)`, `int set(self, object)`, `int del(self)`.
void makeAccessor(Context &ctx, FunctionInfo &info, AccessorKind kind) {
  info.is_accessor = true;
  const size_t wanted = kind == AccessorKind::Set ? 2 : 1;
  if (info.parameters.size() != wanted || !isPlainParameterList(info)) {
    ctx.report(Diag::InvalidParameter, info.symbol->span)
        .arg("this accessor of a property takes " +
             std::string(wanted == 1 ? "`self` only" : "`self` and the value"));
    return;
  }
  llvm::SmallVector<const Type *, 2> parameters = {info.parameters[0].symbol->type};
  if (kind == AccessorKind::Set)
    parameters.push_back(ctx.types.object());
  info.type =
      kind == AccessorKind::Get
          ? slotFunctionType(ctx, ctx.types.object(), parameters, {ExceptionKind::Object, "", ""})
          : slotFunctionType(ctx, ctx.types.integer(IntegerKind::Int), parameters,
                             {ExceptionKind::Value, "-1", ""});
}

/// The accessor of `property x:` and of `@property`, `@x.setter`, `@x.deleter`; it is then no
/// attribute of the class by itself.
bool declareAccessor(Context &ctx, FunctionInfo &info, ClassInfo &cls) {
  if (info.decorators.size() != 1 || info.binding != MethodBinding::Instance)
    return false;
  const syntax::Expr &decorator = *info.decorators.front();
  if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&decorator); name && name->name == "property") {
    // As in Python, the last one of a name counts.
    PropertyInfo *earlier = findProperty(cls, ctx.name(info.name));
    PropertyInfo &property = earlier ? *earlier : cls.properties.emplace_back();
    property = PropertyInfo();
    property.name = ctx.name(info.name);
    property.span = info.symbol->span;
    property.docstring = info.docstring;
    property.get = &info;
    info.decorators.clear();
    makeAccessor(ctx, info, AccessorKind::Get);
    return true;
  }
  auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&decorator);
  auto *base = attribute ? llvm::dyn_cast<syntax::NameExpr>(attribute->base) : nullptr;
  PropertyInfo *property = base ? findProperty(cls, base->name) : nullptr;
  if (!property)
    return false;
  const llvm::StringRef which = attribute->attribute.name.str();
  if (property->name.str() != info.name) {
    ctx.unsupported(info.symbol->span, "an accessor of a property under another name");
    return true;
  }
  info.decorators.clear();
  if (which == "setter")
    property->set = &info;
  else if (which == "deleter")
    property->del = &info;
  else if (which == "getter")
    property->get = &info;
  else
    return false;
  makeAccessor(ctx, info,
               which == "getter"   ? AccessorKind::Get
               : which == "setter" ? AccessorKind::Set
                                   : AccessorKind::Delete);
  return true;
}

void declareProperty(Context &ctx, const DeclarationPlace &place, const syntax::PropertyDef &node,
                     ClassInfo &cls) {
  if (PropertyInfo *earlier = findProperty(cls, node.name.name)) {
    ctx.report(Diag::DuplicateDeclaration, node.name.span)
        .arg(node.name.name)
        .label(earlier->span, "first declared here");
    return;
  }
  PropertyInfo &property = cls.properties.emplace_back();
  property.name = node.name.name;
  property.span = node.name.span;
  property.docstring = docstringOf(node.body);
  // The accessors are names of the block, which nobody else sees.
  DeclarationPlace inside = place;
  inside.scope =
      ctx.newScope(ScopeKind::ExtensionClass, place.scope->parent, place.scope->function);
  for (const syntax::Stmt *stmt : node.body) {
    auto *def = llvm::dyn_cast<syntax::FunctionDef>(stmt);
    if (!def) {
      if (!llvm::isa<syntax::PassStmt, syntax::ErrorStmt, syntax::ExprStmt>(stmt))
        ctx.report(Diag::MisplacedStatement, stmt->span).arg("a `property` block");
      continue;
    }
    const llvm::StringRef name = def->name.name.str();
    const bool is_get = name == "__get__", is_set = name == "__set__";
    if (!is_get && !is_set && name != "__del__") {
      ctx.report(Diag::MisplacedStatement, def->name.span)
          .arg("a `property` block, which holds `__get__`, `__set__` and `__del__`");
      continue;
    }
    FunctionInfo *info = declareDef(ctx, inside, *def, nullptr, &cls, &cls);
    (is_get ? property.get : is_set ? property.set : property.del) = info;
    info->qualname = cls.qualname + "." + property.name.str().str() + "." + name.str();
  }
}

// ---------------------------------------------------------------------------------------------
// Attributes and C methods
// ---------------------------------------------------------------------------------------------

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
    const ExtensionFieldInfo *field = findField(cls_, name.name);
    if (!field)
      return false;
    ctx_.report(Diag::DuplicateDeclaration, name.span)
        .arg(name.name)
        .label(field->field->span, "first declared here");
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
      ctx_.report(Diag::DuplicateDeclaration, name.span)
          .arg(name.name)
          .label(earlier->symbol->span, "first declared here");
      return;
    }
    MethodInfo *method = newMethod(name, type, decl.flags.is_cpdef);
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

  void checkAccessor(const syntax::Ident &name, const FunctionType &type, bool is_set) {
    const auto reject = [&](const llvm::Twine &what) {
      ctx_.report(Diag::InvalidParameter, name.span).arg(what);
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
    if (is_set ? !property || property->set : property != nullptr) {
      if (property)
        ctx_.report(Diag::DuplicateDeclaration, name.span)
            .arg(name.name)
            .label(property->span, "first declared here");
      else
        ctx_.report(Diag::InvalidDecorator, node.decorators.front()->span)
            .arg("a setter without its `@property`");
      return;
    }
    checkAccessor(name, *type, is_set);
    if (!property) {
      property = &cls_.properties.emplace_back();
      property->name = name.name;
      property->span = name.span;
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
    if (!is_declared && !is_cfunc && !is_ccall)
      return; // a name of the class body
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
    for (const syntax::Expr *decorator : info.decorators)
      ctx_.report(Diag::InvalidDecorator, decorator->span).arg("a C function");
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
    if (info.kind == FunctionKind::CpDef && is_static)
      ctx_.unsupported(name.span, "a `cpdef` static method");
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
      checkPythonForm(name, *type);
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

  void checkPythonForm(const syntax::Ident &name, const FunctionType &type) {
    for (const Type *parameter : type.parameters)
      if (implicitConversion(ctx_.types.object(), parameter).kind == ConversionKind::Impossible)
        ctx_.report(Diag::TypeMismatch, name.span)
            .arg("object")
            .arg(spelling(parameter))
            .note("a `cpdef` method is also called from Python, with Python objects");
    if (!isVoid(type.result) &&
        implicitConversion(type.result, ctx_.types.object()).kind == ConversionKind::Impossible)
      ctx_.report(Diag::TypeMismatch, name.span)
          .arg(spelling(type.result))
          .arg("object")
          .note("a `cpdef` method is also called from Python, which gets a Python object");
  }

  Context &ctx_;
  DeclarationPlace place_;
  ClassInfo &cls_;
  llvm::SmallVector<FieldInfo, 8> fields_;
  std::vector<syntax::Visibility> visibilities_, kept_;
};

/// The name of a builtin, which no declaration hides; else empty.
llvm::StringRef builtinName(Context &ctx, const DeclarationPlace &place,
                            const syntax::Expr &written) {
  auto *name = llvm::dyn_cast<syntax::NameExpr>(&written);
  if (!name)
    return {};
  const Symbol *symbol = lookup(ctx, place.scope, name->name);
  return !symbol || symbol->kind == SymbolKind::Builtin ? name->name.str() : llvm::StringRef();
}

/// The class that a base names; null for builtin types, and after a report.
ClassInfo *resolveBase(Context &ctx, const DeclarationPlace &place, const syntax::CClassDef &node,
                       ClassInfo &cls) {
  const syntax::Expr &written = *node.bases.front();
  if (const llvm::StringRef builtin = builtinName(ctx, place, written); !builtin.empty()) {
    if ((cls.builtin_base = builtinBase(builtin)))
      return nullptr;
    if (builtin == "tuple" || builtin == "bytes") {
      ctx.report(Diag::InvalidClass, written.span)
          .arg(("an extension type cannot inherit from `" + builtin +
                "`, whose instances vary in size")
                   .str());
      cls.has_unknown_base = true;
      return nullptr;
    }
  }
  cls.has_unknown_base = true; // unless one is found
  const Type *type = typeOfExpression(ctx, place.scope, written);
  if (auto *builtin = llvm::dyn_cast_or_null<ObjectType>(type)) {
    cls.has_unknown_base = false;
    if ((cls.builtin_base = builtinBase(builtin->python_name)))
      return nullptr; // by another name: `unicode`
    if (builtin->object != ObjectKind::Object)
      ctx.unsupported(written.span, "inheriting from the builtin type `" + spelling(type) + "`");
    return nullptr;
  }
  if (type && isError(type))
    return nullptr;
  ClassInfo *base = type ? extensionClass(ctx, type) : nullptr;
  if (!base) {
    Symbol *symbol = resolveDotted(ctx, place.scope, written);
    auto *name = llvm::dyn_cast<syntax::NameExpr>(&written);
    if (symbol && symbol->kind == SymbolKind::Builtin)
      ctx.unsupported(written.span,
                      "inheriting from the builtin type `" + symbol->name.str().str() + "`");
    else if (!symbol && name && predefinedType(ctx, name->name.str()))
      ctx.unsupported(written.span,
                      "inheriting from the builtin type `" + name->name.str().str() + "`");
    else if (!symbol && name)
      reportUndeclared(ctx, place.scope, name->name, name->span);
    else
      ctx.report(Diag::InvalidClass, written.span)
          .arg("the first base of an extension type must be an extension type or a builtin type");
    return nullptr;
  }
  auto reject = [&](llvm::StringRef why) {
    ctx.report(Diag::InvalidClass, written.span)
        .arg(("`" + cls.name + "` cannot inherit from `" + base->name + "`, which " + why).str())
        .label(base->symbol->span, "declared here");
    return nullptr;
  };
  if (base->type->is_final)
    return reject("is `final`");
  if (base == &cls || !base->is_defined)
    return reject("is not defined yet");
  cls.has_unknown_base = false;
  return base;
}

} // namespace

/// `public` and `api`: C sees the struct of its instances and its type object.
static bool isPublicClass(const syntax::CClassDef &node) {
  return node.flags.visibility == syntax::Visibility::Public || node.flags.is_api;
}

/// What stands in the brackets and in front of the name. False: reported.
static bool checkCNames(Context &ctx, const syntax::CClassDef &node, bool is_extern,
                        bool in_header) {
  const syntax::Ident &name = node.name;
  const auto reject = [&](const llvm::Twine &what) {
    ctx.report(Diag::InvalidClass, name.span).arg(what);
    return false;
  };
  if (is_extern) {
    if (node.module_path.empty())
      return reject("an extern class is named with the Python module that has it: `class module." +
                    name.name.str() + "`");
    if (node.object_struct.empty() && in_header)
      return reject("an extern class names the C struct of its instances: `[object Struct]`");
    if (!node.type_object.empty())
      return reject("an extern class has no `type` name: the type is taken from its module");
    return true;
  }
  if (!isPublicClass(node))
    return true;
  const std::string word =
      node.flags.visibility == syntax::Visibility::Public ? "a `public`" : "an `api`";
  if (node.object_struct.empty())
    return reject(word + " class names the C struct of its instances: `[object Struct]`");
  if (node.type_object.empty())
    return reject(word + " class names its type object for C: `[type Name]`");
  return true;
}

/// The module of `class a.b.C`. Python 2 called one of them otherwise.
static std::string externHome(const syntax::CClassDef &node) {
  std::string dotted;
  for (const syntax::Ident &part : node.module_path)
    dotted += (dotted.empty() ? "" : ".") + part.name.str().str();
  return dotted == "__builtin__" ? "builtins" : dotted;
}

/// A second declaration of a class says the same to C as the first, or nothing.
static void checkSameForC(Context &ctx, const syntax::CClassDef &node, const Symbol &earlier) {
  const auto &type = *llvm::cast<ExtensionType>(earlier.type);
  const bool is_new = isPublicClass(node) && !type.is_public && earlier.cls->home.empty();
  const bool is_other = type.is_public && !node.object_struct.empty() &&
                        (node.object_struct != type.object_struct ||
                         (node.type_object + ".type").str() != type.type_object);
  if (is_new || is_other)
    ctx.report(Diag::InvalidClass, node.name.span)
        .arg("the class is declared otherwise for C before")
        .label(earlier.span, "declared here");
}

Symbol *declareExtensionName(Context &ctx, const DeclarationPlace &place,
                             const syntax::CClassDef &node) {
  const syntax::Ident &name = node.name; // what stands behind `as` has no meaning
  auto found = place.scope->symbols.find(name.name);
  if (found != place.scope->symbols.end()) {
    Symbol &earlier = *found->second;
    if (earlier.kind == SymbolKind::Type && isError(earlier.type))
      return &earlier;
    if (earlier.kind == SymbolKind::Type && llvm::isa<ExtensionType>(earlier.type)) {
      checkSameForC(ctx, node, earlier);
      return &earlier;
    }
    ctx.report(Diag::DuplicateDeclaration, name.span)
        .arg(name.name)
        .label(earlier.span, "first declared here");
    return nullptr;
  }
  Symbol *symbol = ctx.newSymbol(SymbolKind::Type, name.name, name.span, place.scope);
  place.scope->symbols[name.name] = symbol;
  const bool is_extern = place.in_extern || node.flags.visibility == syntax::Visibility::Extern;
  const bool is_foreign = is_extern || (place.in_pxd && !isOwnModule(ctx, place));
  if (!checkCNames(ctx, node, is_extern, place.in_extern)) {
    symbol->type = ctx.types.error();
    return symbol;
  }
  const bool is_public = isPublicClass(node) && !is_extern;
  ExtensionType *type = ctx.types.newExtension();
  symbol->type = type;
  type->name = name.name;
  type->span = name.span;
  type->module = ctx.types.string(place.module ? place.module->name : ctx.options.module_name);
  type->is_extern = is_extern;
  type->is_public = is_public && !is_foreign;
  if ((is_extern || is_public) && !node.object_struct.empty())
    type->c_struct = node.is_typedef && is_extern
                         ? node.object_struct
                         : ctx.types.string("struct " + node.object_struct.str());
  type->object_struct = (is_extern && !node.object_struct.empty()) || type->is_public
                            ? node.object_struct
                            : ctx.types.string(uniqueCname(ctx, "t_", name.name.str()));
  const std::string class_name = uniqueCname(ctx, "c_", name.name.str());
  if (is_foreign)
    type->type_object = ctx.types.string("(*" + class_name + "_type)");
  else
    type->type_object =
        ctx.types.string((is_public ? node.type_object.str() : class_name + "_type") + ".type");
  type->base = ctx.types.object();
  OpaqueType *instance = ctx.types.newOpaque();
  instance->name = name.name;
  instance->cname = type->object_struct;
  type->instance = instance;
  symbol->cname = type->object_struct.str();

  ClassInfo &cls = ctx.analysis.class_storage.emplace_back();
  cls.node = &node;
  cls.symbol = symbol;
  cls.name = name.name.str().str();
  cls.qualname = cls.name;
  cls.type = type;
  if (is_extern)
    cls.home = externHome(node);
  else if (is_foreign)
    cls.home = place.module->name;
  if (!cls.home.empty())
    type->module = ctx.types.string(cls.home);
  cls.check_size = node.check_size;
  cls.is_in_header = place.in_extern;
  cls.cname = class_name;
  cls.is_public = type->is_public && node.flags.visibility == syntax::Visibility::Public;
  cls.is_api = type->is_public && node.flags.is_api;
  cls.body_function = ctx.analysis.module_function;
  cls.scope = ctx.newScope(ScopeKind::ExtensionClass, place.scope, ctx.analysis.module_function);
  symbol->cls = &cls;
  ctx.analysis.class_of[type] = &cls;
  return symbol;
}

void declareExtensionClass(Context &ctx, const DeclarationPlace &place,
                           const syntax::CClassDef &node) {
  Symbol *symbol = declareExtensionName(ctx, place, node);
  ctx.analysis.stmts[node.id].is_declaration_only = true;
  if (!symbol || isError(symbol->type))
    return;
  ClassInfo &cls = *symbol->cls;
  ctx.analysis.stmts[node.id].cls = &cls;
  if (!node.has_body)
    return;
  const bool is_definition = !place.in_pxd && cls.home.empty();
  if (is_definition ? cls.has_own_body : cls.is_declared_in_pxd) {
    ctx.report(Diag::DuplicateDeclaration, node.name.span)
        .arg(node.name.name)
        .label(symbol->span, "first declared here");
    return;
  }
  auto *type = const_cast<ExtensionType *>(cls.type);
  std::vector<const syntax::Expr *> decorators;
  const Directives *directives = functionDirectives(ctx, place, node.decorators, node, decorators);
  for (const syntax::Expr *decorator : decorators) {
    if (importedName(ctx, *decorator) == "functools.total_ordering") {
      ctx.class_traits[&node].options.is_totally_ordered = true;
      continue;
    }
    if (isDataclassDecorator(ctx, place.scope, *decorator))
      continue;
    ctx.report(Diag::InvalidDecorator, decorator->span)
        .arg("a `cdef class`")
        .note("its type is there before the module's statements run");
  }
  if (auto found = ctx.class_traits.find(&node); found != ctx.class_traits.end()) {
    type->is_final |= found->second.is_final;
    cls.options = found->second.options;
  }
  if (node.bases.size() > 1) {
    cls.first_base = node.bases.front();
    cls.other_bases.assign(node.bases.begin() + 1, node.bases.end());
  }
  if (!node.bases.empty()) {
    ClassInfo *base = resolveBase(ctx, place, node, cls);
    if (base && cls.base && cls.base != base)
      ctx.report(Diag::InvalidClass, node.bases[0]->span)
          .arg("the class has another base in its declaration")
          .label(symbol->span, "declared here");
    else if (base) {
      cls.base = base;
      type->base = base->type;
    }
  }
  if (!cls.is_defined)
    ctx.analysis.extension_classes.push_back(&cls);
  cls.is_defined = true;
  cls.is_declared_in_pxd |= !is_definition;
  cls.has_own_body |= is_definition;
  cls.node = &node;
  DeclarationPlace inside = place;
  inside.directives = directives;
  cls.directives = directives;
  readDataclass(ctx, inside, node, cls);
  ClassDeclarer(ctx, inside, cls).run(node.body);
  if (!is_definition)
    return;
  List<syntax::Stmt *> statements = node.body;
  if (cls.dataclass) {
    syntax::CClassDef &made = ctx.analysis.pure_classes.emplace_back(node);
    made.body = statements = dataclassBody(ctx, inside, node, cls);
    cls.node = &made;
    if (ctx.analysis.exprs.size() < ctx.ast.nodeCount())
      ctx.analysis.exprs.resize(ctx.ast.nodeCount());
  }
  cls.docstring = docstringOf(node.body);
  ctx.analysis.stmts[node.id].is_declaration_only = false;
  ctx.analysis.stmts[node.id].symbol = symbol;
  ctx.analysis.classes.push_back(&cls);
  PendingBody body;
  body.scope = cls.scope;
  body.function = ctx.analysis.module_function;
  body.cls = &cls;
  body.body = statements;
  body.place = inside;
  body.place.scope = cls.scope;
  ctx.pending.push_back(std::move(body));
}

} // namespace nogilc::sema
