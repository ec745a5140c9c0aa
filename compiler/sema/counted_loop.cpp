#include "sema/counted_loop.h"

namespace nogilc::sema {

std::optional<CountedLoop> countedLoop(const syntax::ForStmt &loop) {
  const auto *call = llvm::dyn_cast<syntax::CallExpr>(loop.iterable);
  const auto *pair = llvm::dyn_cast<syntax::TupleExpr>(loop.target);
  if (loop.is_async || !call || !pair || pair->elements.size() != 2 || call->args.empty() ||
      call->args.size() + call->keywords.size() > 2)
    return std::nullopt;
  CountedLoop counted;
  counted.callee = llvm::dyn_cast<syntax::NameExpr>(call->callee);
  counted.counter = pair->elements[0];
  counted.target = pair->elements[1];
  counted.iterable = call->args[0];
  if (!counted.callee || counted.callee->name != "enumerate" ||
      llvm::isa<syntax::StarredExpr>(counted.counter) ||
      llvm::isa<syntax::StarredExpr>(counted.target) ||
      llvm::isa<syntax::StarredExpr>(counted.iterable))
    return std::nullopt;
  const syntax::Expr *start = nullptr;
  if (call->args.size() == 2)
    start = call->args[1];
  else if (!call->keywords.empty() && call->keywords[0]->name.name == "start")
    start = call->keywords[0]->value;
  else if (!call->keywords.empty())
    return std::nullopt;
  // A literal that leaves room to count from; what is not known yet might be no C number.
  counted.start = llvm::dyn_cast_or_null<syntax::IntLiteral>(start);
  if (start && (!counted.start || counted.start->text.size() > 9))
    return std::nullopt;
  return counted;
}

} // namespace nogilc::sema
