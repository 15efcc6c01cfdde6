// This file implements initialization and assignment checks.
#include <string>
#include <vector>

#include "interp/types/checker.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

using grammar::As;
using grammar::Expr;
using grammar::Is;

namespace {

std::string ContextText(std::string_view context, Expr* callee) {
  std::string text(context);
  if (callee != nullptr) text += grammar::ExprString(callee);
  return text;
}

}  // namespace

// Checks that x can be assigned to a variable of type T (nullptr: any type will do), and gives an
// untyped x its type. `context` says in messages what the assignment is; it is completed by the
// text of `callee`, if that is given.
void Checker::Assignment(Operand* x, Type* T, std::string_view context, Expr* callee) {
  SingleValue(x);
  switch (x->mode) {
    case kInvalid:
      return;
    case kNilValue:
    case kConstant:
    case kVariable:
    case kMapIndex:
    case kValue:
    case kCommaOk:
      break;
    default:
      Errorf(x, kIncompatibleAssign, "cannot assign %s to %s in %s", x, T,
             ContextText(context, callee));
      x->mode = kInvalid;
      return;
  }

  if (IsUntyped(x->type) && !AssignUntyped(x, T, context, callee)) return;

  if (Signature* sig = UnderIs<Signature>(x->type); sig != nullptr && !sig->tparams.empty()) {
    Errorf(x, kWrongTypeArgCount, "cannot use generic function %s without instantiation in %s", x,
           ContextText(context, callee));
    x->mode = kInvalid;
    return;
  }

  if (T == nullptr || x->type == T) return;
  AssignTyped(x, T, context, callee);
}

[[gnu::noinline]] void Checker::AssignTyped(Operand* x, Type* T, std::string_view context,
                                            Expr* callee) {
  std::string cause;
  Code code = Code::kNone;
  if (x->AssignableTo(this, T, &cause, &code)) return;
  std::string where = ContextText(context, callee);
  if (!cause.empty()) {
    Errorf(x, code, "cannot use %s as %s value in %s: %s", x, T, where, cause);
  } else {
    Errorf(x, code, "cannot use %s as %s value in %s", x, T, where);
  }
  x->mode = kInvalid;
}

[[gnu::noinline]] bool Checker::AssignUntyped(Operand* x, Type* T, std::string_view context,
                                              Expr* callee) {
  Type* target = T;
  if (x->IsNil()) {
    if (T == nullptr) {
      Errorf(x, kUntypedNilUse, "use of untyped nil in %s", ContextText(context, callee));
      x->mode = kInvalid;
      return false;
    }
  } else if (T == nullptr || IsNonTypeParamInterface(T)) {
    target = DefaultType(x->type);
  }

  Const val = nullptr;
  Code code = Code::kNone;
  Type* new_type = ImplicitTypeAndValue(x, target, &val, &code);
  if (code != Code::kNone) {
    std::string msg =
        Sprintf("cannot use %s as %s value in %s", x, target, ContextText(context, callee));
    if (code == kTruncatedFloat) {
      msg += " (truncated)";
    } else if (code == kNumericOverflow) {
      msg += " (overflows)";
    } else {
      code = kIncompatibleAssign;
    }
    Error(x, code, msg);
    x->mode = kInvalid;
    return false;
  }
  if (val != nullptr) {
    x->val = val;
    UpdateExprVal(x->expr, val);
  }
  if (new_type != x->type) {
    x->type = new_type;
    UpdateExprType(x->expr, new_type, false);
  }
  return true;
}

void Checker::InitConst(ConstObject* lhs, Operand* x) {
  if (x->mode == kInvalid || !IsValid(x->type) || (lhs->type != nullptr && !IsValid(lhs->type))) {
    if (lhs->type == nullptr) lhs->type = Invalid();
    return;
  }

  if (x->mode != kConstant) {
    Errorf(x, kInvalidConstInit, "%s is not constant", x);
    if (lhs->type == nullptr) lhs->type = Invalid();
    return;
  }

  if (lhs->type == nullptr) lhs->type = x->type;
  Assignment(x, lhs->type, "constant declaration");
  if (x->mode == kInvalid) return;
  lhs->value = x->val;
}

// Checks the initialization lhs = x, where lhs takes x's type if it has none.
void Checker::InitVar(Var* lhs, Operand* x, std::string_view context) {
  if (x->mode == kInvalid || !IsValid(x->type) || (lhs->type != nullptr && !IsValid(lhs->type))) {
    if (lhs->type == nullptr) lhs->type = Invalid();
    x->mode = kInvalid;
    return;
  }

  if (lhs->type == nullptr) {
    Type* type = x->type;
    if (IsUntyped(type)) {
      if (type == Typ(BasicKind::kUntypedNil)) {
        Errorf(x, kUntypedNilUse, "use of untyped nil in %s", context);
        lhs->type = Invalid();
        x->mode = kInvalid;
        return;
      }
      type = DefaultType(type);
    }
    lhs->type = type;
  }
  Assignment(x, lhs->type, context);
}

// The type of the variable lhs in an assignment: nullptr for the blank identifier, Typ[Invalid]
// after an error. A variable that is assigned to does not count as used.
Type* Checker::LhsVar(Expr* lhs) {
  auto* ident = Is<grammar::Name>(grammar::Unparen(lhs));
  if (ident != nullptr && ident->value == impl->blank) {
    RecordDef(ident, nullptr);
    return nullptr;
  }

  Var* v = nullptr;
  bool v_used = false;
  Scope* found = nullptr;
  Object* obj = nullptr;
  if (ident != nullptr) {
    LookupScope(ident->value, &found, &obj);
    Var* w = Is<Var>(obj);
    if (w != nullptr && w->pkg == pkg) {
      v = w;
      v_used = v->used;
    }
  }

  Operand x;
  if (ident != nullptr && ident == lhs) {
    RawIdent(&x, ident, obj, found);
    CheckSingleValue(&x);
  } else {
    CheckExpr(nullptr, &x, lhs);
  }
  if (v != nullptr) v->used = v_used;
  if (x.mode == kInvalid || !IsValid(x.type)) return Invalid();

  if (x.mode != kVariable && x.mode != kMapIndex) {
    if (auto* sel = Is<grammar::SelectorExpr>(x.expr)) {
      Operand op;
      CheckExpr(nullptr, &op, sel->x);
      if (op.mode == kMapIndex) {
        Errorf(&x, kUnaddressableFieldAssign, "cannot assign to struct field %s in map", x.expr);
        return Invalid();
      }
    }
    Errorf(&x, kUnassignableOperand,
           "cannot assign to %s (neither addressable nor a map index expression)", x.expr);
    return Invalid();
  }
  MarkAssigned(lhs);
  return x.type;
}

// Checks lhs = rhs, or lhs = *x if x is given.
void Checker::AssignVar(Expr* lhs, Expr* rhs, Operand* x, std::string_view context) {
  Type* T = LhsVar(lhs);
  if (T != nullptr && !IsValid(T)) {
    if (x != nullptr) {
      x->mode = kInvalid;
    } else {
      Use(rhs);
    }
    return;
  }

  Operand value;
  if (x == nullptr) {
    x = &value;
    AssignedValue(x, T, lhs, rhs);
  }
  if (T == nullptr && context == "assignment") context = "assignment to _ identifier";
  Assignment(x, T, context);
}

// Evaluates rhs; a generic function is instantiated for T.
void Checker::AssignedValue(Operand* x, Type* T, Expr* lhs, Expr* rhs) {
  Signature* sig = T == nullptr ? nullptr : UnderIs<Signature>(T);
  if (sig == nullptr) {
    CheckExpr(nullptr, x, rhs);
    return;
  }
  Target target{sig, grammar::ExprString(lhs)};
  CheckExpr(&target, x, rhs);
}

// "(int, number, ...string)": the types of arguments or parameters in messages.
std::string Checker::TypesSummary(const std::vector<Type*>& list, bool variadic, bool has_dots) {
  std::string out = "(";
  for (size_t i = 0; i < list.size(); i++) {
    if (i > 0) out += ", ";
    Type* t = list[i];
    bool last = i + 1 == list.size();
    std::string s;
    if (t == nullptr || !IsValid(t)) {
      s = "unknown type";
    } else if (IsUntyped(t)) {
      if (IsNumeric(t)) {
        s = "number";
      } else {
        s = As<Basic>(t)->name;
        if (s.starts_with("untyped ")) s.erase(0, 8);
      }
    } else {
      s = Sprintf("%s", t);
    }
    if (last && variadic) {
      if (Slice* slice = Is<Slice>(t)) s = Sprintf("%s", slice->elem);
      s = "..." + s;
    } else if (last && has_dots) {
      s += "...";
    }
    out += s;
  }
  return out + ")";
}

namespace {

std::string Measure(int n, std::string_view unit) {
  std::string s = std::to_string(n) + " " + std::string(unit);
  if (n != 1) s += "s";
  return s;
}

bool IsCall(Expr* e) { return grammar::Unparen(e)->kind == grammar::NodeKind::kCallExpr; }

void InvalidateUntyped(Checker* check, List<Var*> vars) {
  for (Var* v : vars) {
    if (v->type == nullptr) v->type = check->Invalid();
  }
}

}  // namespace

void Checker::AssignError(List<Expr*> rhs, int l, int r) {
  std::string vars = Measure(l, "variable"), vals = Measure(r, "value");
  if (rhs.size() == 1) {
    if (auto* call = Is<grammar::CallExpr>(grammar::Unparen(rhs[0]))) {
      Errorf(rhs[0], kWrongAssignCount, "assignment mismatch: %s but %s returns %s", vars,
             call->fun, vals);
      return;
    }
  }
  Errorf(rhs[0], kWrongAssignCount, "assignment mismatch: %s but %s", vars, vals);
}

void Checker::ReturnError(At at, List<Var*> lhs, std::span<Operand* const> rhs) {
  size_t l = lhs.size(), r = rhs.size();
  std::string_view qualifier = "not enough";
  if (r > l) {
    at = At(rhs[l]);  // the first one too many
    qualifier = "too many";
  } else if (r > 0) {
    at = At(rhs[r - 1]);  // the last one
  }
  std::vector<Type*> have, want;
  for (Operand* x : rhs) have.push_back(x->type);
  for (Var* v : lhs) want.push_back(v->type);
  ErrorDesc* err = NewError(kWrongResultCount);
  err->Addf(at, "%s return values", qualifier);
  err->Addf(grammar::kNoPos, "have %s", TypesSummary(have, false, false));
  err->Addf(grammar::kNoPos, "want %s", TypesSummary(want, false, false));
  err->Report();
}

// Checks the initialization of variables, or the results of a return statement.
void Checker::InitVars(List<Var*> lhs, List<Expr*> orig_rhs, grammar::Stmt* return_stmt) {
  std::string_view context = return_stmt != nullptr ? "return statement" : "assignment";
  size_t l = lhs.size(), r = orig_rhs.size();

  // A single call is looked at below, for a better message.
  bool is_call = r == 1 && IsCall(orig_rhs[0]);

  if (l == r && !is_call) {
    for (size_t i = 0; i < l; i++)
      InitVarFrom(lhs[i], orig_rhs[i], context, return_stmt != nullptr);
    return;
  }

  if (r != 1) {
    // Only without other errors.
    if (Use(orig_rhs)) {
      if (return_stmt != nullptr) {
        OperandList values;
        ExprList(orig_rhs, &values);
        ReturnError(return_stmt, lhs, values);
        Release(values);
      } else {
        AssignError(orig_rhs, static_cast<int>(l), static_cast<int>(r));
      }
    }
    InvalidateUntyped(this, lhs);
    return;
  }

  bool comma_ok = false;
  OperandList rhs;
  MultiExpr(orig_rhs[0], l == 2 && return_stmt == nullptr, &comma_ok, &rhs);
  r = rhs.size();
  if (l == r) {
    for (size_t i = 0; i < l; i++) InitVar(lhs[i], rhs[i], context);
    if (comma_ok && rhs[0]->mode != kInvalid && rhs[1]->mode != kInvalid) {
      RecordCommaOkTypes(orig_rhs[0], rhs[0], rhs[1]);
    }
    Release(rhs);
    return;
  }

  if (r == 0 || rhs[0]->mode != kInvalid) {
    if (return_stmt != nullptr) {
      ReturnError(return_stmt, lhs, rhs);
    } else {
      AssignError(orig_rhs, static_cast<int>(l), static_cast<int>(r));
    }
  }
  Release(rhs);
  InvalidateUntyped(this, lhs);
}

void Checker::InitVarFrom(Var* lhs, Expr* rhs, std::string_view context, bool is_return) {
  Operand x;
  Signature* sig = lhs->type == nullptr ? nullptr : UnderIs<Signature>(lhs->type);
  if (sig != nullptr) {
    InitFuncFrom(&x, sig, lhs, rhs, is_return);
  } else {
    CheckExpr(nullptr, &x, rhs);
  }
  InitVar(lhs, &x, context);
}

[[gnu::noinline]] void Checker::InitFuncFrom(Operand* x, Signature* sig, Var* lhs, Expr* rhs,
                                             bool is_return) {
  std::string desc(View(lhs->name));
  if (is_return && desc.empty()) desc = "result variable";
  Target target{sig, std::move(desc)};
  CheckExpr(&target, x, rhs);
}

void Checker::AssignVars(List<Expr*> lhs, List<Expr*> orig_rhs) {
  size_t l = lhs.size(), r = orig_rhs.size();
  bool is_call = r == 1 && IsCall(orig_rhs[0]);

  if (l == r && !is_call) {
    for (size_t i = 0; i < l; i++) AssignVar(lhs[i], orig_rhs[i], nullptr, "assignment");
    return;
  }

  if (r != 1) {
    bool ok_lhs = UseLHS(lhs);
    bool ok_rhs = Use(orig_rhs);
    if (ok_lhs && ok_rhs) AssignError(orig_rhs, static_cast<int>(l), static_cast<int>(r));
    return;
  }

  bool comma_ok = false;
  OperandList rhs;
  MultiExpr(orig_rhs[0], l == 2, &comma_ok, &rhs);
  r = rhs.size();
  if (l == r) {
    for (size_t i = 0; i < l; i++) AssignVar(lhs[i], nullptr, rhs[i], "assignment");
    if (comma_ok && rhs[0]->mode != kInvalid && rhs[1]->mode != kInvalid) {
      RecordCommaOkTypes(orig_rhs[0], rhs[0], rhs[1]);
    }
    Release(rhs);
    return;
  }

  if (r == 0 || rhs[0]->mode != kInvalid)
    AssignError(orig_rhs, static_cast<int>(l), static_cast<int>(r));
  Release(rhs);
  UseLHS(lhs);
}

void Checker::ShortVarDecl(grammar::Pos pos, List<Expr*> lhs, List<Expr*> rhs) {
  size_t top = delayed.size();
  Scope* at = scope;

  SmallVector<Symbol, 8> seen;
  List<Var*> lhs_vars(arena().NewArray<Var*>(lhs.size()), lhs.size());
  SmallVector<Var*, 8> new_vars;
  bool has_err = false;
  for (size_t i = 0; i < lhs.size(); i++) {
    Expr* e = lhs[i];
    auto* ident = Is<grammar::Name>(e);
    if (ident == nullptr) {
      Use1(e, true);
      Errorf(e, kBadDecl, "non-name %s on left side of :=", e);
      has_err = true;
      continue;
    }

    Symbol name = ident->value;
    bool blank = name == impl->blank;
    if (!blank) {
      bool repeated = false;
      for (Symbol s : seen) repeated = repeated || s == name;
      if (repeated) {
        Errorf(e, kRepeatedDecl, "%s repeated on left side of :=", e);
        has_err = true;
        continue;
      }
      seen.push_back(name);
    }

    // A name of this very scope is assigned to.
    if (Object* alt = at->Lookup(name)) {
      RecordUse(ident, alt);
      if (Var* v = Is<Var>(alt)) {
        lhs_vars[i] = v;
        v->reassigned = true;
      } else {
        Errorf(e, kUnassignableOperand, "cannot assign to %s", e);
        has_err = true;
      }
      continue;
    }

    Var* v = NewVar(VarKind::kLocal, ident->pos, pkg, name, nullptr);
    lhs_vars[i] = v;
    if (!blank) new_vars.push_back(v);
    RecordDef(ident, v);
  }

  for (size_t i = 0; i < lhs.size(); i++) {
    if (lhs_vars[i] == nullptr)
      lhs_vars[i] = NewVar(VarKind::kLocal, lhs[i]->pos, pkg, impl->blank, nullptr);
  }

  InitVars(lhs_vars, rhs, nullptr);

  // Function literals see the scope as it is before the declaration.
  if (delayed.size() > top) ProcessDelayed(top);

  if (new_vars.empty() && !has_err) {
    SoftErrorf(pos, kNoNewVar, "no new variables on left side of :=");
    return;
  }

  grammar::Pos scope_pos = grammar::EndPos(rhs.back());
  for (Var* v : new_vars) Declare(at, nullptr, v, scope_pos);
}

}  // namespace minigo::types
