// `nogilc check`: all the static checks over files and folders, nothing written.
#include "driver/commands.h"
#include "driver/paths.h"
#include "driver/pipeline.h"

#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>

#include <algorithm>

namespace nogilc::driver {

namespace {

/// The .pyx files below a folder, sorted. Hidden folders and what tools generate are left out.
std::vector<std::string> sourcesBelow(llvm::StringRef folder) {
  std::vector<std::string> found;
  std::error_code error;
  llvm::sys::fs::recursive_directory_iterator at(folder, error, /*follow_symlinks=*/false), end;
  for (; at != end && !error; at.increment(error)) {
    const llvm::StringRef name = llvm::sys::path::filename(at->path());
    if (at->type() == llvm::sys::fs::file_type::directory_file) {
      if (name.starts_with(".") || name == "__pycache__")
        at.no_push();
    } else if (name.ends_with(".pyx")) {
      found.push_back(at->path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

} // namespace

int runCheck(const Options &options) {
  Session session(options);
  std::vector<std::string> paths;
  for (const std::string &input : options.inputs) {
    if (isFolder(input)) {
      std::vector<std::string> below = sourcesBelow(input);
      if (below.empty())
        session.reportSystem(Diag::CannotRead).arg("`" + input + "` contains no .pyx file");
      paths.insert(paths.end(), below.begin(), below.end());
    } else {
      paths.push_back(input);
    }
  }
  for (const std::string &path : paths) {
    PipelineRequest request;
    request.path = path;
    request.last = std::min(options.phase.value_or(Phase::Gil), Phase::Gil);
    request.dump = options.dump;
    request.is_check_only = true;
    runPipeline(session, request);
  }
  return session.finish();
}

} // namespace nogilc::driver
