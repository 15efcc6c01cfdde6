// This file implements calls of package cmp as instructions: Compare is one, and Or is a chain of tests that needs no slice.
#include <algorithm>

#include "interp/compile/fn.h"
#include "interp/compile/walk.h"

namespace minigo::compile {

using namespace grammar;
using types::Var;

namespace {

// The function of a library package that a call names; nullptr: another.
const types::Func* CalledOfLibrary(const CallExpr* e) {
  auto* s = Is<SelectorExpr>(Unparen(e->fun));
  if (s == nullptr || s->selection != nullptr) return nullptr;
  auto* f = types::Is<types::Func>(s->sel->obj);
  return f != nullptr && f->pkg != nullptr && f->pkg->library ? f : nullptr;
}

bool IsConstant(const Expr* e) { return e->tv != nullptr && e->tv->value != nullptr; }

// Whether evaluating e has no effect, and cannot panic if the variables in `valid` are good pointers. Those that e follows are
// noted there.
bool IsHarmless(Expr* e, std::vector<const Var*>* valid, bool first) {
  e = Unparen(e);
  if (IsConstant(e)) return true;
  switch (e->kind) {
    case NodeKind::kName: {
      auto* v = types::Is<Var>(As<Name>(e)->obj);
      return v != nullptr;
    }
    case NodeKind::kSelectorExpr: {
      auto* s = As<SelectorExpr>(e);
      if (s->selection == nullptr) return types::Is<Var>(s->sel->obj) != nullptr;
      if (s->selection->kind != types::SelectionKind::kFieldVal) return false;
      if (types::UnderIs<types::Pointer>(types::TypeOf(s->x)) != nullptr) {
        auto* name = Is<Name>(Unparen(s->x));
        auto* v = name != nullptr ? types::Is<Var>(name->obj) : nullptr;
        if (v == nullptr || s->selection->index.size() != 1) return false;
        if (first) valid->push_back(v);
        return std::find(valid->begin(), valid->end(), v) != valid->end();
      }
      return !s->selection->indirect && IsHarmless(s->x, valid, first);
    }
    case NodeKind::kOperation: {
      auto* o = As<Operation>(e);
      if (!types::IsNumeric(types::TypeOf(o->x))) return false;
      if (o->y == nullptr) return (o->op == Op::kSub || o->op == Op::kAdd) && IsHarmless(o->x, valid, first);
      switch (o->op) {
        case Op::kAdd: case Op::kSub: case Op::kMul: case Op::kAnd: case Op::kOr: case Op::kXor:
          return IsHarmless(o->x, valid, first) && IsHarmless(o->y, valid, first);
        case Op::kDiv: case Op::kRem:  // by a constant, which is not zero
          return IsConstant(o->y) && IsHarmless(o->x, valid, first);
        default: return false;
      }
    }
    case NodeKind::kCallExpr: {
      auto* c = As<CallExpr>(e);
      const types::Func* f = CalledOfLibrary(c);
      if (f == nullptr || f->name_view() != "Compare" || c->args.size() != 2) return false;
      if (f->pkg->path != "cmp" && f->pkg->path != "strings") return false;
      return IsHarmless(c->args[0], valid, first) && IsHarmless(c->args[1], valid, first);
    }
    default: return false;
  }
}

}  // namespace

bool IsCmpCompare(const types::Func* f) {
  return f->pkg != nullptr && f->pkg->library && f->pkg->path == "cmp" && f->name_view() == "Compare";
}

bool FnCompiler::CallOfCmp(CallExpr* e, int want, int* result) {
  if (!passes().Has(bytecode::Pass::kInline)) return false;
  const types::Func* f = CalledOfLibrary(e);
  if (f == nullptr || f->pkg->path != "cmp" || e->has_dots || e->args.empty()) return false;
  if (types::Is<types::Tuple>(types::TypeOf(e->args[0])) != nullptr) return false;
  if (f->name_view() == "Compare") {
    *result = CompareThreeWay(e, want);
    return true;
  }
  return f->name_view() == "Or" && FirstNonZero(e, want, result);
}

int FnCompiler::CompareThreeWay(CallExpr* e, int want) {
  OrderCall(e);
  const auto* sig = rt::As<rt::FuncType>(TypeOf(e->fun));
  const Type* t = sig->in[0];
  int d = want != kNone ? want : Alloc(1);
  int mark = top();
  int a = ExprAs(e->args[0], t);
  int b = ExprAs(e->args[1], t);
  SetPos(e->pos);
  Opcode op = t->kind == rt::Kind::kString ? Opcode::kStrCmp
              : IsFloatKind(t->kind)       ? Opcode::kFCmp
              : IsSignedKind(t->kind)      ? Opcode::kCmp
                                           : Opcode::kUCmp;
  if (t->kind == rt::Kind::kFloat32) {
    int wide = Alloc(2);
    Emit(Opcode::kF322F, wide, a);
    Emit(Opcode::kF322F, wide + 1, b);
    a = wide;
    b = wide + 1;
  }
  Emit(op, d, a, b);
  Release(mark);
  return d;
}

// cmp.Or: the first argument that is not zero, or the last one. What cannot be noticed is evaluated when it is wanted.
bool FnCompiler::FirstNonZero(CallExpr* e, int want, int* result) {
  const Type* t = TypeOf(e);
  const bool is_string = t->kind == rt::Kind::kString;
  if (!is_string && !IsIntKind(t->kind)) return false;
  std::vector<const Var*> valid;
  bool harmless = IsHarmless(e->args[0], &valid, true);
  if (!harmless) valid.clear();
  bool later = true;
  for (size_t i = 1; i < e->args.size() && later; i++) later = IsHarmless(e->args[i], &valid, false);
  int outer = top();
  int d = AllocType(t);
  int mark = top();
  std::vector<int> values;
  if (!later) {
    OrderCall(e);
    for (size_t i = 0; i < e->args.size(); i++) values.push_back(ExprAs(e->args[i], t, AllocType(t)));
  }
  Label end = NewLabel();
  for (size_t i = 0; i < e->args.size(); i++) {
    if (later) {
      ExprAs(e->args[i], t, d);
      Release(mark);
    } else {
      Move(t, d, values[i]);
    }
    if (i + 1 < e->args.size()) Jump(Opcode::kJNeI, end, is_string ? d + 1 : d, 0);
  }
  Bind(end);
  Release(mark);
  *result = d;
  if (want != kNone) {
    Move(t, want, d);
    Release(outer);
    *result = want;
  }
  return true;
}

}  // namespace minigo::compile
