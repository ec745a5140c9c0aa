// What is decided about each `cdef class` when all bodies have been declared: in which order they
// are made, and whether pickling is given to them.
#include "sema/context.h"
#include "sema/special_methods.h"

#include <llvm/ADT/SmallString.h>

namespace nogilc::sema {

using namespace types;

namespace {

/// In the order of their names' first declarations, each behind its base.
void orderClasses(Context &ctx) {
  std::vector<ClassInfo *> ordered;
  llvm::DenseSet<const ClassInfo *> defined, done;
  defined.insert(ctx.analysis.extension_classes.begin(), ctx.analysis.extension_classes.end());
  const auto add = [&](auto &self, ClassInfo *cls) -> void {
    if (!defined.contains(cls) || !done.insert(cls).second)
      return;
    if (cls->base)
      self(self, cls->base);
    ordered.push_back(cls);
  };
  for (ClassInfo &cls : ctx.analysis.class_storage)
    add(add, &cls);
  ctx.analysis.extension_classes = std::move(ordered);
}

bool isPicklable(Context &ctx, const Type *type) {
  const Type *object = ctx.types.object();
  const Type *plain = canonical(type);
  return !isPointer(plain) && implicitConversion(type, object).kind != ConversionKind::Impossible &&
         implicitConversion(object, type).kind != ConversionKind::Impossible;
}

/// Why instances cannot be pickled without a method of their own; empty: they can.
std::string pickleObstacle(Context &ctx, const ClassInfo &cls) {
  std::string unknown, records;
  const auto add = [](std::string &list, const ExtensionFieldInfo &field) {
    list += (list.empty() ? "self." : ", self.") + field.field->name.str().str();
  };
  for (const ClassInfo *at = &cls; at; at = at->base) {
    if (llvm::any_of(at->special_methods, [](const FunctionInfo *method) {
          return method->special->kind == SpecialKind::CInit;
        }))
      return "no default __reduce__ due to non-trivial __cinit__";
    for (const ExtensionFieldInfo &field : at->fields) {
      if (!isPicklable(ctx, field.field->type))
        add(unknown, field);
      else if (llvm::isa<StructType>(canonical(field.field->type)))
        add(records, field);
    }
  }
  if (!unknown.empty())
    return unknown + " cannot be converted to a Python object for pickling";
  if (!records.empty() && !(cls.directives && cls.directives->auto_pickle.value_or(false)))
    return "Pickling of struct members such as " + records +
           " must be explicitly requested with @auto_pickle(True)";
  return "";
}

void decidePickling(Context &ctx, ClassInfo &cls) {
  if (!cls.home.empty())
    return; // its own module has
  const std::optional<bool> wanted =
      cls.directives ? cls.directives->auto_pickle : std::optional<bool>();
  if (wanted && !*wanted)
    return;
  for (const ClassInfo *at = &cls; at; at = at->base) {
    if (at->builtin_base || at->type->is_extern || at->has_unknown_base ||
        !at->broken_members.empty())
      return;
    for (const char *name : {"__reduce__", "__reduce_ex__", "__getstate__"})
      if (at->scope->symbols.contains(ctx.name(name)))
        return;
  }
  cls.unpicklable = pickleObstacle(ctx, cls);
  cls.pickling = cls.unpicklable.empty() ? Pickling::Automatic : Pickling::Refused;
  if (cls.pickling == Pickling::Automatic)
    for (ClassInfo *at = &cls; at; at = at->base)
      at->is_pickled = true;
  if (wanted && !cls.unpicklable.empty())
    ctx.report(Diag::InvalidClass, cls.symbol->span)
        .arg("`" + cls.name + "` cannot be pickled: " + cls.unpicklable);
}

/// `cdef class C` alone, in this module.
void reportUndefined(Context &ctx) {
  if (ctx.module.file_kind == syntax::FileKind::Pxd)
    return;
  for (const ClassInfo &cls : ctx.analysis.class_storage)
    if (cls.type && !cls.is_defined && (cls.home.empty() || cls.type->is_extern) &&
        cls.symbol->scope == ctx.analysis.module_scope && cls.symbol->span.file == ctx.module.file)
      ctx.report(Diag::MissingDefinition, cls.symbol->span).arg(cls.name).arg("class");
}

/// A method that a class's .pxd declares once more is the base's where the class does not define
/// it.
void inheritMethods(Context &ctx) {
  for (ClassInfo *cls : ctx.analysis.extension_classes)
    for (MethodInfo &method : cls->methods) {
      const MethodInfo *base = method.overridden;
      if (!base || !ctx.awaiting_definition.contains(method.symbol))
        continue;
      auto *type = llvm::dyn_cast<types::FunctionType>(method.symbol->type);
      auto *base_type = llvm::dyn_cast<types::FunctionType>(base->symbol->type);
      if (!type || !base_type || type->parameters.size() != base_type->parameters.size())
        continue;
      method.is_inherited = true;
      ctx.awaiting_definition.remove(method.symbol);
    }
}

} // namespace

void finishClasses(Context &ctx) {
  reportUndefined(ctx);
  inheritMethods(ctx);
  orderClasses(ctx);
  for (ClassInfo *cls : ctx.analysis.extension_classes)
    decidePickling(ctx, *cls);
}

} // namespace nogilc::sema
