// See truth_compare.h. Types, variables and functions by themselves; what a signature says is in
// truth_signatures.cpp.
#include "headers/truth_compare.h"

#include "headers/truth_classes.h"
#include "headers/truth_signatures.h"
#include "support/suggest.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Lex/MacroInfo.h>
#include <clang/Sema/Lookup.h>

namespace nogilc::headers {

using cfacts::DeclarationKind;
using cfacts::ExternDeclaration;
using cfacts::HeaderFinding;
using clang::QualType;

namespace {

/// The namespace or class that a name's path leads through; null if there is none.
clang::DeclContext *contextNamed(clang::Sema &sema, clang::DeclContext *around,
                                 llvm::StringRef name) {
  clang::LookupResult found(sema, &sema.Context.Idents.get(name), clang::SourceLocation(),
                            clang::Sema::LookupNestedNameSpecifierName);
  found.suppressDiagnostics();
  sema.LookupQualifiedName(found, around);
  if (!found.isSingleResult())
    return nullptr;
  clang::NamedDecl *declaration = found.getFoundDecl()->getUnderlyingDecl();
  if (auto *alias = llvm::dyn_cast<clang::NamespaceAliasDecl>(declaration))
    return alias->getNamespace();
  if (auto *type = llvm::dyn_cast<clang::TypedefNameDecl>(declaration))
    return type->getUnderlyingType()->getAsTagDecl();
  return llvm::dyn_cast<clang::DeclContext>(declaration);
}

/// What kind of thing a name of the header is, in words.
std::string kindOf(const clang::NamedDecl &declaration) {
  if (llvm::isa<clang::FunctionDecl, clang::FunctionTemplateDecl>(declaration))
    return "a function";
  if (llvm::isa<clang::EnumConstantDecl>(declaration))
    return "a constant of an enum";
  if (llvm::isa<clang::VarDecl>(declaration))
    return "a variable";
  if (const auto *tag = llvm::dyn_cast<clang::TagDecl>(&declaration))
    return ("a " + tag->getKindName()).str();
  if (llvm::isa<clang::TypeDecl>(declaration))
    return "a type";
  return llvm::isa<clang::NamespaceDecl>(declaration) ? "a namespace" : "something else";
}

llvm::StringRef kindOf(DeclarationKind kind) {
  switch (kind) {
  case DeclarationKind::Function:
    return "a function";
  case DeclarationKind::Variable:
    return "a variable";
  case DeclarationKind::Enumerator:
    return "a constant";
  case DeclarationKind::Typedef:
    return "a type";
  case DeclarationKind::Struct:
    return "a struct";
  case DeclarationKind::Union:
    return "a union";
  case DeclarationKind::Enum:
    return "an enum";
  case DeclarationKind::Class:
    return "the struct of a class";
  case DeclarationKind::CppClass:
    return "a class";
  case DeclarationKind::Method:
  case DeclarationKind::StaticMethod:
  case DeclarationKind::Constructor:
    break; // truth_classes.cpp
  }
  return "";
}

class Comparer {
public:
  explicit Comparer(Truth &truth) : truth_(truth) {}

  void run() {
    for (size_t i = 0; i < truth_.probes.request.declarations.size(); ++i) {
      const ExternDeclaration &declaration = truth_.declaration(i);
      if (declaration.include != 0 && truth_.missing_includes.contains(declaration.include - 1))
        continue;
      number_ = i;
      compare(declaration);
    }
    for (size_t number : unnamed_)
      if (!found_unnamed_.contains(number)) {
        number_ = number;
        reportMissing(truth_.declaration(number));
      }
    reportUnknown();
  }

private:
  void compare(const ExternDeclaration &declaration) {
    switch (declaration.kind) {
    case DeclarationKind::Function:
      return compareFunction(declaration);
    case DeclarationKind::Variable:
    case DeclarationKind::Enumerator:
      return compareVariable(declaration);
    case DeclarationKind::Typedef:
      return compareTypedef(declaration);
    case DeclarationKind::Struct:
    case DeclarationKind::Union:
    case DeclarationKind::Enum:
    case DeclarationKind::Class:
      return compareTag(declaration);
    case DeclarationKind::CppClass:
      return compareCppClass(declaration);
    case DeclarationKind::Method:
    case DeclarationKind::StaticMethod:
    case DeclarationKind::Constructor:
      return compareMember(truth_, number_);
    }
  }

  void reportMissing(const ExternDeclaration &declaration);
  void reportUnknown();
  void reportKind(const ExternDeclaration &declaration, const std::string &kind,
                  clang::SourceLocation place) {
    HeaderFinding &finding = truth_.report(
        "header-kind", number_, 0, {declaration.cname, kindOf(declaration.kind).str(), kind});
    truth_.note(finding, place, quoted(declaration.cname) + " is " + kind);
  }

  void compareFunction(const ExternDeclaration &declaration);
  bool compareMacroCall(const ExternDeclaration &declaration, const clang::MacroInfo &macro);
  void compareVariable(const ExternDeclaration &declaration);
  void compareValue(const ExternDeclaration &declaration, QualType actual,
                    clang::SourceLocation place, const clang::Expr *value);
  void compareTypedef(const ExternDeclaration &declaration);
  void compareTag(const ExternDeclaration &declaration);
  void compareCppClass(const ExternDeclaration &declaration);
  void compareFields(const ExternDeclaration &declaration, const clang::RecordDecl &record);
  void compareField(const ExternDeclaration &declaration, size_t part, QualType actual,
                    const clang::FieldDecl *field, clang::SourceLocation place);
  /// Whether the field's type has no name in the header, and the declaration made up one for it:
  /// then that is compared.
  bool compareUnnamed(const cfacts::TypedName &field, QualType actual);
  /// The type of a field of a record; null if there is none. `place` is where it is declared, and
  /// `field` it, if it is one.
  QualType fieldType(const clang::RecordDecl &record, size_t part, clang::SourceLocation &place,
                     const clang::FieldDecl *&field);

  Truth &truth_;
  size_t number_ = 0;
  std::vector<size_t> unknown_; ///< declarations of no header that none declares
  /// Structs and unions that the headers do not name: types of fields may be meant.
  std::vector<size_t> unnamed_;
  llvm::DenseSet<size_t> found_unnamed_;
};

void Comparer::reportMissing(const ExternDeclaration &declaration) {
  if (truth_.has_errors)
    return;
  if (declaration.include == 0) {
    unknown_.push_back(number_);
    return;
  }
  const cfacts::ExternInclude &include = truth_.probes.request.includes[declaration.include - 1];
  const std::string header =
      include.header.empty() ? "the C code" : quoted(llvm::StringRef(include.header).trim("<>"));
  HeaderFinding &finding =
      truth_.report("header-missing", number_, 0, {header, quoted(declaration.cname)});
  llvm::StringRef name = declaration.cname;
  dropTagWord(name);
  Suggestion suggestion(name);
  for (const clang::Decl *other : truth_.context.getTranslationUnitDecl()->decls())
    if (const auto *named = llvm::dyn_cast<clang::NamedDecl>(other);
        named && named->getIdentifier() && !named->getName().starts_with("ng_"))
      suggestion.offer(named->getName());
  if (!suggestion.best().empty() && suggestion.best() != name)
    for (clang::NamedDecl *near : truth_.find(suggestion.best(), false)) {
      truth_.note(finding, near->getLocation(), "did you mean `" + suggestion.best().str() + "`?");
      break;
    }
}

/// Blocks `extern from *` promise no header. That they cannot be checked is said once.
void Comparer::reportUnknown() {
  if (unknown_.empty())
    return;
  std::string names;
  for (size_t i = 0; i < unknown_.size() && i < 5; ++i)
    names += (i ? ", " : "") + quoted(truth_.declaration(unknown_[i]).cname);
  if (unknown_.size() > 5)
    names += " and " + std::to_string(unknown_.size() - 5) + " more";
  truth_.report("header-unknown", unknown_.front(), 0, {names});
}

void Comparer::compareFunction(const ExternDeclaration &declaration) {
  const clang::MacroInfo *macro = macroOf(truth_.preprocessor, declaration.cname);
  auto found = isPath(declaration.cname) ? truth_.find(declaration.cname, false)
                                         : llvm::SmallVector<clang::NamedDecl *, 4>();
  if (found.empty() && macro && macro->isObjectLike() && macro->getNumTokens() == 1)
    if (const clang::IdentifierInfo *other = macro->getReplacementToken(0).getIdentifierInfo())
      found = truth_.find(other->getName(), false);
  llvm::SmallVector<const clang::FunctionDecl *, 4> functions;
  bool has_template = false;
  for (clang::NamedDecl *one : found) {
    has_template |= llvm::isa<clang::FunctionTemplateDecl>(one);
    if (const auto *function = llvm::dyn_cast<clang::FunctionDecl>(one))
      functions.push_back(function);
  }
  // What the call reaches, if that is a function of a header: behind macros, templates, overloads.
  const clang::FunctionDecl *called = calledByProbe(truth_, number_);
  if (functions.empty() && called)
    functions.push_back(called);
  if (has_template && !called && functions.empty())
    return; // none fits, or only the compiler knows which
  if (functions.size() == 1 || called)
    truth_.functions[number_] = called ? called : functions.front();
  if (!functions.empty())
    return compareSignature(truth_, number_, functions);
  if (macro && macro->isFunctionLike()) {
    if (compareMacroCall(declaration, *macro))
      compareCallResult(truth_, number_, macro->getDefinitionLoc());
    return;
  }
  if (macro || truth_.probes.holds(probeName("call", number_)))
    return compareCallResult(truth_, number_,
                             macro ? macro->getDefinitionLoc() : clang::SourceLocation());
  for (clang::NamedDecl *one : found) {
    const auto *variable = llvm::dyn_cast<clang::ValueDecl>(one);
    const QualType type = variable ? variable->getType() : QualType();
    if (!type.isNull() && (type->isFunctionPointerType() || type->isRecordType()))
      return type->isFunctionPointerType() ? compareSignature(truth_, number_, *variable) : void();
    if (llvm::isa<clang::TypeDecl, clang::TemplateDecl>(one))
      return; // a cast, or a constructor
    return reportKind(declaration, kindOf(*one), one->getLocation());
  }
  const clang::IdentifierInfo &word = truth_.context.Idents.get(declaration.cname);
  if (isPath(declaration.cname) && !word.isKeyword(truth_.context.getLangOpts()))
    reportMissing(declaration);
}

/// False if the macro cannot be called so.
bool Comparer::compareMacroCall(const ExternDeclaration &declaration,
                                const clang::MacroInfo &macro) {
  const size_t given = declaration.parts.size(), wanted = macro.getNumParams();
  const bool is_enough = macro.isVariadic() ? given + 1 >= wanted : given == wanted;
  // One argument may be empty, and what is declared `...` takes any number of any type.
  const bool is_empty =
      wanted == 1 && given == 0 && truth_.probes.holds(probeName("call", number_));
  if (is_enough || is_empty || declaration.has_varargs)
    return true;
  HeaderFinding &finding =
      truth_.report("header-parameters", number_, 0,
                    {declaration.name, givenCount(declaration), std::to_string(wanted)});
  truth_.note(finding, macro.getDefinitionLoc(), "the macro is defined here");
  return false;
}

void Comparer::compareVariable(const ExternDeclaration &declaration) {
  const clang::MacroInfo *macro = macroOf(truth_.preprocessor, declaration.cname);
  if (isPath(declaration.cname))
    for (clang::NamedDecl *one : truth_.find(declaration.cname, false)) {
      if (const auto *variable = llvm::dyn_cast<clang::ValueDecl>(one)) {
        const bool is_function = llvm::isa<clang::FunctionDecl>(one);
        const QualType declared = truth_.probedType(probeName("value", number_));
        if (is_function && (declared.isNull() || !declared->isFunctionPointerType()))
          return reportKind(declaration, kindOf(*one), one->getLocation());
        if (const auto *constant = llvm::dyn_cast<clang::EnumConstantDecl>(one))
          return compareValue(declaration, constant->getType(), one->getLocation(), nullptr);
        return compareValue(declaration, variable->getType(), one->getLocation(), nullptr);
      }
      if (!macro)
        return reportKind(declaration, kindOf(*one), one->getLocation());
    }
  if (macro && macro->isFunctionLike())
    return reportKind(declaration, "a macro with parameters", macro->getDefinitionLoc());
  if (const auto *reference = truth_.probe<clang::VarDecl>(probeName("reference", number_))) {
    const clang::Expr *value = reference->getInit();
    if (!value)
      return;
    value = value->IgnoreImplicit();
    return compareValue(declaration, value->getType(),
                        macro ? macro->getDefinitionLoc() : clang::SourceLocation(), value);
  }
  const clang::IdentifierInfo &word = truth_.context.Idents.get(declaration.cname);
  if (!macro && isPath(declaration.cname) && !word.isKeyword(truth_.context.getLangOpts()))
    reportMissing(declaration);
}

void Comparer::compareValue(const ExternDeclaration &declaration, QualType actual,
                            clang::SourceLocation place, const clang::Expr *value) {
  if (declaration.kind == DeclarationKind::Enumerator) {
    if (!actual->isIntegralOrEnumerationType() && !actual->isDependentType())
      reportKind(declaration, "a value of type " + spelling(truth_.context, actual), place);
    return;
  }
  const QualType declared = truth_.probedType(probeName("value", number_));
  if (declared.isNull() || (value && isNull(truth_, *value, declared)))
    return;
  clang::Expr::EvalResult result;
  if (value && declared->isRealFloatingType() && actual->isRealFloatingType() &&
      !value->isValueDependent() && value->EvaluateAsRValue(result, truth_.context) &&
      result.Val.isFloat()) {
    llvm::APFloat number = result.Val.getFloat();
    bool is_changed = false;
    number.convert(truth_.context.getFloatTypeSemantics(declared),
                   llvm::APFloat::rmNearestTiesToEven, &is_changed);
    if (!is_changed)
      return;
  }
  if (value && actual->isIntegerType() && declared->isIntegerType() && !value->isValueDependent() &&
      value->EvaluateAsInt(result, truth_.context)) {
    // What counts is the value: a macro `1u << 3` fits any integer.
    const llvm::APSInt number = result.Val.getInt();
    llvm::APSInt kept =
        number.extOrTrunc(static_cast<unsigned>(truth_.context.getIntWidth(declared)));
    kept.setIsSigned(declared->isSignedIntegerOrEnumerationType());
    if (llvm::APSInt::isSameValue(number, kept) || declared->isBooleanType())
      return;
    HeaderFinding &finding = truth_.report(
        "header-narrowing", number_, 0,
        {quoted(declaration.name), quoted(declaration.value.type), spelling(truth_.context, actual),
         "its value is " + llvm::toString(number, 10) + ", and becomes " +
             llvm::toString(kept, 10)});
    truth_.note(finding, place, quoted(declaration.cname) + " is defined here");
    return;
  }
  // Whether it may be assigned to shows where that is done.
  clang::Qualifiers constant;
  if (actual->isArrayType() && declared->isArrayType())
    actual = truth_.context.getUnqualifiedArrayType(actual, constant);
  const Comparison comparison{quoted(declaration.name),
                              declaration.value.type,
                              declared,
                              actual,
                              /*is_result=*/true,
                              number_,
                              0,
                              place};
  compareTypes(truth_, comparison);
}

void Comparer::compareTypedef(const ExternDeclaration &declaration) {
  const QualType actual = truth_.probedType(probeName("type", number_));
  if (actual.isNull()) {
    if (!truth_.probes.line_of.contains(probeName("type", number_)))
      return;
    for (clang::NamedDecl *one : isPath(declaration.cname)
                                     ? truth_.find(declaration.cname, false)
                                     : llvm::SmallVector<clang::NamedDecl *, 4>())
      return llvm::isa<clang::TypeDecl, clang::TemplateDecl>(one)
                 ? void()
                 : reportKind(declaration, kindOf(*one), one->getLocation());
    return reportMissing(declaration);
  }
  const QualType declared = truth_.probedType(probeName("value", number_));
  if (declared.isNull() || declared->isVoidType())
    return;
  // A width of an integer is a hint, as the dialect has it: the header's counts.
  Fit fit = std::max(valueFits(truth_.context, declared, actual, false),
                     valueFits(truth_.context, actual, declared, false));
  const bool is_number =
      declared->isIntegralOrEnumerationType() && actual->isIntegralOrEnumerationType();
  const bool is_float = declared->isRealFloatingType() && actual->isRealFloatingType();
  if (is_number || is_float || fit == Fit::Narrows)
    fit = Fit::Good;
  Comparison comparison{quoted(declaration.name),
                        declaration.value.type,
                        declared,
                        actual,
                        /*is_result=*/true,
                        number_,
                        0,
                        clang::SourceLocation()};
  if (const auto *alias = actual->getAs<clang::TypedefType>())
    comparison.place = alias->getDecl()->getLocation();
  reportFit(truth_, comparison, fit);
}

void Comparer::compareTag(const ExternDeclaration &declaration) {
  llvm::StringRef name = declaration.cname;
  const bool has_word = dropTagWord(name);
  if (has_word && isPath(name)) {
    const auto found = truth_.find(name, /*is_tag=*/true);
    if (found.empty())
      return macroOf(truth_.preprocessor, name) ? void() : unnamed_.push_back(number_);
    const auto *tag = llvm::dyn_cast<clang::TagDecl>(found.front());
    if (!tag && llvm::isa<clang::TypedefNameDecl>(found.front()))
      return reportKind(declaration, "a typedef, without that word in front of it",
                        found.front()->getLocation());
    const bool is_other = tag && ((declaration.kind == DeclarationKind::Enum) != tag->isEnum() ||
                                  (declaration.kind == DeclarationKind::Union) != tag->isUnion());
    if (is_other)
      return reportKind(declaration, kindOf(*tag), tag->getLocation());
  }
  const QualType actual = truth_.probedType(probeName("type", number_));
  if (actual.isNull()) {
    const auto found =
        isPath(name) ? truth_.find(name, false) : llvm::SmallVector<clang::NamedDecl *, 4>();
    if (found.empty() && truth_.probes.line_of.contains(probeName("type", number_)))
      return unnamed_.push_back(number_);
    for (clang::NamedDecl *one : found)
      if (!llvm::isa<clang::TypeDecl, clang::TemplateDecl>(one))
        return reportKind(declaration, kindOf(*one), one->getLocation());
    return;
  }
  if (declaration.kind == DeclarationKind::Enum)
    return;
  // A template is not made before somebody needs it.
  truth_.sema.isCompleteType(clang::SourceLocation(), actual);
  const clang::RecordDecl *record = actual->getAsRecordDecl();
  if (record)
    compareFields(declaration, *record);
  else if (!declaration.parts.empty())
    reportKind(declaration, "the type " + spelling(truth_.context, actual),
               clang::SourceLocation());
}

void Comparer::compareCppClass(const ExternDeclaration &declaration) {
  if (const clang::CXXRecordDecl *record = classOf(truth_, number_)) {
    compareFields(declaration, *record);
    return compareBases(truth_, number_, *record);
  }
  if (!truth_.probes.line_of.contains(probeName("type", number_)))
    return;
  const QualType actual = truth_.probedType(probeName("type", number_));
  if (!actual.isNull()) {
    if (!actual->isRecordType())
      reportKind(declaration, "the type " + spelling(truth_.context, actual),
                 clang::SourceLocation());
    else if (!declaration.parts.empty()) // no more than its name is known
      compareFields(declaration, *actual->getAsRecordDecl());
    return;
  }
  const llvm::StringRef name = llvm::StringRef(declaration.cname).split('<').first;
  const auto found =
      isPath(name) ? truth_.find(name, false) : llvm::SmallVector<clang::NamedDecl *, 4>();
  if (found.empty())
    return isPath(name) ? reportMissing(declaration) : void();
  if (const auto *pattern = llvm::dyn_cast<clang::TemplateDecl>(found.front()))
    compareTemplateParameters(truth_, number_, *pattern);
  else if (!llvm::isa<clang::TypeDecl>(found.front()))
    reportKind(declaration, kindOf(*found.front()), found.front()->getLocation());
  else if (name.size() != declaration.cname.size())
    reportKind(declaration, kindOf(*found.front()) + " without arguments",
               found.front()->getLocation());
}

void Comparer::compareFields(const ExternDeclaration &declaration,
                             const clang::RecordDecl &record) {
  if (declaration.parts.empty())
    return;
  const clang::RecordDecl *definition = record.getDefinition();
  if (!definition) {
    HeaderFinding &finding =
        truth_.report("header-missing", number_, 1,
                      {quoted(declaration.cname) + ", which the header only declares,",
                       "field " + quoted(declaration.parts.front().cname)});
    truth_.note(finding, record.getLocation(), "the header says no more than this of it");
    return;
  }
  for (size_t i = 0; i < declaration.parts.size(); ++i) {
    const cfacts::TypedName &field = declaration.parts[i];
    clang::SourceLocation place;
    const clang::FieldDecl *member = nullptr;
    const QualType actual = fieldType(*definition, i, place, member);
    if (actual.isNull()) {
      if (!isPath(field.cname) || macroOf(truth_.preprocessor, field.cname) || truth_.has_errors)
        continue;
      HeaderFinding &finding =
          truth_.report("header-missing", number_, i + 1,
                        {quoted(declaration.cname), "field " + quoted(field.cname)});
      truth_.note(finding, definition->getLocation(),
                  quoted(declaration.cname) + " is defined here");
      continue;
    }
    if (member && isHidden(*member))
      reportHidden(truth_, number_, i + 1, "a field", *member);
    else if (!compareUnnamed(field, actual))
      compareField(declaration, i, actual, member, place);
  }
}

void Comparer::compareField(const ExternDeclaration &declaration, size_t part, QualType actual,
                            const clang::FieldDecl *field, clang::SourceLocation place) {
  const QualType declared = truth_.probedType(probeName("part", number_, part));
  if (declared.isNull())
    return;
  // A few bits of a wide type fit into a narrow one.
  if (field && field->isBitField() && declared->isIntegerType() &&
      field->getBitWidthValue(truth_.context) <= truth_.context.getIntWidth(declared))
    return;
  const cfacts::TypedName &written = declaration.parts[part];
  compareTypes(truth_,
               {"the field `" + written.name + "` of `" + declaration.name + "`", written.type,
                declared, actual, /*is_result=*/true, number_, part + 1, place});
}

bool Comparer::compareUnnamed(const cfacts::TypedName &field, QualType actual) {
  while (const clang::ArrayType *array = truth_.context.getAsArrayType(actual))
    actual = array->getElementType();
  const clang::RecordDecl *record = actual->getAsRecordDecl();
  if (!record || record->getIdentifier() || record->getTypedefNameForAnonDecl())
    return false;
  const llvm::StringRef name = llvm::StringRef(field.type).split('[').first.rtrim();
  for (size_t i = 0; i < truth_.probes.request.declarations.size(); ++i) {
    const ExternDeclaration &other = truth_.declaration(i);
    const bool is_record =
        other.kind == DeclarationKind::Struct || other.kind == DeclarationKind::Union;
    if (!is_record || other.name != name || !found_unnamed_.insert(i).second)
      continue;
    const size_t outer = std::exchange(number_, i);
    compareFields(other, *record);
    number_ = outer;
  }
  return true;
}

QualType Comparer::fieldType(const clang::RecordDecl &record, size_t part,
                             clang::SourceLocation &place, const clang::FieldDecl *&field) {
  const llvm::StringRef name = truth_.declaration(number_).parts[part].cname;
  if (const std::string probe = probeName("field", number_, part);
      truth_.probes.line_of.contains(probe)) {
    if (const auto *type = truth_.probe<clang::TypedefNameDecl>(probe)) {
      place = record.getLocation();
      const auto *written = type->getUnderlyingType()->getAs<clang::DecltypeType>();
      return written ? written->getUnderlyingType() : type->getUnderlyingType();
    }
    return {};
  }
  if (!isPath(name) || name.contains(':'))
    return {};
  clang::LookupResult found(truth_.sema, &truth_.context.Idents.get(name), clang::SourceLocation(),
                            clang::Sema::LookupMemberName);
  found.suppressDiagnostics();
  truth_.sema.LookupQualifiedName(found, const_cast<clang::RecordDecl *>(&record));
  for (const clang::NamedDecl *member : found)
    if (const auto *value = llvm::dyn_cast<clang::ValueDecl>(member->getUnderlyingDecl())) {
      place = value->getLocation();
      field = llvm::dyn_cast<clang::FieldDecl>(value);
      if (const auto *indirect = llvm::dyn_cast<clang::IndirectFieldDecl>(value))
        field = indirect->getAnonField();
      return value->getType();
    }
  return {};
}

} // namespace

clang::NamedDecl *Truth::lookUp(llvm::StringRef name) const {
  for (clang::NamedDecl *found :
       context.getTranslationUnitDecl()->lookup(&context.Idents.get(name)))
    return found;
  return nullptr;
}

clang::QualType Truth::probedType(const std::string &name) const {
  const auto *found = probe<clang::TypedefNameDecl>(name);
  if (!found)
    return {};
  // `struct s *` of a struct that is nowhere: the probe itself has made it.
  clang::QualType named = found->getUnderlyingType();
  while (!named->getPointeeType().isNull() || named->isArrayType())
    named = named->isArrayType() ? context.getAsArrayType(named)->getElementType()
                                 : named->getPointeeType();
  const clang::TagDecl *tag = named->getAsTagDecl();
  const bool is_made =
      tag && probes.isProbe(*tag, places.manager()) &&
      places.manager().getSpellingLineNumber(tag->getLocation()) > probes.own_lines;
  return is_made ? clang::QualType() : found->getUnderlyingType();
}

llvm::SmallVector<clang::NamedDecl *, 4> Truth::find(llvm::StringRef cname, bool is_tag) const {
  llvm::SmallVector<clang::NamedDecl *, 4> result;
  cname.consume_front("::");
  llvm::SmallVector<llvm::StringRef, 4> parts;
  cname.split(parts, "::");
  clang::DeclContext *around = context.getTranslationUnitDecl();
  for (const llvm::StringRef part : llvm::ArrayRef(parts).drop_back())
    if (around = contextNamed(sema, around, part); !around)
      return result;
  clang::LookupResult found(sema, &context.Idents.get(parts.back()), clang::SourceLocation(),
                            is_tag ? clang::Sema::LookupTagName : clang::Sema::LookupOrdinaryName);
  found.suppressDiagnostics();
  sema.LookupQualifiedName(found, around);
  for (clang::NamedDecl *one : found) {
    one = one->getUnderlyingDecl();
    if (!one->isInvalidDecl() && !probes.isProbe(*one, places.manager()))
      result.push_back(one);
  }
  return result;
}

HeaderFinding &Truth::report(llvm::StringRef slug, size_t number, size_t part,
                             std::vector<std::string> arguments) {
  HeaderFinding &finding = findings.emplace_back();
  finding.slug = slug.str();
  finding.at = {cfacts::RequestPlace::Kind::Declaration, static_cast<uint32_t>(number),
                static_cast<uint32_t>(part)};
  finding.arguments = std::move(arguments);
  return finding;
}

void Truth::note(HeaderFinding &finding, clang::SourceLocation place, std::string text) const {
  if (place.isInvalid())
    return;
  cfacts::Place at = places.place(place);
  note(finding, std::move(at), std::move(text));
}

/// A place in the main file lies in what a module's own block says.
void Truth::note(HeaderFinding &finding, cfacts::Place place, std::string text) const {
  HeaderFinding::Remark &remark = finding.remarks.emplace_back();
  remark.text = std::move(text);
  if (place.file != places.mainFile()) {
    remark.place = std::move(place);
    return;
  }
  const auto after = std::upper_bound(verbatim.begin(), verbatim.end(), place.begin);
  if (after == verbatim.begin())
    return;
  const auto index = static_cast<uint32_t>(after - verbatim.begin() - 1);
  remark.places.push_back(
      {cfacts::RequestPlace::Kind::Verbatim, index, place.begin - verbatim[index]});
}

void compareDeclarations(Truth &truth) { Comparer(truth).run(); }

} // namespace nogilc::headers
