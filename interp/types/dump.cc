// This file implements the dump of what the checker found out (`--dump=types`): a line for each
// expression with its place, its kind, its type, its value and what it selects or instantiates.
// Expressions of one kind that start at the same place are numbered, outermost first.
#include <string>
#include <unordered_map>

#include "grammar/ast.h"
#include "interp/types/check.h"
#include "interp/types/info.h"

namespace minigo::types {
namespace {

using grammar::As;
using grammar::Expr;
using grammar::Field;
using grammar::Node;
using grammar::NodeKind;
using grammar::Stmt;

const char* KindName(const Node* n) {
  switch (n->kind) {
    case NodeKind::kName:
      return "Name";
    case NodeKind::kBasicLit:
      return "Lit";
    case NodeKind::kCompositeLit:
      return "CompositeLit";
    case NodeKind::kFuncLit:
      return "FuncLit";
    case NodeKind::kParenExpr:
      return "Paren";
    case NodeKind::kSelectorExpr:
      return "Selector";
    case NodeKind::kIndexExpr:
      return "Index";
    case NodeKind::kSliceExpr:
      return "Slice";
    case NodeKind::kAssertExpr:
      return "Assert";
    case NodeKind::kOperation:
      return As<grammar::Operation>(n)->y == nullptr ? "Unary" : "Binary";
    case NodeKind::kCallExpr:
      return "Call";
    default:
      return nullptr;
  }
}

class TypesDumper {
 public:
  explicit TypesDumper(const grammar::SourceFile* source) : source_(source) {}
  std::string Take() { return std::move(out_); }

  void Walk(const Node* n) {
    if (n == nullptr) return;
    if (KindName(n) != nullptr) Line(static_cast<const Expr*>(n));
    switch (n->kind) {
#define CASE(Name_)        \
  case NodeKind::k##Name_: \
    return Children(As<grammar::Name_>(n));
      CASE(CompositeLit)
      CASE(KeyValueExpr) CASE(FuncLit) CASE(ParenExpr) CASE(SelectorExpr) CASE(IndexExpr)
          CASE(SliceExpr) CASE(AssertExpr) CASE(TypeSwitchGuard) CASE(Operation) CASE(CallExpr)
              CASE(ListExpr) CASE(ArrayType) CASE(SliceType) CASE(DotsType) CASE(StructType)
                  CASE(InterfaceType) CASE(FuncType) CASE(MapType) CASE(ChanType) CASE(LabeledStmt)
                      CASE(BlockStmt) CASE(ExprStmt) CASE(SendStmt) CASE(DeclStmt) CASE(AssignStmt)
                          CASE(CallStmt) CASE(ReturnStmt) CASE(IfStmt) CASE(ForStmt)
                              CASE(SwitchStmt) CASE(SelectStmt) CASE(RangeClause) CASE(CaseClause)
                                  CASE(CommClause) CASE(ConstDecl) CASE(TypeDecl) CASE(VarDecl)
                                      CASE(FuncDecl)
#undef CASE
                                          default : return;
    }
  }

 private:
  void Line(const Expr* e) {
    grammar::Position at = source_->RawPositionOf(grammar::StartPos(e));
    std::string key = std::to_string(at.line) + ":" + std::to_string(at.column) + " " + KindName(e);
    int number = ++count_[key];
    std::string facts;
    Qualifier full;
    full.full_paths = true;
    if (e->tv != nullptr && e->tv->type != nullptr) facts = " " + TypeString(e->tv->type, full);
    if (e->tv != nullptr && e->tv->mode == OperandMode::kConstant)
      facts += " = " + ConstExactString(e->tv->value);
    if (auto* s = grammar::Is<grammar::SelectorExpr>(e); s != nullptr && s->selection != nullptr) {
      facts += " sel=" + std::to_string(static_cast<int>(s->selection->kind)) + ",[";
      for (size_t i = 0; i < s->selection->index.size(); i++) {
        if (i > 0) facts += ' ';
        facts += std::to_string(s->selection->index[i]);
      }
      facts += s->selection->indirect ? "],true" : "],false";
    }
    if (auto* name = grammar::Is<grammar::Name>(e); name != nullptr && name->instance != nullptr) {
      facts += " inst=";
      for (Type* t : name->instance->targs) facts += TypeString(t, full) + ";";
    }
    if (!facts.empty()) out_ += key + " #" + std::to_string(number) + facts + "\n";
  }

  template <typename T>
  void WalkList(const List<T*>& list) {
    for (T* n : list) Walk(n);
  }
  // Fields that share a type share its node.
  void WalkFields(const List<Field*>& list) {
    const Expr* type = nullptr;
    for (size_t i = 0; i < list.size(); i++) {
      Walk(list[i]->name);
      const Expr* next = i + 1 < list.size() ? list[i + 1]->type : nullptr;
      type = list[i]->type;
      if (type != next) Walk(type);
    }
  }

  void Children(const grammar::CompositeLit* n) { Walk(n->type), WalkList(n->elems); }
  void Children(const grammar::KeyValueExpr* n) { Walk(n->key), Walk(n->value); }
  void Children(const grammar::FuncLit* n) { Walk(n->type), Walk(n->body); }
  void Children(const grammar::ParenExpr* n) { Walk(n->x); }
  void Children(const grammar::SelectorExpr* n) { Walk(n->x), Walk(n->sel); }
  void Children(const grammar::IndexExpr* n) { Walk(n->x), Walk(n->index); }
  void Children(const grammar::SliceExpr* n) {
    Walk(n->x), Walk(n->index[0]), Walk(n->index[1]), Walk(n->index[2]);
  }
  void Children(const grammar::AssertExpr* n) { Walk(n->x), Walk(n->type); }
  void Children(const grammar::TypeSwitchGuard* n) { Walk(n->lhs), Walk(n->x); }
  void Children(const grammar::Operation* n) { Walk(n->x), Walk(n->y); }
  void Children(const grammar::CallExpr* n) { Walk(n->fun), WalkList(n->args); }
  void Children(const grammar::ListExpr* n) { WalkList(n->elems); }
  void Children(const grammar::ArrayType* n) { Walk(n->len), Walk(n->elem); }
  void Children(const grammar::SliceType* n) { Walk(n->elem); }
  void Children(const grammar::DotsType* n) { Walk(n->elem); }
  void Children(const grammar::StructType* n) { WalkFields(n->fields); }
  void Children(const grammar::InterfaceType* n) { WalkFields(n->methods); }
  void Children(const grammar::FuncType* n) { WalkFields(n->params), WalkFields(n->results); }
  void Children(const grammar::MapType* n) { Walk(n->key), Walk(n->value); }
  void Children(const grammar::ChanType* n) { Walk(n->elem); }
  void Children(const grammar::LabeledStmt* n) { Walk(n->stmt); }
  void Children(const grammar::BlockStmt* n) { WalkList(n->list); }
  void Children(const grammar::ExprStmt* n) { Walk(n->x); }
  void Children(const grammar::SendStmt* n) { Walk(n->chan), Walk(n->value); }
  void Children(const grammar::DeclStmt* n) { WalkList(n->decls); }
  void Children(const grammar::AssignStmt* n) { Walk(n->lhs), Walk(n->rhs); }
  void Children(const grammar::CallStmt* n) { Walk(n->call); }
  void Children(const grammar::ReturnStmt* n) { Walk(n->results); }
  void Children(const grammar::IfStmt* n) {
    Walk(n->init), Walk(n->cond), Walk(n->then), Walk(n->els);
  }
  void Children(const grammar::ForStmt* n) {
    Walk(n->init), Walk(n->cond), Walk(n->post), Walk(n->body);
  }
  void Children(const grammar::SwitchStmt* n) { Walk(n->init), Walk(n->tag), WalkList(n->body); }
  void Children(const grammar::SelectStmt* n) { WalkList(n->body); }
  void Children(const grammar::RangeClause* n) { Walk(n->lhs), Walk(n->x); }
  void Children(const grammar::CaseClause* n) { Walk(n->cases), WalkList(n->body); }
  void Children(const grammar::CommClause* n) { Walk(n->comm), WalkList(n->body); }
  void Children(const grammar::ConstDecl* n) { WalkList(n->names), Walk(n->type), Walk(n->values); }
  void Children(const grammar::TypeDecl* n) {
    Walk(n->name), WalkFields(n->tparams), Walk(n->type);
  }
  void Children(const grammar::VarDecl* n) { WalkList(n->names), Walk(n->type), Walk(n->values); }
  void Children(const grammar::FuncDecl* n) {
    if (n->recv != nullptr) Walk(n->recv->type);
    Walk(n->name), WalkFields(n->tparams), Walk(n->type), Walk(n->body);
  }

  const grammar::SourceFile* source_;
  std::string out_;
  std::unordered_map<std::string, int> count_;
};

}  // namespace

std::string DumpTypes(const grammar::File& file) {
  TypesDumper dumper(file.source);
  for (grammar::Decl* d : file.decls) dumper.Walk(d);
  return dumper.Take();
}

}  // namespace minigo::types
