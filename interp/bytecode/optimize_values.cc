// This file implements the passes over values: nil checks, common subexpressions, coalescing, propagation of copies and constants, and
// leaving out what nobody reads.
#include <algorithm>

#include "interp/bytecode/optimizer.h"

namespace minigo::bytecode {

namespace {

constexpr uint32_t kWindow = 12;  // how far behind a check the access that it is for is looked for
constexpr int kMaxGroup = 24;     // slots of a move that is coalesced

}  // namespace

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

void Optimizer::Checks() {
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
        if (!known.empty()) std::erase_if(known, [&](uint32_t s) { return Overlap(w, s, 1); });
        if (Overlap(w, address, 1)) base = -1;
      }
      if (IsCall(x.op())) std::erase_if(known, [&](uint32_t s) { return Clobbers(x, s); });
      if (copies) known.push_back(x.a());
      else if (base >= 0 && !Pinned(address) && !knows(address) && known.size() < 16) known.push_back(address);
    }
  }
}

// Whether what the check at i looks at is the address of an access that follows, with nothing but pure instructions between.
bool Optimizer::UsedNext(size_t i, size_t end) {
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

void Optimizer::Cse() {
  for (const Block& block : blocks_) {
    std::vector<size_t>& known = known_;
    known.clear();
    uint64_t held = 0;  // the slots of what is known, and perhaps others
    bool loads = false;
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
      const Slots& operands = Ops(i);
      bool changes = !IsPure(x.op()) && !IsLoad(x.op());  // memory, perhaps
      for (const SlotRange& w : operands) {
        if (!addressed_) break;
        changes = changes || (w.access != Access::kRead && AnyPinned(w.first, w.count));
      }
      const bool forget = (operands.writes & held) != 0 || (changes && loads) || IsCall(x.op());
      if (forget && !known.empty()) std::erase_if(known, [&](size_t k) {
        for (const SlotRange& w : operands) {
          if ((operands.writes & Ops(k).all()) == 0) break;
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
      auto add = [&] {
        known.push_back(i);
        held |= operands.all();
        loads = loads || !IsPure(x.op());
      };
      if ((x.op() == Opcode::kSt64 || x.op() == Opcode::kSt64P) && !Pinned(x.a()) && !Pinned(x.b())) add();
      if (!candidate) continue;
      bool own = Pinned(x.a());  // the result lies over an operand
      for (const SlotRange& r : operands) {
        own = own || (r.access == Access::kRead && (Overlap(r, x.a(), 1) || AnyPinned(r.first, r.count)));
      }
      if (!own) add();
    }
  }
  solved_ = false;
}

// Whose value a load of the same place finds.
bool Optimizer::IsStoreOf(Opcode store, Opcode load) {
  return load == Opcode::kLd64 && (store == Opcode::kSt64 || store == Opcode::kSt64P);
}

// One result slot that depends on the operands' slots alone, and is worth a move.
bool Optimizer::IsValue(Opcode op) const {
  if (!IsPure(op) || op < Opcode::kAdd || op > Opcode::kC64Eq) return false;
  switch (op) {
    case Opcode::kCAdd: case Opcode::kCSub: case Opcode::kCMul: case Opcode::kCDiv: case Opcode::kCNeg:
    case Opcode::kC64To128: case Opcode::kMulHiLo: case Opcode::kFMulAdd: case Opcode::kFMulSub: case Opcode::kFMulRSub:
      return false;
    default: return true;
  }
}

// ---- coalesce: [s = …] … [d = s], s dead  becomes  [d = …]

int Optimizer::MoveWidth(const Ins& x) {
  switch (x.op()) {
    case Opcode::kMov: return 1;
    case Opcode::kMov2: return 2;
    case Opcode::kMov3: return 3;
    case Opcode::kMovN: return x.c();
    default: return 0;
  }
}

void Optimizer::Coalesce() {
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

// Makes the values of s, all of them defined in the block before i, in d.
bool Optimizer::Retarget(size_t i, size_t begin, uint32_t d, uint32_t s, uint32_t width) {
  uint32_t needed = (uint32_t{1} << width) - 1;
  std::vector<Rename>& renames = renames_;
  renames.clear();
  auto mask = [width](const SlotRange& r, uint32_t group) {
    uint32_t m = 0;
    for (uint32_t x = 0; x < width; x++) {
      if (group + x >= r.first && group + x < r.first + r.count) m |= uint32_t{1} << x;
    }
    return m;
  };
  const uint64_t either = SetOf(s, width) | SetOf(d, width);
  int steps = 0;
  for (size_t j = i; j-- > begin && needed != 0;) {
    const Ins& x = ins_[j];
    if (x.dead) continue;
    if (++steps > 80) return false;
    const Slots& operands = Ops(j);
    if (!IsCall(x.op()) && (operands.all() & either) == 0) continue;
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

bool Optimizer::AnyRenamedRead(const Ins& x, const bool* renamed) {
  for (int f = 0; f < 3; f++) {
    if (renamed[f] && LetterOf(x, f) == 'm') return true;
  }
  return false;
}

// ---- copies

void Optimizer::Copies() {
  struct Copy {
    uint32_t to, from;
  };
  struct Const {
    uint32_t slot;
    uint64_t value;
  };
  std::vector<Copy> copies;
  std::vector<Const> consts;
  uint64_t held = 0;  // the slots that copies and constants speak of, and perhaps others
  for (const Block& block : blocks_) {
    copies.clear();
    consts.clear();
    held = 0;
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
      if (!copies.empty() && !IsCall(x.op()) && (Ops(i).reads & held) != 0) {
        const Slots before = Ops(i);
        for (const SlotRange& r : before) {
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
          for (const SlotRange& w : before) {
            if (w.access == Access::kRead) continue;
            results += w.count;
            over = over || Overlap(w, static_cast<uint32_t>(source), r.count);
          }
          if (over && results > 1 && !ReadsFirst(x.op())) continue;
          x.Shift(r.operand, source - r.first);
        }
      }
      if (!consts.empty() && (Ops(i).reads & held) != 0) Fold(&x, constant);
      const Slots& operands = Ops(i);
      for (const SlotRange& w : operands) {
        if ((operands.writes & held) == 0) break;
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
          held |= SetOf(to, n) | SetOf(from, n);
        }
      }
      if (consts.size() < 32 && IsConstant(x.op()) && !Pinned(x.a())) {
        held |= SetOf(x.a(), 1);
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
void Optimizer::Fold(Ins* x, Constant constant) {
  uint64_t k;
  switch (x->op()) {
    case Opcode::kMov:
      if (!constant(x->b(), &k)) return;
      return SetConstant(x, k);
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
    case Opcode::kShl: return FoldShift(x, Opcode::kShlI, 64, constant);
    case Opcode::kUShr: return FoldShift(x, Opcode::kUShrI, 64, constant);
    case Opcode::kShlW: return FoldShift(x, Opcode::kShlWI, 32, constant);
    case Opcode::kShlWU: return FoldShift(x, Opcode::kShlWUI, 32, constant);
    case Opcode::kShr:
      if (constant(x->c(), &k)) x->Become(Opcode::kShrI, x->a(), x->b(), static_cast<int64_t>(std::min<uint64_t>(k, 63)));
      return;
    case Opcode::kUDiv:
      if (constant(x->c(), &k) && k > 0 && k <= UINT16_MAX) x->Become(Opcode::kUDivI, x->a(), x->b(), static_cast<int64_t>(k));
      return;
    case Opcode::kURem:
      if (constant(x->c(), &k) && k > 0 && k <= UINT16_MAX) x->Become(Opcode::kURemI, x->a(), x->b(), static_cast<int64_t>(k));
      return;
    case Opcode::kAddI:
      if (constant(x->b(), &k)) SetConstant(x, k + static_cast<uint64_t>(x->imm_c()));
      return;
    case Opcode::kRSubI:
      if (constant(x->b(), &k)) SetConstant(x, static_cast<uint64_t>(x->imm_c()) - k);
      return;
    case Opcode::kAndI:
      if (constant(x->b(), &k)) SetConstant(x, k & static_cast<uint64_t>(x->imm_c()));
      return;
    case Opcode::kShlI:
      if (constant(x->b(), &k)) SetConstant(x, k << (x->c() & 63));
      return;
    case Opcode::kUShrI:
      if (constant(x->b(), &k)) SetConstant(x, k >> (x->c() & 63));
      return;
    case Opcode::kJULe:
      if (constant(x->b(), &k) && k == 0) x->Become(Opcode::kJEqI, x->a(), 0, 0);
      return;
    case Opcode::kJULt:
      if (constant(x->a(), &k) && k == 0) x->Become(Opcode::kJNeI, x->b(), 0, 0);
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

void Optimizer::SetConstant(Ins* x, uint64_t k) {
  if (k == 0) return x->Become(Opcode::kZero, x->a(), 0, 0);
  if (static_cast<int64_t>(k) == static_cast<int32_t>(k)) {
    return x->Become(Opcode::kLdI, x->a(), static_cast<uint16_t>(k), static_cast<uint16_t>(k >> 16));
  }
  x->Become(Opcode::kLdK, x->a(), 0, 0, k);
}

// A shift whose result is 0 when the count is too large.
template <typename Constant>
void Optimizer::FoldShift(Ins* x, Opcode to, uint64_t width, Constant constant) {
  uint64_t k;
  if (!constant(x->c(), &k)) return;
  if (k >= width) SetConstant(x, 0);
  else x->Become(to, x->a(), x->b(), static_cast<int64_t>(k));
}

template <typename Constant>
void Optimizer::FoldCommutative(Ins* x, Opcode to, Constant constant) {
  uint64_t k;
  if (constant(x->c(), &k) && Fits(static_cast<int64_t>(k))) {
    x->Become(to, x->a(), x->b(), static_cast<int64_t>(k));
  } else if (constant(x->b(), &k) && Fits(static_cast<int64_t>(k))) {
    x->Become(to, x->a(), x->c(), static_cast<int64_t>(k));
  }
}

template <typename Constant>
void Optimizer::FoldJump(Ins* x, Opcode right, Opcode left, Constant constant) {
  uint64_t k;
  if (constant(x->b(), &k) && Fits(static_cast<int64_t>(k))) {
    x->Become(right, x->a(), static_cast<int64_t>(k), 0);
  } else if (constant(x->a(), &k) && Fits(static_cast<int64_t>(k))) {
    x->Become(left, x->b(), static_cast<int64_t>(k), 0);
  }
}

// ---- dead

void Optimizer::Dead() {
  Backwards([&](size_t i, size_t, const uint64_t* live) {
    if (!IsPure(ins_[i].op())) return;
    for (const SlotRange& r : Ops(i)) {
      if (r.access == Access::kPart || (r.access == Access::kWrite && AnyLive(live, r.first, r.count))) return;
    }
    ins_[i].dead = true;
    solved_ = false;
  });
}

}  // namespace minigo::bytecode
