// The base class of the generated parser. It counts how deep rules stand in each other, so that no
// input can overflow the stack. (The generated code calls enterRule and exitRule unqualified: these
// hide the runtime's.)
#pragma once

#include "antlr4-runtime.h"

namespace nogilc::grammar {

class ParserBase : public antlr4::Parser {
public:
  /// Thrown out of the parser when rules stand too deep in each other.
  struct TooDeep {};

  /// Far more than 200 brackets and 100 blocks need. Only things like a thousand lambdas in each
  /// other get there.
  static constexpr size_t kMostRules = 3000;

  explicit ParserBase(antlr4::TokenStream *input) : Parser(input) {}

  void enterRule(antlr4::ParserRuleContext *context, size_t state, size_t rule) override {
    if (++depth_ > kMostRules)
      throw TooDeep();
    Parser::enterRule(context, state, rule);
  }
  void exitRule() {
    --depth_;
    Parser::exitRule();
  }

protected:
  size_t depth_ = 0;
};

} // namespace nogilc::grammar
