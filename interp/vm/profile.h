// Counts executed instructions, for --profile-ops: which opcodes, which pairs of them, where. An engine that profiles runs the
// loop that counts instructions, with one instruction to a share, so that each passes through FuelSlow; the loop
// that does not count knows nothing of it.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "interp/bytecode/func.h"
#include "interp/bytecode/insn.h"

namespace minigo::vm {

class OpProfile {
 public:
  OpProfile();
  ~OpProfile();
  OpProfile(const OpProfile&) = delete;
  OpProfile& operator=(const OpProfile&) = delete;

  // f executes the instruction at pc; `last` is what was executed before by the same M, or nullptr. Any thread.
  void Count(const runtime::Func* f, const bytecode::Insn* last, const bytecode::Insn* pc);

  // Tables of `top` entries each. Any thread, while others count; takes no lock, for a dying program may hold any.
  std::string Report(int top) const;

 private:
  using Counter = std::atomic<uint64_t>;
  // By function id: kSegment functions each, made when first needed.
  static constexpr uint32_t kSegment = 1024;
  static constexpr uint32_t kSegments = 4096;
  struct Counts {
    const runtime::Func* func;
    uint32_t words;
    std::unique_ptr<Counter[]> by_word;
  };
  struct Segment {
    std::atomic<Counts*> counts[kSegment] = {};
  };

  Counts* CountsOf(const runtime::Func* f);

  std::atomic<Segment*> segments_[kSegments] = {};
  std::unique_ptr<Counter[]> pairs_;     // [first][second]
  std::unique_ptr<Counter[]> adjacent_;  // of these, where the second stands behind the first
};

}  // namespace minigo::vm
