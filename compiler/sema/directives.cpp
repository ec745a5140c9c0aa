// Compiler directives: from header comments, the command line, decorators and `with`. Which exist
// and where they may stand is directives.def; what decorators say about one function only
// (`@cython.cfunc` …) goes to FunctionTraits.
#include "sema/context.h"

#include "support/suggest.h"

#include <llvm/ADT/StringSwitch.h>

namespace nogilc::sema {

namespace {

struct Row {
  llvm::StringLiteral name;
  llvm::StringLiteral scopes;
  bool Directives::*boolean;
  std::optional<bool> Directives::*optional;
};

using Bool = bool;
using OptionalBool = std::optional<bool>;
constexpr Row makeRow(llvm::StringLiteral name, llvm::StringLiteral scopes,
                      bool Directives::*field) {
  return {name, scopes, field, nullptr};
}
constexpr Row makeRow(llvm::StringLiteral name, llvm::StringLiteral scopes,
                      std::optional<bool> Directives::*field) {
  return {name, scopes, nullptr, field};
}
constexpr Row kRows[] = {
#define NOGILC_DIRECTIVE(field, DialectName, Type, Default, Scopes)                                \
  makeRow(DialectName, Scopes, &Directives::field),
#include "sema/directives.def"
};

/// Known, but without effect on what the compiler makes; or handled where they stand.
constexpr llvm::StringLiteral kOtherModule[] = {
    "language_level",
    "language",
    "formal_grammar",
    "emit_code_comments",
    "autotestdict",
    "autotestdict.cdef",
    "autotestdict.all",
    "fast_gil",
    "fast_getattr",
    "py2_import",
    "preliminary_late_includes_cy28",
    "old_style_globals",
    "np_pythran",
    "set_initial_path",
    "c_string_type",
    "c_string_encoding",
    "ccomplex",
    "subinterpreters_compatible",
    "control_flow.dot_output",
    "control_flow.dot_annotate_defs",
    "test_assert_c_code_has",
    "test_fail_if_c_code_has",
};
constexpr llvm::StringLiteral kOtherAnywhere[] = {
    "callspec",
    "cpp_locals",
    "infer_types.verbose",
    "embedsignature.format",
    "auto_pickle",
    "type_version_tag",
    "c_compile_guard",
    "warn",
    "warn.undeclared",
    "warn.unreachable",
    "warn.maybe_uninitialized",
    "warn.unused",
    "warn.unused_arg",
    "warn.unused_result",
    "warn.multiple_declarators",
    "warn.deprecated.DEF",
    "warn.deprecated.IF",
    "optimize.inline_defnode_calls",
    "optimize.unpack_method_calls",
    "optimize.unpack_method_calls_in_pyinit",
    "optimize.use_switch",
    "test_assert_path_exists",
    "test_fail_if_path_exists",
    "test_body_needs_exception_handling",
};
/// As decorators only.
constexpr llvm::StringLiteral kDecorators[] = {
    "cfunc",
    "ccall",
    "cclass",
    "inline",
    "locals",
    "returns",
    "exceptval",
    "nogil",
    "with_gil",
    "final",
    "internal",
    "staticmethod",
    "collection_type",
    "no_gc",
    "no_gc_clear",
    "freelist",
    "trashcan",
    "total_ordering",
    "dataclasses.dataclass",
    "dataclasses.field",
    "ufunc",
    "critical_section",
    "gil",
};

template <size_t N> bool contains(const llvm::StringLiteral (&names)[N], llvm::StringRef name) {
  for (llvm::StringRef known : names)
    if (known == name)
      return true;
  return false;
}

const Row *findRow(llvm::StringRef name) {
  for (const Row &row : kRows)
    if (row.name == name)
      return &row;
  return nullptr;
}

void reportUnknown(Context &ctx, llvm::StringRef name, Span span) {
  Suggestion suggestion(name);
  for (const Row &row : kRows)
    suggestion.offer(row.name);
  for (llvm::StringRef known : kOtherModule)
    suggestion.offer(known);
  for (llvm::StringRef known : kOtherAnywhere)
    suggestion.offer(known);
  for (llvm::StringRef known : kDecorators)
    suggestion.offer(known);
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

bool setValue(Directives &directives, const Row &row, std::optional<bool> value) {
  if (row.boolean) {
    if (!value)
      return false;
    directives.*row.boolean = *value;
  } else {
    directives.*row.optional = value;
  }
  return true;
}

/// `True`, `False` and, for three-valued ones, `None` as written in a comment or on the command
/// line.
void setText(Context &ctx, Directives &directives, llvm::StringRef name, llvm::StringRef value,
             Span name_span, Span value_span) {
  // What would change the meaning of the program must not be passed over.
  const bool has_effect =
      (name == "c_string_type" && value != "bytes") ||
      (name == "c_string_encoding" && !value.empty() && value != "''") ||
      (name == "callspec" && !value.empty()) || (name == "c_compile_guard" && !value.empty()) ||
      (name == "np_pythran" && value == "True") || (name == "ccomplex" && value == "True") ||
      name == "experimental_cpp_class_def";
  if (has_effect) {
    ctx.unsupported(name_span, "the directive `" + name + "`");
    return;
  }
  if (name == "language_level" || contains(kOtherModule, name) || contains(kOtherAnywhere, name))
    return;
  if (name == "nogil" || name == "gil" || name == "with_gil") {
    ctx.report(Diag::MisplacedDirective, name_span).arg(name).arg("a whole module");
    return;
  }
  if (name.consume_back(".all")) {
    for (const Row &row : kRows)
      if (row.name.starts_with((name + ".").str()))
        setValue(directives, row, value == "True");
    return;
  }
  const Row *row = findRow(name);
  if (!row) {
    if (contains(kDecorators, name))
      ctx.report(Diag::MisplacedDirective, name_span).arg(name).arg("a whole module");
    else
      reportUnknown(ctx, name, name_span);
    return;
  }
  std::optional<bool> parsed;
  if (value.equals_insensitive("true") || value == "1")
    parsed = true;
  else if (value.equals_insensitive("false") || value == "0")
    parsed = false;
  else if (!(value == "None" && row->optional)) {
    ctx.report(Diag::InvalidDirectiveValue, value_span).arg(value).arg(name);
    return;
  }
  setValue(directives, *row, parsed);
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
  if (name == "freelist")
    return true; // how memory is kept is the runtime's matter
  ClassOptions &options = traits.options;
  if (name == "collection_type") {
    auto *call = llvm::dyn_cast<syntax::CallExpr>(&decorator);
    auto *kind = call && call->args.size() == 1
                     ? llvm::dyn_cast<syntax::StringLiteral>(call->args[0])
                     : nullptr;
    if (!kind || (kind->value != "sequence" && kind->value != "mapping")) {
      ctx.report(Diag::InvalidDirectiveArguments, decorator.span).arg(name);
      return true;
    }
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

bool isDirective(llvm::StringRef name) {
  return findRow(name) || contains(kOtherAnywhere, name) || contains(kDecorators, name) ||
         contains(kOtherModule, name);
}

Directives moduleDirectives(Context &ctx) {
  Directives directives;
  for (const syntax::DirectiveComment &comment : ctx.module.cython_directives)
    setText(ctx, directives, comment.key, comment.value, comment.key_span, comment.value_span);
  for (const auto &[name, value] : ctx.options.directives)
    setText(ctx, directives, name, value, Span(), Span());
  return directives;
}

const Directives *functionDirectives(Context &ctx, const DeclarationPlace &place,
                                     List<syntax::Expr *> decorators, const syntax::Node &node,
                                     std::vector<const syntax::Expr *> &runtime_decorators) {
  Directives changed = *place.directives;
  bool is_changed = false;
  const bool is_extension = node.kind == syntax::NodeKind::CClassDef;
  const bool is_class = node.kind == syntax::NodeKind::ClassDef || is_extension;
  Context::FunctionTraits traits;
  bool has_traits = false;
  // The decorator nearest to the function is applied first, so the topmost one wins.
  for (auto it = decorators.rbegin(); it != decorators.rend(); ++it) {
    const syntax::Expr &decorator = **it;
    const std::string name = cythonName(ctx, place.scope, calleeOf(decorator));
    if (name.empty())
      continue;
    if (is_class && (name == "cclass")) {
      ctx.unsupported(decorator.span, "extension types (`@cython.cclass`)");
      continue;
    }
    if (!is_class && applyTrait(ctx, place.scope, name, decorator, traits)) {
      has_traits = true;
      continue;
    }
    if (const Row *row = findRow(name)) {
      if (row->scopes == "M") {
        ctx.report(Diag::MisplacedDirective, decorator.span)
            .arg(name)
            .arg(is_class ? "a class" : "a function");
        continue;
      }
      if (auto value = callValue(ctx, place.scope, decorator, name)) {
        if (!setValue(changed, *row, *value))
          ctx.report(Diag::InvalidDirectiveValue, decorator.span).arg("None").arg(name);
        is_changed = true;
      }
      continue;
    }
    if (contains(kOtherAnywhere, name))
      continue;
    if (contains(kOtherModule, name) || name == "gil") {
      ctx.report(Diag::MisplacedDirective, decorator.span)
          .arg(name)
          .arg(is_class ? "a class" : "a function");
      continue;
    }
    if (contains(kDecorators, name)) {
      if (is_extension &&
          applyClassTrait(ctx, place.scope, name, decorator, ctx.class_traits[&node]))
        continue;
      if (!is_class && name == "final" && node.kind == syntax::NodeKind::CFunctionDef)
        continue; // of a method, whose declaration sees to it
      if (is_class && !is_extension &&
          (name == "final" || name == "internal" || name == "total_ordering" ||
           name == "collection_type"))
        continue;
      ctx.unsupported(decorator.span, "the decorator `@cython." + name + "`");
      continue;
    }
    reportUnknown(ctx, name, calleeOf(decorator).span);
  }
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
  const Row *row = findRow(name);
  if (name == "critical_section" || name == "parallel.parallel") {
    ctx.unsupported(context.span, "`cython." + name + "`");
    return &outer;
  }
  if (!row) {
    if (contains(kOtherAnywhere, name))
      return &outer;
    if (contains(kOtherModule, name) || contains(kDecorators, name))
      ctx.report(Diag::MisplacedDirective, context.span).arg(name).arg("a `with` statement");
    else
      reportUnknown(ctx, name, calleeOf(context).span);
    return &outer;
  }
  if (row->scopes != "*" && !row->scopes.contains('W')) {
    ctx.report(Diag::MisplacedDirective, context.span).arg(name).arg("a `with` statement");
    return &outer;
  }
  Directives changed = outer;
  if (auto value = callValue(ctx, scope, context, name))
    if (!setValue(changed, *row, *value))
      ctx.report(Diag::InvalidDirectiveValue, context.span).arg("None").arg(name);
  return ctx.newDirectives(changed);
}

} // namespace nogilc::sema
