// The types of locals that nobody declared.
#include "fixture.h"

using nogilc::testing::Sema;

static std::string infer(const std::string &body) {
  Sema s("def f(int n, double d, o, unsigned char c):\n" + body);
  CHECK(s.problems() == "");
  return s.local("f", "x");
}

TEST_CASE("safe inference") {
  CHECK(infer("  x = 1\n") == "long");
  CHECK(infer("  x = 1.5\n") == "double");
  CHECK(infer("  x = n\n  y = x + 1\n") == "object"); // x may overflow
  CHECK(infer("  x = n + 1\n") == "long");
  CHECK(infer("  x = d\n  x += 1\n") == "double");
  CHECK(infer("  x = 1\n  x += 1\n") == "object");
  CHECK(infer("  x = True\n") == "bint");
  CHECK(infer("  x = n < 1\n") == "bint");
  CHECK(infer("  x = True\n  x = 2\n") == "object");
  CHECK(infer("  x = []\n") == "list");
  CHECK(infer("  x = None\n  x = []\n") == "list");
  CHECK(infer("  x = None\n  x = 1\n") == "object");
  CHECK(infer("  x = 'a'\n  x = b'a'\n") == "object");
  CHECK(infer("  x = {}\n") == "dict");
  CHECK(infer("  x = o.y\n") == "object");
  CHECK(infer("  x = n\n  x = d\n") == "double");
  CHECK(infer("  x = 0.0\n  for i in range(n): x = x + d\n") == "double");
  CHECK(infer("  for x in range(n): pass\n") == "int");
  CHECK(infer("  for x in range(0, n): pass\n") == "long");
  CHECK(infer("  for x in o: pass\n") == "object");
  CHECK(infer("  x, y = 1, 2.0\n") == "long");
  CHECK(infer("  x, y = o\n") == "object");
  CHECK(infer("  y = n\n  x = y\n") == "int");
  CHECK(infer("  x = 1\n  def g(): return x\n") == "object"); // captured
  CHECK(infer("  if n: x = 1.5\n  print(x)\n") == "object");  // may be unbound
  CHECK(infer("  x = float(o)\n") == "double");
  CHECK(infer("  x = &n\n") == "int *");
  CHECK(infer("  x = n & 3\n  y = x & 1\n") == "long");
  CHECK(infer("  x = -n\n") == "int");
  CHECK(infer("  x = f'{n}'\n") == "str");
  CHECK(infer("  x = 10000000000\n") == "int object");
}

TEST_CASE("infer_types") {
  Sema off("# cython: infer_types=False\ndef f():\n  x = 1.5\n");
  CHECK(off.local("f", "x") == "object");
  Sema on("# cython: infer_types=True\ndef f(int n):\n  x = n\n  x = x + 1\n");
  CHECK(on.local("f", "x") == "long");
}
