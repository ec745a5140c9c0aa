// What `# nogilc:` comments silence, on the level of the engine: spans and slugs.
#include "diagnostics/engine.h"

#include "support/catch.h"

using namespace nogilc;

namespace {

constexpr auto kIgnore = Suppression::Kind::Ignore;
constexpr auto kTrusted = Suppression::Kind::Trusted;
const Span kComment{20, 30, 1};

void reportCall(DiagnosticEngine &engine, Span span) {
  engine.report(Diag::GilCall, span).arg("calling `f`").arg("is released here");
}

} // namespace

TEST_CASE("an ignored error counts until it is dropped") {
  DiagnosticEngine engine;
  engine.suppress({kIgnore, Diag::GilCall, kComment, {0, 10, 1}});
  reportCall(engine, {3, 4, 1});
  reportCall(engine, {3, 4, 2});
  reportCall(engine, {12, 14, 1});
  engine.report(Diag::UndeclaredName, {3, 4, 1}).arg("x");
  CHECK(engine.errorCount() == 4);
  engine.dropIgnored();
  CHECK(engine.errorCount() == 3);
  CHECK(engine.suppressions()[0].is_used);
}

TEST_CASE("a span that ends in what is covered is meant, one around it is not") {
  DiagnosticEngine engine;
  engine.suppress({kIgnore, Diag::GilCall, kComment, {10, 20, 1}});
  reportCall(engine, {5, 12, 1});
  reportCall(engine, {5, 10, 1});
  reportCall(engine, {5, 30, 1});
  reportCall(engine, {20, 21, 1});
  engine.dropIgnored();
  CHECK(engine.errorCount() == 3);
}

TEST_CASE("an ignored warning is never heard of, before or after") {
  DiagnosticEngine engine;
  engine.report(Diag::UnreachableCode, {3, 4, 1});
  CHECK(engine.warningCount() == 1);
  engine.suppress({kIgnore, Diag::UnreachableCode, kComment, {0, 10, 1}});
  engine.report(Diag::UnreachableCode, {5, 6, 1});
  CHECK(engine.empty());
}

TEST_CASE("-Werror does not bring ignored warnings back") {
  WarningOptions options;
  REQUIRE(options.apply("error"));
  DiagnosticEngine engine(options);
  engine.suppress({kIgnore, Diag::UnreachableCode, kComment, {0, 10, 1}});
  engine.report(Diag::UnreachableCode, {5, 6, 1});
  CHECK(!engine.hasErrors());
}

TEST_CASE("what is trusted is no error, and only of the GIL") {
  DiagnosticEngine engine;
  engine.suppress({kTrusted, Diag{}, kComment, {0, 10, 1}});
  reportCall(engine, {3, 4, 1});
  CHECK(engine.empty());
  CHECK(engine.errorPlaces().empty());
  engine.report(Diag::UndeclaredName, {3, 4, 1}).arg("x");
  CHECK(engine.errorCount() == 1);
}

TEST_CASE("every diagnostic has a group, and -W takes groups") {
  for (const DiagnosticRow &row : diagnosticRows())
    CHECK(isDiagnosticGroup(diagnosticGroup(row.id)));
  CHECK(diagnosticGroup(Diag::GilCall) == "gil");
  CHECK(!isDiagnosticGroup("gil-call"));
  WarningOptions options;
  REQUIRE(options.apply("no-comments"));
  CHECK(options.severityOf(Diag::UnusedIgnore) == Severity::Ignored);
  REQUIRE(options.apply("error=comments"));
  CHECK(options.severityOf(Diag::UnusedIgnore) == Severity::Error);
  CHECK(!options.apply("no-such-group"));
}
