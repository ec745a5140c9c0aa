// Writing is all or nothing.
#include "support/output.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace nogilc;

namespace {

std::string writeError(llvm::StringRef path, llvm::StringRef text,
                       WriteMode mode = WriteMode::Always) {
  if (llvm::Error error = writeFile(path, text, mode))
    return llvm::toString(std::move(error));
  return "";
}

size_t entryCount(const std::string &folder) {
  std::error_code error;
  size_t count = 0;
  for (llvm::sys::fs::directory_iterator at(folder, error), end; at != end; at.increment(error))
    ++count;
  return count;
}

/// When the file was last written, as a number that changes with each write.
ino_t inode(const std::string &path) {
  struct stat status;
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_ino;
}

} // namespace

TEST_CASE("a file is written and replaced") {
  test::TemporaryFolder folder;
  CHECK(writeError(folder.path("a.cpp"), "one\n") == "");
  CHECK(folder.read("a.cpp") == "one\n");
  CHECK(writeError(folder.path("a.cpp"), "two\n") == "");
  CHECK(folder.read("a.cpp") == "two\n");
  CHECK(entryCount(folder.path()) == 1);
}

TEST_CASE("a file that has the bytes already is left alone if that is wanted") {
  test::TemporaryFolder folder;
  const std::string path = folder.write("a.cpp", "one\n");
  const ino_t before = inode(path);
  CHECK(writeError(path, "one\n", WriteMode::IfChanged) == "");
  CHECK(inode(path) == before);
  CHECK(writeError(path, "two\n", WriteMode::IfChanged) == "");
  CHECK(folder.read("a.cpp") == "two\n");
}

TEST_CASE("what cannot be written is named and leaves nothing") {
  test::TemporaryFolder folder;
  CHECK(writeError(folder.path("no/such.cpp"), "x") ==
        "`" + folder.path("no/such.cpp") + "` cannot be written: no such file or directory");
  CHECK(writeError(folder.path(), "x") ==
        "`" + folder.path() + "` cannot be written: is a directory");
  CHECK(entryCount(folder.path()) == 0);
}

TEST_CASE("a full device is noticed") {
  CHECK(writeError("/dev/full", "x") == "`/dev/full` cannot be written: no space left on device");
}

TEST_CASE("a symbolic link stays one") {
  test::TemporaryFolder folder;
  const std::string target = folder.write("target", "one");
  const std::string link = folder.path("link");
  REQUIRE(symlink(target.c_str(), link.c_str()) == 0);
  CHECK(writeError(link, "two") == "");
  CHECK(folder.read("target") == "two");
  CHECK(llvm::sys::fs::is_symlink_file(link));
}
