// This file implements the search for statements that end a function.
#include "interp/types/checker.h"

namespace minigo::types {

using namespace grammar;  // NOLINT(google-build-using-namespace)

namespace {

bool HasBreakList(List<Stmt*> list, Symbol label, bool implicit);

// s is, or contains, a break that leaves the statement labelled `label` or, if `implicit`, the innermost one around s.
bool HasBreak(Stmt* s, Symbol label, bool implicit) {
  switch (s->kind) {
    case NodeKind::kLabeledStmt: return HasBreak(As<LabeledStmt>(s)->stmt, label, implicit);
    case NodeKind::kBranchStmt: {
      auto* b = As<BranchStmt>(s);
      if (b->tok != BranchTok::kBreak) return false;
      if (b->label == nullptr) return implicit;
      return label != nullptr && b->label->value == label;
    }
    case NodeKind::kBlockStmt: return HasBreakList(As<BlockStmt>(s)->list, label, implicit);
    case NodeKind::kIfStmt: {
      auto* i = As<IfStmt>(s);
      while (true) {
        if (HasBreak(i->then, label, implicit)) return true;
        if (i->els == nullptr) return false;
        auto* next = Is<IfStmt>(i->els);
        if (next == nullptr) return HasBreak(i->els, label, implicit);
        i = next;
      }
    }
    case NodeKind::kSwitchStmt:
      if (label != nullptr) {
        for (CaseClause* c : As<SwitchStmt>(s)->body) {
          if (HasBreakList(c->body, label, false)) return true;
        }
      }
      return false;
    case NodeKind::kSelectStmt:
      if (label != nullptr) {
        for (CommClause* c : As<SelectStmt>(s)->body) {
          if (HasBreakList(c->body, label, false)) return true;
        }
      }
      return false;
    case NodeKind::kForStmt: return label != nullptr && HasBreak(As<ForStmt>(s)->body, label, false);
    default: return false;
  }
}

bool HasBreakList(List<Stmt*> list, Symbol label, bool implicit) {
  for (Stmt* s : list) {
    if (HasBreak(s, label, implicit)) return true;
  }
  return false;
}

// A call of the predeclared panic that was found to be in order.
bool IsPanicCall(Expr* e) {
  auto* call = Is<CallExpr>(Unparen(e));
  if (call == nullptr || call->tv == nullptr) return false;
  auto* name = Is<Name>(Unparen(call->fun));
  if (name == nullptr) return false;
  auto* builtin = types::Is<Builtin>(name->obj);
  return builtin != nullptr && builtin->id == BuiltinId::kPanic;
}

}  // namespace

bool Checker::IsTerminating(Stmt* s, Symbol label) {
  switch (s->kind) {
    case NodeKind::kLabeledStmt: {
      auto* l = As<LabeledStmt>(s);
      return IsTerminating(l->stmt, l->label->value);
    }
    case NodeKind::kExprStmt: return IsPanicCall(As<ExprStmt>(s)->x);
    case NodeKind::kReturnStmt: return true;
    case NodeKind::kBranchStmt: {
      auto* b = As<BranchStmt>(s);
      return b->tok == BranchTok::kGoto || b->tok == BranchTok::kFallthrough;
    }
    case NodeKind::kBlockStmt: return IsTerminatingList(As<BlockStmt>(s)->list, nullptr);
    case NodeKind::kIfStmt: {
      auto* i = As<IfStmt>(s);
      while (true) {
        if (i->els == nullptr || !IsTerminating(i->then, nullptr)) return false;
        auto* next = Is<IfStmt>(i->els);
        if (next == nullptr) return IsTerminating(i->els, nullptr);
        i = next;
      }
    }
    case NodeKind::kSwitchStmt: return IsTerminatingSwitch(As<SwitchStmt>(s)->body, label);
    case NodeKind::kSelectStmt:
      for (CommClause* c : As<SelectStmt>(s)->body) {
        if (!IsTerminatingList(c->body, nullptr) || HasBreakList(c->body, label, true)) return false;
      }
      return true;
    case NodeKind::kForStmt: {
      auto* f = As<ForStmt>(s);
      if (Is<RangeClause>(f->init) != nullptr) return false;  // ends when the range does
      return f->cond == nullptr && !HasBreak(f->body, label, true);
    }
    default: return false;
  }
}

bool Checker::IsTerminatingList(List<Stmt*> list, Symbol label) {
  for (size_t i = list.size(); i > 0; i--) {
    if (list[i - 1]->kind != NodeKind::kEmptyStmt) return IsTerminating(list[i - 1], label);
  }
  return false;
}

bool Checker::IsTerminatingSwitch(List<CaseClause*> body, Symbol label) {
  bool has_default = false;
  for (CaseClause* c : body) {
    if (c->cases == nullptr) has_default = true;
    if (!IsTerminatingList(c->body, nullptr) || HasBreakList(c->body, label, true)) return false;
  }
  return has_default;
}

}  // namespace minigo::types
