// See writer.h.
#include "support/writer.h"

namespace nogilc {

TextWriter &TextWriter::write(llvm::StringRef text) {
  while (!text.empty()) {
    const size_t newline = text.find('\n');
    const llvm::StringRef part = text.substr(0, newline);
    if (!part.empty()) {
      if (at_line_start_)
        text_.append(size_t{depth_} * indent_width_, ' ');
      text_.append(part.data(), part.size());
      at_line_start_ = false;
    }
    if (newline == llvm::StringRef::npos)
      break;
    text_.push_back('\n');
    at_line_start_ = true;
    ++line_number_;
    text = text.substr(newline + 1);
  }
  return *this;
}

void TextWriter::sourceLine(llvm::StringRef path, uint32_t line) {
  const int64_t delta = int64_t{line} - int64_t{line_number_};
  if (mapped_path_ == path && mapped_delta_ == delta)
    return;
  endLine();
  text_ += "#line " + std::to_string(line);
  if (mapped_path_ != path) {
    text_ += " \"" + escapeC(path) + "\"";
    mapped_path_ = path.str();
  }
  text_ += '\n';
  ++line_number_;
  mapped_delta_ = int64_t{line} - int64_t{line_number_};
}

void TextWriter::ownLine(llvm::StringRef own_path) {
  if (mapped_path_.empty() || mapped_path_ == own_path)
    return;
  endLine();
  sourceLine(own_path, line_number_ + 1);
}

std::string TextWriter::take() {
  std::string text = std::move(text_);
  *this = TextWriter(indent_width_);
  return text;
}

std::string escapeC(llvm::StringRef text) {
  std::string escaped;
  escaped.reserve(text.size());
  char previous = 0;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    switch (character) {
    case '\n':
      escaped += "\\n";
      break;
    case '\t':
      escaped += "\\t";
      break;
    case '\r':
      escaped += "\\r";
      break;
    case '"':
      escaped += "\\\"";
      break;
    case '\\':
      escaped += "\\\\";
      break;
    case '?':
      escaped += previous == '?' ? "\\?" : "?";
      break;
    default:
      if (byte < 0x20 || byte >= 0x7F) {
        // Octal takes three digits at most, so a digit behind it stays what it is.
        escaped += '\\';
        escaped += static_cast<char>('0' + (byte >> 6));
        escaped += static_cast<char>('0' + ((byte >> 3) & 7));
        escaped += static_cast<char>('0' + (byte & 7));
      } else {
        escaped += character;
      }
    }
    previous = character;
  }
  return escaped;
}

} // namespace nogilc
