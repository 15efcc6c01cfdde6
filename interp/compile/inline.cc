// This file implements inlining: a call of a small function is compiled as its body.
//
// A function is inlined if it has few nodes and none of: loops, defer, recover, go, select, switch, labels, function
// literals. Its parameters become variables of the caller's frame, or stand for the caller's variables where neither changes;
// return becomes a store and a jump. The line table says which instructions stand for which call, so traces, runtime.Caller
// and the like show the frames as if the call had been made.
//
// Function literals are inlined where a call is known to call them: through a variable that is never assigned again, or through a
// parameter of an inlined function that is only called. For the sake of such a parameter functions with loops are inlined too;
// the closure is then not made at all. What a literal captures is found where it lies, since the literal's code is in the
// same frame; captured variables that change are cells all the same.
#include "interp/compile/fn.h"
#include "interp/compile/iterator.h"
#include "interp/compile/walk.h"
#include "runtime/base/check.h"

namespace minigo::compile {

using namespace grammar;
using types::Var;

namespace {

constexpr int kBudget = 40;       // nodes of a body
constexpr int kLoopBudget = 100;  // of a body that calls a literal in a loop
constexpr int kCallCost = 12;
constexpr int kMaxDepth = 4;      // of calls inlined into each other
constexpr int kTotal = 4000;      // nodes inlined into one function
constexpr Pos kLazyBytes = 200;   // a library body that is worth parsing to find out

// The cost of a body; beyond the budget if it cannot be inlined.
class Cost {
 public:
  enum Loops : uint8_t { kNoLoops, kLoops, kAllLoops };  // all: also over functions
  explicit Cost(Loops loops = kNoLoops)
      : loops_(loops), budget_(loops == kNoLoops ? kBudget : loops == kLoops ? kLoopBudget : kIteratorBudget) {}
  int Of(BlockStmt* body) {
    Statement(body);
    return cost_;
  }

 private:
  void Never() { cost_ = budget_ + 1; }

  void Statement(Stmt* s) {
    if (s == nullptr || cost_ > budget_) return;
    cost_++;
    switch (s->kind) {
      case NodeKind::kEmptyStmt: return;
      case NodeKind::kBlockStmt:
        for (Stmt* x : As<BlockStmt>(s)->list) Statement(x);
        return;
      case NodeKind::kExprStmt: return Expression(As<ExprStmt>(s)->x);
      case NodeKind::kAssignStmt:
        Expression(As<AssignStmt>(s)->lhs);
        if (As<AssignStmt>(s)->rhs != nullptr) Expression(As<AssignStmt>(s)->rhs);
        return;
      case NodeKind::kReturnStmt:
        if (As<ReturnStmt>(s)->results != nullptr) Expression(As<ReturnStmt>(s)->results);
        return;
      case NodeKind::kIfStmt: {
        auto* i = As<IfStmt>(s);
        Statement(i->init);
        Expression(i->cond);
        Statement(i->then);
        Statement(i->els);
        return;
      }
      case NodeKind::kDeclStmt:
        for (Decl* d : As<DeclStmt>(s)->decls) {
          auto* v = Is<grammar::VarDecl>(d);
          if (v == nullptr) return Never();
          if (v->values != nullptr) Expression(v->values);
        }
        return;
      case NodeKind::kForStmt: {
        auto* f = As<ForStmt>(s);
        if (loops_ == kNoLoops) return Never();
        if (auto* r = Is<RangeClause>(f->init)) {
          if (loops_ != kAllLoops && types::UnderIs<types::Signature>(types::TypeOf(r->x)) != nullptr) return Never();
          if (r->lhs != nullptr) Expression(r->lhs);
          Expression(r->x);
        } else {
          Statement(f->init);
          if (f->cond != nullptr) Expression(f->cond);
          Statement(f->post);
        }
        return Statement(f->body);
      }
      case NodeKind::kBranchStmt:
        if (loops_ == kNoLoops || As<BranchStmt>(s)->label != nullptr || As<BranchStmt>(s)->tok == BranchTok::kFallthrough) Never();
        return;
      default: return Never();
    }
  }

  void Expression(Node* e) {
    if (cost_ > budget_) return;
    cost_++;
    switch (e->kind) {
      case NodeKind::kFuncLit: return Never();
      case NodeKind::kCallExpr: {
        auto* c = As<CallExpr>(e);
        const types::TypeAndValue* tv = c->fun->tv;
        if (tv != nullptr && tv->mode == types::OperandMode::kBuiltin) {
          Expr* f = Unparen(c->fun);
          auto* n = Is<Name>(f);
          auto* b = n != nullptr ? types::Is<types::Builtin>(n->obj) : nullptr;
          if (b != nullptr && b->id == types::BuiltinId::kRecover) return Never();
        } else if (tv == nullptr || tv->mode != types::OperandMode::kTypExpr) {
          Expr* fun = Unparen(c->fun);
          auto* s = Is<SelectorExpr>(fun);
          auto* n = s != nullptr && s->selection == nullptr ? s->sel : Is<Name>(fun);
          auto* f = n != nullptr ? types::Is<types::Func>(n->obj) : nullptr;
          if (f != nullptr && (IsIntrinsic(f) || IsCmpCompare(f))) {
            for (Expr* arg : c->args) Expression(arg);
            return;
          }
          cost_ += kCallCost;
        }
        break;
      }
      case NodeKind::kOperation:
        if (As<Operation>(e)->tv != nullptr && As<Operation>(e)->tv->mode == types::OperandMode::kConstant) return;
        if (As<Operation>(e)->op == Op::kRecv && As<Operation>(e)->y == nullptr) cost_ += kCallCost;
        break;
      default: break;
    }
    ForEachChild(e, [this](Node* child) { Expression(child); });
  }

  const Loops loops_;
  const int budget_;
  int cost_ = 0;
};

}  // namespace

int IteratorCost(BlockStmt* body) { return Cost(Cost::kAllLoops).Of(body); }

int CallsOf(Node* n, const Var* v, bool* only) {
  int calls = 0;
  if (auto* name = Is<Name>(n)) {
    if (name->obj == v) *only = false;
    return 0;
  }
  if (auto* c = Is<CallExpr>(n)) {
    auto* fun = Is<Name>(Unparen(c->fun));
    if (fun != nullptr && fun->obj == v) {
      if (c->args.size() == 1 && types::Is<types::Tuple>(types::TypeOf(c->args[0])) != nullptr) *only = false;
      for (Expr* a : c->args) calls += CallsOf(a, v, only);
      return calls + 1;
    }
  }
  ForEachChild(n, [&](Node* child) { calls += CallsOf(child, v, only); });
  return calls;
}

bool IsNoinline(const FuncDecl* d) {
  if (d == nullptr || d->pragma == nullptr) return false;
  for (std::string_view directive : d->pragma->directives) {
    if (directive == "go:noinline") return true;
  }
  return false;
}

// The request of the function that a call may be replaced by; nullptr: it must be called.
FuncRequest* FnCompiler::Inlinable(rt::Func* f, int* cost) {
  auto* r = static_cast<FuncRequest*>(program_.RequestOf(f));
  if (r == nullptr || r->kind != BodyKind::kDecl || f->native != nullptr || (f->flags & rt::kFuncHidden)) return nullptr;
  if (func_->flags & rt::kFuncHidden) return nullptr;
  types::Func* fn = r->func;
  if (!passes().Has(bytecode::Pass::kInline) || IsNoinline(fn->decl)) return nullptr;
  if (fn->decl == nullptr || !fn->decl->has_body() || inlining_.size() >= kMaxDepth) return nullptr;
  if (request_->func == fn) return nullptr;
  for (const types::Func* active : inlining_) {
    if (active == fn) return nullptr;
  }
  auto [it, fresh] = program_.inline_costs().try_emplace(fn, kBudget + 1);
  if (fresh) {
    if (fn->pkg != nullptr && fn->pkg->library && !fn->body_checked) {
      if (fn->decl->lazy_rbrace - fn->decl->lazy_lbrace > kLazyBytes) return nullptr;
      if (!program_.hooks().check_body(program_.hooks().arg, fn)) return nullptr;
    }
    if (fn->decl->body == nullptr) return nullptr;
    int cost_of_body = Cost().Of(fn->decl->body);
    if (cost_of_body <= kBudget) AnalyzeEscapes(program_, fn->decl);
    it = program_.inline_costs().insert_or_assign(fn, cost_of_body).first;
  }
  *cost = it->second;
  return it->second <= kBudget && inlined_cost_ + it->second <= kTotal ? r : nullptr;
}

// A parameter's value is evaluated where it may stay: evaluate(slot) puts it there, evaluate(kNone) wherever it lies.
template <typename Operand>
void FnCompiler::BindInlined(Var* v, const Type* t, std::vector<Bound>* bound, Operand evaluate) {
  if (v->reassigned || NeedsCell(v, t)) {
    int slot = AllocType(t);
    int mark = top();
    evaluate(slot);
    Release(mark);
    bound->push_back({v, t, slot});
  } else {
    bound->push_back({v, t, evaluate(kNone)});
  }
}

// Whether the body is one return statement with one value, which does not need the result as a variable.
bool FnCompiler::IsOneValue(const InlineBody& code) {
  auto* only = code.body->list.size() == 1 ? Is<ReturnStmt>(code.body->list[0]) : nullptr;
  if (only == nullptr || only->results == nullptr || code.type->out.size() != 1 || Is<ListExpr>(only->results) != nullptr) {
    return false;
  }
  const Var* v = code.sig->results->vars[0];
  bool used = false;
  auto look = [&](types::Object* obj) { used = used || obj == v; };
  if (v->name != nullptr) WalkUses(only->results, look);
  return !used;
}

FnCompiler::Context FnCompiler::SaveContext() const {
  return {env_,     source_,  pkg_,          name_,         range_,      loop_,        fallthrough_, inlined_, has_defer_, named_results_,
          targets_, results_, result_types_, result_slots_, inline_end_, inline_last_, inlining_,    iterators_};
}

void FnCompiler::RestoreContext(const Context& c) {
  env_ = c.env;
  pkg_ = c.pkg;
  name_ = c.name;
  range_ = c.range;
  loop_ = c.loop;
  fallthrough_ = c.fallthrough;
  inlined_ = c.inlined;
  has_defer_ = c.has_defer;
  named_results_ = c.named_results;
  targets_ = c.targets;
  results_ = c.results;
  result_types_ = c.result_types;
  result_slots_ = c.result_slots;
  inline_end_ = c.end;
  inline_last_ = c.last;
  inlining_ = c.inlining;
  iterators_ = c.iterators;
  EnterFile(c.source);
}

// Compiles the call as the body of the function; *result is the slot of the first result. False: call it.
bool FnCompiler::Inline(CallExpr* e, const Callee& c, int want, int* result) {
  int cost;
  std::vector<KnownLit> lits;  // of the parameters, in order; lit is nullptr for ordinary ones
  FuncRequest* r = Inlinable(c.func, &cost);
  if (e->args.size() == 1 && types::Is<types::Tuple>(types::TypeOf(e->args[0])) != nullptr) return false;
  if (FuncRequest* with_lits = TakesLits(e, c.func, c.sig, &lits, &cost)) r = with_lits;
  if (r == nullptr) return false;
  types::Signature* sig = r->func->signature();
  size_t n = c.sig->in.size();
  if (sig->results != nullptr) {
    for (size_t i = 0; i < sig->results->vars.size(); i++) {
      if (NeedsCell(sig->results->vars[i], c.sig->out[i])) return false;
    }
  }
  inlined_cost_ += cost;

  // Results, one after the other.
  InlineBody code{r->func, c.func->name, r->pkg, r->env, r->source, r->func->decl->body, sig, c.sig};
  int results = 0;
  for (const Type* t : c.sig->out) results += SlotsOf(t);
  int mark = top();
  int base = IsOneValue(code) && want != kNone ? want : Alloc(results);
  int keep = top();

  // Parameters. Where the function does not assign to one, it may stand for a variable of the caller's.
  std::vector<Bound> bound;
  if (c.recv_type != nullptr) {
    BindInlined(sig->recv, c.recv_type, &bound, [&](int slot) {
      Expr* x = Unparen(c.selector->x);
      auto* name = c.selection->index.size() == 1 ? Is<Name>(x) : nullptr;
      auto* v = name != nullptr ? types::Is<Var>(name->obj) : nullptr;
      if (slot == kNone && v != nullptr && v->var_kind != types::VarKind::kPackage && LocOf(v).kind == VarLoc::kSlot &&
          LocOf(v).type == c.recv_type) {
        return LocOf(v).slot;
      }
      if (slot == kNone) slot = AllocType(c.recv_type);
      EvalRecv(c, slot);
      return slot;
    });
  }
  for (size_t i = 0; i < n; i++) {
    Var* v = sig->params->vars[i];
    if (i < lits.size() && lits[i].lit != nullptr) {
      known_lits_.insert_or_assign(v, lits[i]);
      continue;
    }
    const Type* t = c.sig->in[i];
    if (i < e->args.size()) NoteConcrete(v, t, e->args[i]);
    BindInlined(v, t, &bound, [&](int slot) {
      if (c.sig->variadic() && i + 1 == n && !e->has_dots) {
        std::vector<Arg_> args;
        for (Expr* a : e->args) args.push_back({a, kNone, nullptr});
        if (slot == kNone) slot = AllocType(t);
        PackVariadic(args, i, t, slot);
        return slot;
      }
      return ExprAs(e->args[i], t, slot);
    });
  }
  InlineCode(code, e->pos, bound, base, want, mark, keep, result);
  for (size_t i = 0; i < lits.size(); i++) {
    if (lits[i].lit != nullptr) known_lits_.erase(sig->params->vars[i]);
  }
  return true;
}

// The code of an inlined call, whose operands have been evaluated. mark, keep: top() before and after its results.
void FnCompiler::InlineCode(const InlineBody& code, Pos call, const std::vector<Bound>& bound, int base, int want, int mark,
                            int keep, int* result) {
  SetPos(call);
  Context outer = SaveContext();
  targets_.clear();
  results_.clear();
  result_types_.clear();
  result_slots_.clear();
  debug_->inlined.push_back({code.name, line_, file_, inlined_});
  inlined_ = static_cast<uint16_t>(debug_->inlined.size());
  inlining_.push_back(code.func);
  env_ = code.env;
  pkg_ = code.pkg;
  name_ = code.name;
  EnterFile(code.source);
  range_ = nullptr;
  loop_ = nullptr;
  fallthrough_ = kNone;
  has_defer_ = false;
  named_results_ = false;
  // The body may have been compiled before, with its variables elsewhere.
  auto forget = [&](types::Object* obj) {
    auto* v = types::Is<Var>(obj);
    if (v != nullptr && v->pos > code.body->pos && v->pos < code.body->rbrace) LocOf(v).kind = VarLoc::kNowhere;
  };
  WalkUses(code.body, forget);
  for (const Bound& b : bound) {
    VarLoc& l = LocOf(b.v);
    l.kind = VarLoc::kSlot;
    l.slot = b.slot;
    l.type = b.type;
    if (NeedsCell(b.v, b.type)) DeclareVarInit(b.v, b.type, b.slot);
  }
  if (IsOneValue(code)) {
    auto* only = As<ReturnStmt>(code.body->list[0]);
    SetPos(only->pos);
    Order({only->results});
    ExprAs(only->results, code.type->out[0], base);
  } else {
    int at = base;
    for (size_t i = 0; i < code.type->out.size(); i++) {
      Var* v = code.sig->results->vars[i];
      results_.push_back(v);
      result_types_.push_back(code.type->out[i]);
      result_slots_.push_back(at);
      named_results_ = named_results_ || (v->name != nullptr && !v->name_view().empty());
      VarLoc& l = LocOf(v);
      l.kind = VarLoc::kSlot;
      l.slot = at;
      l.type = code.type->out[i];
      at += SlotsOf(l.type);
    }
    if (named_results_ && at > base) Zero(base, at - base);
    inline_end_ = NewLabel();
    for (Stmt* s : code.body->list) {
      inline_last_ = s == code.body->list.back() ? s : nullptr;
      Statement(s);
    }
    Bind(inline_end_);
  }

  RestoreContext(outer);
  SetPos(call);
  Release(keep);
  *result = base;
  if (want != kNone && base != want && code.type->out.size() == 1) {
    Move(code.type->out[0], want, base);
    Release(mark);
    *result = want;
  }
}

// ---------------------------------------------------------------- function literals

// Whether e is a literal whose calls can be replaced.
bool FnCompiler::KnowLit(Expr* e, KnownLit* known) {
  auto* lit = Is<grammar::FuncLit>(Unparen(e));
  if (lit == nullptr || !passes().Has(bytecode::Pass::kClosures) || range_ != nullptr || !inlining_.empty()) return false;
  if (request_->kind == BodyKind::kPackageInit || (func_->flags & rt::kFuncHidden)) return false;
  types::Type* t = types::TypeOf(lit);
  auto* sig = types::UnderIs<types::Signature>(t);
  if (sig == nullptr || sig->variadic || lit->body == nullptr) return false;
  int cost = Cost().Of(lit->body);
  if (cost > kBudget) return false;
  const auto* type = rt::As<rt::FuncType>(Lower(t));
  if (sig->results != nullptr) {
    for (size_t i = 0; i < sig->results->vars.size(); i++) {
      if (NeedsCell(sig->results->vars[i], type->out[i])) return false;
    }
  }
  std::string name = std::string(FuncName()) + (request_->kind == BodyKind::kLit ? "." : ".func") + std::to_string(lit->number);
  *known = {lit, type, env_, source_, program_.Intern(name), cost};
  return true;
}

// The request of a function that is given literals which it only calls: *lits has them by parameter. Loops are welcome.
FuncRequest* FnCompiler::TakesLits(CallExpr* e, rt::Func* f, const rt::FuncType* sig, std::vector<KnownLit>* lits, int* cost) {
  if (!passes().Has(bytecode::Pass::kClosures) || e->has_dots || sig->variadic() || !inlining_.empty()) return nullptr;
  bool any = false;
  for (Expr* a : e->args) any = any || Unparen(a)->kind == NodeKind::kFuncLit;
  if (!any || (func_->flags & rt::kFuncHidden)) return nullptr;
  FuncRequest* r = program_.RequestOf(f);
  if (r == nullptr || r->kind != BodyKind::kDecl || f->native != nullptr || (f->flags & rt::kFuncHidden)) return nullptr;
  types::Func* fn = r->func;
  // Loop variables are as old as the package's language version, which is asked of the function around.
  if (fn == request_->func || r->pkg != request_->pkg || fn->decl == nullptr || fn->decl->body == nullptr) return nullptr;
  if (IsNoinline(fn->decl)) return nullptr;
  *cost = Cost(Cost::kLoops).Of(fn->decl->body);
  if (*cost > kLoopBudget) return nullptr;
  AnalyzeEscapes(program_, fn->decl);
  types::Signature* s = fn->signature();
  any = false;
  for (size_t i = 0; i < e->args.size() && i < sig->in.size(); i++) {
    KnownLit known = {};
    Var* v = s->params->vars[i];
    bool only = true;
    int calls = CallsOf(fn->decl->body, v, &only);
    if (only && calls > 0 && calls <= 3 && !v->reassigned && KnowLit(e->args[i], &known)) {
      any = true;
      *cost += calls * known.cost;
    } else {
      known.lit = nullptr;
    }
    lits->push_back(known);
  }
  if (!any || inlined_cost_ + *cost > kTotal) {
    lits->clear();
    return nullptr;
  }
  return r;
}

// A call of a literal that is known, as its body.
bool FnCompiler::InlineLit(CallExpr* e, int want, int* result) {
  Expr* fun = Unparen(e->fun);
  KnownLit known;
  if (auto* name = Is<Name>(fun)) {
    auto* v = types::Is<Var>(name->obj);
    auto it = v != nullptr ? known_lits_.find(v) : known_lits_.end();
    if (it == known_lits_.end()) return false;
    known = it->second;
    // A parameter has no value besides its literal: its calls cannot but be replaced.
    if (LocOf(v).kind != VarLoc::kNowhere) {
      if (inlined_cost_ + known.cost > kTotal || inlining_.size() >= kMaxDepth) return false;
      inlined_cost_ += known.cost;
    }
  } else if (!KnowLit(fun, &known)) {
    return false;
  }
  types::Signature* sig = types::UnderIs<types::Signature>(types::TypeOf(known.lit));
  if (e->args.size() == 1 && types::Is<types::Tuple>(types::TypeOf(e->args[0])) != nullptr && known.sig->in.size() > 1) return false;
  int results = 0;
  for (const Type* t : known.sig->out) results += SlotsOf(t);
  InlineBody code{nullptr, known.name, request_->pkg, known.env, known.source, known.lit->body, sig, known.sig};
  int mark = top();
  int base = IsOneValue(code) && want != kNone ? want : Alloc(results);
  int keep = top();
  std::vector<Bound> bound;
  for (size_t i = 0; i < known.sig->in.size(); i++) {
    const Type* t = known.sig->in[i];
    BindInlined(sig->params->vars[i], t, &bound, [&](int slot) { return ExprAs(e->args[i], t, slot); });
  }
  InlineCode(code, e->pos, bound, base, want, mark, keep, result);
  return true;
}

}  // namespace minigo::compile
