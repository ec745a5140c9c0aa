// See process.h.
#include "driver/process.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Program.h>

#include <optional>

namespace nogilc::driver {

namespace fs = llvm::sys::fs;

namespace {

/// A file that takes what a program writes; removed when nobody needs it any more.
class Capture {
public:
  Capture() {
    int descriptor = -1;
    if (!fs::createTemporaryFile("nogilc", "out", descriptor, path_))
      fs::closeFile(descriptor);
  }
  ~Capture() { fs::remove(path_); }
  Capture(const Capture &) = delete;
  Capture &operator=(const Capture &) = delete;

  llvm::StringRef path() const { return path_; }
  std::string text() const {
    auto buffer = llvm::MemoryBuffer::getFile(path_);
    return buffer ? (*buffer)->getBuffer().str() : "";
  }

private:
  llvm::SmallString<128> path_;
};

} // namespace

ProcessResult runProcess(const CommandLine &command) {
  ProcessResult result;
  const std::string program = findProgram(command.front());
  if (program.empty()) {
    result.errors = "`" + command.front() + "` was not found";
    return result;
  }
  const llvm::SmallVector<llvm::StringRef, 32> arguments(command.begin(), command.end());
  const Capture output;
  const Capture errors;
  const std::optional<llvm::StringRef> redirects[] = {llvm::StringRef(""), output.path(),
                                                      errors.path()};
  std::string message;
  result.status = llvm::sys::ExecuteAndWait(program, arguments, /*Env=*/std::nullopt, redirects,
                                            /*SecondsToWait=*/0, /*MemoryLimit=*/0, &message);
  result.output = output.text();
  result.errors = errors.text() + message;
  return result;
}

std::string findProgram(llvm::StringRef name) {
  if (name.contains('/'))
    return llvm::sys::fs::can_execute(name) ? name.str() : "";
  const auto found = llvm::sys::findProgramByName(name);
  return found ? *found : "";
}

std::string shellText(const CommandLine &command) {
  constexpr llvm::StringLiteral kSafe =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%^";
  std::string text;
  for (const llvm::StringRef word : command) {
    if (!text.empty())
      text += ' ';
    if (!word.empty() && word.find_first_not_of(kSafe) == llvm::StringRef::npos) {
      text += word;
      continue;
    }
    text += '\'';
    for (const char character : word)
      text += character == '\'' ? std::string("'\\''") : std::string(1, character);
    text += '\'';
  }
  return text;
}

} // namespace nogilc::driver
