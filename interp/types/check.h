// The checker's door. One Universe and one Checker state per engine; used under the engine's compile lock.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/ast.h"
#include "grammar/diag.h"
#include "interp/types/info.h"
#include "interp/types/object.h"

namespace minigo::types {

struct Config {
  std::string go_version;   // "go1.21" limits the language; empty: the newest
  bool ignore_func_bodies = false;
  bool complete = false;    // functions without body are errors, as in programs to be built (gc's -complete)
  bool types_only = false;  // as go vet checks: without what gc finds out after type checking
  bool snippet = false;     // "declared and not used" and "imported and not used" become DiagKind::kUnused only
  std::string dir_prefix;   // put before relative file names inside messages ("./"), as grammar::Format does
  // Finds the package of an import path; nullptr with *error set ("package foo is not in std"). `dir`: of the importing file.
  std::function<Package*(std::string_view path, const grammar::SourceFile* from, std::string* error)> import;
};

// Everything that lives as long as the engine: arena, names, constants, the universe scope, package unsafe, and the
// operations on them.

class World {
 public:
  World(Interner& names, grammar::SourceSet& sources);
  ~World();
  World(const World&) = delete;

  Scope* universe();
  Package* unsafe_package();
  Arena& arena();
  ConstPool& constants();
  Interner& names();
  // Predeclared types.
  Basic* Typ(BasicKind k);
  Named* error_type();
  Type* any_type();
  Type* comparable_type();

  // Checks a package: collects its objects and, unless pkg->library, checks everything, all bodies included, and
  // computes the initialization order. Of library packages only the objects that are used get checked, their variables'
  // initializers as they are reached through Prepare. Errors go to diags; returns false if there were any.
  bool Check(Package* pkg, const Config& config, grammar::Diags& diags);
  // Library packages: checks the body of f now (parses it first if it was skipped).
  bool CheckBody(Func* f, grammar::Diags& diags);
  // Library packages: computes init_order (checks all variable declarations).
  void PrepareInit(Package* pkg, grammar::Diags& diags);

  // The object of a package-level name, checked; nullptr if there is none.
  Object* Lookup(Package* pkg, std::string_view name);

  // For the compiler.
  Type* Subst(Type* t, const TypeMap& map);                     // t with type parameters replaced
  Type* Instantiate(Type* generic, List<Type*> targs);          // Named or Signature
  // The method or field `name` of T (go/types LookupFieldOrMethod); index and indirect as in Selection.
  Object* LookupFieldOrMethod(Type* t, bool addressable, Package* pkg, Symbol name,
                              std::vector<int>* index, bool* indirect);
  // The method set of t: each selected Func with its path, sorted by Id; promoted ones included.
  struct MethodSetEntry {
    Func* func;
    std::vector<int> index;
    bool indirect;
  };
  std::vector<MethodSetEntry> MethodSet(Type* t);
  // All methods of an interface, embedded ones included, sorted by Id.
  std::vector<Func*> InterfaceMethods(Interface* t);
  Type* NewPointer(Type* base);
  Type* NewSlice(Type* elem);

  // For the analyses of interp/vet.
  bool AssignableTo(Type* from, Type* to);
  bool ConvertibleTo(Type* from, Type* to);
  // A method of interface t that no value of interface v can have, because v has one of that name with another type.
  Func* ConflictingMethod(Type* v, Type* t);
  // The terms of p's constraint; none if it names no types. False: no type satisfies it.
  bool TermsOf(TypeParam* p, std::vector<Term>* terms);
  // Calls run on the checker's own stack, which is as deep as trees can be.
  void RunDeep(const std::function<void()>& run);

  struct Impl;
  Impl* impl() { return impl_.get(); }

 private:
  std::unique_ptr<Impl> impl_;
};

// `--dump=types`: a line for each expression of a checked file.
std::string DumpTypes(const grammar::File& file);

}  // namespace minigo::types
