// The loader: from import paths and file names to checked packages.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammar/diag.h"
#include "grammar/parser.h"
#include "interp/types/check.h"
#include "runtime/base/arena.h"
#include "runtime/base/intern.h"

namespace minigo {

class Loader {
 public:
  struct Options {
    std::string lang;
    bool snippets = false;
    bool complete = true;  // a function without body is an error
  };
  Loader(types::World& world, grammar::SourceSet& sources, Interner& names, Arena& arena, Options options);

  // Parses and checks the files of the program's package. Syntax errors of all files are reported before any type error.
  types::Package* LoadProgram(std::vector<std::pair<std::string, std::string>> files);  // (name, text)
  // A package of the user's that will be imported by this path.
  types::Package* LoadPackage(const std::string& path, std::vector<std::pair<std::string, std::string>> files);
  // What documentation contains: statements at top level go into a main function, names of library packages that
  // are used without import get one. Unused variables and imports are no errors.
  types::Package* LoadSnippet(const std::string& name, const std::string& text);
  // Whether `text` starts with a package clause (after comments).
  static bool HasPackageClause(std::string_view text);
  // A package by import path; nullptr: *error says why. Library packages are loaded once.
  types::Package* Import(std::string_view path, const grammar::SourceFile* from, std::string* error);
  // A package written by the host, checked when it is first imported.
  void AddHostPackage(std::string path, std::string text);
  // A package that is loaded; nullptr otherwise.
  types::Package* Loaded(std::string_view path) const;
  // A package of the library, for the engine itself.
  types::Package* Library(std::string_view path);

  // All packages that were loaded, dependencies first: the order of initialization.
  std::vector<types::Package*> InitOrder(types::Package* main);

  grammar::Diags& diags() { return diags_; }
  grammar::Diags& library_diags() { return library_diags_; }
  grammar::Diags& host_diags() { return host_diags_; }

 private:
  void ParseInto(types::Package* pkg, std::vector<std::pair<std::string, std::string>> files);
  types::Package* Check(types::Package* pkg);
  types::Package* CheckMain() { return Check(main_.get()); }
  types::Package* HostPackage(const std::string& path, std::string text);
  // The import path of the library's package called `name`, or "".
  static std::string LibraryPathOf(std::string_view name);

  types::World& world_;
  grammar::SourceSet& sources_;
  Interner& names_;
  Arena& arena_;
  Options options_;
  grammar::Diags diags_;
  grammar::Diags library_diags_;
  grammar::Diags host_diags_;
  std::unordered_map<std::string, std::string> host_packages_;  // texts by import path
  std::unordered_map<std::string, std::unique_ptr<types::Package>> packages_;
  std::unique_ptr<types::Package> main_;
};

// The text of a file; false: *error says what is wrong with it.
bool ReadFile(const std::string& path, std::string* text, std::string* error);

}  // namespace minigo
