// See signatures.h. Three formats: `c` names the C types (`f(int x, y=2)`), `python` writes them as
// annotations (`f(x: int, y=2)`), `clinic` is what `inspect` reads from builtins (`f(x, y=2)`,
// `--`).
#include "lower/signatures.h"

#include "lower/annotations.h"

#include <llvm/ADT/StringExtras.h>

namespace nogilc::lower {

using syntax::ParameterKind;

namespace {

enum class Format : uint8_t { C, Python, Clinic };

Format formatOf(const sema::Directives &directives) {
  return directives.embedsignature_format == "python"   ? Format::Python
         : directives.embedsignature_format == "clinic" ? Format::Clinic
                                                        : Format::C;
}

/// `object` says nothing.
bool hasTypeToShow(const types::Type *type) {
  const auto *object = llvm::dyn_cast<types::ObjectType>(types::canonical(type));
  return !types::isError(type) && !(object && object->object == types::ObjectKind::Object);
}

std::string parameterText(LowerContext &context, const sema::ParameterInfo &parameter,
                          Format format) {
  const types::Type *type = parameter.symbol->type;
  std::string text = parameter.passing == ParameterKind::VarArgs       ? "*"
                     : parameter.passing == ParameterKind::VarKeywords ? "**"
                                                                       : "";
  const bool is_typed = text.empty() && hasTypeToShow(type);
  std::string annotation;
  if (format != Format::Clinic && parameter.annotation)
    annotation = annotationText(context, *parameter.annotation);
  else if (format == Format::Python && is_typed)
    annotation = types::spelling(type);
  else if (format == Format::C && is_typed)
    text += types::spelling(type) + " ";
  text += parameter.symbol->name.str();
  if (!annotation.empty())
    text += ": " + annotation;
  if (parameter.default_value)
    text += (annotation.empty() ? "=" : " = ") + annotationText(context, *parameter.default_value);
  return text;
}

std::string signatureText(LowerContext &context, const sema::FunctionInfo &info, Format format) {
  llvm::SmallVector<std::string, 8> parts;
  bool is_keyword_only = false;
  const size_t count = info.parameters.size();
  for (size_t i = 0; i != count; ++i) {
    const sema::ParameterInfo &parameter = info.parameters[i];
    if (parameter.passing == ParameterKind::VarArgs)
      is_keyword_only = true;
    if (parameter.passing == ParameterKind::KeywordOnly && !is_keyword_only) {
      parts.push_back("*");
      is_keyword_only = true;
    }
    parts.push_back(parameterText(context, parameter, format));
    if (parameter.passing == ParameterKind::PositionalOnly &&
        (i + 1 == count || info.parameters[i + 1].passing != ParameterKind::PositionalOnly))
      parts.push_back("/");
  }
  // A method by its class; what a function is defined in says nothing.
  const llvm::StringRef name = llvm::StringRef(info.qualname).rsplit("<locals>.").second.empty()
                                   ? llvm::StringRef(info.qualname)
                                   : llvm::StringRef(info.qualname).rsplit("<locals>.").second;
  std::string text = (format == Format::Clinic ? llvm::StringRef(info.name) : name).str() + "(" +
                     llvm::join(parts, ", ") + ")";
  if (format == Format::Clinic)
    return text + "\n--\n";
  const auto *def = llvm::dyn_cast<syntax::FunctionDef>(info.node);
  if (def && def->return_annotation)
    return text + " -> " + annotationText(context, *def->return_annotation);
  if (info.type && hasTypeToShow(info.type->result))
    return text + " -> " + types::spelling(info.type->result);
  return text;
}

} // namespace

std::optional<std::string> shownDocstring(LowerContext &context, const sema::FunctionInfo &info) {
  const bool is_wanted = info.directives && info.directives->embedsignature &&
                         info.kind != sema::FunctionKind::Lambda &&
                         info.kind != sema::FunctionKind::GeneratorExpression;
  if (!is_wanted)
    return info.docstring;
  const std::string text = signatureText(context, info, formatOf(*info.directives));
  return info.docstring ? text + "\n" + *info.docstring : text;
}

} // namespace nogilc::lower
