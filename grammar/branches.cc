// This file implements the check of labels and branches: every label is defined once and used,
// breaks and continues have something to leave, gotos neither enter a block nor jump over a
// declaration.
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
  Stmt* breaks = nullptr;  // ForStmt, SwitchStmt or SelectStmt
  ForStmt* continues = nullptr;
  int case_index = -1;  // of the switch clause directly around
};

// Blocks nest deeply in generated code, so the checker keeps its own stack of the open ones.
class BranchChecker {
 public:
  BranchChecker(const SourceFile& source, Diags& diags) : source_(source), diags_(diags) {}
  void Check(BlockStmt* body);

 private:
  struct Block {
    int id;
    Targets targets;
    LabeledStmt* labeled;  // the label of the statement that this block belongs to, or nullptr
    Pos start;
    List<Stmt*> list;  // without empty statements at the end
    size_t next = 0;   // of list
    // The statement whose blocks are being walked, its label, and the next of its blocks.
    Stmt* current = nullptr;
    LabeledStmt* label = nullptr;
    size_t part = 0;
    // Of forward_: [base, …) wait for a label in this block; [base, crossed) jump over var_name.
    size_t base;
    size_t crossed;
    Pos var_pos = kNoPos;
    const Node* var_name = nullptr;
  };

  void Open(Targets targets, LabeledStmt* labeled, Pos start, List<Stmt*> list);
  // Opens the next block of the current statement; false if there is none left.
  bool OpenPart();
  void Statement(Stmt* s);
  void Declare(LabeledStmt* s);
  void DeclareVar(Pos pos, const Node* name);
  void Branch(BranchStmt* s, bool last);
  void LabeledBranch(BranchStmt* s);
  Label* Find(Symbol name) {
    if (labels_.empty()) return nullptr;
    auto at = index_.find(name);
    return at == index_.end() ? nullptr : &labels_[at->second];
  }
  void Error(Pos pos, std::string text) { diags_.Report(pos, DiagKind::kSyntax, std::move(text)); }
  std::string Where(Pos pos) const;

  const SourceFile& source_;
  Diags& diags_;
  std::vector<Block> open_;
  std::vector<BranchStmt*> forward_;  // gotos whose label has not been seen
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
  constexpr size_t kUsualDepth = 8;
  open_.reserve(kUsualDepth);
  Open({}, nullptr, body->pos, body->list);
  while (!open_.empty()) {
    if (open_.back().current != nullptr && OpenPart()) continue;
    Block& b = open_.back();
    b.current = nullptr;
    if (b.next == b.list.size()) {
      open_.pop_back();  // the gotos left now wait for a label of the block around
    } else {
      Statement(b.list[b.next++]);
    }
  }
  for (BranchStmt* s : forward_) {
    std::string name = Quote(s->label->value);
    if (Label* l = Find(s->label->value)) {
      l->used = true;
      Error(s->label->pos,
            "goto " + name + " jumps into block starting at " + Where(l->block_start));
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

void BranchChecker::Open(Targets targets, LabeledStmt* labeled, Pos start, List<Stmt*> list) {
  // A fallthrough is last even if empty statements follow.
  size_t n = list.size();
  while (n > 0 && list[n - 1]->kind == NodeKind::kEmptyStmt) n--;
  Block b;
  b.id = blocks_++;
  b.targets = targets;
  b.labeled = labeled;
  b.start = start;
  b.list = list.Sub(0, n);
  b.base = b.crossed = forward_.size();
  open_.push_back(b);
}

bool BranchChecker::OpenPart() {
  Block& b = open_.back();
  size_t part = b.part++;
  Targets t{b.targets.breaks, b.targets.continues, -1};
  switch (b.current->kind) {
    case NodeKind::kBlockStmt: {
      if (part > 0) return false;
      auto* s = As<BlockStmt>(b.current);
      Open(t, b.label, s->pos, s->list);
      return true;
    }
    case NodeKind::kIfStmt: {
      auto* s = As<IfStmt>(b.current);
      if (part > 1 || (part == 1 && s->els == nullptr)) return false;
      if (part == 0) {
        Open(t, b.label, s->then->pos, s->then->list);
      } else {
        Open(t, b.label, s->els->pos, List<Stmt*>(&s->els, 1));
      }
      return true;
    }
    case NodeKind::kForStmt: {
      if (part > 0) return false;
      auto* s = As<ForStmt>(b.current);
      Open({s, s, -1}, b.label, s->body->pos, s->body->list);
      return true;
    }
    case NodeKind::kSwitchStmt: {
      auto* s = As<SwitchStmt>(b.current);
      if (part >= s->body.size()) return false;
      CaseClause* c = s->body[part];
      Open({s, b.targets.continues, static_cast<int>(part)}, b.label, c->pos, c->body);
      return true;
    }
    default: {
      auto* s = As<SelectStmt>(b.current);
      if (part >= s->body.size()) return false;
      CommClause* c = s->body[part];
      Open({s, b.targets.continues, -1}, b.label, c->pos, c->body);
      return true;
    }
  }
}

void BranchChecker::Statement(Stmt* s) {
  LabeledStmt* label = nullptr;
  while (auto* l = Is<LabeledStmt>(s)) {
    if (View(l->label->value) != "_") {
      Declare(l);
      label = l;
    }
    s = l->stmt;
  }
  Block& b = open_.back();
  switch (s->kind) {
    case NodeKind::kDeclStmt:
      for (Decl* d : As<DeclStmt>(s)->decls) {
        if (auto* v = Is<VarDecl>(d)) {
          DeclareVar(v->pos, v->names[0]);
          break;
        }
      }
      break;
    case NodeKind::kAssignStmt:
      if (auto* a = As<AssignStmt>(s); a->op == Op::kDef) DeclareVar(a->pos, a->lhs);
      break;
    case NodeKind::kBranchStmt:
      Branch(As<BranchStmt>(s), b.next == b.list.size());
      break;
    case NodeKind::kBlockStmt:
    case NodeKind::kIfStmt:
    case NodeKind::kForStmt:
    case NodeKind::kSwitchStmt:
    case NodeKind::kSelectStmt:
      b.current = s;
      b.label = label;
      b.part = 0;
      break;
    default:
      break;
  }
}

void BranchChecker::DeclareVar(Pos pos, const Node* name) {
  Block& b = open_.back();
  b.var_pos = pos;
  b.var_name = name;
  b.crossed = forward_.size();
}

// Declares a label in the innermost block and resolves the gotos that were waiting for it.
void BranchChecker::Declare(LabeledStmt* s) {
  Block& b = open_.back();
  Symbol name = s->label->value;
  Label* known = Find(name);
  if (known != nullptr) {
    Error(s->label->pos,
          "label " + Quote(name) + " already defined at " + Where(known->stmt->label->pos));
  } else {
    index_.emplace(name, labels_.size());
    labels_.push_back({b.start, b.id, s, false});
    known = &labels_.back();
  }
  size_t kept = b.base, still_crossed = b.crossed;
  for (size_t i = b.base; i < forward_.size(); i++) {
    BranchStmt* g = forward_[i];
    if (g->label->value != name) {
      forward_[kept++] = g;
      continue;
    }
    g->target = s;
    known->used = true;
    if (i < b.crossed) {
      still_crossed--;
      Error(g->label->pos, "goto " + Quote(name) + " jumps over declaration of " +
                               ExprString(b.var_name) + " at " + Where(b.var_pos));
    }
  }
  forward_.resize(kept);
  b.crossed = still_crossed;
}

void BranchChecker::Branch(BranchStmt* s, bool last) {
  if (s->label != nullptr) {
    LabeledBranch(s);
    return;
  }
  const Targets& targets = open_.back().targets;
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

void BranchChecker::LabeledBranch(BranchStmt* s) {
  Symbol name = s->label->value;
  Label* label = Find(name);
  if (label != nullptr) label->used = true;  // even if it turns out not to fit
  if (s->tok == BranchTok::kGoto) {
    for (size_t i = open_.size(); i-- > 0 && label != nullptr;) {
      if (label->block == open_[i].id) {
        s->target = label->stmt;
        return;
      }
    }
    forward_.push_back(s);  // the label may come later
    return;
  }
  bool is_break = s->tok == BranchTok::kBreak;
  std::string word = is_break ? "break" : "continue";
  if (label == nullptr) {
    Error(s->label->pos, word + " label not defined: " + Quote(name));
    return;
  }
  for (size_t i = open_.size(); i-- > 0;) {
    if (open_[i].labeled != label->stmt) continue;
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
