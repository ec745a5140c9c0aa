// C++ classes beside the header's: bases, and members that are called. Fields are compared as those
// of structs are; what a signature says is in truth_signatures.h.
#pragma once

#include "headers/truth_compare.h"

#include <clang/AST/DeclCXX.h>

namespace nogilc::headers {

/// The class of a header that a declaration names, with its members; null: it has none, or no such
/// class is known.
const clang::CXXRecordDecl *classOf(const Truth &truth, size_t number);

/// A declaration with arguments that the template does not take.
void compareTemplateParameters(Truth &truth, size_t number, const clang::TemplateDecl &pattern);
void compareBases(Truth &truth, size_t number, const clang::CXXRecordDecl &record);
/// A method, a static one or a constructor.
void compareMember(Truth &truth, size_t number);

/// Whether only the class itself may use it.
bool isHidden(const clang::NamedDecl &member);
/// `what`: "a method".
void reportHidden(Truth &truth, size_t number, size_t part, const std::string &what,
                  const clang::NamedDecl &member);

} // namespace nogilc::headers
