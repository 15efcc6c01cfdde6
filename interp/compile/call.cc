// This file implements calls: what is called, its arguments, and method selection.
#include <algorithm>
#include <cstring>

#include "interp/bytecode/operands.h"
#include "interp/compile/fn.h"
#include "runtime/base/check.h"

namespace minigo::compile {

using namespace grammar;
using types::OperandMode;

// The selection of e under the type arguments in scope; nullptr for a qualified identifier.
const types::Selection* FnCompiler::SelectionOf(SelectorExpr* e, types::Selection* storage) {
  const types::Selection* sel = e->selection;
  if (sel == nullptr || env_ == nullptr || env_->empty() || sel->kind == types::SelectionKind::kFieldVal) return sel;
  types::Type* recv = types::Unalias(sel->recv);
  types::Type* base = recv;
  if (auto* p = types::Is<types::Pointer>(recv)) base = types::Unalias(p->base);
  if (!types::IsTypeParam(base)) return sel;
  // A method of a type parameter: that of the type argument.
  types::Type* closed = program_.Subst(sel->recv, env_);
  std::vector<int> index;
  bool indirect = false;
  types::Package* pkg = sel->obj->pkg;
  types::Object* obj = world_.LookupFieldOrMethod(closed, true, pkg, sel->obj->name, &index, &indirect);
  if (obj == nullptr) {
    Error(e->pos, "method of a type argument not found: " + std::string(sel->obj->name_view()));
    return sel;
  }
  *storage = *sel;
  storage->recv = closed;
  storage->obj = obj;
  storage->index = List<int>::Of(program_.arena(), index);
  storage->indirect = indirect;
  return storage;
}

rt::Func* FnCompiler::FuncOfName(Name* n, types::Object* obj) {
  auto* f = types::As<types::Func>(obj);
  std::vector<types::Type*> targs;
  if (n->instance != nullptr) {
    for (types::Type* t : n->instance->targs) targs.push_back(program_.Subst(t, env_));
  }
  return program_.FuncFor(f, targs);
}

// The declared function that e denotes, instantiated or not; nullptr if it is a value.
rt::Func* FnCompiler::StaticFunc(Expr* e) {
  e = Unparen(e);
  switch (e->kind) {
    case NodeKind::kName: {
      auto* n = As<Name>(e);
      return types::Is<types::Func>(n->obj) != nullptr ? FuncOfName(n, n->obj) : nullptr;
    }
    case NodeKind::kSelectorExpr: {
      auto* s = As<SelectorExpr>(e);
      if (s->selection != nullptr || types::Is<types::Func>(s->sel->obj) == nullptr) return nullptr;
      return FuncOfName(s->sel, s->sel->obj);
    }
    case NodeKind::kIndexExpr: {
      Expr* x = Unparen(As<IndexExpr>(e)->x);
      if (x->kind != NodeKind::kName && x->kind != NodeKind::kSelectorExpr) return nullptr;
      if (auto* s = Is<SelectorExpr>(x); s != nullptr && s->selection != nullptr) return nullptr;
      return StaticFunc(x);
    }
    default: return nullptr;
  }
}

bool FnCompiler::ResolveMethod(SelectorExpr* s, Callee* c) {
  const types::Selection* sel = SelectionOf(s, &c->storage);
  if (sel == nullptr || sel->kind != types::SelectionKind::kMethodVal) return false;
  c->selector = s;
  c->selection = sel;
  auto* f = types::As<types::Func>(sel->obj);
  // The type at the end of the path declares the method.
  const Type* t = TypeOf(s->x);
  for (size_t i = 0; i + 1 < sel->index.size(); i++) {
    if (t->kind == rt::Kind::kPointer) t = rt::As<rt::PtrType>(t)->elem;
    t = rt::As<rt::StructType>(t)->fields[static_cast<size_t>(sel->index[i])].type;
  }
  const Type* base = t->kind == rt::Kind::kPointer && !t->named() ? rt::As<rt::PtrType>(t)->elem : t;
  if (base->kind == rt::Kind::kInterface) {
    c->kind = Callee::kIface;
    Place p = Path(PlaceOf(s->x), sel->index, sel->index.size() - 1);
    if (p.type->kind == rt::Kind::kPointer) p = Deref(Load(p), base);
    c->value = Load(p);
    std::string_view pkg = f->exported() ? std::string_view() : Program::PkgPath(f);
    c->method = program_.table().MethodId(f->name_view(), pkg);
    for (const rt::InterfaceMethod& m : rt::As<rt::InterfaceType>(base)->methods) {
      if (m.name.view() == f->name_view() && m.pkg_path.view() == pkg) c->sig = rt::As<rt::FuncType>(m.type);
    }
    MINIGO_CHECK(c->sig != nullptr);
    if (const Type* known = sel->index.size() == 1 ? ConcreteOf(s->x) : nullptr) {
      std::vector<int> index;
      bool indirect = false;
      types::Object* obj =
          world_.LookupFieldOrMethod(program_.TypeOf(known), false, f->pkg, f->name, &index, &indirect);
      auto* method = obj != nullptr && index.size() == 1 ? types::Is<types::Func>(obj) : nullptr;
      c->checks_nil = method != nullptr && known->kind == rt::Kind::kPointer &&
                      types::Unalias(method->Origin()->signature()->recv->type)->kind != types::TypeKind::kPointer;
    }
    return true;
  }
  c->kind = Callee::kFunc;
  std::vector<types::Type*> targs;
  if (auto* n = types::UnaliasIs<types::Named>(program_.TypeOf(base))) {
    for (types::Type* a : n->targs) targs.push_back(a);
  }
  c->func = program_.FuncFor(f, targs);
  c->sig = rt::As<rt::FuncType>(c->func->type);
  types::Type* recv = types::Unalias(f->Origin()->signature()->recv->type);
  c->ptr_recv = recv->kind == types::TypeKind::kPointer;
  c->recv_type = c->ptr_recv ? program_.table().PtrTo(base) : base;
  return true;
}

void FnCompiler::NoteConcrete(types::Var* v, const Type* declared, Expr* value) {
  if (declared->kind != rt::Kind::kInterface) return;
  const Type* t = v->reassigned || v->address_taken ? nullptr : ConcreteOf(value);
  if (t != nullptr) concrete_.insert_or_assign(v, t);
  else concrete_.erase(v);
}

// The type of the value that e becomes an interface of, if it is to be seen here; nullptr: unknown.
const Type* FnCompiler::ConcreteOf(Expr* e) {
  e = Unparen(e);
  const types::TypeAndValue* tv = e->tv;
  if (auto* name = Is<Name>(e)) {
    auto* v = types::Is<types::Var>(name->obj);
    auto it = v == nullptr ? concrete_.end() : concrete_.find(v);
    if (it != concrete_.end()) return it->second;
  } else if (auto* c = Is<CallExpr>(e); c != nullptr && IsConversion(c)) {
    return TypeOf(c)->kind == rt::Kind::kInterface ? ConcreteOf(c->args[0]) : TypeOf(c);
  }
  if (tv == nullptr || tv->type == nullptr || tv->mode == OperandMode::kNilValue) return nullptr;
  if (types::Is<types::Tuple>(types::TypeOf(e)) != nullptr) return nullptr;
  const Type* t = TypeOf(e);
  return t->kind == rt::Kind::kInterface ? nullptr : t;
}

// Evaluates the receiver of a kFunc callee into the slots from `at`.
void FnCompiler::EvalRecv(const Callee& c, int at) {
  if (c.recv_type == nullptr) return;
  int mark = top();
  const types::Selection* sel = c.selection;
  Place p = Path(PlaceOf(c.selector->x), sel->index, sel->index.size() - 1);
  bool is_ptr = p.type->kind == rt::Kind::kPointer && !p.type->named();
  if (c.ptr_recv) {
    if (is_ptr) Load(p, at);
    else AddressOf(p, at);
  } else if (is_ptr) {
    Load(Deref(Load(p), c.recv_type), at);
  } else {
    Load(p, at);
  }
  Release(mark);
}

void FnCompiler::ResolveCallee(CallExpr* e, Callee* c) {
  if (rt::Func* f = StaticFunc(e->fun)) {
    c->kind = Callee::kFunc;
    c->func = f;
    c->sig = rt::As<rt::FuncType>(f->type);
    return;
  }
  Expr* fun = Unparen(e->fun);
  if (auto* ix = Is<IndexExpr>(fun); ix != nullptr && Is<SelectorExpr>(Unparen(ix->x)) != nullptr &&
                                     TypeOf(fun)->kind == rt::Kind::kFunc && ix->x->tv != nullptr &&
                                     types::TypeOf(ix->x) != nullptr &&
                                     types::UnderIs<types::Signature>(types::TypeOf(ix->x)) != nullptr) {
    fun = Unparen(ix->x);
  }
  if (auto* s = Is<SelectorExpr>(fun)) {
    if (ResolveMethod(s, c)) return;
  }
  c->kind = Callee::kValue;
  c->sig = rt::As<rt::FuncType>(TypeOf(e->fun));
  c->value = ExprTo(e->fun);
}

int FnCompiler::ArgAs(const Arg_& a, const Type* target, int want) {
  if (a.expr != nullptr) return ExprAs(a.expr, target, want);
  if (target->kind == rt::Kind::kInterface && a.type->kind != rt::Kind::kInterface) return ToIface(a.slot, a.type, want);
  if (want == kNone) return a.slot;
  Move(target, want, a.slot);
  return want;
}

// The arguments from `from` on as a new slice at slot `at`.
void FnCompiler::PackVariadic(const std::vector<Arg_>& args, size_t from, const Type* slice, int at) {
  const Type* elem = rt::As<rt::SliceType>(slice)->elem;
  int64_t n = static_cast<int64_t>(args.size() - from);
  if (n == 0) return Zero(at, 3);
  int mark = top();
  int p = Alloc(1);
  EmitT(Opcode::kNew, p, 0, 0, program_.table().ArrayOf(elem, n));
  for (int64_t i = 0; i < n; i++) {
    int m = top();
    Place e = Deref(p, elem);
    e.nil_checked = true;
    e.off = static_cast<uint64_t>(i) * elem->size;
    int v = ArgAs(args[from + static_cast<size_t>(i)], elem, kNone);
    if (elem->size > 0) Store(e, v);
    Release(m);
  }
  Emit(Opcode::kMov, at, p);
  LoadImm(at + 1, n);
  LoadImm(at + 2, n);
  Release(mark);
}

// frame: the slots from `at` on, and as many before it as a frame's header has, are those of a call, and nothing lies in them yet.
void FnCompiler::CallArgs(CallExpr* e, const rt::FuncType* sig, int at, bool frame) {
  std::vector<Arg_> args;
  args.reserve(e->args.size());
  if (e->args.size() == 1 && types::Is<types::Tuple>(types::TypeOf(e->args[0])) != nullptr) {
    // f(g()) with several results
    auto* tuple = types::As<types::Tuple>(types::TypeOf(e->args[0]));
    int slot = CommaOk(e->args[0], kNone);
    for (types::Var* v : tuple->vars) {
      const Type* t = Lower(v->type);
      args.push_back({nullptr, slot, t});
      slot += SlotsOf(t);
    }
  } else {
    for (Expr* a : e->args) args.push_back({a, kNone, nullptr});
  }
  size_t n = sig->in.size();
  for (size_t i = 0; i < n; i++) {
    const Type* t = sig->in[i];
    int mark = top();
    if (sig->variadic() && i == n - 1 && !e->has_dots) {
      PackVariadic(args, i, t, at);
    } else {
      // The first argument, if it is a call's only result, is made where it is wanted.
      auto* call = frame && i == 0 && args[0].expr != nullptr ? Is<CallExpr>(Unparen(args[0].expr)) : nullptr;
      if (call != nullptr && !IsConversion(call) && BuiltinOf(call) == nullptr && TypeOf(call) == t) in_place_ = at;
      ArgAs(args[i], t, at);
      in_place_ = kNone;
    }
    Release(mark);
    at += SlotsOf(t);
  }
}

namespace {

uint32_t SlotsOfAll(const List<const Type*>& types) {
  int64_t n = 0;
  for (const Type* t : types) n += t->slots();
  return static_cast<uint32_t>(n);
}

}  // namespace

uint16_t FnCompiler::TellCallOf(const rt::FuncType* sig) {
  return bytecode::TellCall(SlotsOfAll(sig->out), SlotsOfAll(sig->in));
}

uint64_t FnCompiler::TellMethod(uint32_t id, const rt::FuncType* sig) {
  return id | uint64_t{bytecode::TellSlots(SlotsOfAll(sig->in))} << 32;
}

void FnCompiler::EmitCall(const Callee& c, int base) {
  switch (c.kind) {
    case Callee::kFunc:
      if (c.func->native != nullptr && !(c.func->flags & rt::kFuncFramed)) {
        Emit(Opcode::kCallN, base);
        code_.Extra(reinterpret_cast<uint64_t>(c.func->native));
        code_.Extra(c.func);
      } else {
        EmitT(Opcode::kCall, base, 0, 0, c.func);
      }
      return;
    case Callee::kValue: return Emit(Opcode::kCallC, base, c.value, TellCallOf(c.sig));
    case Callee::kIface: {
      int results = 0;
      for (const Type* t : c.sig->out) results += SlotsOf(t);
      if (c.checks_nil) Emit(Opcode::kNilChk, c.value + 1);
      Emit(Opcode::kCallI, base, c.value, base + results);
      code_.Extra(TellMethod(c.method, c.sig));
      code_.Extra(CacheCell(bytecode::kCallCells));
      return;
    }
  }
}

int FnCompiler::Call(CallExpr* e, int want) {
  auto* selector = Is<SelectorExpr>(Unparen(e->fun));
  const bool in_place = want != kNone && want == in_place_ && (selector == nullptr || selector->selection == nullptr);
  in_place_ = kNone;
  if (IsConversion(e)) {
    OrderWithin(e);
    return ConvertExpr(e->args[0], TypeOf(e), want);
  }
  if (const types::Builtin* b = BuiltinOf(e)) return Builtin(b->id, e, want);
  int mark = top();
  if (in_place) {
    // Room for the frame, below all temporaries.
    auto* sig = rt::As<rt::FuncType>(TypeOf(e->fun));
    top_ = std::max(top_, want + static_cast<int>(SlotsOfAll(sig->out) + SlotsOfAll(sig->in)));
    Reserve(top_);
  }
  int result;
  if (CallOfCmp(e, want, &result)) return result;
  OrderCall(e);
  if (InlinedLoop* loop = yields_.empty() ? nullptr : YieldOf(e)) return InlineYield(e, loop, want);
  if (InlineLit(e, want, &result)) return result;
  Callee c;
  ResolveCallee(e, &c);
  if (c.kind == Callee::kFunc && Intrinsic(e, c, want, &result)) return result;
  if (c.kind == Callee::kFunc && Inline(e, c, want, &result)) return result;
  int results = 0, params = 0;
  for (const Type* t : c.sig->out) results += SlotsOf(t);
  for (const Type* t : c.sig->in) params += SlotsOf(t);
  int base = in_place ? want : Alloc(rt::kFrameHeaderSlots + results + c.recv_slots() + params) + rt::kFrameHeaderSlots;
  if (c.kind == Callee::kFunc) EvalRecv(c, base + results);
  CallArgs(e, c.sig, base + results + c.recv_slots(), c.recv_slots() == 0);
  SetPos(e->pos);
  EmitCall(c, base);
  if (want != kNone && c.sig->out.size() == 1) {
    Move(c.sig->out[0], want, base);
    Release(mark);
    return want;
  }
  Release(base + results);
  return base;
}

// ---------------------------------------------------------------- functions with instructions of their own

namespace {

struct IntrinsicRow {
  const char* pkg;
  const char* name;
  Opcode op;
  int args;
  int results;  // slots
};
constexpr IntrinsicRow kIntrinsics[] = {
    {"math", "Sqrt", Opcode::kFSqrt, 1, 1},
    {"math", "Abs", Opcode::kFAbs, 1, 1},
    {"math", "Floor", Opcode::kFFloor, 1, 1},
    {"math/bits", "OnesCount", Opcode::kOnesCount, 1, 1},
    {"math/bits", "OnesCount64", Opcode::kOnesCount, 1, 1},
    {"math/bits", "TrailingZeros", Opcode::kTrailingZeros, 1, 1},
    {"math/bits", "TrailingZeros64", Opcode::kTrailingZeros, 1, 1},
    {"math/bits", "Len", Opcode::kBitLen, 1, 1},
    {"math/bits", "Len64", Opcode::kBitLen, 1, 1},
    {"math/bits", "Mul", Opcode::kMulHiLo, 2, 2},
    {"math/bits", "Mul64", Opcode::kMulHiLo, 2, 2},
    {"strings", "Compare", Opcode::kStrCmp, 2, 1},
    {"sync/atomic", "LoadInt32", Opcode::kAtomicLd32, 1, 1},
    {"sync/atomic", "LoadInt64", Opcode::kAtomicLd64, 1, 1},
    {"sync/atomic", "LoadUint64", Opcode::kAtomicLd64, 1, 1},
    {"sync/atomic", "StoreInt32", Opcode::kAtomicSt32, 2, 0},
    {"sync/atomic", "StoreUint32", Opcode::kAtomicSt32, 2, 0},
    {"sync/atomic", "StoreInt64", Opcode::kAtomicSt64, 2, 0},
    {"sync/atomic", "StoreUint64", Opcode::kAtomicSt64, 2, 0},
    {"sync/atomic", "AddInt32", Opcode::kAtomicAdd32, 2, 1},
    {"sync/atomic", "AddInt64", Opcode::kAtomicAdd64, 2, 1},
    {"sync/atomic", "AddUint64", Opcode::kAtomicAdd64, 2, 1},
    {"sync/atomic", "CompareAndSwapInt32", Opcode::kAtomicCas32, 3, 1},
    {"sync/atomic", "CompareAndSwapUint32", Opcode::kAtomicCas32, 3, 1},
    {"sync/atomic", "CompareAndSwapInt64", Opcode::kAtomicCas64, 3, 1},
    {"sync/atomic", "CompareAndSwapUint64", Opcode::kAtomicCas64, 3, 1},
};

const IntrinsicRow* IntrinsicOf(std::string_view pkg, std::string_view name) {
  for (const IntrinsicRow& r : kIntrinsics) {
    if (name == r.name && pkg == r.pkg) return &r;
  }
  return nullptr;
}

}  // namespace

bool IsIntrinsic(const types::Func* f) {
  return f->pkg != nullptr && f->signature() != nullptr && f->signature()->recv == nullptr &&
         IntrinsicOf(f->pkg->path, f->name_view()) != nullptr;
}

bool FnCompiler::Intrinsic(CallExpr* e, const Callee& c, int want, int* result) {
  if (c.func->native == nullptr || c.recv_type != nullptr) return false;
  std::string_view name = c.func->name;
  size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  const IntrinsicRow* row = IntrinsicOf(name.substr(0, dot), name.substr(dot + 1));
  if (row == nullptr || e->has_dots || e->args.size() != static_cast<size_t>(row->args)) return false;
  int d = row->results > 0 ? (want != kNone ? want : Alloc(row->results)) : kNone;
  int mark = top();
  int v[3] = {};
  for (int i = 0; i < row->args; i++) v[i] = ExprAs(e->args[static_cast<size_t>(i)], c.sig->in[static_cast<size_t>(i)]);
  SetPos(e->pos);
  if (row->results == 0) {
    Emit(row->op, v[0], v[1]);
  } else {
    Emit(row->op, d, v[0], v[1]);
    if (row->args == 3) {
      // d may be a variable that is an operand; the instruction reads all operands first.
      code_.Extra(static_cast<uint64_t>(v[2]));
    }
  }
  Release(mark);
  *result = d != kNone ? d : top();
  return true;
}

// ---------------------------------------------------------------- methods as values

int FnCompiler::MethodValue(SelectorExpr* e, int want) {
  int d = want != kNone ? want : Alloc(1);
  int mark = top();
  Callee c;
  if (!ResolveMethod(e, &c)) MINIGO_UNREACHABLE();
  SetPos(e->pos);
  if (c.kind == Callee::kIface) {
    int recv = Alloc(2);
    MoveSlots(recv, c.value, 2);
    Emit(Opcode::kNilChk, recv);
    types::Func* f = types::As<types::Func>(c.selection->obj);
    const rt::InterfaceMethod* im = nullptr;
    const Type* it = nullptr;
    for (const Type* t = TypeOf(e->x); im == nullptr;) {
      for (size_t i = 0; i + 1 < c.selection->index.size(); i++) {
        if (t->kind == rt::Kind::kPointer) t = rt::As<rt::PtrType>(t)->elem;
        t = rt::As<rt::StructType>(t)->fields[static_cast<size_t>(c.selection->index[i])].type;
      }
      if (t->kind == rt::Kind::kPointer) t = rt::As<rt::PtrType>(t)->elem;
      it = t;
      for (const rt::InterfaceMethod& m : rt::As<rt::InterfaceType>(t)->methods) {
        if (m.name.view() == f->name_view()) im = &m;
      }
      MINIGO_CHECK(im != nullptr);
    }
    EmitT(Opcode::kClosure, d, recv, 2, program_.BoundMethod(it, nullptr, im, c.sig));
  } else {
    int n = SlotsOf(c.recv_type);
    int recv = Alloc(n);
    EvalRecv(c, recv);
    EmitT(Opcode::kClosure, d, recv, n, program_.BoundMethod(c.recv_type, c.func, nullptr, c.sig));
  }
  Release(mark);
  return d;
}

int FnCompiler::MethodExpr(SelectorExpr* e, int want) {
  types::Selection storage;
  const types::Selection* sel = SelectionOf(e, &storage);
  const Type* t = Lower(sel->recv);
  auto* f = types::As<types::Func>(sel->obj);
  if (t->kind == rt::Kind::kInterface) {
    FuncRequest* r = program_.NewRequest(BodyKind::kIfaceExpr);
    r->recv = t;
    for (const rt::InterfaceMethod& m : rt::As<rt::InterfaceType>(t)->methods) {
      if (m.name.view() == f->name_view()) r->imethod = &m;
    }
    MINIGO_CHECK(r->imethod != nullptr);
    r->sig = rt::As<rt::FuncType>(r->imethod->type);
    rt::Func* w = program_.NewFunc(std::string(t->string.view()) + "." + std::string(f->name_view()), r, nullptr, kNoPos);
    w->flags |= rt::kFuncWrapper;
    w->type = TypeOf(e);
    Program::SetSlots(w, r->sig, t);
    return FuncValue(w, want);
  }
  std::string_view pkg = f->exported() ? std::string_view() : Program::PkgPath(f);
  rt::Func* fn = program_.MethodFunc(t, f->name_view(), pkg);
  if (fn == nullptr) {
    Error(e->pos, "method expression not found");
    return want != kNone ? want : Alloc(1);
  }
  return FuncValue(fn, want);
}

}  // namespace minigo::compile
