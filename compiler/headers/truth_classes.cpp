// See truth_classes.h.
#include "headers/truth_classes.h"

#include "headers/truth_signatures.h"
#include "support/suggest.h"

#include <clang/AST/CXXInheritance.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Sema/Lookup.h>

namespace nogilc::headers {

using cfacts::DeclarationKind;
using cfacts::ExternDeclaration;
using cfacts::HeaderFinding;
using clang::QualType;

namespace {

/// What a class has under the name of a declaration.
struct Candidates {
  llvm::SmallVector<const clang::FunctionDecl *, 4> functions; ///< that others may call
  bool has_template = false;
  const clang::NamedDecl *hidden = nullptr;
  const clang::NamedDecl *deleted = nullptr;
  const clang::ValueDecl *other = nullptr; ///< a field

  /// `access`: through the class that it was found by.
  void add(const clang::NamedDecl *member, clang::AccessSpecifier access) {
    const clang::NamedDecl *meant = member->getUnderlyingDecl();
    const auto *function = llvm::dyn_cast<clang::FunctionDecl>(meant);
    if (access == clang::AS_private || access == clang::AS_protected)
      hidden = meant;
    else if (function && function->isDeleted())
      deleted = meant;
    else if (function)
      functions.push_back(function);
    else if (llvm::isa<clang::FunctionTemplateDecl>(meant))
      has_template = true;
    else if (const auto *value = llvm::dyn_cast<clang::ValueDecl>(meant))
      other = value;
  }
};

/// `operator+`, `push_back`; empty for what is no name: a conversion, an expression.
clang::DeclarationName nameOf(const Truth &truth, llvm::StringRef cname) {
  static constexpr std::pair<llvm::StringLiteral, clang::OverloadedOperatorKind> kOperators[] = {
#define OVERLOADED_OPERATOR(Name, Spelling, Token, Unary, Binary, MemberOnly)                      \
  {llvm::StringLiteral(Spelling), clang::OO_##Name},
#include <clang/Basic/OperatorKinds.def>
  };
  llvm::StringRef symbol = cname;
  if (symbol.consume_front("operator")) {
    symbol = symbol.trim();
    for (const auto &[spelling, kind] : kOperators)
      if (spelling == symbol)
        return truth.context.DeclarationNames.getCXXOperatorName(kind);
  }
  return isPath(cname) && !cname.contains(':')
             ? clang::DeclarationName(&truth.context.Idents.get(cname))
             : clang::DeclarationName();
}

Candidates candidatesOf(const Truth &truth, const clang::CXXRecordDecl &record,
                        const ExternDeclaration &declaration) {
  Candidates candidates;
  auto *cls = const_cast<clang::CXXRecordDecl *>(&record);
  if (declaration.kind == DeclarationKind::Constructor) {
    for (const clang::NamedDecl *member : truth.sema.LookupConstructors(cls))
      candidates.add(member, member->getAccess());
    return candidates;
  }
  const clang::DeclarationName name = nameOf(truth, declaration.cname);
  if (name.isEmpty()) {
    candidates.has_template = true; // only the compiler knows
    return candidates;
  }
  clang::LookupResult found(truth.sema, name, clang::SourceLocation(),
                            clang::Sema::LookupMemberName);
  found.suppressDiagnostics();
  truth.sema.LookupQualifiedName(found, cls);
  for (auto at = found.begin(); at != found.end(); ++at)
    candidates.add(*at, at.getAccess());
  return candidates;
}

std::string kindOf(const ExternDeclaration &declaration) {
  return declaration.kind == DeclarationKind::Constructor    ? "a constructor"
         : declaration.kind == DeclarationKind::StaticMethod ? "a static method"
                                                             : "a method";
}

void reportKind(Truth &truth, size_t number, const std::string &kind,
                const clang::NamedDecl &member) {
  const ExternDeclaration &declaration = truth.declaration(number);
  HeaderFinding &finding =
      truth.report("header-kind", number, 0, {declaration.name, kindOf(declaration), kind});
  truth.note(finding, member.getLocation(), "the header says it here");
}

void reportMissing(Truth &truth, size_t number, const clang::CXXRecordDecl &record) {
  if (truth.has_errors)
    return;
  const ExternDeclaration &declaration = truth.declaration(number);
  const std::string &owner = truth.declaration(declaration.owner - 1).name;
  const bool is_constructor = declaration.kind == DeclarationKind::Constructor;
  HeaderFinding &finding = truth.report(
      "header-missing", number, 0,
      {quoted(owner), is_constructor ? "constructor" : "method " + quoted(declaration.cname)});
  Suggestion suggestion(declaration.cname);
  for (const clang::Decl *member : record.decls())
    if (const auto *named = llvm::dyn_cast<clang::NamedDecl>(member);
        named && named->getIdentifier() && !isHidden(*named) && !is_constructor)
      suggestion.offer(named->getName());
  const std::string meant =
      suggestion.best().empty() ? "" : "; did you mean `" + suggestion.best().str() + "`?";
  truth.note(finding, record.getLocation(), quoted(owner) + " is defined here" + meant);
}

} // namespace

const clang::CXXRecordDecl *classOf(const Truth &truth, size_t number) {
  const QualType actual = truth.probedType(probeName("type", number));
  if (actual.isNull())
    return nullptr;
  // A template is not made before somebody needs it.
  truth.sema.isCompleteType(clang::SourceLocation(), actual);
  const clang::CXXRecordDecl *record = actual->getAsCXXRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  return record && !record->isInvalidDecl() ? record : nullptr;
}

bool isHidden(const clang::NamedDecl &member) {
  return member.getAccess() == clang::AS_private || member.getAccess() == clang::AS_protected;
}

void reportHidden(Truth &truth, size_t number, size_t part, const std::string &what,
                  const clang::NamedDecl &member) {
  const ExternDeclaration &declaration = truth.declaration(number);
  const std::string name =
      part == 0 ? declaration.name : declaration.name + "." + declaration.parts[part - 1].name;
  HeaderFinding &finding = truth.report(
      "header-kind", number, part,
      {name, what, member.getAccess() == clang::AS_private ? "a private one" : "a protected one"});
  truth.note(finding, member.getLocation(), "the header says it here");
}

void compareTemplateParameters(Truth &truth, size_t number, const clang::TemplateDecl &pattern) {
  const ExternDeclaration &declaration = truth.declaration(number);
  const llvm::StringRef text = declaration.cname;
  // The arguments of the instance that stands for it are all `int`.
  const size_t given =
      text.ends_with(">") && !text.ends_with("<>") ? text.rsplit('<').second.count("int") : 0;
  const clang::TemplateParameterList *parameters = pattern.getTemplateParameters();
  const unsigned least = parameters->getMinRequiredArguments();
  const bool is_open = parameters->hasParameterPack();
  if (given >= least && (is_open || given <= parameters->size()))
    return; // `int` is no argument for it
  std::string wanted = std::to_string(least);
  if (is_open)
    wanted = "at least " + wanted;
  else if (least != parameters->size())
    wanted += " to " + std::to_string(parameters->size());
  HeaderFinding &finding = truth.report(
      "header-parameters", number, 0,
      {declaration.name,
       std::to_string(given) + (given == 1 ? " template parameter" : " template parameters"),
       wanted});
  truth.note(finding, pattern.getLocation(), "the header says it here");
}

void compareBases(Truth &truth, size_t number, const clang::CXXRecordDecl &record) {
  const ExternDeclaration &declaration = truth.declaration(number);
  for (size_t i = 0; i < declaration.bases.size(); ++i) {
    const QualType type = truth.probedType(probeName("base", number, i));
    const clang::CXXRecordDecl *base = type.isNull() ? nullptr : type->getAsCXXRecordDecl();
    if (!base || base->getCanonicalDecl() == record.getCanonicalDecl())
      continue;
    clang::CXXBasePaths paths;
    const bool is_derived = base->hasDefinition() && record.isDerivedFrom(base, paths);
    const bool is_public = llvm::any_of(
        paths, [](const clang::CXXBasePath &path) { return path.Access == clang::AS_public; });
    if (is_derived && is_public)
      continue;
    HeaderFinding &finding =
        truth.report("header-missing", number, declaration.parts.size() + i + 1,
                     {quoted(declaration.name),
                      (is_derived ? "public base " : "base ") + quoted(declaration.bases[i].type)});
    truth.note(finding, record.getLocation(), quoted(declaration.name) + " is defined here");
  }
}

void compareMember(Truth &truth, size_t number) {
  const ExternDeclaration &declaration = truth.declaration(number);
  const clang::CXXRecordDecl *record = classOf(truth, declaration.owner - 1);
  if (!record)
    return; // that was said of the class
  const bool is_understood = truth.probes.holds(probeName("call", number));
  const clang::FunctionDecl *called = calledByProbe(truth, number);
  if (called && !llvm::isa<clang::CXXMethodDecl>(called)) { // an operator outside of the class
    truth.functions[number] = called;
    return compareCallResult(truth, number, called->getLocation());
  }
  Candidates candidates = candidatesOf(truth, *record, declaration);
  if (called)
    candidates.functions.assign(1, called);
  if (candidates.functions.size() == 1)
    truth.functions[number] = candidates.functions.front();
  if (candidates.functions.empty()) {
    if (is_understood)
      return compareCallResult(truth, number, record->getLocation());
    if (candidates.has_template)
      return;
    if (candidates.hidden)
      return reportHidden(truth, number, 0, kindOf(declaration), *candidates.hidden);
    if (candidates.deleted)
      return reportKind(truth, number, "a deleted one", *candidates.deleted);
    if (candidates.other)
      return reportKind(truth, number, "a field", *candidates.other);
    return reportMissing(truth, number, *record);
  }
  const auto is_static = [](const clang::FunctionDecl *function) {
    return llvm::cast<clang::CXXMethodDecl>(function)->isStatic();
  };
  if (declaration.kind == DeclarationKind::StaticMethod &&
      llvm::none_of(candidates.functions, is_static))
    return reportKind(truth, number, "one that needs an object", *candidates.functions.front());
  // A template that does not fit may be meant, and `...` says that any number of parameters fits.
  const bool is_open =
      declaration.has_varargs &&
      (candidates.has_template || llvm::isa<clang::ClassTemplateSpecializationDecl>(record));
  if (is_open || (!called && candidates.has_template))
    return;
  if (candidates.hidden && llvm::none_of(candidates.functions, [&](const auto *function) {
        return takesCount(truth, number, *function);
      }))
    return reportHidden(truth, number, 0, kindOf(declaration), *candidates.hidden);
  compareSignature(truth, number, candidates.functions);
}

} // namespace nogilc::headers
