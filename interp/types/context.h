// The instances of generic types and functions that exist already (context.go): identical ones are made once per engine.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "interp/types/types.h"

namespace minigo::types {

class Context {
 public:
  // Equal for identical instances of `orig` that are written with the same aliases.
  static uint64_t Hash(const Type* orig, const List<Type*>& targs);
  // The instance orig[targs], or nullptr.
  Type* Lookup(uint64_t hash, const Type* orig, const List<Type*>& targs) const;
  // Records inst as orig[targs] unless there is one; returns the one that is there.
  Type* Update(uint64_t hash, Type* orig, List<Type*> targs, Type* inst);

 private:
  struct Entry {
    Type* orig;
    List<Type*> targs;
    Type* instance;
  };
  std::unordered_map<uint64_t, std::vector<Entry>> entries_;
};

}  // namespace minigo::types
