// A place in the source: a half-open range of byte offsets in one file. Eight bytes of offsets and
// a file number, copied by value everywhere; SourceManager turns it into lines and columns.
#pragma once

#include <cstdint>

namespace nogilc {

/// Number of a file in its SourceManager. 0 is no file; the first file that is loaded is 1.
using FileId = uint16_t;

struct Span {
  uint32_t begin = 0; ///< byte offset of the first byte
  uint32_t end = 0;   ///< byte offset after the last byte
  FileId file = 0;

  bool isValid() const { return file != 0; }
  uint32_t size() const { return end - begin; }
  /// From the begin of this to the end of `last`, which must lie in the same file.
  Span to(Span last) const { return {begin, last.end, file}; }
  /// The empty place at the end of this.
  Span after() const { return {end, end, file}; }

  friend bool operator==(Span a, Span b) {
    return a.begin == b.begin && a.end == b.end && a.file == b.file;
  }
  friend bool operator!=(Span a, Span b) { return !(a == b); }
};

} // namespace nogilc
