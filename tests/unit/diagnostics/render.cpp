// How problems are shown: the whole text of small cases, so that a change of the layout is seen.
#include "diagnostics/render.h"

#include "diagnostics/engine.h"
#include <llvm/Support/JSON.h>
#include "support/catch.h"

using namespace nogilc;

namespace {

/// A source, problems in it, and the text of a renderer.
struct Fixture {
  SourceManager sources;
  DiagnosticEngine engine;
  const SourceFile *file = nullptr;

  explicit Fixture(llvm::StringRef text) : file(&sources.add("a.pyx", text)) {}

  /// The place of the first occurrence.
  Span at(llvm::StringRef text) const {
    const size_t begin = file->text().find(text);
    REQUIRE(begin != llvm::StringRef::npos);
    return file->span(static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + text.size()));
  }

  std::string render(DiagnosticFormat format, bool colors = false) {
    std::string text;
    llvm::raw_string_ostream out(text);
    out.enable_colors(colors);
    nogilc::render(engine.sorted(), sources, format, out);
    return text;
  }
};

} // namespace

TEST_CASE("text shows the lines with labels and notes") {
  Fixture f("cdef int a = \"no\"\nb = a\n");
  f.engine.report(Diag::TypeMismatch, f.at("\"no\""))
      .arg("str")
      .arg("int")
      .label(f.at("int"), "declared here")
      .label(f.at("\"no\""), "a `str`")
      .note("a note")
      .note(f.at("b"), "used here")
      .fix(f.at("\"no\""), "0", "write a number");
  CHECK(f.render(DiagnosticFormat::Text) == R"(error[type-mismatch]: `str` cannot become `int`
  --> a.pyx:1:14
   |
 1 | cdef int a = "no"
   |      ---     ^^^^ a `str`
   |      |
   |      declared here
   = note: a note
   = help: write a number: `0`
note: used here
  --> a.pyx:2:1
   |
 2 | b = a
   | ^

)");
}

TEST_CASE("text leaves out what lies between far lines") {
  Fixture f("a = 1\n\nb = 2\n\n\n\n\n\n\nc = 3\n");
  f.engine.report(Diag::UndeclaredName, f.at("c"))
      .arg("c")
      .label(f.at("a"), "one")
      .label(f.at("b"), "two");
  CHECK(f.render(DiagnosticFormat::Text) == R"(error[undeclared-name]: `c` is not declared
   --> a.pyx:10:1
    |
  1 | a = 1
    | - one
  2 |
  3 | b = 2
    | - two
...
 10 | c = 3
    | ^

)");
}

TEST_CASE("text keeps underlines below wide text and tabs") {
  Fixture f("\t漢字 = é + x\n");
  f.engine.report(Diag::UndeclaredName, f.at("x")).arg("x").label(f.at("漢字"), "wide");
  CHECK(f.render(DiagnosticFormat::Text) == R"(error[undeclared-name]: `x` is not declared
  --> a.pyx:1:11
   |
 1 |     漢字 = é + x
   |     ----       ^
   |     |
   |     wide

)");
}

TEST_CASE("text shows bytes that are no text as a mark") {
  Fixture f("a = \"\x1b[31m\xff\" + x\n");
  f.engine.report(Diag::UndeclaredName, f.at("x")).arg("x");
  const std::string text = f.render(DiagnosticFormat::Text);
  CHECK_THAT(text, ContainsSubstring("a = \"\xEF\xBF\xBD[31m\xEF\xBF\xBD\" + x\n"));
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find('\xff') == std::string::npos);
}

TEST_CASE("text shows a part of a very long line") {
  Fixture f(std::string(5'000'000, 'a') + " + here + " + std::string(5'000'000, 'b'));
  f.engine.report(Diag::UndeclaredName, f.at("here")).arg("here");
  const std::string text = f.render(DiagnosticFormat::Text);
  CHECK(text.size() < 700);
  CHECK_THAT(text, ContainsSubstring(" + here + "));
  CHECK_THAT(text, ContainsSubstring("a.pyx:1:5000004"));
}

TEST_CASE("text marks the first and the last line of a span over several") {
  Fixture f("f(1,\n  2)\n");
  f.engine.report(Diag::Unsupported, f.at("(1,\n  2)")).arg("a call");
  CHECK_THAT(f.render(DiagnosticFormat::Text),
             ContainsSubstring(" 1 | f(1,\n   |  ^^^\n 2 |   2)\n   |   ^^\n\n"));
}

TEST_CASE("text shows places at the end of the file") {
  Fixture f("f(");
  f.engine.report(Diag::SyntaxError, f.file->span(2, 2)).arg("expected `)`");
  CHECK_THAT(f.render(DiagnosticFormat::Text), ContainsSubstring(" 1 | f(\n   |   ^\n"));
}

TEST_CASE("text without a place is one line") {
  Fixture f("");
  f.engine.report(Diag::CannotRead, {}).arg("`x` does not exist");
  CHECK(f.render(DiagnosticFormat::Text) == "error[cannot-read]: `x` does not exist\n\n");
}

TEST_CASE("text shows labels in other files") {
  Fixture f("x = 1\n");
  const SourceFile &other = f.sources.add("b.pxd", "cdef int x\n");
  f.engine.report(Diag::DuplicateDeclaration, f.at("x"))
      .arg("x")
      .label(other.span(9, 10), "first here");
  CHECK_THAT(f.render(DiagnosticFormat::Text),
             ContainsSubstring("  ::: b.pxd:1:10\n   |\n 1 | cdef int x\n"
                               "   |          - first here\n"));
}

TEST_CASE("text is coloured on demand") {
  Fixture f("x\n");
  f.engine.report(Diag::UndeclaredName, f.at("x")).arg("x");
  CHECK_THAT(f.render(DiagnosticFormat::Text, true), ContainsSubstring("\x1b["));
}

TEST_CASE("concise is a line each") {
  Fixture f("x\ny\n");
  f.engine.report(Diag::UndeclaredName, f.at("y")).arg("y");
  f.engine.report(Diag::UnknownWarning, {}).arg("z");
  CHECK(f.render(DiagnosticFormat::Concise) ==
        "warning[unknown-warning]: there is no diagnostic `z`\n"
        "a.pyx:2:1: error[undeclared-name]: `y` is not declared\n");
}

TEST_CASE("json is one array with fixed keys") {
  Fixture f("é = y\n\xff\n");
  f.engine.report(Diag::UndeclaredName, f.at("y"))
      .arg("y\xff")
      .label(f.at("é"), "label")
      .note("note")
      .fix(f.at("y"), "z", "write `z`");
  auto json = llvm::json::parse(f.render(DiagnosticFormat::Json));
  REQUIRE(bool(json));
  REQUIRE(json->getAsArray());
  const llvm::json::Object &object = *json->getAsArray()->front().getAsObject();
  CHECK(*object.getString("code") == "undeclared-name");
  CHECK(*object.getString("severity") == "error");
  CHECK(*object.getString("message") == "`y\xEF\xBF\xBD` is not declared");
  CHECK(*object.getString("file") == "a.pyx");
  CHECK(*object.getInteger("line") == 1);
  CHECK(*object.getInteger("column") == 5);
  CHECK(*object.getInteger("end_line") == 1);
  CHECK(*object.getInteger("end_column") == 6);
  CHECK(object.getArray("notes")->size() == 2);
  CHECK(object.getArray("fixes")->size() == 1);
}

TEST_CASE("json and sarif are documents also without problems") {
  Fixture f("");
  CHECK(f.render(DiagnosticFormat::Json) == "[]\n");
  auto sarif = llvm::json::parse(f.render(DiagnosticFormat::Sarif));
  REQUIRE(bool(sarif));
  CHECK(*sarif->getAsObject()->getString("version") == "2.1.0");
}

TEST_CASE("sarif names rule and region") {
  Fixture f("a b\n");
  f.engine.report(Diag::UndeclaredName, f.at("b")).arg("b").note(f.at("a"), "near");
  auto sarif = llvm::json::parse(f.render(DiagnosticFormat::Sarif));
  REQUIRE(bool(sarif));
  const auto *run = sarif->getAsObject()->getArray("runs")->front().getAsObject();
  const auto *result = run->getArray("results")->front().getAsObject();
  CHECK(*result->getString("ruleId") == "undeclared-name");
  const auto *rules = run->getObject("tool")->getObject("driver")->getArray("rules");
  const auto rule = static_cast<size_t>(*result->getInteger("ruleIndex"));
  CHECK(*(*rules)[rule].getAsObject()->getString("id") == "undeclared-name");
  const auto *region = result->getArray("locations")
                           ->front()
                           .getAsObject()
                           ->getObject("physicalLocation")
                           ->getObject("region");
  CHECK(*region->getInteger("startColumn") == 3);
  CHECK(result->getArray("relatedLocations")->size() == 1);
}

TEST_CASE("github escapes what its commands would read") {
  Fixture f("x\n");
  f.engine.report(Diag::SyntaxError, f.at("x")).arg("50% of:\nall").note("why");
  CHECK(f.render(DiagnosticFormat::Github) ==
        "::error file=a.pyx,line=1,col=1,endLine=1,endColumn=2,title=syntax-error::"
        "50%25 of:%0Aall%0Anote: why\n");
}
