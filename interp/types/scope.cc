// This file implements scopes.
#include <algorithm>

#include "interp/types/checker.h"
#include "interp/types/object.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

namespace {

constexpr size_t kLinear = 8;  // scopes up to this size are searched from end to end

}  // namespace

Object* Scope::Lookup(Symbol name) const {
  if (objects_.size() <= kLinear) {
    for (Object* o : objects_) {
      if (o->name == name) return o;
    }
    return nullptr;
  }
  auto it = index_->find(name);
  return it == index_->end() ? nullptr : it->second;
}

Object* Scope::Insert(Object* obj) {
  if (objects_.size() < kLinear) {
    if (Object* alt = Lookup(obj->name)) return alt;
  } else {
    if (index_ == nullptr) {
      index_ = std::make_unique<std::unordered_map<Symbol, Object*>>();
      for (Object* o : objects_) index_->emplace(o->name, o);
    }
    auto [it, fresh] = index_->try_emplace(obj->name, obj);
    if (!fresh) return it->second;
  }
  objects_.push_back(obj);
  if (obj->parent == nullptr) obj->parent = this;
  return nullptr;
}

Object* Scope::LookupParent(Symbol name, grammar::Pos pos, Scope** found) const {
  for (const Scope* s = this; s != nullptr; s = s->parent_) {
    Object* obj = s->Lookup(name);
    if (obj != nullptr && (pos == grammar::kNoPos || obj->scope_pos <= pos)) {
      if (found != nullptr) *found = const_cast<Scope*>(s);
      return obj;
    }
  }
  if (found != nullptr) *found = nullptr;
  return nullptr;
}

std::vector<Object*> Scope::SortedObjects() const {
  std::vector<Object*> list = objects_;
  std::sort(list.begin(), list.end(), [](Object* a, Object* b) { return a->name_view() < b->name_view(); });
  return list;
}

Scope* Checker::NewScope(Scope* parent, grammar::Pos pos, grammar::Pos end) {
  Scope* s = &impl->scopes.emplace_back(parent, pos, end);
  if (parent != nullptr && parent != impl->universe) parent->AddChild(s);
  return s;
}

}  // namespace minigo::types
