// `Sema s("cdef int f(int x): return x")`: parses, analyses, and answers short questions about the
// result. Modules to cimport or include are given by name.
#pragma once

#include "parse/parse.h"
#include "sema/sema.h"
#include "support/catch.h"
#include "syntax/visit.h"

#include <map>

namespace nogilc::testing {

class Sema : sema::ModuleLoader {
public:
  using Files = std::map<std::string, std::string>;

  explicit Sema(const std::string &text, Files files = {},
                std::vector<std::pair<std::string, std::string>> directives = {},
                const std::string &path = "mod.pyx")
      : ast_(interner_), files_(std::move(files)) {
    const SourceFile &file = sources_.add(path, text);
    parse::ParseOptions parse_options;
    parse_options.file_kind = parse::fileKindOf(path);
    module_ = parse::parseModule(file, parse_options, ast_, engine_);
    sema::SemaOptions options;
    options.module_name = "mod";
    options.directives = std::move(directives);
    analysis_ = sema::analyze(*module_, options, *this, ast_, types_, engine_);
  }

  /// `slug@line` of all problems, in order, separated by spaces.
  std::string problems() {
    std::string text;
    for (const Diagnostic &diagnostic : engine_.sorted()) {
      text += text.empty() ? "" : " ";
      text += diagnostic.slug().str();
      if (diagnostic.span.isValid())
        text += "@" + std::to_string(sources_.begin(diagnostic.span).line);
    }
    return text;
  }
  std::string messages() {
    std::string text;
    for (const Diagnostic &diagnostic : engine_.sorted())
      text += diagnostic.message + "\n";
    return text;
  }

  sema::FunctionInfo *function(const std::string &qualname) {
    for (sema::FunctionInfo *info : analysis_.functions)
      if (info->qualname == qualname)
        return info;
    FAIL("no function " << qualname);
    return nullptr;
  }
  sema::Symbol *symbol(const std::string &function_name, const std::string &name) {
    for (sema::Symbol *symbol : function(function_name)->locals)
      if (symbol->name == name)
        return symbol;
    FAIL("no local " << name << " in " << function_name);
    return nullptr;
  }
  sema::Symbol *global(const std::string &name) {
    auto found = analysis_.module_scope->symbols.find(interner_.intern(name));
    REQUIRE(found != analysis_.module_scope->symbols.end());
    return found->second;
  }
  /// The type of a local of a function, in the dialect's spelling.
  std::string local(const std::string &function_name, const std::string &name) {
    return types::spelling(symbol(function_name, name)->type);
  }
  /// The type of the first expression whose source text is this.
  std::string typeOf(const std::string &text) { return types::spelling(info(text).type); }
  const sema::ExprInfo &info(const std::string &text) {
    const syntax::Node *found = nullptr;
    for (const syntax::Stmt *stmt : module_->body)
      syntax::walk(*stmt, [&](const syntax::Node &node) {
        // Of nested nodes with the same text the inner one says more.
        if (sources_.text(node.span) == text && !llvm::isa<syntax::ExprStmt>(node))
          found = &node;
        return true;
      });
    if (!found)
      FAIL("no expression " << text);
    return analysis_.expr(*found);
  }

  const sema::Analysis &analysis() const { return analysis_; }
  const syntax::Module &module() const { return *module_; }

private:
  const syntax::Module *load(const std::string &path) {
    auto found = files_.find(path);
    if (found == files_.end())
      return nullptr;
    const SourceFile &file = sources_.add(path, found->second);
    parse::ParseOptions options;
    options.file_kind = parse::fileKindOf(path);
    return parse::parseModule(file, options, ast_, engine_);
  }
  sema::PxdFile loadPxd(llvm::StringRef dotted, sema::PxdSearch) override {
    const std::string path = dotted.str() + ".pxd";
    return {load(path), path, false};
  }
  sema::SearchReport explainMissing(llvm::StringRef, sema::PxdSearch) override { return {}; }
  const syntax::Module *loadInclude(llvm::StringRef path, FileId,
                                    std::vector<std::string> &searched) override {
    searched.push_back("`.`");
    return load(path.str());
  }

  Interner interner_;
  SourceManager sources_;
  DiagnosticEngine engine_;
  syntax::AstContext ast_;
  types::TypeContext types_;
  Files files_;
  const syntax::Module *module_ = nullptr;
  sema::Analysis analysis_;
};

} // namespace nogilc::testing
