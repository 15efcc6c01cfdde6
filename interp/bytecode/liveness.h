// Which slots of a frame may still be read: what the collector looks at.
//
// A slot is live where some path leads to a read of it without a write before. For functions that defer, what their epilogue
// reads is live everywhere, since a recovered panic leads there. Slots that are reached through an address (LeaF, FAAddr) are
// live while a slot that may hold the address is. Dead slots hold what was there before, also from frames long gone.
// One bit beyond the slots tells whether something may still read what the running closure has captured.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "interp/bytecode/func.h"

namespace minigo::bytecode {

// The live sets of one function at the places where a frame can stand while others run. Constant after construction.
class LiveMap {
 public:
  // nullptr: the function is too large to be worth it.
  static std::unique_ptr<LiveMap> Make(const Func& f);

  // Each answer is a bit per slot, or nullptr if `word` is no such place: then anything may be live. `word` is where
  // the frame goes on.
  //
  // Calling: the frame's own call is in progress, which returns to `word`. Argument and result slots belong to the callee.
  const uint64_t* Calling(uint32_t word) const { return Find(calling_, word); }
  // Stopped: the frame stopped before `word`, or within the instruction before it.
  const uint64_t* Stopped(uint32_t word) const { return Find(stopped_, word); }
  // Given up: a panic goes through the frame, which goes on at its epilogue or not at all.
  const uint64_t* GivenUp() const { return &sets_[0]; }

  uint32_t set_words() const { return set_words_; }
  bool Captures(const uint64_t* set) const { return set[slots_ / 64] >> (slots_ % 64) & 1; }

  LiveMap* next = nullptr;  // in VmLinks' list

 private:
  friend class LivenessAnalysis;
  struct Place {
    uint32_t word;
    uint32_t set;  // index into sets_
  };
  const uint64_t* Find(const std::vector<Place>& places, uint32_t word) const;

  uint32_t set_words_ = 0;
  uint32_t slots_ = 0;
  std::vector<Place> calling_;  // by word
  std::vector<Place> stopped_;
  std::vector<uint64_t> sets_;  // the first one: given up
};

}  // namespace minigo::bytecode
