// The result of lowering an expression: a pure IR expression that may be used any number of times,
// and who owns the object that it gives. Instructions that were needed to compute it stand in the
// current block already.
#pragma once

#include "ir/ir.h"

namespace nogilc::lower {

enum class ValueKind : uint8_t {
  Nothing,  ///< of a call that returns void
  C,        ///< a C value
  Borrowed, ///< an object that something else keeps alive for the rest of the expression
  Owned,    ///< an object in the owned temporary `owner`; may be moved out of it once
};

struct Value {
  ValueKind kind = ValueKind::Nothing;
  const ir::Expr *expr = nullptr;
  const ir::Type *type = nullptr; ///< of `expr`, as the dialect sees it
  /// Owned. C, of a C++ class: the temporary that has it, and that it may be moved out of.
  ir::Variable *owner = nullptr;
  bool is_place = false; ///< C: where it stands matters, not what it holds when it is lowered

  bool isObject() const { return kind == ValueKind::Borrowed || kind == ValueKind::Owned; }
  explicit operator bool() const { return expr != nullptr; }
};

inline Value cValue(const ir::Expr *expr) { return {ValueKind::C, expr, expr->type, nullptr}; }
inline Value borrowed(const ir::Expr *expr) {
  return {ValueKind::Borrowed, expr, expr->type, nullptr};
}

} // namespace nogilc::lower
