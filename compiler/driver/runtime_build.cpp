// See runtime_build.h.
#include "driver/runtime_build.h"

#include "driver/distutils.h"
#include "driver/paths.h"
#include "support/output.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Process.h>

#include <algorithm>
#include <cstdlib>

namespace nogilc::driver {

namespace fs = llvm::sys::fs;

namespace {

/// The code of modules and of the runtime: signed overflow wraps, as in every build of CPython's
/// own extension modules; what is not exported can be left out by the linker. Small functions and
/// loops are not to run at half speed for where they happen to lie (docs/benchmarks.md). No tables
/// for C++ exceptions: nothing of ours throws, and a thread that CPython ends during its
/// finalisation must not run our destructors on its way out (docs/decisions/0006).
constexpr llvm::StringRef kCompileFlags[] = {"-std=c++17",
                                             "-O2",
                                             "-DNDEBUG",
                                             "-fPIC",
                                             "-fno-plt",
                                             "-falign-functions=32",
                                             "-falign-loops=32",
                                             "-fwrapv",
                                             "-fvisibility=hidden",
                                             "-fvisibility-inlines-hidden",
                                             "-ffunction-sections",
                                             "-fdata-sections",
                                             "-fno-exceptions"};

/// Small modules: no page of its own for code between the constants.
constexpr llvm::StringRef kLinkFlags[] = {"-shared", "-Wl,--gc-sections", "-Wl,--as-needed",
                                          "-Wl,--exclude-libs,ALL", "-Wl,-z,noseparate-code"};

CommandLine words(llvm::ArrayRef<llvm::StringRef> flags) {
  CommandLine command;
  for (const llvm::StringRef flag : flags)
    command.push_back(flag.str());
  return command;
}

void appendEnvironment(CommandLine &command, const char *variable) {
  if (const char *text = std::getenv(variable))
    for (std::string &word : splitWords(text))
      command.push_back(std::move(word));
}

/// The files below a folder, sorted.
std::vector<std::string> filesBelow(llvm::StringRef folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; at != end && !error;
       at.increment(error))
    if (at->type() != fs::file_type::directory_file)
      files.push_back(at->path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> runtimeSources() {
  std::vector<std::string> sources;
  for (std::string &file : filesBelow(resourceFolder() + "/runtime/src"))
    if (llvm::StringRef(file).ends_with(".cpp"))
      sources.push_back(std::move(file));
  return sources;
}

/// A name beside `path` that no other process uses, for a file that is renamed when it is complete.
std::string unfinished(llvm::StringRef path) {
  return (path + "." + llvm::Twine(llvm::sys::Process::getProcessId()) + ".tmp").str();
}

/// Runs a command that writes a file, whose last word is its name, so that the file appears
/// complete or not at all.
bool makeFile(CommandLine command, llvm::StringRef path, const CommandRunner &run) {
  const std::string temporary = unfinished(path);
  command.push_back(temporary);
  const bool is_made = run(command, path) && !fs::rename(temporary, path);
  if (!is_made)
    fs::remove(temporary);
  return is_made;
}

} // namespace

CommandLine Toolchain::compileCommand(const CommandLine &more) const {
  CommandLine command = cxx;
  command.insert(command.end(), compile_flags.begin(), compile_flags.end());
  command.insert(command.end(), more.begin(), more.end());
  return command;
}

llvm::Expected<Toolchain> findToolchain(llvm::StringRef python, llvm::StringRef cache_dir,
                                        bool &failed_python) {
  Toolchain toolchain;
  failed_python = false;
  auto cxx = findCxxCompiler();
  if (!cxx)
    return cxx.takeError();
  toolchain.cxx = std::move(*cxx);
  auto target = findPython(python, cache_dir);
  if (!target) {
    failed_python = true;
    return target.takeError();
  }
  toolchain.python = std::move(*target);

  toolchain.compile_flags = words(kCompileFlags);
  // Not -isystem: GCC looks through the symbolic links of system headers, and Debian's debug Python
  // has its headers linked to those of the other one, beside a pyconfig.h that is not.
  for (const std::string &folder : toolchain.python.include_dirs)
    toolchain.compile_flags.push_back("-I" + folder);
  toolchain.compile_flags.push_back("-I" + resourceFolder() + "/runtime/include");
  appendEnvironment(toolchain.compile_flags, "CXXFLAGS");
  toolchain.link_flags = words(kLinkFlags);
  appendEnvironment(toolchain.link_flags, "LDFLAGS");

  std::string identity = commandIdentity(toolchain.cxx);
  identity += llvm::join(toolchain.compile_flags, "\n") + '\n';
  identity += llvm::join(toolchain.link_flags, "\n") + '\n';
  identity += fileIdentity(toolchain.python.program) + toolchain.python.version + '\n';
  for (const llvm::StringRef folder : {"include", "src"})
    for (const std::string &file : filesBelow(resourceFolder() + "/runtime/" + folder.str()))
      identity += fileIdentity(file) + '\n';
  toolchain.identity = std::move(identity);
  return toolchain;
}

namespace {

/// Objects of all the runtime, each under a name that no other process uses.
class RuntimeObjects {
public:
  RuntimeObjects(const Toolchain &toolchain, const RuntimeBuild &build, const CommandRunner &run,
                 llvm::StringRef suffix, const CommandLine &flags, std::vector<Task> &tasks) {
    for (const std::string &source : runtimeSources()) {
      const std::string object =
          unfinished(build.folder + "/" + llvm::sys::path::stem(source).str() + suffix.str()) +
          ".o";
      paths.push_back(object);
      CommandLine more = flags;
      more.insert(more.end(), {"-c", source, "-o", object});
      if (llvm::sys::path::stem(source) == "cpp_exceptions") // what translates those of libraries
        more.push_back("-fexceptions");
      tasks.push_back(
          [&toolchain, &run, more, source] { return run(toolchain.compileCommand(more), source); });
    }
  }
  ~RuntimeObjects() {
    for (const std::string &path : paths)
      fs::remove(path);
  }
  RuntimeObjects(const RuntimeObjects &) = delete;
  RuntimeObjects &operator=(const RuntimeObjects &) = delete;

  CommandLine paths;
};

/// `ar` names the archive before its members, so the rename is done here.
bool makeArchive(const CommandLine &objects, const std::string &path, const CommandRunner &run) {
  const std::string temporary = unfinished(path);
  CommandLine archive = {"ar", "rcs", temporary};
  archive.insert(archive.end(), objects.begin(), objects.end());
  const bool is_made = run(archive, path) && !fs::rename(temporary, path);
  if (!is_made)
    fs::remove(temporary);
  return is_made;
}

bool linkShared(const Toolchain &toolchain, const CommandLine &objects, const std::string &path,
                const CommandRunner &run) {
  CommandLine command = toolchain.cxx;
  command.insert(command.end(), toolchain.link_flags.begin(), toolchain.link_flags.end());
  command.insert(command.end(),
                 {"-Wl,-Bsymbolic", "-Wl,-soname," + llvm::sys::path::filename(path).str()});
  command.insert(command.end(), objects.begin(), objects.end());
  command.push_back("-o");
  return makeFile(std::move(command), path, run);
}

} // namespace

bool buildRuntime(const Toolchain &toolchain, llvm::StringRef cache_dir, bool is_shared,
                  unsigned jobs, const CommandRunner &run, RuntimeBuild &build,
                  std::string &error) {
  const std::string name = digest(toolchain.identity);
  build.folder = joinPath(cache_dir, "runtime-" + name);
  build.archive = build.folder + "/libnogilc_rt.a";
  build.header = build.folder + "/precompiled.h";
  if (is_shared)
    build.shared_library = build.folder + "/libnogilc_rt-" + name + ".so";
  const std::string precompiled = build.header + ".gch";
  const bool has_static = isFile(build.archive) && isFile(precompiled);
  const bool has_shared = !is_shared || isFile(build.shared_library);
  if (has_static && has_shared)
    return true;

  if (runtimeSources().empty()) {
    error = "the runtime was not found in `" + resourceFolder() + "/runtime`";
    return false;
  }
  if (std::error_code failure = createFolders(build.folder)) {
    error = "the cache `" + build.folder + "` cannot be made: " + failure.message();
    return false;
  }
  // The precompiled form refers to the header, so that is written once and not touched again.
  if (llvm::Error failure =
          writeFile(build.header, "#include \"nogilc_rt/nogilc_rt.h\"\n", WriteMode::IfChanged)) {
    error = llvm::toString(std::move(failure));
    return false;
  }

  std::vector<Task> tasks;
  std::optional<RuntimeObjects> of_archive, of_shared;
  if (!has_static) {
    tasks.push_back([&] {
      return makeFile(toolchain.compileCommand({"-x", "c++-header", build.header, "-o"}),
                      precompiled, run);
    });
    of_archive.emplace(toolchain, build, run, "", CommandLine(), tasks);
  }
  if (!has_shared)
    of_shared.emplace(toolchain, build, run, ".shared",
                      CommandLine{"-fvisibility=default", "-fno-semantic-interposition"}, tasks);
  return runTasks(tasks, jobs) &&
         (has_static || makeArchive(of_archive->paths, build.archive, run)) &&
         (has_shared || linkShared(toolchain, of_shared->paths, build.shared_library, run));
}

llvm::Error placeRuntime(const RuntimeBuild &build, llvm::StringRef folder) {
  const std::string path = joinPath(folder, llvm::sys::path::filename(build.shared_library));
  uint64_t size = 0, size_there = 0;
  const bool is_there = !fs::file_size(build.shared_library, size) &&
                        !fs::file_size(path, size_there) && size == size_there;
  if (is_there)
    return llvm::Error::success();
  const std::error_code no_folder = folder.empty() ? std::error_code() : createFolders(folder);
  const std::string temporary = unfinished(path);
  if (const std::error_code failure =
          no_folder ? no_folder : fs::copy_file(build.shared_library, temporary))
    return llvm::createStringError(failure, "`" + path + "` cannot be made: " + failure.message());
  return replaceFile(temporary, path);
}

} // namespace nogilc::driver
