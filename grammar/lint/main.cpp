// Proves that the grammar stays quick: explores, without any input, all the states that the
// predictor can reach in each decision, and fails if a decision needs more of them than a few
// tokens of lookahead make. Run by ctest. The names of the rules in the last states show where a
// rule has leaked into a loop.
#include "CythonParser.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace {

using antlr4::atn::ATN;
using antlr4::dfa::DFA;
using antlr4::dfa::DFAState;

/// More inner states than this is unbounded for practice; the grammar's worst decision has far
/// fewer.
constexpr size_t kMostStates = 40;

class Explorer : public antlr4::atn::ParserATNSimulator {
public:
  Explorer(antlr4::Parser *parser, const ATN &atn, std::vector<DFA> &dfas,
           antlr4::atn::PredictionContextCache &cache)
      : ParserATNSimulator(parser, atn, dfas, cache) {
    setPredictionMode(antlr4::atn::PredictionMode::SLL);
  }

  struct Result {
    size_t inner_states = 0;
    size_t depth = 0; ///< tokens of lookahead
    bool is_unbounded = false;
    std::map<size_t, std::set<std::string>> rules_by_depth;
    std::vector<std::string> example;
  };

  Result explore(size_t decision, size_t token_count) {
    Result result;
    DFA &dfa = decisionToDFA[decision];
    _dfa = &dfa;
    _input = nullptr;
    _startIndex = 0;
    _outerContext = &antlr4::ParserRuleContext::EMPTY;
    auto start = std::make_unique<DFAState>(
        computeStartState(dfa.atnStartState, &antlr4::ParserRuleContext::EMPTY, false));
    DFAState *first = addDFAState(dfa, start.release());
    std::set<DFAState *> seen{first};
    std::vector<Step> level{{first, {}}};
    for (size_t depth = 1; !level.empty(); ++depth) {
      result.depth = depth;
      std::vector<Step> next;
      for (const Step &step : level)
        for (size_t token = 0; token <= token_count; ++token) {
          const size_t type = token == 0 ? size_t(antlr4::Token::EOF) : token;
          DFAState *target = computeTargetState(dfa, step.state, type);
          if (target == ERROR.get() || target->isAcceptState || !seen.insert(target).second)
            continue;
          Step follow{target, step.tokens};
          follow.tokens.push_back(getTokenName(type));
          for (const auto &config : target->configs->configs)
            result.rules_by_depth[depth].insert(getRuleName(config->state->ruleIndex));
          next.push_back(follow);
          result.example = follow.tokens;
          if (++result.inner_states > kMostStates) {
            result.is_unbounded = true;
            return result;
          }
        }
      level = std::move(next);
    }
    return result;
  }

private:
  struct Step {
    DFAState *state;
    std::vector<std::string> tokens;
  };
};

} // namespace

int main() {
  nogilc::grammar::CythonParser parser(nullptr);
  const ATN &atn = parser.getATN();
  std::vector<DFA> dfas;
  for (size_t i = 0; i < atn.getNumberOfDecisions(); ++i)
    dfas.emplace_back(atn.getDecisionState(i), i);
  antlr4::atn::PredictionContextCache cache;
  Explorer explorer(&parser, atn, dfas, cache);

  size_t unbounded = 0, looking_ahead = 0, deepest = 0;
  for (size_t decision = 0; decision < dfas.size(); ++decision) {
    const auto result = explorer.explore(decision, atn.maxTokenType);
    const auto rule = parser.getRuleNames()[dfas[decision].atnStartState->ruleIndex];
    looking_ahead += result.inner_states != 0;
    if (!result.is_unbounded) {
      if (result.depth > 2)
        std::printf("decision %zu of `%s` looks %zu tokens ahead (%zu states)\n", decision,
                    rule.c_str(), result.depth, result.inner_states);
      deepest = std::max(deepest, result.depth);
      continue;
    }
    ++unbounded;
    std::printf("decision %zu of `%s` is unbounded; for example after", decision, rule.c_str());
    for (const auto &token : result.example)
      std::printf(" %s", token.c_str());
    std::printf("\n");
    for (const auto &[depth, rules] : result.rules_by_depth) {
      std::printf("  after %zu:", depth);
      for (const auto &name : rules)
        std::printf(" %s", name.c_str());
      std::printf("\n");
    }
  }
  std::printf("%zu decisions, %zu of them look past one token, at most %zu tokens; %zu unbounded\n",
              dfas.size(), looking_ahead, deepest, unbounded);
  return unbounded == 0 ? 0 : 1;
}
