// Walks over blocks and expression trees: each function calls back for every node, outer ones
// first, in the order of evaluation.
#pragma once

#include "ir/ir.h"

namespace nogilc::ir {

/// The blocks of an instruction.
template <typename Function> void forEachBlock(const Inst &inst, Function &&visit) {
  for (const Block *block : {inst.body, inst.else_body, inst.step})
    if (block)
      visit(*block);
}

/// Every instruction of a block and of the blocks inside it.
template <typename Function> void forEachInst(const Block &block, Function &&visit) {
  for (const Inst *inst : block) {
    visit(*inst);
    forEachBlock(*inst, [&](const Block &inner) { forEachInst(inner, visit); });
  }
}

/// The expression itself and every one inside it.
template <typename Function> void forEachExpr(const Expr &expr, Function &&visit) {
  visit(expr);
  for (const Expr *operand : expr.operands)
    if (operand)
      forEachExpr(*operand, visit);
}

/// The expressions that stand in an instruction, not those of its blocks.
template <typename Function> void forEachExpr(const Inst &inst, Function &&visit) {
  for (const Expr *expr : {inst.place, inst.callee, inst.value})
    if (expr)
      forEachExpr(*expr, visit);
  for (const Expr *arg : inst.args)
    if (arg)
      forEachExpr(*arg, visit);
}

/// What stands inside of casts.
inline const Expr *withoutCasts(const Expr *expr) {
  while (expr && expr->kind == ExprKind::Cast)
    expr = expr->operands[0];
  return expr;
}

/// The variable that an expression is, or null if it is something else.
inline const Variable *asVariable(const Expr *expr) {
  return expr && expr->kind == ExprKind::VariableRef ? expr->variable : nullptr;
}

/// Whether control can reach the end of a block.
bool fallsThrough(const Block &block);

} // namespace nogilc::ir
