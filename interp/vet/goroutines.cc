// This file implements the analyses of what goroutines share.
#include <algorithm>
#include <unordered_map>

#include "interp/types/info.h"
#include "interp/vet/analyses.h"
#include "interp/vet/definitions.h"
#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types
using types::Func;
using types::Object;
using types::Var;

// ---------------------------------------------------------------- atomic

void RunAtomic(Pass& pass) {
  if (!pass.Imports("sync/atomic")) return;
  Walk(pass, [&](Node* n) {
    auto* s = Is<AssignStmt>(n);
    if (s == nullptr || s->rhs == nullptr) return true;
    std::vector<Expr*> lhs = Elements(s->lhs), rhs = Elements(s->rhs);
    if (lhs.size() != rhs.size() || (lhs.size() == 1 && s->op == Op::kDef)) return true;
    for (size_t i = 0; i < rhs.size(); i++) {
      auto* call = Is<CallExpr>(rhs[i]);
      if (call == nullptr || call->args.size() != 2 ||
          !IsFunctionNamed(Callee(call), "sync/atomic",
                           {"AddInt32", "AddInt64", "AddUint32", "AddUint64", "AddUintptr"})) {
        continue;
      }
      Expr* arg = call->args[0];
      bool broken = false;
      if (auto* address = IsUnary(arg, Op::kAnd))
        broken = pass.Format(lhs[i]) == pass.Format(address->x);
      else if (auto* star = IsStar(lhs[i]))
        broken = pass.Format(star->x) == pass.Format(arg);
      if (broken) pass.Report(lhs[i], "direct assignment to atomic value");
    }
    return true;
  });
}

// ---------------------------------------------------------------- waitgroup

void RunWaitGroup(Pass& pass) {
  if (!pass.Imports("sync")) return;
  static constexpr NodeKind kAbove[] = {NodeKind::kCallStmt, NodeKind::kCallExpr,
                                        NodeKind::kFuncLit, NodeKind::kBlockStmt,
                                        NodeKind::kExprStmt};
  WalkStack(pass, [&](Node* n, const std::vector<Node*>& above) {
    auto* call = Is<CallExpr>(n);
    size_t depth = std::size(kAbove);
    if (call == nullptr || above.size() < depth ||
        !IsMethodNamed(Callee(call), "sync", "WaitGroup", {"Add"}))
      return true;
    auto first = above.end() - static_cast<ptrdiff_t>(depth);
    bool same = std::equal(first, above.end(), std::begin(kAbove),
                           [](Node* x, NodeKind k) { return x->kind == k; });
    // The first thing that a goroutine does.
    if (same && !As<CallStmt>(*first)->is_defer && As<BlockStmt>(first[3])->list[0] == first[4]) {
      pass.Report(call->pos, "WaitGroup.Add called from inside new goroutine");
    }
    return true;
  });
}

// ---------------------------------------------------------------- loopclosure

namespace {

void ReportCaptured(Pass& pass, const std::vector<Object*>& vars, Stmt* s) {
  Walk(s, [&](Node* n) {
    auto* name = Is<Name>(n);
    Object* obj = name == nullptr ? nullptr : UseOf(name);
    if (obj != nullptr && std::find(vars.begin(), vars.end(), obj) != vars.end()) {
      pass.Report(name,
                  "loop variable " + std::string(View(name->value)) + " captured by func literal");
    }
    return true;
  });
}

// Calls visit for the statements that may be the last ones of a list to run.
void ForEachLast(const minigo::List<Stmt*>& list, const std::function<void(Stmt*)>& visit) {
  if (list.empty()) return;
  Stmt* s = list.back();
  switch (s->kind) {
    case NodeKind::kIfStmt:
      while (auto* i = Is<IfStmt>(s)) {
        ForEachLast(i->then->list, visit);
        s = i->els;
      }
      if (auto* b = Is<BlockStmt>(s)) ForEachLast(b->list, visit);
      break;
    case NodeKind::kForStmt:
      ForEachLast(As<ForStmt>(s)->body->list, visit);
      break;
    case NodeKind::kSwitchStmt:
      for (CaseClause* c : As<SwitchStmt>(s)->body) ForEachLast(c->body, visit);
      break;
    case NodeKind::kSelectStmt:
      for (CommClause* c : As<SelectStmt>(s)->body) ForEachLast(c->body, visit);
      break;
    default:
      visit(s);
      break;
  }
}

bool IsTestMethod(CallExpr* call, std::string_view name) {
  return IsMethodNamed(Callee(call), "testing", "T", {name});
}

// The statements behind t.Parallel() in the function of t.Run(name, func(t *testing.T) { … }): they
// run after the loop.
std::vector<Stmt*> ParallelPart(CallExpr* call) {
  std::vector<Stmt*> part;
  if (!IsTestMethod(call, "Run") || call->args.size() != 2) return part;
  auto* lit = Is<FuncLit>(call->args[1]);
  if (lit == nullptr || lit->type->params.empty() || lit->type->params[0]->name == nullptr)
    return part;
  Object* t = lit->type->params[0]->name->obj;
  bool parallel = false;
  for (Stmt* s : lit->body->list) {
    for (auto* l = Is<LabeledStmt>(s); l != nullptr; l = Is<LabeledStmt>(s)) {
      s = l->stmt;
      part.clear();  // there may be a way around the call
      parallel = false;
    }
    if (parallel) {
      part.push_back(s);
      continue;
    }
    auto* e = Is<ExprStmt>(s);
    auto* c = e == nullptr ? nullptr : Is<CallExpr>(e->x);
    auto* sel = c == nullptr ? nullptr : Is<SelectorExpr>(c->fun);
    auto* x = sel == nullptr ? nullptr : Is<Name>(sel->x);
    parallel = x != nullptr && x->obj == t && t != nullptr && IsTestMethod(c, "Parallel");
  }
  return part;
}

void CheckLoop(Pass& pass, ForStmt* loop) {
  std::vector<Object*> vars;
  auto add = [&](Expr* x) {
    auto* name = Is<Name>(x);
    if (name != nullptr && name->obj != nullptr) vars.push_back(name->obj);
  };
  if (auto* r = Is<RangeClause>(loop->init)) {
    for (Expr* x : Elements(r->lhs)) add(x);
  } else if (auto* post = Is<AssignStmt>(loop->post)) {
    for (Expr* x : Elements(post->lhs)) add(x);
  }
  if (vars.empty()) return;
  ForEachLast(loop->body->list, [&](Stmt* last) {
    Expr* fun = nullptr;
    if (auto* s = Is<CallStmt>(last)) {
      auto* call = Is<CallExpr>(s->call);
      fun = call == nullptr ? nullptr : call->fun;
    } else if (auto* e = Is<ExprStmt>(last)) {
      auto* call = Is<CallExpr>(e->x);
      if (call != nullptr && !call->args.empty() &&
          IsMethodNamed(Callee(call), "golang.org/x/sync/errgroup", "Group", {"Go"})) {
        fun = call->args[0];
      }
    }
    auto* lit = Is<FuncLit>(fun);
    if (lit == nullptr) return;
    for (Stmt* s : lit->body->list) ReportCaptured(pass, vars, s);
  });
  for (Stmt* s : loop->body->list) {
    auto* e = Is<ExprStmt>(s);
    auto* call = e == nullptr ? nullptr : Is<CallExpr>(e->x);
    if (call == nullptr) continue;
    for (Stmt* p : ParallelPart(call)) ReportCaptured(pass, vars, p);
  }
}

}  // namespace

void RunLoopClosure(Pass& pass) {
  for (File* file : pass.files()) {
    if (pass.AtLeast(file, types::kGo1_22)) continue;  // each iteration has variables of its own
    Walk(file, [&](Node* n) {
      if (auto* loop = Is<ForStmt>(n)) CheckLoop(pass, loop);
      return true;
    });
  }
}

// ---------------------------------------------------------------- testinggoroutine

namespace {

// A goroutine that a test starts.
struct Started {
  CallStmt* stmt;
  Expr* fun;
};

class TestGoroutines {
 public:
  explicit TestGoroutines(Pass& pass) : pass_(pass), definitions_(pass) {}
  void Run();

 private:
  void AddGo(CallStmt* s);
  void AddSubtest(CallExpr* call);
  void Add(Node* region, Started s);
  void CheckRegion(Node* region);
  void CheckCall(Node* region, CallExpr* call);

  Pass& pass_;
  Definitions definitions_;
  std::vector<Node*> regions_;  // code that goroutines or subtests run
  std::unordered_map<Node*, std::vector<Started>> started_;
};

void TestGoroutines::Add(Node* region, Started s) {
  auto [it, fresh] = started_.try_emplace(region);
  if (fresh) regions_.push_back(region);
  it->second.push_back(s);
}

void TestGoroutines::AddGo(CallStmt* s) {
  auto* call = Is<CallExpr>(s->call);
  if (call == nullptr) return;
  Expr* fun = Unparen(call->fun);
  Node* region = s;
  Name* name = UsedName(fun);
  if (auto* lit = Is<FuncLit>(definitions_.ValueOf(name))) {
    region = lit;
  } else if (Func* f = StaticCallee(call)) {
    if (f->pkg == pass_.pkg() && f->decl != nullptr) region = f->decl;
  }
  Add(region, {s, fun});
}

// A subtest is a region of its own: what it does is no goroutine's business.
void TestGoroutines::AddSubtest(CallExpr* call) {
  if (call->args.size() != 2) return;
  auto* run = types::Is<Func>(Callee(call));
  if (run == nullptr || run->pkg == nullptr || run->pkg->path != "testing" ||
      run->name_view() != "Run" || run->signature() == nullptr ||
      run->signature()->recv == nullptr) {
    return;
  }
  Expr* fun = Unparen(call->args[1]);
  Node* region = call;
  if (auto* lit = Is<FuncLit>(fun))
    region = lit;
  else if (auto* value = Is<FuncLit>(definitions_.ValueOf(UsedName(fun))))
    region = value;
  Add(region, {nullptr, fun});
}

void TestGoroutines::CheckCall(Node* region, CallExpr* call) {
  auto* sel = UnparenIs<SelectorExpr>(call->fun);
  if (sel == nullptr || sel->selection == nullptr) return;
  auto* x = UnparenIs<Name>(sel->x);
  if (x == nullptr || types::Is<Var>(UseOf(x)) == nullptr) return;
  auto* f = types::Is<Func>(sel->selection->obj);
  static constexpr std::string_view kForbidden[] = {"FailNow", "Fatal", "Fatalf",
                                                    "Skip",    "Skipf", "SkipNow"};
  if (f == nullptr || f->pkg == nullptr || f->pkg->path != "testing" ||
      std::find(std::begin(kForbidden), std::end(kForbidden), f->name_view()) ==
          std::end(kForbidden)) {
    return;
  }
  types::Type* recv = types::Unalias(sel->selection->recv);
  std::string name = "(" + pass_.TypeText(recv) + ")." + std::string(f->name_view());
  for (const Started& s : started_[region]) {
    if (s.stmt == nullptr) continue;
    Node* where = s.stmt;
    std::string why;
    if (s.fun->kind == NodeKind::kFuncLit)
      where = call;
    else if (auto* id = Is<Name>(s.fun))
      why = " (" + std::string(View(id->value)) + " calls " + name + ")";
    pass_.Report(where, "call to " + name + " from a non-test goroutine" + why);
  }
}

void TestGoroutines::CheckRegion(Node* region) {
  Walk(region, [&](Node* n) {
    if (n == region) return true;
    if (started_.contains(n)) return false;
    if (auto* call = Is<CallExpr>(n)) CheckCall(region, call);
    return true;
  });
}

bool TakesTest(const FuncDecl* f) {
  for (Field* p : f->type->params) {
    auto* star = IsStar(p->type);
    auto* sel = star == nullptr ? nullptr : Is<SelectorExpr>(star->x);
    auto* pkg = sel == nullptr ? nullptr : Is<Name>(sel->x);
    if (pkg == nullptr || View(pkg->value) != "testing") continue;
    if (View(sel->sel->value) == "T" || View(sel->sel->value) == "B") return true;
  }
  return false;
}

void TestGoroutines::Run() {
  Walk(pass_, [&](Node* n) {
    if (auto* f = Is<FuncDecl>(n)) return TakesTest(f);
    if (auto* s = Is<CallStmt>(n); s != nullptr && !s->is_defer) AddGo(s);
    if (auto* call = Is<CallExpr>(n)) AddSubtest(call);
    return true;
  });
  for (size_t i = 0; i < regions_.size(); i++) CheckRegion(regions_[i]);
}

}  // namespace

void RunTestingGoroutine(Pass& pass) {
  if (pass.Imports("testing")) TestGoroutines(pass).Run();
}

}  // namespace minigo::vet
