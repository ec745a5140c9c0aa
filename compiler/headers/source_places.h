// Clang's locations as places in files, and its declarations as names: for people, and as keys that
// are the same in every source.
#pragma once

#include "cfacts/facts.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Mangle.h>
#include <clang/Basic/SourceManager.h>

#include <llvm/ADT/DenseMap.h>

#include <memory>
#include <string>

namespace nogilc::headers {

/// How the files of a run are called.
struct FileNames {
  std::string directory; ///< what relative paths in the command count from; absolute
  std::string root;      ///< files below it belong to the project, and are named from it; absolute
  std::string main_file; ///< what people call the source
};

class SourcePlaces {
public:
  SourcePlaces(const clang::ASTContext &context, const FileNames &names);

  /// The tokens of a range, as they stand in the file: of a macro its name and arguments.
  cfacts::Place place(clang::SourceRange range) const;
  cfacts::Place place(clang::SourceLocation location) const { return place({location, location}); }
  /// The name of the file that a location lies in.
  std::string fileOf(clang::SourceLocation location) const;
  /// Whether a location lies in a file of the project.
  bool isOwn(clang::SourceLocation location) const;
  /// Whether a location lies in a header of CPython: one of the folder of Python.h, or below it.
  bool isCpython(clang::SourceLocation location) const;

  /// Whether Python.h was read.
  bool hasCpython() const { return !cpython_folder_.empty(); }

  std::string key(const clang::FunctionDecl &function) const;
  /// `f`, `Class::method`, `the lambda`, without parameters.
  std::string name(const clang::FunctionDecl &function) const;

  const clang::SourceManager &manager() const { return manager_; }
  /// What the source itself is called in places.
  llvm::StringRef mainFile() const { return names_.main_file; }

private:
  struct File {
    std::string name;
    bool is_own = false;
    bool is_cpython = false;
  };
  const File &file(clang::FileID id) const;
  File describe(clang::FileID id) const;

  const clang::ASTContext &context_;
  const clang::SourceManager &manager_;
  const FileNames &names_;
  std::string cpython_folder_; ///< empty: Python.h was not included
  mutable clang::ASTNameGenerator mangler_;
  mutable llvm::DenseMap<clang::FileID, std::unique_ptr<File>> files_;
};

} // namespace nogilc::headers
