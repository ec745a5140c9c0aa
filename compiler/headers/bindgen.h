// Declarations of headers as text of the dialect: what `nogilc bindgen` writes into a .pxd, and
// what `cdef extern from "x.h": *` takes into a module. Which declarations: bindgen.cpp; how types
// are written: bindgen_types.cpp; C's declarations: bindgen_c.cpp; macros: bindgen_macros.cpp.
#pragma once

#include "cfacts/bindings.h"

namespace nogilc::headers {

cfacts::Bindings bindHeaders(const cfacts::BindingsRequest &request);

} // namespace nogilc::headers
