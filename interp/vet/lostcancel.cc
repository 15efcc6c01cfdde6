// This file implements the analysis that finds cancel functions of package context which some path
// through the function does not use.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "interp/types/info.h"
#include "interp/vet/analyses.h"
#include "interp/vet/cfg.h"
#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types
using types::Var;

namespace {

bool IsWithCancel(const SelectorExpr* sel) {
  static constexpr std::string_view kNames[] = {"WithCancel",   "WithCancelCause",
                                                "WithTimeout",  "WithTimeoutCause",
                                                "WithDeadline", "WithDeadlineCause"};
  if (std::find(std::begin(kNames), std::end(kNames), View(sel->sel->value)) == std::end(kNames))
    return false;
  auto* x = Is<Name>(sel->x);
  auto* pkg = x == nullptr ? nullptr : types::Is<types::PkgName>(x->obj);
  return pkg != nullptr && pkg->imported->path == "context";
}

class LostCancel {
 public:
  LostCancel(Pass& pass, Cfgs& cfgs, Node* func) : pass_(pass), cfgs_(cfgs), func_(func) {}
  void Run();

 private:
  struct CancelVar {
    Var* var;
    Node* stmt;  // that defines it
  };
  // How a function ends without use of the variable.
  struct Exit {
    bool found = false;
    Pos pos = kNoPos;
  };

  void Collect();
  Exit FindExit(const Cfg& cfg, const CancelVar& v);
  Exit Search(const std::vector<Block*>& blocks, Var* v, std::unordered_set<Block*>* seen);
  Exit ExitOf(const Block* b) const;
  bool Uses(Var* v, const std::vector<Node*>& nodes, size_t from) const;

  Pass& pass_;
  Cfgs& cfgs_;
  Node* func_;
  BlockStmt* body_ = nullptr;
  types::Signature* sig_ = nullptr;
  std::vector<CancelVar> vars_;
};

void LostCancel::Collect() {
  WalkStack(func_, [&](Node* n, const std::vector<Node*>& above) {
    if (n->kind == NodeKind::kFuncLit && !above.empty()) return false;
    auto* sel = Is<SelectorExpr>(n);
    if (sel == nullptr || !IsWithCancel(sel) || above.size() < 2 ||
        above.back()->kind != NodeKind::kCallExpr)
      return true;
    Node* stmt = above[above.size() - 2];
    Name* name = nullptr;
    if (auto* d = Is<VarDecl>(stmt)) {
      if (d->names.size() > 1) name = d->names[1];
    } else if (auto* a = Is<AssignStmt>(stmt)) {
      std::vector<Expr*> lhs = Elements(a->lhs);
      if (lhs.size() > 1) name = Is<Name>(lhs[1]);
    }
    if (name == nullptr) return true;
    if (View(name->value) == "_") {
      pass_.Report(name, "the cancel function returned by context." +
                             std::string(View(sel->sel->value)) +
                             " should be called, not discarded, to avoid a context leak");
      return true;
    }
    auto* v = types::Is<Var>(name->obj);
    if (v == nullptr) return true;
    // Variables of functions around are used where they please.
    if (!IsDef(name) && (v->pos < func_->pos || v->pos > body_->rbrace)) return true;
    for (CancelVar& known : vars_) {
      if (known.var != v) continue;
      known.stmt = stmt;
      return true;
    }
    vars_.push_back({v, stmt});
    return true;
  });
}

bool LostCancel::Uses(Var* v, const std::vector<Node*>& nodes, size_t from) const {
  bool named_result = false;
  for (size_t i = 0; i < sig_->num_results(); i++)
    named_result = named_result || sig_->results->vars[i] == v;
  bool found = false;
  for (size_t i = from; i < nodes.size() && !found; i++) {
    Walk(nodes[i], [&](Node* n) {
      if (auto* name = Is<Name>(n))
        found = found || UseOf(name) == v;
      else if (auto* ret = Is<ReturnStmt>(n))
        found = found || (ret->results == nullptr && named_result);
      return !found;
    });
  }
  return found;
}

LostCancel::Exit LostCancel::ExitOf(const Block* b) const {
  if (b->ret != nullptr) return {true, b->ret->pos};
  if (b->falls_off) return {true, body_->rbrace};
  return {};
}

LostCancel::Exit LostCancel::Search(const std::vector<Block*>& blocks, Var* v,
                                    std::unordered_set<Block*>* seen) {
  for (Block* b : blocks) {
    if (!seen->insert(b).second || Uses(v, b->nodes, 0)) continue;
    Exit e = ExitOf(b);
    if (!e.found) e = Search(b->next, v, seen);
    if (e.found) return e;
  }
  return {};
}

LostCancel::Exit LostCancel::FindExit(const Cfg& cfg, const CancelVar& v) {
  for (const auto& b : cfg.blocks) {
    auto it = std::find(b->nodes.begin(), b->nodes.end(), v.stmt);
    if (it == b->nodes.end()) continue;
    if (Uses(v.var, b->nodes, static_cast<size_t>(it - b->nodes.begin()) + 1)) return {};
    Exit e = ExitOf(b.get());
    if (e.found) return e;
    std::unordered_set<Block*> seen;
    return Search(b->next, v.var, &seen);
  }
  return {};
}

void LostCancel::Run() {
  const Cfg* cfg = nullptr;
  bool is_main = false;
  if (auto* f = Is<FuncDecl>(func_)) {
    auto* fn = types::Is<types::Func>(f->name->obj);
    if (f->body == nullptr) return;
    body_ = f->body;
    sig_ = fn == nullptr ? nullptr : fn->signature();
    is_main =
        View(f->name->value) == "main" && f->recv == nullptr && View(pass_.pkg()->name) == "main";
  } else {
    auto* lit = As<FuncLit>(func_);
    body_ = lit->body;
    sig_ = types::UnderIs<types::Signature>(types::TypeOf(lit));
  }
  Collect();
  if (vars_.empty() || sig_ == nullptr || is_main) return;  // when main returns, so does everything
  if (auto* f = Is<FuncDecl>(func_))
    cfg = cfgs_.Of(f);
  else
    cfg = cfgs_.Of(As<FuncLit>(func_));
  if (cfg == nullptr) return;
  for (const CancelVar& v : vars_) {
    Exit e = FindExit(*cfg, v);
    if (!e.found) continue;
    std::string name(v.var->name_view());
    Pos at = Start(v.stmt);
    pass_.Report(at, "the " + name + " function is not used on all paths (possible context leak)");
    pass_.Report(e.pos, "this return statement may be reached without using the " + name +
                            " var defined on line " + std::to_string(pass_.LineOf(at)));
  }
}

}  // namespace

void RunLostCancel(Pass& pass) {
  if (!pass.Imports("context")) return;
  Cfgs cfgs;
  Walk(pass, [&](Node* n) {
    if (n->kind == NodeKind::kFuncDecl || n->kind == NodeKind::kFuncLit)
      LostCancel(pass, cfgs, n).Run();
    return true;
  });
}

}  // namespace minigo::vet
