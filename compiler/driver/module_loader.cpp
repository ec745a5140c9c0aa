// See module_loader.h.
#include "driver/module_loader.h"

#include "driver/bindings.h"
#include "driver/control_comments.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>

#include <algorithm>

namespace nogilc::driver {

parse::ParseOptions parseOptions(const Options &options, llvm::StringRef path) {
  parse::ParseOptions parse_options;
  parse_options.file_kind = parse::fileKindOf(path);
  parse_options.language_level = static_cast<uint8_t>(options.language_level);
  return parse_options;
}

namespace {

constexpr llvm::StringLiteral kOwnDeclarations = "/runtime/pxd";

/// Packages of C libraries: nobody else has declarations by these names.
bool isOfCompiler(llvm::StringRef dotted) {
  const llvm::StringRef package = dotted.split('.').first;
  return llvm::is_contained({"libc", "libcpp", "posix", "cpython", "openmp"}, package);
}

/// `x.cython-30.pxd` is for Cython 3.0 and later: of those that are not too new the newest.
constexpr unsigned kDialectVersion = 33;

std::string versionedPxd(llvm::StringRef folder, llvm::StringRef stem) {
  std::string best;
  unsigned best_version = 0;
  std::error_code error;
  const std::string prefix = (stem + ".cython-").str();
  for (llvm::sys::fs::directory_iterator at(folder.empty() ? "." : folder, error), end;
       at != end && !error; at.increment(error)) {
    llvm::StringRef name = llvm::sys::path::filename(at->path());
    unsigned version = 0;
    if (!name.consume_front(prefix) || !name.consume_back(".pxd") || name.getAsInteger(10, version))
      continue;
    if (name.size() == 1)
      version *= 10; // `cython-3` is 3.0
    if (version <= kDialectVersion && version >= best_version) {
      best = at->path();
      best_version = version;
    }
  }
  return best;
}

bool isRegularPackage(const std::string &folder) {
  return llvm::any_of(llvm::ArrayRef<llvm::StringRef>{"py", "pyx", "pxd"},
                      [&](llvm::StringRef extension) {
                        return isFile(joinPath(folder, "__init__." + extension.str()));
                      });
}

/// The .pxd of a dotted name below a folder; empty if there is none. `regular_only`: each package
/// on the way has an `__init__`.
std::string pxdBelow(const std::string &folder, llvm::StringRef dotted, bool regular_only) {
  if (std::string path = joinPath(folder, dotted.str() + ".pxd"); isFile(path))
    return path;
  std::string at = folder;
  llvm::SmallVector<llvm::StringRef, 6> parts;
  dotted.split(parts, '.');
  for (llvm::StringRef part : llvm::ArrayRef(parts).drop_back()) {
    at = joinPath(at, part);
    if (!isFolder(at) || (regular_only && !isRegularPackage(at)))
      return {};
  }
  if (std::string path = versionedPxd(at, parts.back()); !path.empty())
    return path;
  for (const std::string &name :
       {parts.back().str() + ".pxd", parts.back().str() + "/__init__.pxd"})
    if (std::string path = joinPath(at, name); isFile(path))
      return path;
  return {};
}

} // namespace

FileModuleLoader::FileModuleLoader(Session &session, syntax::AstContext &ast, llvm::StringRef path,
                                   const ModulePlace &place)
    : session_(session), ast_(ast), main_path_(path.str()), module_name_(place.name) {
  own_folders_.push_back(place.root);
  for (const std::string &folder : session.options().include_dirs)
    own_folders_.push_back(folder);
}

std::vector<std::string> FileModuleLoader::foldersFor(llvm::StringRef dotted,
                                                      sema::PxdSearch search) {
  std::vector<std::string> folders = own_folders_;
  if (search != sema::PxdSearch::Absolute)
    return folders;
  const std::string own = resourceFolder() + kOwnDeclarations.str();
  if (isOfCompiler(dotted)) {
    folders.push_back(own);
    return folders;
  }
  const std::vector<std::string> &python = session_.pythonPath();
  folders.insert(folders.end(), python.begin(), python.end());
  folders.push_back(own);
  return folders;
}

std::string FileModuleLoader::findPxd(llvm::StringRef dotted, sema::PxdSearch search) {
  // The module's own declarations lie beside it, whatever its name was set to.
  if (dotted == module_name_) {
    llvm::SmallString<256> own(main_path_);
    llvm::sys::path::replace_extension(own, "pxd");
    if (std::string path = versionedPxd(folderOf(own), llvm::sys::path::stem(own)); !path.empty())
      return path;
    if (isFile(own))
      return own.str().str();
  }
  const auto find = [&](llvm::ArrayRef<std::string> folders) {
    for (const bool regular_only : {true, false})
      for (const std::string &folder : folders)
        if (std::string path = pxdBelow(folder, dotted, regular_only); !path.empty())
          return path;
    return std::string();
  };
  // The Python is only asked for what is nowhere else.
  if (std::string path = find(own_folders_); !path.empty())
    return path;
  return search == sema::PxdSearch::Absolute ? find(foldersFor(dotted, search)) : std::string();
}

const syntax::Module *FileModuleLoader::parse(llvm::StringRef path) {
  const auto known = parsed_.find(path);
  if (known != parsed_.end())
    return known->second;
  const SourceFile *file = session_.load(path);
  const syntax::Module *module = nullptr;
  if (file) {
    loaded_.push_back(path.str());
    module = parse::parseModule(*file, parseOptions(session_.options(), path), ast_,
                                session_.diagnostics());
    readControlComments(*module, *file, session_);
  }
  parsed_[path] = module;
  return module;
}

std::vector<const syntax::Module *> FileModuleLoader::modules() const {
  std::vector<const syntax::Module *> modules;
  for (const std::string &path : loaded_)
    if (const syntax::Module *module = parsed_.lookup(path))
      modules.push_back(module);
  return modules;
}

sema::PxdFile FileModuleLoader::loadPxd(llvm::StringRef dotted, sema::PxdSearch search) {
  sema::PxdFile file;
  file.path = findPxd(dotted, search);
  if (!file.path.empty())
    file.ast = parse(file.path);
  file.is_package = llvm::sys::path::stem(file.path) == "__init__";
  return file;
}

sema::SearchReport FileModuleLoader::explainMissing(llvm::StringRef dotted,
                                                    sema::PxdSearch search) {
  sema::SearchReport report;
  const auto [package, last] =
      dotted.contains('.') ? dotted.rsplit('.') : std::pair(llvm::StringRef(), dotted);
  std::string relative = package.str();
  std::replace(relative.begin(), relative.end(), '.', '/');
  for (const std::string &folder : foldersFor(dotted, search)) {
    report.folders.push_back("`" + (folder.empty() ? "." : folder) + "`");
    const std::string place = joinPath(folder, relative);
    for (const char *extension : {".pyx", ".py"})
      if (const std::string source = joinPath(place, last.str() + extension);
          report.source.empty() && isFile(source))
        report.source = source;
    std::error_code error;
    for (llvm::sys::fs::directory_iterator at(place.empty() ? "." : place, error), end;
         at != end && !error; at.increment(error)) {
      const llvm::StringRef path = at->path();
      const bool is_package = isFile(joinPath(path, "__init__.pxd"));
      if (is_package || llvm::sys::path::extension(path) == ".pxd")
        report.neighbours.push_back((package.empty() ? "" : package.str() + ".") +
                                    llvm::sys::path::stem(path).str());
    }
  }
  llvm::sort(report.neighbours);
  return report;
}

std::optional<FileId> FileModuleLoader::includerOf(FileId file) const {
  const auto found = included_from_.find(file);
  return found == included_from_.end() ? std::nullopt : std::optional(found->second);
}

const syntax::Module *FileModuleLoader::loadInclude(llvm::StringRef name, FileId from,
                                                    std::vector<std::string> &searched) {
  const llvm::StringRef including = session_.sources().file(from).path();
  std::vector<std::string> folders = {folderOf(including).str()};
  const auto add = [&](const std::string &folder) {
    if (!llvm::is_contained(folders, folder))
      folders.push_back(folder);
  };
  add(folderOf(main_path_).str());
  for (const std::string &folder : own_folders_)
    add(folder);
  for (const std::string &folder : folders) {
    const std::string path = joinPath(folder, name);
    if (!isFile(path)) {
      searched.push_back("`" + (folder.empty() ? "." : folder) + "`");
      continue;
    }
    searched.clear();
    for (std::optional<FileId> at = from; at; at = includerOf(*at))
      if (llvm::sys::fs::equivalent(path, session_.sources().file(*at).path()))
        return nullptr;
    const syntax::Module *included = parse(path);
    if (included)
      included_from_.try_emplace(included->file, from);
    return included;
  }
  return nullptr;
}

sema::HeaderAnswer FileModuleLoader::loadHeaders(const sema::HeaderQuery &query) {
  sema::HeaderAnswer answer;
  cfacts::BindingsRequest request = bindingsRequest(session_.options());
  const std::string beside = folderOf(main_path_).str();
  request.command.push_back("-I" + (beside.empty() ? "." : beside));
  for (const std::string &folder : settings_.include_dirs)
    request.command.push_back("-I" + folder);
  for (const std::string &macro : settings_.define_macros)
    request.command.push_back("-D" + macro);
  if (settings_.is_cxx)
    request.language = "c++";
  request.headers = query.headers;
  request.earlier = query.earlier;
  request.nogil = query.nogil;
  request.wanted = query.names;
  request.is_for_module = true;
  llvm::Expected<cfacts::Bindings> bindings =
      askForBindingsOnce(request, session_.options().cache_dir);
  if (!bindings) {
    answer.has_clang = false;
    answer.error = llvm::toString(bindings.takeError());
    return answer;
  }
  if (!bindings->errors.empty()) {
    const cfacts::Bindings::ParseError &first = bindings->errors.front();
    answer.error = first.text;
    if (!first.file.empty())
      answer.error += " (in `" + first.file + "`, line " + std::to_string(first.line) + ")";
    return answer;
  }
  for (const cfacts::Bindings::Omission &omission : bindings->omissions)
    answer.omissions.emplace_back(omission.name, omission.reason);
  llvm::append_range(loaded_, bindings->files);
  const SourceFile &file =
      session_.sources().add("<" + llvm::join(query.headers, ", ") + ">", bindings->text);
  parse::ParseOptions options;
  options.file_kind = syntax::FileKind::Pxd;
  answer.ast = parse::parseModule(file, options, ast_, session_.diagnostics());
  return answer;
}

} // namespace nogilc::driver
