// This file implements the fusion of instructions into superinstructions.
#include <algorithm>

#include "interp/bytecode/optimizer.h"

namespace minigo::bytecode {

namespace {

constexpr uint32_t kWindow = 12;  // how far before its use an operand's instruction is looked for

}  // namespace

// ---- fuse

void Optimizer::Fuse() {
  Backwards([&](size_t i, size_t begin, const uint64_t* live) {
    while (FuseAt(i, begin, live)) solved_ = false;
  });
}

// The instruction before j that made `slot` (and the others of its result), if nobody else reads it, it is dead behind j,
// and it can be done at j instead. -1: there is none.
int64_t Optimizer::MakerOf(size_t j, size_t begin, uint32_t slot, const uint64_t* live) {
  uint32_t steps = 0;
  bool pure = true;   // all between
  bool still = true;  // or at least without an effect but panics
  for (size_t k = j; k-- > begin && steps < kWindow;) {
    const Ins& x = ins_[k];
    if (x.dead) continue;
    steps++;
    const SlotRange* result = nullptr;
    const Slots& operands = Ops(k);
    const bool meets = (operands.all() & SetOf(slot, 1)) != 0;
    for (const SlotRange& r : operands) {
      if (!meets) break;
      if (!Overlap(r, slot, 1)) continue;
      if (r.access == Access::kWrite && r.first == slot && LetterOf(x, 0) == 'w' && r.operand == 0) result = &r;
      else if (r.access == Access::kPart) return -1;
    }
    if (result == nullptr) {
      for (const SlotRange& r : operands) {
        if (meets && Overlap(r, slot, 1)) return -1;
      }
      if (Clobbers(x, slot)) return -1;
      if (!IsPure(x.op())) {
        pure = false;
        still = still && (IsLoad(x.op()) || IsCheck(x.op()));
      }
      for (const SlotRange& r : operands) {
        if (!addressed_) break;
        if (r.access != Access::kRead && AnyPinned(r.first, r.count)) pure = still = false;
      }
      continue;
    }
    Opcode op = x.op();
    if (!IsPure(op)) {
      if (!IsLoad(op) || !SameLine(x, ins_[j])) return -1;
      if (!pure && !(still && IsFieldLoad(op) && LoadsLater(k, j))) return -1;
    }
    // Its operands, and the rest of its result, in between.
    for (size_t m = k + 1; m < j; m++) {
      const Ins& y = ins_[m];
      if (y.dead) continue;
      const Slots& between = Ops(m);
      for (const SlotRange& w : between) {
        if ((between.all() & operands.all()) == 0) break;
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
    const Slots& uses = Ops(j);
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

// Whether the load of a field at k may be done at j, there being loads and checks between: they must not panic before it
// does. When the address was used before, or the next that may panic is a use of it on the same line, it makes no difference.
bool Optimizer::LoadsLater(size_t k, size_t j) {
  const uint32_t base = ins_[k].b();
  for (size_t m = k + 1; m < j; m++) {
    const Ins& x = ins_[m];
    if (x.dead || IsPure(x.op()) || (x.op() >= Opcode::kGld8S && x.op() <= Opcode::kGld192)) continue;
    if (IsFieldLoad(x.op()) && SameLine(x, ins_[k])) {
      if (x.b() == base) return true;
      continue;
    }
    for (size_t p = k, steps = 0; p-- > 0 && !leader_[p + 1] && steps < kWindow; steps++) {
      const Ins& y = ins_[p];
      if (y.dead) continue;
      for (const SlotRange& r : Ops(p)) {
        if (r.access != Access::kRead && Overlap(r, base, 1)) return false;
      }
      if (IsCall(y.op())) return false;
      if (IsFieldLoad(y.op()) && y.b() == base) return true;
    }
    return false;
  }
  return true;
}

// Whether j reads a slot of the maker's result in one operand only: the fields other than `field`, and the extra word.
bool Optimizer::OnlyIn(size_t j, int field, uint32_t slot, int64_t n) {
  for (const SlotRange& r : Ops(j)) {
    if (r.access == Access::kRead && r.operand != field && Overlap(r, slot, n)) return false;
  }
  return true;
}

bool Optimizer::FuseAt(size_t j, size_t begin, const uint64_t* live) {
  Ins& x = ins_[j];
  switch (x.op()) {
    case Opcode::kFAdd:
      return FusePair(j, begin, live, Opcode::kFMul, Opcode::kFMulAdd);
    case Opcode::kAdd:
      return FuseLoaded(j, begin, live, 2, Opcode::kAddLd) || FuseLoaded(j, begin, live, 1, Opcode::kAddLd) ||
             FusePair(j, begin, live, Opcode::kMul, Opcode::kMulAdd) ||
             FusePair(j, begin, live, Opcode::kMulI, Opcode::kMulAddI);
    case Opcode::kAddI: return FuseSum(j, begin, live);
    case Opcode::kMul:
      return FusePair(j, begin, live, Opcode::kXor, Opcode::kXorMul) || FuseNext(j, begin, live, 1) || FuseNext(j, begin, live, 2);
    case Opcode::kXorMul: return FuseShifted(j, begin, live, 1) || FuseShifted(j, begin, live, 2);
    case Opcode::kOr: return FuseRotate(j, begin, live);
    case Opcode::kAndI: return FuseBits(j, begin, live, static_cast<uint64_t>(x.imm_c()));
    case Opcode::kZext8: return FuseBits(j, begin, live, UINT8_MAX);
    case Opcode::kZext16: return FuseBits(j, begin, live, UINT16_MAX);
    case Opcode::kZext32: return FuseBits(j, begin, live, UINT32_MAX);
    case Opcode::kMov:
    case Opcode::kMov2: return FuseMoves(j, begin);
    case Opcode::kStSlice: return FuseStoredSlice(j, begin, live);
    case Opcode::kRet: return FuseReturn(j, begin, live);
    case Opcode::kStrIdx: return FuseText(j, begin, live);
    case Opcode::kXor:
      return FuseRotate(j, begin, live) || FusePair(j, begin, live, Opcode::kUShrI, Opcode::kXorShr) ||
             FusePair(j, begin, live, Opcode::kShlI, Opcode::kXorShl);
    case Opcode::kLd64: return FuseField(j, begin, live, 1, Opcode::kSLdF64);
    case Opcode::kSt64: return FuseField(j, begin, live, 0, Opcode::kSStF64);
    case Opcode::kLd8U: return FuseElement(j, begin, live, 1, Opcode::kPALdB, 1);
    case Opcode::kLd32S: return FuseElement(j, begin, live, 1, Opcode::kPALdW, 4);
    case Opcode::kLd32U: return FuseElement(j, begin, live, 1, Opcode::kPALdWU, 4);
    case Opcode::kSt8: return FuseNarrow(j, begin, live, 1, 8) || FuseElement(j, begin, live, 0, Opcode::kPAStB, 1);
    case Opcode::kSt32: return FuseNarrow(j, begin, live, 1, 32) || FuseElement(j, begin, live, 0, Opcode::kPAStW, 4);
    case Opcode::kFst8: return FuseNarrow(j, begin, live, 1, 8);
    case Opcode::kFst32: return FuseNarrow(j, begin, live, 1, 32);
    case Opcode::kSSt32: case Opcode::kFAStW: case Opcode::kPAStW: return FuseNarrow(j, begin, live, 2, 32);
    case Opcode::kFAStB: case Opcode::kPAStB: case Opcode::kSStXB: case Opcode::kSSt2B: case Opcode::kPSStB:
      return FuseNarrow(j, begin, live, 2, 8);
    case Opcode::kFMul: return FuseLoaded(j, begin, live, 1, Opcode::kFMulLd) || FuseLoaded(j, begin, live, 2, Opcode::kFMulLd);
    case Opcode::kFSub:
      if (FuseFields(j, begin, live)) return true;
      return FuseOperand(j, begin, live, 2, Opcode::kFMul, Opcode::kFMulSub) ||
             FuseOperand(j, begin, live, 1, Opcode::kFMul, Opcode::kFMulRSub);
    case Opcode::kFMulAdd:
      return x.w[1] == x.a() && (FuseDot(j, begin, live, 2) || FuseDot(j, begin, live, 1));
    case Opcode::kPALd64: return FuseRow(j, begin, live, Opcode::kPALd264);
    case Opcode::kPALdB: return FuseRow(j, begin, live, Opcode::kPALd2B);
    case Opcode::kSLd64: return FuseLoad(j, begin, live, Opcode::kSLd264, Opcode::kPSLd64, Opcode::kSLdX64);
    case Opcode::kSLd8U: return FuseLoad(j, begin, live, Opcode::kSLd2B, Opcode::kPSLdB, Opcode::kSLdXB);
    case Opcode::kSLd32S: return FuseLoad(j, begin, live, Opcode::kSLd2W, Opcode::kPSLdW, Opcode::kSLdXW);
    case Opcode::kSSt64:
      return FuseUpdate(j, begin, live) || FuseStore(j, begin, live, Opcode::kSSt264, Opcode::kPSSt64, Opcode::kSStX64);
    case Opcode::kSSt8:
      return FuseNarrow(j, begin, live, 2, 8) || FuseStore(j, begin, live, Opcode::kSSt2B, Opcode::kPSStB, Opcode::kSStXB);
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

const Optimizer::CompareForm* Optimizer::CompareFormOf(Opcode op) {
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

// x + y and the like where one operand was made by an `of`: its operands take that one's place, the other goes to the extra word.
bool Optimizer::FusePair(size_t j, size_t begin, const uint64_t* live, Opcode of, Opcode to) {
  return FuseOperand(j, begin, live, 2, of, to) || FuseOperand(j, begin, live, 1, of, to);
}

bool Optimizer::FuseOperand(size_t j, size_t begin, const uint64_t* live, int field, Opcode of, Opcode to) {
  Ins& x = ins_[j];
  uint32_t made = x.Field(field);
  if (!OnlyIn(j, field, made)) return false;
  int64_t k = MakerOf(j, begin, made, live);
  if (k < 0 || ins_[static_cast<size_t>(k)].op() != of) return false;
  Ins& y = ins_[static_cast<size_t>(k)];
  x.Become(to, x.a(), y.b(), y.c(), x.Field(3 - field));
  return y.dead = true;
}

// (x + y) + constant, (x + constant) + constant
bool Optimizer::FuseSum(size_t j, size_t begin, const uint64_t* live) {
  Ins& x = ins_[j];
  int64_t k = MakerOf(j, begin, x.b(), live);
  if (k < 0) return false;
  Ins& y = ins_[static_cast<size_t>(k)];
  if (y.op() == Opcode::kAddI && Fits(x.imm_c() + y.imm_c())) {
    x.Become(Opcode::kAddI, x.a(), y.b(), x.imm_c() + y.imm_c());
  } else if (y.op() == Opcode::kAdd) {
    x.Become(Opcode::kAddX, x.a(), y.b(), y.c(), static_cast<uint64_t>(x.imm_c()));
  } else {
    return false;
  }
  return y.dead = true;
}

// x + p.f and the like, p.f being the operand in `field`.
bool Optimizer::FuseLoaded(size_t j, size_t begin, const uint64_t* live, int field, Opcode to) {
  Ins& x = ins_[j];
  if (!OnlyIn(j, field, x.Field(field))) return false;
  int64_t k = MakerOf(j, begin, x.Field(field), live);
  if (k < 0 || ins_[static_cast<size_t>(k)].op() != Opcode::kLd64) return false;
  Ins& y = ins_[static_cast<size_t>(k)];
  x.Become(to, x.a(), y.b(), y.c(), x.Field(3 - field));
  return y.dead = true;
}

// s[i].f, the address being the operand in `field`.
bool Optimizer::FuseField(size_t j, size_t begin, const uint64_t* live, int field, Opcode to) {
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

// An element, of `size` bytes, of an array.
bool Optimizer::FuseElement(size_t j, size_t begin, const uint64_t* live, int field, Opcode to, uint64_t size) {
  Ins& x = ins_[j];
  if (x.c() != 0 || !OnlyIn(j, field, x.Field(field))) return false;
  int64_t k = MakerOf(j, begin, x.Field(field), live);
  if (k < 0) return false;
  Ins& y = ins_[static_cast<size_t>(k)];
  if (y.op() != Opcode::kPAAddr || y.w[2] != size) return false;
  uint64_t length = y.w[1];
  if (field == 1) x.Become(to, x.a(), y.b(), y.c(), length);
  else x.Become(to, y.b(), y.c(), x.b(), length);
  return y.dead = true;
}

// An element of an array that is itself one.
bool Optimizer::FuseRow(size_t j, size_t begin, const uint64_t* live, Opcode to) {
  Ins& x = ins_[j];
  if (!OnlyIn(j, 1, x.b())) return false;
  int64_t k = MakerOf(j, begin, x.b(), live);
  if (k < 0) return false;
  Ins& y = ins_[static_cast<size_t>(k)];
  if (y.op() != Opcode::kPAAddr || y.w[1] > UINT32_MAX || x.w[1] > UINT32_MAX) return false;
  const uint64_t lengths = y.w[1] | x.w[1] << 32, size = y.w[2];
  x.Become(to, x.a(), y.b(), y.c(), x.c());
  x.w[2] = lengths;
  x.w[3] = size;
  x.n = 4;
  return y.dead = true;
}

// x * (y + 1), the sum being the operand in `field`.
bool Optimizer::FuseNext(size_t j, size_t begin, const uint64_t* live, int field) {
  Ins& x = ins_[j];
  if (!OnlyIn(j, field, x.Field(field))) return false;
  int64_t k = MakerOf(j, begin, x.Field(field), live);
  if (k < 0) return false;
  Ins& y = ins_[static_cast<size_t>(k)];
  if (y.op() != Opcode::kAddI || y.imm_c() != 1) return false;
  uint16_t other = x.Field(3 - field);
  x.Become(Opcode::kMulAdd, x.a(), other, y.b(), other);
  return y.dead = true;
}

// (x ^ x >> k) * y, the shift being the operand in `field`.
bool Optimizer::FuseShifted(size_t j, size_t begin, const uint64_t* live, int field) {
  Ins& x = ins_[j];
  if (!OnlyIn(j, field, x.Field(field))) return false;
  int64_t k = MakerOf(j, begin, x.Field(field), live);
  if (k < 0) return false;
  Ins& y = ins_[static_cast<size_t>(k)];
  if (y.op() != Opcode::kUShrI || y.b() != x.Field(3 - field)) return false;
  x.Become(Opcode::kXorShrMul, x.a(), y.b(), y.c(), x.w[1]);
  return y.dead = true;
}

// x << k | x >> (width - k). What is shifted to the left within 32 bits is canonical.
bool Optimizer::FuseRotate(size_t j, size_t begin, const uint64_t* live) {
  Ins& x = ins_[j];
  if (x.b() == x.c()) return false;
  int64_t k = MakerOf(j, begin, x.b(), live), l = MakerOf(j, begin, x.c(), live);
  if (k < 0 || l < 0) return false;
  if (ins_[static_cast<size_t>(k)].op() == Opcode::kUShrI) std::swap(k, l);
  Ins &left = ins_[static_cast<size_t>(k)], &right = ins_[static_cast<size_t>(l)];
  bool wide = left.op() == Opcode::kShlI;
  if ((!wide && left.op() != Opcode::kShlWUI) || right.op() != Opcode::kUShrI || left.b() != right.b()) return false;
  if (left.c() + right.c() != (wide ? 64 : 32)) return false;
  x.Become(wide ? Opcode::kRotI : Opcode::kRotWUI, x.a(), left.b(), left.c());
  right.dead = true;
  return left.dead = true;
}

// x >> k & mask
bool Optimizer::FuseBits(size_t j, size_t begin, const uint64_t* live, uint64_t mask) {
  Ins& x = ins_[j];
  int64_t k = MakerOf(j, begin, x.b(), live);
  if (k < 0) return false;
  Ins& y = ins_[static_cast<size_t>(k)];
  // Copies of the sign are masked out.
  bool shift = y.op() == Opcode::kUShrI || (y.op() == Opcode::kShrI && std::bit_width(mask) + y.c() <= 64);
  if (!shift) return false;
  x.Become(Opcode::kShrAnd, x.a(), y.b(), y.c(), mask);
  return y.dead = true;
}

// What is stored needs no more than the bits that are stored.
bool Optimizer::FuseNarrow(size_t j, size_t begin, const uint64_t* live, int field, int bits) {
  Ins& x = ins_[j];
  if (!OnlyIn(j, field, x.Field(field))) return false;
  int64_t k = MakerOf(j, begin, x.Field(field), live);
  if (k < 0) return false;
  Ins& y = ins_[static_cast<size_t>(k)];
  bool cut = bits == 8 ? y.op() == Opcode::kZext8 || y.op() == Opcode::kSext8
                       : y.op() == Opcode::kZext32 || y.op() == Opcode::kSext32;
  if (!cut) return false;
  x.SetField(field, y.b());
  return y.dead = true;
}

// s[i] += x, s[i] |= x
bool Optimizer::FuseUpdate(size_t j, size_t begin, const uint64_t* live) {
  Ins& x = ins_[j];
  if (!OnlyIn(j, 2, x.c())) return false;
  int64_t k = MakerOf(j, begin, x.c(), live);
  if (k < 0) return false;
  Ins& sum = ins_[static_cast<size_t>(k)];
  const bool of_slots = sum.op() == Opcode::kAdd || sum.op() == Opcode::kOr;
  if (sum.op() != Opcode::kAddI && !of_slots) return false;
  for (int field = 1; field <= (of_slots ? 2 : 1); field++) {
    // Tried as the store of the element itself.
    uint16_t element = sum.Field(field), stored = x.c(), other = sum.Field(3 - field);
    if (of_slots && element == other) continue;
    x.SetField(2, element);
    sum.dead = true;
    int64_t l = OnlyIn(j, 2, element) ? MakerOf(j, begin, element, live) : -1;
    if (l >= 0 && l < k) {
      Ins& y = ins_[static_cast<size_t>(l)];
      if (y.op() == Opcode::kSLd64 && y.b() == x.a() && y.c() == x.b()) {
        y.dead = true;
        if (of_slots) x.Become(sum.op() == Opcode::kAdd ? Opcode::kSAdd64 : Opcode::kSOr64, x.a(), x.b(), other);
        else x.Become(Opcode::kSAdd64I, x.a(), x.b(), sum.imm_c());
        return true;
      }
    }
    x.SetField(2, stored);
    sum.dead = false;
  }
  return false;
}

// A byte of a string in a field.
bool Optimizer::FuseText(size_t j, size_t begin, const uint64_t* live) {
  Ins& x = ins_[j];
  if (!OnlyIn(j, 1, x.b(), 2)) return false;
  int64_t k = MakerOf(j, begin, x.b(), live);
  if (k < 0 || ins_[static_cast<size_t>(k)].op() != Opcode::kLd128) return false;
  Ins& y = ins_[static_cast<size_t>(k)];
  x.Become(Opcode::kPStrIdx, x.a(), y.b(), x.c(), y.c());
  return y.dead = true;
}

// Moves of neighbours to neighbours.
bool Optimizer::FuseMoves(size_t j, size_t begin) {
  Ins& x = ins_[j];
  if (j == begin) return false;
  size_t k = j - 1;
  while (k > begin && ins_[k].dead) k--;
  Ins& y = ins_[k];
  if (y.dead) return false;
  int n = MoveWidth(x), m = MoveWidth(y);
  if (m == 0 || n + m > 3) return false;
  bool above = x.a() == y.a() + m && x.b() == y.b() + m;
  bool below = x.a() + n == y.a() && x.b() + n == y.b();
  if ((!above && !below) || (x.b() < y.a() + m && y.a() < x.b() + n)) return false;
  const Ins& first = above ? y : x;
  x.Become(n + m == 2 ? Opcode::kMov2 : Opcode::kMov3, first.a(), first.b(), 0);
  return y.dead = true;
}

// p.s = append(p.s, x), p.s = p.s[:n]
bool Optimizer::FuseStoredSlice(size_t j, size_t begin, const uint64_t* live) {
  if (j == begin) return false;
  size_t k = j - 1;
  while (k > begin && ins_[k].dead) k--;
  Ins &x = ins_[j], &y = ins_[k];
  bool append = y.op() == Opcode::kAppend, cut = y.op() == Opcode::kSliceS;
  if (y.dead || (!append && !cut) || y.a() != x.b() || !SameLine(x, y) || Pinned(x.a())) return false;
  // Only the length changes: s[:n], n signed.
  if (cut && ((y.w[1] & 0xffff) != kNoSlot || (y.w[1] >> 32 & 0xffff) != kNoSlot || y.w[1] >> 48 != 0)) return false;
  uint16_t made = y.a(), old = y.b();
  auto n = cut ? static_cast<uint16_t>(y.w[1] >> 16) : uint16_t{0};
  if ((cut && n == kNoSlot) || AnyLive(live, made, 3)) return false;
  for (const SlotRange& r : Ops(k)) {
    // What is appended is not of the old slice, which is no longer loaded.
    if (r.access == Access::kRead && r.first != old && Overlap(r, old, 3)) return false;
    if (r.access == Access::kWrite && Overlap(r, x.a(), 1)) return false;
  }
  // Tried as the store of the old slice.
  x.SetField(1, old);
  y.dead = true;
  int64_t l = OnlyIn(j, 1, old, 3) ? MakerOf(j, begin, old, live) : -1;
  if (l >= 0) {
    Ins& z = ins_[static_cast<size_t>(l)];
    if (z.op() == Opcode::kLd192 && z.b() == x.a() && z.c() == x.c()) {
      z.dead = true;
      if (append) x.Become(Opcode::kPAppend, x.a(), y.c(), x.c(), y.w[1]);
      else x.Become(Opcode::kPCut, x.a(), n, x.c());
      return true;
    }
  }
  x.SetField(1, made);
  return y.dead = false;
}

// The results of a function are made by its end.
bool Optimizer::FuseReturn(size_t j, size_t begin, const uint64_t* live) {
  if (result_slots_ == 0 || result_slots_ > 2) return false;
  int64_t k = MakerOf(j, begin, 0, live);
  if (k < 0) return false;
  Ins &x = ins_[j], &y = ins_[static_cast<size_t>(k)];
  Opcode to;
  switch (y.op()) {
    case Opcode::kMov: to = Opcode::kRet1; break;
    case Opcode::kMov2: to = Opcode::kRet2; break;
    case Opcode::kAdd: to = Opcode::kRetAdd; break;
    case Opcode::kLdI:
    case Opcode::kZero: to = Opcode::kRetI; break;
    default: return false;
  }
  if (result_slots_ != (to == Opcode::kRet2 ? 2 : 1)) return false;
  if (y.op() == Opcode::kZero) x.Become(to, 0, 0, 0);
  else x.Become(to, 0, y.b(), y.c());
  return y.dead = true;
}

// p.f - q.g
bool Optimizer::FuseFields(size_t j, size_t begin, const uint64_t* live) {
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
bool Optimizer::FuseDot(size_t j, size_t begin, const uint64_t* live, int field) {
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
bool Optimizer::FuseLoad(size_t j, size_t begin, const uint64_t* live, Opcode of_slice, Opcode of_field, Opcode offset) {
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

bool Optimizer::FuseStore(size_t j, size_t begin, const uint64_t* live, Opcode of_slice, Opcode of_field, Opcode offset) {
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
bool Optimizer::FuseStep(size_t j, size_t begin, Opcode op) {
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

}  // namespace minigo::bytecode
