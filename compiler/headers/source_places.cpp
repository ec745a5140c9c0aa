// See source_places.h.
#include "headers/source_places.h"

#include <clang/Lex/Lexer.h>
#include <llvm/Support/Path.h>

namespace nogilc::headers {

namespace path = llvm::sys::path;

namespace {

std::string absolutePath(llvm::StringRef file, llvm::StringRef directory) {
  llvm::SmallString<256> absolute(file);
  if (!path::is_absolute(absolute)) {
    absolute = directory;
    path::append(absolute, file);
  }
  path::remove_dots(absolute, /*remove_dot_dot=*/true);
  return absolute.str().str();
}

bool isBelow(llvm::StringRef file, llvm::StringRef folder) {
  return !folder.empty() && file.consume_front(folder) &&
         (folder.ends_with("/") || file.starts_with("/"));
}

} // namespace

SourcePlaces::SourcePlaces(const clang::ASTContext &context, const FileNames &names)
    : context_(context), manager_(context.getSourceManager()), names_(names),
      mangler_(const_cast<clang::ASTContext &>(context)) {
  for (auto at = manager_.fileinfo_begin(); at != manager_.fileinfo_end(); ++at) {
    const llvm::StringRef name = at->first.getName();
    if (path::filename(name) == "Python.h")
      cpython_folder_ = path::parent_path(absolutePath(name, names.directory)).str();
  }
}

SourcePlaces::File SourcePlaces::describe(clang::FileID id) const {
  File file;
  const auto entry = manager_.getFileEntryRefForID(id);
  if (!entry)
    return file;
  std::string absolute = absolutePath(entry->getName(), names_.directory);
  // `..` behind a link leads elsewhere than the text says.
  const llvm::StringRef real = entry->getFileEntry().tryGetRealPathName();
  if (entry->getName().contains("..") && !real.empty())
    absolute = real.str();
  const bool is_main = id == manager_.getMainFileID();
  const bool is_system =
      manager_.getFileCharacteristic(manager_.getLocForStartOfFile(id)) != clang::SrcMgr::C_User;
  const std::string main_folder =
      path::parent_path(absolutePath(names_.main_file, names_.root)).str();
  file.is_cpython = isBelow(absolute, cpython_folder_);
  file.is_own = is_main || (!is_system && !file.is_cpython &&
                            (isBelow(absolute, names_.root) || isBelow(absolute, main_folder)));
  file.name = absolute;
  if (is_main)
    file.name = names_.main_file;
  else if (isBelow(absolute, names_.root))
    file.name = llvm::StringRef(absolute).drop_front(names_.root.size()).ltrim('/').str();
  return file;
}

const SourcePlaces::File &SourcePlaces::file(clang::FileID id) const {
  std::unique_ptr<File> &known = files_[id];
  if (!known)
    known = std::make_unique<File>(describe(id));
  return *known;
}

cfacts::Place SourcePlaces::place(clang::SourceRange range) const {
  if (range.isInvalid())
    return {};
  const clang::SourceLocation first = manager_.getFileLoc(range.getBegin());
  // An argument of a macro lies in the file itself; what the macro says lies at its name.
  clang::SourceLocation last = range.getEnd();
  while (last.isMacroID())
    last = manager_.isMacroArgExpansion(last) ? manager_.getImmediateSpellingLoc(last)
                                              : manager_.getExpansionRange(last).getBegin();
  const auto [begin_file, begin] = manager_.getDecomposedLoc(first);
  const auto [end_file, last_begin] = manager_.getDecomposedLoc(last);
  const auto tokenEnd = [&](clang::SourceLocation location, unsigned offset) {
    return offset + clang::Lexer::MeasureTokenLength(location, manager_, context_.getLangOpts());
  };
  unsigned end = begin_file == end_file && last_begin >= begin ? tokenEnd(last, last_begin)
                                                               : tokenEnd(first, begin);
  return {file(begin_file).name, begin, end};
}

std::string SourcePlaces::fileOf(clang::SourceLocation location) const {
  return file(manager_.getFileID(manager_.getFileLoc(location))).name;
}

bool SourcePlaces::isOwn(clang::SourceLocation location) const {
  return location.isValid() && file(manager_.getFileID(manager_.getFileLoc(location))).is_own;
}

bool SourcePlaces::isCpython(clang::SourceLocation location) const {
  return location.isValid() &&
         file(manager_.getFileID(manager_.getSpellingLoc(location))).is_cpython;
}

std::string SourcePlaces::key(const clang::FunctionDecl &function) const {
  std::string mangled;
  if (const clang::IdentifierInfo *identifier = function.getIdentifier();
      identifier && !context_.getLangOpts().CPlusPlus)
    mangled = identifier->getName().str();
  else if (llvm::isa<clang::CXXConstructorDecl, clang::CXXDestructorDecl>(function)) {
    const std::vector<std::string> all = mangler_.getAllManglings(&function);
    mangled = all.empty() ? function.getQualifiedNameAsString() : all.front();
  } else {
    mangled = mangler_.getName(&function);
  }
  if (function.isExternallyVisible())
    return mangled;
  const clang::FunctionDecl *definition = function.getDefinition();
  const clang::FunctionDecl &first = definition ? *definition : *function.getCanonicalDecl();
  const cfacts::Place at = place(first.getLocation());
  return at.file + ":" + std::to_string(at.begin) + ":" + mangled;
}

std::string SourcePlaces::name(const clang::FunctionDecl &function) const {
  if (const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(&function)) {
    const clang::CXXRecordDecl *record = method->getParent();
    if (record->isLambda())
      return "the lambda";
    const std::string owner = record->getName().str();
    return (owner.empty() ? "" : owner + "::") + method->getNameAsString();
  }
  return function.getNameAsString();
}

} // namespace nogilc::headers
