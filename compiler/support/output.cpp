// See output.h.
#include "support/output.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/Twine.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>

namespace nogilc {

namespace fs = llvm::sys::fs;

namespace {

llvm::Error cannotWrite(llvm::StringRef path, std::error_code error) {
  return llvm::createStringError(
      error, "`" + path + "` cannot be written: " + llvm::StringRef(error.message()).lower());
}

bool hasContent(llvm::StringRef path, llvm::StringRef text) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  return buffer && (*buffer)->getBuffer() == text;
}

/// Writes into an open file and closes it. Errors of the device (no space left) show here at last.
std::error_code writeAndClose(int descriptor, llvm::StringRef text) {
  llvm::raw_fd_ostream out(descriptor, /*shouldClose=*/true, /*unbuffered=*/true);
  out << text;
  out.close();
  const std::error_code error = out.error();
  out.clear_error();
  return error;
}

} // namespace

llvm::Error writeFile(llvm::StringRef path, llvm::StringRef text, WriteMode mode) {
  llvm::SmallString<256> target(path);
  fs::file_status status;
  const bool exists = !fs::status(path, status);
  if (exists && fs::is_directory(status))
    return cannotWrite(path, std::make_error_code(std::errc::is_a_directory));

  if (exists && status.type() != fs::file_type::regular_file) {
    int descriptor = -1;
    if (std::error_code error = fs::openFileForWrite(path, descriptor, fs::CD_OpenExisting))
      return cannotWrite(path, error);
    if (std::error_code error = writeAndClose(descriptor, text))
      return cannotWrite(path, error);
    return llvm::Error::success();
  }

  if (exists) {
    if (mode == WriteMode::IfChanged && hasContent(path, text))
      return llvm::Error::success();
    if (std::error_code error = fs::access(path, fs::AccessMode::Write))
      return cannotWrite(path, error);
    if (std::error_code error = fs::real_path(path, target))
      return cannotWrite(path, error);
  }

  int descriptor = -1;
  llvm::SmallString<256> temporary;
  const unsigned mode_bits = exists ? static_cast<unsigned>(status.permissions()) : 0666u;
  if (std::error_code error = fs::createUniqueFile(target + ".%%%%%%%%.tmp", descriptor, temporary,
                                                   fs::OF_None, mode_bits))
    return cannotWrite(path, error);
  std::error_code error = writeAndClose(descriptor, text);
  if (!error)
    error = fs::rename(temporary, target);
  if (error) {
    fs::remove(temporary);
    return cannotWrite(path, error);
  }
  return llvm::Error::success();
}

llvm::Error replaceFile(llvm::StringRef from, llvm::StringRef to) {
  if (std::error_code error = fs::rename(from, to))
    return cannotWrite(to, error);
  return llvm::Error::success();
}

} // namespace nogilc
