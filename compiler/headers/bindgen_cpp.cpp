// What only C++ has, for bindgen: classes, templates, operators. Types that are declared in a class
// get names of their own (`Outer_Inner`), because what stands in a class is seen only through it.
#include "headers/bindgen_context.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringSwitch.h>

namespace nogilc::headers {

namespace {

/// Operators that the dialect can declare.
bool isKnownOperator(llvm::StringRef name) {
  return llvm::StringSwitch<bool>(name)
      .Cases("+", "-", "*", "/", "%", "++", "--", "~", "|", true)
      .Cases("&", "^", "<<", ">>", ",", "==", "!=", ">=", "<=", true)
      .Cases(">", "<", "[]", "()", "!", "=", true)
      .Default(false);
}

/// `[T, U=*]`, or nothing, and why.
std::string templateHead(const clang::TemplateParameterList &parameters, bool has_defaults,
                         std::string &problem) {
  std::string text;
  for (const clang::NamedDecl *parameter : parameters) {
    const auto *type = llvm::dyn_cast<clang::TemplateTypeParmDecl>(parameter);
    if (!type || type->isParameterPack() || !type->getIdentifier()) {
      problem = type && type->isParameterPack() ? "a template with any number of parameters"
                                                : "a template parameter that is no type";
      return "";
    }
    text += (text.empty() ? "[" : ", ") + type->getName().str() +
            (has_defaults && type->hasDefaultArgument() ? "=*" : "");
  }
  return text + "]";
}

std::string argumentNames(const clang::TemplateParameterList &parameters) {
  std::string text;
  for (const clang::NamedDecl *parameter : parameters)
    text += (text.empty() ? "[" : ", ") + parameter->getName().str();
  return text + "]";
}

class ClassWriter {
public:
  ClassWriter(BindContext &ctx, const clang::CXXRecordDecl &record, std::string name,
              std::string c_name)
      : ctx_(ctx), record_(record), name_(std::move(name)), c_name_(std::move(c_name)) {}

  /// Whether a method needs the GIL: then the others say that they need none.
  bool needsGil() const { return needs_gil_; }

  std::vector<std::string> members() {
    std::vector<std::string> lines;
    appendBaseFields(record_, lines);
    needs_gil_ = llvm::any_of(record_.methods(), [&](const clang::CXXMethodDecl *method) {
      return method->getAccess() == clang::AS_public && !method->isImplicit() &&
             headers::needsGil(ctx_, *method);
    });
    bool is_public = record_.isStruct() || record_.isUnion();
    for (const clang::Decl *decl : record_.decls()) {
      if (const auto *access = llvm::dyn_cast<clang::AccessSpecDecl>(decl))
        is_public = access->getAccess() == clang::AS_public;
      if (is_public && !decl->isImplicit())
        append(*decl, lines);
    }
    return lines;
  }

private:
  /// Structs as C has them are no bases in the dialect: their fields are the class's own.
  void appendBaseFields(const clang::CXXRecordDecl &record, std::vector<std::string> &lines) {
    for (const clang::CXXBaseSpecifier &base : record.bases()) {
      const clang::CXXRecordDecl *decl = base.getType()->getAsCXXRecordDecl();
      if (decl && base.getAccessSpecifier() == clang::AS_public && decl->getDefinition() &&
          !needsCppClass(*decl))
        for (const clang::FieldDecl *field : decl->getDefinition()->fields())
          appendField(*field, field->getType(), field->getName(), lines);
    }
  }

  void append(const clang::Decl &decl, std::vector<std::string> &lines) {
    if (const auto *field = llvm::dyn_cast<clang::FieldDecl>(&decl)) {
      if (field->getIdentifier())
        appendField(*field, field->getType(), field->getName(), lines);
    } else if (const auto *variable = llvm::dyn_cast<clang::VarDecl>(&decl)) {
      appendField(*variable, variable->getType(), variable->getName(), lines);
    } else if (const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(&decl)) {
      appendMethod(*method, nullptr, lines);
    } else if (const auto *pattern = llvm::dyn_cast<clang::FunctionTemplateDecl>(&decl)) {
      if (const auto *inner = llvm::dyn_cast<clang::CXXMethodDecl>(pattern->getTemplatedDecl()))
        appendMethod(*inner, pattern->getTemplateParameters(), lines);
    } else if (const auto *tag = llvm::dyn_cast<clang::TagDecl>(&decl)) {
      if (tag->getIdentifier() && !record_.isDependentContext())
        needTag(ctx_, *tag);
    }
  }

  void appendField(const clang::NamedDecl &field, clang::QualType type, llvm::StringRef own,
                   std::vector<std::string> &lines) {
    TypeWriter writer(ctx_);
    std::string name = own.str() + (isReservedWord(own) ? "_" : "");
    name += cnameSuffix(name, own, own);
    const std::string text = writer.declaration(type, name, TypeUse::Field);
    if (!writer.problem().empty())
      return ctx_.omit(c_name_ + "::" + own.str(), writer.problem());
    appendComment(ctx_, field, lines, "    ");
    lines.push_back("    " + text);
  }

  /// The name of a method in the dialect; empty if it can have none, and why.
  std::string methodName(const clang::CXXMethodDecl &method, std::string &problem) {
    if (llvm::isa<clang::CXXConstructorDecl>(method))
      return name_;
    if (method.isOverloadedOperator()) {
      const llvm::StringRef op = clang::getOperatorSpelling(method.getOverloadedOperator());
      if (isKnownOperator(op))
        return ("operator" + op).str();
      problem = ("the operator `" + op + "`").str();
      return "";
    }
    if (const auto *conversion = llvm::dyn_cast<clang::CXXConversionDecl>(&method)) {
      if (conversion->getConversionType()->isBooleanType())
        return "operator bool";
      problem = "a conversion to another type than `bool`";
      return "";
    }
    const std::string own = method.getNameAsString();
    return isReservedWord(own) ? own + "_ \"" + own + "\"" : own;
  }

  void appendMethod(const clang::CXXMethodDecl &method,
                    const clang::TemplateParameterList *parameters,
                    std::vector<std::string> &lines) {
    if (method.isDeleted() || llvm::isa<clang::CXXDestructorDecl>(method) ||
        llvm::isa<clang::CXXDeductionGuideDecl>(method))
      return;
    std::string problem;
    std::string name = methodName(method, problem);
    if (parameters && llvm::isa<clang::CXXConstructorDecl>(method))
      problem = "a template of a constructor";
    else if (parameters && problem.empty())
      name += templateHead(*parameters, false, problem);
    const bool is_constructor = llvm::isa<clang::CXXConstructorDecl>(method);
    const bool needs_gil = headers::needsGil(ctx_, method);
    std::vector<std::string> texts;
    for (unsigned count = method.getMinRequiredArguments();
         problem.empty() && count <= method.getNumParams(); ++count) {
      TypeWriter writer(ctx_);
      const std::string list = writer.parameters(method, count);
      std::string text = is_constructor
                             ? name + "(" + list + ")"
                             : writer.declaration(method.getReturnType(), name + "(" + list + ")");
      problem = writer.problem();
      // Methods that differ in `const` alone, or in what they give, are one to the dialect.
      if (problem.empty() && signatures_.insert(name + "(" + list + ")").second)
        texts.push_back(text + exceptionTail(ctx_, method, needs_gil));
    }
    if (!problem.empty())
      return ctx_.omit(c_name_ + "::" + method.getNameAsString(), problem);
    for (const std::string &text : texts) {
      if (&text == &texts.front())
        appendComment(ctx_, method, lines, "    ");
      if (method.isStatic())
        lines.push_back("    @staticmethod");
      lines.push_back("    " + text + (needs_gil_ && !needs_gil ? " nogil" : ""));
    }
  }

  BindContext &ctx_;
  const clang::CXXRecordDecl &record_;
  const std::string name_;
  const std::string c_name_;
  std::set<std::string> signatures_;
  bool needs_gil_ = false;
};

/// `(Base, Other[T])`: the public bases that are classes.
std::string basesOf(BindContext &ctx, const clang::CXXRecordDecl &record,
                    const std::string &c_name) {
  std::string text;
  for (const clang::CXXBaseSpecifier &base : record.bases()) {
    if (base.getAccessSpecifier() != clang::AS_public)
      continue;
    const clang::CXXRecordDecl *decl = base.getType()->getAsCXXRecordDecl();
    if (decl && decl->getDefinition() && !needsCppClass(*decl))
      continue;
    TypeWriter writer(ctx);
    const std::string name = writer.declaration(base.getType(), "");
    if (!writer.problem().empty())
      ctx.omit(c_name, "its base class: " + writer.problem());
    else
      text += (text.empty() ? "" : ", ") + name;
  }
  return text.empty() ? "" : "(" + text + ")";
}

/// A class that is named already; `parameters` are those of its template.
void declareClass(BindContext &ctx, const clang::CXXRecordDecl &any, const std::string &name,
                  const std::string &parameters) {
  const clang::CXXRecordDecl *definition = any.getDefinition();
  const clang::CXXRecordDecl &record = definition ? *definition : any;
  const std::string own = record.getNameAsString();
  const std::string c_name = qualifiedName(record);
  const bool is_whole = definition && ctx.headers.isSelected(record.getLocation());
  std::string head = "cppclass " + name + cnameSuffix(name, own, c_name) + parameters;
  if (is_whole)
    head += basesOf(ctx, record, c_name);
  std::vector<std::string> lines;
  if (const clang::ClassTemplateDecl *pattern = record.getDescribedClassTemplate())
    appendComment(ctx, *pattern, lines);
  if (lines.empty())
    appendComment(ctx, record, lines);
  lines.push_back(head + ":");
  const size_t begin = lines.size();
  bool needs_gil = false;
  if (is_whole) {
    ctx.in_progress.push_back(record.getCanonicalDecl());
    ClassWriter writer(ctx, record, name, c_name);
    llvm::append_range(lines, writer.members());
    needs_gil = writer.needsGil();
    ctx.in_progress.pop_back();
  }
  if (lines.size() == begin)
    lines.push_back("    pass");
  ctx.add(record, std::move(lines)).needs_gil = needs_gil;
  ++ctx.result.counts.types;
}

/// The template of a class; gives its name, which is empty if it cannot be declared.
std::string needTemplate(BindContext &ctx, const clang::ClassTemplateDecl &any,
                         std::string &problem) {
  const clang::ClassTemplateDecl &pattern = *any.getCanonicalDecl();
  const std::string qualified = qualifiedName(pattern);
  if (!ctx.headers.isSelected(pattern.getLocation()))
    if (const std::string known = cimportKnown(ctx, qualified); !known.empty())
      return known;
  const std::string name = ctx.names.of(pattern);
  if (!name.empty())
    return name;
  if (llvm::isa<clang::CXXRecordDecl>(pattern.getDeclContext())) {
    problem = "the template `" + qualified + "` of a class";
    return "";
  }
  // The declaration that has the defaults.
  const clang::ClassTemplateDecl *latest = pattern.getMostRecentDecl();
  const std::string parameters = templateHead(*latest->getTemplateParameters(), true, problem);
  if (!problem.empty()) {
    problem = "the template `" + qualified + "`: " + problem;
    return "";
  }
  const std::string own = pattern.getNameAsString();
  const std::string claimed = ctx.names.claim(pattern, own, "class_" + own);
  ctx.declared.insert(&pattern);
  const clang::CXXRecordDecl *record = pattern.getTemplatedDecl();
  declareClass(ctx, *record, claimed, parameters);
  ctx.finished.insert(&pattern);
  return claimed;
}

} // namespace

std::string TypeWriter::instance(const clang::ClassTemplateDecl &pattern,
                                 llvm::ArrayRef<clang::TemplateArgument> arguments) {
  std::string text;
  for (const clang::TemplateArgument &argument : arguments) {
    if (argument.getKind() != clang::TemplateArgument::Type)
      return fail("the template `" + qualifiedName(pattern) +
                  "`: a template argument that is no type");
    text += (text.empty() ? "[" : ", ") + declaration(argument.getAsType(), "");
    if (!problem_.empty())
      return "";
  }
  std::string problem;
  const std::string name = needTemplate(ctx_, pattern, problem);
  return problem.empty() ? name + text + "]" : fail(problem);
}

std::string TypeWriter::templateType(const clang::Type &type) {
  if (const auto *parameter = llvm::dyn_cast<clang::TemplateTypeParmType>(&type)) {
    const clang::TemplateTypeParmDecl *decl = parameter->getDecl();
    return decl && decl->getIdentifier() ? decl->getName().str()
                                         : fail("a template parameter without a name");
  }
  if (const auto *injected = llvm::dyn_cast<clang::InjectedClassNameType>(&type)) {
    const clang::ClassTemplateDecl *pattern = injected->getDecl()->getDescribedClassTemplate();
    if (!pattern)
      return fail("a part of a template");
    std::string problem;
    const std::string name = needTemplate(ctx_, *pattern, problem);
    return problem.empty() ? name + argumentNames(*pattern->getTemplateParameters())
                           : fail(problem);
  }
  if (const auto *special = llvm::dyn_cast<clang::TemplateSpecializationType>(&type)) {
    if (special->isTypeAlias())
      return ""; // looked through
    const auto *pattern = llvm::dyn_cast_or_null<clang::ClassTemplateDecl>(
        special->getTemplateName().getAsTemplateDecl());
    return pattern ? instance(*pattern, special->template_arguments())
                   : fail("a template that is a parameter of another one");
  }
  if (const auto *record = llvm::dyn_cast<clang::RecordType>(&type))
    if (const auto *special =
            llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record->getDecl()))
      return instance(*special->getSpecializedTemplate(), special->getTemplateArgs().asArray());
  return "";
}

bool needsCppClass(const clang::CXXRecordDecl &record) {
  const clang::CXXRecordDecl *definition = record.getDefinition();
  return definition && !definition->isCLike();
}

std::string needClass(BindContext &ctx, const clang::CXXRecordDecl &any) {
  const clang::CXXRecordDecl &record = *any.getCanonicalDecl();
  const std::string own = record.getNameAsString();
  const std::string name = ctx.names.claim(record, nestedName(ctx, record), "class_" + own);
  declareClass(ctx, record, name, "");
  ctx.finished.insert(&record);
  return name;
}

bool declareInstance(BindContext &ctx, const clang::TypedefNameDecl &alias,
                     const std::string &name) {
  const clang::CXXRecordDecl *record = alias.getUnderlyingType()->getAsCXXRecordDecl();
  const auto *special = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
  if (!special)
    return false;
  const std::string c_name = qualifiedName(alias);
  std::vector<std::string> lines;
  appendComment(ctx, alias, lines);
  lines.push_back("cppclass " + name + cnameSuffix(name, alias.getName(), c_name) + ":");
  const size_t begin = lines.size();
  bool needs_gil = false;
  if (special->getDefinition() && ctx.headers.isSelected(special->getLocation())) {
    ClassWriter writer(ctx, *special->getDefinition(), name, c_name);
    llvm::append_range(lines, writer.members());
    needs_gil = writer.needsGil();
  }
  if (lines.size() == begin)
    lines.push_back("    pass");
  ctx.add(alias, std::move(lines)).needs_gil = needs_gil;
  ++ctx.result.counts.types;
  return true;
}

std::string nestedName(BindContext &ctx, const clang::TagDecl &tag) {
  const std::string own = tag.getNameAsString();
  const auto *outer = llvm::dyn_cast<clang::CXXRecordDecl>(tag.getDeclContext());
  if (!outer || !ctx.isCpp())
    return own;
  return nestedName(ctx, *outer) + "_" + own;
}

void declareTemplate(BindContext &ctx, const clang::TemplateDecl &decl) {
  std::string problem;
  if (const auto *pattern = llvm::dyn_cast<clang::ClassTemplateDecl>(&decl)) {
    needTemplate(ctx, *pattern, problem);
  } else if (const auto *function = llvm::dyn_cast<clang::FunctionTemplateDecl>(&decl)) {
    const clang::FunctionDecl &inner = *function->getTemplatedDecl();
    if (!ctx.declared.insert(function->getCanonicalDecl()).second || inner.isDeleted())
      return;
    const std::string parameters = templateHead(*function->getTemplateParameters(), false, problem);
    if (problem.empty())
      declareOverloads(ctx, inner, parameters, problem);
  } else {
    problem = "a template of a type's name, or a concept";
  }
  if (!problem.empty())
    ctx.omit(qualifiedName(decl), problem);
}

bool isDeclarableOperator(const clang::FunctionDecl &function) {
  return isKnownOperator(clang::getOperatorSpelling(function.getOverloadedOperator()));
}

} // namespace nogilc::headers
