// This file implements the functions that the compiler makes by itself: entries for interface calls, promoted methods,
// bound methods and method expressions of interfaces. They are hidden in traces and transparent to recover.
#include "interp/bytecode/operands.h"
#include "interp/compile/fn.h"

namespace minigo::compile {

// Calls target (or, with im, the interface method of the value at *recv) with the parameters that start at slot
// `params_from`, and returns its results.
void FnCompiler::ForwardCall(rt::Func* target, const Place* recv, int params_from, int param_slots,
                             const rt::InterfaceMethod* im, int result_slots, const Type* target_recv) {
  int iface = kNone;
  if (im != nullptr) iface = Load(*recv);
  int recv_slots = im != nullptr ? 1 : target_recv != nullptr ? SlotsOf(target_recv) : 0;
  int base = Alloc(rt::kFrameHeaderSlots + result_slots + recv_slots + param_slots) + rt::kFrameHeaderSlots;
  if (im == nullptr && target_recv != nullptr) {
    int at = base + result_slots;
    bool want_ptr = target_recv->kind == rt::Kind::kPointer && !target_recv->named();
    bool have_ptr = recv->type->kind == rt::Kind::kPointer && !recv->type->named();
    if (want_ptr == have_ptr) {
      Load(*recv, at);
    } else if (want_ptr) {
      AddressOf(*recv, at);
    } else {
      Load(Deref(Load(*recv), target_recv), at);
    }
  }
  MoveSlots(base + result_slots + recv_slots, params_from, param_slots);
  if (im != nullptr) {
    Emit(Opcode::kCallI, base, iface, base + result_slots);
    uint32_t id = program_.table().MethodId(im->name.view(), im->pkg_path.view());
    code_.Extra(TellMethod(id, rt::As<rt::FuncType>(im->type)));
    code_.Extra(CacheCell(bytecode::kCallCells));
  } else if (target->native != nullptr && !(target->flags & rt::kFuncFramed)) {
    Emit(Opcode::kCallN, base);
    code_.Extra(reinterpret_cast<uint64_t>(target->native));
    code_.Extra(target);
  } else {
    EmitT(Opcode::kCall, base, 0, 0, target);
  }
  MoveSlots(0, base, result_slots);
  Emit(Opcode::kRet);
}

// Frame: results, the data word, parameters. What a small method would do is done here, without a call of it: traces show the
// same, since this function bears its name.
void FnCompiler::CompileIfaceEntry() {
  if (request_->func != nullptr) AnalyzeBody(request_->func);
  Signature(request_->sig, program_.table().Basic(rt::Kind::kUnsafePointer));
  int r = func_->result_slots;
  Place recv;
  recv.type = request_->recv;
  if (request_->recv->direct()) {
    recv.kind = request_->recv->size == 0 ? Place::kVoid : Place::kFrame;
    recv.slot = r;
  } else if (request_->recv->size > 0) {
    recv.kind = Place::kMem;
    recv.nil_checked = true;
    recv.slot = r;
  }
  if (request_->func == nullptr) {
    return ForwardCall(request_->target, &recv, r + 1, func_->param_slots - 1, nullptr, r, request_->recv);
  }
  // The method's body; its receiver is a variable with the value at the data word.
  types::Signature* sig = request_->func->signature();
  int value = Load(recv, AllocType(recv.type));
  if (NeedsCell(sig->recv, recv.type)) {
    DeclareVarInit(sig->recv, recv.type, value);
  } else {
    VarLoc& l = LocOf(sig->recv);
    l.kind = VarLoc::kSlot;
    l.slot = value;
    l.type = recv.type;
  }
  BindParams(nullptr, sig->params, sig->results, r + 1);
  DeclBody(request_->func->decl);
}

// Frame: results, the outer receiver, parameters.
void FnCompiler::CompilePromoted() {
  Signature(request_->sig, request_->recv);
  int r = func_->result_slots;
  int n = SlotsOf(request_->recv);
  Place p = TempPlace(request_->recv, r);
  if (request_->path.empty() && request_->recv->kind == rt::Kind::kPointer && request_->target_recv != nullptr &&
      request_->target_recv != request_->recv) {
    // T's method called through *T.
    Label ok = NewLabel();
    Jump(Opcode::kJNeI, ok, r, 0);
    std::string text = "value method " + std::string(request_->target->name) + " called using nil *" +
                       std::string(request_->target_recv->uncommon != nullptr ? request_->target_recv->uncommon->name.view()
                                                                              : std::string_view("T")) +
                       " pointer";
    rt::GoString g = program_.Text(text);
    Emit(Opcode::kPanicText, 1);
    code_.Extra(g.data);
    code_.Extra(static_cast<uint64_t>(g.len));
    Bind(ok);
  }
  p = Path(p, request_->path, request_->path.size());
  if (request_->imethod != nullptr && p.type->kind == rt::Kind::kPointer) {
    p = Deref(Load(p), rt::As<rt::PtrType>(p.type)->elem);
  }
  ForwardCall(request_->target, &p, r + n, func_->param_slots - n, request_->imethod, r, request_->target_recv);
}

// Frame: results, parameters; the receiver is captured.
void FnCompiler::CompileBound() {
  Signature(request_->sig, nullptr);
  int n = SlotsOf(request_->recv);
  Place p = TempPlace(request_->recv, Alloc(n));
  if (n > 0) {
    if (n == 1) Emit(Opcode::kLdCap, p.slot, 0);
    else Emit(Opcode::kLdCapN, p.slot, 0, n);
  }
  ForwardCall(request_->target, &p, func_->result_slots, func_->param_slots, request_->imethod, func_->result_slots,
              request_->target_recv);
}

// Frame: results, the interface, parameters.
void FnCompiler::CompileIfaceExpr() {
  Signature(request_->sig, request_->recv);
  int r = func_->result_slots;
  Place p;
  p.type = request_->recv;
  p.kind = Place::kFrame;
  p.slot = r;
  ForwardCall(nullptr, &p, r + 2, func_->param_slots - 2, request_->imethod, r, nullptr);
}

}  // namespace minigo::compile
