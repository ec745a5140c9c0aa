// See antlr_bridge.h.
#include "parse/antlr_bridge.h"

namespace nogilc::parse {
namespace {

/// The runtime asks the stream for a token source now and then; ours makes no tokens.
class NoTokenSource final : public antlr4::TokenSource {
public:
  std::unique_ptr<antlr4::Token> nextToken() override { return nullptr; }
  size_t getLine() const override { return 0; }
  size_t getCharPositionInLine() override { return 0; }
  antlr4::CharStream *getInputStream() override { return nullptr; }
  std::string getSourceName() override { return {}; }
  antlr4::TokenFactory<antlr4::CommonToken> *getTokenFactory() override { return nullptr; }
};

} // namespace

void TokenSlice::assign(const TokenList &tokens, uint32_t first, uint32_t last, bool defer_blocks) {
  tokens_.clear();
  position_ = 0;
  for (uint32_t i = first; i < last; ++i) {
    const parse::Token &token = tokens[i];
    tokens_.emplace_back(token, i);
    if (defer_blocks && token.kind == TokenKind::Indent) {
      tokens_.emplace_back(token, i);
      tokens_.back().kind = TokenKind::Block;
      i = token.link;
      tokens_.emplace_back(tokens[i], i);
    }
  }
  parse::Token end;
  end.begin = end.end = tokens_.empty() ? 0 : tokens_.back().end;
  tokens_.emplace_back(end, last);
}

antlr4::TokenSource *TokenSlice::getTokenSource() const {
  static NoTokenSource source;
  return &source;
}

/// Leaves the generated parser by an exception of our own, which no generated code catches.
class StatementParser::GiveUp final : public antlr4::DefaultErrorStrategy {
public:
  bool explain = false;

  void sync(antlr4::Parser *) override {}
  void reportError(antlr4::Parser *parser, const antlr4::RecognitionException &error) override {
    fail(parser, error.getOffendingToken());
  }
  void recover(antlr4::Parser *parser, std::exception_ptr) override {
    fail(parser, parser->getCurrentToken());
  }
  antlr4::Token *recoverInline(antlr4::Parser *parser) override {
    fail(parser, parser->getCurrentToken());
  }

  [[noreturn]] void fail(antlr4::Parser *parser, const antlr4::Token *token) const {
    SyntaxFailure failure;
    failure.token = static_cast<const BridgeToken *>(token)->index;
    if (explain) {
      const bool at_current = token == parser->getCurrentToken();
      // Behind a decision that needed two tokens the first one is not consumed yet: then nothing is
      // known about what could follow it.
      if (at_current)
        for (const ssize_t type : parser->getExpectedTokens().toList())
          failure.expected.push_back(type < 0 ? TokenKind::EndOfFile
                                              : static_cast<TokenKind>(type));
      for (const antlr4::RuleContext *context = parser->getContext(); context != nullptr;
           context = static_cast<const antlr4::RuleContext *>(context->parent))
        failure.rules.push_back(context->getRuleIndex());
    }
    throw failure;
  }
};

StatementParser::StatementParser(TokenSlice &slice) : Grammar(&slice) {
  removeErrorListeners();
  setBuildParseTree(false);
  setErrorHandler(std::make_shared<GiveUp>());
}

void StatementParser::begin(bool explain) {
  static_cast<GiveUp &>(*getErrorHandler()).explain = explain;
  getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
      explain ? antlr4::atn::PredictionMode::LL : antlr4::atn::PredictionMode::SLL);
  _ctx = nullptr;
  _matchedEOF = false;
  _tracker.reset();
  depth_ = 0;
}

} // namespace nogilc::parse
