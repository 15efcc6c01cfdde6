// This file implements conditions: comparisons fused with jumps, and short-circuit evaluation.
#include "interp/compile/fn.h"

namespace minigo::compile {

using namespace grammar;

namespace {

Op Inverse(Op op) {
  switch (op) {
    case Op::kEql: return Op::kNeq;
    case Op::kNeq: return Op::kEql;
    case Op::kLss: return Op::kGeq;
    case Op::kLeq: return Op::kGtr;
    case Op::kGtr: return Op::kLeq;
    default: return Op::kLss;
  }
}

bool IsComparison(Op op) { return op >= Op::kEql && op <= Op::kGeq; }

bool IsEmptyText(Expr* e) {
  types::Const c = types::ValueOf(e);
  return c != nullptr && types::IsString(types::TypeOf(e)) && types::StringVal(c).empty();
}

}  // namespace

// Whether x and y are one variable, of a type whose values equal themselves: generic code asks this of numbers to find NaNs.
bool FnCompiler::IsSameValue(Expr* x, Expr* y) {
  auto* a = Is<Name>(Unparen(x));
  auto* b = Is<Name>(Unparen(y));
  if (a == nullptr || b == nullptr || a->obj != b->obj || !passes().Has(bytecode::Pass::kInline)) return false;
  auto* v = types::Is<types::Var>(a->obj);
  if (v == nullptr || v->var_kind == types::VarKind::kPackage || LocOf(v).kind != VarLoc::kSlot) return false;
  rt::Kind kind = LocOf(v).type->kind;
  return IsIntKind(kind) || kind == rt::Kind::kString;
}

// Jumps to target if e is `when`, else falls through.
void FnCompiler::CondJump(Expr* e, bool when, Label target) {
  Expr* x = Unparen(e);
  types::Const c = types::ValueOf(x);
  if (c != nullptr) {
    if (types::BoolVal(c) == when) Jump(Opcode::kJmp, target);
    return;
  }
  SetPos(x->pos);
  if (auto* o = ahead_.contains(x) ? nullptr : Is<Operation>(x)) {
    if (o->op == Op::kNot) return CondJump(o->x, !when, target);
    if (o->op == Op::kAndAnd || o->op == Op::kOrOr) {
      // The left spine is walked iteratively: chains may be long.
      bool all = o->op == Op::kAndAnd;  // the value is decided early by `!all`
      std::vector<Expr*> terms;
      Expr* left = x;
      for (;;) {
        auto* lo = Is<Operation>(Unparen(left));
        if (lo == nullptr || lo->op != o->op || types::ValueOf(lo) != nullptr) break;
        terms.push_back(lo->y);
        left = lo->x;
      }
      terms.push_back(left);
      if (when != all) {
        for (size_t i = terms.size(); i-- > 0;) CondJump(terms[i], when, target);
      } else {
        Label skip = NewLabel();
        for (size_t i = terms.size(); i-- > 1;) CondJump(terms[i], !when, skip);
        CondJump(terms[0], when, target);
        Bind(skip);
      }
      return;
    }
    if (o->y != nullptr && IsComparison(o->op)) {
      if (IsSameValue(o->x, o->y)) {
        if ((o->op == Op::kEql || o->op == Op::kLeq || o->op == Op::kGeq) == when) Jump(Opcode::kJmp, target);
        return;
      }
      int mark = top();
      Order({o->x, o->y});
      CompareJump(o->op, o->x, o->y, when, target);
      Release(mark);
      return;
    }
  }
  if (auto* c = yields_.empty() || ahead_.contains(x) ? nullptr : Is<CallExpr>(x)) {
    if (InlinedLoop* loop = YieldOf(c)) return InlineYieldJump(c, loop, when, target);
  }
  int mark = top();
  int v = ExprTo(x);
  Jump(when ? Opcode::kJT : Opcode::kJF, target, v);
  Release(mark);
}

void FnCompiler::CompareJump(Op op, Expr* x, Expr* y, bool when, Label target) {
  int mark = top();
  Pos at = pos_;
  if (IsNilName(x)) std::swap(x, y);
  if (IsNilName(y)) {
    int s = ExprTo(x);
    Jump((op == Op::kEql) == when ? Opcode::kJEqI : Opcode::kJNeI, target, s, 0);
    Release(mark);
    return;
  }
  const Type* t = TypeOf(x);
  bool mixed = (t->kind == rt::Kind::kInterface) != (TypeOf(y)->kind == rt::Kind::kInterface);
  Shape s = ShapeOf(t);
  bool plain = !mixed && ((s >= Shape::kS8 && s <= Shape::kPtr && t->kind != rt::Kind::kFloat32 &&
                           t->kind != rt::Kind::kComplex64) ||
                          s == Shape::kString);
  bool eq = op == Op::kEql || op == Op::kNeq;
  if (!plain || (s == Shape::kString && !eq)) {
    int v = Compare(op, x, y, kNone);
    Jump(when ? Opcode::kJT : Opcode::kJF, target, v);
    Release(mark);
    return;
  }
  if (s == Shape::kString && (IsEmptyText(x) || IsEmptyText(y))) {
    int a = ExprTo(IsEmptyText(y) ? x : y);
    Jump((op == Op::kEql) == when ? Opcode::kJEqI : Opcode::kJNeI, target, a + 1, 0);
    Release(mark);
    return;
  }
  if (s == Shape::kString) {
    int a = ExprTo(x);
    int b = ExprTo(y);
    Jump((op == Op::kEql) == when ? Opcode::kJStrEq : Opcode::kJStrNe, target, a, b);
    Release(mark);
    return;
  }
  if (t->kind == rt::Kind::kFloat64) {
    int a = ExprTo(x);
    int b = ExprTo(y);
    SetPos(at);
    if (op == Op::kGtr || op == Op::kGeq) std::swap(a, b);
    if (eq) {
      Jump((op == Op::kEql) == when ? Opcode::kJFEq : Opcode::kJFNe, target, a, b);
    } else if (op == Op::kLss || op == Op::kGtr) {
      Jump(when ? Opcode::kJFLt : Opcode::kJFNLt, target, a, b);
    } else {
      Jump(when ? Opcode::kJFLe : Opcode::kJFNLe, target, a, b);
    }
    Release(mark);
    return;
  }
  // Narrow unsigned integers are compared as the 64-bit values that their slots hold.
  bool is_signed = IsSignedKind(t->kind) || !IsIntKind(t->kind) || t->size < 8;
  int64_t k;
  if (!when) op = Inverse(op);
  bool fits = IsIntKind(t->kind) && SmallConst(y, &k) && (is_signed || op == Op::kEql || op == Op::kNeq);
  if (fits) {
    int a = ExprTo(x);
    Opcode o = op == Op::kEql   ? Opcode::kJEqI
               : op == Op::kNeq ? Opcode::kJNeI
               : op == Op::kLss ? Opcode::kJLtI
               : op == Op::kLeq ? Opcode::kJLeI
               : op == Op::kGtr ? Opcode::kJGtI
                                : Opcode::kJGeI;
    Jump(o, target, a, static_cast<int>(k));
    Release(mark);
    return;
  }
  int a = ExprTo(x);
  int b = ExprTo(y);
  SetPos(at);
  if (op == Op::kGtr || op == Op::kGeq) std::swap(a, b);
  Opcode o;
  if (op == Op::kEql) o = Opcode::kJEq;
  else if (op == Op::kNeq) o = Opcode::kJNe;
  else if (op == Op::kLss || op == Op::kGtr) o = is_signed ? Opcode::kJLt : Opcode::kJULt;
  else o = is_signed ? Opcode::kJLe : Opcode::kJULe;
  Jump(o, target, a, b);
  Release(mark);
}

}  // namespace minigo::compile
