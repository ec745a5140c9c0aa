#include "types/cpython_api.h"

#include "support/catch.h"

#include <llvm/ADT/StringSet.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace nogilc::types;

namespace {

const std::vector<std::string> kNames = {
#define NOGILC_CPYTHON_NAME(Name) #Name,
#include "types/cpython_names.def"
};

const std::vector<std::string> kRows = {
#define NOGILC_CPYTHON_FREE(Name, Reason) #Name,
#define NOGILC_CPYTHON_NEEDS(Name, Reason) #Name,
#include "types/cpython_gil.def"
};

CpythonGil gilOf(llvm::StringRef name, bool from_header = false) {
  return cpythonFunction(name, from_header).gil;
}

} // namespace

TEST_CASE("the names of CPython's functions are sorted, so that they can be found") {
  CHECK(std::is_sorted(kNames.begin(), kNames.end()));
  CHECK(std::adjacent_find(kNames.begin(), kNames.end()) == kNames.end());
  for (const std::string &name : kNames)
    CHECK(gilOf(name) != CpythonGil::NotApi);
}

TEST_CASE("each decision about a function is made once") {
  llvm::StringSet<> seen;
  for (const std::string &name : kRows)
    CHECK(seen.insert(name).second);
}

TEST_CASE("functions of CPython need the GIL, but for those that are listed as free") {
  CHECK(gilOf("PyList_Append") == CpythonGil::Needs);
  CHECK(gilOf("PyMem_Malloc") == CpythonGil::Needs);
  CHECK(gilOf("Py_INCREF") == CpythonGil::Needs);
  CHECK(gilOf("PyList_GET_SIZE") == CpythonGil::Needs);
  CHECK(gilOf("_PyTuple_Resize") == CpythonGil::Needs);
  CHECK(gilOf("PyMem_RawMalloc") == CpythonGil::Free);
  CHECK(gilOf("PyGILState_Ensure") == CpythonGil::Free);
  CHECK(gilOf("PyTuple_GET_SIZE") == CpythonGil::Free);
  CHECK(cpythonFunction("PyThread_tss_get", false).reason ==
        "thread-specific storage needs no GIL");
}

TEST_CASE("names of others are not CPython's, unless its header declares them") {
  CHECK(gilOf("PyArray_DIMS") == CpythonGil::NotApi);
  CHECK(gilOf("malloc", true) == CpythonGil::NotApi);
  CHECK(gilOf("PyNewer_Function") == CpythonGil::NotApi);
  CHECK(gilOf("PyNewer_Function", true) == CpythonGil::Needs);
}

TEST_CASE("headers of CPython are known with and without brackets") {
  CHECK(isCpythonHeader("Python.h"));
  CHECK(isCpythonHeader("<Python.h>"));
  CHECK_FALSE(isCpythonHeader("numpy/arrayobject.h"));
  CHECK_FALSE(isCpythonHeader(""));
}
