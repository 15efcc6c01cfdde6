// Frames for the collector: which words of a goroutine's stack may be heap pointers.
//
// A frame of compiled code shows its live slots (bytecode/liveness.h). What the live map does not know, frames of natives and
// of the VM's own stubs, show all of theirs. Slots from a callee's header on are the callee's. A frame whose function reads
// nothing more of what it has captured forgets the func value: its function's own, which captures nothing, says as well what
// the frame is.
#include "interp/bytecode/liveness.h"
#include "interp/vm/frame.h"
#include "interp/vm/vm.h"

namespace minigo::vm {

namespace {

using bytecode::LiveMap;
using Scan = void (*)(void* arg, const void* start, size_t bytes);

constexpr Slot kClobbered = 0xdeaddeaddeaddeadu;

// Collects words, to show them in one piece.
class Words {
 public:
  Words(Scan scan, void* arg) : scan_(scan), arg_(arg) {}
  ~Words() { Flush(); }
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;

  void Add(Slot word) {
    if (count_ == kSize) Flush();
    words_[count_++] = word;
  }

 private:
  static constexpr uint32_t kSize = 128;

  void Flush() {
    if (count_ > 0) scan_(arg_, words_, count_ * sizeof(Slot));
    count_ = 0;
  }

  Scan scan_;
  void* arg_;
  uint32_t count_ = 0;
  Slot words_[kSize];
};

enum class State : uint8_t {
  kStopped,  // runs no call of its own: the innermost frame, or the caller of a native that runs a nested call
  kCalling,
  kGivenUp,  // a panic has left it
};

// Whether callee only panics.
bool NeverReturns(const VmLinks* links, const Func* callee) {
  for (int i = 0; i <= static_cast<int>(LangFunc::kFatalPanic); i++) {
    if (links->lang[i] == callee) return true;
  }
  return false;
}

// The live slots of the frame at fp, which goes on at pc; nullptr: all. *captures: whether its closure is wanted.
const uint64_t* LiveSlots(VmLinks* links, const Func* f, const Insn* pc, State state, const Func* callee,
                          uint32_t* words, bool* captures) {
  const Insn* code = f->code.load(std::memory_order_relaxed);
  bool within = links != nullptr && f->code_words != 0 && pc >= code && pc <= code + f->code_words;
  if (!within) return nullptr;
  const LiveMap* map = bytecode::LiveMapOf(links, f);
  if (map == nullptr) return nullptr;
  *words = map->set_words();
  uint32_t word = static_cast<uint32_t>(pc - code);
  const uint64_t* live = nullptr;
  switch (state) {
    case State::kStopped: live = map->Stopped(word); break;
    case State::kCalling: live = map->Calling(word); break;
    case State::kGivenUp: live = map->GivenUp(); break;
  }
  if (live == nullptr && state == State::kCalling && NeverReturns(links, callee)) live = map->GivenUp();
  if (live != nullptr) *captures = map->Captures(live);
  return live;
}

// The poller, which may run on a thread that does not stop with the world, stores results of waiting into frames: numbers.
Slot Peek(const Slot* slot) { return __atomic_load_n(slot, __ATOMIC_RELAXED); }

// Slots of a frame that has no live map.
uint32_t AllSlots(const Func* f) {
  // A function made by reflect.MakeFunc keeps one word above its arguments; then its own call begins.
  return f->code.load(std::memory_order_relaxed) == kMakeFuncCode ? ArgSlots(f) + 1 : FrameSlots(f);
}

}  // namespace

void ScanFrames(runtime::Runtime* rt, const G* g, Scan scan, void* arg) {
  VmLinks* links = LinksOf(rt);
  const bool clobber = links != nullptr && links->clobber_dead;
  Words words(scan, arg);
  const Insn* pc = static_cast<const Insn*>(g->pc);
  Slot* fp = g->fp;
  const Slot* limit = g->sp;  // where what is above begins; nullptr: in another chunk
  const StackChunk* chunk = g->chunk;
  const runtime::Panic* panic = g->panics;
  State state = State::kStopped;
  const Func* callee = nullptr;
  while (fp != nullptr) {
    const Func* f = FuncOf(fp);
    const Func* version = runtime::VersionAt(f, pc);
    uint32_t set_words = 0;
    bool captures = true;
    const uint64_t* live = LiveSlots(links, version, pc, state, callee, &set_words, &captures);
    if (captures) words.Add(fp[-1]);
    else fp[-1] = reinterpret_cast<Slot>(&f->static_value);
    uint32_t n = live == nullptr ? AllSlots(f) : version->frame_slots;
    // The innermost function may not be compiled yet: only G::sp knows its frame.
    bool all = live == nullptr && callee == nullptr;
    if (limit != nullptr && (all || limit < fp + n)) n = limit > fp ? static_cast<uint32_t>(limit - fp) : 0;
    if (live == nullptr) {
      for (uint32_t i = 0; i < n; i++) words.Add(Peek(&fp[i]));
    } else {
      for (uint32_t w = 0; w < set_words && w * 64 < n; w++) {
        for (uint64_t bits = live[w]; bits != 0; bits &= bits - 1) {
          uint32_t i = w * 64 + static_cast<uint32_t>(__builtin_ctzll(bits));
          if (i >= n) break;
          words.Add(Peek(&fp[i]));
        }
      }
      for (uint32_t i = 0; clobber && i < n; i++) {
        if (!(live[i / 64] >> (i % 64) & 1)) fp[i] = kClobbered;
      }
    }

    const Insn* return_pc = ReturnPc(fp);
    limit = fp - kFrameHeaderSlots;
    if (return_pc == kPopChunkCode) {
      return_pc = static_cast<const Insn*>(chunk->return_pc);
      limit = nullptr;
      if (Slot* moved_from = chunk->results_to) {
        limit = moved_from - kFrameHeaderSlots;
        moved_from[-1] = fp[-1];
      }
      chunk = chunk->prev;
    }
    if (return_pc == kGoExitCode) return;
    state = f->code.load(std::memory_order_relaxed) == kNativeCallDoneCode ? State::kStopped : State::kCalling;
    if (return_pc == kPanicDoneCode) {
      while (panic != nullptr && panic->deferred_fp != fp) panic = panic->link;
      state = State::kGivenUp;
      return_pc = panic == nullptr ? nullptr : panic->start_pc;
    }
    callee = f;
    pc = return_pc;
    fp = CallerFp(fp);
  }
}

}  // namespace minigo::vm
