// Stand-ins for the phases that are not written yet: each says so, once, so that the others can be
// used from the command line. CMake says which are missing; the file goes when none is.
#include "emit/emit.h"
#include "gil/check.h"
#include "lower/lower.h"
#include "parse/parse.h"
#include "sema/sema.h"

namespace nogilc {

namespace {

[[maybe_unused]] void reportMissing(DiagnosticEngine &diagnostics, llvm::StringRef phase) {
  diagnostics.report(Diag::Unsupported, Span()).arg("the phase `" + phase + "`");
}

} // namespace

#ifdef NOGILC_WITHOUT_parse_parseModule
namespace parse {
syntax::FileKind fileKindOf(llvm::StringRef) { return syntax::FileKind::Pyx; }
syntax::Module *parseModule(const SourceFile &file, const ParseOptions &,
                            syntax::AstContext &context, DiagnosticEngine &diagnostics) {
  reportMissing(diagnostics, "parse");
  auto *module = context.makePlain<syntax::Module>();
  module->file = file.id();
  return module;
}
} // namespace parse
#endif

#ifdef NOGILC_WITHOUT_sema_analyze
namespace sema {
Analysis analyze(const syntax::Module &, const SemaOptions &, ModuleLoader &, syntax::AstContext &,
                 types::TypeContext &, DiagnosticEngine &diagnostics) {
  reportMissing(diagnostics, "sema");
  return Analysis();
}
} // namespace sema
#endif

#ifdef NOGILC_WITHOUT_lower_lowerModule
namespace lower {
std::unique_ptr<ir::Module> lowerModule(const syntax::Module &, const sema::Analysis &,
                                        types::TypeContext &, const SourceManager &,
                                        DiagnosticEngine &diagnostics) {
  reportMissing(diagnostics, "lower");
  return nullptr;
}
} // namespace lower
#endif

#ifdef NOGILC_WITHOUT_gil_check
namespace gil {
void check(const ir::Module &, DiagnosticEngine &diagnostics) { reportMissing(diagnostics, "gil"); }
} // namespace gil
#endif
#ifdef NOGILC_WITHOUT_gil_printFacts
namespace gil {
void printFacts(const ir::Module &, llvm::raw_ostream &) {}
} // namespace gil
#endif

#ifdef NOGILC_WITHOUT_emit_emitModule
namespace emit {
std::string emitModule(const ir::Module &, const SourceManager &, const EmitOptions &) {
  return "#error \"the phase emit is missing\"\n";
}
} // namespace emit
#endif

} // namespace nogilc
