// See compile_commands.h.
#include "driver/compile_commands.h"

#include "driver/paths.h"
#include "driver/toolchain.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/Support/Allocator.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/StringSaver.h>

#include <mutex>

namespace nogilc::driver {

namespace json = llvm::json;
namespace path = llvm::sys::path;

namespace {

std::string currentFolder() {
  llvm::SmallString<256> folder;
  llvm::sys::fs::current_path(folder);
  return folder.str().str();
}

std::string absolutePath(llvm::StringRef folder, llvm::StringRef file) {
  llvm::SmallString<256> absolute(joinPath(folder, file));
  llvm::sys::fs::make_absolute(absolute);
  path::remove_dots(absolute, /*remove_dot_dot=*/true);
  return absolute.str().str();
}

std::string shownPath(llvm::StringRef absolute) {
  llvm::StringRef shown = absolute;
  if (shown.consume_front(currentFolder()) && shown.consume_front("/"))
    return shown.str();
  return absolute.str();
}

/// Either an array of arguments or one text, as a shell would read it.
CommandLine commandOf(const json::Object &entry) {
  CommandLine command;
  if (const json::Array *arguments = entry.getArray("arguments")) {
    for (const json::Value &argument : *arguments)
      command.push_back(argument.getAsString().value_or("").str());
    return command;
  }
  llvm::BumpPtrAllocator allocator;
  llvm::StringSaver saver(allocator);
  llvm::SmallVector<const char *, 64> words;
  llvm::cl::TokenizeGNUCommandLine(entry.getString("command").value_or(""), saver, words);
  command.assign(words.begin(), words.end());
  return command;
}

llvm::Error databaseError(llvm::StringRef file, const llvm::Twine &what) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                 ("`" + file + "`: " + what).str().c_str());
}

/// Where the headers of the target Python are; asked for once.
std::vector<std::string> pythonHeaders(const Options &options) {
  static std::mutex mutex;
  static std::map<std::string, std::vector<std::string>> known;
  const std::scoped_lock lock(mutex);
  const auto [at, is_new] = known.try_emplace(options.python);
  if (is_new) {
    if (auto python = askPython(options.python, cacheFolder(options.cache_dir)))
      at->second = python->include_dirs;
    else
      llvm::consumeError(python.takeError());
  }
  return at->second;
}

} // namespace

llvm::Expected<CompileCommands> readCompileCommands(llvm::StringRef place) {
  const std::string file = isFolder(place) ? joinPath(place, "compile_commands.json") : place.str();
  auto buffer = llvm::MemoryBuffer::getFile(file);
  if (!buffer)
    return databaseError(file, buffer.getError().message());
  llvm::Expected<json::Value> value = json::parse((*buffer)->getBuffer());
  if (!value)
    return databaseError(file, llvm::toString(value.takeError()));
  const json::Array *entries = value->getAsArray();
  if (!entries)
    return databaseError(file, "it is no array of commands");
  CompileCommands commands;
  for (const json::Value &element : *entries) {
    const json::Object *entry = element.getAsObject();
    const auto source = entry ? entry->getString("file") : std::nullopt;
    if (!source)
      return databaseError(file, "a command has no `file`");
    const std::string directory =
        absolutePath(folderOf(file), entry->getString("directory").value_or("."));
    CommandLine command = commandOf(*entry);
    if (command.empty() || !isCSource(*source))
      continue;
    commands.try_emplace(shownPath(absolutePath(directory, *source)),
                         CompileCommand{directory, std::move(command)});
  }
  return commands;
}

const CompileCommand *findCommand(const CompileCommands &commands, llvm::StringRef source) {
  const auto found = commands.find(shownPath(absolutePath(currentFolder(), source)));
  return found == commands.end() ? nullptr : &found->second;
}

CompileCommand defaultCompileCommand(llvm::StringRef source, const Options &options) {
  CompileCommand result;
  result.directory = currentFolder();
  result.command = {source.ends_with(".c") ? "cc" : "c++"};
  if (!options.standard.empty())
    result.command.push_back("-std=" + options.standard);
  for (const std::string &folder : options.include_dirs)
    result.command.push_back("-I" + folder);
  for (const std::string &define : options.defines)
    result.command.push_back("-D" + define);
  for (const std::string &folder : pythonHeaders(options))
    result.command.push_back("-isystem" + folder);
  // What nogilc generates includes it.
  result.command.push_back("-isystem" + resourceFolder() + "/runtime/include");
  result.command.push_back(source.str());
  return result;
}

} // namespace nogilc::driver
