// The words of syntax errors: from what the parser expected and where it stood to what a person
// wants to know. The most telling explanation comes first.
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "parse/builder.h"

namespace nogilc::parse {

namespace {

bool contains(const std::vector<TokenKind> &kinds, TokenKind kind) {
  return llvm::is_contained(kinds, kind);
}

bool expectsExpression(const std::vector<TokenKind> &kinds) {
  return contains(kinds, TokenKind::Name) && contains(kinds, TokenKind::Int) &&
         contains(kinds, TokenKind::LParen);
}

bool expectsName(const std::vector<TokenKind> &kinds) {
  return contains(kinds, TokenKind::Name) && !contains(kinds, TokenKind::Int);
}

bool isLayout(const Token &token) {
  return token.kind == TokenKind::Newline || token.kind == TokenKind::Indent ||
         token.kind == TokenKind::Dedent || token.kind == TokenKind::EndOfFile;
}

/// The part of a statement that the `:` comes after.
llvm::StringRef partBeforeColon(size_t rule) {
  switch (rule) {
  case Grammar::RuleIfStatement:
    return "the `if` condition";
  case Grammar::RuleWhileStatement:
    return "the `while` condition";
  case Grammar::RuleForStatement:
    return "the head of the `for`";
  case Grammar::RuleTryStatement:
    return "`try`";
  case Grammar::RuleExceptClause:
    return "the head of the `except`";
  case Grammar::RuleWithStatement:
    return "the items of the `with`";
  case Grammar::RuleMatchStatement:
    return "the subject of the `match`";
  case Grammar::RuleMatchCase:
    return "the pattern";
  case Grammar::RuleFunctionDefinition:
    return "the head of the function";
  case Grammar::RuleClassDefinition:
  case Grammar::RuleCclassDefinition:
  case Grammar::RuleCppclassDefinition:
    return "the head of the class";
  case Grammar::RulePropertyDefinition:
    return "the name of the property";
  case Grammar::RuleCompileTimeIf:
  case Grammar::RuleDeclarationIf:
    return "the `IF` condition";
  case Grammar::RuleCenumDefinition:
    return "the head of the enum";
  case Grammar::RuleCfusedDefinition:
    return "the name of the fused type";
  default:
    return {};
  }
}

/// The rules whose place decides what an error is about.
bool isLandmark(size_t rule) {
  switch (rule) {
  case Grammar::RuleEnclosure:
  case Grammar::RuleArguments:
  case Grammar::RuleTrailer:
  case Grammar::RuleSubscripts:
  case Grammar::RuleParameters:
  case Grammar::RuleCparameters:
  case Grammar::RuleCdeclaration:
  case Grammar::RuleSimpleStatement:
  case Grammar::RuleFstringField:
  case Grammar::RuleComprehensionFor:
  case Grammar::RuleFunctionTail:
  case Grammar::RuleClosedTail:
    return true;
  default:
    return !partBeforeColon(rule).empty();
  }
}

size_t landmarkOf(const SyntaxFailure &failure) {
  for (const size_t rule : failure.rules)
    if (isLandmark(rule))
      return rule;
  return Grammar::RuleStatement;
}

} // namespace

void Builder::reportFailure(const SyntaxFailure &failure, uint32_t first, uint32_t last) {
  // Where the lexer has found a mistake, what follows from it is no news.
  for (uint32_t i = first; i < last && i <= failure.token; ++i) {
    if (tokens_[i].has_error)
      return;
    if (tokens_[i].kind == TokenKind::Indent)
      i = tokens_[i].link;
  }
  // Nor what is missing where the lexer stopped reading.
  if (lexed_.is_cut && std::all_of(tokens_.begin() + failure.token, tokens_.end(), isLayout))
    return;
  const uint32_t at = std::min(failure.token, last == 0 ? 0 : last - 1);
  const Token &token = tokens_[at];
  Span place = source_.span(token.begin, token.end);
  const std::string message = explainFailure(failure, first, place);
  auto report = error(place, message);
  const llvm::StringRef found = source_.text().slice(token.begin, token.end);
  if (landmarkOf(failure) == Grammar::RuleFunctionDefinition &&
      (found == "nogil" || found == "inline" || found == "api"))
    report.note("a `def` takes it as a decorator: `@cython." + found + "`");
}

/// `place` is the token that does not fit; another one may say it better.
std::string Builder::explainFailure(const SyntaxFailure &failure, uint32_t first,
                                    Span &place) const {
  const auto textOf = [&](uint32_t index) {
    return source_.text().slice(tokens_[index].begin, tokens_[index].end);
  };
  const auto spanOf = [&](uint32_t index) {
    return source_.span(tokens_[index].begin, tokens_[index].end);
  };
  const TokenKind head = tokens_[first].kind;
  const uint32_t at = std::min<uint32_t>(failure.token, static_cast<uint32_t>(tokens_.size()) - 1);
  const TokenKind kind = tokens_[at].kind;
  const TokenKind before = at > first ? tokens_[at - 1].kind : TokenKind::Newline;
  const auto &expected = failure.expected;
  const size_t landmark = landmarkOf(failure);

  std::string found;
  if (kind == TokenKind::Newline || kind == TokenKind::EndOfFile || kind == TokenKind::Indent ||
      kind == TokenKind::Dedent)
    found = describeKind(kind == TokenKind::Indent ? TokenKind::Indent : TokenKind::Newline);
  else
    found = "`" + textOf(at).take_front(40).split('\n').first.str() + "`";

  // A part of a statement without its beginning.
  if (at == first)
    switch (head) {
    case TokenKind::KwElse:
    case TokenKind::KwElif:
    case TokenKind::KwExcept:
    case TokenKind::KwFinally:
    case TokenKind::KwCompileElif:
    case TokenKind::KwCompileElse:
      return found + " does not belong to a statement before it";
    case TokenKind::KwIn:
    case TokenKind::KwAs:
      return "a statement cannot begin with " + found;
    default:
      break;
    }

  // A block that is not there. The failing token is already behind the statement.
  if (contains(expected, TokenKind::Indent) && before == TokenKind::Newline) {
    place = spanOf(first);
    return "expected an indented block behind this `" + textOf(first).str() + "`";
  }
  if (head == TokenKind::At && contains(expected, TokenKind::KwDef)) {
    place = spanOf(first);
    return "expected a function or a class behind the decorator";
  }

  if (kind == TokenKind::Indent)
    return "this block does not belong to the line before it, which may lack a `:`";

  // Words that mean something elsewhere.
  if (isPython() && llvm::StringSwitch<bool>(textOf(first))
                        .Cases("cdef", "cpdef", "ctypedef", "cimport", true)
                        .Default(false)) {
    place = spanOf(first);
    return "`" + textOf(first).str() + "` can only stand in .pyx, .pxd and .pxi files";
  }
  if (before == TokenKind::Name && lexed_.language_level >= 3 &&
      (textOf(at - 1) == "print" || textOf(at - 1) == "exec"))
    return "`" + textOf(at - 1).str() + "` is a function at language level 3: `" +
           textOf(at - 1).str() + "(...)`";
  if (kind == TokenKind::Equal &&
      (landmark == Grammar::RuleIfStatement || landmark == Grammar::RuleWhileStatement ||
       landmark == Grammar::RuleEnclosure || landmark == Grammar::RuleSimpleStatement))
    return "an assignment cannot stand here (a comparison is written `==`)";
  if (kind == TokenKind::AmpAmp)
    return "`&&` is written `and`";
  if (kind == TokenKind::Arrow)
    return "`->` can only stand behind the parameters of a function";

  if ((kind == TokenKind::KwNot || kind == TokenKind::KwOr) &&
      contains(expected, TokenKind::RParen) && textOf(at + 1) == "None")
    return "`" + textOf(at).str() +
           " None` can only stand in the parameters of a `def`: test for None in the body";

  if (contains(expected, TokenKind::KwIn) &&
      (landmark == Grammar::RuleForStatement || landmark == Grammar::RuleComprehensionFor))
    return "expected `in` after the targets of the `for`, found " + found;
  if (landmark == Grammar::RuleFunctionTail || landmark == Grammar::RuleClosedTail)
    return "expected a value, `*` or `+` behind `except`, found " + found;

  if (contains(expected, TokenKind::Colon) && failure.rules.front() == Grammar::RuleTest)
    return "expected `:` after the parameters of the lambda, found " + found;

  const bool in_brackets = landmark == Grammar::RuleEnclosure ||
                           landmark == Grammar::RuleArguments || landmark == Grammar::RuleTrailer ||
                           landmark == Grammar::RuleSubscripts;
  if (contains(expected, TokenKind::Colon) && !in_brackets) {
    llvm::StringRef part;
    for (size_t i = 0; i < failure.rules.size() && part.empty(); ++i)
      part = partBeforeColon(failure.rules[i]);
    if (head == TokenKind::KwElse || textOf(at == 0 ? 0 : at - 1) == "else")
      part = "`else`";
    else if (textOf(at == 0 ? 0 : at - 1) == "finally")
      part = "`finally`";
    if (!part.empty())
      return "expected `:` after " + part.str() + ", found " + found;
  }
  if (expectsExpression(expected))
    return "expected an expression, found " + found;
  if (landmark == Grammar::RuleCdeclaration && expectsName(expected) && kind != TokenKind::Newline)
    return "expected a name or a declaration, found " + found;
  if (expectsName(expected))
    return "expected a name, found " + found;
  for (const TokenKind closing :
       {TokenKind::RParen, TokenKind::RBracket, TokenKind::RBrace, TokenKind::FieldClose})
    if (contains(expected, closing))
      return (contains(expected, TokenKind::Comma) ? "expected `,` or " : "expected ") +
             std::string(describeKind(closing)) + ", found " + found;
  if (contains(expected, TokenKind::Newline))
    return "expected the end of the statement, found " + found;
  if (expected.size() == 1)
    return "expected " + std::string(describeKind(expected[0])) + ", found " + found;
  if (!expected.empty() && expected.size() <= 4) {
    std::string message = "expected ";
    for (size_t i = 0; i < expected.size(); ++i)
      message += (i == 0                     ? ""
                  : i + 1 == expected.size() ? " or "
                                             : ", ") +
                 std::string(describeKind(expected[i]));
    return message + ", found " + found;
  }
  return found + " cannot stand here";
}

} // namespace nogilc::parse
