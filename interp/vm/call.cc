// Calls beyond the loop's fast path: stack chunks, lazy compilation, natives, calls that natives and the runtime ask
// for, the first frame of a goroutine.
//
// A call that no instruction makes (a deferred call, a panic's, a native's) gets its frame above the top of
// the running one, and a stub of the VM as return pc. Where results are wanted, a bridge frame lies in between: two
// slots that say where they go, then the callee's header and frame, all in one chunk.
#include <cstdio>
#include <cstring>
#include <string>

#include "interp/bytecode/builder.h"
#include "interp/vm/frame.h"
#include "interp/vm/profile.h"
#include "interp/vm/vm.h"

namespace minigo::vm {

namespace {

constexpr Insn Stub(Opcode op) { return {static_cast<uint16_t>(op), 0, 0, 0}; }

constexpr uint32_t kBridgeSlots = 2;
// From a bridge to the frame of its callee.
constexpr uint32_t kBridgeToCallee = kBridgeSlots + kFrameHeaderSlots;

// What bridge frames run: nothing. Never changed after start.
Func bridge_func = {.entry = kNativeCallDoneCode,
                    .entry_slots = kBridgeSlots,
                    .code = kNativeCallDoneCode,
                    .frame_slots = kBridgeSlots,
                    .flags = runtime::kFuncHidden | runtime::kFuncWrapper,
                    .name = "runtime.bridge"};

void CopySlots(Slot* to, const Slot* from, uint32_t n) {
  if (n > 0) std::memmove(to, from, n * sizeof(Slot));
}

// The frame of fv(args) on a bridge above `top`, ready to be entered. The caller has compiled it. nullptr: overflow.
Slot* PushBridged(M* m, Slot* caller_fp, Slot* top, const Insn* return_pc, const Insn* stub,
                  FuncVal* fv, const Slot* args, uint32_t arg_slots) {
  Func* f = fv->fn;
  Slot* bridge = PushFrame(m, caller_fp, top, return_pc, &bridge_func.static_value,
                           kBridgeToCallee + std::max(FrameSlots(f), f->result_slots + arg_slots));
  if (bridge == nullptr) return nullptr;
  bridge[0] = bridge[1] = 0;  // the collector looks at them
  Slot* frame = bridge + kBridgeToCallee;
  SetHeader(frame, stub, bridge, fv);
  CopySlots(frame + f->result_slots, args, arg_slots);
  return frame;
}

// Where g's first frame lies; the chunks above it are given back.
Slot* FirstFrame(M* m, G* g) {
  while (g->chunk->prev != nullptr && g->chunk->return_pc != kGoExitCode) runtime::PopChunk(m, g);
  return g->chunk->begin + kFrameHeaderSlots;
}

}  // namespace

const Insn kGoExitCode[1] = {Stub(Opcode::kGoExit)};
const Insn kPopChunkCode[1] = {Stub(Opcode::kPopChunk)};
const Insn kPanicDoneCode[1] = {Stub(Opcode::kPanicDone)};
const Insn kCallDoneCode[1] = {Stub(Opcode::kCallDone)};
const Insn kNativeCallDoneCode[1] = {Stub(Opcode::kNativeCallDone)};
const Insn kRetCode[1] = {Stub(Opcode::kRet)};
const Insn kMakeFuncCode[2] = {Stub(Opcode::kMakeFuncEntry), Stub(Opcode::kMakeFuncDone)};

// ---------------------------------------------------------------- entering functions

namespace {

void CheckCode([[maybe_unused]] const Func& f) {
#ifdef MINIGO_DEBUG_CHECKS
  if (f.code_words == 0) return;
  std::string problem = bytecode::Verify(f);
  if (!problem.empty()) MINIGO_FAIL("%s\n%s", problem.c_str(), bytecode::Disassemble(f).c_str());
#endif
}

}  // namespace

bool EnsureCompiled(M* m, Func* f) {
  if (f->entry.load(std::memory_order_acquire) != bytecode::kLazyCode) return true;
  VmLinks* links = LinksOf(m->rt);
  MINIGO_CHECK(links != nullptr && links->compile != nullptr);
  if (!links->compile(m, f)) {
    if (!m->rt->exiting()) m->rt->Exit(m, 2);
    return false;
  }
  MINIGO_CHECK(f->entry.load(std::memory_order_acquire) != bytecode::kLazyCode);
  CheckCode(*f);
  return true;
}

Slot* PushFrame(M* m, Slot* caller_fp, Slot* top, const Insn* return_pc, FuncVal* fv, uint32_t slots) {
  G* g = m->g;
  Slot* fp = top + kFrameHeaderSlots;
  if (fp + slots > g->chunk->end) {
    StackChunk* c = runtime::PushChunk(m, g, size_t{slots} + kFrameHeaderSlots);
    if (c == nullptr) {
      StackOverflow(m);
      return nullptr;
    }
    c->return_pc = return_pc;
    c->caller_fp = caller_fp;
    fp = c->begin + kFrameHeaderSlots;
    return_pc = kPopChunkCode;
  }
  SetHeader(fp, return_pc, caller_fp, fv);
  return fp;
}

Cont PushCall(M* m, Slot* caller_fp, Slot* top, const Insn* return_pc, FuncVal* fv,
              const Slot* args, int arg_slots) {
  if (!EnsureCompiled(m, fv->fn)) return Leave(Exit::kExit);
  const Insn* entry = fv->fn->entry.load(std::memory_order_acquire);
  uint32_t n = static_cast<uint32_t>(arg_slots);
  uint32_t slots = std::max(FrameSlots(fv->fn), fv->fn->result_slots + n);
  Slot* fp = PushFrame(m, caller_fp, top, return_pc, fv, slots);
  if (fp == nullptr) return Leave(Exit::kExit);
  CopySlots(fp + fv->fn->result_slots, args, n);
  return {entry, fp};
}

// G::pc, fp and sp say what the trace shows.
[[gnu::cold]] Cont StackOverflow(M* m) {
  G* g = m->g;
  std::string text = "runtime: goroutine stack exceeds ";
  int64_t limit = runtime::SetMaxStack(m->rt, INT64_MAX);
  runtime::SetMaxStack(m->rt, limit);
  text += std::to_string(limit);
  text += "-byte limit\n";
  char where[96];
  snprintf(where, sizeof where, "runtime: sp=%p stack=[%p, %p]\n", static_cast<void*>(g->sp),
           static_cast<void*>(g->chunk->begin), static_cast<void*>(g->chunk->end));
  text += where;
  runtime::FatalWithPreamble(m, text, "stack overflow");
  return Leave(Exit::kExit);
}

// The frame at fp has its header and arguments, which the caller's frame made room for, but may not fit its chunk;
// or the guard asks for a safepoint.
[[gnu::noinline]] Cont EnterSlow(M* m, const Insn* code, Slot* fp) {
  G* g = m->g;
  Func* f = FuncOf(fp);
  // As long as f is not compiled its frame's size is unknown; LazyEntry comes back here.
  uint32_t slots = code == bytecode::kLazyCode ? ArgSlots(f) : FrameSlots(f);
  if (fp + slots > g->chunk->end) {
    g->pc = code;
    g->fp = fp;
    g->sp = fp + ArgSlots(f);
    StackChunk* c = runtime::PushChunk(m, g, size_t{slots} + kFrameHeaderSlots);
    if (c == nullptr) return StackOverflow(m);
    c->return_pc = ReturnPc(fp);
    c->caller_fp = CallerFp(fp);
    c->results_to = fp;
    c->result_slots = f->result_slots;
    Slot* moved = c->begin + kFrameHeaderSlots;
    SetHeader(moved, kPopChunkCode, CallerFp(fp), ClosureOf(fp));
    CopySlots(moved, fp, ArgSlots(f));
    fp = moved;
  }
  if (g->stack_guard.load(std::memory_order_relaxed) == runtime::kStackPreempt) {
    g->pc = code;
    g->fp = fp;
    g->sp = fp + slots;
    if (runtime::PreemptRequested(m)) return Leave(Exit::kYielded);
  }
  return {code, fp};
}

[[gnu::noinline, gnu::cold]] Cont LazyEntry(M* m, const Insn*, Slot* fp) {
  Func* f = FuncOf(fp);
  // Not Save: another thread may just now decide how large the frame will be.
  G* g = m->g;
  g->pc = bytecode::kLazyCode;
  g->fp = fp;
  g->sp = fp + ArgSlots(f);
  if (!EnsureCompiled(m, f)) return Leave(Exit::kExit);
  return EnterSlow(m, f->entry.load(std::memory_order_acquire), fp);
}

[[gnu::noinline, gnu::cold]] Cont OptimizeCalls(M* m, const Insn* pc, Slot* fp) {
  Save(m, pc + 1, fp);
  Func* f = FuncOf(fp);
  if (f->entry.load(std::memory_order_acquire) == f->code.load(std::memory_order_relaxed)) {
    const Func* version = LinksOf(m->rt)->optimize(m, f, nullptr);
    if (version == nullptr) return Leave(Exit::kExit);
    CheckCode(*version);
  }
  // This call goes on as it began: its frame may be too small for the version.
  return {pc + 1, fp};
}

[[gnu::noinline, gnu::cold]] Cont OptimizeLoop(M* m, const Insn* pc, Slot* fp) {
  // The body of an outer loop is the better place to go on from, if it comes again soon: more of the code is then optimized.
  constexpr int32_t kPatience = 2000;
  Func* f = FuncOf(fp);
  if (pc->b > 0 && f->budget.load(std::memory_order_relaxed) > -kPatience * pc->b) return {pc + 1, fp};
  Save(m, pc + 1, fp);
  const Func* version = LinksOf(m->rt)->optimize(m, f, pc);
  if (version == nullptr) return Leave(Exit::kExit);
  CheckCode(*version);
  if (fp + version->frame_slots > m->g->chunk->end) {
    f->budget.store(kPatience, std::memory_order_relaxed);
    return {pc + 1, fp};
  }
  return {version->code.load(std::memory_order_relaxed), fp};
}

[[gnu::noinline]] Cont PopChunkSlow(M* m, const Insn*, Slot*) {
  G* g = m->g;
  StackChunk* c = g->chunk;
  CopySlots(c->results_to, c->begin + kFrameHeaderSlots, c->result_slots);
  Cont to = {static_cast<const Insn*>(c->return_pc), c->caller_fp};
  runtime::PopChunk(m, g);
  return to;
}

// ---------------------------------------------------------------- safepoints

[[gnu::noinline, gnu::cold]] Cont PreemptSlow(M* m, const Insn* pc, Slot* fp) {
  Save(m, pc, fp);
  if (runtime::PreemptRequested(m)) return Leave(Exit::kYielded);
  return {pc, fp};
}

// This M's share of instructions is used up: takes another one of the engine's. In deterministic mode the end of a
// share is the end of a time slice. Under a profile, a share is one instruction.
[[gnu::noinline, gnu::cold]] Cont FuelSlow(M* m, const Insn* pc, Slot* fp) {
  // Stubs are free: in the midst of a return the state is none to stop in.
  if (bytecode::IsStub(static_cast<Opcode>(pc->op))) {
    m->fuel = 1;
    return {pc, fp};
  }
  constexpr uint64_t kShare = 10000;
  const runtime::RuntimeOptions& options = m->rt->options;
  uint64_t share = kShare;
  if (OpProfile* profile = LinksOf(m->rt)->profile) {
    profile->Count(FuncOf(fp), static_cast<const Insn*>(m->profiled), pc);
    m->profiled = pc;
    share = 1;
  }
  uint64_t used = m->rt->instructions.fetch_add(share, std::memory_order_relaxed);
  if (options.instruction_limit != 0) {
    if (used >= options.instruction_limit) {
      m->rt->limit_hit.store(true);
      return FatalAt(m, pc, fp, "instruction limit exceeded");
    }
    share = std::min(share, options.instruction_limit - used);
  }
  m->fuel = static_cast<int64_t>(share);
  if (options.deterministic && used % kShare == 0) {
    m->p->slice_over.store(true, std::memory_order_relaxed);
    m->p->preempt.store(true, std::memory_order_relaxed);
    m->g->stack_guard.store(runtime::kStackPreempt, std::memory_order_relaxed);
  }
  return {pc, fp};
}

// ---------------------------------------------------------------- natives

[[gnu::noinline]] Cont NativeEntrySlow(M* m, const Insn*, Slot* fp) {
  Save(m, kRetCode, fp);
  G* g = m->g;
  NativeStatus status = FuncOf(fp)->native(m, fp);
  if (status == NativeStatus::kDone || status == NativeStatus::kPanic) {
    // In a nested loop, a native that called Go may have come back on another M.
    if (g->m != m) return Leave(Exit::kMoved);
    if (status == NativeStatus::kDone) return {ReturnPc(fp), CallerFp(fp)};
  }
  return AfterNative(m, kRetCode, fp, status);
}

[[gnu::noinline, gnu::cold]] static Cont CallFromNative(M* m, const Insn* pc, Slot* fp) {
  M::PendingCall call = m->call;
  m->call = {};
  if (call.fn == nullptr) return PanicMemoryAt(m, pc, fp);
  if (!EnsureCompiled(m, call.fn->fn)) return Leave(Exit::kExit);
  const Insn* entry = call.fn->fn->entry.load(std::memory_order_acquire);
  Slot* frame = PushBridged(m, fp, FrameTop(fp), pc, kNativeCallDoneCode, call.fn, call.args,
                            static_cast<uint32_t>(call.arg_slots));
  if (frame == nullptr) return Leave(Exit::kExit);
  Slot* bridge = frame - kBridgeToCallee;
  bridge[0] = reinterpret_cast<Slot>(call.results);
  bridge[1] = static_cast<Slot>(call.result_slots);
  return {entry, frame};
}

Cont NativeCallDone(M*, const Insn*, Slot* fp) {
  CopySlots(reinterpret_cast<Slot*>(fp[0]), fp + kBridgeToCallee, static_cast<uint32_t>(fp[1]));
  return {ReturnPc(fp), CallerFp(fp)};
}

[[gnu::noinline]] Cont AfterNative(M* m, const Insn* pc, Slot* fp, NativeStatus status) {
  switch (status) {
    case NativeStatus::kDone: return {pc, fp};
    case NativeStatus::kParked: return Leave(Exit::kParked);
    case NativeStatus::kYield: return Leave(Exit::kYielded);
    case NativeStatus::kPanic: return RaisePending(m, pc, fp);
    case NativeStatus::kExit: return Leave(Exit::kExit);
    case NativeStatus::kGoexit: return Goexit(m, pc, fp);
    case NativeStatus::kCall: return CallFromNative(m, pc, fp);
  }
  MINIGO_UNREACHABLE();
}

// ---------------------------------------------------------------- goroutines

void Prepare(M* m, G* g, FuncVal* entry, const Slot* args, int arg_slots) {
  const Func* f = entry->fn;
  uint32_t n = static_cast<uint32_t>(arg_slots);
  uint32_t slots = std::max(ArgSlots(f), f->result_slots + n);
  // A function whose frame fills a chunk crosses to the next one with each call. Main goroutines, which no other one starts,
  // have the frames of most programs in a large first chunk.
  constexpr size_t kMainSlots = 2048;
  size_t room = size_t{slots} + kFrameHeaderSlots;
  if (m->g == nullptr) room = std::max(room, kMainSlots);
  if (g->chunk->begin + room > g->chunk->end) {
    StackChunk* c = runtime::PushChunk(m, g, room);
    MINIGO_CHECK(c != nullptr);
    c->return_pc = kGoExitCode;
  }
  Slot* fp = g->chunk->begin + kFrameHeaderSlots;
  SetHeader(fp, kGoExitCode, nullptr, entry);
  CopySlots(fp + f->result_slots, args, n);
  g->pc = bytecode::kLazyCode;
  g->fp = fp;
  g->sp = fp + slots;
  g->defers = nullptr;
  g->panics = nullptr;
  g->nested = nullptr;
}

Cont GoExit(M* m, const Insn*, Slot*) {
  G* g = m->g;
  Save(m, kGoExitCode, FirstFrame(m, g));
  return Leave(Exit::kDead);
}

[[gnu::noinline]] Cont OpGo(M* m, const Insn* pc, Slot* fp) {
  auto* fv = reinterpret_cast<FuncVal*>(fp[pc->b]);
  if (fv == nullptr) return FatalAt(m, pc + 1, fp, "go of nil func value");
  Save(m, pc + 1, fp);
  auto go_pc = reinterpret_cast<const void*>(EncodePc(FuncOf(fp), pc + 1));
  runtime::Newproc(m, fv, fp + pc->a, pc->c, go_pc);
  return {pc + 1, fp};
}

// ---------------------------------------------------------------- nested loops

bool CallNested(M* m, FuncVal* f, const Slot* args, int arg_slots, Slot* results, int result_slots) {
  G* g = m->g;
  if (f == nullptr) {
    runtime::PanicRuntimeError(m, "invalid memory address or nil pointer dereference");
    return false;
  }
  const Insn* pc = static_cast<const Insn*>(g->pc);
  Slot* fp = g->fp;
  const Insn* entry = nullptr;
  Slot* frame = nullptr;
  if (EnsureCompiled(m, f->fn)) {
    entry = f->fn->entry.load(std::memory_order_acquire);
    frame = PushBridged(m, fp, g->sp, pc, kCallDoneCode, f, args, static_cast<uint32_t>(arg_slots));
  }
  if (frame == nullptr) {
    m->pending.kind = M::PendingPanic::kUnwind;
    return false;
  }
  Slot* bridge = frame - kBridgeToCallee;
  Nested nested = {static_cast<Nested*>(g->nested), {g->stack_bytes, bridge}};
  g->nested = &nested;
  g->pc = entry;
  g->fp = frame;
  g->sp = FrameTop(frame);
  for (;;) {
    Exit e = RunLoop(m);
    switch (e) {
      case Exit::kCallDone:
        CopySlots(results, frame, static_cast<uint32_t>(result_slots));
        g->nested = nested.prev;
        if (ReturnPc(bridge) == kPopChunkCode) runtime::PopChunk(m, g);
        Save(m, pc, fp);
        return true;
      case Exit::kUnwound:
        g->nested = nested.prev;
        m->pending.kind = M::PendingPanic::kUnwind;
        return false;
      case Exit::kMoved:
        m = g->m;
        break;
      default:
        // When the engine has ended, what called us is to return too.
        if (!m->rt->exiting() || e != Exit::kExit) {
          m = runtime::SuspendFiber(m, static_cast<runtime::RunResult>(e));
        }
        if (!m->rt->exiting()) break;
        g->nested = nested.prev;
        m->pending.kind = M::PendingPanic::kUnwind;
        return false;
    }
  }
}

// ---------------------------------------------------------------- reflect.MakeFunc

namespace {

uint32_t SlotsOf(const List<const Type*>& types) {
  int64_t n = 0;
  for (const Type* t : types) n += t->slots();
  return static_cast<uint32_t>(n);
}

}  // namespace

// A frame of such a function: results, parameters, one slot for the results' block; then the call of impl.
FuncVal* MakeFuncValue(M* m, const Type* t, FuncVal* impl) {
  runtime::TypeTable& types = m->rt->types;
  auto& table = LinksOf(m->rt)->make_funcs;
  types.Lock();
  auto less = [](const std::pair<const Type*, Func*>& x, const Type* y) { return x.first < y; };
  auto it = std::lower_bound(table.begin(), table.end(), t, less);
  if (it == table.end() || it->first != t) {
    const auto* ft = runtime::As<runtime::FuncType>(t);
    Func* f = types.arena().New<Func>();
    f->result_slots = static_cast<uint16_t>(SlotsOf(ft->out));
    f->param_slots = static_cast<uint16_t>(SlotsOf(ft->in));
    f->frame_slots = f->entry_slots = ArgSlots(f) + 1 + kFrameHeaderSlots + 2;
    f->flags = runtime::kFuncHidden | runtime::kFuncWrapper;
    f->name = "reflect.makeFuncStub";
    f->type = t;
    f->code.store(kMakeFuncCode, std::memory_order_relaxed);
    f->entry.store(kMakeFuncCode, std::memory_order_release);
    it = table.insert(it, {t, f});
  }
  Func* f = it->second;
  types.Unlock();
  auto* fv = static_cast<FuncVal*>(m->rt->heap.NewConservative(m, sizeof(FuncVal) + sizeof(Slot)));
  fv->fn = f;
  fv->captured()[0] = reinterpret_cast<Slot>(impl);
  return fv;
}

[[gnu::cold]] Cont MakeFuncEntry(M* m, const Insn*, Slot* fp) {
  const Func* f = FuncOf(fp);
  const Insn* done = kMakeFuncCode + 1;
  auto* impl = reinterpret_cast<FuncVal*>(ClosureOf(fp)->captured()[0]);
  Slot& block = fp[ArgSlots(f)];
  block = 0;
  Save(m, done, fp);
  auto allocate = [m](uint32_t slots) {
    return static_cast<Slot*>(m->rt->heap.NewConservative(m, std::max(slots, 1u) * sizeof(Slot)));
  };
  block = reinterpret_cast<Slot>(allocate(f->result_slots));
  Slot* args = allocate(f->param_slots);
  CopySlots(args, fp + f->result_slots, f->param_slots);
  if (impl == nullptr) return PanicMemoryAt(m, done, fp);
  Slot* frame = &block + 1 + kFrameHeaderSlots;
  SetHeader(frame, done, fp, impl);
  frame[0] = reinterpret_cast<Slot>(args);
  frame[1] = block;
  return EnterSlow(m, impl->fn->entry.load(std::memory_order_acquire), frame);
}

[[gnu::cold]] Cont MakeFuncDone(M*, const Insn*, Slot* fp) {
  const Func* f = FuncOf(fp);
  CopySlots(fp, reinterpret_cast<const Slot*>(fp[ArgSlots(f)]), f->result_slots);
  return {ReturnPc(fp), CallerFp(fp)};
}

}  // namespace minigo::vm
