// See classes.h. The layouts are those of the runtime's extension_type.h.
#include "emit/classes.h"

#include "emit/expressions.h"
#include "emit/functions.h"
#include "emit/tables.h"
#include "ir/walk.h"

#include <llvm/ADT/StringSet.h>

namespace nogilc::emit {

using ir::Class;

static std::string tableStruct(const Class &cls) { return cls.cname + "_table"; }
static std::string tableValue(const Class &cls) { return cls.cname + "_methods"; }
static std::string traits(const Class &cls) { return cls.cname + "_class"; }
static std::string builtinBase(const Class &cls) {
  return ("ng::builtin_bases::" + cls.builtin_base + "_base").str();
}
static const std::string &typeObject(const Class &cls) { return cls.type_name; }

/// The class whose table struct fits: of those with methods of their own the last.
static const Class *tableClass(const Class *cls) {
  while (cls && cls->new_methods.empty())
    cls = cls->base;
  return cls;
}

static void addEntries(const Class *cls, std::vector<const ir::VtableEntry *> &entries) {
  if (!cls)
    return;
  addEntries(cls->base, entries);
  for (const ir::VtableEntry &entry : cls->new_methods)
    entries.push_back(&entry);
}

std::vector<TableEntry> tableEntries(const Class &cls) {
  std::vector<const ir::VtableEntry *> entries;
  addEntries(&cls, entries);
  std::vector<TableEntry> result;
  for (size_t i = 0; i != cls.methods.size(); ++i)
    result.push_back({cls.methods[i], types::hasStatusForm(*entries[i]->type)});
  return result;
}

static void emitTableStruct(TextWriter &out, const Class &cls) {
  if (cls.new_methods.empty())
    return;
  out.line("struct " + tableStruct(cls) + " {");
  {
    const Indented indented(out);
    if (const Class *base = tableClass(cls.base))
      out.line(tableStruct(*base) + " base;");
    for (const ir::VtableEntry &entry : cls.new_methods)
      out.line((types::hasStatusForm(*entry.type)
                    ? statusPointer(*entry.type, entry.name)
                    : types::cppDeclaration(entry.type, "(*" + entry.name + ")")) +
               ";");
  }
  out.line("};");
}

/// The words in which C and C++ differ.
struct InstanceWords {
  std::string base, table;
  std::string (*declare)(const types::Type *type, llvm::StringRef name);
};

static InstanceWords instanceWords(const Class &cls) {
  const std::string table = "const " + tableStruct(cls) + " *ng_table;";
  if (cls.base)
    return {cls.base->type->object_struct.str() + " ng_base;", table, types::cppDeclaration};
  if (!cls.builtin_base.empty())
    return {builtinBase(cls) + "::Instance ng_base;", table, types::cppDeclaration};
  return {"PyObject ob_base;", table, types::cppDeclaration};
}

static void emitInstanceStruct(TextWriter &out, const Class &cls, const InstanceWords &words) {
  out.line("struct " + cls.type->object_struct + " {");
  {
    const Indented indented(out);
    out.line(words.base);
    if (cls.vtable_owner == &cls)
      out.line(words.table);
    for (const ir::ClassField &field : cls.fields)
      out.line(words.declare(field.type, field.name) + ";");
    if (cls.has_dict)
      out.line("PyObject *ng_dict;");
    if (cls.has_weakrefs)
      out.line("PyObject *ng_weakrefs;");
  }
  out.line("};");
}

void writeInstanceForC(TextWriter &out, const Class &cls) {
  const std::string base = cls.base                   ? cls.base->type->c_struct.str() + " ng_base;"
                           : cls.builtin_base.empty() ? "PyObject ob_base;"
                                                      : cls.builtin_struct.str() + " ng_base;";
  const auto declare = [](const types::Type *type, llvm::StringRef name) {
    return types::isPointer(type) && types::privateType(type) ? ("void *" + name).str()
                                                              : types::cDeclaration(type, name);
  };
  emitInstanceStruct(out, cls, {base, "const void *ng_table;", declare});
}

static void emitInstance(ModuleContext &context, const Class *cls) {
  TextWriter &out = context.writer;
  emitTableStruct(out, *cls);
  if (cls->type->is_public)
    return; // see emitPublicInstances()
  context.sourceLine(cls->type->span);
  emitInstanceStruct(out, *cls, instanceWords(*cls));
}

void emitPublicInstances(ModuleContext &context) {
  TextWriter &out = context.writer;
  for (const Class *cls : context.module.classes) {
    if (!cls->type->is_public)
      continue;
    if (cls->vtable_owner == cls)
      out.line("namespace { struct " + tableStruct(*cls) + "; }");
    context.sourceLine(cls->type->span);
    emitInstanceStruct(out, *cls, instanceWords(*cls));
  }
}

static std::string objectOfType(const Class &cls) {
  return "reinterpret_cast<PyObject *>(&" + typeObject(cls) + ".type)";
}

void findMakers(ModuleContext &context) {
  llvm::StringSet<> wanted;
  for (const ir::Function *function : context.module.functions)
    ir::forEachInst(function->body, [&](const ir::Inst &inst) {
      if (inst.kind == ir::InstKind::CallRuntime && inst.entry == ir::RuntimeEntry::extension_new)
        wanted.insert(inst.args[0]->text);
    });
  for (const Class *cls : context.module.classes)
    if (wanted.contains(objectOfType(*cls)))
      context.makers[objectOfType(*cls)] = cls->cname + "_new";
}

void emitClassStructs(ModuleContext &context) {
  TextWriter &out = context.writer;
  for (const Class *cls : context.module.imported_classes) {
    if (!cls->is_in_header)
      emitInstance(context, cls);
    if (!cls->is_used)
      continue;
    out.line("PyTypeObject *" + typeObject(*cls) + " = nullptr;");
    if (cls->vtable_owner)
      out.line("[[maybe_unused]] const " + tableStruct(*tableClass(cls)) + " *" + tableValue(*cls) +
               " = nullptr;");
  }
  for (const Class *cls : context.module.classes) {
    emitInstance(context, cls);
    if (!cls->type->is_public)
      out.line("extern ng::ExtensionType " + typeObject(*cls) + ";");
    if (const auto maker = context.makers.find(objectOfType(*cls)); maker != context.makers.end())
      out.line("PyObject *" + maker->second + "();");
  }
  if (!context.module.classes.empty())
    out.line("extern ng::ExtensionType *const " + llvm::Twine(kClassesName) + "[];");
}

// ---------------------------------------------------------------------------------------------
// What the runtime's templates read
// ---------------------------------------------------------------------------------------------

/// The nearest base that another module makes; null if there is none.
static const Class *importedRoot(const Class &cls) {
  const Class *at = &cls;
  while (at && !at->is_imported)
    at = at->base;
  return at;
}

/// The base of classes of this module: its own module makes and destroys its part of them.
static void emitImportedTraits(ModuleContext &context, const Class &cls) {
  TextWriter &out = context.writer;
  out.line("struct " + traits(cls) + " : ng::BuiltinBase {");
  {
    const Indented indented(out);
    out.line("using Instance = " + cls.type->object_struct + ";");
    out.line("static PyTypeObject *type() { return " + typeObject(cls) + "; }");
  }
  out.line("};");
}

static void emitTableValue(TextWriter &out, const Class &cls) {
  if (!cls.vtable_owner)
    return;
  std::string list;
  for (const auto &[function, has_status] : tableEntries(cls))
    list += (list.empty() ? "" : ", ") + (!function    ? "nullptr"
                                          : has_status ? statusName(*function)
                                                       : function->name);
  out.line((importedRoot(cls) ? "" : "const ") + tableStruct(*tableClass(&cls)) + " " +
           tableValue(cls) + " = {" + list + "};");
}

static bool hasSlot(const Class *cls, llvm::StringRef name) {
  for (; cls; cls = cls->base)
    if (llvm::any_of(cls->slots, [&](const ir::ClassSlot &slot) { return slot.name == name; }))
      return true;
  return false;
}

static void emitTraits(TextWriter &out, const Class &cls) {
  const std::string instance = cls.type->object_struct.str();
  std::string members, cpp_objects;
  for (const ir::ClassField &field : cls.fields)
    if (types::isObject(field.type))
      members += (members.empty() ? "&" : ", &") + instance + "::" + field.name.str();
    else if (types::cppClass(field.type))
      cpp_objects += (cpp_objects.empty() ? "&" : ", &") + instance + "::" + field.name.str();
  out.line("struct " + traits(cls) + " : ng::ClassDefaults {");
  {
    const Indented indented(out);
    out.line("using Instance = " + instance + ";");
    out.line("using Base = " +
             (cls.base                   ? traits(*cls.base)
              : cls.builtin_base.empty() ? "ng::NoBase"
                                         : builtinBase(cls)) +
             ";");
    out.line("using Objects = ng::Members<" + members + ">;");
    if (!cpp_objects.empty())
      out.line("using CppObjects = ng::CppMembers<" + cpp_objects + ">;");
    out.line("static constexpr ng::ExtensionType *type = &" + typeObject(cls) + ";");
    const auto function = [&](const ir::PythonFunction *own, llvm::StringRef name) {
      if (!own)
        return;
      out.line("static constexpr ng::FunctionInfo *" + name + " = &" + own->cname + ";");
      out.line("static constexpr ng::FunctionImpl " + name + "_body = " + own->body->name + ";");
      const bool is_plain = !own->has_varargs && !own->has_varkeywords &&
                            own->parameters.size() == own->positional_count;
      if (is_plain)
        out.line("static constexpr int " + name + "_count = " + llvm::Twine(own->positional_count) +
                 ";");
    };
    function(cls.cinit, "cinit");
    if (cls.cinit_takes_arguments)
      out.line("static constexpr bool cinit_takes_arguments = true;");
    function(cls.init, "init");
    if (cls.dealloc)
      out.line("static constexpr void (*dealloc)(PyObject *) = " + cls.dealloc->name + ";");
    if (cls.is_collected)
      out.line("static constexpr bool is_collected = true;");
    if (cls.is_late)
      out.line("static constexpr bool is_late = true;");
    if (cls.has_trashcan)
      out.line("static constexpr bool has_trashcan = true;");
    if (cls.kept_instances)
      out.line("static constexpr int kept_instances = " + llvm::Twine(cls.kept_instances) + ";");
    if (cls.has_dict)
      out.line("static PyObject **dict(PyObject *self) { return &reinterpret_cast<Instance *>"
               "(self)->ng_dict; }");
    if (cls.has_weakrefs)
      out.line("static constexpr bool has_weakrefs = true;");
    // Nobody knows here whether its base has one; to have none does no harm.
    const Class *root = importedRoot(cls);
    if (cls.is_late || hasSlot(&cls, "tp_finalize") || (root && !root->is_extern))
      out.line("static constexpr bool has_finalizer = true;");
    if (cls.vtable_owner) {
      const std::string table = "&" + tableValue(cls);
      const bool is_same = tableClass(&cls) == cls.vtable_owner;
      out.line("static void set_table(PyObject *self) {");
      {
        const Indented body(out);
        out.line("reinterpret_cast<" + cls.vtable_owner->type->object_struct +
                 " *>(self)->ng_table = " +
                 (is_same ? table
                          : "reinterpret_cast<const " + tableStruct(*cls.vtable_owner) + " *>(" +
                                table + ")") +
                 ";");
      }
      out.line("}");
    }
  }
  out.line("};");
}

// ---------------------------------------------------------------------------------------------
// The type object
// ---------------------------------------------------------------------------------------------

static std::string slotFunction(const ir::SlotFunction &slot) {
  if (!slot.function)
    return "nullptr";
  if (!slot.python_arity)
    return slot.function->name;
  std::string text = "ng::spread<" + slot.function->name;
  for (unsigned i = 0; i != slot.python_arity; ++i)
    text += ", PyObject *";
  return text + ">";
}

static bool hasBuiltinBase(const Class &cls) {
  return cls.is_imported || (cls.base ? hasBuiltinBase(*cls.base) : !cls.builtin_base.empty());
}

/// Whether the tp_new of the base does all that there is to do for a new instance.
static bool makesAsBase(const Class &cls) {
  return cls.base && !cls.base->is_imported && !cls.vtable_owner && !cls.cinit && !cls.is_late &&
         !hasBuiltinBase(cls) && llvm::none_of(cls.fields, [](const ir::ClassField &field) {
           return types::isObject(field.type) || types::cppClass(field.type);
         });
}

static void emitSlots(TextWriter &out, const Class &cls) {
  out.line("const ng::SlotInit " + cls.cname + "_slots[] = {");
  const auto add = [&](llvm::StringRef slot, const llvm::Twine &function) {
    out.line("  {ng::TypeSlot::" + slot + ", (void *)" + function + "},");
  };
  const std::string of_class = "<" + traits(cls) + ">";
  if (!makesAsBase(cls))
    add("tp_new", "ng::make_instance" + of_class);
  if (!hasBuiltinBase(cls)) // whose tp_new takes a tuple
    add("tp_vectorcall", "ng::construct" + of_class);
  add("tp_dealloc", "ng::delete_instance" + of_class);
  if (cls.init)
    add("tp_init", "ng::init_instance" + of_class);
  if (cls.call)
    add("tp_call", "ng::call_instance" + of_class);
  if (cls.is_collected) {
    add("tp_traverse", "ng::traverse_instance" + of_class);
    if (cls.is_cleared)
      add("tp_clear", "ng::clear_instance" + of_class);
  }
  for (const ir::ClassSlot &slot : cls.slots) {
    if (slot.adapter.empty()) {
      add(slot.name, slotFunction(slot.functions.front()));
      continue;
    }
    std::string arguments = traits(cls);
    for (const ir::SlotFunction &function : slot.functions)
      arguments += ", " + slotFunction(function);
    add(slot.name, "ng::slots::" + slot.adapter.str() + "<" + arguments + ">");
  }
  out.line("  {ng::TypeSlot::end, nullptr},");
  out.line("};");
}

static std::string getterText(const ir::ClassAttribute &attribute) {
  if (!attribute.get)
    return "nullptr";
  const bool is_python = attribute.get->role == ir::FunctionRole::Python; // a generator
  return "ng::getter<" + slotFunction({attribute.get, is_python ? 1U : 0U}) + ">";
}

static std::string setterText(const ir::ClassAttribute &attribute) {
  if (!attribute.set && !attribute.del)
    return "nullptr";
  if (attribute.del_sets_none)
    return "ng::object_setter<" + attribute.set->name + ">";
  return "ng::setter<" + (attribute.set ? attribute.set->name : "nullptr") + ", " +
         (attribute.del ? attribute.del->name : "nullptr") + ">";
}

static bool hasMethods(const Class &cls) { return !cls.python_methods.empty() || cls.has_pickling; }

static bool hasAttributes(const Class &cls) { return !cls.attributes.empty() || cls.has_dict; }

static void emitAttributes(TextWriter &out, const Class &cls) {
  if (!hasAttributes(cls))
    return;
  out.line("PyGetSetDef " + cls.cname + "_attributes[] = {");
  for (const ir::ClassAttribute &attribute : cls.attributes)
    out.line("  {" + quoted(attribute.name) + ", " + getterText(attribute) + ", " +
             setterText(attribute) + ", " +
             (attribute.docstring ? quoted(*attribute.docstring) : "nullptr") + ", nullptr},");
  if (cls.has_dict)
    out.line(
        "  {\"__dict__\", PyObject_GenericGetDict, PyObject_GenericSetDict, nullptr, nullptr},");
  out.line("  {},");
  out.line("};");
}

/// The entries of the table that the module of the base fills.
static std::string inheritedTable(const Class &cls) {
  const Class *root = importedRoot(cls);
  if (!root || !root->vtable_owner)
    return "{}";
  return "{&" + tableValue(cls) + ", &" + tableValue(*root) + ", sizeof(" +
         tableStruct(*tableClass(root)) + ")}";
}

static void emitMethods(TextWriter &out, const Class &cls) {
  if (hasMethods(cls)) {
    out.line("PyMethodDef " + cls.cname + "_python_methods[] = {");
    for (const ir::ClassMethod &method : cls.python_methods)
      out.line("  {" + quoted(method.name) + ", (PyCFunction)" + slotFunction(method.function) +
               ", METH_O | METH_COEXIST, " +
               (method.docstring ? quoted(*method.docstring) : "nullptr") + "},");
    if (cls.has_pickling) {
      out.line("  {\"__reduce_cython__\", ng::reduce<" + traits(cls) + ">, METH_NOARGS, nullptr},");
      out.line("  {\"__setstate_cython__\", ng::restore<" + traits(cls) + ">, METH_O, nullptr},");
    }
    out.line("  {},");
    out.line("};");
  }
  if (!cls.docstrings.empty()) {
    out.line("const ng::MethodDoc " + cls.cname + "_docs[] = {");
    for (const ir::MethodDocstring &docstring : cls.docstrings)
      out.line("  {" + quoted(docstring.name) + ", " + quoted(docstring.text) + "},");
    out.line("  {},");
    out.line("};");
  }
  if (!cls.pickled_members.empty()) {
    out.line("const ng::PickledMember " + cls.cname + "_pickled[] = {");
    for (const ir::PickledMember &member : cls.pickled_members) {
      const std::string place = "<&" + member.field + ">";
      out.line("  {" + quoted(member.name) + ", " +
               (member.get ? member.get->name : "ng::get_number" + place) + ", " +
               (member.set ? member.set->name : "ng::set_number" + place) + "},");
    }
    out.line("  {},");
    out.line("};");
  }
}

static void emitType(ModuleContext &context, const Class &cls) {
  TextWriter &out = context.writer;
  std::string flags;
  const auto addFlag = [&](bool is_set, const char *flag) {
    if (is_set)
      flags += (flags.empty() ? "" : " | ") + std::string(flag);
  };
  addFlag(!cls.is_final, "Py_TPFLAGS_BASETYPE");
  addFlag(cls.is_collected, "Py_TPFLAGS_HAVE_GC");
  addFlag(cls.is_sequence, "ng::kSequenceFlag");
  addFlag(cls.is_mapping, "ng::kMappingFlag");
  addFlag(!cls.has_version_tag, "Py_TPFLAGS_HAVE_VERSION_TAG");
  addFlag(flags.empty(), "0");
  const auto offset = [&](bool is_there, const char *member) -> std::string {
    return is_there ? "offsetof(" + cls.type->object_struct.str() + ", " + member + ")" : "0";
  };
  const auto table = [&](bool is_there, const char *name) -> std::string {
    return is_there ? cls.cname + name : "nullptr";
  };
  std::string infos;
  for (const ir::PythonFunction *info : {cls.cinit, cls.init, cls.call})
    infos += (infos.empty() ? "" : ", ") + (info ? "&" + info->cname : "nullptr");
  if (cls.type->is_public) {
    context.closeNamespace();
    out.line("extern \"C\" {");
  }
  out.line((cls.type->is_public ? "NOGILC_PUBLIC " : "") +
           ("ng::ExtensionType " + typeObject(cls)) + " = {");
  out.line("  {}, " + quoted(cls.name) + ", " +
           (cls.docstring ? quoted(*cls.docstring) : "nullptr") + ", " +
           (cls.has_base_size ? "0" : "sizeof(" + cls.type->object_struct.str() + ")") + ", " +
           (cls.base && !cls.base->is_imported ? "&" + typeObject(*cls.base) : "nullptr") + ",");
  out.line("  " + flags + ", " + cls.cname + "_slots, " + table(hasAttributes(cls), "_attributes") +
           ", " + table(hasMethods(cls), "_python_methods") + ", " +
           table(!cls.docstrings.empty(), "_docs") + ", " +
           table(!cls.pickled_members.empty(), "_pickled") + ", " +
           (cls.unpicklable.empty() ? "nullptr" : quoted(cls.unpicklable)) + ", {" + infos + "},");
  out.line("  " + offset(cls.has_dict, "ng_dict") + ", " + offset(cls.has_weakrefs, "ng_weakrefs") +
           ", " + (cls.is_internal ? "true" : "false") + ", " + (cls.is_late ? "true" : "false") +
           ", " +
           (cls.base && cls.base->is_imported ? "&" + traits(*cls.base) + "::type"
            : cls.builtin_base.empty()        ? "nullptr"
                                              : "&" + builtinBase(cls) + "::type") +
           ", " + inheritedTable(cls) + ", {}, {}, {}, {}, {}, {},");
  out.line("};");
  if (cls.type->is_public) {
    out.line("}");
    context.openNamespace();
  }
}

void emitClassTypes(ModuleContext &context) {
  if (context.module.classes.empty())
    return;
  TextWriter &out = context.writer;
  for (const Class *imported : context.module.imported_classes)
    if (llvm::any_of(context.module.classes,
                     [&](const Class *cls) { return cls->base == imported; }))
      emitImportedTraits(context, *imported);
  for (const Class *cls : context.module.classes) {
    out.line();
    emitTableValue(out, *cls);
    emitTraits(out, *cls);
    if (const auto maker = context.makers.find(objectOfType(*cls)); maker != context.makers.end())
      out.line("PyObject *" + maker->second + "() { return ng::make_instance<" + traits(*cls) +
               ">(&" + typeObject(*cls) + ".type, ng::no_arguments, nullptr); }");
    emitSlots(out, *cls);
    emitAttributes(out, *cls);
    emitMethods(out, *cls);
    emitType(context, *cls);
  }
  out.line();
  std::string list;
  for (const Class *cls : context.module.classes)
    list += "&" + typeObject(*cls) + ", ";
  out.line("ng::ExtensionType *const " + llvm::Twine(kClassesName) + "[] = {" + list + "nullptr};");
}

// ---------------------------------------------------------------------------------------------
// Between modules
// ---------------------------------------------------------------------------------------------

static bool isExported(const Class &cls) { return !cls.is_imported && !cls.contract.empty(); }

bool hasExportedClasses(const ir::Module &module) {
  return llvm::any_of(module.classes, [](const Class *cls) { return isExported(*cls); });
}

bool hasImportedClasses(const ir::Module &module) { return !module.imported_classes.empty(); }

static llvm::StringRef sizeCheck(ir::SizeCheck check) {
  switch (check) {
  case ir::SizeCheck::Exact:
    return "ng::SizeCheck::Exact";
  case ir::SizeCheck::WarnIfLarger:
    return "ng::SizeCheck::WarnIfLarger";
  case ir::SizeCheck::Larger:
    return "ng::SizeCheck::Larger";
  }
  return "";
}

void emitClassLinkage(ModuleContext &context) {
  TextWriter &out = context.writer;
  const ir::Module &module = context.module;
  if (hasExportedClasses(module)) {
    out.line();
    out.line("// Classes for other modules.");
    out.line("const ng::ClassExport ng_class_exports[] = {");
    for (const Class *cls : module.classes)
      if (isExported(*cls))
        out.line("  {" + quoted(cls->type->name.str()) + ", " + quoted(cls->contract) + ", {&" +
                 typeObject(*cls) + ".type, " +
                 (cls->vtable_owner ? "&" + tableValue(*cls) : "nullptr") + "}},");
    out.line("  {}};");
  }
  if (!hasImportedClasses(module))
    return;
  out.line();
  out.line("// Classes of other modules.");
  out.line("const ng::ClassImport ng_class_imports[] = {");
  for (const Class *cls : module.imported_classes) {
    if (!cls->is_used)
      continue;
    const bool has_table = cls->vtable_owner != nullptr;
    out.line("  {" + quoted(cls->home) + ", " +
             quoted(llvm::StringRef(cls->name).rsplit('.').second) + ", " +
             (cls->is_extern ? "nullptr" : quoted(cls->contract)) + ", sizeof(" +
             cls->type->object_struct + "), " + sizeCheck(cls->size_check) + ", &" +
             typeObject(*cls) + ", " + (has_table ? "&" + tableValue(*cls) : "nullptr") + "},");
  }
  out.line("  {}};");
}

} // namespace nogilc::emit
