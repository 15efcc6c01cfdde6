// This file walks syntax trees: the children of a node, in the order of the source.
#pragma once

#include "grammar/ast.h"

namespace minigo::grammar {

enum class Children : uint8_t {
  kAll,   // every node but lists of expressions, whose elements stand below the list's owner
  kCode,  // expressions and statements that are evaluated or executed: no types, labels or selected names; lists as nodes
};

// Calls visit(Node*) for each direct child of n. A type that several fields share is visited once.
template <Children kWhich, typename F>
void ForEachChild(Node* n, F&& visit) {
  constexpr bool kEverything = kWhich == Children::kAll;
  auto one = [&](Node* x) {
    if (x == nullptr) return;
    if constexpr (kEverything) {
      if (auto* l = Is<ListExpr>(x)) {
        for (Expr* e : l->elems) visit(static_cast<Node*>(e));
        return;
      }
    }
    visit(x);
  };
  auto list = [&](const auto& l) {
    for (auto* x : l) {
      if (x != nullptr) visit(static_cast<Node*>(x));
    }
  };
  // What is not code.
  auto also = [&](Node* x) {
    if constexpr (kEverything) one(x);
  };
  // Names that share a type come first, then the type.
  auto fields = [&](const List<Field*>& l, const List<BasicLit*>& tags) {
    if constexpr (kEverything) {
      for (size_t i = 0; i < l.size(); i++) {
        one(l[i]->name);
        if (i + 1 < l.size() && l[i]->name != nullptr && l[i + 1]->name != nullptr && l[i + 1]->type == l[i]->type) continue;
        one(l[i]->type);
        if (i < tags.size()) one(tags[i]);
      }
    }
  };
  switch (n->kind) {
    case NodeKind::kBadExpr:
    case NodeKind::kName:
    case NodeKind::kBasicLit:
    case NodeKind::kEmptyStmt: break;
    case NodeKind::kCompositeLit:
      also(As<CompositeLit>(n)->type);
      list(As<CompositeLit>(n)->elems);
      break;
    case NodeKind::kKeyValueExpr:
      one(As<KeyValueExpr>(n)->key);
      one(As<KeyValueExpr>(n)->value);
      break;
    case NodeKind::kFuncLit:
      also(As<FuncLit>(n)->type);
      one(As<FuncLit>(n)->body);
      break;
    case NodeKind::kParenExpr: one(As<ParenExpr>(n)->x); break;
    case NodeKind::kSelectorExpr:
      one(As<SelectorExpr>(n)->x);
      also(As<SelectorExpr>(n)->sel);
      break;
    case NodeKind::kIndexExpr:
      one(As<IndexExpr>(n)->x);
      one(As<IndexExpr>(n)->index);
      break;
    case NodeKind::kSliceExpr:
      one(As<SliceExpr>(n)->x);
      for (Expr* i : As<SliceExpr>(n)->index) one(i);
      break;
    case NodeKind::kAssertExpr:
      one(As<AssertExpr>(n)->x);
      also(As<AssertExpr>(n)->type);
      break;
    case NodeKind::kTypeSwitchGuard:
      also(As<TypeSwitchGuard>(n)->lhs);
      one(As<TypeSwitchGuard>(n)->x);
      break;
    case NodeKind::kOperation:
      one(As<Operation>(n)->x);
      one(As<Operation>(n)->y);
      break;
    case NodeKind::kCallExpr:
      one(As<CallExpr>(n)->fun);
      list(As<CallExpr>(n)->args);
      break;
    case NodeKind::kListExpr: list(As<ListExpr>(n)->elems); break;
    case NodeKind::kArrayType:
      also(As<ArrayType>(n)->len);
      also(As<ArrayType>(n)->elem);
      break;
    case NodeKind::kSliceType: also(As<SliceType>(n)->elem); break;
    case NodeKind::kDotsType: also(As<DotsType>(n)->elem); break;
    case NodeKind::kStructType: fields(As<StructType>(n)->fields, As<StructType>(n)->tags); break;
    case NodeKind::kInterfaceType: fields(As<InterfaceType>(n)->methods, {}); break;
    case NodeKind::kFuncType:
      fields(As<FuncType>(n)->params, {});
      fields(As<FuncType>(n)->results, {});
      break;
    case NodeKind::kMapType:
      also(As<MapType>(n)->key);
      also(As<MapType>(n)->value);
      break;
    case NodeKind::kChanType: also(As<ChanType>(n)->elem); break;
    case NodeKind::kLabeledStmt:
      also(As<LabeledStmt>(n)->label);
      one(As<LabeledStmt>(n)->stmt);
      break;
    case NodeKind::kBlockStmt: list(As<BlockStmt>(n)->list); break;
    case NodeKind::kExprStmt: one(As<ExprStmt>(n)->x); break;
    case NodeKind::kSendStmt:
      one(As<SendStmt>(n)->chan);
      one(As<SendStmt>(n)->value);
      break;
    case NodeKind::kDeclStmt: list(As<DeclStmt>(n)->decls); break;
    case NodeKind::kAssignStmt:
      one(As<AssignStmt>(n)->lhs);
      one(As<AssignStmt>(n)->rhs);
      break;
    case NodeKind::kBranchStmt: also(As<BranchStmt>(n)->label); break;
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
    case NodeKind::kSwitchStmt:
      one(As<SwitchStmt>(n)->init);
      one(As<SwitchStmt>(n)->tag);
      list(As<SwitchStmt>(n)->body);
      break;
    case NodeKind::kSelectStmt: list(As<SelectStmt>(n)->body); break;
    case NodeKind::kRangeClause:
      one(As<RangeClause>(n)->lhs);
      one(As<RangeClause>(n)->x);
      break;
    case NodeKind::kCaseClause:
      one(As<CaseClause>(n)->cases);
      list(As<CaseClause>(n)->body);
      break;
    case NodeKind::kCommClause:
      one(As<CommClause>(n)->comm);
      list(As<CommClause>(n)->body);
      break;
    case NodeKind::kField:
      also(As<Field>(n)->name);
      also(As<Field>(n)->type);
      break;
    case NodeKind::kImportDecl:
      also(As<ImportDecl>(n)->local);
      also(As<ImportDecl>(n)->path);
      break;
    case NodeKind::kConstDecl:
      if constexpr (kEverything) list(As<ConstDecl>(n)->names);
      also(As<ConstDecl>(n)->type);
      also(As<ConstDecl>(n)->values);
      break;
    case NodeKind::kTypeDecl:
      also(As<TypeDecl>(n)->name);
      fields(As<TypeDecl>(n)->tparams, {});
      also(As<TypeDecl>(n)->type);
      break;
    case NodeKind::kVarDecl:
      list(As<VarDecl>(n)->names);
      also(As<VarDecl>(n)->type);
      one(As<VarDecl>(n)->values);
      break;
    case NodeKind::kFuncDecl:
      if constexpr (kEverything) {
        auto* f = As<FuncDecl>(n);
        if (f->recv != nullptr) visit(static_cast<Node*>(f->recv));
        one(f->name);
        fields(f->tparams, {});
        one(f->type);
        one(f->body);
      }
      break;
  }
}

}  // namespace minigo::grammar
