// Labels and branch statements of one function body.
#pragma once

#include "grammar/ast.h"
#include "grammar/diag.h"

namespace minigo::grammar {

// Finds the targets of break, continue and goto in `body` (nested function literals excluded: each
// is checked on its own) and reports what is wrong with them, in gc's words.
void CheckBranches(BlockStmt* body, const SourceFile& source, Diags& diags);

}  // namespace minigo::grammar
