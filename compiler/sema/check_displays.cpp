// Literals, displays, comprehensions: and the dispatch over all kinds of expression.
#include "sema/check.h"

namespace nogilc::sema {

using namespace types;
using syntax::NodeKind;

const Type *Checker::intLiteral(const syntax::IntLiteral &node, ExprInfo &info) {
  info.constant = fold(ctx_, scope_, node);
  if (!info.constant)
    return ctx_.types.object(ObjectKind::Int);
  if (!node.is_unsigned && node.longness == 0)
    return constantType(*info.constant);
  if (ctx_.languageLevel(node.span) == 2 && !node.is_unsigned && node.longness == 1)
    return constantType(*info.constant); // Python 2's `1L`
  const IntegerKind kind = node.longness == 2
                               ? (node.is_unsigned ? IntegerKind::ULongLong : IntegerKind::LongLong)
                               : (node.is_unsigned ? IntegerKind::ULong : IntegerKind::Long);
  const Type *type = ctx_.types.integer(kind);
  auto &value = std::get<llvm::APSInt>(info.constant->value);
  if (value.isNegative() || !value.isIntN(64)) {
    ctx_.report(Diag::ConstantTooLarge, node.span).arg(spelling(type));
    return error();
  }
  return type;
}

void Checker::elements(List<syntax::Expr *> list) {
  for (const syntax::Expr *element : list) {
    if (auto *starred = llvm::dyn_cast<syntax::StarredExpr>(element)) {
      object(*starred->value);
      ctx_.info(*element).type = ctx_.types.object();
    } else {
      object(*element);
    }
  }
}

const Type *Checker::comprehension(const syntax::ComprehensionExpr &node) {
  using syntax::ComprehensionKind;
  if (node.result == ComprehensionKind::Generator) {
    // Its body is a function of its own; only the first iterable is evaluated here.
    object(*node.clauses.front()->iterable);
    return ctx_.types.object();
  }
  Scope *inner = ctx_.info(node).scope ? ctx_.info(node).scope : scope_;
  bool is_first = true;
  Scope *outer = scope_;
  for (const syntax::ComprehensionClause *clause : node.clauses) {
    scope_ = is_first ? outer : inner;
    type(*clause->iterable);
    scope_ = inner;
    is_first = false;
    iterate(*clause, *clause->target, *clause->iterable, true);
    for (const syntax::Expr *condition_expr : clause->conditions)
      condition(*condition_expr);
  }
  scope_ = inner;
  if (node.element)
    object(*node.element);
  optionalObject(node.value);
  scope_ = outer;
  switch (node.result) {
  case ComprehensionKind::List:
    return ctx_.types.object(ObjectKind::List);
  case ComprehensionKind::Set:
    return ctx_.types.object(ObjectKind::Set);
  default:
    return ctx_.types.object(ObjectKind::Dict);
  }
}

const Type *Checker::type(const syntax::Expr &expr) {
  using namespace syntax;
  TypeContext &types = ctx_.types;
  ExprInfo &info = ctx_.info(expr);
  info.form = ExprForm::Plain;
  info.constant = nullptr;
  const Type *result = nullptr;
  switch (expr.kind) {
  case NodeKind::NameExpr:
    result = name(llvm::cast<NameExpr>(expr), info);
    break;
  case NodeKind::ConstantExpr: {
    auto value = llvm::cast<ConstantExpr>(expr).value;
    if (value == Constant::True || value == Constant::False) {
      info.constant = fold(ctx_, scope_, expr);
      result = types.bint();
    } else {
      result = types.object();
    }
    break;
  }
  case NodeKind::IntLiteral:
    result = intLiteral(llvm::cast<IntLiteral>(expr), info);
    break;
  case NodeKind::FloatLiteral:
    info.constant = fold(ctx_, scope_, expr);
    result = types.floating(FloatKind::Double);
    break;
  case NodeKind::ImaginaryLiteral:
    result = types.complex(types.floating(FloatKind::Double));
    break;
  case NodeKind::StringLiteral: {
    auto kind = llvm::cast<StringLiteral>(expr).string_kind;
    result = kind == StringKind::Char
                 ? static_cast<const Type *>(types.integer(IntegerKind::Char))
                 : types.object(kind == StringKind::Bytes ? ObjectKind::Bytes : ObjectKind::Str);
    break;
  }
  case NodeKind::JoinedString: {
    auto &node = llvm::cast<JoinedString>(expr);
    if (node.is_template)
      ctx_.unsupported(expr.span, "template strings");
    for (const Expr *part : node.parts)
      type(*part);
    result = node.is_template ? types.error() : types.object(ObjectKind::Str);
    break;
  }
  case NodeKind::FormattedValue: {
    auto &node = llvm::cast<FormattedValue>(expr);
    if (node.conversion == 'd')
      ctx_.unsupported(expr.span, "the conversion `!d`");
    object(*node.value);
    if (node.spec)
      type(*node.spec);
    result = types.object(ObjectKind::Str);
    break;
  }
  case NodeKind::TupleExpr:
    elements(llvm::cast<TupleExpr>(expr).elements);
    result = types.object(ObjectKind::Tuple);
    break;
  case NodeKind::ListExpr:
    elements(llvm::cast<ListExpr>(expr).elements);
    result = types.object(ObjectKind::List);
    break;
  case NodeKind::SetExpr:
    elements(llvm::cast<SetExpr>(expr).elements);
    result = types.object(ObjectKind::Set);
    break;
  case NodeKind::DictExpr:
    for (const DictItem *item : llvm::cast<DictExpr>(expr).items) {
      optionalObject(item->key);
      object(*item->value);
    }
    result = types.object(ObjectKind::Dict);
    break;
  case NodeKind::StarredExpr:
    object(*llvm::cast<StarredExpr>(expr).value);
    result = types.object();
    break;
  case NodeKind::ComprehensionExpr:
    result = comprehension(llvm::cast<ComprehensionExpr>(expr));
    break;
  case NodeKind::UnaryExpr:
    result = unary(llvm::cast<UnaryExpr>(expr), info);
    break;
  case NodeKind::BinaryExpr:
    result = binary(llvm::cast<BinaryExpr>(expr), info);
    break;
  case NodeKind::BoolExpr:
    result = boolean(llvm::cast<BoolExpr>(expr), info);
    break;
  case NodeKind::CompareExpr:
    result = compare(llvm::cast<CompareExpr>(expr), info);
    break;
  case NodeKind::ConditionalExpr:
    result = conditional(llvm::cast<ConditionalExpr>(expr), info);
    break;
  case NodeKind::NamedExpr: {
    auto &node = llvm::cast<NamedExpr>(expr);
    const Type *value = type(*node.value);
    assign(*node.target, node.value, value);
    result = ctx_.is_quiet ? value : ctx_.info(*node.target).type;
    break;
  }
  case NodeKind::LambdaExpr:
    if (FunctionInfo *function = info.function)
      checkParameters(*function);
    result = types.object();
    break;
  case NodeKind::AwaitExpr:
    object(*llvm::cast<AwaitExpr>(expr).value);
    result = types.object();
    break;
  case NodeKind::YieldExpr:
    optionalObject(llvm::cast<YieldExpr>(expr).value);
    result = types.object();
    break;
  case NodeKind::YieldFromExpr:
    object(*llvm::cast<YieldFromExpr>(expr).value);
    result = types.object();
    break;
  case NodeKind::CallExpr:
    result = call(llvm::cast<CallExpr>(expr), info);
    break;
  case NodeKind::AttributeExpr:
    result = attribute(llvm::cast<AttributeExpr>(expr), info);
    break;
  case NodeKind::IndexExpr:
    result = index(llvm::cast<IndexExpr>(expr), info);
    break;
  case NodeKind::SliceExpr: {
    auto &node = llvm::cast<SliceExpr>(expr);
    optionalObject(node.start);
    optionalObject(node.stop);
    optionalObject(node.step);
    result = types.object(ObjectKind::Slice);
    break;
  }
  case NodeKind::CastExpr:
    result = cast(llvm::cast<CastExpr>(expr), info);
    break;
  case NodeKind::AddressOfExpr:
    result = addressOf(llvm::cast<AddressOfExpr>(expr));
    break;
  case NodeKind::SizeofExpr:
    result = sizeOf(llvm::cast<SizeofExpr>(expr), info);
    break;
  case NodeKind::NewExpr:
    ctx_.report(Diag::NotAValue, expr.span).arg("new").arg("no value without a call, `new T()`");
    result = types.error();
    break;
  case NodeKind::TypeNameExpr:
    ctx_.report(Diag::NotAValue, expr.span).arg("this").arg("a type");
    result = types.error();
    break;
  case NodeKind::ForFromRange: {
    auto &range = llvm::cast<ForFromRange>(expr);
    for (const Expr *number : {range.start, range.stop, range.step})
      if (number)
        this->type(*number);
    result = types.object(ObjectKind::Range); // of a clause: it has no value
    break;
  }
  case NodeKind::BackquoteExpr:
    object(*llvm::cast<BackquoteExpr>(expr).value);
    result = types.object(ObjectKind::Str);
    break;
  default:
    result = types.error();
    break;
  }
  // A C array's name is its type; everything else reads without its const.
  ctx_.info(expr).type = result;
  return result;
}

} // namespace nogilc::sema
