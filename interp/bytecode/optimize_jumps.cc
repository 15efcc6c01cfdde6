// This file implements the passes over jumps: threading, jumps around jumps, and leaving out what nothing reaches.
#include <utility>

#include "interp/bytecode/optimizer.h"

namespace minigo::bytecode {

// ---- thread: [r = constant] [Jmp test] … test: [jump if r]  becomes  [r = constant] [Jmp to where that leads]; jumps to
// jumps go to the end

void Optimizer::Thread() {
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
  FollowJumps();
  Insert(std::move(add));
}

// Jumps to jumps go where those lead.
void Optimizer::FollowJumps() {
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
}

// ---- invert: [jump if, over] [Jmp to] over:  becomes  [jump unless, to]

void Optimizer::Invert() {
  FollowJumps();
  std::vector<uint8_t> target(ins_.size() + 1, 0);
  for (const Ins& x : ins_) {
    if (!x.dead) ForEachTarget(x, [&](size_t t) { target[Alive(t)] = 1; });
  }
  for (size_t i = 0; i < ins_.size(); i++) {
    Ins& x = ins_[i];
    if (x.dead || x.label < 0 || x.back || x.n != 1 || MinMax(i, target)) continue;
    size_t next = Alive(i + 1);
    if (next >= ins_.size() || target[next]) continue;
    Ins& jump = ins_[next];
    if ((jump.op() != Opcode::kJmp && jump.op() != Opcode::kJmpL) || jump.label < 0) continue;
    if (Alive(static_cast<size_t>(TargetOf(x.label))) != Alive(next + 1)) continue;
    const JumpForms* forms = FormsOf(x.op());
    if (forms == nullptr || forms->inverse == Opcode::kNop) continue;
    Opcode op = forms->inverse;
    if (jump.back) {
      const JumpForms* inverse = FormsOf(op);
      if (inverse == nullptr || inverse->loop == Opcode::kNop) continue;
      op = inverse->loop;
    }
    uint16_t a = x.a(), b = x.b();
    if (forms->swap) std::swap(a, b);
    x.Become(op, a, b, 0);
    x.label = jump.label;
    x.back = jump.back;
    jump.dead = true;
  }
}

// [jump if a <= b, over] [b = a] over:  becomes  [b = max]; [jump if a <= b, else] [d = a] [Jmp end] else: [d = b] end:
// becomes  [d = max] [Jmp end] …, in which else: may be out of reach.
bool Optimizer::MinMax(size_t i, const std::vector<uint8_t>& target) {
  Ins& x = ins_[i];
  if (x.op() != Opcode::kJLe && x.op() != Opcode::kJLt) return false;
  size_t next = Alive(i + 1), after = Alive(next + 1);
  if (after >= ins_.size() || target[next] || ins_[next].op() != Opcode::kMov) return false;
  Ins& move = ins_[next];
  uint16_t a = x.a(), b = x.b(), d = move.a(), s = move.b();
  if (a == b || (s != a && s != b)) return false;
  uint16_t other = s == a ? b : a;
  size_t to = Alive(static_cast<size_t>(TargetOf(x.label)));
  if (to == after) {
    if (d != other) return false;
  } else {
    const Ins& jump = ins_[after];
    if (jump.op() != Opcode::kJmp || jump.back || to != Alive(after + 1) || to >= ins_.size()) return false;
    const Ins& second = ins_[to];
    if (second.op() != Opcode::kMov || second.a() != d || second.b() != other) return false;
    if (Alive(static_cast<size_t>(TargetOf(jump.label))) != Alive(to + 1)) return false;
  }
  x.Become(s == a ? Opcode::kMax : Opcode::kMin, d, a, b);
  x.label = -1;
  move.dead = true;
  return true;
}

// ---- dead: what nothing reaches

void Optimizer::Unreachable() {
  std::vector<uint8_t> seen(ins_.size() + 1, 0);
  std::vector<size_t> pending = {0};
  if (epilogue_ >= 0) pending.push_back(static_cast<size_t>(TargetOf(epilogue_)));
  while (!pending.empty()) {
    size_t i = pending.back();
    pending.pop_back();
    for (; i < ins_.size() && !seen[i]; i++) {
      seen[i] = 1;
      if (ins_[i].dead) continue;
      ForEachTarget(ins_[i], [&](size_t t) {
        if (!seen[t]) pending.push_back(t);
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

}  // namespace minigo::bytecode
