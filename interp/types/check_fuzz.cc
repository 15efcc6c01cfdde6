// A libFuzzer target on the lexer, the parser and the checker: any bytes are a Go file, and all that may come of it is a list
// of messages. Built by the preset "fuzz" (clang) with libFuzzer's main; elsewhere as check_corpus, whose main runs the
// files of the folders that it is given once.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "grammar/parser.h"
#include "interp/types/check.h"
#include "interp/types/checker.h"

namespace minigo::types {
namespace {

// Packages that a program may import, so that selectors, generic functions and methods of other packages are met.
struct Library {
  const char* path;
  const char* text;
};
constexpr Library kLibrary[] = {
    {"fmt", "package fmt\ntype Stringer interface{ String() string }\nfunc Println(a ...any) (n int, err error) { return }\n"
            "func Sprintf(format string, a ...any) string { return format }\nfunc Errorf(format string, a ...any) error { return nil }\n"},
    {"sync", "package sync\ntype Mutex struct{ state int32 }\nfunc (m *Mutex) Lock() {}\nfunc (m *Mutex) Unlock() {}\n"
             "type WaitGroup struct{ n int }\nfunc (w *WaitGroup) Add(n int) {}\nfunc (w *WaitGroup) Done() {}\nfunc (w *WaitGroup) Wait() {}\n"},
    {"slices", "package slices\nfunc Sort[S ~[]E, E int | string | float64](x S) {}\n"
               "func Map[T, U any](s []T, f func(T) U) (r []U) { return }\nfunc All[S ~[]E, E any](s S) func(yield func(int, E) bool) { return nil }\n"},
};

void CheckBytes(const uint8_t* data, size_t size) {
  Interner names;
  grammar::SourceSet sources;
  World world(names, sources);
  grammar::Diags diags;
  std::unordered_map<std::string_view, std::unique_ptr<Package>> packages;
  Config config;
  config.import = [&](std::string_view path, const grammar::SourceFile*, std::string* error) -> Package* {
    if (path == "unsafe") return world.unsafe_package();
    if (auto it = packages.find(path); it != packages.end()) return it->second.get();
    for (const Library& l : kLibrary) {
      if (path != l.path) continue;
      auto pkg = std::make_unique<Package>();
      pkg->path = l.path;
      pkg->library = true;
      grammar::SourceFile* source = sources.Add(pkg->path + ".go", "/" + pkg->path + ".go", l.text);
      pkg->files.push_back(grammar::ParseFile(source, world.arena(), names, diags, {.lazy_bodies = true}));
      pkg->name = pkg->files[0]->pkg_name->value;
      Package* p = (packages[l.path] = std::move(pkg)).get();
      world.Check(p, config, diags);
      return p;
    }
    *error = "package " + std::string(path) + " is not in std";
    return nullptr;
  };
  Package pkg;
  pkg.path = "main";
  grammar::SourceFile* source = sources.Add("x.go", "/x.go", std::string(reinterpret_cast<const char*>(data), size));
  pkg.files.push_back(grammar::ParseFile(source, world.arena(), names, diags, {}));
  if (pkg.files[0]->pkg_name != nullptr) pkg.name = pkg.files[0]->pkg_name->value;
  if (diags.list().empty()) world.Check(&pkg, config, diags);
  diags.SortAndDedupe(sources);
  for (const grammar::Diag& d : diags.list()) grammar::Format(d, sources, "");
}

}  // namespace
}  // namespace minigo::types

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  minigo::types::CheckBytes(data, size);
  return 0;
}
