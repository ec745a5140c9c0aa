// See source.h. Reading goes through llvm::MemoryBuffer (which maps large files); the checks before
// it give messages that name what is wrong with the path.
#include "support/source.h"

#include <llvm/ADT/Twine.h>
#include <llvm/Support/FileSystem.h>

#include <algorithm>
#include <cassert>
#include <cstring>

namespace nogilc {

namespace {

/// Spans are 32-bit offsets; a little room is left so that `end + 1` never wraps.
constexpr uint64_t kLargestFile = 0xFFFF'FF00;

constexpr size_t kMostFiles = 0xFFFF;

bool isContinuationByte(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

uint32_t countCodePoints(llvm::StringRef text) {
  return static_cast<uint32_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return !isContinuationByte(byte); }));
}

llvm::Error pathError(llvm::StringRef path, const llvm::Twine &what) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), "`" + path + "` " + what);
}

} // namespace

SourceFile::SourceFile(FileId id, std::string path, std::unique_ptr<llvm::MemoryBuffer> buffer)
    : id_(id), path_(std::move(path)), buffer_(std::move(buffer)) {}

const std::vector<uint32_t> &SourceFile::lineStarts() const {
  if (!line_starts_.empty())
    return line_starts_;
  const llvm::StringRef bytes = text();
  line_starts_.reserve(bytes.size() / 32 + 1);
  line_starts_.push_back(0);
  // A line ends at \n, \r\n or a lone \r, as in Python.
  for (size_t i = 0; i < bytes.size(); ++i) {
    const char byte = bytes[i];
    if (byte == '\n' || (byte == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n')))
      line_starts_.push_back(static_cast<uint32_t>(i + 1));
  }
  return line_starts_;
}

uint32_t SourceFile::line(uint32_t offset) const {
  const auto &starts = lineStarts();
  offset = std::min<uint32_t>(offset, static_cast<uint32_t>(text().size()));
  const auto next = std::upper_bound(starts.begin(), starts.end(), offset);
  return static_cast<uint32_t>(next - starts.begin());
}

LineColumn SourceFile::lineColumn(uint32_t offset) const {
  offset = std::min<uint32_t>(offset, static_cast<uint32_t>(text().size()));
  const uint32_t line = this->line(offset);
  const uint32_t start = lineStarts()[line - 1];
  llvm::StringRef before = text().slice(start, offset);
  // A byte order mark is not a column.
  if (start == 0)
    before.consume_front("\xEF\xBB\xBF");
  return {line, countCodePoints(before) + 1};
}

uint32_t SourceFile::lineBegin(uint32_t line) const {
  const auto &starts = lineStarts();
  if (line == 0)
    return 0;
  return line <= starts.size() ? starts[line - 1] : static_cast<uint32_t>(text().size());
}

llvm::StringRef SourceFile::lineText(uint32_t line) const {
  if (line == 0 || line > lineCount())
    return {};
  return text().slice(lineBegin(line), lineBegin(line + 1)).rtrim("\r\n");
}

llvm::Expected<const SourceFile *> SourceManager::load(llvm::StringRef path) {
  if (const auto known = loaded_.find(path); known != loaded_.end())
    return &file(known->second);

  llvm::sys::fs::file_status status;
  if (std::error_code error = llvm::sys::fs::status(path, status)) {
    if (error == std::errc::no_such_file_or_directory)
      return pathError(path, "does not exist");
    return pathError(path, "cannot be read: " + llvm::StringRef(error.message()).lower());
  }
  if (llvm::sys::fs::is_directory(status))
    return pathError(path, "is a directory, not a file");
  if (status.getSize() > kLargestFile)
    return pathError(path, "is larger than 4 GB");
  if (files_.size() >= kMostFiles)
    return pathError(path, "is one source file too many: 65,535 can be read in one run");

  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false);
  if (std::error_code error = buffer.getError())
    return pathError(path, "cannot be read: " + llvm::StringRef(error.message()).lower());
  // A pipe has no size before it is read.
  if ((*buffer)->getBufferSize() > kLargestFile)
    return pathError(path, "is larger than 4 GB");
  const SourceFile &file = adopt(path, std::move(*buffer));
  loaded_[path] = file.id();
  return &file;
}

const SourceFile &SourceManager::add(llvm::StringRef path, llvm::StringRef text) {
  return adopt(path, llvm::MemoryBuffer::getMemBufferCopy(text, path));
}

const SourceFile &SourceManager::provide(llvm::StringRef path, llvm::StringRef text) {
  const SourceFile &file = add(path, text);
  loaded_[path] = file.id();
  return file;
}

const SourceFile &SourceManager::take(SourceManager &from, FileId id) {
  SourceFile &file = *from.files_[id - 1];
  const SourceFile &taken = adopt(file.path_, std::move(file.buffer_));
  loaded_[taken.path()] = taken.id();
  return taken;
}

const SourceFile &SourceManager::adopt(llvm::StringRef path,
                                       std::unique_ptr<llvm::MemoryBuffer> buffer) {
  const auto id = static_cast<FileId>(files_.size() + 1);
  files_.push_back(std::make_unique<SourceFile>(id, path.str(), std::move(buffer)));
  return *files_.back();
}

const SourceFile &SourceManager::file(FileId id) const {
  assert(id != 0 && id <= files_.size() && "a span of another source manager, or of no file");
  return *files_[id - 1];
}

} // namespace nogilc
