// This file implements the compilation of expressions.
#include <algorithm>
#include <bit>
#include <cstring>

#include "interp/compile/fn.h"
#include "runtime/base/check.h"
#include "runtime/iface.h"

namespace minigo::compile {

using namespace grammar;
using types::OperandMode;
using types::Var;

// ---------------------------------------------------------------- constants

bool FnCompiler::IntConst(Expr* e, int64_t* v) {
  types::Const c = types::ValueOf(e);
  if (c == nullptr) return false;
  types::ConstKind k = types::KindOf(c);
  if (k != types::ConstKind::kInt && k != types::ConstKind::kFloat && k != types::ConstKind::kComplex) return false;
  const Type* t = TypeOf(e);
  if (!IsIntKind(t->kind)) return false;
  types::Const i = world_.constants().ToInt(c);
  if (types::KindOf(i) != types::ConstKind::kInt) return false;
  if (types::Int64Val(i, v)) return true;
  uint64_t u;
  if (!types::Uint64Val(i, &u)) return false;
  *v = static_cast<int64_t>(u);
  return true;
}

bool FnCompiler::SmallConst(Expr* e, int64_t* v) {
  return IntConst(e, v) && *v >= INT16_MIN && *v <= INT16_MAX;
}

int FnCompiler::Constant(types::Const c, const Type* t, int want) {
  int n = SlotsOf(t);
  int d = want != kNone ? want : Alloc(n);
  types::ConstPool& pool = world_.constants();
  switch (t->kind) {
    case rt::Kind::kBool: LoadImm(d, types::BoolVal(c) ? 1 : 0); return d;
    case rt::Kind::kString: LoadText(d, types::StringVal(c)); return d;
    case rt::Kind::kFloat64: {
      double f = types::Float64Val(pool.ToFloat(c));
      int64_t bits;
      std::memcpy(&bits, &f, 8);
      LoadImm(d, bits);
      return d;
    }
    case rt::Kind::kFloat32: {
      float f = types::Float32Val(pool.ToFloat(c));
      uint32_t bits;
      std::memcpy(&bits, &f, 4);
      LoadImm(d, static_cast<int64_t>(bits));
      return d;
    }
    case rt::Kind::kComplex64:
    case rt::Kind::kComplex128: {
      types::Const z = pool.ToComplex(c);
      types::Const re = pool.ToFloat(pool.Real(z)), im = pool.ToFloat(pool.Imag(z));
      if (t->kind == rt::Kind::kComplex128) {
        double v[2] = {types::Float64Val(re), types::Float64Val(im)};
        int64_t bits[2];
        std::memcpy(bits, v, 16);
        LoadImm(d, bits[0]);
        LoadImm(d + 1, bits[1]);
      } else {
        float v[2] = {types::Float32Val(re), types::Float32Val(im)};
        int64_t bits;
        std::memcpy(&bits, v, 8);
        LoadImm(d, bits);
      }
      return d;
    }
    case rt::Kind::kInterface: {
      // A constant that became an interface through a type parameter's conversion.
      const Type* def = nullptr;
      switch (types::KindOf(c)) {
        case types::ConstKind::kBool: def = program_.table().Basic(rt::Kind::kBool); break;
        case types::ConstKind::kString: def = program_.table().Basic(rt::Kind::kString); break;
        case types::ConstKind::kInt: def = program_.table().Basic(rt::Kind::kInt); break;
        case types::ConstKind::kFloat: def = program_.table().Basic(rt::Kind::kFloat64); break;
        default: def = program_.table().Basic(rt::Kind::kComplex128); break;
      }
      int mark = top();
      int v = Constant(c, def, kNone);
      ToIface(v, def, d);
      if (want != kNone) Release(mark);
      return d;
    }
    case rt::Kind::kPointer:
    case rt::Kind::kUnsafePointer: {
      int64_t v = 0;
      types::Int64Val(pool.ToInt(c), &v);
      LoadImm(d, v);
      return d;
    }
    default: break;
  }
  types::Const i = pool.ToInt(c);
  int64_t v = 0;
  if (!types::Int64Val(i, &v)) {
    uint64_t u = 0;
    types::Uint64Val(i, &u);
    v = static_cast<int64_t>(u);
  }
  LoadImm(d, v);
  return d;
}

// ---------------------------------------------------------------- the switch over expressions

int FnCompiler::Expr_(Expr* e, int want) {
  if (!ahead_.empty()) {
    auto it = ahead_.find(e);
    if (it != ahead_.end()) {
      int slot = it->second;
      ahead_.erase(it);
      if (want == kNone) return slot;
      Move(TypeOf(e), want, slot);
      return want;
    }
  }
  const types::TypeAndValue* tv = e->tv;
  if (tv != nullptr) {
    if (tv->value != nullptr && tv->mode == OperandMode::kConstant) return Constant(tv->value, TypeOf(e), want);
    if (tv->mode == OperandMode::kNilValue || (tv->type != nullptr && tv->mode == OperandMode::kValue && IsNilName(e))) {
      const Type* t = TypeOf(e);
      int d = want != kNone ? want : AllocType(t);
      Zero(d, SlotsOf(t));
      return d;
    }
  }
  SetPos(e->pos);
  switch (e->kind) {
    case NodeKind::kParenExpr: return Expr_(As<ParenExpr>(e)->x, want);
    case NodeKind::kName: return NameExpr(As<Name>(e), want);
    case NodeKind::kFuncLit: return FuncLit(As<grammar::FuncLit>(e), want);
    case NodeKind::kCompositeLit: return CompositeLit(As<grammar::CompositeLit>(e), want);
    case NodeKind::kSelectorExpr: return Selector(As<SelectorExpr>(e), want);
    case NodeKind::kIndexExpr: return Index(As<IndexExpr>(e), want);
    case NodeKind::kSliceExpr: return Slice(As<SliceExpr>(e), want);
    case NodeKind::kAssertExpr: return Assert(As<AssertExpr>(e), want, false);
    case NodeKind::kCallExpr: {
      int r = Call(As<CallExpr>(e), want);
      if (want == kNone || r == want) return r;
      if (tv != nullptr && tv->type != nullptr && tv->type->kind != types::TypeKind::kTuple) Move(TypeOf(e), want, r);
      return want;
    }
    case NodeKind::kOperation: {
      auto* o = As<Operation>(e);
      return o->y == nullptr ? Unary(o, want) : Binary(o, want);
    }
    default: break;
  }
  Error(e->pos, "unexpected expression");
  return want != kNone ? want : Alloc(1);
}

bool FnCompiler::IsNilName(Expr* e) {
  e = Unparen(e);
  auto* n = Is<Name>(e);
  return n != nullptr && n->obj != nullptr && n->obj->kind == types::ObjectKind::kNil;
}

int FnCompiler::ExprAs(Expr* e, const Type* target, int want) {
  if (IsNilName(e)) {
    int d = want != kNone ? want : AllocType(target);
    Zero(d, SlotsOf(target));
    return d;
  }
  const Type* t = TypeOf(e);
  if (target->kind == rt::Kind::kInterface && t->kind != rt::Kind::kInterface) {
    if (e->tv->value != nullptr && e->tv->mode == OperandMode::kConstant) return ConstIface(e, t, want);
    int mark = top();
    if (want == kNone) {
      int d = Alloc(2);
      mark = top();
      ToIface(ExprTo(e), t, d);
      Release(mark);
      return d;
    }
    ToIface(ExprTo(e), t, want);
    Release(mark);
    return want;
  }
  return Expr_(e, want);
}

// A constant as an interface: its box is made once.
int FnCompiler::ConstIface(Expr* e, const Type* t, int want) {
  int d = want != kNone ? want : Alloc(2);
  Emit(Opcode::kLdK, d);
  code_.Extra(t);
  alignas(16) char bytes[16] = {};
  MINIGO_CHECK(t->size <= sizeof bytes);
  if (!ConstantBytes(types::ValueOf(e), t, bytes)) Error(e->pos, "constant without bytes");
  Emit(Opcode::kLdK, d + 1);
  code_.Extra(program_.ConstantBox(std::string_view(bytes, t->size)));
  return d;
}

int FnCompiler::Fresh(Expr* e, const Type* target) {
  int d = AllocType(target);
  int mark = top();
  ExprAs(e, target, d);
  Release(mark);
  return d;
}

void FnCompiler::Discard(Expr* e) {
  int mark = top();
  Expr* x = Unparen(e);
  auto* o = Is<Operation>(x);
  if (o != nullptr && o->op == Op::kRecv && o->y == nullptr) {
    int ch = ExprTo(o->x);
    Emit(Opcode::kRecv, bytecode::kNoSlot, ch, bytecode::kNoSlot);
    code_.Extra(uint64_t{0});
  } else if (x->tv == nullptr || x->tv->mode != OperandMode::kTypExpr) {
    // Large storage is not copied only to be dropped.
    bool place = o != nullptr ? o->op == Op::kMul && o->y == nullptr : x->kind == NodeKind::kSelectorExpr;
    if (place && x->tv != nullptr && x->tv->type != nullptr && TypeOf(x)->size > 64) {
      Place p = PlaceOf(x);
      if (p.kind == Place::kMem && !p.nil_checked) Emit(Opcode::kNilChk, p.slot);
    } else {
      Expr_(x, kNone);
    }
  }
  Release(mark);
}

int FnCompiler::FuncValue(rt::Func* f, int want) {
  int d = want != kNone ? want : Alloc(1);
  Emit(Opcode::kLdK, d);
  code_.Extra(&f->static_value);
  return d;
}

int FnCompiler::NameExpr(Name* e, int want) {
  if (auto* v = types::Is<Var>(e->obj)) {
    return Load(VarPlace(v), want);
  }
  if (types::Is<types::Func>(e->obj) != nullptr) return FuncValue(FuncOfName(e, e->obj), want);
  Error(e->pos, "unexpected name " + std::string(View(e->value)));
  return want != kNone ? want : Alloc(3);
}

// ---------------------------------------------------------------- operators

int FnCompiler::Unary(Operation* e, int want) {
  const Type* t = TypeOf(e);
  switch (e->op) {
    case Op::kNot: return BoolValue(e, want);
    case Op::kRecv: return Receive(e, want, false);
    case Op::kAnd: {
      Expr* x = Unparen(e->x);
      if (auto* lit = Is<grammar::CompositeLit>(x)) return AddressOfLit(lit, TypeOf(x), want);
      return AddressOf(PlaceOf(x), want);
    }
    case Op::kMul: return Load(PlaceOf(e), want);
    case Op::kAdd: return Expr_(e->x, want);
    default: break;
  }
  int mark = top();
  int d = want != kNone ? want : AllocType(t);
  int inner = top();
  int x = ExprTo(e->x);
  switch (t->kind) {
    case rt::Kind::kFloat64: Emit(Opcode::kFNeg, d, x); break;
    case rt::Kind::kFloat32: Emit(Opcode::kFNeg32, d, x); break;
    case rt::Kind::kComplex128: Emit(Opcode::kCNeg, d, x); break;
    case rt::Kind::kComplex64: Emit(Opcode::kC64Neg, d, x); break;
    default:
      Emit(e->op == Op::kXor ? Opcode::kNot : Opcode::kNeg, d, x);
      Extend(t, d);
      break;
  }
  Release(want != kNone ? mark : inner);
  return d;
}

void FnCompiler::CollectConcat(Expr* e, std::vector<Expr*>* parts) {
  Expr* x = Unparen(e);
  auto* o = Is<Operation>(x);
  bool constant = x->tv != nullptr && x->tv->value != nullptr;
  if (!constant && o != nullptr && o->y != nullptr && o->op == Op::kAdd) {
    // The left spine is walked iteratively: chains may be long.
    std::vector<Expr*> rights;
    Expr* left = x;
    for (;;) {
      auto* lo = Is<Operation>(Unparen(left));
      bool lc = left->tv != nullptr && left->tv->value != nullptr;
      if (lc || lo == nullptr || lo->y == nullptr || lo->op != Op::kAdd) break;
      rights.push_back(lo->y);
      left = lo->x;
    }
    parts->push_back(left);
    for (size_t i = rights.size(); i-- > 0;) CollectConcat(rights[i], parts);
    return;
  }
  parts->push_back(x);
}

namespace {
bool IsCommutative(Op op) {
  return op == Op::kAdd || op == Op::kMul || op == Op::kAnd || op == Op::kOr || op == Op::kXor;
}
}  // namespace

namespace {
bool IsRing(Op op) { return op == Op::kAdd || op == Op::kSub || op == Op::kMul; }
}  // namespace

int FnCompiler::Binary(Operation* e, int want) {
  const Type* t = TypeOf(e);
  switch (e->op) {
    case Op::kAndAnd:
    case Op::kOrOr: return BoolValue(e, want);
    case Op::kEql:
    case Op::kNeq:
    case Op::kLss:
    case Op::kLeq:
    case Op::kGtr:
    case Op::kGeq: return Compare(e->op, e->x, e->y, want);
    case Op::kShl:
    case Op::kShr: {
      int d = want != kNone ? want : AllocType(t);
      int mark = top();
      int x = ExprTo(e->x);
      ShiftOp(e->op, t, x, e->y, d);
      Release(mark);
      return d;
    }
    default: break;
  }
  if (t->kind == rt::Kind::kString) {
    int d = want != kNone ? want : Alloc(2);
    int mark = top();
    std::vector<Expr*> parts;
    CollectConcat(e, &parts);
    if (parts.size() == 2) {
      int x = ExprTo(parts[0]);
      int y = ExprTo(parts[1]);
      Emit(Opcode::kConcat, d, x, y);
    } else {
      // In groups, so that the frame stays small.
      constexpr size_t kGroup = 64;
      int at = Alloc(static_cast<int>(2 * std::min(parts.size(), kGroup)));
      size_t n = 0;
      for (size_t i = 0; i < parts.size(); i++) {
        int m = top();
        ExprTo(parts[i], at + static_cast<int>(2 * n));
        Release(m);
        n++;
        if (n == kGroup && i + 1 < parts.size()) {
          Emit(Opcode::kConcatN, at, at, static_cast<int>(n));
          n = 1;
        }
      }
      Emit(Opcode::kConcatN, d, at, static_cast<int>(n));
    }
    Release(mark);
    return d;
  }
  // Long chains a + b + c … lean left: walk down without recursion.
  std::vector<Operation*> spine;
  Expr* left = e;
  for (;;) {
    Expr* u = Unparen(left);
    auto* o = Is<Operation>(u);
    if (o == nullptr || o->y == nullptr || (u->tv != nullptr && u->tv->value != nullptr)) break;
    if (o->op < Op::kAdd || o->op == Op::kShl || o->op == Op::kShr) break;
    spine.push_back(o);
    left = o->x;
  }
  int d = want != kNone ? want : AllocType(t);
  int mark = top();
  int tmp = spine.size() > 1 ? AllocType(t) : d;  // only the last operation writes d, which an operand may be
  int64_t k;
  int acc = kNone;
  Operation* first = spine.back();
  if (IsIntKind(t->kind) && IsCommutative(first->op) && SmallConst(first->x, &k) && types::ValueOf(first->y) == nullptr) {
    int y = ExprTo(first->y);
    SetPos(first->pos);
    acc = ArithImm(first->op, t, y, k, tmp);
    if (acc != kNone) spine.pop_back();
  } else if (IsIntKind(t->kind) && first->op == Op::kSub && SmallConst(first->x, &k)) {
    int y = ExprTo(first->y);
    SetPos(first->pos);
    Emit(Opcode::kRSubI, tmp, y, static_cast<int>(k));
    Extend(t, tmp);
    acc = tmp;
    spine.pop_back();
  }
  if (acc == kNone) acc = ExprTo(first->x);
  for (size_t i = spine.size(); i-- > 0;) {
    SetPos(spine[i]->pos);
    int m = top();
    // What sums, differences and products are made of need not be canonical.
    bool raw = i > 0 && IsIntKind(t->kind) && IsRing(spine[i]->op) && IsRing(spine[i - 1]->op);
    acc = Arith(spine[i]->op, t, acc, kNone, i == 0 ? d : tmp, spine[i]->y, raw);
    Release(m);
  }
  if (acc != d) Move(t, d, acc);
  Release(mark);
  return d;
}

int FnCompiler::ArithImm(Op op, const Type* t, int x, int64_t k, int want, bool raw) {
  if (!IsIntKind(t->kind) || k < INT16_MIN || k > INT16_MAX) return kNone;
  bool is_signed = IsSignedKind(t->kind);
  Shape s = ShapeOf(t);
  int c = static_cast<int>(k);
  switch (op) {
    case Op::kSub:
      if (k == INT16_MIN) return kNone;
      c = -c;
      [[fallthrough]];
    case Op::kAdd:
      if (s == Shape::kS32) {
        Emit(Opcode::kAddWI, want, x, c);
      } else if (s == Shape::kU32) {
        Emit(Opcode::kAddWUI, want, x, c);
      } else {
        Emit(Opcode::kAddI, want, x, c);
        if (!raw) Extend(t, want);
      }
      return want;
    case Op::kMul:
      Emit(Opcode::kMulI, want, x, c);
      if (!raw) Extend(t, want);
      return want;
    case Op::kDiv:
    case Op::kRem:
      if (k <= 0) return kNone;
      if (passes().Has(bytecode::Pass::kStrength) && (k & (k - 1)) == 0 && (k > 1 || !is_signed)) {
        int shift = std::countr_zero(static_cast<uint64_t>(k));
        if (is_signed) Emit(op == Op::kDiv ? Opcode::kDivPow2 : Opcode::kRemPow2, want, x, shift);
        else if (op == Op::kDiv) Emit(Opcode::kUShrI, want, x, shift);
        else Emit(Opcode::kAndI, want, x, static_cast<int>(k - 1));
        return want;
      }
      if (is_signed) Emit(op == Op::kDiv ? Opcode::kDivI : Opcode::kRemI, want, x, c);
      else Emit(op == Op::kDiv ? Opcode::kUDivI : Opcode::kURemI, want, x, c);
      return want;
    case Op::kAnd:
      if (k < 0 && !is_signed) return kNone;
      Emit(Opcode::kAndI, want, x, c);
      return want;
    case Op::kOr:
      if (k < 0 && !is_signed) return kNone;
      Emit(Opcode::kOrI, want, x, c);
      return want;
    case Op::kXor:
      if (k < 0 && !is_signed) return kNone;
      Emit(Opcode::kXorI, want, x, c);
      return want;
    default: return kNone;
  }
}

// x op y into want; y is a slot, or ye an expression (evaluated here, so that constants become immediates).
int FnCompiler::Arith(Op op, const Type* t, int x, int y, int want, Expr* ye, bool raw) {
  int64_t k;
  if (ye != nullptr) {
    if (IsIntKind(t->kind) && SmallConst(ye, &k)) {
      int r = ArithImm(op, t, x, k, want, raw);
      if (r != kNone) return r;
    }
    if (op == Op::kAnd && IsIntKind(t->kind) && t->size == 8 && IntConst(ye, &k) && k == UINT32_MAX) {
      Emit(Opcode::kZext32, want, x);
      return want;
    }
    if (t->kind == rt::Kind::kFloat64 && types::ValueOf(ye) != nullptr) {
      Opcode o = op == Op::kAdd   ? Opcode::kFAddK
                 : op == Op::kSub ? Opcode::kFSubK
                 : op == Op::kMul ? Opcode::kFMulK
                                  : Opcode::kFDivK;
      double f = types::Float64Val(world_.constants().ToFloat(types::ValueOf(ye)));
      uint64_t bits;
      std::memcpy(&bits, &f, 8);
      Emit(o, want, x);
      code_.Extra(bits);
      return want;
    }
    Pos at = pos_;
    y = ExprTo(ye);
    SetPos(at);
  }
  Shape s = ShapeOf(t);
  switch (t->kind) {
    case rt::Kind::kFloat64:
    case rt::Kind::kFloat32: {
      bool f32 = t->kind == rt::Kind::kFloat32;
      Opcode o = Opcode::kNop;
      switch (op) {
        case Op::kAdd: o = f32 ? Opcode::kFAdd32 : Opcode::kFAdd; break;
        case Op::kSub: o = f32 ? Opcode::kFSub32 : Opcode::kFSub; break;
        case Op::kMul: o = f32 ? Opcode::kFMul32 : Opcode::kFMul; break;
        default: o = f32 ? Opcode::kFDiv32 : Opcode::kFDiv; break;
      }
      Emit(o, want, x, y);
      return want;
    }
    case rt::Kind::kComplex128: {
      Opcode o = op == Op::kAdd ? Opcode::kCAdd : op == Op::kSub ? Opcode::kCSub : op == Op::kMul ? Opcode::kCMul : Opcode::kCDiv;
      Emit(o, want, x, y);
      return want;
    }
    case rt::Kind::kComplex64: {
      if (op == Op::kDiv) {
        int a = Alloc(6);
        Emit(Opcode::kC64To128, a, x);
        Emit(Opcode::kC64To128, a + 2, y);
        Emit(Opcode::kCDiv, a + 4, a, a + 2);
        Emit(Opcode::kC128To64, want, a + 4);
        return want;
      }
      Emit(op == Op::kAdd ? Opcode::kC64Add : op == Op::kSub ? Opcode::kC64Sub : Opcode::kC64Mul, want, x, y);
      return want;
    }
    case rt::Kind::kString: Emit(Opcode::kConcat, want, x, y); return want;
    default: break;
  }
  bool is_signed = IsSignedKind(t->kind);
  switch (op) {
    case Op::kAdd:
    case Op::kSub:
    case Op::kMul: {
      int i = op == Op::kAdd ? 0 : op == Op::kSub ? 1 : 2;
      static constexpr Opcode kPlain[] = {Opcode::kAdd, Opcode::kSub, Opcode::kMul};
      static constexpr Opcode kW[] = {Opcode::kAddW, Opcode::kSubW, Opcode::kMulW};
      static constexpr Opcode kWU[] = {Opcode::kAddWU, Opcode::kSubWU, Opcode::kMulWU};
      if (s == Shape::kS32) {
        Emit(kW[i], want, x, y);
      } else if (s == Shape::kU32) {
        Emit(kWU[i], want, x, y);
      } else {
        Emit(kPlain[i], want, x, y);
        if (!raw) Extend(t, want);
      }
      return want;
    }
    case Op::kDiv:
      Emit(is_signed ? Opcode::kDiv : Opcode::kUDiv, want, x, y);
      if (is_signed) Extend(t, want);
      return want;
    case Op::kRem: Emit(is_signed ? Opcode::kRem : Opcode::kURem, want, x, y); return want;
    case Op::kAnd: Emit(Opcode::kAnd, want, x, y); return want;
    case Op::kOr: Emit(Opcode::kOr, want, x, y); return want;
    case Op::kXor: Emit(Opcode::kXor, want, x, y); return want;
    case Op::kAndNot: Emit(Opcode::kAndNot, want, x, y); return want;
    default: break;
  }
  Error(pos_, "unexpected operator");
  return want;
}

int FnCompiler::ShiftOp(Op op, const Type* t, int x, Expr* ye, int want) {
  bool is_signed = IsSignedKind(t->kind);
  Shape s = ShapeOf(t);
  types::Const c = types::ValueOf(ye);
  if (c != nullptr) {
    uint64_t n = 0;
    if (!types::Uint64Val(world_.constants().ToInt(c), &n)) n = 64;
    if (n < 64) {
      int k = static_cast<int>(n);
      if (op == Op::kShr) {
        Emit(is_signed ? Opcode::kShrI : Opcode::kUShrI, want, x, k);
      } else if (s == Shape::kS32) {
        if (k >= 32) LoadImm(want, 0);
        else Emit(Opcode::kShlWI, want, x, k);
      } else if (s == Shape::kU32) {
        if (k >= 32) LoadImm(want, 0);
        else Emit(Opcode::kShlWUI, want, x, k);
      } else {
        Emit(Opcode::kShlI, want, x, k);
        Extend(t, want);
      }
    } else if (op == Op::kShr && is_signed) {
      Emit(Opcode::kShrI, want, x, 63);
    } else {
      LoadImm(want, 0);
    }
    return want;
  }
  const Type* yt = TypeOf(ye);
  Pos at = pos_;
  int y = ExprTo(ye);
  SetPos(at);
  if (IsSignedKind(yt->kind)) Emit(Opcode::kChkShift, y);
  if (op == Op::kShr) {
    Emit(is_signed ? Opcode::kShr : Opcode::kUShr, want, x, y);
  } else if (s == Shape::kS32) {
    Emit(Opcode::kShlW, want, x, y);
  } else if (s == Shape::kU32) {
    Emit(Opcode::kShlWU, want, x, y);
  } else {
    Emit(Opcode::kShl, want, x, y);
    Extend(t, want);
  }
  return want;
}

int FnCompiler::BoolValue(Expr* e, int want) {
  Expr* u = Unparen(e);
  auto* o = Is<Operation>(u);
  if (o != nullptr && o->op == Op::kNot) {
    int d = want != kNone ? want : Alloc(1);
    int mark = top();
    int x = ExprTo(o->x);
    Emit(Opcode::kLNot, d, x);
    Release(mark);
    return d;
  }
  int d = want != kNone ? want : Alloc(1);
  int mark = top();
  Label no = NewLabel(), end = NewLabel();
  CondJump(e, false, no);
  EmitI(Opcode::kLdI, d, 1);
  Jump(Opcode::kJmp, end);
  Bind(no);
  Emit(Opcode::kZero, d);
  Bind(end);
  Release(mark);
  return d;
}

int FnCompiler::Compare(Op op, Expr* x, Expr* y, int want) {
  int d = want != kNone ? want : Alloc(1);
  int mark = top();
  Pos at = pos_;
  if (IsNilName(x)) std::swap(x, y);
  if (IsNilName(y)) {
    int s = ExprTo(x);
    Emit(op == Op::kEql ? Opcode::kEqI : Opcode::kNeI, d, s, 0);
    Release(mark);
    return d;
  }
  const Type* xt = TypeOf(x);
  const Type* yt = TypeOf(y);
  const Type* t = xt;
  bool mixed = (xt->kind == rt::Kind::kInterface) != (yt->kind == rt::Kind::kInterface);
  if (mixed) {
    t = xt->kind == rt::Kind::kInterface ? xt : yt;
    int a = ExprAs(x, t);
    int b = ExprAs(y, t);
    SetPos(at);
    Emit(Opcode::kIfaceEq, d, a, b);
    if (op == Op::kNeq) Emit(Opcode::kLNot, d, d);
    Release(mark);
    return d;
  }
  bool swap = op == Op::kGtr || op == Op::kGeq;
  int64_t k;
  Shape s = ShapeOf(t);
  bool is_float = IsFloatKind(t->kind);
  bool is_signed = IsSignedKind(t->kind) || t->kind == rt::Kind::kBool;
  if (!is_float && (IsIntKind(t->kind)) && SmallConst(y, &k) && (is_signed || op == Op::kEql || op == Op::kNeq)) {
    int a = ExprTo(x);
    Opcode o = op == Op::kEql   ? Opcode::kEqI
               : op == Op::kNeq ? Opcode::kNeI
               : op == Op::kLss ? Opcode::kLtI
               : op == Op::kLeq ? Opcode::kLeI
               : op == Op::kGtr ? Opcode::kGtI
                                : Opcode::kGeI;
    Emit(o, d, a, static_cast<int>(k));
    Release(mark);
    return d;
  }
  int a = ExprTo(x);
  int b = ExprTo(y);
  SetPos(at);
  if (swap) std::swap(a, b);
  bool eq = op == Op::kEql || op == Op::kNeq;
  bool strict = op == Op::kLss || op == Op::kGtr;
  bool negate = false;
  switch (s) {
    case Shape::kString:
      Emit(eq ? (op == Op::kEql ? Opcode::kStrEq : Opcode::kStrNe) : strict ? Opcode::kStrLt : Opcode::kStrLe, d, a, b);
      break;
    case Shape::kIface:
      Emit(Opcode::kIfaceEq, d, a, b);
      negate = op == Op::kNeq;
      break;
    case Shape::kPair:
      Emit(Opcode::kCEq, d, a, b);
      negate = op == Op::kNeq;
      break;
    case Shape::kBoxed:
    case Shape::kBlock:
      EmitT(t->boxed() ? Opcode::kEqMem : Opcode::kEqFrame, d, a, b, t);
      negate = op == Op::kNeq;
      break;
    case Shape::kZero: LoadImm(d, op == Op::kEql ? 1 : 0); break;
    default:
      if (t->kind == rt::Kind::kComplex64) {
        Emit(Opcode::kC64Eq, d, a, b);
        negate = op == Op::kNeq;
      } else if (is_float) {
        bool f32 = t->kind == rt::Kind::kFloat32;
        Opcode o = eq ? (op == Op::kEql ? (f32 ? Opcode::kFEq32 : Opcode::kFEq) : (f32 ? Opcode::kFNe32 : Opcode::kFNe))
                   : strict ? (f32 ? Opcode::kFLt32 : Opcode::kFLt)
                            : (f32 ? Opcode::kFLe32 : Opcode::kFLe);
        Emit(o, d, a, b);
      } else if (eq) {
        Emit(op == Op::kEql ? Opcode::kEq : Opcode::kNe, d, a, b);
      } else if (is_signed) {
        Emit(strict ? Opcode::kLt : Opcode::kLe, d, a, b);
      } else {
        Emit(strict ? Opcode::kULt : Opcode::kULe, d, a, b);
      }
      break;
  }
  if (negate) Emit(Opcode::kLNot, d, d);
  Release(mark);
  return d;
}

// ---------------------------------------------------------------- selectors, indices, slices

int FnCompiler::Selector(SelectorExpr* e, int want) {
  types::Selection storage;
  const types::Selection* sel = SelectionOf(e, &storage);
  if (sel == nullptr) {  // a qualified identifier
    if (auto* v = types::Is<Var>(e->sel->obj)) return Load(VarPlace(v), want);
    if (types::Is<types::Func>(e->sel->obj) != nullptr) return FuncValue(FuncOfName(e->sel, e->sel->obj), want);
    Error(e->pos, "unexpected qualified identifier");
    return want != kNone ? want : Alloc(3);
  }
  switch (sel->kind) {
    case types::SelectionKind::kFieldVal: {
      if (want == kNone) return Load(PlaceOf(e), want);
      int mark = top();
      Load(PlaceOf(e), want);
      Release(mark);
      return want;
    }
    case types::SelectionKind::kMethodVal: return MethodValue(e, want);
    case types::SelectionKind::kMethodExpr: return MethodExpr(e, want);
  }
  MINIGO_UNREACHABLE();
}

Opcode FnCompiler::MapOp(const rt::MapType* mt, Opcode any, Opcode word, Opcode str) {
  switch (mt->key->kind) {
    case rt::Kind::kInt:
    case rt::Kind::kInt64:
    case rt::Kind::kUint:
    case rt::Kind::kUint64:
    case rt::Kind::kUintptr:
    case rt::Kind::kPointer:
    case rt::Kind::kUnsafePointer:
    case rt::Kind::kChan: return word;
    case rt::Kind::kString: return str;
    default: return any;
  }
}

int FnCompiler::MapKey(const rt::MapType* mt, Expr* key) { return ExprAs(key, mt->key); }

int FnCompiler::MapIndex(IndexExpr* e, int want, bool comma_ok) {
  auto* mt = rt::As<rt::MapType>(TypeOf(e->x));
  int n = SlotsOf(mt->elem) + (comma_ok ? 1 : 0);
  int d = want != kNone ? want : Alloc(n);
  int mark = top();
  int m = ExprTo(e->x);
  int k = MapKey(mt, e->index);
  SetPos(e->pos);
  Opcode op = comma_ok ? MapOp(mt, Opcode::kMapGet2, Opcode::kMapGet264, Opcode::kMapGet2Str)
                       : MapOp(mt, Opcode::kMapGet, Opcode::kMapGet64, Opcode::kMapGetStr);
  EmitT(op, d, m, k, mt);
  Release(mark);
  return d;
}

int FnCompiler::Index(IndexExpr* e, int want) {
  // Instantiation of a generic function.
  if (e->x->tv != nullptr && (e->x->tv->mode == OperandMode::kTypExpr || StaticFunc(e) != nullptr)) {
    rt::Func* f = StaticFunc(e);
    if (f != nullptr) return FuncValue(f, want);
  }
  const Type* xt = TypeOf(e->x);
  if (xt->kind == rt::Kind::kMap) return MapIndex(e, want, false);
  const Type* t = TypeOf(e);
  int d = want != kNone ? want : kNone;
  if (xt->kind == rt::Kind::kString) {
    if (d == kNone) d = Alloc(1);
    int mark = top();
    int s = ExprTo(e->x);
    int64_t k;
    if (IntConst(e->index, &k) && k >= 0 && k <= UINT16_MAX) {
      SetPos(e->pos);
      Emit(Opcode::kStrIdxI, d, s, static_cast<int>(k));
    } else {
      int i = ExprTo(e->index);
      NoteIndex(e);
      SetPos(e->pos);
      Emit(Opcode::kStrIdx, d, s, i);
    }
    Release(mark);
    return d;
  }
  if (d == kNone && t->size > 0) {
    // Places inside frames are read where they are; everything else goes to a temporary below its operands.
    int64_t k;
    if (xt->kind == rt::Kind::kArray && IntConst(e->index, &k)) {
      return Load(PlaceOf(e), kNone);
    }
    d = AllocType(t);
  }
  int mark = top();
  Place p = IndexPlace(e);
  SetPos(e->pos);
  int r = Load(p, d);
  Release(mark);
  return d != kNone ? d : r;
}

int FnCompiler::Slice(SliceExpr* e, int want) {
  const Type* xt = TypeOf(e->x);
  bool str = xt->kind == rt::Kind::kString;
  int d = want != kNone ? want : Alloc(str ? 2 : 3);
  int mark = top();
  Order({e->x, e->index[0], e->index[1], e->index[2]});
  int base;
  const rt::ArrayType* at = nullptr;
  if (xt->kind == rt::Kind::kArray) {
    at = rt::As<rt::ArrayType>(xt);
    base = AddressOf(PlaceOf(e->x));
  } else {
    base = ExprTo(e->x);
    if (xt->kind == rt::Kind::kPointer) at = rt::As<rt::ArrayType>(rt::As<rt::PtrType>(xt)->elem);
  }
  uint64_t packed = 0;
  uint64_t flags = 0;
  for (int i = 0; i < 3; i++) {
    uint64_t slot = bytecode::kNoSlot;
    if (e->index[i] != nullptr) {
      slot = static_cast<uint64_t>(ExprTo(e->index[i]));
      rt::Kind k = TypeOf(e->index[i])->kind;
      if (!IsSignedKind(k)) flags |= uint64_t{1} << i;
    }
    packed |= slot << (16 * i);
  }
  packed |= flags << 48;
  SetPos(e->pos);
  if (str) {
    Emit(Opcode::kSliceStr, d, base);
    code_.Extra(packed);
  } else if (at != nullptr) {
    Emit(Opcode::kSliceArr, d, base);
    code_.Extra(packed);
    code_.Extra(static_cast<uint64_t>(at->len));
    code_.Extra(at->elem->size);
  } else {
    Emit(Opcode::kSliceS, d, base);
    code_.Extra(packed);
    code_.Extra(rt::As<rt::SliceType>(xt)->elem->size);
  }
  Release(mark);
  return d;
}

// ---------------------------------------------------------------- comma-ok forms

// The slots of a multi-value expression: a call's results, or a value followed by ok.
int FnCompiler::CommaOk(Expr* e, int want) {
  Expr* x = Unparen(e);
  SetPos(x->pos);
  switch (x->kind) {
    case NodeKind::kCallExpr: return Call(As<CallExpr>(x), kNone);
    case NodeKind::kIndexExpr: return MapIndex(As<IndexExpr>(x), want, true);
    case NodeKind::kAssertExpr: return Assert(As<AssertExpr>(x), want, true);
    case NodeKind::kOperation: return Receive(As<Operation>(x), want, true);
    default: break;
  }
  MINIGO_UNREACHABLE();
}

int FnCompiler::Receive(Operation* e, int want, bool comma_ok) {
  const Type* t = rt::As<rt::ChanType>(TypeOf(e->x))->elem;
  int n = SlotsOf(t);
  int d = want != kNone ? want : Alloc(n + (comma_ok ? 1 : 0));
  int mark = top();
  OrderWithin(e);
  int ch = ExprTo(e->x);
  SetPos(e->pos);
  if (t->boxed()) {
    int box = Alloc(1);
    EmitT(Opcode::kNew, box, 0, 0, t);
    Emit(Opcode::kRecvM, box, ch, comma_ok ? d + n : bytecode::kNoSlot);
    Emit(Opcode::kMov, d, box);
    Release(mark);
    return d;
  }
  Emit(Opcode::kRecv, n == 0 ? bytecode::kNoSlot : d, ch, comma_ok ? d + n : bytecode::kNoSlot);
  code_.Extra(static_cast<uint64_t>(n));
  if (IsSignedKind(t->kind)) Extend(t, d);
  Release(mark);
  return d;
}

int FnCompiler::Assert(AssertExpr* e, int want, bool comma_ok) {
  const Type* t = Lower(types::TypeOf(e->type));
  const Type* xt = TypeOf(e->x);
  int n = SlotsOf(t);
  int d = want != kNone ? want : Alloc(n + (comma_ok ? 1 : 0));
  int mark = top();
  OrderWithin(e);
  int x = ExprTo(e->x);
  SetPos(e->pos);
  if (t->kind == rt::Kind::kInterface) {
    if (comma_ok) {
      EmitT(Opcode::kAssertI2, d, x, d + n, t);
    } else {
      EmitT(Opcode::kAssertI, d, x, 0, t);
      code_.Extra(xt);
    }
    code_.Extra(CacheCell());
  } else if (comma_ok) {
    EmitT(Opcode::kAssertC2, n == 0 ? bytecode::kNoSlot : d, x, d + n, t);
  } else {
    EmitT(Opcode::kAssertC, d, x, 0, t);
    code_.Extra(xt);
  }
  Release(mark);
  return d;
}

// An inline cache: the word itself lies in the code, so the cell is an immortal word of its own.
const void* FnCompiler::CacheCell(int cells) { return program_.Immortal(static_cast<size_t>(cells) * 8, false); }

}  // namespace minigo::compile
