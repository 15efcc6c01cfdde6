// This file implements the printing of expressions as gofmt writes them: blanks around a binary
// operator tell how tightly it binds.
#include <algorithm>

#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types

namespace {

constexpr int kUnaryPrec = 6;
constexpr int kHighestPrec = 7;

int Precedence(Op op) {
  switch (op) {
    case Op::kOrOr:
      return 1;
    case Op::kAndAnd:
      return 2;
    case Op::kEql:
    case Op::kNeq:
    case Op::kLss:
    case Op::kLeq:
    case Op::kGtr:
    case Op::kGeq:
      return 3;
    case Op::kAdd:
    case Op::kSub:
    case Op::kOr:
    case Op::kXor:
      return 4;
    default:
      return 5;
  }
}

// What decides whether the operators of one precedence get blanks: the operators of a tree of
// binary expressions, and pairs of operators that would run into one token.
struct Operators {
  bool has4 = false, has5 = false;
  int problem = 0;

  void Add(const Operators& o) {
    has4 = has4 || o.has4;
    has5 = has5 || o.has5;
    problem = std::max(problem, o.problem);
  }
};

Operators OperatorsOf(const Operation* e) {
  Operators r;
  int prec = Precedence(e->op);
  r.has4 = prec == 4;
  r.has5 = prec == 5;
  if (auto* l = IsBinary(e->x); l != nullptr && Precedence(l->op) >= prec) r.Add(OperatorsOf(l));
  if (auto* y = Is<Operation>(e->y)) {
    if (y->y != nullptr) {
      if (Precedence(y->op) > prec) r.Add(OperatorsOf(y));
    } else if ((e->op == Op::kDiv && y->op == Op::kMul) ||
               (e->op == Op::kAnd && (y->op == Op::kAnd || y->op == Op::kXor))) {
      r.problem = 5;
    } else if ((e->op == Op::kAdd || e->op == Op::kSub) && y->op == e->op) {
      r.problem = std::max(r.problem, 4);
    }
  }
  return r;
}

// Operators that bind at least as tightly as this are written without blanks.
int Cutoff(const Operation* e, int depth) {
  Operators o = OperatorsOf(e);
  if (o.problem > 0) return o.problem + 1;
  if (o.has4 && o.has5) return depth == 1 ? 5 : 4;
  return depth == 1 ? 6 : 4;
}

class Formatter {
 public:
  explicit Formatter(const Pass& pass) : pass_(pass) {}

  void Expression(Expr* x, int prec, int depth);
  std::string Take() { return std::move(out_); }

 private:
  void Put(std::string_view s) { out_ += s; }
  void Expression(Expr* x) { Expression(x, 0, 1); }
  void Binary(const Operation* x, int prec, int depth);
  void Slice(const SliceExpr* x, int depth);
  void Call(const CallExpr* x, int depth);
  void List(const std::vector<Expr*>& list, int depth);
  void Fields(const minigo::List<Field*>& list, std::string_view separator, const StructType* tags);
  void Signature(const FuncType* t);
  void Methods(const InterfaceType* t);
  void Body(const FuncLit* x);

  const Pass& pass_;
  std::string out_;
};

int Reduce(int depth) { return std::max(depth - 1, 1); }

void Formatter::Binary(const Operation* x, int prec1, int depth) {
  int prec = Precedence(x->op);
  if (prec < prec1) {
    Put("(");
    Expression(const_cast<Operation*>(x), 0, Reduce(depth));
    Put(")");
    return;
  }
  bool blanks = prec < Cutoff(x, depth);
  auto* left = IsBinary(x->x);
  Expression(x->x, prec, depth + (left != nullptr && Precedence(left->op) == prec ? 0 : 1));
  if (blanks) Put(" ");
  Put(OpText(x->op));
  if (blanks) Put(" ");
  Expression(x->y, prec + 1, depth + 1);
}

void Formatter::Slice(const SliceExpr* x, int depth) {
  Expression(x->x, kHighestPrec, 1);
  Put("[");
  int count = 0;
  bool any_binary = false;
  for (Expr* i : x->index) {
    if (i == nullptr) continue;
    count++;
    any_binary = any_binary || IsBinary(i) != nullptr;
  }
  bool blanks = depth <= 1 && count > 1 && any_binary;
  for (int i = 0; i < (x->full ? 3 : 2); i++) {
    if (i > 0) {
      if (blanks && x->index[i - 1] != nullptr) Put(" ");
      Put(":");
      if (blanks && x->index[i] != nullptr) Put(" ");
    }
    if (x->index[i] != nullptr) Expression(x->index[i], 0, depth + 1);
  }
  Put("]");
}

void Formatter::List(const std::vector<Expr*>& list, int depth) {
  for (size_t i = 0; i < list.size(); i++) {
    if (i > 0) Put(", ");
    Expression(list[i], 0, depth);
  }
}

void Formatter::Call(const CallExpr* x, int depth) {
  if (x->args.size() > 1) depth++;
  auto* chan = Is<ChanType>(x->fun);
  bool parens =
      x->fun->kind == NodeKind::kFuncType || (chan != nullptr && chan->dir == ChanDir::kRecvOnly);
  if (parens) Put("(");
  Expression(x->fun, kHighestPrec, depth);
  if (parens) Put(")");
  Put("(");
  List({x->args.begin(), x->args.end()}, depth);
  if (x->has_dots) Put("...");
  Put(")");
}

void Formatter::Fields(const minigo::List<Field*>& list, std::string_view separator,
                       const StructType* tags) {
  for (size_t i = 0; i < list.size(); i++) {
    if (i > 0) Put(separator);
    while (list[i]->name != nullptr && i + 1 < list.size() && list[i + 1]->name != nullptr &&
           list[i + 1]->type == list[i]->type) {
      Put(View(list[i++]->name->value));
      Put(", ");
    }
    if (list[i]->name != nullptr) {
      Put(View(list[i]->name->value));
      Put(" ");
    }
    if (list[i]->type != nullptr) Expression(list[i]->type);
    if (tags != nullptr && i < tags->tags.size() && tags->tags[i] != nullptr) {
      Put(" ");
      Put(tags->tags[i]->value);
    }
  }
}

void Formatter::Signature(const FuncType* t) {
  Put("(");
  Fields(t->params, ", ", nullptr);
  Put(")");
  if (t->results.empty()) return;
  Put(" ");
  if (t->results.size() == 1 && t->results[0]->name == nullptr)
    return Expression(t->results[0]->type);
  Put("(");
  Fields(t->results, ", ", nullptr);
  Put(")");
}

void Formatter::Methods(const InterfaceType* t) {
  Put("interface{");
  if (!t->methods.empty()) Put(" ");
  for (size_t i = 0; i < t->methods.size(); i++) {
    Field* m = t->methods[i];
    if (i > 0) Put("; ");
    if (m->name != nullptr) Put(View(m->name->value));
    auto* f = m->name == nullptr ? nullptr : Is<FuncType>(m->type);
    if (f != nullptr)
      Signature(f);
    else if (m->type != nullptr)
      Expression(m->type);
  }
  if (!t->methods.empty()) Put(" ");
  Put("}");
}

// The body as it stands in the source, on one line or several.
void Formatter::Body(const FuncLit* x) {
  const SourceFile* file = pass_.sources().FileOf(x->body->pos);
  if (file == nullptr || !file->contains(x->body->rbrace)) return Put("{}");
  uint32_t from = file->offset(x->body->pos);
  Put(file->text().substr(from, file->offset(x->body->rbrace) + 1 - from));
}

void Formatter::Expression(Expr* x, int prec, int depth) {
  switch (x->kind) {
    case NodeKind::kName:
      return Put(View(As<Name>(x)->value));
    case NodeKind::kBasicLit:
      return Put(As<BasicLit>(x)->value);
    case NodeKind::kKeyValueExpr:
      Expression(As<KeyValueExpr>(x)->key);
      Put(": ");
      return Expression(As<KeyValueExpr>(x)->value);
    case NodeKind::kOperation: {
      auto* o = As<Operation>(x);
      if (o->y != nullptr) return Binary(o, prec, depth);
      bool parens = kUnaryPrec < prec;
      if (parens) Put("(");
      Put(OpText(o->op));
      if (o->op == Op::kMul)
        Expression(o->x);
      else
        Expression(o->x, kUnaryPrec, parens ? 1 : depth);
      if (parens) Put(")");
      return;
    }
    case NodeKind::kFuncLit:
      Put("func");
      Signature(As<FuncLit>(x)->type);
      Put(" ");
      return Body(As<FuncLit>(x));
    case NodeKind::kParenExpr: {
      Expr* inner = As<ParenExpr>(x)->x;
      if (inner->kind == NodeKind::kParenExpr) return Expression(inner, 0, depth);
      Put("(");
      Expression(inner, 0, Reduce(depth));
      return Put(")");
    }
    case NodeKind::kSelectorExpr:
      Expression(As<SelectorExpr>(x)->x, kHighestPrec, depth);
      Put(".");
      return Put(View(As<SelectorExpr>(x)->sel->value));
    case NodeKind::kAssertExpr:
      Expression(As<AssertExpr>(x)->x, kHighestPrec, depth);
      Put(".(");
      Expression(As<AssertExpr>(x)->type);
      return Put(")");
    case NodeKind::kTypeSwitchGuard:
      Expression(As<TypeSwitchGuard>(x)->x, kHighestPrec, depth);
      return Put(".(type)");
    case NodeKind::kIndexExpr:
      Expression(As<IndexExpr>(x)->x, kHighestPrec, 1);
      Put("[");
      List(Elements(As<IndexExpr>(x)->index), depth + 1);
      return Put("]");
    case NodeKind::kSliceExpr:
      return Slice(As<SliceExpr>(x), depth);
    case NodeKind::kCallExpr:
      return Call(As<CallExpr>(x), depth);
    case NodeKind::kCompositeLit: {
      auto* lit = As<CompositeLit>(x);
      if (lit->type != nullptr) Expression(lit->type, kHighestPrec, depth);
      Put("{");
      List({lit->elems.begin(), lit->elems.end()}, 1);
      return Put("}");
    }
    case NodeKind::kListExpr:
      return List(Elements(x), depth);
    case NodeKind::kDotsType:
      Put("...");
      return Expression(As<DotsType>(x)->elem);
    case NodeKind::kArrayType:
      Put("[");
      if (As<ArrayType>(x)->len != nullptr)
        Expression(As<ArrayType>(x)->len);
      else
        Put("...");
      Put("]");
      return Expression(As<ArrayType>(x)->elem);
    case NodeKind::kSliceType:
      Put("[]");
      return Expression(As<SliceType>(x)->elem);
    case NodeKind::kStructType: {
      auto* t = As<StructType>(x);
      Put(t->fields.empty() ? "struct{" : "struct{ ");
      Fields(t->fields, "; ", t);
      return Put(t->fields.empty() ? "}" : " }");
    }
    case NodeKind::kFuncType:
      Put("func");
      return Signature(As<FuncType>(x));
    case NodeKind::kInterfaceType:
      return Methods(As<InterfaceType>(x));
    case NodeKind::kMapType:
      Put("map[");
      Expression(As<MapType>(x)->key);
      Put("]");
      return Expression(As<MapType>(x)->value);
    case NodeKind::kChanType: {
      auto* t = As<ChanType>(x);
      Put(t->dir == ChanDir::kBoth       ? "chan "
          : t->dir == ChanDir::kSendOnly ? "chan<- "
                                         : "<-chan ");
      return Expression(t->elem);
    }
    default:
      return Put("BadExpr");
  }
}

// Where x ends, closing brackets included. Trees do not say where all of these stand: the text
// does.
Pos End(const SourceFile* file, const Node* n) {
  std::string_view text = file->text();
  // From `at` to behind the bracket that closes one opened before.
  auto closing = [&](Pos at, char bracket) {
    uint32_t i = file->offset(at);
    while (i < text.size() && text[i] != bracket) {
      if (text.substr(i, 2) == "//")
        i = static_cast<uint32_t>(std::min(text.find('\n', i), text.size()));
      else if (text.substr(i, 2) == "/*")
        i = static_cast<uint32_t>(std::min(text.find("*/", i), text.size() - 2) + 2);
      else
        i++;
    }
    return file->base() + std::min<uint32_t>(i + 1, static_cast<uint32_t>(text.size()));
  };
  switch (n->kind) {
    case NodeKind::kParenExpr:
      return closing(End(file, As<ParenExpr>(n)->x), ')');
    case NodeKind::kIndexExpr:
      return closing(End(file, As<IndexExpr>(n)->index), ']');
    case NodeKind::kAssertExpr:
      return closing(End(file, As<AssertExpr>(n)->type), ')');
    case NodeKind::kSliceExpr: {
      auto* s = As<SliceExpr>(n);
      Pos at = End(file, s->x) + 1;
      for (const Expr* i : s->index) {
        if (i != nullptr) at = End(file, i);
      }
      return closing(at, ']');
    }
    case NodeKind::kCallExpr:
      return As<CallExpr>(n)->rparen + 1;
    case NodeKind::kCompositeLit:
      return As<CompositeLit>(n)->rbrace + 1;
    case NodeKind::kFuncLit:
      return As<FuncLit>(n)->body->rbrace + 1;
    case NodeKind::kListExpr:
      return End(file, As<ListExpr>(n)->elems.back());
    case NodeKind::kKeyValueExpr:
      return End(file, As<KeyValueExpr>(n)->value);
    case NodeKind::kOperation: {
      auto* o = As<Operation>(n);
      return End(file, o->y != nullptr ? o->y : o->x);
    }
    default:
      return EndPos(n);
  }
}

// The text from..to without the indentation of the line on which it begins, as gofmt prints what it
// was given alone.
std::string Unindent(std::string_view text, uint32_t from, uint32_t to) {
  size_t line = text.rfind('\n', from);
  line = line == text.npos ? 0 : line + 1;
  size_t tabs = 0;
  while (line + tabs < from && text[line + tabs] == '\t') tabs++;
  std::string out;
  for (uint32_t i = from; i < to; i++) {
    out += text[i];
    if (text[i] != '\n') continue;
    for (size_t t = 0; t < tabs && i + 1 < to && text[i + 1] == '\t'; t++) i++;
  }
  return out;
}

}  // namespace

std::string Pass::Format(const Node* x) const {
  Pos start = Start(x);
  const SourceFile* file = sources_.FileOf(start);
  if (file != nullptr) {
    Pos end = End(file, x);
    if (end > start && end <= file->end() && file->LineOf(start) != file->LineOf(end - 1)) {
      return Unindent(file->text(), file->offset(start), file->offset(end));
    }
  }
  Formatter f(*this);
  f.Expression(static_cast<Expr*>(const_cast<Node*>(x)), 0, 1);
  return f.Take();
}

}  // namespace minigo::vet
