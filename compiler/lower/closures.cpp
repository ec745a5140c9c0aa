#include "lower/closures.h"

#include <llvm/ADT/StringExtras.h>

#include <algorithm>

namespace nogilc::lower {

namespace {

constexpr llvm::StringLiteral kOuterName = "ng_outer";

ir::Variable *addField(LowerContext &context, ir::ScopeLayout &layout, const Type *type,
                       std::string name) {
  ir::Variable *field = context.newVariable();
  field->type = storageType(context, type);
  field->storage = ir::Storage::ScopeField;
  field->holding = types::isObject(type) ? ir::Holding::Owned : ir::Holding::Value;
  // Two comprehensions of one function may have variables of the same name.
  const std::string base = name;
  auto isTaken = [&](llvm::StringRef wanted) {
    return llvm::any_of(layout.fields, [&](const ir::Variable *other) {
      return llvm::StringRef(other->name) == wanted;
    });
  };
  for (unsigned number = 2; isTaken(name); ++number)
    name = base + "_" + std::to_string(number);
  field->name = name;
  layout.fields.push_back(field);
  return field;
}

std::string fieldName(LowerContext &context, llvm::StringRef name) {
  std::string result;
  for (char c : name)
    result += llvm::isAlnum(c) || c == '_'
                  ? std::string(1, c)
                  : "x" + llvm::utohexstr(static_cast<unsigned char>(c), /*LowerCase=*/true);
  // The frame's base class has members of its own.
  if (context.isReservedName(result) || result == "object_count" || result == "objects" ||
      result == "as_object" || result == "ob_base")
    result.insert(0, "v_");
  return result;
}

/// The function whose scope a function that needs an outer one is given.
const sema::FunctionInfo *scopeOwnerAround(const sema::FunctionInfo &info) {
  const sema::FunctionInfo *owner = info.outer;
  while (owner && owner->captured.empty())
    owner = owner->outer;
  return owner;
}

} // namespace

std::string uniqueModuleName(LowerContext &context, llvm::StringRef wanted) {
  std::string name;
  for (char c : wanted)
    if (llvm::isAlnum(c) || c == '_')
      name += c;
    else if (c == '.')
      name += '_';
    else if (c != '<' && c != '>')
      name += "x" + llvm::utohexstr(static_cast<unsigned char>(c), /*LowerCase=*/true);
  std::string unique = name;
  for (unsigned number = 2;
       context.isReservedName(unique) || !context.module_names.insert(unique).second; ++number)
    unique = name + "_" + std::to_string(number);
  return unique;
}

ir::ScopeLayout *scopeLayout(LowerContext &context, const sema::FunctionInfo &info) {
  if (info.captured.empty() && !info.isResumable())
    return nullptr;
  ir::ScopeLayout *&layout = context.scopes[&info];
  if (layout)
    return layout;
  ir::ScopeLayout *made = context.newScopeLayout();
  layout = made;
  const bool is_module = info.kind == sema::FunctionKind::Module;
  made->name = uniqueModuleName(context, "scope_" + (is_module ? "module" : info.qualname));
  context.module.scopes.push_back(made);
  if (info.needs_outer_scope)
    addField(context, *made, context.object(), kOuterName.str());
  for (const sema::Symbol *symbol : info.captured) {
    ir::Variable *field = addField(context, *made, symbol->type ? symbol->type : context.object(),
                                   fieldName(context, symbol->name.str()));
    field->span = symbol->span;
    field->source_name = symbol->name.str().str();
    context.scope_fields[symbol] = field;
  }
  return made;
}

ir::Variable *scopeField(LowerContext &context, const sema::Symbol &symbol,
                         const ir::ScopeLayout &layout, ir::Variable *scope) {
  ir::Variable *&field = context.scope_fields[&symbol];
  if (!field) {
    // A variable of a generator that nobody captured.
    ir::Variable *made = addField(context, const_cast<ir::ScopeLayout &>(layout), symbol.type,
                                  fieldName(context, symbol.name.str()));
    made->span = symbol.span;
    made->source_name = symbol.name.str().str();
    context.scope_fields[&symbol] = made;
    field = made;
  }
  if (!scope)
    return field;
  ir::Variable *reached = context.newVariable();
  *reached = *field;
  reached->scope = scope;
  return reached;
}

ir::Variable *outerLink(LowerContext &context, const sema::FunctionInfo &info,
                        ir::Variable *scope) {
  ir::ScopeLayout *layout = scopeLayout(context, info);
  const sema::FunctionInfo *owner = scopeOwnerAround(info);
  if (!layout || !info.needs_outer_scope || !owner)
    return nullptr;
  ir::Variable *field = nullptr;
  for (ir::Variable *candidate : layout->fields)
    if (candidate->name == kOuterName)
      field = candidate;
  field->scope_layout = scopeLayout(context, *owner);
  if (!scope)
    return field;
  ir::Variable *reached = context.newVariable();
  *reached = *field;
  reached->scope = scope;
  return reached;
}

void enterScopes(FunctionContext &fn) {
  LowerContext &context = fn.module;
  if (!fn.info || fn.function.role == ir::FunctionRole::Generator) {
    if (fn.info)
      fn.outer_scope = outerLink(context, *fn.info, nullptr);
    return;
  }
  const sema::FunctionInfo &info = *fn.info;
  const Reason reason{Construct::DefineFunction, info.name};
  if (info.needs_outer_scope && fn.function.role == ir::FunctionRole::Python) {
    ir::Variable *outer = fn.newLocal(context.object(), ir::Holding::Borrowed, "outer");
    const sema::FunctionInfo *owner = scopeOwnerAround(info);
    if (owner) {
      outer->scope_layout = scopeLayout(context, *owner);
      callRuntimeInto(fn, outer, RuntimeEntry::function_closure,
                      {namedValue(context, ir::kSelfName, context.object())}, reason);
      fn.outer_scope = outer;
    }
  }
  ir::ScopeLayout *layout = scopeLayout(context, info);
  if (!layout)
    return;
  ir::Variable *own =
      fn.newLocal(context.object(), ir::Holding::Owned, info.isResumable() ? "frame" : "scope");
  own->scope_layout = layout;
  callRuntimeInto(fn, own, RuntimeEntry::new_scope_bytes, {}, reason);
  fn.own_scope = own;
  if (fn.outer_scope)
    if (ir::Variable *link = outerLink(context, info, own))
      storeObject(fn, reference(context, link), borrowed(reference(context, fn.outer_scope)),
                  reason);
  // The arguments of a special method are converted first; bindParameters() stores them.
  if (fn.function.role != ir::FunctionRole::C || info.kind == sema::FunctionKind::Def)
    return;
  for (size_t i = 0; i != info.parameters.size() && i != fn.function.parameters.size(); ++i) {
    const sema::Symbol *symbol = info.parameters[i].symbol;
    if (!symbol || !symbol->is_captured)
      continue;
    ir::Variable *field = scopeField(context, *symbol, *layout, own);
    fn.variables[symbol] = field;
    const Expr *given = reference(context, fn.function.parameters[i]);
    if (types::isObject(symbol->type))
      storeObject(fn, reference(context, field), borrowed(given), reason);
    else
      store(fn, reference(context, field), given);
  }
}

ir::Variable *enterBlock(FunctionContext &fn, const sema::FunctionInfo *block, Reason reason) {
  if (!block || block->captured.empty())
    return nullptr;
  LowerContext &context = fn.module;
  ir::Variable *own = fn.newPersistent(context.object(), ir::Holding::Owned, "scope");
  own->scope_layout = scopeLayout(context, *block);
  declare(fn, own);
  callRuntimeInto(fn, own, RuntimeEntry::new_scope_bytes, {}, reason);
  if (ir::Variable *link = outerLink(context, *block, own))
    if (const Expr *outer = scopeFor(fn, *block))
      storeObject(fn, reference(context, link), borrowed(outer), reason);
  fn.blocks[block] = own;
  for (const sema::Symbol *symbol : block->captured)
    fn.variables.erase(symbol); // of an earlier time, if what stands here is lowered again
  return own;
}

ir::Variable *capturedVariable(FunctionContext &fn, const sema::Symbol *symbol) {
  LowerContext &context = fn.module;
  const sema::FunctionInfo *owner = sema::captureOwner(*symbol);
  if (ir::Variable *block = fn.blocks.lookup(owner))
    return scopeField(context, *symbol, *scopeLayout(context, *owner), block);
  if (owner == fn.info)
    return scopeField(context, *symbol, *scopeLayout(context, *owner),
                      fn.function.role == ir::FunctionRole::Generator ? nullptr : fn.own_scope);
  ir::Variable *scope = fn.outer_scope;
  for (const sema::FunctionInfo *at = fn.info ? scopeOwnerAround(*fn.info) : nullptr;
       at && scope && at != owner; at = scopeOwnerAround(*at))
    scope = outerLink(context, *at, scope);
  if (!scope) {
    context.unsupported(fn.span, "this use of a variable of an enclosing function");
    return fn.newLocal(symbol->type,
                       types::isObject(symbol->type) ? ir::Holding::Owned : ir::Holding::Value,
                       symbol->name.str());
  }
  return scopeField(context, *symbol, *scopeLayout(context, *owner), scope);
}

const Expr *scopeFor(FunctionContext &fn, const sema::FunctionInfo &inner) {
  if (!inner.needs_outer_scope)
    return nullptr;
  LowerContext &context = fn.module;
  if (ir::Variable *block = fn.blocks.lookup(scopeOwnerAround(inner)))
    return reference(context, block);
  if (!fn.info || fn.info->captured.empty())
    return fn.outer_scope ? reference(context, fn.outer_scope) : nullptr;
  if (fn.function.role != ir::FunctionRole::Generator)
    return reference(context, fn.own_scope);
  // The frame of the generator that runs.
  return namedValue(context, "ng_frame->as_object()", context.object());
}

void finishScopeLayouts(LowerContext &context) {
  for (auto &[info, layout] : context.scopes)
    std::stable_partition(
        layout->fields.begin(), layout->fields.end(),
        [](const ir::Variable *field) { return field->holding == ir::Holding::Owned; });
}

} // namespace nogilc::lower
