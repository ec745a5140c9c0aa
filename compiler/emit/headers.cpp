// See headers.h.
#include "emit/headers.h"

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
         llvm::any_of(module.public_types, isPublicType);
}

bool hasApiHeader(const ir::Module &module) {
  return llvm::any_of(module.exports, [](const Export &entry) { return entry.is_api; }) ||
         !llvm::all_of(module.public_types, isPublicType);
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

/// As C has it: a function without parameters says so.
static std::string declarationInC(const ir::Type *type, const std::string &name) {
  const auto *function = llvm::dyn_cast<types::FunctionType>(type);
  if (function && function->parameters.empty() && !function->has_c_varargs)
    return types::cppDeclaration(function->result, name + "(void)");
  return types::cppDeclaration(type, name);
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

static std::string publicHeader(const ir::Module &module) {
  TextWriter out;
  begin(out, module, "H");
  openLinkage(out);
  for (const ir::PublicType &type : module.public_types)
    if (isPublicType(type))
      out.line(type.definition);
  for (const Export &entry : module.exports) {
    if (!entry.is_public)
      continue;
    if (entry.variable)
      out.line("extern " + declarationInC(entry.variable->type, entry.variable->public_name) + ";");
    else
      out.line(declarationInC(entry.public_function->type, entry.public_function->name) + ";");
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
  for (const Export &entry : module.exports)
    if (entry.is_api)
      out.line("static " +
               (entry.function
                    ? declarationInC(entry.function->type, "(*" + prefix + entry.name + ")")
                    : types::cppDeclaration(entry.variable->type, "*" + prefix + entry.name)) +
               " = 0;");
  out.line();
  writeFetch(out, prefix + "fetch");
  out.line();
  out.line("/* To be called once, with the GIL, before anything of it is used; -1: raised. */");
  out.line("static inline int import_" + flat + "(void) {");
  out.line("  int failed;");
  out.line("  PyObject *table, *module = PyImport_ImportModule(" + quoted(module.name) + ");");
  out.line("  if (!module)");
  out.line("    return -1;");
  out.line("  table = PyObject_GetAttrString(module, \"__pyx_capi__\");");
  out.line("  Py_DECREF(module);");
  out.line("  if (!table)");
  out.line("    return -1;");
  out.line("  failed = 0");
  for (const Export &entry : module.exports)
    if (entry.is_api)
      out.line("    || " + prefix + "fetch(table, " + quoted(entry.name) + ", " +
               quoted(entry.signature) + ", (void *)&" + prefix + entry.name + ") < 0");
  out.line("    ;");
  out.line("  Py_DECREF(table);");
  out.line("  return failed ? -1 : 0;");
  out.line("}");
  out.line();
  // Last: what is called `name` or `table` must not change the code above.
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
