// Compiled functions: what the compiler hands to the VM.
#pragma once

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

struct FuncDebug {
  std::vector<LineEntry> lines;  // by pc
  std::vector<UnsignedIndex> unsigned_indices;
  std::vector<InlinedCall> inlined;
  std::vector<std::string_view> files;  // absolute paths
};

enum FuncFlags : uint16_t {
  kFuncWrapper = 1 << 0,   // compiler-made (method wrappers, bound methods): hidden in traces, transparent to recover
  kFuncHidden = 1 << 1,    // a runtime internal: hidden in traces
  kFuncHasDefer = 1 << 2,  // may hold deferred calls: every return is RunDefers … Ret
  kFuncNative = 1 << 3,
  kFuncNoResults = 1 << 4,
  kFuncFramed = 1 << 5,    // a native that looks at its Func: called with a frame header, never by CallN
};

// A function. Immortal for its engine. `code` may be read by any thread: it is first a Lazy stub and is replaced once, with
// release order, after all other fields are set.
struct Func {
  std::atomic<const bytecode::Insn*> code{nullptr};
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
  const Type* type = nullptr;  // FuncType, where known (reflect, natives)
  // Made when the collector first meets a frame; any of its threads. Belongs to VmLinks.
  std::atomic<const bytecode::LiveMap*> live{nullptr};
};

// How the VM asks for a body: compiles f and everything it needs at once; sets f->code. Takes the compile lock.
// Returns false if compilation failed (an internal error has been reported).
using CompileFn = bool (*)(M* m, Func* f);

}  // namespace minigo::runtime

namespace minigo::bytecode {

using runtime::Func;
using runtime::FuncDebug;

// The shared Lazy and NativeEntry instructions that Func::code points to at first.
extern const Insn kLazyCode[1];
extern const Insn kNativeCode[1];

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
