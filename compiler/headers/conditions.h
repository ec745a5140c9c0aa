// What a path through a function knows of its conditions: `save` is null, `needs_api` is false,
// `n > 500` is true. Two tests of the same condition, with nothing assigned between, go the same
// way.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/Expr.h>

#include <llvm/ADT/SmallVector.h>

#include <cstdint>
#include <map>
#include <optional>

namespace nogilc::headers {

/// A condition without its negations, and how it was negated.
struct Condition {
  uint64_t id = 0;
  bool is_negated = false;
  llvm::SmallVector<const clang::ValueDecl *, 2> reads;
};

class Conditions {
public:
  explicit Conditions(const clang::ASTContext &context) : context_(context) {}

  /// Nothing if the condition does more than read, so that a second test may differ.
  std::optional<Condition> of(const clang::Expr *expr) const;
  /// Whether a value is true, if it is a constant.
  std::optional<bool> constant(const clang::Expr *expr) const;

private:
  const clang::ASTContext &context_;
};

/// `__builtin_expect(x, 1)` is x.
const clang::Expr *withoutHints(const clang::Expr *expr);

class KnownConditions {
public:
  std::optional<bool> value(const Condition &condition) const;
  void set(const Condition &condition, bool value);
  /// Something was assigned to a variable or field.
  void forget(const clang::ValueDecl *variable);
  /// Keeps what both know; whether something was lost.
  bool intersect(const KnownConditions &other);

private:
  struct Entry {
    bool value;
    llvm::SmallVector<const clang::ValueDecl *, 2> reads;
  };
  std::map<uint64_t, Entry> known_;
};

} // namespace nogilc::headers
