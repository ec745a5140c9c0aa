// module.h: the life of a generated module: multi-phase initialisation, constants, the module body.
//
//   static ng::ModuleInfo module = {"fib", "doc", "fib.pyx", inits, constants, count, body};
//   PyMODINIT_FUNC PyInit_fib() { return ng::module_init(module); }
//
// Static data means one instance a process: a second import gives the same module, and another
// interpreter is refused.
#pragma once

#include "nogilc_rt/tables.h"

namespace nogilc_rt {

PyObject *module_init(ModuleInfo &module);

} // namespace nogilc_rt
