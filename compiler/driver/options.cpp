// See options.h. Boost.Program_options reports wrong use by exceptions; they end in this file.
#include "driver/options.h"

#include "support/suggest.h"

#include <boost/program_options.hpp>
#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringSwitch.h>

#include <sstream>

namespace nogilc::driver {

namespace po = boost::program_options;

namespace {

constexpr llvm::StringLiteral kUsage = R"(usage: nogilc COMMAND [OPTIONS] [ARGUMENTS]

  nogilc compile FILE      C++ source beside FILE, or -o OUT.cpp
  nogilc build FILE...     importable extension modules beside the sources, or in -o DIR
  nogilc check PATH...     all the static checks; folders are searched, `-` is the standard input;
                           also C and C++ sources, -p DIR those of a build
  nogilc why FILE[:NAME]   what stops a function from being `nogil`, or all functions of FILE
  nogilc bindgen HEADER... declarations of C and C++ headers as a .pxd, with -o OUT.pxd into a file
  nogilc explain SLUG...   what a diagnostic means and what to do about it; --list names them all

exit status: 0 done, 1 the source has errors, 2 wrong use or the system failed
)";

constexpr llvm::StringRef kCommands[] = {"compile", "build", "check", "why", "bindgen", "explain"};

struct Raw {
  std::string command;
  std::vector<std::string> directives;
  std::vector<std::string> compile_time_names;
  std::string format;
  std::string color;
  std::string phase;
  std::string dump;
  bool wants_depfile = false;
};

po::options_description commonOptions(Options &options, Raw &raw) {
  po::options_description description("options of every command");
  // clang-format off
  description.add_options()
    ("include-dir,I", po::value(&options.include_dirs)->value_name("DIR"),
     "look for .pxd and include files in DIR too; for headers of C and C++, also")
    ("directive,X", po::value(&raw.directives)->value_name("NAME=VALUE"),
     "set a compiler directive, whatever a comment in the source says")
    ("compile-time-env,E", po::value(&raw.compile_time_names)->value_name("NAME=VALUE"),
     "give NAME a value for `IF`, as `DEF` does; several are separated by commas")
    ("language-level-2,2", "Python 2 rules where the source does not say otherwise")
    ("language-level-3,3", "Python 3 rules (the default)")
    ("module-name", po::value(&options.module_name)->value_name("NAME"),
     "the dotted name of the module, if the folders do not tell it")
    ("config", po::value(&options.config)->value_name("FILE"),
     "read [tool.nogilc] from FILE (default: the nearest pyproject.toml above each file)")
    ("no-config", po::bool_switch(&options.has_no_config), "read no pyproject.toml")
    ("diagnostics", po::value(&raw.format)->value_name("FORMAT"),
     "text, concise, json, sarif or github; the last three go to the standard output")
    ("color", po::value(&raw.color)->value_name("WHEN"), "auto, always or never")
    ("warning,W", po::value(&options.warnings)->value_name("..."),
     "-W<slug>, -Wno-<slug>, -W<group> (-Wperf), -Wall, -Werror, -Werror=<slug>, -Wno-error=<slug>")
    ("phase", po::value(&raw.phase)->value_name("PHASE"),
     "stop after parse, sema, lower, gil or emit")
    ("dump", po::value(&raw.dump)->value_name("PRODUCT"),
     "print ast, types, ir, facts or cpp to the standard output and write nothing")
    ("headers", po::bool_switch(&options.checks_headers),
     "check, compile, build: compare what is declared `extern` with the C and C++ headers")
    ("version", "print the version")
    ("help,h", "print this text");
  // clang-format on
  return description;
}

po::options_description checkOptions(Options &options) {
  po::options_description description("options of check");
  // clang-format off
  description.add_options()
    ("fix", po::bool_switch(&options.fixes), "apply the fixes that are safe, and check again")
    ("diff", po::bool_switch(&options.shows_diff),
     "show what --fix would change, on the standard output, and write nothing")
    ("unsafe-fixes", po::bool_switch(&options.unsafe_fixes),
     "with --fix or --diff: also fixes that are guesses or change what the program does")
    ("baseline", po::value(&options.baseline)->value_name("FILE"),
     "do not report the problems that FILE knows")
    ("write-baseline", po::value(&options.new_baseline)->value_name("FILE"),
     "write the problems that there are into FILE")
    ("show-files", po::bool_switch(&options.shows_files),
     "only list the files that would be checked")
    ("build-path,p", po::value(&options.build_path)->value_name("DIR"),
     "check the C and C++ sources of DIR/compile_commands.json, as it says they are compiled; with "
     "--headers, the headers of modules, too")
    ("define,D", po::value(&options.defines)->value_name("NAME=VALUE"),
     "check, bindgen: define a macro for C and C++ that no compile_commands.json speaks of")
    ("std", po::value(&options.standard)->value_name("STANDARD"),
     "check, bindgen: the C or C++ standard of these sources and headers: c17, c++20, ...")
    ("stdin-filename", po::value(&options.stdin_filename)->value_name("PATH"),
     "the path that `-` stands for")
    ("list", po::bool_switch(&options.lists), "explain: a line for each diagnostic");
  // clang-format on
  return description;
}

po::options_description bindgenOptions(Options &options) {
  po::options_description description("options of bindgen");
  // clang-format off
  description.add_options()
    ("match-file", po::value(&options.match_files)->value_name("PATTERN"),
     "declare what files declare whose paths end like `curl/*.h`; may be given several times "
     "(default: the headers that are named)")
    ("match-name", po::value(&options.match_names)->value_name("PATTERN"),
     "declare only names like `sqlite3_*`, and the types that they need; several times");
  // clang-format on
  return description;
}

po::options_description outputOptions(Options &options, Raw &raw) {
  po::options_description description("options of compile, build and bindgen");
  // clang-format off
  description.add_options()
    ("output,o", po::value(&options.output)->value_name("PATH"),
     "compile: the C++ file; build: the folder for the modules; bindgen: the .pxd")
    (",M", po::bool_switch(&raw.wants_depfile),
     "compile: write the files that were read, for make and ninja, beside the output (OUT.cpp.d)")
    ("depfile", po::value(&options.depfile)->value_name("FILE"), "compile: the same, into FILE")
    ("python", po::value(&options.python)->value_name("PYTHON"),
     "build: the Python that the modules are for (default: python3)")
    ("cache-dir", po::value(&options.cache_dir)->value_name("DIR"),
     "build: where the runtime and precompiled headers are kept")
    ("jobs,j", po::value(&options.jobs)->value_name("N"),
     "build, check: how much is done at once (default: one a core)")
    ("shared-runtime", po::bool_switch(&options.shares_runtime),
     "build: the runtime as one library beside the modules, not a part of each")
    ("force", po::bool_switch(&options.is_forced), "build: also what has not changed")
    ("verbose,v", po::bool_switch(&options.is_verbose), "build: show the commands that are run");
  // clang-format on
  return description;
}

/// A value out of a table of words, or the error that names the word and what it could have been.
template <typename T>
std::optional<T> choose(llvm::StringRef option, llvm::StringRef word,
                        llvm::ArrayRef<std::pair<llvm::StringRef, T>> choices, std::string &error) {
  Suggestion suggestion(word);
  std::string known;
  for (const auto &[name, value] : choices) {
    if (name == word)
      return value;
    suggestion.offer(name);
    known += (known.empty() ? "" : ", ") + name.str();
  }
  error = ("`" + word + "` is no value of `" + option + "`").str();
  error += suggestion.best().empty() ? "; it takes " + known
                                     : "; did you mean `" + suggestion.best().str() + "`?";
  return std::nullopt;
}

/// Options that are not there: what was written, and what it could have been.
std::string unknownOption(llvm::StringRef written, const po::options_description &all) {
  std::string text = ("there is no option `" + written + "`").str();
  Suggestion suggestion(written.ltrim('-').split('=').first);
  std::vector<std::string> names;
  for (const auto &option : all.options())
    names.push_back(option->long_name());
  for (const std::string &name : names)
    suggestion.offer(name);
  if (written.starts_with("--") && !suggestion.best().empty())
    text += "; did you mean `--" + suggestion.best().str() + "`?";
  return text;
}

std::string interpret(Options &options, const Raw &raw, const po::variables_map &values) {
  std::string error;
  if (raw.wants_depfile && options.depfile.empty())
    options.depfile = "-";
  if (values.count("language-level-2"))
    options.language_level = 2;
  if (values.count("language-level-3"))
    options.language_level = 3;
  options.is_language_level_set =
      values.count("language-level-2") != 0 || values.count("language-level-3") != 0;
  if (values.count("language-level-2") && values.count("language-level-3"))
    return "`-2` and `-3` exclude each other";
  for (const std::string &text : raw.directives) {
    const auto [name, value] = llvm::StringRef(text).split('=');
    if (name.empty() || !llvm::StringRef(text).contains('='))
      return "`-X " + text + "` is not of the form `-X name=value`";
    if (name.trim() == "language_level") {
      const llvm::StringRef level = value.trim().trim("'\"");
      if (level != "2" && level != "3" && level != "3str")
        return "`-X " + text + "`: the language level is 2 or 3";
      options.language_level = level == "2" ? 2 : 3;
      continue;
    }
    options.directives.emplace_back(name.trim().str(), value.trim().str());
  }
  for (const std::string &text : raw.compile_time_names) {
    llvm::SmallVector<llvm::StringRef, 4> items;
    llvm::StringRef(text).split(items, ',');
    for (const llvm::StringRef item : items) {
      const auto [name, value] = item.split('=');
      if (item.trim().empty())
        continue;
      if (name.trim().empty() || !item.contains('='))
        return "`-E " + text + "` is not of the form `-E NAME=value`";
      options.compile_time_names.emplace_back(name.trim().str(), value.trim().str());
    }
  }
  if (!raw.format.empty()) {
    constexpr std::pair<llvm::StringRef, DiagnosticFormat> kFormats[] = {
        {"text", DiagnosticFormat::Text},
        {"concise", DiagnosticFormat::Concise},
        {"json", DiagnosticFormat::Json},
        {"sarif", DiagnosticFormat::Sarif},
        {"github", DiagnosticFormat::Github}};
    const auto format = choose<DiagnosticFormat>("--diagnostics", raw.format, kFormats, error);
    if (!format)
      return error;
    options.format = *format;
  }
  if (!raw.color.empty()) {
    constexpr std::pair<llvm::StringRef, ColorMode> kColors[] = {
        {"auto", ColorMode::Auto}, {"always", ColorMode::Always}, {"never", ColorMode::Never}};
    const auto color = choose<ColorMode>("--color", raw.color, kColors, error);
    if (!color)
      return error;
    options.color = *color;
  }
  if (!raw.phase.empty()) {
    constexpr std::pair<llvm::StringRef, Phase> kPhases[] = {{"parse", Phase::Parse},
                                                             {"sema", Phase::Sema},
                                                             {"lower", Phase::Lower},
                                                             {"gil", Phase::Gil},
                                                             {"emit", Phase::Emit}};
    options.phase = choose<Phase>("--phase", raw.phase, kPhases, error);
    if (!options.phase)
      return error;
  }
  if (!raw.dump.empty()) {
    constexpr std::pair<llvm::StringRef, Dump> kDumps[] = {{"ast", Dump::Ast},
                                                           {"types", Dump::Types},
                                                           {"ir", Dump::Ir},
                                                           {"facts", Dump::Facts},
                                                           {"cpp", Dump::Cpp}};
    options.dump = choose<Dump>("--dump", raw.dump, kDumps, error);
    if (!options.dump)
      return error;
  }
  return "";
}

std::string checkUseOfCheck(const Options &options) {
  if (options.command != Command::Check &&
      (options.fixes || options.shows_diff || options.unsafe_fixes || !options.baseline.empty() ||
       !options.new_baseline.empty() || !options.stdin_filename.empty()))
    return "fixes, baselines and the standard input are of `nogilc check`";
  const bool reads_c = options.command == Command::Check ||
                       (options.command == Command::Compile && options.checks_headers);
  if (!reads_c && !options.build_path.empty())
    return "C and C++ sources, and so `-p`, are of `nogilc check`, and of `nogilc compile "
           "--headers`";
  if (!reads_c && options.command != Command::Bindgen &&
      (!options.defines.empty() || !options.standard.empty()))
    return "C and C++, and so `-D` and `--std`, are of `nogilc check`, `nogilc bindgen` and "
           "`nogilc "
           "compile --headers`";
  if (options.command != Command::Bindgen &&
      (!options.match_files.empty() || !options.match_names.empty()))
    return "`--match-file` and `--match-name` are options of `nogilc bindgen`";
  if (options.checks_headers && options.command != Command::Check &&
      options.command != Command::Compile && options.command != Command::Build)
    return "`--headers` is an option of `nogilc check`, `compile` and `build`";
  if (options.unsafe_fixes && !options.fixes && !options.shows_diff)
    return "`--unsafe-fixes` goes with `--fix` or `--diff`";
  if (!options.baseline.empty() && !options.new_baseline.empty())
    return "`--baseline` and `--write-baseline` exclude each other";
  const bool reads_stdin = llvm::is_contained(options.inputs, "-");
  if (!options.stdin_filename.empty() && !reads_stdin)
    return "`--stdin-filename` names the file `-`, which is not given";
  if (isMachineFormat(options.format) &&
      (options.shows_diff || (options.fixes && reads_stdin && options.command == Command::Check)))
    return "the standard output is taken: choose `--diagnostics=text` or `concise`";
  return "";
}

std::string checkUse(const Options &options, llvm::StringRef command) {
  if (options.lists && options.command != Command::Explain)
    return "`--list` is an option of `nogilc explain`";
  if (options.inputs.empty() && !options.lists && options.build_path.empty()) {
    return options.command == Command::Explain   ? "`nogilc explain` needs the slug of a diagnostic"
           : options.command == Command::Bindgen ? "`nogilc bindgen` needs a header"
                                                 : ("`nogilc " + command + "` needs a file").str();
  }
  if (options.command == Command::Compile && options.inputs.size() > 1)
    return "`nogilc compile` takes one file; `nogilc build` takes several";
  if (!options.module_name.empty() && options.inputs.size() > 1)
    return "`--module-name` needs a single file";
  if (options.command == Command::Build && options.dump)
    return "`nogilc build` has nothing to dump; `nogilc compile` has";
  if (options.command != Command::Compile && !options.depfile.empty())
    return "`-M` is an option of `nogilc compile`";
  if (options.command != Command::Compile && options.command != Command::Build &&
      options.command != Command::Bindgen && !options.output.empty())
    return ("`nogilc " + command + "` writes nothing, so `-o` means nothing").str();
  return checkUseOfCheck(options);
}

} // namespace

OptionsResult parseOptions(int argc, const char *const *argv) {
  OptionsResult result;
  Options &options = result.options;
  Raw raw;
  po::options_description all;
  all.add(commonOptions(options, raw))
      .add(checkOptions(options))
      .add(bindgenOptions(options))
      .add(outputOptions(options, raw));
  po::options_description hidden;
  hidden.add_options()("command", po::value(&raw.command))("inputs", po::value(&options.inputs));
  po::options_description accepted;
  accepted.add(all).add(hidden);
  po::positional_options_description positions;
  positions.add("command", 1).add("inputs", -1);

  po::variables_map values;
  try {
    constexpr int kStyle =
        po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::store(po::command_line_parser(argc, argv)
                  .options(accepted)
                  .positional(positions)
                  .style(kStyle)
                  .run(),
              values);
    po::notify(values);
  } catch (const po::unknown_option &unknown) {
    result.error = unknownOption(unknown.get_option_name(), all);
    return result;
  } catch (const po::error &error) {
    llvm::StringRef text = error.what();
    std::string quoted = text.str();
    std::replace(quoted.begin(), quoted.end(), '\'', '`');
    result.error = quoted;
    return result;
  }

  if (values.count("help") || (raw.command.empty() && !values.count("version"))) {
    options.command = Command::Help;
    if (raw.command.empty() && !values.count("help"))
      result.error = "a command is missing; `nogilc --help` lists them";
    return result;
  }
  if (values.count("version")) {
    options.command = Command::Version;
    return result;
  }
  const auto command = llvm::StringSwitch<std::optional<Command>>(raw.command)
                           .Case("compile", Command::Compile)
                           .Case("build", Command::Build)
                           .Case("check", Command::Check)
                           .Case("why", Command::Why)
                           .Case("bindgen", Command::Bindgen)
                           .Case("explain", Command::Explain)
                           .Default(std::nullopt);
  if (!command) {
    result.error = "there is no command `" + raw.command + "`";
    const llvm::StringRef near = suggest(raw.command, kCommands);
    if (!near.empty())
      result.error += "; did you mean `" + near.str() + "`?";
    else if (llvm::StringRef(raw.command).contains('.'))
      result.error += "; did you mean `nogilc build " + raw.command + "`?";
    return result;
  }
  options.command = *command;
  result.error = interpret(options, raw, values);
  if (result.error.empty())
    result.error = checkUse(options, raw.command);
  return result;
}

std::string helpText() {
  Options options;
  Raw raw;
  std::ostringstream text;
  text << kUsage.str() << '\n'
       << commonOptions(options, raw) << '\n'
       << checkOptions(options) << '\n'
       << bindgenOptions(options) << '\n'
       << outputOptions(options, raw);
  return text.str();
}

} // namespace nogilc::driver
