// See headers.h.
#include "emit/headers.h"

#include "emit/classes.h"
#include "emit/emit.h"
#include "emit/punycode.h"
#include "emit/tables.h"
#include "support/writer.h"

#include <llvm/ADT/STLExtras.h>

namespace nogilc::emit {

using ir::Export;

static bool isPublicType(const ir::PublicType &type) { return !type.is_api_only; }

bool hasPublicHeader(const ir::Module &module) {
  return llvm::any_of(module.exports, [](const Export &entry) { return entry.is_public; }) ||
         llvm::any_of(module.public_types, isPublicType) ||
         llvm::any_of(module.classes, [](const ir::Class *cls) { return cls->type->is_public; });
}

bool hasApiHeader(const ir::Module &module) {
  return llvm::any_of(module.exports, [](const Export &entry) { return entry.is_api; }) ||
         !llvm::all_of(module.public_types, isPublicType) ||
         llvm::any_of(module.classes, [](const ir::Class *cls) { return cls->is_api; });
}

/// `pkg__mod`.
static std::string flatName(const ir::Module &module) {
  std::string text;
  for (const char c : module.name)
    text += c == '.' ? "__" : std::string(1, c);
  return text;
}

std::string headerGuard(const ir::Module &module, llvm::StringRef suffix) {
  return ("NOGILC_" + flatName(module) + "_" + suffix).str();
}

static void begin(TextWriter &out, const ir::Module &module, llvm::StringRef suffix) {
  const std::string guard = headerGuard(module, suffix);
  out.line("/* Made by nogilc from " + module.source_path + ": change that, not this. */");
  out.line("#ifndef " + guard);
  out.line("#define " + guard);
  out.line();
  out.line("#include <Python.h>");
}

static void openLinkage(TextWriter &out) {
  out.line();
  out.line("#ifdef __cplusplus");
  out.line("extern \"C\" {");
  out.line("#endif");
  out.line();
}

static void closeLinkage(TextWriter &out) {
  out.line();
  out.line("#ifdef __cplusplus");
  out.line("}");
  out.line("#endif");
}

/// The structs of all classes that C sees, `api` ones as well, bases first.
static void writeInstances(TextWriter &out, const ir::Module &module) {
  for (const ir::Class *cls : module.classes)
    if (cls->type->is_public) // they may point at each other
      out.line(cls->type->c_struct + ";");
  for (const ir::Class *cls : module.classes)
    if (cls->type->is_public)
      writeInstanceForC(out, *cls);
}

static std::string publicHeader(const ir::Module &module) {
  TextWriter out;
  begin(out, module, "H");
  openLinkage(out);
  for (const ir::PublicType &type : module.public_types)
    if (isPublicType(type))
      out.line(type.definition);
  writeInstances(out, module);
  for (const ir::Class *cls : module.classes)
    if (cls->is_public)
      out.line("extern PyTypeObject " + cls->type_name + ";");
  for (const Export &entry : module.exports) {
    if (!entry.is_public)
      continue;
    if (entry.variable)
      out.line("extern " + types::cDeclaration(entry.variable->type, entry.variable->public_name) +
               ";");
    else
      out.line(types::cDeclaration(entry.public_function->type, entry.public_function->name) + ";");
  }
  closeLinkage(out);
  out.line();
  const llvm::StringRef last = llvm::StringRef(module.name).rsplit('.').second;
  out.line("PyMODINIT_FUNC " +
           initFunctionName(last.empty() ? llvm::StringRef(module.name) : last) + "(void);");
  out.line();
  out.line("#endif");
  return out.take();
}

/// Fetches one capsule; the signature must be the same.
static void writeFetch(TextWriter &out, const std::string &name) {
  out.line("static int " + name +
           "(PyObject *table, const char *name, const char *signature, void *pointer) {");
  out.line("  void *address;");
  out.line("  PyObject *capsule = PyDict_GetItemString(table, name);");
  out.line("  if (!capsule || !PyCapsule_CheckExact(capsule)) {");
  out.line("    PyErr_Format(PyExc_ImportError, \"the module does not export `%s`\", name);");
  out.line("    return -1;");
  out.line("  }");
  out.line("  if (!PyCapsule_IsValid(capsule, signature)) {");
  out.line("    PyErr_Format(PyExc_TypeError, \"`%s` is `%s`, expected `%s`\", name,");
  out.line("                 PyCapsule_GetName(capsule), signature);");
  out.line("    return -1;");
  out.line("  }");
  out.line("  address = PyCapsule_GetPointer(capsule, signature);");
  out.line("  memcpy(pointer, &address, sizeof address);");
  out.line("  return 0;");
  out.line("}");
}

/// Finds a class, whose instances must have the size that the header knows.
static void writeFindType(TextWriter &out, const std::string &name) {
  out.line("static int " + name +
           "(PyObject *module, const char *name, size_t size, PyTypeObject **pointer) {");
  out.line("  PyObject *found = PyObject_GetAttrString(module, name);");
  out.line("  if (!found)");
  out.line("    return -1;");
  out.line("  if (!PyType_Check(found) ||");
  out.line("      (size_t)((PyTypeObject *)found)->tp_basicsize != size) {");
  out.line("    PyErr_Format(PyExc_TypeError,");
  out.line(
      "                 \"`%s` is no class with instances of %zu bytes, as its header says\",");
  out.line("                 name, size);");
  out.line("    Py_DECREF(found);");
  out.line("    return -1;");
  out.line("  }");
  out.line("  *pointer = (PyTypeObject *)found; /* keeps the reference */");
  out.line("  return 0;");
  out.line("}");
}

static void writeSteps(TextWriter &out, llvm::ArrayRef<std::string> steps) {
  out.line("  failed = 0");
  for (const std::string &step : steps)
    out.line("    || " + step + " < 0");
  out.line("    ;");
}

static void writeImport(TextWriter &out, const ir::Module &module, const std::string &flat,
                        const std::string &prefix) {
  std::vector<std::string> types, entries;
  for (const ir::Class *cls : module.classes)
    if (cls->is_api)
      types.push_back(prefix + "find_type(module, " + quoted(cls->type->name.str()) + ", sizeof(" +
                      cls->type->c_struct.str() + "), &" + prefix + cls->type_name + ")");
  for (const Export &entry : module.exports)
    if (entry.is_api)
      entries.push_back(prefix + "fetch(table, " + quoted(entry.name) + ", " +
                        quoted(entry.signature) + ", (void *)&" + prefix + entry.name + ")");
  out.line("/* To be called once, with the GIL, before anything of it is used; -1: raised. */");
  out.line("static inline int import_" + flat + "(void) {");
  out.line("  int failed;");
  if (!entries.empty())
    out.line("  PyObject *table;");
  out.line("  PyObject *module = PyImport_ImportModule(" + quoted(module.name) + ");");
  out.line("  if (!module)");
  out.line("    return -1;");
  writeSteps(out, types);
  if (!entries.empty())
    out.line("  table = failed ? NULL : PyObject_GetAttrString(module, \"__pyx_capi__\");");
  out.line("  Py_DECREF(module);");
  if (!entries.empty()) {
    out.line("  if (!table)");
    out.line("    return -1;");
    writeSteps(out, entries);
    out.line("  Py_DECREF(table);");
  }
  out.line("  return failed ? -1 : 0;");
  out.line("}");
}

static std::string apiHeader(const ir::Module &module, llvm::StringRef stem) {
  const std::string flat = flatName(module);
  const std::string prefix = "nogilc_api_" + flat + "_";
  TextWriter out;
  begin(out, module, "API_H");
  out.line("#include <string.h>");
  if (hasPublicHeader(module))
    out.line("#include \"" + stem + ".h\"");
  openLinkage(out);
  for (const ir::PublicType &type : module.public_types)
    if (type.is_api_only)
      out.line(type.definition);
  closeLinkage(out);
  out.line();
  for (const ir::Class *cls : module.classes)
    if (cls->is_api)
      out.line("static PyTypeObject *" + prefix + cls->type_name + " = 0;");
  for (const Export &entry : module.exports)
    if (entry.is_api)
      out.line("static " +
               (entry.function
                    ? types::cDeclaration(entry.function->type, "(*" + prefix + entry.name + ")")
                    : types::cDeclaration(entry.variable->type, "*" + prefix + entry.name)) +
               " = 0;");
  out.line();
  if (llvm::any_of(module.exports, [](const Export &entry) { return entry.is_api; }))
    writeFetch(out, prefix + "fetch");
  const bool has_types =
      llvm::any_of(module.classes, [](const ir::Class *cls) { return cls->is_api; });
  if (has_types)
    writeFindType(out, prefix + "find_type");
  out.line();
  writeImport(out, module, flat, prefix);
  out.line();
  // Last: what is called `name` or `table` must not change the code above.
  for (const ir::Class *cls : module.classes)
    if (cls->is_api)
      out.line("#define " + cls->type_name + " (*" + prefix + cls->type_name + ")");
  for (const Export &entry : module.exports)
    if (entry.is_api)
      out.line("#define " + entry.name + " " +
               (entry.function ? prefix + entry.name : "(*" + prefix + entry.name + ")"));
  out.line();
  out.line("#endif");
  return out.take();
}

Headers emitHeaders(const ir::Module &module, llvm::StringRef stem) {
  Headers headers;
  if (hasPublicHeader(module))
    headers.public_text = publicHeader(module);
  if (hasApiHeader(module))
    headers.api_text = apiHeader(module, stem);
  return headers;
}

} // namespace nogilc::emit
