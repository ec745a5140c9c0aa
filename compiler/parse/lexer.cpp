// See lexer.h. One pass over the bytes makes tokens; at the end of each logical line
// `KeywordResolver` (keywords.h) looks at its words again, now with their neighbours.
#include "parse/lexer.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FormatVariadic.h"
#include "parse/keywords.h"
#include "parse/unicode.h"

#include <array>

namespace nogilc::parse {
namespace {

/// The limits of CPython's tokenizer.
constexpr size_t kMostBrackets = 200;
constexpr size_t kMostIndents = 100;

enum CharClass : uint8_t {
  kIdentStart = 1,
  kIdentPart = 2,
  kDigit = 4,
};

constexpr std::array<uint8_t, 256> makeCharClasses() {
  std::array<uint8_t, 256> classes{};
  for (int c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    const bool digit = c >= '0' && c <= '9';
    classes[static_cast<size_t>(c)] = static_cast<uint8_t>((letter ? kIdentStart | kIdentPart : 0) |
                                                           (digit ? kDigit | kIdentPart : 0));
  }
  return classes;
}
constexpr std::array<uint8_t, 256> kClasses = makeCharClasses();

bool isOf(char c, uint8_t classes) {
  return (kClasses[static_cast<unsigned char>(c)] & classes) != 0;
}

struct StringPrefix {
  bool is_valid = false;
  bool is_format = false;
  bool is_raw = false;
};

StringPrefix classifyPrefix(llvm::StringRef prefix) {
  const std::string lower = prefix.lower();
  StringPrefix result;
  result.is_valid = llvm::StringSwitch<bool>(lower)
                        .Cases("", "r", "u", "b", "c", "f", "t", true)
                        .Cases("br", "rb", "ur", "ru", true)
                        .Cases("fr", "rf", "tr", "rt", true)
                        .Default(false);
  result.is_format = lower.find_first_of("ft") != std::string::npos;
  result.is_raw = lower.find('r') != std::string::npos;
  return result;
}

struct Bracket {
  char open;
  uint32_t at;
  uint32_t token;
};

struct IndentLevel {
  uint32_t column;     ///< tabs reach to the next multiple of 8
  uint32_t alt_column; ///< tabs count as one
  uint32_t token;      ///< of the Indent
};

class Lexer {
public:
  Lexer(const DecodedSource &source, const LexOptions &options, DiagnosticEngine &diagnostics)
      : source_(source), text_(source.text()), data_(text_.data()), size_(u32(text_.size())),
        diagnostics_(diagnostics), resolver_(text_, file_.tokens, options.is_python_file) {
    file_.language_level = options.language_level;
    pos_ = source.begin();
  }

  LexedFile run() {
    file_.tokens.reserve(size_ / 4 + 16);
    levels_.push_back({0, 0, 0});
    while (!stopped_ && lexLineStart())
      lexLogicalLine();
    endLine(size_);
    while (levels_.size() > 1)
      closeLevel(size_);
    push(TokenKind::EndOfFile, size_, size_);
    file_.is_cut = stopped_;
    return std::move(file_);
  }

private:
  static uint32_t u32(size_t value) { return static_cast<uint32_t>(value); }
  char at(uint32_t offset) const { return data_[offset]; } // a NUL stands behind the end
  char current() const { return data_[pos_]; }
  Span span(uint32_t begin, uint32_t end) const { return source_.span(begin, end); }

  Token &push(TokenKind kind, uint32_t begin, uint32_t end) {
    Token token;
    token.begin = begin;
    token.end = end;
    token.kind = kind;
    file_.tokens.push_back(token);
    return file_.tokens.back();
  }

  DiagnosticBuilder report(Diag id, uint32_t begin, uint32_t end) {
    error_in_line_ = true;
    return diagnostics_.report(id, span(begin, end));
  }

  // ---- lines ----

  /// Skips blank lines and comments, settles the indentation. False at the end of the file.
  bool lexLineStart() {
    for (;;) {
      uint32_t column = 0, alt_column = 0;
      for (;; ++pos_) {
        const char c = current();
        if (c == ' ') {
          ++column;
          ++alt_column;
        } else if (c == '\t') {
          column = (column / 8 + 1) * 8;
          ++alt_column;
        } else if (c == '\f') {
          column = alt_column = 0;
        } else {
          break;
        }
      }
      const char c = current();
      if (c == '#') {
        skipComment();
        continue;
      }
      if (c == '\n' || c == '\r') {
        skipNewline();
        continue;
      }
      if (c == '\\' && (at(pos_ + 1) == '\n' || at(pos_ + 1) == '\r')) {
        // A continued blank line: what follows keeps the indentation of this one.
        ++pos_;
        skipNewline();
        while (current() == ' ' || current() == '\t' || current() == '\f')
          ++pos_;
        if (current() == '\n' || current() == '\r' || current() == '#')
          continue;
      }
      if (pos_ >= size_)
        return false;
      settleIndentation(column, alt_column);
      return !stopped_;
    }
  }

  void settleIndentation(uint32_t column, uint32_t alt_column) {
    const IndentLevel &top = levels_.back();
    if (column == top.column) {
      if (alt_column != top.alt_column)
        reportTabs();
    } else if (column > top.column) {
      if (alt_column <= top.alt_column)
        reportTabs();
      if (levels_.size() > kMostIndents) {
        report(Diag::NestingTooDeep, pos_, pos_ + 1).arg("blocks").arg(uint64_t(kMostIndents));
        stopped_ = true;
        return;
      }
      levels_.push_back({column, alt_column, u32(file_.tokens.size())});
      push(TokenKind::Indent, pos_, pos_);
      resolver_.openBlock();
    } else {
      while (levels_.size() > 1 && column <= levels_[levels_.size() - 2].column)
        closeLevel(pos_);
      if (column != levels_.back().column) {
        report(Diag::InconsistentIndentation, lineBegin(pos_), pos_)
            .arg("this line is indented less than the block before it, but no outer block is "
                 "indented like it");
        // The block goes on at this depth: then only this line is wrong, and not what follows it.
        levels_.back().column = column;
        levels_.back().alt_column = alt_column;
      } else if (alt_column != levels_.back().alt_column)
        reportTabs();
    }
  }

  void reportTabs() {
    report(Diag::InconsistentIndentation, lineBegin(pos_), pos_)
        .arg("inconsistent use of tabs and spaces in the indentation");
  }

  uint32_t lineBegin(uint32_t offset) const {
    while (offset > 0 && data_[offset - 1] != '\n' && data_[offset - 1] != '\r')
      --offset;
    return offset;
  }

  void closeLevel(uint32_t offset) {
    file_.tokens[levels_.back().token].link = u32(file_.tokens.size());
    push(TokenKind::Dedent, offset, offset);
    levels_.pop_back();
    resolver_.closeBlock();
  }

  void lexLogicalLine() {
    line_first_ = u32(file_.tokens.size());
    in_line_ = true;
    while (in_line_ && !stopped_)
      lexToken();
    if (stopped_)
      endLine(pos_);
  }

  /// Ends the logical line, if one has begun.
  void endLine(uint32_t offset) {
    if (!in_line_)
      return;
    in_line_ = false;
    while (!brackets_.empty())
      reportUnclosed();
    push(TokenKind::Newline, offset, offset);
    if (error_in_line_) {
      for (uint32_t i = line_first_; i < file_.tokens.size(); ++i)
        file_.tokens[i].has_error = true;
      error_in_line_ = false;
    }
    if (file_.tokens[line_first_].kind != TokenKind::EndOfFile)
      resolver_.resolveLine(line_first_, pos_, file_.language_level);
    seen_code_ = true;
  }

  void reportUnclosed() {
    const Bracket open = brackets_.back();
    brackets_.pop_back();
    report(Diag::UnclosedBracket, open.at, open.at + 1).arg(llvm::StringRef(&open.open, 1));
    // One report for the outermost is enough, the others follow from the same mistake.
    while (!brackets_.empty())
      brackets_.pop_back();
  }

  void skipNewline() {
    if (current() == '\r')
      ++pos_;
    if (current() == '\n')
      ++pos_;
  }

  void skipComment() {
    const uint32_t begin = pos_;
    while (pos_ < size_ && current() != '\n' && current() != '\r')
      ++pos_;
    if (!seen_code_ && !in_line_)
      readDirectives(begin, pos_);
    readControl(begin, pos_);
  }

  /// `# nogilc: ...`, also behind another comment: `# type: ignore  # nogilc: ...`.
  void readControl(uint32_t begin, uint32_t end) {
    constexpr llvm::StringLiteral kWord = "nogilc:";
    const llvm::StringRef comment = text_.slice(begin, end);
    for (size_t word = comment.find(kWord); word != llvm::StringRef::npos;
         word = comment.find(kWord, word + 1)) {
      const llvm::StringRef before = comment.take_front(word).rtrim(" \t");
      if (!before.ends_with("#"))
        continue;
      const uint32_t hash = begin + u32(before.size()) - 1;
      uint32_t line = hash;
      while (line > 0 && at(line - 1) != '\n' && at(line - 1) != '\r')
        --line;
      const bool is_alone = text_.slice(line, begin).trim(" \t\f\xEF\xBB\xBF").empty();
      file_.control_comments.push_back({hash, begin + u32(word + kWord.size()), end, is_alone,
                                        !brackets_.empty() || field_depth_ != 0});
      return;
    }
  }

  // ---- directive comments ----

  void readDirectives(uint32_t begin, uint32_t end) {
    llvm::StringRef rest = text_.slice(begin, end);
    rest = rest.ltrim('#').ltrim(" \t");
    if (rest.consume_front("cython")) {
      rest = rest.ltrim(" \t");
      if (!rest.consume_front(":"))
        return;
      while (!rest.empty()) {
        auto [item, others] = rest.split(',');
        rest = others;
        if (addDirective(item, file_.cython_directives))
          applyLanguageLevel(file_.cython_directives.back());
      }
    } else if (rest.consume_front("distutils")) {
      rest = rest.ltrim(" \t");
      if (rest.consume_front(":"))
        addDirective(rest, file_.distutils_directives);
    }
  }

  bool addDirective(llvm::StringRef item, std::vector<CommentDirective> &directives) {
    const size_t equal = item.find('=');
    if (equal == llvm::StringRef::npos)
      return false;
    const llvm::StringRef key = item.take_front(equal).trim();
    const llvm::StringRef value = item.drop_front(equal + 1).trim();
    if (key.empty() || !llvm::all_of(key, [](char c) { return isOf(c, kIdentPart) || c == '.'; }))
      return false;
    const auto offset = [&](const char *at) { return u32(static_cast<size_t>(at - data_)); };
    directives.push_back(
        {offset(key.begin()), offset(key.end()), offset(value.begin()), offset(value.end())});
    return true;
  }

  void applyLanguageLevel(const CommentDirective &directive) {
    if (text_.slice(directive.key_begin, directive.key_end) != "language_level")
      return;
    const llvm::StringRef value =
        text_.slice(directive.value_begin, directive.value_end).trim("'\"");
    if (value == "2")
      file_.language_level = 2;
    else if (value == "3" || value == "3str")
      file_.language_level = 3;
  }

  // ---- tokens ----

  void lexToken() {
    const uint32_t begin = pos_;
    const char c = current();
    switch (c) {
    case ' ':
    case '\t':
    case '\f':
      ++pos_;
      return;
    case '#':
      skipComment();
      return;
    case '\n':
    case '\r':
      if (brackets_.empty() && field_depth_ == 0) {
        endLine(pos_);
        skipNewline();
      } else {
        skipNewline();
        checkForgottenBracket();
      }
      return;
    case '\\':
      ++pos_;
      if (current() == '\n' || current() == '\r') {
        skipNewline();
      } else {
        report(Diag::InvalidCharacter, begin, pos_)
            .arg("`\\`: only the end of a line can follow it here");
      }
      return;
    case '\'':
    case '"':
      lexString(begin);
      return;
    case '\0':
      if (pos_ >= size_) {
        endLine(pos_);
        return;
      }
      break;
    default:
      break;
    }
    if (isOf(c, kIdentStart)) {
      lexWord();
      return;
    }
    if (isOf(c, kDigit) || (c == '.' && isOf(at(pos_ + 1), kDigit))) {
      lexNumber();
      return;
    }
    lexPunctuation();
  }

  void lexWord() {
    const uint32_t begin = pos_;
    bool is_ascii = true;
    while (isOf(current(), kIdentPart)) {
      if (static_cast<unsigned char>(current()) >= 0x80) {
        unsigned length = 0;
        const uint32_t code = decodeUtf8(data_ + pos_, length);
        is_ascii = false;
        if (!(pos_ == begin ? isIdentifierStart(code) : isIdentifierPart(code))) {
          if (pos_ != begin)
            break;
          report(Diag::InvalidCharacter, pos_, pos_ + length)
              .arg(llvm::formatv("`{0}` (U+{1:X-4})", text_.substr(pos_, length), code).str());
          pos_ += length;
          return;
        }
        pos_ += length;
      } else {
        ++pos_;
      }
    }
    const char quote = current();
    if ((quote == '\'' || quote == '"') && pos_ - begin <= 3 && is_ascii &&
        text_.slice(begin, pos_).find_first_not_of("rRbBuUcCfFtT") == llvm::StringRef::npos) {
      lexString(begin);
      return;
    }
    const llvm::StringRef word = text_.slice(begin, pos_);
    const TokenKind kind = is_ascii ? resolver_.classify(word) : TokenKind::Name;
    // `is not` and `not in` are one operator each.
    if (!file_.tokens.empty()) {
      Token &last = file_.tokens.back();
      if ((kind == TokenKind::KwNot && last.kind == TokenKind::KwIs) ||
          (kind == TokenKind::KwIn && last.kind == TokenKind::KwNot)) {
        last.kind = kind == TokenKind::KwNot ? TokenKind::KwIsNot : TokenKind::KwNotIn;
        last.end = pos_;
        return;
      }
    }
    if (word == "operator" && resolver_.isDeclaration(line_first_) && lexOperatorName(begin))
      return;
    push(kind, begin, pos_);
  }

  /// The name of a C++ operator that is declared: `operator+(`, `operator[](`, `operator bool(`.
  bool lexOperatorName(uint32_t begin) {
    static constexpr const char *kOperators[] = {
        "()", "[]", "++", "--", "<<=", ">>=", "<<", ">>", "==", "!=", "<=", ">=",  "&&",
        "||", "+=", "-=", "*=", "/=",  "%=",  "&=", "|=", "^=", "->", "+",  "-",   "*",
        "/",  "%",  "~",  "|",  "&",   "^",   ",",  "<",  ">",  "!",  "=",  "bool"};
    const auto skip = [&](uint32_t offset) {
      while (at(offset) == ' ' || at(offset) == '\t')
        ++offset;
      return offset;
    };
    const uint32_t symbol = skip(pos_);
    for (const llvm::StringRef op : kOperators) {
      if (!text_.substr(symbol).starts_with(op))
        continue;
      // Parameters follow, or the parameters of a template.
      const char next = at(skip(symbol + u32(op.size())));
      if (next != '(' && next != '[')
        continue;
      pos_ = symbol + u32(op.size());
      push(TokenKind::OperatorName, begin, pos_);
      return true;
    }
    return false;
  }

  bool skipDigits(const char *digits) {
    const uint32_t begin = pos_;
    const llvm::StringRef allowed(digits);
    for (;;) {
      if (allowed.contains(current()) && current() != '\0')
        ++pos_;
      else if (current() == '_' && allowed.contains(at(pos_ + 1)) && at(pos_ + 1) != '\0')
        ++pos_;
      else
        break;
    }
    return pos_ > begin;
  }

  void lexNumber() {
    static constexpr const char *kDecimal = "0123456789";
    const uint32_t begin = pos_;
    TokenKind kind = TokenKind::Int;
    const char second = static_cast<char>(at(pos_ + 1) | 0x20);
    if (current() == '0' && (second == 'x' || second == 'o' || second == 'b')) {
      pos_ += 2;
      if (current() == '_')
        ++pos_;
      const char *digits = second == 'x'   ? "0123456789abcdefABCDEF"
                           : second == 'o' ? "01234567"
                                           : "01";
      if (!skipDigits(digits)) {
        report(Diag::InvalidLiteral, begin, pos_)
            .arg(second == 'x'   ? "a hexadecimal number needs digits after `0x`"
                 : second == 'o' ? "an octal number needs digits after `0o`"
                                 : "a binary number needs digits after `0b`");
        skipWordCharacters();
      } else if (isOf(current(), kDigit)) {
        report(Diag::InvalidLiteral, pos_, pos_ + 1)
            .arg(llvm::formatv("`{0}` is no digit of {1} number", current(),
                               second == 'o' ? "an octal" : "a binary")
                     .str());
        skipDigits(kDecimal);
      }
    } else {
      skipDigits(kDecimal);
      if (current() == '.') {
        kind = TokenKind::Float;
        ++pos_;
        if (isOf(current(), kDigit))
          skipDigits(kDecimal);
      }
      if ((current() | 0x20) == 'e') {
        const uint32_t sign = at(pos_ + 1) == '+' || at(pos_ + 1) == '-' ? 1 : 0;
        if (isOf(at(pos_ + 1 + sign), kDigit)) {
          kind = TokenKind::Float;
          pos_ += 1 + sign;
          skipDigits(kDecimal);
        }
      }
    }
    if ((current() | 0x20) == 'j') {
      kind = TokenKind::Imaginary;
      ++pos_;
    } else if (kind == TokenKind::Int) {
      while ((current() | 0x20) == 'u' || (current() | 0x20) == 'l')
        ++pos_;
    }
    checkNumberEnd(begin);
    push(kind, begin, pos_);
  }

  void skipWordCharacters() {
    while (isOf(current(), kIdentPart))
      ++pos_;
  }

  /// `1if x` is a number and a word; `1abc` is neither.
  void checkNumberEnd(uint32_t begin) {
    if (!isOf(current(), kIdentPart))
      return;
    uint32_t end = pos_;
    while (isOf(at(end), kIdentPart))
      ++end;
    const bool is_operator = llvm::StringSwitch<bool>(text_.slice(pos_, end))
                                 .Cases("and", "else", "for", "if", "in", "is", "not", "or", true)
                                 .Cases("by", "from", "as", "except", "import", "nogil", true)
                                 .Default(false);
    if (is_operator)
      return;
    report(Diag::InvalidLiteral, begin, end)
        .arg(llvm::formatv("`{0}` is not a number, and a name cannot begin with a digit",
                           text_.slice(begin, end))
                 .str());
    pos_ = end;
  }

  void punctuation(TokenKind kind, uint32_t length) {
    push(kind, pos_, pos_ + length);
    pos_ += length;
  }

  /// An operator that `=` can follow as an assignment.
  void operatorOrAssign(TokenKind kind, uint32_t length) {
    if (at(pos_ + length) == '=')
      punctuation(TokenKind::AugAssign, length + 1);
    else
      punctuation(kind, length);
  }

  void lexPunctuation() {
    const char c = current(), next = at(pos_ + 1);
    switch (c) {
    case '(':
      return open(TokenKind::LParen);
    case '[':
      return open(TokenKind::LBracket);
    case '{':
      return open(TokenKind::LBrace);
    case ')':
      return close(TokenKind::RParen, '(');
    case ']':
      return close(TokenKind::RBracket, '[');
    case '}':
      return close(TokenKind::RBrace, '{');
    case ',':
      return punctuation(TokenKind::Comma, 1);
    case ':':
      return next == '=' ? punctuation(TokenKind::ColonEqual, 2) : punctuation(TokenKind::Colon, 1);
    case ';':
      return punctuation(TokenKind::Semicolon, 1);
    case '.':
      if (next == '.' && at(pos_ + 2) == '.')
        return punctuation(TokenKind::Ellipsis, 3);
      return punctuation(TokenKind::Dot, 1);
    case '`':
      return punctuation(TokenKind::Backquote, 1);
    case '?':
      return punctuation(TokenKind::Question, 1);
    case '~':
      return punctuation(TokenKind::Tilde, 1);
    case '+':
      if (!file_.tokens.empty() && file_.tokens.back().kind == TokenKind::KwExcept)
        return punctuation(TokenKind::ExceptPlus, 1);
      return operatorOrAssign(TokenKind::Plus, 1);
    case '-':
      return next == '>' ? punctuation(TokenKind::Arrow, 2) : operatorOrAssign(TokenKind::Minus, 1);
    case '*':
      return next == '*' ? operatorOrAssign(TokenKind::StarStar, 2)
                         : operatorOrAssign(TokenKind::Star, 1);
    case '/':
      return next == '/' ? operatorOrAssign(TokenKind::SlashSlash, 2)
                         : operatorOrAssign(TokenKind::Slash, 1);
    case '%':
      return operatorOrAssign(TokenKind::Percent, 1);
    case '@':
      return operatorOrAssign(TokenKind::At, 1);
    case '^':
      return operatorOrAssign(TokenKind::Caret, 1);
    case '|':
      if (next == '|')
        break;
      return operatorOrAssign(TokenKind::Pipe, 1);
    case '&':
      return next == '&' ? punctuation(TokenKind::AmpAmp, 2) : operatorOrAssign(TokenKind::Amp, 1);
    case '=':
      return next == '=' ? punctuation(TokenKind::EqualEqual, 2) : punctuation(TokenKind::Equal, 1);
    case '<':
      if (next == '<')
        return operatorOrAssign(TokenKind::LessLess, 2);
      if (next == '>')
        return punctuation(TokenKind::NotEqual, 2);
      return next == '=' ? punctuation(TokenKind::LessEqual, 2) : punctuation(TokenKind::Less, 1);
    case '>':
      if (next == '>')
        return operatorOrAssign(TokenKind::GreaterGreater, 2);
      return next == '=' ? punctuation(TokenKind::GreaterEqual, 2)
                         : punctuation(TokenKind::Greater, 1);
    case '!':
      if (next == '=')
        return punctuation(TokenKind::NotEqual, 2);
      break;
    default:
      break;
    }
    if (c == '|') {
      report(Diag::SyntaxError, pos_, pos_ + 2).arg("`||` is written `or`");
      push(TokenKind::KwOr, pos_, pos_ + 2);
      pos_ += 2;
      return;
    }
    report(Diag::InvalidCharacter, pos_, pos_ + 1)
        .arg(llvm::isPrint(c) ? llvm::formatv("`{0}`", c).str()
                              : llvm::formatv("U+{0:X-4}", static_cast<unsigned>(c)).str());
    ++pos_;
  }

  // ---- brackets ----

  void open(TokenKind kind) {
    if (brackets_.size() >= kMostBrackets) {
      report(Diag::NestingTooDeep, pos_, pos_ + 1).arg("brackets").arg(uint64_t(kMostBrackets));
      brackets_.clear();
      stopped_ = true;
      return;
    }
    brackets_.push_back({current(), pos_, u32(file_.tokens.size())});
    punctuation(kind, 1);
  }

  void close(TokenKind kind, char opener) {
    if (brackets_.empty() || (field_depth_ != 0 && brackets_.size() == field_base_)) {
      report(Diag::UnmatchedBracket, pos_, pos_ + 1).arg(llvm::StringRef(data_ + pos_, 1));
      ++pos_;
      return;
    }
    const Bracket top = brackets_.back();
    if (top.open != opener) {
      report(Diag::UnmatchedBracket, pos_, pos_ + 1)
          .arg(llvm::StringRef(data_ + pos_, 1))
          .label(span(top.at, top.at + 1), "this is what is open");
      kind = top.open == '('   ? TokenKind::RParen
             : top.open == '[' ? TokenKind::RBracket
                               : TokenKind::RBrace;
    }
    brackets_.pop_back();
    punctuation(kind, 1);
  }

  /// At the begin of a line inside brackets: a word that can only begin a statement shows that the
  /// bracket was meant to be closed before. Then the rest of the file can still be read.
  void checkForgottenBracket() {
    if (field_depth_ != 0 || brackets_.empty())
      return;
    uint32_t word = pos_;
    while (at(word) == ' ' || at(word) == '\t')
      ++word;
    uint32_t end = word;
    while (isOf(at(end), kIdentPart))
      ++end;
    if (end == word || (at(end) != ' ' && at(end) != '\n' && at(end) != '\r' && at(end) != '\t'))
      return;
    const TokenKind kind = resolver_.classify(text_.slice(word, end));
    switch (kind) {
    case TokenKind::KwDef:
    case TokenKind::KwClass:
    case TokenKind::KwCdef:
    case TokenKind::KwCpdef:
    case TokenKind::KwCtypedef:
    case TokenKind::KwReturn:
    case TokenKind::KwWhile:
    case TokenKind::KwRaise:
    case TokenKind::KwPass:
    case TokenKind::KwImport:
    case TokenKind::KwBreak:
    case TokenKind::KwContinue:
    case TokenKind::KwGlobal:
    case TokenKind::KwNonlocal:
    case TokenKind::KwDel:
    case TokenKind::KwAssert:
    case TokenKind::KwWith:
      endLine(lineBegin(pos_) == pos_ ? pos_ - 1 : pos_);
      return;
    default:
      return;
    }
  }

  // ---- strings ----

  void lexString(uint32_t begin) {
    const StringPrefix prefix = classifyPrefix(text_.slice(begin, pos_));
    if (!prefix.is_valid)
      report(Diag::InvalidLiteral, begin, pos_)
          .arg(llvm::formatv("there is no string prefix `{0}`", text_.slice(begin, pos_)).str());
    const char quote = current();
    const bool is_triple = at(pos_ + 1) == quote && at(pos_ + 2) == quote;
    const uint32_t quotes = is_triple ? 3 : 1;
    pos_ += quotes;
    if (prefix.is_format && prefix.is_valid) {
      lexFormatString(begin, quote, is_triple);
      return;
    }
    for (;;) {
      const char c = current();
      if (c == quote && (!is_triple || (at(pos_ + 1) == quote && at(pos_ + 2) == quote))) {
        pos_ += quotes;
        break;
      }
      if (c == '\\' && pos_ + 1 < size_) {
        pos_ += at(pos_ + 1) == '\r' && at(pos_ + 2) == '\n' ? 3 : 2;
        continue;
      }
      if (pos_ >= size_ || (!is_triple && (c == '\n' || c == '\r'))) {
        report(Diag::UnclosedString, begin, begin + quotes);
        break;
      }
      ++pos_;
    }
    push(TokenKind::String, begin, pos_);
  }

  void lexFormatString(uint32_t begin, char quote, bool is_triple) {
    if (++string_depth_ > kMostBrackets) {
      report(Diag::NestingTooDeep, begin, begin + 1).arg("strings").arg(uint64_t(kMostBrackets));
      stopped_ = true;
      --string_depth_;
      return;
    }
    push(TokenKind::FStringStart, begin, pos_);
    if (lexFormatText(begin, quote, is_triple, /*in_spec=*/false)) {
      const uint32_t quotes = is_triple ? 3 : 1;
      push(TokenKind::FStringEnd, pos_, pos_ + quotes);
      pos_ += quotes;
    } else {
      push(TokenKind::FStringEnd, pos_, pos_);
    }
    --string_depth_;
  }

  bool isClosing(char quote, bool is_triple) const {
    return current() == quote && (!is_triple || (at(pos_ + 1) == quote && at(pos_ + 2) == quote));
  }

  /// Text and fields up to the closing quotes (or, in a format specification, up to `}`), which
  /// stay. False after a report of a string that is never closed.
  bool lexFormatText(uint32_t string_begin, char quote, bool is_triple, bool in_spec) {
    const bool is_raw =
        text_.slice(string_begin, string_begin + 2).find_first_of("rR") != llvm::StringRef::npos;
    uint32_t middle = pos_;
    const auto flush = [&](uint32_t end) {
      if (end > middle)
        push(TokenKind::FStringMiddle, middle, end);
    };
    for (;;) {
      const char c = current();
      if (pos_ >= size_ || (!is_triple && (c == '\n' || c == '\r'))) {
        flush(pos_);
        report(Diag::UnclosedString, string_begin, string_begin + 1);
        return false;
      }
      if (isClosing(quote, is_triple)) {
        flush(pos_);
        if (in_spec) {
          report(Diag::UnclosedBracket, pos_, pos_ + 1).arg("{");
          return false;
        }
        return true;
      }
      if (c == '\\') {
        // `\N{...}` holds no field; a raw string has no escapes, but a quote after `\` is text.
        if (!is_raw && at(pos_ + 1) == 'N' && at(pos_ + 2) == '{') {
          while (pos_ < size_ && current() != '}' && current() != quote && current() != '\n')
            ++pos_;
          if (current() == '}')
            ++pos_;
          continue;
        }
        const char next = at(pos_ + 1);
        if (next == '{' || next == '}') {
          ++pos_;
          continue;
        }
        if (pos_ + 1 < size_)
          pos_ += next == '\r' && at(pos_ + 2) == '\n' ? 3 : 2;
        else
          ++pos_;
        continue;
      }
      if (c == '{') {
        if (at(pos_ + 1) == '{' && !in_spec) {
          pos_ += 2;
          continue;
        }
        flush(pos_);
        if (!lexField(string_begin, quote, is_triple))
          return false;
        middle = pos_;
        continue;
      }
      if (c == '}') {
        if (in_spec) {
          flush(pos_);
          return true;
        }
        if (at(pos_ + 1) != '}')
          report(Diag::UnmatchedBracket, pos_, pos_ + 1)
              .arg("}")
              .note("a `}` in the text of the string is written `}}`");
        else
          ++pos_;
        ++pos_;
        continue;
      }
      ++pos_;
    }
  }

  /// `{ expression = ! r : spec }`.
  bool lexField(uint32_t string_begin, char quote, bool is_triple) {
    const uint32_t open_at = pos_;
    push(TokenKind::FieldOpen, pos_, pos_ + 1);
    ++pos_;
    if (++field_nesting_ > kMostBrackets) {
      report(Diag::NestingTooDeep, open_at, open_at + 1)
          .arg("strings")
          .arg(uint64_t(kMostBrackets));
      stopped_ = true;
      return false;
    }
    const size_t outer_base = field_base_;
    field_base_ = brackets_.size();
    ++field_depth_;
    uint32_t lambdas = 0;
    bool is_closed = false, failed = false;
    while (!failed && !is_closed && !stopped_) {
      const char c = current();
      const bool is_top = brackets_.size() == field_base_;
      if (pos_ >= size_ || (is_top && isClosing(quote, is_triple) && !isInnerString(quote))) {
        failed = true;
        break;
      }
      if (!is_triple && (c == '\n' || c == '\r') && !fieldGoesOn()) {
        failed = true;
        break;
      }
      if (is_top && c == '}') {
        is_closed = true;
        break;
      }
      if (is_top && c == '!' && at(pos_ + 1) != '=') {
        punctuation(TokenKind::FieldBang, 1);
        continue;
      }
      if (is_top && c == ':' && lambdas == 0) {
        punctuation(TokenKind::FieldColon, 1);
        brackets_.resize(field_base_);
        --field_depth_;
        const bool ended = lexFormatText(string_begin, quote, is_triple, /*in_spec=*/true);
        ++field_depth_;
        if (!ended) {
          leaveField(outer_base);
          return false;
        }
        is_closed = true;
        break;
      }
      if (is_top && c == '=' && at(pos_ + 1) != '=') {
        const uint32_t after = skipBlank(pos_ + 1);
        if (at(after) == '}' || at(after) == ':' || (at(after) == '!' && at(after + 1) != '=')) {
          punctuation(TokenKind::FieldEqual, 1);
          continue;
        }
      }
      const size_t before = file_.tokens.size();
      lexToken();
      if (file_.tokens.size() > before && brackets_.size() == field_base_) {
        const TokenKind kind = file_.tokens.back().kind;
        if (kind == TokenKind::KwLambda)
          ++lambdas;
        else if (kind == TokenKind::Colon && lambdas > 0)
          --lambdas;
      }
    }
    if (stopped_) {
      leaveField(outer_base);
      return false;
    }
    if (failed) {
      if (brackets_.size() > field_base_) {
        const Bracket bracket = brackets_.back();
        report(Diag::UnclosedBracket, bracket.at, bracket.at + 1)
            .arg(llvm::StringRef(&bracket.open, 1));
      } else {
        report(Diag::UnclosedBracket, open_at, open_at + 1).arg("{");
      }
      leaveField(outer_base);
      push(TokenKind::FieldClose, pos_, pos_);
      // The string itself may still end here.
      if (isClosing(quote, is_triple))
        return true;
      return false;
    }
    push(TokenKind::FieldClose, pos_, pos_ + 1);
    ++pos_;
    leaveField(outer_base);
    return true;
  }

  /// Behind spaces, line ends and comments.
  uint32_t skipBlank(uint32_t offset) const {
    for (;; ++offset) {
      const char c = at(offset);
      if (c == '#')
        while (offset + 1 < size_ && at(offset + 1) != '\n' && at(offset + 1) != '\r')
          ++offset;
      else if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f')
        return offset;
    }
  }

  void leaveField(size_t outer_base) {
    if (brackets_.size() > field_base_)
      brackets_.resize(field_base_);
    field_base_ = outer_base;
    --field_depth_;
    --field_nesting_;
  }

  /// Since PEP 701 a field may hold strings with the quotes of the string around it. A quote begins
  /// such a string where an operand is due, and ends the outer string where none is.
  bool isInnerString(char) const {
    const TokenKind before = file_.tokens.back().kind;
    switch (before) {
    case TokenKind::FieldOpen:
    case TokenKind::Comma:
    case TokenKind::Plus:
    case TokenKind::Percent:
    case TokenKind::Star:
    case TokenKind::Equal:
    case TokenKind::EqualEqual:
    case TokenKind::NotEqual:
    case TokenKind::KwIn:
    case TokenKind::KwNotIn:
    case TokenKind::KwIf:
    case TokenKind::KwElse:
    case TokenKind::KwOr:
    case TokenKind::KwAnd:
    case TokenKind::KwNot:
      return hasLaterQuote();
    default:
      return false;
    }
  }

  /// Whether the quote at hand is followed by another one and a `}` on its line.
  bool hasLaterQuote() const {
    const char quote = current();
    uint32_t i = pos_ + 1;
    for (; i < size_ && at(i) != '\n'; ++i)
      if (at(i) == quote)
        break;
    if (at(i) != quote)
      return false;
    for (; i < size_ && at(i) != '\n'; ++i)
      if (at(i) == '}')
        return true;
    return false;
  }

  /// A line may end inside a field of a one-line string (PEP 701) if the field is closed later.
  bool fieldGoesOn() const {
    for (uint32_t i = pos_; i < size_ && i < pos_ + 2000; ++i)
      if (at(i) == '}')
        return true;
    return false;
  }

  const DecodedSource &source_;
  llvm::StringRef text_;
  const char *data_;
  uint32_t size_;
  DiagnosticEngine &diagnostics_;
  LexedFile file_;
  KeywordResolver resolver_;

  uint32_t pos_ = 0;
  uint32_t line_first_ = 0; ///< index of the first token of the logical line
  bool in_line_ = false;
  bool error_in_line_ = false;
  bool seen_code_ = false;
  bool stopped_ = false; ///< a limit was passed: nothing more is read
  std::vector<IndentLevel> levels_;
  std::vector<Bracket> brackets_;
  uint32_t field_depth_ = 0;   ///< replacement fields of f-strings around this place
  uint32_t field_nesting_ = 0; ///< the same, specifications included
  size_t field_base_ = 0;      ///< brackets that were open at the begin of the field
  uint32_t string_depth_ = 0;
};

} // namespace

LexedFile lex(const DecodedSource &source, const LexOptions &options,
              DiagnosticEngine &diagnostics) {
  return Lexer(source, options, diagnostics).run();
}

} // namespace nogilc::parse
