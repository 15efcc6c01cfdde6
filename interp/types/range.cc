// This file implements typechecking of range statements.
#include <string>
#include <vector>

#include "interp/types/checker.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

using grammar::As;
using grammar::Expr;
using grammar::Is;

namespace {

// What a range clause over some type yields. If it is not permitted, ok is false and cause may say
// why.
struct KeyVal {
  Type* key = nullptr;
  Type* val = nullptr;
  std::string cause;
  bool ok = false;
};

Array* ArrayOrPointerToArray(Type* t) {
  if (Array* a = Is<Array>(t)) return a;
  Pointer* p = UnaliasIs<Pointer>(t);
  return p == nullptr ? nullptr : UnderIs<Array>(p->base);
}

KeyVal Bad(Checker* check, std::string cause) {
  return {check->Invalid(), check->Invalid(), std::move(cause), false};
}

Type* ParamType(Signature* sig, size_t i) { return sig->params->vars[i]->type; }

KeyVal RangeOverFunc(Checker* check, Signature* sig) {
  if (!check->AllowVersion(kGo1_23)) return Bad(check, "requires go1.23 or later");
  const std::string want = "func must be func(yield func(...) bool): ";
  if (sig->num_params() != 1) return Bad(check, want + "wrong argument count");
  if (sig->num_results() != 0) return Bad(check, want + "unexpected results");
  TypeError err;
  Type* u = CommonUnder(ParamType(sig, 0), nullptr, &err);
  Signature* yield = Is<Signature>(u);
  if (yield == nullptr) {
    return Bad(check, want + (err ? "in yield type, " + err.Format(check)
                                  : std::string("argument is not func")));
  }
  if (yield->num_params() > 2) return Bad(check, want + "yield func has too many parameters");
  Type* result = yield->num_results() == 1 ? yield->results->vars[0]->type : nullptr;
  if (result == nullptr || !Identical(result, check->Typ(BasicKind::kBool))) {
    return Bad(check, want + (result != nullptr && IsBoolean(result)
                                  ? "yield func returns user-defined boolean, not bool"
                                  : "yield func does not return bool"));
  }
  KeyVal kv;
  kv.ok = true;
  if (yield->num_params() >= 1) kv.key = ParamType(yield, 0);
  if (yield->num_params() >= 2) kv.val = ParamType(yield, 1);
  return kv;
}

KeyVal RangeKeyVal(Checker* check, Type* orig) {
  TypeError err;
  Type* t = CommonUnder(
      orig,
      [](Type* t, Type* u) -> TypeError {
        Chan* ch = Is<Chan>(u);
        if (ch != nullptr && ch->dir == grammar::ChanDir::kSendOnly) {
          return TypeError::Of("receive from send-only channel %s", t);
        }
        return {};
      },
      &err);
  if (t == nullptr) return Bad(check, err ? err.Format(check) : std::string());

  Type* integer = check->Typ(BasicKind::kInt);
  if (Array* a = ArrayOrPointerToArray(t)) return {integer, a->elem, {}, true};
  switch (t->kind) {
    case TypeKind::kBasic:
      if (IsString(t)) return {integer, check->impl->rune_type, {}, true};
      if (IsInteger(t)) {
        if (!check->AllowVersion(kGo1_22)) return Bad(check, "requires go1.22 or later");
        return {orig, nullptr, {}, true};
      }
      return {};
    case TypeKind::kSlice:
      return {integer, As<Slice>(t)->elem, {}, true};
    case TypeKind::kMap:
      return {As<Map>(t)->key, As<Map>(t)->elem, {}, true};
    case TypeKind::kChan:
      return {As<Chan>(t)->elem, nullptr, {}, true};
    case TypeKind::kSignature:
      return RangeOverFunc(check, As<Signature>(t));
    default:
      return {};
  }
}

}  // namespace

// Checks what is ranged over and reports what is wrong with it or with the number of variables.
[[gnu::noinline]] void Checker::RangeExpr(Operand* x, Expr* range_var, Expr* const vars[3],
                                          Type* key_val[2]) {
  has_call_or_recv = false;
  CheckExpr(nullptr, x, range_var);
  if (x->mode == kInvalid) return;

  // With at most one variable, an array's length is all that is needed: the expression becomes that
  // constant and is not evaluated.
  if (vars[1] == nullptr && !has_call_or_recv) {
    if (Array* a = ArrayOrPointerToArray(Under(x->type))) {
      RecordTypeAndValue(grammar::Unparen(range_var), kConstant, Typ(BasicKind::kInt),
                         constants().Int64(a->len));
    }
  }

  if (vars[1] != nullptr) {
    if (Array* a = UnderIs<Array>(x->type))
      NoteTemporary(a->elem, a->len);  // the loop works on a copy
  }

  KeyVal kv = RangeKeyVal(this, x->type);
  if (!kv.ok && !kv.cause.empty()) {
    SoftErrorf(x, kInvalidRangeExpr, "cannot range over %s: %s", x, kv.cause);
  } else if (!kv.ok) {
    SoftErrorf(x, kInvalidRangeExpr, "cannot range over %s", x);
  } else if (kv.key == nullptr && vars[0] != nullptr) {
    SoftErrorf(vars[0], kInvalidIterVar, "range over %s permits no iteration variables", x);
  } else if (kv.val == nullptr && vars[1] != nullptr) {
    SoftErrorf(vars[1], kInvalidIterVar, "range over %s permits only one iteration variable", x);
  } else if (vars[2] != nullptr) {
    SoftErrorf(vars[2], kInvalidIterVar, "range clause permits at most two iteration variables");
  }
  key_val[0] = kv.key;
  key_val[1] = kv.val;
}

void Checker::CheckRangeStmt(unsigned inner, grammar::ForStmt* s, grammar::RangeClause* clause) {
  RangeHeader(s, clause);
  CheckStmt(inner, s->body);
  CloseScope();
}

// Everything before the body; opens the statement's scope.
[[gnu::noinline]] void Checker::RangeHeader(grammar::ForStmt* s, grammar::RangeClause* clause) {
  Expr* lhs[3] = {clause->lhs, nullptr, nullptr};
  if (auto* list = Is<grammar::ListExpr>(clause->lhs)) {
    for (size_t i = 0; i < 3 && i < list->elems.size(); i++) lhs[i] = list->elems[i];
  }
  Operand x;
  Type* rhs[2] = {};
  RangeExpr(&x, clause->x, lhs, rhs);

  OpenScope(s);
  bool over_int = IsInteger(x.type);

  if (clause->def) {
    std::vector<Var*> vars;
    for (int i = 0; i < 2; i++) {
      if (lhs[i] == nullptr) continue;
      Var* obj;
      if (auto* ident = Is<grammar::Name>(lhs[i])) {
        obj = NewVar(VarKind::kLocal, ident->pos, pkg, ident->value, nullptr);
        RecordDef(ident, obj);
        // One variable for the whole loop is assigned by every iteration.
        if (!AllowVersion(kGo1_22)) obj->reassigned = true;
        if (ident->value != impl->blank) vars.push_back(obj);
      } else {
        Errorf(lhs[i], kInvalidSyntaxTree, "cannot declare %s", lhs[i]);
        obj = NewVar(VarKind::kLocal, lhs[i]->pos, pkg, impl->blank, nullptr);
      }

      if (rhs[i] == nullptr || rhs[i] == Invalid()) {
        obj->type = Invalid();
        obj->used = true;  // no complaint about it as well
        continue;
      }
      if (over_int) {
        InitVar(obj, &x, "range clause");
      } else {
        Operand y;
        y.mode = kValue;
        y.expr = lhs[i];
        y.type = rhs[i];
        InitVar(obj, &y, "assignment");
      }
    }
    if (vars.empty()) {
      Error(s, kNoNewVar, "no new variables on left side of :=");
    }
    for (Var* obj : vars) Declare(scope, nullptr, obj, s->body->pos);
  } else if (lhs[0] != nullptr) {
    for (int i = 0; i < 2; i++) {
      if (lhs[i] == nullptr || rhs[i] == nullptr || rhs[i] == Invalid()) continue;
      if (over_int) {
        AssignVar(lhs[i], nullptr, &x, "range clause");
        // An untyped x has now the variable's type.
        if (x.mode != kInvalid && !IsInteger(x.type)) {
          SoftErrorf(lhs[i], kInvalidRangeExpr, "cannot use iteration variable of type %s", x.type);
        }
      } else {
        Operand y;
        y.mode = kValue;
        y.expr = lhs[i];
        y.type = rhs[i];
        AssignVar(lhs[i], nullptr, &y, "assignment");
      }
    }
  } else if (over_int) {
    // An untyped x must fit its default type.
    Assignment(&x, nullptr, "range clause");
  }
}

}  // namespace minigo::types
