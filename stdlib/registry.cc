// The library's table of packages: joins packages.def, the embedded Go files and the native tables.
#include "stdlib/registry.h"

#include <algorithm>

#include "stdlib/embedded.h"

namespace minigo {

// Each native.cc defines its table in the namespace that MINIGO_NATIVES is used in: minigo::stdlib.
namespace stdlib {
extern const runtime::NativeTable kNatives_NONE;
const runtime::NativeTable kNatives_NONE = {nullptr, 0};
#define PACKAGE(path, natives) extern const runtime::NativeTable kNatives_##natives;
#include "stdlib/packages.def"
#undef PACKAGE

namespace {

constexpr std::string_view kPaths[] = {
#define PACKAGE(path, natives) path,
#include "stdlib/packages.def"
#undef PACKAGE
};
constexpr int kCount = static_cast<int>(std::size(kPaths));

constexpr bool Sorted() {
  for (int i = 1; i < kCount; i++) {
    if (!(kPaths[i - 1] < kPaths[i])) return false;
  }
  return true;
}
static_assert(Sorted(), "packages.def must be sorted by path");

// Views into the embedded text, made once: immutable afterwards and the same for all engines.
struct Table {
  LibraryPackage packages[kCount];
  LibraryFile* files;

  Table() {
    const runtime::NativeTable* natives[] = {
#define PACKAGE(path, natives) &kNatives_##natives,
#include "stdlib/packages.def"
#undef PACKAGE
    };
    int total = 0;
    for (int i = 0; i < kEmbeddedPackageCount; i++) total += kEmbeddedFileCounts[i];
    files = new LibraryFile[total];
    int at = 0;
    for (int i = 0; i < kCount; i++) {
      packages[i] = {kPaths[i], files + at, kEmbeddedFileCounts[i], natives[i]};
      for (int k = 0; k < kEmbeddedFileCounts[i]; k++, at++) {
        const EmbeddedFile& f = kEmbeddedFiles[at];
        files[at] = {f.name, std::string_view(EmbeddedText() + f.offset, f.size),
                     std::span(kEmbeddedFunctions + f.first_function, f.functions)};
      }
    }
  }
};

const Table& TheTable() {
  static const Table& table = *new Table;
  return table;
}

}  // namespace

const LibraryPackage* FindPackage(std::string_view path) {
  const auto* at = std::lower_bound(std::begin(kPaths), std::end(kPaths), path);
  if (at == std::end(kPaths) || *at != path) return nullptr;
  return &TheTable().packages[at - std::begin(kPaths)];
}

PackageList AllPackages() { return {TheTable().packages, kCount}; }

const runtime::NativeEntry* FindNative(const LibraryPackage& package, std::string_view name) {
  for (int i = 0; i < package.natives->count; i++) {
    if (package.natives->entries[i].name == name) return &package.natives->entries[i];
  }
  return nullptr;
}

}  // namespace stdlib
}  // namespace minigo
