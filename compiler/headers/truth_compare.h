// Each declaration of a module beside what the headers say: does it exist, as what, and do the
// types go together. What it does about the GIL is in truth_gil.h.
#pragma once

#include "headers/source_places.h"
#include "headers/truth_probes.h"
#include "headers/truth_types.h"

#include <clang/Sema/Sema.h>

#include <vector>

namespace nogilc::headers {

/// A name in a message.
inline std::string quoted(llvm::StringRef text) { return ("`" + text + "`").str(); }

/// What one comparison shares.
struct Truth {
  const Probes &probes;
  clang::Sema &sema;
  clang::Preprocessor &preprocessor;
  clang::ASTContext &context;
  const SourcePlaces &places;
  const std::vector<uint32_t> &verbatim; ///< offsets in the main file
  /// Something in the headers was not understood: what is missing may be there.
  bool has_errors;
  std::vector<cfacts::HeaderFinding> &findings;
  llvm::DenseSet<uint32_t> missing_includes; ///< by the number of the include
  /// The function of the header that is called by a declaration's name, by its number; null: none,
  /// or several.
  llvm::DenseMap<size_t, const clang::FunctionDecl *> functions;
  /// Declarations of functions that may throw, without `except +`.
  std::vector<std::pair<size_t, const clang::FunctionDecl *>> throwing;

  const cfacts::ExternDeclaration &declaration(size_t number) const {
    return probes.request.declarations[number];
  }
  /// What a name means behind the headers; the probes are left out. `is_tag`: of a struct, union or
  /// enum by that word.
  llvm::SmallVector<clang::NamedDecl *, 4> find(llvm::StringRef cname, bool is_tag) const;
  /// A probe by its name; null if it was not written, or has an error.
  template <typename Kind> Kind *probe(const std::string &name) const {
    if (!probes.holds(name))
      return nullptr;
    auto *found = llvm::dyn_cast_or_null<Kind>(lookUp(name));
    return found && !found->isInvalidDecl() ? found : nullptr;
  }
  /// The type that a probe names; null if it is not known.
  clang::QualType probedType(const std::string &name) const;
  cfacts::HeaderFinding &report(llvm::StringRef slug, size_t number, size_t part,
                                std::vector<std::string> arguments);
  /// A note at something of a header, or of the module's own C.
  void note(cfacts::HeaderFinding &finding, clang::SourceLocation place, std::string text) const;
  void note(cfacts::HeaderFinding &finding, cfacts::Place place, std::string text) const;

private:
  clang::NamedDecl *lookUp(llvm::StringRef name) const;
};

void compareDeclarations(Truth &truth);

} // namespace nogilc::headers
