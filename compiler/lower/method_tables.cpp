#include "lower/method_tables.h"

namespace nogilc::lower {

using sema::ClassInfo;
using sema::FunctionInfo;
using sema::MethodInfo;

bool isImported(const ClassInfo &cls) { return !cls.home.empty(); }

static const MethodInfo &rootOf(const MethodInfo &method) {
  const MethodInfo *root = &method;
  while (root->overridden)
    root = root->overridden;
  return *root;
}

/// Whether another function may stand behind the method in some class. A class whose layout no .pxd
/// shows has all its subclasses in this module.
static bool isVirtual(const MethodInfo &method) {
  const MethodInfo &root = rootOf(method);
  const ClassInfo &cls = *root.symbol->cls;
  if (root.symbol->is_static_method || root.is_final || cls.type->is_extern)
    return false;
  return root.is_overridden || (cls.is_declared_in_pxd && !cls.type->is_final);
}

bool isInTable(const MethodInfo &method) {
  const ClassInfo &cls = *rootOf(method).symbol->cls;
  return isVirtual(method) || (cls.is_declared_in_pxd && !cls.type->is_extern);
}

bool isKnown(const MethodInfo &method) {
  if (isImported(*method.symbol->cls) && !method.symbol->function)
    return false;
  return !isVirtual(method) || method.is_final || method.symbol->cls->type->is_final ||
         (!method.is_overridden && !method.symbol->cls->is_declared_in_pxd);
}

bool needsDispatcher(const MethodInfo &method) {
  return method.symbol->is_cpdef && !method.is_final && !method.symbol->cls->type->is_final &&
         !method.symbol->is_static_method;
}

const MethodInfo *methodOf(const FunctionInfo &info) {
  for (const MethodInfo &method : info.cls->methods)
    if (method.symbol->function == &info)
      return &method;
  return nullptr;
}

const types::FunctionType *typeOf(const MethodInfo &method) {
  return llvm::dyn_cast<types::FunctionType>(method.symbol->type);
}

Arity arityOf(const MethodInfo &method) {
  const types::FunctionType &type = *typeOf(method);
  return {type.parameters.size() - type.optional_count, type.parameters.size()};
}

const MethodInfo &introducing(const MethodInfo &method, size_t count) {
  const MethodInfo *at = &method;
  while (at->overridden && typeOf(*at->overridden) && arityOf(*at->overridden).contains(count))
    at = at->overridden;
  return *at;
}

std::string entryName(const MethodInfo &method, size_t count, bool is_direct) {
  const MethodInfo &root = rootOf(method);
  const bool is_whole = typeOf(root) && arityOf(root).most == count;
  return root.symbol->cname + (is_whole ? "" : "_" + std::to_string(count)) +
         (is_direct ? "_direct" : "");
}

bool hasDirectEntry(const MethodInfo &introducing) {
  return introducing.is_cpdef_for_others && !introducing.symbol->is_static_method;
}

const types::FunctionType *entryType(LowerContext &context, const types::FunctionType &type,
                                     size_t count) {
  types::FunctionType parts = type;
  parts.parameters = type.parameters.take_front(count);
  parts.optional_count = 0;
  return context.types.function(parts);
}

const ir::Function *functionOf(const LowerContext &context, const MethodInfo &method,
                               bool is_direct) {
  const FunctionInfo *info = method.symbol->function;
  if (!info)
    return nullptr; // declared and never defined, as was said
  if (const ir::Function *dispatcher = context.dispatchers.lookup(info); dispatcher && !is_direct)
    return dispatcher;
  return context.functions.lookup(info);
}

} // namespace nogilc::lower
