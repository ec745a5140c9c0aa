// The static tables of a module that the runtime reads: constants, code places, function
// descriptions, the module itself.
#pragma once

#include "emit/context.h"

#include <llvm/ADT/StringMap.h>

#include <vector>

namespace nogilc::emit {

/// The constants of a module in the order of their numbers: those that lowering listed, and those
/// that only the tables name.
class ConstantTable {
public:
  explicit ConstantTable(const ir::Module &module);

  int numberOf(const ir::Constant &constant) const { return numbers_.lookup(&constant); }
  int numberOfName(llvm::StringRef text);
  int numberOfStr(llvm::StringRef text);
  void emit(ModuleContext &context) const;
  size_t size() const { return entries_.size(); }

private:
  struct Entry {
    const ir::Constant *constant; ///< null for what only the tables name
    llvm::StringRef kind;
    std::string text;
  };
  int add(const ir::Constant *constant, llvm::StringRef kind, std::string text);

  std::vector<Entry> entries_;
  llvm::DenseMap<const ir::Constant *, int> numbers_;
  llvm::StringMap<int> names_;
  llvm::StringMap<int> strs_;
};

/// `"text"` with escapes.
std::string quoted(llvm::StringRef text);

/// Fills context.code_names.
void nameCodes(ModuleContext &context);
/// The bodies of these must be declared before.
void emitTables(ModuleContext &context);
/// The tables of what goes to and comes from other modules; behind the variables.
void emitLinkage(ModuleContext &context);

void emitInitFunction(ModuleContext &context);

} // namespace nogilc::emit
