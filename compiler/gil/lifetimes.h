// Which owned object variables may still hold an object when their block ends where the GIL may not
// be held: there their Refs would be dropped without it. An owned variable may live in such a
// region as long as it is filled and emptied inside `with gil`, as `finally` in nogil code does.
#pragma once

#include "ir/ir.h"

#include <llvm/ADT/DenseSet.h>

namespace nogilc::gil {

/// `entry` is the state in which the body starts. A discarded object (a call whose result nobody
/// takes) has no variable and is not here.
llvm::DenseSet<const ir::Variable *> droppedWithoutGil(const ir::Function &function,
                                                       ir::GilState entry);

} // namespace nogilc::gil
