// The door of the room: analyses of checked packages that report what compiles but is likely to be
// wrong, as go vet does.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/diag.h"
#include "interp/types/check.h"

namespace minigo::vet {

class Pass;

// One row of analyses.def.
struct Analysis {
  std::string_view name;
  std::string_view summary;
  bool in_tests;  // one of those that go test asks for
  void (*run)(Pass& pass);
};

// All analyses, sorted by name.
std::span<const Analysis> Analyses();

// What there is to know of a package besides its tree.
struct Subject {
  types::Package* package = nullptr;  // checked, without errors
  std::string path;  // its import path as the go command calls it; "": that of `package`
  bool patch_version = false;  // its module's version of Go is one like 1.22.3, of which the language version is a part
};

// Runs the analyses with these names. What they find is appended to `findings`, sorted by position.
void Run(types::World& world, const grammar::SourceSet& sources, const Subject& subject,
         const std::vector<std::string>& names, std::vector<grammar::Diag>* findings);

}  // namespace minigo::vet
