// Names out of paths: which module a file is, which package it lies in, and where the files are
// that come with the compiler (the runtime, its .pxd files, the pages of the diagnostics).
#pragma once

#include <llvm/ADT/StringRef.h>

#include <string>
#include <system_error>

namespace nogilc::driver {

/// A source file as a module of Python.
struct ModulePlace {
  std::string root;        ///< the folder from which dotted names count; "" is the current one
  std::string name;        ///< dotted: `package.module`
  bool is_package = false; ///< the file is an `__init__`
};

/// Every folder above the file that has an `__init__` is a package of the module's name.
ModulePlace placeOf(llvm::StringRef path);

/// Joins a folder and a path in it; an empty folder is the current one, and adds nothing.
std::string joinPath(llvm::StringRef folder, llvm::StringRef path);

/// The part of a path before its last '/', without it; empty if there is none.
llvm::StringRef folderOf(llvm::StringRef path);

/// Whether a path is named like the source of a module: `.pyx`, or `.py` in pure mode.
bool isModuleSource(llvm::StringRef path);

/// Whether `nogilc check` can check it: a module's source, or declarations alone.
bool isCheckable(llvm::StringRef path);

/// Whether a path is named like a source of C or C++.
bool isCSource(llvm::StringRef path);

bool isFile(llvm::StringRef path);
bool isFolder(llvm::StringRef path);

/// Makes a folder and those above it, with the permissions that the umask leaves.
std::error_code createFolders(llvm::StringRef path);

/// The folder <prefix>/share/nogilc of this executable. In it: runtime/{include,src,pxd} and
/// diagnostics/. In a build tree it is a folder of links into the sources.
const std::string &resourceFolder();

/// A program that comes with the compiler and lies beside it; empty if it is not there.
std::string companionProgram(llvm::StringRef name);

} // namespace nogilc::driver
