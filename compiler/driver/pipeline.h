// The order of the phases, for one module: Source -> syntax::Module -> sema::Analysis -> ir::Module
// -> GIL check -> C++ text. Nobody else knows it.
#pragma once

#include "driver/distutils.h"
#include "driver/extern_declarations.h"
#include "driver/options.h"
#include "driver/session.h"
#include "emit/emit.h"
#include "ir/ir.h"

#include <llvm/Support/raw_ostream.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace nogilc::driver {

struct PipelineRequest {
  std::string path;
  Phase last = Phase::Emit;
  std::optional<Dump> dump; ///< printed to the standard output; ends the run at its phase
  bool is_check_only = false;
  bool in_parts = false; ///< C++ that several compilers can work on: see emit.h
  /// Sees the IR as lowering made it.
  std::function<void(const ir::Module &)> inspect;
  std::string header_stem; ///< of the files of PipelineResult::headers; empty: the module's name
};

struct PipelineResult {
  bool is_complete = false;     ///< the last phase was reached, and nobody reported an error
  bool has_reached_end = false; ///< the last phase has run, whatever was reported
  std::string module_name;      ///< dotted
  bool is_package = false;
  bool has_copies = false; ///< each further interpreter of a process loads a copy of the module
  std::vector<std::string> texts; ///< the C++; several if the request says so
  emit::Headers headers;
  std::vector<std::string> files_read; ///< the source first, then what it cimports and includes
  DistutilsSettings distutils;
  ExternDeclarations extern_declarations; ///< with --headers
};

PipelineResult runPipeline(Session &session, const PipelineRequest &request);

} // namespace nogilc::driver
