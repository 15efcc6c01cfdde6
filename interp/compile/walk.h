// Walking syntax trees: the uses of names in a subtree.
#pragma once

#include "grammar/ast.h"

namespace minigo::compile {

// Calls use(Object*) for each name used or defined below n, function literals included. Types are not entered: they name
// no variables, but for array lengths, which are constants.
template <typename F>
void WalkUses(grammar::Node* n, F& use);

// Calls visit(Node*) for the direct children of n that are expressions or statements (types aside).
template <typename F>
void ForEachChild(grammar::Node* n, F&& visit) {
  using namespace grammar;
  auto list = [&](const auto& l) {
    for (auto* x : l) {
      if (x != nullptr) visit(static_cast<Node*>(x));
    }
  };
  auto one = [&](Node* x) {
    if (x != nullptr) visit(x);
  };
  switch (n->kind) {
    case NodeKind::kCompositeLit: list(As<CompositeLit>(n)->elems); break;
    case NodeKind::kKeyValueExpr:
      one(As<KeyValueExpr>(n)->key);
      one(As<KeyValueExpr>(n)->value);
      break;
    case NodeKind::kFuncLit: one(As<FuncLit>(n)->body); break;
    case NodeKind::kParenExpr: one(As<ParenExpr>(n)->x); break;
    case NodeKind::kSelectorExpr: one(As<SelectorExpr>(n)->x); break;
    case NodeKind::kIndexExpr:
      one(As<IndexExpr>(n)->x);
      one(As<IndexExpr>(n)->index);
      break;
    case NodeKind::kSliceExpr:
      one(As<SliceExpr>(n)->x);
      for (Expr* i : As<SliceExpr>(n)->index) one(i);
      break;
    case NodeKind::kAssertExpr: one(As<AssertExpr>(n)->x); break;
    case NodeKind::kTypeSwitchGuard: one(As<TypeSwitchGuard>(n)->x); break;
    case NodeKind::kOperation:
      one(As<Operation>(n)->x);
      one(As<Operation>(n)->y);
      break;
    case NodeKind::kCallExpr:
      one(As<CallExpr>(n)->fun);
      list(As<CallExpr>(n)->args);
      break;
    case NodeKind::kListExpr: list(As<ListExpr>(n)->elems); break;
    case NodeKind::kLabeledStmt: one(As<LabeledStmt>(n)->stmt); break;
    case NodeKind::kBlockStmt: list(As<BlockStmt>(n)->list); break;
    case NodeKind::kExprStmt: one(As<ExprStmt>(n)->x); break;
    case NodeKind::kSendStmt:
      one(As<SendStmt>(n)->chan);
      one(As<SendStmt>(n)->value);
      break;
    case NodeKind::kDeclStmt: list(As<DeclStmt>(n)->decls); break;
    case NodeKind::kVarDecl:
      list(As<VarDecl>(n)->names);
      one(As<VarDecl>(n)->values);
      break;
    case NodeKind::kAssignStmt:
      one(As<AssignStmt>(n)->lhs);
      one(As<AssignStmt>(n)->rhs);
      break;
    case NodeKind::kCallStmt: one(As<CallStmt>(n)->call); break;
    case NodeKind::kReturnStmt: one(As<ReturnStmt>(n)->results); break;
    case NodeKind::kIfStmt:
      one(As<IfStmt>(n)->init);
      one(As<IfStmt>(n)->cond);
      one(As<IfStmt>(n)->then);
      one(As<IfStmt>(n)->els);
      break;
    case NodeKind::kForStmt:
      one(As<ForStmt>(n)->init);
      one(As<ForStmt>(n)->cond);
      one(As<ForStmt>(n)->post);
      one(As<ForStmt>(n)->body);
      break;
    case NodeKind::kRangeClause:
      one(As<RangeClause>(n)->lhs);
      one(As<RangeClause>(n)->x);
      break;
    case NodeKind::kSwitchStmt:
      one(As<SwitchStmt>(n)->init);
      one(As<SwitchStmt>(n)->tag);
      list(As<SwitchStmt>(n)->body);
      break;
    case NodeKind::kCaseClause:
      one(As<CaseClause>(n)->cases);
      list(As<CaseClause>(n)->body);
      break;
    case NodeKind::kSelectStmt: list(As<SelectStmt>(n)->body); break;
    case NodeKind::kCommClause:
      one(As<CommClause>(n)->comm);
      list(As<CommClause>(n)->body);
      break;
    default: break;
  }
}

template <typename F>
void WalkUses(grammar::Node* n, F& use) {
  using namespace grammar;
  // Left spines of operations and else-if chains may be long: loop on them.
  while (n != nullptr) {
    if (auto* name = Is<Name>(n)) {
      if (name->obj != nullptr) use(name->obj);
      return;
    }
    if (auto* o = Is<Operation>(n)) {
      if (o->y != nullptr) WalkUses(o->y, use);
      n = o->x;
      continue;
    }
    if (auto* i = Is<IfStmt>(n)) {
      if (i->init != nullptr) WalkUses(i->init, use);
      WalkUses(i->cond, use);
      WalkUses(i->then, use);
      n = i->els;
      continue;
    }
    ForEachChild(n, [&](Node* child) { WalkUses(child, use); });
    return;
  }
}

}  // namespace minigo::compile
