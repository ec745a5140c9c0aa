// The trees of tests/golden/ast, as the printer shows them. NOGILC_UPDATE_GOLDENS=1 rewrites them.
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "parse_fixture.h"
#include "support/catch.h"
#include "syntax/printer.h"

#include <cstdlib>

using namespace nogilc::test;

namespace {

std::vector<std::string> goldenSources() {
  std::vector<std::string> files;
  std::error_code error;
  for (llvm::sys::fs::directory_iterator it(NOGILC_SOURCE_DIR "/tests/golden/ast", error), end;
       it != end && !error; it.increment(error))
    if (!llvm::StringRef(it->path()).ends_with(".ast"))
      files.push_back(it->path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string treeOf(const std::string &path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  REQUIRE(buffer);
  Parsed parsed((*buffer)->getBuffer(), llvm::sys::path::filename(path));
  CHECK(parsed.problemText() == "");
  std::string text;
  llvm::raw_string_ostream out(text);
  nogilc::syntax::print(*parsed.module, parsed.sources, out);
  return text;
}

} // namespace

TEST_CASE("trees are as recorded") {
  const bool update = std::getenv("NOGILC_UPDATE_GOLDENS") != nullptr;
  REQUIRE(!goldenSources().empty());
  for (const std::string &path : goldenSources()) {
    INFO(path);
    const std::string golden = path.substr(0, path.rfind('.')) + ".ast";
    const std::string tree = treeOf(path);
    if (update) {
      std::error_code error;
      llvm::raw_fd_ostream(golden, error) << tree;
      CHECK(!error);
      continue;
    }
    auto recorded = llvm::MemoryBuffer::getFile(golden);
    REQUIRE(recorded);
    CHECK((*recorded)->getBuffer().str() == tree);
  }
}
