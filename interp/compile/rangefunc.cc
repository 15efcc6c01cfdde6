// This file implements range over functions.
//
// The body is compiled as a function of the iteration variables that returns whether to go on. Leaving the loop other than
// by its end stores an exit code in the loop's state and returns false; after the call of the iterator the function around
// carries the exit out. Results of a return statement go through the function's result variables, which are in cells then. Defer
// statements in the body belong to the function around: their records carry that function's frame (DeferAt).
#include "interp/compile/rangefunc.h"

#include <string>

#include "interp/compile/fn.h"
#include "interp/compile/iterator.h"
#include "interp/compile/walk.h"
#include "runtime/base/check.h"

namespace minigo::compile {

using namespace grammar;
using types::Var;

namespace {

// Branches out of the loop, and whether it returns; nested literals aside.
void FindExits(Node* n, Pos from, Pos to, std::vector<BranchStmt*>* exits, bool* returns) {
  if (n == nullptr || n->kind == NodeKind::kFuncLit) return;
  if (n->kind == NodeKind::kReturnStmt) *returns = true;
  if (auto* b = Is<BranchStmt>(n)) {
    if (b->tok == BranchTok::kFallthrough || b->target == nullptr) return;
    Stmt* t = b->target;
    if (auto* l = Is<LabeledStmt>(t); l != nullptr && b->tok != BranchTok::kGoto) t = l->stmt;
    if (t->pos >= from && t->pos <= to) return;
    for (BranchStmt* x : *exits) {
      if (x->tok == b->tok && x->target == b->target) return;
    }
    exits->push_back(b);
    return;
  }
  ForEachChild(n, [&](Node* c) { FindExits(c, from, to, exits, returns); });
}

}  // namespace

RangeBody* FnCompiler::NewRangeBody(ForStmt* s, RangeClause* rc) {
  auto* body = program_.arena().New<RangeBody>();
  body->loop = s;
  body->clause = rc;
  body->outer = range_;
  body->function = FuncName();
  body->in_literal = range_ != nullptr ? range_->in_literal : request_->kind == BodyKind::kLit;
  std::vector<BranchStmt*> exits;
  FindExits(s->body, s->pos, s->body->rbrace, &exits, &body->returns);
  body->exits = List<BranchStmt*>::Of(program_.arena(), exits);
  if (range_ != nullptr) {
    body->results = range_->results;
    body->result_types = range_->result_types;
  } else {
    body->results = List<Var*>::Of(program_.arena(), results_);
    body->result_types = List<const Type*>::Of(program_.arena(), result_types_);
  }
  return body;
}

void FnCompiler::RangeFunc(ForStmt* s, RangeClause* rc, const Type* t) {
  if (InlineRangeFunc(s, rc, t)) return;
  if (WillInline(program_, s)) NotPlain();
  auto* ft = rt::As<rt::FuncType>(t);
  auto* yield = rt::As<rt::FuncType>(ft->in[0]);
  DeclareRangeVars(rc);
  int f = ExprTo(rc->x);
  RangeBody* body = NewRangeBody(s, rc);
  // The state lives in an artificial variable, so that capturing it is nothing special.
  auto* state = program_.arena().New<Var>();
  state->var_kind = types::VarKind::kLocal;
  state->name = program_.names().Intern(".state");
  state->pos = s->pos;
  state->captured = state->reassigned = true;
  body->state = state;
  const Type* int_type = program_.table().Basic(rt::Kind::kInt);
  const Type* block = program_.table().ArrayOf(int_type, 3);
  VarLoc& l = LocOf(state);
  l.kind = VarLoc::kCell;
  l.type = block;
  l.slot = Alloc(1);
  EmitT(Opcode::kNew, l.slot, 0, 0, block);
  int cell = l.slot;
  int tmp = Alloc(1);
  LoadImm(tmp, RangeBody::kReady);
  Emit(Opcode::kSt64, cell, tmp, 0);
  if (range_ != nullptr) {
    // Defers of nested bodies go to the same function.
    Emit(Opcode::kLd64, tmp, LocOf(range_->state).slot, 16);
  } else {
    Emit(Opcode::kLeaF, tmp, 0);
  }
  Emit(Opcode::kSt64, cell, tmp, 16);

  FuncRequest* r = program_.NewRequest(BodyKind::kRangeBody);
  r->pkg = pkg_;
  r->env = env_;
  r->range = body;
  std::vector<Capture> captures;
  for (const Capture& c : Captures(s->body, rc->lhs, s->pos, s->body->rbrace)) captures.push_back(c);
  auto capture = [&](Var* v) {
    for (const Capture& c : captures) {
      if (c.var == v) return;
    }
    Capture c;
    c.var = v;
    c.by_ref = LocOf(v).kind == VarLoc::kCell;
    c.type = LocOf(v).type;
    captures.push_back(c);
  };
  capture(state);
  for (RangeBody* b = range_; b != nullptr; b = b->outer) capture(b->state);
  if (body->returns) {
    for (Var* v : body->results) capture(v);
  }
  uint16_t word = 0;
  for (Capture& c : captures) {
    c.word = word;
    word = static_cast<uint16_t>(word + (c.by_ref ? 1 : SlotsOf(c.type)));
  }
  r->captures = List<Capture>::Of(program_.arena(), captures);
  std::string name = std::string(FuncName()) + "-range" + std::to_string(s->number);
  rt::Func* fn = program_.NewFunc(name, r, source_, s->pos);
  fn->type = yield;
  Program::SetSlots(fn, yield, nullptr);

  // f(body)
  int base = Alloc(rt::kFrameHeaderSlots + 1) + rt::kFrameHeaderSlots;
  MakeClosure(fn, r->captures, base);
  SetPos(rc->pos);
  if (rt::Func* direct = StaticFunc(rc->x)) EmitT(Opcode::kCall, base, 0, 0, direct);
  else Emit(Opcode::kCallC, base, f, TellCallOf(ft));

  // A body that panicked must not end the loop quietly.
  Label ok = NewLabel(), end = NewLabel();
  Emit(Opcode::kLd64, tmp, cell, 0);
  Jump(Opcode::kJNeI, ok, tmp, RangeBody::kPanic);
  PanicText("range function recovered a loop body panic and did not resume panicking");
  Bind(ok);
  LoadImm(tmp, RangeBody::kExhausted);
  Emit(Opcode::kSt64, cell, tmp, 0);
  if (body->returns || !body->exits.empty()) {
    Emit(Opcode::kLd64, tmp, cell, 8);
    Jump(Opcode::kJLeI, end, tmp, RangeBody::kBreak);
    if (body->returns) {
      Label no = NewLabel();
      Jump(Opcode::kJNeI, no, tmp, RangeBody::kReturn);
      LeaveFunction();
      Bind(no);
    }
    for (size_t i = 0; i < body->exits.size(); i++) {
      Label no = NewLabel();
      Jump(Opcode::kJNeI, no, tmp, RangeBody::kFirst + static_cast<int>(i));
      Branch(body->exits[i]);
      Bind(no);
    }
  }
  Bind(end);
}

std::string_view FnCompiler::FuncName() const { return range_ != nullptr ? range_->function : name_; }

void FnCompiler::PanicText(std::string_view text) {
  rt::GoString g = program_.Text(text);
  Emit(Opcode::kPanicText, 0);
  code_.Extra(g.data);
  code_.Extra(static_cast<uint64_t>(g.len));
}

// Leaves the body of the loop: continue returns true, everything else false.
void FnCompiler::RangeExit(int code) {
  int mark = top();
  int cell = LocOf(range_->state).slot;
  int tmp = Alloc(1);
  LoadImm(tmp, code == RangeBody::kContinue ? RangeBody::kReady : RangeBody::kDone);
  Emit(Opcode::kSt64, cell, tmp, 0);
  if (code != RangeBody::kContinue) {
    LoadImm(tmp, code);
    Emit(Opcode::kSt64, cell, tmp, 8);
  }
  LoadImm(0, code == RangeBody::kContinue ? 1 : 0);
  Emit(Opcode::kRet);
  Release(mark);
}

// Evaluates the operands of a return statement in the body of a loop into the results of the function around, by reference.
void FnCompiler::StoreOuterResults(ReturnStmt* s) {
  auto results = results_;
  auto result_types = result_types_;
  bool named_results = named_results_;
  results_.assign(range_->results.begin(), range_->results.end());
  result_types_.assign(range_->result_types.begin(), range_->result_types.end());
  named_results_ = true;  // evaluate all before any is stored
  StoreResults(s);
  results_ = results;
  result_types_ = result_types;
  named_results_ = named_results;
}

void FnCompiler::EmitDeferAt(int at, int fn, int count) {
  int frame = Alloc(1);
  Emit(Opcode::kLd64, frame, LocOf(range_->state).slot, 16);
  Emit(Opcode::kDeferAt, at, fn, count);
  code_.Extra(static_cast<uint64_t>(frame));
}

void FnCompiler::CompileRangeBody() {
  range_ = request_->range;
  ForStmt* s = range_->loop;
  RangeClause* rc = range_->clause;
  auto* yield = rt::As<rt::FuncType>(func_->type);
  Signature(yield, nullptr);
  LoadCaptures();
  lit_from_ = s->pos;
  lit_to_ = s->body->rbrace;
  int cell = LocOf(range_->state).slot;
  // Called again after it returned false, or after the loop: Go's run-time checks.
  int tmp = Alloc(1);
  Label ready = NewLabel(), l1 = NewLabel(), l2 = NewLabel();
  Emit(Opcode::kLd64, tmp, cell, 0);
  Jump(Opcode::kJEqI, ready, tmp, RangeBody::kReady);
  Jump(Opcode::kJNeI, l1, tmp, RangeBody::kDone);
  PanicText("range function continued iteration after function for loop body returned false");
  Bind(l1);
  Jump(Opcode::kJNeI, l2, tmp, RangeBody::kPanic);
  PanicText("range function continued iteration after loop body panic");
  Bind(l2);
  PanicText("range function continued iteration after whole loop exit");
  Bind(ready);
  LoadImm(tmp, RangeBody::kPanic);
  Emit(Opcode::kSt64, cell, tmp, 0);
  int at = 1;
  for (size_t i = 0; i < yield->in.size(); i++) {
    Expr* lhs = nullptr;
    if (auto* list = Is<ListExpr>(rc->lhs)) lhs = i < list->elems.size() ? list->elems[i] : nullptr;
    else if (i == 0) lhs = rc->lhs;
    bool blank = lhs == nullptr || (Is<Name>(lhs) != nullptr && View(As<Name>(lhs)->value) == "_");
    if (!blank) BindRangeVar(lhs, rc->def, yield->in[i], at);
    at += SlotsOf(yield->in[i]);
  }
  targets_.push_back({s, kNone, kNone});
  Block(s->body);
  targets_.pop_back();
  SetPos(s->body->rbrace);
  RangeExit(RangeBody::kContinue);
}

}  // namespace minigo::compile
