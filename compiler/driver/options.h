// The command line as data. What the options mean is said in the text of --help, in options.cpp.
#pragma once

#include "diagnostics/engine.h"
#include "diagnostics/render.h"

#include <llvm/ADT/StringRef.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nogilc::driver {

enum class Command : uint8_t { Compile, Build, Check, Why, Bindgen, Explain, Version, Help };

/// The phases in their order; --phase= stops after one.
enum class Phase : uint8_t { Parse, Sema, Lower, Gil, Emit };

/// The products that --dump= prints.
enum class Dump : uint8_t { Ast, Types, Ir, Facts, Cpp };

enum class ColorMode : uint8_t { Auto, Always, Never };

struct Options {
  Command command = Command::Help;
  std::vector<std::string> inputs; ///< files, folders (check), or slugs (explain)

  // Of every command that reads sources.
  std::vector<std::string> include_dirs;
  std::vector<std::pair<std::string, std::string>> directives;         ///< -X name=value, in order
  std::vector<std::pair<std::string, std::string>> compile_time_names; ///< -E NAME=value, in order
  int language_level = 3;
  bool is_language_level_set = false;
  DiagnosticFormat format = DiagnosticFormat::Text;
  ColorMode color = ColorMode::Auto;
  std::vector<std::string> warnings; ///< what stands behind each -W
  std::optional<Phase> phase;
  std::optional<Dump> dump;
  std::string module_name; ///< empty: from the file's name and its packages

  std::string output;  ///< compile, bindgen: the file; build: the folder
  std::string depfile; ///< compile; `-` (from -M) names it after the output

  // Of commands that read the configuration.
  std::string config; ///< a pyproject.toml; empty: searched upwards from each file, and then the
                      ///< one that was found
  bool has_no_config = false; ///< --no-config

  // Of check.
  std::string baseline;       ///< a file; what is in it is not reported
  std::string new_baseline;   ///< a file to be written with what is reported now
  std::string stdin_filename; ///< what `-` is called
  bool fixes = false;         ///< --fix: apply safe fixes
  bool shows_diff = false;    ///< --diff: show them instead
  bool unsafe_fixes = false;  ///< --unsafe-fixes: the others, too
  bool shows_files = false;   ///< --show-files: only say what would be checked

  bool checks_headers = false; ///< --headers, of check, compile and build

  // Of check and bindgen, for C and C++; and of the headers of modules.
  std::string build_path;           ///< -p: a folder with a compile_commands.json, or that file
  std::vector<std::string> defines; ///< -D NAME[=VALUE], in order
  std::string standard;             ///< --std; empty: Clang's own

  // Of bindgen.
  std::vector<std::string> match_files; ///< patterns; empty: the headers that are named
  std::vector<std::string> match_names; ///< patterns; empty: all

  bool lists = false; ///< explain --list

  // Of build.
  std::string python = "python3";
  std::string cache_dir; ///< empty: the user's
  unsigned jobs = 0;     ///< 0: one a core; of check, too
  bool is_forced = false;
  bool shares_runtime = false;
  bool is_verbose = false;
};

/// What went wrong with a command line, as one sentence; empty if nothing did.
struct OptionsResult {
  Options options;
  std::string error;
};

OptionsResult parseOptions(int argc, const char *const *argv);

/// The text of --help.
std::string helpText();

} // namespace nogilc::driver
