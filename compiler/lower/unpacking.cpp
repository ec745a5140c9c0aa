#include "lower/unpacking.h"

namespace nogilc::lower {

void lowerUnpacking(FunctionContext &fn, const syntax::Expr &target, llvm::ArrayRef<syntax::Expr *>,
                    const Value &) {
  fn.module.unsupported(target.span, "unpacking into several targets");
}

} // namespace nogilc::lower
