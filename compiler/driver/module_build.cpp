// See module_build.h.
#include "driver/module_build.h"

#include "driver/depfile.h"
#include "driver/paths.h"
#include "driver/tasks.h"
#include "support/output.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Process.h>

namespace nogilc::driver {

namespace fs = llvm::sys::fs;

namespace {

class Builder {
public:
  Builder(ModuleBuild &module, const Toolchain &toolchain, const RuntimeBuild &runtime,
          unsigned jobs, const CommandRunner &run)
      : module_(module), toolchain_(toolchain), runtime_(runtime), jobs_(jobs), run_(run),
        record_path_(module.folder + "/record") {
    for (size_t i = 0; i < module.texts.size(); ++i)
      cpp_paths_.push_back(module.folder + "/" + module.name +
                           (i ? ".part" + std::to_string(i + 1) : std::string()) + ".cpp");
  }

  bool isUpToDate() {
    planCommands();
    auto record = llvm::MemoryBuffer::getFile(record_path_);
    if (!record)
      return false;
    llvm::SmallVector<llvm::StringRef, 32> lines;
    (*record)->getBuffer().split(lines, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
    if (lines.empty() || lines.front() != inputsDigest())
      return false;
    for (const llvm::StringRef line : llvm::ArrayRef(lines).drop_front()) {
      // `path size time`; the path may contain blanks.
      const llvm::StringRef path = line.rsplit(' ').first.rsplit(' ').first;
      if (fileIdentity(path) != line)
        return false;
    }
    return true;
  }

  bool build() {
    if (std::error_code error = createFolders(module_.folder))
      return fail("`" + module_.folder + "` cannot be made: " + error.message());
    fs::remove(record_path_);
    for (const auto &[path, text] : llvm::zip_equal(cpp_paths_, module_.texts))
      if (llvm::Error error = writeFile(path, text, WriteMode::IfChanged))
        return fail(llvm::toString(std::move(error)));
    std::vector<Task> tasks;
    for (const Compilation &compilation : compilations_)
      tasks.push_back([&] { return run_(compilation.command, compilation.source); });
    return runTasks(tasks, jobs_) && link() && writeRecord();
  }

private:
  struct Compilation {
    std::string source; ///< as people know it
    CommandLine command;
    std::string object;
    std::string depfile;
  };

  bool fail(std::string error) {
    module_.error = std::move(error);
    return false;
  }

  /// A file that a `# distutils:` line names: beside the source, else in the current folder.
  std::string findBeside(const std::string &path) const {
    const std::string beside = joinPath(folderOf(module_.source), path);
    return isFile(beside) ? beside : path;
  }

  void planCommands() {
    const DistutilsSettings &settings = module_.distutils;
    CommandLine flags;
    const llvm::StringRef folder = folderOf(module_.source);
    flags.push_back("-I" + (folder.empty() ? "." : folder.str()));
    for (const std::string &path : module_.header_folders)
      flags.push_back("-I" + path);
    for (const std::string &path : settings.include_dirs)
      flags.push_back("-I" + path);
    for (const std::string &macro : settings.define_macros)
      flags.push_back("-D" + macro);
    for (const std::string &macro : settings.undef_macros)
      flags.push_back("-U" + macro);
    flags.insert(flags.end(), settings.extra_compile_args.begin(),
                 settings.extra_compile_args.end());

    for (const std::string &path : cpp_paths_)
      planCompilation(module_.source, path, flags, /*is_generated=*/true);
    for (const std::string &source : settings.sources)
      planCompilation(source, findBeside(source), flags, /*is_generated=*/false);

    link_command_ = toolchain_.cxx;
    const auto append = [&](const CommandLine &words, llvm::StringRef prefix = "") {
      for (const std::string &word : words)
        link_command_.push_back(prefix.str() + word);
    };
    append(toolchain_.link_flags);
    for (const Compilation &compilation : compilations_)
      link_command_.push_back(compilation.object);
    for (const std::string &object : settings.extra_objects)
      link_command_.push_back(findBeside(object));
    if (module_.shares_runtime) {
      link_command_.push_back(runtime_.shared_library);
      link_command_.push_back("-Wl,-rpath,$ORIGIN");
    } else {
      link_command_.push_back(runtime_.archive);
    }
    append(settings.library_dirs, "-L");
    append(settings.runtime_library_dirs, "-Wl,-rpath,");
    append(settings.libraries, "-l");
    append(settings.extra_link_args);
  }

  void planCompilation(const std::string &name, const std::string &path, const CommandLine &flags,
                       bool is_generated) {
    Compilation compilation;
    compilation.source = name;
    const std::string stem = module_.folder + "/" + std::to_string(compilations_.size());
    compilation.object = stem + ".o";
    compilation.depfile = stem + ".d";
    CommandLine command;
    if (llvm::sys::path::extension(path) == ".c") {
      // C stays C: our own flags speak of C++.
      command = toolchain_.cxx;
      for (const std::string &flag : toolchain_.compile_flags)
        if (!llvm::StringRef(flag).starts_with("-std=") && flag != "-fvisibility-inlines-hidden")
          command.push_back(flag);
      command.insert(command.end(), {"-x", "c"});
    } else {
      command = toolchain_.cxx;
      command.insert(command.end(), toolchain_.compile_flags.begin(),
                     toolchain_.compile_flags.end());
      if (!is_generated || module_.distutils.is_cxx)
        command.push_back("-fexceptions");
      // Precompiled is valid for the flags that it was made with, so not for a module with its own.
      if (is_generated && !module_.distutils.changesCompilation())
        command.insert(command.end(), {"-include", runtime_.header});
    }
    command.insert(command.end(), flags.begin(), flags.end());
    command.insert(command.end(),
                   {"-MMD", "-MF", compilation.depfile, "-c", path, "-o", compilation.object});
    compilation.command = std::move(command);
    compilations_.push_back(std::move(compilation));
  }

  /// Links beside the output, and puts the result into its place when it is complete.
  bool link() {
    const llvm::StringRef folder = folderOf(module_.output); // empty: the present directory
    if (std::error_code error = folder.empty() ? std::error_code() : createFolders(folder))
      return fail("`" + folder.str() + "` cannot be made: " + error.message());
    const std::string temporary =
        module_.output + "." + std::to_string(llvm::sys::Process::getProcessId()) + ".tmp";
    CommandLine command = link_command_;
    command.insert(command.end(), {"-o", temporary});
    if (!run_(command, module_.source)) {
      fs::remove(temporary);
      return false;
    }
    if (llvm::Error error = replaceFile(temporary, module_.output)) {
      fs::remove(temporary);
      return fail(llvm::toString(std::move(error)));
    }
    return true;
  }

  std::string inputsDigest() const {
    std::string text = toolchain_.identity + llvm::join(module_.texts, "\n");
    for (const Compilation &compilation : compilations_)
      text += llvm::join(compilation.command, "\n");
    return digest(text + llvm::join(link_command_, "\n"));
  }

  bool writeRecord() {
    std::string text = inputsDigest() + '\n' + fileIdentity(module_.output) + '\n';
    for (const Compilation &compilation : compilations_) {
      auto depfile = llvm::MemoryBuffer::getFile(compilation.depfile);
      if (!depfile)
        continue;
      for (const std::string &path : parseDepfile((*depfile)->getBuffer()))
        if (!llvm::is_contained(cpp_paths_, path))
          text += fileIdentity(path) + '\n';
    }
    if (module_.shares_runtime)
      text += fileIdentity(joinPath(folderOf(module_.output),
                                    llvm::sys::path::filename(runtime_.shared_library))) +
              '\n';
    for (const std::vector<std::string> *files :
         {&module_.distutils.depends, &module_.distutils.extra_objects})
      for (const std::string &path : *files)
        text += fileIdentity(findBeside(path)) + '\n';
    if (llvm::Error error = writeFile(record_path_, text))
      return fail(llvm::toString(std::move(error)));
    return true;
  }

  ModuleBuild &module_;
  const Toolchain &toolchain_;
  const RuntimeBuild &runtime_;
  const unsigned jobs_;
  const CommandRunner &run_;
  std::vector<std::string> cpp_paths_;
  std::string record_path_;
  std::vector<Compilation> compilations_;
  CommandLine link_command_;
};

} // namespace

bool buildModule(ModuleBuild &module, const Toolchain &toolchain, const RuntimeBuild &runtime,
                 bool is_forced, unsigned jobs, const CommandRunner &run) {
  Builder builder(module, toolchain, runtime, jobs, run);
  module.is_up_to_date = builder.isUpToDate() && !is_forced;
  return module.is_up_to_date || builder.build();
}

} // namespace nogilc::driver
