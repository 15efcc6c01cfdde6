// The library's table of packages: Go files and natives by import path. Rows stand in packages.def.
#pragma once

#include <span>
#include <string_view>

#include "runtime/base/func_extent.h"
#include "runtime/native.h"

namespace minigo::stdlib {

struct LibraryFile {
  std::string_view name;  // "fmt/print.go"
  std::string_view text;  // without comments, line numbers kept; 16 NUL bytes follow
  std::span<const FuncExtent> functions;  // at top level, in order; all but init, _, and what is not written as gofmt does it
};

struct LibraryPackage {
  std::string_view path;  // import path
  const LibraryFile* files;
  int num_files;
  const runtime::NativeTable* natives;  // never nullptr; may be empty
};

// nullptr: the library has no such package.
const LibraryPackage* FindPackage(std::string_view path);

// All packages, sorted by path.
struct PackageList {
  const LibraryPackage* data;
  int size;
  const LibraryPackage* begin() const { return data; }
  const LibraryPackage* end() const { return data + size; }
};
PackageList AllPackages();

// The native of that name ("Index", "(*File).read"), or nullptr.
const runtime::NativeEntry* FindNative(const LibraryPackage& package, std::string_view name);

}  // namespace minigo::stdlib
