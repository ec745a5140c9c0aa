// linkage.h: C functions and variables between modules. A module puts the addresses of its own into
// its attribute `__pyx_capi__`, a dict of capsules that are named by their C signature, and finds
// those of others there. That is the protocol of Cython's modules, so each side may be one of
// those. What our modules know beyond a signature (how exceptions are told, whether the GIL is
// needed, the layout of structs) is compared through the attribute `__nogilc_capi__`.
#pragma once

#include "nogilc_rt/tables.h"

namespace nogilc_rt {

/// Fills the module's dict, before any code of it runs and before it imports anything, so that
/// modules can use each other. False: raised.
bool export_c(ModuleInfo &module);
/// Imports the modules and fills the pointers. ImportError: there is no such module, function or
/// variable; TypeError: it is not what this module was compiled for.
bool import_c(ModuleInfo &module);

} // namespace nogilc_rt
