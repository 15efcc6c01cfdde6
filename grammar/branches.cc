// This file implements the check of labels and branches: every label is defined once and used, breaks and
// continues have something to leave, gotos neither enter a block nor jump over a variable's declaration.
#include "grammar/branches.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace minigo::grammar {
namespace {


struct Label {
  Pos block_start;
  int block;  // the number of the block that it stands in
  LabeledStmt* stmt;
  bool used;
};

// What a branch without a label may leave.
struct Targets {
  Stmt* breaks = nullptr;       // ForStmt, SwitchStmt or SelectStmt
  ForStmt* continues = nullptr;
  int case_index = -1;  // of the switch clause directly around
};

class BranchChecker {
 public:
  BranchChecker(const SourceFile& source, Diags& diags) : source_(source), diags_(diags) {}
  void Check(BlockStmt* body);

 private:
  struct Block {
    const Block* parent;
    int id;
    LabeledStmt* labeled;
  };
  using Gotos = std::vector<BranchStmt*>;

  // Appends the gotos whose label has not been seen to `forward`.
  void Walk(const Block* parent, Targets targets, LabeledStmt* labeled, Pos start, List<Stmt*> list,
            Gotos* forward);
  void Branch(BranchStmt* s, const Block& block, const Targets& targets, bool last, Gotos* forward);
  void LabeledBranch(BranchStmt* s, const Block& block, Gotos* forward);
  Label* Find(Symbol name) {
    if (labels_.empty()) return nullptr;
    auto at = index_.find(name);
    return at == index_.end() ? nullptr : &labels_[at->second];
  }
  void Error(Pos pos, std::string text) { diags_.Report(pos, DiagKind::kSyntax, std::move(text)); }
  std::string Where(Pos pos) const;

  const SourceFile& source_;
  Diags& diags_;
  std::vector<Label> labels_;
  std::unordered_map<Symbol, size_t> index_;  // into labels_
  int blocks_ = 0;
};

std::string Quote(Symbol name) { return std::string(View(name)); }

// As gc prints a position within a message: a //line directive's view first, then the true one.
std::string BranchChecker::Where(Pos pos) const {
  auto text = [](const Position& p) {
    std::string s(p.file);
    s += ':' + std::to_string(p.line);
    if (p.column > 0) s += ':' + std::to_string(p.column);
    return s;
  };
  Position shown = source_.PositionOf(pos);
  Position raw = source_.RawPositionOf(pos);
  std::string s = text(shown);
  if (shown.file != raw.file || shown.line != raw.line || shown.column != raw.column) {
    s += '[' + text(raw) + ']';
  }
  return s;
}

void BranchChecker::Check(BlockStmt* body) {
  Gotos forward;
  Walk(nullptr, Targets{}, nullptr, body->pos, body->list, &forward);
  for (BranchStmt* s : forward) {
    std::string name = Quote(s->label->value);
    if (Label* l = Find(s->label->value)) {
      l->used = true;
      Error(s->label->pos, "goto " + name + " jumps into block starting at " + Where(l->block_start));
    } else {
      Error(s->label->pos, "label " + name + " not defined");
    }
  }
  for (const Label& l : labels_) {
    if (!l.used) {
      Error(l.stmt->label->pos, "label " + Quote(l.stmt->label->value) + " defined and not used");
    }
  }
}

void BranchChecker::Walk(const Block* parent, Targets targets, LabeledStmt* labeled, Pos start,
                         List<Stmt*> list, Gotos* forward) {
  Block block{parent, blocks_++, labeled};
  const size_t base = forward->size();  // the gotos before belong to blocks around
  size_t crossed = base;                // gotos in [base, crossed) jump over var_name's declaration
  Pos var_pos = kNoPos;
  const Node* var_name = nullptr;
  auto declares = [&](Pos pos, const Node* name) {
    var_pos = pos;
    var_name = name;
    crossed = forward->size();
  };
  auto inner = [&](Targets t, LabeledStmt* label, Pos pos, List<Stmt*> stmts) {
    Walk(&block, t, label, pos, stmts, forward);
  };

  // A fallthrough is last even if empty statements follow.
  size_t n = list.size();
  while (n > 0 && list[n - 1]->kind == NodeKind::kEmptyStmt) n--;
  for (size_t i = 0; i < n; i++) {
    Stmt* s = list[i];
    LabeledStmt* label = nullptr;
    while (auto* l = Is<LabeledStmt>(s)) {
      Symbol name = l->label->value;
      if (View(name) != "_") {
        Label* known = Find(name);
        if (known != nullptr) {
          Error(l->label->pos,
                "label " + Quote(name) + " already defined at " + Where(known->stmt->label->pos));
        } else {
          index_.emplace(name, labels_.size());
          labels_.push_back({start, block.id, l, false});
          known = &labels_.back();
        }
        // Resolve the gotos that were waiting for it.
        size_t kept = base, still_crossed = crossed;
        for (size_t j = base; j < forward->size(); j++) {
          BranchStmt* g = (*forward)[j];
          if (g->label->value != name) {
            (*forward)[kept++] = g;
            continue;
          }
          g->target = l;
          known->used = true;
          if (j < crossed) {
            still_crossed--;
            Error(g->label->pos, "goto " + Quote(name) + " jumps over declaration of " +
                                     ExprString(var_name) + " at " + Where(var_pos));
          }
        }
        forward->resize(kept);
        crossed = still_crossed;
        label = l;
      }
      s = l->stmt;
    }
    Targets t{targets.breaks, targets.continues, -1};
    switch (s->kind) {
      case NodeKind::kDeclStmt:
        for (Decl* d : As<DeclStmt>(s)->decls) {
          if (auto* v = Is<VarDecl>(d)) {
            declares(v->pos, v->names[0]);
            break;
          }
        }
        break;
      case NodeKind::kAssignStmt:
        if (auto* a = As<AssignStmt>(s); a->op == Op::kDef) declares(a->pos, a->lhs);
        break;
      case NodeKind::kBranchStmt:
        Branch(As<BranchStmt>(s), block, targets, i + 1 == n, forward);
        break;
      case NodeKind::kBlockStmt:
        inner(t, label, s->pos, As<BlockStmt>(s)->list);
        break;
      case NodeKind::kIfStmt: {
        auto* x = As<IfStmt>(s);
        inner(t, label, x->then->pos, x->then->list);
        if (x->els != nullptr) inner(t, label, x->els->pos, List<Stmt*>(&x->els, 1));
        break;
      }
      case NodeKind::kForStmt: {
        auto* x = As<ForStmt>(s);
        inner({x, x, -1}, label, x->body->pos, x->body->list);
        break;
      }
      case NodeKind::kSwitchStmt: {
        auto* x = As<SwitchStmt>(s);
        for (size_t k = 0; k < x->body.size(); k++) {
          inner({x, targets.continues, static_cast<int>(k)}, label, x->body[k]->pos, x->body[k]->body);
        }
        break;
      }
      case NodeKind::kSelectStmt:
        for (CommClause* c : As<SelectStmt>(s)->body) {
          inner({s, targets.continues, -1}, label, c->pos, c->body);
        }
        break;
      default:
        break;
    }
  }
}

void BranchChecker::Branch(BranchStmt* s, const Block& block, const Targets& targets, bool last,
                           Gotos* forward) {
  if (s->label != nullptr) {
    LabeledBranch(s, block, forward);
    return;
  }
  switch (s->tok) {
    case BranchTok::kBreak:
      s->target = targets.breaks;
      if (s->target == nullptr) Error(s->pos, "break is not in a loop, switch, or select");
      break;
    case BranchTok::kContinue:
      s->target = targets.continues;
      if (s->target == nullptr) Error(s->pos, "continue is not in a loop");
      break;
    case BranchTok::kFallthrough: {
      const char* text = "fallthrough statement out of place";
      if (auto* sw = Is<SwitchStmt>(targets.breaks)) {
        if (Is<TypeSwitchGuard>(sw->tag) != nullptr) {
          text = "cannot fallthrough in type switch";
        } else if (targets.case_index >= 0 && last) {
          if (static_cast<size_t>(targets.case_index) + 1 < sw->body.size()) return;
          text = "cannot fallthrough final case in switch";
        }
      }
      Error(s->pos, text);
      break;
    }
    case BranchTok::kGoto:  // always has a label
      break;
  }
}

void BranchChecker::LabeledBranch(BranchStmt* s, const Block& block, Gotos* forward) {
  Symbol name = s->label->value;
  Label* label = Find(name);
  if (label != nullptr) label->used = true;  // even if it turns out not to fit
  if (s->tok == BranchTok::kGoto) {
    if (label != nullptr) {
      for (const Block* b = &block; b != nullptr; b = b->parent) {
        if (label->block == b->id) {
          s->target = label->stmt;
          return;
        }
      }
    }
    forward->push_back(s);  // the label may come later
    return;
  }
  bool is_break = s->tok == BranchTok::kBreak;
  std::string word = is_break ? "break" : "continue";
  if (label == nullptr) {
    Error(s->label->pos, word + " label not defined: " + Quote(name));
    return;
  }
  for (const Block* b = &block; b != nullptr; b = b->parent) {
    if (b->labeled != label->stmt) continue;
    Stmt* t = label->stmt->stmt;
    if (t->kind == NodeKind::kForStmt ||
        (is_break && (t->kind == NodeKind::kSwitchStmt || t->kind == NodeKind::kSelectStmt))) {
      s->target = t;
      return;
    }
    break;
  }
  Error(s->label->pos, "invalid " + word + " label " + Quote(name));
}

}  // namespace

void CheckBranches(BlockStmt* body, const SourceFile& source, Diags& diags) {
  BranchChecker(source, diags).Check(body);
}

}  // namespace minigo::grammar
