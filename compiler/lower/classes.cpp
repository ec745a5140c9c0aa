#include "lower/classes.h"

namespace nogilc::lower {

void lowerClassDef(FunctionContext &fn, const syntax::ClassDef &def) {
  fn.module.unsupported(def.span, "a Python class");
}

} // namespace nogilc::lower
