// Fixes on texts: which are applied together, how lines end, and what the difference looks like.
#include "driver/fixes.h"

#include "support/catch.h"

using namespace nogilc;
using namespace nogilc::driver;

namespace {

class Fixture {
public:
  explicit Fixture(llvm::StringRef text) : file(sources.add("a.pyx", text)) {}

  /// A problem whose fix replaces pieces of the text, given by what they are.
  void fix(std::initializer_list<std::pair<llvm::StringRef, llvm::StringRef>> edits,
           Applicability applicability = Applicability::Safe) {
    Diagnostic diagnostic{Diag::GilCall, Severity::Error, {}, "", {}, {}, {}};
    DiagnosticFix fix{"", applicability, {}};
    for (const auto &[what, replacement] : edits) {
      const auto begin = static_cast<uint32_t>(file.text().find(what));
      fix.edits.push_back(
          {file.span(begin, begin + static_cast<uint32_t>(what.size())), replacement.str()});
    }
    diagnostic.fixes.push_back(std::move(fix));
    diagnostics.push_back(std::move(diagnostic));
  }

  std::string apply(bool with_unsafe = false) {
    FixedTexts fixed = applyFixes(diagnostics, sources, with_unsafe);
    count = fixed.fixes;
    return fixed.texts.empty() ? file.text().str() : fixed.texts["a.pyx"];
  }

  SourceManager sources;
  const SourceFile &file;
  std::vector<Diagnostic> diagnostics;
  size_t count = 0;
};

} // namespace

TEST_CASE("several fixes of a file") {
  Fixture f("one two three\n");
  f.fix({{"three", "3"}});
  f.fix({{"one", "1"}});
  CHECK(f.apply() == "1 two 3\n");
  CHECK(f.count == 2);
}

TEST_CASE("of fixes that overlap the first is applied") {
  Fixture f("one two three\n");
  f.fix({{"one two", "1 2"}});
  f.fix({{"two three", "2 3"}});
  CHECK(f.apply() == "1 2 three\n");
  CHECK(f.count == 1);
}

TEST_CASE("all edits of a fix, or none") {
  Fixture f("one two three\n");
  f.fix({{"two", "2"}});
  f.fix({{"one", "1"}, {"two", "zwei"}});
  CHECK(f.apply() == "one 2 three\n");
}

TEST_CASE("two problems with the same fix") {
  Fixture f("one two\n");
  f.fix({{"one", "1"}});
  f.fix({{"one", "1"}});
  CHECK(f.apply() == "1 two\n");
  CHECK(f.count == 1);
}

TEST_CASE("guesses are applied when asked for") {
  Fixture f("one\n");
  f.fix({{"one", "1"}}, Applicability::Unsafe);
  CHECK(f.apply() == "one\n");
  CHECK(f.apply(/*with_unsafe=*/true) == "1\n");
}

TEST_CASE("new lines end as the file's do") {
  Fixture f("one\r\ntwo\r\n");
  f.fix({{"two", "2\n3"}});
  CHECK(f.apply() == "one\r\n2\r\n3\r\n");
}

TEST_CASE("a text that is not UTF-8 gets no other letters") {
  Fixture f("one \xE9\n");
  f.fix({{"one", "\xC3\xA9"}});
  CHECK(f.apply() == "one \xE9\n");
}

TEST_CASE("differences") {
  CHECK(unifiedDiff("a", "x\n", "x\n").empty());
  CHECK(unifiedDiff("a", "1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\nfive\n6\n7\n8\n") ==
        "--- a\n+++ a\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  CHECK(unifiedDiff("a", "", "1\n") == "--- a\n+++ a\n@@ -0,0 +1,1 @@\n+1\n");
  CHECK(unifiedDiff("a", "1\n", "") == "--- a\n+++ a\n@@ -1,1 +0,0 @@\n-1\n");
  CHECK(unifiedDiff("a", "1\n2", "1\n3") ==
        "--- a\n+++ a\n@@ -1,2 +1,2 @@\n 1\n-2\n\\ No newline at end of file\n+3\n"
        "\\ No newline at end of file\n");
}

TEST_CASE("changes that are far from each other stand in hunks of their own") {
  std::string before, after;
  for (int line = 1; line <= 30; ++line) {
    before += std::to_string(line) + "\n";
    after += line == 2 || line == 25 ? "new\n" : std::to_string(line) + "\n";
  }
  const std::string diff = unifiedDiff("a", before, after);
  CHECK_THAT(diff,
             ContainsSubstring("@@ -1,5 +1,5 @@\n 1\n-2\n+new\n 3\n 4\n 5\n@@ -22,7 +22,7 @@\n"));
}
