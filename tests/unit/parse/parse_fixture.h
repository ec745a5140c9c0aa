// Parses a few lines and gives back what a test looks at: the tree, and the problems as text.
#pragma once

#include "diagnostics/engine.h"
#include "llvm/Support/Casting.h"
#include "llvm/Support/FormatVariadic.h"
#include "parse/parse.h"
#include "support/source.h"
#include "syntax/ast_context.h"
#include "syntax/visit.h"

#include <string>
#include <vector>

namespace nogilc::test {

struct Parsed {
  SourceManager sources;
  Interner interner;
  syntax::AstContext context{interner};
  DiagnosticEngine diagnostics;
  syntax::Module *module = nullptr;

  explicit Parsed(llvm::StringRef text, llvm::StringRef path = "test.pyx", uint8_t level = 3) {
    const SourceFile &file = sources.add(path, text);
    module = parse::parseModule(file, {parse::fileKindOf(path), level}, context, diagnostics);
  }

  /// Each problem as `line:column slug: message`.
  std::vector<std::string> problems() {
    std::vector<std::string> result;
    for (const Diagnostic &problem : diagnostics.sorted()) {
      const LineColumn place = sources.begin(problem.span);
      result.push_back(llvm::formatv("{0}:{1} {2}: {3}", place.line, place.column, problem.slug(),
                                     problem.message)
                           .str());
    }
    return result;
  }
  std::string problemText() {
    std::string result;
    for (const std::string &problem : problems())
      result += problem + "\n";
    return result;
  }

  template <typename T> const T &statement(size_t index = 0) const {
    return *llvm::cast<T>(module->body[index]);
  }
  const syntax::Expr &expression(size_t index = 0) const {
    return *statement<syntax::ExprStmt>(index).value;
  }
};

/// The expression with all its parentheses, for looking at precedence.
inline std::string spelled(const syntax::Expr &expression) {
  using namespace syntax;
  static constexpr const char *kBinary[] = {"+",  "-",  "*",  "@", "/", "//", "%",
                                            "**", "<<", ">>", "&", "|", "^"};
  static constexpr const char *kCompare[] = {
      "<", "<=", ">", ">=", "==", "!=", "in", "not in", "is", "is not"};
  static constexpr const char *kUnary[] = {"+", "-", "~", "not "};
  if (auto *name = llvm::dyn_cast<NameExpr>(&expression))
    return name->name.str().str();
  if (auto *number = llvm::dyn_cast<IntLiteral>(&expression))
    return number->text.str();
  if (auto *binary = llvm::dyn_cast<BinaryExpr>(&expression))
    return "(" + spelled(*binary->left) + " " + kBinary[size_t(binary->op)] + " " +
           spelled(*binary->right) + ")";
  if (auto *unary = llvm::dyn_cast<UnaryExpr>(&expression))
    return "(" + std::string(kUnary[size_t(unary->op)]) + spelled(*unary->operand) + ")";
  if (auto *boolean = llvm::dyn_cast<BoolExpr>(&expression)) {
    std::string result = "(";
    for (const Expr *operand : boolean->operands)
      result += (result.size() == 1           ? ""
                 : boolean->op == BoolOp::And ? " and "
                                              : " or ") +
                spelled(*operand);
    return result + ")";
  }
  if (auto *compare = llvm::dyn_cast<CompareExpr>(&expression)) {
    std::string result = "(" + spelled(*compare->first);
    for (size_t i = 0; i < compare->ops.size(); ++i)
      result += std::string(" ") + kCompare[size_t(compare->ops[i])] + " " +
                spelled(*compare->operands[i]);
    return result + ")";
  }
  if (auto *call = llvm::dyn_cast<CallExpr>(&expression)) {
    std::string result = spelled(*call->callee) + "(";
    for (const Expr *argument : call->args)
      result += spelled(*argument);
    return result + ")";
  }
  if (auto *attribute = llvm::dyn_cast<AttributeExpr>(&expression))
    return spelled(*attribute->base) + "." + attribute->attribute.name.str().str();
  if (auto *cast = llvm::dyn_cast<CastExpr>(&expression))
    return "(<T>" + spelled(*cast->operand) + ")";
  if (auto *address = llvm::dyn_cast<AddressOfExpr>(&expression))
    return "(&" + spelled(*address->operand) + ")";
  if (auto *conditional = llvm::dyn_cast<ConditionalExpr>(&expression))
    return "(" + spelled(*conditional->then_value) + " if " + spelled(*conditional->condition) +
           " else " + spelled(*conditional->else_value) + ")";
  if (auto *lambda = llvm::dyn_cast<LambdaExpr>(&expression))
    return "(lambda: " + spelled(*lambda->body) + ")";
  if (auto *await = llvm::dyn_cast<AwaitExpr>(&expression))
    return "(await " + spelled(*await->value) + ")";
  return syntax::kindName(expression.kind).str();
}

} // namespace nogilc::test
