// See keywords.h. The rule of each word stands beside it in grammar/tokens.def.
#include "parse/keywords.h"

#include "llvm/ADT/StringExtras.h"

#include <array>

namespace nogilc::parse {
namespace {

constexpr bool inRange(TokenKind kind, TokenKind first, TokenKind last) {
  return kind >= first && kind <= last;
}

/// Contextual words of Python.
bool isSoftPython(TokenKind kind) { return inRange(kind, TokenKind::KwAsync, TokenKind::KwType); }
/// Words that only Cython knows, reserved or not.
bool isCython(TokenKind kind) {
  return inRange(kind, TokenKind::KwCdef, TokenKind::CallingConvention);
}
bool isSoftCython(TokenKind kind) {
  return inRange(kind, TokenKind::KwApi, TokenKind::CallingConvention);
}

/// Can be a name, if nothing speaks against it.
bool isWord(TokenKind kind) {
  return kind == TokenKind::Name || kind == TokenKind::CSign || kind == TokenKind::CBasic ||
         kind == TokenKind::OperatorName || isSoftPython(kind) || isSoftCython(kind);
}

/// An operand can end with it.
bool endsOperand(TokenKind kind) {
  switch (kind) {
  case TokenKind::Int:
  case TokenKind::Float:
  case TokenKind::Imaginary:
  case TokenKind::String:
  case TokenKind::FStringEnd:
  case TokenKind::RParen:
  case TokenKind::RBracket:
  case TokenKind::RBrace:
  case TokenKind::Ellipsis:
  case TokenKind::KwNone:
  case TokenKind::KwTrue:
  case TokenKind::KwFalse:
  case TokenKind::PointerStar:
  case TokenKind::BackquoteEnd:
    return true;
  default:
    return isWord(kind);
  }
}

/// Never follows a word that begins a statement as a keyword.
bool continuesExpression(TokenKind kind) {
  switch (kind) {
  case TokenKind::Equal:
  case TokenKind::AugAssign:
  case TokenKind::Dot:
  case TokenKind::Comma:
  case TokenKind::Colon:
  case TokenKind::ColonEqual:
  case TokenKind::RParen:
  case TokenKind::RBracket:
    return true;
  default:
    return false;
  }
}

struct WordRow {
  const char *text;
  TokenKind kind;
};

constexpr WordRow kWords[] = {
#define NOGILC_TOKEN(kind, spelling) {spelling, TokenKind::kind},
#include "../grammar/tokens.def"
    {"short", TokenKind::CSign},
    {"long", TokenKind::CSign},
    {"signed", TokenKind::CSign},
    {"unsigned", TokenKind::CSign},
    {"void", TokenKind::CBasic},
    {"char", TokenKind::CBasic},
    {"int", TokenKind::CBasic},
    {"float", TokenKind::CBasic},
    {"double", TokenKind::CBasic},
    {"__stdcall", TokenKind::CallingConvention},
    {"__cdecl", TokenKind::CallingConvention},
    {"__fastcall", TokenKind::CallingConvention},
};

/// A hash table of the words, made by the compiler: no start-up cost.
class WordTable {
public:
  constexpr WordTable() {
    for (const WordRow &row : kWords) {
      if (!isLetter(row.text[0]))
        continue;
      size_t length = 0;
      while (row.text[length] != '\0')
        ++length;
      size_t slot = hash(row.text, length);
      while (slots_[slot].length != 0)
        slot = (slot + 1) % kSize;
      slots_[slot] = {row.text, static_cast<uint8_t>(length), row.kind};
    }
  }

  TokenKind find(llvm::StringRef word) const {
    if (word.size() > kLongest)
      return TokenKind::Name;
    for (size_t slot = hash(word.data(), word.size()); slots_[slot].length != 0;
         slot = (slot + 1) % kSize)
      if (slots_[slot].length == word.size() &&
          std::char_traits<char>::compare(slots_[slot].text, word.data(), word.size()) == 0)
        return slots_[slot].kind;
    return TokenKind::Name;
  }

private:
  static constexpr size_t kSize = 512;
  static constexpr size_t kLongest = 10;
  struct Slot {
    const char *text = nullptr;
    uint8_t length = 0;
    TokenKind kind = TokenKind::Name;
  };

  static constexpr bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
  static constexpr size_t hash(const char *text, size_t length) {
    const auto byte = [&](size_t i) {
      return static_cast<size_t>(static_cast<unsigned char>(text[i]));
    };
    return (byte(0) * 31 + byte(length - 1) * 7 + byte(length / 2) * 131 + length * 17) % kSize;
  }

  std::array<Slot, kSize> slots_{};
};

constexpr WordTable kWordTable;

} // namespace

/// What has been seen of a logical line up to the word at hand.
struct KeywordResolver::Line {
  uint32_t first = 0;
  uint32_t end = 0; ///< index of the Newline
  uint32_t next_offset = 0;
  uint8_t language_level = 3;
  bool is_declaration = false;  ///< declares C things
  bool in_head = false;         ///< only words of a declaration's head have been seen
  bool begins_statement = true; ///< the next token begins a statement
  bool seen_paren = false; ///< a `)` outside of brackets, or `except`, or a head that takes nogil
  bool seen_for = false;   ///< `by` can follow
  bool is_async = false;
  int depth = 0;
  int lambdas = 0;
  bool has_suite = false; ///< the line is the head of a block, and its `:` has not come yet
};

KeywordResolver::KeywordResolver(llvm::StringRef text, TokenList &tokens, bool is_python_file)
    : text_(text), tokens_(tokens), is_python_file_(is_python_file) {
  blocks_.push_back({});
}

TokenKind KeywordResolver::classify(llvm::StringRef word) const {
  const TokenKind kind = kWordTable.find(word);
  if (is_python_file_ && (isCython(kind) || kind == TokenKind::CSign || kind == TokenKind::CBasic))
    return TokenKind::Name;
  return kind;
}

void KeywordResolver::openBlock() {
  blocks_.push_back(pending_);
  pending_ = {BlockKind::Plain, blocks_.back().is_async};
}

void KeywordResolver::closeBlock() {
  if (blocks_.size() > 1)
    blocks_.pop_back();
  pending_ = {BlockKind::Plain, blocks_.back().is_async};
}

bool KeywordResolver::isDeclaration(uint32_t first) const {
  if (is_python_file_)
    return false;
  const TokenKind kind = kindAt(first);
  return kind == TokenKind::KwCdef || kind == TokenKind::KwCpdef || kind == TokenKind::KwCtypedef ||
         blocks_.back().kind == BlockKind::Declarations;
}

/// Whether the text from `offset` on begins, after blank lines and comments, with the word `case`.
bool KeywordResolver::followsWithCase(uint32_t offset) const {
  llvm::StringRef rest = text_.drop_front(offset);
  for (;;) {
    rest = rest.ltrim(" \t\f\r\n");
    if (!rest.starts_with("#"))
      break;
    rest = rest.drop_while([](char c) { return c != '\n' && c != '\r'; });
  }
  return rest.consume_front("case") && !rest.empty() && !llvm::isAlnum(rest.front()) &&
         rest.front() != '_';
}

bool KeywordResolver::isConstKeyword(const Line &line, uint32_t index) const {
  const TokenKind next = kindAt(index + 1);
  const TokenKind prev = index > line.first ? kindAt(index - 1) : TokenKind::Newline;
  if (isWord(next))
    return true;
  if (next == TokenKind::LParen)
    return line.is_declaration &&
           (line.in_head || prev == TokenKind::LParen || prev == TokenKind::Comma);
  if (prev == TokenKind::Star || prev == TokenKind::StarStar || prev == TokenKind::PointerStar)
    return (line.is_declaration || kindAt(line.first) == TokenKind::KwDef ||
            isInCast(line, index)) &&
           (next == TokenKind::RParen || next == TokenKind::Comma || next == TokenKind::Greater ||
            next == TokenKind::Star || next == TokenKind::StarStar || next == TokenKind::LBracket);
  return line.is_declaration &&
         (prev == TokenKind::RParen || prev == TokenKind::KwNoexcept || prev == TokenKind::KwNogil);
}

/// Whether nothing but a type stands between the word and a `<` that begins a cast.
bool KeywordResolver::isInCast(const Line &line, uint32_t index) const {
  for (uint32_t i = index; i-- > line.first;) {
    const TokenKind kind = kindAt(i);
    if (kind == TokenKind::Less)
      return i == line.first || !endsOperand(kindAt(i - 1));
    const bool is_type = isWord(kind) || kind == TokenKind::Dot || kind == TokenKind::Star ||
                         kind == TokenKind::StarStar || kind == TokenKind::PointerStar ||
                         kind == TokenKind::KwConst || kind == TokenKind::KwVolatile;
    if (!is_type)
      return false;
  }
  return false;
}

bool KeywordResolver::isNogilKeyword(const Line &line, uint32_t index) const {
  const TokenKind next = kindAt(index + 1);
  const TokenKind prev = index > line.first ? kindAt(index - 1) : TokenKind::Newline;
  if (line.in_head)
    return next == TokenKind::Colon || next == TokenKind::KwClass;
  if (prev == TokenKind::RParen)
    return true;
  if (!line.seen_paren)
    return false;
  if (endsOperand(prev) || prev == TokenKind::KwNoexcept || prev == TokenKind::ExceptPlus)
    return true;
  // `except * nogil`, `except +* nogil`, `extern from * nogil`
  if (prev == TokenKind::Star && index >= line.first + 2) {
    const TokenKind before = kindAt(index - 2);
    return before == TokenKind::KwExcept || before == TokenKind::ExceptPlus ||
           before == TokenKind::KwFrom;
  }
  return false;
}

bool KeywordResolver::isKeyword(const Line &line, uint32_t index) const {
  const TokenKind next = kindAt(index + 1);
  const TokenKind prev = index > line.first ? kindAt(index - 1) : TokenKind::Newline;
  const bool begins = line.begins_statement;
  switch (tokens_[index].kind) {
  case TokenKind::KwAsync:
    return next == TokenKind::KwDef || next == TokenKind::KwFor || next == TokenKind::KwWith;
  case TokenKind::KwAwait:
    switch (next) {
    case TokenKind::LParen:
    case TokenKind::LBracket:
    case TokenKind::LBrace:
      return line.is_async;
    case TokenKind::Int:
    case TokenKind::Float:
    case TokenKind::String:
    case TokenKind::FStringStart:
    case TokenKind::KwNone:
    case TokenKind::KwTrue:
    case TokenKind::KwFalse:
      return true;
    case TokenKind::Newline:
    case TokenKind::RParen:
      return line.is_async;
    default:
      return isWord(next);
    }
  case TokenKind::KwCase:
    return index == line.first && blocks_.back().kind == BlockKind::Match;
  case TokenKind::KwPrint:
    return begins && line.language_level == 2 && !has_print_function_ && !continuesExpression(next);
  case TokenKind::KwExec:
    return begins && line.language_level == 2 && !continuesExpression(next);
  case TokenKind::KwLazy:
    return begins && (next == TokenKind::KwImport || next == TokenKind::KwFrom ||
                      next == TokenKind::KwCimport);
  case TokenKind::KwMatch:
    return index == line.first && !continuesExpression(next) && next != TokenKind::Newline &&
           line.end > line.first + 2 && kindAt(line.end - 1) == TokenKind::Colon &&
           followsWithCase(line.next_offset);
  case TokenKind::KwType:
    // In a block of declarations it is the C type of a variable.
    return begins && blocks_.back().kind != BlockKind::Declarations && isWord(next) &&
           (kindAt(index + 2) == TokenKind::Equal || kindAt(index + 2) == TokenKind::LBracket);

  case TokenKind::KwApi:
  case TokenKind::KwExtern:
  case TokenKind::KwInline:
  case TokenKind::KwPublic:
  case TokenKind::KwReadonly:
    return line.in_head && next != TokenKind::Newline && next != TokenKind::Semicolon &&
           (!continuesExpression(next) || (next == TokenKind::Colon && index > line.first));
  case TokenKind::KwPacked:
    return line.in_head && next == TokenKind::KwStruct;
  case TokenKind::KwStruct:
  case TokenKind::KwUnion:
  case TokenKind::KwFused:
  case TokenKind::KwCppclass:
    return line.in_head && isWord(next);
  case TokenKind::KwEnum:
    return line.in_head &&
           (isWord(next) || next == TokenKind::Colon || next == TokenKind::KwClass ||
            next == TokenKind::String || next == TokenKind::LParen);
  case TokenKind::KwBy:
    return endsOperand(prev) && line.seen_for;
  case TokenKind::KwComplex:
    return prev == TokenKind::CBasic || prev == TokenKind::CSign;
  case TokenKind::KwConst:
  case TokenKind::KwVolatile:
    return isConstKeyword(line, index);
  case TokenKind::KwRestrict:
    return prev == TokenKind::Star || prev == TokenKind::StarStar || prev == TokenKind::KwConst ||
           prev == TokenKind::KwVolatile;
  case TokenKind::KwCompileDef:
    return begins && isWord(next) && kindAt(index + 2) == TokenKind::Equal;
  case TokenKind::KwCompileIf:
  case TokenKind::KwCompileElif:
    return index == line.first && !continuesExpression(next) && next != TokenKind::Newline;
  case TokenKind::KwCompileElse:
    return index == line.first && next == TokenKind::Colon;
  case TokenKind::KwInclude:
    return begins && next == TokenKind::String;
  case TokenKind::KwNamespace:
    return (prev == TokenKind::String || prev == TokenKind::Star) && next == TokenKind::String;
  case TokenKind::KwNew:
    return isWord(next) && !endsOperand(prev);
  case TokenKind::KwNoexcept:
    return prev == TokenKind::RParen ||
           (line.seen_paren && (prev == TokenKind::KwNogil || prev == TokenKind::RBracket ||
                                prev == TokenKind::KwConst));
  case TokenKind::KwNogil:
    return isNogilKeyword(line, index);
  case TokenKind::KwProperty:
    return index == line.first && isWord(next) && kindAt(index + 2) == TokenKind::Colon;
  case TokenKind::KwSizeof:
    return next == TokenKind::LParen && prev != TokenKind::KwDef && prev != TokenKind::KwCpdef;
  case TokenKind::KwTemplate:
    return prev == TokenKind::KwWith && next == TokenKind::LBracket;
  case TokenKind::CallingConvention:
    return true;
  default:
    return true;
  }
}

/// What can follow the name of a variable or parameter that is declared.
bool KeywordResolver::endsDeclarator(const Line &line, uint32_t index) const {
  switch (kindAt(index)) {
  case TokenKind::Comma:
  case TokenKind::RParen:
  case TokenKind::Equal:
    return true;
  default:
    return index >= line.end || kindAt(index) == TokenKind::Newline;
  }
}

/// A star that ends a type where an expression could stand: `sizeof(int*)`, `vector[T**]`. An
/// operand stands before it and nothing that it could multiply behind it.
bool KeywordResolver::isPointerStar(const Line &line, uint32_t index) const {
  const TokenKind prev = index > line.first ? kindAt(index - 1) : TokenKind::Newline;
  uint32_t after = index + 1;
  while (kindAt(after) == TokenKind::Star || kindAt(after) == TokenKind::StarStar)
    ++after;
  const TokenKind next = kindAt(after);
  if (prev == TokenKind::LParen)
    return next == TokenKind::RParen;
  if (!endsOperand(prev))
    return false;
  return next == TokenKind::RParen || next == TokenKind::RBracket || next == TokenKind::Comma ||
         next == TokenKind::Greater || next == TokenKind::Question;
}

/// The `(` behind a `with` holds all its items when its `)` stands before the `:`, unless what is
/// inside can only be one expression.
bool KeywordResolver::isWithParen(uint32_t index) const {
  int depth = 0;
  bool has_items = false;
  for (uint32_t i = index; i < tokens_.size(); ++i) {
    switch (tokens_[i].kind) {
    case TokenKind::LParen:
    case TokenKind::LBracket:
    case TokenKind::LBrace:
    case TokenKind::FieldOpen:
      ++depth;
      break;
    case TokenKind::RParen:
    case TokenKind::RBracket:
    case TokenKind::RBrace:
    case TokenKind::FieldClose:
      if (--depth == 0)
        return has_items && kindAt(i + 1) == TokenKind::Colon;
      break;
    case TokenKind::Comma:
    case TokenKind::KwAs:
      has_items |= depth == 1;
      break;
    case TokenKind::KwFor:
    case TokenKind::KwYield:
      if (depth == 1)
        return false;
      break;
    default:
      break;
    }
  }
  return false;
}

KeywordResolver::Block KeywordResolver::blockOf(const Line &line) const {
  const Block outer = blocks_.back();
  uint32_t i = line.first;
  const TokenKind head = kindAt(i);
  switch (head) {
  case TokenKind::KwMatch:
    return {BlockKind::Match, outer.is_async};
  case TokenKind::KwDef:
  case TokenKind::KwClass:
    return {BlockKind::Plain, false};
  case TokenKind::KwAsync:
    return {BlockKind::Plain, kindAt(i + 1) == TokenKind::KwDef || outer.is_async};
  case TokenKind::KwCompileIf:
  case TokenKind::KwCompileElif:
  case TokenKind::KwCompileElse:
    return outer;
  case TokenKind::KwWith:
    if (kindAt(i + 1) == TokenKind::KwTemplate)
      return {BlockKind::Declarations, false};
    break;
  default:
    break;
  }
  if (!line.is_declaration)
    return {BlockKind::Plain, outer.is_async};
  for (;; ++i)
    switch (kindAt(i)) {
    case TokenKind::KwCdef:
    case TokenKind::KwCpdef:
    case TokenKind::KwCtypedef:
    case TokenKind::KwExtern:
    case TokenKind::KwPublic:
    case TokenKind::KwReadonly:
    case TokenKind::KwApi:
    case TokenKind::KwInline:
    case TokenKind::KwPacked:
    case TokenKind::KwImport:
      continue;
    case TokenKind::KwFrom:
    case TokenKind::KwStruct:
    case TokenKind::KwUnion:
    case TokenKind::KwCppclass:
    case TokenKind::KwFused:
    case TokenKind::KwEnum:
    case TokenKind::Colon:
      return {BlockKind::Declarations, false};
    case TokenKind::KwNogil:
      if (kindAt(i + 1) == TokenKind::Colon)
        return {BlockKind::Declarations, false};
      return {BlockKind::Plain, false};
    default:
      return {BlockKind::Plain, false};
    }
}

void KeywordResolver::resolveLine(uint32_t first, uint32_t next, uint8_t language_level) {
  Line line;
  line.first = first;
  line.end = static_cast<uint32_t>(tokens_.size()) - 1;
  line.next_offset = next;
  line.language_level = language_level;
  line.is_async = blocks_.back().is_async;
  line.is_declaration = isDeclaration(first);
  line.in_head = line.is_declaration;
  // In `cdef class A: cdef int x` and the like everything behind the `:` is a line of its own.
  for (uint32_t i = first; i < line.end; ++i) {
    Token &token = tokens_[i];
    const TokenKind prev = i > first ? tokens_[i - 1].kind : TokenKind::Newline;
    TokenKind kind = token.kind;
    if (prev == TokenKind::Dot && kind != TokenKind::KwCimport &&
        (isWord(kind) || isCython(kind) || kind == TokenKind::KwNone || kind == TokenKind::KwTrue ||
         kind == TokenKind::KwFalse || kind == TokenKind::KwAs))
      kind = TokenKind::Name;
    else if ((isSoftPython(kind) || isSoftCython(kind)) && !isKeyword(line, i))
      kind = TokenKind::Name;
    else if (kind == TokenKind::KwAs && line.is_declaration && !isWord(tokens_[i + 1].kind))
      kind = TokenKind::Name; // `cdef int as`
    else if ((kind == TokenKind::CBasic || kind == TokenKind::CSign) && prev == TokenKind::CBasic)
      kind = TokenKind::Name; // `int void`: a type has its basic word last
    else if ((kind == TokenKind::CBasic || kind == TokenKind::CSign) && prev == TokenKind::Name &&
             endsDeclarator(line, i + 1))
      kind = TokenKind::Name; // `Letter char`
    else if ((kind == TokenKind::Star || kind == TokenKind::StarStar) && !is_python_file_ &&
             isPointerStar(line, i))
      kind = TokenKind::PointerStar;
    else if (kind == TokenKind::LParen && prev == TokenKind::KwWith && isWithParen(i))
      kind = TokenKind::WithParen;
    else if (kind == TokenKind::Backquote && endsOperand(prev))
      kind = TokenKind::BackquoteEnd;
    token.kind = kind;

    line.begins_statement = false;
    switch (kind) {
    case TokenKind::LParen:
    case TokenKind::LBracket:
    case TokenKind::LBrace:
    case TokenKind::FieldOpen:
    case TokenKind::WithParen:
      ++line.depth;
      line.in_head = false;
      break;
    case TokenKind::RParen:
    case TokenKind::RBracket:
    case TokenKind::RBrace:
    case TokenKind::FieldClose:
      --line.depth;
      line.seen_paren |= kind == TokenKind::RParen && line.is_declaration;
      break;
    case TokenKind::KwLambda:
      ++line.lambdas;
      break;
    case TokenKind::Colon:
      if (line.lambdas > 0) {
        --line.lambdas;
      } else if (line.depth == 0 && line.has_suite) {
        line.has_suite = false;
        line.begins_statement = true;
        if (line.is_declaration && blockOf(line).kind == BlockKind::Declarations)
          line.in_head = true;
      }
      break;
    case TokenKind::Semicolon:
      line.begins_statement = line.depth == 0;
      break;
    case TokenKind::KwExcept:
      line.seen_paren |= line.is_declaration;
      break;
    case TokenKind::KwCdef:
    case TokenKind::KwCpdef:
    case TokenKind::KwCtypedef:
      line.is_declaration = line.in_head = true;
      line.has_suite = true;
      break;
    case TokenKind::KwExtern:
    case TokenKind::KwPublic:
    case TokenKind::KwReadonly:
    case TokenKind::KwApi:
    case TokenKind::KwInline:
    case TokenKind::KwPacked:
    case TokenKind::KwEnum:
      line.seen_paren |= kind == TokenKind::KwExtern;
      break;
    case TokenKind::KwCppclass:
      line.seen_paren = true;
      line.in_head = false;
      break;
    case TokenKind::KwAsync:
      line.is_async |= kindAt(i + 1) == TokenKind::KwDef;
      line.has_suite |= i == first;
      break;
    case TokenKind::KwFor:
      line.seen_for = true;
      line.has_suite |= i == first;
      line.in_head = false;
      break;
    case TokenKind::KwIf:
    case TokenKind::KwElif:
    case TokenKind::KwElse:
    case TokenKind::KwWhile:
    case TokenKind::KwTry:
    case TokenKind::KwFinally:
    case TokenKind::KwWith:
    case TokenKind::KwDef:
    case TokenKind::KwClass:
    case TokenKind::KwCase:
    case TokenKind::KwProperty:
    case TokenKind::KwCompileIf:
    case TokenKind::KwCompileElif:
    case TokenKind::KwCompileElse:
      line.has_suite |= i == first;
      line.in_head = false;
      break;
    default:
      line.in_head = false;
      break;
    }
    if (i == first && kind == TokenKind::KwExcept)
      line.has_suite = true;
    if (i == first && blocks_.back().kind == BlockKind::Declarations)
      line.has_suite = true;
  }

  // Also when the `:` is missing: what follows is meant to be in the block.
  pending_ = blockOf(line);

  // `from __future__ import ..., print_function, ...`
  if (kindAt(first) == TokenKind::KwFrom && line.end > first + 3 &&
      text_.slice(tokens_[first + 1].begin, tokens_[first + 1].end) == "__future__")
    for (uint32_t i = first + 3; i < line.end; ++i)
      has_print_function_ |= text_.slice(tokens_[i].begin, tokens_[i].end) == "print_function";
}

} // namespace nogilc::parse
