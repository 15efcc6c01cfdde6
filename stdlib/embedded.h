// What tools/embed_stdlib.py generates: the Go files of the library, in the order of packages.def. Their texts lie in another.
#pragma once

#include <cstdint>

#include "runtime/base/func_extent.h"

namespace minigo::stdlib {

struct EmbeddedFile {
  const char* name;
  uint32_t offset;
  uint32_t size;
  uint32_t first_function;  // in kEmbeddedFunctions
  uint32_t functions;
};

extern const EmbeddedFile kEmbeddedFiles[];
extern const int kEmbeddedFileCounts[];  // per package
extern const int kEmbeddedPackageCount;
extern const FuncExtent kEmbeddedFunctions[];
const char* EmbeddedText();

}  // namespace minigo::stdlib
