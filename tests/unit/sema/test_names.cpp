// Scopes and symbols.
#include "fixture.h"

using nogilc::sema::SymbolKind;
using nogilc::testing::Sema;

TEST_CASE("names bound in a function are its locals") {
  Sema s("def f(a, *b, **c):\n  x = a\n  for i in b: pass\n  import os.path as p, sys\n"
         "  with a as w: pass\n  def g(): pass\n  (y := 1)\n  return x, i, p, w, g, y\n");
  CHECK(s.problems() == "");
  for (const char *name : {"a", "b", "c", "x", "i", "p", "sys", "w", "g", "y"})
    CHECK(s.symbol("f", name) != nullptr);
  CHECK(s.local("f", "b") == "tuple");
  CHECK(s.local("f", "c") == "dict");
}

TEST_CASE("global and nonlocal") {
  Sema s("x = 1\ndef f():\n  global x\n  x = 2\n  n = 1\n  def g():\n    nonlocal n\n    n = 2\n"
         "  return g\n");
  CHECK(s.problems() == "");
  CHECK(s.function("f")->locals.size() == 2);
  CHECK(s.symbol("f", "n")->is_captured);
  CHECK(s.function("f.<locals>.g")->needs_outer_scope);
  CHECK(s.function("f.<locals>.g")->locals.empty());
  CHECK(Sema("def f():\n  nonlocal q\n").problems() == "no-nonlocal@2");
  CHECK(Sema("def f(q):\n  global q\n").problems() == "invalid-scope@2");
}

TEST_CASE("closures hand the scopes on") {
  Sema s("def f(a):\n  def g():\n    def h():\n      return a\n    return h\n  return g\n");
  CHECK(s.problems() == "");
  CHECK(s.symbol("f", "a")->is_captured);
  CHECK(s.function("f")->captured.size() == 1);
  CHECK(s.function("f.<locals>.g")->needs_outer_scope);
  CHECK(s.function("f.<locals>.g.<locals>.h")->needs_outer_scope);
  CHECK_FALSE(s.function("f")->needs_outer_scope);
}

TEST_CASE("comprehensions have their own scope, but their values live in the function") {
  Sema s("def f(xs):\n  x = 0\n  ys = [x for x in xs if (last := x)]\n  return x, ys, last\n");
  CHECK(s.problems() == "");
  int count = 0;
  for (auto *symbol : s.function("f")->locals)
    count += symbol->name == "x";
  CHECK(count == 2);
  CHECK(s.symbol("f", "last")->scope->kind == nogilc::sema::ScopeKind::Function);
}

TEST_CASE("class bodies") {
  Sema s(
      "class C:\n  y = 1\n  def m(self):\n    return super().m()\n  def n(self): return __class__\n"
      "  def k(self): return self.__private\n");
  CHECK(s.problems() == "");
  CHECK(s.function("C.m")->uses_super_cell);
  CHECK(s.function("C.n")->uses_super_cell);
  CHECK_FALSE(s.function("C.k")->uses_super_cell);
  CHECK(s.analysis().classes[0]->class_cell != nullptr);
  CHECK(s.info("self.__private").text == "_C__private");
  // A method does not see the names of the class: it looks for a global when it runs.
  Sema t("class C:\n  yyy = 1\n  def m(self): return yyy\n");
  CHECK(t.problems() == "");
  CHECK(t.global("yyy")->kind == SymbolKind::PythonGlobal);
}

TEST_CASE("undeclared names") {
  Sema s("def f():\n  return undefined_thing\n");
  CHECK(s.problems() == "undeclared-name@2");
  CHECK(Sema("def f(): return len\n").problems() == "");
  CHECK(Sema("from os import *\ndef f(): return getcwd()\n").problems() == "");
  CHECK(Sema("def f(): return __name__, __file__\n").problems() == "");
  CHECK(Sema("def f(): return g()\ndef g(): return 1\n").problems() == "");
}

TEST_CASE("what may be read before it is bound") {
  Sema s("def f(c, d):\n  if c: x = []\n  y = []\n  del d\n  return x, y, d, c\n");
  CHECK(s.problems() == "");
  CHECK(s.symbol("f", "x")->may_be_unbound);
  CHECK_FALSE(s.symbol("f", "y")->may_be_unbound);
  CHECK(s.symbol("f", "d")->may_be_unbound);
  CHECK_FALSE(s.symbol("f", "c")->may_be_unbound);

  Sema t("def f(c):\n  for i in c:\n    z = []\n    print(z)\n  try:\n    w = []\n  finally:\n"
         "    pass\n  while True:\n    v = []\n    if c: break\n  return w, v\n");
  CHECK(t.problems() == "");
  CHECK_FALSE(t.symbol("f", "z")->may_be_unbound);
  CHECK_FALSE(t.symbol("f", "w")->may_be_unbound);
  CHECK_FALSE(t.symbol("f", "v")->may_be_unbound);

  Sema u("def f(c):\n  try:\n    e = c()\n  except ValueError as err:\n    pass\n  print(e)\n"
         "  return err\n");
  CHECK(u.symbol("f", "e")->may_be_unbound);
  CHECK(u.symbol("f", "err")->may_be_unbound);
}

TEST_CASE("unreachable code") {
  CHECK(Sema("def f():\n  return 1\n  print(2)\n  print(3)\n").problems() == "unreachable-code@3");
  CHECK(Sema("def f():\n  while True: pass\n  return 2\n").problems() == "unreachable-code@3");
  CHECK(Sema("def f():\n  while True: break\n  return 2\n").problems() == "");
  CHECK(Sema("def f():\n  return\n  yield\n").problems() == "");
}

TEST_CASE("generators") {
  Sema s("def g(n):\n  for i in range(n):\n    yield i\ndef h(): return (x for x in [1])\n");
  CHECK(s.problems() == "");
  CHECK(s.function("g")->is_generator);
  CHECK_FALSE(s.function("h")->is_generator);
  CHECK(s.function("h.<locals>.<genexpr>")->is_generator);
}
