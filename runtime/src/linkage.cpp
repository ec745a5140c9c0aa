// linkage.cpp: see linkage.h.
#include "nogilc_rt/linkage.h"

#include "internal.h"

#include <cstring>

namespace nogilc_rt {

namespace {

constexpr char kCapsules[] = "__pyx_capi__";
constexpr char kContracts[] = "__nogilc_capi__";

const char *kind_of(const CImport &import) {
  return import.is_function ? "C function" : "C variable";
}

/// A pointer to a function or variable, read and written as what it is: bytes.
void set_pointer(const CImport &import, void *address) {
  static_assert(sizeof(void (*)()) == sizeof(void *), "capsules hold addresses of functions");
  std::memcpy(import.pointer, &address, sizeof address);
}

bool raise_missing(const CImport &import, PyObject *importer, const char *why) {
  PyErr_Format(PyExc_ImportError, "%U needs the %s `%s` of %s, which %s; its declaration is: %s",
               importer, kind_of(import), import.name, import.module, why, import.contract);
  return false;
}

bool raise_different(const CImport &import, PyObject *importer, const char *there,
                     const char *here) {
  PyErr_Format(PyExc_TypeError,
               "%s.%s is another %s than %U was compiled for: it is `%s`, expected `%s`; compile "
               "both modules with the same declarations",
               import.module, import.name, kind_of(import), importer, there, here);
  return false;
}

bool import_one(const CImport &import, PyObject *importer, PyObject *source) {
  Ref capsules(PyObject_GetAttrString(source, kCapsules));
  if (!capsules) {
    if (!PyErr_ExceptionMatches(PyExc_AttributeError))
      return false;
    PyErr_Clear();
    return raise_missing(import, importer,
                         "has no table of C functions: it is not compiled, or not imported yet");
  }
  PyObject *capsule = PyDict_Check(capsules.get())
                          ? PyDict_GetItemString(capsules, import.name) // borrowed
                          : nullptr;
  if (!capsule || !PyCapsule_CheckExact(capsule))
    return raise_missing(import, importer, "does not export it");

  const char *signature = PyCapsule_GetName(capsule);
  if (!signature || std::strcmp(signature, import.signature) != 0)
    return raise_different(import, importer, signature ? signature : "", import.signature);
  // Ours say more than a signature.
  Ref contracts(PyObject_GetAttrString(source, kContracts));
  if (!contracts) {
    if (!PyErr_ExceptionMatches(PyExc_AttributeError))
      return false;
    PyErr_Clear();
  } else if (PyObject *contract = PyDict_Check(contracts.get())
                                      ? PyDict_GetItemString(contracts, import.name)
                                      : nullptr) {
    const char *text = PyUnicode_Check(contract) ? PyUnicode_AsUTF8(contract) : nullptr;
    if (text && std::strcmp(text, import.contract) != 0)
      return raise_different(import, importer, text, import.contract);
  }
  void *address = PyCapsule_GetPointer(capsule, signature);
  if (!address)
    return false;
  set_pointer(import, address);
  return true;
}

} // namespace

bool export_c(ModuleInfo &module) {
  if (!module.exports)
    return true;
  Ref capsules(PyDict_New()), contracts(PyDict_New());
  if (!capsules || !contracts)
    return false;
  for (const CExport *entry = module.exports; entry->name; ++entry) {
    Ref capsule(PyCapsule_New(entry->address, entry->signature, nullptr));
    Ref contract(PyUnicode_FromString(entry->contract));
    if (!capsule || !contract || PyDict_SetItemString(capsules, entry->name, capsule) < 0 ||
        PyDict_SetItemString(contracts, entry->name, contract) < 0)
      return false;
  }
  return PyDict_SetItemString(module.globals, kCapsules, capsules) == 0 &&
         PyDict_SetItemString(module.globals, kContracts, contracts) == 0;
}

bool import_c(ModuleInfo &module) {
  if (!module.imports)
    return true;
  Ref source;
  const char *imported = "";
  for (const CImport *import = module.imports; import->name; ++import) {
    if (std::strcmp(imported, import->module) != 0) {
      source.reset(PyImport_ImportModule(import->module));
      if (!source)
        return false;
      imported = import->module;
    }
    if (!import_one(*import, module.name_object, source))
      return false;
  }
  return true;
}

} // namespace nogilc_rt
