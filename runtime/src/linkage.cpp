// linkage.cpp: see linkage.h.
#include "nogilc_rt/linkage.h"

#include "nogilc_rt/extension_type.h"

#include "internal.h"

#include <cstddef>
#include <cstring>

namespace nogilc_rt {

namespace {

constexpr char kCapsules[] = "__pyx_capi__";
constexpr char kContracts[] = "__nogilc_capi__";

const char *kind_of(const CImport &import) {
  return import.is_function ? "C function" : "C variable";
}

/// A pointer to a function or variable, read and written as what it is: bytes.
void set_pointer(void *pointer, void *address) {
  static_assert(sizeof(void (*)()) == sizeof(void *), "capsules hold addresses of functions");
  std::memcpy(pointer, &address, sizeof address);
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

/// An attribute of a module that it need not have. False: raised.
bool find_attribute(PyObject *source, const char *name, Ref &result) {
  result.reset(PyObject_GetAttrString(source, name));
  if (result)
    return true;
  if (!PyErr_ExceptionMatches(PyExc_AttributeError))
    return false;
  PyErr_Clear();
  return true;
}

bool raise_no_class(const ClassImport &import, PyObject *importer, const char *why) {
  PyErr_Format(PyExc_ImportError, "%U needs the class `%s` of %s, which %s", importer, import.name,
               import.module, why);
  return false;
}

/// From a module of this compiler: with all that its declaration promises.
bool import_checked_class(const ClassImport &import, PyObject *importer, PyObject *contracts,
                          ExportedClass &found) {
  PyObject *capsule =
      PyDict_Check(contracts) ? PyDict_GetItemString(contracts, import.name) : nullptr; // borrowed
  if (!capsule || !PyCapsule_CheckExact(capsule))
    return raise_no_class(import, importer, "does not export it: its .pxd did not declare it");
  const char *contract = PyCapsule_GetName(capsule);
  if (!contract || std::strcmp(contract, import.contract) != 0) {
    PyErr_Format(PyExc_TypeError,
                 "%s.%s is another class than %U was compiled for: it is `%s`, expected `%s`; "
                 "compile both modules with the same declarations",
                 import.module, import.name, importer, contract ? contract : "", import.contract);
    return false;
  }
  const auto *exported = static_cast<ExportedClass *>(PyCapsule_GetPointer(capsule, contract));
  if (!exported)
    return false;
  found = *exported;
  if (!found.type->tp_dict)
    return raise_no_class(import, importer,
                          "is not imported yet: the modules need each other's classes in a circle");
  return true;
}

/// The size of the instances is all that is known of a class that somebody else made. The texts
/// begin as Cython's: packages filter its warning.
bool check_size(const ClassImport &import, PyTypeObject *type) {
  const auto size = static_cast<size_t>(type->tp_basicsize);
  // A header's struct ends with the first item of an object of variable size.
  const size_t most =
      size +
      (type->tp_itemsize ? static_cast<size_t>(type->tp_itemsize) + alignof(std::max_align_t) : 0);
  const bool is_larger = size > import.size && !type->tp_itemsize;
  if (import.size > most || (is_larger && import.size_check == SizeCheck::Exact)) {
    PyErr_Format(PyExc_ValueError,
                 "%s.%s size changed: its instances have %zu bytes, this module was compiled for "
                 "%zu; compile it for the version that is installed",
                 import.module, import.name, size, import.size);
    return false;
  }
  return !is_larger || import.size_check != SizeCheck::WarnIfLarger ||
         PyErr_WarnFormat(PyExc_RuntimeWarning, 1,
                          "%s.%s size changed: its instances have %zu bytes, this module was "
                          "compiled for %zu",
                          import.module, import.name, size, import.size) == 0;
}

bool import_foreign_class(const ClassImport &import, PyObject *importer, PyObject *source,
                          ExportedClass &found) {
  if (import.table)
    return raise_no_class(import, importer,
                          "was not compiled by nogilc: C methods are only called between its "
                          "modules");
  Ref value(PyObject_GetAttrString(source, import.name));
  if (!value)
    return false;
  if (!PyType_Check(value.get())) {
    PyErr_Format(PyExc_TypeError, "%s.%s is not a type object, as %U was compiled for",
                 import.module, import.name, importer);
    return false;
  }
  found = {reinterpret_cast<PyTypeObject *>(value.get()), nullptr}; // the module keeps it
  return check_size(import, found.type);
}

bool import_class(const ClassImport &import, PyObject *importer, PyObject *source) {
  Ref contracts;
  ExportedClass found{};
  if (import.contract && !find_attribute(source, kContracts, contracts))
    return false;
  if (!(contracts ? import_checked_class(import, importer, contracts, found)
                  : import_foreign_class(import, importer, source, found)))
    return false;
  PyTypeObject *earlier = *import.type; // of an import that failed later on
  Py_INCREF(reinterpret_cast<PyObject *>(found.type));
  *import.type = found.type;
  Py_XDECREF(reinterpret_cast<PyObject *>(earlier));
  if (import.table)
    std::memcpy(import.table, &found.table, sizeof found.table);
  return true;
}

bool import_classes(ModuleInfo &module) {
  for (const ClassImport *import = module.class_imports; import->name; ++import) {
    Ref source(PyImport_ImportModule(import->module));
    if (!source || !import_class(*import, module.name_object, source))
      return false;
  }
  return true;
}

/// Ours say more than a signature, and may have a second form of the function.
bool check_contract(const CImport &import, PyObject *importer, PyObject *contracts) {
  PyObject *contract =
      PyDict_Check(contracts) ? PyDict_GetItemString(contracts, import.name) : nullptr; // borrowed
  const bool has_status = contract && PyCapsule_CheckExact(contract);
  const char *text = has_status                              ? PyCapsule_GetName(contract)
                     : contract && PyUnicode_Check(contract) ? PyUnicode_AsUTF8(contract)
                                                             : nullptr;
  if (text && std::strcmp(text, import.contract) != 0)
    return raise_different(import, importer, text, import.contract);
  if (has_status && import.with_status) {
    void *address = PyCapsule_GetPointer(contract, text);
    if (!address)
      return false;
    set_pointer(import.with_status, address);
  }
  return true;
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
  void *address = PyCapsule_GetPointer(capsule, signature);
  Ref contracts;
  if (!address || !find_attribute(source, kContracts, contracts) ||
      (contracts && !check_contract(import, importer, contracts)))
    return false;
  set_pointer(import.pointer, address);
  return true;
}

} // namespace

bool export_c(ModuleInfo &module) {
  if (!module.exports && !module.class_exports)
    return true;
  Ref capsules(PyDict_New()), contracts(PyDict_New());
  if (!capsules || !contracts)
    return false;
  for (const ClassExport *entry = module.class_exports; entry && entry->name; ++entry) {
    Ref capsule(PyCapsule_New(const_cast<ExportedClass *>(&entry->what), entry->contract, nullptr));
    if (!capsule || PyDict_SetItemString(contracts, entry->name, capsule) < 0)
      return false;
  }
  for (const CExport *entry = module.exports; entry && entry->name; ++entry) {
    Ref capsule(PyCapsule_New(entry->address, entry->signature, nullptr));
    Ref contract(entry->with_status ? PyCapsule_New(entry->with_status, entry->contract, nullptr)
                                    : PyUnicode_FromString(entry->contract));
    if (!capsule || !contract || PyDict_SetItemString(capsules, entry->name, capsule) < 0 ||
        PyDict_SetItemString(contracts, entry->name, contract) < 0)
      return false;
  }
  return PyDict_SetItemString(module.globals, kCapsules, capsules) == 0 &&
         PyDict_SetItemString(module.globals, kContracts, contracts) == 0;
}

bool import_c(ModuleInfo &module) {
  if (module.class_imports && !import_classes(module))
    return false;
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

bool link_module(ModuleInfo &module) {
  return init_classes(module) && export_c(module) && import_c(module) &&
         (!module.class_imports || init_classes(module));
}

} // namespace nogilc_rt
