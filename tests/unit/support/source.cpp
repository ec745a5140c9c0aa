// Files in memory: lines, columns, and what is said about files that cannot be read.
#include "support/source.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace nogilc;

namespace {

std::string place(const SourceFile &file, uint32_t offset) {
  const LineColumn at = file.lineColumn(offset);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string loadError(llvm::StringRef path) {
  SourceManager sources;
  auto file = sources.load(path);
  return file ? "no error" : llvm::toString(file.takeError());
}

} // namespace

TEST_CASE("columns count code points from 1") {
  SourceManager sources;
  const SourceFile &file = sources.add("a.pyx", "x = 1\né漢 = 2\n");
  CHECK(place(file, 0) == "1:1");
  CHECK(place(file, 4) == "1:5");
  CHECK(place(file, 6) == "2:1");
  CHECK(place(file, 8) == "2:2");
  CHECK(place(file, 11) == "2:3");
  CHECK(place(file, 16) == "3:1");
  CHECK(place(file, 9999) == "3:1");
}

TEST_CASE("a byte order mark is not a column") {
  SourceManager sources;
  const SourceFile &file = sources.add("a.pyx", "\xEF\xBB\xBFx = 1\n");
  CHECK(place(file, 3) == "1:1");
  CHECK(place(file, 7) == "1:5");
}

TEST_CASE("lines end at every line ending that Python knows") {
  SourceManager sources;
  const SourceFile &file = sources.add("a.pyx", "a\r\nb\rc\n\nd");
  CHECK(file.lineCount() == 5);
  CHECK(file.lineText(1) == "a");
  CHECK(file.lineText(2) == "b");
  CHECK(file.lineText(3) == "c");
  CHECK(file.lineText(4).empty());
  CHECK(file.lineText(5) == "d");
  CHECK(file.lineText(6).empty());
  CHECK(file.lineText(0).empty());
  CHECK(place(file, 8) == "5:1");
}

TEST_CASE("an empty file has one empty line") {
  SourceManager sources;
  const SourceFile &file = sources.add("a.pyx", "");
  CHECK(file.lineCount() == 1);
  CHECK(place(file, 0) == "1:1");
}

TEST_CASE("files are found by their number, and read once") {
  test::TemporaryFolder folder;
  const std::string path = folder.write("a.pyx", "pass\n");
  SourceManager sources;
  const SourceFile &memory = sources.add("memory", "1");
  auto first = sources.load(path);
  REQUIRE(bool(first));
  auto second = sources.load(path);
  REQUIRE(bool(second));
  CHECK(*first == *second);
  CHECK(&sources.file(memory.id()) == &memory);
  CHECK(sources.text((*first)->span(0, 4)) == "pass");
  CHECK_FALSE(Span().isValid());
}

TEST_CASE("what cannot be read is named") {
  test::TemporaryFolder folder;
  const std::string missing = folder.path("missing.pyx");
  CHECK(loadError(missing) == "`" + missing + "` does not exist");
  CHECK(loadError(folder.path()) == "`" + folder.path() + "` is a directory, not a file");
}
