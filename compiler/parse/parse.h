// Text to AST. One call a file; problems go to the engine, and what could not be understood becomes
// an ErrorStmt, so that later phases see all the rest.
#pragma once

#include "diagnostics/engine.h"
#include "support/source.h"
#include "syntax/ast.h"
#include "syntax/ast_context.h"

namespace nogilc::parse {

struct ParseOptions {
  syntax::FileKind file_kind = syntax::FileKind::Pyx;
  /// 2 or 3; a `# cython: language_level=` in the file has the last word.
  uint8_t language_level = 3;
};

/// The kind that a file's name says: .py, .pxd, .pxi, and .pyx for all others.
syntax::FileKind fileKindOf(llvm::StringRef path);

/// Never null. Directive comments are collected and not judged; `include` and `IF` stay nodes.
syntax::Module *parseModule(const SourceFile &file, const ParseOptions &options,
                            syntax::AstContext &context, DiagnosticEngine &diagnostics);

} // namespace nogilc::parse
