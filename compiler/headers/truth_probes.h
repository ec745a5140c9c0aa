// The C++ that is put behind the headers of a module, to have Clang say what names and types mean
// there. It is written when the headers have been read, because macros decide what can be written:
// one that opens a bracket and closes none would spoil all that follows.
//
// Each probe stands on a line of its own; an error on the line is an answer.
#pragma once

#include "cfacts/declarations.h"

#include <clang/AST/DeclBase.h>
#include <clang/Lex/Preprocessor.h>

#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/StringMap.h>

#include <string>

namespace nogilc::headers {

/// The names of probes, by the number of the declaration: typedefs of what was declared (`value`,
/// `part`), of a type's own name (`type`), of a field that is no plain name (`field`); a reference
/// to a value (`reference`); a function that calls one (`call`).
std::string probeName(llvm::StringRef what, size_t declaration);
std::string probeName(llvm::StringRef what, size_t declaration, size_t part);

/// A type that is declared before all probes, outside of everything if the headers have closed what
/// they open.
constexpr llvm::StringLiteral kReached = "ng_reached";

/// `a`, `n::a`: no expression, no template.
bool isPath(llvm::StringRef cname);
/// `struct s`: the word is dropped, and told.
bool dropTagWord(llvm::StringRef &cname);

/// Whether what a macro stands for has all its brackets.
bool isBalanced(clang::Preprocessor &preprocessor, const clang::MacroInfo &macro);

/// The macro of a name; null if it is none.
const clang::MacroInfo *macroOf(clang::Preprocessor &preprocessor, llvm::StringRef name);

/// The text that goes before the probes: the headers, each unless it is missing (then a type
/// `ng_missing_N` is declared), with the module's own C++. `verbatim` gets the offset of each
/// include's text.
std::string includesText(const cfacts::HeaderRequest &request, std::vector<uint32_t> &verbatim);

/// What the probes of a run are, and what became of them.
struct Probes {
  const cfacts::HeaderRequest &request;
  clang::FileID file;                ///< invalid before the headers have been read
  llvm::DenseSet<unsigned> failed;   ///< lines with an error
  std::vector<std::string> lines;    ///< the first is line 1
  llvm::StringMap<unsigned> line_of; ///< by the probe's name
  size_t own_lines = 0;              ///< the first declare the module's own types

  explicit Probes(const cfacts::HeaderRequest &request) : request(request) {}
  /// Whether a probe was written, and means something.
  bool holds(llvm::StringRef name) const {
    const auto found = line_of.find(name);
    return found != line_of.end() && !failed.contains(found->second);
  }
  bool isProbe(const clang::Decl &declaration, const clang::SourceManager &manager) const {
    return manager.getFileID(manager.getFileLoc(declaration.getLocation())) == file;
  }
  /// Reads them in behind the present line.
  void enter(clang::Preprocessor &preprocessor, clang::SourceLocation place);
};

/// The line behind the headers that lets the probes in.
class ProbePragma : public clang::PragmaHandler {
public:
  explicit ProbePragma(Probes &probes) : clang::PragmaHandler("nogilc_probes"), probes_(probes) {}
  void HandlePragma(clang::Preprocessor &preprocessor, clang::PragmaIntroducer introducer,
                    clang::Token &first) override;

private:
  Probes &probes_;
};

} // namespace nogilc::headers
