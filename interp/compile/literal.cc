// This file implements composite literals. They are built in place: in frame slots, or in the memory just
// allocated for them. Long lists of constants are copied from an image made at compile time.
#include <cstring>

#include "interp/compile/fn.h"
#include "runtime/base/check.h"

namespace minigo::compile {

using namespace grammar;

namespace {
bool HasBlank(const rt::StructType* t) {
  for (const rt::StructField& f : t->fields) {
    if (f.name.view() == "_") return true;
  }
  return false;
}
}  // namespace

int64_t FnCompiler::LitLength(grammar::CompositeLit* e) {
  int64_t at = 0, max = 0;
  for (Expr* x : e->elems) {
    if (auto* kv = Is<KeyValueExpr>(x)) {
      int64_t k = 0;
      if (IntConst(kv->key, &k)) at = k;
    }
    at++;
    if (at > max) max = at;
  }
  return max;
}

// The memory form of a constant. False: it needs code.
bool FnCompiler::ConstantBytes(types::Const v, const Type* t, char* out) {
  types::ConstPool& pool = world_.constants();
  switch (t->kind) {
    case rt::Kind::kBool: *out = types::BoolVal(v); return true;
    case rt::Kind::kString: {
      rt::GoString s = program_.Text(types::StringVal(v));
      std::memcpy(out, &s, sizeof s);
      return true;
    }
    case rt::Kind::kFloat64: {
      double f = types::Float64Val(pool.ToFloat(v));
      std::memcpy(out, &f, 8);
      return true;
    }
    case rt::Kind::kFloat32: {
      float f = types::Float32Val(pool.ToFloat(v));
      std::memcpy(out, &f, 4);
      return true;
    }
    case rt::Kind::kComplex128: {
      types::Const z = pool.ToComplex(v);
      double f[2] = {types::Float64Val(pool.ToFloat(pool.Real(z))), types::Float64Val(pool.ToFloat(pool.Imag(z)))};
      std::memcpy(out, f, 16);
      return true;
    }
    case rt::Kind::kComplex64: {
      types::Const z = pool.ToComplex(v);
      float f[2] = {types::Float32Val(pool.ToFloat(pool.Real(z))), types::Float32Val(pool.ToFloat(pool.Imag(z)))};
      std::memcpy(out, f, 8);
      return true;
    }
    default: break;
  }
  if (!IsIntKind(t->kind)) return false;
  int64_t i = 0;
  types::Const c = pool.ToInt(v);
  if (!types::Int64Val(c, &i)) {
    uint64_t u = 0;
    if (!types::Uint64Val(c, &u)) return false;
    i = static_cast<int64_t>(u);
  }
  std::memcpy(out, &i, t->size);
  return true;
}

// An immortal image of `len` elements if all of them are constants; worth it for eight or more.
bool FnCompiler::ConstantImage(grammar::CompositeLit* e, const Type* elem, int64_t len, void** image) {
  if (e->elems.size() < 8 || elem->size == 0) return false;
  for (Expr* x : e->elems) {
    if (auto* kv = Is<KeyValueExpr>(x)) x = kv->value;
    if (x->tv == nullptr || x->tv->value == nullptr || x->tv->mode != types::OperandMode::kConstant) return false;
  }
  if (elem->kind == rt::Kind::kInterface) return false;
  char* p = static_cast<char*>(program_.Immortal(static_cast<size_t>(len) * elem->size, false));
  int64_t at = 0;
  for (Expr* x : e->elems) {
    if (auto* kv = Is<KeyValueExpr>(x)) {
      IntConst(kv->key, &at);
      x = kv->value;
    }
    if (!ConstantBytes(x->tv->value, elem, p + static_cast<size_t>(at) * elem->size)) return false;
    at++;
  }
  *image = p;
  return true;
}

int FnCompiler::CompositeLit(grammar::CompositeLit* e, int want) {
  const Type* t = TypeOf(e);
  if (t->kind == rt::Kind::kPointer) return AddressOfLit(e, rt::As<rt::PtrType>(t)->elem, want);  // elided &T
  int d = want != kNone ? want : AllocType(t);
  int mark = top();
  switch (t->kind) {
    case rt::Kind::kSlice: {
      const Type* elem = rt::As<rt::SliceType>(t)->elem;
      int64_t len = LitLength(e);
      if (len == 0) {
        // Not nil: any valid address will do.
        Emit(Opcode::kLdK, d);
        code_.Extra(program_.Immortal(8, false));
        Emit(Opcode::kZeroN, d + 1, 2);
        break;
      }
      const Type* at = program_.table().ArrayOf(elem, len);
      int p = Alloc(1);
      MakeNew(e, at, p);
      void* image;
      if (ConstantImage(e, elem, len, &image)) {
        int src = Alloc(1);
        Emit(Opcode::kLdK, src);
        code_.Extra(image);
        EmitT(Opcode::kCopyMem, p, src, 0, at);
      } else {
        Place mem = Deref(p, at);
        mem.nil_checked = true;
        FillLit(e, at, mem, true);
      }
      Emit(Opcode::kMov, d, p);
      LoadImm(d + 1, len);
      LoadImm(d + 2, len);
      break;
    }
    case rt::Kind::kMap: {
      auto* mt = rt::As<rt::MapType>(t);
      int m = Alloc(1);
      if (e->elems.empty()) {
        EmitT(Opcode::kMapMake, m, bytecode::kNoSlot, 0, mt);
      } else {
        int hint = Alloc(1);
        LoadImm(hint, e->elems.size());
        EmitT(Opcode::kMapMake, m, hint, 0, mt);
      }
      for (Expr* x : e->elems) {
        auto* kv = As<KeyValueExpr>(x);
        int inner = top();
        Order({kv->key, kv->value});
        Place p;
        p.kind = Place::kMapElem;
        p.map_type = mt;
        p.type = mt->elem;
        p.slot = m;
        p.index = Alloc(SlotsOf(mt->key));
        ElemInto(kv->key, mt->key, p.index);
        int v = Alloc(SlotsOf(mt->elem));
        ElemInto(kv->value, mt->elem, v);
        SetPos(StartPos(kv));
        Store(p, v);
        Release(inner);
      }
      Emit(Opcode::kMov, d, m);
      break;
    }
    default: {
      // Struct or array. Built aside when it goes to a variable that its own elements may read.
      if (t->size == 0) {
        for (Expr* x : e->elems) {
          if (auto* kv = Is<KeyValueExpr>(x)) x = kv->value;
          if (!Is<grammar::CompositeLit>(x)) Discard(x);
        }
        break;
      }
      if (t->boxed()) {
        int p = Alloc(1);
        EmitT(Opcode::kNew, p, 0, 0, t);
        Place mem = Deref(p, t);
        mem.nil_checked = true;
        FillLit(e, t, mem, true);
        Emit(Opcode::kMov, d, p);
        break;
      }
      Place p;
      p.kind = Place::kFrame;
      p.type = t;
      p.slot = want != kNone ? Alloc(SlotsOf(t)) : d;
      FillLit(e, t, p, false);
      Move(t, d, p.slot);
      break;
    }
  }
  Release(mark);
  return d;
}

// One element's value, which may be a literal without its type, into slots.
void FnCompiler::ElemInto(Expr* e, const Type* t, int slot) {
  int mark = top();
  if (auto* lit = Is<grammar::CompositeLit>(Unparen(e)); lit != nullptr && t->kind != rt::Kind::kInterface) {
    CompositeLit(lit, slot);
  } else {
    ExprAs(e, t, slot);
  }
  Release(mark);
}

// Makes the new variable, zeroed, of a literal or call of new: its address goes to the slot.
void FnCompiler::MakeNew(const Expr* e, const Type* t, int slot) {
  int place = kNone;
  for (const Room& r : rooms_) {
    if (r.e == e && r.t == t) place = r.slot;
  }
  if (place == kNone && t->size == 0 && IsInFrame(e)) {
    place = Alloc(1);  // for the statement
  }
  if (place == kNone) return EmitT(Opcode::kNew, slot, 0, 0, t);
  Zero(place, SlotsOf(t));
  TakeAddress(slot, place, t);
}

// Makes room in the frame for what e, the first value of a variable, will make, if that stays there.
void FnCompiler::MakeRoom(Expr* e) {
  Expr* value = Unparen(e);
  e = value;
  if (auto* o = Is<Operation>(e); o != nullptr && o->y == nullptr && o->op == Op::kAnd) e = Unparen(o->x);
  if (!IsInFrame(e)) return;
  const Type* t = TypeOf(value);
  auto* lit = Is<grammar::CompositeLit>(e);
  if (t->kind == rt::Kind::kSlice && lit != nullptr) {
    t = program_.table().ArrayOf(rt::As<rt::SliceType>(t)->elem, LitLength(lit));
    if (t->size == 0) return;
  } else if (t->kind == rt::Kind::kPointer) {
    t = rt::As<rt::PtrType>(t)->elem;
    if (lit != nullptr && t->kind != rt::Kind::kStruct && t->kind != rt::Kind::kArray) return;
  } else {
    return;
  }
  if (!MayStay(t)) return;
  rooms_.push_back({e, t, Alloc(PlaceSlots(t))});
}

int FnCompiler::AddressOfLit(grammar::CompositeLit* e, const Type* t, int want) {
  int d = want != kNone ? want : Alloc(1);
  int mark = top();
  int p = Alloc(1);
  if (t->kind == rt::Kind::kStruct || t->kind == rt::Kind::kArray) {
    MakeNew(e, t, p);
    Place mem = Deref(p, t);
    mem.nil_checked = true;
    FillLit(e, t, mem, true);
  } else {  // &[]T{…}, &map[K]V{…}
    int v = CompositeLitOf(e, t);
    EmitT(Opcode::kNewSet, p, v, 0, t);
  }
  Emit(Opcode::kMov, d, p);
  Release(mark);
  return d;
}

// The literal as a value of t, when its recorded type may be *t.
int FnCompiler::CompositeLitOf(grammar::CompositeLit* e, const Type* t) {
  if (TypeOf(e) == t) return CompositeLit(e, kNone);
  types::TypeAndValue tv = *e->tv;
  tv.type = program_.TypeOf(t);
  const types::TypeAndValue* old = e->tv;
  e->tv = &tv;
  int v = CompositeLit(e, kNone);
  e->tv = old;
  return v;
}

void FnCompiler::FillElem(Expr* e, const Type* t, const Place& into, bool zeroed) {
  int mark = top();
  auto* lit = Is<grammar::CompositeLit>(Unparen(e));
  bool block = t->kind == rt::Kind::kStruct || t->kind == rt::Kind::kArray;
  if (lit != nullptr && block && t->size > 0 && TypeOf(lit) == t &&
      (into.kind == Place::kFrame || into.kind == Place::kMem)) {
    FillLit(lit, t, into, zeroed);
  } else if (into.kind == Place::kFrame && into.off % 8 == 0 && (t->size % 8 == 0) && t->size > 0) {
    ExprAs(e, t, into.slot + static_cast<int>(into.off / 8));
  } else if (into.kind == Place::kVoid) {
    Discard(e);
  } else {
    int v = ExprAs(e, t);
    Store(into, v);
  }
  Release(mark);
}

void FnCompiler::FillLit(grammar::CompositeLit* e, const Type* t, const Place& into, bool zeroed) {
  if (t->kind == rt::Kind::kStruct) {
    auto* st = rt::As<rt::StructType>(t);
    if (!zeroed) {
      bool packed = false;
      for (const rt::StructField& f : st->fields) packed |= f.type->size % 8 != 0;
      if (e->elems.size() < st->fields.size() || packed || HasBlank(st)) {
        StoreZero(into);
        zeroed = true;
      }
    }
    size_t i = 0;
    for (Expr* x : e->elems) {
      size_t index = i++;
      if (auto* kv = Is<KeyValueExpr>(x)) {
        auto* v = types::As<types::Var>(As<Name>(kv->key)->obj);
        index = FieldIndex(t, v);
        x = kv->value;
      }
      if (st->fields[index].name.view() == "_") {  // blank fields hold nothing
        Discard(x);
        continue;
      }
      FillElem(x, st->fields[index].type, FieldOf(into, st->fields[index]), zeroed);
    }
    return;
  }
  auto* at = rt::As<rt::ArrayType>(t);
  if (!zeroed && (LitCount(e) < at->len || at->elem->size % 8 != 0)) {
    StoreZero(into);
    zeroed = true;
  }
  void* image;
  if (into.kind == Place::kMem && into.off == 0 && ConstantImage(e, at->elem, at->len, &image)) {
    int mark = top();
    int src = Alloc(1);
    Emit(Opcode::kLdK, src);
    code_.Extra(image);
    EmitT(Opcode::kCopyMem, into.slot, src, 0, at);
    Release(mark);
    return;
  }
  int64_t k = 0;
  for (Expr* x : e->elems) {
    if (auto* kv = Is<KeyValueExpr>(x)) {
      IntConst(kv->key, &k);
      x = kv->value;
    }
    Place p = into;
    p.type = at->elem;
    p.off += static_cast<uint64_t>(k) * at->elem->size;
    if (p.kind == Place::kFrame) p.in_block = true;
    if (at->elem->size == 0) p.kind = Place::kVoid;
    FillElem(x, at->elem, p, zeroed);
    k++;
  }
}

// The number of elements given, if they are distinct and in order from 0; else 0.
int64_t FnCompiler::LitCount(grammar::CompositeLit* e) {
  return e->nkeys == 0 ? static_cast<int64_t>(e->elems.size()) : 0;
}

size_t FnCompiler::FieldIndex(const Type* t, types::Var* field) {
  auto* st = rt::As<rt::StructType>(t);
  types::Struct* s = types::UnderIs<types::Struct>(program_.TypeOf(t));
  if (s != nullptr) {
    for (size_t i = 0; i < s->fields.size(); i++) {
      if (s->fields[i] == field || s->fields[i]->Origin() == field->Origin()) return i;
    }
  }
  for (size_t i = 0; i < st->fields.size(); i++) {
    if (st->fields[i].name.view() == field->name_view()) return i;
  }
  MINIGO_UNREACHABLE();
}

bool IsLaidOut(Expr* e) {
  if (e == nullptr || types::ValueOf(e) != nullptr) return true;
  switch (e->kind) {
    case NodeKind::kFuncLit: return true;
    case NodeKind::kName: {
      types::Object* o = As<Name>(e)->obj;
      return o != nullptr && (o->kind == types::ObjectKind::kFunc || o->kind == types::ObjectKind::kNil);
    }
    case NodeKind::kParenExpr: return IsLaidOut(As<ParenExpr>(e)->x);
    case NodeKind::kKeyValueExpr: return IsLaidOut(As<KeyValueExpr>(e)->value);
    case NodeKind::kCompositeLit: {
      types::Type* t = types::TypeOf(e);
      if (t == nullptr || types::Under(t)->kind == types::TypeKind::kMap) return false;
      for (Expr* x : As<grammar::CompositeLit>(e)->elems) {
        if (!IsLaidOut(x)) return false;
      }
      return true;
    }
    case NodeKind::kOperation: {
      // The address of a variable, or of a literal.
      auto* o = As<Operation>(e);
      if (o->y != nullptr || o->op != Op::kAnd) return false;
      Expr* x = Unparen(o->x);
      if (auto* n = Is<Name>(x)) return n->obj != nullptr && n->obj->kind == types::ObjectKind::kVar;
      return x->kind == NodeKind::kCompositeLit && IsLaidOut(x);
    }
    case NodeKind::kCallExpr: {
      // A conversion that changes nothing, or one of a constant text.
      auto* c = As<CallExpr>(e);
      if (c->fun->tv == nullptr || !IsConversion(c)) return false;
      Expr* x = c->args[0];
      if (types::UnderIs<types::Slice>(types::TypeOf(e)) != nullptr && types::ValueOf(x) != nullptr) return true;
      return types::UnderIs<types::Interface>(types::TypeOf(e)) == nullptr && IsLaidOut(x);
    }
    default: return false;
  }
}

}  // namespace minigo::compile
