// String literals: prefixes, escapes, joining of neighbours, f-strings.
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Unicode.h"
#include "parse/builder.h"
#include "parse/unicode.h"

namespace nogilc::parse {

using namespace syntax;

namespace {

struct Prefix {
  StringKind kind = StringKind::Plain;
  bool is_raw = false;
  bool is_template = false;
  uint32_t length = 0; ///< with the quotes
  uint32_t quotes = 1;
};

Prefix readPrefix(llvm::StringRef literal) {
  Prefix result;
  for (const char c : literal) {
    if (c == '"' || c == '\'')
      break;
    ++result.length;
    switch (c | 0x20) {
    case 'r':
      result.is_raw = true;
      break;
    case 'b':
      result.kind = StringKind::Bytes;
      break;
    case 'u':
      result.kind = StringKind::Unicode;
      break;
    case 'c':
      result.kind = StringKind::Char;
      break;
    case 't':
      result.is_template = true;
      break;
    default:
      break;
    }
  }
  const char quote = literal[result.length];
  if (literal.substr(result.length, 3) == std::string(3, quote))
    result.quotes = 3;
  result.length += result.quotes;
  return result;
}

/// What an escape or a character adds, once as text and once as bytes.
struct EscapeReader {
  llvm::StringRef text;
  size_t at = 0;
  std::string *value = nullptr; ///< as text; null if only bytes are wanted
  std::string *bytes = nullptr; ///< as bytes; null if only text is wanted
  std::string problem;
  size_t problem_at = 0;

  void both(char c) {
    if (value)
      *value += c;
    if (bytes)
      *bytes += c;
  }
  void copy(size_t from, size_t to) {
    if (value)
      value->append(text.data() + from, to - from);
    if (bytes)
      bytes->append(text.data() + from, to - from);
  }
  void fail(size_t where, const char *what) {
    if (problem.empty()) {
      problem = what;
      problem_at = where;
    }
  }

  bool readHex(size_t from, size_t digits, uint32_t &code) const {
    code = 0;
    if (from + digits > text.size())
      return false;
    for (size_t i = 0; i < digits; ++i) {
      if (!llvm::isHexDigit(text[from + i]))
        return false;
      code = code << 4 | llvm::hexDigitValue(text[from + i]);
    }
    return true;
  }

  /// `text[at]` is a backslash.
  void escape() {
    const size_t begin = at++;
    if (at >= text.size()) {
      both('\\');
      return;
    }
    const char c = text[at++];
    switch (c) {
    case '\r':
      if (at < text.size() && text[at] == '\n')
        ++at;
      return;
    case '\n':
      return;
    case '\\':
    case '\'':
    case '"':
      return both(c);
    case 'a':
      return both('\a');
    case 'b':
      return both('\b');
    case 'f':
      return both('\f');
    case 'n':
      return both('\n');
    case 'r':
      return both('\r');
    case 't':
      return both('\t');
    case 'v':
      return both('\v');
    case 'x': {
      uint32_t code;
      if (!readHex(at, 2, code))
        return fail(begin, "`\\x` needs two hexadecimal digits");
      at += 2;
      return add(code);
    }
    case 'u':
    case 'U': {
      const size_t digits = c == 'u' ? 4 : 8;
      uint32_t code;
      if (bytes)
        bytes->append(text.data() + begin, 2);
      if (!value)
        return;
      if (!readHex(at, digits, code))
        return fail(begin, c == 'u' ? "`\\u` needs four hexadecimal digits"
                                    : "`\\U` needs eight hexadecimal digits");
      if (code > 0x10FFFF)
        return fail(begin, "there is no character beyond U+10FFFF");
      appendUtf8(code, *value);
      if (bytes)
        bytes->append(text.data() + at, digits);
      at += digits;
      return;
    }
    case 'N': {
      if (bytes)
        bytes->append(text.data() + begin, 2);
      if (!value)
        return;
      const size_t end = text.find('}', at);
      if (at >= text.size() || text[at] != '{' || end == llvm::StringRef::npos)
        return fail(begin, "`\\N` needs the name of a character in braces");
      const auto code = llvm::sys::unicode::nameToCodepointStrict(text.slice(at + 1, end).upper());
      if (!code)
        return fail(begin, "there is no character of this name");
      appendUtf8(static_cast<uint32_t>(*code), *value);
      if (bytes)
        bytes->append(text.data() + at, end + 1 - at);
      at = end + 1;
      return;
    }
    default:
      break;
    }
    if (c >= '0' && c <= '7') {
      uint32_t code = static_cast<uint32_t>(c - '0');
      for (int i = 0; i < 2 && at < text.size() && text[at] >= '0' && text[at] <= '7'; ++i)
        code = code << 3 | static_cast<uint32_t>(text[at++] - '0');
      return add(code);
    }
    // No escape: the backslash stays.
    both('\\');
    --at;
  }

  void add(uint32_t code) {
    if (value)
      appendUtf8(code, *value);
    if (bytes)
      *bytes += static_cast<char>(code);
  }
};

} // namespace

struct Builder::StringText {
  StringKind kind = StringKind::Plain;
  bool is_template = false;
  std::string value;
  std::string bytes;
};

Builder::StringText Builder::decodeString(const antlr4::Token *token) {
  const auto *bridge = static_cast<const BridgeToken *>(token);
  const llvm::StringRef literal = text(token);
  const Prefix prefix = readPrefix(literal);
  StringText result;
  result.kind = prefix.kind;
  llvm::StringRef body = literal.drop_front(prefix.length);
  if (body.size() >= prefix.quotes && !tokens_[bridge->index].has_error)
    body = body.drop_back(prefix.quotes);
  const bool is_bytes = prefix.kind == StringKind::Bytes || prefix.kind == StringKind::Char;
  EscapeReader reader;
  reader.text = body;
  reader.value = is_bytes ? nullptr : &result.value;
  reader.bytes = is_bytes || prefix.kind == StringKind::Plain ? &result.bytes : nullptr;
  const auto offset = [&](size_t at) {
    return bridge->begin + prefix.length + static_cast<uint32_t>(at);
  };
  bool has_foreign = false;
  while (reader.at < body.size()) {
    const char c = body[reader.at];
    if (c == '\\' && !prefix.is_raw) {
      reader.escape();
    } else if (c == '\\' && reader.at + 1 < body.size() && body[reader.at + 1] == '\\') {
      reader.copy(reader.at, reader.at + 2);
      reader.at += 2;
    } else if (c == '\\' && prefix.kind == StringKind::Unicode && lexed_.language_level == 2 &&
               reader.at + 1 < body.size() && (body[reader.at + 1] | 0x20) == 'u') {
      // `ur''` of Python 2: raw, but for \u.
      reader.escape();
    } else if (c == '\r') {
      reader.both('\n');
      reader.at += reader.at + 1 < body.size() && body[reader.at + 1] == '\n' ? 2 : 1;
    } else if (static_cast<unsigned char>(c) >= 0x80 && is_bytes) {
      size_t end = reader.at + 1;
      while (end < body.size() && (static_cast<unsigned char>(body[end]) & 0xC0) == 0x80)
        ++end;
      if (lexed_.language_level >= 3 && !has_foreign) {
        has_foreign = true;
        diagnostics_.report(Diag::InvalidLiteral, source_.span(offset(reader.at), offset(end)))
            .arg("a bytes literal can only hold ASCII characters")
            .note("other bytes are written as `\\x..`");
      }
      result.bytes += source_.fileBytes(offset(reader.at), offset(end)).str();
      reader.at = end;
    } else {
      size_t end = reader.at + 1;
      while (end < body.size() && body[end] != '\\' && body[end] != '\r' &&
             (!is_bytes || static_cast<unsigned char>(body[end]) < 0x80))
        ++end;
      reader.copy(reader.at, end);
      reader.at = end;
    }
  }
  if (!reader.problem.empty()) {
    const uint32_t at = offset(reader.problem_at);
    diagnostics_.report(Diag::InvalidLiteral, source_.span(at, at + 2)).arg(reader.problem);
  }
  if (prefix.kind == StringKind::Char && result.bytes.size() != 1 && reader.problem.empty())
    diagnostics_.report(Diag::InvalidLiteral, span(token))
        .arg("a character literal holds exactly one byte");
  return result;
}

Expr *Builder::makeText(std::string value, Span place) {
  auto *node = context_.make<StringLiteral>(place);
  node->value = context_.string(value);
  node->bytes_value = node->value;
  return node;
}

Expr *Builder::build(Grammar::StringsContext *context) {
  const Span place = span(context);
  bool has_format = false, has_template = false, has_bytes = false, has_text = false;
  StringKind kind = StringKind::Plain;
  Vec<Expr *> parts;
  std::string value, bytes;
  uint32_t chars = 0;
  for (auto *part : context->parts) {
    if (part->formatted) {
      const Prefix prefix = readPrefix(text(part->formatted->open));
      (prefix.is_template ? has_template : has_format) = true;
      Vec<Expr *> inner;
      buildFStringParts(part->formatted->parts, prefix.is_raw, prefix.is_template, inner);
      parts.append(inner.begin(), inner.end());
      continue;
    }
    StringText literal = decodeString(part->plain);
    const bool is_bytes = literal.kind == StringKind::Bytes || literal.kind == StringKind::Char;
    (is_bytes ? has_bytes : has_text) = true;
    chars += literal.kind == StringKind::Char;
    if (literal.kind != StringKind::Plain)
      kind = literal.kind;
    if (!is_bytes && context->parts.size() > 1)
      parts.push_back(makeText(literal.value, span(part)));
    value += literal.value;
    bytes += literal.bytes;
  }
  if (has_bytes && (has_text || has_format || has_template))
    error(place, "bytes and text literals cannot be joined");
  else if (has_template && (has_text || has_format))
    error(place, "a t-string can only be joined with t-strings");
  else if (chars && context->parts.size() > 1)
    error(place, "a character literal cannot be joined with others");
  if (has_format || has_template) {
    auto *node = context_.make<JoinedString>(place);
    node->parts = list(parts);
    node->is_template = has_template;
    return node;
  }
  auto *node = context_.make<StringLiteral>(place);
  node->string_kind = kind;
  const bool is_bytes = kind == StringKind::Bytes || kind == StringKind::Char;
  node->value = context_.string(is_bytes ? bytes : value);
  if (kind == StringKind::Plain)
    node->bytes_value = bytes == value ? node->value : context_.string(bytes);
  return node;
}

llvm::StringRef Builder::plainText(Grammar::StringsContext *context, llvm::StringRef what) {
  Expr *expression = build(context);
  if (auto *literal = llvm::dyn_cast<StringLiteral>(expression))
    return literal->value;
  error(expression->span, llvm::Twine(what) + " is a plain string, not an f-string");
  return {};
}

void Builder::buildFStringParts(const std::vector<Grammar::FstringPartContext *> &parts,
                                bool is_raw, bool is_template, Vec<Expr *> &out) {
  for (auto *part : parts) {
    if (part->text) {
      const auto *bridge = static_cast<const BridgeToken *>(part->text);
      const llvm::StringRef body = text(part->text);
      std::string value;
      EscapeReader reader;
      reader.text = body;
      reader.value = &value;
      while (reader.at < body.size()) {
        const char c = body[reader.at];
        if ((c == '{' || c == '}') && reader.at + 1 < body.size() && body[reader.at + 1] == c) {
          value += c;
          reader.at += 2;
        } else if (c == '\\' && !is_raw) {
          reader.escape();
        } else if (c == '\r') {
          value += '\n';
          reader.at += reader.at + 1 < body.size() && body[reader.at + 1] == '\n' ? 2 : 1;
        } else {
          value += c;
          ++reader.at;
        }
      }
      if (!reader.problem.empty()) {
        const uint32_t at = bridge->begin + static_cast<uint32_t>(reader.problem_at);
        diagnostics_.report(Diag::InvalidLiteral, source_.span(at, at + 2)).arg(reader.problem);
      }
      out.push_back(makeText(std::move(value), span(part->text)));
      continue;
    }
    auto *field = part->field;
    const auto *open = static_cast<const BridgeToken *>(field->open);
    const Span place = span(field);
    Expr *value = nullptr;
    if (field->yielding)
      value = buildYield(field->yielded, field->yielding);
    else if (field->values)
      value = build(field->values);
    if (value == nullptr) {
      // A broken field has been reported by the lexer.
      if (!tokens_[open->index].has_error)
        error(place, "an expression is missing between the braces");
      value = context_.make<ErrorExpr>(place);
    }
    auto *node = context_.make<FormattedValue>(place);
    node->value = value;
    const antlr4::Token *end = field->debug   ? field->debug
                               : field->bang  ? field->bang
                               : field->colon ? field->colon
                                              : field->close;
    const llvm::StringRef written =
        source_.text().slice(open->end, static_cast<const BridgeToken *>(end)->begin);
    node->source_text = context_.string(written.trim());
    if (field->debug) {
      const antlr4::Token *after = field->bang    ? field->bang
                                   : field->colon ? field->colon
                                                  : field->close;
      const uint32_t to = static_cast<const BridgeToken *>(after)->begin;
      out.push_back(
          makeText(source_.text().slice(open->end, to).str(), source_.span(open->end, to)));
      if (!field->bang && !field->colon)
        node->conversion = 'r';
    }
    if (field->bang) {
      const auto *bang = static_cast<const BridgeToken *>(field->bang);
      if (field->conversion == nullptr) {
        error(span(field->bang), "`!` needs a conversion: `!r`, `!s` or `!a`");
      } else {
        const llvm::StringRef word = text(field->conversion->start);
        const auto *name = static_cast<const BridgeToken *>(field->conversion->start);
        if (name->begin != bang->end)
          error(span(field->conversion), "the conversion must follow the `!` at once");
        else if (word != "r" && word != "s" && word != "a" && word != "d")
          error(span(field->conversion),
                "there is no conversion `!" + word + "`, only `!r`, `!s` and `!a`");
        node->conversion = word.front();
      }
    }
    if (field->colon) {
      Vec<Expr *> spec;
      buildFStringParts(field->spec, is_raw, is_template, spec);
      if (spec.size() == 1 && llvm::isa<StringLiteral>(spec[0])) {
        node->spec = spec[0];
      } else if (spec.empty()) {
        node->spec = makeText("", span(field->colon).after());
      } else {
        auto *joined = context_.make<JoinedString>(spec.front()->span.to(spec.back()->span));
        joined->parts = list(spec);
        node->spec = joined;
      }
    }
    out.push_back(node);
  }
}

} // namespace nogilc::parse
