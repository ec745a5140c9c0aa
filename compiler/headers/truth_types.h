// Whether a value of one C type can be given where another one is wanted, as a module's C++ does
// between what a declaration says and what the header says.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/Type.h>

#include <string>

namespace nogilc::headers {

/// How well they go together; the later ones are worse.
enum class Fit : uint8_t {
  Good,
  Narrows,    ///< some values are changed
  Converts,   ///< C converts one to the other by itself, C++ does not
  LosesConst, ///< what is pointed to is const, and the other one would write to it
  Differs,
};

/// `is_result`: the value comes out of the header; a negative one then matters, too.
Fit valueFits(const clang::ASTContext &context, clang::QualType from, clang::QualType to,
              bool is_result);

/// A pointer to the struct of a Python object, of any type.
bool isPythonObject(const clang::ASTContext &context, clang::QualType type);

/// What becomes of the values that do not fit.
std::string describeNarrowing(const clang::ASTContext &context, clang::QualType from,
                              clang::QualType to);

/// As the header spells it, and what that is.
std::string spelling(const clang::ASTContext &context, clang::QualType type);

} // namespace nogilc::headers
