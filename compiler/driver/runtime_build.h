// The part of a build that all modules share: the runtime as a static library, and the precompiled
// header of Python.h with the runtime's headers. Made once for each C++ compiler, its flags, Python
// and version of the runtime, and kept in the cache.
#pragma once

#include "driver/tasks.h"
#include "driver/toolchain.h"

#include <llvm/Support/Error.h>

#include <functional>
#include <string>

namespace nogilc::driver {

/// What the commands of one build have in common.
struct Toolchain {
  CommandLine cxx;
  PythonTarget python;
  CommandLine compile_flags; ///< of generated code and the runtime, with their -I
  CommandLine link_flags;
  std::string identity; ///< changes when any of it changes, or the runtime

  /// The C++ compiler with `compile_flags` and more.
  CommandLine compileCommand(const CommandLine &more) const;
};

/// Finds the C++ compiler and Python; $CXXFLAGS and $LDFLAGS are added behind our own flags. The
/// error is a sentence for people, and `failed_python` says which of the two was not found.
llvm::Expected<Toolchain> findToolchain(llvm::StringRef python, llvm::StringRef cache_dir,
                                        bool &failed_python);

struct RuntimeBuild {
  std::string folder;  ///< in the cache, of its own for each identity
  std::string archive; ///< libnogilc_rt.a
  /// libnogilc_rt-<digest>.so; empty unless it was asked for. The name tells versions apart, so
  /// that packages of different ones go together in a process.
  std::string shared_library;
  std::string header; ///< to be included first; its precompiled form lies beside it
};

/// Runs a command and shows what it says if it fails; `what` is what it makes, for people.
using CommandRunner = std::function<bool(const CommandLine &command, llvm::StringRef what)>;

/// Makes what is missing in the cache, with `run` for each command; the shared library only if
/// `is_shared`. False if that failed; `error`
/// then says why, or is empty if `run` has said it.
bool buildRuntime(const Toolchain &toolchain, llvm::StringRef cache_dir, bool is_shared,
                  unsigned jobs, const CommandRunner &run, RuntimeBuild &build, std::string &error);

/// Puts the shared library into a folder of modules, unless it is there. The error is for people.
llvm::Error placeRuntime(const RuntimeBuild &build, llvm::StringRef folder);

} // namespace nogilc::driver
