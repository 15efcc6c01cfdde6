// World's state, for the rooms of the checker only.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "interp/types/check.h"
#include "interp/types/checker.h"

namespace minigo::types {

class Context;  // context.h: the instances made so far

struct World::Impl {
  Impl(World* w, Interner& n, grammar::SourceSet& s) : world(w), names(n), sources(s), constants(arena) {}

  World* world;
  Interner& names;
  grammar::SourceSet& sources;
  Arena arena;
  ConstPool constants;

  // Set up by universe.cc; constant afterwards.
  Basic* basics = nullptr;  // all in one array, indexed by BasicKind; then byte and rune (DefaultType computes with this)
  Basic* byte_type = nullptr;
  Basic* rune_type = nullptr;
  Scope* universe = nullptr;
  Package* unsafe_pkg = nullptr;
  Object* iota = nullptr;         // universeIota
  Object* comparable = nullptr;   // universeComparable, the TypeName
  Object* any_object = nullptr;
  Object* nil_object = nullptr;
  Type* any_no_alias = nullptr;
  Alias* any_alias = nullptr;
  Named* error_type = nullptr;
  Named* comparable_named = nullptr;
  Interface* empty_interface = nullptr;
  TypeSet* top_type_set = nullptr;      // of all types
  TypeSet* invalid_type_set = nullptr;  // of interfaces in error
  Symbol blank = nullptr;               // "_"
  Symbol sym_init = nullptr, sym_main = nullptr, sym_dot = nullptr, sym_any = nullptr, sym_C = nullptr;

  Context* context = nullptr;
  uint64_t next_type_param_id = 0;  // the last one given out
  uint32_t next_local_type = 0;

  // One checker for each package ever checked, and one that belongs to none: the compiler's questions and those of the
  // free functions go through it. It reports nothing.
  std::vector<std::unique_ptr<Checker>> checkers;
  std::unique_ptr<Checker> detached;
  void* stack = nullptr;   // the checker's own (check.cc)
  bool on_stack = false;
  grammar::Diags* diags = nullptr;  // of the call of World that is under way

  std::vector<std::unique_ptr<Package>> own_packages;  // stand-ins for those that could not be imported
  std::unordered_map<std::string, Package*> fakes;     // the same by path

  std::vector<std::unique_ptr<std::vector<Func*>>> method_lists;  // owns Named::methods
  ~Impl();
};

// Gives the checker's stack back; for ~Impl.
void ReleaseDeepStack(World::Impl* impl);

}  // namespace minigo::types
