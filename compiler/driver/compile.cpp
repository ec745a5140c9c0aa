// `nogilc compile`: one source to C++ text.
#include "driver/commands.h"
#include "driver/depfile.h"
#include "driver/header_files.h"
#include "driver/header_truth.h"
#include "driver/paths.h"
#include "driver/pipeline.h"
#include "support/output.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>

namespace nogilc::driver {

namespace {

std::string outputPath(const Options &options) {
  if (!options.output.empty())
    return options.output;
  llvm::SmallString<256> path(options.inputs.front());
  llvm::sys::path::replace_extension(path, "cpp");
  return path.str().str();
}

/// What a depfile says: relative paths count from the current folder, so a rule for an absolute
/// target has absolute paths throughout, and means the same everywhere.
std::string depfile(llvm::StringRef output, std::vector<std::string> dependencies) {
  if (llvm::sys::path::is_absolute(output))
    for (std::string &path : dependencies) {
      llvm::SmallString<256> absolute(path);
      llvm::sys::fs::make_absolute(absolute);
      llvm::sys::path::remove_dots(absolute);
      path = absolute.str().str();
    }
  return depfileText(output, dependencies);
}

bool write(Session &session, llvm::StringRef path, llvm::StringRef text) {
  if (llvm::Error error = writeFile(path, text)) {
    session.reportSystem(Diag::CannotWrite, std::move(error));
    return false;
  }
  return true;
}

void checkHeadersFor(Session &session, const std::string &source, const PipelineResult &result) {
  CompileCommands commands;
  if (const std::string &path = session.options().build_path; !path.empty()) {
    if (llvm::Expected<CompileCommands> known = readCompileCommands(path))
      commands = std::move(*known);
    else
      session.reportSystem(Diag::CannotRead, known.takeError());
  }
  checkHeaders(session, result.extern_declarations, source,
               headerCommand(source, session.options(), result.distutils, commands));
}

} // namespace

int runCompile(const Options &options) {
  Session session(options);
  PipelineRequest request;
  request.path = options.inputs.front();
  request.last = options.phase.value_or(Phase::Emit);
  request.dump = options.dump;
  if (!session.acceptsSource(request.path))
    return session.finish();

  const std::string output = outputPath(options);
  request.header_stem = llvm::sys::path::stem(output).str();
  const PipelineResult result = runPipeline(session, request);
  if (options.checks_headers && !request.dump && request.last == Phase::Emit)
    checkHeadersFor(session, request.path, result);
  if (result.is_complete && !request.dump && request.last == Phase::Emit &&
      !session.diagnostics().hasErrors()) {
    const std::string depfile_path = options.depfile == "-" ? output + ".d" : options.depfile;
    std::vector<std::string> dependencies = result.files_read;
    if (!options.config.empty())
      dependencies.push_back(options.config);
    // `-o /dev/stdout` is no place for them.
    const bool has_headers =
        (llvm::sys::fs::exists(output) && !llvm::sys::fs::is_regular_file(output)) ||
        writeHeaders(session, joinPath(folderOf(output), request.header_stem), result.headers);
    if (has_headers && write(session, output, result.texts.front()) && !depfile_path.empty())
      write(session, depfile_path, depfile(output, std::move(dependencies)));
  }
  return session.finish();
}

} // namespace nogilc::driver
