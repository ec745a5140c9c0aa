// Asks nogilc-clang for the declarations of headers.
#pragma once

#include "cfacts/bindings.h"
#include "driver/options.h"

#include <llvm/Support/Error.h>

namespace nogilc::driver {

/// Fills in what the options say: folders, macros, the standard, and the headers of Python.
cfacts::BindingsRequest bindingsRequest(const Options &options);

/// The error is a sentence for people: nogilc-clang is not there, or ended by a signal.
llvm::Expected<cfacts::Bindings> askForBindings(const cfacts::BindingsRequest &request);
/// The same; an answer is kept in the cache as long as all that was read has the same bytes.
llvm::Expected<cfacts::Bindings> askForBindingsOnce(const cfacts::BindingsRequest &request,
                                                    llvm::StringRef cache_dir);

} // namespace nogilc::driver
