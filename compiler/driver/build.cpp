// `nogilc build`: sources to importable extension modules. The phases of the compiler take
// milliseconds, so they always run; C++ is compiled only for text that has changed.
#include "driver/commands.h"
#include "driver/header_files.h"
#include "driver/header_truth.h"
#include "driver/module_build.h"
#include "driver/paths.h"
#include "driver/pipeline.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/raw_ostream.h>

#include <algorithm>
#include <mutex>
#include <thread>

namespace nogilc::driver {

namespace {

/// Where a module goes: beside its source, or into a folder under its packages.
std::string outputPath(const Options &options, const PipelineResult &product,
                       llvm::StringRef source, llvm::StringRef suffix) {
  std::string path = product.module_name;
  std::replace(path.begin(), path.end(), '.', '/');
  if (product.is_package)
    path += "/__init__";
  path += suffix;
  if (!options.output.empty())
    return joinPath(options.output, path);
  return joinPath(folderOf(source), llvm::sys::path::filename(path));
}

class BuildRun {
public:
  explicit BuildRun(const Options &options)
      : options_(options), session_(options), cache_dir_(cacheFolder(options.cache_dir)) {}

  int run() {
    if (checkInputs() && compileAll() && !modules_.empty())
      buildAll();
    return session_.finish();
  }

private:
  bool checkInputs() {
    bool is_good = true;
    for (const std::string &input : options_.inputs)
      is_good = session_.acceptsSource(input) && is_good;
    return is_good;
  }

  /// Text for all modules; what has errors is left out, and the others are built nevertheless.
  bool compileAll() {
    for (const std::string &input : options_.inputs) {
      PipelineRequest request;
      request.path = input;
      request.last = options_.phase.value_or(Phase::Emit);
      request.in_parts = true;
      PipelineResult product = runPipeline(session_, request);
      if (product.is_complete && request.last == Phase::Emit)
        products_.push_back(std::move(product));
    }
    if (products_.empty())
      return false;

    bool failed_python = false;
    auto toolchain = findToolchain(options_.python, cache_dir_, failed_python);
    if (!toolchain) {
      session_.reportSystem(failed_python ? Diag::NoPython : Diag::NoCxxCompiler,
                            toolchain.takeError());
      return false;
    }
    toolchain_ = std::move(*toolchain);
    for (PipelineResult &product : products_)
      if (headersAgree(product))
        planModule(product);
    // Modules may include the headers of others, which lie where the modules go.
    header_folders_.insert(header_folders_.end(), options_.include_dirs.begin(),
                           options_.include_dirs.end());
    for (ModuleBuild &module : modules_)
      module.header_folders = header_folders_;
    return true;
  }

  /// False: reported, and the module is left out.
  bool headersAgree(const PipelineResult &product) {
    if (!options_.checks_headers)
      return true;
    const size_t before = session_.diagnostics().errorCount();
    const std::string &source = product.files_read.front();
    checkHeaders(session_, product.extern_declarations, source,
                 headerCommand(source, product.distutils, toolchain_.compileCommand({})));
    return session_.diagnostics().errorCount() == before;
  }

  void planModule(PipelineResult &product) {
    ModuleBuild module;
    module.source = product.files_read.front();
    module.texts = std::move(product.texts);
    module.output =
        outputPath(options_, product, module.source, toolchain_.python.extension_suffix);
    module.name = llvm::StringRef(product.module_name).rsplit('.').second.str();
    if (module.name.empty())
      module.name = product.module_name;
    module.distutils = std::move(product.distutils);
    // The copies of a module need a runtime each, too.
    module.shares_runtime = options_.shares_runtime && !product.has_copies;
    if (!product.headers.public_text.empty() || !product.headers.api_text.empty()) {
      const std::string folder = folderOf(module.output).str();
      writeHeaders(session_, joinPath(folder, module.name), product.headers);
      if (!folder.empty() && !llvm::is_contained(header_folders_, folder))
        header_folders_.push_back(folder);
    }
    llvm::SmallString<256> absolute(module.output);
    llvm::sys::fs::make_absolute(absolute);
    module.folder = joinPath(cache_dir_, "module-" + module.name + "-" + digest(absolute));
    for (const ModuleBuild &other : modules_)
      if (other.output == module.output) {
        session_.reportSystem(Diag::CannotWrite)
            .arg("`" + module.output + "` would be made from both `" + other.source + "` and `" +
                 module.source + "`");
        return;
      }
    modules_.push_back(std::move(module));
  }

  void buildAll() {
    const CommandRunner run = [this](const CommandLine &command, llvm::StringRef what) {
      return runCommand(command, what);
    };
    RuntimeBuild runtime;
    std::string error;
    if (!buildRuntime(toolchain_, cache_dir_, options_.shares_runtime, options_.jobs, run, runtime,
                      error)) {
      if (!error.empty())
        session_.reportSystem(Diag::CannotWrite).arg(error);
      return;
    }
    for (const ModuleBuild &module : modules_)
      if (module.shares_runtime)
        if (llvm::Error failure = placeRuntime(runtime, folderOf(module.output))) {
          session_.reportSystem(Diag::CannotWrite, std::move(failure));
          return;
        }
    // A module alone is built by as many compilers as it has parts, many modules by one each.
    const unsigned all_jobs =
        options_.jobs ? options_.jobs : std::max(1u, std::thread::hardware_concurrency());
    const unsigned jobs = std::max(1u, all_jobs / static_cast<unsigned>(modules_.size()));
    std::vector<Task> tasks;
    for (ModuleBuild &module : modules_)
      tasks.push_back([&] {
        const bool is_built =
            buildModule(module, toolchain_, runtime, options_.is_forced, jobs, run);
        report(module, is_built);
        return is_built;
      });
    runTasks(tasks, all_jobs);
  }

  bool runCommand(const CommandLine &command, llvm::StringRef what) {
    if (options_.is_verbose) {
      const std::lock_guard<std::mutex> lock(mutex_);
      llvm::errs() << shellText(command) << '\n';
    }
    const ProcessResult result = runProcess(command);
    const std::lock_guard<std::mutex> lock(mutex_);
    // What a compiler says is shown as it is, warnings too.
    llvm::errs() << result.output << result.errors;
    if (result.status == 0)
      return true;
    session_.reportSystem(Diag::CxxFailed)
        .arg("`" + what + "`")
        .note("the command was: " + shellText(command));
    return false;
  }

  void report(const ModuleBuild &module, bool is_built) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!module.error.empty())
      session_.reportSystem(Diag::CannotWrite).arg(module.error);
    if (is_built && !isMachineFormat(options_.format))
      llvm::errs() << module.output << (module.is_up_to_date ? " is up to date\n" : "\n");
  }

  const Options &options_;
  Session session_;
  std::string cache_dir_;
  std::vector<PipelineResult> products_;
  Toolchain toolchain_;
  std::vector<ModuleBuild> modules_;
  std::vector<std::string> header_folders_;
  std::mutex mutex_; ///< guards session_ and the standard streams while tasks run
};

} // namespace

int runBuild(const Options &options) { return BuildRun(options).run(); }

} // namespace nogilc::driver
