// Where a top-level function stands in the text of a Go file. tools/embed_stdlib.py finds those of the library when minigo is
// built, so that reading a package passes over its functions.
#pragma once

#include <cstdint>

namespace minigo {

// Offsets into the text.
struct FuncExtent {
  uint32_t begin;   // of `func`
  uint32_t lbrace;  // of the body's brace; 0: there is no body
  uint32_t end;     // behind the closing brace, or behind the signature
};

}  // namespace minigo
