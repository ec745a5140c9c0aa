// `DEF` and `IF`: names and choices of the time at which a module is compiled. The values are those
// that fold (constant_fold.cpp), and what is written with literals: tuples, characters, complex
// numbers.
#include "sema/context.h"

#include <llvm/ADT/StringExtras.h>

#include <sys/utsname.h>

namespace nogilc::sema {

namespace {

using Elements = llvm::SmallVector<syntax::Expr *, 4>;

/// UNAME_SYSNAME and its kin, as in `IF UNAME_SYSNAME == "Linux"`.
const ConstantValue *platformConstant(Context &ctx, llvm::StringRef name) {
  utsname names{};
  if (uname(&names) != 0)
    return nullptr;
  const char *text = name == "UNAME_SYSNAME"    ? names.sysname
                     : name == "UNAME_NODENAME" ? names.nodename
                     : name == "UNAME_RELEASE"  ? names.release
                     : name == "UNAME_VERSION"  ? names.version
                     : name == "UNAME_MACHINE"  ? names.machine
                                                : nullptr;
  if (!text)
    return nullptr;
  ConstantValue value;
  value.value = std::string(text);
  return ctx.newConstant(std::move(value));
}

/// The value that `-E NAME=text` means: a bool, a number, or the text itself. `None` has none.
const ConstantValue *valueOfOption(Context &ctx, llvm::StringRef text) {
  ConstantValue value;
  double number = 0;
  if (text == "None")
    return nullptr;
  if (text == "True" || text == "False")
    value.value = text == "True";
  else if (!text.empty() && llvm::all_of(text, llvm::isDigit) && text.size() <= 1000)
    value.value = llvm::APSInt(
        llvm::APInt(llvm::APInt::getSufficientBitsNeeded(text, 10) + 1, text, 10), false);
  else if (llvm::to_float(text, number))
    value.value = number;
  else
    value.value = text.str();
  return ctx.newConstant(std::move(value));
}

/// The names that are known before the module says anything.
void declareGivenNames(Context &ctx) {
  const auto declare = [&](llvm::StringRef text) -> Symbol * {
    const Name name = ctx.name(text);
    (void)builtinSymbol(ctx, name); // the builtins stand in the same table
    Symbol *&symbol = ctx.compile_time_names[name];
    if (symbol)
      return nullptr;
    symbol = ctx.newSymbol(SymbolKind::CompileTime, name, Span(), nullptr);
    ctx.builtins[name] = symbol;
    return symbol;
  };
  // The last of several options for one name holds.
  for (const auto &[text, value] : llvm::reverse(ctx.options.compile_time_names))
    if (Symbol *symbol = declare(text)) {
      symbol->constant = valueOfOption(ctx, value);
      if (!symbol->constant) {
        auto *none = ctx.ast.make<syntax::ConstantExpr>(Span());
        none->value = syntax::Constant::None;
        symbol->expression = none;
      }
    }
  for (llvm::StringRef text :
       {"UNAME_SYSNAME", "UNAME_NODENAME", "UNAME_RELEASE", "UNAME_VERSION", "UNAME_MACHINE"})
    if (Symbol *symbol = declare(text))
      symbol->constant = platformConstant(ctx, text);
}

const Symbol *compileTimeName(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  auto *name = llvm::dyn_cast<syntax::NameExpr>(&expr);
  const Symbol *symbol = name && scope ? lookup(ctx, scope, name->name) : nullptr;
  return symbol && symbol->kind == SymbolKind::CompileTime ? symbol : nullptr;
}

/// What `DEF` may name beside the constants that fold: tuples, characters and complex numbers of
/// literals.
bool isOfLiterals(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  const auto all = [&](List<syntax::Expr *> list) {
    return llvm::all_of(list,
                        [&](const syntax::Expr *one) { return isOfLiterals(ctx, scope, *one); });
  };
  switch (expr.kind) {
  case syntax::NodeKind::ImaginaryLiteral:
  case syntax::NodeKind::ConstantExpr:
  case syntax::NodeKind::StringLiteral:
    return true;
  case syntax::NodeKind::TupleExpr:
    return all(llvm::cast<syntax::TupleExpr>(expr).elements);
  case syntax::NodeKind::UnaryExpr:
    return isOfLiterals(ctx, scope, *llvm::cast<syntax::UnaryExpr>(expr).operand);
  case syntax::NodeKind::BinaryExpr:
    return isOfLiterals(ctx, scope, *llvm::cast<syntax::BinaryExpr>(expr).left) &&
           isOfLiterals(ctx, scope, *llvm::cast<syntax::BinaryExpr>(expr).right);
  case syntax::NodeKind::NameExpr: {
    const Symbol *symbol = compileTimeName(ctx, scope, expr);
    return symbol && (symbol->constant || symbol->expression);
  }
  default:
    return fold(ctx, scope, expr) != nullptr;
  }
}

/// A bound of a slice, or the position `whole` where it is left out; null: it is not known.
std::optional<int64_t> bound(Context &ctx, Scope *scope, const syntax::Expr *expr, int64_t whole) {
  if (!expr)
    return whole;
  const ConstantValue *value = fold(ctx, scope, *expr);
  return value ? asInteger(*value) : std::nullopt;
}

std::optional<Elements> slice(Context &ctx, Scope *scope, const syntax::SliceExpr &slice,
                              const Elements &from) {
  const auto step = bound(ctx, scope, slice.step, 1);
  if (!step || *step == 0)
    return std::nullopt;
  const auto size = static_cast<int64_t>(from.size());
  const int64_t lowest = *step > 0 ? 0 : -1, highest = *step > 0 ? size : size - 1;
  const auto position = [&](const syntax::Expr *expr, int64_t whole) -> std::optional<int64_t> {
    auto at = bound(ctx, scope, expr, whole);
    if (!at || !expr)
      return at;
    return std::clamp(*at < 0 ? *at + size : *at, lowest, highest);
  };
  const auto start = position(slice.start, *step > 0 ? lowest : highest);
  const auto stop = position(slice.stop, *step > 0 ? highest : lowest);
  if (!start || !stop)
    return std::nullopt;
  Elements result;
  for (int64_t at = *start; *step > 0 ? at < *stop : at > *stop; at += *step)
    result.push_back(from[static_cast<size_t>(at)]);
  return result;
}

} // namespace

std::optional<Elements> compileTimeElements(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  const auto written = [](List<syntax::Expr *> list) -> std::optional<Elements> {
    if (llvm::any_of(list, [](auto *one) { return llvm::isa<syntax::StarredExpr>(one); }))
      return std::nullopt;
    return Elements(list.begin(), list.end());
  };
  switch (expr.kind) {
  case syntax::NodeKind::TupleExpr:
    return written(llvm::cast<syntax::TupleExpr>(expr).elements);
  case syntax::NodeKind::ListExpr:
    return written(llvm::cast<syntax::ListExpr>(expr).elements);
  case syntax::NodeKind::NameExpr: {
    const Symbol *symbol = compileTimeName(ctx, scope, expr);
    return symbol && symbol->expression ? compileTimeElements(ctx, scope, *symbol->expression)
                                        : std::nullopt;
  }
  case syntax::NodeKind::IndexExpr: {
    auto &item = llvm::cast<syntax::IndexExpr>(expr);
    if (auto *range = llvm::dyn_cast<syntax::SliceExpr>(item.index)) {
      auto from = compileTimeElements(ctx, scope, *item.base);
      return from ? slice(ctx, scope, *range, *from) : std::nullopt;
    }
    const syntax::Expr *element = compileTimeItem(ctx, scope, item);
    return element ? compileTimeElements(ctx, scope, *element) : std::nullopt;
  }
  case syntax::NodeKind::BinaryExpr: {
    auto &sum = llvm::cast<syntax::BinaryExpr>(expr);
    if (sum.op != syntax::BinaryOp::Add)
      return std::nullopt;
    auto left = compileTimeElements(ctx, scope, *sum.left);
    auto right = left ? compileTimeElements(ctx, scope, *sum.right) : std::nullopt;
    if (!right)
      return std::nullopt;
    left->append(right->begin(), right->end());
    return left;
  }
  default:
    return std::nullopt;
  }
}

const syntax::Expr *compileTimeItem(Context &ctx, Scope *scope, const syntax::IndexExpr &item) {
  if (llvm::isa<syntax::SliceExpr>(item.index))
    return nullptr;
  const auto elements = compileTimeElements(ctx, scope, *item.base);
  const ConstantValue *index = elements ? fold(ctx, scope, *item.index) : nullptr;
  auto at = index ? asInteger(*index) : std::nullopt;
  if (!at)
    return nullptr;
  const auto size = static_cast<int64_t>(elements->size());
  if (*at < 0)
    *at += size;
  return *at >= 0 && *at < size ? (*elements)[static_cast<size_t>(*at)] : nullptr;
}

/// The expression of literals that a value of `DEF` stands for; null: it is not known.
static const syntax::Expr *literalOf(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  if (isOfLiterals(ctx, scope, expr))
    return &expr;
  if (auto *item = llvm::dyn_cast<syntax::IndexExpr>(&expr))
    if (const syntax::Expr *element = compileTimeItem(ctx, scope, *item))
      return literalOf(ctx, scope, *element);
  // A list is made anew at each use: it has no value of its own.
  const auto elements =
      llvm::isa<syntax::ListExpr>(expr) ? std::nullopt : compileTimeElements(ctx, scope, expr);
  if (!elements)
    return nullptr;
  auto *tuple = ctx.ast.make<syntax::TupleExpr>(expr.span);
  tuple->elements = ctx.ast.list<syntax::Expr *>(*elements);
  return isOfLiterals(ctx, scope, *tuple) ? tuple : nullptr;
}

void declareCompileTime(Context &ctx, Scope *scope, const syntax::CompileTimeDef &node) {
  declareGivenNames(ctx);
  Symbol *symbol = ctx.newSymbol(SymbolKind::CompileTime, node.name.name, node.name.span, scope);
  symbol->constant = fold(ctx, scope, *node.value);
  if (!symbol->constant)
    symbol->expression = literalOf(ctx, scope, *node.value);
  if (!symbol->constant && !symbol->expression) {
    ctx.report(Diag::NotConstant, node.value->span).arg("the value of `DEF`");
    symbol->type = ctx.types.error();
  }
  scope->symbols[node.name.name] = symbol;
  ctx.analysis.stmts[node.id].is_declaration_only = true;
}

List<syntax::Stmt *> takenArm(Context &ctx, Scope *scope, const syntax::CompileTimeIf &node) {
  declareGivenNames(ctx);
  const syntax::IfClause *taken = nullptr;
  for (const syntax::IfClause *clause : node.clauses) {
    auto &info = ctx.analysis.stmts[clause->id];
    if (info.taken) { // decided when the declarations were read
      if (*info.taken)
        return clause->body;
      continue;
    }
    info.taken = false;
    if (taken)
      continue;
    const ConstantValue *value = fold(ctx, scope, *clause->condition);
    auto condition = value ? truth(*value) : std::nullopt;
    if (!condition) {
      ctx.report(Diag::NotConstant, clause->condition->span).arg("the condition of `IF`");
      continue;
    }
    if (*condition) {
      ctx.analysis.stmts[clause->id].taken = true;
      taken = clause;
    }
  }
  return taken ? taken->body : node.else_body;
}

} // namespace nogilc::sema
