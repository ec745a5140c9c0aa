#include "lower/with_statement.h"

#include "lower/gil_regions.h"
#include "lower/statements.h"

namespace nogilc::lower {

namespace {

void lowerItems(FunctionContext &fn, const syntax::WithStmt &stmt, size_t number) {
  if (number == stmt.items.size()) {
    lowerBody(fn, stmt.body);
    return;
  }
  const syntax::WithItem &item = *stmt.items[number];
  if (fn.module.analysis.stmt(item).with_form == sema::WithForm::ContextManager) {
    fn.module.unsupported(item.span, "a `with` statement on a Python object");
    return;
  }
  lowerGilItem(fn, item, [&] { lowerItems(fn, stmt, number + 1); });
}

} // namespace

void lowerWith(FunctionContext &fn, const syntax::WithStmt &stmt) { lowerItems(fn, stmt, 0); }

} // namespace nogilc::lower
