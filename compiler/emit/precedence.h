// The precedences of C++ expressions, and where parentheses are wanted although C++ needs none.
#pragma once

#include <llvm/ADT/StringRef.h>
#include <llvm/ADT/StringSwitch.h>

#include <cstdint>

namespace nogilc::emit {

/// From the weakest to the strongest binding.
enum class Precedence : uint8_t {
  Argument, ///< anything but a comma may stand here
  Conditional,
  LogicalOr,
  LogicalAnd,
  BitOr,
  BitXor,
  BitAnd,
  Equality,
  Relational,
  Shift,
  Additive,
  Multiplicative,
  Unary, ///< casts too
  Postfix,
  Primary,
};

inline Precedence binaryPrecedence(llvm::StringRef op) {
  return llvm::StringSwitch<Precedence>(op)
      .Case("||", Precedence::LogicalOr)
      .Case("&&", Precedence::LogicalAnd)
      .Case("|", Precedence::BitOr)
      .Case("^", Precedence::BitXor)
      .Case("&", Precedence::BitAnd)
      .Cases("==", "!=", Precedence::Equality)
      .Cases("<", ">", "<=", ">=", Precedence::Relational)
      .Cases("<<", ">>", Precedence::Shift)
      .Cases("+", "-", Precedence::Additive)
      .Cases("*", "/", "%", Precedence::Multiplicative)
      .Default(Precedence::Argument);
}

/// The precedence that an operand must have to stand without parentheses in a binary expression of
/// precedence `outer`. C++ compilers (and readers) want parentheses where && stands in ||, where
/// anything but a simple operand stands in a bit operation or shift, and in chained comparisons.
inline Precedence operandPrecedence(Precedence outer, bool is_right) {
  switch (outer) {
  case Precedence::LogicalOr:
    return is_right ? Precedence::BitOr : Precedence::LogicalOr;
  case Precedence::LogicalAnd:
    return is_right ? Precedence::BitOr : Precedence::LogicalAnd;
  case Precedence::BitOr:
  case Precedence::BitXor:
  case Precedence::BitAnd:
    return is_right ? Precedence::Unary : outer;
  case Precedence::Shift:
    return Precedence::Unary;
  case Precedence::Equality:
  case Precedence::Relational:
    return Precedence::Additive;
  default:
    return is_right ? static_cast<Precedence>(static_cast<uint8_t>(outer) + 1) : outer;
  }
}

/// Whether `inner` needs parentheses as an operand of `outer`.
inline bool needsParentheses(Precedence inner, Precedence outer, bool is_right) {
  if (inner < operandPrecedence(outer, is_right))
    return true;
  // `a && (b || c)` follows from the precedences; `a || (b && c)` is for the reader.
  if (outer == Precedence::LogicalOr && inner == Precedence::LogicalAnd)
    return true;
  // Same operators chain on the left; mixed bit operators do not.
  const bool is_bit_operation = outer >= Precedence::BitOr && outer <= Precedence::BitAnd;
  return is_bit_operation && inner != outer && inner < Precedence::Unary;
}

} // namespace nogilc::emit
