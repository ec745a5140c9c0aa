// What `nogilc build` builds with: the C++ compiler and the Python that the modules are for.
#pragma once

#include "driver/process.h"

#include <llvm/Support/Error.h>

#include <string>
#include <vector>

namespace nogilc::driver {

/// A Python as a target: what its `sysconfig` says.
struct PythonTarget {
  std::string program;
  std::vector<std::string> include_dirs;
  std::string extension_suffix;         ///< `.cpython-311-x86_64-linux-gnu.so`
  std::string version;                  ///< the whole of sys.version
  std::vector<std::string> search_path; ///< folders of sys.path, without those of the environment
};

/// Asks an interpreter, once: the answer is kept in `cache_dir` as long as the program's path, size
/// and time stay the same. The error is a sentence for people.
llvm::Expected<PythonTarget> askPython(llvm::StringRef python, llvm::StringRef cache_dir);
/// The same of one that modules can be built for: its headers are there.
llvm::Expected<PythonTarget> findPython(llvm::StringRef python, llvm::StringRef cache_dir);

/// The command that compiles C++: $CXX (which may hold arguments), or the first of c++, g++ and
/// clang++ that is found. The error is a sentence for people.
llvm::Expected<CommandLine> findCxxCompiler();

/// Path, size and time of a file as text: when it changes, what was made with the file is stale.
std::string fileIdentity(llvm::StringRef path);

/// The same for the programs in a command line (`ccache g++` has two).
std::string commandIdentity(const CommandLine &command);

/// 20 hexadecimal digits out of any text, for names of files in the cache.
std::string digest(llvm::StringRef text);

/// The folder for what can be made again: --cache-dir, else $XDG_CACHE_HOME/nogilc, else
/// ~/.cache/nogilc. Not created yet.
std::string cacheFolder(llvm::StringRef chosen);

} // namespace nogilc::driver
