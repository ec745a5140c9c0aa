// Compiler directives: from header comments, the command line, decorators and `with`. Which exist
// and where they may stand is directives.def; what decorators say about one function only
// (`@cython.cfunc` …) goes to FunctionTraits.
#include "sema/context.h"

#include "support/suggest.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>

namespace nogilc::sema {

namespace {

enum class Kind : uint8_t { Bool, OptionalBool, Text, List };
/// What setting a directive does.
enum class Effect : uint8_t { Field, Idle, Unsupported, Decorator };

using Bool = bool;
using OptionalBool = std::optional<bool>;
using Text = std::string;

struct Row {
  llvm::StringLiteral name;
  llvm::StringLiteral scopes;
  Kind kind;
  Effect effect;
  bool Directives::*boolean = nullptr;
  std::optional<bool> Directives::*optional = nullptr;
  std::string Directives::*text = nullptr;
  llvm::StringLiteral values = ""; ///< Text: what is allowed; Unsupported: the only value
};

constexpr Row fieldRow(llvm::StringLiteral name, llvm::StringLiteral scopes,
                       bool Directives::*field) {
  return {name, scopes, Kind::Bool, Effect::Field, field};
}
constexpr Row fieldRow(llvm::StringLiteral name, llvm::StringLiteral scopes,
                       std::optional<bool> Directives::*field) {
  return {name, scopes, Kind::OptionalBool, Effect::Field, nullptr, field};
}
constexpr Row kRows[] = {
#define NOGILC_DIRECTIVE(field, DialectName, Type, Default, Scopes)                                \
  fieldRow(DialectName, Scopes, &Directives::field),
#define NOGILC_TEXT_DIRECTIVE(field, DialectName, Default, Scopes, Values)                         \
  Row{DialectName, Scopes, Kind::Text, Effect::Field, nullptr, nullptr, &Directives::field, Values},
#define NOGILC_IDLE_DIRECTIVE(DialectName, Type, Scopes)                                           \
  Row{DialectName, Scopes, Kind::Type, Effect::Idle},
#define NOGILC_UNSUPPORTED_DIRECTIVE(DialectName, Default, Scopes)                                 \
  Row{DialectName, Scopes, Kind::Text, Effect::Unsupported, nullptr, nullptr, nullptr, Default},
#define NOGILC_DECORATOR(DialectName, Scopes)                                                      \
  Row{DialectName, Scopes, Kind::Text, Effect::Decorator},
#include "sema/directives.def"
};

const Row *findRow(llvm::StringRef name) {
  const Row *found = llvm::find_if(kRows, [&](const Row &row) { return row.name == name; });
  return found == std::end(kRows) ? nullptr : found;
}

bool isAllowedIn(const Row &row, char scope) {
  return row.scopes == "*" || row.scopes.contains(scope);
}

void reportUnknown(Context &ctx, llvm::StringRef name, Span span) {
  Suggestion suggestion(name);
  for (const Row &row : kRows)
    suggestion.offer(row.name);
  auto report = ctx.report(Diag::UnknownDirective, span);
  report.arg(name);
  if (suggestion.best().empty())
    return;
  if (span.isValid() && span.size() == name.size())
    report.fix(span, suggestion.best(), "did you mean `" + suggestion.best() + "`?",
               Applicability::Unsafe);
  else
    report.note("did you mean `" + suggestion.best() + "`?");
}

void reportMisplaced(Context &ctx, llvm::StringRef name, Span span, llvm::StringRef place) {
  ctx.report(Diag::MisplacedDirective, span).arg(name).arg(place);
}

std::optional<bool> parseBool(llvm::StringRef value) {
  if (value.equals_insensitive("true") || value == "1")
    return true;
  if (value.equals_insensitive("false") || value == "0")
    return false;
  return std::nullopt;
}

/// Puts a value, as it is written in a comment, into its field. False: it is none.
bool setValue(Directives &directives, const Row &row, llvm::StringRef value) {
  const std::optional<bool> parsed = parseBool(value);
  switch (row.kind) {
  case Kind::Bool:
    if (parsed && row.boolean)
      directives.*row.boolean = *parsed;
    return parsed.has_value();
  case Kind::OptionalBool:
    if (row.optional)
      directives.*row.optional = parsed;
    return parsed || value == "None";
  case Kind::Text: {
    value = value.trim("'\"");
    if (!row.values.empty() && !llvm::is_contained(llvm::split(row.values, '|'), value))
      return false;
    if (row.text)
      directives.*row.text = value.str();
    return true;
  }
  case Kind::List:
    return true;
  }
  return false;
}

/// Sets a directive wherever it stands; reports what is wrong with the value.
void set(Context &ctx, Directives &directives, const Row &row, llvm::StringRef value,
         Span name_span, Span value_span) {
  if (row.effect == Effect::Unsupported) {
    // What would change the meaning of the program must not be passed over.
    const llvm::StringRef plain = value.trim("'\"");
    if (!plain.equals_insensitive(row.values) && !(row.values == "False" && plain == "0"))
      ctx.unsupported(name_span, "the directive `" + row.name + "`");
    return;
  }
  if (setValue(directives, row, value))
    return;
  auto report = ctx.report(Diag::InvalidDirectiveValue, value_span);
  report.arg(value).arg(row.name);
  if (!row.values.empty())
    report.note("it can be " + llvm::join(llvm::split(row.values, '|'), ", "));
}

/// A directive for a whole module, from a comment or the command line.
void setForModule(Context &ctx, Directives &directives, llvm::StringRef name, llvm::StringRef value,
                  Span name_span, Span value_span) {
  if (const Row *row = findRow(name)) {
    const bool is_comment = value_span.isValid(); // the command line is not as strict
    if (row->effect == Effect::Decorator || !isAllowedIn(*row, 'M'))
      reportMisplaced(ctx, name, name_span, "a whole module");
    else if (is_comment && row->kind == Kind::Bool && value != "True" && value != "False")
      ctx.report(Diag::InvalidDirectiveValue, value_span)
          .arg(value)
          .arg(row->name)
          .note("it can be True, False");
    else
      set(ctx, directives, *row, value, name_span, value_span);
    return;
  }
  // `warn.all`: all that begin with `warn.`.
  llvm::StringRef prefix = name;
  bool is_any = false;
  if (prefix.consume_back("all") && prefix.ends_with("."))
    for (const Row &row : kRows)
      if (row.name.starts_with(prefix)) {
        is_any = true;
        set(ctx, directives, row, value, name_span, value_span);
      }
  if (!is_any)
    reportUnknown(ctx, name, name_span);
}

/// The value of `@cython.x(value)`; a bare `@cython.x` is True.
std::optional<std::optional<bool>> callValue(Context &ctx, Scope *scope,
                                             const syntax::Expr &decorator, llvm::StringRef name) {
  auto *call = llvm::dyn_cast<syntax::CallExpr>(&decorator);
  if (!call)
    return std::optional<bool>(true);
  if (call->args.size() != 1 || !call->keywords.empty()) {
    ctx.report(Diag::InvalidDirectiveArguments, decorator.span).arg(name);
    return std::nullopt;
  }
  if (auto *none = llvm::dyn_cast<syntax::ConstantExpr>(call->args[0]);
      none && none->value == syntax::Constant::None)
    return std::optional<bool>();
  if (const ConstantValue *value = fold(ctx, scope, *call->args[0]))
    if (auto boolean = truth(*value))
      return std::optional<bool>(*boolean);
  ctx.report(Diag::InvalidDirectiveArguments, decorator.span).arg(name);
  return std::nullopt;
}

/// The value of `@cython.x(value)` as a comment would have it. Empty after an error.
std::optional<std::string> callText(Context &ctx, Scope *scope, const syntax::Expr &decorator,
                                    const Row &row) {
  auto *call = llvm::dyn_cast<syntax::CallExpr>(&decorator);
  if (!call || row.kind == Kind::List || row.kind != Kind::Text) {
    if (row.kind == Kind::List)
      return std::string();
    auto value = callValue(ctx, scope, decorator, row.name);
    if (!value)
      return std::nullopt;
    return std::string(!*value ? "None" : **value ? "True" : "False");
  }
  const ConstantValue *value =
      call->args.size() == 1 && call->keywords.empty() ? fold(ctx, scope, *call->args[0]) : nullptr;
  if (value) {
    if (auto *text = std::get_if<std::string>(&value->value))
      return *text;
    if (auto boolean = truth(*value))
      return std::string(*boolean ? "True" : "False");
  }
  ctx.report(Diag::InvalidDirectiveArguments, decorator.span).arg(row.name);
  return std::nullopt;
}

const syntax::Expr &calleeOf(const syntax::Expr &expr) {
  auto *call = llvm::dyn_cast<syntax::CallExpr>(&expr);
  return call ? *call->callee : expr;
}

/// True if the decorator is one about this function only, which it then notes.
bool applyTrait(Context &ctx, Scope *scope, llvm::StringRef name, const syntax::Expr &decorator,
                Context::FunctionTraits &traits) {
  auto *call = llvm::dyn_cast<syntax::CallExpr>(&decorator);
  if (name == "cfunc")
    traits.is_cfunc = true;
  else if (name == "ccall")
    traits.is_ccall = true;
  else if (name == "inline")
    traits.is_inline = true;
  else if (name == "staticmethod")
    traits.is_static = true;
  else if (name == "nogil" || name == "with_gil") {
    auto value = callValue(ctx, scope, decorator, name);
    const bool is_on = value && value->value_or(false);
    (name == "nogil" ? traits.is_nogil : traits.is_with_gil) = is_on;
  } else if (name == "returns") {
    if (call && call->args.size() == 1)
      traits.returns = call->args[0];
    else
      ctx.report(Diag::InvalidDirectiveArguments, decorator.span).arg(name);
  } else if (name == "exceptval") {
    if (call)
      traits.exceptval = call;
    else
      ctx.report(Diag::InvalidDirectiveArguments, decorator.span).arg(name);
  } else if (name == "critical_section") {
    if (call)
      ctx.report(Diag::InvalidLockRegion, decorator.span)
          .arg("`@cython.critical_section` takes no arguments");
    else
      traits.critical_section = &decorator;
  } else if (name == "locals") {
    if (call && call->args.empty())
      traits.locals.push_back(call);
    else
      ctx.report(Diag::InvalidDirectiveArguments, decorator.span).arg(name);
  } else {
    return false;
  }
  return true;
}

} // namespace

/// True if the decorator is one of a `cdef class`, which it then notes.
bool applyClassTrait(Context &ctx, Scope *scope, llvm::StringRef name,
                     const syntax::Expr &decorator, Context::ClassTraits &traits) {
  ClassOptions &options = traits.options;
  if (name == "freelist") {
    auto *call = llvm::dyn_cast<syntax::CallExpr>(&decorator);
    const ConstantValue *value = call && call->args.size() == 1 && call->keywords.empty()
                                     ? foldForC(ctx, scope, *call->args[0])
                                     : nullptr;
    const std::optional<int64_t> count = value ? asInteger(*value) : std::nullopt;
    if (count && *count >= 0 && *count <= std::numeric_limits<uint16_t>::max())
      options.kept_instances = static_cast<uint16_t>(*count);
    else
      ctx.report(Diag::InvalidDirectiveArguments, decorator.span).arg(name);
    return true;
  }
  if (name == "total_ordering") {
    const auto value = callValue(ctx, scope, decorator, name);
    options.is_totally_ordered = value && value->value_or(false);
    return true;
  }
  if (name == "collection_type") {
    auto *call = llvm::dyn_cast<syntax::CallExpr>(&decorator);
    auto *kind = call && call->args.size() == 1
                     ? llvm::dyn_cast<syntax::StringLiteral>(call->args[0])
                     : nullptr;
    if (!kind || (kind->value != "sequence" && kind->value != "mapping")) {
      ctx.report(Diag::InvalidDirectiveArguments, decorator.span).arg(name);
      return true;
    }
    if (options.is_sequence || options.is_mapping)
      ctx.report(Diag::InvalidDecorator, decorator.span)
          .arg("a class that has a `collection_type` already");
    options.is_sequence = kind->value == "sequence";
    options.is_mapping = !options.is_sequence;
    return true;
  }
  if (name != "final" && name != "internal" && name != "no_gc" && name != "no_gc_clear" &&
      name != "trashcan")
    return false;
  const auto value = callValue(ctx, scope, decorator, name);
  const bool is_on = value && value->value_or(false);
  if (name == "final")
    traits.is_final = is_on;
  else if (name == "internal")
    options.is_internal = is_on;
  else if (name == "no_gc")
    options.is_collected = !is_on;
  else if (name == "no_gc_clear")
    options.is_cleared = !is_on;
  else
    options.has_trashcan = is_on;
  return true;
}

bool isDirective(llvm::StringRef name) { return findRow(name) != nullptr; }

Directives moduleDirectives(Context &ctx, const syntax::Module &module) {
  if (!ctx.command_line_directives) {
    ctx.command_line_directives.emplace();
    for (const auto &[name, value] : ctx.options.directives)
      setForModule(ctx, *ctx.command_line_directives, name, value, Span(), Span());
  }
  // What stands in the file comes before what the command line says.
  Directives directives = *ctx.command_line_directives;
  for (const syntax::DirectiveComment &comment : module.cython_directives)
    setForModule(ctx, directives, comment.key, comment.value, comment.key_span, comment.value_span);
  return directives;
}

const Directives *functionDirectives(Context &ctx, const DeclarationPlace &place,
                                     List<syntax::Expr *> decorators, const syntax::Node &node,
                                     std::vector<const syntax::Expr *> &runtime_decorators) {
  Directives changed = *place.directives;
  bool is_changed = false;
  const bool is_extension = node.kind == syntax::NodeKind::CClassDef;
  const bool is_class = node.kind == syntax::NodeKind::ClassDef || is_extension;
  const char scope = is_extension ? 'C' : is_class ? 'K' : 'F';
  const llvm::StringRef place_name = is_class ? "a class" : "a function";
  Context::FunctionTraits traits;
  bool has_traits = false;
  const syntax::Expr *cfunc = nullptr, *ufunc = nullptr;
  // The decorator nearest to the function is applied first, so the topmost one wins.
  for (auto it = decorators.rbegin(); it != decorators.rend(); ++it) {
    const syntax::Expr &decorator = **it;
    const std::string name = cythonName(ctx, place.scope, calleeOf(decorator));
    if (name.empty())
      continue;
    cfunc = name == "cfunc" ? &decorator : cfunc;
    ufunc = name == "ufunc" ? &decorator : ufunc;
    if (is_extension && name == "dataclasses.dataclass")
      continue; // read with the class
    if (is_class && name == "cclass") {
      if (!is_extension)
        ctx.unsupported(decorator.span, "`@cython.cclass` inside of a function or class");
      continue;
    }
    if (!is_class && applyTrait(ctx, place.scope, name, decorator, traits)) {
      has_traits = true;
      continue;
    }
    const Row *row = findRow(name);
    if (!row) {
      reportUnknown(ctx, name, calleeOf(decorator).span);
      continue;
    }
    if (row->effect == Effect::Decorator) {
      if (is_extension &&
          applyClassTrait(ctx, place.scope, name, decorator, ctx.class_traits[&node]))
        continue;
      if (!is_class && name == "final")
        continue; // of a method, whose declaration sees to it
      if (is_class && !is_extension &&
          (name == "final" || name == "internal" || name == "total_ordering" ||
           name == "collection_type"))
        continue;
      if (name == "gil" || name == "critical_section")
        reportMisplaced(ctx, name, decorator.span, place_name);
      else
        ctx.unsupported(decorator.span, "the decorator `@cython." + name + "`");
      continue;
    }
    if (!isAllowedIn(*row, scope)) {
      reportMisplaced(ctx, name, decorator.span, place_name);
      continue;
    }
    if (auto value = callText(ctx, place.scope, decorator, *row)) {
      set(ctx, changed, *row, *value, decorator.span, decorator.span);
      is_changed = true;
    }
  }
  if (cfunc && ufunc && cfunc->span.begin < ufunc->span.begin)
    ctx.report(Diag::InvalidDecorator, cfunc->span)
        .arg("what `ufunc` has made an object of")
        .note("the decorator nearest to the function comes first: `cfunc` stands below `ufunc`");
  for (const syntax::Expr *decorator : decorators)
    if (cythonName(ctx, place.scope, calleeOf(*decorator)).empty())
      runtime_decorators.push_back(decorator);
  if (has_traits)
    ctx.traits[&node] = traits;
  return is_changed ? ctx.newDirectives(changed) : place.directives;
}

const Directives *withDirective(Context &ctx, Scope *scope, const Directives &outer,
                                const syntax::Expr &context) {
  const std::string name = cythonName(ctx, scope, calleeOf(context));
  if (name == "parallel.parallel") {
    ctx.unsupported(context.span, "`cython." + name + "`");
    return &outer;
  }
  const Row *row = findRow(name);
  if (!row) {
    reportUnknown(ctx, name, calleeOf(context).span);
    return &outer;
  }
  if (row->effect == Effect::Decorator || !isAllowedIn(*row, 'W')) {
    reportMisplaced(ctx, name, context.span, "a `with` statement");
    return &outer;
  }
  Directives changed = outer;
  if (auto value = callText(ctx, scope, context, *row))
    set(ctx, changed, *row, *value, context.span, context.span);
  return ctx.newDirectives(changed);
}

} // namespace nogilc::sema
