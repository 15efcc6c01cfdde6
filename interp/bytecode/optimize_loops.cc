// This file implements the passes over loops: rotation, and what goes before them: constants, and what memory that they do not
// change holds.
#include <algorithm>

#include "interp/bytecode/optimizer.h"
#include "runtime/stack.h"

namespace minigo::bytecode {

namespace {

constexpr size_t kMaxLoop = 1500;    // instructions of a loop from which constants are taken
constexpr size_t kMaxSteady = 200;   // and of one from which loads are
constexpr size_t kMaxStores = 16;    // that such a loop may have

// The result slots of what is taken out of a loop.
uint32_t WidthOf(const Ins& x) {
  switch (x.op()) {
    case Opcode::kLdStr: case Opcode::kLd128: case Opcode::kGld128: return 2;
    case Opcode::kLd192: case Opcode::kGld192: case Opcode::kSLd192: return 3;
    default: return 1;
  }
}

bool IsGlobalLoad(Opcode op) { return op >= Opcode::kGld8S && op <= Opcode::kGld192; }
bool IsSum(Opcode op) {
  return op == Opcode::kAdd || op == Opcode::kSub || op == Opcode::kMul || op == Opcode::kAddI || op == Opcode::kMulI;
}
// The bytes of a load or store of a field; 0: it is none.
int64_t FieldBytes(Opcode op) {
  switch (op) {
    case Opcode::kLd8S: case Opcode::kLd8U: case Opcode::kSt8: return 1;
    case Opcode::kLd16S: case Opcode::kLd16U: case Opcode::kSt16: return 2;
    case Opcode::kLd32S: case Opcode::kLd32U: case Opcode::kSt32: return 4;
    case Opcode::kLd64: case Opcode::kSt64: case Opcode::kIncMem64: case Opcode::kAddMem64: case Opcode::kSubMem64:
    case Opcode::kFAddMem: case Opcode::kFSubMem: case Opcode::kFMulMem:
      return 8;
    case Opcode::kLd128: return 16;
    case Opcode::kLd192: return 24;
    default: return 0;
  }
}
// Stores of elements that are no pointers, and hold none.
bool IsElementStore(Opcode op) {
  return (op >= Opcode::kSSt8 && op <= Opcode::kSSt64) || op == Opcode::kSOr64 || op == Opcode::kSAdd64 || op == Opcode::kPASt64 || op == Opcode::kPAStB;
}
bool IsFrameStore(Opcode op) {
  return (op >= Opcode::kFst8 && op <= Opcode::kFst32) || op == Opcode::kFASt64 || op == Opcode::kFAStB || op == Opcode::kFAStW ||
         op == Opcode::kFALd64 || (op >= Opcode::kFALdB && op <= Opcode::kFALdWU);
}
// The operand that is a slice; -1: none.
int SliceOperand(Opcode op) {
  if ((op >= Opcode::kSLd8S && op <= Opcode::kSLd192) || op == Opcode::kSAddr) return 1;
  return (op >= Opcode::kSSt8 && op <= Opcode::kSAdd64) ? 0 : -1;
}

}  // namespace

// ---- rotate: [Jmp test] body… test: [up to 2 instructions] [jump if, body]  becomes  [test, inverted, to the end] body… test

void Optimizer::Rotate() {
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

// ---- steady: what a loop computes anew each time from what it does not change goes before it
//
// Only loops that count, and so end by themselves, in which nothing is called: a loop that waits for another goroutine goes on
// looking. What may panic goes before the loop if nothing else can happen before it does, or if it cannot panic there.

bool Optimizer::Steady() {
  if (!loops_) return false;
  std::vector<Loop> loops = FindLoops();
  std::vector<uint8_t> ahead;  // by instruction: a jump forward leads there
  std::vector<Insertion> add;
  for (const Loop& loop : loops) {
    if (loop.end - loop.head >= kMaxSteady || !Counts(loop)) continue;
    std::vector<size_t> stores;
    if (!OnlyStores(loop, &stores)) continue;
    if (ahead.empty()) {
      ahead.resize(ins_.size() + 1);
      for (const Ins& x : ins_) {
        if (!x.dead && !x.back) ForEachTarget(x, [&](size_t t) { ahead[t] = 1; });
      }
    }
    SteadyFrom(loop, loops, ahead, stores, &add);
  }
  if (add.empty()) return false;
  solved_ = false;
  Insert(std::move(add));
  return true;
}

// The loops, inner ones first.
std::vector<Optimizer::Loop> Optimizer::FindLoops() const {
  std::vector<Loop> loops;
  for (size_t i = 0; i < ins_.size(); i++) {
    if (ins_[i].dead || !ins_[i].back) continue;
    auto head = static_cast<size_t>(TargetOf(ins_[i].label));
    auto same = std::find_if(loops.begin(), loops.end(), [&](const Loop& l) { return l.head == head; });
    if (same != loops.end()) same->end = std::max(same->end, i);
    else loops.push_back({head, i});
  }
  std::sort(loops.begin(), loops.end(), [](const Loop& x, const Loop& y) { return x.end - x.head < y.end - y.head; });
  return loops;
}

// Whether the loop ends with a comparison of a slot that it adds to.
bool Optimizer::Counts(const Loop& loop) {
  const Ins& test = ins_[loop.end];
  switch (test.op()) {
    case Opcode::kIncJLt: case Opcode::kIncJLtI: case Opcode::kIncJLe: return true;
    case Opcode::kJLtL: case Opcode::kJLeL: case Opcode::kJLtIL: case Opcode::kJLeIL: case Opcode::kJGtIL: case Opcode::kJGeIL: break;
    default: return false;
  }
  for (size_t i = loop.head; i < loop.end; i++) {
    const Ins& x = ins_[i];
    if (x.dead || x.op() != Opcode::kAddI || x.a() != x.b()) continue;
    if (x.a() == test.a() || (InfoOf(test.op()).operands[1] == 'r' && x.a() == test.b())) return true;
  }
  return false;
}

// Whether nothing in the loop changes memory but stores of numbers, which are listed.
bool Optimizer::OnlyStores(const Loop& loop, std::vector<size_t>* stores) {
  for (size_t i = loop.head; i <= loop.end; i++) {
    const Ins& x = ins_[i];
    if (x.dead || IsPure(x.op()) || IsLoad(x.op()) || IsCheck(x.op()) || x.label >= 0 || IsFrameStore(x.op()) || Ends(x)) continue;
    if (!IsElementStore(x.op()) && FieldBytes(x.op()) == 0) return false;
    if (stores->size() == kMaxStores) return false;
    stores->push_back(i);
  }
  return true;
}

// Whether a jump from outside leads into the loop, which else begins at its head with the instruction above it.
bool Optimizer::JumpedInto(const Loop& loop) const {
  bool enters = epilogue_ >= 0;
  for (size_t i = 0; i < ins_.size() && !enters; i++) {
    if ((i >= loop.head && i <= loop.end) || ins_[i].dead) continue;
    ForEachTarget(ins_[i], [&](size_t t) { enters = enters || (t >= loop.head && t <= loop.end); });
  }
  return enters;
}

bool Optimizer::WrittenIn(const Loop& loop, uint32_t slot, int64_t n) {
  for (size_t i = loop.head; i <= loop.end; i++) {
    if (ins_[i].dead) continue;
    const Slots& operands = Ops(i);
    if (IsCall(ins_[i].op()) && Clobbers(ins_[i], slot + static_cast<uint32_t>(n) - 1)) return true;
    if ((operands.writes & SetOf(slot, n)) == 0) continue;
    for (const SlotRange& r : operands) {
      if (r.access != Access::kRead && Overlap(r, slot, n)) return true;
    }
  }
  return false;
}

// Whether the slot is used as an address on each way to the head of the loop. What an enclosing loop does not write is there
// what it was before that loop.
bool Optimizer::KnownAddress(const Loop& loop, uint32_t slot, const std::vector<Loop>& loops, const std::vector<uint8_t>& ahead) {
  uint32_t steps = 0;
  for (size_t p = loop.head; p-- > 0 && steps < kMaxSteady; steps++) {
    if (ahead[p + 1]) return false;
    for (const Loop& outer : loops) {
      if (outer.head == p + 1 && (WrittenIn(outer, slot, 1) || JumpedInto(outer))) return false;
    }
    const Ins& y = ins_[p];
    if (y.dead) continue;
    if (Ends(y) || IsCall(y.op())) return false;
    for (const SlotRange& r : Ops(p)) {
      if (r.access != Access::kRead && Overlap(r, slot, 1)) return (y.op() == Opcode::kNew || y.op() == Opcode::kLeaF) && r.first == slot;
    }
    if ((IsFieldLoad(y.op()) && y.b() == slot) || (y.op() == Opcode::kNilChk && y.a() == slot)) return true;
    if (FieldBytes(y.op()) != 0 && LetterOf(y, 0) == 'r' && y.a() == slot) return true;
  }
  return false;
}

// Whether what the load at i loads is used as a slice in its block.
bool Optimizer::UsedAsSlice(size_t i) {
  const size_t end = blocks_[block_of_[i]].end;
  const uint32_t slot = ins_[i].a();
  for (size_t k = i + 1; k < end; k++) {
    const Ins& x = ins_[k];
    if (x.dead) continue;
    int operand = SliceOperand(x.op());
    if (operand >= 0 && x.Field(operand) == slot) return true;
    for (const SlotRange& r : Ops(k)) {
      if (r.access != Access::kRead && Overlap(r, slot, 3)) return false;
    }
  }
  return false;
}

// Whether the loop's stores leave alone what i loads. Numbers that are stored are not parts of slices.
bool Optimizer::Untouched(size_t i, const std::vector<size_t>& stores) {
  const Ins& x = ins_[i];
  if (stores.empty()) return true;
  const bool slice = WidthOf(x) == 3 && UsedAsSlice(i);
  for (size_t k : stores) {
    const Ins& store = ins_[k];
    if (IsElementStore(store.op())) {
      if (!slice) return false;
      continue;
    }
    int64_t bytes = FieldBytes(x.op()), at = x.c(), to = store.c();
    if (bytes == 0 || x.b() != store.a() || (at < to + FieldBytes(store.op()) && to < at + bytes)) return false;
  }
  return true;
}

void Optimizer::SteadyFrom(const Loop& loop, const std::vector<Loop>& loops, const std::vector<uint8_t>& ahead,
                           const std::vector<size_t>& stores, std::vector<Insertion>* add) {
  size_t above = loop.head;
  while (above > 0 && ins_[above - 1].dead) above--;
  // A version for a frame in the loop may begin with it.
  if ((above > 0 && Ends(ins_[above - 1])) || JumpedInto(loop)) return;
  bool certain = true;  // the loop comes here each time, and nothing that can be seen happens before
  for (size_t i = loop.head; i <= loop.end; i++) {
    Ins& x = ins_[i];
    if (x.dead) continue;
    Opcode op = x.op();
    const bool field = IsFieldLoad(op) && FieldBytes(op) != 0;
    const bool element = (op >= Opcode::kSLd8S && op <= Opcode::kSLd64) || op == Opcode::kSLd192;
    bool steady = IsSum(op) || IsGlobalLoad(op) || field || element;
    for (const SlotRange& r : Ops(i)) {
      steady = steady && (r.access == Access::kWrite || !WrittenIn(loop, r.first, r.count)) && !AnyPinned(r.first, r.count);
    }
    steady = steady && (IsSum(op) || Untouched(i, stores));
    if (steady && !certain) steady = IsSum(op) || IsGlobalLoad(op) || (field && KnownAddress(loop, x.b(), loops, ahead));
    if (steady && TakeOut(loop, i, add)) continue;
    certain = certain && IsPure(x.op()) && !leader_[i + 1];
  }
}

// Takes i, whose operands the loop does not change, out of the loop.
bool Optimizer::TakeOut(const Loop& loop, size_t i, std::vector<Insertion>* add) {
  const uint32_t slot = ins_[i].a(), width = WidthOf(ins_[i]);
  Solve();
  bool alone = !AnyLive(&in_[size_t{block_of_[loop.head]} * width_], slot, width);
  for (const Insertion& y : *add) {
    if (y.before >= loop.head && y.before <= loop.end && y.ins.a() < slot + width && slot < y.ins.a() + WidthOf(y.ins)) alone = false;
  }
  ins_[i].dead = true;
  alone = alone && !WrittenIn(loop, slot, width);
  ins_[i].dead = false;
  if (!alone && !MoveAside(i, slot, width, *add, loop.head)) return false;
  if (!ins_[i].dead) add->push_back({loop.head, ins_[i], false});
  return ins_[i].dead = true;
}

// ---- hoist: constants go before the loop

bool Optimizer::Hoist() {
  if (!loops_) return false;
  Solve();
  std::vector<Loop> loops = FindLoops();
  std::vector<Insertion> add;
  for (const Loop& loop : loops) {
    if (loop.end - loop.head < kMaxLoop) HoistFrom(loop.head, loop.end, &add);
  }
  if (add.empty()) return false;
  solved_ = false;
  Insert(std::move(add));
  return true;
}

void Optimizer::HoistFrom(size_t head, size_t end, std::vector<Insertion>* add) {
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
    uint32_t width = WidthOf(x);
    if (AnyPinned(slot, width)) continue;
    bool alone = !AnyLive(at_head, slot, width) && !AnyLive(at_entry, slot, width) && slot + width <= lowest_call;
    // What was taken out of an inner loop is in none of the instructions.
    for (const Insertion& y : *add) {
      if (y.before >= head && y.before <= end && y.ins.a() < slot + width && slot < y.ins.a() + WidthOf(y.ins)) alone = false;
    }
    for (size_t k = head; alone && k <= end; k++) {
      if (k == i || ins_[k].dead) continue;
      const Slots& others = Ops(k);
      if ((others.writes & SetOf(slot, width)) == 0) continue;
      for (const SlotRange& r : others) {
        if (r.access != Access::kRead && Overlap(r, slot, width)) alone = false;
      }
    }
    if (!alone && (lowest_call != UINT32_MAX || !MoveAside(i, slot, width, *add, before))) continue;
    if (x.dead) continue;
    Ins moved = x;
    add->push_back({before, moved, before != head});
    x.dead = true;
  }
}

// Gives the result of i, which is read in its block only, slots of its own, or those of the same instruction, which goes
// before the loop already; then i is dead.
bool Optimizer::MoveAside(size_t i, uint32_t slot, uint32_t width, const std::vector<Insertion>& add, size_t before) {
  const Block& block = blocks_[block_of_[i]];
  std::vector<Rename> renames;
  bool ended = false;
  uint32_t left = (uint32_t{1} << width) - 1;  // the slots that nothing has written since
  for (size_t k = i + 1; k < block.end && !ended; k++) {
    if (ins_[k].dead) continue;
    for (const SlotRange& r : Ops(k)) {
      if (!Overlap(r, slot, width)) continue;
      if (r.access == Access::kPart) return false;
      if (r.access == Access::kWrite) {
        for (uint32_t s = 0; s < width; s++) {
          if (Overlap(r, slot + s, 1)) left &= ~(uint32_t{1} << s);
        }
        ended = left == 0;
        continue;
      }
      uint32_t read = 0;
      for (uint32_t s = 0; s < width; s++) {
        if (Overlap(r, slot + s, 1)) read |= uint32_t{1} << s;
      }
      if ((read & left) == 0) continue;
      bool within = r.first >= slot && r.first + r.count <= slot + width && (read & left) == read;
      if (!within || r.operand == 3 || LetterOf(ins_[k], r.operand) != 'r') return false;
      renames.push_back({k, r.operand});
    }
  }
  if (!ended) {
    Bits out(width_);
    Out(block_of_[i], out.data());
    for (uint32_t s = 0; s < width; s++) {
      if ((left >> s & 1) && AnyLive(out.data(), slot + s, 1)) return false;
    }
  }
  const Ins& x = ins_[i];
  for (const Insertion& other : add) {
    const Ins& y = other.ins;
    if (other.before != before || y.op() != x.op() || y.a() < slots_ - fresh_ || y.w[1] != x.w[1] || y.w[2] != x.w[2]) continue;
    if (y.b() != x.b() || y.c() != x.c()) continue;
    for (const Rename& r : renames) ins_[r.at].Shift(r.field, int64_t{y.a()} - slot);
    return ins_[i].dead = true;
  }
  if (slots_ >= 60000 || fresh_ + width > kMaxFresh) return false;
  // Slots above the frame are unknown to the sets at hand: nobody asks for them.
  uint32_t fresh = slots_;
  slots_ += width;
  fresh_ += width;
  pinned_.resize(std::max<size_t>(pinned_.size(), (slots_ + 63) / 64 + 1));
  for (const Rename& r : renames) ins_[r.at].Shift(r.field, int64_t{fresh} - slot);
  ins_[i].SetField(0, static_cast<uint16_t>(fresh));
  return true;
}

}  // namespace minigo::bytecode
