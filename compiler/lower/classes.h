// Python classes: bases, namespace, body, metaclass call, decorators.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

void lowerClassDef(FunctionContext &fn, const syntax::ClassDef &def);

} // namespace nogilc::lower
