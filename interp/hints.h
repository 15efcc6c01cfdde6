// What a snippet that does not compile seems to lack: said in a note behind the errors.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/ast.h"
#include "grammar/diag.h"

namespace minigo {

// A note of several lines, or "". `files` were checked, as far as they could be parsed; `diags` is what came of it. Of a `whole`
// program nothing is said but that it seems to be several.
std::string SnippetNote(const std::vector<grammar::File*>& files, const grammar::SourceFile& source, const grammar::Diags& diags,
                        bool whole);

}  // namespace minigo
