// This file implements typechecking of statements.
//
// CheckStmt dispatches to one function for each kind of statement; those on the recursive path keep
// their frames small.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "interp/types/checker.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

using grammar::As;
using grammar::Expr;
using grammar::Is;
using grammar::NodeKind;
using grammar::Op;
using grammar::OpText;
using grammar::Stmt;

// at_decl may be nullptr.
void Checker::FuncBody(DeclInfo* at_decl, std::string_view name, Signature* fsig,
                       grammar::BlockStmt* body, Const at_iota) {
  Environment saved = env();
  env() = Environment();
  decl = at_decl;
  scope = fsig->scope;
  version = saved.version;
  iota = at_iota;
  sig = fsig;
  func_scope = fsig->scope;

  StmtList(0, body->list);

  if (fsig->num_results() > 0 && !IsTerminating(body, nullptr)) {
    Error(body->rbrace, kMissingReturn, "missing return");
  }
  Usage(fsig->scope);
  env() = saved;
}

// Reports the variables of the scope that are not used, then those of each scope in it. The order shows where there are more
// errors than are printed.
void Checker::Usage(Scope* s) {
  SmallVector<Var*, 8> unused;
  SmallVector<Scope*, 16> pending;
  pending.push_back(s);
  while (!pending.empty()) {
    Scope* at = pending[pending.size() - 1];
    pending.resize(pending.size() - 1);
    unused.resize(0);
    for (Object* obj : at->objects()) {
      Var* v = Is<Var>(obj);
      if (v == nullptr || v->used) continue;
      if (v->var_kind == VarKind::kRecv || v->var_kind == VarKind::kParam ||
          v->var_kind == VarKind::kResult)
        continue;
      unused.push_back(v);
    }
    std::sort(unused.begin(), unused.end(), [](Var* a, Var* b) { return a->pos < b->pos; });
    for (Var* v : unused) SoftErrorf(v->pos, kUnusedVar, "declared and not used: %s", v->name);
    // Function literals' scopes are looked at by FuncBody.
    size_t first = pending.size();
    for (Scope* child = at->first_child(); child != nullptr; child = child->next_sibling()) {
      if (!child->is_func) pending.push_back(child);
    }
    std::reverse(pending.begin() + first, pending.end());
  }
}

void Checker::SimpleStmt(Stmt* s) {
  if (s != nullptr) CheckStmt(0, s);
}

void Checker::StmtList(unsigned ctxt, List<Stmt*> list) {
  bool ok = (ctxt & kFallthroughOk) != 0;
  unsigned inner = ctxt & ~unsigned{kFallthroughOk};
  // Empty statements at the end do not hide a fallthrough.
  size_t n = list.size();
  while (n > 0 && list[n - 1]->kind == NodeKind::kEmptyStmt) n--;
  for (size_t i = 0; i < n; i++)
    CheckStmt(ok && i + 1 == n ? inner | kFallthroughOk : inner, list[i]);
}

void Checker::MultipleSwitchDefaults(List<grammar::CaseClause*> list) {
  grammar::CaseClause* first = nullptr;
  for (grammar::CaseClause* c : list) {
    if (c->cases != nullptr) continue;
    if (first != nullptr) {
      Errorf(c, kDuplicateDefault, "multiple defaults (first at %s)", PosArg{first->pos});
    } else {
      first = c;
    }
  }
}

void Checker::MultipleSelectDefaults(List<grammar::CommClause*> list) {
  grammar::CommClause* first = nullptr;
  for (grammar::CommClause* c : list) {
    if (c->comm != nullptr) continue;
    if (first != nullptr) {
      Errorf(c, kDuplicateDefault, "multiple defaults (first at %s)", PosArg{first->pos});
    } else {
      first = c;
    }
  }
}

void Checker::OpenScope(grammar::Node* node) {
  scope = NewScope(scope, node->pos, grammar::kNoPos);
}

// The scope of a statement with the simple statement `init`; only that could declare something in
// it.
void Checker::InitScope(grammar::Node* node, Stmt* init) {
  if (init == nullptr) return;
  OpenScope(node);
  CheckStmt(0, init);
}

void Checker::CloseScope() { scope = scope->parent(); }

// The call of a go or defer statement.
void Checker::SuspendedCall(std::string_view keyword, Expr* call) {
  Code code = keyword == "go" ? kInvalidGo : kInvalidDefer;
  if (call->kind != NodeKind::kCallExpr) {
    Errorf(call, code, "expression in %s must be function call", keyword);
    Use(call);
    return;
  }
  Operand x;
  std::string_view msg;
  switch (RawExpr(nullptr, &x, call, nullptr, false)) {
    case ExprKind::kConversion:
      msg = "requires function call, not conversion";
      break;
    case ExprKind::kExpression:
      msg = "discards result of";
      code = kUnusedResults;
      break;
    case ExprKind::kStatement:
      return;
  }
  Errorf(&x, code, "%s %s %s", keyword, msg, &x);
}

// ---------------------------------------------------------------- switch

// The constants seen in the case clauses of a switch, by value; each with its types and positions.
struct CaseValues {
  struct Entry {
    grammar::Pos pos;
    Type* type;
  };
  std::unordered_map<std::string, std::vector<Entry>> map;
};

// The types seen in the case clauses of a type switch; nullptr is nil.
struct CaseTypes {
  struct Entry {
    Type* type;
    Expr* at;
  };
  std::vector<Entry> list;
};

namespace {

// A string for each integer, float and string that can be told apart at compile time; else empty.
std::string CaseKey(ConstPool& pool, Const val) {
  switch (KindOf(val)) {
    case ConstKind::kInt: {
      int64_t v;
      if (Int64Val(val, &v)) return "i" + std::to_string(v);
      uint64_t w;
      if (Uint64Val(val, &w)) return "u" + std::to_string(w);
      return {};
    }
    case ConstKind::kFloat: {
      double v = Float64Val(val);
      if (!pool.Compare(pool.Float64(v), Op::kEql, val)) return {};
      return "f" + std::string(reinterpret_cast<const char*>(&v), sizeof v);
    }
    case ConstKind::kString:
      return "s" + std::string(StringVal(val));
    default:
      return {};
  }
}

}  // namespace

void Checker::CheckCaseValues(Operand* x, List<Expr*> values, CaseValues* seen) {
  for (Expr* e : values) {
    Operand v;
    CheckExpr(nullptr, &v, e);
    if (x->mode == kInvalid || v.mode == kInvalid) continue;
    ConvertUntyped(&v, x->type);
    if (v.mode == kInvalid) continue;
    // v first, so that errors stand at the case.
    Operand res = v;
    Comparison(&res, x, Op::kEql, true);
    if (res.mode == kInvalid || v.mode != kConstant) continue;

    std::string key = CaseKey(constants(), v.val);
    if (key.empty()) continue;
    std::vector<CaseValues::Entry>& entries = seen->map[key];
    bool duplicate = false;
    for (const CaseValues::Entry& entry : entries) {
      if (!Identical(v.type, entry.type)) continue;
      ErrorDesc* err = NewError(kDuplicateCase);
      err->Addf(&v, "duplicate case %s in expression switch", &v);
      err->Addf(entry.pos, "previous case");
      err->Report();
      duplicate = true;
      break;
    }
    if (!duplicate) entries.push_back({v.pos(), v.type});
  }
}

// Whether e is the predeclared nil.
bool Checker::IsNil(Expr* e) {
  auto* name = Is<grammar::Name>(grammar::Unparen(e));
  return name != nullptr && Is<Nil>(Lookup(name->value)) != nullptr;
}

// Checks the types of a case; x is nullptr if the switch's operand is in error. The result is the
// type of the variable that the switch may declare.
Type* Checker::CheckCaseTypes(Operand* x, List<Expr*> types, CaseTypes* seen) {
  Type* T = nullptr;
  for (Expr* e : types) {
    if (IsNil(e)) {
      T = nullptr;
      Operand dummy;
      CheckExpr(nullptr, &dummy, e);
    } else {
      T = VarType(e);
      if (!IsValid(T)) continue;
    }
    bool duplicate = false;
    for (const CaseTypes::Entry& entry : seen->list) {
      bool same =
          T == nullptr || entry.type == nullptr ? T == entry.type : Identical(T, entry.type);
      if (!same) continue;
      ErrorDesc* err = NewError(kDuplicateCase);
      err->Addf(e, "duplicate case %s in type switch",
                T == nullptr ? std::string("nil") : Sprintf("%s", T));
      err->Addf(entry.at, "previous case");
      err->Report();
      duplicate = true;
      break;
    }
    if (duplicate) continue;
    seen->list.push_back({T, e});
    if (x != nullptr && T != nullptr) TypeAssertion(e, x, T, true);
  }

  if (types.size() != 1 || T == nullptr) T = x != nullptr ? x->type : Invalid();
  return T;
}

void Checker::CheckSwitchStmt(unsigned inner, grammar::SwitchStmt* s) {
  Operand x;
  SwitchTag(&x, s);
  MultipleSwitchDefaults(s->body);

  CaseValues seen;
  for (size_t i = 0; i < s->body.size(); i++) {
    grammar::CaseClause* clause = s->body[i];
    unsigned flags = inner | (i + 1 < s->body.size() ? kFallthroughOk : kFinalSwitchCase);
    CheckCaseValues(&x, grammar::UnpackList(clause->cases), &seen);
    OpenScope(clause);
    StmtList(flags, clause->body);
    CloseScope();
  }
}

[[gnu::noinline]] void Checker::SwitchTag(Operand* x, grammar::SwitchStmt* s) {
  if (s->tag != nullptr) {
    CheckExpr(nullptr, x, s->tag);
    Assignment(x, nullptr, "switch expression");
    if (x->mode != kInvalid && !Comparable(x->type) && !HasNil(x->type)) {
      Errorf(x, kInvalidExprSwitch, "cannot switch on %s (%s is not comparable)", x, x->type);
      x->mode = kInvalid;
    }
    return;
  }
  // A missing tag is true.
  x->mode = kConstant;
  x->type = Typ(BasicKind::kBool);
  x->val = constants().Bool(true);
  auto* name = arena().New<grammar::Name>();
  name->pos = s->body.empty() ? s->rbrace : s->body[0]->pos;
  name->value = Intern("true");
  x->expr = name;
}

void Checker::CheckTypeSwitchStmt(unsigned inner, grammar::SwitchStmt* s,
                                  grammar::TypeSwitchGuard* guard) {
  grammar::Name* lhs = guard->lhs;
  if (lhs != nullptr) {
    if (lhs->value == impl->blank) {
      SoftErrorf(lhs, kNoNewVar, "no new variable on left side of :=");
      lhs = nullptr;
    } else {
      RecordDef(lhs, nullptr);  // each clause declares its own
    }
  }

  Operand x;
  bool valid = TypeSwitchOperand(&x, guard->x);
  MultipleSwitchDefaults(s->body);

  std::vector<Var*> vars;
  CaseTypes seen;
  for (grammar::CaseClause* clause : s->body) {
    Type* T =
        CheckCaseTypes(valid ? &x : nullptr, grammar::UnpackList(clause->cases), &seen);
    OpenScope(clause);
    if (lhs != nullptr) {
      Var* v = NewVar(VarKind::kLocal, lhs->pos, pkg, lhs->value, T);
      Declare(scope, nullptr, v, clause->colon);
      clause->implicit = v;
      vars.push_back(v);
    }
    StmtList(inner, clause->body);
    CloseScope();
  }

  // One use of any of the clauses' variables is enough.
  if (lhs != nullptr) {
    bool used = false;
    for (Var* v : vars) {
      used = used || v->used;
      v->used = true;
    }
    if (!used) SoftErrorf(lhs, kUnusedVar, "%s declared and not used", lhs->value);
  }
}

[[gnu::noinline]] bool Checker::TypeSwitchOperand(Operand* x, Expr* e) {
  CheckExpr(nullptr, x, e);
  if (x->mode == kInvalid) return false;
  if (IsTypeParam(x->type)) {
    Errorf(x, kInvalidTypeSwitch, "cannot use type switch on type parameter value %s", x);
    return false;
  }
  if (!IsInterface(x->type)) {
    Errorf(x, kInvalidTypeSwitch, "%s is not an interface", x);
    return false;
  }
  return true;
}

// ---------------------------------------------------------------- simple statements

[[gnu::noinline]] void Checker::CheckExprStmt(grammar::ExprStmt* s) {
  Operand x;
  ExprKind kind = RawExpr(nullptr, &x, s->x, nullptr, false);
  std::string_view msg = "is not used";
  Code code = kUnusedExpr;
  switch (x.mode) {
    case kBuiltin:
      msg = "must be called";
      code = kUncalledBuiltin;
      break;
    case kTypExpr:
      msg = "is not an expression";
      code = kNotAnExpr;
      break;
    default:
      if (kind == ExprKind::kStatement) return;
      break;
  }
  Errorf(&x, code, "%s %s", &x, msg);
}

[[gnu::noinline]] void Checker::CheckSendStmt(grammar::SendStmt* s) {
  Operand ch, val;
  CheckExpr(nullptr, &ch, s->chan);
  CheckExpr(nullptr, &val, s->value);
  if (ch.mode == kInvalid || val.mode == kInvalid) return;
  if (Type* elem = ChanElem(s, &ch, false)) Assignment(&val, elem, "send");
}

[[gnu::noinline]] void Checker::CheckAssignStmt(grammar::AssignStmt* s) {
  if (s->rhs == nullptr) {
    Operand x;
    CheckExpr(nullptr, &x, s->lhs);
    if (x.mode == kInvalid) return;
    if (!AllNumeric(x.type)) {
      Errorf(s->lhs, kNonNumericIncDec, "invalid operation: %s%s%s (non-numeric type %s)", s->lhs,
             OpText(s->op), OpText(s->op), x.type);
      return;
    }
    AssignVar(s->lhs, nullptr, &x, "assignment");
    return;
  }

  List<Expr*> lhs = grammar::UnpackList(s->lhs);
  List<Expr*> rhs = grammar::UnpackList(s->rhs);
  if (s->op == Op::kNone) {
    AssignVars(lhs, rhs);
    return;
  }
  if (s->op == Op::kDef) {
    ShortVarDecl(s->pos, lhs, rhs);
    return;
  }
  if (lhs.size() != 1 || rhs.size() != 1) {
    Errorf(s, kMultiValAssignOp, "assignment operation %s requires single-valued expressions",
           OpText(s->op));
    return;
  }
  Operand x;
  Binary(&x, nullptr, lhs[0], rhs[0], s->op);
  AssignVar(lhs[0], nullptr, &x, "assignment");
}

[[gnu::noinline]] void Checker::CheckReturnStmt(grammar::ReturnStmt* s) {
  List<Var*> res;
  if (sig->results != nullptr) res = sig->results->vars;
  List<Expr*> results = grammar::UnpackList(s->results);
  if (results.empty() && !res.empty() && !View(res[0]->name).empty()) {
    // Named results must be visible here.
    for (Var* obj : res) {
      Object* alt = Lookup(obj->name);
      if (alt == nullptr || alt == obj) continue;
      ErrorDesc* err = NewError(kOutOfScopeResult);
      err->Addf(s, "result parameter %s not in scope at return", obj->name);
      err->Addf(alt, "inner declaration of %s", static_cast<Object*>(obj));
      err->Report();
    }
    return;
  }
  if (res.empty() && results.empty()) return;
  InitVars(res, results, s);
}

// ---------------------------------------------------------------- statements

void Checker::CheckStmt(unsigned ctxt, Stmt* s) {
  size_t top = delayed.size();
  unsigned inner = ctxt & ~unsigned{kFallthroughOk | kFinalSwitchCase | kInTypeSwitch};

  switch (s->kind) {
    case NodeKind::kEmptyStmt:
      break;
    case NodeKind::kDeclStmt:
      CheckDeclStmt(As<grammar::DeclStmt>(s)->decls);
      break;
    case NodeKind::kLabeledStmt:
      CheckStmt(ctxt, As<grammar::LabeledStmt>(s)->stmt);
      break;
    case NodeKind::kExprStmt:
      CheckExprStmt(As<grammar::ExprStmt>(s));
      break;
    case NodeKind::kSendStmt:
      CheckSendStmt(As<grammar::SendStmt>(s));
      break;
    case NodeKind::kAssignStmt:
      CheckAssignStmt(As<grammar::AssignStmt>(s));
      break;
    case NodeKind::kCallStmt:
      SuspendedCall(As<grammar::CallStmt>(s)->is_defer ? "defer" : "go",
                    As<grammar::CallStmt>(s)->call);
      break;
    case NodeKind::kReturnStmt:
      CheckReturnStmt(As<grammar::ReturnStmt>(s));
      break;
    case NodeKind::kBranchStmt:
      break;  // checked with the syntax
    case NodeKind::kBlockStmt:
      OpenScope(s);
      StmtList(inner, As<grammar::BlockStmt>(s)->list);
      CloseScope();
      break;
    case NodeKind::kIfStmt:
      CheckIfStmt(inner, As<grammar::IfStmt>(s));
      break;
    case NodeKind::kSwitchStmt: {
      auto* sw = As<grammar::SwitchStmt>(s);
      Scope* outer = scope;
      InitScope(s, sw->init);
      if (auto* guard = Is<grammar::TypeSwitchGuard>(sw->tag)) {
        CheckTypeSwitchStmt(inner | kBreakOk | kInTypeSwitch, sw, guard);
      } else {
        CheckSwitchStmt(inner | kBreakOk, sw);
      }
      scope = outer;
      break;
    }
    case NodeKind::kSelectStmt:
      CheckSelectStmt(inner | kBreakOk, As<grammar::SelectStmt>(s));
      break;
    case NodeKind::kForStmt:
      CheckForStmt(inner | kBreakOk | kContinueOk, As<grammar::ForStmt>(s));
      break;
    default:
      Error(s, kInvalidSyntaxTree, "invalid statement");
      break;
  }

  // Function literals are checked before the scope changes.
  if (delayed.size() > top) ProcessDelayed(top);
}

// A chain of else ifs is one loop.
void Checker::CheckIfStmt(unsigned inner, grammar::IfStmt* s) {
  Scope* outer = scope;
  for (;;) {
    InitScope(s, s->init);
    Condition(s->cond, "non-boolean condition in if statement");
    CheckStmt(inner, s->then);
    auto* next = Is<grammar::IfStmt>(s->els);
    if (next == nullptr) break;
    s = next;
  }
  if (s->els != nullptr) CheckStmt(inner, s->els);
  scope = outer;
}

[[gnu::noinline]] void Checker::Condition(Expr* cond, std::string_view msg) {
  Operand x;
  CheckExpr(nullptr, &x, cond);
  if (x.mode != kInvalid && !AllBoolean(x.type)) Error(cond, kInvalidCond, msg);
}

void Checker::CheckForStmt(unsigned inner, grammar::ForStmt* s) {
  if (auto* clause = Is<grammar::RangeClause>(s->init)) {
    CheckRangeStmt(inner, s, clause);
    return;
  }
  Scope* outer = scope;
  InitScope(s, s->init);
  if (s->cond != nullptr) Condition(s->cond, "non-boolean condition in for statement");
  SimpleStmt(s->post);
  auto* post = Is<grammar::AssignStmt>(s->post);
  if (post != nullptr && post->op == Op::kDef) Use(post->lhs);  // an error; no more of them
  CheckStmt(inner, s->body);
  scope = outer;
}

void Checker::CheckSelectStmt(unsigned inner, grammar::SelectStmt* s) {
  MultipleSelectDefaults(s->body);
  for (grammar::CommClause* clause : s->body) {
    if (clause->comm_kind == grammar::CommKind::kBad) {
      Error(clause->comm, kInvalidSelectCase,
            "select case must be send or receive (possibly with assignment)");
      continue;
    }
    OpenScope(clause);
    if (clause->comm != nullptr) CheckStmt(inner, clause->comm);
    StmtList(inner, clause->body);
    CloseScope();
  }
}

}  // namespace minigo::types
