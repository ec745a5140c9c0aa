// Dispatch on a node's kind and the generic walk over its children.
#pragma once

#include "syntax/ast.h"

#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/Support/ErrorHandling.h>

#include <type_traits>
#include <utility>

namespace nogilc::syntax {

/// Calls `visitor(const Kind&)` for the node's own struct. Each overload below serves one category:
/// a visitor that lacks a kind of it does not compile.
#define NOGILC_DISPATCH(Base)                                                                      \
  template <typename Visitor> decltype(auto) dispatch(const Base &node, Visitor &&visitor) {       \
    switch (node.kind) {

#define NOGILC_DISPATCH_END(Base)                                                                  \
  default:                                                                                         \
    break;                                                                                         \
    }                                                                                              \
    llvm_unreachable("a node of another category than " #Base);                                    \
    }

#define NOGILC_CASE_Expr(Kind)
#define NOGILC_CASE_Stmt(Kind)
#define NOGILC_CASE_CType(Kind)
#define NOGILC_CASE_Declarator(Kind)
#define NOGILC_CASE_Pattern(Kind)
#define NOGILC_CASE_Part(Kind)
#define NOGILC_CASE_ON(Kind)                                                                       \
  case NodeKind::Kind:                                                                             \
    return visitor(static_cast<const Kind &>(node));
#define NOGILC_NODE(Kind, Category) NOGILC_CASE_##Category(Kind)

#undef NOGILC_CASE_Expr
#define NOGILC_CASE_Expr(Kind) NOGILC_CASE_ON(Kind)
NOGILC_DISPATCH(Expr)
#include "syntax/node_kinds.def"
NOGILC_DISPATCH_END(Expr)
#undef NOGILC_CASE_Expr
#define NOGILC_CASE_Expr(Kind)

#define NOGILC_NODE(Kind, Category) NOGILC_CASE_##Category(Kind)
#undef NOGILC_CASE_Stmt
#define NOGILC_CASE_Stmt(Kind) NOGILC_CASE_ON(Kind)
NOGILC_DISPATCH(Stmt)
#include "syntax/node_kinds.def"
NOGILC_DISPATCH_END(Stmt)
#undef NOGILC_CASE_Stmt
#define NOGILC_CASE_Stmt(Kind)

#define NOGILC_NODE(Kind, Category) NOGILC_CASE_##Category(Kind)
#undef NOGILC_CASE_CType
#define NOGILC_CASE_CType(Kind) NOGILC_CASE_ON(Kind)
NOGILC_DISPATCH(CType)
#include "syntax/node_kinds.def"
NOGILC_DISPATCH_END(CType)
#undef NOGILC_CASE_CType
#define NOGILC_CASE_CType(Kind)

#define NOGILC_NODE(Kind, Category) NOGILC_CASE_##Category(Kind)
#undef NOGILC_CASE_Declarator
#define NOGILC_CASE_Declarator(Kind) NOGILC_CASE_ON(Kind)
NOGILC_DISPATCH(Declarator)
#include "syntax/node_kinds.def"
NOGILC_DISPATCH_END(Declarator)
#undef NOGILC_CASE_Declarator
#define NOGILC_CASE_Declarator(Kind)

#define NOGILC_NODE(Kind, Category) NOGILC_CASE_##Category(Kind)
#undef NOGILC_CASE_Pattern
#define NOGILC_CASE_Pattern(Kind) NOGILC_CASE_ON(Kind)
NOGILC_DISPATCH(Pattern)
#include "syntax/node_kinds.def"
NOGILC_DISPATCH_END(Pattern)

#undef NOGILC_CASE_Expr
#undef NOGILC_CASE_Stmt
#undef NOGILC_CASE_CType
#undef NOGILC_CASE_Declarator
#undef NOGILC_CASE_Pattern
#undef NOGILC_CASE_Part
#undef NOGILC_CASE_ON
#undef NOGILC_DISPATCH
#undef NOGILC_DISPATCH_END

/// Dispatch over every kind.
template <typename Visitor> decltype(auto) dispatchAny(const Node &node, Visitor &&visitor) {
  switch (node.kind) {
#define NOGILC_NODE(Kind, Category)                                                                \
  case NodeKind::Kind:                                                                             \
    return visitor(static_cast<const Kind &>(node));
#include "syntax/node_kinds.def"
  }
  llvm_unreachable("not a node kind");
}

enum class NodeCategory : uint8_t { Expr, Stmt, CType, Declarator, Pattern, Part };
NodeCategory categoryOf(NodeKind kind);

/// The name of a kind, as in node_kinds.def.
llvm::StringRef kindName(NodeKind kind);

/// Calls `visit` for each direct child, in field order (which is source order except where a
/// struct's comment says otherwise).
void forEachChild(const Node &node, llvm::function_ref<void(const Node &)> visit);

/// Pre-order walk of a subtree. `visit` returns whether to go into the node's children.
void walk(const Node &node, llvm::function_ref<bool(const Node &)> visit);

} // namespace nogilc::syntax
