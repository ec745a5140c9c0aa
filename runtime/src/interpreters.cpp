// interpreters.cpp: modules that may be in several interpreters of a process. What a module keeps —
// constants, C variables, types, and what the runtime keeps for it — is static data. So the first
// interpreter has the library that Python loaded, and each further one gets its own: the library is
// loaded again, from a copy of its file, as the system loads one file only once. Nothing of it is
// ever unloaded, as CPython never unloads a module.
#include "internal.h"

#if defined(_WIN32)

namespace nogilc_rt {

ModuleInfo *find_copy(ModuleInfo &module, long long) {
  PyErr_Format(PyExc_ImportError,
               "module %s is in another interpreter of this process already: several are not "
               "supported on Windows",
               module.name);
  return nullptr;
}

} // namespace nogilc_rt

#else

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

namespace nogilc_rt {

namespace {

struct Copy {
  const ModuleInfo *original;
  long long interpreter;
  ModuleInfo *module;
  Copy *next;
};
/// Interpreters with GILs of their own add to it at the same time; none looks for another's.
Copy *copies;

/// Null, with what the system has to say about it.
ModuleInfo *raise_not_copied(const ModuleInfo &module, const char *what, const char *why) {
  PyErr_Format(PyExc_ImportError,
               "module %s is in another interpreter of this process already, and no copy of it can "
               "be loaded for this one: %s: %s",
               module.name, what, why);
  return nullptr;
}

bool copy_bytes(int from, int to) {
  char buffer[1 << 16];
  for (;;) {
    const ssize_t count = read(from, buffer, sizeof buffer);
    if (count <= 0)
      return count == 0;
    for (ssize_t done = 0; done < count;) {
      const ssize_t written = write(to, buffer + done, static_cast<size_t>(count - done));
      if (written < 0)
        return false;
      done += written;
    }
  }
}

bool copy_file(const char *from, int to) {
  const int source = open(from, O_RDONLY | O_CLOEXEC);
  const bool is_copied = source >= 0 && copy_bytes(source, to);
  const int error = errno;
  if (source >= 0)
    close(source);
  errno = error;
  return is_copied;
}

/// Loads the library that `module` lies in once more. Null: raised.
ModuleInfo *load_again(const ModuleInfo &module) {
  Dl_info library;
  if (!dladdr(&module, &library) || !library.dli_fname)
    return raise_not_copied(module, module.file, "its library is not known");
  const char *folder = std::getenv("TMPDIR");
  char path[4096]; // mkstemp puts a name that is free in place of the six letters
  const int length =
      std::snprintf(path, sizeof path, "%s/nogilc-XXXXXX", folder && *folder ? folder : "/tmp");
  if (length < 0 || static_cast<size_t>(length) >= sizeof path)
    return raise_not_copied(module, "TMPDIR", std::strerror(ENAMETOOLONG));
  const int file = mkstemp(path);
  if (file < 0)
    return raise_not_copied(module, path, std::strerror(errno));
  const bool is_copied = copy_file(library.dli_fname, file);
  const int error = errno;
  close(file);
  void *handle = is_copied ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : nullptr;
  unlink(path);
  if (!is_copied)
    return raise_not_copied(module, library.dli_fname, std::strerror(error));
  void *init = handle ? dlsym(handle, module.init_name) : nullptr;
  if (!init)
    return raise_not_copied(module, library.dli_fname, dlerror());
  PyObject *(*function)();
  std::memcpy(&function, &init, sizeof function);
  PyObject *definition = function(); // borrowed
  return definition ? &info_of(reinterpret_cast<PyModuleDef *>(definition)) : nullptr;
}

} // namespace

ModuleInfo *find_copy(ModuleInfo &module, long long interpreter) {
  Copy *first = __atomic_load_n(&copies, __ATOMIC_ACQUIRE);
  for (const Copy *copy = first; copy; copy = copy->next)
    if (copy->original == &module && copy->interpreter == interpreter)
      return copy->module;
  auto *made = static_cast<Copy *>(PyMem_RawMalloc(sizeof(Copy)));
  if (!made) {
    PyErr_NoMemory();
    return nullptr;
  }
  *made = {&module, interpreter, load_again(module), first};
  if (!made->module) {
    PyMem_RawFree(made);
    return nullptr;
  }
  while (!__atomic_compare_exchange_n(&copies, &made->next, made, false, __ATOMIC_ACQ_REL,
                                      __ATOMIC_ACQUIRE)) {
  }
  return made->module;
}

} // namespace nogilc_rt

#endif
