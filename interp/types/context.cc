// This file implements the table of instances.
#include "interp/types/context.h"

#include "interp/types/checker.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

namespace {

// Computes equal hashes for identical types. Defined types and type parameters count by address, so no recursion is endless;
// of interfaces only the names of the methods count. Aliases are hashed too, that messages show the one that was written.
class Hasher {
 public:
  uint64_t value() const { return h_; }

  void Add(uint64_t v) {
    h_ ^= v + 0x9e3779b97f4a7c15 + (h_ << 6) + (h_ >> 2);
    h_ *= 0xff51afd7ed558ccd;
    h_ ^= h_ >> 32;
  }
  void AddPtr(const void* p) { Add(reinterpret_cast<uintptr_t>(p)); }

  void Typ(const Type* t) {
    if (t == nullptr) return Add(0);
    Add(static_cast<uint64_t>(t->kind) + 1);
    switch (t->kind) {
      case TypeKind::kBasic: {
        // byte and uint8 are one type that is shown in two ways
        auto* b = static_cast<const Basic*>(t);
        Add(static_cast<uint64_t>(b->basic));
        Add(b->name.size());
        Add(static_cast<uint8_t>(b->name[0]));
        break;
      }
      case TypeKind::kArray:
        Add(static_cast<uint64_t>(static_cast<const Array*>(t)->len));
        Typ(static_cast<const Array*>(t)->elem);
        break;
      case TypeKind::kSlice:
        Typ(static_cast<const Slice*>(t)->elem);
        break;
      case TypeKind::kStruct: {
        auto* s = static_cast<const Struct*>(t);
        for (size_t i = 0; i < s->fields.size(); i++) {
          AddPtr(s->fields[i]->name);
          Add(s->fields[i]->embedded);
          Add(std::hash<std::string_view>()(s->Tag(i)));
          Typ(s->fields[i]->type);
        }
        break;
      }
      case TypeKind::kPointer:
        Typ(static_cast<const Pointer*>(t)->base);
        break;
      case TypeKind::kTuple:
        TupleOf(static_cast<const Tuple*>(t));
        break;
      case TypeKind::kSignature: {
        auto* s = static_cast<const Signature*>(t);
        Add(s->tparams.size());
        size_t bound = bound_.size();
        bound_.insert(bound_.end(), s->tparams.begin(), s->tparams.end());
        TupleOf(s->params);
        Add(s->variadic);
        TupleOf(s->results);
        bound_.resize(bound);
        break;
      }
      case TypeKind::kUnion:
        Add(static_cast<const Union*>(t)->terms.empty());
        break;
      case TypeKind::kInterface: {
        TypeSet* s = TypeSetOf(const_cast<Interface*>(static_cast<const Interface*>(t)));
        Add(s->comparable);
        for (const Func* m : s->methods) AddPtr(m->name);
        break;
      }
      case TypeKind::kMap:
        Typ(static_cast<const Map*>(t)->key);
        Typ(static_cast<const Map*>(t)->elem);
        break;
      case TypeKind::kChan:
        Add(static_cast<uint64_t>(static_cast<const Chan*>(t)->dir));
        Typ(static_cast<const Chan*>(t)->elem);
        break;
      case TypeKind::kNamed: {
        auto* n = static_cast<const Named*>(t);
        AddPtr(n->origin);
        for (const Type* a : n->targs) Typ(a);
        break;
      }
      case TypeKind::kTypeParam: {
        for (size_t i = 0; i < bound_.size(); i++) {
          if (bound_[i] == t) return Add(i);
        }
        AddPtr(t);
        break;
      }
      case TypeKind::kAlias: {
        auto* a = static_cast<const Alias*>(t);
        AddPtr(a->obj);
        Typ(Unalias(t));
        break;
      }
    }
  }

 private:
  void TupleOf(const Tuple* t) {
    size_t n = t == nullptr ? 0 : t->vars.size();
    Add(n);
    for (size_t i = 0; i < n; i++) Typ(t->vars[i]->type);
  }

  uint64_t h_ = 0;
  std::vector<const Type*> bound_;  // parameters of generic signatures on the way
};

}  // namespace

uint64_t Context::Hash(const Type* orig, const List<Type*>& targs) {
  Hasher h;
  h.AddPtr(orig);
  for (const Type* t : targs) h.Typ(t);
  return h.value();
}

Type* Context::Lookup(uint64_t hash, const Type* orig, const List<Type*>& targs) const {
  auto it = entries_.find(hash);
  if (it == entries_.end()) return nullptr;
  for (const Entry& e : it->second) {
    if (e.orig == orig && IdenticalInstance(orig, targs, e.orig, e.targs)) return e.instance;
  }
  return nullptr;
}

Type* Context::Update(uint64_t hash, Type* orig, List<Type*> targs, Type* inst) {
  if (Type* t = Lookup(hash, orig, targs); t != nullptr) return t;
  entries_[hash].push_back({orig, targs, inst});
  return inst;
}

}  // namespace minigo::types
