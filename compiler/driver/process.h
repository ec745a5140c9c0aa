// Running other programs and hearing what they say. Safe to call from several threads.
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>

#include <string>
#include <vector>

namespace nogilc::driver {

/// A program and its arguments, as they are passed: no shell is involved.
using CommandLine = std::vector<std::string>;

struct ProcessResult {
  /// The exit status; -1 if the program could not be started, -2 if a signal ended it.
  int status = -1;
  std::string output; ///< what it wrote to the standard output
  std::string errors; ///< what it wrote to standard error, or why it could not be started
};

/// Runs a program with nothing on its standard input, and waits for it.
ProcessResult runProcess(const CommandLine &command);

/// The path of a program that is named by a path or to be found on PATH; empty if there is none.
std::string findProgram(llvm::StringRef name);

/// A command line as a shell would accept it, for people.
std::string shellText(const CommandLine &command);

} // namespace nogilc::driver
