// Input that is meant to break a parser: it gets one diagnostic, and no crash.
#include "parse_fixture.h"
#include "support/catch.h"

using namespace nogilc::test;

namespace {

std::string repeated(llvm::StringRef text, size_t times) {
  std::string result;
  result.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i)
    result += text.str();
  return result;
}

void checkSlug(const std::string &text, llvm::StringRef slug) {
  Parsed parsed(text);
  const auto problems = parsed.problems();
  INFO((problems.empty() ? std::string("no problem") : problems[0]));
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0], ContainsSubstring(slug.str()));
}

} // namespace

TEST_CASE("brackets nest up to 200 levels, as in CPython") {
  Parsed fits("x = " + repeated("(", 200) + "1" + repeated(")", 200) + "\n");
  CHECK(fits.problemText() == "");
  checkSlug("x = " + repeated("(", 201) + "1" + repeated(")", 201) + "\n", "nesting-too-deep");
  checkSlug(repeated("(", 100'000), "nesting-too-deep");
  checkSlug(repeated("[", 100'000) + repeated("]", 100'000), "nesting-too-deep");
  checkSlug("f'" + repeated("{f'", 100'000), "nesting-too-deep");
  checkSlug("f'" + repeated("{x:", 100'000), "nesting-too-deep");
}

TEST_CASE("blocks nest up to 100 levels, as in CPython") {
  const auto nested = [](size_t depth) {
    std::string text;
    for (size_t i = 0; i < depth; ++i)
      text += std::string(i, ' ') + "if a:\n";
    return text + std::string(depth, ' ') + "b\n";
  };
  Parsed fits(nested(99));
  CHECK(fits.problemText() == "");
  checkSlug(nested(101), "nesting-too-deep");
  checkSlug(nested(1000), "nesting-too-deep");
}

TEST_CASE("long chains of what brackets do not count") {
  checkSlug("x = " + repeated("lambda: ", 20'000) + "1\n", "nesting-too-deep");
  checkSlug("x = " + repeated("1 if a else ", 20'000) + "1\n", "nesting-too-deep");
  checkSlug("x = " + repeated("a + ", 20'000) + "1\n", "nesting-too-deep");
  checkSlug("x = " + repeated("a ** ", 20'000) + "1\n", "nesting-too-deep");
  checkSlug("x = " + repeated("not ", 20'000) + "1\n", "nesting-too-deep");
  checkSlug("x = " + repeated("-", 20'000) + "1\n", "nesting-too-deep");
  checkSlug("x = a" + repeated(".b", 20'000) + "\n", "nesting-too-deep");
  checkSlug("x = a" + repeated("()", 20'000) + "\n", "nesting-too-deep");
  checkSlug("cdef int " + repeated("*", 20'000) + "a\n", "nesting-too-deep");
  checkSlug("cdef int a" + repeated("[1]", 20'000) + "\n", "nesting-too-deep");
}

TEST_CASE("wide is not deep") {
  Parsed tuple("x = (" + repeated("1, ", 20'000) + ")\n");
  CHECK(tuple.problemText() == "");
  Parsed line("x = '" + std::string(10 << 20, 'a') + "'\n");
  CHECK(line.problemText() == "");
  Parsed ands("x = " + repeated("a and ", 2'000) + "b\n");
  CHECK(ands.problemText() == "");
  Parsed statements(repeated("a = 1; ", 5'000) + "\n");
  CHECK(statements.problemText() == "");
  CHECK(statements.module->body.size() == 5'000);
}

TEST_CASE("text that is none") {
  checkSlug(std::string("a = 1\n\0b = 2\n", 13), "null-byte");
  checkSlug("a = '\xff\xfe'\n", "invalid-encoding");
  checkSlug("# coding: no-such-encoding\na = 1\n", "unknown-encoding");
  checkSlug("# coding: ascii\na = '\xc3\xa4'\n", "invalid-encoding");
  checkSlug("a = '\xed\xa0\x80'\n", "invalid-encoding"); // a surrogate
  checkSlug("a = '\xc0\xaf'\n", "invalid-encoding");     // too long a form of `/`
}

TEST_CASE("files without a last line end, and without anything") {
  for (const char *text : {"", "\n", "   ", "\xEF\xBB\xBF", "# only this", "\f\n", "\\\n", "a = 1",
                           "if a:\n    b", "if a: b", "def f():\n  pass\n  # end"}) {
    Parsed parsed(text);
    INFO(text);
    CHECK(parsed.problemText() == "");
  }
}

TEST_CASE("every prefix of a program parses or is rejected, without a crash") {
  const std::string program = "cdef extern from 'a.h' nogil:\n"
                              "    int f(int (*g)(void*) except? -1, ...) except +\n"
                              "@a.b(c)\n"
                              "async def h(x: int = 3, *y, z=f'{x!r:>{y}} {z=}', **w) -> None:\n"
                              "    match x:\n"
                              "        case [1, A(b=c), {'d': e, **g}] if h: pass\n"
                              "    return <int*>&x[1:2, ::3] if not y else [i async for i in j]\n";
  for (size_t size = 0; size <= program.size(); ++size) {
    Parsed parsed(program.substr(0, size));
    CHECK(parsed.module != nullptr);
  }
}
