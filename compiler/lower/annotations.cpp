#include "lower/annotations.h"

#include "lower/expressions.h"
#include "lower/targets.h"
#include "syntax/visit.h"

namespace nogilc::lower {

namespace {

constexpr llvm::StringLiteral kAnnotations = "__annotations__";

/// Whether names that are annotated here go into an `__annotations__`: not in functions.
bool keepsAnnotations(const FunctionContext &fn) {
  return fn.class_namespace || fn.function.role == ir::FunctionRole::ModuleExec;
}

bool isKept(const syntax::AnnAssignStmt &stmt) {
  return stmt.target->kind == syntax::NodeKind::NameExpr && !stmt.is_parenthesized;
}

/// Whether the body annotates a name, statements inside its statements included.
bool annotatesNames(llvm::ArrayRef<syntax::Stmt *> body) {
  bool found = false;
  for (const syntax::Stmt *stmt : body)
    syntax::walk(*stmt, [&](const syntax::Node &node) {
      if (const auto *annotated = llvm::dyn_cast<syntax::AnnAssignStmt>(&node))
        found |= isKept(*annotated);
      switch (node.kind) {
      case syntax::NodeKind::FunctionDef:
      case syntax::NodeKind::CFunctionDef:
      case syntax::NodeKind::LambdaExpr:
      case syntax::NodeKind::ClassDef:
      case syntax::NodeKind::CClassDef:
        return false;
      default:
        return !found;
      }
    });
  return found;
}

Value namespaceItem(FunctionContext &fn, llvm::StringRef name) {
  LowerContext &context = fn.module;
  if (fn.class_namespace)
    return callRuntime(fn, RuntimeEntry::getitem, {fn.class_namespace, nameConstant(context, name)},
                       {Construct::ReadGlobal, name});
  return callRuntime(fn, RuntimeEntry::load_global, {nameConstant(context, name)},
                     {Construct::ReadGlobal, name});
}

} // namespace

std::string annotationText(LowerContext &context, const syntax::Expr &annotation) {
  std::string text;
  bool is_gap = false;
  for (char c : context.sources.text(annotation.span)) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\') {
      is_gap = !text.empty();
      continue;
    }
    if (is_gap)
      text += ' ';
    is_gap = false;
    text += c;
  }
  return text;
}

void prepareAnnotations(FunctionContext &fn, llvm::ArrayRef<syntax::Stmt *> body) {
  if (!annotatesNames(body))
    return;
  LowerContext &context = fn.module;
  const Reason reason{Construct::WriteGlobal, kAnnotations};
  Value dict = callRuntime(fn, RuntimeEntry::make_dict, {}, reason);
  if (fn.class_namespace)
    callRuntime(fn, RuntimeEntry::setitem,
                {fn.class_namespace, nameConstant(context, kAnnotations), dict.expr}, reason);
  else
    callRuntime(fn, RuntimeEntry::store_global, {nameConstant(context, kAnnotations), dict.expr},
                reason);
}

void lowerAnnAssign(FunctionContext &fn, const syntax::AnnAssignStmt &stmt) {
  LowerContext &context = fn.module;
  if (stmt.value) {
    const sema::Symbol *symbol = context.analysis.binding(*stmt.target);
    const Type *type = symbol ? symbol->type : typeOf(fn, *stmt.target);
    if (type && !types::isError(type))
      assign(fn, *stmt.target, lowerTo(fn, *stmt.value, type));
    else
      assign(fn, *stmt.target, lowerExpr(fn, *stmt.value));
  } else if (const auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(stmt.target)) {
    lowerDiscarded(fn, *attribute->base);
  } else if (const auto *item = llvm::dyn_cast<syntax::IndexExpr>(stmt.target)) {
    lowerDiscarded(fn, *item->base);
    lowerDiscarded(fn, *item->index);
  }
  if (!isKept(stmt) || !keepsAnnotations(fn))
    return;
  const llvm::StringRef name = llvm::cast<syntax::NameExpr>(stmt.target)->name.str();
  Value dict = namespaceItem(fn, kAnnotations);
  callRuntime(fn, RuntimeEntry::setitem,
              {dict.expr, nameConstant(context, name),
               constantRef(context, context.constant(ir::Constant::Kind::Str,
                                                     annotationText(context, *stmt.annotation)))},
              {Construct::WriteGlobal, name});
}

} // namespace nogilc::lower
