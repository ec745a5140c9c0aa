// See decoded_source.h. UTF-8 is used as it is; what is not UTF-8 goes through iconv, one character
// at a time, so that every byte knows where it came from.
#include "parse/decoded_source.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"

#include <cerrno>
#include <cstring>
#include <iconv.h>
#include <optional>

namespace nogilc::parse {
namespace {

struct CodingLine {
  llvm::StringRef name;
  uint32_t begin = 0;
};

/// PEP 263: one of the first two lines is a comment that matches `coding[:=]\s*([-\w.]+)`; if it is
/// the second one, the first is a comment or blank.
std::optional<CodingLine> findCodingLine(llvm::StringRef text, uint32_t begin) {
  uint32_t at = begin;
  for (int line = 0; line < 2 && at < text.size(); ++line) {
    size_t end = text.find_first_of("\r\n", at);
    if (end == llvm::StringRef::npos)
      end = text.size();
    const llvm::StringRef content = text.slice(at, end);
    const llvm::StringRef stripped = content.ltrim(" \t\f");
    if (!stripped.empty() && stripped.front() != '#')
      return std::nullopt;
    for (size_t from = stripped.find("coding"); from != llvm::StringRef::npos;
         from = stripped.find("coding", from + 6)) {
      // `c_string_encoding=` is a directive of Cython.
      if (stripped.take_front(from).ends_with("c_string_en"))
        continue;
      llvm::StringRef rest = stripped.drop_front(from + 6);
      if (!rest.consume_front(":") && !rest.consume_front("="))
        continue;
      rest = rest.ltrim(" \t");
      const llvm::StringRef name = rest.take_while(
          [](char c) { return llvm::isAlnum(c) || c == '-' || c == '_' || c == '.'; });
      if (!name.empty())
        return CodingLine{name, static_cast<uint32_t>(name.data() - text.data())};
    }
    at = static_cast<uint32_t>(end);
    if (at < text.size() && text[at] == '\r')
      ++at;
    if (at < text.size() && text[at] == '\n')
      ++at;
  }
  return std::nullopt;
}

bool isUtf8Name(llvm::StringRef name) {
  std::string plain = name.lower();
  std::replace(plain.begin(), plain.end(), '_', '-');
  return plain == "utf-8" || plain == "utf8" || plain == "u8" || plain == "utf" ||
         plain == "utf-8-sig" || plain == "cp65001" || llvm::StringRef(plain).starts_with("utf-8-");
}

/// Offset of the first byte that is not UTF-8, or npos. ASCII goes eight bytes at a time.
size_t findInvalidUtf8(llvm::StringRef text) {
  const auto *bytes = reinterpret_cast<const unsigned char *>(text.data());
  const size_t size = text.size();
  size_t i = 0;
  while (i < size) {
    uint64_t word;
    if (i + 8 <= size) {
      std::memcpy(&word, bytes + i, 8);
      if ((word & 0x8080808080808080ULL) == 0) {
        i += 8;
        continue;
      }
    }
    const unsigned char lead = bytes[i];
    if (lead < 0x80) {
      ++i;
      continue;
    }
    size_t length;
    uint32_t code;
    if (lead >= 0xC2 && lead <= 0xDF) {
      length = 2;
      code = lead & 0x1F;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      length = 3;
      code = lead & 0x0F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      length = 4;
      code = lead & 0x07;
    } else {
      return i;
    }
    if (i + length > size)
      return i;
    for (size_t k = 1; k < length; ++k) {
      if ((bytes[i + k] & 0xC0) != 0x80)
        return i;
      code = code << 6 | (bytes[i + k] & 0x3F);
    }
    if ((length == 3 && (code < 0x800 || (code >= 0xD800 && code < 0xE000))) ||
        (length == 4 && (code < 0x10000 || code > 0x10FFFF)))
      return i;
    i += length;
  }
  return llvm::StringRef::npos;
}

/// The name of a Python codec as iconv knows it.
std::string iconvName(llvm::StringRef name) {
  std::string plain = name.lower();
  std::replace(plain.begin(), plain.end(), '_', '-');
  llvm::StringRef text = plain;
  if (text == "latin-1" || text == "latin1" || text == "iso-8859-1" || text == "iso8859-1" ||
      text == "l1" || text == "8859" || text == "cp819")
    return "ISO-8859-1";
  if (text == "ascii" || text == "us-ascii" || text == "646")
    return "ASCII";
  if (text.consume_front("iso8859-") || text.consume_front("iso-8859-"))
    return "ISO-8859-" + text.str();
  if (text.consume_front("windows-"))
    return "CP" + text.str();
  return text.upper();
}

} // namespace

DecodedSource DecodedSource::decode(const SourceFile &file, DiagnosticEngine &diagnostics) {
  DecodedSource result;
  result.file_ = file.id();
  result.file_text_ = file.text();
  const llvm::StringRef text = result.file_text_;
  const auto fail = [&] {
    result.is_broken_ = true;
    result.file_text_ = "";
    result.begin_ = 0;
    result.recoded_ = false;
  };

  const bool has_mark = text.starts_with("\xEF\xBB\xBF");
  result.begin_ = has_mark ? 3 : 0;
  if (const size_t nul = text.find('\0'); nul != llvm::StringRef::npos) {
    const auto at = static_cast<uint32_t>(nul);
    diagnostics.report(Diag::NullByte, file.span(at, at + 1));
    fail();
    return result;
  }

  const std::optional<CodingLine> coding = findCodingLine(text, result.begin_);
  if (has_mark || !coding || isUtf8Name(coding->name)) {
    if (has_mark && coding && !isUtf8Name(coding->name)) {
      diagnostics
          .report(
              Diag::InvalidEncoding,
              file.span(coding->begin, coding->begin + static_cast<uint32_t>(coding->name.size())))
          .arg(coding->name)
          .note("the byte order mark at its begin says UTF-8");
      fail();
      return result;
    }
    if (const size_t bad = findInvalidUtf8(text); bad != llvm::StringRef::npos) {
      const auto at = static_cast<uint32_t>(bad);
      auto report = diagnostics.report(Diag::InvalidEncoding, file.span(at, at + 1));
      report.arg("UTF-8");
      if (!coding)
        report.note("a first line like `# coding: latin-1` names another encoding");
      fail();
    }
    return result;
  }

  const Span coding_span =
      file.span(coding->begin, coding->begin + static_cast<uint32_t>(coding->name.size()));
  const iconv_t converter = iconv_open("UTF-8", iconvName(coding->name).c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    diagnostics.report(Diag::UnknownEncoding, coding_span).arg(coding->name);
    fail();
    return result;
  }
  result.recoded_text_.reserve(text.size() + text.size() / 8);
  result.origin_.reserve(text.size() + text.size() / 8 + 1);
  result.recoded_ = true;
  for (size_t at = 0; at < text.size();) {
    // As few bytes as make one character.
    char out[16];
    size_t taken = 0, produced = 0;
    for (size_t length = 1; length <= 8 && at + length <= text.size(); ++length) {
      char *in = const_cast<char *>(text.data() + at);
      size_t in_left = length;
      char *to = out;
      size_t out_left = sizeof out;
      iconv(converter, nullptr, nullptr, nullptr, nullptr);
      if (iconv(converter, &in, &in_left, &to, &out_left) != static_cast<size_t>(-1)) {
        taken = length;
        produced = sizeof out - out_left;
        break;
      }
      if (errno != EINVAL)
        break;
    }
    if (taken == 0) {
      const auto place = static_cast<uint32_t>(at);
      diagnostics.report(Diag::InvalidEncoding, file.span(place, place + 1)).arg(coding->name);
      iconv_close(converter);
      fail();
      return result;
    }
    result.recoded_text_.append(out, produced);
    result.origin_.insert(result.origin_.end(), produced, static_cast<uint32_t>(at));
    at += taken;
  }
  iconv_close(converter);
  result.origin_.push_back(static_cast<uint32_t>(text.size()));
  return result;
}

} // namespace nogilc::parse
