// See bindings.h.
#include "driver/bindings.h"

#include "driver/compile_commands.h"
#include "driver/known_types.h"
#include "driver/paths.h"
#include "driver/process.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/raw_ostream.h>

namespace nogilc::driver {

namespace fs = llvm::sys::fs;

namespace {

llvm::Error failure(const llvm::Twine &text) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), text.str().c_str());
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

} // namespace nogilc::driver
