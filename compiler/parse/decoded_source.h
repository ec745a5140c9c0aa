// The text of a file in UTF-8, whatever its encoding (PEP 263): a coding line or a byte order mark
// says which one it is. Places in the decoded text lead back to places in the file's own bytes.
#pragma once

#include "diagnostics/engine.h"
#include "support/source.h"

#include <string>
#include <vector>

namespace nogilc::parse {

class DecodedSource {
public:
  /// Reports and gives an empty text if the bytes do not mean anything in the encoding.
  static DecodedSource decode(const SourceFile &file, DiagnosticEngine &diagnostics);

  /// Valid UTF-8 without NUL bytes; a NUL stands behind the last byte.
  llvm::StringRef text() const { return recoded_ ? llvm::StringRef(recoded_text_) : file_text_; }
  /// Where the text begins: behind the byte order mark, if there is one.
  uint32_t begin() const { return begin_; }
  bool isBroken() const { return is_broken_; }

  /// The place in the file of a range of the decoded text.
  Span span(uint32_t begin, uint32_t end) const {
    if (recoded_)
      return {origin_[begin], origin_[end], file_};
    return {begin, end, file_};
  }

  /// The file's own bytes for a range of the decoded text.
  llvm::StringRef fileBytes(uint32_t begin, uint32_t end) const {
    return recoded_ ? file_text_.slice(origin_[begin], origin_[end]) : file_text_.slice(begin, end);
  }

private:
  FileId file_ = 0;
  llvm::StringRef file_text_;
  uint32_t begin_ = 0;
  bool recoded_ = false;
  bool is_broken_ = false;
  std::string recoded_text_;
  std::vector<uint32_t> origin_; ///< of each byte of recoded_text_ and of its end
};

} // namespace nogilc::parse
