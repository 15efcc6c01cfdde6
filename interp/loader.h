// The loader: from import paths, folders and file names to checked packages.
//
// It works in two steps, as the go command does. First all packages are found and the headers of their files read: what
// goes wrong there (imports that lead nowhere, cycles, internal packages, build constraints) is reported at once and alone.
// Then the packages are parsed and checked, dependencies first; what depends on a package with errors is not looked at.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "grammar/diag.h"
#include "grammar/parser.h"
#include "interp/constraint.h"
#include "interp/embedding.h"
#include "interp/gofile.h"
#include "interp/module.h"
#include "interp/types/check.h"
#include "runtime/base/arena.h"
#include "runtime/base/intern.h"

namespace minigo {

// Something wrong with the user's packages.
struct Finding {
  std::string package;  // in which one the compiler found it; "" if the search for packages did
  std::string file;     // "": text says all
  int line = 0;
  int column = 0;
  std::string text;
  int rank = 0;  // of those of its package it was found as the rank-th; the list is sorted by position
  bool vetted = false;  // of a package that go vet checks without the compiler's help: one that no other imports
  bool analysis = false;  // an analysis found it
  bool last_printed = false;  // see grammar::Diag
  bool program = false;  // of a package main
};

class Loader {
 public:
  struct Options {
    std::string lang;               // of the packages named; "": what go.mod says, or the newest
    std::vector<std::string> tags;  // for build constraints
    bool snippets = false;
    bool complete = true;  // a function without body is an error
    bool main_only = true; // the packages named must be programs
    bool modules = true;   // look for go.mod files
    bool tests = false;    // the test files of the packages named are looked at too, as go vet does
  };
  Loader(types::World& world, grammar::SourceSet& sources, Interner& names, Arena& arena, Options options);
  ~Loader();

  // Files of one folder, as one package: (name, text).
  types::Package* LoadProgram(std::vector<std::pair<std::string, std::string>> files);
  // A package by its files, which later ones may import by `path`; `title` is what its findings stand under. With `program` it is
  // main, and may import what it likes. nullptr after errors.
  types::Package* LoadNamed(const std::string& path, const std::string& title, std::vector<std::pair<std::string, std::string>> files,
                            bool program);
  // Packages as the go command's arguments name them: folders, import paths, patterns with "...".
  std::vector<types::Package*> LoadPackages(const std::vector<std::string>& patterns);
  // What documentation contains: statements at top level go into a main function, names of library packages that
  // are used without import get one. Unused variables and imports are no errors.
  types::Package* LoadSnippet(const std::string& name, const std::string& text);
  // Whether `text` is Go without package clause; comments alone are not.
  static bool IsFragment(std::string_view text);
  // A package written by the host, checked when it is first imported.
  void AddHostPackage(std::string path, std::string text);
  // A package that is loaded; nullptr otherwise.
  types::Package* Loaded(std::string_view path) const;
  // The packages named that have no errors, with their import paths.
  std::vector<std::pair<types::Package*, std::string>> Targets() const;
  // Whether go.mod asks for more than a language version: "go 1.22.3".
  bool HasPatchVersion() const {
    return options_.lang.empty() && !modules_.main_go().empty() && "go" + modules_.main_go() != modules_.main_lang();
  }
  // A package of the library, for the engine itself.
  types::Package* Library(std::string_view path);

  // All packages that were loaded, in the order of initialization: of those whose imports are initialized the one whose path
  // sorts first.
  std::vector<types::Package*> InitOrder(types::Package* main, grammar::Diags& diags);

  // Variables under go:embed directives, to be set before anything runs. The texts live as long as the loader.
  std::vector<Embedding>& embeddings() { return embeddings_; }

  const std::vector<Finding>& findings() const { return findings_; }
  // What a snippet with errors seems to lack; lines to print behind them.
  const std::string& note() const { return note_; }
  void Report(Finding f) { findings_.push_back(std::move(f)); }
  grammar::Diags& library_diags() { return library_diags_; }
  grammar::Diags& host_diags() { return host_diags_; }

 private:
  struct Unit;
  struct StackEntry {
    std::string path;
    std::string file;  // that imports it
  };
  using ImportStack = std::vector<StackEntry>;
  // What the go command says of a package that it cannot load.
  struct LoadError {
    ImportStack stack;
    std::string position;  // "a/a.go:3:8"
    std::string text;
    bool cycle = false;
    bool always_stack = false;
  };

  void Start(const std::string& dir);
  Unit* NewUnit(std::string path);
  GoDir ReadPackage(const std::string& dir) const;
  Unit* LoadExternalTests(Unit* unit);
  Unit* ImportUnit(const std::string& path, Unit* parent, ImportStack* stack, const std::string& position, LoadError* refused);
  void LoadImports(Unit* unit, ImportStack* stack);
  void LoadUnit(Unit* unit, const std::string& path, ImportStack* stack, const std::string& position);
  void CheckEmbedPatterns(Unit* unit, ImportStack* stack);
  void CollectEmbeddings(Unit* unit, grammar::Diags& diags);
  bool DisallowedInternal(Unit* unit, Unit* parent, const std::string& path) const;
  void SetDirError(Unit* unit, const std::string& path, ImportStack* stack, const std::string& position);
  // The packages below `roots`, dependencies first.
  std::vector<Unit*> UnitsOf(const std::vector<Unit*>& roots);
  bool ReportLoadErrors(const std::vector<Unit*>& units);
  void AddFinding(const LoadError& e);
  void AddFindings(const Unit* unit, grammar::Diags& diags, bool import_errors_too = false);
  // Whether only go vet looks at the unit: no other imports it.
  bool OnlyVetted(const Unit* unit) const;
  void RenameOthers(const std::string& dir, std::string* text) const;
  std::string MainPath() const;
  std::string DescribeProgram() const;
  void Compile(Unit* unit, bool target);
  void CheckSizes(Unit* unit);
  std::vector<types::Package*> CompileAll(const std::vector<Unit*>& roots);
  types::Config ConfigFor(Unit* unit);
  types::Package* HostPackage(const std::string& path);
  types::Package* ImportForSnippet(Unit* unit, std::string_view path, std::string* error);
  grammar::SourceFile* AddSource(const std::string& path, std::string text);

  types::World& world_;
  grammar::SourceSet& sources_;
  Interner& names_;
  Arena& arena_;
  Options options_;
  BuildContext context_;
  ModuleSet modules_;
  bool started_ = false;
  std::unordered_set<std::string> tested_;  // the folders of packages with options_.tests
  std::vector<Finding> findings_;
  std::vector<Embedding> embeddings_;
  std::string note_;
  grammar::Diags library_diags_;
  grammar::Diags host_diags_;
  std::unordered_map<std::string, std::string> host_packages_;  // texts by import path
  std::unordered_map<std::string, std::unique_ptr<types::Package>> library_;  // and the host's packages
  std::map<std::string, Unit*> units_;  // by import path
  std::vector<std::unique_ptr<Unit>> all_units_;
  std::vector<std::unique_ptr<types::Package>> stale_;  // earlier attempts at a snippet: checkers refer to them
};

// How the compiler's messages name a file: relative to the working folder where that is shorter, with "./" in front of a bare name.
// The first of `from` (or the file's own folder) and the folders above it that has a shorter relative name is exchanged for that.
std::string CompilerPath(const std::string& absolute, const std::string& from = {});

}  // namespace minigo
