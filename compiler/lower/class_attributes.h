// What Python code finds in a `cdef class` beside its methods: attributes and properties,
// docstrings of special methods, and how instances are pickled. The methods' functions must have
// been declared.
#pragma once

#include "lower/context.h"

namespace nogilc::lower {

void addClassAttributes(LowerContext &context, const sema::ClassInfo &info, ir::Class &cls);

} // namespace nogilc::lower
