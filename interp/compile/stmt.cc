// This file implements simple statements, declarations, go, defer, return and branches.
#include "interp/compile/fn.h"
#include "interp/compile/iterator.h"
#include "interp/compile/rangefunc.h"
#include "runtime/base/check.h"

namespace minigo::compile {

using namespace grammar;
using types::Var;

void FnCompiler::Statements(const List<Stmt*>& list) {
  for (Stmt* s : list) Statement(s);
}

void FnCompiler::Block(BlockStmt* b) {
  int mark = top();
  Statements(b->list);
  Release(mark);
}

void FnCompiler::Statement(Stmt* s) {
  if (s == nullptr) return;
  SetPos(s->pos);
  switch (s->kind) {
    case NodeKind::kEmptyStmt: return;
    case NodeKind::kLabeledStmt: return Labeled(As<LabeledStmt>(s));
    case NodeKind::kBlockStmt: return Block(As<BlockStmt>(s));
    case NodeKind::kExprStmt: return Discard(As<ExprStmt>(s)->x);
    case NodeKind::kSendStmt: {
      auto* n = As<SendStmt>(s);
      int mark = top();
      const Type* t = rt::As<rt::ChanType>(TypeOf(n->chan))->elem;
      Order({n->chan, n->value});
      int ch = ExprTo(n->chan);
      int v = ExprAs(n->value, t);
      SetPos(s->pos);
      if (t->boxed()) Emit(Opcode::kSendM, ch, v);
      else Emit(Opcode::kSend, ch, v, SlotsOf(t));
      Release(mark);
      return;
    }
    case NodeKind::kDeclStmt: return DeclStatement(As<DeclStmt>(s));
    case NodeKind::kAssignStmt: return Assign(As<AssignStmt>(s));
    case NodeKind::kBranchStmt: return Branch(As<BranchStmt>(s));
    case NodeKind::kCallStmt: return GoDefer(As<CallStmt>(s));
    case NodeKind::kReturnStmt: return Return(As<ReturnStmt>(s));
    case NodeKind::kIfStmt: return If(As<IfStmt>(s));
    case NodeKind::kForStmt: return For(As<ForStmt>(s));
    case NodeKind::kSwitchStmt: return Switch(As<SwitchStmt>(s));
    case NodeKind::kSelectStmt: return Select(As<SelectStmt>(s));
    default: break;
  }
  MINIGO_UNREACHABLE();
}

void FnCompiler::DeclStatement(DeclStmt* s) {
  for (Decl* d : s->decls) {
    if (auto* v = Is<grammar::VarDecl>(d)) VarDecl(v);
  }
}

void FnCompiler::VarDecl(grammar::VarDecl* d) {
  SetPos(d->pos);
  if (d->values == nullptr) {
    for (Name* n : d->names) {
      if (auto* v = types::Is<Var>(n->obj)) DeclareVar(v, Lower(v->type));
    }
    return;
  }
  List<Expr*> lhs(program_.arena().NewArray<Expr*>(d->names.size()), d->names.size());
  for (size_t i = 0; i < lhs.size(); i++) lhs[i] = d->names[i];
  List<Expr*> rhs = UnpackList(program_.arena(), d->values);
  if (lhs.size() == rhs.size()) Define(lhs, rhs);
  else AssignMulti(lhs, rhs[0], true);
}

void FnCompiler::Labeled(LabeledStmt* s) {
  auto it = labels_.find(s);
  Label l;
  if (it == labels_.end()) {
    l = NewLabel();
    labels_.emplace(s, l);
  } else {
    l = it->second;
  }
  Bind(l);
  Statement(s->stmt);
}

void FnCompiler::Branch(BranchStmt* s) {
  if (s->tok == BranchTok::kFallthrough) {
    if (fallthrough_ != kNone) Jump(Opcode::kJmp, fallthrough_);
    return;
  }
  if (s->tok == BranchTok::kGoto) {
    NotPlain();  // it may be a loop
    if (loop_ != nullptr && !loop_->Contains(s->target->pos)) return LoopExit(loop_->what->CodeOf(s));
    if (loop_ == nullptr && range_ != nullptr && !(s->target->pos >= lit_from_ && s->target->pos <= lit_to_)) {
      return RangeExit(range_->CodeOf(s));
    }
    auto [it, fresh] = labels_.try_emplace(s->target, kNone);
    if (fresh) it->second = NewLabel();
    Jump(Opcode::kJmp, it->second);
    return;
  }
  auto leave = [&](int code) {
    if (loop_ != nullptr) LoopExit(code);
    else RangeExit(code);
  };
  Stmt* target = s->target;
  if (auto* l = Is<LabeledStmt>(target)) target = l->stmt;
  for (size_t i = targets_.size(); i-- > 0;) {
    if (targets_[i].stmt == target) {
      if (targets_[i].brk == kNone) {  // the loop whose body this function is
        leave(s->tok == BranchTok::kBreak ? RangeBody::kBreak : RangeBody::kContinue);
      } else {
        Jump(Opcode::kJmp, s->tok == BranchTok::kBreak ? targets_[i].brk : targets_[i].cont);
      }
      return;
    }
  }
  if (loop_ != nullptr) return LoopExit(loop_->what->CodeOf(s));
  if (range_ != nullptr) return RangeExit(range_->CodeOf(s));
  Error(s->pos, "branch without target");
}

void FnCompiler::Return(ReturnStmt* s) {
  int mark = top();
  if (range_ != nullptr) StoreOuterResults(s);
  else StoreResults(s);
  Release(mark);
  bool inlined = loop_ == nullptr && !inlining_.empty();
  if (inlined && s == inline_last_) return;
  if (!inlined) SetPos(s->pos);
  LeaveFunction();
}

// Leaves the function that the code being compiled belongs to; its results are stored.
void FnCompiler::LeaveFunction() {
  if (loop_ != nullptr) return LoopExit(RangeBody::kReturn);
  if (!inlining_.empty()) return Jump(Opcode::kJmp, inline_end_);
  if (range_ != nullptr) return RangeExit(RangeBody::kReturn);
  EmitReturn();
}

// Evaluates the operands of a return statement into the result variables.
void FnCompiler::StoreResults(ReturnStmt* s) {
  if (s->results == nullptr) return;
  List<Expr*> list = UnpackList(program_.arena(), s->results);
  size_t n = results_.size();
  if (list.size() == 1 && n > 1) {
    auto* tuple = types::As<types::Tuple>(types::TypeOf(list[0]));
    int at = CommaOk(list[0], kNone);
    for (size_t i = 0; i < n; i++) {
      const Type* from = Lower(tuple->vars[i]->type);
      int v = ArgAs({nullptr, at, from}, result_types_[i], kNone);
      Store(VarPlace(results_[i]), v);
      at += SlotsOf(from);
    }
    return;
  }
  Order({}, list);
  bool direct = n == 1 || (!named_results_ && !has_defer_);
  if (direct) {
    for (size_t i = 0; i < n; i++) {
      int m = top();
      VarLoc& l = LocOf(results_[i]);
      if (l.kind == VarLoc::kSlot) {
        ExprAs(list[i], result_types_[i], l.slot);
      } else {
        Store(VarPlace(results_[i]), ExprAs(list[i], result_types_[i]));
      }
      Release(m);
    }
    return;
  }
  std::vector<int> values;
  for (size_t i = 0; i < n; i++) values.push_back(Fresh(list[i], result_types_[i]));
  for (size_t i = 0; i < n; i++) Store(VarPlace(results_[i]), values[i]);
}

void FnCompiler::GoDefer(CallStmt* s) {
  int mark = top();
  auto* e = As<CallExpr>(Unparen(s->call));
  OrderCall(e);
  Opcode op = s->is_defer ? Opcode::kDefer : Opcode::kGo;
  std::vector<Arg> thunk_args;
  rt::Func* thunk = nullptr;
  int fn, at, count = 0;
  go_defers_++;
  if (e->fun->tv != nullptr && e->fun->tv->mode == types::OperandMode::kBuiltin &&
      MakeThunk(e, s->is_defer ? ".deferwrap" : ".gowrap", &thunk_args, &thunk)) {
    for (const Arg& a : thunk_args) count += SlotsOf(a.type);
    at = Alloc(count);
    int slot = at;
    for (const Arg& a : thunk_args) {
      int m = top();
      ArgAs(a, a.type, slot);
      Release(m);
      slot += SlotsOf(a.type);
    }
    fn = FuncValue(thunk, kNone);
  } else {
    Callee c;
    ResolveCallee(e, &c);
    if (c.kind != Callee::kIface && c.recv_type == nullptr && c.sig->in.empty() && c.sig->out.empty()) go_defers_--;
    int recv = c.recv_slots();
    count = recv;
    for (const Type* t : c.sig->in) count += SlotsOf(t);
    at = Alloc(count);
    fn = Alloc(2);
    switch (c.kind) {
      case Callee::kFunc:
        EvalRecv(c, at);
        FuncValue(c.func, fn);
        break;
      case Callee::kValue: Emit(Opcode::kMov, fn, c.value); break;
      case Callee::kIface:
        Emit(Opcode::kIfaceMethod, fn, c.value);
        code_.Extra(uint64_t{c.method});
        code_.Extra(CacheCell());
        Emit(Opcode::kMov, at, fn + 1);
        break;
    }
    CallArgs(e, c.sig, at + recv);
  }
  SetPos(s->pos);
  if (s->is_defer && range_ != nullptr) {
    // In the body of a range-over-func loop: the outer function's defer.
    EmitDeferAt(at, fn, count);
  } else {
    Emit(op, at, fn, count);
  }
  Release(mark);
}

}  // namespace minigo::compile
