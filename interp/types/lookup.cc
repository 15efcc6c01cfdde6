// This file implements the lookup of fields and methods.
#include <array>

#include "interp/types/checker.h"
#include "interp/types/internal.h"
#include "interp/types/typeset.h"
#include "interp/types/typewriter.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

namespace {

// A type to look into: T itself or that of an embedded field.
struct EmbeddedType {
  Type* type;
  int step;        // how one gets here: an index into the steps; -1: from T itself
  bool indirect;   // through a pointer
  bool multiples;  // several times at this depth
};

struct Step {
  int prev;
  int field;
};

std::vector<int> PathOf(const std::vector<Step>& steps, int step, int last) {
  std::vector<int> path{last};
  for (; step >= 0; step = steps[step].prev) path.push_back(steps[step].field);
  return {path.rbegin(), path.rend()};
}

// Joins entries of identical types, marking the one that stays.
void ConsolidateMultiples(std::vector<EmbeddedType>* list) {
  size_t n = 0;
  for (size_t i = 0; i < list->size(); i++) {
    bool found = false;
    for (size_t j = 0; j < n && !found; j++) {
      if (Identical((*list)[j].type, (*list)[i].type)) {
        (*list)[j].multiples = true;
        found = true;
      }
    }
    if (!found) (*list)[n++] = (*list)[i];
  }
  list->resize(n);
}

Object* LookupImpl(Type* T, bool addressable, const Package* pkg, Symbol name, bool fold_case,
                   std::vector<int>* index, bool* indirect) {
  if (index != nullptr) index->clear();
  if (indirect != nullptr) *indirect = false;
  if (IsBlank(name)) return nullptr;

  // Not Under: methods of the base type of a named pointer type must not be found.
  bool is_ptr;
  Type* typ = Deref(T, &is_ptr);
  // Pointers to interfaces and to type parameters have no methods.
  if (is_ptr && IsInterface(typ)) return nullptr;

  std::vector<EmbeddedType> current{{typ, -1, is_ptr, false}}, next;
  std::vector<Step> steps;
  std::vector<Named*> seen;  // their fields and methods at lesser depth hide these
  while (!current.empty()) {
    next.clear();
    Object* obj = nullptr;
    int last = 0, last_step = -1;
    bool last_indirect = false;
    // Another match at the same depth: ambiguous.
    auto found = [&](const EmbeddedType& e, Object* o, int i) {
      bool collision = obj != nullptr || e.multiples;
      obj = o;
      last = i;
      last_step = e.step;
      last_indirect = e.indirect;
      return !collision;
    };
    auto ambiguous = [&]() -> Object* {
      if (index != nullptr) *index = PathOf(steps, last_step, last);
      return nullptr;
    };
    for (const EmbeddedType& e : current) {
      if (Named* named = AsNamed(e.type)) {
        bool known = false;
        for (Named* s : seen) {
          if (s == named || Identical(s, named)) known = true;
        }
        if (known) continue;
        seen.push_back(named);
        int i;
        if (Func* m = LookupMethod(named, pkg, name, fold_case, &i)) {
          if (!found(e, m, i)) return ambiguous();
          continue;  // there cannot be a field of that name
        }
      }
      Type* u = Under(e.type);
      if (auto* s = Is<Struct>(u)) {
        for (size_t i = 0; i < s->fields.size(); i++) {
          Var* f = s->fields[i];
          if (SameId(f, pkg, name, fold_case)) {
            if (!found(e, f, static_cast<int>(i))) return ambiguous();
            continue;
          }
          // Embedded fields matter if nothing is found at this depth.
          if (obj == nullptr && f->embedded) {
            bool ptr;
            Type* ft = Deref(f->type, &ptr);
            steps.push_back({e.step, static_cast<int>(i)});
            next.push_back({ft, static_cast<int>(steps.size()) - 1, e.indirect || ptr, e.multiples});
          }
        }
      } else if (auto* it = Is<Interface>(u)) {
        int i;
        if (Func* m = TypeSetLookupMethod(TypeSetOf(it), pkg, name, fold_case, &i)) {
          if (!found(e, m, i)) return ambiguous();
        }
      }
    }
    if (obj != nullptr) {
      // A method with pointer receiver needs a pointer or a variable.
      if (auto* f = Is<Func>(obj); f != nullptr && HasPtrRecv(f) && !last_indirect && !addressable) {
        if (indirect != nullptr) *indirect = true;
        return nullptr;
      }
      if (index != nullptr) *index = PathOf(steps, last_step, last);
      if (indirect != nullptr) *indirect = last_indirect;
      return obj;
    }
    std::swap(current, next);
    ConsolidateMultiples(&current);
  }
  return nullptr;
}

}  // namespace

Object* LookupFieldOrMethod(Type* T, bool addressable, const Package* pkg, Symbol name, bool fold_case,
                            std::vector<int>* index, bool* indirect) {
  // A named pointer type has its base's fields, but no methods.
  if (Named* t = AsNamed(T); t != nullptr) {
    if (auto* p = UnderIs<Pointer>(t)) {
      Object* obj = LookupImpl(p, false, pkg, name, fold_case, index, indirect);
      if (Is<Func>(obj) == nullptr) return obj;
      if (index != nullptr) index->clear();
      if (indirect != nullptr) *indirect = false;
      return nullptr;
    }
  }
  return LookupImpl(T, addressable, pkg, name, fold_case, index, indirect);
}

Object* LookupDirect(Type* T, bool addressable, const Package* pkg, Symbol name, int* index, bool* indirect) {
  bool is_ptr;
  Type* typ = Deref(T, &is_ptr);
  Object* found = nullptr;
  if (Named* named = AsNamed(typ)) {
    Type* u = Under(named);
    if (u == nullptr || (is_ptr ? u->kind == TypeKind::kInterface : u->kind == TypeKind::kPointer)) return nullptr;
    Func* m = LookupMethod(named, pkg, name, false, index);
    if (m != nullptr) {
      if (!is_ptr && !addressable && HasPtrRecv(m)) return nullptr;
      *indirect = is_ptr;
      return m;
    }
    typ = u;
  } else if (typ != nullptr && typ->kind != TypeKind::kStruct) {
    return nullptr;
  }
  if (auto* s = Is<Struct>(typ)) {
    for (size_t i = 0; i < s->fields.size(); i++) {
      Var* f = s->fields[i];
      if (f->name != name || !SameId(f, pkg, name)) continue;
      if (found != nullptr) return nullptr;
      found = f;
      *index = static_cast<int>(i);
    }
  } else if (auto* it = Is<Interface>(typ)) {
    found = TypeSetLookupMethod(TypeSetOf(it), pkg, name, false, index);
  }
  *indirect = is_ptr;
  return found;
}

Func* Checker::MissingMethod(Type* V, Type* T, bool is_static, FuncRef<bool(Type*, Type*)> equivalent,
                             std::string* cause, bool* wrong_type) {
  if (wrong_type != nullptr) *wrong_type = false;
  auto* iface = UnderIs<Interface>(T);
  if (iface == nullptr) return nullptr;
  List<Func*> methods = TypeSetOf(iface)->methods;
  if (methods.empty()) return nullptr;

  enum State { kOk, kNotFound, kWrongName, kUnexported, kWrongSig, kAmbigSel, kPtrRecv, kField } state = kOk;
  Func* m = nullptr;  // a method of T that V lacks
  Func* f = nullptr;  // V's method that comes near

  if (auto* u = UnderIs<Interface>(V)) {
    TypeSet* tset = TypeSetOf(u);
    for (Func* want : methods) {
      m = want;
      f = TypeSetLookupMethod(tset, m->pkg, m->name, false, nullptr);
      if (f == nullptr) {
        if (!is_static) continue;
        state = kNotFound;
        break;
      }
      if (!equivalent(f->type, m->type)) {
        state = kWrongSig;
        break;
      }
    }
  } else {
    for (Func* want : methods) {
      m = want;
      std::vector<int> index;
      bool indirect;
      Object* obj = LookupImpl(V, false, m->pkg, m->name, false, &index, &indirect);
      if (obj == nullptr) {
        f = nullptr;
        if (!index.empty()) {
          state = kAmbigSel;
        } else if (indirect) {
          state = kPtrRecv;
        } else {
          state = kNotFound;
          f = Is<Func>(LookupImpl(V, false, m->pkg, m->name, true, nullptr, nullptr));
          if (f != nullptr) state = f->name == m->name ? kUnexported : kWrongName;
        }
        break;
      }
      f = Is<Func>(obj);
      if (f == nullptr) {
        state = kField;
        break;
      }
      ObjDecl(f);  // its type may not be set up yet
      if (!equivalent(f->type, m->type)) {
        state = kWrongSig;
        break;
      }
    }
  }
  if (state == kOk) return nullptr;

  if (cause != nullptr) {
    if (f != nullptr) ObjDecl(f);
    switch (state) {
      case kOk:
        break;
      case kNotFound:
        if (IsInterfacePtr(V)) {
          *cause = "(" + InterfacePtrError(V) + ")";
        } else if (IsInterfacePtr(T)) {
          *cause = "(" + InterfacePtrError(T) + ")";
        } else {
          *cause = Sprintf("(missing method %s)", m->name);
        }
        break;
      case kWrongName:
        *cause = Sprintf("(missing method %s)\n\t\thave %s\n\t\twant %s", m->name, FuncString(f, false),
                         FuncString(m, false));
        break;
      case kUnexported:
        *cause = Sprintf("(unexported method %s)", m->name);
        break;
      case kWrongSig: {
        std::string fs = FuncString(f, false), ms = FuncString(m, false);
        if (fs == ms) {
          // They differ in packages.
          fs = FuncString(f, true);
          ms = FuncString(m, true);
        }
        if (fs == ms) {
          *cause = Sprintf("(wrong type for method %s)", m->name);
        } else {
          *cause = Sprintf("(wrong type for method %s)\n\t\thave %s\n\t\twant %s", m->name, fs, ms);
        }
        break;
      }
      case kAmbigSel:
        *cause = Sprintf("(ambiguous selector %s.%s)", V, m->name);
        break;
      case kPtrRecv:
        *cause = Sprintf("(method %s has pointer receiver)", m->name);
        break;
      case kField:
        *cause = Sprintf("(%s.%s is a field, not a method)", V, m->name);
        break;
    }
  }
  if (wrong_type != nullptr) *wrong_type = state == kWrongSig || state == kPtrRecv;
  return m;
}

namespace {

bool HasInvalidEmbeddedFieldsSeen(Type* T, std::vector<Struct*>* seen) {
  auto* s = UnderIs<Struct>(DerefStructPtr(T));
  if (s == nullptr) return false;
  for (Struct* x : *seen) {
    if (x == s) return false;
  }
  seen->push_back(s);
  for (Var* f : s->fields) {
    if (f->embedded && (!IsValid(f->type) || HasInvalidEmbeddedFieldsSeen(f->type, seen))) return true;
  }
  return false;
}

}  // namespace

bool HasInvalidEmbeddedFields(Type* T) {
  std::vector<Struct*> seen;
  return HasInvalidEmbeddedFieldsSeen(T, &seen);
}

bool Checker::HasAllMethods(Type* V, Type* T, bool is_static, FuncRef<bool(Type*, Type*)> equivalent,
                            std::string* cause) {
  if (!IsValid(V)) return true;  // nothing is known of it
  return MissingMethod(V, T, is_static, equivalent, cause, nullptr) == nullptr || HasInvalidEmbeddedFields(V);
}

bool IsInterfacePtr(Type* T) {
  auto* p = UnderIs<Pointer>(T);
  return p != nullptr && IsInterface(p->base);
}

std::string Checker::InterfacePtrError(Type* T) {
  auto* p = UnderIs<Pointer>(T);
  if (p != nullptr && IsTypeParam(p->base)) {
    return Sprintf("type %s is pointer to type parameter, not type parameter", T);
  }
  return Sprintf("type %s is pointer to interface, not interface", T);
}

std::string Checker::FuncString(Func* f, bool pkg_info) {
  std::string s(f->name_view());
  TypeWriter w(&s, this);
  w.set_pkg_info(pkg_info);
  w.set_param_names(false);
  if (auto* sig = f->signature()) w.Sig(sig);
  return s;
}

bool Checker::AssertableTo(Type* V, Type* T, std::string* cause) {
  // Any interface may hold a value with more methods.
  if (IsInterface(T)) return true;
  return HasAllMethods(T, V, false, [](Type* x, Type* y) { return Identical(x, y); }, cause);
}

bool Checker::NewAssertableTo(Type* V, Type* T, std::string* cause) {
  if (IsInterface(T)) return true;
  return Implements(T, V, false, cause);
}

Type* DerefStructPtr(Type* t) {
  if (auto* p = UnderIs<Pointer>(t); p != nullptr && UnderIs<Struct>(p->base) != nullptr) return p->base;
  return t;
}

int FieldIndex(const List<Var*>& fields, const Package* pkg, Symbol name, bool fold_case) {
  if (IsBlank(name)) return -1;
  for (size_t i = 0; i < fields.size(); i++) {
    if (SameId(fields[i], pkg, name, fold_case)) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace minigo::types
