// This file implements scopes.
#include <algorithm>

#include "interp/types/checker.h"
#include "interp/types/object.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

Object* Scope::Find(Symbol name) const {
  if (index_ != nullptr) {
    for (size_t i = HashOf(name) & index_mask_; index_[i].obj != nullptr; i = (i + 1) & index_mask_) {
      if (index_[i].name == name) return index_[i].obj;
    }
    return nullptr;
  }
  for (uint32_t i = 0; i < size_; i++) {
    if (entries_[i].name == name) return entries_[i].obj;
  }
  return nullptr;
}

void Scope::Index(const Entry& e) {
  size_t i = HashOf(e.name) & index_mask_;
  while (index_[i].obj != nullptr) i = (i + 1) & index_mask_;
  index_[i] = e;
}

void Scope::MakeIndex(uint32_t slots) {
  index_ = arena_->NewArray<Entry>(slots);
  index_mask_ = slots - 1;
  for (uint32_t i = 0; i < size_; i++) Index(entries_[i]);
}

Object* Scope::Insert(Object* obj) {
  uint64_t bit = BitOf(obj->name);
  if (Object* alt = Lookup(obj->name, bit)) return alt;
  if (size_ == capacity_) {
    capacity_ = capacity_ == 0 ? 2 : capacity_ * 2;
    Entry* larger = arena_->NewArray<Entry>(capacity_);
    std::copy(entries_, entries_ + size_, larger);
    entries_ = larger;
  }
  entries_[size_++] = {obj->name, obj};
  names_ |= bit;
  if (size_ > kLinear) {
    if (index_ == nullptr || size_ * 2 > index_mask_) {
      MakeIndex(index_ == nullptr ? 4 * kLinear : (index_mask_ + 1) * 4);
    } else {
      Index(entries_[size_ - 1]);
    }
  }
  if (obj->parent == nullptr) obj->parent = this;
  return nullptr;
}

Object* Scope::LookupParent(Symbol name, grammar::Pos pos, Scope** found) const {
  uint64_t bit = BitOf(name);
  for (const Scope* s = this; s != nullptr; s = s->parent_) {
    Object* obj = s->Lookup(name, bit);
    if (obj != nullptr && (pos == grammar::kNoPos || obj->scope_pos <= pos)) {
      if (found != nullptr) *found = const_cast<Scope*>(s);
      return obj;
    }
  }
  if (found != nullptr) *found = nullptr;
  return nullptr;
}

std::vector<Object*> Scope::SortedObjects() const {
  std::vector<Object*> list;
  for (Object* obj : objects()) list.push_back(obj);
  std::sort(list.begin(), list.end(), [](Object* a, Object* b) { return a->name_view() < b->name_view(); });
  return list;
}

Scope* Checker::NewScope(Scope* parent, grammar::Pos pos, grammar::Pos end) {
  Scope* s = arena().New<Scope>(&arena(), parent, pos, end);
  if (parent != nullptr && parent != impl->universe) parent->AddChild(s);
  return s;
}

}  // namespace minigo::types
