// Compiled functions: what the compiler hands to the VM.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interp/bytecode/insn.h"
#include "runtime/type.h"
#include "runtime/value.h"

namespace minigo::bytecode {
class LiveMap;
}
namespace minigo::vm {
class OpProfile;
}

namespace minigo::runtime {

struct Func;
struct M;
struct Runtime;
enum class NativeStatus : uint8_t;

// A line-table row: instructions from word `pc` on belong to this place. For inlined code, `inlined` is 1 + the
// index in FuncDebug::inlined of the call that the code stands for.
struct LineEntry {
  uint32_t pc;
  uint32_t line;
  uint16_t file;
  uint16_t inlined;
};
struct InlinedCall {
  std::string_view function;  // the inlined function's name
  uint32_t line;              // of the call, in file
  uint16_t file;
  uint16_t parent;            // 1 + index of the call around it, 0: the function itself
};

// A line with an index of an unsigned 64-bit type: one beyond its bound is not a negative number there.
struct UnsignedIndex {
  uint32_t line;
  uint16_t file;
};

// Slots of a frame.
struct FrameRegion {
  uint32_t first, count;
};

struct FuncDebug {
  std::vector<LineEntry> lines;  // by pc
  // Of a version that goes on with frames of plain code: what addresses that were taken before lead to.
  std::vector<FrameRegion> reached;
  std::vector<UnsignedIndex> unsigned_indices;
  std::vector<InlinedCall> inlined;
  std::vector<std::string_view> files;  // absolute paths

  // The row of the instruction that the word belongs to, or null when there is none.
  const LineEntry* RowOf(uint32_t word) const {
    auto after = std::upper_bound(lines.begin(), lines.end(), word, [](uint32_t w, const LineEntry& e) { return w < e.pc; });
    return after == lines.begin() ? nullptr : &after[-1];
  }
};

enum FuncFlags : uint16_t {
  kFuncWrapper = 1 << 0,   // compiler-made (method wrappers, bound methods): hidden in traces, transparent to recover
  kFuncHidden = 1 << 1,    // a runtime internal: hidden in traces
  kFuncHasDefer = 1 << 2,  // may hold deferred calls: every return is RunDefers … Ret
  kFuncNative = 1 << 3,
  kFuncNoResults = 1 << 4,
  kFuncFramed = 1 << 5,    // a native that looks at its Func: called with a frame header, never by CallN
};

// A function. Immortal for its engine. Calls go to `entry`, which any thread may read: it is first a Lazy stub, then `code`, set
// with release order after all other fields; then, once the function has run often, the code of an optimized version.
struct Func {
  std::atomic<const bytecode::Insn*> entry{nullptr};
  uint32_t entry_slots = 0;  // what a call makes room for: the most that any version takes. Read after `entry`
  std::atomic<const bytecode::Insn*> code{nullptr};  // entry's first value
  uint32_t frame_slots = 0;  // from fp: results, parameters, locals, and room for outgoing calls' headers and argument slots
  uint16_t result_slots = 0;
  uint16_t param_slots = 0;  // receiver included; they follow the results
  uint16_t flags = 0;
  uint32_t id = 0;           // counts from 1; pcs that Go sees are id << 24 | word offset
  FuncVal static_value{this};  // the func value of a function that captures nothing
  NativeStatus (*native)(M* m, Slot* fp) = nullptr;
  void* native_data = nullptr;  // kFuncFramed: whatever the native wants to find there
  std::string_view name;     // "main.main.func1"
  std::string_view file;     // of its declaration
  uint32_t line = 0;
  uint32_t code_words = 0;
  // With kFuncHasDefer: the word at which a frame goes on after a recovered panic: a RunDefers, followed by loads of
  // results that live in heap cells, and Ret. Without named results the result slots were zeroed at entry.
  uint32_t epilogue = 0;
  const FuncDebug* debug = nullptr;
  // The compiler's request that makes the body; consumed by the first call.
  void* lazy = nullptr;
  // What CountCall and CountLoop count down in plain code until it is worth while to optimize.
  std::atomic<int32_t> budget{0};
  // The optimized versions, newest first, linked by next_version: Funcs that are never called but describe code (code, its
  // size, frame_slots, debug, live). Frames belong to the function itself, whichever version they are in; see VersionAt.
  std::atomic<const Func*> versions{nullptr};
  const Func* next_version = nullptr;
  const Func* version_of = nullptr;
  uint32_t loop = 0;  // of a version: the CountLoop where frames of plain code go on in it; 0: entered by calls
  const Type* type = nullptr;  // FuncType, where known (reflect, natives)
  // Made when the collector first meets a frame; any of its threads. Belongs to VmLinks.
  std::atomic<const bytecode::LiveMap*> live{nullptr};
};

// The version of f that has code at pc, be it the word after its last instruction; f itself if none has.
inline const Func* VersionAt(const Func* f, const bytecode::Insn* pc) {
  for (const Func* v = f->versions.load(std::memory_order_acquire); v != nullptr; v = v->next_version) {
    const bytecode::Insn* code = v->code.load(std::memory_order_relaxed);
    if (pc >= code && pc <= code + v->code_words) return v;
  }
  return f;
}

// How the VM asks for a body: compiles f and everything it needs at once; sets f->entry. Takes the compile lock.
// Returns false if compilation failed (an internal error has been reported).
using CompileFn = bool (*)(M* m, Func* f);
// How the VM asks for an optimized version of f: the one for calls or, with `loop` a CountLoop of f, the one in which frames that
// are there go on. nullptr: compilation failed.
using OptimizeFn = const Func* (*)(M* m, Func* f, const bytecode::Insn* loop);

}  // namespace minigo::runtime

namespace minigo::bytecode {

using runtime::Func;
using runtime::FuncDebug;

// The shared Lazy and NativeEntry instructions that Func::code points to at first.
extern const Insn kLazyCode[1];
extern const Insn kNativeCode[1];

// Whether f's own code is plain: compiled as it is written, to be optimized later.
inline bool IsPlain(const Func& f) {
  const Insn* code = f.code.load(std::memory_order_relaxed);
  return f.code_words != 0 && code->op == static_cast<uint16_t>(Opcode::kCountCall);
}

// The functions of package runtime (stdlib/runtime/panic.go) that the VM calls for what goes wrong, none of which returns; then
// those that name in traces what the VM does itself. Resolved by the engine.
enum class LangFunc : uint8_t {
  kPanicBounds,      // (code int, x int64, signed bool, y int)
  kPanicError,       // (text string)
  kPanicPlain,       // (text string)
  kPanicTypeAssert,  // (iface, concrete, asserted *rtype, missing string)
  kPanicNil,         // ()
  kPanicMemory,      // ()
  kFatalPanic,       // ()
  kGopanic,          // what runs deferred calls
  kGoexit,           // the same for runtime.Goexit
  kBottom,           // what a goroutine's first function was called by
  kCount,
};

// What the VM needs of the engine besides code: one per engine, reachable as Runtime::engine's first member.
struct VmLinks {
  VmLinks() = default;
  VmLinks(const VmLinks&) = delete;
  VmLinks& operator=(const VmLinks&) = delete;
  ~VmLinks();

  runtime::CompileFn compile = nullptr;
  runtime::OptimizeFn optimize = nullptr;
  Func* lang[static_cast<int>(LangFunc::kCount)] = {};
  // All functions by id (index id - 1), for pcs. Appended to under the compile lock: read through func_by_id.
  std::vector<Func*>* funcs = nullptr;
  // The function with that id, or nullptr; any thread. Unset: `funcs` is read directly.
  Func* (*func_by_id)(runtime::Runtime* rt, uint32_t id) = nullptr;
  // The functions that stand behind reflect.MakeFunc, by func type; sorted, guarded by the Types lock.
  std::vector<std::pair<const runtime::Type*, Func*>> make_funcs;
  // All live maps that functions refer to.
  std::atomic<LiveMap*> live_maps{nullptr};
  // To find mistakes in live sets: collections overwrite what they take for dead (MINIGO_CLOBBERDEAD=1).
  bool clobber_dead = false;
  // Counts instructions, with RuntimeOptions::profile.
  vm::OpProfile* profile = nullptr;
};

// The live map of a compiled function; nullptr if it has none. Any thread.
const LiveMap* LiveMapOf(VmLinks* links, const Func* f);

}  // namespace minigo::bytecode
