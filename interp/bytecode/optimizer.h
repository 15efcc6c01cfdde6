// The passes over a function's code before it is finished, and the form of the code that they work on.
//
// The code is taken apart into a list of instructions whose jumps name labels, changed in place, and written back. All that is
// known of an instruction is what OperandsOf says of its slots, and the few lists in optimizer.cc. Rules that every pass keeps:
//
//  1. A panic in a function with deferred calls goes on at the epilogue: the slots that this reads are pinned. No other slot is
//     seen by anyone after a panic, so it may be written earlier or later than the program says.
//  2. Slots whose address is taken (LeaF, FAAddr) are pinned too: nothing is known of them.
//  3. A call writes everything from its callee's header on.
//  4. What may panic or reads memory moves over pure instructions only, and keeps its line.
#pragma once

#include <bit>
#include <memory>
#include <vector>

#include "interp/bytecode/builder.h"
#include "interp/bytecode/operands.h"
#include "runtime/stack.h"

namespace minigo::bytecode {

// The slots of an instruction, as OperandsOf tells them, and as sets in which slot s is bit s % 64: without a common bit
// there is no common slot; the sets are exact where the frame has at most 64 slots.
struct Slots {
  const SlotRange* ranges = nullptr;
  int count = 0;
  uint64_t reads = 0;
  uint64_t writes = 0;  // wholly or in part
  uint64_t kills = 0;   // wholly

  const SlotRange* begin() const { return ranges; }
  const SlotRange* end() const { return ranges + count; }
  uint64_t all() const { return reads | writes; }
};

// The set of n slots from `first` on.
inline uint64_t SetOf(uint32_t first, int64_t n) {
  return n >= 64 ? ~uint64_t{0} : std::rotl((uint64_t{1} << n) - 1, static_cast<int>(first % 64));
}

struct Ins {
  uint64_t w[4] = {};
  Slots slots;
  uint8_t n = 0;
  bool dead = false;
  bool back = false;
  bool decoded = false;  // slots is of today
  Label label = -1;      // of a jump
  int32_t table = -1;    // of a Switch
  uint32_t line = 0;     // row of the line table

  Opcode op() const { return static_cast<Opcode>(w[0] & 0xffff); }
  uint16_t Field(int i) const { return static_cast<uint16_t>(w[0] >> (16 * (i + 1))); }
  uint16_t a() const { return Field(0); }
  uint16_t b() const { return Field(1); }
  uint16_t c() const { return Field(2); }
  int64_t imm_b() const { return static_cast<int16_t>(b()); }
  int64_t imm_c() const { return static_cast<int16_t>(c()); }
  void SetField(int i, uint16_t v) {
    decoded = false;
    w[0] = (w[0] & ~(uint64_t{0xffff} << (16 * (i + 1)))) | uint64_t{v} << (16 * (i + 1));
  }
  void Shift(int field, int64_t delta) { SetField(field, static_cast<uint16_t>(Field(field) + delta)); }
  // Becomes another instruction; what concerns jumps and lines stays.
  void Become(Opcode op, int64_t a, int64_t b, int64_t c) {
    w[0] = static_cast<uint64_t>(op) | uint64_t{static_cast<uint16_t>(a)} << 16 |
           uint64_t{static_cast<uint16_t>(b)} << 32 | uint64_t{static_cast<uint16_t>(c)} << 48;
    w[1] = w[2] = w[3] = 0;
    n = 1;
    decoded = false;
  }
  void Become(Opcode op, int64_t a, int64_t b, int64_t c, uint64_t extra) {
    Become(op, a, b, c);
    w[1] = extra;
    n = 2;
  }
};

inline bool IsCall(Opcode op) {
  return op == Opcode::kCall || op == Opcode::kCallC || op == Opcode::kCallI || op == Opcode::kCallN;
}
// No effect but on the slots written, and no panic.
inline bool IsPure(Opcode op) {
  switch (op) {
    case Opcode::kDiv: case Opcode::kRem: case Opcode::kUDiv: case Opcode::kURem: case Opcode::kChkShift:
    case Opcode::kLeaF: case Opcode::kFMulAddS: case Opcode::kIfaceEq: case Opcode::kEqFrame: case Opcode::kEqMem:
      return false;
    case Opcode::kFld8S: case Opcode::kFld8U: case Opcode::kFld16S: case Opcode::kFld16U: case Opcode::kFld32S:
    case Opcode::kFld32U: case Opcode::kTypeWord:
      return true;
    default:
      return op >= Opcode::kMov && op <= Opcode::kStrLe;
  }
}
// Reads memory or may panic, but changes nothing else.
inline bool IsLoad(Opcode op) {
  switch (op) {
    case Opcode::kFSubLdLd: case Opcode::kFMulLd: case Opcode::kAddLd: case Opcode::kStrIdx: case Opcode::kStrIdxI:
    case Opcode::kPStrIdx: case Opcode::kSLdF64: case Opcode::kPALd64: case Opcode::kPALdB: case Opcode::kPALdW:
    case Opcode::kPALdWU: case Opcode::kPALd264: case Opcode::kPALd2B: case Opcode::kSAddr: case Opcode::kPAAddr:
      return true;
    default:
      return (op >= Opcode::kLd8S && op <= Opcode::kLdN) || (op >= Opcode::kGld8S && op <= Opcode::kGld192) ||
             (op >= Opcode::kSLd8S && op <= Opcode::kSLd192) || (op >= Opcode::kSLdXB && op <= Opcode::kSLdX64) ||
             (op >= Opcode::kSLd2B && op <= Opcode::kSLd264) || (op >= Opcode::kPSLdB && op <= Opcode::kPSLd64);
  }
}
// A load that panics when its address (operand b) is nil, and for no other reason.
inline bool IsFieldLoad(Opcode op) {
  return (op >= Opcode::kLd8S && op <= Opcode::kLdN) || op == Opcode::kAddLd || op == Opcode::kFMulLd;
}
// May panic, but changes nothing else, and reads no memory that others may write.
inline bool IsCheck(Opcode op) {
  return op == Opcode::kDiv || op == Opcode::kRem || op == Opcode::kUDiv || op == Opcode::kURem || op == Opcode::kChkShift ||
         op == Opcode::kBound || op == Opcode::kBoundI || op == Opcode::kNilChk;
}
inline bool IsConstant(Opcode op) {
  return op == Opcode::kLdI || op == Opcode::kLdK || op == Opcode::kLdStr || op == Opcode::kZero;
}
// Multi-slot results that may lie over the operands: everything is read before anything is written.
bool ReadsFirst(Opcode op);
inline bool Fits(int64_t k) { return k >= INT16_MIN && k <= INT16_MAX; }

// Serves one function after the other, and keeps its memory between them. Not thread-safe.
class Optimizer {
 public:
  static constexpr uint32_t kMaxFresh = 16;  // slots that passes may add to a frame
  // Runs the passes on what the builder holds; returns frame_slots, which may have grown. *epilogue is the word of a deferring
  // function's epilogue (else 0), and becomes the one where it has gone.
  uint32_t Run(Builder* code, uint32_t frame_slots, uint32_t result_slots, Passes passes, uint32_t* epilogue);

 private:
  using Bits = std::vector<uint64_t>;
  struct Block {
    uint32_t begin, end;
    uint32_t next, nexts;  // its successors: `nexts` of nexts_ from `next` on
  };

  // ---- taking apart, putting together
  bool Load(uint32_t epilogue);
  void Store();
  bool HasTable(const Builder::Table& t) const;

  // ---- small things
  static bool Test(const uint64_t* bits, uint32_t s) { return bits[s / 64] >> (s % 64) & 1; }
  static void Set(uint64_t* bits, uint32_t s) { bits[s / 64] |= uint64_t{1} << (s % 64); }
  static void Clear(uint64_t* bits, uint32_t s) { bits[s / 64] &= ~(uint64_t{1} << (s % 64)); }
  bool Pinned(uint32_t s) const { return addressed_ && s / 64 < pinned_.size() && Test(pinned_.data(), s); }
  bool AnyPinned(uint32_t first, int64_t n) const;
  // Good until the instruction changes or moves.
  const Slots& Ops(size_t i) {
    Ins& x = ins_[i];
    if (!x.decoded) Decode(&x);
    return x.slots;
  }
  void Decode(Ins* x);
  static bool Overlap(const SlotRange& r, uint32_t first, int64_t n) {
    return r.first < first + n && first < r.first + r.count;
  }
  // Whether a call's frame lies over the slot.
  static bool Clobbers(const Ins& x, uint32_t slot) {
    return IsCall(x.op()) && slot + runtime::kFrameHeaderSlots >= x.a();
  }
  static char LetterOf(const Ins& x, int operand) { return InfoOf(x.op()).operands[operand]; }
  static bool Ends(const Ins& x) { return EndsFlow(x.op()); }
  static bool Jumps(const Ins& x) { return x.label >= 0 || x.table >= 0 || Ends(x); }
  const runtime::LineEntry* LineOf(const Ins& x) const;
  bool SameLine(const Ins& x, const Ins& y) const;
  int64_t TargetOf(Label l) const { return bound_[static_cast<size_t>(l)]; }
  size_t Alive(size_t i) const;
  template <typename Visit>
  void ForEachTarget(const Ins& x, Visit visit) const {
    if (x.label >= 0) visit(static_cast<size_t>(TargetOf(x.label)));
    if (x.table >= 0) {
      for (Label l : code_->tables_[static_cast<size_t>(x.table)].targets) visit(static_cast<size_t>(TargetOf(l)));
    }
  }
  // Puts instructions before those at the given places. `labels_move`: labels bound to the place go to the first new one.
  struct Insertion {
    size_t before;
    Ins ins;
    bool labels_move;
  };
  void Insert(std::vector<Insertion> list);

  // ---- blocks and liveness
  bool FindBlocks();
  bool Small() const { return width_ == 1; }
  void Before(uint64_t* bits, const Slots& operands) const;
  void Out(uint32_t block, uint64_t* out) const;
  void Solve();
  // Visits the instructions of all blocks backwards with the set that is live behind each; visit may kill or change
  // instruction i and those before it.
  template <typename Visit>
  void Backwards(Visit visit) {
    Solve();
    live_.resize(width_);
    uint64_t* live = live_.data();
    for (uint32_t b = 0; b < blocks_.size(); b++) {
      Out(b, live);
      for (size_t i = blocks_[b].end; i-- > blocks_[b].begin;) {
        if (!ins_[i].dead) visit(i, blocks_[b].begin, live);
        if (!ins_[i].dead) Before(live, Ops(i));
      }
    }
  }
  void PinForEpilogue();
  bool AnyLive(const uint64_t* live, uint32_t first, int64_t n) const;

  // ---- loops: optimize_loops.cc
  struct Loop {
    size_t head, end;  // its first instruction, and the last jump back to it
  };
  void Rotate();
  bool Steady();
  std::vector<Loop> FindLoops() const;
  bool Counts(const Loop& loop);
  bool OnlyStores(const Loop& loop, std::vector<size_t>* stores);
  bool JumpedInto(const Loop& loop) const;
  bool WrittenIn(const Loop& loop, uint32_t slot, int64_t n);
  bool KnownAddress(const Loop& loop, uint32_t slot, const std::vector<Loop>& loops, const std::vector<uint8_t>& ahead);
  bool UsedAsSlice(size_t i);
  bool Untouched(size_t i, const std::vector<size_t>& stores);
  void SteadyFrom(const Loop& loop, const std::vector<Loop>& loops, const std::vector<uint8_t>& ahead, const std::vector<size_t>& stores,
                  std::vector<Insertion>* add);
  bool TakeOut(const Loop& loop, size_t i, std::vector<Insertion>* add);
  bool Hoist();
  void HoistFrom(size_t head, size_t end, std::vector<Insertion>* add);
  bool MoveAside(size_t i, uint32_t slot, uint32_t width, const std::vector<Insertion>& add, size_t before);

  // ---- jumps: optimize_jumps.cc
  void Thread();
  void FollowJumps();
  void Invert();
  bool MinMax(size_t i, const std::vector<uint8_t>& target);
  void Unreachable();

  // ---- values: optimize_values.cc
  void Checks();
  bool UsedNext(size_t i, size_t end);
  void Cse();
  static bool IsStoreOf(Opcode store, Opcode load);
  static bool IsKnownLoad(Opcode op);
  struct Move {
    uint32_t to, from;
  };
  void Redirect(Ins* x, const std::vector<Move>& moves);
  bool IsValue(Opcode op) const;
  static int MoveWidth(const Ins& x);
  void Coalesce();
  struct Rename {
    size_t at;
    int field;
  };
  bool Retarget(size_t i, size_t begin, uint32_t d, uint32_t s, uint32_t width);
  static bool AnyRenamedRead(const Ins& x, const bool* renamed);
  void Copies();
  template <typename Constant>
  static void Fold(Ins* x, Constant constant);
  static void SetConstant(Ins* x, uint64_t k);
  template <typename Constant>
  static void FoldShift(Ins* x, Opcode to, uint64_t width, Constant constant);
  template <typename Constant>
  static void FoldCommutative(Ins* x, Opcode to, Constant constant);
  template <typename Constant>
  static void FoldJump(Ins* x, Opcode right, Opcode left, Constant constant);
  bool Dead();

  // ---- superinstructions: optimize_fuse.cc
  void Fuse();
  int64_t MakerOf(size_t j, size_t begin, uint32_t slot, const uint64_t* live);
  bool LoadsLater(size_t k, size_t j);
  bool OnlyIn(size_t j, int field, uint32_t slot, int64_t n = 1);
  bool FuseAt(size_t j, size_t begin, const uint64_t* live);
  // A comparison as a jump and as the opposite jump, whose operands are exchanged if `swap`.
  struct CompareForm {
    Opcode op, jump, inverse;
    bool swap;
  };
  static const CompareForm* CompareFormOf(Opcode op);
  bool FusePair(size_t j, size_t begin, const uint64_t* live, Opcode of, Opcode to);
  bool FuseOperand(size_t j, size_t begin, const uint64_t* live, int field, Opcode of, Opcode to);
  bool FuseSum(size_t j, size_t begin, const uint64_t* live);
  bool FuseLoaded(size_t j, size_t begin, const uint64_t* live, int field, Opcode to);
  bool FuseField(size_t j, size_t begin, const uint64_t* live, int field, Opcode to);
  bool FuseElement(size_t j, size_t begin, const uint64_t* live, int field, Opcode to, uint64_t size);
  bool FuseRow(size_t j, size_t begin, const uint64_t* live, Opcode to);
  bool FuseNext(size_t j, size_t begin, const uint64_t* live, int field);
  bool FuseShifted(size_t j, size_t begin, const uint64_t* live, int field);
  bool FuseRotate(size_t j, size_t begin, const uint64_t* live);
  bool FuseBits(size_t j, size_t begin, const uint64_t* live, uint64_t mask);
  bool FuseNarrow(size_t j, size_t begin, const uint64_t* live, int field, int bits);
  bool FuseUpdate(size_t j, size_t begin, const uint64_t* live);
  bool FuseText(size_t j, size_t begin, const uint64_t* live);
  bool FuseMoves(size_t j, size_t begin);
  bool FuseStoredSlice(size_t j, size_t begin, const uint64_t* live);
  bool FuseReturn(size_t j, size_t begin, const uint64_t* live);
  bool FuseFields(size_t j, size_t begin, const uint64_t* live);
  bool FuseDot(size_t j, size_t begin, const uint64_t* live, int field);
  bool FuseLoad(size_t j, size_t begin, const uint64_t* live, Opcode of_slice, Opcode of_field, Opcode offset);
  bool FuseStore(size_t j, size_t begin, const uint64_t* live, Opcode of_slice, Opcode of_field, Opcode offset);
  bool FuseStep(size_t j, size_t begin, Opcode op);

  Builder* code_ = nullptr;
  uint32_t slots_ = 0;
  uint32_t result_slots_ = 0;
  Passes passes_ = Passes::None();
  Label epilogue_ = -1;
  std::vector<Ins> ins_;
  // Where the slots of instructions lie.
  static constexpr int kChunk = 512;
  std::vector<std::unique_ptr<SlotRange[]>> chunks_;
  size_t chunk_ = 0;  // the one that is being filled
  int used_ = 0;      // of it
  std::vector<int64_t> bound_;  // by label: an instruction
  bool addressed_ = false;  // there are pinned slots
  bool checks_ = false;     // there is a NilChk
  bool loops_ = false;      // there are jumps back
  Bits pinned_;
  static constexpr uint8_t kJoin = 2;  // in leader_: jumps lead there
  std::vector<uint8_t> leader_;
  std::vector<Block> blocks_;
  std::vector<uint32_t> block_of_;
  std::vector<uint32_t> nexts_;
  uint32_t width_ = 0;           // words of a set
  Bits in_, gen_, kill_, live_;  // of each block: live at its beginning, read before written in it, written in it
  bool solved_ = false;
  std::vector<size_t> known_;    // of cse
  std::vector<Move> moves_;
  std::vector<Rename> renames_;  // of coalesce
  uint32_t fresh_ = 0;
};

}  // namespace minigo::bytecode
