// See paths.h.
#include "driver/paths.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringSwitch.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>

namespace nogilc::driver {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {

bool isPackage(llvm::StringRef folder) {
  for (const llvm::StringRef extension : {"py", "pyx", "pxd"})
    if (isFile(joinPath(folder, "__init__." + extension.str())))
      return true;
  return false;
}

/// Where this executable lies; the argument is any function in it.
std::string executableFolder() {
  const std::string program =
      fs::getMainExecutable("nogilc", reinterpret_cast<void *>(&executableFolder));
  return path::parent_path(program).str();
}

} // namespace

std::string joinPath(llvm::StringRef folder, llvm::StringRef file) {
  if (folder.empty() || folder == "." || path::is_absolute(file))
    return file.str();
  return (folder + (folder.ends_with("/") ? "" : "/") + file).str();
}

llvm::StringRef folderOf(llvm::StringRef file) {
  const size_t slash = file.rfind('/');
  if (slash == llvm::StringRef::npos)
    return "";
  return slash == 0 ? "/" : file.substr(0, slash);
}

bool isModuleSource(llvm::StringRef file) {
  return file.ends_with(".pyx") || file.ends_with(".py");
}

bool isCheckable(llvm::StringRef file) { return isModuleSource(file) || file.ends_with(".pxd"); }

bool isCSource(llvm::StringRef file) {
  return llvm::StringSwitch<bool>(path::extension(file))
      .Cases(".c", ".cc", ".cpp", ".cxx", ".c++", ".C", true)
      .Default(false);
}

bool isFile(llvm::StringRef file) { return fs::is_regular_file(file); }
bool isFolder(llvm::StringRef folder) { return fs::is_directory(folder); }

std::error_code createFolders(llvm::StringRef folder) {
  return fs::create_directories(folder, /*IgnoreExisting=*/true, fs::perms::all_all);
}

ModulePlace placeOf(llvm::StringRef file) {
  ModulePlace place;
  const llvm::StringRef stem = path::stem(file);
  place.is_package = stem == "__init__";
  if (!place.is_package)
    place.name = stem.str();

  // Names of folders come from the absolute path, because `.` has none.
  llvm::SmallString<256> absolute(folderOf(file));
  fs::make_absolute(absolute);
  path::remove_dots(absolute, /*remove_dot_dot=*/true);
  llvm::StringRef folder = absolute;
  while (isPackage(folder) && !path::filename(folder).empty()) {
    const std::string package = path::filename(folder).str();
    place.name = place.name.empty() ? package : package + "." + place.name;
    folder = path::parent_path(folder);
  }
  if (place.name.empty())
    place.name = stem.str();
  // A file outside of packages keeps its folder as it was written.
  place.root = folder == absolute ? folderOf(file).str() : folder.str();
  return place;
}

const std::string &resourceFolder() {
  static const std::string folder = (path::parent_path(executableFolder()) + "/share/nogilc").str();
  return folder;
}

std::string companionProgram(llvm::StringRef name) {
  const std::string program = joinPath(executableFolder(), name);
  return fs::can_execute(program) ? program : "";
}

} // namespace nogilc::driver
