// This file implements the passes over loops: rotation, and constants that go before them.
#include <algorithm>

#include "interp/bytecode/optimizer.h"
#include "runtime/stack.h"

namespace minigo::bytecode {

namespace {

constexpr size_t kMaxLoop = 1500;  // instructions of a loop from which constants are taken

uint32_t WidthOfConstant(const Ins& x) { return x.op() == Opcode::kLdStr ? 2 : 1; }

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

// ---- hoist: constants go before the loop

bool Optimizer::Hoist() {
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
    uint32_t width = WidthOfConstant(x);
    if (AnyPinned(slot, width)) continue;
    bool alone = !AnyLive(at_head, slot, width) && !AnyLive(at_entry, slot, width) && slot + width <= lowest_call;
    // What was taken out of an inner loop is in none of the instructions.
    for (const Insertion& y : *add) {
      if (y.before >= head && y.before <= end && y.ins.a() < slot + width && slot < y.ins.a() + WidthOfConstant(y.ins)) alone = false;
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

// Gives the constant at i, which is read in its block only, a slot of its own, or that of the same constant, which goes
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
      bool whole = left == (uint32_t{1} << width) - 1;
      if (!whole || r.first != slot || r.count != int64_t{width} || r.operand == 3 || LetterOf(ins_[k], r.operand) != 'r') return false;
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
