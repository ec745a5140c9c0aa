// A folder for one test, removed with everything in it when the test ends.
#pragma once

#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/FileSystem.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace nogilc::test {

class TemporaryFolder {
public:
  TemporaryFolder() {
    llvm::SmallString<128> path;
    if (llvm::sys::fs::createUniqueDirectory("nogilc-test", path))
      std::abort();
    path_ = path.str().str();
  }
  ~TemporaryFolder() { llvm::sys::fs::remove_directories(path_); }
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  const std::string &path() const { return path_; }
  std::string path(llvm::StringRef name) const { return path_ + "/" + name.str(); }

  std::string write(llvm::StringRef name, llvm::StringRef text) const {
    std::ofstream(path(name), std::ios::binary) << text.str();
    return path(name);
  }
  std::string read(llvm::StringRef name) const {
    std::ifstream file(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

private:
  std::string path_;
};

} // namespace nogilc::test
