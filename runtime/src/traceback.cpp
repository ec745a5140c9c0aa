// traceback.cpp: traceback entries for compiled code. An entry needs a frame, a frame needs a code
// object whose first line is the line to show; code objects are kept, one per place that raised.
#include "internal.h"

#include <cstdint>
#include <cstdlib>

namespace nogilc_rt {

/// Open-addressed table from (CodeInfo, line) to a code object. Only grows. Guarded by the GIL,
/// or by `mutex` where there is none.
struct CodeCache {
  struct Entry {
    const CodeInfo *code;
    int line;
    PyObject *object;
  };
  Entry *entries = nullptr;
  size_t capacity = 0; // a power of two
  size_t used = 0;
#ifdef Py_GIL_DISABLED
  PyMutex mutex = {};
#endif
};

namespace {

struct Lock {
#ifdef Py_GIL_DISABLED
  explicit Lock(CodeCache &cache) : mutex(cache.mutex) { PyMutex_Lock(&mutex); }
  ~Lock() { PyMutex_Unlock(&mutex); }
  PyMutex &mutex;
#else
  explicit Lock(CodeCache &) {}
  ~Lock() {}
#endif
};

CodeCache::Entry *find_slot(CodeCache &cache, const CodeInfo &code, int line) {
  size_t hash = (reinterpret_cast<uintptr_t>(&code) >> 3) * 31 + static_cast<size_t>(line);
  hash *= 0x9E3779B97F4A7C15u;
  for (size_t i = hash >> 20;; ++i) {
    CodeCache::Entry &entry = cache.entries[i & (cache.capacity - 1)];
    if (!entry.object || (entry.code == &code && entry.line == line))
      return &entry;
  }
}

[[gnu::cold]] bool grow(CodeCache &cache) {
  size_t capacity = cache.capacity ? cache.capacity * 2 : 16;
  auto *entries = static_cast<CodeCache::Entry *>(std::calloc(capacity, sizeof(CodeCache::Entry)));
  if (!entries)
    return false;
  CodeCache old = cache;
  cache.entries = entries;
  cache.capacity = capacity;
  for (size_t i = 0; i < old.capacity; ++i)
    if (old.entries[i].object)
      *find_slot(cache, *old.entries[i].code, old.entries[i].line) = old.entries[i];
  std::free(old.entries);
  return true;
}

/// A new reference to the code object, or null (without an error) if memory is out.
[[gnu::cold]] PyObject *code_for(CodeInfo &code, int line) {
  ModuleInfo &module = *code.module;
  if (module.code_cache) {
    Lock lock(*module.code_cache);
    if (module.code_cache->capacity)
      if (PyObject *object = find_slot(*module.code_cache, code, line)->object)
        return new_ref(object);
  }
  Ref raised(take_raised()); // making a code object must not see it
  PyObject *object = reinterpret_cast<PyObject *>(PyCode_NewEmpty(code.file, code.name, line));
  if (!object)
    PyErr_Clear();
  if (raised)
    restore_raised(raised.release());
  if (!object || !module.code_cache)
    return object;
  CodeCache &cache = *module.code_cache;
  Lock lock(cache);
  if (cache.used * 4 >= cache.capacity * 3 && !grow(cache))
    return object;
  CodeCache::Entry *entry = find_slot(cache, code, line);
  if (!entry->object) {
    *entry = {&code, line, new_ref(object)};
    ++cache.used;
  }
  return object;
}

} // namespace

// Plain memory, all zero: no operator new, so that a module without C++ in it needs less of the C++
// library.
CodeCache *new_code_cache() { return static_cast<CodeCache *>(std::calloc(1, sizeof(CodeCache))); }

namespace {

/// Steals the code object; null adds nothing.
[[gnu::cold]] void add_entry(ModuleInfo &module, PyObject *object, [[maybe_unused]] int line) {
  if (!object)
    return;
  PyFrameObject *frame = PyFrame_New(PyThreadState_Get(), reinterpret_cast<PyCodeObject *>(object),
                                     module.globals, nullptr);
  Py_DECREF(object);
  if (!frame)
    return; // out of memory: that is now the raised exception
#if PY_VERSION_HEX < 0x030B0000
  frame->f_lineno = line;
#endif
  PyTraceBack_Here(frame);
  Py_DECREF(frame);
}

} // namespace

[[gnu::cold]] void add_traceback(CodeInfo &code, int line) {
  if (code.module->globals && line != 0) // 0: raised again, this function has its entry
    add_entry(*code.module, code_for(code, line), line);
}

void add_class_traceback(CodeInfo &code, int line, const char *class_name) {
  if (!code.module->globals || line == 0)
    return;
  Ref raised(take_raised()); // making a code object must not see it
  PyObject *object = reinterpret_cast<PyObject *>(PyCode_NewEmpty(code.file, class_name, line));
  if (!object)
    PyErr_Clear();
  restore_raised(raised.release());
  add_entry(*code.module, object, line);
}

/// Writes the exception that is set, which stays set, to sys.stderr, as the interpreter does at its
/// end, but without its hooks, and without leaving on SystemExit.
static void show_raised() {
  Ref raised(take_raised());
#if PY_VERSION_HEX >= 0x030C0000
  PyErr_DisplayException(raised);
#else
  Ref traceback(PyException_GetTraceback(raised));
  PyErr_Display(reinterpret_cast<PyObject *>(Py_TYPE(raised.get())), raised, traceback);
#endif
  restore_raised(raised.release());
}

void unraisable(CodeInfo &code, int line, bool is_shown) {
  if (!PyErr_Occurred())
    return;
  if (is_shown)
    show_raised();
  add_traceback(code, line);
  Ref raised(take_raised());
  Ref where(PyUnicode_FromFormat("%s.%s", code.module->name, code.name));
  if (!where)
    PyErr_Clear();
  restore_raised(raised.release());
  PyErr_WriteUnraisable(where);
}

} // namespace nogilc_rt
