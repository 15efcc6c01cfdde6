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
  bool pure = true;  // all between
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
      if (!IsPure(x.op())) pure = false;
      for (const SlotRange& r : operands) {
        if (!addressed_) break;
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
    case Opcode::kMul: return FusePair(j, begin, live, Opcode::kXor, Opcode::kXorMul);
    case Opcode::kXor:
      return FusePair(j, begin, live, Opcode::kUShrI, Opcode::kXorShr) ||
             FusePair(j, begin, live, Opcode::kShlI, Opcode::kXorShl);
    case Opcode::kLd64: return FuseField(j, begin, live, 1, Opcode::kSLdF64);
    case Opcode::kSt64: return FuseField(j, begin, live, 0, Opcode::kSStF64);
    case Opcode::kLd8U: return FuseByte(j, begin, live, 1, Opcode::kPALdB);
    case Opcode::kSt8: return FuseByte(j, begin, live, 0, Opcode::kPAStB);
    case Opcode::kFMul: return FuseLoaded(j, begin, live, 1, Opcode::kFMulLd) || FuseLoaded(j, begin, live, 2, Opcode::kFMulLd);
    case Opcode::kFSub:
      if (FuseFields(j, begin, live)) return true;
      return FuseOperand(j, begin, live, 2, Opcode::kFMul, Opcode::kFMulSub) ||
             FuseOperand(j, begin, live, 1, Opcode::kFMul, Opcode::kFMulRSub);
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

// A byte of an array.
bool Optimizer::FuseByte(size_t j, size_t begin, const uint64_t* live, int field, Opcode to) {
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
