// This file implements assignments and short variable declarations.
#include "interp/compile/fn.h"
#include "runtime/base/check.h"

namespace minigo::compile {

using namespace grammar;
using types::Var;

namespace {
bool IsBlank(Expr* e) {
  auto* n = Is<Name>(Unparen(e));
  return n != nullptr && View(n->value) == "_";
}
}  // namespace

// The variable that a name on the left of := declares; nullptr for one that it assigns.
Var* FnCompiler::DefinedVar(Expr* lhs) {
  auto* n = Is<Name>(lhs);
  auto* v = n != nullptr ? types::Is<Var>(n->obj) : nullptr;
  return v != nullptr && v->pos == n->pos ? v : nullptr;
}

// The expressions on the left of = that are read to find their place: all but the names.
List<Expr*> FnCompiler::ReadOnTheLeft(const List<Expr*>& lhs) {
  std::vector<Expr*> list;
  for (Expr* x : lhs) {
    if (Unparen(x)->kind != NodeKind::kName) list.push_back(x);
  }
  return List<Expr*>::Of(program_.arena(), list);
}

void FnCompiler::Assign(AssignStmt* s) {
  if (s->rhs == nullptr || (s->op != Op::kNone && s->op != Op::kDef)) return AssignOp(s);
  List<Expr*> lhs = UnpackList(program_.arena(), s->lhs);
  List<Expr*> rhs = UnpackList(program_.arena(), s->rhs);
  if (lhs.size() != rhs.size()) return AssignMulti(lhs, rhs[0], s->op == Op::kDef);
  if (s->op == Op::kDef) return Define(lhs, rhs);
  if (lhs.size() == 1) return AssignOne(lhs[0], rhs[0]);
  AssignPairs(lhs, rhs);
}

Place FnCompiler::LhsPlace(Expr* e) {
  Expr* x = Unparen(e);
  if (auto* ix = Is<IndexExpr>(x)) {
    if (TypeOf(ix->x)->kind == rt::Kind::kMap) return IndexPlace(ix);
  }
  return PlaceOf(x);
}

void FnCompiler::AssignOne(Expr* lhs, Expr* rhs) {
  int mark = top();
  if (IsBlank(lhs)) {
    Order({rhs});
    if (!IsNilName(rhs)) {
      if (types::ValueOf(rhs) == nullptr) ExprTo(rhs);
    }
    Release(mark);
    return;
  }
  Order({rhs}, Unparen(lhs)->kind == NodeKind::kName ? nullptr : lhs);
  Place p = LhsPlace(lhs);
  if (p.kind == Place::kFrame && !p.in_block) {
    ExprAs(rhs, p.type, p.slot);
  } else if (p.kind == Place::kFrame && p.off % 8 == 0 && p.type->size % 8 == 0) {
    // A part of a block: built aside unless one instruction writes it.
    if (SlotsOf(p.type) <= 3) {
      ExprAs(rhs, p.type, p.slot + static_cast<int>(p.off / 8));
    } else {
      Store(p, ExprAs(rhs, p.type));
    }
  } else {
    int v = ExprAs(rhs, p.type);
    SetPos(Unparen(lhs)->kind == NodeKind::kIndexExpr ? Unparen(lhs)->pos : StartPos(lhs));
    if (p.kind == Place::kVoid) {
      Release(mark);
      return;
    }
    Store(p, v);
  }
  Release(mark);
}

void FnCompiler::Define(const List<Expr*>& lhs, const List<Expr*>& rhs) {
  bool all_new = true;
  for (Expr* x : lhs) all_new = all_new && (IsBlank(x) || DefinedVar(x) != nullptr);
  if (!all_new) {
    // Some names are only assigned: evaluate everything first.
    int mark = top();
    // The slots of the new variables come first, below the temporaries.
    std::vector<int> slots;
    for (Expr* x : lhs) {
      Var* v = DefinedVar(x);
      slots.push_back(v != nullptr ? Alloc(VarSlots(v, Lower(v->type))) : kNone);
      if (v != nullptr) mark = top();
    }
    Order({}, rhs);
    std::vector<int> values;
    for (size_t i = 0; i < lhs.size(); i++) {
      const Type* t = IsBlank(lhs[i]) ? TypeOf(rhs[i]) : Lower(types::As<Var>(As<Name>(Unparen(lhs[i]))->obj)->type);
      values.push_back(Fresh(rhs[i], t));
    }
    for (size_t i = 0; i < lhs.size(); i++) {
      if (IsBlank(lhs[i])) continue;
      if (Var* v = DefinedVar(lhs[i])) {
        PlaceVarAt(v, Lower(v->type), slots[i], values[i]);
      } else {
        Store(LhsPlace(lhs[i]), values[i]);
      }
    }
    Release(mark);
    return;
  }
  if (lhs.size() == 1) {
    Var* v = DefinedVar(lhs[0]);
    if (v == nullptr) return AssignOne(lhs[0], rhs[0]);
    const Type* t = Lower(v->type);
    int slot = Alloc(VarSlots(v, t));
    const size_t rooms = rooms_.size();
    MakeRoom(rhs[0]);
    int mark = top();
    if (KnownLit known; !v->reassigned && !v->address_taken && KnowLit(rhs[0], &known)) known_lits_.insert_or_assign(v, known);
    NoteConcrete(v, t, rhs[0]);
    Order({rhs[0]});
    if (NeedsCell(v, t)) {
      int value = ExprAs(rhs[0], t);
      SetPos(lhs[0]->pos);
      PlaceVarAt(v, t, slot, value);
    } else {
      ExprAs(rhs[0], t, slot);
      VarLoc& l = LocOf(v);
      l.kind = VarLoc::kSlot;
      l.slot = slot;
      l.type = t;
    }
    Release(mark);
    rooms_.resize(rooms);
    return;
  }
  // Several new variables: the values see none of them.
  std::vector<int> slots;
  for (Expr* x : lhs) {
    Var* v = DefinedVar(x);
    slots.push_back(v != nullptr ? Alloc(VarSlots(v, Lower(v->type))) : kNone);
  }
  const size_t rooms = rooms_.size();
  for (Expr* x : rhs) MakeRoom(x);
  int mark = top();
  Order({}, rhs);
  std::vector<int> values(lhs.size(), kNone);
  for (size_t i = 0; i < lhs.size(); i++) {
    Var* v = DefinedVar(lhs[i]);
    if (v == nullptr) {
      Discard(rhs[i]);
    } else if (NeedsCell(v, Lower(v->type))) {
      values[i] = Fresh(rhs[i], Lower(v->type));
    } else {
      int m = top();
      ExprAs(rhs[i], Lower(v->type), slots[i]);
      Release(m);
    }
  }
  for (size_t i = 0; i < lhs.size(); i++) {
    Var* v = DefinedVar(lhs[i]);
    if (v == nullptr) continue;
    const Type* t = Lower(v->type);
    PlaceVarAt(v, t, slots[i], values[i] == kNone ? slots[i] : values[i]);
  }
  Release(mark);
  rooms_.resize(rooms);
}

// Gives v its place at `slot` (allocated before) with the value in slots at `value`.
void FnCompiler::PlaceVarAt(Var* v, const Type* t, int slot, int value) {
  VarLoc& l = LocOf(v);
  l.type = t;
  l.slot = slot;
  if (NeedsCell(v, t)) {
    l.kind = VarLoc::kCell;
    MakeCell(v, t, slot, value);
  } else {
    l.kind = VarLoc::kSlot;
    Move(t, slot, value);
  }
}

void FnCompiler::AssignPairs(const List<Expr*>& lhs, const List<Expr*>& rhs) {
  int mark = top();
  Order(ReadOnTheLeft(lhs), rhs);
  bool assigns_local = false;
  for (Expr* x : lhs) assigns_local |= Is<Name>(Unparen(x)) != nullptr;
  std::vector<Place> places(lhs.size());
  std::vector<int> values(rhs.size(), kNone);
  auto place = [&](size_t i) {
    if (IsBlank(lhs[i])) return;
    Place p = LhsPlace(lhs[i]);
    places[i] = assigns_local ? Pin(p) : p;
  };
  auto value = [&](size_t i) {
    if (!IsBlank(lhs[i])) {
      values[i] = Fresh(rhs[i], places[i].type != nullptr ? places[i].type : TypeOf(lhs[i]));
    } else if (!IsNilName(rhs[i])) {
      values[i] = ExprTo(rhs[i]);
    }
  };
  if (std::vector<bool> ahead; ReadsAhead(lhs, rhs, &ahead)) {
    bool plain = IsPlainPlace(lhs[0]);
    if (plain) place(0);
    for (size_t i = 1; i < lhs.size(); i++) {
      place(i);
      if (ahead[i]) value(i);
    }
    value(0);
    if (!plain) place(0);
    for (size_t i = 1; i < rhs.size(); i++) {
      if (!ahead[i]) value(i);
    }
  } else {
    for (size_t i = 0; i < lhs.size(); i++) place(i);
    for (size_t i = 0; i < rhs.size(); i++) value(i);
  }
  for (size_t i = 0; i < lhs.size(); i++) {
    if (places[i].type == nullptr) continue;
    SetPos(StartPos(lhs[i]));
    Store(places[i], values[i]);
  }
  Release(mark);
}

// a, b = f()   v, ok = m[k]   v, ok := <-ch …
void FnCompiler::AssignMulti(const List<Expr*>& lhs, Expr* rhs, bool def) {
  std::vector<int> slots;
  for (Expr* x : lhs) {
    Var* v = def ? DefinedVar(x) : nullptr;
    slots.push_back(v != nullptr ? Alloc(VarSlots(v, Lower(v->type))) : kNone);
  }
  int mark = top();
  if (!def) OrderPlaces(ReadOnTheLeft(lhs));
  int at = CommaOk(rhs, kNone);
  std::vector<Place> places;
  bool assigns_local = false;
  for (Expr* x : lhs) assigns_local |= Is<Name>(Unparen(x)) != nullptr;
  for (size_t i = 0; i < lhs.size(); i++) {
    if (IsBlank(lhs[i]) || slots[i] != kNone) {
      places.emplace_back();
    } else {
      Place p = LhsPlace(lhs[i]);
      places.push_back(assigns_local ? Pin(p) : p);
    }
  }
  auto* tuple = types::Is<types::Tuple>(types::TypeOf(rhs));
  const Type* bool_type = program_.table().Basic(rt::Kind::kBool);
  for (size_t i = 0; i < lhs.size(); i++) {
    const Type* from = tuple != nullptr ? Lower(tuple->vars[i]->type) : i == 0 ? TypeOf(rhs) : bool_type;
    if (slots[i] != kNone) {
      Var* v = DefinedVar(lhs[i]);
      const Type* t = Lower(v->type);
      int value = ArgAs({nullptr, at, from}, t, kNone);
      SetPos(lhs[i]->pos);
      PlaceVarAt(v, t, slots[i], value);
    } else if (places[i].type != nullptr) {
      int value = ArgAs({nullptr, at, from}, places[i].type, kNone);
      Store(places[i], value);
    }
    at += SlotsOf(from);
  }
  Release(mark);
}

// Whether m[k] op= v may be done where the entry lies, and be looked up once: nothing panics when the entry has been made.
bool FnCompiler::UpdatesMapInPlace(AssignStmt* s, const Place& p) {
  switch (s->op) {
    case Op::kAdd: case Op::kSub: case Op::kMul: case Op::kAnd: case Op::kOr: case Op::kXor: case Op::kAndNot: break;
    default: return false;
  }
  const Type* key = p.map_type->key;
  if (!key->regular_memory() && key->kind != rt::Kind::kString) return false;
  if (!IsIntKind(p.type->kind) && !IsFloatKind(p.type->kind) && p.type->kind != rt::Kind::kString) return false;
  return s->rhs == nullptr || !EvaluatesCall(s->rhs);
}

void FnCompiler::AssignOp(AssignStmt* s) {
  int mark = top();
  Op op = s->op;
  SetPos(s->pos);
  Pos at = s->pos;
  Order({s->rhs}, s->lhs);
  Place p = LhsPlace(s->lhs);
  const Type* t = p.type;
  int64_t k = 1;
  bool constant = s->rhs == nullptr || (IsIntKind(t->kind) && op != Op::kShl && op != Op::kShr && SmallConst(s->rhs, &k));
  int right = kNone;
  if (p.kind == Place::kMapElem && UpdatesMapInPlace(s, p)) {
    // What may panic is evaluated before the entry is made.
    if (s->rhs != nullptr && !constant) right = ExprAs(s->rhs, t);
    SetPos(at);
    Place elem;
    elem.kind = Place::kMem;
    elem.type = t;
    elem.nil_checked = true;
    elem.slot = Alloc(1);
    EmitT(Opcode::kMapAddr, elem.slot, p.slot, p.index, p.map_type);
    p = elem;
  }
  auto value = [&]() { return right != kNone ? right : ExprTo(s->rhs); };
  auto apply = [&](int x, int want) {
    SetPos(at);
    if (s->rhs == nullptr) {
      if (IsIntKind(t->kind)) {
        ArithImm(op, t, x, 1, want);
        return;
      }
      int one = Constant(world_.constants().Int64(1), t, kNone);
      Arith(op, t, x, one, want, nullptr);
      return;
    }
    if (op == Op::kShl || op == Op::kShr) {
      ShiftOp(op, t, x, s->rhs, want);
    } else {
      Arith(op, t, x, right, want, right == kNone ? s->rhs : nullptr);
    }
  };
  if (p.kind == Place::kFrame && !p.in_block) {
    apply(p.slot, p.slot);
    Release(mark);
    return;
  }
  bool word = ShapeOf(t) == Shape::kWord && IsIntKind(t->kind);
  if (p.kind == Place::kMem && p.off <= 0xffff) {
    if (word && constant && (op == Op::kAdd || op == Op::kSub) && k != INT16_MIN) {
      Emit(Opcode::kIncMem64, p.slot, static_cast<int>(op == Op::kAdd ? k : -k), static_cast<int>(p.off));
      Release(mark);
      return;
    }
    if (s->rhs != nullptr && word && (op == Op::kAdd || op == Op::kSub)) {
      int v = value();
      SetPos(at);
      Emit(op == Op::kAdd ? Opcode::kAddMem64 : Opcode::kSubMem64, p.slot, v, static_cast<int>(p.off));
      Release(mark);
      return;
    }
    if (s->rhs != nullptr && t->kind == rt::Kind::kFloat64 && (op == Op::kAdd || op == Op::kSub || op == Op::kMul)) {
      // p.f += a*b in one instruction.
      auto* mul = Is<Operation>(Unparen(s->rhs));
      if (right == kNone && op != Op::kMul && mul != nullptr && mul->y != nullptr && mul->op == Op::kMul && types::ValueOf(mul) == nullptr) {
        int a = ExprTo(mul->x);
        int b = ExprTo(mul->y);
        SetPos(at);
        Emit(op == Op::kAdd ? Opcode::kFMulAddMem : Opcode::kFMulSubMem, p.slot, a, b);
        code_.Extra(p.off);
      } else {
        int v = value();
        SetPos(at);
        Opcode o = op == Op::kAdd ? Opcode::kFAddMem : op == Op::kSub ? Opcode::kFSubMem : Opcode::kFMulMem;
        Emit(o, p.slot, v, static_cast<int>(p.off));
      }
      Release(mark);
      return;
    }
  }
  if (p.kind == Place::kSliceElem && word && op == Op::kAdd && s->rhs != nullptr) {
    int v = ExprTo(s->rhs);
    SetPos(at);
    Emit(Opcode::kSAdd64, p.slot, p.index, v);
    Release(mark);
    return;
  }
  if (p.kind == Place::kMapElem) {
    // Looked up twice, so that a panic of the operation leaves no entry behind.
    int x = AllocType(t);
    Load(p, x);
    apply(x, x);
    SetPos(at);
    Store(p, x);
    Release(mark);
    return;
  }
  Place q = p;
  if (p.kind == Place::kSliceElem || p.kind == Place::kMemElem) {
    // One bounds check for the load and the store.
    if (ShapeOf(t) != Shape::kWord && ShapeOf(t) != Shape::kPtr) q = ToMem(p);
  }
  int x = AllocType(t);
  Load(q, x);
  apply(x, x);
  SetPos(at);
  Store(q, x);
  Release(mark);
}

}  // namespace minigo::compile
