// This file implements what is asked of syntax trees: where nodes begin and end, and how gc prints
// them.
#include "grammar/ast.h"

#include <string>

namespace minigo::grammar {

std::string_view OpText(Op op) {
  switch (op) {
    case Op::kNone:
      return "";
    case Op::kDef:
      return ":=";
    case Op::kNot:
      return "!";
    case Op::kRecv:
      return "<-";
    case Op::kTilde:
      return "~";
    case Op::kOrOr:
      return "||";
    case Op::kAndAnd:
      return "&&";
    case Op::kEql:
      return "==";
    case Op::kNeq:
      return "!=";
    case Op::kLss:
      return "<";
    case Op::kLeq:
      return "<=";
    case Op::kGtr:
      return ">";
    case Op::kGeq:
      return ">=";
    case Op::kAdd:
      return "+";
    case Op::kSub:
      return "-";
    case Op::kOr:
      return "|";
    case Op::kXor:
      return "^";
    case Op::kMul:
      return "*";
    case Op::kDiv:
      return "/";
    case Op::kRem:
      return "%";
    case Op::kAnd:
      return "&";
    case Op::kAndNot:
      return "&^";
    case Op::kShl:
      return "<<";
    case Op::kShr:
      return ">>";
  }
  return "";
}

Pos StartPos(const Node* n) {
  for (;;) {
    const Node* next = nullptr;
    switch (n->kind) {
      case NodeKind::kCompositeLit:
        next = As<CompositeLit>(n)->type;
        break;
      case NodeKind::kKeyValueExpr:
        next = As<KeyValueExpr>(n)->key;
        break;
      case NodeKind::kSelectorExpr:
        next = As<SelectorExpr>(n)->x;
        break;
      case NodeKind::kIndexExpr:
        next = As<IndexExpr>(n)->x;
        break;
      // Not SliceExpr: gc's StartPos does not look into it either.
      case NodeKind::kAssertExpr:
        next = As<AssertExpr>(n)->x;
        break;
      case NodeKind::kTypeSwitchGuard: {
        auto* g = As<TypeSwitchGuard>(n);
        next = g->lhs != nullptr ? g->lhs : g->x;
        break;
      }
      case NodeKind::kOperation:
        if (As<Operation>(n)->y != nullptr) next = As<Operation>(n)->x;
        break;
      case NodeKind::kCallExpr:
        next = As<CallExpr>(n)->fun;
        break;
      case NodeKind::kListExpr:
        next = As<ListExpr>(n)->elems[0];
        break;
      case NodeKind::kSendStmt:
        next = As<SendStmt>(n)->chan;
        break;
      case NodeKind::kAssignStmt:
        next = As<AssignStmt>(n)->lhs;
        break;
      case NodeKind::kRangeClause: {
        auto* r = As<RangeClause>(n);
        next = r->lhs != nullptr ? r->lhs : r->x;
        break;
      }
      default:
        break;
    }
    if (next == nullptr) return n->pos;
    n = next;
  }
}

namespace {

template <typename T>
const Node* Last(List<T*> list) {
  return list.empty() ? nullptr : list.back();
}

const Node* LastOf(const Expr* values, const Expr* type, List<Name*> names) {
  if (values != nullptr) return values;
  return type != nullptr ? static_cast<const Node*>(type) : Last(names);
}

}  // namespace

Pos EndPos(const Node* n) {
  for (;;) {
    const Node* next = nullptr;
    switch (n->kind) {
      case NodeKind::kImportDecl:
        next = As<ImportDecl>(n)->path;
        break;
      case NodeKind::kConstDecl: {
        auto* d = As<ConstDecl>(n);
        next = LastOf(d->values, d->type, d->names);
        break;
      }
      case NodeKind::kVarDecl: {
        auto* d = As<VarDecl>(n);
        next = LastOf(d->values, d->type, d->names);
        break;
      }
      case NodeKind::kTypeDecl:
        next = As<TypeDecl>(n)->type;
        break;
      case NodeKind::kFuncDecl: {
        auto* d = As<FuncDecl>(n);
        if (d->lazy_rbrace != kNoPos) return d->lazy_rbrace;
        next = d->body != nullptr ? static_cast<const Node*>(d->body) : d->type;
        break;
      }
      case NodeKind::kName:
        return n->pos + View(As<Name>(n)->value).size();
      case NodeKind::kBasicLit:
        return n->pos + As<BasicLit>(n)->value.size();
      case NodeKind::kCompositeLit:
        return As<CompositeLit>(n)->rbrace;
      case NodeKind::kKeyValueExpr:
        next = As<KeyValueExpr>(n)->value;
        break;
      case NodeKind::kFuncLit:
        next = As<FuncLit>(n)->body;
        break;
      case NodeKind::kParenExpr:
        next = As<ParenExpr>(n)->x;
        break;
      case NodeKind::kSelectorExpr:
        next = As<SelectorExpr>(n)->sel;
        break;
      case NodeKind::kIndexExpr:
        next = As<IndexExpr>(n)->index;
        break;
      case NodeKind::kSliceExpr:
        next = As<SliceExpr>(n)->x;
        break;  // so does gc
      case NodeKind::kAssertExpr:
        next = As<AssertExpr>(n)->type;
        break;
      case NodeKind::kTypeSwitchGuard:
        next = As<TypeSwitchGuard>(n)->x;
        break;
      case NodeKind::kOperation: {
        auto* o = As<Operation>(n);
        next = o->y != nullptr ? o->y : o->x;
        break;
      }
      case NodeKind::kCallExpr: {
        auto* c = As<CallExpr>(n);
        next = c->args.empty() ? c->fun : c->args.back();
        break;
      }
      case NodeKind::kListExpr:
        next = As<ListExpr>(n)->elems.back();
        break;
      case NodeKind::kArrayType:
        next = As<ArrayType>(n)->elem;
        break;
      case NodeKind::kSliceType:
        next = As<SliceType>(n)->elem;
        break;
      case NodeKind::kDotsType:
        next = As<DotsType>(n)->elem;
        break;
      case NodeKind::kStructType:
        next = Last(As<StructType>(n)->fields);
        break;
      case NodeKind::kField: {
        auto* f = As<Field>(n);
        next = f->type != nullptr ? f->type : f->name;
        break;
      }
      case NodeKind::kInterfaceType:
        next = Last(As<InterfaceType>(n)->methods);
        break;
      case NodeKind::kFuncType: {
        auto* f = As<FuncType>(n);
        next = f->results.empty() ? Last(f->params) : Last(f->results);
        break;
      }
      case NodeKind::kMapType:
        next = As<MapType>(n)->value;
        break;
      case NodeKind::kChanType:
        next = As<ChanType>(n)->elem;
        break;
      case NodeKind::kLabeledStmt:
        next = As<LabeledStmt>(n)->stmt;
        break;
      case NodeKind::kBlockStmt:
        return As<BlockStmt>(n)->rbrace;
      case NodeKind::kExprStmt:
        next = As<ExprStmt>(n)->x;
        break;
      case NodeKind::kSendStmt:
        next = As<SendStmt>(n)->value;
        break;
      case NodeKind::kDeclStmt:
        next = Last(As<DeclStmt>(n)->decls);
        break;
      case NodeKind::kAssignStmt: {
        auto* a = As<AssignStmt>(n);
        if (a->rhs == nullptr) return EndPos(a->lhs) + 2;
        next = a->rhs;
        break;
      }
      case NodeKind::kBranchStmt:
        next = As<BranchStmt>(n)->label;
        break;
      case NodeKind::kCallStmt:
        next = As<CallStmt>(n)->call;
        break;
      case NodeKind::kReturnStmt:
        next = As<ReturnStmt>(n)->results;
        break;
      case NodeKind::kIfStmt: {
        auto* s = As<IfStmt>(n);
        next = s->els != nullptr ? s->els : s->then;
        break;
      }
      case NodeKind::kForStmt:
        next = As<ForStmt>(n)->body;
        break;
      case NodeKind::kSwitchStmt:
        return As<SwitchStmt>(n)->rbrace;
      case NodeKind::kSelectStmt:
        return As<SelectStmt>(n)->rbrace;
      case NodeKind::kRangeClause:
        next = As<RangeClause>(n)->x;
        break;
      case NodeKind::kCaseClause: {
        auto* c = As<CaseClause>(n);
        if (c->body.empty()) return c->colon;
        next = c->body.back();
        break;
      }
      case NodeKind::kCommClause: {
        auto* c = As<CommClause>(n);
        if (c->body.empty()) return c->colon;
        next = c->body.back();
        break;
      }
      default:
        break;
    }
    if (next == nullptr) return n->pos;
    n = next;
  }
}

Expr* Unparen(Expr* x) {
  while (auto* p = Is<ParenExpr>(x)) x = p->x;
  return x;
}

List<Expr*> UnpackList(Arena& arena, Expr* x) {
  if (x == nullptr) return {};
  if (auto* l = Is<ListExpr>(x)) return l->elems;
  return List<Expr*>::Of(arena, {x});
}

namespace {

// Prints in the short form of package syntax: on one line, bodies and elements as "…".
class Printer {
 public:
  void Print(const Node* n);
  std::string Take() { return std::move(out_); }

 private:
  // Trees of this height are printed in full; what lies deeper is left out.
  static constexpr int kMaxDepth = 2000;

  void PrintNode(const Node* n);
  void PrintList(List<Expr*> list) {
    for (size_t i = 0; i < list.size(); i++) {
      if (i > 0) out_ += ", ";
      Print(list[i]);
    }
  }
  void PrintFields(const StructType* t);
  void PrintParams(List<Field*> list);
  void PrintSignature(const FuncType* t);

  std::string out_;
  int depth_ = 0;
};

void Printer::Print(const Node* n) {
  if (n == nullptr) return;
  if (depth_ == kMaxDepth) {
    out_ += "…";
    return;
  }
  depth_++;
  PrintNode(n);
  depth_--;
}

void Printer::PrintFields(const StructType* t) {
  // Names that share a type stand together.
  for (size_t i = 0; i < t->fields.size();) {
    size_t end = i + 1;
    const Field* f = t->fields[i];
    while (f->name != nullptr && end < t->fields.size() && t->fields[end]->name != nullptr &&
           t->fields[end]->type == f->type) {
      end++;
    }
    if (i > 0) out_ += "; ";
    for (size_t k = i; k < end && f->name != nullptr; k++) {
      if (k > i) out_ += ", ";
      Print(t->fields[k]->name);
    }
    if (f->name != nullptr) out_ += ' ';
    Print(f->type);
    if (i < t->tags.size() && t->tags[i] != nullptr) {
      out_ += ' ';
      Print(t->tags[i]);
    }
    i = end;
  }
}

void Printer::PrintParams(List<Field*> list) {
  out_ += '(';
  for (size_t i = 0; i < list.size(); i++) {
    if (i > 0) out_ += ", ";
    const Field* f = list[i];
    if (f->name != nullptr) {
      Print(f->name);
      if (i + 1 < list.size() && list[i + 1]->name != nullptr && list[i + 1]->type == f->type)
        continue;
      out_ += ' ';
    }
    Print(f->type);
  }
  out_ += ')';
}

void Printer::PrintSignature(const FuncType* t) {
  PrintParams(t->params);
  if (t->results.empty()) return;
  out_ += ' ';
  if (t->results.size() == 1 && t->results[0]->name == nullptr) {
    Print(t->results[0]->type);
  } else {
    PrintParams(t->results);
  }
}

void Printer::PrintNode(const Node* n) {
  switch (n->kind) {
    case NodeKind::kBadExpr:
      out_ += "<bad expr>";
      break;
    case NodeKind::kName:
      out_ += View(As<Name>(n)->value);
      break;
    case NodeKind::kBasicLit:
      out_ += As<BasicLit>(n)->value;
      break;
    case NodeKind::kCompositeLit: {
      auto* c = As<CompositeLit>(n);
      Print(c->type);
      out_ += c->elems.empty() ? "{}" : "{…}";
      break;
    }
    case NodeKind::kKeyValueExpr: {
      auto* k = As<KeyValueExpr>(n);
      Print(k->key);
      out_ += ": ";
      Print(k->value);
      break;
    }
    case NodeKind::kFuncLit: {
      auto* f = As<FuncLit>(n);
      Print(f->type);
      out_ += f->body == nullptr || f->body->list.empty() ? " {}" : " {…}";
      break;
    }
    case NodeKind::kParenExpr:
      out_ += '(';
      Print(As<ParenExpr>(n)->x);
      out_ += ')';
      break;
    case NodeKind::kSelectorExpr:
      Print(As<SelectorExpr>(n)->x);
      out_ += '.';
      Print(As<SelectorExpr>(n)->sel);
      break;
    case NodeKind::kIndexExpr:
      Print(As<IndexExpr>(n)->x);
      out_ += '[';
      Print(As<IndexExpr>(n)->index);
      out_ += ']';
      break;
    case NodeKind::kSliceExpr: {
      auto* s = As<SliceExpr>(n);
      Print(s->x);
      out_ += '[';
      Print(s->index[0]);
      out_ += ':';
      Print(s->index[1]);
      if (s->index[2] != nullptr) {
        out_ += ':';
        Print(s->index[2]);
      }
      out_ += ']';
      break;
    }
    case NodeKind::kAssertExpr:
      Print(As<AssertExpr>(n)->x);
      out_ += ".(";
      Print(As<AssertExpr>(n)->type);
      out_ += ')';
      break;
    case NodeKind::kTypeSwitchGuard: {
      auto* g = As<TypeSwitchGuard>(n);
      if (g->lhs != nullptr) {
        Print(g->lhs);
        out_ += " := ";
      }
      Print(g->x);
      out_ += ".(type)";
      break;
    }
    case NodeKind::kOperation: {
      auto* o = As<Operation>(n);
      if (o->y == nullptr) {
        out_ += OpText(o->op);
        Print(o->x);
      } else {
        Print(o->x);
        out_ += ' ';
        out_ += OpText(o->op);
        out_ += ' ';
        Print(o->y);
      }
      break;
    }
    case NodeKind::kCallExpr: {
      auto* c = As<CallExpr>(n);
      Print(c->fun);
      out_ += '(';
      PrintList(c->args);
      if (c->has_dots) out_ += "...";
      out_ += ')';
      break;
    }
    case NodeKind::kListExpr:
      PrintList(As<ListExpr>(n)->elems);
      break;
    case NodeKind::kArrayType: {
      auto* a = As<ArrayType>(n);
      out_ += '[';
      if (a->len == nullptr) out_ += "...";
      Print(a->len);
      out_ += ']';
      Print(a->elem);
      break;
    }
    case NodeKind::kSliceType:
      out_ += "[]";
      Print(As<SliceType>(n)->elem);
      break;
    case NodeKind::kDotsType:
      out_ += "...";
      Print(As<DotsType>(n)->elem);
      break;
    case NodeKind::kStructType:
      out_ += "struct{";
      PrintFields(As<StructType>(n));
      out_ += '}';
      break;
    case NodeKind::kInterfaceType: {
      auto* t = As<InterfaceType>(n);
      out_ += "interface{";
      for (size_t i = 0; i < t->methods.size(); i++) {
        const Field* m = t->methods[i];
        if (i > 0) out_ += "; ";
        if (m->name == nullptr) {
          Print(m->type);
        } else {
          Print(m->name);
          PrintSignature(As<FuncType>(m->type));
        }
      }
      out_ += '}';
      break;
    }
    case NodeKind::kFuncType:
      out_ += "func";
      PrintSignature(As<FuncType>(n));
      break;
    case NodeKind::kMapType:
      out_ += "map[";
      Print(As<MapType>(n)->key);
      out_ += ']';
      Print(As<MapType>(n)->value);
      break;
    case NodeKind::kChanType: {
      auto* c = As<ChanType>(n);
      out_ += c->dir == ChanDir::kRecvOnly   ? "<-chan "
              : c->dir == ChanDir::kSendOnly ? "chan<- "
                                             : "chan ";
      auto* elem = Is<ChanType>(c->elem);
      bool parens = c->dir == ChanDir::kBoth && elem != nullptr && elem->dir == ChanDir::kRecvOnly;
      if (parens) out_ += '(';
      Print(c->elem);
      if (parens) out_ += ')';
      break;
    }
    case NodeKind::kExprStmt:
      Print(As<ExprStmt>(n)->x);
      break;
    case NodeKind::kSendStmt:
      Print(As<SendStmt>(n)->chan);
      out_ += " <- ";
      Print(As<SendStmt>(n)->value);
      break;
    case NodeKind::kAssignStmt: {
      auto* a = As<AssignStmt>(n);
      Print(a->lhs);
      if (a->rhs == nullptr) {
        out_ += OpText(a->op);
        out_ += OpText(a->op);
      } else {
        out_ += ' ';
        out_ += OpText(a->op);
        out_ += a->op == Op::kDef ? " " : "= ";
        Print(a->rhs);
      }
      break;
    }
    case NodeKind::kRangeClause: {
      auto* r = As<RangeClause>(n);
      if (r->lhs != nullptr) {
        Print(r->lhs);
        out_ += r->def ? " := " : " = ";
      }
      out_ += "range ";
      Print(r->x);
      break;
    }
    case NodeKind::kField: {
      auto* f = As<Field>(n);
      Print(f->name);
      if (f->name != nullptr) out_ += ' ';
      Print(f->type);
      break;
    }
    default:  // other statements and declarations have no place in messages
      break;
  }
}

}  // namespace

std::string ExprString(const Node* x) {
  Printer p;
  p.Print(x);
  return p.Take();
}

}  // namespace minigo::grammar
