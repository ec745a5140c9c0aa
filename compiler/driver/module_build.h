// One module from its C++ to an importable shared library, with a record that tells whether that
// has to be done again.
#pragma once

#include "driver/distutils.h"
#include "driver/runtime_build.h"

#include <string>
#include <vector>

namespace nogilc::driver {

struct ModuleBuild {
  std::string source;             ///< the .pyx
  std::vector<std::string> texts; ///< the C++ made from it, in parts: see emit.h
  std::string output;             ///< the shared library
  std::string folder;             ///< its own in the cache: C++ text, objects, record
  std::string name;               ///< last part of the module's name
  DistutilsSettings distutils;
  bool shares_runtime = false;             ///< the runtime's library lies beside the output
  std::vector<std::string> header_folders; ///< of generated headers, and those of -I

  // What running gives.
  std::string error; ///< of the file system, for people; compilers' messages were shown
  bool is_up_to_date = false;
};

/// Compiles and links, unless the record says that nothing has changed: neither text, commands,
/// compiler, Python and runtime, nor a header that was read, nor the output itself. Runs up to
/// `jobs` compilers at once.
bool buildModule(ModuleBuild &module, const Toolchain &toolchain, const RuntimeBuild &runtime,
                 bool is_forced, unsigned jobs, const CommandRunner &run);

} // namespace nogilc::driver
