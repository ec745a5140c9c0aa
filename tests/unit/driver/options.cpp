// The command line, and what is said about wrong use.
#include "driver/options.h"

#include "support/catch.h"

using namespace nogilc::driver;

namespace {

OptionsResult parse(std::initializer_list<const char *> arguments) {
  std::vector<const char *> argv = {"nogilc"};
  argv.insert(argv.end(), arguments);
  return parseOptions(static_cast<int>(argv.size()), argv.data());
}

Options good(std::initializer_list<const char *> arguments) {
  const OptionsResult result = parse(arguments);
  CHECK(result.error == "");
  return result.options;
}

std::string error(std::initializer_list<const char *> arguments) { return parse(arguments).error; }

} // namespace

TEST_CASE("commands take inputs and options in any order") {
  const Options options =
      good({"compile", "-I", "a", "fib.pyx", "-Ib", "-o", "out.cpp", "-X", "cdivision=True", "-2"});
  CHECK(options.command == Command::Compile);
  CHECK(options.inputs == std::vector<std::string>{"fib.pyx"});
  CHECK(options.include_dirs == std::vector<std::string>{"a", "b"});
  CHECK(options.output == "out.cpp");
  REQUIRE(options.directives.size() == 1);
  CHECK(options.directives[0] == std::pair<std::string, std::string>("cdivision", "True"));
  CHECK(options.language_level == 2);
}

TEST_CASE("-M alone does not eat the file") {
  CHECK(good({"compile", "-M", "fib.pyx"}).depfile == "-");
  CHECK(good({"compile", "--depfile=x.d", "fib.pyx"}).depfile == "x.d");
}

TEST_CASE("formats, colours, phases and dumps are words") {
  const Options options = good({"check", "--diagnostics=sarif", "--color=never", "--phase=parse",
                                "-Wno-unsupported", "-Werror", "a.pyx", "b.pyx"});
  CHECK(options.format == nogilc::DiagnosticFormat::Sarif);
  CHECK(options.color == ColorMode::Never);
  CHECK(options.phase == Phase::Parse);
  CHECK(options.warnings == std::vector<std::string>{"no-unsupported", "error"});
  CHECK(options.inputs.size() == 2);
  CHECK(good({"compile", "--dump=ir", "a.pyx"}).dump == Dump::Ir);
}

TEST_CASE("wrong use is explained") {
  CHECK(error({}) == "a command is missing; `nogilc --help` lists them");
  CHECK(error({"buld", "x.pyx"}) == "there is no command `buld`; did you mean `build`?");
  CHECK(error({"fib.pyx"}) ==
        "there is no command `fib.pyx`; did you mean `nogilc build fib.pyx`?");
  CHECK(error({"compile"}) == "`nogilc compile` needs a file");
  CHECK(error({"compile", "a.pyx", "b.pyx"}) ==
        "`nogilc compile` takes one file; `nogilc build` takes several");
  CHECK(error({"compile", "--outptu=x", "a.pyx"}) ==
        "there is no option `--outptu=x`; did you mean `--output`?");
  CHECK(error({"check", "--phase=pase", "a.pyx"}) ==
        "`pase` is no value of `--phase`; did you mean `parse`?");
  CHECK(error({"check", "-X", "cdivision", "a.pyx"}) ==
        "`-X cdivision` is not of the form `-X name=value`");
  CHECK(error({"check", "-2", "-3", "a.pyx"}) == "`-2` and `-3` exclude each other");
  CHECK(error({"check", "-o", "x", "a.pyx"}) ==
        "`nogilc check` writes nothing, so `-o` means nothing");
  CHECK(error({"explain"}) == "`nogilc explain` needs the slug of a diagnostic");
}

TEST_CASE("--help and --version need no command") {
  CHECK(good({"--help"}).command == Command::Help);
  CHECK(good({"build", "--help"}).command == Command::Help);
  CHECK(good({"--version"}).command == Command::Version);
}
