// See toolchain.h.
#include "driver/toolchain.h"

#include "driver/distutils.h"
#include "driver/paths.h"
#include "support/output.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/SHA1.h>

#include <cstdlib>

namespace nogilc::driver {

namespace fs = llvm::sys::fs;

namespace {

constexpr llvm::StringLiteral kQuestion = R"(
import json, sys, sysconfig
paths = [sysconfig.get_path(name) for name in ("include", "platinclude")]
print(json.dumps({
    "include_dirs": sorted(set(path for path in paths if path)),
    "extension_suffix": sysconfig.get_config_var("EXT_SUFFIX") or ".so",
    "version": sys.version,
    "search_path": [path for path in sys.path if path],
}))
)";

llvm::Error sentence(const llvm::Twine &text) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), text);
}

bool readAnswer(llvm::StringRef text, PythonTarget &target) {
  auto json = llvm::json::parse(text);
  if (!json) {
    llvm::consumeError(json.takeError());
    return false;
  }
  const llvm::json::Object *object = json->getAsObject();
  const llvm::json::Array *dirs = object ? object->getArray("include_dirs") : nullptr;
  const auto suffix = object ? object->getString("extension_suffix") : std::nullopt;
  const auto version = object ? object->getString("version") : std::nullopt;
  const llvm::json::Array *search_path = object ? object->getArray("search_path") : nullptr;
  if (!dirs || !suffix || !version || !search_path)
    return false;
  for (const llvm::json::Value &folder : *search_path)
    if (const auto path = folder.getAsString(); path && isFolder(*path))
      target.search_path.push_back(path->str());
  for (const llvm::json::Value &dir : *dirs)
    if (const auto path = dir.getAsString())
      target.include_dirs.push_back(path->str());
  target.extension_suffix = suffix->str();
  target.version = version->str();
  return true;
}

/// A script that stands for an interpreter (as pyenv's do) may choose another one each time.
bool isScript(llvm::StringRef program) {
  auto buffer = llvm::MemoryBuffer::getFileSlice(program, /*MapSize=*/2, /*Offset=*/0);
  return buffer && (*buffer)->getBuffer() == "#!";
}

llvm::Error checkHeaders(const PythonTarget &target) {
  for (const std::string &folder : target.include_dirs)
    if (isFile(joinPath(folder, "Python.h")))
      return llvm::Error::success();
  return sentence(
      "the headers of `" + target.program + "` are not installed: there is no Python.h in " +
      llvm::join(target.include_dirs, ", ") + "; on Debian: sudo apt-get install python3-dev");
}

} // namespace

std::string digest(llvm::StringRef text) {
  llvm::SHA1 hash;
  hash.update(text);
  const auto bytes = hash.final();
  return llvm::toHex(llvm::ArrayRef<uint8_t>(bytes.data(), 10), /*LowerCase=*/true);
}

std::string fileIdentity(llvm::StringRef path) {
  fs::file_status status;
  if (fs::status(path, status))
    return path.str() + " missing";
  return path.str() + ' ' + std::to_string(status.getSize()) + ' ' +
         std::to_string(status.getLastModificationTime().time_since_epoch().count());
}

std::string commandIdentity(const CommandLine &command) {
  std::string text;
  for (const std::string &word : command) {
    const std::string program = llvm::StringRef(word).starts_with("-") ? "" : findProgram(word);
    text += (program.empty() ? word : fileIdentity(program)) + '\n';
  }
  return text;
}

std::string cacheFolder(llvm::StringRef chosen) {
  if (!chosen.empty())
    return chosen.str();
  const char *xdg = std::getenv("XDG_CACHE_HOME");
  if (xdg && *xdg)
    return joinPath(xdg, "nogilc");
  llvm::SmallString<128> home;
  if (llvm::sys::path::home_directory(home))
    return joinPath(home, ".cache/nogilc");
  llvm::sys::path::system_temp_directory(/*ErasedOnReboot=*/false, home);
  return joinPath(home, "nogilc-cache");
}

llvm::Expected<PythonTarget> findPython(llvm::StringRef python, llvm::StringRef cache_dir) {
  llvm::Expected<PythonTarget> target = askPython(python, cache_dir);
  if (target)
    if (llvm::Error error = checkHeaders(*target))
      return error;
  return target;
}

llvm::Expected<PythonTarget> askPython(llvm::StringRef python, llvm::StringRef cache_dir) {
  PythonTarget target;
  target.program = findProgram(python);
  if (target.program.empty())
    return sentence("there is no Python `" + python + "`; choose one with `--python`");

  const bool is_kept = !isScript(target.program);
  const std::string kept = joinPath(cache_dir, "python-" + digest(fileIdentity(target.program)));
  if (is_kept) {
    auto answer = llvm::MemoryBuffer::getFile(kept);
    if (answer && readAnswer((*answer)->getBuffer(), target))
      return target;
  }
  const ProcessResult result = runProcess({target.program, "-I", "-c", kQuestion.str()});
  if (result.status != 0 || !readAnswer(result.output, target))
    return sentence("`" + target.program + "` does not work as a Python" +
                    (result.errors.empty() ? "" : ": " + llvm::StringRef(result.errors).trim()));
  // Without a place to keep it the question is asked again next time.
  if (is_kept && !createFolders(cache_dir))
    llvm::consumeError(writeFile(kept, result.output));
  return target;
}

llvm::Expected<CommandLine> findCxxCompiler() {
  const char *chosen = std::getenv("CXX");
  if (chosen && *chosen) {
    CommandLine command = splitWords(chosen);
    if (command.empty() || findProgram(command.front()).empty())
      return sentence("the C++ compiler `" + llvm::StringRef(chosen) +
                      "`, named by $CXX, was not found");
    return command;
  }
  for (const llvm::StringRef name : {"c++", "g++", "clang++"})
    if (!findProgram(name).empty())
      return CommandLine{name.str()};
  return sentence("no C++ compiler was found: neither c++, g++ nor clang++ is on PATH, and $CXX is "
                  "not set; on Debian: sudo apt-get install g++");
}

} // namespace nogilc::driver
