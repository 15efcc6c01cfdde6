// This file implements inlining: a call of a small function is compiled as its body.
//
// A function is inlined if it has few nodes and none of: loops, defer, recover, go, select, switch, labels, function
// literals. Its parameters become variables of the caller's frame, or stand for the caller's variables where neither changes;
// return becomes a store and a jump. The line table says which instructions stand for which call, so traces, runtime.Caller
// and the like show the frames as if the call had been made.
#include "interp/compile/fn.h"
#include "interp/compile/walk.h"
#include "runtime/base/check.h"

namespace minigo::compile {

using namespace grammar;
using types::Var;

namespace {

constexpr int kBudget = 40;       // nodes of a body
constexpr int kCallCost = 12;
constexpr int kMaxDepth = 4;      // of calls inlined into each other
constexpr int kTotal = 4000;      // nodes inlined into one function
constexpr Pos kLazyBytes = 200;   // a library body that is worth parsing to find out

// The cost of a body; beyond the budget if it cannot be inlined.
class Cost {
 public:
  int Of(BlockStmt* body) {
    Statement(body);
    return cost_;
  }

 private:
  void Never() { cost_ = kBudget + 1; }

  void Statement(Stmt* s) {
    if (s == nullptr || cost_ > kBudget) return;
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
      default: return Never();
    }
  }

  void Expression(Node* e) {
    if (cost_ > kBudget) return;
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
          cost_ += kCallCost;
        }
        break;
      }
      case NodeKind::kOperation:
        if (As<Operation>(e)->op == Op::kRecv && As<Operation>(e)->y == nullptr) cost_ += kCallCost;
        break;
      default: break;
    }
    ForEachChild(e, [this](Node* child) { Expression(child); });
  }

  int cost_ = 0;
};

}  // namespace

// The request of the function that a call may be replaced by; nullptr: it must be called.
FuncRequest* FnCompiler::Inlinable(rt::Func* f, int* cost) {
  auto* r = static_cast<FuncRequest*>(program_.RequestOf(f));
  if (r == nullptr || r->kind != BodyKind::kDecl || f->native != nullptr || (f->flags & rt::kFuncHidden)) return nullptr;
  if (func_->flags & rt::kFuncHidden) return nullptr;
  types::Func* fn = r->func;
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
    AnalyzeEscapes(fn->decl);
    it = program_.inline_costs().insert_or_assign(fn, Cost().Of(fn->decl->body)).first;
  }
  *cost = it->second;
  return it->second <= kBudget && inlined_cost_ + it->second <= kTotal ? r : nullptr;
}

// Compiles the call as the body of the function; *result is the slot of the first result. False: call it.
bool FnCompiler::Inline(CallExpr* e, const Callee& c, int want, int* result) {
  int cost;
  FuncRequest* r = Inlinable(c.func, &cost);
  if (r == nullptr) return false;
  if (e->args.size() == 1 && types::Is<types::Tuple>(types::TypeOf(e->args[0])) != nullptr) return false;
  types::Signature* sig = r->func->signature();
  size_t n = c.sig->in.size();
  if (sig->results != nullptr) {
    for (size_t i = 0; i < sig->results->vars.size(); i++) {
      if (NeedsCell(sig->results->vars[i], c.sig->out[i])) return false;
    }
  }
  inlined_cost_ += cost;

  // Results, one after the other.
  int results = 0;
  for (const Type* t : c.sig->out) results += SlotsOf(t);
  List<Stmt*> body = r->func->decl->body->list;
  auto* only = body.size() == 1 ? Is<ReturnStmt>(body[0]) : nullptr;
  bool one_value = only != nullptr && only->results != nullptr && c.sig->out.size() == 1 && Is<ListExpr>(only->results) == nullptr;
  int mark = top();
  int base = one_value ? (want != kNone ? want : Alloc(results)) : Alloc(results);
  int keep = top();

  // Parameters. Where the function does not assign to one, it may stand for a variable of the caller's.
  struct Bound {
    Var* v;
    const Type* type;
    int slot;
  };
  std::vector<Bound> bound;
  auto bind = [&](Var* v, const Type* t, auto evaluate) {
    if (v->reassigned || NeedsCell(v, t)) {
      int slot = AllocType(t);
      int m = top();
      evaluate(slot);
      Release(m);
      bound.push_back({v, t, slot});
    } else {
      bound.push_back({v, t, evaluate(kNone)});
    }
  };
  if (c.recv_type != nullptr) {
    bind(sig->recv, c.recv_type, [&](int slot) {
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
    const Type* t = c.sig->in[i];
    bind(sig->params->vars[i], t, [&](int slot) {
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
  SetPos(e->pos);

  // The function's own world.
  struct State {
    const Env* env;
    const SourceFile* source;
    RangeBody* range;
    Label fallthrough;
    uint16_t file, inlined;
    bool has_defer, named_results;
    std::vector<Target> targets;
    std::vector<Var*> results;
    std::vector<const Type*> result_types;
    std::vector<int> result_slots;
    Label end;
  } outer{env_, source_, range_, fallthrough_, file_, inlined_, has_defer_, named_results_, std::move(targets_), std::move(results_),
          std::move(result_types_), std::move(result_slots_), inline_end_};
  targets_.clear();
  results_.clear();
  result_types_.clear();
  result_slots_.clear();
  debug_->inlined.push_back({c.func->name, line_, file_, inlined_});
  inlined_ = static_cast<uint16_t>(debug_->inlined.size());
  inlining_.push_back(r->func);
  env_ = r->env;
  EnterFile(r->source);
  range_ = nullptr;
  fallthrough_ = kNone;
  has_defer_ = false;
  named_results_ = false;
  for (const Bound& b : bound) {
    VarLoc& l = LocOf(b.v);
    l.kind = VarLoc::kSlot;
    l.slot = b.slot;
    l.type = b.type;
    if (NeedsCell(b.v, b.type)) DeclareVarInit(b.v, b.type, b.slot);
  }
  if (one_value) {
    SetPos(only->pos);
    Order({only->results});
    ExprAs(only->results, c.sig->out[0], base);
  } else {
    int at = base;
    for (size_t i = 0; i < c.sig->out.size(); i++) {
      Var* v = sig->results->vars[i];
      results_.push_back(v);
      result_types_.push_back(c.sig->out[i]);
      result_slots_.push_back(at);
      named_results_ = named_results_ || (v->name != nullptr && !v->name_view().empty());
      VarLoc& l = LocOf(v);
      l.kind = VarLoc::kSlot;
      l.slot = at;
      l.type = c.sig->out[i];
      at += SlotsOf(l.type);
    }
    if (named_results_ && results > 0) Zero(base, results);
    inline_end_ = NewLabel();
    for (Stmt* s : body) {
      inline_last_ = s == body.back() ? s : nullptr;
      Statement(s);
    }
    inline_last_ = nullptr;
    Bind(inline_end_);
  }

  env_ = outer.env;
  range_ = outer.range;
  fallthrough_ = outer.fallthrough;
  has_defer_ = outer.has_defer;
  named_results_ = outer.named_results;
  targets_ = std::move(outer.targets);
  results_ = std::move(outer.results);
  result_types_ = std::move(outer.result_types);
  result_slots_ = std::move(outer.result_slots);
  inline_end_ = outer.end;
  inlining_.pop_back();
  inlined_ = outer.inlined;
  EnterFile(outer.source);
  SetPos(e->pos);
  Release(keep);
  *result = base;
  if (want != kNone && base != want && c.sig->out.size() == 1) {
    Move(c.sig->out[0], want, base);
    Release(mark);
    *result = want;
  }
  return true;
}

}  // namespace minigo::compile
