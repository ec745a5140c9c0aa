// A `cdef class` as data of the module: its fields, slots, and what modules that use it must know.
#include "lower/class_attributes.h"
#include "lower/extension_types.h"
#include "lower/method_tables.h"
#include "lower/signatures.h"
#include "sema/builtin_bases.h"
#include "sema/special_methods.h"
#include "types/exported.h"

namespace nogilc::lower {

using sema::ClassInfo;
using sema::FunctionInfo;
using sema::MethodInfo;
using sema::SpecialKind;

namespace {

/// Objects of these types refer to no others: they close no circle of references.
bool mayCloseCircle(const Type *type) {
  const auto *object = llvm::dyn_cast<types::ObjectType>(types::canonical(type));
  if (!object)
    return types::isObject(type);
  switch (object->object) {
  case types::ObjectKind::Int:
  case types::ObjectKind::Float:
  case types::ObjectKind::Bool:
  case types::ObjectKind::Complex:
  case types::ObjectKind::Str:
  case types::ObjectKind::Bytes:
  case types::ObjectKind::ByteArray:
  case types::ObjectKind::Range:
    return false;
  default:
    return true;
  }
}

const FunctionInfo *findSpecial(const ClassInfo &cls, SpecialKind kind, bool with_bases) {
  for (const ClassInfo *at = &cls; at; at = with_bases ? at->base : nullptr)
    for (const FunctionInfo *info : at->special_methods)
      if (info->special->kind == kind)
        return info;
  return nullptr;
}

ir::SlotFunction slotFunction(const LowerContext &context, const FunctionInfo *info) {
  if (!info)
    return {};
  const ir::Function *function = context.functions.lookup(info);
  const bool is_python = function && function->role == ir::FunctionRole::Python;
  return {function, is_python ? static_cast<unsigned>(info->parameters.size()) : 0};
}

/// A sequence whose items are found by C indexes only has no slots of a mapping. A class with a
/// base fills them: that one may have them, and they would come first.
bool isLeftToSequence(const ClassInfo &info, const sema::TypeSlot &slot) {
  if (!info.options.is_sequence || info.base || info.builtin_base ||
      (slot.name != "mp_subscript" && slot.name != "mp_ass_subscript"))
    return false;
  return llvm::all_of(slot.methods, [&](SpecialKind kind) {
    const FunctionInfo *method = findSpecial(info, kind, /*with_bases=*/false);
    return !method ||
           (method->parameters.size() > 1 && types::isInteger(method->parameters[1].symbol->type));
  });
}

/// The adapter of a binary operator: what the class does not have itself may be its base's.
llvm::StringRef operatorAdapter(LowerContext &context, const ClassInfo &info,
                                const sema::TypeSlot &slot) {
  if (!info.base && !info.builtin_base)
    return slot.adapter;
  const bool has_reversed = findSpecial(info, slot.methods.back(), /*with_bases=*/false) != nullptr;
  return context.string("inherited_operator<&PyNumberMethods::" + slot.name.str() +
                        (has_reversed ? ", true" : ", false") + ">::call");
}

/// The method of the class or of a base. A `__richcmp__` hides what its bases compare by.
const FunctionInfo *findForSlot(const ClassInfo &info, const sema::TypeSlot &slot,
                                SpecialKind kind) {
  if (slot.name != "tp_richcompare")
    return findSpecial(info, kind, /*with_bases=*/true);
  for (const ClassInfo *at = &info; at; at = at->base) {
    if (const FunctionInfo *found = findSpecial(*at, kind, /*with_bases=*/false))
      return found;
    if (findSpecial(*at, SpecialKind::RichCmp, /*with_bases=*/false))
      return nullptr;
  }
  return nullptr;
}

/// The comparison that gives the others, by its number in C: the first class that is decorated has
/// chosen it. Empty: there is none.
llvm::StringRef orderingRoot(const ClassInfo &info) {
  if (info.base)
    if (const llvm::StringRef inherited = orderingRoot(*info.base); !inherited.empty())
      return inherited;
  if (!info.options.is_totally_ordered)
    return {};
  for (const auto &[kind, name] :
       {std::pair(SpecialKind::Lt, "Py_LT"), std::pair(SpecialKind::Le, "Py_LE"),
        std::pair(SpecialKind::Gt, "Py_GT"), std::pair(SpecialKind::Ge, "Py_GE")})
    if (findSpecial(info, kind, /*with_bases=*/true))
      return name;
  return {};
}

void addSlots(LowerContext &context, const ClassInfo &info, ir::Class &cls) {
  for (const sema::TypeSlot &slot : sema::typeSlots()) {
    const bool is_comparison = slot.name == "tp_richcompare";
    const bool is_own = llvm::any_of(slot.methods, [&](SpecialKind kind) {
      return findSpecial(info, kind, is_comparison && info.options.is_totally_ordered) != nullptr;
    });
    if (!is_own || isLeftToSequence(info, slot))
      continue;
    ir::ClassSlot made{slot.name, slot.adapter, {}};
    // With the directive, the method finds out itself which of its arguments is of the class.
    const FunctionInfo *first = findSpecial(info, slot.methods.front(), /*with_bases=*/true);
    const bool is_of_either =
        first && first->type && !first->parameters.empty() && !first->parameters[0].symbol->is_self;
    if (is_of_either)
      made.adapter = slot.adapter == "power" ? "c_power" : "c_binary_operator";
    else if (slot.adapter == "binary_operator")
      made.adapter = operatorAdapter(context, info, slot);
    else if (is_comparison && !orderingRoot(info).empty())
      made.adapter = context.string("total_order<" + orderingRoot(info).str() + ">::call");
    else if (slot.name == "tp_repr" && info.dataclass && info.dataclass->has_made_repr)
      made.adapter = "guarded_repr";
    for (const SpecialKind kind : slot.methods)
      made.functions.push_back(slotFunction(context, findForSlot(info, slot, kind)));
    cls.slots.push_back(std::move(made));
  }
}

/// What modules that use a class must know alike: the layout of its instances, and its table.
std::string contractOf(const ir::Class &cls) {
  std::string text = cls.base ? contractOf(*cls.base) + "; " : "";
  text += "class " + cls.name;
  if (cls.base)
    text += "(" + cls.base->name + ")";
  else if (!cls.builtin_base.empty())
    text += ("(" + cls.builtin_base + ")").str();
  text += " {";
  for (const ir::ClassField &field : cls.fields)
    text += " " + field.source_name + ": " + types::exportedContract(field.type) + ";";
  if (cls.has_dict)
    text += " __dict__;";
  if (cls.has_weakrefs)
    text += " __weakref__;";
  for (const ir::VtableEntry &entry : cls.new_methods)
    text += (entry.is_direct ? " cpdef " : " ") + entry.source_name +
            "() = " + types::exportedContract(entry.type) +
            (types::hasStatusForm(*entry.type) ? ", says if it raised;" : ";");
  return text + " }";
}

void describeImported(const ClassInfo &info, ir::Class &cls) {
  cls.is_imported = true;
  cls.home = info.home;
  cls.name = info.home + "." + info.name;
  cls.is_extern = info.type->is_extern;
  cls.is_in_header = info.is_in_header;
  // Its module may collect it for reasons that the .pxd does not tell.
  cls.is_collected |= !cls.is_extern;
  if (cls.is_extern)
    cls.size_check = info.check_size == "error"    ? ir::SizeCheck::Exact
                     : info.check_size == "ignore" ? ir::SizeCheck::Larger
                                                   : ir::SizeCheck::WarnIfLarger;
}

} // namespace

void declareExtensionTypes(LowerContext &context) {
  for (const ClassInfo *info : context.analysis.extension_classes) {
    ir::Class &cls = context.module.class_storage.emplace_back();
    context.classes[info] = &cls;
    if (!isImported(*info))
      context.module.classes.push_back(&cls);
    cls.cname = info->cname;
    llvm::StringRef type_name = info->type->type_object;
    if (!type_name.consume_back(".type")) // a pointer
      type_name = type_name.drop_front(2).drop_back(1);
    cls.type_name = type_name.str();
    cls.is_public = info->is_public;
    cls.is_api = info->is_api;
    cls.name = context.analysis.module_name + "." + info->name;
    cls.docstring = shownDocstring(context, *info);
    cls.type = info->type;
    cls.base = info->base ? context.classes.lookup(info->base) : nullptr;
    if (cls.base && !isImported(*info))
      noteUse(context, info->base->type);
    if (info->builtin_base) {
      cls.builtin_base = info->builtin_base->name;
      cls.builtin_struct = info->builtin_base->object_struct;
      cls.has_base_size = info->builtin_base->varies;
    }
    cls.has_base_size |= cls.base && cls.base->has_base_size;
    cls.is_final = info->type->is_final;
    cls.is_internal = info->options.is_internal;
    cls.is_sequence = info->options.is_sequence;
    cls.is_mapping = info->options.is_mapping;
    cls.is_cleared = info->options.is_cleared;
    cls.has_trashcan = info->options.has_trashcan.value_or(
        cls.base ? cls.base->has_trashcan : info->builtin_base && info->builtin_base->is_collected);
    if (!cls.base && !info->builtin_base)
      cls.kept_instances = info->options.kept_instances;
    cls.has_version_tag = !info->directives || info->directives->type_version_tag;
    cls.has_dict = info->has_dict;
    cls.has_weakrefs = info->has_weakrefs;
    cls.is_late = (cls.base && cls.base->is_late) || !info->other_bases.empty();
    cls.is_collected = (cls.base && cls.base->is_collected) || cls.has_dict;
    for (const sema::ExtensionFieldInfo &field : info->fields) {
      cls.fields.push_back({field.field->cname, field.field->name.str().str(), field.field->type});
      cls.is_collected |= mayCloseCircle(field.field->type);
    }
    if (!info->options.is_collected && !(cls.base && cls.base->is_collected))
      cls.is_collected = false;
    cls.is_collected |= info->builtin_base && info->builtin_base->is_collected;
    if (isImported(*info))
      describeImported(*info, cls);
    cls.vtable_owner = cls.base ? cls.base->vtable_owner : nullptr;
    if (!cls.vtable_owner && llvm::any_of(info->methods, [](const MethodInfo &method) {
          return !method.overridden && isInTable(method);
        }))
      cls.vtable_owner = &cls;
  }
}

void finishExtensionTypes(LowerContext &context) {
  ShorterFunctions shorter_functions;
  for (const ClassInfo *info : context.analysis.extension_classes) {
    ir::Class &cls = *context.classes.lookup(info);
    addTable(context, *info, cls, shorter_functions);
    if (info->is_declared_in_pxd && !cls.is_extern)
      cls.contract = contractOf(cls);
    if (isImported(*info))
      continue;
    addSlots(context, *info, cls);
    addClassAttributes(context, *info, cls);
    const auto python = [&](SpecialKind kind) -> const ir::PythonFunction * {
      const FunctionInfo *own = findSpecial(*info, kind, /*with_bases=*/false);
      return own ? context.python_functions.lookup(own) : nullptr;
    };
    cls.cinit = python(SpecialKind::CInit);
    cls.init = python(SpecialKind::Init);
    cls.call = python(SpecialKind::Call);
    if (cls.cinit)
      cls.cinit_takes_arguments =
          findSpecial(*info, SpecialKind::CInit, false)->parameters.size() > 1;
    if (const FunctionInfo *dealloc = findSpecial(*info, SpecialKind::Dealloc, false))
      cls.dealloc = context.functions.lookup(dealloc);
  }
}

void collectImportedClasses(LowerContext &context) {
  llvm::DenseSet<const ir::Class *> wanted;
  for (const ir::Class &cls : llvm::reverse(context.module.class_storage))
    if (cls.is_used || !cls.is_imported || wanted.contains(&cls))
      wanted.insert(cls.base);
  for (const ir::Class &cls : context.module.class_storage)
    if (cls.is_imported && (cls.is_used || wanted.contains(&cls)))
      context.module.imported_classes.push_back(&cls);
}

void noteUse(LowerContext &context, const Type *type) {
  const auto *extension = llvm::dyn_cast<types::ExtensionType>(types::canonical(type));
  const ClassInfo *info = extension ? context.analysis.class_of.lookup(extension) : nullptr;
  if (!info || !isImported(*info))
    return;
  if (ir::Class *cls = context.classes.lookup(info))
    cls->is_used = true;
  else
    context.unsupported(info->symbol->span,
                        "using a class of another module whose .pxd declares only its name");
}

} // namespace nogilc::lower