// The state of emission: ModuleContext for the text as a whole, FunctionContext for the function
// whose body is being printed. Topics (one file each) are free functions over these.
#pragma once

#include "emit/emit.h"
#include "emit/uses.h"
#include "ir/ir.h"
#include "support/source.h"
#include "support/writer.h"

#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/SmallVector.h>

#include <string>

namespace nogilc::emit {

/// The C++ names of what a module has beside what lowering named. All begin with `ng_`, which
/// lowering leaves to us.
inline constexpr llvm::StringLiteral kModuleInfoName = "ng_module";
inline constexpr llvm::StringLiteral kConstantsName = "ng_constants";
inline constexpr llvm::StringLiteral kArgumentsName = "ng_args";

struct Parts;

struct ModuleContext {
  const ir::Module &module;
  const SourceManager &sources;
  const EmitOptions &options;
  TextWriter writer;
  llvm::DenseMap<const ir::Function *, FunctionUses> uses;
  /// How a function's CodeInfo is written: `f_code`, or the `code` of its FunctionInfo.
  llvm::DenseMap<const ir::Function *, std::string> code_names;
  /// The functions that do `C.__new__(C)` for classes of the module, by what the type object is in
  /// the IR.
  llvm::StringMap<std::string> makers;

  /// Where the text is more than one: see parts.h.
  const Parts *parts = nullptr;

  ModuleContext(const ir::Module &module, const SourceManager &sources, const EmitOptions &options)
      : module(module), sources(sources), options(options) {}

  const FunctionUses &usesOf(const ir::Function &function) const {
    return uses.find(&function)->second;
  }
  /// Of what is the module's alone: unnamed, or that of its parts.
  void openNamespace();
  void closeNamespace();
  bool isElsewhere(const ir::Function &function) const;
  /// `static ` before what only the first part uses, where the namespace has a name.
  std::string internal() const { return parts ? "static " : ""; }
  /// C functions are called there only.
  std::string internal(const ir::Function &function) const;
  /// Says to the C++ compiler which line of the source comes next.
  void sourceLine(Span span);
  uint32_t lineOf(Span span) const;
};

struct FunctionContext {
  ModuleContext &module;
  const ir::Function &function;
  const FunctionUses &uses;
  /// The guards around this place whose state is known, innermost last: an AcquireGil takes the
  /// ReleaseGil that it stands in. Null for a guard that finds out at run time.
  struct Region {
    ir::InstKind kind;
    std::string guard; ///< empty: its state is found at run time
  };
  llvm::SmallVector<Region, 4> regions;
  unsigned region_count = 0;

  FunctionContext(ModuleContext &module, const ir::Function &function)
      : module(module), function(function), uses(module.usesOf(function)) {}

  /// A statement that opens no block. Statements of one source line share a line of the text as
  /// long as it stays readable: then a debugger's step is a step in the source, too.
  void statement(const std::string &text);
  /// Says where the next statements come from.
  void at(Span span) { span_ = span; }
  /// The text, for everything that is no such statement.
  TextWriter &out() {
    flush();
    return module.writer;
  }
  void flush();

private:
  Span span_;
  std::string line_; ///< statements that are not written yet
  Span line_span_;
};

/// No statements are joined beyond this column.
inline constexpr size_t kLineWidth = 100;

} // namespace nogilc::emit
