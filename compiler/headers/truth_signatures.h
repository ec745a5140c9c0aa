// Functions beside the header's: the number of parameters, each type, the result, exceptions.
#pragma once

#include "headers/truth_compare.h"

#include <clang/AST/Decl.h>

namespace nogilc::headers {

/// Two types that should go together.
struct Comparison {
  std::string what;    ///< "the result of `f`"
  std::string written; ///< the declared type, as the dialect spells it
  clang::QualType declared;
  clang::QualType actual;
  bool is_result = false; ///< the value comes from the header; else it goes there
  size_t number = 0;      ///< the declaration, and which part of it
  size_t part = 0;
  clang::SourceLocation place; ///< of the header's declaration
};

/// How a value goes from one side to the other, objects of C++ classes included.
Fit fitOf(const Truth &truth, const Comparison &comparison);
/// Compares and reports.
void compareTypes(Truth &truth, const Comparison &comparison);
void reportFit(Truth &truth, const Comparison &comparison, Fit fit);

bool isNull(const Truth &truth, const clang::Expr &value, clang::QualType declared);

/// "2 parameters": what a declaration has.
std::string givenCount(const cfacts::ExternDeclaration &declaration);

/// The function of a header that the call of a probe reaches; null if it is none, or not known.
const clang::FunctionDecl *calledByProbe(const Truth &truth, size_t number);
/// The only statement of a probe that calls; null if it has an error.
const clang::Stmt *callOfProbe(const Truth &truth, size_t number);

/// Whether a function can be called with as many arguments as are declared.
bool takesCount(const Truth &truth, size_t number, const clang::FunctionDecl &function);
/// The declaration fits one of the functions, or differences to the best are reported.
void compareSignature(Truth &truth, size_t number,
                      llvm::ArrayRef<const clang::FunctionDecl *> functions);
/// The same of a pointer to a function.
void compareSignature(Truth &truth, size_t number, const clang::ValueDecl &pointer);
/// Of something that is called and no function: what it gives.
void compareCallResult(Truth &truth, size_t number, clang::SourceLocation place);

} // namespace nogilc::headers
