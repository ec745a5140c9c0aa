// See classes.h. The layouts are those of the runtime's extension_type.h.
#include "emit/classes.h"

#include "emit/expressions.h"
#include "emit/tables.h"

namespace nogilc::emit {

using ir::Class;

static std::string tableStruct(const Class &cls) { return cls.cname + "_table"; }
static std::string tableValue(const Class &cls) { return cls.cname + "_methods"; }
static std::string traits(const Class &cls) { return cls.cname + "_class"; }
static std::string builtinBase(const Class &cls) {
  return ("ng::builtin_bases::" + cls.builtin_base + "_base").str();
}
static std::string typeObject(const Class &cls) { return cls.cname + "_type"; }

/// The class whose table struct fits: of those with methods of their own the last.
static const Class *tableClass(const Class *cls) {
  while (cls && cls->new_methods.empty())
    cls = cls->base;
  return cls;
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
      out.line(types::cppDeclaration(entry.type, "(*" + entry.name + ")") + ";");
  }
  out.line("};");
}

void emitClassStructs(ModuleContext &context) {
  TextWriter &out = context.writer;
  for (const Class *cls : context.module.classes) {
    emitTableStruct(out, *cls);
    context.sourceLine(cls->type->span);
    out.line("struct " + cls->type->object_struct + " {");
    {
      const Indented indented(out);
      if (cls->base)
        out.line(cls->base->type->object_struct + " base;");
      else if (!cls->builtin_base.empty())
        out.line(builtinBase(*cls) + "::Instance base;");
      else
        out.line("PyObject ob_base;");
      if (cls->vtable_owner == cls)
        out.line("const " + tableStruct(*cls) + " *ng_table;");
      for (const ir::ClassField &field : cls->fields)
        out.line(types::cppDeclaration(field.type, field.name) + ";");
      if (cls->has_dict)
        out.line("PyObject *ng_dict;");
      if (cls->has_weakrefs)
        out.line("PyObject *ng_weakrefs;");
    }
    out.line("};");
    out.line("extern ng::ExtensionType " + typeObject(*cls) + ";");
  }
  if (!context.module.classes.empty())
    out.line("extern ng::ExtensionType *const " + llvm::Twine(kClassesName) + "[];");
}

// ---------------------------------------------------------------------------------------------
// What the runtime's templates read
// ---------------------------------------------------------------------------------------------

static void emitTableValue(TextWriter &out, const Class &cls) {
  if (!cls.vtable_owner)
    return;
  std::string list;
  for (const ir::Function *method : cls.methods)
    list += (list.empty() ? "" : ", ") + method->name;
  out.line("const " + tableStruct(*tableClass(&cls)) + " " + tableValue(cls) + " = {" + list +
           "};");
}

static bool hasSlot(const Class *cls, llvm::StringRef name) {
  for (; cls; cls = cls->base)
    if (llvm::any_of(cls->slots, [&](const ir::ClassSlot &slot) { return slot.name == name; }))
      return true;
  return false;
}

static void emitTraits(TextWriter &out, const Class &cls) {
  const std::string instance = cls.type->object_struct.str();
  std::string members;
  for (const ir::ClassField &field : cls.fields)
    if (types::isObject(field.type))
      members += (members.empty() ? "&" : ", &") + instance + "::" + field.name.str();
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
    if (cls.has_trashcan)
      out.line("static constexpr bool has_trashcan = true;");
    if (cls.has_dict)
      out.line("static PyObject **dict(PyObject *self) { return &reinterpret_cast<Instance *>"
               "(self)->ng_dict; }");
    if (cls.has_weakrefs)
      out.line("static constexpr bool has_weakrefs = true;");
    if (hasSlot(&cls, "tp_finalize"))
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
  return cls.base ? hasBuiltinBase(*cls.base) : !cls.builtin_base.empty();
}

static void emitSlots(TextWriter &out, const Class &cls) {
  out.line("const ng::SlotInit " + cls.cname + "_slots[] = {");
  const auto add = [&](llvm::StringRef slot, const llvm::Twine &function) {
    out.line("  {ng::TypeSlot::" + slot + ", (void *)" + function + "},");
  };
  const std::string of_class = "<" + traits(cls) + ">";
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

static std::string setterText(const ir::ClassAttribute &attribute) {
  if (!attribute.set && !attribute.del)
    return "nullptr";
  if (attribute.del_sets_none)
    return "ng::object_setter<" + attribute.set->name + ">";
  return "ng::setter<" + (attribute.set ? attribute.set->name : "nullptr") + ", " +
         (attribute.del ? attribute.del->name : "nullptr") + ">";
}

static bool hasAttributes(const Class &cls) { return !cls.attributes.empty() || cls.has_dict; }

static void emitAttributes(TextWriter &out, const Class &cls) {
  if (!hasAttributes(cls))
    return;
  out.line("PyGetSetDef " + cls.cname + "_attributes[] = {");
  for (const ir::ClassAttribute &attribute : cls.attributes)
    out.line("  {" + quoted(attribute.name) + ", " +
             (attribute.get ? "ng::getter<" + attribute.get->name + ">" : "nullptr") + ", " +
             setterText(attribute) + ", " +
             (attribute.docstring ? quoted(*attribute.docstring) : "nullptr") + ", nullptr},");
  if (cls.has_dict)
    out.line(
        "  {\"__dict__\", PyObject_GenericGetDict, PyObject_GenericSetDict, nullptr, nullptr},");
  out.line("  {},");
  out.line("};");
}

static void emitType(TextWriter &out, const Class &cls) {
  std::string flags;
  const auto addFlag = [&](bool is_set, const char *flag) {
    if (is_set)
      flags += (flags.empty() ? "" : " | ") + std::string(flag);
  };
  addFlag(!cls.is_final, "Py_TPFLAGS_BASETYPE");
  addFlag(cls.is_collected, "Py_TPFLAGS_HAVE_GC");
  addFlag(cls.is_sequence, "ng::kSequenceFlag");
  addFlag(cls.is_mapping, "ng::kMappingFlag");
  addFlag(flags.empty(), "0");
  const auto offset = [&](bool is_there, const char *member) -> std::string {
    return is_there ? "offsetof(" + cls.type->object_struct.str() + ", " + member + ")" : "0";
  };
  std::string infos;
  for (const ir::PythonFunction *info : {cls.cinit, cls.init, cls.call})
    infos += (infos.empty() ? "" : ", ") + (info ? "&" + info->cname : "nullptr");
  out.line("ng::ExtensionType " + typeObject(cls) + " = {");
  out.line("  {}, " + quoted(cls.name) + ", " +
           (cls.docstring ? quoted(*cls.docstring) : "nullptr") + ", sizeof(" +
           cls.type->object_struct + "), " + (cls.base ? "&" + typeObject(*cls.base) : "nullptr") +
           ",");
  out.line("  " + flags + ", " + cls.cname + "_slots, " +
           (hasAttributes(cls) ? cls.cname + "_attributes" : "nullptr") + ", {" + infos + "}, " +
           offset(cls.has_dict, "ng_dict") + ", " + offset(cls.has_weakrefs, "ng_weakrefs") + ", " +
           (cls.is_internal ? "true" : "false") + ", " +
           (cls.builtin_base.empty() ? "nullptr" : "&" + builtinBase(cls) + "::type") +
           ", {}, {}, {}, {}, {}, {},");
  out.line("};");
}

void emitClassTypes(ModuleContext &context) {
  if (context.module.classes.empty())
    return;
  TextWriter &out = context.writer;
  for (const Class *cls : context.module.classes) {
    out.line();
    emitTableValue(out, *cls);
    emitTraits(out, *cls);
    emitSlots(out, *cls);
    emitAttributes(out, *cls);
    emitType(out, *cls);
  }
  out.line();
  std::string list;
  for (const Class *cls : context.module.classes)
    list += "&" + typeObject(*cls) + ", ";
  out.line("ng::ExtensionType *const " + llvm::Twine(kClassesName) + "[] = {" + list + "nullptr};");
}

} // namespace nogilc::emit
