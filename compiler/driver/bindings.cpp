// See bindings.h.
#include "driver/bindings.h"

#include "driver/commands.h"
#include "driver/compile_commands.h"
#include "driver/known_types.h"
#include "driver/paths.h"
#include "driver/process.h"
#include "driver/toolchain.h"
#include "support/output.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/raw_ostream.h>

namespace nogilc::driver {

namespace fs = llvm::sys::fs;

namespace {

llvm::Error failure(const llvm::Twine &text) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), text.str().c_str());
}

/// The bytes of files, as one number: what was read is the same if it is.
std::string contentDigest(const std::vector<std::string> &files, llvm::StringRef folder) {
  std::string all;
  for (const std::string &file : files) {
    const std::string path = llvm::sys::path::is_absolute(file) ? file : joinPath(folder, file);
    auto buffer = llvm::MemoryBuffer::getFile(path);
    all += path + (buffer ? digest((*buffer)->getBuffer()) : "-") + "\n";
  }
  return digest(all);
}

} // namespace

cfacts::BindingsRequest bindingsRequest(const Options &options) {
  cfacts::BindingsRequest request;
  CompileCommand command = defaultCompileCommand("", options);
  request.directory = command.directory;
  request.command = std::move(command.command);
  request.command.pop_back(); // the source
  if (!options.standard.empty())
    request.language = llvm::StringRef(options.standard).contains("++") ? "c++" : "c";
  request.known = knownTypes();
  return request;
}

llvm::Expected<cfacts::Bindings> askForBindings(const cfacts::BindingsRequest &request) {
  const std::string program = companionProgram("nogilc-clang");
  if (program.empty())
    return failure("headers are read by `nogilc-clang`, which is not beside `nogilc`");
  llvm::SmallString<128> file;
  int descriptor = -1;
  if (fs::createTemporaryFile("nogilc", "request", descriptor, file))
    return failure("no temporary file can be made");
  {
    llvm::raw_fd_ostream out(descriptor, /*shouldClose=*/true);
    out << cfacts::toJson(request);
  }
  const ProcessResult result = runProcess({program, "bindgen", file.str().str()});
  fs::remove(file);
  if (result.status < 0)
    return failure("the headers ended `nogilc-clang`: " + result.errors);
  if (result.status != 0)
    return failure(llvm::StringRef(result.errors).trim());
  return cfacts::bindingsFromJson(result.output);
}

llvm::Expected<cfacts::Bindings> askForBindingsOnce(const cfacts::BindingsRequest &request,
                                                    llvm::StringRef cache_dir) {
  const std::string program = companionProgram("nogilc-clang");
  const std::string folder = joinPath(cacheFolder(cache_dir), "headers");
  const std::string path = joinPath(
      folder, digest(cfacts::toJson(request) + fileIdentity(program) + versionText()) + ".json");
  // The first line is the digest of what was read.
  if (auto buffer = llvm::MemoryBuffer::getFile(path)) {
    const auto [content, text] = (*buffer)->getBuffer().split('\n');
    llvm::Expected<cfacts::Bindings> kept = cfacts::bindingsFromJson(text);
    if (kept && contentDigest(kept->files, request.directory) == content)
      return kept;
    if (!kept)
      llvm::consumeError(kept.takeError());
  }
  llvm::Expected<cfacts::Bindings> bindings = askForBindings(request);
  // Without a cache the answer is asked for again; a header that is missing may come.
  if (bindings && bindings->errors.empty() && !createFolders(folder))
    llvm::consumeError(writeFile(path, contentDigest(bindings->files, request.directory) + "\n" +
                                           cfacts::toJson(*bindings)));
  return bindings;
}

} // namespace nogilc::driver
