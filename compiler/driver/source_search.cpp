// See source_search.h.
#include "driver/source_search.h"

#include "driver/paths.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/StringSet.h>
#include <llvm/ADT/StringSwitch.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

namespace nogilc::driver {

namespace {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

/// Folders that hold what tools made out of the sources, or other people's.
bool isGenerated(llvm::StringRef folder) {
  const llvm::StringRef name = path::filename(folder);
  if (name.starts_with(".") || name.ends_with(".egg-info"))
    return true;
  if (llvm::StringSwitch<bool>(name)
          .Cases("__pycache__", "node_modules", "site-packages", true)
          .Cases("build", "dist", true)
          .Default(false))
    return true;
  return isFile(joinPath(folder, "pyvenv.cfg")) || isFile(joinPath(folder, "CMakeCache.txt"));
}

/// Whether a line of a Python source imports the module `cython`: in pure mode that is how it
/// begins. Words are enough: what has them in a string is checked and found to be plain Python.
bool importsCython(llvm::StringRef text) {
  for (size_t at = text.find("cython"); at != llvm::StringRef::npos;
       at = text.find("cython", at + 1)) {
    const size_t line = text.take_front(at).find_last_of("\r\n") + 1;
    llvm::StringRef before = text.slice(line, at).ltrim();
    const llvm::StringRef after = text.drop_front(at + 6);
    const bool is_word = after.empty() || !(llvm::isAlnum(after.front()) || after.front() == '_');
    if (is_word && (before.consume_front("import ") || before.consume_front("from ")) &&
        (before.trim().empty() || before.trim().ends_with(",")))
      return true;
  }
  return false;
}

bool isPureMode(llvm::StringRef file) {
  const llvm::StringRef stem = file.drop_back(3);
  // The .pxd of a package is what other modules cimport; it does not make `__init__.py` a C module.
  const bool is_package = path::filename(stem) == "__init__";
  if (!is_package && isFile((stem + ".pxd").str()) && !isFile((stem + ".pyx").str()))
    return true;
  auto text = llvm::MemoryBuffer::getFile(file);
  return text && importsCython((*text)->getBuffer());
}

std::string normalized(llvm::StringRef file) {
  llvm::SmallString<128> result(file);
  path::remove_dots(result, /*remove_dot_dot=*/true);
  return result.str().str();
}

/// What a source of the folder may mean by `include "handles/udp.pyx"`: a file beside it, or one
/// that is named from the folder.
void addIncluded(const std::string &file, llvm::StringRef folder, llvm::StringSet<> &included) {
  auto buffer = llvm::MemoryBuffer::getFile(file);
  llvm::StringRef rest = buffer ? (*buffer)->getBuffer() : llvm::StringRef();
  while (!rest.empty()) {
    llvm::StringRef line;
    std::tie(line, rest) = rest.split('\n');
    line = line.ltrim(" \t");
    if (!line.consume_front("include"))
      continue;
    line = line.ltrim(" \t");
    if (line.empty() || (line.front() != '"' && line.front() != '\''))
      continue;
    const llvm::StringRef name = line.drop_front().split(line.front()).first;
    included.insert(normalized(joinPath(path::parent_path(file), name)));
    included.insert(normalized(joinPath(folder, name)));
  }
}

} // namespace

std::vector<std::string> sourcesBelow(llvm::StringRef folder,
                                      llvm::function_ref<bool(llvm::StringRef)> is_excluded) {
  std::vector<std::string> found;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, error, /*follow_symlinks=*/false), end;
  for (; at != end && !error; at.increment(error)) {
    const llvm::StringRef file = at->path();
    if (at->type() == fs::file_type::directory_file) {
      if (isGenerated(file) || is_excluded(file))
        at.no_push();
      continue;
    }
    const bool is_python = file.ends_with(".py");
    if ((is_python || file.ends_with(".pyx") || file.ends_with(".pxd")) && !is_excluded(file) &&
        (!is_python || isPureMode(file)))
      found.push_back(file.starts_with("./") && folder == "." ? file.drop_front(2).str()
                                                              : file.str());
  }
  llvm::StringSet<> included;
  for (const std::string &file : found)
    if (!llvm::StringRef(file).ends_with(".py"))
      addIncluded(file, folder, included);
  llvm::erase_if(found, [&](const std::string &file) {
    return llvm::StringRef(file).ends_with(".pyx") && included.contains(normalized(file));
  });
  return found;
}

} // namespace nogilc::driver
