// The generic walk: built on each struct's NOGILC_FIELDS, so a new field is walked without a word.
#include "syntax/visit.h"

namespace nogilc::syntax {

llvm::StringRef kindName(NodeKind kind) {
  switch (kind) {
#define NOGILC_NODE(Kind, Category)                                                                \
  case NodeKind::Kind:                                                                             \
    return #Kind;
#include "syntax/node_kinds.def"
  }
  llvm_unreachable("not a node kind");
}

NodeCategory categoryOf(NodeKind kind) {
  switch (kind) {
#define NOGILC_NODE(Kind, Category)                                                                \
  case NodeKind::Kind:                                                                             \
    return NodeCategory::Category;
#include "syntax/node_kinds.def"
  }
  llvm_unreachable("not a node kind");
}

namespace {

struct ChildVisitor {
  llvm::function_ref<void(const Node &)> visit;

  template <typename Field> void operator()(const char *, const Field &field) const {
    if constexpr (std::is_pointer_v<Field>) {
      if (field)
        visit(*field);
    } else if constexpr (requires {
                           field.begin();
                           *field.begin();
                         }) {
      using Element = std::remove_cvref_t<decltype(*field.begin())>;
      if constexpr (std::is_pointer_v<Element>)
        for (Element element : field)
          if (element)
            visit(*element);
    }
  }
};

} // namespace

void forEachChild(const Node &node, llvm::function_ref<void(const Node &)> visit) {
  dispatchAny(node, [&](const auto &concrete) { concrete.visitFields(ChildVisitor{visit}); });
}

void walk(const Node &node, llvm::function_ref<bool(const Node &)> visit) {
  if (visit(node))
    forEachChild(node, [&](const Node &child) { walk(child, visit); });
}

} // namespace nogilc::syntax
