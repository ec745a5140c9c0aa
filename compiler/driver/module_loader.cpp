// See module_loader.h.
#include "driver/module_loader.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/Support/Path.h>

#include <algorithm>

namespace nogilc::driver {

parse::ParseOptions parseOptions(const Options &options, llvm::StringRef path) {
  parse::ParseOptions parse_options;
  parse_options.file_kind = parse::fileKindOf(path);
  parse_options.language_level = static_cast<uint8_t>(options.language_level);
  return parse_options;
}

FileModuleLoader::FileModuleLoader(Session &session, syntax::AstContext &ast, llvm::StringRef path,
                                   const ModulePlace &place)
    : session_(session), ast_(ast), main_path_(path.str()), module_name_(place.name) {
  search_path_.push_back(place.root);
  for (const std::string &folder : session.options().include_dirs)
    search_path_.push_back(folder);
  search_path_.push_back(resourceFolder() + "/runtime/pxd");
}

std::string FileModuleLoader::findPxd(llvm::StringRef dotted) const {
  // The module's own declarations lie beside it, whatever its name was set to.
  if (dotted == module_name_) {
    llvm::SmallString<256> own(main_path_);
    llvm::sys::path::replace_extension(own, "pxd");
    if (isFile(own))
      return own.str().str();
  }
  std::string relative = dotted.str();
  std::replace(relative.begin(), relative.end(), '.', '/');
  for (const std::string &folder : search_path_)
    for (const std::string &candidate :
         {relative + ".pxd", relative + "/__init__.pxd", dotted.str() + ".pxd"})
      if (std::string path = joinPath(folder, candidate); isFile(path))
        return path;
  return "";
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
  }
  parsed_[path] = module;
  return module;
}

const syntax::Module *FileModuleLoader::loadPxd(llvm::StringRef dotted, std::string &path) {
  path = findPxd(dotted);
  return path.empty() ? nullptr : parse(path);
}

const syntax::Module *FileModuleLoader::loadInclude(llvm::StringRef name, FileId from) {
  const llvm::StringRef including = session_.sources().file(from).path();
  std::vector<std::string> folders = {folderOf(including).str(), folderOf(main_path_).str()};
  folders.insert(folders.end(), search_path_.begin(), search_path_.end());
  for (const std::string &folder : folders)
    if (std::string path = joinPath(folder, name); isFile(path))
      return parse(path);
  return nullptr;
}

} // namespace nogilc::driver
