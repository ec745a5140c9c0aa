// Expressions that name a type: in pure mode (`cython.int`, `cython.pointer[cython.char]`), in
// templates, casts and annotations.
#include "sema/context.h"

#include <llvm/ADT/StringSwitch.h>

namespace nogilc::sema {

using namespace types;

/// With `is_c`, `int` and its kin are C's, elsewhere Python's.
static const Type *namedByExpression(Context &ctx, Scope *scope, const syntax::Expr &expr,
                                     bool is_c) {
  if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&expr); name && is_c) {
    const Symbol *symbol = lookup(ctx, scope, name->name);
    const bool is_word = llvm::StringSwitch<bool>(name->name.str())
                             .Cases("char", "short", "int", "long", "float", "double", true)
                             .Default(false);
    if (is_word && (!symbol || symbol->kind == SymbolKind::Builtin))
      return cythonType(ctx, name->name.str());
  }
  if (auto *type = llvm::dyn_cast<syntax::TypeNameExpr>(&expr)) {
    DeclarationPlace place;
    place.scope = scope;
    return resolveTypeName(ctx, place, *type->type);
  }
  if (const std::string dotted = cythonName(ctx, scope, expr); !dotted.empty())
    return cythonType(ctx, dotted);
  if (llvm::isa<syntax::StringLiteral>(expr)) {
    const ConstantValue *value = fold(ctx, scope, expr);
    const auto *text = value ? std::get_if<std::string>(&value->value) : nullptr;
    return text ? namedByText(ctx, scope, *text, is_c) : nullptr;
  }
  if (auto *index = llvm::dyn_cast<syntax::IndexExpr>(&expr)) {
    const std::string dotted = cythonName(ctx, scope, *index->base);
    if (dotted == "pointer" || dotted == "const" || dotted == "volatile" || dotted == "restrict") {
      const Type *inner = namedByExpression(ctx, scope, *index->index, is_c);
      if (!inner || isError(inner) || dotted == "restrict")
        return inner; // restrict promises something and checks nothing
      return dotted == "pointer"
                 ? ctx.types.pointer(inner)
                 : ctx.types.qualified(inner, dotted == "const", dotted == "volatile");
    }
    const Type *base = namedByExpression(ctx, scope, *index->base, is_c);
    if (!base || isError(base) || isObject(base))
      return nullptr;
    if (const CppClassType *cls = cppClass(base);
        cls && cls == cls->declaration && !cls->ownArguments().empty()) {
      llvm::SmallVector<syntax::Expr *, 2> written = {index->index};
      if (auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(index->index))
        written.assign(tuple->elements.begin(), tuple->elements.end());
      const auto arguments = templateArguments(ctx, scope, written);
      return arguments ? cppInstance(ctx, base, *arguments, expr.span) : ctx.types.error();
    }
    auto *axes = llvm::dyn_cast<syntax::TupleExpr>(index->index);
    const bool has_axes = axes && !axes->elements.empty();
    if (llvm::isa<syntax::SliceExpr>(has_axes ? axes->elements.front() : index->index)) {
      ctx.unsupported(expr.span, "memoryview types");
      return viewType(ctx, base, has_axes ? axes->elements.size() : 1);
    }
    if (const ConstantValue *value = fold(ctx, scope, *index->index))
      if (auto size = asInteger(*value); size && *size >= 0)
        return ctx.types.array(base, static_cast<uint64_t>(*size));
    return nullptr;
  }
  if (auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(&expr)) {
    llvm::SmallVector<const Type *, 4> elements;
    for (const syntax::Expr *element : tuple->elements) {
      const Type *one = namedByExpression(ctx, scope, *element, is_c);
      if (!one || isObject(one) || isVoid(one))
        return nullptr;
      elements.push_back(one);
    }
    return elements.empty() ? nullptr : ctupleOf(ctx, elements);
  }
  if (auto *call = llvm::dyn_cast<syntax::CallExpr>(&expr)) {
    if (cythonName(ctx, scope, *call->callee) == "pointer" && call->args.size() == 1) {
      const Type *inner = namedByExpression(ctx, scope, *call->args[0], is_c);
      return inner && !isError(inner) ? ctx.types.pointer(inner) : inner;
    }
    return nullptr;
  }
  if (auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&expr)) {
    // `Outer[int].Inner`, `Outer.Inner`
    const bool was_quiet = std::exchange(ctx.is_quiet, true);
    const Type *base = namedByExpression(ctx, scope, *attribute->base, is_c);
    ctx.is_quiet = was_quiet;
    if (const CppClassType *cls = base ? cppClass(base) : nullptr) {
      const CppMember member =
          findCppMember(ctx.analysis, ctx.types, cls, attribute->attribute.name.str());
      return member.symbol && member.symbol->kind == SymbolKind::Type
                 ? cppMemberType(ctx, base, attribute->attribute)
                 : nullptr;
    }
  }
  if (Symbol *symbol = resolveDotted(ctx, scope, expr)) {
    if (symbol->kind == SymbolKind::Type)
      return symbol->type;
    if (symbol->kind == SymbolKind::Builtin && llvm::isa<syntax::NameExpr>(expr))
      return predefinedType(ctx, symbol->name.str());
    return nullptr;
  }
  if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&expr))
    return predefinedType(ctx, name->name.str());
  return nullptr;
}

void checkAnnotation(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  const syntax::Expr *of = &expr;
  while (auto *subscript = llvm::dyn_cast<syntax::IndexExpr>(of))
    of = subscript->base;
  const std::string name = cythonName(ctx, scope, *of);
  if (name.empty() || cythonType(ctx, name) || isUnsupportedCythonType(name) || name == "pointer" ||
      name == "const" || name == "volatile" || name == "restrict")
    return;
  ctx.report(Diag::NoSuchMember, of->span).arg("cython").arg(name);
}

const Type *typeOfExpression(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  return namedByExpression(ctx, scope, expr, /*is_c=*/false);
}

std::optional<llvm::SmallVector<const Type *, 4>>
templateArguments(Context &ctx, Scope *scope, llvm::ArrayRef<syntax::Expr *> written) {
  llvm::SmallVector<const Type *, 4> arguments;
  for (const syntax::Expr *one : written) {
    const Type *type = namedByExpression(ctx, scope, *one, /*is_c=*/true);
    if (!type) {
      ctx.report(Diag::NotAType, one->span).arg("this template argument");
      return std::nullopt;
    }
    arguments.push_back(type);
  }
  return arguments;
}

const Type *typeOfLocal(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  return namedByExpression(ctx, scope, expr, /*is_c=*/true);
}

} // namespace nogilc::sema
