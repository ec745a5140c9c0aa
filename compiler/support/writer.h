// Builds text line by line. It knows indentation and `#line`, and nothing of any language's
// grammar: the dumps and the C++ emitter are written with it.
#pragma once

#include <llvm/ADT/StringRef.h>
#include <llvm/ADT/Twine.h>
#include <llvm/Support/raw_ostream.h>

#include <cstdint>
#include <string>

namespace nogilc {

class TextWriter {
public:
  explicit TextWriter(unsigned indent_width = 2) : indent_width_(indent_width) {}

  /// Appends text to the current line. A '\n' in it ends a line; the indentation of a line is
  /// written with its first character, so empty lines stay empty.
  TextWriter &write(llvm::StringRef text);
  TextWriter &write(const llvm::Twine &text) { return write(llvm::StringRef(text.str())); }
  TextWriter &write(const char *text) { return write(llvm::StringRef(text)); }
  TextWriter &write(const std::string &text) { return write(llvm::StringRef(text)); }
  /// Writes text and ends the line.
  TextWriter &line(const llvm::Twine &text = "") { return write(text).write("\n"); }
  /// Ends the line unless nothing stands on it.
  TextWriter &endLine() { return at_line_start_ ? *this : write("\n"); }

  TextWriter &operator<<(llvm::StringRef text) { return write(text); }
  TextWriter &operator<<(const char *text) { return write(llvm::StringRef(text)); }
  TextWriter &operator<<(char character) { return write(llvm::StringRef(&character, 1)); }
  TextWriter &operator<<(int64_t number) { return write(llvm::Twine(number)); }
  TextWriter &operator<<(uint64_t number) { return write(llvm::Twine(number)); }
  TextWriter &operator<<(int32_t number) { return write(llvm::Twine(number)); }
  TextWriter &operator<<(uint32_t number) { return write(llvm::Twine(number)); }

  void indent() { ++depth_; }
  void dedent() { --depth_; }
  unsigned depth() const { return depth_; }

  /// Says that the next line comes from `line` of `path`. Writes a directive only when the compiler
  /// that counts along would be wrong. Directives stand in the first column.
  void sourceLine(llvm::StringRef path, uint32_t line);
  /// Says that what follows is the written file itself again: `#line` with its own name and number.
  void ownLine(llvm::StringRef own_path);

  /// Lines ended so far, plus one.
  uint32_t lineNumber() const { return line_number_; }
  const std::string &text() const { return text_; }
  std::string take();

private:
  std::string text_;
  std::string mapped_path_;  ///< what the reader believes to be reading; empty: the file itself
  int64_t mapped_delta_ = 0; ///< believed line minus own line
  unsigned indent_width_;
  unsigned depth_ = 0;
  uint32_t line_number_ = 1;
  bool at_line_start_ = true;
};

/// Indents for the length of a scope.
class Indented {
public:
  explicit Indented(TextWriter &writer) : writer_(writer) { writer_.indent(); }
  ~Indented() { writer_.dedent(); }
  Indented(const Indented &) = delete;
  Indented &operator=(const Indented &) = delete;

private:
  TextWriter &writer_;
};

/// Text as the inside of a C string literal: quotes, backslashes and control bytes escaped, and `?`
/// where it could begin a trigraph. Bytes of 0x80 and above become octal escapes.
std::string escapeC(llvm::StringRef text);

} // namespace nogilc
