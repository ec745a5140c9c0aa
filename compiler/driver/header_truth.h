// `--headers`: has nogilc-clang compare what a module declares of headers with the headers, and
// reports what is wrong. What was found is kept as long as the headers, the flags and the
// declarations are the same.
#pragma once

#include "driver/compile_commands.h"
#include "driver/distutils.h"
#include "driver/extern_declarations.h"
#include "driver/session.h"

#include <string>

namespace nogilc::driver {

/// How the C++ of a module is compiled, without a source: by the command of a database that is for
/// it, if there is one, else by the options; and what the module says of itself.
CompileCommand headerCommand(llvm::StringRef source, const Options &options,
                             const DistutilsSettings &distutils, const CompileCommands &commands);

/// The same in `nogilc build`, which knows its own flags.
CompileCommand headerCommand(llvm::StringRef source, const DistutilsSettings &distutils,
                             const CommandLine &compiler_and_flags);

/// Whether the declarations of a file are the user's matter: not of what comes with the compiler,
/// nor of packages that are installed.
bool isOwnDeclarationFile(Session &session, llvm::StringRef path, llvm::StringRef source);

/// Reports to the session.
void checkHeaders(Session &session, const ExternDeclarations &declared, llvm::StringRef source,
                  const CompileCommand &command);

} // namespace nogilc::driver
