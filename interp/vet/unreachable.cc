// This file implements the analysis that finds statements which cannot be reached.
#include <unordered_set>

#include "interp/vet/analyses.h"
#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types

namespace {

// Walks the statements of one function in order, knowing at each whether it can be reached.
class DeadCode {
 public:
  explicit DeadCode(Pass& pass) : pass_(pass) {}

  void Run(BlockStmt* body) {
    FindBranches(body);
    Visit(body);
  }

 private:
  void FindBranches(BlockStmt* body);
  void Visit(Stmt* s);
  void List(const minigo::List<Stmt*>& list) {
    for (Stmt* s : list) Visit(s);
  }
  template <typename Clause>
  void Clauses(const minigo::List<Clause*>& list, Stmt* s, bool complete);

  Pass& pass_;
  bool reachable_ = true;
  std::unordered_set<const Stmt*> has_break_;
  std::unordered_set<Symbol> has_goto_;
};

void DeadCode::FindBranches(BlockStmt* body) {
  Walk(body, [this](Node* n) {
    if (n->kind == NodeKind::kFuncLit) return false;
    auto* b = Is<BranchStmt>(n);
    if (b == nullptr) return true;
    if (b->tok == BranchTok::kGoto && b->label != nullptr) has_goto_.insert(b->label->value);
    if (b->tok == BranchTok::kBreak && b->target != nullptr) has_break_.insert(b->target);
    return true;
  });
}

template <typename Clause>
void DeadCode::Clauses(const minigo::List<Clause*>& list, Stmt* s, bool complete) {
  bool any = false;
  for (Clause* c : list) {
    reachable_ = true;
    List(c->body);
    any = any || reachable_;
  }
  reachable_ = any || has_break_.contains(s) || !complete;
}

void DeadCode::Visit(Stmt* s) {
  auto* label = Is<LabeledStmt>(s);
  if (label != nullptr && has_goto_.contains(label->label->value)) reachable_ = true;
  if (!reachable_ && s->kind != NodeKind::kEmptyStmt) {
    pass_.Report(s, "unreachable code");
    reachable_ = true;  // once is enough
  }
  switch (s->kind) {
    case NodeKind::kBlockStmt:
      List(As<BlockStmt>(s)->list);
      break;
    case NodeKind::kBranchStmt:
    case NodeKind::kReturnStmt:
      reachable_ = false;
      break;
    case NodeKind::kExprStmt: {
      auto* call = Is<CallExpr>(As<ExprStmt>(s)->x);
      auto* name = call == nullptr ? nullptr : Is<Name>(call->fun);
      auto* b = name == nullptr ? nullptr : types::Is<types::Builtin>(name->obj);
      if (b != nullptr && b->id == types::BuiltinId::kPanic) reachable_ = false;
      break;
    }
    case NodeKind::kForStmt: {
      auto* f = As<ForStmt>(s);
      Visit(f->body);
      reachable_ =
          f->cond != nullptr || Is<RangeClause>(f->init) != nullptr || has_break_.contains(s);
      break;
    }
    case NodeKind::kIfStmt: {
      auto* i = As<IfStmt>(s);
      Visit(i->then);
      bool then = reachable_;
      reachable_ = true;
      if (i->els != nullptr) {
        Visit(i->els);
        reachable_ = reachable_ || then;
      }
      break;
    }
    case NodeKind::kLabeledStmt:
      if (label->stmt != nullptr) Visit(label->stmt);
      break;
    case NodeKind::kSelectStmt:
      Clauses(As<SelectStmt>(s)->body, s, true);
      break;
    case NodeKind::kSwitchStmt: {
      bool has_default = false;
      for (CaseClause* c : As<SwitchStmt>(s)->body)
        has_default = has_default || c->cases == nullptr;
      Clauses(As<SwitchStmt>(s)->body, s, has_default);
      break;
    }
    default:
      break;
  }
}

}  // namespace

void RunUnreachable(Pass& pass) {
  Walk(pass, [&](Node* n) {
    BlockStmt* body = nullptr;
    if (auto* f = Is<FuncDecl>(n))
      body = f->body;
    else if (auto* lit = Is<FuncLit>(n))
      body = lit->body;
    if (body != nullptr) DeadCode(pass).Run(body);
    return true;
  });
}

}  // namespace minigo::vet
