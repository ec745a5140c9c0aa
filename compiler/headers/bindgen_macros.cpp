// See bindgen_macros.h.
#include "headers/bindgen_macros.h"

#include "headers/bindgen_context.h"

#include <clang/AST/Expr.h>
#include <clang/Lex/MacroInfo.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallPtrSet.h>

namespace nogilc::headers {

namespace {

class Collector {
public:
  explicit Collector(const clang::Preprocessor &preprocessor) : preprocessor_(preprocessor) {}

  BoundMacro collect(llvm::StringRef name, const clang::MacroInfo &macro) {
    BoundMacro result;
    result.name = name.str();
    result.is_function_like = macro.isFunctionLike();
    if (macro.isFunctionLike())
      readCall(macro, result);
    else if (isExpression(macro))
      result.probe = "nogilc_probe_" + std::to_string(count_++);
    return result;
  }

private:
  /// Whether nothing of it can break out of the parentheses that it is put into.
  bool isExpression(const clang::MacroInfo &macro) {
    llvm::SmallPtrSet<const clang::MacroInfo *, 8> seen;
    return isExpression(macro, seen);
  }

  bool isExpression(const clang::MacroInfo &macro,
                    llvm::SmallPtrSetImpl<const clang::MacroInfo *> &seen) {
    if (!seen.insert(&macro).second)
      return true;
    int depth = 0;
    for (const clang::Token &token : macro.tokens()) {
      switch (token.getKind()) {
      case clang::tok::l_brace:
      case clang::tok::r_brace:
      case clang::tok::semi:
      case clang::tok::hash:
      case clang::tok::hashhash:
      case clang::tok::unknown:
        return false;
      case clang::tok::l_paren:
        ++depth;
        break;
      case clang::tok::r_paren:
        if (--depth < 0)
          return false;
        break;
      default:
        break;
      }
      if (const clang::IdentifierInfo *word = token.getIdentifierInfo())
        if (const clang::MacroInfo *inner = preprocessor_.getMacroInfo(word);
            inner && !isExpression(*inner, seen))
          return false;
    }
    return depth == 0;
  }

  /// `#define f(a, b) g((a), (b), 0)`: what it calls, and with which of its own arguments.
  void readCall(const clang::MacroInfo &macro, BoundMacro &result) {
    llvm::ArrayRef<clang::Token> tokens(macro.tokens_begin(), macro.tokens_end());
    if (macro.isVariadic())
      return;
    while (tokens.size() > 2 && tokens.front().is(clang::tok::l_paren) && closesAtEnd(tokens))
      tokens = tokens.drop_front().drop_back();
    if (tokens.size() < 3 || !tokens.front().isAnyIdentifier() ||
        !tokens[1].is(clang::tok::l_paren) || !closesAtEnd(tokens.drop_front()))
      return;
    std::vector<llvm::ArrayRef<clang::Token>> arguments;
    llvm::ArrayRef<clang::Token> list = tokens.drop_front(2).drop_back();
    size_t begin = 0;
    int depth = 0;
    for (size_t i = 0; i < list.size(); ++i) {
      depth += list[i].is(clang::tok::l_paren) ? 1 : list[i].is(clang::tok::r_paren) ? -1 : 0;
      if (depth == 0 && list[i].is(clang::tok::comma)) {
        arguments.push_back(list.slice(begin, i - begin));
        begin = i + 1;
      }
    }
    if (!list.empty())
      arguments.push_back(list.drop_front(begin));
    std::vector<std::string> names;
    std::vector<unsigned> positions;
    for (const clang::IdentifierInfo *parameter : macro.params()) {
      std::optional<unsigned> position;
      for (unsigned i = 0; i < arguments.size(); ++i) {
        const bool names_it = llvm::any_of(arguments[i], [&](const clang::Token &token) {
          return token.getIdentifierInfo() == parameter;
        });
        llvm::ArrayRef<clang::Token> bare = arguments[i];
        while (bare.size() > 2 && bare.front().is(clang::tok::l_paren) && closesAtEnd(bare))
          bare = bare.drop_front().drop_back();
        if (!names_it)
          continue;
        // Computed with, or passed twice: the callee does not tell its type.
        if (bare.size() != 1 || position)
          return;
        position = i;
      }
      if (!position)
        return;
      positions.push_back(*position);
      names.push_back(parameter->getName().str());
    }
    result.callee = tokens.front().getIdentifierInfo()->getName().str();
    result.parameters = std::move(positions);
    result.parameter_names = std::move(names);
  }

  /// Whether the `(` that tokens begin with is closed by the last of them.
  static bool closesAtEnd(llvm::ArrayRef<clang::Token> tokens) {
    int depth = 0;
    for (size_t i = 0; i < tokens.size(); ++i) {
      depth += tokens[i].is(clang::tok::l_paren) ? 1 : tokens[i].is(clang::tok::r_paren) ? -1 : 0;
      if (depth == 0)
        return i + 1 == tokens.size();
    }
    return false;
  }

  const clang::Preprocessor &preprocessor_;
  unsigned count_ = 0;
};

const clang::VarDecl *probeOf(BindContext &ctx, const BoundMacro &macro) {
  if (macro.probe.empty())
    return nullptr;
  const clang::IdentifierInfo &identifier = ctx.ast.Idents.get(macro.probe);
  for (const clang::NamedDecl *decl : ctx.ast.getTranslationUnitDecl()->lookup(&identifier))
    if (const auto *variable = llvm::dyn_cast<clang::VarDecl>(decl);
        variable && !variable->isInvalidDecl() && variable->getInit() &&
        !variable->getType()->isDependentType() && !variable->getType()->isUndeducedType())
      return variable;
  return nullptr;
}

/// Whether a function, a variable or an item of an enum has a name.
bool isDeclared(BindContext &ctx, llvm::StringRef name) {
  const clang::IdentifierInfo &identifier = ctx.ast.Idents.get(name);
  return llvm::any_of(
      ctx.ast.getTranslationUnitDecl()->lookup(&identifier),
      [](const clang::NamedDecl *decl) { return llvm::isa<clang::ValueDecl>(decl); });
}

const clang::FunctionDecl *functionNamed(BindContext &ctx, llvm::StringRef name) {
  const clang::IdentifierInfo &identifier = ctx.ast.Idents.get(name);
  for (const clang::NamedDecl *decl : ctx.ast.getTranslationUnitDecl()->lookup(&identifier))
    if (const auto *function = llvm::dyn_cast<clang::FunctionDecl>(decl))
      return function;
  return nullptr;
}

/// A macro that stands for a value. Null: it is another name of a function.
const clang::FunctionDecl *functionMeant(const clang::VarDecl &probe) {
  const clang::Expr *value = probe.getInit()->IgnoreParenImpCasts();
  if (const auto *name = llvm::dyn_cast<clang::DeclRefExpr>(value))
    return llvm::dyn_cast<clang::FunctionDecl>(name->getDecl());
  return nullptr;
}

bool isString(const clang::VarDecl &probe) {
  return llvm::isa<clang::StringLiteral>(probe.getInit()->IgnoreParenImpCasts());
}

bool declareMacro(BindContext &ctx, const BoundMacro &macro) {
  const clang::IdentifierInfo &identifier = ctx.ast.Idents.get(macro.name);
  const clang::MacroInfo *info = ctx.preprocessor.getMacroInfo(&identifier);
  if (!info)
    return false;
  const clang::SourceLocation place = info->getDefinitionLoc();
  // A macro of a function's own name stands before it, or is there for `#ifdef`.
  if (isDeclared(ctx, macro.name))
    return false;
  if (macro.is_function_like) {
    const clang::FunctionDecl *callee =
        macro.callee.empty() ? nullptr : functionNamed(ctx, macro.callee);
    const bool fits = callee && llvm::all_of(macro.parameters, [&](unsigned parameter) {
                        return parameter < callee->getNumParams();
                      });
    if (!fits) {
      ctx.omit(macro.name, "a macro with arguments, whose types nobody says");
      return false;
    }
    const std::string name = ctx.names.claimWord(macro.name);
    if (name.empty())
      return false;
    declareFunctionAs(ctx, *callee, name + cnameSuffix(name, macro.name, macro.name),
                      macro.parameters, macro.parameter_names, place);
    return true;
  }
  const clang::VarDecl *probe = probeOf(ctx, macro);
  if (!probe) {
    if (info->getNumTokens() != 0)
      ctx.omit(macro.name, "a macro that is no value");
    return false;
  }
  const std::string name = ctx.names.claimWord(macro.name);
  if (name.empty())
    return false;
  const std::string head = name + cnameSuffix(name, macro.name, macro.name);
  if (const clang::FunctionDecl *function = functionMeant(*probe)) {
    std::vector<unsigned> parameters;
    std::vector<std::string> names;
    for (unsigned i = 0; i < function->getNumParams(); ++i) {
      parameters.push_back(i);
      names.push_back(function->getParamDecl(i)->getNameAsString());
    }
    declareFunctionAs(ctx, *function, head, parameters, names, place);
    return true;
  }
  TypeWriter writer(ctx);
  clang::QualType type = probe->getType().getUnqualifiedType();
  if (isString(*probe))
    type = ctx.ast.getPointerType(ctx.ast.CharTy.withConst());
  else if (!type->isPointerType())
    type = type.withConst();
  const std::string text = writer.declaration(type, head);
  if (!writer.problem().empty()) {
    ctx.omit(macro.name, writer.problem());
    return false;
  }
  ctx.items.push_back({ctx.headers.headerOf(place), "", false, false, {text}});
  ++ctx.result.counts.constants;
  return true;
}

} // namespace

MacroTable
collectMacros(const clang::Preprocessor &preprocessor,
              const std::function<bool(clang::SourceLocation, llvm::StringRef)> &is_wanted) {
  const clang::SourceManager &sources = preprocessor.getSourceManager();
  std::vector<std::pair<const clang::IdentifierInfo *, const clang::MacroInfo *>> found;
  for (const auto &[identifier, state] : preprocessor.macros()) {
    const clang::MacroInfo *macro = preprocessor.getMacroInfo(identifier);
    if (!macro || macro->isBuiltinMacro() || macro->isUsedForHeaderGuard() ||
        macro->getNumTokens() == 0 || identifier->getName().starts_with("__"))
      continue;
    if (is_wanted(macro->getDefinitionLoc(), identifier->getName()))
      found.emplace_back(identifier, macro);
  }
  llvm::sort(found, [&](const auto &a, const auto &b) {
    return sources.isBeforeInTranslationUnit(a.second->getDefinitionLoc(),
                                             b.second->getDefinitionLoc());
  });
  Collector collector(preprocessor);
  MacroTable table;
  for (const auto &[identifier, macro] : found)
    table.macros.push_back(collector.collect(identifier->getName(), *macro));
  return table;
}

std::string MacroTable::probes(bool is_cpp) const {
  std::string text;
  for (const BoundMacro &macro : macros)
    if (!macro.probe.empty())
      text += std::string("static const ") + (is_cpp ? "auto " : "__auto_type ") + macro.probe +
              " = (" + macro.name + ");\n";
  return text;
}

void declareMacros(BindContext &ctx, const MacroTable &macros, unsigned header) {
  for (const BoundMacro &macro : macros.macros) {
    const clang::IdentifierInfo &identifier = ctx.ast.Idents.get(macro.name);
    const clang::MacroInfo *info = ctx.preprocessor.getMacroInfo(&identifier);
    if (info && ctx.isSelectedName(macro.name) &&
        ctx.headers.headerOf(info->getDefinitionLoc()) == header)
      declareMacro(ctx, macro);
  }
}

bool declareMacro(BindContext &ctx, const MacroTable &macros, llvm::StringRef name) {
  for (const BoundMacro &macro : macros.macros)
    if (macro.name == name)
      return declareMacro(ctx, macro);
  return false;
}

} // namespace nogilc::headers
