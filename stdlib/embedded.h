// What tools/embed_stdlib.py generates: the text of all Go files of the library, in the order of packages.def.
#pragma once

#include <cstdint>

namespace minigo::stdlib {

struct EmbeddedFile {
  const char* name;
  uint32_t offset;
  uint32_t size;
};

extern const EmbeddedFile kEmbeddedFiles[];
extern const int kEmbeddedFileCounts[];  // per package
extern const int kEmbeddedPackageCount;
const char* EmbeddedText();

}  // namespace minigo::stdlib
