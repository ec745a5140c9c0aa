// How operators bind, by the grammar of Python's reference manual and Cython's casts.
#include "parse_fixture.h"
#include "support/catch.h"

using namespace nogilc::test;

namespace {
std::string grouped(llvm::StringRef text) {
  Parsed parsed(text.str() + "\n");
  CHECK(parsed.problemText() == "");
  return spelled(parsed.expression());
}
} // namespace

TEST_CASE("arithmetic binds by level and to the left") {
  CHECK(grouped("a + b * c") == "(a + (b * c))");
  CHECK(grouped("a * b + c") == "((a * b) + c)");
  CHECK(grouped("a - b - c") == "((a - b) - c)");
  CHECK(grouped("a / b // c % d @ e") == "((((a / b) // c) % d) @ e)");
  CHECK(grouped("a | b ^ c & d << e + f * g") == "(a | (b ^ (c & (d << (e + (f * g))))))");
  CHECK(grouped("a * b + c << d & e ^ f | g") == "((((((a * b) + c) << d) & e) ^ f) | g)");
}

TEST_CASE("powers bind to the right and over a sign on their left") {
  CHECK(grouped("a ** b ** c") == "(a ** (b ** c))");
  CHECK(grouped("-a ** b") == "(-(a ** b))");
  CHECK(grouped("a ** -b ** c") == "(a ** (-(b ** c)))");
  CHECK(grouped("-a * b") == "((-a) * b)");
  CHECK(grouped("~-+a") == "(~(-(+a)))");
  CHECK(grouped("a ** -b * c") == "((a ** (-b)) * c)");
}

TEST_CASE("not, and, or, comparisons") {
  CHECK(grouped("not a == b") == "(not (a == b))");
  CHECK(grouped("not not a") == "(not (not a))");
  CHECK(grouped("not a and b or c") == "(((not a) and b) or c)");
  CHECK(grouped("a or b or c and d and e") == "(a or b or (c and d and e))");
  CHECK(grouped("a < b <= c != d") == "(a < b <= c != d)");
  CHECK(grouped("a < b + c == d | e") == "(a < (b + c) == (d | e))");
  CHECK(grouped("a is not b not in c in d is e") == "(a is not b not in c in d is e)");
  CHECK(grouped("a and not b in c") == "(a and (not (b in c)))");
  CHECK(grouped("not a + b < c or d") == "((not ((a + b) < c)) or d)");
}

TEST_CASE("casts and addresses bind like signs") {
  CHECK(grouped("<int>a + b") == "((<T>a) + b)");
  CHECK(grouped("<int>a.b(c)") == "(<T>a.b(c))");
  CHECK(grouped("<int>a ** b") == "(<T>(a ** b))");
  CHECK(grouped("-<int>&a") == "(-(<T>(&a)))");
  CHECK(grouped("a < <int>b") == "(a < (<T>b))");
  CHECK(grouped("a & &b") == "(a & (&b))");
}

TEST_CASE("conditions and lambdas reach as far as they can") {
  CHECK(grouped("a if b else c if d else e") == "(a if b else (c if d else e))");
  CHECK(grouped("a or b if c and d else e + f") == "((a or b) if (c and d) else (e + f))");
  CHECK(grouped("lambda: a if b else c") == "(lambda: (a if b else c))");
}

TEST_CASE("await binds tighter than a power") {
  Parsed parsed("async def f():\n    await a ** b\n");
  CHECK(parsed.problemText() == "");
  const auto &function = parsed.statement<nogilc::syntax::FunctionDef>();
  CHECK(spelled(*llvm::cast<nogilc::syntax::ExprStmt>(function.body[0])->value) ==
        "((await a) ** b)");
}
