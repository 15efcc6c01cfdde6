// This file implements sets of objects by name and package.
#include "interp/types/checker.h"

namespace minigo::types {

Object* ObjSet::Insert(Object* obj) {
  constexpr size_t kLinear = 12;
  if (list_.size() <= kLinear) {
    for (Object* o : list_) {
      if (SameId(o, obj->pkg, obj->name)) return o;
    }
  } else {
    if (index_ == nullptr) {
      index_ = std::make_unique<std::unordered_multimap<Symbol, Object*>>();
      for (Object* o : list_) index_->emplace(o->name, o);
    }
    auto [from, to] = index_->equal_range(obj->name);
    for (auto it = from; it != to; ++it) {
      if (SameId(it->second, obj->pkg, obj->name)) return it->second;
    }
    index_->emplace(obj->name, obj);
  }
  list_.push_back(obj);
  return nullptr;
}

}  // namespace minigo::types
