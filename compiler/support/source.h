// Source files in memory, and the places in them that people read: lines and columns. Bytes are
// kept as they were read; what they mean (encoding, syntax) is the business of parse/.
#pragma once

#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>
#include <llvm/Support/MemoryBuffer.h>
#include "support/span.h"

#include <memory>
#include <string>
#include <vector>

namespace nogilc {

/// A place for people: both count from 1, columns count Unicode code points.
struct LineColumn {
  uint32_t line = 1;
  uint32_t column = 1;
};

class SourceFile {
public:
  SourceFile(FileId id, std::string path, std::unique_ptr<llvm::MemoryBuffer> buffer);

  FileId id() const { return id_; }
  /// The path as the user gave it, or as it was found on the search path.
  llvm::StringRef path() const { return path_; }
  /// The bytes; a NUL byte stands behind the last one.
  llvm::StringRef text() const { return buffer_->getBuffer(); }
  llvm::StringRef text(Span span) const { return text().slice(span.begin, span.end); }

  LineColumn lineColumn(uint32_t offset) const;
  /// The line alone, from 1: cheaper than lineColumn on long lines.
  uint32_t line(uint32_t offset) const;
  uint32_t lineCount() const { return static_cast<uint32_t>(lineStarts().size()); }
  /// The text of a line (from 1) without its line ending; empty outside the file.
  llvm::StringRef lineText(uint32_t line) const;
  /// The offset of the first byte of a line (from 1).
  uint32_t lineBegin(uint32_t line) const;

  Span span(uint32_t begin, uint32_t end) const { return {begin, end, id_}; }

private:
  friend class SourceManager;
  const std::vector<uint32_t> &lineStarts() const;

  FileId id_;
  std::string path_;
  std::unique_ptr<llvm::MemoryBuffer> buffer_;
  // Made when it is first asked for: a run without diagnostics and #line never needs it. One thread
  // works on one SourceManager.
  mutable std::vector<uint32_t> line_starts_;
};

/// Owns the files of one compilation.
class SourceManager {
public:
  SourceManager() = default;
  SourceManager(const SourceManager &) = delete;
  SourceManager &operator=(const SourceManager &) = delete;

  /// Reads a file. The error is one line for people that begins with the path in backticks. A file
  /// that has been read already is not read again.
  llvm::Expected<const SourceFile *> load(llvm::StringRef path);
  /// Makes a file from memory, as tests do.
  const SourceFile &add(llvm::StringRef path, llvm::StringRef text);
  /// The same, and load() finds it from now on: the text of an editor, or one with fixes applied.
  const SourceFile &provide(llvm::StringRef path, llvm::StringRef text);
  /// Moves a file out of another source manager, which may not be asked about it any more.
  const SourceFile &take(SourceManager &from, FileId id);

  bool isLoaded(llvm::StringRef path) const { return loaded_.contains(path); }

  const SourceFile &file(FileId id) const;
  size_t fileCount() const { return files_.size(); }

  llvm::StringRef text(Span span) const { return file(span.file).text(span); }
  LineColumn begin(Span span) const { return file(span.file).lineColumn(span.begin); }
  LineColumn end(Span span) const { return file(span.file).lineColumn(span.end); }

private:
  const SourceFile &adopt(llvm::StringRef path, std::unique_ptr<llvm::MemoryBuffer> buffer);

  std::vector<std::unique_ptr<SourceFile>> files_; ///< the file of id n is at n - 1
  llvm::StringMap<FileId> loaded_;                 ///< by path; files from memory are not in it
};

} // namespace nogilc
