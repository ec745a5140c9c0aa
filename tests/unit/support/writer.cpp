// The text writer: indentation, `#line`, and C string literals.
#include "support/writer.h"

#include "support/catch.h"

using namespace nogilc;

TEST_CASE("lines are indented, empty ones are not") {
  TextWriter out;
  out.line("if (x) {");
  {
    Indented body(out);
    out << "a = " << 1 << ";\n\nb = 2;\n";
  }
  out.line("}");
  CHECK(out.text() == "if (x) {\n  a = 1;\n\n  b = 2;\n}\n");
  CHECK(out.lineNumber() == 6);
}

TEST_CASE("a line is ended only if something stands on it") {
  TextWriter out;
  out.endLine();
  out << "x";
  out.endLine().endLine();
  CHECK(out.take() == "x\n");
  CHECK(out.text().empty());
  CHECK(out.lineNumber() == 1);
}

TEST_CASE("#line stands only where the count would be wrong") {
  TextWriter out;
  out.line("// head");
  out.indent();
  out.sourceLine("a.pyx", 10);
  out.line("ten();");
  out.sourceLine("a.pyx", 11);
  out.line("eleven();");
  out.sourceLine("a.pyx", 11);
  out.line("still eleven();");
  out.sourceLine("b.pxd", 3);
  out.line("three();");
  out.ownLine("a.cpp");
  out.line("own();");
  CHECK(out.text() == "// head\n"
                      "#line 10 \"a.pyx\"\n"
                      "  ten();\n"
                      "  eleven();\n"
                      "#line 11\n"
                      "  still eleven();\n"
                      "#line 3 \"b.pxd\"\n"
                      "  three();\n"
                      "#line 10 \"a.cpp\"\n"
                      "  own();\n");
}

TEST_CASE("nothing goes back to the own file that never left it") {
  TextWriter out;
  out.ownLine("a.cpp");
  CHECK(out.text().empty());
}

TEST_CASE("C string literals hold any byte") {
  CHECK(escapeC("a\"b\\c\n\t") == "a\\\"b\\\\c\\n\\t");
  CHECK(escapeC(llvm::StringRef("\0001", 2)) == "\\0001");
  CHECK(escapeC("\xC3\xA9") == "\\303\\251");
  CHECK(escapeC("?"
                "?=") == "?\\?=");
}
