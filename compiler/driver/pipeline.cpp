// See pipeline.h.
#include "driver/pipeline.h"

#include "driver/control_comments.h"
#include "driver/header_truth.h"
#include "driver/module_loader.h"
#include "emit/emit.h"
#include "gil/check.h"
#include "ir/printer.h"
#include "ir/verify.h"
#include "lower/lower.h"
#include "sema/printer.h"
#include "sema/sema.h"
#include "syntax/printer.h"

#include <llvm/Support/ErrorHandling.h>

namespace nogilc::driver {

namespace {

class Pipeline {
public:
  Pipeline(Session &session, const PipelineRequest &request)
      : session_(session), request_(request), errors_before_(session.diagnostics().errorCount()),
        error_places_before_(session.diagnostics().errorPlaces().size()) {}

  PipelineResult run() {
    if (const SourceFile *file = session_.load(request_.path)) {
      result_.has_reached_end = runPhases(*file);
      reportBareIgnores(session_);
      result_.is_complete = result_.has_reached_end && !hasErrors();
    }
    return std::move(result_);
  }

private:
  /// False if the last phase was not reached.
  bool runPhases(const SourceFile &file) {
    Interner interner;
    syntax::AstContext ast(interner);
    result_.files_read.push_back(request_.path);
    const syntax::Module *module = parse::parseModule(
        file, parseOptions(session_.options(), file.path()), ast, session_.diagnostics());
    readControlComments(*module, file, session_);
    if (request_.dump == Dump::Ast)
      syntax::print(*module, session_.sources(), llvm::outs());
    if (isLast(Phase::Parse, Dump::Ast))
      return true;
    result_.distutils = distutilsSettings(*module);

    ModulePlace place = placeOf(request_.path);
    if (!session_.options().module_name.empty())
      place.name = session_.options().module_name;
    result_.module_name = place.name;
    result_.is_package = place.is_package;

    FileModuleLoader loader(session_, ast, request_.path, place);
    loader.setCompilation(result_.distutils);
    types::TypeContext types;
    const sema::Analysis analysis =
        sema::analyze(*module, semaOptions(place), loader, ast, types, session_.diagnostics());
    result_.files_read.insert(result_.files_read.end(), loader.loaded().begin(),
                              loader.loaded().end());
    if (session_.options().checks_headers)
      collectExternDeclarations(*module, loader, analysis);
    if (request_.dump == Dump::Types)
      sema::print(analysis, *module, session_.sources(), llvm::outs());
    if (isLast(Phase::Sema, Dump::Types))
      return true;

    // Lowering leaves out what has an error; the checker looks at all the rest.
    const std::unique_ptr<ir::Module> ir =
        lower::lowerModule(*module, analysis, types, session_.sources(), session_.diagnostics());
    if (request_.dump == Dump::Ir)
      ir::print(*ir, llvm::outs());
    if (request_.inspect)
      request_.inspect(*ir);
    if (isLast(Phase::Lower, Dump::Ir))
      return true;
    if (!hasErrors())
      verify(*ir);

    gil::check(*ir, session_.sources(), session_.diagnostics());
    if (request_.dump == Dump::Facts)
      gil::printFacts(*ir, session_.sources(), llvm::outs());
    if (isLast(Phase::Gil, Dump::Facts) || hasErrors())
      return isLast(Phase::Gil, Dump::Facts);

    // C++ that throws or destroys objects on the way, whatever the comments of the source say.
    result_.distutils.is_cxx |=
        ir->catches_cpp || ir->converts_cpp || !analysis.cpp_class_of.empty();
    result_.has_copies = ir->interpreters != ir::Module::Interpreters::One;
    const emit::EmitOptions options;
    if (request_.in_parts)
      result_.texts = emit::emitModuleInParts(*ir, session_.sources(), options);
    else
      result_.texts.push_back(emit::emitModule(*ir, session_.sources(), options));
    const llvm::StringRef name = place.name;
    result_.headers =
        emit::emitHeaders(*ir, request_.header_stem.empty() ? name.substr(name.rfind('.') + 1)
                                                            : request_.header_stem);
    if (request_.dump == Dump::Cpp)
      for (const std::string &text : result_.texts)
        llvm::outs() << text;
    return true;
  }

  void collectExternDeclarations(const syntax::Module &module, const FileModuleLoader &loader,
                                 const sema::Analysis &analysis) {
    std::vector<const syntax::Module *> modules = loader.modules();
    modules.insert(modules.begin(), &module);
    result_.extern_declarations =
        externDeclarations(modules, analysis, session_.sources(), [&](llvm::StringRef path) {
          return isOwnDeclarationFile(session_, path, request_.path);
        });
  }

  bool isLast(Phase phase, Dump product) const {
    return request_.last == phase || request_.dump == product;
  }

  /// In this module; an error in a file that another module includes as well is told only once, but
  /// both have it.
  bool hasErrors() const {
    return session_.diagnostics().errorCount() > errors_before_ ||
           session_.diagnostics().errorPlaces().size() > error_places_before_;
  }

  sema::SemaOptions semaOptions(const ModulePlace &place) const {
    sema::SemaOptions options;
    options.module_name = place.name;
    options.is_package = place.is_package;
    options.directives = session_.options().directives;
    options.compile_time_names = session_.options().compile_time_names;
    options.is_check_only = request_.is_check_only;
    return options;
  }

  /// IR that breaks its own rules is a bug of the compiler: better no module than a wrong one.
  void verify([[maybe_unused]] const ir::Module &module) const {
#ifndef NDEBUG
    std::string problems;
    llvm::raw_string_ostream out(problems);
    if (!ir::verify(module, out))
      llvm::report_fatal_error(llvm::Twine("the IR of " + request_.path + " is not valid:\n") +
                                   out.str(),
                               /*gen_crash_diag=*/false);
#endif
  }

  Session &session_;
  const PipelineRequest &request_;
  const size_t errors_before_;
  const size_t error_places_before_;
  PipelineResult result_;
};

} // namespace

PipelineResult runPipeline(Session &session, const PipelineRequest &request) {
  return Pipeline(session, request).run();
}

} // namespace nogilc::driver
