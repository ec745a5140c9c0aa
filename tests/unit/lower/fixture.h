// `Lowered l("cdef int f(int x): return x")`: source to verified IR; `l.body("f")` is the printed
// body of a function. A module that does not keep the IR's rules fails by itself.
#pragma once

#include "ir/printer.h"
#include "ir/verify.h"
#include "lower/lower.h"
#include "parse/parse.h"
#include "sema/sema.h"
#include "support/catch.h"

#include <llvm/Support/raw_ostream.h>

namespace nogilc::testing {

class Lowered : sema::ModuleLoader {
public:
  explicit Lowered(const std::string &text) : ast_(interner_) {
    const SourceFile &file = sources_.add("mod.pyx", text);
    const syntax::Module *module = parse::parseModule(file, {}, ast_, engine_);
    sema::SemaOptions options;
    options.module_name = "mod";
    analysis_ = sema::analyze(*module, options, *this, ast_, types_, engine_);
    if (engine_.hasErrors())
      return;
    ir_ = lower::lowerModule(*module, analysis_, types_, sources_, engine_);
    if (engine_.hasErrors())
      return;
    std::string broken;
    llvm::raw_string_ostream out(broken);
    CHECK(ir::verify(*ir_, out));
    CHECK(broken == "");
  }

  /// The messages of all problems, one a line.
  std::string problems() {
    std::string text;
    for (const Diagnostic &diagnostic : engine_.sorted())
      text += diagnostic.message + "\n";
    return text;
  }

  const ir::Function &function(llvm::StringRef name) {
    REQUIRE(problems() == "");
    for (const ir::Function *function : ir_->functions)
      if (function->source_name == name)
        return *function;
    FAIL("no function " << name.str());
    return *ir_->exec;
  }
  /// The instructions of a function as text, without the lines about the function itself.
  std::string body(llvm::StringRef name) {
    std::string text;
    llvm::raw_string_ostream out(text);
    ir::print(function(name), out);
    std::string kept;
    llvm::SmallVector<llvm::StringRef, 32> lines;
    llvm::StringRef(out.str()).split(lines, '\n');
    for (llvm::StringRef line : llvm::ArrayRef(lines).drop_front()) {
      const llvm::StringRef words = line.trim();
      if (words.starts_with("GIL ") || words.starts_with("parameter ") ||
          words.starts_with("local ") || words.empty())
        continue;
      kept += line.substr(2, line.find("  //") - 2).rtrim().str() + "\n";
    }
    return kept;
  }
  const ir::Module &module() const { return *ir_; }

private:
  sema::PxdFile loadPxd(llvm::StringRef, sema::PxdSearch) override { return {}; }
  sema::SearchReport explainMissing(llvm::StringRef, sema::PxdSearch) override { return {}; }
  const syntax::Module *loadInclude(llvm::StringRef, FileId, std::vector<std::string> &) override {
    return nullptr;
  }

  Interner interner_;
  SourceManager sources_;
  DiagnosticEngine engine_;
  syntax::AstContext ast_;
  types::TypeContext types_;
  sema::Analysis analysis_;
  std::unique_ptr<ir::Module> ir_;
};

/// Whether every piece stands in the text, in this order.
inline bool hasInOrder(const std::string &text, std::initializer_list<const char *> pieces) {
  size_t at = 0;
  for (const char *piece : pieces) {
    const size_t found = text.find(piece, at);
    if (found == std::string::npos) {
      UNSCOPED_INFO("missing: " << piece << "\nin:\n" << text);
      return false;
    }
    at = found + std::string(piece).size();
  }
  return true;
}

inline size_t count(const std::string &text, const std::string &piece) {
  size_t number = 0;
  for (size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1))
    ++number;
  return number;
}

} // namespace nogilc::testing
