// The C++ of a whole small module: what it looks like, and that it is valid IR.
#include "emit/emit.h"
#include "ir/printer.h"
#include "ir/verify.h"
#include "support/catch.h"
#include "unit/emit/fib.h"

using namespace nogilc;
using namespace nogilc::test;

TEST_CASE("fib is short and structured") {
  IrBuilder b("fib", kFibSource);
  buildFibModule(b);
  std::string problems;
  llvm::raw_string_ostream out(problems);
  CHECK(ir::verify(b.module, out));
  CHECK(problems == "");
  const std::string text = emit::emitModule(b.module, b.sources, {});
  if (std::getenv("SHOW"))
    puts(text.c_str());
  CHECK(std::count(text.begin(), text.end(), '\n') <= 200);
}
