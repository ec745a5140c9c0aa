// CPython's C API by name: is a function of it, and may it be called without the GIL? The answers
// come from cpython_names.def and cpython_gil.def. What a declaration says about it is not asked
// here; that both agree is checked in gil/.
#pragma once

#include <llvm/ADT/StringRef.h>

namespace nogilc::types {

enum class CpythonGil : uint8_t {
  NotApi, ///< no function of CPython that is known
  Needs,
  Free,
};

struct CpythonFunction {
  CpythonGil gil = CpythonGil::NotApi;
  llvm::StringRef reason; ///< why it is free or needs the GIL; empty: the rule of the whole API
};

/// `name` is what C calls it. With `from_header`, the declaration is from a header of CPython: then
/// every name that begins with Py or _Py is of the API, also of versions that we do not know.
CpythonFunction cpythonFunction(llvm::StringRef name, bool from_header);

/// `Python.h` and the others that come with CPython, with or without <>.
bool isCpythonHeader(llvm::StringRef header);

} // namespace nogilc::types
