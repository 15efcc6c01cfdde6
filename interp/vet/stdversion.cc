// This file implements the analysis of names of the library that are newer than the language version of the file: go.mod
// promises that the module can be built with that version of Go.
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "interp/vet/analyses.h"
#include "interp/vet/comments.h"
#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types
using types::GoVersion;
using types::Object;

namespace {

struct Row {
  std::string_view path, name;
  int minor;
};

constexpr Row kRows[] = {
#define STD(path, name, minor) {path, name, minor},
#include "interp/vet/std_versions.def"
#undef STD
};

// What a package has that a version lacks, with the version that brought it.
using TooNew = std::unordered_map<const Object*, int>;

TooNew NamesAfter(const Pass& pass, types::Package* pkg, GoVersion v) {
  TooNew names;
  auto rows_of = [&](bool members, auto add) {
    for (const Row& row : kRows) {
      size_t dot = row.name.find('.');
      if (row.minor > v.minor && row.path == pkg->path && (dot != std::string_view::npos) == members) add(row, dot);
    }
  };
  rows_of(false, [&](const Row& row, size_t) {
    if (Object* obj = pass.world().Lookup(pkg, row.name)) names[obj] = row.minor;
  });
  // Members of a type that is too new itself need no report of their own.
  rows_of(true, [&](const Row& row, size_t dot) {
    Object* owner = pass.world().Lookup(pkg, row.name.substr(0, dot));
    if (owner == nullptr || owner->type == nullptr || names.contains(owner)) return;
    Object* obj = LookupMember(pass, owner->type, row.name.substr(dot + 1), true);
    if (obj != nullptr) names[OriginOf(obj)] = row.minor;
  });
  return names;
}

// Whether a comment above the package clause says that a program wrote the file.
bool IsGenerated(const File* file) {
  for (const CommentGroup& group : CommentsOf(*file->source)) {
    for (const Comment& c : group.list) {
      if (file->pkg_name != nullptr && c.pos > file->pkg_name->pos) return false;
      if (c.text.starts_with("// Code generated ") && c.text.ends_with(" DO NOT EDIT.")) return true;
    }
  }
  return false;
}

}  // namespace

void RunStdVersion(Pass& pass) {
  GoVersion module = types::AsGoVersion(pass.pkg()->go_version);
  if (!module.IsValid() || module.Cmp(types::kGo1_21) < 0) return;  // earlier go lines promised nothing
  std::map<std::pair<types::Package*, int>, TooNew> known;
  for (const File* file : pass.files()) {
    GoVersion v = pass.VersionOf(file);
    if (v.Cmp(types::kGoCurrent) >= 0 || IsGenerated(file)) continue;
    std::string noun = pass.HasOwnVersion(file) ? "file" : "module";
    Walk(file, [&](Node* n) {
      auto* name = Is<Name>(n);
      Object* obj = name == nullptr ? nullptr : UseOf(name);
      if (obj == nullptr || obj->pkg == nullptr || IsUsers(obj->pkg)) return true;
      auto [it, added] = known.try_emplace({obj->pkg, v.minor});
      if (added) it->second = NamesAfter(pass, obj->pkg, v);
      auto found = it->second.find(OriginOf(obj));
      if (found != it->second.end()) {
        pass.Report(name->pos, std::string(View(obj->pkg->name)) + "." + std::string(obj->name_view()) + " requires go1." +
                                   std::to_string(found->second) + " or later (" + noun + " is " + v.String() + ")");
      }
      return true;
    });
  }
}

}  // namespace minigo::vet
