// How the C and C++ sources of a project are compiled: by a compile_commands.json, or by what the
// options of nogilc say.
#pragma once

#include "driver/options.h"
#include "driver/process.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <map>
#include <optional>
#include <string>

namespace nogilc::driver {

struct CompileCommand {
  std::string directory; ///< absolute; relative paths in the command count from it
  CommandLine command;   ///< the compiler first, the source included
};

/// Sources by what people call them: relative to the current folder where they are below it. Of a
/// source that is compiled several times the first way counts.
using CompileCommands = std::map<std::string, CompileCommand>;

/// Reads DIR/compile_commands.json, or the file itself. The error is a sentence for people.
llvm::Expected<CompileCommands> readCompileCommands(llvm::StringRef path);

/// The command of a source, however its path is written; null if there is none.
const CompileCommand *findCommand(const CompileCommands &commands, llvm::StringRef source);

/// For a source that no database speaks of: with the headers of the target Python, if there is one.
CompileCommand defaultCompileCommand(llvm::StringRef source, const Options &options);

} // namespace nogilc::driver
