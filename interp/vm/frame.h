// Frames, and what the files of the VM share. Not for other rooms.
//
// A frame at fp (see runtime/stack.h):  fp[-3] return pc   fp[-2] caller's fp   fp[-1] FuncVal*   fp[0…] slots.
#pragma once

#include <algorithm>
#include <cstdint>

#include "interp/bytecode/func.h"
#include "interp/bytecode/insn.h"
#include "runtime/base/check.h"
#include "runtime/native.h"
#include "runtime/stack.h"

namespace minigo::vm {

using bytecode::Insn;
using bytecode::LangFunc;
using bytecode::Opcode;
using bytecode::VmLinks;
using runtime::Func;
using runtime::FuncVal;
using runtime::G;
using runtime::GoSlice;
using runtime::GoString;
using runtime::Iface;
using runtime::kFrameHeaderSlots;
using runtime::M;
using runtime::NativeStatus;
using runtime::P;
using runtime::Slot;
using runtime::StackChunk;
using runtime::Type;

// Why the loop ends. The first four are RunResults; the others leave a nested loop.
enum class Exit : uintptr_t {
  kParked,
  kYielded,
  kDead,
  kExit,
  kCallDone,  // the call that the nested loop was made for has returned
  kMoved,     // the goroutine is on another M: the nested loop goes on there, at G::pc
  kUnwound,   // the goroutine goes on at G::pc and G::fp, in a frame below the nested loop
};
static_assert(static_cast<int>(Exit::kExit) == static_cast<int>(runtime::RunResult::kExit));

// Where the loop goes on after a slow path: what each of them returns (in two registers).
struct Cont {
  const Insn* pc;  // nullptr: leave the loop; `fp` is the Exit
  Slot* fp;
};
inline Cont Leave(Exit e) { return {nullptr, reinterpret_cast<Slot*>(e)}; }

inline FuncVal* ClosureOf(const Slot* fp) { return reinterpret_cast<FuncVal*>(fp[-1]); }
inline Func* FuncOf(const Slot* fp) { return ClosureOf(fp)->fn; }
inline const Insn* ReturnPc(const Slot* fp) { return reinterpret_cast<const Insn*>(fp[-3]); }
inline Slot* CallerFp(const Slot* fp) { return reinterpret_cast<Slot*>(fp[-2]); }
inline uint32_t ArgSlots(const Func* f) { return uint32_t{f->result_slots} + f->param_slots; }
// What a frame of f takes at most; natives and functions not yet compiled have no slots of their own.
inline uint32_t FrameSlots(const Func* f) {
  return std::max(__atomic_load_n(&f->entry_slots, __ATOMIC_RELAXED), ArgSlots(f));
}
inline Slot* FrameTop(Slot* fp) { return fp + FrameSlots(FuncOf(fp)); }
inline void SetHeader(Slot* fp, const Insn* return_pc, Slot* caller, FuncVal* fv) {
  fp[-3] = reinterpret_cast<Slot>(return_pc);
  fp[-2] = reinterpret_cast<Slot>(caller);
  fp[-1] = reinterpret_cast<Slot>(fv);
}

// Stores where the goroutine is, for whoever looks at it: the collector, tracebacks, the scheduler. `pc` is the next
// instruction.
inline void Save(M* m, const Insn* pc, Slot* fp) {
  G* g = m->g;
  g->pc = pc;
  g->fp = fp;
  g->sp = FrameTop(fp);
}

inline VmLinks* LinksOf(runtime::Runtime* rt) { return static_cast<VmLinks*>(rt->engine); }

// A place in a goroutine's stack, comparable across chunks: `depth` is G::stack_bytes while the frame was innermost,
// which grows from chunk to chunk.
struct Position {
  size_t depth;
  Slot* fp;
  bool IsAbove(const Position& other) const {
    return depth != other.depth ? depth > other.depth : fp > other.fp;
  }
};

// A stack of loops: CallGo's, one within the other, of one goroutine (G::nested).
struct Nested {
  Nested* prev;
  Position first;  // the loop's first frame
};


// ---- the VM's own code: return pcs and entries. kRetCode serves natives that were called through a func value.
extern const Insn kGoExitCode[1];
extern const Insn kPopChunkCode[1];
extern const Insn kPanicDoneCode[1];
extern const Insn kCallDoneCode[1];
extern const Insn kNativeCallDoneCode[1];
extern const Insn kRetCode[1];
extern const Insn kMakeFuncCode[2];

// ---- vm.cc
Exit RunLoop(M* m);

// ---- call.cc
// Sees that f can be entered: compiles it. False: the engine is over, leave with kExit.
bool EnsureCompiled(M* m, Func* f);
// A frame above `top` for a call that no instruction makes. Its header is written; slots are not. nullptr: stack overflow,
// the engine is over.
Slot* PushFrame(M* m, Slot* caller_fp, Slot* top, const Insn* return_pc, FuncVal* fv, uint32_t slots);
// The same with compilation and parameters copied: where the call begins.
Cont PushCall(M* m, Slot* caller_fp, Slot* top, const Insn* return_pc, FuncVal* fv,
              const Slot* args, int arg_slots);
Cont StackOverflow(M* m);
Cont EnterSlow(M* m, const Insn* code, Slot* fp);
Cont LazyEntry(M* m, const Insn* pc, Slot* fp);
// What a call takes from Func::budget; an iteration takes one.
constexpr int32_t kCallWeight = 8;
// The budget of plain code is used up.
Cont OptimizeCalls(M* m, const Insn* pc, Slot* fp);
Cont OptimizeLoop(M* m, const Insn* pc, Slot* fp);
Cont PreemptSlow(M* m, const Insn* pc, Slot* fp);
Cont FuelSlow(M* m, const Insn* pc, Slot* fp);
Cont NativeEntrySlow(M* m, const Insn* pc, Slot* fp);
// After a native that did not just succeed. `pc`: where the native's caller goes on.
Cont AfterNative(M* m, const Insn* pc, Slot* fp, NativeStatus status);
Cont PopChunkSlow(M* m, const Insn* pc, Slot* fp);
Cont NativeCallDone(M* m, const Insn* pc, Slot* fp);
Cont MakeFuncEntry(M* m, const Insn* pc, Slot* fp);
Cont MakeFuncDone(M* m, const Insn* pc, Slot* fp);
Cont GoExit(M* m, const Insn* pc, Slot* fp);
Cont OpGo(M* m, const Insn* pc, Slot* fp);
void Prepare(M* m, G* g, FuncVal* entry, const Slot* args, int arg_slots);
bool CallNested(M* m, FuncVal* f, const Slot* args, int arg_slots, Slot* results, int result_slots);
FuncVal* MakeFuncValue(M* m, const Type* t, FuncVal* impl);

// ---- unwind.cc. `pc` is always the word after the first of the instruction at fault.
Cont PanicValueAt(M* m, const Insn* pc, Slot* fp, Iface value);
Cont PanicErrorAt(M* m, const Insn* pc, Slot* fp, std::string_view text);  // "runtime error: " + text
Cont PanicPlainAt(M* m, const Insn* pc, Slot* fp, std::string_view text);
Cont PanicMemoryAt(M* m, const Insn* pc, Slot* fp);
Cont PanicDivideAt(M* m, const Insn* pc, Slot* fp);
enum class Bounds : uint8_t {  // Go's boundsErrorCode
  kIndex, kSliceAlen, kSliceAcap, kSliceB, kSlice3Alen, kSlice3Acap, kSlice3B, kSlice3C, kConvert,
};
Cont PanicBoundsAt(M* m, const Insn* pc, Slot* fp, Bounds code, uint64_t x, bool is_signed, uint64_t y);
Cont PanicIndexAt(M* m, const Insn* pc, Slot* fp, uint64_t x, uint64_t y);
Cont PanicAssertAt(M* m, const Insn* pc, Slot* fp, const Type* iface, const Type* concrete,
                   const Type* asserted, std::string_view missing);
Cont FatalAt(M* m, const Insn* pc, Slot* fp, std::string_view text);
Cont RaisePending(M* m, const Insn* pc, Slot* fp);
Cont Goexit(M* m, const Insn* pc, Slot* fp);
Cont OpPanic(M* m, const Insn* pc, Slot* fp);
Cont OpPanicText(M* m, const Insn* pc, Slot* fp);
Cont OpDefer(M* m, const Insn* pc, Slot* fp);
Cont OpDeferAt(M* m, const Insn* pc, Slot* fp);
Cont OpRunDefer(M* m, const Insn* pc, Slot* fp);
Cont OpRecover(M* m, const Insn* pc, Slot* fp);
Cont PanicDone(M* m, const Insn* pc, Slot* fp);
// Continues an unwinding at G::pc, G::fp: here, or by leaving this nested loop too.
Cont GoOnUnwound(M* m);
void Roots(const G* g, void (*scan)(void* arg, const void* start, size_t bytes), void* arg);
void Release(M* m, G* g);
void ReleaseP(P* p);

// ---- scan.cc
void ScanFrames(runtime::Runtime* rt, const G* g, void (*scan)(void* arg, const void* start, size_t bytes),
                void* arg);

// ---- walk.cc
void Walk(runtime::Runtime* rt, const G* g, bool (*visit)(void* arg, const runtime::FrameInfo& f),
          void* arg);
bool Describe(runtime::Runtime* rt, uintptr_t pc, runtime::FrameInfo* out);

}  // namespace minigo::vm

namespace minigo::runtime {

// A deferred call. On G::defers, newest first, until it is started.
struct Defer {
  Defer* link;
  vm::Position frame;  // of the function that deferred it
  FuncVal* fn;        // may be nullptr: panics when started
  uint32_t arg_slots;
  uint32_t capacity;
  uint32_t cached;    // at the head of a P's cache: how many there are
  Slot args[1];
};

// A panic or Goexit on its way. On G::panics, newest first.
struct Panic {
  Panic* link;
  Iface value;
  // The frame in which it was raised: deferred calls run above it. `start_pc` is where that frame stands.
  vm::Position start;
  const bytecode::Insn* start_pc;
  // The deferred call that runs now, and whose it is; recover is valid in that frame only.
  Slot* deferred_fp;
  vm::Position deferred_by;
  bool goexit;
  bool recovered;
  bool printing;  // nobody recovered: fatalPanic is at work
};

}  // namespace minigo::runtime
