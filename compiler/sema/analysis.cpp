#include "sema/analysis.h"

namespace nogilc::sema {

const StmtInfo Analysis::kNoStmt;

} // namespace nogilc::sema
