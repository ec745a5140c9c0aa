// See header_truth.h.
#include "driver/header_truth.h"

#include "driver/paths.h"
#include "driver/toolchain.h"
#include "support/output.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

namespace nogilc::driver {

namespace fs = llvm::sys::fs;

namespace {

std::string currentFolder() {
  llvm::SmallString<256> folder;
  fs::current_path(folder);
  return folder.str().str();
}

std::string absoluteFolderOf(llvm::StringRef source) {
  llvm::SmallString<256> folder(folderOf(source));
  fs::make_absolute(folder);
  return folder.str().str();
}

void addModuleFlags(CommandLine &command, llvm::StringRef source,
                    const DistutilsSettings &distutils) {
  const llvm::StringRef folder = folderOf(source);
  command.push_back("-I" + (folder.empty() ? "." : folder.str()));
  for (const std::string &path : distutils.include_dirs)
    command.push_back("-I" + path);
  for (const std::string &macro : distutils.define_macros)
    command.push_back("-D" + macro);
  for (const std::string &macro : distutils.undef_macros)
    command.push_back("-U" + macro);
  llvm::append_range(command, distutils.extra_compile_args);
}

/// The command for the C or C++ that was made of a module: it has its name, and best its folder.
const CompileCommand *commandFor(llvm::StringRef source, const CompileCommands &commands) {
  const llvm::StringRef stem = llvm::sys::path::stem(source);
  const CompileCommand *found = nullptr;
  for (const auto &[path, command] : commands) {
    if (llvm::sys::path::stem(path) != stem)
      continue;
    if (folderOf(path) == folderOf(source))
      return &command;
    if (!found)
      found = &command;
  }
  return found;
}

/// The folder of headers that come with the C++ compiler itself, `omp.h` among them; asked for
/// once. Clang has its own for what every compiler has, so this one comes last.
const std::string &compilerHeaders() {
  static const std::string folder = [] {
    llvm::Expected<CommandLine> compiler = findCxxCompiler();
    if (!compiler) {
      llvm::consumeError(compiler.takeError());
      return std::string();
    }
    const std::string question = "-print-file-name=include";
    compiler->push_back(question);
    const ProcessResult result = runProcess(*compiler);
    const llvm::StringRef path = llvm::StringRef(result.output).trim();
    return result.status == 0 && llvm::sys::path::is_absolute(path) ? path.str() : std::string();
  }();
  return folder;
}

/// What nogilc-clang found for the same headers, flags and declarations.
class HeaderCache {
public:
  HeaderCache(const Options &options, llvm::StringRef key)
      : folder_(cacheFolder(options.cache_dir)),
        path_(joinPath(folder_, "headers-" + digest(key))) {}

  std::optional<cfacts::HeaderReport> read() const {
    auto buffer = llvm::MemoryBuffer::getFile(path_);
    if (!buffer)
      return std::nullopt;
    const auto [contents, json] = (*buffer)->getBuffer().split('\n');
    llvm::Expected<cfacts::HeaderReport> report = cfacts::headerReportFromJson(json);
    if (!report) {
      llvm::consumeError(report.takeError());
      return std::nullopt;
    }
    return contentsOf(report->files) == contents ? std::optional(std::move(*report)) : std::nullopt;
  }

  /// Without a place to keep it the question is asked again next time.
  void write(const cfacts::HeaderReport &report) const {
    const std::string contents = contentsOf(report.files);
    if (!contents.empty() && !createFolders(folder_))
      llvm::consumeError(writeFile(path_, contents + "\n" + cfacts::toJson(report)));
  }

private:
  /// Empty if one cannot be read.
  static std::string contentsOf(llvm::ArrayRef<std::string> files) {
    std::string all;
    for (const std::string &file : files) {
      auto buffer = llvm::MemoryBuffer::getFile(file);
      if (!buffer)
        return {};
      all += digest((*buffer)->getBuffer());
    }
    return digest(all);
  }

  std::string folder_;
  std::string path_;
};

class HeaderCheck {
public:
  HeaderCheck(Session &session, const ExternDeclarations &declared, llvm::StringRef source,
              const CompileCommand &command)
      : session_(session), declared_(declared), source_(source), command_(command),
        program_(companionProgram("nogilc-clang")) {}

  void run() {
    if (program_.empty()) {
      session_.reportSystem(Diag::NoClang)
          .arg("headers are read by `nogilc-clang`, which is not beside `nogilc`");
      return;
    }
    const std::string request = cfacts::toJson(declared_.request);
    const HeaderCache cache(session_.options(), fileIdentity(program_) + "\n" +
                                                    llvm::join(command_.command, "\n") + "\n" +
                                                    command_.directory + "\n" +
                                                    absoluteFolderOf(source_) + "\n" + request);
    std::optional<cfacts::HeaderReport> report = cache.read();
    if (!report) {
      report = ask(request);
      if (report && report->is_complete)
        cache.write(*report);
    }
    if (report)
      for (const cfacts::HeaderFinding &finding : report->findings)
        show(finding);
  }

private:
  std::optional<cfacts::HeaderReport> ask(const std::string &request) {
    llvm::SmallString<128> file;
    int descriptor = -1;
    if (fs::createTemporaryFile("nogilc", "json", descriptor, file)) {
      session_.reportSystem(Diag::CannotWrite).arg("no temporary file can be made");
      return std::nullopt;
    }
    {
      llvm::raw_fd_ostream out(descriptor, /*shouldClose=*/true);
      out << request;
    }
    CommandLine command{
        program_,         "truth", currentFolder(), command_.directory, absoluteFolderOf(source_),
        file.str().str(), "--"};
    llvm::append_range(command, command_.command);
    if (const std::string &folder = compilerHeaders(); !folder.empty())
      command.push_back("-idirafter" + folder);
    const ProcessResult result = runProcess(command);
    fs::remove(file);
    std::string error = result.errors;
    if (result.status == 0) {
      llvm::Expected<cfacts::HeaderReport> report = cfacts::headerReportFromJson(result.output);
      if (report)
        return std::move(*report);
      error = llvm::toString(report.takeError());
    } else if (result.status < 0) {
      error = "they ended `nogilc-clang`: " + error;
    }
    const Span place = declared_.spanOf({cfacts::RequestPlace::Kind::Include, 0, 0});
    session_.diagnostics()
        .report(Diag::HeaderNotParsed, place)
        .arg(llvm::StringRef(error).trim().split('\n').first);
    return std::nullopt;
  }

  void show(const cfacts::HeaderFinding &finding) {
    const DiagnosticRow *row = findDiagnostic(finding.slug);
    if (!row)
      return;
    DiagnosticBuilder builder =
        session_.diagnostics().report(row->id, declared_.spanOf(finding.at));
    for (const std::string &argument : finding.arguments)
      builder.arg(argument);
    for (const cfacts::HeaderFinding::Remark &remark : finding.remarks) {
      const Span span =
          remark.places.empty() ? spanOf(remark.place) : declared_.spanOf(remark.places.front());
      builder.note(span, remark.text);
    }
  }

  Span spanOf(const cfacts::Place &place) {
    if (!place.isValid())
      return {};
    const SourceFile *file = session_.load(place.file);
    if (!file)
      return {};
    const auto size = static_cast<uint32_t>(file->text().size());
    return file->span(std::min(place.begin, size), std::min(place.end, size));
  }

  Session &session_;
  const ExternDeclarations &declared_;
  const std::string source_;
  const CompileCommand &command_;
  const std::string program_;
};

} // namespace

CompileCommand headerCommand(llvm::StringRef source, const Options &options,
                             const DistutilsSettings &distutils, const CompileCommands &commands) {
  CompileCommand result;
  if (const CompileCommand *known = commandFor(source, commands)) {
    result = *known;
    // The source makes way for the module's headers.
    llvm::erase_if(result.command, [](const std::string &word) {
      return !llvm::StringRef(word).starts_with("-") && isCSource(word);
    });
    return result;
  }
  result = defaultCompileCommand("", options);
  result.command.pop_back(); // the source
  if (options.standard.empty())
    result.command.insert(result.command.begin() + 1, "-std=c++17");
  CommandLine flags;
  addModuleFlags(flags, source, distutils);
  result.command.insert(result.command.begin() + 1, flags.begin(), flags.end());
  return result;
}

CompileCommand headerCommand(llvm::StringRef source, const DistutilsSettings &distutils,
                             const CommandLine &compiler_and_flags) {
  CompileCommand result;
  result.directory = currentFolder();
  result.command = compiler_and_flags;
  addModuleFlags(result.command, source, distutils);
  return result;
}

bool isOwnDeclarationFile(Session &session, llvm::StringRef path, llvm::StringRef source) {
  if (path == source)
    return true;
  const auto isBelow = [&](const std::string &folder) {
    return !folder.empty() && path.starts_with(folder) &&
           path.drop_front(folder.size()).starts_with("/");
  };
  return !isBelow(resourceFolder()) && llvm::none_of(session.pythonPath(), isBelow);
}

void checkHeaders(Session &session, const ExternDeclarations &declared, llvm::StringRef source,
                  const CompileCommand &command) {
  if (!declared.request.declarations.empty() || !declared.request.includes.empty())
    HeaderCheck(session, declared, source, command).run();
}

} // namespace nogilc::driver
