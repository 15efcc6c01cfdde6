// This file implements range over functions whose code is known.
//
// `for x := range f { body }` is compiled as the code of f, in which each call of yield is the
// body: no state on the heap, no closures, no calls. Continue yields true; what leaves the loop
// stores a code, yields false, and goes where it wants to when f's code has come to its end.
//
// Whether this will be done is decided by syntax when the function around is analyzed (WillInline),
// because the variables that the body uses need no cells then. If it turns out later that it cannot
// be done - the function has become too large -, the facts about those variables are corrected and
// the function is compiled from the beginning (CallInstead). A loop may also be inlined without
// having been foreseen: within an iterator, over one of its parameters.
//
// The code of an iterator is never within itself. The body of a loop, which is compiled in the
// midst of an iterator's code, is the function's around, and may have loops over the same iterator:
// the places of the iterator's variables are put back after them.
#include "interp/compile/iterator.h"

#include <algorithm>
#include <string>
#include <utility>

#include "interp/compile/walk.h"
#include "runtime/base/check.h"

namespace minigo::compile {

using namespace grammar;
using types::Var;

namespace {

constexpr int kMaxCopies = 3;       // of a loop's body
constexpr int kCopiedNodes = 60;    // of a body that is needed more than once
constexpr int kMaxLoopCost = 2000;  // nodes of iterators inlined into one function
constexpr Pos kLazyBytes = 600;     // a library body that is worth parsing to find out

int CountNodes(Node* n) {
  int count = 1;
  ForEachChild(n, [&](Node* child) { count += CountNodes(child); });
  return count;
}

// Whether a loop's body holds nothing that asks for a function of its own.
bool MayMove(Node* n) {
  if (n->kind == NodeKind::kFuncLit) return true;
  if (auto* c = Is<CallStmt>(n); c != nullptr && c->is_defer) return false;
  if (auto* c = Is<CallExpr>(n)) {
    const types::Builtin* b = BuiltinOf(c);
    if (b != nullptr && b->id == types::BuiltinId::kRecover) return false;
  }
  bool may = true;
  ForEachChild(n, [&](Node* child) { may = may && MayMove(child); });
  return may;
}

bool HasCall(Node* n) {
  if (n->kind == NodeKind::kFuncLit) return false;
  if (auto* c = Is<CallExpr>(n); c != nullptr && !IsConversion(c)) return true;
  if (auto* o = Is<Operation>(n); o != nullptr && o->op == Op::kRecv && o->y == nullptr)
    return true;
  bool has = false;
  ForEachChild(n, [&](Node* child) { has = has || HasCall(child); });
  return has;
}

// How often v stands below n as the operand of a range clause; *only: it stands nowhere else.
int RangesOver(Node* n, const Var* v, bool* only) {
  if (auto* name = Is<Name>(n)) {
    if (name->obj == v) *only = false;
    return 0;
  }
  if (auto* r = Is<RangeClause>(n)) {
    auto* x = Is<Name>(Unparen(r->x));
    if (x != nullptr && x->obj == v)
      return 1 + (r->lhs != nullptr ? RangesOver(r->lhs, v, only) : 0);
  }
  int count = 0;
  ForEachChild(n, [&](Node* child) { count += RangesOver(child, v, only); });
  return count;
}

bool IsCallOf(Expr* e, const Var* v) {
  auto* c = Is<CallExpr>(Unparen(e));
  auto* fun = c != nullptr ? Is<Name>(Unparen(c->fun)) : nullptr;
  return fun != nullptr && fun->obj == v;
}

// The calls of yield after whose false the iterator returns: `if … && !yield(x) { return }`, and
// one that is its last statement.
int FinalCalls(Node* n, const Var* yield) {
  int count = 0;
  if (auto* i = Is<IfStmt>(n)) {
    Expr* cond = Unparen(i->cond);
    for (auto* o = Is<Operation>(cond); o != nullptr && o->op == Op::kAndAnd;
         o = Is<Operation>(cond))
      cond = Unparen(o->y);
    auto* o = Is<Operation>(cond);
    if (o != nullptr && o->op == Op::kNot && o->y == nullptr && IsCallOf(o->x, yield) &&
        i->then->list.size() == 1 && i->then->list[0]->kind == NodeKind::kReturnStmt) {
      count++;
    }
  }
  ForEachChild(n, [&](Node* child) { count += FinalCalls(child, yield); });
  return count;
}

bool EndsWithCall(BlockStmt* body, const Var* yield) {
  auto* last = body->list.empty() ? nullptr : Is<ExprStmt>(body->list.back());
  return last != nullptr && IsCallOf(last->x, yield);
}

bool IsRangeFunc(ForStmt* s) {
  auto* rc = Is<RangeClause>(s->init);
  types::Type* t = rc != nullptr ? types::TypeOf(rc->x) : nullptr;
  return t != nullptr && types::UnderIs<types::Signature>(t) != nullptr;
}

// Finds out what a range clause ranges over. Emits nothing.
class Resolver {
 public:
  // known: the iterators that parameters stand for. around: the iterators within whose code the
  // loop stands.
  Resolver(Program& program, const std::unordered_map<const Var*, Iterator*>* known,
           std::vector<const BlockStmt*> around)
      : program_(program), known_(known), around_(std::move(around)) {}

  Iterator* Of(Expr* x) {
    x = Unwrap(x);
    if (auto* name = Is<Name>(x)) {
      if (auto* v = types::Is<Var>(name->obj)) return OfVar(v);
    }
    Iterator it;
    if (auto* lit = Is<grammar::FuncLit>(x)) {
      it.lit = lit;
    } else if (auto* c = Is<CallExpr>(x)) {
      if (IsConversion(c) || BuiltinOf(c) != nullptr || !Called(c, &it)) return nullptr;
    } else {
      it.func = Declared(x);
      if (it.func == nullptr || BodyOf(it.func) == nullptr) return nullptr;
      it.fun = x;
    }
    if (it.lit != nullptr) {
      it.sig = types::UnderIs<types::Signature>(types::TypeOf(it.lit));
      it.body = it.lit->body;
    } else {
      it.sig = it.func->signature();
      it.body = BodyOf(it.func);
    }
    if (it.sig == nullptr || it.body == nullptr || !Check(&it)) return nullptr;
    return program_.arena().New<Iterator>(it);
  }

 private:
  // x without parentheses and conversions.
  static Expr* Unwrap(Expr* x) {
    for (;;) {
      x = Unparen(x);
      auto* c = Is<CallExpr>(x);
      if (c == nullptr || !IsConversion(c)) return x;
      x = c->args[0];
    }
  }

  Iterator* OfVar(const Var* v) const {
    for (size_t i = params_.size(); i-- > 0;) {
      if (params_[i].first == v) return params_[i].second;
    }
    if (known_ == nullptr) return nullptr;
    auto it = known_->find(v);
    return it != known_->end() ? it->second : nullptr;
  }

  // The function or method that e denotes, none of an interface or a type parameter.
  static types::Func* Declared(Expr* e) {
    e = Unparen(e);
    types::Object* obj = nullptr;
    if (auto* n = Is<Name>(e)) {
      obj = n->obj;
    } else if (auto* s = Is<SelectorExpr>(e)) {
      if (s->selection != nullptr && s->selection->kind != types::SelectionKind::kMethodVal)
        return nullptr;
      obj = s->selection != nullptr ? s->selection->obj : s->sel->obj;
    } else if (auto* i = Is<IndexExpr>(e)) {
      return Unparen(i->x)->kind == NodeKind::kIndexExpr ? nullptr : Declared(i->x);
    }
    auto* f = types::Is<types::Func>(obj);
    if (f == nullptr) return nullptr;
    f = f->Origin();
    types::Signature* sig = f->signature();
    if (sig == nullptr) return nullptr;
    if (sig->recv == nullptr) return f;
    types::Type* recv = types::Unalias(sig->recv->type);
    if (auto* p = types::Is<types::Pointer>(recv)) recv = p->base;
    return types::Under(recv)->kind == types::TypeKind::kInterface ? nullptr : f;
  }

  BlockStmt* BodyOf(types::Func* f) const {
    if (f->decl == nullptr || !f->decl->has_body() || IsNoinline(f->decl)) return nullptr;
    if (f->pkg != nullptr && f->pkg->library) {
      if (f->pkg->path == "runtime") return nullptr;
      if (!f->body_checked) {
        if (f->decl->lazy_rbrace - f->decl->lazy_lbrace > kLazyBytes) return nullptr;
        if (!program_.hooks().check_body(program_.hooks().arg, f)) return nullptr;
      }
    }
    return f->decl->body;
  }

  // The literal that the call returns.
  bool Called(CallExpr* c, Iterator* it) {
    types::Func* f = Declared(c->fun);
    BlockStmt* body = f != nullptr ? BodyOf(f) : nullptr;
    if (body == nullptr || body->list.size() != 1 || c->has_dots) return false;
    auto* ret = Is<ReturnStmt>(body->list[0]);
    if (ret == nullptr || ret->results == nullptr) return false;
    auto* lit = Is<grammar::FuncLit>(Unwrap(ret->results));
    types::Signature* sig = f->signature();
    size_t n = sig->params != nullptr ? sig->params->vars.size() : 0;
    if (lit == nullptr || sig->variadic || c->args.size() != n) return false;
    it->lit = lit;
    it->func = f;
    it->fun = c->fun;
    it->call = c;
    bool any = false;
    std::vector<Iterator*> args;
    for (size_t i = 0; i < n; i++) {
      Var* v = sig->params->vars[i];
      bool only = true;
      bool ranged =
          types::UnderIs<types::Signature>(v->type) != nullptr || types::IsTypeParam(v->type);
      Iterator* arg =
          ranged && RangesOver(lit->body, v, &only) > 0 && only ? Of(c->args[i]) : nullptr;
      args.push_back(arg);
      any = any || arg != nullptr;
    }
    it->args = List<Iterator*>::Of(program_.arena(), args);
    return !any || AnyOrder(it);
  }

  // Whether the values that the call and the calls among its arguments are given can be evaluated
  // one after the other, without a look at what gc evaluates first.
  static bool AnyOrder(const Iterator* it) {
    std::vector<Expr*> values;
    Values(it, &values);
    size_t calls = 0;
    for (Expr* e : values) calls += HasCall(e);
    return calls == 0 || values.size() == 1;
  }

  static void Values(const Iterator* it, std::vector<Expr*>* values) {
    if (it->call == nullptr) return;
    if (auto* s = Is<SelectorExpr>(Unparen(it->fun)); s != nullptr && s->selection != nullptr)
      values->push_back(s->x);
    for (size_t i = 0; i < it->args.size(); i++) {
      Expr* e = it->call->args[i];
      if (it->args[i] != nullptr)
        Values(it->args[i], values);
      else if (Unparen(e)->kind != NodeKind::kFuncLit && types::ValueOf(e) == nullptr)
        values->push_back(e);
    }
  }

  bool Check(Iterator* it) {
    const types::Signature* sig = it->sig;
    if (sig->results != nullptr && !sig->results->vars.empty()) return false;
    if (sig->params == nullptr || sig->params->vars.size() != 1 || sig->variadic) return false;
    if (std::find(around_.begin(), around_.end(), it->body) != around_.end()) return false;
    it->yield = sig->params->vars[0];
    auto* yield = types::UnderIs<types::Signature>(it->yield->type);
    if (yield == nullptr || yield->variadic) return false;
    bool only = true;
    int calls = CallsOf(it->body, it->yield, &only);
    it->cost = IteratorCost(it->body);
    if (calls == 0 || !only || it->cost > kIteratorBudget) return false;
    it->checked = FinalCalls(it->body, it->yield) + EndsWithCall(it->body, it->yield) < calls;
    size_t params = params_.size();
    for (size_t i = 0; i < it->args.size(); i++) {
      if (it->args[i] != nullptr)
        params_.emplace_back(it->func->signature()->params->vars[i], it->args[i]);
    }
    around_.push_back(it->body);
    std::vector<const BlockStmt*> bodies = {it->body};
    it->copies = Copies(it->body, it, 1, &bodies);
    it->bodies = List<const BlockStmt*>::Of(program_.arena(), bodies);
    around_.pop_back();
    params_.resize(params);
    return it->copies > 0 && it->copies <= kMaxCopies;
  }

  // How often the code below n, which is itself needed `times` times, has calls of yield; negative:
  // it cannot be inlined.
  int Copies(Node* n, Iterator* it, int times, std::vector<const BlockStmt*>* bodies) {
    if (auto* s = Is<ForStmt>(n); s != nullptr && IsRangeFunc(s)) {
      Iterator* inner = Of(As<RangeClause>(s->init)->x);
      if (inner == nullptr || !MayMove(s->body)) return -1;
      for (const BlockStmt* b : inner->bodies) {
        if (std::find(around_.begin(), around_.end(), b) != around_.end()) return -1;
        bodies->push_back(b);
      }
      it->cost += inner->cost;
      times *= inner->copies;
      if (times > kMaxCopies) return -1;
    }
    int count = n->kind == NodeKind::kCallExpr && IsCallOf(As<CallExpr>(n), it->yield) ? times : 0;
    ForEachChild(n, [&](Node* child) {
      int c = count < 0 ? -1 : Copies(child, it, times, bodies);
      count = c < 0 ? -1 : count + c;
    });
    return count;
  }

  Program& program_;
  const std::unordered_map<const Var*, Iterator*>* known_;
  std::vector<const BlockStmt*> around_;
  std::vector<std::pair<const Var*, Iterator*>> params_;
};

bool Fits(ForStmt* s, const Iterator* it) {
  return MayMove(s->body) && (it->copies == 1 || CountNodes(s->body) <= kCopiedNodes);
}

// The places of the variables of an iterator, to be put back.
class Places {
 public:
  template <typename LocOf>
  Places(const Iterator* it, LocOf loc_of) {
    auto add = [&](types::Object* obj) {
      auto* v = types::Is<Var>(obj);
      if (v == nullptr || v->var_kind == types::VarKind::kPackage ||
          v->var_kind == types::VarKind::kField)
        return;
      VarLoc* l = &loc_of(v);
      for (const auto& [place, value] : saved_) {
        if (place == l) return;
      }
      saved_.emplace_back(l, *l);
    };
    Add(it, add);
  }
  ~Places() {
    for (const auto& [place, value] : saved_) *place = value;
  }
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

 private:
  template <typename Visit>
  static void Add(const Iterator* it, Visit& add) {
    WalkUses(it->body, add);
    if (it->func == nullptr) return;
    types::Signature* sig = it->func->signature();
    if (sig->recv != nullptr) add(sig->recv);
    if (sig->params != nullptr) {
      for (Var* v : sig->params->vars) add(v);
    }
    for (const Iterator* a : it->args) {
      if (a != nullptr && !a->bound) Add(a, add);
    }
  }

  std::vector<std::pair<VarLoc*, VarLoc>> saved_;
};

}  // namespace

bool WillInline(Program& program, ForStmt* s) {
  if (!program.passes().Has(bytecode::Pass::kIterators)) return false;
  auto it = program.loop_forms().find(s);
  if (it != program.loop_forms().end()) return it->second == Program::LoopForm::kInlined;
  const Iterator* i = Resolver(program, nullptr, {}).Of(As<RangeClause>(s->init)->x);
  if (i == nullptr || !Fits(s, i)) return false;
  program.loop_forms().emplace(s, Program::LoopForm::kInlined);
  return true;
}

// The loop was to be inlined and cannot be: its body becomes a function, and the variables that it
// uses are captured.
void FnCompiler::CallInstead(ForStmt* s) {
  auto it = program_.loop_forms().find(s);
  if (it == program_.loop_forms().end() || it->second != Program::LoopForm::kInlined) return;
  it->second = Program::LoopForm::kCalled;
  again_ = true;
  auto capture = [&](types::Object* obj) {
    auto* v = types::Is<Var>(obj);
    if (v == nullptr || v->var_kind == types::VarKind::kPackage ||
        v->var_kind == types::VarKind::kField)
      return;
    if (v->pos < s->pos || v->pos > s->body->rbrace) v->captured = true;
  };
  WalkUses(s->body, capture);
  if (Expr* lhs = As<RangeClause>(s->init)->lhs) WalkUses(lhs, capture);
  for (Var* v : results_) v->captured = true;
}

// Compiles the loop as its iterator's code. False: the iterator is to be called.
bool FnCompiler::InlineRangeFunc(ForStmt* s, RangeClause* rc, const Type* t) {
  if (!passes().Has(bytecode::Pass::kIterators)) return false;
  bool inner = !iterators_.empty();
  Iterator* it = (func_->flags & rt::kFuncHidden)
                     ? nullptr
                     : Resolver(program_, &known_iterators_, iterators_).Of(rc->x);
  if (it == nullptr || !Fits(s, it) || (!inner && inlined_cost_ + it->cost > kMaxLoopCost)) {
    // Within an iterator it has been made sure that this does not happen.
    if (inner && loop_ == nullptr) Error(s->pos, "a loop within an iterator cannot be inlined");
    CallInstead(s);
    return false;
  }
  inlined_cost_ += it->cost;
  int mark = top();
  auto lits = known_lits_;
  auto known = known_iterators_;
  auto yields = yields_;
  {
    Places places(it, [this](Var* v) -> VarLoc& { return LocOf(v); });
    InlineBody code = BindIterator(it);
    InlinedLoop loop{s,
                     rc,
                     NewRangeBody(s, rc),
                     SaveContext(),
                     rt::As<rt::FuncType>(rt::As<rt::FuncType>(t)->in[0]),
                     {},
                     kNone,
                     kNone};
    loop.name = program_.Intern(std::string(FuncName()) + "-range" + std::to_string(s->number));
    if (loop.what->returns || !loop.what->exits.empty()) {
      loop.code = Alloc(1);
      Zero(loop.code, 1);
    }
    if (it->checked) {
      loop.done = Alloc(1);
      Zero(loop.done, 1);
    }
    yields_.insert_or_assign(it->yield, &loop);
    code.type = rt::As<rt::FuncType>(t);
    int keep = top(), result;
    iterators_.push_back(it->body);
    InlineCode(code, rc->pos, {}, keep, kNone, keep, keep, &result);
    iterators_ = loop.context.iterators;
    known_lits_ = std::move(lits);
    known_iterators_ = std::move(known);
    yields_ = std::move(yields);

    if (loop.code != kNone) {
      Label end = NewLabel();
      Jump(Opcode::kJLeI, end, loop.code, RangeBody::kBreak);
      for (size_t i = 0; i < loop.what->exits.size(); i++) {
        Label no = NewLabel();
        Jump(Opcode::kJNeI, no, loop.code, RangeBody::kFirst + static_cast<int>(i));
        Branch(loop.what->exits[i]);
        Bind(no);
      }
      if (loop.what->returns) LeaveFunction();
      Bind(end);
    }
  }
  Release(mark);
  return true;
}

// Puts the operands of the iterator into slots of their own, since the loop's body may change the
// variables that they come from.
FnCompiler::InlineBody FnCompiler::BindIterator(Iterator* it) {
  if (!it->bound) {
    it->env = env_;
    it->source = source_;
    it->pkg = pkg_;
    std::string name(FuncName());
    bool nested = range_ != nullptr ? range_->in_literal : request_->kind == BodyKind::kLit;
    if (it->func != nullptr) {
      Callee c;
      auto* method = Is<SelectorExpr>(Unparen(it->fun));
      if (method != nullptr && method->selection == nullptr) method = nullptr;
      if (method != nullptr) {
        if (!ResolveMethod(method, &c)) MINIGO_UNREACHABLE();
      } else {
        c.func = StaticFunc(it->fun);
        c.sig = rt::As<rt::FuncType>(c.func->type);
      }
      const FuncRequest* r = program_.RequestOf(c.func);
      AnalyzeEscapes(program_, it->func->decl);
      it->env = r->env;
      it->source = r->source;
      it->pkg = r->pkg;
      name = c.func->name;
      nested = false;
      bool iterators = std::any_of(it->args.begin(), it->args.end(),
                                   [](const Iterator* a) { return a != nullptr; });
      if (it->call != nullptr && !iterators) OrderCall(it->call);
      types::Signature* sig = it->func->signature();
      std::vector<Bound> values;
      if (c.recv_type != nullptr) {
        int slot = AllocType(c.recv_type);
        EvalRecv(c, slot);
        values.push_back({sig->recv, c.recv_type, slot});
      }
      for (size_t i = 0; it->call != nullptr && i < it->call->args.size(); i++) {
        Var* v = sig->params->vars[i];
        Expr* e = it->call->args[i];
        bool only = true;
        KnownLit lit;
        if (it->args[i] != nullptr) {
          BindIterator(it->args[i]);
          known_iterators_.insert_or_assign(v, it->args[i]);
        } else if (int calls = CallsOf(it->body, v, &only);
                   only && calls > 0 && calls <= kMaxCopies && KnowLit(e, &lit)) {
          known_lits_.insert_or_assign(v, lit);
        } else {
          const Type* t = c.sig->in[i];
          int slot = AllocType(t);
          int mark = top();
          ExprAs(e, t, slot);
          Release(mark);
          values.push_back({v, t, slot});
        }
      }
      for (const Bound& b : values) {
        VarLoc& l = LocOf(b.v);
        l.kind = VarLoc::kSlot;
        l.slot = b.slot;
        l.type = b.type;
        // What captures them is in this frame, too.
        if (b.v->address_taken || b.type->boxed()) DeclareVarInit(b.v, b.type, b.slot);
      }
    }
    if (it->lit != nullptr) name += (nested ? "." : ".func") + std::to_string(it->lit->number);
    it->name = program_.Intern(name);
    it->bound = true;
  }
  return {it->func, it->name, it->pkg, it->env, it->source, it->body, it->sig, nullptr};
}

InlinedLoop* FnCompiler::YieldOf(const CallExpr* e) const {
  auto* name = Is<Name>(Unparen(e->fun));
  auto* var = name != nullptr ? types::Is<Var>(name->obj) : nullptr;
  auto found = var != nullptr ? yields_.find(var) : yields_.end();
  return found != yields_.end() ? found->second : nullptr;
}

// A call of yield, as the body of the loop; its value says whether to go on.
int FnCompiler::InlineYield(CallExpr* e, InlinedLoop* loop, int want) {
  int d = want != kNone ? want : Alloc(1);
  Label stop = NewLabel(), end = NewLabel();
  InlineBodyOf(loop, e, stop);
  LoadImm(d, 1);
  Jump(Opcode::kJmp, end);
  Bind(stop);
  Zero(d, 1);
  Bind(end);
  return d;
}

// The same as a condition.
void FnCompiler::InlineYieldJump(CallExpr* e, InlinedLoop* loop, bool when, Label target) {
  OrderCall(e);
  Label stop = when ? NewLabel() : target;
  InlineBodyOf(loop, e, stop);
  if (!when) return;
  Jump(Opcode::kJmp, target);
  Bind(stop);
}

// The body of the loop for a call of yield. What ends the loop goes to `stop`.
void FnCompiler::InlineBodyOf(InlinedLoop* loop, CallExpr* e, Label stop) {
  int keep = top();
  std::vector<int> args;
  for (size_t i = 0; i < e->args.size(); i++)
    args.push_back(ExprAs(e->args[i], loop->yield->in[i]));
  SetPos(e->pos);

  Context iterator = SaveContext();
  debug_->inlined.push_back({loop->name, line_, file_, inlined_});
  auto inlined = static_cast<uint16_t>(debug_->inlined.size());
  RestoreContext(loop->context);
  inlined_ = inlined;
  loop_ = loop;
  targets_ = {{loop->loop, kNone, kNone}};
  fallthrough_ = kNone;
  loop->next = NewLabel();
  loop->stop = stop;
  auto labels = labels_;
  SetPos(loop->loop->pos);
  if (loop->done != kNone) {
    Label ok = NewLabel();
    Jump(Opcode::kJEqI, ok, loop->done, 0);
    PanicText("range function continued iteration after function for loop body returned false");
    Bind(ok);
  }
  auto forget = [&](types::Object* obj) {
    auto* v = types::Is<Var>(obj);
    if (v != nullptr && loop->Contains(v->pos)) LocOf(v).kind = VarLoc::kNowhere;
  };
  if (loop->clause->lhs != nullptr) WalkUses(loop->clause->lhs, forget);
  WalkUses(loop->loop->body, forget);
  for (size_t i = 0; i < args.size(); i++) {
    Expr* lhs = i == 0 ? loop->clause->lhs : nullptr;
    if (auto* list = Is<ListExpr>(loop->clause->lhs))
      lhs = i < list->elems.size() ? list->elems[i] : nullptr;
    auto* n = lhs != nullptr ? Is<Name>(lhs) : nullptr;
    if (lhs == nullptr || (n != nullptr && View(n->value) == "_")) continue;
    Var* v = loop->clause->def ? types::As<Var>(n->obj) : nullptr;
    // The iterator's variables are out of the body's reach.
    if (v != nullptr && !v->reassigned && !NeedsCell(v, loop->yield->in[i])) {
      VarLoc& l = LocOf(v);
      l.kind = VarLoc::kSlot;
      l.slot = args[i];
      l.type = loop->yield->in[i];
    } else {
      BindRangeVar(lhs, loop->clause->def, loop->yield->in[i], args[i]);
    }
  }
  Block(loop->loop->body);
  SetPos(loop->loop->body->rbrace);
  Bind(loop->next);
  labels_ = std::move(labels);
  RestoreContext(iterator);
  SetPos(e->pos);
  Release(keep);
}

// Leaves the body of an inlined loop.
void FnCompiler::LoopExit(int code) {
  if (code == RangeBody::kContinue) return Jump(Opcode::kJmp, loop_->next);
  if (loop_->code != kNone && code != RangeBody::kBreak) LoadImm(loop_->code, code);
  if (loop_->done != kNone) LoadImm(loop_->done, 1);
  Jump(Opcode::kJmp, loop_->stop);
}

}  // namespace minigo::compile
