// This file implements the passes over a function's code before it is finished: rotation of loops, common subexpressions,
// coalescing, propagation of copies and constants, removal of dead code, fusion, and hoisting of constants.
//
// The code is taken apart into a list of instructions whose jumps name labels, changed in place, and written back. All that is
// known of an instruction is what OperandsOf says of its slots, and the few lists below. Rules that every pass keeps:
//
//  1. A panic in a function with deferred calls goes on at the epilogue: the slots that this reads are pinned. No other slot is
//     seen by anyone after a panic, so it may be written earlier or later than the program says.
//  2. Slots whose address is taken (LeaF, FAAddr) are pinned too: nothing is known of them.
//  3. A call writes everything from its callee's header on.
//  4. What may panic or reads memory moves over pure instructions only, and keeps its line.
#include <algorithm>
#include <bit>

#include "interp/bytecode/builder.h"
#include "interp/bytecode/operands.h"
#include "runtime/base/check.h"
#include "runtime/stack.h"

namespace minigo::bytecode {

namespace {

constexpr size_t kMaxInsns = 6000;        // larger functions are left as they are
constexpr size_t kMaxBits = size_t{1} << 22;  // blocks times slots
constexpr uint32_t kWindow = 12;          // how far before its use an operand's instruction is looked for
constexpr int kMaxGroup = 24;             // slots of a move that is coalesced
constexpr size_t kMaxLoop = 1500;         // instructions of a loop from which constants are taken

bool IsCall(Opcode op) {
  return op == Opcode::kCall || op == Opcode::kCallC || op == Opcode::kCallI || op == Opcode::kCallN;
}

// No effect but on the slots written, and no panic.
bool IsPure(Opcode op) {
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
bool IsLoad(Opcode op) {
  switch (op) {
    case Opcode::kFSubLdLd: case Opcode::kFMulLd: case Opcode::kAddLd: case Opcode::kStrIdx: case Opcode::kSLdF64:
    case Opcode::kPALd64: case Opcode::kPALdB: case Opcode::kSAddr: case Opcode::kPAAddr:
      return true;
    default:
      return (op >= Opcode::kLd8S && op <= Opcode::kLdN) || (op >= Opcode::kGld8S && op <= Opcode::kGld192) ||
             (op >= Opcode::kSLd8S && op <= Opcode::kSLd192) || (op >= Opcode::kSLdXB && op <= Opcode::kSLdX64) ||
             (op >= Opcode::kSLd2B && op <= Opcode::kSLd264) || (op >= Opcode::kPSLdB && op <= Opcode::kPSLd64);
  }
}

bool IsConstant(Opcode op) {
  return op == Opcode::kLdI || op == Opcode::kLdK || op == Opcode::kLdStr || op == Opcode::kZero;
}

// Multi-slot results that may lie over the operands: everything is read before anything is written.
bool ReadsFirst(Opcode op) {
  switch (op) {
    case Opcode::kMov2: case Opcode::kMov3: case Opcode::kMovN: case Opcode::kSLd128: case Opcode::kSLd192:
    case Opcode::kCAdd: case Opcode::kCSub: case Opcode::kCMul:
      return true;
    default: return false;
  }
}

bool Fits(int64_t k) { return k >= INT16_MIN && k <= INT16_MAX; }

struct Ins {
  uint64_t w[4] = {};
  uint8_t n = 0;
  bool dead = false;
  bool back = false;
  Label label = -1;    // of a jump
  int32_t table = -1;  // of a Switch
  uint32_t line = 0;   // row of the line table

  Opcode op() const { return static_cast<Opcode>(w[0] & 0xffff); }
  uint16_t Field(int i) const { return static_cast<uint16_t>(w[0] >> (16 * (i + 1))); }
  uint16_t a() const { return Field(0); }
  uint16_t b() const { return Field(1); }
  uint16_t c() const { return Field(2); }
  int64_t imm_b() const { return static_cast<int16_t>(b()); }
  int64_t imm_c() const { return static_cast<int16_t>(c()); }
  void SetField(int i, uint16_t v) {
    w[0] = (w[0] & ~(uint64_t{0xffff} << (16 * (i + 1)))) | uint64_t{v} << (16 * (i + 1));
  }
  void Shift(int field, int64_t delta) { SetField(field, static_cast<uint16_t>(Field(field) + delta)); }
  // Becomes another instruction; what concerns jumps and lines stays.
  void Become(Opcode op, int64_t a, int64_t b, int64_t c) {
    w[0] = static_cast<uint64_t>(op) | uint64_t{static_cast<uint16_t>(a)} << 16 |
           uint64_t{static_cast<uint16_t>(b)} << 32 | uint64_t{static_cast<uint16_t>(c)} << 48;
    w[1] = w[2] = w[3] = 0;
    n = 1;
  }
  void Become(Opcode op, int64_t a, int64_t b, int64_t c, uint64_t extra) {
    Become(op, a, b, c);
    w[1] = extra;
    n = 2;
  }
};

}  // namespace

class Optimizer {
 public:
  Optimizer(Builder* builder, uint32_t frame_slots, uint32_t result_slots, Passes passes, uint32_t* epilogue)
      : code_(*builder), slots_(frame_slots), result_slots_(result_slots), passes_(passes), epilogue_word_(epilogue) {}

  uint32_t Run() {
    if (!Load()) return slots_;
    if (passes_.Has(Pass::kRotate)) Rotate();
    if (passes_.Has(Pass::kThread)) Thread();
    if (passes_.Has(Pass::kDead)) Unreachable();
    if (FindBlocks()) {
      PinForEpilogue();
      if (passes_.Has(Pass::kCse)) {
        Checks();
        Cse();
      }
      if (passes_.Has(Pass::kCoalesce)) Coalesce();
      if (passes_.Has(Pass::kCopies)) Copies();
      if (passes_.Has(Pass::kDead)) Dead();
      if (passes_.Has(Pass::kCoalesce)) Coalesce();
      if (passes_.Has(Pass::kFuse)) Fuse();
      for (int round = 0; round < 3 && passes_.Has(Pass::kHoist); round++) {
        if (!Hoist() || !FindBlocks()) break;
      }
    }
    Store();
    return slots_;
  }

 private:
  using Bits = std::vector<uint64_t>;
  struct Block {
    uint32_t begin, end;
  };

  // ---- taking apart, putting together

  bool Load() {
    size_t words = code_.words_.size();
    if (words > 2 * kMaxInsns) return false;
    std::vector<uint32_t> at(words + 1, 0);
    size_t line = 0, fix = 0, table = 0;
    for (size_t w = 0; w < words;) {
      Ins x;
      auto op = static_cast<Opcode>(code_.words_[w] & 0xffff);
      x.n = static_cast<uint8_t>(1 + ExtraWords(op));
      MINIGO_CHECK(x.n <= 4);
      for (int i = 0; i < x.n; i++) x.w[i] = code_.words_[w + static_cast<size_t>(i)];
      while (line + 1 < code_.lines_.size() && code_.lines_[line + 1].pc <= w) line++;
      x.line = static_cast<uint32_t>(line);
      while (fix < code_.fixups_.size() && code_.fixups_[fix].at < w) fix++;
      if (fix < code_.fixups_.size() && code_.fixups_[fix].at == w) {
        x.label = code_.fixups_[fix].label;
        x.back = code_.fixups_[fix].back;
      }
      while (table < code_.tables_.size() && code_.tables_[table].at < w) table++;
      if (table < code_.tables_.size() && code_.tables_[table].at == w) x.table = static_cast<int32_t>(table);
      if (op == Opcode::kLeaF || op == Opcode::kFAAddr) addressed_ = true;
      at[w] = static_cast<uint32_t>(ins_.size());
      w += x.n;
      ins_.push_back(x);
    }
    if (ins_.empty()) return false;
    at[words] = static_cast<uint32_t>(ins_.size());
    bound_.reserve(code_.labels_.size());
    for (int64_t l : code_.labels_) bound_.push_back(l < 0 ? -1 : static_cast<int64_t>(at[static_cast<size_t>(l)]));
    if (*epilogue_word_ != 0) {
      epilogue_ = static_cast<Label>(bound_.size());
      bound_.push_back(static_cast<int64_t>(at[*epilogue_word_]));
    }
    pinned_.assign((slots_ + 63) / 64 + 1, 0);
    if (!addressed_) return true;
    for (size_t i = 0; i < ins_.size(); i++) {
      Opcode op = ins_[i].op();
      if (op != Opcode::kLeaF && op != Opcode::kFAAddr) continue;
      for (const SlotRange& r : OperandsOf(ins_[i].w, slots_, result_slots_)) {
        if (r.operand != 1) continue;
        for (int64_t s = r.first; s < r.first + r.count && s < slots_; s++) Set(pinned_.data(), static_cast<uint32_t>(s));
      }
    }
    return true;
  }

  void Store() {
    std::vector<uint32_t> word(ins_.size() + 1);
    std::vector<runtime::LineEntry> lines;
    code_.words_.clear();
    code_.fixups_.clear();
    uint32_t last_line = UINT32_MAX;
    for (size_t i = 0; i < ins_.size(); i++) {
      Ins& x = ins_[i];
      uint32_t at = word[i] = static_cast<uint32_t>(code_.words_.size());
      if (x.dead) continue;
      if (x.line != last_line && x.line < code_.lines_.size()) {
        runtime::LineEntry row = code_.lines_[x.line];
        row.pc = at;
        last_line = x.line;
        lines.push_back(row);
      }
      code_.words_.insert(code_.words_.end(), x.w, x.w + x.n);
      if (x.label >= 0) code_.fixups_.push_back({at, at + x.n, x.label, x.back});
      if (x.table >= 0) code_.tables_[static_cast<size_t>(x.table)].at = at;
    }
    word[ins_.size()] = static_cast<uint32_t>(code_.words_.size());
    std::erase_if(code_.tables_, [&](const Builder::Table& t) { return !HasTable(t); });
    code_.labels_.resize(bound_.size());
    for (size_t l = 0; l < bound_.size(); l++) {
      code_.labels_[l] = bound_[l] < 0 ? -1 : int64_t{word[static_cast<size_t>(bound_[l])]};
    }
    if (epilogue_ >= 0) *epilogue_word_ = static_cast<uint32_t>(code_.labels_[static_cast<size_t>(epilogue_)]);
    code_.lines_ = std::move(lines);
  }

  bool HasTable(const Builder::Table& t) const {
    size_t index = static_cast<size_t>(&t - code_.tables_.data());
    for (const Ins& x : ins_) {
      if (!x.dead && x.table >= 0 && static_cast<size_t>(x.table) == index) return true;
    }
    return false;
  }

  // ---- small things

  static bool Test(const uint64_t* bits, uint32_t s) { return bits[s / 64] >> (s % 64) & 1; }
  static void Set(uint64_t* bits, uint32_t s) { bits[s / 64] |= uint64_t{1} << (s % 64); }
  static void Clear(uint64_t* bits, uint32_t s) { bits[s / 64] &= ~(uint64_t{1} << (s % 64)); }
  bool Pinned(uint32_t s) const { return addressed_ && s / 64 < pinned_.size() && Test(pinned_.data(), s); }
  bool AnyPinned(uint32_t first, int64_t n) const {
    for (int64_t i = 0; addressed_ && i < n; i++) {
      if (Pinned(first + static_cast<uint32_t>(i))) return true;
    }
    return false;
  }

  Operands Ops(size_t i) const { return OperandsOf(ins_[i].w, slots_, result_slots_); }
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
  const runtime::LineEntry* LineOf(const Ins& x) const {
    return x.line < code_.lines_.size() ? &code_.lines_[x.line] : nullptr;
  }
  bool SameLine(const Ins& x, const Ins& y) const {
    const runtime::LineEntry *p = LineOf(x), *q = LineOf(y);
    return p == q || (p != nullptr && q != nullptr && p->line == q->line && p->file == q->file && p->inlined == q->inlined);
  }
  int64_t TargetOf(Label l) const { return bound_[static_cast<size_t>(l)]; }
  // The first instruction from i on that is not dead.
  size_t Alive(size_t i) const {
    while (i < ins_.size() && ins_[i].dead) i++;
    return i;
  }

  template <typename Visit>
  void ForEachTarget(const Ins& x, Visit visit) const {
    if (x.label >= 0) visit(static_cast<size_t>(TargetOf(x.label)));
    if (x.table >= 0) {
      for (Label l : code_.tables_[static_cast<size_t>(x.table)].targets) visit(static_cast<size_t>(TargetOf(l)));
    }
  }

  // Puts instructions before those at the given places. `labels_move`: labels bound to the place go to the first new one.
  struct Insertion {
    size_t before;
    Ins ins;
    bool labels_move;
  };
  void Insert(std::vector<Insertion> list) {
    if (list.empty()) return;
    std::stable_sort(list.begin(), list.end(), [](const Insertion& x, const Insertion& y) { return x.before < y.before; });
    std::vector<Ins> out;
    out.reserve(ins_.size() + list.size());
    std::vector<size_t> at(ins_.size() + 1), label_at(ins_.size() + 1);
    size_t k = 0;
    for (size_t i = 0; i <= ins_.size(); i++) {
      label_at[i] = out.size();
      bool moves = true;
      for (; k < list.size() && list[k].before == i; k++) {
        moves = list[k].labels_move;
        out.push_back(list[k].ins);
      }
      if (!moves) label_at[i] = out.size();
      at[i] = out.size();
      if (i < ins_.size()) out.push_back(ins_[i]);
    }
    for (int64_t& b : bound_) {
      if (b >= 0) b = static_cast<int64_t>(label_at[static_cast<size_t>(b)]);
    }
    ins_ = std::move(out);
  }

  // ---- blocks and liveness

  // Also drops the dead. False: the function is too large.
  bool FindBlocks() {
    std::vector<uint32_t> to(ins_.size() + 1);
    uint32_t n = 0;
    for (size_t i = 0; i < ins_.size(); i++) {
      to[i] = n;
      if (!ins_[i].dead) ins_[n++] = ins_[i];
    }
    to[ins_.size()] = n;
    ins_.resize(n);
    for (int64_t& b : bound_) {
      if (b >= 0) b = to[static_cast<size_t>(b)];
    }
    leader_.assign(n + 1, 0);
    leader_[0] = 1;
    if (epilogue_ >= 0) leader_[static_cast<size_t>(TargetOf(epilogue_))] = 1;
    for (uint32_t i = 0; i < n; i++) {
      ForEachTarget(ins_[i], [&](size_t t) { leader_[t] = 1; });
      if (Jumps(ins_[i])) leader_[i + 1] = 1;
    }
    blocks_.clear();
    block_of_.assign(n + 1, 0);
    for (uint32_t i = 0; i < n; i++) {
      if (leader_[i]) blocks_.push_back({i, i});
      blocks_.back().end = i + 1;
      block_of_[i] = static_cast<uint32_t>(blocks_.size() - 1);
    }
    block_of_[n] = static_cast<uint32_t>(blocks_.size());
    width_ = (slots_ + 63) / 64 + 1;
    solved_ = false;
    return blocks_.size() * width_ * 64 <= kMaxBits;
  }

  void Before(uint64_t* bits, const Operands& operands) const {
    for (const SlotRange& r : operands) {
      if (r.access != Access::kWrite) continue;
      for (int64_t s = r.first; s < r.first + r.count && s < slots_; s++) Clear(bits, static_cast<uint32_t>(s));
    }
    for (const SlotRange& r : operands) {
      if (r.access != Access::kRead) continue;
      for (int64_t s = r.first; s < r.first + r.count && s < slots_; s++) Set(bits, static_cast<uint32_t>(s));
    }
  }

  // The slots live behind the block.
  void Out(uint32_t block, uint64_t* out) const {
    std::fill(out, out + width_, 0);
    size_t last = blocks_[block].end - 1;
    auto add = [&](size_t b) {
      if (b >= blocks_.size()) return;
      const uint64_t* in = in_.data() + b * width_;
      for (uint32_t i = 0; i < width_; i++) out[i] |= in[i];
    };
    if (!Ends(ins_[last])) add(block + 1);
    ForEachTarget(ins_[last], [&](size_t t) { add(block_of_[t]); });
  }

  void Solve() {
    if (solved_) return;
    solved_ = true;
    in_.assign(blocks_.size() * width_, 0);
    Bits gen(blocks_.size() * width_, 0), kill(blocks_.size() * width_, 0);
    for (size_t b = 0; b < blocks_.size(); b++) {
      uint64_t *g = &gen[b * width_], *k = &kill[b * width_];
      for (size_t i = blocks_[b].end; i-- > blocks_[b].begin;) {
        if (ins_[i].dead) continue;
        Operands operands = Ops(i);
        Before(g, operands);
        for (const SlotRange& r : operands) {
          if (r.access != Access::kWrite) continue;
          for (int64_t s = r.first; s < r.first + r.count && s < slots_; s++) Set(k, static_cast<uint32_t>(s));
        }
      }
    }
    Bits out(width_);
    for (bool again = true; again;) {
      again = false;
      for (size_t b = blocks_.size(); b-- > 0;) {
        Out(static_cast<uint32_t>(b), out.data());
        uint64_t* in = &in_[b * width_];
        for (uint32_t i = 0; i < width_; i++) {
          uint64_t v = gen[b * width_ + i] | (out[i] & ~kill[b * width_ + i]);
          again = again || v != in[i];
          in[i] = v;
        }
      }
    }
  }

  // Visits the instructions of all blocks backwards with the set that is live behind each; visit may kill or change
  // instruction i and those before it.
  template <typename Visit>
  void Backwards(Visit visit) {
    Solve();
    Bits live(width_);
    for (uint32_t b = 0; b < blocks_.size(); b++) {
      Out(b, live.data());
      for (size_t i = blocks_[b].end; i-- > blocks_[b].begin;) {
        if (!ins_[i].dead) visit(i, blocks_[b].begin, live.data());
        if (!ins_[i].dead) Before(live.data(), Ops(i));
      }
    }
  }

  bool AnyLive(const uint64_t* live, uint32_t first, int64_t n) const {
    for (int64_t s = first; s < first + n && s < slots_; s++) {
      if (Test(live, static_cast<uint32_t>(s)) || Pinned(static_cast<uint32_t>(s))) return true;
    }
    return false;
  }

  // What the epilogue reads may be read after any instruction.
  void PinForEpilogue() {
    if (epilogue_ < 0) return;
    Solve();
    const uint64_t* in = &in_[size_t{block_of_[static_cast<size_t>(TargetOf(epilogue_))]} * width_];
    for (uint32_t s = 0; s < slots_; s++) {
      if (Test(in, s)) Set(pinned_.data(), s);
    }
    addressed_ = true;
  }

  // ---- rotate: [Jmp test] body… test: [up to 2 instructions] [jump if, body]  becomes  [test, inverted, to the end] body… test

  void Rotate() {
    std::vector<Insertion> add;
    for (size_t i = 0; i < ins_.size(); i++) {
      if (ins_[i].op() != Opcode::kJmp || ins_[i].label < 0) continue;
      auto t = static_cast<size_t>(TargetOf(ins_[i].label));
      if (t <= i) continue;
      size_t end = t;
      while (end < ins_.size() && end < t + 3 && !Jumps(ins_[end])) end++;
      if (end >= ins_.size() || end >= t + 3) continue;
      const Ins& test = ins_[end];
      if (!test.back || test.label < 0 || TargetOf(test.label) != static_cast<int64_t>(i + 1)) continue;
      const JumpForms* forms = FormsOfLoop(test.op());
      if (forms == nullptr || forms->inverse == Opcode::kNop || test.n != 1) continue;
      bool inner = false;
      for (int64_t b : bound_) inner = inner || (b > static_cast<int64_t>(t) && b <= static_cast<int64_t>(end));
      if (inner) continue;
      Label over = static_cast<Label>(bound_.size());
      bound_.push_back(static_cast<int64_t>(end + 1));
      for (size_t k = t; k < end; k++) add.push_back({i, ins_[k], true});
      Ins guard = test;
      uint16_t a = test.a(), b = test.b();
      if (forms->swap) std::swap(a, b);
      guard.Become(forms->inverse, a, b, 0);
      guard.label = over;
      guard.back = false;
      add.push_back({i, guard, true});
      ins_[i].dead = true;
    }
    // A dead Jmp stays until blocks are found, so that labels keep their places.
    Insert(std::move(add));
  }

  static const JumpForms* FormsOfLoop(Opcode loop) {
    for (int i = 0; i < kNumOpcodes; i++) {
      const JumpForms* f = FormsOf(static_cast<Opcode>(i));
      if (f != nullptr && f->loop == loop && loop != Opcode::kNop) return f;
    }
    return nullptr;
  }

  // ---- thread: [r = constant] [Jmp test] … test: [jump if r]  becomes  [r = constant] [Jmp to where that leads]; jumps to
  // jumps go to the end

  void Thread() {
    std::vector<uint8_t> target(ins_.size() + 1, 0);
    for (const Ins& x : ins_) {
      if (!x.dead) ForEachTarget(x, [&](size_t t) { target[Alive(t)] = 1; });
    }
    std::vector<Insertion> add;
    for (size_t i = 0; i < ins_.size(); i++) {
      const Ins& x = ins_[i];
      if (x.dead || (x.op() != Opcode::kLdI && x.op() != Opcode::kZero)) continue;
      size_t next = Alive(i + 1);
      if (next >= ins_.size() || (target[next] && ins_[next].op() == Opcode::kJmp)) continue;
      bool jumps = ins_[next].op() == Opcode::kJmp && !ins_[next].back;
      size_t test = jumps ? Alive(static_cast<size_t>(TargetOf(ins_[next].label))) : next;
      if (test >= ins_.size() || test <= i || (!jumps && !target[test])) continue;
      const Ins& y = ins_[test];
      if (y.a() != x.a() || y.label < 0) continue;
      int64_t value = x.op() == Opcode::kZero ? 0 : static_cast<int32_t>(x.w[0] >> 32);
      bool taken;
      switch (y.op()) {
        case Opcode::kJT: case Opcode::kJTL: taken = value != 0; break;
        case Opcode::kJF: case Opcode::kJFL: taken = value == 0; break;
        case Opcode::kJEqI: case Opcode::kJEqIL: taken = value == y.imm_b(); break;
        case Opcode::kJNeI: case Opcode::kJNeIL: taken = value != y.imm_b(); break;
        default: continue;
      }
      Label to = y.label;
      if (!taken) {
        to = static_cast<Label>(bound_.size());
        bound_.push_back(static_cast<int64_t>(test + 1));
      }
      Ins jump = jumps ? ins_[next] : x;
      bool back = TargetOf(to) <= static_cast<int64_t>(i);
      jump.Become(back ? Opcode::kJmpL : Opcode::kJmp, 0, 0, 0);
      jump.label = to;
      jump.back = back;
      if (jumps) ins_[next] = jump;
      else add.push_back({next, jump, false});
    }
    // Jumps to jumps.
    for (size_t i = 0; i < ins_.size(); i++) {
      Ins& x = ins_[i];
      if (x.dead || x.label < 0 || x.back) continue;
      for (int steps = 0; steps < 8; steps++) {
        size_t t = Alive(static_cast<size_t>(TargetOf(x.label)));
        if (t >= ins_.size() || t == i) break;
        const Ins& y = ins_[t];
        bool back = y.op() == Opcode::kJmpL && x.op() == Opcode::kJmp && TargetOf(y.label) <= static_cast<int64_t>(i);
        if (y.op() != Opcode::kJmp && !back) break;
        if (!back && TargetOf(y.label) <= static_cast<int64_t>(i)) break;
        x.label = y.label;
        if (!back) continue;
        x.Become(Opcode::kJmpL, 0, 0, 0);
        x.back = true;
        break;
      }
    }
    Insert(std::move(add));
  }

  // ---- dead

  void Unreachable() {
    std::vector<uint8_t> seen(ins_.size() + 1, 0);
    std::vector<size_t> work = {0};
    if (epilogue_ >= 0) work.push_back(static_cast<size_t>(TargetOf(epilogue_)));
    while (!work.empty()) {
      size_t i = work.back();
      work.pop_back();
      for (; i < ins_.size() && !seen[i]; i++) {
        seen[i] = 1;
        if (ins_[i].dead) continue;
        ForEachTarget(ins_[i], [&](size_t t) {
          if (!seen[t]) work.push_back(t);
        });
        if (Ends(ins_[i])) break;
      }
    }
    // The last instruction ends the flow, for whoever looks beyond a jump.
    for (size_t i = 0; i + 1 < ins_.size(); i++) {
      if (!seen[i]) ins_[i].dead = true;
    }
    for (size_t i = 0; i < ins_.size(); i++) {
      Ins& x = ins_[i];
      if (x.dead || x.op() != Opcode::kJmp || x.label < 0 || x.back) continue;
      if (Alive(static_cast<size_t>(TargetOf(x.label))) == Alive(i + 1)) x.dead = true;
    }
  }

  void Dead() {
    Backwards([&](size_t i, size_t, const uint64_t* live) {
      if (!IsPure(ins_[i].op())) return;
      for (const SlotRange& r : Ops(i)) {
        if (r.access == Access::kPart || (r.access == Access::kWrite && AnyLive(live, r.first, r.count))) return;
      }
      ins_[i].dead = true;
      solved_ = false;
    });
  }

  // ---- nil checks: of what has been checked or used as an address before, or is about to be

  // The operand that the instruction uses as an address before anything else, panicking when it is nil; -1: none.
  static int BaseOf(Opcode op) {
    if ((op >= Opcode::kLd8S && op <= Opcode::kLdN) || op == Opcode::kAtomicLd32 || op == Opcode::kAtomicLd64 ||
        op == Opcode::kAtomicAdd32 || op == Opcode::kAtomicAdd64 || op == Opcode::kAtomicCas32 ||
        op == Opcode::kAtomicCas64 || op == Opcode::kAddrI) {
      return 1;
    }
    bool store = (op >= Opcode::kSt8 && op <= Opcode::kStNP) || op == Opcode::kAtomicSt32 || op == Opcode::kAtomicSt64;
    return store || op == Opcode::kNilChk ? 0 : -1;
  }

  void Checks() {
    std::vector<uint32_t> known;
    auto knows = [&](uint32_t slot) { return std::find(known.begin(), known.end(), slot) != known.end(); };
    for (const Block& block : blocks_) {
      known.clear();
      for (size_t i = block.begin; i < block.end; i++) {
        Ins& x = ins_[i];
        if (x.dead) continue;
        int base = BaseOf(x.op());
        if (x.op() == Opcode::kNilChk && !Pinned(x.a()) && (knows(x.a()) || UsedNext(i, block.end))) {
          x.dead = true;
          solved_ = false;
          continue;
        }
        bool copies = x.op() == Opcode::kMov && !Pinned(x.a()) && knows(x.b());
        uint32_t address = base >= 0 ? x.Field(base) : 0;
        for (const SlotRange& w : Ops(i)) {
          if (w.access == Access::kRead) continue;
          std::erase_if(known, [&](uint32_t s) { return Overlap(w, s, 1); });
          if (Overlap(w, address, 1)) base = -1;
        }
        if (IsCall(x.op())) std::erase_if(known, [&](uint32_t s) { return Clobbers(x, s); });
        if (copies) known.push_back(x.a());
        else if (base >= 0 && !Pinned(address) && !knows(address) && known.size() < 16) known.push_back(address);
      }
    }
  }

  // Whether what the check at i looks at is the address of an access that follows, with nothing but pure instructions between.
  bool UsedNext(size_t i, size_t end) const {
    uint32_t slot = ins_[i].a();
    uint32_t steps = 0;
    for (size_t k = i + 1; k < end && steps < kWindow; k++) {
      const Ins& x = ins_[k];
      if (x.dead) continue;
      steps++;
      int base = BaseOf(x.op());
      if (base >= 0 && x.Field(base) == slot) return SameLine(ins_[i], x);
      if (!IsPure(x.op())) return false;
      for (const SlotRange& w : Ops(k)) {
        if (w.access != Access::kRead && (Overlap(w, slot, 1) || AnyPinned(w.first, w.count))) return false;
      }
    }
    return false;
  }

  // ---- cse

  void Cse() {
    for (const Block& block : blocks_) {
      std::vector<size_t> known;
      for (size_t i = block.begin; i < block.end; i++) {
        Ins& x = ins_[i];
        if (x.dead) continue;
        bool load = x.op() >= Opcode::kLd8S && x.op() <= Opcode::kLd64;
        bool candidate = IsValue(x.op()) || load;
        if (candidate) {
          for (size_t k : known) {
            const Ins& y = ins_[k];
            if (load && IsStoreOf(y.op(), x.op()) && y.a() == x.b() && y.c() == x.c()) {
              x.Become(Opcode::kMov, x.a(), y.b(), 0);
              candidate = false;
              break;
            }
            if ((y.w[0] & ~uint64_t{0xffff0000}) != (x.w[0] & ~uint64_t{0xffff0000}) || y.w[1] != x.w[1]) continue;
            x.Become(Opcode::kMov, x.a(), y.a(), 0);
            candidate = false;
            break;
          }
        }
        Operands operands = Ops(i);
        bool changes = !IsPure(x.op()) && !IsLoad(x.op());  // memory, perhaps
        for (const SlotRange& w : operands) {
          changes = changes || (w.access != Access::kRead && AnyPinned(w.first, w.count));
        }
        std::erase_if(known, [&](size_t k) {
          for (const SlotRange& w : operands) {
            if (w.access == Access::kRead) continue;
            for (const SlotRange& r : Ops(k)) {
              if (Overlap(w, r.first, r.count)) return true;
            }
          }
          if (changes && !IsPure(ins_[k].op())) return true;
          if (IsCall(x.op())) {
            for (const SlotRange& r : Ops(k)) {
              if (Clobbers(x, r.first + static_cast<uint32_t>(r.count) - 1)) return true;
            }
          }
          return false;
        });
        if (known.size() >= 16) continue;
        if ((x.op() == Opcode::kSt64 || x.op() == Opcode::kSt64P) && !Pinned(x.a()) && !Pinned(x.b())) known.push_back(i);
        if (!candidate) continue;
        bool own = Pinned(x.a());  // the result lies over an operand
        for (const SlotRange& r : operands) {
          own = own || (r.access == Access::kRead && (Overlap(r, x.a(), 1) || AnyPinned(r.first, r.count)));
        }
        if (!own) known.push_back(i);
      }
    }
    solved_ = false;
  }

  // Whose value a load of the same place finds.
  static bool IsStoreOf(Opcode store, Opcode load) {
    return load == Opcode::kLd64 && (store == Opcode::kSt64 || store == Opcode::kSt64P);
  }

  // One result slot that depends on the operands' slots alone, and is worth a move.
  bool IsValue(Opcode op) const {
    if (!IsPure(op) || op < Opcode::kAdd || op > Opcode::kC64Eq) return false;
    switch (op) {
      case Opcode::kCAdd: case Opcode::kCSub: case Opcode::kCMul: case Opcode::kCDiv: case Opcode::kCNeg:
      case Opcode::kC64To128: case Opcode::kFMulAdd: case Opcode::kFMulSub: case Opcode::kFMulRSub:
        return false;
      default: return true;
    }
  }

  // ---- coalesce: [s = …] … [d = s], s dead  becomes  [d = …]

  static int MoveWidth(const Ins& x) {
    switch (x.op()) {
      case Opcode::kMov: return 1;
      case Opcode::kMov2: return 2;
      case Opcode::kMov3: return 3;
      case Opcode::kMovN: return x.c();
      default: return 0;
    }
  }

  void Coalesce() {
    Backwards([&](size_t i, size_t begin, const uint64_t* live) {
      int n = MoveWidth(ins_[i]);
      if (n == 0 || n > kMaxGroup) return;
      uint32_t d = ins_[i].a(), s = ins_[i].b();
      uint32_t width = static_cast<uint32_t>(n);
      if (d == s) {
        ins_[i].dead = true;
        return;
      }
      if ((s < d + width && d < s + width) || AnyPinned(d, n) || AnyLive(live, s, n)) return;
      if (Retarget(i, begin, d, s, width)) {
        ins_[i].dead = true;
        solved_ = false;
      }
    });
  }

  struct Rename {
    size_t at;
    int field;
  };

  // Makes the values of s, all of them defined in the block before i, in d.
  bool Retarget(size_t i, size_t begin, uint32_t d, uint32_t s, uint32_t width) {
    uint32_t needed = (uint32_t{1} << width) - 1;
    std::vector<Rename> renames;
    auto mask = [width](const SlotRange& r, uint32_t group) {
      uint32_t m = 0;
      for (uint32_t x = 0; x < width; x++) {
        if (group + x >= r.first && group + x < r.first + r.count) m |= uint32_t{1} << x;
      }
      return m;
    };
    int steps = 0;
    for (size_t j = i; j-- > begin && needed != 0;) {
      const Ins& x = ins_[j];
      if (x.dead) continue;
      if (++steps > 80) return false;
      Operands operands = Ops(j);
      uint32_t written = 0;
      int64_t results = 0;
      for (const SlotRange& r : operands) {
        if (r.access != Access::kRead) results += r.count;
        if (r.access != Access::kWrite || r.operand == 3 || LetterOf(x, r.operand) != 'w') continue;
        written |= mask(r, s) & needed;
      }
      uint32_t after = needed & ~written;
      if (IsCall(x.op())) {
        for (uint32_t k = 0; k < width; k++) {
          if ((needed >> k & 1) && (Clobbers(x, d + k) || Clobbers(x, s + k))) return false;
        }
      }
      bool renamed[3] = {};
      for (const SlotRange& r : operands) {
        uint32_t of_s = mask(r, s), of_d = mask(r, d);
        bool is_result = r.access == Access::kWrite && r.operand < 3 && LetterOf(x, r.operand) == 'w';
        uint32_t wanted = is_result ? needed : after;
        if (of_s & wanted) {
          bool whole = static_cast<int64_t>(std::popcount(of_s & wanted)) == r.count;
          if (!whole || r.operand == 3 || IsCall(x.op())) return false;
          if (!renamed[r.operand]) renames.push_back({j, r.operand});
          renamed[r.operand] = true;
        } else if (is_result && (of_s & needed)) {
          return false;
        }
        if (of_d & after) return false;
        if (of_d & written) {
          if (r.access != Access::kRead || (results > 1 && !ReadsFirst(x.op()))) return false;
        }
      }
      // An operand that is renamed must not be wanted in its old place by the same field.
      if (written != 0 && AnyRenamedRead(x, renamed)) return false;
      needed = after;
    }
    if (needed != 0) return false;
    for (const Rename& r : renames) ins_[r.at].Shift(r.field, int64_t{d} - s);
    return true;
  }

  static bool AnyRenamedRead(const Ins& x, const bool* renamed) {
    for (int f = 0; f < 3; f++) {
      if (renamed[f] && LetterOf(x, f) == 'm') return true;
    }
    return false;
  }

  // ---- copies

  void Copies() {
    struct Copy {
      uint32_t to, from;
    };
    struct Const {
      uint32_t slot;
      uint64_t value;
    };
    std::vector<Copy> copies;
    std::vector<Const> consts;
    for (const Block& block : blocks_) {
      copies.clear();
      consts.clear();
      auto constant = [&](uint32_t slot, uint64_t* v) {
        for (const Const& c : consts) {
          if (c.slot == slot) {
            *v = c.value;
            return true;
          }
        }
        return false;
      };
      for (size_t i = block.begin; i < block.end; i++) {
        Ins& x = ins_[i];
        if (x.dead) continue;
        if (!copies.empty() && !IsCall(x.op())) {
          for (const SlotRange& r : Ops(i)) {
            if (r.access != Access::kRead || r.operand == 3 || LetterOf(x, r.operand) != 'r' || r.count > kMaxGroup) continue;
            int64_t source = -1;
            for (int64_t k = 0; k < r.count; k++) {
              int64_t from = -1;
              for (const Copy& c : copies) {
                if (c.to == r.first + k) from = c.from;
              }
              if (from < 0 || (k > 0 && from != source + k)) {
                source = -1;
                break;
              }
              if (k == 0) source = from;
            }
            if (source < 0) continue;
            bool over = false;
            int64_t results = 0;
            for (const SlotRange& w : Ops(i)) {
              if (w.access == Access::kRead) continue;
              results += w.count;
              over = over || Overlap(w, static_cast<uint32_t>(source), r.count);
            }
            if (over && results > 1 && !ReadsFirst(x.op())) continue;
            x.Shift(r.operand, source - r.first);
          }
        }
        if (!consts.empty()) Fold(&x, constant);
        Operands operands = Ops(i);
        for (const SlotRange& w : operands) {
          if (w.access == Access::kRead) continue;
          std::erase_if(copies, [&](const Copy& c) { return Overlap(w, c.to, 1) || Overlap(w, c.from, 1); });
          std::erase_if(consts, [&](const Const& c) { return Overlap(w, c.slot, 1); });
        }
        if (IsCall(x.op())) {
          std::erase_if(copies, [&](const Copy& c) { return Clobbers(x, c.to) || Clobbers(x, c.from); });
          std::erase_if(consts, [&](const Const& c) { return Clobbers(x, c.slot); });
        }
        int n = MoveWidth(x);
        if (n > 0 && n <= kMaxGroup && copies.size() < 48) {
          uint32_t to = x.a(), from = x.b(), width = static_cast<uint32_t>(n);
          bool apart = to + width <= from || from + width <= to;
          if (apart && !AnyPinned(to, n) && !AnyPinned(from, n)) {
            for (uint32_t k = 0; k < width; k++) copies.push_back({to + k, from + k});
          }
        }
        if (consts.size() < 32 && !Pinned(x.a())) {
          if (x.op() == Opcode::kLdI) {
            consts.push_back({x.a(), static_cast<uint64_t>(int64_t{static_cast<int32_t>(x.w[0] >> 32)})});
          } else if (x.op() == Opcode::kLdK) {
            consts.push_back({x.a(), x.w[1]});
          } else if (x.op() == Opcode::kZero) {
            consts.push_back({x.a(), 0});
          }
        }
      }
    }
    solved_ = false;
  }

  // Makes operands that are constants part of the instruction.
  template <typename Constant>
  static void Fold(Ins* x, Constant constant) {
    uint64_t k;
    switch (x->op()) {
      case Opcode::kMov:
        if (!constant(x->b(), &k)) return;
        if (k == 0) return x->Become(Opcode::kZero, x->a(), 0, 0);
        if (static_cast<int64_t>(k) == static_cast<int32_t>(k)) {
          return x->Become(Opcode::kLdI, x->a(), static_cast<uint16_t>(k), static_cast<uint16_t>(k >> 16));
        }
        return x->Become(Opcode::kLdK, x->a(), 0, 0, k);
      case Opcode::kFAdd:
        if (constant(x->c(), &k)) return x->Become(Opcode::kFAddK, x->a(), x->b(), 0, k);
        if (constant(x->b(), &k)) return x->Become(Opcode::kFAddK, x->a(), x->c(), 0, k);
        return;
      case Opcode::kFMul:
        if (constant(x->c(), &k)) return x->Become(Opcode::kFMulK, x->a(), x->b(), 0, k);
        if (constant(x->b(), &k)) return x->Become(Opcode::kFMulK, x->a(), x->c(), 0, k);
        return;
      case Opcode::kFSub:
        if (constant(x->c(), &k)) return x->Become(Opcode::kFSubK, x->a(), x->b(), 0, k);
        if (constant(x->b(), &k)) return x->Become(Opcode::kFRSubK, x->a(), x->c(), 0, k);
        return;
      case Opcode::kFDiv:
        if (constant(x->c(), &k)) return x->Become(Opcode::kFDivK, x->a(), x->b(), 0, k);
        if (constant(x->b(), &k)) return x->Become(Opcode::kFRDivK, x->a(), x->c(), 0, k);
        return;
      case Opcode::kAdd: return FoldCommutative(x, Opcode::kAddI, constant);
      case Opcode::kMul: return FoldCommutative(x, Opcode::kMulI, constant);
      case Opcode::kAnd: return FoldCommutative(x, Opcode::kAndI, constant);
      case Opcode::kOr: return FoldCommutative(x, Opcode::kOrI, constant);
      case Opcode::kXor: return FoldCommutative(x, Opcode::kXorI, constant);
      case Opcode::kSub:
        if (constant(x->c(), &k) && Fits(-static_cast<int64_t>(k))) {
          return x->Become(Opcode::kAddI, x->a(), x->b(), -static_cast<int64_t>(k));
        }
        if (constant(x->b(), &k) && Fits(static_cast<int64_t>(k))) {
          return x->Become(Opcode::kRSubI, x->a(), x->c(), static_cast<int64_t>(k));
        }
        return;
      case Opcode::kJEq: return FoldJump(x, Opcode::kJEqI, Opcode::kJEqI, constant);
      case Opcode::kJNe: return FoldJump(x, Opcode::kJNeI, Opcode::kJNeI, constant);
      case Opcode::kJLt: return FoldJump(x, Opcode::kJLtI, Opcode::kJGtI, constant);
      case Opcode::kJLe: return FoldJump(x, Opcode::kJLeI, Opcode::kJGeI, constant);
      case Opcode::kJEqL: return FoldJump(x, Opcode::kJEqIL, Opcode::kJEqIL, constant);
      case Opcode::kJNeL: return FoldJump(x, Opcode::kJNeIL, Opcode::kJNeIL, constant);
      case Opcode::kJLtL: return FoldJump(x, Opcode::kJLtIL, Opcode::kJGtIL, constant);
      case Opcode::kJLeL: return FoldJump(x, Opcode::kJLeIL, Opcode::kJGeIL, constant);
      default: return;
    }
  }

  template <typename Constant>
  static void FoldCommutative(Ins* x, Opcode to, Constant constant) {
    uint64_t k;
    if (constant(x->c(), &k) && Fits(static_cast<int64_t>(k))) {
      x->Become(to, x->a(), x->b(), static_cast<int64_t>(k));
    } else if (constant(x->b(), &k) && Fits(static_cast<int64_t>(k))) {
      x->Become(to, x->a(), x->c(), static_cast<int64_t>(k));
    }
  }

  template <typename Constant>
  static void FoldJump(Ins* x, Opcode right, Opcode left, Constant constant) {
    uint64_t k;
    if (constant(x->b(), &k) && Fits(static_cast<int64_t>(k))) {
      x->Become(right, x->a(), static_cast<int64_t>(k), 0);
    } else if (constant(x->a(), &k) && Fits(static_cast<int64_t>(k))) {
      x->Become(left, x->b(), static_cast<int64_t>(k), 0);
    }
  }

  // ---- fuse

  void Fuse() {
    Backwards([&](size_t i, size_t begin, const uint64_t* live) {
      while (FuseAt(i, begin, live)) solved_ = false;
    });
  }

  // The instruction before j that made `slot` (and the others of its result), if nobody else reads it, it is dead behind j,
  // and it can be done at j instead. -1: there is none.
  int64_t MakerOf(size_t j, size_t begin, uint32_t slot, const uint64_t* live) const {
    uint32_t steps = 0;
    bool pure = true;  // all between
    for (size_t k = j; k-- > begin && steps < kWindow;) {
      const Ins& x = ins_[k];
      if (x.dead) continue;
      steps++;
      const SlotRange* result = nullptr;
      Operands operands = Ops(k);
      for (const SlotRange& r : operands) {
        if (!Overlap(r, slot, 1)) continue;
        if (r.access == Access::kWrite && r.first == slot && LetterOf(x, 0) == 'w' && r.operand == 0) result = &r;
        else if (r.access == Access::kPart) return -1;
      }
      if (result == nullptr) {
        for (const SlotRange& r : operands) {
          if (Overlap(r, slot, 1)) return -1;
        }
        if (Clobbers(x, slot)) return -1;
        if (!IsPure(x.op())) pure = false;
        for (const SlotRange& r : operands) {
          if (r.access != Access::kRead && AnyPinned(r.first, r.count)) pure = false;
        }
        continue;
      }
      Opcode op = x.op();
      if (!IsPure(op) && !(IsLoad(op) && pure && SameLine(x, ins_[j]))) return -1;
      // Its operands, and the rest of its result, in between.
      for (size_t m = k + 1; m < j; m++) {
        const Ins& y = ins_[m];
        if (y.dead) continue;
        for (const SlotRange& w : Ops(m)) {
          if (Overlap(w, result->first, result->count)) return -1;
          if (w.access == Access::kRead) continue;
          for (const SlotRange& r : operands) {
            if (r.access == Access::kRead && Overlap(w, r.first, r.count)) return -1;
          }
        }
        if (IsCall(y.op())) return -1;
      }
      for (const SlotRange& r : operands) {
        if (AnyPinned(r.first, r.count)) return -1;
      }
      Operands uses = Ops(j);
      for (int64_t s = result->first; s < result->first + result->count; s++) {
        bool rewritten = false;
        for (const SlotRange& w : uses) {
          rewritten = rewritten || (w.access == Access::kWrite && Overlap(w, static_cast<uint32_t>(s), 1));
        }
        if (!rewritten && AnyLive(live, static_cast<uint32_t>(s), 1)) return -1;
      }
      return static_cast<int64_t>(k);
    }
    return -1;
  }

  // Whether j reads a slot of the maker's result in one operand only: the fields other than `field`, and the extra word.
  bool OnlyIn(size_t j, int field, uint32_t slot, int64_t n = 1) const {
    for (const SlotRange& r : Ops(j)) {
      if (r.access == Access::kRead && r.operand != field && Overlap(r, slot, n)) return false;
    }
    return true;
  }

  bool FuseAt(size_t j, size_t begin, const uint64_t* live) {
    Ins& x = ins_[j];
    switch (x.op()) {
      case Opcode::kFAdd:
        return FuseProduct(j, begin, live, 2, Opcode::kFMulAdd) || FuseProduct(j, begin, live, 1, Opcode::kFMulAdd);
      case Opcode::kAdd: return FuseLoaded(j, begin, live, 2, Opcode::kAddLd) || FuseLoaded(j, begin, live, 1, Opcode::kAddLd);
      case Opcode::kLd64: return FuseField(j, begin, live, 1, Opcode::kSLdF64);
      case Opcode::kSt64: return FuseField(j, begin, live, 0, Opcode::kSStF64);
      case Opcode::kLd8U: return FuseByte(j, begin, live, 1, Opcode::kPALdB);
      case Opcode::kSt8: return FuseByte(j, begin, live, 0, Opcode::kPAStB);
      case Opcode::kFMul: return FuseLoaded(j, begin, live, 1, Opcode::kFMulLd) || FuseLoaded(j, begin, live, 2, Opcode::kFMulLd);
      case Opcode::kFSub:
        if (FuseFields(j, begin, live)) return true;
        return FuseProduct(j, begin, live, 2, Opcode::kFMulSub) || FuseProduct(j, begin, live, 1, Opcode::kFMulRSub);
      case Opcode::kFMulAdd:
        return x.w[1] == x.a() && (FuseDot(j, begin, live, 2) || FuseDot(j, begin, live, 1));
      case Opcode::kSLd64: return FuseLoad(j, begin, live, Opcode::kSLd264, Opcode::kPSLd64, Opcode::kSLdX64);
      case Opcode::kSLd8U: return FuseLoad(j, begin, live, Opcode::kSLd2B, Opcode::kPSLdB, Opcode::kSLdXB);
      case Opcode::kSLd32S: return FuseLoad(j, begin, live, Opcode::kSLd2W, Opcode::kPSLdW, Opcode::kSLdXW);
      case Opcode::kSSt64: return FuseStore(j, begin, live, Opcode::kSSt264, Opcode::kPSSt64, Opcode::kSStX64);
      case Opcode::kSSt8: return FuseStore(j, begin, live, Opcode::kSSt2B, Opcode::kPSStB, Opcode::kSStXB);
      case Opcode::kJT:
      case Opcode::kJF: {
        int64_t k = MakerOf(j, begin, x.a(), live);
        if (k < 0) return false;
        Ins& y = ins_[static_cast<size_t>(k)];
        if (const CompareForm* f = CompareFormOf(y.op())) {
          uint16_t a = y.b(), b = y.c();
          bool yes = x.op() == Opcode::kJT;
          if (!yes && f->swap) std::swap(a, b);
          x.Become(yes ? f->jump : f->inverse, a, b, 0);
          y.dead = true;
          return true;
        }
        if (y.op() != Opcode::kSLd8U) return false;
        x.Become(x.op() == Opcode::kJT ? Opcode::kJSLdT : Opcode::kJSLdF, y.b(), y.c(), 0);
        y.dead = true;
        return true;
      }
      case Opcode::kJEqI:
      case Opcode::kJNeI: {
        if (x.imm_b() != 0) return false;
        int64_t k = MakerOf(j, begin, x.a(), live);
        if (k < 0) return false;
        Ins& y = ins_[static_cast<size_t>(k)];
        int64_t bits;
        if (y.op() == Opcode::kAndI) bits = y.imm_c();
        else if (y.op() == Opcode::kRemPow2 && y.c() < 15) bits = (1 << y.c()) - 1;
        else return false;
        x.Become(x.op() == Opcode::kJEqI ? Opcode::kJBitZ : Opcode::kJBitNZ, y.b(), bits, 0);
        y.dead = true;
        return true;
      }
      case Opcode::kJLtL:
      case Opcode::kJLeL:
      case Opcode::kJLtIL:
      case Opcode::kJLeIL:
      case Opcode::kJGtIL:
      case Opcode::kJGeIL: return FuseStep(j, begin, x.op());
      default: return false;
    }
  }

  // A comparison as a jump and as the opposite jump, whose operands are exchanged if `swap`.
  struct CompareForm {
    Opcode op, jump, inverse;
    bool swap;
  };
  static const CompareForm* CompareFormOf(Opcode op) {
    static constexpr CompareForm kForms[] = {
        {Opcode::kEq, Opcode::kJEq, Opcode::kJNe, false},     {Opcode::kNe, Opcode::kJNe, Opcode::kJEq, false},
        {Opcode::kLt, Opcode::kJLt, Opcode::kJLe, true},      {Opcode::kLe, Opcode::kJLe, Opcode::kJLt, true},
        {Opcode::kULt, Opcode::kJULt, Opcode::kJULe, true},   {Opcode::kULe, Opcode::kJULe, Opcode::kJULt, true},
        {Opcode::kEqI, Opcode::kJEqI, Opcode::kJNeI, false},  {Opcode::kNeI, Opcode::kJNeI, Opcode::kJEqI, false},
        {Opcode::kLtI, Opcode::kJLtI, Opcode::kJGeI, false},  {Opcode::kLeI, Opcode::kJLeI, Opcode::kJGtI, false},
        {Opcode::kGtI, Opcode::kJGtI, Opcode::kJLeI, false},  {Opcode::kGeI, Opcode::kJGeI, Opcode::kJLtI, false},
        {Opcode::kFEq, Opcode::kJFEq, Opcode::kJFNe, false},  {Opcode::kFNe, Opcode::kJFNe, Opcode::kJFEq, false},
        {Opcode::kFLt, Opcode::kJFLt, Opcode::kJFNLt, false}, {Opcode::kFLe, Opcode::kJFLe, Opcode::kJFNLe, false},
        {Opcode::kStrEq, Opcode::kJStrEq, Opcode::kJStrNe, false},
        {Opcode::kStrNe, Opcode::kJStrNe, Opcode::kJStrEq, false},
    };
    for (const CompareForm& f : kForms) {
      if (f.op == op) return &f;
    }
    return nullptr;
  }

  // x + y where the operand in `field` is a product.
  bool FuseProduct(size_t j, size_t begin, const uint64_t* live, int field, Opcode to) {
    Ins& x = ins_[j];
    uint32_t product = x.Field(field);
    if (!OnlyIn(j, field, product)) return false;
    int64_t k = MakerOf(j, begin, product, live);
    if (k < 0 || ins_[static_cast<size_t>(k)].op() != Opcode::kFMul) return false;
    Ins& y = ins_[static_cast<size_t>(k)];
    x.Become(to, x.a(), y.b(), y.c(), x.Field(3 - field));
    y.dead = true;
    return true;
  }

  // x + p.f and the like, p.f being the operand in `field`.
  bool FuseLoaded(size_t j, size_t begin, const uint64_t* live, int field, Opcode to) {
    Ins& x = ins_[j];
    if (!OnlyIn(j, field, x.Field(field))) return false;
    int64_t k = MakerOf(j, begin, x.Field(field), live);
    if (k < 0 || ins_[static_cast<size_t>(k)].op() != Opcode::kLd64) return false;
    Ins& y = ins_[static_cast<size_t>(k)];
    x.Become(to, x.a(), y.b(), y.c(), x.Field(3 - field));
    return y.dead = true;
  }

  // s[i].f, the address being the operand in `field`.
  bool FuseField(size_t j, size_t begin, const uint64_t* live, int field, Opcode to) {
    Ins& x = ins_[j];
    if (!OnlyIn(j, field, x.Field(field))) return false;
    int64_t k = MakerOf(j, begin, x.Field(field), live);
    if (k < 0 || ins_[static_cast<size_t>(k)].op() != Opcode::kSAddr) return false;
    Ins& y = ins_[static_cast<size_t>(k)];
    if (y.w[1] > UINT32_MAX) return false;
    uint64_t where = y.w[1] | uint64_t{x.c()} << 32;
    if (field == 1) x.Become(to, x.a(), y.b(), y.c(), where);
    else x.Become(to, y.b(), y.c(), x.b(), where);
    return y.dead = true;
  }

  // A byte of an array.
  bool FuseByte(size_t j, size_t begin, const uint64_t* live, int field, Opcode to) {
    Ins& x = ins_[j];
    if (x.c() != 0 || !OnlyIn(j, field, x.Field(field))) return false;
    int64_t k = MakerOf(j, begin, x.Field(field), live);
    if (k < 0) return false;
    Ins& y = ins_[static_cast<size_t>(k)];
    if (y.op() != Opcode::kPAAddr || y.w[2] != 1) return false;
    uint64_t length = y.w[1];
    if (field == 1) x.Become(to, x.a(), y.b(), y.c(), length);
    else x.Become(to, y.b(), y.c(), x.b(), length);
    return y.dead = true;
  }

  // p.f - q.g
  bool FuseFields(size_t j, size_t begin, const uint64_t* live) {
    Ins& x = ins_[j];
    if (x.b() == x.c()) return false;
    int64_t right = MakerOf(j, begin, x.c(), live);
    if (right < 0 || ins_[static_cast<size_t>(right)].op() != Opcode::kLd64) return false;
    Ins& q = ins_[static_cast<size_t>(right)];
    q.dead = true;  // out of the way of the other
    int64_t left = MakerOf(j, begin, x.b(), live);
    if (left < 0 || left > right || ins_[static_cast<size_t>(left)].op() != Opcode::kLd64) return q.dead = false;
    Ins& p = ins_[static_cast<size_t>(left)];
    x.Become(Opcode::kFSubLdLd, x.a(), p.b(), q.b(), uint64_t{p.c()} | uint64_t{q.c()} << 32);
    return p.dead = true;
  }

  // sum += y * s[i], the element being the operand in `field`.
  bool FuseDot(size_t j, size_t begin, const uint64_t* live, int field) {
    Ins& x = ins_[j];
    uint32_t element = x.Field(field);
    if (element == x.a() || !OnlyIn(j, field, element)) return false;
    int64_t k = MakerOf(j, begin, element, live);
    if (k < 0 || ins_[static_cast<size_t>(k)].op() != Opcode::kSLd64) return false;
    Ins& y = ins_[static_cast<size_t>(k)];
    x.Become(Opcode::kFMulAddS, x.a(), x.Field(3 - field), y.b(), y.c());
    y.dead = true;
    return true;
  }

  // An element of a slice that was loaded for it, or at an index that was computed for it.
  bool FuseLoad(size_t j, size_t begin, const uint64_t* live, Opcode of_slice, Opcode of_field, Opcode offset) {
    Ins& x = ins_[j];
    if (OnlyIn(j, 1, x.b(), 3)) {
      int64_t k = MakerOf(j, begin, x.b(), live);
      if (k >= 0) {
        Ins& y = ins_[static_cast<size_t>(k)];
        if (y.op() == Opcode::kSLd192) {
          x.Become(of_slice, x.a(), y.b(), y.c(), x.c());
          return y.dead = true;
        }
        if (y.op() == Opcode::kLd192) {
          x.Become(of_field, x.a(), y.b(), x.c(), y.c());
          return y.dead = true;
        }
      }
    }
    if (!OnlyIn(j, 2, x.c())) return false;
    int64_t k = MakerOf(j, begin, x.c(), live);
    if (k < 0 || ins_[static_cast<size_t>(k)].op() != Opcode::kAddI) return false;
    Ins& y = ins_[static_cast<size_t>(k)];
    x.Become(offset, x.a(), x.b(), y.b(), static_cast<uint64_t>(y.imm_c()));
    return y.dead = true;
  }

  bool FuseStore(size_t j, size_t begin, const uint64_t* live, Opcode of_slice, Opcode of_field, Opcode offset) {
    Ins& x = ins_[j];
    if (OnlyIn(j, 0, x.a(), 3)) {
      int64_t k = MakerOf(j, begin, x.a(), live);
      if (k >= 0) {
        Ins& y = ins_[static_cast<size_t>(k)];
        if (y.op() == Opcode::kSLd192) {
          x.Become(of_slice, y.b(), y.c(), x.c(), x.b());
          return y.dead = true;
        }
        if (y.op() == Opcode::kLd192) {
          x.Become(of_field, y.b(), x.b(), x.c(), y.c());
          return y.dead = true;
        }
      }
    }
    if (!OnlyIn(j, 1, x.b())) return false;
    int64_t k = MakerOf(j, begin, x.b(), live);
    if (k < 0 || ins_[static_cast<size_t>(k)].op() != Opcode::kAddI) return false;
    Ins& y = ins_[static_cast<size_t>(k)];
    x.Become(offset, x.a(), y.b(), x.c(), static_cast<uint64_t>(y.imm_c()));
    return y.dead = true;
  }

  // The loop's end: [x += y] [if x < limit, back].
  bool FuseStep(size_t j, size_t begin, Opcode op) {
    Ins& x = ins_[j];
    if (!x.back || j == begin) return false;
    size_t k = j - 1;
    while (k > begin && ins_[k].dead) k--;
    Ins& y = ins_[k];
    uint16_t counter = x.a();
    if (y.dead || y.a() != counter || AnyPinned(counter, 1)) return false;
    bool immediate = op != Opcode::kJLtL && op != Opcode::kJLeL;
    if (!immediate && x.b() == counter) return false;
    if (y.op() == Opcode::kAddI && y.b() == counter) {
      int64_t limit = x.imm_b();
      if (y.imm_c() == 1 && !immediate) {
        x.Become(op == Opcode::kJLtL ? Opcode::kIncJLt : Opcode::kIncJLe, counter, x.b(), 0);
      } else if (y.imm_c() == 1 && (op == Opcode::kJLtIL || (op == Opcode::kJLeIL && Fits(limit + 1)))) {
        x.Become(Opcode::kIncJLtI, counter, op == Opcode::kJLtIL ? limit : limit + 1, 0);
      } else if (y.imm_c() == -1 && (op == Opcode::kJGeIL || (op == Opcode::kJGtIL && Fits(limit + 1)))) {
        x.Become(Opcode::kDecJGeI, counter, op == Opcode::kJGeIL ? limit : limit + 1, 0);
      } else {
        return false;
      }
      return y.dead = true;
    }
    if (y.op() != Opcode::kAdd || immediate) return false;
    uint16_t step = y.b() == counter ? y.c() : y.b();
    if ((y.b() != counter && y.c() != counter) || step == counter) return false;
    x.Become(op == Opcode::kJLtL ? Opcode::kAddJLt : Opcode::kAddJLe, counter, x.b(), 0, step);
    return y.dead = true;
  }

  // ---- hoist: constants go before the loop

  bool Hoist() {
    Solve();
    struct Loop {
      size_t head, end;
    };
    std::vector<Loop> loops;
    for (size_t i = 0; i < ins_.size(); i++) {
      if (ins_[i].dead || !ins_[i].back) continue;
      auto head = static_cast<size_t>(TargetOf(ins_[i].label));
      auto same = std::find_if(loops.begin(), loops.end(), [&](const Loop& l) { return l.head == head; });
      if (same != loops.end()) same->end = std::max(same->end, i);
      else loops.push_back({head, i});
    }
    std::sort(loops.begin(), loops.end(), [](const Loop& x, const Loop& y) { return x.end - x.head < y.end - y.head; });
    std::vector<Insertion> add;
    for (const Loop& loop : loops) {
      if (loop.end - loop.head < kMaxLoop) HoistFrom(loop.head, loop.end, &add);
    }
    if (add.empty()) return false;
    solved_ = false;
    Insert(std::move(add));
    return true;
  }

  void HoistFrom(size_t head, size_t end, std::vector<Insertion>* add) {
    // How the loop is entered: from the line above, or by the jump to its test there.
    size_t before = head;
    size_t entry = head;
    if (head > 0 && Ends(ins_[head - 1])) {
      const Ins& jump = ins_[head - 1];
      if (jump.op() != Opcode::kJmp || jump.back) return;
      entry = static_cast<size_t>(TargetOf(jump.label));
      if (entry < head || entry > end) return;
      before = head - 1;
    }
    bool other = false;
    for (size_t i = 0; i < ins_.size(); i++) {
      if ((i >= head && i <= end) || i == before || ins_[i].dead) continue;
      ForEachTarget(ins_[i], [&](size_t t) { other = other || (t >= head && t <= end); });
    }
    if (other) return;
    // Labels at one place move or stay together.
    for (const Insertion& x : *add) {
      if (x.before == before && x.labels_move != (before != head)) return;
    }
    uint32_t lowest_call = UINT32_MAX;
    for (size_t i = head; i <= end; i++) {
      if (!ins_[i].dead && IsCall(ins_[i].op())) {
        lowest_call = std::min<uint32_t>(lowest_call, ins_[i].a() - static_cast<uint32_t>(runtime::kFrameHeaderSlots));
      }
    }
    const uint64_t* at_head = &in_[size_t{block_of_[head]} * width_];
    const uint64_t* at_entry = &in_[size_t{block_of_[entry]} * width_];
    for (size_t i = head; i <= end; i++) {
      Ins& x = ins_[i];
      if (x.dead || !IsConstant(x.op())) continue;
      uint32_t slot = x.a();
      uint32_t width = x.op() == Opcode::kLdStr ? 2 : 1;
      if (AnyPinned(slot, width)) continue;
      bool alone = !AnyLive(at_head, slot, width) && !AnyLive(at_entry, slot, width) && slot + width <= lowest_call;
      for (size_t k = head; alone && k <= end; k++) {
        if (k == i || ins_[k].dead) continue;
        for (const SlotRange& r : Ops(k)) {
          if (r.access != Access::kRead && Overlap(r, slot, width)) alone = false;
        }
      }
      if (!alone && !(lowest_call == UINT32_MAX && width == 1 && MoveAside(i, slot))) continue;
      Ins moved = x;
      add->push_back({before, moved, before != head});
      x.dead = true;
    }
  }

  // Gives the constant at i, which is read in its block only, a slot of its own.
  bool MoveAside(size_t i, uint32_t slot) {
    if (slots_ >= 60000 || fresh_ >= 8) return false;
    const Block& block = blocks_[block_of_[i]];
    std::vector<Rename> renames;
    bool ended = false;
    for (size_t k = i + 1; k < block.end && !ended; k++) {
      if (ins_[k].dead) continue;
      for (const SlotRange& r : Ops(k)) {
        if (!Overlap(r, slot, 1)) continue;
        if (r.access == Access::kRead) {
          if (r.count != 1 || r.operand == 3 || LetterOf(ins_[k], r.operand) != 'r') return false;
          renames.push_back({k, r.operand});
        } else if (r.access == Access::kWrite) {
          ended = true;
        } else {
          return false;
        }
      }
    }
    if (!ended) {
      Bits out(width_);
      Out(block_of_[i], out.data());
      if (AnyLive(out.data(), slot, 1)) return false;
    }
    // Slots above the frame are unknown to the sets at hand: nobody asks for them.
    uint32_t fresh = slots_++;
    fresh_++;
    pinned_.resize(std::max<size_t>(pinned_.size(), (slots_ + 63) / 64 + 1));
    for (const Rename& r : renames) ins_[r.at].Shift(r.field, int64_t{fresh} - slot);
    ins_[i].SetField(0, static_cast<uint16_t>(fresh));
    return true;
  }

  Builder& code_;
  uint32_t slots_;
  const uint32_t result_slots_;
  const Passes passes_;
  uint32_t* const epilogue_word_;
  Label epilogue_ = -1;
  std::vector<Ins> ins_;
  std::vector<int64_t> bound_;  // by label: an instruction
  bool addressed_ = false;
  Bits pinned_;
  std::vector<uint8_t> leader_;
  std::vector<Block> blocks_;
  std::vector<uint32_t> block_of_;
  uint32_t width_ = 0;  // words of a set
  Bits in_;             // live at the beginning of each block
  bool solved_ = false;
  int fresh_ = 0;
};

uint32_t Builder::Optimize(uint32_t frame_slots, uint32_t result_slots, Passes passes, uint32_t* epilogue) {
  return Optimizer(this, frame_slots, result_slots, passes, epilogue).Run();
}

}  // namespace minigo::bytecode
