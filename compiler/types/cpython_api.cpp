// See cpython_api.h.
#include "types/cpython_api.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringSwitch.h>

#include <algorithm>

namespace nogilc::types {

namespace {

/// Sorted, as the script that made the list left them.
constexpr llvm::StringLiteral kNames[] = {
#define NOGILC_CPYTHON_NAME(Name) llvm::StringLiteral(#Name),
#include "types/cpython_names.def"
};

struct Row {
  llvm::StringLiteral name;
  CpythonGil gil;
  llvm::StringLiteral reason;
};

constexpr Row kRows[] = {
#define NOGILC_CPYTHON_FREE(Name, Reason)                                                          \
  {llvm::StringLiteral(#Name), CpythonGil::Free, llvm::StringLiteral(Reason)},
#define NOGILC_CPYTHON_NEEDS(Name, Reason)                                                         \
  {llvm::StringLiteral(#Name), CpythonGil::Needs, llvm::StringLiteral(Reason)},
#include "types/cpython_gil.def"
};

bool isApiName(llvm::StringRef name) {
  return std::binary_search(std::begin(kNames), std::end(kNames), name);
}

bool looksLikeApi(llvm::StringRef name) {
  name.consume_front("_");
  return name.starts_with("Py");
}

} // namespace

CpythonFunction cpythonFunction(llvm::StringRef name, bool from_header) {
  if (!looksLikeApi(name)) // nearly all names
    return {};
  if (const Row *row = llvm::find_if(kRows, [&](const Row &row) { return row.name == name; });
      row != std::end(kRows))
    return {row->gil, row->reason};
  return {from_header || isApiName(name) ? CpythonGil::Needs : CpythonGil::NotApi, {}};
}

bool isCpythonHeader(llvm::StringRef header) {
  header.consume_front("<");
  header.consume_back(">");
  return llvm::StringSwitch<bool>(header)
      .Cases("Python.h", "datetime.h", "marshal.h", "pythread.h", "structmember.h", true)
      .Cases("frameobject.h", "pymem.h", "object.h", "pystate.h", "pylifecycle.h", true)
      .Cases("pyerrors.h", "ceval.h", "abstract.h", "unicodeobject.h", "listobject.h", true)
      .Cases("tupleobject.h", "dictobject.h", "longobject.h", "bytesobject.h", true)
      .Default(false);
}

} // namespace nogilc::types
