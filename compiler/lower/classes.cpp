#include "lower/classes.h"

#include "lower/annotations.h"
#include "lower/closures.h"
#include "lower/exceptions.h"
#include "lower/expressions.h"
#include "lower/operands.h"
#include "lower/statements.h"
#include "lower/targets.h"

namespace nogilc::lower {

namespace {

/// The bases as a tuple; those behind a star are spread.
Value lowerBases(FunctionContext &fn, const syntax::ClassDef &def, Reason reason) {
  const bool has_star = llvm::any_of(def.bases, [](const syntax::Expr *base) {
    return base->kind == syntax::NodeKind::StarredExpr;
  });
  if (!has_star) {
    Operands bases(fn);
    for (const syntax::Expr *base : def.bases)
      bases.add(lowerObject(fn, *base));
    bases.settle();
    return callRuntime(fn, RuntimeEntry::make_tuple, bases.exprs(), reason);
  }
  Value list = callRuntime(fn, RuntimeEntry::make_list, {}, reason);
  for (const syntax::Expr *base : def.bases) {
    const auto *starred = llvm::dyn_cast<syntax::StarredExpr>(base);
    const Value value = lowerObject(fn, starred ? *starred->value : *base);
    callRuntime(fn, starred ? RuntimeEntry::list_extend : RuntimeEntry::list_append,
                {list.expr, value.expr}, reason);
  }
  return callRuntime(fn, RuntimeEntry::list_to_tuple, {list.expr}, reason);
}

/// The keywords of the header as a dict, or Nothing.
Value lowerKeywords(FunctionContext &fn, const syntax::ClassDef &def, Reason reason) {
  LowerContext &context = fn.module;
  if (def.keywords.empty())
    return {};
  Value dict = callRuntime(fn, RuntimeEntry::make_dict, {}, reason);
  for (const syntax::Keyword *keyword : def.keywords) {
    const Value value = lowerObject(fn, *keyword->value);
    At at(fn, keyword->span);
    if (keyword->name)
      callRuntime(fn, RuntimeEntry::dict_set,
                  {dict.expr, nameConstant(context, keyword->name.name.str()), value.expr}, reason);
    else
      callRuntime(fn, RuntimeEntry::star_merge,
                  {constantRef(context, context.constant(ir::Constant::Kind::Builtin, "type")),
                   dict.expr, value.expr},
                  reason);
  }
  return dict;
}

/// `__class__`: a cell that the methods find in the scope of the function around the class, and
/// that the creation of the class fills.
const Expr *makeClassCell(FunctionContext &fn, const sema::ClassInfo &info, Reason reason) {
  LowerContext &context = fn.module;
  Value cell = callRuntime(fn, RuntimeEntry::make_cell, {}, reason);
  const Expr *place = reference(context, fn.variableOf(info.class_cell));
  storeObject(fn, place, borrowed(cell.expr), reason);
  return cell.expr;
}

/// An error in the body has an entry of the class in the traceback, and one of the function around
/// it at the line of the statement.
void lowerClassBody(FunctionContext &fn, const syntax::ClassDef &def, const sema::ClassInfo &info,
                    const Expr *space) {
  LowerContext &context = fn.module;
  Scoped class_namespace(fn.class_namespace, space);
  intercept(
      fn,
      [&] {
        prepareAnnotations(fn, def.body);
        lowerBody(fn, def.body);
      },
      [&](Way way) {
        if (way != Way::Error) {
          goOn(fn, way);
          return;
        }
        const Type *text = context.types.pointer(context.types.qualified(
            context.types.integer(types::IntegerKind::Char), /*is_const=*/true, false));
        fn.function.has_error_line = true;
        callRuntime(fn, RuntimeEntry::add_class_traceback,
                    {literal(context, "\"" + info.name + "\"", text)},
                    {Construct::ExceptionPath, {}});
        store(fn, namedValue(context, ir::kErrorLineName, context.intType()),
              intLiteral(context, context.sources.begin(def.span).line));
        jump(fn, fn.error);
      });
}

} // namespace

void lowerClassDef(FunctionContext &fn, const syntax::ClassDef &def) {
  LowerContext &context = fn.module;
  const sema::ClassInfo *info = context.analysis.stmt(def).cls;
  if (!info)
    return; // sema has reported it
  if (!def.type_parameters.empty()) {
    context.unsupported(def.span, "type parameters of a class");
    return;
  }
  const llvm::StringRef name = info->name;
  const Reason reason{Construct::DefineClass, name};
  Inst *block = labeled(fn, fn.newLabel());
  InBlock in(fn, block->body);

  llvm::SmallVector<Value, 2> decorators;
  for (const syntax::Expr *decorator : info->decorators) {
    const Value value = lowerObject(fn, *decorator);
    decorators.push_back(value.kind == ValueKind::Owned ? value : own(fn, value, reason));
  }
  const Value bases = lowerBases(fn, def, reason);
  const Value keywords = lowerKeywords(fn, def, reason);
  auto slot = [&](llvm::StringRef hint) {
    ir::Variable *variable = fn.newPersistent(context.object(), ir::Holding::Owned, hint);
    declare(fn, variable);
    return reference(context, variable);
  };
  const Expr *metaclass = slot("metaclass");
  const Expr *resolved_bases = slot("bases");
  const Expr *resolved_keywords = slot("keywords");
  const Expr *space = slot("space");
  auto text = [&](llvm::StringRef value) {
    return constantRef(context, context.constant(ir::Constant::Kind::Str, value));
  };
  callRuntime(fn, RuntimeEntry::class_prepare,
              {nameConstant(context, name), bases.expr,
               keywords.expr ? keywords.expr : nullObject(context), text(info->qualname),
               info->docstring ? text(*info->docstring) : nullObject(context), metaclass,
               resolved_bases, resolved_keywords, space},
              reason);
  ir::Variable *closure = enterBlock(fn, info->scope->block, reason);
  const Expr *cell = info->class_cell ? makeClassCell(fn, *info, reason) : nullptr;
  lowerClassBody(fn, def, *info, space);
  if (cell)
    callRuntime(fn, RuntimeEntry::setitem, {space, nameConstant(context, "__classcell__"), cell},
                reason);
  Value made = callRuntime(
      fn, RuntimeEntry::class_create,
      {metaclass, nameConstant(context, name), resolved_bases, space, resolved_keywords}, reason);
  for (size_t i = decorators.size(); i-- != 0;) {
    At at(fn, info->decorators[i]->span);
    made = callRuntime(fn, RuntimeEntry::call, {decorators[i].expr, made.expr},
                       {Construct::CallPython, {}});
  }
  const sema::Symbol *symbol = context.analysis.stmt(def).symbol;
  if (!symbol)
    symbol = info->symbol;
  if (symbol)
    assignSymbol(fn, symbol, made);
  if (closure)
    drop(fn, closure, {Construct::DropObject, {}});
}

} // namespace nogilc::lower
