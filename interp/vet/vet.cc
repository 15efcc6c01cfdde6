// This file implements the door: the table of analyses and their run over a package.
#include "interp/vet/vet.h"

#include <algorithm>

#include "interp/vet/analyses.h"
#include "interp/vet/pass.h"

namespace minigo::vet {

namespace {

constexpr Analysis kAnalyses[] = {
#define ANALYSIS(name, function, in_tests, summary) {#name, summary, in_tests, function},
#include "interp/vet/analyses.def"
#undef ANALYSIS
};

// A package under another name, for as long as its messages are made.
class Renamed {
 public:
  Renamed(types::Package* pkg, const std::string& path) : pkg_(pkg), saved_(pkg->path) {
    if (!path.empty()) pkg->path = path;
  }
  ~Renamed() { pkg_->path = saved_; }

 private:
  types::Package* pkg_;
  std::string saved_;
};

}  // namespace

std::span<const Analysis> Analyses() { return kAnalyses; }

void Run(types::World& world, const grammar::SourceSet& sources, const Subject& subject,
         const std::vector<std::string>& names, std::vector<grammar::Diag>* findings) {
  Renamed renamed(subject.package, subject.path);
  size_t before = findings->size();
  world.RunDeep([&] {
    std::vector<Step> steps;
    for (const Analysis& a : kAnalyses) {
      if (std::find(names.begin(), names.end(), a.name) == names.end()) continue;
      Pass pass(world, sources, subject.package, findings, &steps, subject.patch_version);
      a.run(pass);
    }
  });
  std::stable_sort(findings->begin() + static_cast<ptrdiff_t>(before), findings->end(),
                   [](const grammar::Diag& a, const grammar::Diag& b) { return a.pos < b.pos; });
}

}  // namespace minigo::vet
