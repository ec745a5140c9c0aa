// One problem in the source, as data: what (a row of diagnostics.def), where, and what helps. Made
// by DiagnosticEngine::report, shown by the renderers.
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringRef.h>
#include "support/span.h"

#include <cstdint>
#include <string>

namespace nogilc {

enum class Severity : uint8_t { Ignored, Warning, Error };

enum class Diag : uint16_t {
#define NOGILC_DIAGNOSTIC(name, slug, severity, message) name,
#include "diagnostics/diagnostics.def"
};

/// A row of diagnostics.def.
struct DiagnosticRow {
  Diag id;
  llvm::StringLiteral slug;
  Severity severity; ///< unless -W... changes it
  llvm::StringLiteral message;
};

/// The group under whose NOGILC_DIAGNOSTIC_GROUP a row stands: `gil`, `perf`, ...
llvm::StringRef diagnosticGroup(Diag id);
bool isDiagnosticGroup(llvm::StringRef name);

llvm::ArrayRef<DiagnosticRow> diagnosticRows();
const DiagnosticRow &diagnosticRow(Diag id);
/// The row of a slug, or null.
const DiagnosticRow *findDiagnostic(llvm::StringRef slug);

/// A secondary place with a word about its part in the problem: "GIL released here".
struct DiagnosticLabel {
  Span span;
  std::string text;
};

/// A sentence of its own below the problem. Without a span it is about the whole.
struct DiagnosticNote {
  Span span;
  std::string text;
};

/// Whether a fix may be applied without a look at it.
enum class Applicability : uint8_t {
  Safe,   ///< the program means what it meant, or what its writer plainly wanted
  Unsafe, ///< a guess, or a change of what the program does: `--unsafe-fixes`
};

struct DiagnosticEdit {
  Span span; ///< replaced; empty to insert
  std::string replacement;
};

/// A change of the source that solves the problem. All its edits are made, or none.
struct DiagnosticFix {
  std::string title;
  Applicability applicability;
  llvm::SmallVector<DiagnosticEdit, 1> edits;
};

struct Diagnostic {
  Diag id;
  Severity severity; ///< Warning or Error
  Span span;         ///< not valid: the problem has no place in a source
  std::string message;
  llvm::SmallVector<DiagnosticLabel, 1> labels;
  llvm::SmallVector<DiagnosticNote, 1> notes;
  llvm::SmallVector<DiagnosticFix, 1> fixes;

  llvm::StringRef slug() const { return diagnosticRow(id).slug; }
};

} // namespace nogilc
