// This file implements the building of control-flow graphs.
#include "interp/vet/cfg.h"

#include <algorithm>

#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types

namespace {

// What break, continue and fallthrough mean at some point.
struct Targets {
  Targets* outer;
  Block* break_to;
  Block* continue_to;
  Block* fall_to;
};

struct LabelBlocks {
  Block* goto_to = nullptr;
  Block* break_to = nullptr;
  Block* continue_to = nullptr;
};

class Builder {
 public:
  Builder(Cfg* cfg, std::function<bool(CallExpr*)> may_return)
      : cfg_(cfg), may_return_(std::move(may_return)) {}
  void Build(BlockStmt* body);

 private:
  Block* New() {
    cfg_->blocks.push_back(std::make_unique<Block>());
    return cfg_->blocks.back().get();
  }
  void Add(Node* n) { current_->nodes.push_back(n); }
  void Jump(Block* to) {
    current_->next.push_back(to);
    current_ = New();
  }
  void Fork(Block* a, Block* b) {
    current_->next.push_back(a);
    current_->next.push_back(b);
  }
  void List(const minigo::List<Stmt*>& list) {
    for (Stmt* s : list) Statement(s, nullptr);
  }
  // The statements of a loop or clause.
  void Within(Targets t, const minigo::List<Stmt*>& list) {
    t.outer = targets_;
    targets_ = &t;
    List(list);
    targets_ = t.outer;
  }

  void Statement(Stmt* s, LabelBlocks* label);
  void If(IfStmt* s);
  void For(ForStmt* s, LabelBlocks* label);
  void Range(ForStmt* s, LabelBlocks* label);
  void Switch(SwitchStmt* s, LabelBlocks* label);
  void TypeSwitch(SwitchStmt* s, LabelBlocks* label);
  void Select(SelectStmt* s, LabelBlocks* label);
  void Branch(BranchStmt* s);
  LabelBlocks* Label(Name* name);

  Cfg* cfg_;
  std::function<bool(CallExpr*)> may_return_;
  Block* current_ = nullptr;
  Targets* targets_ = nullptr;
  std::unordered_map<Symbol, LabelBlocks> labels_;
};

LabelBlocks* Builder::Label(Name* name) {
  LabelBlocks* l = &labels_[name->value];
  if (l->goto_to == nullptr) l->goto_to = New();
  return l;
}

void Builder::Branch(BranchStmt* s) {
  Block* to = nullptr;
  if (s->label != nullptr) {
    LabelBlocks* l = Label(s->label);
    to = s->tok == BranchTok::kBreak      ? l->break_to
         : s->tok == BranchTok::kContinue ? l->continue_to
                                          : l->goto_to;
  } else {
    for (Targets* t = targets_; t != nullptr && to == nullptr; t = t->outer) {
      to = s->tok == BranchTok::kBreak      ? t->break_to
           : s->tok == BranchTok::kContinue ? t->continue_to
                                            : t->fall_to;
    }
  }
  Jump(to != nullptr ? to : New());
}

void Builder::If(IfStmt* s) {
  if (s->init != nullptr) Statement(s->init, nullptr);
  Block* then = New();
  Block* done = New();
  Block* els = s->els != nullptr ? New() : done;
  Add(s->cond);
  Fork(then, els);
  current_ = then;
  Statement(s->then, nullptr);
  Jump(done);
  if (s->els != nullptr) {
    current_ = els;
    Statement(s->els, nullptr);
    Jump(done);
  }
  current_ = done;
}

void Builder::For(ForStmt* s, LabelBlocks* label) {
  if (s->init != nullptr) Statement(s->init, nullptr);
  Block* body = New();
  Block* done = New();
  Block* loop = s->cond != nullptr ? New() : body;
  Block* again = s->post != nullptr ? New() : loop;
  if (label != nullptr) {
    label->break_to = done;
    label->continue_to = again;
  }
  Jump(loop);
  current_ = loop;
  if (s->cond != nullptr) {
    Add(s->cond);
    Fork(body, done);
    current_ = body;
  }
  Within({nullptr, done, again, nullptr}, s->body->list);
  Jump(again);
  if (s->post != nullptr) {
    current_ = again;
    Statement(s->post, nullptr);
    Jump(loop);
  }
  current_ = done;
}

void Builder::Range(ForStmt* s, LabelBlocks* label) {
  auto* clause = As<RangeClause>(s->init);
  Add(clause->x);
  for (Expr* x : Elements(clause->lhs)) Add(x);
  Block* loop = New();
  Jump(loop);
  Block* body = New();
  Block* done = New();
  current_ = loop;
  Fork(body, done);
  current_ = body;
  if (label != nullptr) {
    label->break_to = done;
    label->continue_to = loop;
  }
  Within({nullptr, done, loop, nullptr}, s->body->list);
  Jump(loop);
  current_ = done;
}

// The conditions are tried in turn; the default clause comes last wherever it stands.
void Builder::Switch(SwitchStmt* s, LabelBlocks* label) {
  if (s->init != nullptr) Statement(s->init, nullptr);
  if (s->tag != nullptr) Add(s->tag);
  Block* done = New();
  if (label != nullptr) label->break_to = done;
  std::vector<Block*> bodies;
  for (size_t i = 0; i < s->body.size(); i++) bodies.push_back(New());
  bodies.push_back(done);
  size_t default_index = s->body.size();
  for (size_t i = 0; i < s->body.size(); i++) {
    CaseClause* c = s->body[i];
    if (c->cases == nullptr) {
      default_index = i;
      continue;
    }
    for (Expr* x : Elements(c->cases)) {
      Block* next = New();
      Add(x);
      Fork(bodies[i], next);
      current_ = next;
    }
    Block* next = current_;
    current_ = bodies[i];
    Within({nullptr, done, nullptr, bodies[i + 1]}, c->body);
    Jump(done);
    current_ = next;
  }
  if (default_index < s->body.size()) {
    Jump(bodies[default_index]);
    current_ = bodies[default_index];
    Within({nullptr, done, nullptr, bodies[default_index + 1]}, s->body[default_index]->body);
  }
  Jump(done);
  current_ = done;
}

void Builder::TypeSwitch(SwitchStmt* s, LabelBlocks* label) {
  if (s->init != nullptr) Statement(s->init, nullptr);
  Add(s->tag);
  Block* done = New();
  if (label != nullptr) label->break_to = done;
  CaseClause* otherwise = nullptr;
  for (CaseClause* c : s->body) {
    if (c->cases == nullptr) {
      otherwise = c;
      continue;
    }
    Block* body = New();
    Block* next = New();
    Fork(body, next);
    current_ = body;
    Within({nullptr, done, nullptr, nullptr}, c->body);
    Jump(done);
    current_ = next;
  }
  if (otherwise != nullptr) Within({nullptr, done, nullptr, nullptr}, otherwise->body);
  Jump(done);
  current_ = done;
}

void Builder::Select(SelectStmt* s, LabelBlocks* label) {
  for (CommClause* c : s->body) {
    if (c->comm != nullptr) Statement(c->comm, nullptr);
  }
  Block* done = New();
  if (label != nullptr) label->break_to = done;
  CommClause* otherwise = nullptr;
  for (CommClause* c : s->body) {
    if (c->comm == nullptr) {
      otherwise = c;
      continue;
    }
    Block* body = New();
    Block* next = New();
    Fork(body, next);
    current_ = body;
    if (auto* a = Is<AssignStmt>(c->comm)) Add(Elements(a->lhs)[0]);
    Within({nullptr, done, nullptr, nullptr}, c->body);
    Jump(done);
    current_ = next;
  }
  if (otherwise != nullptr) {
    Within({nullptr, done, nullptr, nullptr}, otherwise->body);
    Jump(done);
  }
  current_ = done;
}

void Builder::Statement(Stmt* s, LabelBlocks* label) {
  switch (s->kind) {
    case NodeKind::kCallStmt:
      Add(s);
      if (As<CallStmt>(s)->is_defer) current_->returns = true;
      break;
    case NodeKind::kExprStmt: {
      Add(s);
      auto* call = Is<CallExpr>(As<ExprStmt>(s)->x);
      if (call != nullptr && !may_return_(call)) current_ = New();
      break;
    }
    case NodeKind::kDeclStmt:
      for (Decl* d : As<DeclStmt>(s)->decls) {
        if (d->kind == NodeKind::kVarDecl) Add(d);
      }
      break;
    case NodeKind::kLabeledStmt: {
      auto* l = As<LabeledStmt>(s);
      LabelBlocks* blocks = Label(l->label);
      Jump(blocks->goto_to);
      current_ = blocks->goto_to;
      if (l->stmt != nullptr) Statement(l->stmt, blocks);
      break;
    }
    case NodeKind::kReturnStmt:
      Add(s);
      current_->ret = As<ReturnStmt>(s);
      current_->returns = true;
      current_ = New();
      break;
    case NodeKind::kBranchStmt:
      Branch(As<BranchStmt>(s));
      break;
    case NodeKind::kBlockStmt:
      List(As<BlockStmt>(s)->list);
      break;
    case NodeKind::kIfStmt:
      If(As<IfStmt>(s));
      break;
    case NodeKind::kForStmt:
      if (Is<RangeClause>(As<ForStmt>(s)->init) != nullptr)
        Range(As<ForStmt>(s), label);
      else
        For(As<ForStmt>(s), label);
      break;
    case NodeKind::kSwitchStmt:
      if (Is<TypeSwitchGuard>(As<SwitchStmt>(s)->tag) != nullptr)
        TypeSwitch(As<SwitchStmt>(s), label);
      else
        Switch(As<SwitchStmt>(s), label);
      break;
    case NodeKind::kSelectStmt:
      Select(As<SelectStmt>(s), label);
      break;
    default:
      Add(s);
      break;
  }
}

void Builder::Build(BlockStmt* body) {
  current_ = New();
  Statement(body, nullptr);
  std::vector<Block*> pending = {cfg_->blocks[0].get()};
  while (!pending.empty()) {
    Block* b = pending.back();
    pending.pop_back();
    if (b->live) continue;
    b->live = true;
    pending.insert(pending.end(), b->next.begin(), b->next.end());
  }
  if (current_->live) {
    current_->falls_off = true;
    current_->returns = true;
  }
  cfg_->no_return = std::none_of(cfg_->blocks.begin(), cfg_->blocks.end(),
                                 [](const auto& b) { return b->live && b->returns; });
}

}  // namespace

const Cfg* Cfgs::Of(FuncDecl* f) {
  if (f->body == nullptr) return nullptr;
  auto [it, fresh] = graphs_.try_emplace(f, nullptr);
  if (!fresh) return it->second.get();
  auto cfg = std::make_unique<Cfg>();
  Builder(cfg.get(), [this](CallExpr* call) { return MayReturn(call); }).Build(f->body);
  return (graphs_[f] = std::move(cfg)).get();
}

const Cfg* Cfgs::Of(FuncLit* f) {
  auto [it, fresh] = graphs_.try_emplace(f, nullptr);
  if (!fresh) return it->second.get();
  auto cfg = std::make_unique<Cfg>();
  Builder(cfg.get(), [this](CallExpr* call) { return MayReturn(call); }).Build(f->body);
  return (graphs_[f] = std::move(cfg)).get();
}

bool Cfgs::MayReturn(CallExpr* call) {
  if (auto* name = Is<Name>(call->fun)) {
    auto* b = types::Is<types::Builtin>(name->obj);
    if (b != nullptr && b->id == types::BuiltinId::kPanic) return false;
  }
  types::Func* f = StaticCallee(call);
  if (f == nullptr) return true;
  f = f->Origin();
  if (IsUsers(f->pkg) && f->decl != nullptr && f->decl->body != nullptr) {
    // One that is being built calls itself: nothing is known of it yet.
    const Cfg* cfg = Of(f->decl);
    return cfg == nullptr || !cfg->no_return;
  }
  return !IsFunctionNamed(f, "os", {"Exit"}) && !IsFunctionNamed(f, "syscall", {"Exit"}) &&
         !IsFunctionNamed(f, "runtime", {"Goexit"}) &&
         !IsFunctionNamed(f, "log", {"Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln"}) &&
         !IsMethodNamed(f, "log", "Logger",
                        {"Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln"}) &&
         !IsMethodNamed(f, "testing", "common",
                        {"FailNow", "Fatal", "Fatalf", "Skip", "Skipf", "SkipNow"});
}

}  // namespace minigo::vet
