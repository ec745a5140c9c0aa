// See token.h.
#include "parse/token.h"

#include <cstddef>

namespace nogilc::parse {

const char *spellingOf(TokenKind kind) {
  static constexpr const char *kSpellings[] = {
      "",
#define NOGILC_TOKEN(kind, spelling) spelling,
#include "../grammar/tokens.def"
  };
  return kSpellings[static_cast<size_t>(kind)];
}

const char *describeKind(TokenKind kind) {
  switch (kind) {
  case TokenKind::EndOfFile:
    return "the end of the file";
  case TokenKind::Newline:
    return "the end of the line";
  case TokenKind::Indent:
    return "an indented block";
  case TokenKind::Dedent:
    return "the end of the block";
  case TokenKind::Block:
    return "a statement";
  case TokenKind::Name:
  case TokenKind::CSign:
  case TokenKind::CBasic:
  case TokenKind::OperatorName:
    return "a name";
  case TokenKind::Int:
  case TokenKind::Float:
  case TokenKind::Imaginary:
    return "a number";
  case TokenKind::String:
  case TokenKind::FStringStart:
    return "a string";
  case TokenKind::FStringMiddle:
  case TokenKind::FStringEnd:
    return "the rest of the string";
  case TokenKind::FieldOpen:
    return "`{`";
  case TokenKind::FieldClose:
    return "`}`";
  case TokenKind::FieldEqual:
    return "`=`";
  case TokenKind::FieldBang:
    return "`!`";
  case TokenKind::FieldColon:
    return "`:`";
  case TokenKind::WithParen:
    return "`(`";
  case TokenKind::BackquoteEnd:
    return "`` ` ``";
  case TokenKind::ExceptPlus:
    return "`+`";
  case TokenKind::PointerStar:
    return "`*`";
  case TokenKind::AugAssign:
    return "an assignment";
  case TokenKind::KwIsNot:
    return "`is not`";
  case TokenKind::KwNotIn:
    return "`not in`";
  case TokenKind::CallingConvention:
    return "a calling convention";
  default:
    break;
  }
  static constexpr const char *kQuoted[] = {
      "",
#define NOGILC_TOKEN(kind, spelling) "`" spelling "`",
#include "../grammar/tokens.def"
  };
  return kQuoted[static_cast<size_t>(kind)];
}

} // namespace nogilc::parse
