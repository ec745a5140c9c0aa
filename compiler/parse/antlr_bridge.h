// ANTLR's view of our tokens, and the two ways in which it gives up: at once without a word (the
// first try), or with what it expected (the second). Only files of this folder may include this
// one.
#pragma once

#include "CythonParser.h"
#include "parse/token.h"

#include <memory>
#include <vector>

namespace nogilc::parse {

using Grammar = grammar::CythonParser;

/// A token of the file with the virtual functions that ANTLR calls.
class BridgeToken final : public antlr4::Token {
public:
  BridgeToken(const parse::Token &token, uint32_t index)
      : begin(token.begin), end(token.end), index(index), kind(token.kind) {}

  std::string getText() const override { return spellingOf(kind); }
  size_t getType() const override {
    return kind == TokenKind::EndOfFile ? size_t(EOF) : static_cast<size_t>(kind);
  }
  size_t getLine() const override { return 0; }
  size_t getCharPositionInLine() const override { return 0; }
  size_t getChannel() const override { return DEFAULT_CHANNEL; }
  size_t getTokenIndex() const override { return index; }
  size_t getStartIndex() const override { return begin; }
  size_t getStopIndex() const override { return end; }
  antlr4::TokenSource *getTokenSource() const override { return nullptr; }
  antlr4::CharStream *getInputStream() const override { return nullptr; }
  std::string toString() const override { return getText(); }

  uint32_t begin;
  uint32_t end;
  uint32_t index; ///< in the tokens of the file
  TokenKind kind;
};

/// The tokens of one statement (or line of a special block) as ANTLR's input.
class TokenSlice final : public antlr4::TokenStream {
public:
  /// Takes tokens[first, last). With `defer_blocks` each indented block becomes one Block token,
  /// whose `index` is that of its Indent.
  void assign(const TokenList &tokens, uint32_t first, uint32_t last, bool defer_blocks);

  void consume() override { ++position_; }
  size_t LA(ssize_t i) override { return LT(i)->getType(); }
  antlr4::Token *LT(ssize_t k) override {
    const size_t at =
        k > 0 ? position_ + static_cast<size_t>(k) - 1 : position_ - static_cast<size_t>(-k);
    return &tokens_[at < tokens_.size() ? at : tokens_.size() - 1];
  }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  size_t index() override { return position_; }
  void seek(size_t index) override { position_ = index; }
  size_t size() override { return tokens_.size(); }
  std::string getSourceName() const override { return {}; }
  antlr4::Token *get(size_t index) const override {
    return const_cast<BridgeToken *>(&tokens_[index]);
  }
  antlr4::TokenSource *getTokenSource() const override;
  std::string getText(const antlr4::misc::Interval &) override { return {}; }
  std::string getText() override { return {}; }
  std::string getText(antlr4::RuleContext *) override { return {}; }
  std::string getText(antlr4::Token *, antlr4::Token *) override { return {}; }

private:
  std::vector<BridgeToken> tokens_;
  size_t position_ = 0;
};

/// Where and why the parser could not go on.
struct SyntaxFailure {
  uint32_t token = 0;              ///< index of the token that did not fit
  std::vector<TokenKind> expected; ///< what would have fitted there
  std::vector<size_t> rules;       ///< the rules around the place, innermost first
};

/// The generated parser, made to stop at the first problem and to start anew without losing what
/// its predictor has learned.
class StatementParser final : public Grammar {
public:
  explicit StatementParser(TokenSlice &slice);

  /// Forgets all contexts of the last statement and goes to the begin of the slice. `explain`: fail
  /// with the expected tokens (slower).
  void begin(bool explain);

private:
  class GiveUp;
};

} // namespace nogilc::parse
