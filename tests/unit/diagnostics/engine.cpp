// What the engine keeps: sorted, once, with the severity that the options give.
#include "diagnostics/engine.h"

#include "support/catch.h"

#include <set>

using namespace nogilc;

TEST_CASE("arguments fill the message") {
  DiagnosticEngine engine;
  engine.report(Diag::TypeMismatch, {0, 1, 1}).arg("str").arg("int");
  REQUIRE(engine.sorted().size() == 1);
  CHECK(engine.sorted()[0].message == "`str` cannot become `int`");
  CHECK(engine.hasErrors());
}

TEST_CASE("problems come in the order of the source, those without a place first") {
  DiagnosticEngine engine;
  engine.report(Diag::UndeclaredName, {9, 10, 1}).arg("c");
  engine.report(Diag::UndeclaredName, {1, 2, 2}).arg("d");
  engine.report(Diag::UndeclaredName, {3, 4, 1}).arg("b");
  engine.report(Diag::CannotRead, {}).arg("a");
  std::string order;
  for (const Diagnostic &diagnostic : engine.sorted())
    order += diagnostic.message.substr(0, 3);
  CHECK(order == "a`b``c``d`");
}

TEST_CASE("the same problem at the same place is reported once") {
  DiagnosticEngine engine;
  for (int i = 0; i < 3; ++i)
    engine.report(Diag::UndeclaredName, {3, 4, 1}).arg("x");
  engine.report(Diag::UndeclaredName, {3, 5, 1}).arg("x");
  engine.report(Diag::UndeclaredName, {3, 4, 2}).arg("x");
  engine.report(Diag::DuplicateDeclaration, {3, 4, 1}).arg("x");
  CHECK(engine.errorCount() == 4);
}

TEST_CASE("what a syntax error begins at is not reported again") {
  DiagnosticEngine engine;
  engine.report(Diag::SyntaxError, {3, 9, 1}).arg("`return` outside of a function");
  engine.report(Diag::TypeMismatch, {3, 20, 1}).arg("a").arg("b");
  engine.report(Diag::TypeMismatch, {4, 20, 1}).arg("a").arg("b");
  CHECK(engine.errorCount() == 2);
}

TEST_CASE("after many problems the rest is counted") {
  DiagnosticEngine engine;
  for (uint32_t i = 0; i < DiagnosticEngine::kMostKept + 5; ++i)
    engine.report(Diag::UndeclaredName, {i, i + 1, 1}).arg("x");
  CHECK(engine.sorted().size() == DiagnosticEngine::kMostKept);
  CHECK(engine.droppedCount() == 5);
}

TEST_CASE("-W changes warnings, and leaves errors") {
  const auto severity = [](std::initializer_list<llvm::StringRef> options, Diag id) {
    WarningOptions warnings;
    for (const llvm::StringRef option : options)
      REQUIRE(warnings.apply(option));
    return warnings.severityOf(id);
  };
  CHECK(severity({}, Diag::UnknownWarning) == Severity::Warning);
  CHECK(severity({"no-unknown-warning"}, Diag::UnknownWarning) == Severity::Ignored);
  CHECK(severity({"no-unknown-warning", "unknown-warning"}, Diag::UnknownWarning) ==
        Severity::Warning);
  CHECK(severity({"error"}, Diag::UnknownWarning) == Severity::Error);
  CHECK(severity({"error=unknown-warning"}, Diag::UnknownWarning) == Severity::Error);
  CHECK(severity({"error", "no-error=unknown-warning"}, Diag::UnknownWarning) == Severity::Warning);
  CHECK(severity({"no-syntax-error"}, Diag::SyntaxError) == Severity::Error);
  CHECK_FALSE(WarningOptions().apply("no-such-thing"));
}

TEST_CASE("an ignored problem does not count") {
  WarningOptions options;
  options.apply("no-unknown-warning");
  DiagnosticEngine engine(options);
  engine.report(Diag::UnknownWarning, {}).arg("x").note("y");
  CHECK(engine.empty());
}

TEST_CASE("rows are well formed") {
  std::set<std::string> slugs;
  for (const DiagnosticRow &row : diagnosticRows()) {
    INFO(row.slug.str());
    CHECK(slugs.insert(row.slug.str()).second);
    CHECK(row.slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
          llvm::StringRef::npos);
    CHECK_FALSE(row.message.empty());
    CHECK_FALSE(row.message.ends_with("."));
    CHECK_FALSE((row.message.front() >= 'A' && row.message.front() <= 'Z' &&
                 !row.message.starts_with("C") && !row.message.starts_with("GIL") &&
                 !row.message.starts_with("Python")));
    CHECK(findDiagnostic(row.slug) == &row);
  }
}
