// This file implements if, for, range, switch and select. Loops are rotated: the condition stands at the bottom and
// is entered by a jump.
#include <algorithm>

#include "interp/compile/fn.h"
#include "interp/compile/rangefunc.h"
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

namespace {
Expr* RangeLhs(RangeClause* rc, size_t i) {
  if (rc->lhs == nullptr) return nullptr;
  Expr* e = nullptr;
  if (auto* l = Is<ListExpr>(rc->lhs)) e = i < l->elems.size() ? l->elems[i] : nullptr;
  else e = i == 0 ? rc->lhs : nullptr;
  return e != nullptr && IsBlank(e) ? nullptr : e;
}
}  // namespace

void FnCompiler::If(IfStmt* s) {
  // else-if chains are walked iteratively.
  int mark = top();
  Label end = NewLabel();
  for (;;) {
    if (s->init != nullptr) Statement(s->init);
    SetPos(s->pos);
    types::Const c = types::ValueOf(s->cond);
    if (c != nullptr) {
      // The branch not taken is not compiled, unless a label in it may be jumped to.
      if (types::BoolVal(c)) {
        Block(s->then);
        break;
      }
      if (s->els == nullptr) break;
    } else {
      Label no = s->els != nullptr ? NewLabel() : end;
      CondJump(s->cond, false, no);
      Block(s->then);
      if (s->els == nullptr) break;
      Jump(Opcode::kJmp, end);
      Bind(no);
    }
    if (auto* next = Is<IfStmt>(s->els)) {
      s = next;
      SetPos(s->pos);
      continue;
    }
    Block(As<BlockStmt>(s->els));
    break;
  }
  Bind(end);
  Release(mark);
}

// Whether variables of a 3-clause loop are new in each iteration (Go 1.22).
bool FnCompiler::PerIteration() const {
  std::string_view v;
  for (File* f : pkg_ != nullptr ? pkg_->files : std::vector<File*>()) {
    if (f->source == source_) v = f->go_version;
  }
  if (v.empty() && pkg_ != nullptr) v = pkg_->go_version;
  if (v.empty() || v.substr(0, 4) != "go1.") return true;
  int minor = 0;
  for (size_t i = 4; i < v.size() && v[i] >= '0' && v[i] <= '9'; i++) minor = minor * 10 + (v[i] - '0');
  return minor >= 22;
}

void FnCompiler::For(ForStmt* s) {
  if (auto* rc = Is<RangeClause>(s->init)) return Range(s, rc);
  int mark = top();
  if (s->init != nullptr) Statement(s->init);
  std::vector<Var*> fresh;  // loop variables in cells: copied between iterations
  if (auto* a = Is<AssignStmt>(s->init); a != nullptr && a->op == Op::kDef && PerIteration()) {
    for (Expr* x : UnpackList(program_.arena(), a->lhs)) {
      Var* v = DefinedVar(x);
      if (v != nullptr && LocOf(v).kind == VarLoc::kCell && !CellInFrame(v, LocOf(v).type)) fresh.push_back(v);
    }
  }
  // A limit that fits no instruction is loaded once.
  Expr* limit = nullptr;
  int limit_slot = kNone;
  if (auto* c = s->cond != nullptr && passes().Has(bytecode::Pass::kHoist) ? Is<Operation>(Unparen(s->cond)) : nullptr) {
    int64_t k;
    if (c->op >= Op::kEql && c->op <= Op::kGeq && c->y != nullptr && types::ValueOf(c) == nullptr && IntConst(c->y, &k) &&
        !SmallConst(c->y, &k) && Is<Name>(Unparen(c->x)) != nullptr && IsIntKind(TypeOf(c->x)->kind)) {
      limit = c->y;
      limit_slot = Alloc(1);
      LoadImm(limit_slot, k);
    }
  }
  Label brk = NewLabel(), cont = NewLabel(), body = NewLabel(), test = NewLabel();
  if (s->cond != nullptr) Jump(Opcode::kJmp, test);
  Bind(body);
  LoopHead();
  LoopBody(s, s->body, brk, cont);
  Bind(cont);
  for (Var* v : fresh) {
    int m = top();
    VarLoc& l = LocOf(v);
    int t = AllocType(l.type);
    LoadMem(l.type, t, l.slot, 0);
    EmitT(Opcode::kNewSet, l.slot, t, 0, l.type);
    Release(m);
  }
  bool fused = s->post != nullptr && s->cond != nullptr && fresh.empty() && FuseIncrement(s, body, test);
  if (!fused) {
    if (s->post != nullptr) Statement(s->post);
    Bind(test);
    if (limit != nullptr) ahead_.emplace(limit, limit_slot);
    if (s->cond != nullptr) CondJump(s->cond, true, body);
    else Jump(Opcode::kJmp, body);
  }
  Bind(brk);
  Release(mark);
}

// for …; i < n; i++ with i in a slot and n a slot or a constant: one instruction at the bottom.
bool FnCompiler::FuseIncrement(ForStmt* s, Label body, Label test) {
  auto* post = Is<AssignStmt>(s->post);
  if (post == nullptr || post->rhs != nullptr || post->op != Op::kAdd) return false;
  auto* pn = Is<Name>(Unparen(post->lhs));
  auto* cond = Is<Operation>(Unparen(s->cond));
  if (pn == nullptr || cond == nullptr || cond->op != Op::kLss) return false;
  auto* cn = Is<Name>(Unparen(cond->x));
  if (cn == nullptr || cn->obj != pn->obj || types::ValueOf(s->cond) != nullptr) return false;
  auto* v = types::Is<Var>(pn->obj);
  if (v == nullptr || v->var_kind == types::VarKind::kPackage) return false;
  VarLoc& l = LocOf(v);
  if (l.kind != VarLoc::kSlot || ShapeOf(l.type) != Shape::kWord || !IsSignedKind(l.type->kind)) return false;
  int64_t k;
  int limit = kNone;
  bool imm = SmallConst(cond->y, &k);
  if (!imm) {
    auto* yn = Is<Name>(Unparen(cond->y));
    auto* yv = yn != nullptr ? types::Is<Var>(yn->obj) : nullptr;
    if (yv == nullptr || yv->var_kind == types::VarKind::kPackage || types::ValueOf(cond->y) != nullptr) return false;
    VarLoc& yl = LocOf(yv);
    if (yl.kind != VarLoc::kSlot) return false;
    limit = yl.slot;
  }
  SetPos(cond->pos);
  Label brk = NewLabel();
  if (imm) Jump(Opcode::kIncJLtI, body, l.slot, static_cast<int>(k));
  else Jump(Opcode::kIncJLt, body, l.slot, limit);
  Jump(Opcode::kJmp, brk);
  Bind(test);
  CondJump(s->cond, true, body);
  Bind(brk);
  return true;
}

// Where a loop comes round: plain code counts here, and the version made for its frames is entered here.
void FnCompiler::LoopHead() {
  if (tier_.kind != Tier::kPlain && tier_.loop == nullptr) return;
  constexpr uint32_t kMaxLoops = 60000;
  if (++loops_ > kMaxLoops || top() > UINT16_MAX) return;
  if (tier_.kind == Tier::kPlain) {
    auto depth = std::count_if(targets_.begin(), targets_.end(), [](const Target& t) { return t.cont != kNone; });
    Emit(Opcode::kCountLoop, static_cast<int>(loops_), static_cast<int>(depth), top());
    return;
  }
  if (tier_.loop->a != loops_) return;
  MINIGO_CHECK(tier_.loop->c == top());
  tier_.loop = nullptr;
  debug_->reached = in_frame_;
  Bind(entry_);
  if (tier_.kind == Tier::kOptimized) passes_ = program_.passes();
}

void FnCompiler::LoopBody(Stmt* loop, BlockStmt* body, Label brk, Label cont) {
  targets_.push_back({loop, brk, cont});
  Label outer = fallthrough_;
  fallthrough_ = kNone;
  Block(body);
  fallthrough_ = outer;
  targets_.pop_back();
}

// ---------------------------------------------------------------- range

void FnCompiler::Range(ForStmt* s, RangeClause* rc) {
  int mark = top();
  SetPos(rc->pos);
  const Type* t = IsNilName(rc->x) ? nullptr : TypeOf(rc->x);
  Order({rc->x});
  switch (t->kind) {
    case rt::Kind::kArray:
    case rt::Kind::kSlice:
    case rt::Kind::kPointer: RangeList(s, rc, t); break;
    case rt::Kind::kString: RangeString(s, rc); break;
    case rt::Kind::kMap: RangeMap(s, rc, t); break;
    case rt::Kind::kChan: RangeChan(s, rc, t); break;
    case rt::Kind::kFunc: RangeFunc(s, rc, t); break;
    default: RangeInt(s, rc, t); break;
  }
  Release(mark);
}


// Assigns or declares an iteration variable from a value in slots.
void FnCompiler::BindRangeVar(Expr* lhs, bool def, const Type* t, int value) {
  if (lhs == nullptr) return;
  SetPos(lhs->pos);
  if (def) {
    auto* v = types::As<Var>(As<Name>(lhs)->obj);
    const Type* vt = Lower(v->type);
    bool again = LocOf(v).kind != VarLoc::kNowhere;
    int slot = again ? LocOf(v).slot : Alloc(VarSlots(v, vt));
    int mark = top();
    int x = ArgAs({nullptr, value, t}, vt, kNone);
    if (again && LocOf(v).kind == VarLoc::kCell && !PerIteration()) Store(VarPlace(v), x);
    else PlaceVarAt(v, vt, slot, x);
    Release(mark);
    return;
  }
  int mark = top();
  Place p = LhsPlace(lhs);
  Store(p, ArgAs({nullptr, value, t}, p.type, kNone));
  Release(mark);
}

// Before Go 1.22 the variables of a range loop were one each for the whole loop.
void FnCompiler::DeclareRangeVars(RangeClause* rc) {
  if (!rc->def || PerIteration()) return;
  for (size_t i = 0; i < 2; i++) {
    Expr* x = RangeLhs(rc, i);
    if (x == nullptr) continue;
    auto* v = types::As<Var>(As<Name>(x)->obj);
    DeclareVar(v, Lower(v->type));
  }
}

// The slot in which an iteration variable can be counted itself: declared here, in a slot, not assigned in the body.
int FnCompiler::OwnCounter(Expr* lhs, bool def, const Type* t) {
  if (!def || lhs == nullptr) return kNone;
  auto* v = types::As<Var>(As<Name>(lhs)->obj);
  const Type* vt = Lower(v->type);
  if (v->reassigned || NeedsCell(v, vt) || ShapeOf(vt) != Shape::kWord) return kNone;
  (void)t;
  VarLoc& l = LocOf(v);
  if (l.kind != VarLoc::kSlot) {
    l.slot = Alloc(1);
    l.kind = VarLoc::kSlot;
    l.type = vt;
  }
  return l.slot;
}

void FnCompiler::RangeInt(ForStmt* s, RangeClause* rc, const Type* t) {
  DeclareRangeVars(rc);
  Expr* key = RangeLhs(rc, 0);
  const Type* kt = t;
  if (key != nullptr) kt = rc->def ? Lower(types::As<Var>(As<Name>(key)->obj)->type) : TypeOf(key);
  if (!IsIntKind(kt->kind)) kt = t;
  int n = Alloc(1);
  if (types::ValueOf(rc->x) != nullptr) Constant(types::ValueOf(rc->x), kt, n);
  else ExprTo(rc->x, n);
  int own = OwnCounter(key, rc->def, kt);
  int h = own != kNone ? own : Alloc(1);
  Emit(Opcode::kZero, h);
  Label brk = NewLabel(), cont = NewLabel(), body = NewLabel();
  bool u64 = ShapeOf(kt) == Shape::kWord && !IsSignedKind(kt->kind);
  if (u64) Jump(Opcode::kJEqI, brk, n, 0);
  else Jump(Opcode::kJLeI, brk, n, 0);
  Bind(body);
  LoopHead();
  int mark = top();
  if (own == kNone) BindRangeVar(key, rc->def, kt, h);
  LoopBody(s, s->body, brk, cont);
  Release(mark);
  Bind(cont);
  SetPos(rc->pos);
  if (u64) {
    Emit(Opcode::kAddI, h, h, 1);
    Jump(Opcode::kJULt, body, h, n);
  } else {
    Jump(Opcode::kIncJLt, body, h, n);
  }
  Bind(brk);
}

void FnCompiler::RangeList(ForStmt* s, RangeClause* rc, const Type* t) {
  DeclareRangeVars(rc);
  const Type* int_type = program_.table().Basic(rt::Kind::kInt);
  Expr* key = RangeLhs(rc, 0);
  Expr* val = RangeLhs(rc, 1);
  const Type* elem;
  Place src;
  int n;
  int64_t fixed = -1;
  if (t->kind == rt::Kind::kSlice) {
    elem = rt::As<rt::SliceType>(t)->elem;
    int x = ExprTo(rc->x);
    // The slice is evaluated once; a variable that nobody assigns needs no copy.
    auto* name = Is<Name>(Unparen(rc->x));
    auto* v = name != nullptr ? types::Is<Var>(name->obj) : nullptr;
    bool own = v != nullptr && v->var_kind != types::VarKind::kPackage && LocOf(v).kind == VarLoc::kSlot;
    if (own && v->reassigned) {
      int c = Alloc(3);
      Emit(Opcode::kMov2, c, x);
      x = c;
    }
    src.kind = Place::kSliceElem;
    src.slot = x;
    n = x + 1;
  } else {
    const Type* at = t->kind == rt::Kind::kPointer ? rt::As<rt::PtrType>(t)->elem : t;
    elem = rt::As<rt::ArrayType>(at)->elem;
    fixed = rt::As<rt::ArrayType>(at)->len;
    if (t->kind == rt::Kind::kPointer) {
      int p = Alloc(1);
      ExprTo(rc->x, p);
      src.kind = Place::kMem;
      src.slot = p;
      src.type = at;
    } else if (val != nullptr) {
      // A copy of the array, unless it is a variable that nobody changes.
      auto* name = Is<Name>(Unparen(rc->x));
      auto* v = name != nullptr ? types::Is<Var>(name->obj) : nullptr;
      bool own = v != nullptr && v->var_kind != types::VarKind::kPackage && LocOf(v).kind == VarLoc::kSlot &&
                 !v->reassigned;
      if (own) {
        src = VarPlace(v);
      } else {
        int c = AllocType(at);
        int m = top();
        ExprTo(rc->x, c);
        Release(m);
        src = TempPlace(at, c);
      }
    } else if (types::ValueOf(rc->x) == nullptr) {
      // Only the length matters; evaluated for its effects if it has any.
      if (Is<Name>(Unparen(rc->x)) == nullptr && Is<SelectorExpr>(Unparen(rc->x)) == nullptr) Discard(rc->x);
    }
    n = Alloc(1);
    LoadImm(n, fixed);
  }
  int own = OwnCounter(key, rc->def, int_type);
  int h = own != kNone ? own : Alloc(1);
  Emit(Opcode::kZero, h);
  Label brk = NewLabel(), cont = NewLabel(), body = NewLabel();
  if (fixed != 0) {
    if (fixed < 0) Jump(Opcode::kJLeI, brk, n, 0);
    Bind(body);
    LoopHead();
    int mark = top();
    bool pair = !rc->def && key != nullptr && val != nullptr;
    if (own == kNone && !pair) BindRangeVar(key, rc->def, int_type, h);
    if (val != nullptr) {
      Place p = src;
      p.type = elem;
      if (elem->size == 0) {
        p.kind = Place::kVoid;
      } else if (src.kind == Place::kSliceElem) {
        p.index = h;
      } else {
        p = ElemAt(src, elem, fixed, h);
      }
      Var* v = rc->def ? types::As<Var>(As<Name>(val)->obj) : nullptr;
      if (pair) {
        BindRangePair(rc, int_type, h, elem, Load(p));
      } else if (v != nullptr && !NeedsCell(v, elem)) {
        VarLoc& l = LocOf(v);
        if (l.kind != VarLoc::kSlot) {
          l.kind = VarLoc::kSlot;
          l.slot = AllocType(elem);
          l.type = elem;
        }
        int m = top();
        Load(p, l.slot);
        Release(m);
      } else {
        BindRangeVar(val, rc->def, elem, Load(p));
      }
    }
    LoopBody(s, s->body, brk, cont);
    Release(mark);
    Bind(cont);
    SetPos(rc->pos);
    Jump(Opcode::kIncJLt, body, h, n);
  }
  Bind(brk);
}

// The iteration variables from values in slots. key, val = range … is an assignment of two values: both places are
// evaluated before either is written.
void FnCompiler::BindRangePair(RangeClause* rc, const Type* kt, int k, const Type* vt, int v) {
  Expr* key = RangeLhs(rc, 0);
  Expr* val = RangeLhs(rc, 1);
  if (rc->def || key == nullptr || val == nullptr) {
    BindRangeVar(key, rc->def, kt, k);
    BindRangeVar(val, rc->def, vt, v);
    return;
  }
  int mark = top();
  SetPos(key->pos);
  Place a = Pin(LhsPlace(key));
  Place b = Pin(LhsPlace(val));
  Store(a, ArgAs({nullptr, k, kt}, a.type, kNone));
  Store(b, ArgAs({nullptr, v, vt}, b.type, kNone));
  Release(mark);
}

// Element `index` (a slot, known to be in range) of an array of `count`.
Place FnCompiler::ElemAt(const Place& array, const Type* elem, int64_t count, int index) {
  Place p = array;
  p.type = elem;
  Shape s = ShapeOf(elem);
  if (array.kind == Place::kFrame && array.off == 0 && (s == Shape::kWord || s == Shape::kPtr || s == Shape::kU8 || s == Shape::kS32 || s == Shape::kU32)) {
    p.kind = Place::kFrameElem;
    p.index = index;
    p.count = count;
    return p;
  }
  if (array.kind == Place::kMem && s == Shape::kWord && array.off == 0) {
    p.kind = Place::kMemElem;
    p.index = index;
    p.count = count;
    return p;
  }
  Place m = ToMem(array);
  int a = Alloc(1);
  Emit(Opcode::kPAAddr, a, m.slot, index);
  code_.Extra(static_cast<uint64_t>(count));
  code_.Extra(elem->size);
  p.kind = Place::kMem;
  p.nil_checked = true;
  p.in_block = false;
  p.slot = a;
  p.off = 0;
  return p;
}

void FnCompiler::RangeString(ForStmt* s, RangeClause* rc) {
  DeclareRangeVars(rc);
  int str = Alloc(2);
  ExprTo(rc->x, str);
  int it = Alloc(3);
  Emit(Opcode::kZero, it + 2);
  Label brk = NewLabel(), cont = NewLabel();
  Bind(cont);
  LoopHead();
  Jump(Opcode::kStrNext, brk, it, str);
  int mark = top();
  BindRangePair(rc, program_.table().Basic(rt::Kind::kInt), it, program_.table().Basic(rt::Kind::kInt32), it + 1);
  LoopBody(s, s->body, brk, cont);
  Release(mark);
  Jump(Opcode::kJmp, cont);
  Bind(brk);
}

void FnCompiler::RangeMap(ForStmt* s, RangeClause* rc, const Type* t) {
  DeclareRangeVars(rc);
  auto* mt = rt::As<rt::MapType>(t);
  int it = Alloc(8);
  int m = top();
  EmitT(Opcode::kMapIter, it, ExprTo(rc->x), 0, mt);
  Release(m);
  Label brk = NewLabel(), cont = NewLabel();
  Bind(cont);
  LoopHead();
  SetPos(rc->pos);
  Jump(Opcode::kMapNext, brk, it);
  int mark = top();
  int k = AllocType(mt->key), v = AllocType(mt->elem);
  if (RangeLhs(rc, 0) != nullptr && mt->key->size > 0) LoadMem(mt->key, k, it, 0);
  if (RangeLhs(rc, 1) != nullptr && mt->elem->size > 0) LoadMem(mt->elem, v, it + 1, 0);
  BindRangePair(rc, mt->key, k, mt->elem, v);
  LoopBody(s, s->body, brk, cont);
  Release(mark);
  Jump(Opcode::kJmp, cont);
  Bind(brk);
}

void FnCompiler::RangeChan(ForStmt* s, RangeClause* rc, const Type* t) {
  DeclareRangeVars(rc);
  const Type* elem = rt::As<rt::ChanType>(t)->elem;
  int n = SlotsOf(elem);
  int ch = Alloc(1);
  ExprTo(rc->x, ch);
  int v = Alloc(n + 1);
  Label brk = NewLabel(), cont = NewLabel();
  Bind(cont);
  LoopHead();
  SetPos(rc->pos);
  Emit(Opcode::kRecv, n == 0 ? bytecode::kNoSlot : v, ch, v + n);
  code_.Extra(static_cast<uint64_t>(n));
  if (IsSignedKind(elem->kind)) Extend(elem, v);
  Jump(Opcode::kJF, brk, v + n);
  int mark = top();
  BindRangeVar(RangeLhs(rc, 0), rc->def, elem, v);
  LoopBody(s, s->body, brk, cont);
  Release(mark);
  Jump(Opcode::kJmp, cont);
  Bind(brk);
}

// ---------------------------------------------------------------- switch

// Jumps to target if the value of type t in `slot` equals y.
void FnCompiler::EqualJump(int slot, const Type* t, Expr* y, Label target) {
  int mark = top();
  SetPos(y->pos);
  int64_t k;
  if (IsNilName(y)) {
    Jump(Opcode::kJEqI, target, slot, 0);
    Release(mark);
    return;
  }
  Order({y});
  const Type* yt = TypeOf(y);
  if ((t->kind == rt::Kind::kInterface) != (yt->kind == rt::Kind::kInterface)) {
    int a = slot;
    if (t->kind != rt::Kind::kInterface) a = ToIface(slot, t, kNone);
    int b = ExprAs(y, t->kind == rt::Kind::kInterface ? t : yt);
    int c = Alloc(1);
    Emit(Opcode::kIfaceEq, c, a, b);
    Jump(Opcode::kJT, target, c);
  } else if (IsIntKind(t->kind) && SmallConst(y, &k)) {
    Jump(Opcode::kJEqI, target, slot, static_cast<int>(k));
  } else {
    int b = ExprTo(y);
    int c = Alloc(1);
    switch (ShapeOf(t)) {
      case Shape::kString: Jump(Opcode::kJStrEq, target, slot, b); break;
      case Shape::kZero: Jump(Opcode::kJmp, target); break;
      case Shape::kIface:
        Emit(Opcode::kIfaceEq, c, slot, b);
        Jump(Opcode::kJT, target, c);
        break;
      case Shape::kPair:
        Emit(Opcode::kCEq, c, slot, b);
        Jump(Opcode::kJT, target, c);
        break;
      case Shape::kBoxed:
      case Shape::kBlock:
        EmitT(t->boxed() ? Opcode::kEqMem : Opcode::kEqFrame, c, slot, b, t);
        Jump(Opcode::kJT, target, c);
        break;
      default:
        if (t->kind == rt::Kind::kFloat64) {
          Jump(Opcode::kJFEq, target, slot, b);
        } else if (t->kind == rt::Kind::kFloat32 || t->kind == rt::Kind::kComplex64) {
          Emit(t->kind == rt::Kind::kFloat32 ? Opcode::kFEq32 : Opcode::kC64Eq, c, slot, b);
          Jump(Opcode::kJT, target, c);
        } else {
          Jump(Opcode::kJEq, target, slot, b);
        }
        break;
    }
  }
  Release(mark);
}

// A jump table when the cases are integer constants that lie close together.
bool FnCompiler::SwitchTable(SwitchStmt* s, int tag, const Type* t, const std::vector<Label>& bodies, Label dflt) {
  if (!IsIntKind(t->kind)) return false;
  std::vector<std::pair<int64_t, Label>> cases;
  for (size_t i = 0; i < s->body.size(); i++) {
    if (s->body[i]->cases == nullptr) continue;
    for (Expr* e : UnpackList(program_.arena(), s->body[i]->cases)) {
      int64_t k;
      if (!IntConst(e, &k)) return false;
      cases.emplace_back(k, bodies[i]);
    }
  }
  if (cases.size() < 4) return false;
  int64_t low = cases[0].first, high = low;
  for (auto& c : cases) {
    low = std::min(low, c.first);
    high = std::max(high, c.first);
  }
  uint64_t span = static_cast<uint64_t>(high) - static_cast<uint64_t>(low) + 1;
  if (span == 0 || span > 4 * cases.size() || span > 30000) return false;
  std::vector<Label> table(span, dflt);
  for (size_t i = cases.size(); i-- > 0;) table[static_cast<uint64_t>(cases[i].first - low)] = cases[i].second;
  code_.Switch(static_cast<uint16_t>(tag), low, table);
  Jump(Opcode::kJmp, dflt);
  return true;
}

void FnCompiler::Switch(SwitchStmt* s) {
  int mark = top();
  if (s->init != nullptr) Statement(s->init);
  if (auto* g = Is<TypeSwitchGuard>(s->tag)) {
    TypeSwitch(s, g);
    Release(mark);
    return;
  }
  SetPos(s->pos);
  Label brk = NewLabel(), dflt = brk;
  std::vector<Label> bodies;
  for (size_t i = 0; i < s->body.size(); i++) {
    bodies.push_back(NewLabel());
    if (s->body[i]->cases == nullptr) dflt = bodies[i];
  }
  int tag = kNone;
  const Type* t = nullptr;
  if (s->tag != nullptr) {
    t = TypeOf(s->tag);
    Order({s->tag});
    tag = Fresh(s->tag, t);
  }
  if (tag == kNone || !SwitchTable(s, tag, t, bodies, dflt)) {
    for (size_t i = 0; i < s->body.size(); i++) {
      if (s->body[i]->cases == nullptr) continue;
      for (Expr* e : UnpackList(program_.arena(), s->body[i]->cases)) {
        SetPos(StartPos(e));
        if (tag == kNone) CondJump(e, true, bodies[i]);
        else EqualJump(tag, t, e, bodies[i]);
      }
    }
    Jump(Opcode::kJmp, dflt);
  }
  targets_.push_back({s, brk, kNone});
  Label outer = fallthrough_;
  for (size_t i = 0; i < s->body.size(); i++) {
    Bind(bodies[i]);
    fallthrough_ = i + 1 < s->body.size() ? bodies[i + 1] : kNone;
    int m = top();
    Statements(s->body[i]->body);
    Release(m);
    if (i + 1 < s->body.size()) Jump(Opcode::kJmp, brk);
  }
  fallthrough_ = outer;
  targets_.pop_back();
  Bind(brk);
  Release(mark);
}

void FnCompiler::TypeSwitch(SwitchStmt* s, TypeSwitchGuard* g) {
  SetPos(s->pos);
  const Type* xt = TypeOf(g->x);
  Order({g->x});
  int x = Fresh(g->x, xt);
  Label brk = NewLabel(), dflt = brk;
  std::vector<Label> bodies;
  for (size_t i = 0; i < s->body.size(); i++) {
    bodies.push_back(NewLabel());
    if (s->body[i]->cases == nullptr) dflt = bodies[i];
  }
  int ok = Alloc(1);
  int scratch = Alloc(2);
  for (size_t i = 0; i < s->body.size(); i++) {
    if (s->body[i]->cases == nullptr) continue;
    for (Expr* e : UnpackList(program_.arena(), s->body[i]->cases)) {
      SetPos(StartPos(e));
      if (IsNilName(e)) {
        Jump(Opcode::kJEqI, bodies[i], x, 0);
        continue;
      }
      const Type* t = Lower(types::TypeOf(e));
      if (t->kind == rt::Kind::kInterface) {
        EmitT(Opcode::kAssertI2, scratch, x, ok, t);
        code_.Extra(CacheCell());
        Jump(Opcode::kJT, bodies[i], ok);
      } else {
        code_.JumpWithExtra(Opcode::kJTypeEq, bodies[i], static_cast<uint16_t>(x), reinterpret_cast<uint64_t>(t));
      }
    }
  }
  Jump(Opcode::kJmp, dflt);
  targets_.push_back({s, brk, kNone});
  Label outer = fallthrough_;
  fallthrough_ = kNone;
  for (size_t i = 0; i < s->body.size(); i++) {
    Bind(bodies[i]);
    int m = top();
    if (auto* v = types::Is<Var>(s->body[i]->implicit)) {
      const Type* vt = Lower(v->type);
      int value = x;
      if (vt->kind != rt::Kind::kInterface) {
        if (vt->direct()) {
          value = x + 1;
        } else {
          value = AllocType(vt);
          if (vt->boxed()) EmitT(Opcode::kUnboxN, value, x, 0, vt);
          else if (vt->size > 0) LoadMem(vt, value, x + 1, 0);
        }
      }
      // Bound anew: a generic function's clause variables may be compiled several times.
      LocOf(v) = VarLoc();
      LocOf(v).epoch = epoch_;
      DeclareVarInit(v, vt, value);
    }
    Statements(s->body[i]->body);
    Release(m);
    if (i + 1 < s->body.size()) Jump(Opcode::kJmp, brk);
  }
  fallthrough_ = outer;
  targets_.pop_back();
  Bind(brk);
}

// ---------------------------------------------------------------- select

void FnCompiler::Select(SelectStmt* s) {
  int mark = top();
  SetPos(s->pos);
  Label brk = NewLabel(), dflt = kNone;
  std::vector<CommClause*> cases;
  std::vector<Label> labels;
  for (CommClause* c : s->body) {
    if (c->comm_kind == CommKind::kDefault) dflt = NewLabel();
    else cases.push_back(c);
  }
  int n = static_cast<int>(cases.size());
  if (n == 1 && dflt == kNone) {
    // The only case is an operation by itself, as for gc; but what is assigned to is evaluated after it, as in any select.
    CommClause* c = cases[0];
    if (c->comm_kind == CommKind::kRecvSet) {
      SetPos(c->comm->pos);
      Operation* receive = RecvOperand(c);
      const Type* elem = rt::As<rt::ChanType>(TypeOf(receive->x))->elem;
      int value = Alloc(SlotsOf(elem) + 1);
      Receive(receive, value, true);
      BindReceived(c, elem, value, value + SlotsOf(elem));
    } else {
      Statement(c->comm);
    }
    LoopBodyOf(s, cases[0]->body, brk);
    Release(mark);
    return;
  }
  int chosen = Alloc(2);  // and ok
  int table = Alloc(4 * n);
  struct Elem {
    const Type* type = nullptr;
    int slot = kNone;
  };
  std::vector<Elem> elems(cases.size());
  for (int i = 0; i < n; i++) {
    CommClause* c = cases[static_cast<size_t>(i)];
    Elem& el = elems[static_cast<size_t>(i)];
    labels.push_back(NewLabel());
    SetPos(c->comm->pos);
    int row = table + 4 * i;
    bool send = c->comm_kind == CommKind::kSend;
    Expr* chan;
    Expr* value = nullptr;
    if (send) {
      chan = As<SendStmt>(c->comm)->chan;
      value = As<SendStmt>(c->comm)->value;
    } else {
      chan = RecvOperand(c)->x;
    }
    el.type = rt::As<rt::ChanType>(TypeOf(chan))->elem;
    int slots = SlotsOf(el.type);
    if (slots > 0) el.slot = Alloc(slots);
    int m = top();
    ExprTo(chan, row);
    if (send) {
      if (slots > 0) ExprAs(value, el.type, el.slot);
      else Discard(value);
    }
    Release(m);
    if (el.type->boxed()) {
      if (!send) EmitT(Opcode::kNew, el.slot, 0, 0, el.type);
      Emit(Opcode::kMov, row + 1, el.slot);
    } else if (slots > 0) {
      // Receivers write the bytes of their type only.
      if (!send) Zero(el.slot, slots);
      Emit(Opcode::kLeaF, row + 1, el.slot, slots);
    } else {
      Emit(Opcode::kZero, row + 1);
    }
    LoadImm(row + 2, send ? 1 : 0);
    Emit(Opcode::kZero, row + 3);
  }
  SetPos(n == 1 ? cases[0]->comm->pos : s->pos);
  Emit(Opcode::kSelect, chosen, table, n);
  code_.Extra(uint64_t{dflt == kNone ? 1u : 0u});
  if (n > 4) {
    code_.Switch(static_cast<uint16_t>(chosen), 0, labels);
  } else {
    for (int i = 0; i < n; i++) {
      if (i == n - 1 && dflt == kNone) Jump(Opcode::kJmp, labels[static_cast<size_t>(i)]);
      else Jump(Opcode::kJEqI, labels[static_cast<size_t>(i)], chosen, i);
    }
  }
  if (dflt != kNone) Jump(Opcode::kJmp, dflt);
  targets_.push_back({s, brk, kNone});
  Label outer = fallthrough_;
  fallthrough_ = kNone;
  size_t k = 0;
  for (CommClause* c : s->body) {
    int m = top();
    if (c->comm_kind == CommKind::kDefault) {
      Bind(dflt);
    } else {
      Bind(labels[k]);
      Elem& el = elems[k];
      if (c->comm_kind == CommKind::kRecvSet || c->comm_kind == CommKind::kRecvDef) {
        if (el.slot != kNone && IsSignedKind(el.type->kind)) Extend(el.type, el.slot);
        BindReceived(c, el.type, el.slot == kNone ? 0 : el.slot, chosen + 1);
      }
      k++;
    }
    Statements(c->body);
    Release(m);
    Jump(Opcode::kJmp, brk);
  }
  fallthrough_ = outer;
  targets_.pop_back();
  Bind(brk);
  Release(mark);
}

// Gives what a select's case has received, and whether it was sent, to the variables on its left.
void FnCompiler::BindReceived(CommClause* c, const Type* elem, int value, int ok) {
  List<Expr*> lhs = UnpackList(program_.arena(), As<AssignStmt>(c->comm)->lhs);
  for (size_t i = 0; i < lhs.size(); i++) {
    if (IsBlank(lhs[i])) continue;
    bool defined = c->comm_kind == CommKind::kRecvDef && DefinedVar(lhs[i]) != nullptr;
    if (i == 0) BindRangeVar(lhs[0], defined, elem, value);
    else BindRangeVar(lhs[1], defined, program_.table().Basic(rt::Kind::kBool), ok);
  }
}

// Statements that a break leaves.
void FnCompiler::LoopBodyOf(Stmt* target, const List<Stmt*>& list, Label brk) {
  targets_.push_back({target, brk, kNone});
  Label outer = fallthrough_;
  fallthrough_ = kNone;
  Statements(list);
  fallthrough_ = outer;
  targets_.pop_back();
  Bind(brk);
}

// The receive operation of a select case.
Operation* FnCompiler::RecvOperand(CommClause* c) {
  if (auto* x = Is<ExprStmt>(c->comm)) return As<Operation>(Unparen(x->x));
  return As<Operation>(Unparen(As<AssignStmt>(c->comm)->rhs));
}

}  // namespace minigo::compile
