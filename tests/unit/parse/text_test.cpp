// Encodings, line ends, comments with directives, string literals.
#include "parse_fixture.h"
#include "support/catch.h"

using namespace nogilc::test;
using namespace nogilc::syntax;

namespace {

std::string valueOf(llvm::StringRef text, uint8_t level = 3) {
  Parsed parsed(text.str() + "\n", "test.pyx", level);
  CHECK(parsed.problemText() == "");
  return llvm::cast<StringLiteral>(parsed.expression()).value.str();
}

} // namespace

TEST_CASE("encodings become UTF-8 and places stay those of the file") {
  Parsed latin("# coding: latin-1\na = '\xe4' + b\n");
  CHECK(latin.problemText() == "");
  const auto *sum = llvm::cast<BinaryExpr>(latin.statement<AssignStmt>().value);
  CHECK(llvm::cast<StringLiteral>(sum->left)->value == "\xc3\xa4");
  CHECK(latin.sources.text(sum->right->span) == "b");

  Parsed cyrillic("# -*- coding: koi8-r -*-\na = '\xc1'\n");
  CHECK(cyrillic.problemText() == "");
  CHECK(llvm::cast<StringLiteral>(cyrillic.statement<AssignStmt>().value)->value == "\xd0\xb0");

  Parsed windows("\n# vim: set fileencoding=cp1252 :\na = '\x80'\n");
  CHECK(llvm::cast<StringLiteral>(windows.statement<AssignStmt>().value)->value == "\xe2\x82\xac");

  Parsed second_iso("# coding: iso-8859-15\na = '\xa4'\n");
  CHECK(llvm::cast<StringLiteral>(second_iso.statement<AssignStmt>().value)->value ==
        "\xe2\x82\xac");

  Parsed marked("\xEF\xBB\xBF"
                "a = 1\n");
  CHECK(marked.problemText() == "");
  CHECK(marked.sources.begin(marked.module->body[0]->span).column == 1);
}

TEST_CASE("bytes at level 2 are the bytes of the file") {
  Parsed parsed("# coding: latin-1\na = b'\xe4'\n", "test.pyx", 2);
  CHECK(parsed.problemText() == "");
  CHECK(llvm::cast<StringLiteral>(parsed.statement<AssignStmt>().value)->value == "\xe4");
}

TEST_CASE("all line ends end lines") {
  Parsed parsed("a = 1\r\nb = 2\rc = 3\nif d:\r\n    e\r\n");
  CHECK(parsed.problemText() == "");
  CHECK(parsed.module->body.size() == 4);
  CHECK(valueOf("'''a\r\nb\rc'''") == "a\nb\nc");
}

TEST_CASE("directive comments are collected with their places") {
  Parsed parsed("#!/usr/bin/env python\n"
                "# cython: boundscheck=False, language_level = 2\n"
                "#cython:cdivision=True\n"
                "# distutils: language = c++\n"
                "# distutils: libraries = m z\n"
                "print 'x'\n"
                "# cython: wraparound=False\n");
  CHECK(parsed.problemText() == "");
  CHECK(parsed.module->language_level == 2);
  const auto cython = parsed.module->cython_directives;
  REQUIRE(cython.size() == 3);
  CHECK(cython[0].key == "boundscheck");
  CHECK(cython[0].value == "False");
  CHECK(cython[1].value == "2");
  CHECK(parsed.sources.text(cython[2].key_span) == "cdivision");
  CHECK(parsed.sources.text(cython[2].value_span) == "True");
  const auto distutils = parsed.module->distutils_directives;
  REQUIRE(distutils.size() == 2);
  CHECK(distutils[0].value == "c++");
  CHECK(distutils[1].value == "m z");
}

TEST_CASE("escapes") {
  CHECK(valueOf(R"('\n\t\\\'\"\a\b\f\r\v\0')") == std::string("\n\t\\'\"\a\b\f\r\v\0", 11));
  CHECK(valueOf(R"('\x41\101\u00e4\U0001F600\N{SNOWMAN}')") ==
        "AA\xc3\xa4\xf0\x9f\x98\x80\xe2\x98\x83");
  CHECK(valueOf(R"('\ud800')") == "\xed\xa0\x80");
}

TEST_CASE("unknown escapes stay, raw strings have none, lines can be continued") {
  CHECK(valueOf(R"('\d\ ')") == "\\d\\ ");
  CHECK(valueOf(R"(r'\n\'')") == "\\n\\'");
  CHECK(valueOf("'a\\\nb'") == "ab");
  CHECK(valueOf(R"(b'\x41\u0041\xff')") == "A\\u0041\xff");
  CHECK(valueOf("'a' \"b\" '''c'''") == "abc");
  CHECK(valueOf("c'\\n'") == "\n");
  CHECK(valueOf(R"(ur'\u0041\n')", 2) == "A\\n");
}

TEST_CASE("a plain literal also knows itself as bytes") {
  Parsed parsed("'\\xff\\u0041'\n");
  const auto &literal = *llvm::cast<StringLiteral>(&parsed.expression());
  CHECK(literal.value == "\xc3\xbf"
                         "A");
  CHECK(literal.bytes_value == "\xff\\u0041");
}

TEST_CASE("names are compared in the normal form NFKC") {
  const auto name = [](const char *text) {
    Parsed parsed(std::string(text) + "\n");
    CHECK(parsed.problemText() == "");
    return llvm::cast<NameExpr>(parsed.expression()).name.str().str();
  };
  CHECK(name("\xef\xac\x81x") == "fix");  // the ligature fi
  CHECK(name("\xf0\x9d\x94\x98") == "U"); // Fraktur
  CHECK(name("stra\xc3\x9f"
             "e") == "stra\xc3\x9f"
                     "e");
  CHECK(name("\xe5\x90\x8d\xe5\x89\x8d") == "\xe5\x90\x8d\xe5\x89\x8d");
  CHECK(name("e\xcc\x81") == "\xc3\xa9");                                // composed
  CHECK(name("x\xcc\x81\xcc\xa3") == "x\xcc\xa3\xcc\x81");               // ordered
  CHECK(name("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab") == "\xed\x95\x9c"); // Hangul
  Parsed invalid("a = 1\n\xe2\x98\x85 = 2\n");
  REQUIRE(invalid.problems().size() == 1);
  CHECK_THAT(invalid.problems()[0], ContainsSubstring("2:1 invalid-character"));
}

TEST_CASE("numbers") {
  const auto number = [](const char *text, uint8_t level = 3) {
    Parsed parsed(std::string(text) + "\n", "test.pyx", level);
    CHECK(parsed.problemText() == "");
    const auto &literal = *llvm::cast<IntLiteral>(&parsed.expression());
    return literal.text.str() + (literal.is_unsigned ? "u" : "") +
           std::string(literal.longness, 'l');
  };
  CHECK(number("1_000") == "1000");
  CHECK(number("0XfF") == "0xfF");
  CHECK(number("0O17") == "0o17");
  CHECK(number("0B1_0") == "0b10");
  CHECK(number("000") == "0");
  CHECK(number("10ULL") == "10ull");
  CHECK(number("10LLU") == "10ull");
  CHECK(number("0xFFu") == "0xFFu");
  CHECK(number("017", 2) == "0o17");
  CHECK(number("3L", 2) == "3l");
}
