// This file implements the builder: expressions and statements, and the shapes that decide between
// them.
#include "grammar/ast_builder.h"

namespace minigo::grammar {

// ---------------------------------------------------------------- shapes

bool MustBeValue(const Expr* x) {
  for (;;) {
    switch (x->kind) {
      case NodeKind::kBasicLit:
      case NodeKind::kCompositeLit:
      case NodeKind::kFuncLit:
      case NodeKind::kSliceExpr:
      case NodeKind::kAssertExpr:
      case NodeKind::kTypeSwitchGuard:
      case NodeKind::kCallExpr:
        return true;
      case NodeKind::kOperation: {
        auto* o = As<Operation>(x);
        return o->op != Op::kMul || o->y != nullptr;
      }
      case NodeKind::kParenExpr:
        x = As<ParenExpr>(x)->x;
        continue;
      case NodeKind::kIndexExpr: {
        auto* i = As<IndexExpr>(x);
        if (MustBeValue(i->index)) return true;
        x = i->x;
        continue;
      }
      default:
        return false;
    }
  }
}

bool MustBeTypeElem(const Expr* x) {
  for (;;) {
    switch (x->kind) {
      case NodeKind::kArrayType:
      case NodeKind::kStructType:
      case NodeKind::kFuncType:
      case NodeKind::kInterfaceType:
      case NodeKind::kSliceType:
      case NodeKind::kMapType:
      case NodeKind::kChanType:
        return true;
      case NodeKind::kOperation: {
        auto* o = As<Operation>(x);
        if (o->op == Op::kTilde || (o->y != nullptr && MustBeTypeElem(o->y))) return true;
        x = o->x;
        continue;
      }
      case NodeKind::kParenExpr:
        x = As<ParenExpr>(x)->x;
        continue;
      default:
        return false;
    }
  }
}

Name* SplitNameAndType(Arena& arena, Expr* x, bool force, Expr** type) {
  *type = nullptr;
  if (auto* name = Is<Name>(x)) return name;
  if (auto* call = Is<CallExpr>(x)) {
    auto* name = Is<Name>(call->fun);
    if (name == nullptr || call->args.size() != 1 || call->has_dots) return nullptr;
    if (!force && !MustBeTypeElem(call->args[0])) return nullptr;
    *type = Unparen(call->args[0]);
    return name;
  }
  // name * T, or such a product at the left end of a chain of `|`.
  Expr* left = x;
  while (auto* o = Is<Operation>(left)) {
    if (o->y == nullptr || o->op != Op::kOr) break;
    force = force || MustBeTypeElem(o->y);
    left = o->x;
  }
  Name* name = nullptr;
  Expr* first = nullptr;
  if (left != x) {
    name = SplitNameAndType(arena, left, force, &first);
    if (name == nullptr || first == nullptr) return nullptr;
  } else {
    auto* o = Is<Operation>(x);
    if (o == nullptr || o->y == nullptr || o->op != Op::kMul) return nullptr;
    name = Is<Name>(o->x);
    if (name == nullptr || (!force && !MustBeTypeElem(o->y))) return nullptr;
    auto* pointer = arena.New<Operation>(*o);
    pointer->x = o->y;
    pointer->y = nullptr;
    *type = pointer;
    return name;
  }
  // Put the chain together again on top of `first`, from the inside out.
  Expr* chain = nullptr;
  Operation* outer = nullptr;
  for (Expr* e = x; e != left; e = As<Operation>(e)->x) {
    auto* copy = arena.New<Operation>(*As<Operation>(e));
    if (outer == nullptr) {
      chain = copy;
    } else {
      outer->x = copy;
    }
    outer = copy;
  }
  outer->x = first;
  *type = chain;
  return name;
}

CommKind ClassifyComm(const Stmt* s) {
  auto is_receive = [](Expr* x) {
    auto* o = Is<Operation>(Unparen(x));
    return o != nullptr && o->op == Op::kRecv;
  };
  if (s == nullptr) return CommKind::kDefault;
  if (s->kind == NodeKind::kSendStmt) return CommKind::kSend;
  if (auto* x = Is<ExprStmt>(s)) return is_receive(x->x) ? CommKind::kRecv : CommKind::kBad;
  auto* a = Is<AssignStmt>(s);
  if (a == nullptr || a->rhs == nullptr || !is_receive(a->rhs)) return CommKind::kBad;
  if (a->op == Op::kDef) return CommKind::kRecvDef;
  return a->op == Op::kNone ? CommKind::kRecvSet : CommKind::kBad;
}

// ---------------------------------------------------------------- expressions

ExprVal AstBuilder::Literal(const Token& t) {
  auto* l = New<BasicLit>(t.pos);
  l->value = tokens_->lexer().Text(t);
  l->lit = t.lit;
  l->bad = t.bad;
  return {l, 1};
}

ExprVal AstBuilder::Binary(ExprVal x, const Token& op, ExprVal y) {
  auto* o = New<Operation>(op.pos);
  o->op = op.op;
  o->x = x.n;
  o->y = y.n;
  return {o, Deeper(op.pos, x.depth, y.depth), x.start};
}

ExprVal AstBuilder::Unary(const Token& op, ExprVal x) {
  auto* o = New<Operation>(op.pos);
  o->op = op.op;
  o->x = x.n;
  return {o, Deeper(op.pos, x.depth)};
}

// The parentheses of &(T{}) are dropped.
ExprVal AstBuilder::AddressOf(const Token& op, ExprVal x) {
  return Unary(op, {Unparen(x.n), x.depth});
}

// <-x is a receive operation, unless x is a channel type: then the arrow belongs to that, as
// <-(chan E) => (<-chan E), <-(chan<- E) => (<-chan (<-E)).
ExprVal AstBuilder::Receive(const Token& arrow, ExprVal x) {
  if (x.n->kind != NodeKind::kChanType) {
    ExprVal o = Unary(arrow, x);
    static_cast<Operation*>(o.n)->op = Op::kRecv;
    return o;
  }
  ChanDir dir = ChanDir::kSendOnly;
  for (Expr* t = x.n; dir == ChanDir::kSendOnly;) {
    auto* c = Is<grammar::ChanType>(t);
    if (c == nullptr) break;
    dir = c->dir;
    if (dir == ChanDir::kRecvOnly) Reject();
    c->dir = ChanDir::kRecvOnly;
    t = c->elem;
  }
  if (dir == ChanDir::kSendOnly) Reject();
  return x;
}

ExprVal AstBuilder::Paren(const Token& lparen, ExprVal x) {
  auto* p = New<ParenExpr>(lparen.pos);
  p->x = x.n;
  return {p, Deeper(lparen.pos, x.depth)};
}

ExprVal AstBuilder::FuncLit(const Token& func, FieldsVal params, FieldsVal results, StmtVal body) {
  auto* f = New<grammar::FuncLit>(func.pos);
  f->type = Signature(params, results, params.pos);
  f->body = static_cast<BlockStmt*>(FuncBody(body).n);
  return {f, Deeper(func.pos, params.depth, results.depth, body.depth)};
}

ExprVal AstBuilder::Selector(ExprVal x, const Token& dot, const Token& name) {
  auto* s = New<SelectorExpr>(dot.pos);
  s->x = x.n;
  s->sel = NewName(name);
  return {s, Deeper(dot.pos, x.depth)};
}

ExprVal AstBuilder::Assert(ExprVal x, const Token& dot, ExprVal type) {
  auto* a = New<AssertExpr>(dot.pos);
  a->x = x.n;
  a->type = type.n;
  return {a, Deeper(dot.pos, x.depth, type.depth)};
}

ExprVal AstBuilder::Guard(ExprVal x, const Token& dot) {
  auto* g = New<TypeSwitchGuard>(dot.pos);
  g->x = x.n;
  return {g, Deeper(dot.pos, x.depth)};
}

ExprVal AstBuilder::Index(ExprVal x, const Token& lbrack, ExprVal index) {
  auto* i = New<IndexExpr>(lbrack.pos);
  i->x = x.n;
  i->index = index.n;
  return {i, Deeper(lbrack.pos, x.depth, index.depth)};
}

ExprVal AstBuilder::Slice(ExprVal x, const Token& lbrack, ExprVal i, ExprVal j) {
  auto* s = New<SliceExpr>(lbrack.pos);
  s->x = x.n;
  s->index[0] = i.n;
  s->index[1] = j.n;
  return {s, Deeper(lbrack.pos, x.depth, i.depth, j.depth)};
}

ExprVal AstBuilder::FullSlice(ExprVal x, const Token& lbrack, ExprVal i, ExprVal j, ExprVal k) {
  ExprVal v = Slice(x, lbrack, i, j);
  auto* s = static_cast<SliceExpr*>(v.n);
  s->index[2] = k.n;
  s->full = true;
  return {s, Max(v.depth, Deeper(lbrack.pos, k.depth))};
}

ExprVal AstBuilder::Call(ExprVal fun, const Token& lparen, ListVal args, bool dots,
                         const Token& rparen) {
  auto* c = New<CallExpr>(lparen.pos);
  c->fun = fun.n;
  c->args = Pop<Expr>(args);
  c->has_dots = dots;
  c->rparen = rparen.pos;
  return {c, Deeper(lparen.pos, fun.depth, args.depth)};
}

ExprVal AstBuilder::CompositeLit(const ExprVal* type, const Token& lbrace, ListVal elems,
                                 const Token& rbrace) {
  auto* c = New<grammar::CompositeLit>(lbrace.pos);
  c->elems = Pop<Expr>(elems);
  for (Expr* e : c->elems) c->nkeys += e->kind == NodeKind::kKeyValueExpr;
  c->rbrace = rbrace.pos;
  uint32_t depth = elems.depth;
  if (type != nullptr) {
    c->type = type->n;
    depth = Max(depth, type->depth);
    switch (type->n->kind) {
      case NodeKind::kName:
      case NodeKind::kSelectorExpr:
      case NodeKind::kArrayType:
      case NodeKind::kSliceType:
      case NodeKind::kStructType:
      case NodeKind::kMapType:
        break;
      case NodeKind::kIndexExpr:
        if (MustBeValue(type->n)) Reject();
        break;
      default:  // the brace cannot belong to it
        Reject();
    }
  }
  return {c, Deeper(lbrace.pos, depth)};
}

ExprVal AstBuilder::KeyValue(ExprVal key, const Token& colon, ExprVal value) {
  auto* k = New<KeyValueExpr>(colon.pos);
  k->key = key.n;
  k->value = value.n;
  return {k, Deeper(colon.pos, key.depth, value.depth)};
}

// ---------------------------------------------------------------- statements

StmtVal AstBuilder::EmptyStmt(const Token& at) { return {New<grammar::EmptyStmt>(at.pos), 1}; }

// No statement begins with `~`, though an expression may.
StmtVal AstBuilder::PlainStmt(StmtVal s) {
  if (tokens_->saw_tilde()) {
    const Node* first = s.n;
    if (auto* x = Is<grammar::ExprStmt>(s.n)) first = x->x;
    Pos start = StartPos(first);
    if (source_->text()[source_->offset(start)] == '~') Reject();
  }
  return s;
}

StmtVal AstBuilder::ExprStmt(ExprVal x) {
  auto* s = New<grammar::ExprStmt>(x.n->pos);
  s->x = x.n;
  return {s, Deeper(s->pos, x.depth)};
}

StmtVal AstBuilder::Send(ExprVal chan, const Token& arrow, ExprVal value) {
  auto* s = New<SendStmt>(arrow.pos);
  s->chan = chan.n;
  s->value = value.n;
  return {s, Deeper(arrow.pos, chan.depth, value.depth)};
}

StmtVal AstBuilder::AssignOp(ExprVal lhs, const Token& op, const ExprVal* rhs) {
  auto* s = New<AssignStmt>(op.pos);
  s->op = op.op;
  s->lhs = lhs.n;
  if (rhs != nullptr) s->rhs = rhs->n;
  return {s, Deeper(op.pos, lhs.depth, rhs != nullptr ? rhs->depth : 0)};
}

StmtVal AstBuilder::Assign(ListVal lhs, const Token& op, bool define, ListVal rhs) {
  auto* s = New<AssignStmt>(op.pos);
  ExprVal r = PopExpr(rhs);
  ExprVal l = PopExpr(lhs);
  s->op = define ? Op::kDef : Op::kNone;
  s->lhs = l.n;
  s->rhs = r.n;
  return {s, Deeper(op.pos, l.depth, r.depth)};
}

StmtVal AstBuilder::DeclStmt(const Token& keyword, ListVal decls) {
  auto* s = New<grammar::DeclStmt>(keyword.pos);
  s->decls = Pop<Decl>(decls);
  return {s, Deeper(keyword.pos, decls.depth)};
}

StmtVal AstBuilder::Labeled(const Token& name, const Token& colon, StmtVal stmt) {
  auto* s = New<LabeledStmt>(colon.pos);
  s->label = NewName(name);
  s->stmt = stmt.n;
  return Nested({s, Deeper(colon.pos, stmt.depth)}, stmt);
}

// gc reads an operand here, without operators before or behind it; of what looks like one the explainer decides.
StmtVal AstBuilder::GoDefer(const Token& keyword, bool is_defer, ExprVal call) {
  auto* s = New<CallStmt>(keyword.pos);
  s->is_defer = is_defer;
  s->call = call.n;
  switch (call.n->kind) {
    case NodeKind::kParenExpr:
    case NodeKind::kOperation:
    case NodeKind::kChanType:
      Reject();
      break;
    default:
      break;
  }
  return {s, Deeper(keyword.pos, call.depth)};
}

StmtVal AstBuilder::Return(const Token& keyword, ListVal results) {
  auto* s = New<ReturnStmt>(keyword.pos);
  ExprVal r = PopExpr(results);
  s->results = r.n;
  return {s, Deeper(keyword.pos, r.depth)};
}

StmtVal AstBuilder::Branch(const Token& keyword, BranchTok tok, const Token* label) {
  auto* s = New<BranchStmt>(keyword.pos);
  s->tok = tok;
  if (label != nullptr) s->label = NewName(*label);
  return {s, 1};
}

StmtVal AstBuilder::Block(const Token& lbrace, ListVal stmts, const Token& rbrace) {
  auto* s = New<BlockStmt>(lbrace.pos);
  s->list = Pop<Stmt>(stmts);
  s->rbrace = rbrace.pos;
  return {s, Deeper(lbrace.pos, stmts.depth)};
}

Expr* AstBuilder::CondOf(StmtVal s) {
  if (s.n == nullptr) return nullptr;
  if (auto* x = Is<grammar::ExprStmt>(s.n)) return x->x;
  Reject();  // an assignment, send or the like
  return New<BadExpr>(s.n->pos);
}

StmtVal AstBuilder::IfHead(StmtVal init, StmtVal cond) {
  auto* s = New<IfStmt>(kNoPos);
  s->init = init.n;
  s->cond = CondOf(cond);
  return {s, Max(init.depth, cond.depth)};
}

StmtVal AstBuilder::If(const Token& keyword, StmtVal head, StmtVal then, StmtVal els) {
  auto* s = static_cast<IfStmt*>(head.n);
  s->pos = keyword.pos;
  s->then = static_cast<BlockStmt*>(then.n);
  s->els = els.n;
  return Nested({s, Deeper(keyword.pos, head.depth, then.depth, els.depth)}, els);
}

StmtVal AstBuilder::ForHead(StmtVal init, StmtVal cond, StmtVal post) {
  auto* s = New<ForStmt>(kNoPos);
  s->init = init.n;
  s->cond = CondOf(cond);
  s->post = post.n;
  if (auto* a = Is<AssignStmt>(post.n); a != nullptr && a->op == Op::kDef) Reject();
  return {s, Max(init.depth, Max(cond.depth, post.depth))};
}

StmtVal AstBuilder::ForRange(const Token& range, const ListVal* lhs, bool define, ExprVal x) {
  auto* r = New<RangeClause>(range.pos);
  ExprVal l = lhs != nullptr ? PopExpr(*lhs) : NoExpr();
  r->lhs = l.n;
  r->def = define;
  r->x = x.n;
  auto* s = New<ForStmt>(kNoPos);
  s->init = r;
  return {s, Deeper(range.pos, l.depth, x.depth)};
}

StmtVal AstBuilder::For(const Token& keyword, StmtVal head, StmtVal body) {
  auto* s = static_cast<ForStmt*>(head.n);
  s->pos = keyword.pos;
  s->body = static_cast<BlockStmt*>(body.n);
  return {s, Deeper(keyword.pos, head.depth, body.depth)};
}

// `v := x.(type)` in a switch's header is a guard.
Stmt* AstBuilder::GuardStmt(Stmt* s) {
  auto* a = Is<AssignStmt>(s);
  if (a == nullptr || a->op != Op::kDef) return s;
  auto* guard = Is<TypeSwitchGuard>(a->rhs);
  auto* name = Is<Name>(a->lhs);
  if (guard == nullptr || name == nullptr) return s;
  guard->lhs = name;
  auto* x = New<grammar::ExprStmt>(guard->pos);
  x->x = guard;
  return x;
}

StmtVal AstBuilder::SwitchHead(StmtVal init, StmtVal tag) {
  auto* s = New<SwitchStmt>(kNoPos);
  s->init = GuardStmt(init.n);
  s->tag = CondOf({GuardStmt(tag.n), tag.depth});
  return {s, Max(init.depth, tag.depth)};
}

StmtVal AstBuilder::Switch(const Token& keyword, StmtVal head, ListVal clauses,
                           const Token& rbrace) {
  auto* s = static_cast<SwitchStmt*>(head.n);
  s->pos = keyword.pos;
  s->body = Pop<CaseClause>(clauses);
  s->rbrace = rbrace.pos;
  return {s, Deeper(keyword.pos, head.depth, clauses.depth)};
}

StmtVal AstBuilder::Select(const Token& keyword, ListVal clauses, const Token& rbrace) {
  auto* s = New<SelectStmt>(keyword.pos);
  s->body = Pop<CommClause>(clauses);
  s->rbrace = rbrace.pos;
  return {s, Deeper(keyword.pos, clauses.depth)};
}

FieldVal AstBuilder::CaseHead(const Token& keyword, const ListVal* cases, const Token& colon) {
  auto* c = New<CaseClause>(keyword.pos);
  ExprVal x = cases != nullptr ? PopExpr(*cases) : NoExpr();
  c->cases = x.n;
  c->colon = colon.pos;
  return {c, x.depth};
}

FieldVal AstBuilder::CommHead(const Token& keyword, StmtVal comm, const Token& colon) {
  auto* c = New<CommClause>(keyword.pos);
  c->comm = comm.n;
  c->comm_kind = ClassifyComm(comm.n);
  c->colon = colon.pos;
  return {c, comm.depth};
}

ListVal AstBuilder::AddClause(ListVal clauses, FieldVal head, ListVal body) {
  As<CaseClause>(head.n)->body = Pop<Stmt>(body);
  return Join(clauses, Push(head.n, Deeper(head.n->pos, head.depth, body.depth)));
}

ListVal AstBuilder::AddComm(ListVal clauses, FieldVal head, ListVal body) {
  As<CommClause>(head.n)->body = Pop<Stmt>(body);
  return Join(clauses, Push(head.n, Deeper(head.n->pos, head.depth, body.depth)));
}

// Labels and else-ifs nest as brackets do, though no bracket is open.
StmtVal AstBuilder::Nested(StmtVal s, StmtVal inner) {
  s.start = inner.n != nullptr ? inner.start + 1 : 0;
  if (s.start > static_cast<uint32_t>(kMaxNesting) && too_deep_ == kNoPos) too_deep_ = s.n->pos;
  return s;
}

}  // namespace minigo::grammar
