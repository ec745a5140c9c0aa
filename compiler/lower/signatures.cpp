// See signatures.h. Three formats: `c` names the C types (`f(int x, y=2)`), `python` writes them as
// annotations (`f(x: int, y=2)`), `clinic` is what `inspect` reads from builtins (`f(x, y=2)`,
// `--`).
#include "lower/signatures.h"

#include "lower/annotations.h"
#include "sema/special_methods.h"

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

/// What Python calls the values of a C type; types that it has no word for keep theirs, as one
/// word.
std::string pythonName(LowerContext &context, const types::Type *type) {
  const types::Type *plain = types::canonical(type);
  if (types::isUnicodeCharacter(plain))
    return "str";
  switch (plain->kind) {
  case types::TypeKind::Bint:
    return "bool";
  case types::TypeKind::Integer:
  case types::TypeKind::Enum:
    return "int";
  case types::TypeKind::Float:
    return "float";
  case types::TypeKind::Complex:
    return "complex";
  default:
    break;
  }
  if (types::isCText(plain))
    return types::spelling(context.types.object(context.analysis.text_rules.object));
  std::string word = types::spelling(type);
  for (char &letter : word)
    letter = letter == ' ' ? '_' : letter == '*' ? 'p' : letter;
  return word;
}

std::string parameterText(LowerContext &context, const sema::ParameterInfo &parameter,
                          Format format) {
  if (parameter.symbol->is_self) // its type is the class, which everybody sees
    return parameter.symbol->name.str().str();
  const types::Type *type = parameter.symbol->type;
  std::string text = parameter.passing == ParameterKind::VarArgs       ? "*"
                     : parameter.passing == ParameterKind::VarKeywords ? "**"
                                                                       : "";
  const bool is_typed = text.empty() && hasTypeToShow(type);
  std::string annotation;
  if (format != Format::Clinic && parameter.annotation)
    annotation = annotationText(context, *parameter.annotation);
  else if (format == Format::Python && is_typed)
    annotation = pythonName(context, type);
  else if (format == Format::C && is_typed)
    text += types::spelling(type) + " ";
  text += parameter.symbol->name.str();
  if (!annotation.empty())
    text += ": " + annotation;
  if (parameter.default_value)
    text += (annotation.empty() ? "=" : " = ") + annotationText(context, *parameter.default_value);
  return text;
}

std::string parameterList(LowerContext &context, const sema::FunctionInfo &info, Format format,
                          bool has_self) {
  llvm::SmallVector<std::string, 8> parts;
  bool is_keyword_only = false;
  const size_t count = info.parameters.size();
  for (size_t i = has_self ? 0 : 1; i < count; ++i) {
    const sema::ParameterInfo &parameter = info.parameters[i];
    if (parameter.passing == ParameterKind::VarArgs)
      is_keyword_only = true;
    if (parameter.passing == ParameterKind::KeywordOnly && !is_keyword_only) {
      parts.push_back("*");
      is_keyword_only = true;
    }
    const bool is_class = i == 0 && info.binding == sema::MethodBinding::Class;
    parts.push_back(is_class ? parameter.symbol->name.str().str()
                             : parameterText(context, parameter, format));
    if (parameter.passing == ParameterKind::PositionalOnly &&
        (i + 1 == count || info.parameters[i + 1].passing != ParameterKind::PositionalOnly))
      parts.push_back("/");
  }
  return llvm::join(parts, ", ");
}

std::string signatureText(LowerContext &context, const sema::FunctionInfo &info, Format format) {
  // A method by its class; what a function is defined in says nothing.
  const llvm::StringRef name = llvm::StringRef(info.qualname).rsplit("<locals>.").second.empty()
                                   ? llvm::StringRef(info.qualname)
                                   : llvm::StringRef(info.qualname).rsplit("<locals>.").second;
  std::string text = (format == Format::Clinic ? llvm::StringRef(info.name) : name).str() + "(" +
                     parameterList(context, info, format, /*has_self=*/true) + ")";
  if (format == Format::Clinic)
    return text + "\n--\n";
  const auto *def = llvm::dyn_cast<syntax::FunctionDef>(info.node);
  if (def && def->return_annotation)
    return text + " -> " + annotationText(context, *def->return_annotation);
  if (info.type && hasTypeToShow(info.type->result))
    return text + " -> " +
           (format == Format::Python ? pythonName(context, info.type->result)
                                     : types::spelling(info.type->result));
  return text;
}

/// As `inspect.cleandoc` does: without the indentation that all lines but the first share, and
/// without empty lines around.
std::string cleaned(llvm::StringRef docstring) {
  llvm::SmallVector<llvm::StringRef, 16> lines;
  docstring.split(lines, '\n');
  size_t margin = llvm::StringRef::npos;
  for (const llvm::StringRef line : llvm::drop_begin(lines))
    if (!line.trim().empty())
      margin = std::min(margin, line.size() - line.ltrim().size());
  lines.front() = lines.front().ltrim();
  for (llvm::StringRef &line : llvm::drop_begin(lines))
    line = line.drop_front(std::min(margin, line.size()));
  while (lines.size() > 1 && lines.back().trim().empty())
    lines.pop_back();
  return llvm::join(
      llvm::ArrayRef(lines).drop_while([](llvm::StringRef line) { return line.empty(); }), "\n");
}

std::string withDocstring(std::string signature, const std::optional<std::string> &docstring) {
  return docstring ? std::move(signature) + "\n\n" + cleaned(*docstring) : signature;
}

} // namespace

std::optional<std::string> shownDocstring(LowerContext &context, const sema::FunctionInfo &info) {
  const bool is_wanted = info.directives && info.directives->embedsignature &&
                         info.kind != sema::FunctionKind::Lambda &&
                         info.kind != sema::FunctionKind::GeneratorExpression;
  if (!is_wanted)
    return info.docstring;
  const Format format = formatOf(*info.directives);
  const std::string text = signatureText(context, info, format);
  if (format == Format::Clinic)
    return info.docstring ? text + "\n" + *info.docstring : text;
  return withDocstring(text, info.docstring);
}

std::optional<std::string> shownDocstring(LowerContext &context, const sema::ClassInfo &info) {
  for (const sema::FunctionInfo *method : info.special_methods) {
    const bool is_shown = method->special->kind == sema::SpecialKind::Init && method->directives &&
                          method->directives->embedsignature &&
                          formatOf(*method->directives) == Format::C;
    if (!is_shown)
      continue;
    return withDocstring(info.name + "(" +
                             parameterList(context, *method, Format::C,
                                           /*has_self=*/false) +
                             ")",
                         info.docstring);
  }
  return info.docstring;
}

std::optional<std::string> shownDocstring(LowerContext &context, const sema::ClassInfo &cls,
                                          const sema::ExtensionFieldInfo &field) {
  const bool is_wanted = cls.directives && cls.directives->embedsignature &&
                         field.visibility == syntax::Visibility::Public;
  const Format format = is_wanted ? formatOf(*cls.directives) : Format::Clinic;
  const types::Type *type = field.field->type;
  if (!is_wanted || format == Format::Clinic || (format == Format::Python && !hasTypeToShow(type)))
    return std::nullopt;
  std::string written =
      format == Format::Python ? pythonName(context, type) : types::spelling(type);
  if (format == Format::C && !types::isObject(type))
    written = "'" + written + "'";
  return field.field->name.str().str() + ": " + written;
}

} // namespace nogilc::lower
