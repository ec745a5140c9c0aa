// Displays where a C compound is wanted: `cdef int a[3] = [1, 2, 3]`, `cdef Point p = {'x': 1}`,
// `cdef (int, double) t = (1, 2)`. Their elements become C values directly; no Python object is
// made.
#include "sema/check.h"

#include "support/suggest.h"

namespace nogilc::sema {

using namespace types;

std::optional<CDisplay> Checker::cDisplay(const syntax::Expr &expr) {
  CDisplay display;
  const syntax::Expr *sequence = &expr;
  // `[0] * 8`
  if (auto *product = llvm::dyn_cast<syntax::BinaryExpr>(&expr);
      product && product->op == syntax::BinaryOp::Mul &&
      llvm::isa<syntax::ListExpr, syntax::TupleExpr>(product->left)) {
    const ConstantValue *factor = fold(ctx_, scope_, *product->right);
    const auto count = factor ? asInteger(*factor) : std::nullopt;
    if (!count || *count < 0)
      return std::nullopt;
    display.repeat = static_cast<uint64_t>(*count);
    sequence = product->left;
  }
  if (auto *list = llvm::dyn_cast<syntax::ListExpr>(sequence))
    display.elements = list->elements;
  else if (auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(sequence))
    display.elements = tuple->elements;
  else
    return std::nullopt;
  for (const syntax::Expr *element : display.elements)
    if (llvm::isa<syntax::StarredExpr>(element))
      return std::nullopt;
  return display;
}

void Checker::valueAs(const syntax::Expr &expr, const Type *target) {
  if (displayAs(expr, target))
    return;
  type(expr);
  coerce(expr, target);
}

bool Checker::displayAs(const syntax::Expr &expr, const Type *target) {
  if (!target || isError(target))
    return false;
  const Type *plain = canonical(target);
  if (auto *dict = llvm::dyn_cast<syntax::DictExpr>(&expr)) {
    auto *record = llvm::dyn_cast<StructType>(plain);
    return record && dictAsStruct(*dict, *record, target);
  }
  const Type *element = elementOf(plain);
  if (!llvm::isa<StructType, CTupleType>(plain) &&
      (!element || isVoid(element) || llvm::isa<FunctionType>(canonical(element))))
    return false;
  if (auto *text = llvm::dyn_cast<syntax::StringLiteral>(&expr); text && element)
    return textAsArray(*text, plain);
  const auto display = cDisplay(expr);
  if (!display)
    return false;
  if (element)
    return sequenceAsArray(expr, *display, plain);
  const bool is_tuple = llvm::isa<CTupleType>(plain);
  if (display->repeat != 1 || (llvm::isa<syntax::TupleExpr>(expr) && !is_tuple))
    return false;
  llvm::SmallVector<const Type *, 8> members;
  if (is_tuple)
    members.append(llvm::cast<CTupleType>(plain)->elements.begin(),
                   llvm::cast<CTupleType>(plain)->elements.end());
  else
    for (const FieldInfo &field : llvm::cast<StructType>(plain)->fields)
      members.push_back(field.type);
  const size_t given = display->elements.size();
  if (is_tuple ? given != members.size() : given > members.size()) {
    ctx_.report(Diag::WrongLength, expr.span)
        .arg(spelling(target))
        .arg(static_cast<uint64_t>(members.size()))
        .arg(static_cast<uint64_t>(given));
    ctx_.info(expr).type = error();
    return true;
  }
  for (size_t i = 0; i < given; ++i)
    valueAs(*display->elements[i], members[i]);
  ctx_.info(expr).type = unqualified(target);
  return true;
}

/// `cdef Py_UCS4 *p = "abc"`, `cdef short a[3] = "abc"`: the numbers of the characters.
bool Checker::textAsArray(const syntax::StringLiteral &text, const Type *target) {
  const Type *element = unqualified(elementOf(target));
  auto *integer = llvm::dyn_cast<IntegerType>(canonical(element));
  const bool is_text =
      text.string_kind != syntax::StringKind::Bytes && text.string_kind != syntax::StringKind::Char;
  auto *array = llvm::dyn_cast<ArrayType>(target);
  if (!integer || integer->integer == IntegerKind::Unicode || !is_text || text.value.empty())
    return false;
  // Pointers to `char` are those to the literal itself, and what is bytes is taken as such.
  if (integer->rank == 1 && (!array || isObjectKind(type(text), ObjectKind::Bytes) ||
                             llvm::any_of(text.value, [](char c) { return (c & 0x80) != 0; })))
    return false;
  // The first byte of each character in UTF-8.
  const auto length =
      static_cast<uint64_t>(llvm::count_if(text.value, [](char c) { return (c & 0xc0) != 0x80; }));
  if (array && array->size && *array->size != length) {
    ctx_.report(Diag::WrongLength, text.span).arg(spelling(target)).arg(*array->size).arg(length);
    ctx_.info(text).type = error();
    return true;
  }
  ctx_.info(text).type = ctx_.types.array(element, length);
  return true;
}

bool Checker::sequenceAsArray(const syntax::Expr &expr, const CDisplay &display,
                              const Type *target) {
  const Type *element = unqualified(elementOf(target));
  const uint64_t length = display.elements.size() * display.repeat;
  auto *array = llvm::dyn_cast<ArrayType>(target);
  if (length == 0)
    return false;
  for (const syntax::Expr *item : display.elements)
    valueAs(*item, element);
  if (array && array->size && *array->size != length) {
    ctx_.report(Diag::WrongLength, expr.span).arg(spelling(target)).arg(*array->size).arg(length);
    ctx_.info(expr).type = error();
    return true;
  }
  ctx_.info(expr).type = ctx_.types.array(element, length);
  return true;
}

bool Checker::dictAsStruct(const syntax::DictExpr &dict, const StructType &record,
                           const Type *target) {
  for (const syntax::DictItem *item : dict.items) {
    auto *key = llvm::dyn_cast_or_null<syntax::StringLiteral>(item->key);
    if (!key)
      return false; // read as any other mapping, at run time
  }
  ExprInfo &info = ctx_.info(dict);
  llvm::SmallVector<llvm::StringRef, 8> seen;
  for (const syntax::DictItem *item : dict.items) {
    const llvm::StringRef name = llvm::cast<syntax::StringLiteral>(item->key)->value;
    const FieldInfo *found = nullptr;
    for (const FieldInfo &field : record.fields)
      if (field.name == name)
        found = &field;
    if (!found) {
      auto report = ctx_.report(Diag::NoSuchMember, item->key->span);
      report.arg(spelling(target)).arg(name);
      Suggestion suggestion(name);
      for (const FieldInfo &field : record.fields)
        suggestion.offer(field.name.str());
      if (!suggestion.best().empty())
        report.note("did you mean `" + suggestion.best() + "`?");
      type(*item->value);
      continue;
    }
    if (llvm::is_contained(seen, name))
      ctx_.report(Diag::DuplicateArgument, item->key->span).arg(name);
    seen.push_back(name);
    valueAs(*item->value, found->type);
  }
  info.form = ExprForm::StructConstruct;
  info.type = unqualified(target);
  return true;
}

} // namespace nogilc::sema
