// Files that go:embed directives make part of the program.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "interp/types/object.h"

namespace minigo {

// A variable under a go:embed directive and what it is to hold.
struct Embedding {
  enum class Kind { kString, kBytes, kFS };
  struct File {
    std::string name;  // of folders with a slash at the end
    std::string data;
  };
  types::Var* var = nullptr;
  Kind kind = Kind::kString;
  std::vector<File> files;  // kString and kBytes: one
};

// The files below dir (absolute) that a pattern names, sorted. False: *error says why there are none.
bool ResolveEmbedPattern(const std::string& dir, std::string_view pattern, std::vector<std::string>* files, std::string* error);
// By folder, and by name in it, with the folders themselves.
void SortForFS(std::vector<Embedding::File>* files);

}  // namespace minigo
