// Instructions that stand out of line: those that allocate, park, or are rare.
#include "interp/vm/slow.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "interp/bytecode/operands.h"
#include "interp/vm/vm.h"
#include "runtime/heap_alloc.h"

// Each body reads like one of vm.cc: A, B, C are operands, WORD(i) is the i-th extra word.
#define SLOW_OP(name) [[gnu::cold, gnu::noinline]] Cont Slow##name(M* m, const Insn* pc, Slot* fp)
#define WARM_OP(name) [[gnu::noinline]] Cont Slow##name(M* m, const Insn* pc, Slot* fp)
#define A (pc->a)
#define B (pc->b)
#define C (pc->c)
#define WORD(i) (reinterpret_cast<const uint64_t*>(pc)[i])
#define PTR(i, T) (reinterpret_cast<T*>(WORD(i)))
#define PTR_OF(T, slot) (reinterpret_cast<T*>(fp[slot]))
#define NEXT(words) \
  return Cont { pc + (words), fp }
#define JUMP_C(words) \
  return Cont { pc + (words) + static_cast<int16_t>(pc->c), fp }

namespace minigo::vm {

using runtime::AlgError;
using runtime::As;
using runtime::Chan;
using runtime::ChanStatus;
using runtime::Map;
using runtime::MapFault;
using runtime::MapIter;
using runtime::MapStatus;
using runtime::MapType;

namespace {

constexpr uint64_t kNilPage = 4096;
constexpr uint16_t kNoSlot = bytecode::kNoSlot;

GoString StringAt(const Slot* s) {
  return {reinterpret_cast<const char*>(s[0]), static_cast<int64_t>(s[1])};
}
GoSlice SliceAt(const Slot* s) {
  GoSlice v;
  v.data = reinterpret_cast<void*>(s[0]);
  v.len = static_cast<int64_t>(s[1]);
  v.cap = static_cast<int64_t>(s[2]);
  return v;
}
Iface IfaceAt(const Slot* s) {
  return {reinterpret_cast<const Type*>(s[0]), reinterpret_cast<void*>(s[1])};
}
void Put(Slot* s, GoString v) {
  s[0] = reinterpret_cast<Slot>(v.data);
  s[1] = static_cast<Slot>(v.len);
}
void Put(Slot* s, GoSlice v) {
  s[0] = reinterpret_cast<Slot>(v.data);
  s[1] = static_cast<Slot>(v.len);
  s[2] = static_cast<Slot>(v.cap);
}
void Put(Slot* s, Iface v) {
  s[0] = reinterpret_cast<Slot>(v.type);
  s[1] = reinterpret_cast<Slot>(v.data);
}

// A value of t from memory to slots and back. Whole words need no look at the kind.
inline void Load(const Type* t, const void* mem, Slot* slots) {
  if (t->size == 8) {
    std::memcpy(slots, mem, 8);
  } else if (t->size == 16) {
    Slot words[2];
    std::memcpy(words, mem, 16);
    slots[0] = words[0];
    slots[1] = words[1];
  } else {
    runtime::LoadSlots(t, mem, slots);
  }
}
inline void Store(const Type* t, const Slot* slots, void* mem) {
  if (t->size == 8) {
    std::memcpy(mem, slots, 8);
  } else if (t->size == 16) {
    Slot words[2] = {slots[0], slots[1]};
    std::memcpy(mem, words, 16);
  } else {
    runtime::StoreSlots(t, slots, mem);
  }
}
void ZeroSlots(Slot* s, int64_t n) {
  for (int64_t i = 0; i < n; i++) s[i] = 0;
}

Cont Uncomparable(M* m, const Insn* pc, Slot* fp, const Type* t) {
  std::string text = "comparing uncomparable type ";
  text += t->string.view();
  return PanicErrorAt(m, pc + 1, fp, text);
}

uint64_t FloatToUint(double d) {
  constexpr double kTwo63 = 9223372036854775808.0;
  auto truncate = [](double v) -> uint64_t {
    return v >= -kTwo63 && v < kTwo63 ? static_cast<uint64_t>(static_cast<int64_t>(v))
                                      : uint64_t{1} << 63;
  };
  if (d < kTwo63) return truncate(d);
  return truncate(d - kTwo63) | uint64_t{1} << 63;
}

}  // namespace

// ---------------------------------------------------------------- numbers
SLOW_OP(F2U) {
  fp[A] = FloatToUint(std::bit_cast<double>(fp[B]));
  NEXT(1);
}
SLOW_OP(F322U) {
  fp[A] = FloatToUint(double{std::bit_cast<float>(static_cast<uint32_t>(fp[B]))});
  NEXT(1);
}

// Smith's algorithm, then the special cases of C99's annex G, as Go's runtime combines them.
SLOW_OP(CDiv) {
  double a = std::bit_cast<double>(fp[B]), b = std::bit_cast<double>(fp[B + 1]);
  double c = std::bit_cast<double>(fp[C]), d = std::bit_cast<double>(fp[C + 1]);
  double re, im;
  if (std::fabs(c) >= std::fabs(d)) {
    double ratio = d / c;
    double denominator = c + ratio * d;
    re = (a + b * ratio) / denominator;
    im = (b - a * ratio) / denominator;
  } else {
    double ratio = c / d;
    double denominator = d + ratio * c;
    re = (a * ratio + b) / denominator;
    im = (b * ratio - a) / denominator;
  }
  if (std::isnan(re) || std::isnan(im)) {
    constexpr double kInf = std::numeric_limits<double>::infinity();
    auto unit = [](double v) { return std::copysign(std::isinf(v) ? 1.0 : 0.0, v); };
    if (c == 0 && d == 0 && (!std::isnan(a) || !std::isnan(b))) {
      re = std::copysign(kInf, c) * a;
      im = std::copysign(kInf, c) * b;
    } else if ((std::isinf(a) || std::isinf(b)) && std::isfinite(c) && std::isfinite(d)) {
      a = unit(a);
      b = unit(b);
      re = kInf * (a * c + b * d);
      im = kInf * (b * c - a * d);
    } else if ((std::isinf(c) || std::isinf(d)) && std::isfinite(a) && std::isfinite(b)) {
      c = unit(c);
      d = unit(d);
      re = 0 * (a * c + b * d);
      im = 0 * (b * c - a * d);
    }
  }
  fp[A] = std::bit_cast<Slot>(re);
  fp[A + 1] = std::bit_cast<Slot>(im);
  NEXT(1);
}

// ---------------------------------------------------------------- comparisons
WARM_OP(StrCmp) {
  int order = runtime::CompareStrings(StringAt(fp + B), StringAt(fp + C));
  fp[A] = static_cast<Slot>(static_cast<int64_t>((order > 0) - (order < 0)));
  NEXT(1);
}
WARM_OP(StrLt) {
  fp[A] = runtime::CompareStrings(StringAt(fp + B), StringAt(fp + C)) < 0;
  NEXT(1);
}
WARM_OP(StrLe) {
  fp[A] = runtime::CompareStrings(StringAt(fp + B), StringAt(fp + C)) <= 0;
  NEXT(1);
}
WARM_OP(IfaceEq) {
  AlgError err;
  bool same = runtime::IfaceEqual(IfaceAt(fp + B), IfaceAt(fp + C), &err);
  if (err.uncomparable != nullptr) return Uncomparable(m, pc, fp, err.uncomparable);
  fp[A] = same;
  NEXT(1);
}
WARM_OP(EqFrame) {
  AlgError err;
  bool same = runtime::Equal(PTR(1, const Type), fp + B, fp + C, &err);
  if (err.uncomparable != nullptr) return Uncomparable(m, pc, fp, err.uncomparable);
  fp[A] = same;
  NEXT(2);
}
WARM_OP(EqMem) {
  if (fp[B] < kNilPage || fp[C] < kNilPage) return PanicMemoryAt(m, pc + 1, fp);
  AlgError err;
  bool same = runtime::Equal(PTR(1, const Type), PTR_OF(void, B), PTR_OF(void, C), &err);
  if (err.uncomparable != nullptr) return Uncomparable(m, pc, fp, err.uncomparable);
  fp[A] = same;
  NEXT(2);
}

// ---------------------------------------------------------------- memory
WARM_OP(LdN) {
  uint64_t p = fp[B], n = WORD(1);
  if (p < kNilPage) return PanicMemoryAt(m, pc + 1, fp);
  char* to = reinterpret_cast<char*>(fp + A);
  std::memmove(to, reinterpret_cast<const char*>(p + C), n);
  if ((n & 7) != 0) std::memset(to + n, 0, 8 - (n & 7));
  NEXT(2);
}
WARM_OP(StNP) {
  uint64_t p = fp[A];
  if (p < kNilPage) return PanicMemoryAt(m, pc + 1, fp);
  std::memcpy(reinterpret_cast<void*>(p + C), fp + B, PTR(1, const Type)->size);
  NEXT(2);
}
WARM_OP(CopyMem) {
  uint64_t to = fp[A], from = fp[B];
  if (to < kNilPage || from < kNilPage) return PanicMemoryAt(m, pc + 1, fp);
  std::memmove(reinterpret_cast<void*>(to), reinterpret_cast<void*>(from), PTR(1, const Type)->size);
  NEXT(2);
}
WARM_OP(ZeroMem) {
  uint64_t p = fp[A];
  if (p < kNilPage) return PanicMemoryAt(m, pc + 1, fp);
  std::memset(reinterpret_cast<void*>(p + C), 0, PTR(1, const Type)->size);
  NEXT(2);
}

// ---------------------------------------------------------------- slicing
namespace {

// The bounds of a slice expression. Checked from the right, as Go does, so that each is compared with a value known
// to be good.
struct Range {
  uint64_t low, high, max;
  bool failed = false;
  Cont panic;
};
[[gnu::always_inline]] inline Range Bound(M* m, const Insn* pc, Slot* fp, uint64_t packed, uint64_t len,
                                          uint64_t cap, bool has_cap) {
  uint16_t low = static_cast<uint16_t>(packed), high = static_cast<uint16_t>(packed >> 16);
  uint16_t max = static_cast<uint16_t>(packed >> 32), flags = static_cast<uint16_t>(packed >> 48);
  Range r;
  r.low = low == kNoSlot ? 0 : fp[low];
  r.high = high == kNoSlot ? len : fp[high];
  r.max = max == kNoSlot ? cap : fp[max];
  bool three = max != kNoSlot;
  auto fail = [&](Bounds code, uint64_t x, int bit, uint64_t y) {
    r.failed = true;
    r.panic = PanicBoundsAt(m, pc + 1, fp, code, x, (flags >> bit & 1) == 0, y);
  };
  if (__builtin_expect(r.max > cap, 0)) {
    fail(has_cap ? Bounds::kSlice3Acap : Bounds::kSlice3Alen, r.max, 2, cap);
  } else if (__builtin_expect(r.high > r.max, 0)) {
    Bounds two = has_cap ? Bounds::kSliceAcap : Bounds::kSliceAlen;
    fail(three ? Bounds::kSlice3B : two, r.high, 1, r.max);
  } else if (__builtin_expect(r.low > r.high, 0)) {
    fail(three ? Bounds::kSlice3C : Bounds::kSliceB, r.low, 0, r.high);
  }
  return r;
}

}  // namespace

WARM_OP(SliceS) {
  Range r = Bound(m, pc, fp, WORD(1), fp[B + 1], fp[B + 2], true);
  if (__builtin_expect(r.failed, 0)) return r.panic;
  // An empty rest keeps the address: one past the end could be another object.
  uint64_t data = fp[B] + (r.max == r.low ? 0 : r.low * WORD(2));
  fp[A] = data;
  fp[A + 1] = r.high - r.low;
  fp[A + 2] = r.max - r.low;
  NEXT(3);
}
WARM_OP(SliceStr) {
  Range r = Bound(m, pc, fp, WORD(1), fp[B + 1], fp[B + 1], false);
  if (__builtin_expect(r.failed, 0)) return r.panic;
  fp[A] = fp[B] + (r.high == r.low ? 0 : r.low);
  fp[A + 1] = r.high - r.low;
  NEXT(2);
}
WARM_OP(SliceArr) {
  if (fp[B] < kNilPage) return PanicMemoryAt(m, pc + 1, fp);
  Range r = Bound(m, pc, fp, WORD(1), WORD(2), WORD(2), false);
  if (__builtin_expect(r.failed, 0)) return r.panic;
  uint64_t data = fp[B] + (r.max == r.low ? 0 : r.low * WORD(3));
  fp[A] = data;
  fp[A + 1] = r.high - r.low;
  fp[A + 2] = r.max - r.low;
  NEXT(4);
}

// ---------------------------------------------------------------- slices
namespace {

Cont Make(M* m, const Insn* pc, Slot* fp, int64_t len, int64_t cap) {
  Save(m, pc + 2, fp);
  GoSlice s;
  switch (runtime::MakeSlice(m, PTR(1, const Type), len, cap, &s)) {
    case runtime::SliceError::kNone:
      break;
    case runtime::SliceError::kLen:
      return PanicErrorAt(m, pc + 1, fp, "makeslice: len out of range");
    case runtime::SliceError::kCap:
      return PanicErrorAt(m, pc + 1, fp, "makeslice: cap out of range");
  }
  Put(fp + A, s);
  NEXT(2);
}

// old with `extra` more elements, which are zero if they lie within old's capacity only when `zero`. False: overflow.
bool Extend(M* m, const Insn* next, Slot* fp, const Type* t, GoSlice old, int64_t extra, bool zero,
            GoSlice* out) {
  if (extra <= old.cap - old.len) {
    *out = old;
    out->len += extra;
    if (zero && extra > 0) {
      std::memset(old.as<char>() + static_cast<uint64_t>(old.len) * t->size, 0,
                  static_cast<uint64_t>(extra) * t->size);
    }
    return true;
  }
  Save(m, next, fp);
  return runtime::GrowSlice(m, t, old, extra, out);
}

Cont GrowFailed(M* m, const Insn* pc, Slot* fp) {
  return PanicErrorAt(m, pc + 1, fp, "growslice: len out of range");
}

}  // namespace

WARM_OP(MakeSlice) {
  return Make(m, pc, fp, static_cast<int64_t>(fp[B]), static_cast<int64_t>(fp[C]));
}
WARM_OP(MakeSliceL) {
  int64_t n = static_cast<int64_t>(fp[B]);
  return Make(m, pc, fp, n, n);
}
WARM_OP(Append) {
  const Type* t = PTR(1, const Type);
  GoSlice old = SliceAt(fp + B), s;
  if (!Extend(m, pc + 2, fp, t, old, 1, false, &s)) return GrowFailed(m, pc, fp);
  Store(t, fp + C, s.as<char>() + static_cast<uint64_t>(old.len) * t->size);
  Put(fp + A, s);
  NEXT(2);
}
namespace {

// An empty slice's first backing store as gc has it in the frame: 32 bytes.
GoSlice FirstInFrame(M* m, const Insn* next, Slot* fp, const Type* t, GoSlice old, int64_t extra) {
  int64_t cap = static_cast<int64_t>(32 / t->size);
  if (old.len != 0 || extra <= old.cap || extra > cap) return old;
  Save(m, next, fp);
  runtime::MakeSlice(m, t, 0, cap, &old);
  return old;
}

}  // namespace
WARM_OP(PAppend) {
  const Type* t = PTR(1, const Type);
  auto* at = reinterpret_cast<Slot*>(fp[A] + C);
  GoSlice old = SliceAt(at), s;
  if (!Extend(m, pc + 2, fp, t, old, 1, false, &s)) return GrowFailed(m, pc, fp);
  Store(t, fp + B, s.as<char>() + static_cast<uint64_t>(old.len) * t->size);
  Put(at, s);
  NEXT(2);
}
SLOW_OP(PCut) {
  auto* at = reinterpret_cast<Slot*>(fp[A] + C);
  return PanicBoundsAt(m, pc + 1, fp, Bounds::kSliceAcap, fp[B], true, at[2]);
}
WARM_OP(AppendL) {
  const Type* t = PTR(1, const Type);
  GoSlice old = FirstInFrame(m, pc + 2, fp, t, SliceAt(fp + B), 1), s;
  if (!Extend(m, pc + 2, fp, t, old, 1, false, &s)) return GrowFailed(m, pc, fp);
  Store(t, fp + C, s.as<char>() + static_cast<uint64_t>(old.len) * t->size);
  Put(fp + A, s);
  NEXT(2);
}
WARM_OP(GrowSliceL) {
  const Type* t = PTR(1, const Type);
  GoSlice s;
  if (!Extend(m, pc + 2, fp, t, FirstInFrame(m, pc + 2, fp, t, SliceAt(fp + B), C), C, true, &s)) {
    return GrowFailed(m, pc, fp);
  }
  Put(fp + A, s);
  NEXT(2);
}
WARM_OP(AppendSlice) {
  const Type* t = PTR(1, const Type);
  GoSlice old = SliceAt(fp + B), more = SliceAt(fp + C), s;
  if (!Extend(m, pc + 2, fp, t, old, more.len, false, &s)) return GrowFailed(m, pc, fp);
  uint64_t n = static_cast<uint64_t>(more.len) * t->size;
  if (n > 0) std::memmove(s.as<char>() + static_cast<uint64_t>(old.len) * t->size, more.data, n);
  Put(fp + A, s);
  NEXT(2);
}
WARM_OP(AppendStr) {
  GoSlice old = SliceAt(fp + B), s;
  GoString more = StringAt(fp + C);
  const Type* t = m->rt->types.Basic(runtime::Kind::kUint8);
  if (!Extend(m, pc + 1, fp, t, old, more.len, false, &s)) return GrowFailed(m, pc, fp);
  if (more.len > 0) std::memmove(s.as<char>() + old.len, more.data, static_cast<size_t>(more.len));
  Put(fp + A, s);
  NEXT(1);
}
WARM_OP(GrowSlice) {
  GoSlice s;
  if (!Extend(m, pc + 2, fp, PTR(1, const Type), SliceAt(fp + B), C, true, &s)) {
    return GrowFailed(m, pc, fp);
  }
  Put(fp + A, s);
  NEXT(2);
}
WARM_OP(AppendMake) {
  int64_t n = static_cast<int64_t>(fp[C]);
  if (n < 0) return PanicErrorAt(m, pc + 1, fp, "makeslice: len out of range");
  GoSlice s;
  if (!Extend(m, pc + 2, fp, PTR(1, const Type), SliceAt(fp + B), n, true, &s)) {
    return PanicErrorAt(m, pc + 1, fp, "makeslice: len out of range");
  }
  Put(fp + A, s);
  NEXT(2);
}
namespace {
int64_t CopyBytes(uint64_t to, uint64_t to_len, uint64_t from, uint64_t from_len, uint64_t size) {
  uint64_t n = std::min(to_len, from_len);
  if (n * size > 0) {
    std::memmove(reinterpret_cast<void*>(to), reinterpret_cast<const void*>(from), n * size);
  }
  return static_cast<int64_t>(n);
}
}  // namespace
WARM_OP(Copy) {
  int64_t n = CopyBytes(fp[B], fp[B + 1], fp[C], fp[C + 1], WORD(1));
  if (A != kNoSlot) fp[A] = static_cast<Slot>(n);
  NEXT(2);
}
WARM_OP(CopyP) {
  int64_t n = CopyBytes(fp[B], fp[B + 1], fp[C], fp[C + 1], PTR(1, const Type)->size);
  if (A != kNoSlot) fp[A] = static_cast<Slot>(n);
  NEXT(2);
}
WARM_OP(CopyStr) {
  int64_t n = CopyBytes(fp[B], fp[B + 1], fp[C], fp[C + 1], 1);
  if (A != kNoSlot) fp[A] = static_cast<Slot>(n);
  NEXT(1);
}
WARM_OP(SliceToArr) {
  if (fp[B + 1] < WORD(1)) {
    return PanicBoundsAt(m, pc + 1, fp, Bounds::kConvert, fp[B + 1], true, WORD(1));
  }
  fp[A] = fp[B];
  NEXT(2);
}
WARM_OP(ClearSlice) {
  uint64_t n = fp[A + 1] * PTR(1, const Type)->size;
  if (n > 0) std::memset(PTR_OF(void, A), 0, n);
  NEXT(2);
}
SLOW_OP(UnsafeString) {
  int64_t n = static_cast<int64_t>(fp[C]);
  if (n < 0) return PanicErrorAt(m, pc + 1, fp, "unsafe.String: len out of range");
  uint64_t p = fp[B];
  if (n > 0 && p == 0) {
    return PanicErrorAt(m, pc + 1, fp, "unsafe.String: ptr is nil and len is not zero");
  }
  if (static_cast<uint64_t>(n) > -p && p != 0) {
    return PanicErrorAt(m, pc + 1, fp, "unsafe.String: len out of range");
  }
  fp[A] = p;
  fp[A + 1] = static_cast<Slot>(n);
  NEXT(1);
}
SLOW_OP(UnsafeSlice) {
  int64_t n = static_cast<int64_t>(fp[C]);
  uint64_t p = fp[B], size = PTR(1, const Type)->size, bytes;
  if (n < 0) return PanicErrorAt(m, pc + 1, fp, "unsafe.Slice: len out of range");
  bool overflow = __builtin_mul_overflow(static_cast<uint64_t>(n), size, &bytes);
  if (overflow || (p != 0 && bytes > -p)) {
    return PanicErrorAt(m, pc + 1, fp, "unsafe.Slice: len out of range");
  }
  if (p == 0 && n > 0) {
    return PanicErrorAt(m, pc + 1, fp, "unsafe.Slice: ptr is nil and len is not zero");
  }
  fp[A] = p;
  fp[A + 1] = fp[A + 2] = static_cast<Slot>(n);
  NEXT(2);
}

// ---------------------------------------------------------------- strings
WARM_OP(Concat) {
  Save(m, pc + 1, fp);
  Put(fp + A, runtime::Concat(m, StringAt(fp + B), StringAt(fp + C)));
  NEXT(1);
}
WARM_OP(ConcatN) {
  Save(m, pc + 1, fp);
  // A string in slots is a GoString.
  Put(fp + A, runtime::ConcatN(m, reinterpret_cast<const GoString*>(fp + B), C));
  NEXT(1);
}
WARM_OP(BytesToStr) {
  Save(m, pc + 1, fp);
  Put(fp + A, runtime::StringFromBytes(m, SliceAt(fp + B)));
  NEXT(1);
}
WARM_OP(StrToBytes) {
  Save(m, pc + 1, fp);
  Put(fp + A, runtime::BytesFromString(m, StringAt(fp + B)));
  NEXT(1);
}
WARM_OP(RunesToStr) {
  Save(m, pc + 1, fp);
  Put(fp + A, runtime::StringFromRunes(m, SliceAt(fp + B)));
  NEXT(1);
}
WARM_OP(StrToRunes) {
  Save(m, pc + 1, fp);
  Put(fp + A, runtime::RunesFromString(m, StringAt(fp + B)));
  NEXT(1);
}
WARM_OP(RuneToStr) {
  Save(m, pc + 1, fp);
  Put(fp + A, runtime::StringFromRune(m, static_cast<int64_t>(fp[B])));
  NEXT(1);
}
WARM_OP(StrNext) {
  GoString s = StringAt(fp + B);
  int64_t i = static_cast<int64_t>(fp[A + 2]);
  if (i >= s.len) JUMP_C(1);
  int width;
  int32_t rune = runtime::DecodeRune(s, i, &width);
  fp[A] = static_cast<Slot>(i);
  fp[A + 1] = static_cast<Slot>(int64_t{rune});
  fp[A + 2] = static_cast<Slot>(i + width);
  NEXT(1);
}

// ---------------------------------------------------------------- maps
namespace {

[[gnu::cold, gnu::noinline]] Cont MapFailed(M* m, const Insn* pc, Slot* fp, const MapStatus& st) {
  switch (st.fault) {
    case MapFault::kNone:
      break;
    case MapFault::kNilMap:
      return PanicPlainAt(m, pc + 1, fp, "assignment to entry in nil map");
    case MapFault::kUnhashable: {
      std::string type(st.uncomparable->string.view());
      // Go finds the key at fault in two places: before it looks into an empty map, and when it hashes.
      Opcode op = static_cast<Opcode>(pc->op);
      bool get = op == Opcode::kMapGet || op == Opcode::kMapGet2, del = op == Opcode::kMapDel;
      if ((get || del) && runtime::MapLen(reinterpret_cast<const runtime::Map*>(fp[get ? pc->b : pc->a])) == 0) {
        return PanicPlainAt(m, pc + 1, fp, "hash of unhashable type: " + type);
      }
      return PanicErrorAt(m, pc + 1, fp, "hash of unhashable type " + type);
    }
    case MapFault::kConcurrentWrites:
      return FatalAt(m, pc + 1, fp, "concurrent map writes");
    case MapFault::kConcurrentRead:
      return FatalAt(m, pc + 1, fp, "concurrent map read and map write");
    case MapFault::kConcurrentIter:
      return FatalAt(m, pc + 1, fp, "concurrent map iteration and map write");
  }
  MINIGO_UNREACHABLE();
}

[[gnu::always_inline]] inline Cont Got(M* m, const Insn* pc, Slot* fp, const MapType* t, const void* elem,
                                       const MapStatus& st, bool with_ok) {
  if (__builtin_expect(st.fault != MapFault::kNone, 0)) return MapFailed(m, pc, fp, st);
  if (t->elem->size == 8) {
    fp[A] = elem != nullptr ? *static_cast<const Slot*>(elem) : 0;
    if (with_ok) fp[A + 1] = elem != nullptr;
    NEXT(2);
  }
  int64_t n = t->elem->slots();
  if (__builtin_expect(t->elem->boxed(), 0)) {
    Save(m, pc + 2, fp);
    void* copy = runtime::AllocType(m, t->elem);
    if (elem != nullptr) std::memcpy(copy, elem, t->elem->size);
    fp[A] = reinterpret_cast<Slot>(copy);
  } else if (elem != nullptr) {
    if (n != 0) Load(t->elem, elem, fp + A);
  } else {
    ZeroSlots(fp + A, n);
  }
  if (with_ok) fp[A + n] = elem != nullptr;
  NEXT(2);
}

[[gnu::always_inline]] inline Cont Assigned(M* m, const Insn* pc, Slot* fp, const MapType* t, void* elem,
                                            const MapStatus& st) {
  if (__builtin_expect(st.fault != MapFault::kNone, 0)) return MapFailed(m, pc, fp, st);
  if (t->elem->size != 0) Store(t->elem, fp + C, elem);
  NEXT(2);
}

}  // namespace

// Keys lie in slots; little-endian slots are their memory form.
namespace {
inline const void* KeyAt(const MapType* t, const Slot* slots) {
  return __builtin_expect(t->key->boxed(), 0) ? reinterpret_cast<const void*>(*slots) : slots;
}
}  // namespace
WARM_OP(MapGet) {
  const MapType* t = PTR(1, const MapType);
  MapStatus st;
  void* elem = runtime::MapGet(m, t, PTR_OF(Map, B), KeyAt(t, fp + C), &st);
  return Got(m, pc, fp, t, elem, st, false);
}
WARM_OP(MapGet2) {
  const MapType* t = PTR(1, const MapType);
  MapStatus st;
  void* elem = runtime::MapGet(m, t, PTR_OF(Map, B), KeyAt(t, fp + C), &st);
  return Got(m, pc, fp, t, elem, st, true);
}
WARM_OP(MapGet64) {
  const MapType* t = PTR(1, const MapType);
  MapStatus st;
  void* elem = runtime::MapGet64(m, t, PTR_OF(Map, B), fp[C], &st);
  return Got(m, pc, fp, t, elem, st, false);
}
WARM_OP(MapGet264) {
  const MapType* t = PTR(1, const MapType);
  MapStatus st;
  void* elem = runtime::MapGet64(m, t, PTR_OF(Map, B), fp[C], &st);
  return Got(m, pc, fp, t, elem, st, true);
}
WARM_OP(MapGetStr) {
  const MapType* t = PTR(1, const MapType);
  MapStatus st;
  void* elem = runtime::MapGetStr(m, t, PTR_OF(Map, B), StringAt(fp + C), &st);
  return Got(m, pc, fp, t, elem, st, false);
}
WARM_OP(MapGet2Str) {
  const MapType* t = PTR(1, const MapType);
  MapStatus st;
  void* elem = runtime::MapGetStr(m, t, PTR_OF(Map, B), StringAt(fp + C), &st);
  return Got(m, pc, fp, t, elem, st, true);
}
WARM_OP(MapSet) {
  const MapType* t = PTR(1, const MapType);
  Save(m, pc + 2, fp);
  MapStatus st;
  void* elem = runtime::MapAssign(m, t, PTR_OF(Map, A), KeyAt(t, fp + B), &st);
  return Assigned(m, pc, fp, t, elem, st);
}
WARM_OP(MapSet64) {
  const MapType* t = PTR(1, const MapType);
  Save(m, pc + 2, fp);
  MapStatus st;
  void* elem = runtime::MapAssign64(m, t, PTR_OF(Map, A), fp[B], &st);
  return Assigned(m, pc, fp, t, elem, st);
}
WARM_OP(MapSetStr) {
  const MapType* t = PTR(1, const MapType);
  Save(m, pc + 2, fp);
  MapStatus st;
  void* elem = runtime::MapAssignStr(m, t, PTR_OF(Map, A), StringAt(fp + B), &st);
  return Assigned(m, pc, fp, t, elem, st);
}
WARM_OP(MapAddr) {
  const MapType* t = PTR(1, const MapType);
  Save(m, pc + 2, fp);
  MapStatus st;
  void* elem = runtime::MapAssign(m, t, PTR_OF(Map, B), KeyAt(t, fp + C), &st);
  if (__builtin_expect(st.fault != MapFault::kNone, 0)) return MapFailed(m, pc, fp, st);
  fp[A] = reinterpret_cast<Slot>(elem);
  NEXT(2);
}
WARM_OP(MapDel) {
  Save(m, pc + 2, fp);
  MapStatus st;
  const MapType* t = PTR(1, const MapType);
  runtime::MapDelete(m, t, PTR_OF(Map, A), KeyAt(t, fp + B), &st);
  if (__builtin_expect(st.fault != MapFault::kNone, 0)) return MapFailed(m, pc, fp, st);
  NEXT(2);
}
WARM_OP(MapClear) {
  Save(m, pc + 2, fp);
  MapStatus st;
  runtime::MapClear(m, PTR(1, const MapType), PTR_OF(Map, A), &st);
  if (__builtin_expect(st.fault != MapFault::kNone, 0)) return MapFailed(m, pc, fp, st);
  NEXT(2);
}
WARM_OP(MapLen) {
  const Map* map = PTR_OF(const Map, B);
  fp[A] = map == nullptr ? 0 : static_cast<Slot>(runtime::MapLen(map));
  NEXT(1);
}
WARM_OP(MapMake) {
  Save(m, pc + 2, fp);
  int64_t hint = B == kNoSlot ? 0 : static_cast<int64_t>(fp[B]);
  if (hint < 0) hint = 0;
  fp[A] = reinterpret_cast<Slot>(runtime::MapMake(m, PTR(1, const MapType), hint));
  NEXT(2);
}
WARM_OP(MapIter) {
  Save(m, pc + 2, fp);
  Map* map = PTR_OF(Map, B);
  runtime::MapIterInit(m, PTR(1, const MapType), map, reinterpret_cast<MapIter*>(fp + A));
  NEXT(2);
}
WARM_OP(MapNext) {
  Save(m, pc + 1, fp);
  MapIter* it = reinterpret_cast<MapIter*>(fp + A);
  MapStatus st;
  runtime::MapIterNext(m, it, &st);
  if (__builtin_expect(st.fault != MapFault::kNone, 0)) return MapFailed(m, pc, fp, st);
  if (it->key == nullptr) {
    return {pc + 1 + static_cast<int32_t>(uint32_t{pc->b} | uint32_t{pc->c} << 16), fp};
  }
  NEXT(1);
}

// ---------------------------------------------------------------- channels
SLOW_OP(ChanMake) {
  Save(m, pc + 2, fp);
  int64_t size = B == kNoSlot ? 0 : static_cast<int64_t>(fp[B]);
  Chan* c = runtime::ChanMake(m, PTR(1, const runtime::ChanType), size);
  if (c == nullptr) return PanicPlainAt(m, pc + 1, fp, "makechan: size out of range");
  fp[A] = reinterpret_cast<Slot>(c);
  NEXT(2);
}
WARM_OP(ChanLen) {
  const Chan* c = PTR_OF(const Chan, B);
  fp[A] = c == nullptr ? 0 : static_cast<Slot>(runtime::ChanLen(c));
  NEXT(1);
}
WARM_OP(ChanCap) {
  const Chan* c = PTR_OF(const Chan, B);
  fp[A] = c == nullptr ? 0 : static_cast<Slot>(runtime::ChanCap(c));
  NEXT(1);
}
namespace {
inline Cont AfterChan(M* m, const Insn* pc, Slot* fp, const Insn* next, ChanStatus status) {
  if (status == ChanStatus::kDone) return {next, fp};
  if (status == ChanStatus::kParked) return Leave(Exit::kParked);
  if (status == ChanStatus::kFatal) return RaisePending(m, pc + 1, fp);
  return PanicPlainAt(m, pc + 1, fp, "send on closed channel");
}
}  // namespace
WARM_OP(Send) {
  Save(m, pc + 1, fp);
  return AfterChan(m, pc, fp, pc + 1, runtime::ChanSend(m, PTR_OF(Chan, A), fp + B, true));
}
WARM_OP(Recv) {
  Save(m, pc + 2, fp);
  Chan* c = PTR_OF(Chan, B);
  Slot* to = A == kNoSlot ? nullptr : fp + A;
  Slot* ok = C == kNoSlot ? nullptr : fp + C;
  if (to != nullptr) ZeroSlots(to, static_cast<int64_t>(WORD(1)));
  return AfterChan(m, pc, fp, pc + 2, runtime::ChanRecv(m, c, to, ok, true));
}
SLOW_OP(SendM) {
  Save(m, pc + 1, fp);
  return AfterChan(m, pc, fp, pc + 1, runtime::ChanSend(m, PTR_OF(Chan, A), PTR_OF(Slot, B), true));
}
SLOW_OP(RecvM) {
  Save(m, pc + 1, fp);
  Slot* ok = C == kNoSlot ? nullptr : fp + C;
  return AfterChan(m, pc, fp, pc + 1, runtime::ChanRecv(m, PTR_OF(Chan, B), PTR_OF(Slot, A), ok, true));
}
SLOW_OP(ChanClose) {
  Save(m, pc + 1, fp);
  switch (runtime::ChanClose(m, PTR_OF(Chan, A))) {
    case ChanStatus::kNil:
      return PanicPlainAt(m, pc + 1, fp, "close of nil channel");
    case ChanStatus::kClosed:
      return PanicPlainAt(m, pc + 1, fp, "close of closed channel");
    case ChanStatus::kFatal:
      return RaisePending(m, pc + 1, fp);
    default:
      NEXT(1);
  }
}
WARM_OP(Select) {
  Save(m, pc + 2, fp);
  auto* cases = reinterpret_cast<runtime::SelectCase*>(fp + B);
  return AfterChan(m, pc, fp, pc + 2,
                   runtime::SelectGo(m, cases, C, WORD(1) != 0, fp + A, fp + A + 1));
}

// ---------------------------------------------------------------- interfaces
WARM_OP(MkIface) {
  Save(m, pc + 2, fp);
  Put(fp + A, runtime::MakeIface(m, PTR(1, const Type), fp + B));
  NEXT(2);
}
WARM_OP(UnboxN) {
  const Type* t = PTR(1, const Type);
  Iface i = IfaceAt(fp + B);
  if (t->size != 0) Load(t, t->direct() ? &i.data : i.data, fp + A);
  NEXT(2);
}
WARM_OP(AssertC) {
  const Type* t = PTR(1, const Type);
  Iface i = IfaceAt(fp + B);
  if (i.type != t) return PanicAssertAt(m, pc + 1, fp, PTR(2, const Type), i.type, t, {});
  if (t->size != 0) Load(t, t->direct() ? &i.data : i.data, fp + A);
  NEXT(3);
}
WARM_OP(AssertC2) {
  const Type* t = PTR(1, const Type);
  Iface i = IfaceAt(fp + B);
  bool ok = i.type == t;
  if (A != kNoSlot && t->size != 0) {
    if (ok) {
      Load(t, t->direct() ? &i.data : i.data, fp + A);
    } else if (t->boxed()) {
      Save(m, pc + 2, fp);
      fp[A] = reinterpret_cast<Slot>(runtime::AllocType(m, t));
    } else {
      ZeroSlots(fp + A, t->slots());
    }
  }
  fp[C] = ok;
  NEXT(2);
}

namespace {

using Cache = std::atomic<const runtime::InlineCache*>;

// Whether t, not nil, implements the interface; the first type that does so at a site is cached there for good.
bool ImplementsAt(M* m, const Type* t, const runtime::InterfaceType* iface, Cache* site) {
  const runtime::InlineCache* cache = site->load(std::memory_order_acquire);
  if (cache != nullptr && cache->type == t) return true;
  if (!runtime::Implements(m->rt, t, iface)) return false;
  if (cache == nullptr) {
    runtime::TypeTable& types = m->rt->types;
    types.Lock();
    auto* entry = types.arena().New<runtime::InlineCache>();
    entry->type = t;
    types.Unlock();
    site->store(entry, std::memory_order_release);
  }
  return true;
}

const runtime::InlineCache* MethodAt(M* m, const Type* t, uint32_t id, Cache* site) {
  const runtime::InlineCache* cache = site->load(std::memory_order_acquire);
  if (cache != nullptr && cache->type == t) return cache;
  cache = runtime::LookupMethod(m->rt, t, id);
  MINIGO_DCHECK(cache != nullptr);
  site->store(cache, std::memory_order_release);
  return cache;
}

}  // namespace

WARM_OP(AssertI) {
  Iface i = IfaceAt(fp + B);
  const auto* iface = PTR(1, const runtime::InterfaceType);
  if (i.type == nullptr) return PanicAssertAt(m, pc + 1, fp, nullptr, nullptr, iface, {});
  if (!ImplementsAt(m, i.type, iface, PTR(3, Cache))) {
    bool wrong_type;
    const runtime::InterfaceMethod* missing =
        runtime::MissingMethod(m->rt, i.type, iface, &wrong_type);
    return PanicAssertAt(m, pc + 1, fp, PTR(2, const Type), i.type, iface,
                         missing == nullptr ? std::string_view() : missing->name.view());
  }
  Put(fp + A, i);
  NEXT(4);
}
WARM_OP(AssertI2) {
  Iface i = IfaceAt(fp + B);
  const auto* iface = PTR(1, const runtime::InterfaceType);
  bool ok = i.type != nullptr && ImplementsAt(m, i.type, iface, PTR(2, Cache));
  if (A != kNoSlot) Put(fp + A, ok ? i : Iface{});
  fp[C] = ok;
  NEXT(3);
}
WARM_OP(IfaceMethod) {
  Iface i = IfaceAt(fp + B);
  if (i.type == nullptr) return PanicMemoryAt(m, pc + 1, fp);
  Func* f = MethodAt(m, i.type, static_cast<uint32_t>(WORD(1)), PTR(2, Cache))->func;
  fp[A] = reinterpret_cast<Slot>(&f->static_value);
  fp[A + 1] = reinterpret_cast<Slot>(i.data);
  NEXT(3);
}
// The call site's cache misses: fills the first free cell.
WARM_OP(CallI) {
  const Type* t = PTR_OF(const Type, B);
  if (t == nullptr) return PanicMemoryAt(m, pc + 1, fp);
  const runtime::InlineCache* entry = runtime::LookupMethod(m->rt, t, static_cast<uint32_t>(WORD(1)));
  MINIGO_DCHECK(entry != nullptr);
  Func* f = entry->func;
  Cache* cells = PTR(2, Cache);
  for (int i = 0; i < bytecode::kCallCells; i++) {
    const runtime::InlineCache* expected = nullptr;
    if (cells[i].compare_exchange_strong(expected, entry, std::memory_order_acq_rel) || expected == entry) break;
  }
  // Not by running the instruction again: another thread may replace the entry for ever.
  fp[C] = fp[B + 1];
  Slot* frame = fp + A;
  SetHeader(frame, pc + 3, fp, &f->static_value);
  return EnterSlow(m, f->entry.load(std::memory_order_acquire), frame);
}

// ---------------------------------------------------------------- allocation
WARM_OP(New) {
  Save(m, pc + 2, fp);
  fp[A] = reinterpret_cast<Slot>(runtime::AllocType(m, PTR(1, const Type)));
  NEXT(2);
}
WARM_OP(NewSet) {
  const Type* t = PTR(1, const Type);
  Save(m, pc + 2, fp);
  void* p = runtime::AllocType(m, t);
  if (t->size != 0) Store(t, fp + B, p);
  fp[A] = reinterpret_cast<Slot>(p);
  NEXT(2);
}
WARM_OP(Closure) {
  Save(m, pc + 2, fp);
  unsigned n = C;
  auto* fv = static_cast<FuncVal*>(m->rt->heap.NewConservative(m, sizeof(FuncVal) + n * sizeof(Slot)));
  fv->fn = PTR(1, Func);
  Slot* to = fv->captured();
  const Slot* from = fp + B;
  for (unsigned i = 0; i < n; i++) to[i] = from[i];
  fp[A] = reinterpret_cast<Slot>(fv);
  NEXT(2);
}

// ---------------------------------------------------------------- print
WARM_OP(Print) {
  Save(m, pc + 1, fp);
  const Slot* s = fp + A;
  switch (B) {
    case 0: runtime::PrintBool(m, *s != 0); break;
    case 1: runtime::PrintInt(m, static_cast<int64_t>(*s)); break;
    case 2: runtime::PrintUint(m, *s); break;
    case 3: runtime::PrintFloat(m, std::bit_cast<double>(*s)); break;
    case 4: runtime::PrintComplex(m, std::bit_cast<double>(s[0]), std::bit_cast<double>(s[1])); break;
    case 5: runtime::PrintString(m, StringAt(s)); break;
    case 6: runtime::PrintPointer(m, reinterpret_cast<const void*>(*s)); break;
    case 7: runtime::PrintSlice(m, SliceAt(s)); break;
    case 8: runtime::PrintIface(m, IfaceAt(s)); break;
    case 9: runtime::PrintHex(m, *s); break;
    case 10: runtime::PrintString(m, GoString(" ", 1)); break;
    case 11: runtime::PrintString(m, GoString("\n", 1)); break;
    case 12: runtime::PrintBegin(m); break;
    case 13: runtime::PrintEnd(m); break;
    case 14: runtime::PrintFloat32(m, std::bit_cast<float>(static_cast<uint32_t>(*s))); break;
    case 15: {
      runtime::Complex64 c = std::bit_cast<runtime::Complex64>(*s);
      runtime::PrintComplex64(m, c.re, c.im);
      break;
    }
    default: MINIGO_UNREACHABLE();
  }
  NEXT(1);
}

}  // namespace minigo::vm
