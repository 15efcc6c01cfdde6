// This file implements questions about all types of a type set, and common underlying types.
#include "interp/types/checker.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

bool AllTypes(Type* t, FuncRef<bool(Type*, Type*)> f) {
  if (auto* p = UnaliasIs<TypeParam>(t)) return TypeSetAll(TypeSetOf(TypeParamIface(p)), f);
  return f(t, Under(t));
}

bool UnderIs(Type* t, FuncRef<bool(Type*)> f) {
  return AllTypes(t, [&f](Type*, Type* u) { return f(u); });
}

Type* CommonUnder(Type* t, FuncRef<TypeError(Type*, Type*)> cond, TypeError* err) {
  Type* ct = nullptr;  // a type, and
  Type* cu = nullptr;  // the underlying type that all have so far
  TypeError error;
  AllTypes(t, [&](Type* t, Type* u) {
    if (cond) {
      error = cond(t, u);
      if (error) return false;
    }
    if (u == nullptr) {
      error = TypeError::Of("no specific type");
      return false;
    }
    if (cu == nullptr) {
      ct = t;
      cu = u;
      return true;
    }
    // Channels may differ in direction: the restricted one is common.
    auto* chu = Is<Chan>(cu);
    auto* ch = Is<Chan>(u);
    if (chu != nullptr && ch != nullptr) {
      if (!Identical(chu->elem, ch->elem)) {
        error = TypeError::Of("channels %s and %s have different element types", ct, t);
        return false;
      }
      if (chu->dir == ch->dir) return true;
      if (chu->dir == grammar::ChanDir::kBoth) {
        ct = t;
        cu = u;
      } else if (ch->dir != grammar::ChanDir::kBoth) {
        error = TypeError::Of("channels %s and %s have conflicting directions", ct, t);
        return false;
      }
      return true;
    }
    if (!Identical(cu, u)) {
      error = TypeError::Of("%s and %s have different underlying types", ct, t);
      return false;
    }
    return true;
  });
  if (error) {
    if (err != nullptr) *err = error;
    return nullptr;
  }
  return cu;
}

Type* CoreType(Type* t) { return CommonUnder(t, nullptr, nullptr); }

Type* CoreString(Type* t) {
  if (Is<TypeParam>(Unalias(t)) == nullptr) return Under(t);
  Type* core = nullptr;
  Type* str = nullptr;
  bool bytes_only = true;
  bool ok = UnderIs(t, [&](Type* u) {
    if (u == nullptr) return false;
    if (IsString(u)) {
      str = u;
      return true;
    }
    auto* s = Is<Slice>(u);
    if (s == nullptr || !IsBasic(s->elem, kIsInteger) || Unalias(s->elem)->kind != TypeKind::kBasic ||
        As<Basic>(Unalias(s->elem))->basic != BasicKind::kUint8) {
      bytes_only = false;
    }
    if (core == nullptr) {
      core = u;
      return true;
    }
    return Identical(core, u);
  });
  if (str != nullptr) return ok && bytes_only ? str : nullptr;
  return CoreType(t);
}

}  // namespace minigo::types
