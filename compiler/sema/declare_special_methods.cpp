// What is special about a method of a `cdef class` by its name (`__cinit__`, `__add__`, accessors
// of properties): the C function that the slot wants, and what its parameters have to be. What the
// slots are is a table, special_methods.h.
#include "sema/context.h"
#include "sema/builtin_bases.h"
#include "sema/special_methods.h"

namespace nogilc::sema {

using namespace types;

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
  // As in a Python class, a later definition takes the place of an earlier one.
  llvm::erase_if(info.cls->special_methods,
                 [&](const FunctionInfo *earlier) { return earlier->special == &special; });
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
  // `def __add__(int x, y)`: converted, as the other operand is.
  const Type *self = info.parameters[0].symbol->type;
  llvm::SmallVector<const Type *, 3> parameters = {
      isObject(self) ? self : static_cast<const Type *>(info.cls->type)};
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
    if (info.name == "__init_subclass__")
      ctx.report(Diag::InvalidClass, info.node->span)
          .arg("an extension type cannot have an `__init_subclass__`");
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

static bool isAccessorDecorator(ClassInfo &cls, const syntax::Expr &decorator) {
  if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&decorator))
    return name->name == "property";
  auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&decorator);
  auto *base = attribute ? llvm::dyn_cast<syntax::NameExpr>(attribute->base) : nullptr;
  return base && findProperty(cls, base->name) &&
         llvm::is_contained({"setter", "getter", "deleter"}, attribute->attribute.name.str());
}

/// The accessor of `property x:` and of `@property`, `@x.setter`, `@x.deleter`; it is then no
/// attribute of the class by itself.
bool declareAccessor(Context &ctx, FunctionInfo &info, ClassInfo &cls) {
  if (info.decorators.empty() || info.binding != MethodBinding::Instance)
    return false;
  if (info.decorators.size() != 1) {
    if (llvm::none_of(info.decorators, [&](const syntax::Expr *decorator) {
          return isAccessorDecorator(cls, *decorator);
        }))
      return false;
    const auto extra = llvm::find_if(info.decorators, [&](const syntax::Expr *decorator) {
      return !isAccessorDecorator(cls, *decorator);
    });
    ctx.report(Diag::InvalidDecorator,
               extra == info.decorators.end() ? info.decorators.back()->span : (*extra)->span)
        .arg("an accessor of a property, besides its own,");
    info.decorators.clear();
    return true;
  }
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
    ctx.unsupported(decorator.span, "an accessor of a property under another name");
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

} // namespace nogilc::sema
