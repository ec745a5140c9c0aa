// Parameters of `def`, `lambda` and C functions, and their order.
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/Casting.h"
#include "parse/builder.h"

namespace nogilc::parse {

using namespace syntax;

/// A parameter that may have a C type. `is_c_list`: in the list of a C function or function type,
/// where a single word can be a type or a name.
Parameter *Builder::buildTypedParameter(Grammar::CtypeContext *type, const Declared *declared,
                                        bool is_c_list, Span place) {
  auto *parameter = context_.make<Parameter>(place);
  const bool is_plain =
      type->suffixes.empty() && type->quals.empty() && type->path.empty() && type->tuple == nullptr;
  const antlr4::Token *word = !is_plain     ? nullptr
                              : type->first ? type->first
                                            : singleWord(type->words);
  if (declared == nullptr && word != nullptr && !is_c_list) {
    parameter->name = ident(word);
    return parameter;
  }
  rejectInPython(place, "a parameter with a C type", "annotate it instead: `x: cython.int`");
  parameter->ctype = build(type);
  if (declared == nullptr) {
    parameter->may_be_name = is_plain && type->first != nullptr;
    parameter->declarator = emptyDeclared(place.after()).declarator;
    if (word != nullptr && text(word) != "void")
      sole_words_[parameter] = ident(word);
    return parameter;
  }
  parameter->declarator = declared->declarator;
  if (declared->name)
    parameter->name = declared->name->name;
  return parameter;
}

void Builder::nameSoleWords(const ParameterList &parameters) {
  for (Parameter *parameter : parameters.parameters) {
    const auto found = sole_words_.find(parameter);
    if (found == sole_words_.end())
      continue;
    parameter->name = found->second;
    parameter->ctype = nullptr;
    parameter->declarator = nullptr;
    parameter->may_be_name = false;
  }
}

/// `=*` and `=?`: there is a default value, which another file knows.
void Builder::setOptional(Parameter *parameter, const antlr4::Token *mark) {
  if (mark == nullptr)
    return;
  parameter->is_optional = true;
  if (file_kind_ != FileKind::Pxd && decl_scope_.flags.visibility != Visibility::Extern)
    error(span(mark), "`=" + text(mark) + "` stands for a default value only in .pxd files");
}

Parameter *Builder::buildCParameter(Grammar::CparameterContext *context) {
  Declared declared;
  if (context->decl)
    declared = build(context->decl);
  Parameter *parameter = buildTypedParameter(context->base, context->decl ? &declared : nullptr,
                                             /*is_c_list=*/true, span(context));
  if (context->annotation)
    parameter->annotation = build(context->annotation);
  if (context->value)
    parameter->default_value = build(context->value);
  setOptional(parameter, context->optional);
  return parameter;
}

Parameter *Builder::buildDefParameter(Grammar::ParameterContext *context) {
  Declared declared;
  if (context->decl)
    declared = build(context->decl);
  Parameter *parameter = buildTypedParameter(context->base, context->decl ? &declared : nullptr,
                                             /*is_c_list=*/false, span(context));
  if (context->rule_) {
    parameter->none_rule =
        kindOf(context->rule_) == TokenKind::KwNot ? NoneRule::NotNone : NoneRule::OrNone;
    rejectInPython(span(context->rule_), "`" + text(context->rule_).str() + " None`", "");
  }
  if (context->annotation)
    parameter->annotation = build(context->annotation);
  if (context->value)
    parameter->default_value = build(context->value);
  setOptional(parameter, context->optional);
  return parameter;
}

ParameterList *Builder::build(Grammar::CparametersContext *context, Span place) {
  auto *result = context_.make<ParameterList>(place);
  Vec<Parameter *> parameters;
  for (auto *item : context->items) {
    if (result->has_c_varargs)
      error(span(item), "nothing can follow `...` in the parameters of a C function");
    if (item->varargs)
      result->has_c_varargs = true;
    else
      parameters.push_back(buildCParameter(item));
  }
  result->parameters = list(parameters);
  return result;
}

ParameterList *Builder::build(Grammar::ParametersContext *context, Span place) {
  auto *result = context_.make<ParameterList>(place);
  Vec<Parameter *> parameters;
  bool seen_star = false, seen_slash = false, seen_keywords = false;
  Span bare_star;
  for (auto *item : context->items) {
    const Span where = span(item);
    if (seen_keywords)
      error(where, "nothing can follow `**` in the parameters");
    if (item->slash) {
      if (seen_slash)
        error(where, "`/` can stand only once in the parameters");
      else if (seen_star)
        error(where, "`/` cannot follow `*` in the parameters");
      else if (parameters.empty())
        error(where, "a parameter is missing before `/`");
      for (Parameter *parameter : parameters)
        if (parameter->passing == ParameterKind::Normal)
          parameter->passing = ParameterKind::PositionalOnly;
      seen_slash = true;
      continue;
    }
    if (item->star) {
      const bool is_keywords = kindOf(item->star) == TokenKind::StarStar;
      if (!is_keywords && seen_star)
        error(where, "`*` can stand only once in the parameters");
      seen_star |= !is_keywords;
      seen_keywords |= is_keywords;
      if (item->identifier == nullptr) {
        bare_star = where;
        continue;
      }
      if (is_keywords && bare_star.isValid() &&
          (parameters.empty() || parameters.back()->passing != ParameterKind::KeywordOnly))
        error(bare_star, "a named parameter must follow `*`");
      bare_star = Span();
      auto *parameter = context_.make<Parameter>(where);
      parameter->passing = is_keywords ? ParameterKind::VarKeywords : ParameterKind::VarArgs;
      parameter->name = ident(item->identifier);
      if (item->annotation) {
        parameter->annotation = build(item->annotation);
        if (item->unpack) {
          auto *star =
              context_.make<StarredExpr>(span(item->unpack).to(parameter->annotation->span));
          star->value = parameter->annotation;
          parameter->annotation = star;
        }
      }
      parameters.push_back(parameter);
      continue;
    }
    if (item->varargs) {
      error(where, "`...` can only stand in the parameters of a C function");
      continue;
    }
    Parameter *parameter = buildDefParameter(item);
    if (seen_star)
      parameter->passing = ParameterKind::KeywordOnly;
    bare_star = Span();
    parameters.push_back(parameter);
  }
  checkParameters(parameters); // a `*` at the end is the dialect's "and no more by position"
  result->parameters = list(parameters);
  return result;
}

ParameterList *Builder::build(Grammar::LambdaParametersContext *context, Span place) {
  auto *result = context_.make<ParameterList>(context ? span(context) : place.after());
  Vec<Parameter *> parameters;
  bool seen_star = false, seen_keywords = false;
  Span bare_star;
  for (auto *item : context->items) {
    const Span where = span(item);
    if (seen_keywords)
      error(where, "nothing can follow `**` in the parameters");
    if (item->slash) {
      if (parameters.empty() || seen_star)
        error(where, parameters.empty() ? "a parameter is missing before `/`"
                                        : "`/` cannot follow `*` in the parameters");
      for (Parameter *parameter : parameters)
        if (parameter->passing == ParameterKind::Normal)
          parameter->passing = ParameterKind::PositionalOnly;
      continue;
    }
    Parameter *parameter = nullptr;
    if (item->star) {
      const bool is_keywords = kindOf(item->star) == TokenKind::StarStar;
      if (!is_keywords && seen_star)
        error(where, "`*` can stand only once in the parameters");
      seen_star |= !is_keywords;
      seen_keywords |= is_keywords;
      if (item->identifier == nullptr) {
        bare_star = where;
        continue;
      }
      parameter = context_.make<Parameter>(where);
      parameter->passing = is_keywords ? ParameterKind::VarKeywords : ParameterKind::VarArgs;
      parameter->name = ident(item->identifier);
    } else {
      Declared declared;
      if (item->decl)
        declared = build(item->decl);
      parameter = buildTypedParameter(item->base, item->decl ? &declared : nullptr,
                                      /*is_c_list=*/false, where);
      if (seen_star)
        parameter->passing = ParameterKind::KeywordOnly;
      if (item->value)
        parameter->default_value = build(item->value);
      bare_star = Span();
    }
    parameters.push_back(parameter);
  }
  checkParameters(parameters); // a `*` at the end is the dialect's "and no more by position"
  result->parameters = list(parameters);
  return result;
}

/// No name twice, and no positional parameter without a default behind one with a default.
void Builder::checkParameters(const Vec<Parameter *> &parameters) {
  llvm::SmallDenseMap<Name, Span> seen;
  Parameter *with_default = nullptr;
  for (Parameter *parameter : parameters) {
    if (parameter->name) {
      const auto [entry, is_new] = seen.try_emplace(parameter->name.name, parameter->name.span);
      if (!is_new)
        error(parameter->name.span,
              "the parameter `" + parameter->name.name.str() + "` is there twice")
            .label(entry->second, "first here");
    }
    if (parameter->passing != ParameterKind::Normal &&
        parameter->passing != ParameterKind::PositionalOnly)
      continue;
    if (parameter->default_value || parameter->is_optional)
      with_default = parameter;
    else if (with_default)
      error(parameter->span,
            "a parameter without a default value cannot follow one with a default value");
  }
}

List<TypeParameter *> Builder::build(Grammar::TypeParametersContext *context) {
  if (context == nullptr)
    return {};
  Vec<TypeParameter *> parameters;
  for (auto *item : context->items) {
    auto *parameter = context_.make<TypeParameter>(span(item));
    parameter->variety = item->star == nullptr                   ? TypeParameterKind::TypeVar
                         : kindOf(item->star) == TokenKind::Star ? TypeParameterKind::TypeVarTuple
                                                                 : TypeParameterKind::ParamSpec;
    parameter->name = ident(item->identifier);
    if (item->bound) {
      parameter->bound = build(item->bound);
      if (item->star)
        error(parameter->bound->span, "only a plain type parameter can have a bound");
    }
    if (item->value) {
      parameter->default_value = build(item->value);
      if (item->unpack) {
        auto *star =
            context_.make<StarredExpr>(span(item->unpack).to(parameter->default_value->span));
        star->value = parameter->default_value;
        parameter->default_value = star;
      }
    }
    parameters.push_back(parameter);
  }
  return list(parameters);
}

} // namespace nogilc::parse
